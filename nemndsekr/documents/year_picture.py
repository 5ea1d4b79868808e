"""The year on an A3 that lies: bodies down, weeks across, drawn of the same grid as the screen shows.

Shades are told apart without colour: weekends are plain grey, red days are lined, the nämnd's own free days dotted.
A case's chain is a curve between boxes with thick frames, its stoppdag a dotted line and its svarsdag a dashed one.
Every word is text that can be searched and copied. Those who listen hear headings and lists: the year, each body, and
each meeting in whole words; months, weeks and shades are decoration, for every meeting tells its day.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A3, landscape
from reportlab.lib.units import mm

from nemndsekr.documents.followup_lists import ListHead
from nemndsekr.documents.pdf_canvas import TaggedCanvas
from nemndsekr.documents.pdf_fonts import BOLD, REGULAR, pieces, refuse_missing
from nemndsekr.documents.pdf_metadata import About
from nemndsekr.documents.pdf_tags import Tag
from nemndsekr.records.choices import MeetingStatus
from nemndsekr.rules.planning.week_grid import GridMeeting, Lane, MarkKind, ShadeKind, WeekGrid
from nemndsekr.support.days import SHORT_WEEKDAYS, full_day, short_day

_WIDTH, _HEIGHT = landscape(A3)
_MARGIN: Final = 12 * mm
_NAMES: Final = 38 * mm
_TOP: Final = _HEIGHT - 40 * mm
_BOTTOM: Final = 27 * mm
_CHAIN_ROOM: Final = 9 * mm
"""What the words of a chain, and the names of its days, take below the lanes."""
_HEAD: Final = 15 * mm
_DAY: Final = timedelta(days=1)
_INK: Final = HexColor(0x1A1A1A)
_QUIET: Final = HexColor(0x4A4F57)
_HAIR: Final = HexColor(0xB9BFC7)
_WEEKEND: Final = HexColor(0xECEDEF)
_PATTERN: Final = HexColor(0x6F757E)
_WHITE: Final = HexColor(0xFFFFFF)
_GROUNDS: Final = (HexColor(0xF5F8FD), HexColor(0xF2FAF4), HexColor(0xFCF7F0))
_EDGES: Final = (HexColor(0x3B6EA5), HexColor(0x2F7D4F), HexColor(0x9A5B13))
_CHIP_WIDTH: Final = 13.4 * mm
_CHIP_LINES: Final = ((15 * mm, 3), (11 * mm, 2), (6.2 * mm, 1))
"""How high a box is, and how many lines it then holds; the highest that has room is drawn."""
_CHIP_GAP: Final = 1.2 * mm
_LEAST_LANE: Final = 24 * mm
_HIGHEST_LANE: Final = 72 * mm


class _Place(NamedTuple):
    """Where the grid lies, in points, and how wide a day is."""

    left: float
    top: float
    day: float
    first: date
    lane: float

    def x(self, day: date) -> float:
        """The left edge of a day."""
        return self.left + (day - self.first).days * self.day


class _Chip(NamedTuple):
    """A meeting and where its box is drawn."""

    meeting: GridMeeting
    left: float
    row: int


class _Box(NamedTuple):
    """How high the boxes of a lane are, and how many lines they hold."""

    height: float
    lines: int


class _LaidLane(NamedTuple):
    """A lane with its boxes in their places: ``upper`` is the top of the first row, ``step`` leads to the next."""

    lane: Lane
    top: float
    edge: Color
    chips: list[_Chip]
    box: _Box
    upper: float
    step: float

    def top_of(self, chip: _Chip) -> float:
        """The upper edge of a box."""
        return self.upper - chip.row * self.step


class ShownCase(NamedTuple):
    """The case whose chain is drawn: what it is called, and the chain in words."""

    name: str
    words: str


class _Heard:
    """The tags of the picture, in the order in which they are read. What comes again on the next page is told once."""

    def __init__(self, grid: WeekGrid, case: ShownCase | None) -> None:
        self.root = Tag("Document")
        self.title = self.root.add("H1")
        self.municipality = self.root.add("P")
        self.namnd = self.root.add("P")
        self.chain = self.root.add("P", actual=_chain_told(case) if case is not None else "")
        self.marks = [self.root.add("P") for _ in grid.marks]
        self._lanes = self.root.add("Sect")
        self.legend = self.root.add("P", actual=" ".join(_legend(grid, case)))

    def lane(self) -> tuple[Tag, Tag]:
        """The heading and the list of a body."""
        return self._lanes.add("H2"), self._lanes.add("L", "/O/List/ListNumbering/None")


def write_year_picture(grid: WeekGrid, head: ListHead, case: ShownCase | None = None) -> bytes:
    """The picture as the bytes of a PDF file; the same bytes for the same grid. Some ten bodies have room on a page.

    Raises:
        UserError: a character is in no font.
    """
    refuse_missing((year_text(grid, head, case), *(lane.name for lane in grid.lanes)))
    file = io.BytesIO()
    about = About(year_title(grid), head.namnd or "Nämndsekr", day=head.made_on or head.day)
    heard = _Heard(grid, case)
    canvas = TaggedCanvas(
        file, pagesize=(_WIDTH, _HEIGHT), initialFontName=REGULAR, tree=heard.root, about=about
    )  # fmt: skip
    pages = _pages(grid)
    for number, lanes in enumerate(pages, start=1):
        note = f"Utskriven {full_day(head.made_on or head.day)} · sida {number} ({len(pages)})"
        _page(canvas, grid, lanes, head, note, case, heard, is_first=number == 1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def year_title(grid: WeekGrid) -> str:
    """«Sammanträden 2025»."""
    return f"Sammanträden {grid.period.title}"


def year_text(grid: WeekGrid, head: ListHead, case: ShownCase | None = None) -> str:
    """The same year for those who listen: every meeting in words, by day."""
    lines = [one.spoken for one in grid.meetings]
    told = [_chain_told(case), ""] if case is not None else []
    heads = filter(None, (head.municipality, head.namnd))
    return "\n".join([year_title(grid), *heads, "", *told, *lines, "", *_legend(grid, case)])


def _chain_told(case: ShownCase) -> str:
    return f"{case.name}: {case.words}"


def _pages(grid: WeekGrid) -> list[tuple[Lane, ...]]:
    most = max(int((_TOP - _HEAD - _BOTTOM) / _LEAST_LANE), 1)
    return [grid.lanes[start : start + most] for start in range(0, max(len(grid.lanes), 1), most)]


def _page(
    canvas: TaggedCanvas, grid: WeekGrid, lanes: Sequence[Lane], head: ListHead, note: str, case: ShownCase | None,
    heard: _Heard, *, is_first: bool,
) -> None:  # fmt: skip
    bottom = _BOTTOM + (_CHAIN_ROOM if case is not None else 0)
    first = grid.columns[0].monday
    day = (_WIDTH - 2 * _MARGIN - _NAMES) / (7 * len(grid.columns))
    lane = min((_TOP - _HEAD - bottom) / max(len(lanes), 1), _HIGHEST_LANE)
    place = _Place(_MARGIN + _NAMES, _TOP - _HEAD, day, first, lane)
    foot = place.top - lane * len(lanes)
    _title(canvas, grid, head, note, heard if is_first else None)
    for number in range(len(lanes)):
        canvas.setFillColor(_GROUNDS[number % len(_GROUNDS)])
        canvas.rect(_MARGIN, place.top - lane * (number + 1), _WIDTH - 2 * _MARGIN, lane, stroke=0, fill=1)
    _shades(canvas, grid, place, foot)
    _scale(canvas, grid, place, foot)
    laid = [_laid(one, number, place) for number, one in enumerate(lanes)]
    if case is not None:
        _day_lines(canvas, grid, place, foot, heard if is_first else None)
        _curve(canvas, laid)
    for one in laid:
        _lane(canvas, one, place, *heard.lane())
    if case is not None:
        told = _wrapped(canvas, _chain_told(case), 10, _WIDTH - 2 * _MARGIN, BOLD)[:1]
        with canvas.tagged(heard.chain if is_first else None):
            _text(canvas, _MARGIN, 26 * mm, told[0], 10, _INK, font=BOLD)
    with canvas.tagged(heard.legend if is_first else None):
        for line, words in enumerate(_wrapped(canvas, " ".join(_legend(grid, case)), 9, _WIDTH - 2 * _MARGIN, REGULAR)):
            _text(canvas, _MARGIN, 21 * mm - line * 12.5, words, 9, _QUIET)


def _title(canvas: TaggedCanvas, grid: WeekGrid, head: ListHead, note: str, heard: _Heard | None) -> None:
    with canvas.tagged(heard.municipality if heard else None):
        _text(canvas, _MARGIN, _HEIGHT - 17 * mm, head.municipality, 11, _QUIET)
    with canvas.tagged(heard.title if heard else None):
        _text(canvas, _MARGIN, _HEIGHT - 27 * mm, year_title(grid), 26, _INK, font=BOLD)
    right = _WIDTH - _MARGIN
    with canvas.tagged(None, "Pagination"):
        _text(canvas, right, _HEIGHT - 17 * mm, note, 11, _QUIET, to_right=True)
    with canvas.tagged(heard.namnd if heard else None):
        _text(canvas, right, _HEIGHT - 26 * mm, head.namnd, 16, _INK, font=BOLD, to_right=True)


def _shades(canvas: TaggedCanvas, grid: WeekGrid, place: _Place, foot: float) -> None:
    for column in grid.columns:
        for shade in column.shades:
            left = place.x(column.monday + shade.weekday * _DAY)
            if shade.kind == ShadeKind.helg:
                canvas.setFillColor(_WEEKEND)
                canvas.rect(left, foot, place.day, place.top - foot, stroke=0, fill=1)
            elif shade.kind == ShadeKind.rod:
                canvas.setFillColor(_WEEKEND)
                canvas.rect(left, foot, place.day, place.top - foot, stroke=0, fill=1)
                _lined(canvas, left, foot, place)
            else:
                _dotted(canvas, left, foot, place)


def _lined(canvas: TaggedCanvas, left: float, foot: float, place: _Place) -> None:
    """Lines aslant, for a red day."""
    canvas.setStrokeColor(_PATTERN)
    canvas.setLineWidth(0.5)
    path = canvas.beginPath()
    height = foot
    while height + place.day <= place.top:
        path.moveTo(left, height)
        path.lineTo(left + place.day, height + place.day)
        height += 2.4 * mm
    canvas.drawPath(path)


def _dotted(canvas: TaggedCanvas, left: float, foot: float, place: _Place) -> None:
    """Dots, for the nämnd's own free day."""
    canvas.setFillColor(_PATTERN)
    height = foot + 1.5 * mm
    while height < place.top:
        canvas.circle(left + place.day / 2, height, 0.55, stroke=0, fill=1)
        height += 3 * mm


