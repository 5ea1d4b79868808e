"""Check a file: what a careful reader would stop at in somebody else's Word file, PDF or text, and how to mend it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

from nemndsekr.operations.import_report import accept_reading
from nemndsekr.operations.review_file import ReadingStopped, UnderWay
from nemndsekr.operations.sign_in import sign_in
from nemndsekr.reading.draft import Found, Leftover, LeftoverKind, Reading
from nemndsekr.reading.raw_document import Progress
from nemndsekr.reading.report_file import read_report
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Certainty, SourceKind, label
from nemndsekr.rules.checks import remarks_on
from nemndsekr.rules.checks.personnummer import RULE as PERSONNUMMER
from nemndsekr.rules.checks.personnummer import find_personnummer, masked_text
from nemndsekr.rules.checks.remark import GO, Remark
from nemndsekr.rules.checks.text_checks import (
    TEMPLATE,
    HeadingPlace,
    TextFinding,
    broken_references,
    dash_spacing,
    doubled_words,
    empty_headings,
    mixed_dates,
    proposed_wording,
    same_headings,
    template_lines,
    words_around,
)
from nemndsekr.store.database import MemoryStore
from nemndsekr.store.queries import load_case

CHANGES: Final = "sparade_andringar"
COMMENTS: Final = "kommentarer"
HIDDEN: Final = "dold_text"
FINISHED: Final = frozenset({SourceKind.yttrande, SourceKind.protokoll})
"""The kinds of paper that tell what is decided; the others propose."""
OUR_OWN: Final = frozenset({SourceKind.tjansteskrivelse, SourceKind.yttrande, SourceKind.namndinitiativ})
"""The kinds of paper that an office or its nämnd writes, and so may mend."""
NOT_OF_PAPERS: Final = frozenset(
    {
        # About what is kept here beside the paper: the number, several papers, watched promises, live references.
        "diarienummer",
        "kallor_skiljer",
        "svarsdag_saknas",
        "aterrapportering",
        "samma_atagande",
        "levande_hanvisning",
        "foreslas_i_beslutat",
        # Made here on the whole text, and so with a place in it.
        "mallrad",
        "dubbelt_ord",
        "streck",
        "datumformer",
        PERSONNUMMER,
    }
)
"""The checks of cases that say nothing of a single paper."""

_DRAFT: Final = re.compile(
    r"\b(?:utkast|arbetsmaterial|förslag till (?:yttrande|svar|beslut)|preliminär\w*)\b", re.IGNORECASE
)
_HEAD: Final = 800
_MOST_PLACES: Final = 6
_ENOUGH: Final = 60
_LONGEST_QUOTE: Final = 90
_ORDER: Final = {Certainty.sakert: 0, Certainty.fraga: 1, Certainty.upplysning: 2}


@dataclass(frozen=True, slots=True)
class FileRemark:
    """One påpekande on a file: the rule, how sure it is, one line of text, one of detail, and where it stands.

    ``place`` is in words («sida 2, stycke 3»), ``quote`` a few words from there, ``start`` the character in the read
    text where that is known. ``remedies`` say in words what to do in the program that the file was written in.
    """

    rule: str
    certainty: Certainty
    text: str
    detail: str
    place: str = "hela handlingen"
    quote: str = ""
    remedies: tuple[str, ...] = ()
    start: int | None = None
    page: int | None = None
    paragraph: int | None = None

    @property
    def where(self) -> str:
        """The place with a few words from there."""
        return f"{self.place}: {self.quote}" if self.quote else self.place

    @property
    def line(self) -> str:
        """How sure it is, what it says and where, in one line."""
        return f"{label(self.certainty)} · {self.text} · {self.where}"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in a file: its name, what kind of paper it is, and the påpekanden, the sure ones first."""

    name: str
    kind: SourceKind
    remarks: tuple[FileRemark, ...]

    @property
    def summary(self) -> str:
        """One line that says how it went."""
        count = len(self.remarks)
        many = "Inga påpekanden" if not count else "1 påpekande" if count == 1 else f"{count} påpekanden"
        kind = "" if self.kind == SourceKind.okant else f" ({label(self.kind).lower()})"
        return f"{many} på {self.name}{kind}."

    def as_text(self) -> str:
        """The whole list as plain text, to be pasted into a letter to whoever wrote the paper."""
        told = ("\n".join(filter(None, (one.line, one.detail, *one.remedies))) for one in self.remarks)
        return "\n\n".join((self.summary, *told)) + "\n"


