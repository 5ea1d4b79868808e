"""The tags of a PDF: the tree that says what is heading, list, table and paragraph, made in reading order.

Tags are made when the flowables are; what is drawn then only notes which marked content belongs to which tag. So page
breaks, repeated head rows and tables that set out a page never touch the order in which the document is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFObject

# These say something even when they are empty: which column the next cell is in.
_KEPT_EMPTY: Final = frozenset({"TH", "TD"})


class Marked(NamedTuple):
    """One stretch of marked content: the page's index and the number of the stretch on that page."""

    page: int
    number: int


class Annotated(NamedTuple):
    """An annotation, such as the area of a link, and the index of its page."""

    page: int
    reference: Any


class Tag:
    """One element of the structure tree.

    ``attributes`` is the inside of the attribute dictionary as it is written in the file; ``alt`` is what a picture
    shows, in words, and ``actual`` what is to be read instead of the text that is drawn.
    """

    __slots__ = ("actual", "alt", "attributes", "kids", "kind", "number")

    def __init__(self, kind: str, attributes: str = "", *, alt: str = "", actual: str = "") -> None:
        self.kind = kind
        self.attributes = attributes
        self.alt = alt
        self.actual = actual
        self.kids: list[Tag | Marked | Annotated] = []
        self.number = 0

    def add(self, kind: str, attributes: str = "", *, alt: str = "", actual: str = "") -> Tag:
        """A new tag, the last inside this one."""
        made = Tag(kind, attributes, alt=alt, actual=actual)
        self.kids.append(made)
        return made

    def __deepcopy__(self, _memo: object) -> Tag:
        # reportlab may copy a flowable that holds a tag; the tree stays one.
        return self


class _Written(PDFObject):  # type: ignore[misc, unused-ignore]
    """An object of the file whose bytes are set when all numbers are known."""

    def __init__(self) -> None:
        self.text = ""

    def format(self, _document: Any) -> bytes:
        return self.text.encode("ascii")


def pdf_text(text: str) -> str:
    """A text as it is written in the file."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


class TreeWriter:
    """Writes the tree into reportlab's document."""

    def __init__(self, document: Any, pages: Sequence[int]) -> None:
        """``pages`` are the object numbers of the pages."""
        self._document = document
        self._pages = pages
        self._numbers: Mapping[str, tuple[int, int]] = document.idToObjectNumberAndVersion

    def write(self, root: Tag, parents: Mapping[int, Tag | Sequence[Tag]]) -> Any:
        """Write tree and parent tree; what the catalogue is to refer to.

        ``parents`` tells for each key of a page the tags of its stretches, for each key of an annotation its tag.
        """
        _prune(root)
        written, top = self._new()
        root_written, root.number = self._new()
        self._element(root, root_written, top)
        nums = " ".join(f"{key} {_parents(parents[key])}" for key in sorted(parents))
        tree, tree_number = self._new()
        tree.text = f"<</Nums[{nums}]>>"
        written.text = (
            f"<</Type/StructTreeRoot/K {root.number} 0 R/ParentTree {tree_number} 0 R"
            f"/ParentTreeNextKey {max(parents, default=-1) + 1}>>"
        )
        return self._document.Reference(written)

    def _new(self) -> tuple[_Written, int]:
        written = _Written()
        reference = self._document.Reference(written)
        return written, self._numbers[reference.name][0]

    def _element(self, tag: Tag, written: _Written, parent: int) -> None:
        page = next((kid.page for kid in tag.kids if isinstance(kid, Marked)), None)
        kids: list[str] = []
        for kid in tag.kids:
            if isinstance(kid, Tag):
                below, kid.number = self._new()
                self._element(kid, below, tag.number)
                kids.append(f"{kid.number} 0 R")
            elif isinstance(kid, Annotated):
                number = self._numbers[kid.reference.name][0]
                kids.append(f"<</Type/OBJR/Pg {self._pages[kid.page]} 0 R/Obj {number} 0 R>>")
            elif kid.page == page:
                kids.append(str(kid.number))
            else:
                kids.append(f"<</Type/MCR/Pg {self._pages[kid.page]} 0 R/MCID {kid.number}>>")
        parts = [f"<</Type/StructElem/S/{tag.kind}/P {parent} 0 R"]
        if page is not None:
            parts.append(f"/Pg {self._pages[page]} 0 R")
        if kids:
            parts.append(f"/K[{' '.join(kids)}]" if len(kids) > 1 else f"/K {kids[0]}")
        if tag.alt:
            parts.append(f"/Alt{pdf_text(tag.alt)}")
        if tag.actual:
            parts.append(f"/ActualText{pdf_text(tag.actual)}")
        if tag.attributes:
            parts.append(f"/A<<{tag.attributes}>>")
        written.text = "".join(parts) + ">>"


def _parents(tags: Tag | Sequence[Tag]) -> str:
    if isinstance(tags, Tag):
        return f"{tags.number} 0 R"
    return f"[{' '.join(f'{tag.number} 0 R' for tag in tags)}]"


def _prune(tag: Tag) -> bool:
    """Take away what nothing was drawn for; whether anything is left."""
    tag.kids = [kid for kid in tag.kids if not isinstance(kid, Tag) or _prune(kid)]
    return bool(tag.kids) or tag.kind in _KEPT_EMPTY
