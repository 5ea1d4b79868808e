"""The colours of the two themes, and the design unit that grows with the text size."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final, Literal

Token = Literal[
    "canvas", "surface", "sunken", "rail", "desk", "line", "border", "text", "text2", "text3",
    "accent", "accent_hover", "on_accent", "accent_soft", "hover",
    "ok", "ok_soft", "warn", "warn_soft", "warn_icon", "late", "late_soft", "neutral_soft", "mark",
]  # fmt: skip
"""The name of a colour; what each is for is told in ``Tokens``."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme's colours as #RRGGBB. The comments say what each may be used for."""

    canvas: str  # window, menu, tool and status bar
    surface: str  # panels, fields, buttons, lists
    sunken: str  # locked words, drop area, disabled button
    rail: str  # module list
    desk: str  # behind the paper preview
    line: str  # hairlines: decoration only
    border: str  # fields, buttons, boxes, scroll handles, dashes
    text: str  # what is read
    text2: str  # labels of state, dates, notes, icons
    text3: str  # placeholder, disabled: nothing a person must read
    accent: str  # primary button, link, focus, chosen, pågår
    accent_hover: str
    on_accent: str
    accent_soft: str  # chosen row, tag pågår
    hover: str  # plain button under the pointer
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    warn_icon: str  # triangle and border of a field with a påpekande
    late: str
    late_soft: str
    neutral_soft: str  # tag ej påbörjad; menu and tool hover
    mark: str  # marked passage in a source

    def of(self, name: Token) -> str:
        """The colour with this name."""
        value: str = getattr(self, name)
        return value


LIGHT: Final = Tokens(
    canvas="#F3F5F8", surface="#FFFFFF", sunken="#F8F9FB", rail="#E8ECF2", desk="#DFE4EB",
    line="#D8DDE5", border="#7B8594",
    text="#1A1F28", text2="#434B59", text3="#5A6270",
    accent="#005A9E", accent_hover="#004A83", on_accent="#FFFFFF", accent_soft="#E1EDF9", hover="#EDF1F6",
    ok="#125634", ok_soft="#E0F1E6", warn="#6E4200", warn_soft="#FCEFD2", warn_icon="#A66300",
    late="#901818", late_soft="#FBE5E3", neutral_soft="#E6EAF0", mark="#FFE79A",
)  # fmt: skip

DARK: Final = Tokens(
    canvas="#1B1E24", surface="#23272F", sunken="#1F232A", rail="#15181D", desk="#121418",
    line="#3A414D", border="#858F9E",
    text="#ECEFF4", text2="#C0C8D3", text3="#A3ADBA",
    accent="#8FC7FF", accent_hover="#B3D9FF", on_accent="#08213A", accent_soft="#173652", hover="#2B303A",
    ok="#86D7A2", ok_soft="#183726", warn="#F3C46B", warn_soft="#403010", warn_icon="#F3C46B",
    late="#FFA8A0", late_soft="#4B2220", neutral_soft="#313843", mark="#5A4910",
)  # fmt: skip

TOKEN_NAMES: Final = tuple(field.name for field in fields(Tokens))
BASE_POINTS: Final = 10.0
SMALLEST_POINTS: Final = 9.0
LARGEST_POINTS: Final = 16.0


@dataclass(slots=True)
class _InUse:
    """What the program draws with at the moment. A theme is one for the whole process, as Qt's palette is."""

    tokens: Tokens
    points: float


_in_use = _InUse(LIGHT, BASE_POINTS)


def use(tokens: Tokens, points: float) -> None:
    """Draw with these colours and this text size from now on. Called by ``Theme`` only."""
    _in_use.tokens = tokens
    _in_use.points = min(LARGEST_POINTS, max(SMALLEST_POINTS, points))


def tokens() -> Tokens:
    """The colours to draw with now: ask when painting and keep nothing."""
    return _in_use.tokens


def points() -> float:
    """The size of body text now, in points."""
    return _in_use.points


def u(units: float) -> int:
    """This many design units in pixels: one pixel each at 10 pt text, growing with the text size."""
    if units <= 0:
        return 0
    return max(1, round(units * _in_use.points / BASE_POINTS))


def luminance(colour: str) -> float:
    """The relative luminance of #RRGGBB, by WCAG 2."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