def check_file(path: Path, today: date, progress: Progress | None = None) -> FileReport:
    """Read a file and check it; nothing is stored.

    Raises:
        UserError: the file cannot be read; it names the file and the next step.
    """
    return check_reading(read_report(path, progress), today)


def check_file_unless_stopped(path: Path, today: date, under_way: UnderWay) -> FileReport | None:
    """Check a file in the background; None when nobody waits for it any more.

    Raises:
        UserError: the file cannot be read.
    """
    try:
        report = check_file(path, today, under_way.tell)
    except ReadingStopped:
        return None
    return None if under_way.stopped.is_set() else report


def check_reading(reading: Reading, today: date) -> FileReport:
    """Check what was read. No quotation holds the last four of a personnummer."""
    kind = SourceKind(reading.draft.kind)
    spots = _Spots(reading, today)
    found = [
        *_leftovers(reading, spots),
        *_persons(reading.text, today, spots),
        *(_of_text(one, spots) for one in _text_findings(reading, kind)),
        *_of_case(reading, kind, today, spots),
    ]
    told = sorted(dict.fromkeys(found), key=lambda one: (_ORDER[one.certainty], one.start is None, one.start or 0))
    return FileReport(reading.name, kind, tuple(told))


class _Spots:
    """Tells where in a file a character stands, in the words that a person would look for it by."""

    def __init__(self, reading: Reading, today: date) -> None:
        self._text = reading.text
        self._today = today
        self._pages = reading.page_starts
        self._had: set[tuple[str, int]] = set()
        self._paragraphs = [match.start() for match in re.finditer(r"[^\n]+", reading.text) if match[0].strip()]

    def remark(
        self,
        rule: str,
        certainty: Certainty,
        text: str,
        detail: str,
        place: tuple[int, int] | None,
        remedies: Sequence[str],
    ) -> FileRemark:
        """A remark on the characters of a place, or on the whole paper."""
        made = FileRemark(rule, certainty, self._safe(text), self._safe(detail), remedies=tuple(remedies))
        if place is None:
            return made
        page, paragraph = self.page_and_paragraph(place[0])
        return replace(
            made,
            place=self.words(place[0]),
            quote=_short(self._safe(words_around(self._text, *place))),
            start=place[0],
            page=page,
            paragraph=paragraph,
        )

    def words(self, start: int) -> str:
        """«sida 2, stycke 3», or «stycke 14» where the file has no pages of its own."""
        page, paragraph = self.page_and_paragraph(start)
        return f"sida {page}, stycke {paragraph}" if page else f"stycke {paragraph}"

    def place_of(self, left: Leftover) -> str:
        """The same, of what is left and has a place; «före stycke 3» where its own paragraph has no words."""
        words = self.words(left.start or 0)
        return words.replace("stycke", "före stycke") if left.before else words

    def page_and_paragraph(self, start: int) -> tuple[int | None, int]:
        """The page and the number of the paragraph on it, both from 1."""
        paragraph = bisect_right(self._paragraphs, start)
        if not self._pages:
            return None, max(1, paragraph)
        page = max(1, bisect_right(self._pages, start))
        before = bisect_right(self._paragraphs, self._pages[page - 1] - 1)
        return page, max(1, paragraph - before)

    def find(self, rule: str, words: Iterable[str]) -> tuple[int, int] | None:
        """The first place of the first of these words that stands in the text, and that the rule has not had yet."""
        had: tuple[int, int] | None = None
        for one in words:
            for wanted in (one, one[:_ENOUGH]):
                start = self._text.find(wanted) if len(wanted.strip()) > 1 else -1
                while start >= 0 and (rule, start) in self._had:
                    had = start, start + len(wanted)
                    start = self._text.find(wanted, start + 1)
                if start >= 0:
                    self._had.add((rule, start))
                    return start, start + len(wanted)
        return had

    def _safe(self, text: str) -> str:
        return masked_text(text, self._today)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


# --- the text -------------------------------------------------------------------------------------------------------

_TEXT_REMEDIES: Final = {
    TEMPLATE: ("Fyll i det som ska stå där, eller ta bort raden.",),
    "trasig_hanvisning": (
        "Markera hela texten (Ctrl+A) och tryck F9 i Word. Står felet kvar: skriv hänvisningen för hand.",
    ),
    "forslagsord": ("Skriv vad nämnden beslutar, till exempel «lämnar följande yttrande».",),
    "dubbelt_ord": ("Ta bort det ena ordet.",),
    "streck": ("Rätta mellanrummet.",),
    "datumformer": ("Skriv alla datum på ett sätt, helst ÅÅÅÅ-MM-DD.",),
    "tom_rubrik": ("Skriv text under rubriken, eller ta bort den.",),
    "samma_rubrik": ("Slå ihop avsnitten, eller byt den ena rubriken.",),
}