def _scale(canvas: TaggedCanvas, grid: WeekGrid, place: _Place, foot: float) -> None:
    """Months and weeks over the lanes, and their lines through them."""
    end = _WIDTH - _MARGIN
    canvas.setStrokeColor(_HAIR)
    canvas.setLineWidth(0.4)
    for column in grid.columns:
        left = place.x(column.monday)
        canvas.line(left, foot, left, place.top)
        _text(canvas, left + 1, place.top + 1.6 * mm, str(column.number), 8.5, _QUIET)
    _text(canvas, _MARGIN + 2 * mm, place.top + 1.6 * mm, "Vecka", 9, _QUIET)
    canvas.setStrokeColor(_INK)
    canvas.setLineWidth(0.9)
    starts = [grid.day_at(month.column, month.weekday) for month in grid.months]
    rights = [*(place.x(day) for day in starts[1:]), end]
    for month, day, right in zip(grid.months, starts, rights, strict=True):
        left = place.x(day)
        canvas.line(left, foot, left, place.top)
        # Not through the numbers of the weeks.
        canvas.line(left, place.top + 5 * mm, left, place.top + _HEAD - 4 * mm)
        name = f"{month.name.capitalize()} {month.year}" if day.month == 1 or month is grid.months[0] else month.name
        if right - left >= 14 * mm:
            _text(
                canvas, left + 1.5 * mm, place.top + 6.4 * mm, name[:1].upper() + name[1:], 12, _INK,
                font=BOLD, room=right - left,
            )  # fmt: skip


