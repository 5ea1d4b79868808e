"""A page of a PDF as pdfium gives it: pieces of text with their looks and places, rules that are drawn, and tags."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2.raw as pdfium

from nemndsekr.reading.layout.columns import Piece

BOLD = re.compile(r"bold|black|heavy|semibold|demi|(?<![a-z])bd(?![a-z])", re.IGNORECASE)
ITALIC = re.compile(r"italic|oblique|kursiv|(?<![a-z])it(?![a-z])", re.IGNORECASE)
# pdfium marks a hyphen at a line's end so; both are mended like a hyphen. Marks of direction and width are no text.
GLYPHS: Final = str.maketrans(
    {
        "\x02": "-",
        "\ufffe": "-",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        **dict.fromkeys(
            "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff", ""
        ),
    }
)
NO_TEXT: Final = re.compile(r"[\x00\x01\x03-\x08\x0b-\x1f\uffff]")
# What stands for a glyph that says nothing of its letter; bullets lie in the private area too.
LOST: Final = re.compile(r"[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\ufffd\ue000-\uefff]")
# A sign of a font of signs that stands alone is the mark of an item.
PRIVATE_BULLET: Final = re.compile(r"\s*[\ue000-\uf8ff]\s*")
FORM_DEPTH: Final = 8
# The mark of a piece that is said to be no content.
ARTIFACT: Final = -2
# More rules than this on one page are a picture or a map, not a table.
MOST_RULES: Final = 6000
MOST_SEGMENTS: Final = 600
MOST_NOTES: Final = 2000
LONGEST_NOTE: Final = 100_000
# What holds the text of a form's field and of text typed on the page.
NOTE_TEXTS: Final = {pdfium.FPDF_ANNOT_WIDGET: b"V", pdfium.FPDF_ANNOT_FREETEXT: b"Contents"}
MOST_OBJECTS: Final = 400_000
THIN: Final = 2.5

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int


def pdfium_call(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of pdfium with plain addresses for handles, and without letting go of the interpreter's lock.

    These calls take less time than handing over the lock would.
    """
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value or 0
    made: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return made