def _text_findings(reading: Reading, kind: SourceKind) -> Iterator[TextFinding]:
    text = reading.text
    yield from template_lines(text)
    yield from broken_references(text)
    yield from doubled_words(text)
    yield from dash_spacing(text, mended_lines=reading.mended_lines)
    yield from mixed_dates(text)
    yield from _proposed(reading, kind)
    headings = [HeadingPlace(one.start, one.end, one.level, one.known) for one in reading.headings if one.by_file]
    if not reading.mended_lines:
        yield from empty_headings(text, headings)
        yield from same_headings(text, headings)


def _proposed(reading: Reading, kind: SourceKind) -> Iterator[TextFinding]:
    """Words of a proposal in what is to be decided: all a yttrande says, and the decision of minutes."""
    if kind not in FINISHED or _DRAFT.search(reading.text[:_HEAD]):
        return
    points = [(one.start, one.end) for one in reading.draft.decision_points]
    for found in proposed_wording(reading.text):
        inside = any(start is not None and end is not None and start <= found.start < end for start, end in points)
        if kind == SourceKind.yttrande or inside:
            yield found._replace(certainty=Certainty.sakert) if inside and kind == SourceKind.protokoll else found


def _of_text(found: TextFinding, spots: _Spots) -> FileRemark:
    place = found.start, found.end
    return spots.remark(
        found.rule, found.certainty, found.text, found.detail, place, _TEXT_REMEDIES.get(found.rule, ())
    )


def _persons(text: str, today: date, spots: _Spots) -> Iterator[FileRemark]:
    for found in find_personnummer(text, today):
        yield spots.remark(
            PERSONNUMMER,
            found.certainty,
            found.text,
            f"{found.masked} – handlingen kan bli allmän. Behövs numret?",
            (found.start, found.end),
            ("Ta bort numret, eller skriv i stället vem det gäller om det behövs.",),
        )


# --- what is left of the writing ------------------------------------------------------------------------------------

_LEFT: Final[dict[LeftoverKind, tuple[str, str, str, str, str]]] = {
    "changes": (
        CHANGES,
        "1 spårad ändring är kvar",
        "{} spårade ändringar är kvar",
        "I Word: Granska → Acceptera → Acceptera alla ändringar och sluta spåra.",
        "I LibreOffice: Redigera → Spåra ändringar → Acceptera alla.",
    ),
    "comments": (
        COMMENTS,
        "1 kommentar är kvar",
        "{} kommentarer är kvar",
        "I Word: Granska → Ta bort → Ta bort alla kommentarer i dokumentet.",
        "I LibreOffice: högerklicka på en kommentar → Ta bort alla kommentarer.",
    ),
    "hidden": (
        HIDDEN,
        "Dold text på 1 ställe",
        "Dold text på {} ställen",
        "I Word: Arkiv → Info → Sök efter problem → Granska dokument visar och tar bort dold text.",
        "I LibreOffice: Visa → Formateringstecken (Ctrl+F10) visar den; markera den och ta bort.",
    ),
}


def _leftovers(reading: Reading, spots: _Spots) -> Iterator[FileRemark]:
    for what, (rule, one_text, many_text, in_word, in_libreoffice) in _LEFT.items():
        kinds = {what, "formats"} if what == "changes" else {what}
        left = [one for one in reading.leftovers if one.what in kinds]
        number = sum(one.number for one in left)
        if not number:
            continue
        looks = sum(one.number for one in left if one.what == "formats")
        text = one_text if number == 1 else many_text.format(number)
        detail = f"{_places(left, spots)}{f' Av dem gäller {looks} bara utseendet.' if looks else ''}".strip()
        remedy = in_libreoffice if reading.name.lower().endswith((".odt", ".ott")) else in_word
        made = spots.remark(rule, Certainty.sakert, text, detail, _span(left), (remedy,))
        first = next((one for one in left if one.start is not None), None)
        yield replace(made, place=spots.place_of(first)) if first is not None else made
    for prompt in (one for one in reading.leftovers if one.what == "prompts"):
        detail = f"«{prompt.quote}»" if prompt.quote else "Fältet är tomt."
        yield spots.remark(
            TEMPLATE,
            Certainty.sakert,
            "Ett fält ur mallen är inte ifyllt",
            detail,
            _span([prompt]),
            ("Fyll i fältet, eller markera det och ta bort det.",),
        )