def _laid(lane: Lane, number: int, place: _Place) -> _LaidLane:
    top = place.top - place.lane * number
    chips = _chips(lane, place)
    rows = 1 + max((chip.row for chip in chips), default=0)
    room = place.lane - 3 * mm
    most = 1 + max((len(_below(chip.meeting)) for chip in chips), default=0)
    boxes = [_Box(*one) for one in _CHIP_LINES]
    box = next((one for one in boxes if one.lines <= most and rows * (one.height + _CHIP_GAP) <= room), boxes[-1])
    step = min(box.height + _CHIP_GAP, (room - box.height) / max(rows - 1, 1))
    upper = top - (place.lane - box.height - step * (rows - 1)) / 2
    return _LaidLane(lane, top, _EDGES[number % len(_EDGES)], chips, box, upper, step)


def _day_lines(canvas: TaggedCanvas, grid: WeekGrid, place: _Place, foot: float, heard: _Heard | None) -> None:
    """The stoppdag and the svarsdag of the chain through all lanes, with their words below."""
    for number, mark in enumerate(grid.marks):
        if mark.kind not in _DASHES:
            continue
        x = place.x(mark.day) + place.day / 2
        canvas.setStrokeColor(_INK)
        canvas.setLineWidth(2)
        canvas.setDash(_DASHES[mark.kind])
        canvas.setLineCap(1 if mark.kind == MarkKind.stoppdag else 0)
        canvas.line(x, foot - 1.5 * mm, x, place.top)
        canvas.setDash([])
        canvas.setLineCap(0)
        width = canvas.stringWidth(mark.words, BOLD, 9)
        # The stoppdag comes before the svarsdag: their words go each its own way, unless the paper ends.
        to_left = mark.kind == MarkKind.stoppdag or x + width > _WIDTH - _MARGIN
        at = max(x - width + 1 * mm, _MARGIN) if to_left else x - 1 * mm
        with canvas.tagged(heard.marks[number] if heard else None):
            _text(canvas, at, foot - 4.6 * mm, mark.words, 9, _INK, font=BOLD)


