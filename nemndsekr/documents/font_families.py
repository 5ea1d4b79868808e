"""The font families that a PDF can be set in, by the names that a template gives them."""

from __future__ import annotations

from typing import Final, NamedTuple


class FontFamily(NamedTuple):
    """A family and the files of its four styles in ``resources/fonts``, without their ending."""

    name: str
    regular: str
    bold: str
    italic: str
    bold_italic: str

    def face(self, *, bold: bool = False, italic: bool = False) -> str:
        """The file of a style, which is also the font's name in the PDF."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular

    @property
    def faces(self) -> tuple[str, ...]:
        """All four."""
        return self.regular, self.bold, self.italic, self.bold_italic


FAMILIES: Final = (
    FontFamily("Noto Sans", "NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic", "NotoSans-BoldItalic"),
    FontFamily("Noto Serif", "NotoSerif-Regular", "NotoSerif-Bold", "NotoSerif-Italic", "NotoSerif-BoldItalic"),
)
STANDARD: Final = FAMILIES[0]


def family_of(name: str) -> FontFamily:
    """The family with a name, however it is cased; one that is not here is replaced by the standard."""
    wanted = name.strip().casefold()
    return next((family for family in FAMILIES if family.name.casefold() == wanted), STANDARD)