def _span(left: Sequence[Leftover]) -> tuple[int, int] | None:
    """The first place that is known."""
    return next(((one.start, one.start + len(one.words)) for one in left if one.start is not None), None)


def _places(left: Sequence[Leftover], spots: _Spots) -> str:
    """Where they stand, in words: «Stycke 2, stycke 7 (3) och 4 ställen till»."""
    places: dict[str, int] = {}
    for one in left:
        if one.start is not None:
            words = spots.place_of(one)
            places[words] = places.get(words, 0) + one.number
    told = [f"{words} ({number})" if number > 1 else words for words, number in places.items()]
    more = len(told) - _MOST_PLACES
    shown = ", ".join(told[:_MOST_PLACES])
    if not shown:
        return ""
    return f"{shown[:1].upper()}{shown[1:]}{f' och {more} ställen till' if more > 0 else ''}."


# --- what a case would be told --------------------------------------------------------------------------------------


def _of_case(reading: Reading, kind: SourceKind, today: date, spots: _Spots) -> Iterator[FileRemark]:
    """What the checks of cases say of a case that holds this paper and nothing else."""
    if kind not in OUR_OWN:
        return
    file = _case_of(reading, today)
    found = [remark for remark in remarks_on(file) if remark.rule not in NOT_OF_PAPERS]
    yield from _unanswered(file, [one for one in found if one.rule == _LACKS and one.field == "answer"], spots)
    for remark in found:
        # What an answer lacks beside its words is known of records only: a paper tells of measures in running text.
        if remark.rule == _LACKS or (remark.rule == "revisionsfragor" and remark.field != "answer"):
            continue
        text, detail = _OF_ONE_FILE.get(remark.rule, (remark.text, remark.detail))
        place = spots.find(remark.rule, remark.proof)
        yield spots.remark(remark.rule, remark.certainty, text, detail, place, _words_of(remark))


_LACKS: Final = "svarets_delar"
_OF_ONE_FILE: Final = {
    "yttrandet_saknas": (
        "Svaret står i ett yttrande för sig",
        "Underlaget nämner yttrandet, så svaren på rekommendationerna söks inte här. Kontrollera den filen också.",
    ),
}


def _unanswered(file: CaseFile, remarks: Sequence[Remark], spots: _Spots) -> Iterator[FileRemark]:
    """Ask about recommendations without an answer; of a file one cannot be sure, an answer may stand anywhere in it."""
    ours = [one for one in file.recommendations if one.concerns_us]
    remedy = ("Skriv ett svar under varje rekommendation, eller säg varför den inte får något.",)
    if remarks and len(ours) > 1 and not any(one.answer or one.done for one in ours):
        text = f"Inget svar hittades på någon av de {len(ours)} rekommendationerna"
        detail = "Står svaren i löpande text eller i en annan handling är allt väl."
        yield spots.remark(_LACKS, Certainty.fraga, text, detail, spots.find(_LACKS, [ours[0].text]), remedy)
        return
    for remark in remarks:
        one = next((each for each in ours if each.uid == remark.row_uid), None)
        if one is not None:
            text = f"Rekommendation {one.no} verkar sakna svar"
            place = spots.find(_LACKS, [one.text])
            yield spots.remark(_LACKS, Certainty.fraga, text, f"«{_short(one.text)}»", place, remedy)


def _words_of(remark: Remark) -> list[str]:
    """The remedies that say what to write; those that act on records of a case say nothing to a file."""
    in_text = {"replace", "replace_everywhere", "cut", "use_wording", "keep_correction", "send_point", "add_recipient"}
    return [f"{one.words}." for one in remark.remedies if one.act != GO and one.act in in_text]


def _case_of(reading: Reading, today: date) -> CaseFile:
    """A case made of the paper alone, in memory."""
    now = datetime.combine(today, time(12), UTC)
    if reading.draft.title is None:
        reading = replace(reading, draft=replace(reading.draft, title=Found("Utan rubrik")))
    with closing(MemoryStore()) as store:
        who = sign_in(store, "kontroll", now).uid
        taken = accept_reading(store, reading, b"", who, now, new_case=True)
        return load_case(store, taken.case_id)
