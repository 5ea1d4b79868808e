"""The canvas that draws tagged pages: every word is drawn for a tag, all else is decoration (an artifact).

Text drawn outside a tag or artifact is a mistake in the program and is raised; lines and grounds outside become
artifacts by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final
from urllib.parse import quote

from reportlab.pdfbase.pdfdoc import PDFName, PDFStream, PDFString, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from nemndsekr.documents import pdf_mends as _pdf_mends  # noqa: F401 # mends reportlab when it is imported
from nemndsekr.documents.pdf_fonts import font_of
from nemndsekr.documents.pdf_metadata import About, describe
from nemndsekr.documents.pdf_tags import Annotated, Marked, Tag, TreeWriter

END: Final = "EMC"
_PRINTED: Final = 4  # the flag of an annotation that is printed; ISO 19005-2, 6.3.2
_ASCII: Final = "!#$%&'()*+,/:;=?@[]~"


class _Codes(dict[int, str]):
    """How each character of a font is written in the page, as a table for ``str.translate``.

    ``overflows`` tells that some lie in another subset of the font than the first, where the table does not reach.
    """

    def __init__(self, font: Any, document: Any) -> None:
        super().__init__()
        self._font = font
        self._document = document
        self.overflows = False

    def __missing__(self, char: int) -> str:
        [(subset, code)] = self._font.splitString(chr(char), self._document)
        if subset:
            self.overflows = True
        written = self[char] = code.hex() if not subset else ""
        return written


class TaggedCanvas(Canvas):  # type: ignore[misc, unused-ignore]
    """A canvas whose file is PDF/UA-1 and PDF/A-2a, if what is drawn is drawn for tags."""

    # What reportlab's canvas keeps for itself and its types do not tell of.
    _doc: Any
    _code: list[str]
    _annotationrefs: list[Any]

    def __init__(self, *args: Any, tree: Tag, about: About, **kwargs: Any) -> None:
        self.tree = tree
        self._about = about
        self._inside = False
        self._stretches: list[Tag] = []
        self._parents: dict[int, Tag | list[Tag]] = {}
        self._finished: list[Any] = []
        self._codes: dict[str, _Codes] = {}
        super().__init__(*args, **{**kwargs, "pdfVersion": (1, 7), "invariant": 1, "pageCompression": 1})

    # --- tags -------------------------------------------------------------------------------------------------------

    def begin(self, tag: Tag | None, kind: str = "") -> str:
        """The operator that begins what is drawn for a tag, or a decoration, of the kind ``Pagination`` or none."""
        if tag is None:
            return f"/Artifact <</Type/{kind}>> BDC" if kind else "/Artifact BMC"
        tag.kids.append(Marked(len(self._finished), len(self._stretches)))
        self._stretches.append(tag)
        return f"/{tag.kind} <</MCID {len(self._stretches) - 1}>> BDC"

    @contextmanager
    def tagged(self, tag: Tag | None, kind: str = "") -> Iterator[None]:
        """What is drawn within is drawn for this tag; for None it is decoration. The outermost tag takes all."""
        if self._inside:
            yield
            return
        self.addLiteral(self.begin(tag, kind))
        self._inside = True
        try:
            yield
        finally:
            self._inside = False
            self.addLiteral(END)

    def drawText(self, aTextObject: Any) -> None:  # noqa: N802, N803 # reportlab's own names
        """Draw a text object.

        Raises:
            ValueError: it is drawn for no tag, so that a screen reader would not find it.
        """
        if not self._inside:
            raise ValueError("text outside every tag")
        super().drawText(aTextObject)

    # --- text -------------------------------------------------------------------------------------------------------

    def shown(self, text: str, font: str, size: float) -> str:
        """The operators that choose a font and show a text in it, within a text object."""
        codes = self._codes.get(font)
        known = font_of(font)
        if codes is None:
            codes = self._codes[font] = _Codes(known, self._doc)
        written = text.translate(codes)
        if codes.overflows:
            # More than 255 different characters: the rest lie in further subsets.
            return " ".join(
                f"{known.getSubsetInternalName(subset, self._doc)} {size:g} Tf <{code.hex()}> Tj"
                for subset, code in known.splitString(text, self._doc)
            )
        return f"{known.getSubsetInternalName(0, self._doc)} {size:g} Tf <{written}> Tj"

    # --- links ------------------------------------------------------------------------------------------------------

    def lead(self, tag: Tag, area: tuple[float, float, float, float], address: str, words: str) -> None:
        """Make an area of the page lead to an address; ``words`` are the text of the link."""
        key = len(self._parents)
        told = words if words == address else f"{words} ({address})"
        self._parents[key] = tag
        contents = PDFString(told)
        self.linkURL(written_address(address), area, 1, kind="URI", F=_PRINTED, StructParent=key, Contents=contents)
        tag.kids.append(Annotated(len(self._finished), self._annotationrefs[-1]))

    # --- pages and file ---------------------------------------------------------------------------------------------

    def showPage(self) -> None:  # noqa: N802 # reportlab's own name
        """End the page."""
        super().showPage()
        page = self._doc.Pages[-1]
        # reportlab writes only the keys it knows of, and an empty page transition, which is none of ours.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs, page.Trans = len(self._parents), PDFName("S"), None
        self._parents[len(self._parents)] = self._stretches
        self._stretches = []
        self._finished.append(page)

    def add_to_page(self, page: int, operators: str) -> None:
        """Draw more on a finished page (its index): what cannot be known before, such as how many pages there are."""
        self._finished[page].stream += operators + "\n"

    @property
    def finished_pages(self) -> int:
        """How many pages are done."""
        return len(self._finished)

    def save(self) -> None:
        """Write tags, description and file."""
        if self._code:
            self.showPage()
        document = self._doc
        for page in self._finished:
            # As reportlab would write it, but without its detour over ASCII.
            page.Contents = PDFStream(content=page.stream, filters=[PDFZCompress])
            document.updateSignature(page.stream)
        numbers = [document.idToObjectNumberAndVersion[document.Reference(page).name][0] for page in self._finished]
        document.Catalog.StructTreeRoot = TreeWriter(document, numbers).write(self.tree, self._parents)
        describe(self, document, self._about)
        super().save()


def written_address(address: str) -> str:
    """An address as a PDF can hold it: ASCII only, and a web address whole.

    «www.lindåkra.se/möte» becomes «https://www.xn--lindkra-hxa.se/m%C3%B6te».
    """
    address = address.strip()
    if re.match(r"www\.", address, re.IGNORECASE):
        address = f"https://{address}"
    parts = re.fullmatch(r"([a-z][a-z0-9+.-]*://)([^/?#]*)(.*)", address, re.IGNORECASE | re.DOTALL)
    if parts is None:
        return quote(address, safe=_ASCII)
    scheme, host, rest = parts.groups()
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        host = quote(host, safe=_ASCII)
    return scheme + host + quote(rest, safe=_ASCII)


def _outside_tags(paint: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(paint)
    def painted(self: TaggedCanvas, *args: Any, **kwargs: Any) -> Any:
        if self._inside:
            return paint(self, *args, **kwargs)
        with self.tagged(None):
            return paint(self, *args, **kwargs)

    return painted


for _name in ("line", "lines", "bezier", "rect", "roundRect", "circle", "ellipse", "drawPath", "drawImage", "doForm"):
    setattr(TaggedCanvas, _name, _outside_tags(getattr(Canvas, _name)))