def _curve(canvas: TaggedCanvas, laid: Sequence[_LaidLane]) -> None:
    """From box to box of the chain, in the order of the days."""
    found = [
        (chip.meeting.meeting.day, number, chip.left + _CHIP_WIDTH / 2, one.top_of(chip), one.box.height)
        for number, one in enumerate(laid)
        for chip in one.chips
        if chip.meeting.in_chain
    ]
    canvas.setStrokeColor(_INK)
    canvas.setLineWidth(2)
    for (_, _, x, top, height), (_, _, to_x, to_top, to_height) in pairwise(sorted(found)):
        down = to_top <= top
        start, end = (top - height, to_top) if down else (top, to_top - to_height)
        bend = (end - start) / 2
        canvas.bezier(x, start, x, start + bend, to_x, end - bend, to_x, end)


def _lane(canvas: TaggedCanvas, laid: _LaidLane, place: _Place, name: Tag, meetings: Tag) -> None:
    lane, top = laid.lane, laid.top
    canvas.setStrokeColor(_HAIR)
    canvas.setLineWidth(0.6)
    canvas.line(_MARGIN, top - place.lane, _WIDTH - _MARGIN, top - place.lane)
    room = _NAMES - 4 * mm
    longest = max((canvas.stringWidth(word, BOLD, 12) for word in lane.name.split()), default=0.0)
    size = max(min(12.0, 12 * room / max(longest, 1)), 8.5)
    name.actual = lane.name
    with canvas.tagged(name):
        for line, words in enumerate(_wrapped(canvas, lane.name, size, room)):
            _text(canvas, _MARGIN + 2 * mm, top - 7 * mm - line * 14, words, size, _INK, font=BOLD)
    for chip in laid.chips:
        with canvas.tagged(meetings.add("LI").add("LBody", actual=chip.meeting.spoken)):
            _draw_chip(canvas, chip, laid.box, laid.top_of(chip), laid.edge, place)


def _chips(lane: Lane, place: _Place) -> list[_Chip]:
    """The boxes side by side where there is room, else below each other."""
    ends: list[float] = []
    chips: list[_Chip] = []
    for one in (meeting for cell in lane.cells for meeting in cell.meetings):
        middle = place.x(one.meeting.day) + place.day / 2
        left = min(middle - _CHIP_WIDTH / 2, _WIDTH - _MARGIN - _CHIP_WIDTH)
        row = next((row for row, end in enumerate(ends) if end <= left), len(ends))
        ends[row : row + 1] = [left + _CHIP_WIDTH + 0.6 * mm]
        chips.append(_Chip(one, left, row))
    return chips


def _draw_chip(canvas: TaggedCanvas, chip: _Chip, box: _Box, top: float, edge: Color, place: _Place) -> None:
    one = chip.meeting
    is_held = one.meeting.is_held
    canvas.setFillColor(_WHITE)
    canvas.setStrokeColor(_INK if one.in_chain else edge if is_held else _QUIET)
    canvas.setLineWidth(2.6 if one.in_chain else 1.1)
    canvas.setDash([] if is_held and not one.is_provisional else [2, 1.6])
    canvas.roundRect(chip.left, top - box.height, _CHIP_WIDTH, box.height, 1.6 * mm, stroke=1, fill=1)
    canvas.setDash([])
    # A short mark under the box stands on the very day.
    middle = place.x(one.meeting.day) + place.day / 2
    canvas.setLineWidth(1.6)
    canvas.line(middle, top - box.height, middle, top - box.height - 1.2 * mm)
    inner = chip.left + 1.2 * mm
    _text(canvas, inner, top - 4.6 * mm, one.day_words, 11, _INK if is_held else _QUIET, font=BOLD)
    for number, words in enumerate(_shown(one, box)):
        _text(canvas, inner, top - 9 * mm - number * 4 * mm, words, 9, _QUIET)
    if not is_held:
        width = canvas.stringWidth(one.day_words, BOLD, 11)
        canvas.setStrokeColor(_INK)
        canvas.setLineWidth(0.8)
        canvas.line(inner, top - 3.3 * mm, inner + width, top - 3.3 * mm)