_count_marks = pdfium_call("FPDFPageObj_CountMarks", _INT, _POINTER)
_mark = pdfium_call("FPDFPageObj_GetMark", _POINTER, _POINTER, ctypes.c_ulong)
_mark_name = pdfium_call("FPDFPageObjMark_GetName", _INT, _POINTER, _POINTER, ctypes.c_ulong, _POINTER)
_count_objects = pdfium_call("FPDFPage_CountObjects", _INT, _POINTER)
_object = pdfium_call("FPDFPage_GetObject", _POINTER, _POINTER, _INT)
_form_count = pdfium_call("FPDFFormObj_CountObjects", _INT, _POINTER)
_form_object = pdfium_call("FPDFFormObj_GetObject", _POINTER, _POINTER, ctypes.c_ulong)
_type = pdfium_call("FPDFPageObj_GetType", _INT, _POINTER)
_bounds = pdfium_call("FPDFPageObj_GetBounds", _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
_matrix = pdfium_call("FPDFPageObj_GetMatrix", _INT, _POINTER, _POINTER)
_content_id = pdfium_call("FPDFPageObj_GetMarkedContentID", _INT, _POINTER)
_font = pdfium_call("FPDFTextObj_GetFont", _POINTER, _POINTER)
_font_size = pdfium_call("FPDFTextObj_GetFontSize", _INT, _POINTER, _POINTER)
_render_mode = pdfium_call("FPDFTextObj_GetTextRenderMode", _INT, _POINTER)
_object_text = pdfium_call("FPDFTextObj_GetText", ctypes.c_ulong, _POINTER, _POINTER, _POINTER, ctypes.c_ulong)
_font_name = pdfium_call("FPDFFont_GetBaseFontName", ctypes.c_size_t, _POINTER, _POINTER, ctypes.c_size_t)
_font_weight = pdfium_call("FPDFFont_GetWeight", _INT, _POINTER)
_font_angle = pdfium_call("FPDFFont_GetItalicAngle", _INT, _POINTER, _POINTER)
_count_chars = pdfium_call("FPDFText_CountChars", _INT, _POINTER)
_page_text = pdfium_call("FPDFText_GetText", _INT, _POINTER, _INT, _INT, _POINTER)
_owner = pdfium_call("FPDFText_GetTextObject", _POINTER, _POINTER, _INT)
_count_segments = pdfium_call("FPDFPath_CountSegments", _INT, _POINTER)
_segment = pdfium_call("FPDFPath_GetPathSegment", _POINTER, _POINTER, _INT)
_segment_point = pdfium_call("FPDFPathSegment_GetPoint", _INT, _POINTER, _POINTER, _POINTER)
_segment_type = pdfium_call("FPDFPathSegment_GetType", _INT, _POINTER)

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Drawn = tuple[int, str, Box, tuple[float, float], float, bool, bool, int]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Rules:
    """Lines drawn on a page: ``level`` as (height, left, right), ``upright`` as (place, foot, top)."""

    level: list[tuple[float, float, float]] = field(default_factory=list)
    upright: list[tuple[float, float, float]] = field(default_factory=list)


@dataclass(slots=True)
class PageContent:
    """What stands on one page; heights are counted from its foot, places from its left edge, in points.

    ``lost`` counts the characters that no letter is known for, ``hidden`` those that are drawn invisibly, as a text
    layer over a scan is; ``sideways`` is how many characters stand on their side.
    """

    number: int
    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    rules: Rules = field(default_factory=Rules)
    has_image: bool = False
    lost: int = 0
    hidden: int = 0
    sideways: int = 0


def page_content(
    page: Any, text_page: Any, number: int, busy: Callable[[], None], *, tagged: bool = False
) -> PageContent:
    """The content of an open page; ``busy`` is called now and then on a page that takes long.

    Where the document is ``tagged``, text that is said to be no content (headers, page numbers) is marked so.
    """
    made = _Maker(page, text_page, number, busy, tagged=tagged)
    return made.content()


class _Maker:
    def __init__(
        self, page: Any, text_page: Any, number: int, busy: Callable[[], None], *, tagged: bool = False
    ) -> None:
        self._tagged = tagged
        self._page, self._text_page = _address(page), _address(text_page)
        self._busy = busy
        self._four = (ctypes.c_float * 4)()
        self._six = (ctypes.c_float * 6)()
        base = ctypes.addressof(self._four)
        self._places = tuple(base + 4 * number for number in range(4))
        self._six_place = ctypes.addressof(self._six)
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._drawn: list[Drawn] = []
        self._met = 0
        self._box = self._page_box()
        left, foot, right, top = self._box
        self._content = PageContent(number, right - left, top - foot)
        self._texts = dict(self._owned_texts())

    def content(self) -> PageContent:
        count = _count_objects(self._page)
        self._walk((_object(self._page, place) for place in range(count)), IDENTITY, 0)
        content = self._content
        self._walk_notes()
        self._turn()
        content.pieces = _once(content.pieces)
        return content

    def _page_box(self) -> tuple[float, float, float, float]:
        """The part of the page that is shown."""
        rect = pdfium.FS_RECTF()
        page = ctypes.cast(self._page, pdfium.FPDF_PAGE)
        if pdfium.FPDF_GetPageBoundingBox(page, rect) and rect.right > rect.left and rect.top > rect.bottom:
            return rect.left, rect.bottom, rect.right, rect.top
        return 0.0, 0.0, 595.0, 842.0

    # --- text -------------------------------------------------------------------------------------------------

    def _owned_texts(self) -> Iterator[tuple[int, str]]:
        """Each text object's address with its text.

        pdfium goes through the whole page for the text of one object. The whole text at once, and only the places
        where one object's text ends, is quicker, and far quicker on a page of a hundred thousand objects.
        """
        page = self._text_page
        count = _count_chars(page)
        if count <= 0:
            return
        buffer = ctypes.create_string_buffer(2 * count + 4)
        written = _page_text(page, 0, count, ctypes.addressof(buffer))
        text = buffer.raw[: max(0, 2 * (written - 1))].decode("utf-16-le", "replace")
        if len(text) != count:
            return
        place, last = 0, None
        seen: dict[int, str] = {}
        while place < count:
            owner = _owner(page, place)
            # What pdfium adds between objects, a blank or a line's end, has no owner and no length to speak of.
            end = place + 1
            if owner:
                # Most objects reach to the end of their line.
                end = text.find("\r\n", place)
                if end <= place or _owner(page, end - 1) != owner:
                    end = self._end_of(page, owner, place, count)
            if owner:
                seen[owner] = seen.get(owner, "") + text[place:end]
            elif last and text[place] == " ":
                seen[last] += " "
            last = owner
            place = end
        yield from seen.items()

    @staticmethod
    def _end_of(page: int, owner: int, place: int, count: int) -> int:
        """Where the stretch of characters of one object ends, by growing steps and then by halves."""
        step, low = 1, place
        while low + step < count and _owner(page, low + step) == owner:
            low += step
            step *= 2
        high = min(count, low + step)
        while high - low > 1:
            middle = (low + high) // 2
            if _owner(page, middle) == owner:
                low = middle
            else:
                high = middle
        return high

    def _text(self, handle: int) -> str:
        if self._texts:
            text = self._texts.get(handle, "")
        else:
            length = _object_text(handle, self._text_page, None, 0)
            if length <= 2:
                return ""
            buffer = ctypes.create_string_buffer(length)
            _object_text(handle, self._text_page, ctypes.addressof(buffer), length)
            text = buffer.raw[: length - 2].decode("utf-16-le", "replace")
        if text.isascii() and text.isprintable():
            return text
        if PRIVATE_BULLET.fullmatch(text):
            return "•"
        self._content.lost += len(LOST.findall(text))
        text = NO_TEXT.sub("", text.translate(GLYPHS))
        return text if text.isascii() else unicodedata.normalize("NFC", text)

    def _walk(self, handles: Iterable[int | None], outer: Matrix, depth: int) -> None:
        for handle in handles:
            self._met += 1
            if self._met % 4096 == 0:
                self._busy()
            if not handle or self._met > MOST_OBJECTS:
                continue
            kind = _type(handle)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._add_text(handle, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._add_path(handle, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._add_image(handle, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < FORM_DEPTH:
                inner = (_form_object(handle, place) for place in range(max(0, _form_count(handle))))
                matrix = self._matrix_of(handle)
                self._walk(inner, outer if matrix == IDENTITY else _within(matrix, outer), depth + 1)

    def _matrix_of(self, handle: int) -> Matrix:
        if not _matrix(handle, self._six_place):
            return IDENTITY
        a, b, c, d, e, f = self._six
        return (a, b, c, d, e, f)

    def _bounds_of(self, handle: int, outer: Matrix) -> tuple[float, float, float, float] | None:
        if not _bounds(handle, *self._places):
            return None
        left, foot, right, top = self._four
        if outer is not IDENTITY:
            left, foot, right, top = _moved_box((left, foot, right, top), outer)
        if not math.isfinite(left + foot + right + top):
            return None
        return left, foot, right, top

    def _add_text(self, handle: int, outer: Matrix) -> None:
        text = self._text(handle)
        if text.isspace():
            return
        bounds = self._bounds_of(handle, outer)
        if not text:
            self._note_empty(bounds)
            return
        if bounds is None or not self._is_shown(bounds):
            return
        a, b, c, d, e, f = self._matrix_of(handle) if outer is IDENTITY else _within(self._matrix_of(handle), outer)
        _font_size(handle, self._six_place)
        size = self._six[0] * (math.hypot(c, d) or 1.0)
        if not 0.1 < size < 5000 or not math.isfinite(e + f):
            size = max(1.0, min(bounds[3] - bounds[1], 100.0))
        quarter = 0 if abs(b) <= abs(a) and a >= 0 else 2 if abs(b) <= abs(a) else 1 if b > 0 else 3
        bold, italic = self._look(handle)
        content = _content_id(handle) if self._tagged else -1
        if self._tagged and content < 0 and self._is_artifact(handle):
            content = ARTIFACT
        if self._content.has_image and _render_mode(handle) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
            self._content.hidden += len(text)
        self._drawn.append((quarter, text, bounds, (e, f), size, bold, italic, content))

    def _note_empty(self, bounds: Box | None) -> None:
        """An object without text: drawn again to look bold, which pdfium leaves out, or with letters it cannot tell."""
        if bounds is None or bounds[2] - bounds[0] < 1:
            return
        for number in range(len(self._drawn) - 1, max(-1, len(self._drawn) - 5), -1):
            quarter, text, box, start, size, _, italic, mark = self._drawn[number]
            if max(abs(one - two) for one, two in zip(box, bounds, strict=True)) < 0.15 * size:
                self._drawn[number] = (quarter, text, box, start, size, True, italic, mark)
                return
        self._content.lost += 1

    def _is_artifact(self, handle: int) -> bool:
        for number in range(min(8, _count_marks(handle))):
            mark = _mark(handle, number)
            length = ctypes.c_ulong(0)
            name = ctypes.create_string_buffer(64)
            if (
                mark
                and _mark_name(mark, ctypes.addressof(name), 64, ctypes.addressof(length))
                and name.raw[: max(0, length.value - 2)].decode("utf-16-le", "replace") == "Artifact"
            ):
                return True
        return False

    def _is_shown(self, bounds: tuple[float, float, float, float]) -> bool:
        left, foot, right, top = self._box
        across, up = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
        return left - 1 <= across <= right + 1 and foot - 1 <= up <= top + 1

    def _look(self, handle: int) -> tuple[bool, bool]:
        font = _font(handle)
        if not font:
            return False, False
        look = self._fonts.get(font)
        if look is None:
            length = _font_name(font, None, 0)
            buffer = ctypes.create_string_buffer(max(1, min(length, 1000)))
            _font_name(font, ctypes.addressof(buffer), len(buffer))
            name = buffer.value.decode("utf-8", "replace")
            angle = ctypes.c_int(0)
            slanted = bool(_font_angle(font, ctypes.addressof(angle))) and angle.value != 0
            look = (bool(BOLD.search(name)) or _font_weight(font) >= 600, bool(ITALIC.search(name)) or slanted)
            self._fonts[font] = look
        return look

    def _turn(self) -> None:
        """Turn the page as most of its text stands, and leave out what then still stands on its side."""
        weights = [0, 0, 0, 0]
        for quarter, text, *_ in self._drawn:
            weights[quarter] += len(text)
        main = max(range(4), key=lambda quarter: weights[quarter])
        content = self._content
        content.sideways = sum(weights) - weights[main]
        if main % 2:
            content.width, content.height = content.height, content.width
        for quarter, text, bounds, start, size, bold, italic, mark in self._drawn:
            if quarter != main:
                continue
            left, foot, right, top = self._turned_box(bounds, main)
            # Where the text starts lies on its base line, which a letter's height does not move.
            base = self._turned_box((*start, *start), main)[1]
            if not foot - 2 * size <= base <= top + 2 * size:
                base = foot
            content.pieces.append(Piece(text, left, right, base, max(1.0, size), bold, italic, mark))
        if main:
            self._turn_rules(main)
        elif self._box[0] or self._box[1]:
            self._turn_rules(0)

    def _turned_box(self, box: Box, quarter: int) -> Box:
        left, foot, right, top = self._box
        if quarter == 0:
            return box[0] - left, box[1] - foot, box[2] - left, box[3] - foot
        if quarter == 1:
            return box[1] - foot, right - box[2], box[3] - foot, right - box[0]
        if quarter == 2:
            return right - box[2], top - box[3], right - box[0], top - box[1]
        return top - box[3], box[0] - left, top - box[1], box[2] - left

    def _turn_rules(self, quarter: int) -> None:
        rules = self._content.rules
        boxes = [(left, height, right, height) for height, left, right in rules.level]
        boxes += [(place, foot, place, top) for place, foot, top in rules.upright]
        rules.level, rules.upright = [], []
        for box in boxes:
            self._add_rule(self._turned_box(box, quarter))

    # --- fields of forms and text written on the page ---------------------------------------------------------

    def _walk_notes(self) -> None:
        """What was filled in, or typed on the page afterwards, is drawn over it and is none of its objects."""
        page = ctypes.cast(self._page, pdfium.FPDF_PAGE)
        for number in range(min(MOST_NOTES, pdfium.FPDFPage_GetAnnotCount(page))):
            note = pdfium.FPDFPage_GetAnnot(page, number)
            if not note:
                continue
            try:
                key = NOTE_TEXTS.get(pdfium.FPDFAnnot_GetSubtype(note))
                if key is not None:
                    self._add_note(note, key)
            finally:
                pdfium.FPDFPage_CloseAnnot(note)

    def _add_note(self, note: Any, key: bytes) -> None:
        if pdfium.FPDFAnnot_GetValueType(note, key) != pdfium.FPDF_OBJECT_STRING:
            return
        hidden = pdfium.FPDFAnnot_GetFlags(note) & (pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW)
        length = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
        rect = pdfium.FS_RECTF()
        if hidden or not 2 < length < LONGEST_NOTE or not pdfium.FPDFAnnot_GetRect(note, rect):
            return
        buffer = ctypes.create_string_buffer(length)
        place = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        pdfium.FPDFAnnot_GetStringValue(note, key, place, length)
        text = buffer.raw[: length - 2].decode("utf-16-le", "replace").translate(GLYPHS)
        rows = [row for row in NO_TEXT.sub("", text.replace("\r", "\n")).split("\n") if row.strip()]
        if not rows or not self._is_shown((rect.left, rect.bottom, rect.right, rect.top)):
            return
        step = min(14.0, (rect.top - rect.bottom) / len(rows))
        size = max(1.0, min(11.0, 0.75 * step))
        for number, row in enumerate(rows):
            base = rect.top - (number + 1) * step + 0.3 * step
            right = min(rect.left + 0.5 * size * len(row), max(rect.right, rect.left + 1))
            box = (rect.left, base, right, base + size)
            self._drawn.append((0, row, box, (rect.left, base), size, False, False, -1))

    # --- rules and pictures -----------------------------------------------------------------------------------

    def _add_rule(self, box: Box) -> None:
        """A thin box is a rule; a larger one has four at its edges."""
        left, foot, right, top = box
        rules = self._content.rules
        if len(rules.level) + len(rules.upright) > MOST_RULES:
            return
        wide, high = right - left, top - foot
        if high <= THIN and wide > 2 * THIN:
            rules.level.append(((foot + top) / 2, left, right))
        elif wide <= THIN and high > 2 * THIN:
            rules.upright.append(((left + right) / 2, foot, top))

    def _add_box(self, box: Box) -> None:
        left, foot, right, top = box
        page_left, page_foot, page_right, page_top = self._box
        if right - left > 0.95 * (page_right - page_left) and top - foot > 0.8 * (page_top - page_foot):
            return
        if right - left <= THIN or top - foot <= THIN:
            self._add_rule(box)
            return
        for edge in (
            (left, top, right, top),
            (left, foot, right, foot),
            (left, foot, left, top),
            (right, foot, right, top),
        ):
            self._add_rule(edge)

    def _add_path(self, handle: int, outer: Matrix) -> None:
        rules = self._content.rules
        if len(rules.level) + len(rules.upright) > MOST_RULES:
            return
        bounds = self._bounds_of(handle, outer)
        if bounds is None:
            return
        count = _count_segments(handle)
        if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= THIN:
            self._add_rule(bounds)
        elif 2 <= count <= MOST_SEGMENTS:
            matrix = self._matrix_of(handle)
            whole = matrix if outer is IDENTITY else _within(matrix, outer)
            for box in self._parts(handle, count, whole):
                self._add_box(box)

    def _parts(self, handle: int, count: int, matrix: Matrix) -> Iterator[Box]:
        """The box of each part of a path that is made of straight lines along the page's edges."""
        across: list[float] = []
        up: list[float] = []
        straight = True
        a, b, c, d, e, f = matrix
        for place in range(count + 1):
            segment = _segment(handle, place) if place < count else None
            kind = _segment_type(segment) if segment else pdfium.FPDF_SEGMENT_MOVETO
            if kind == pdfium.FPDF_SEGMENT_MOVETO and across:
                if straight and len(across) > 1:
                    yield min(across), min(up), max(across), max(up)
                across, up, straight = [], [], True
            if not segment:
                return
            _segment_point(segment, self._places[0], self._places[1])
            x, y = self._four[0], self._four[1]
            x, y = a * x + c * y + e, b * x + d * y + f
            if kind == pdfium.FPDF_SEGMENT_BEZIERTO or (
                across and abs(x - across[-1]) > THIN and abs(y - up[-1]) > THIN
            ):
                straight = False
            across.append(x)
            up.append(y)

    def _add_image(self, handle: int, outer: Matrix) -> None:
        bounds = self._bounds_of(handle, outer)
        if bounds is None:
            return
        left, foot, right, top = self._box
        if (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) > 0.3 * (right - left) * (top - foot):
            self._content.has_image = True


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _within(inner: Matrix, outer: Matrix) -> Matrix:
    """The inner matrix seen from outside."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved_box(box: Box, matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _once(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without those that are drawn a second time a hair beside the first, to look bold."""
    seen: dict[tuple[str, int], list[Piece]] = {}
    out: list[Piece] = []
    for piece in pieces:
        stripped = piece.text.strip()
        same = seen.setdefault((stripped, round(piece.base / 4)), [])
        near = 0.15 * piece.size
        twin = next(
            (one for one in same[-8:] if abs(one.left - piece.left) < near and abs(one.base - piece.base) < near), None
        )
        if twin is None:
            same.append(piece)
            out.append(piece)
        else:
            twin.bold = True
    return out
