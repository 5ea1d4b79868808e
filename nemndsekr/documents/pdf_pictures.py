"""Pictures in a PDF: read safely, laid on white, drawn for a tag that tells what they show."""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from typing import Any, Final

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from nemndsekr.documents.outline import Logo, clean_text
from nemndsekr.documents.pdf_tags import Tag
from nemndsekr.support.errors import UserError

_FORMATS: Final = ("PNG", "JPEG")
# More than this is not seen in print: 600 dots to the inch of a logo as high as a thumb is long.
_MOST_DOTS: Final = 1600
_LEAST_MM, _MOST_MM = 5.0, 40.0
_NO_WORDS: Final = "Logotyp"


def read_picture(content: bytes) -> Image.Image:
    """The picture of a PNG or JPEG file, in RGB and opaque: what is see-through shows white.

    Raises:
        UserError: the bytes are no such picture, or one too large to open.
    """
    try:
        return _opened(content).copy()
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError, Warning) as problem:
        raise UserError(
            "Logotypen går inte att läsa. Filen är skadad, eller så är det inte en bild i PNG eller JPEG.",
            "Spara om bilden som PNG eller JPEG och välj den på nytt i mallen, eller ta bort den.",
        ) from problem


@lru_cache(maxsize=4)
def _opened(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        # Pillow only warns of a picture that is huge when unpacked.
        warnings.simplefilter("error")
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            picture.thumbnail((_MOST_DOTS, _MOST_DOTS))
            if picture.has_transparency_data:
                seen = picture.convert("RGBA")
                paper = Image.new("RGBA", seen.size, "white")
                return Image.alpha_composite(paper, seen).convert("RGB")
            return picture.convert("RGB")


class Figure(Flowable):  # type: ignore[misc, unused-ignore]
    """A logo, as high as it asks for unless that makes it wider than its room."""

    def __init__(self, logo: Logo, parent: Tag, room: float) -> None:
        super().__init__()
        self._picture = read_picture(logo.content)
        wide, high = self._picture.size
        height = min(max(logo.height_mm, _LEAST_MM), _MOST_MM) * mm
        self.width, self.height = height * wide / high, height
        if self.width > room:
            self.width, self.height = room, room * high / wide
        self._tag = parent.add("Figure", alt=clean_text(logo.alt).strip() or _NO_WORDS)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Its size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it, and tell where it stands on the page (ISO 32000-1, 14.8.5.4)."""
        canvas: Any = self.canv
        left, low = canvas.absolutePosition(0, 0)
        box = " ".join(f"{side:.2f}" for side in (left, low, left + self.width, low + self.height))
        self._tag.attributes = f"/O/Layout/Placement/Block/BBox[{box}]"
        with canvas.tagged(self._tag):
            canvas.drawImage(ImageReader(self._picture), 0, 0, self.width, self.height)
