"""SYMBOL_LETTERS: the signs of Word's symbol fonts as the letters they look like, as they say nothing outside the font.

Symbol, Wingdings and Wingdings 2 keep their signs in the private area of Unicode, from U+F020. Where the two fonts have
different signs in one place, it is the one that Word itself puts before an item or in a box.
"""

from __future__ import annotations

from typing import Final

SYMBOL_LETTERS: Final = {
    # Marks of items
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0D8: "➢",
    0xF076: "❖",
    0xF06C: "●",
    0xF06E: "■",
    0xF02D: "-",
    # Boxes and ticks
    0xF0FB: "✗",
    0xF0FC: "✓",
    0xF0FD: "☒",
    0xF0FE: "☑",
    0xF052: "☑",
    0xF0A8: "☐",
    0xF06F: "☐",
    # Arrows
    0xF0E0: "→",
    0xF0E8: "→",
    0xF0AE: "→",
}
"""What stands in each place; a table for ``str.translate``."""