def _below(one: GridMeeting) -> list[str]:
    """What stands below the day in its box: the weekday, and what is unusual with the meeting or its clock."""
    clock = f"{one.meeting.starts_at:%H.%M}" if one.meeting.starts_at is not None else ""
    return [SHORT_WEEKDAYS[one.weekday], *filter(None, [_sign(one) or clock])]


def _shown(one: GridMeeting, box: _Box) -> list[str]:
    """Of that, as many lines as the box holds; what is unusual before the weekday."""
    below = _below(one)
    return below if box.lines > len(below) else ([_sign(one)] if _sign(one) else below)[: box.lines - 1]


def _sign(one: GridMeeting) -> str:
    """What is unusual with a meeting, in a word that has room."""
    return "prel." if one.is_provisional else _SIGNS.get(one.meeting.status, "")


_SIGNS: Final = {
    MeetingStatus.flyttad: "flytt.",
    MeetingStatus.installd: "inst.",
    MeetingStatus.extra: "extra",
}
_DASHES: Final[dict[MarkKind, list[float]]] = {MarkKind.stoppdag: [0, 4.5], MarkKind.svarsdag: [7, 3.5]}
_CHAIN_LEGEND: Final = "Kurva och tjocka ramar: ärendets kedja; prickad linje: stoppdag; streckad linje: svarsdag."
_SIGN_WORDS: Final = {"flytt.": "flyttat", "inst.": "inställt", "extra": "extra sammanträde", "prel.": "preliminärt"}


def _legend(grid: WeekGrid, case: ShownCase | None = None) -> list[str]:
    """What the shades and the short words mean; only those that are there, and the red days by name."""
    kinds = {shade.kind for column in grid.columns for shade in column.shades}
    signs = {_sign(one) for one in grid.meetings}
    told = ["Grått: lördag och söndag.", "Snedstreckat: röd dag eller ledig afton enligt lagen (1989:253) och sed."]
    if ShadeKind.stangt in kinds:
        told.append("Prickat: nämndens egna uppehåll.")
    if case is not None:
        told.append(_CHAIN_LEGEND)
    words = [f"{sign} = {meaning}" for sign, meaning in _SIGN_WORDS.items() if sign in signs]
    named = [
        f"{shade.name} {short_day(day)}"
        for column in grid.columns
        for shade in column.shades
        if shade.kind == ShadeKind.rod
        if grid.period.first <= (day := column.monday + shade.weekday * _DAY) <= grid.period.last
    ]
    return [*told, *([f"{', '.join(words)}."] if words else []), f"Röda dagar: {', '.join(named)}."]


def _wrapped(canvas: TaggedCanvas, text: str, size: float, room: float, font: str = BOLD) -> list[str]:
    """The words in lines that have room, at most three; what is too long is cut off."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and canvas.stringWidth(joined, font, size) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return [_fitted(line, lambda words: canvas.stringWidth(words, font, size), room) for line in lines[:3]]


def _fitted(text: str, measure: Callable[[str], float], room: float) -> str:
    if measure(text) <= room:
        return text
    while text and measure(text + "…") > room:
        text = text[:-1]
    return text + "…"


def _text(
    canvas: TaggedCanvas, left: float, height: float, text: str, size: float, colour: Color, *,
    font: str = REGULAR, to_right: bool = False, room: float = 0,
) -> None:  # fmt: skip
    if room:
        text = _fitted(text, lambda words: canvas.stringWidth(words, font, size), room)
    parts = list(pieces(text, font))
    if to_right:
        left -= sum(canvas.stringWidth(words, able, size) for words, able in parts)
    canvas.setFillColor(colour)
    with canvas.tagged(None):
        for words, able in parts:
            canvas.setFont(able, size)
            canvas.drawString(left, height, words)
            left += canvas.stringWidth(words, able, size)
