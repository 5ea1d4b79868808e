"""What reportlab writes that the standards of accessible and archived PDF refuse, mended when this is imported.

ISO 19005-2 (6.1.7.1) wants an end of line before ``endstream``; ISO 14289-1 (7.21.7) lets no character be mapped to
U+0000. Both are in functions of reportlab's that nothing can be handed to, so they are replaced for the whole process.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.pdfbase import pdfdoc, ttfonts

_END: Final = b"endstream\n"
# Adobe's technical note 5014: no more than a hundred characters in one block.
_BLOCK: Final = 100
_as_it_was: Final = pdfdoc.PDFStream.format


def _stream(self: Any, document: Any) -> bytes:
    written: bytes = _as_it_was(self, document)
    # Both signs: content that happens to end with one of them is then not read as one byte shorter.
    return written.removesuffix(_END) + b"\r\n" + _END


def _to_unicode(_font: str, subset: Sequence[int]) -> str:
    pairs = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in enumerate(subset) if char
    ]
    blocks = [pairs[start : start + _BLOCK] for start in range(0, len(pairs), _BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


pdfdoc.PDFStream.format = _stream  # type: ignore[method-assign, unused-ignore]
ttfonts.makeToUnicodeCMap = _to_unicode  # type: ignore[assignment, unused-ignore]
