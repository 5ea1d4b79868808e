"""Officers: the officials who handle the case, from the label «Handläggare» or the letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nemndsekr.reading.draft import FoundPerson
from nemndsekr.reading.finders.names import MAIL, NAME, PHONE, UNIT, is_role, name_words, person_in, persons_in
from nemndsekr.reading.lines import Line

OFFICER = re.compile(
    r"^(?:handläggare(?:/kontakt(?:person)?)?|vår(?:a)? referens(?:er)?|kontaktperson|ansvariga? handläggare|"
    r"handläggande tjänsteman|tjänsteman|kontakt|föredragande|upprättad av|handlagd av)"
    r"(?:\b|(?-i:(?=[A-ZÅÄÖ])))\s*:?\s*",
    re.IGNORECASE,
)
# Labels that stand beside «Handläggare» in a row, with the values in the next row.
LABELS = re.compile(
    r"ansvarig chef|ansvarig avdelning|ansvarig enhet|handläggare|vår referens|föredragande|godkänd av|"
    r"dokumentansvarig|"
    r"beslutsfattare|datum|diarienummer|diarienr|dnr|telefon|e-post|version|dokument-id",
    re.IGNORECASE,
)
STOPS = re.compile(r"(?:till|adress|kopia|förslag|mottagare|vår|er)\b", re.IGNORECASE)
# The values of other columns of the head stand between.
PASSES = re.compile(
    r"(?:datum|utfärdat|dnr|diarie\w*|vår(?:t)? (?:beteckning|datum)|er(?:t)? (?:beteckning|datum)|version)\b",
    re.IGNORECASE,
)
HAS_OFFICER = {"tjansteskrivelse", "yttrande", "remissblad", "skrivelse", "okant"}


def find_officers(lines: Sequence[Line], kind: str) -> list[FoundPerson]:
    """The case officers named in the head of the paper; an auditors' letter has a contact, who is none."""
    for index, line in enumerate(lines[:45]):
        people = _beside_labels(line, lines[index + 1 : index + 2])
        if people:
            return people
        label = OFFICER.match(line.text)
        if not label or len(line.text) > 160:
            continue
        words = label.group().strip(" :")
        if words.casefold().startswith("kontakt") and kind not in HAS_OFFICER:
            continue
        block = [line.text[label.end() :], *(later.text for later in _block(lines[index + 1 :]))]
        people = _in_block([part for text in block for part in re.split(r"\t", text) if part.strip()])
        if people:
            is_title = re.search(r"\bhandläggare\b", words, re.IGNORECASE)
            return [
                replace(person, role=person.role or (words if is_title else ""), found=line.found())
                for person in people
            ]
    return _in_letterhead(lines) if kind in HAS_OFFICER else []


def _beside_labels(line: Line, following: Sequence[Line]) -> list[FoundPerson]:
    """«ANSVARIG CHEF HANDLÄGGARE» with «Eva Ek Bo Al» in the next row: each name belongs to its label."""
    labels = list(LABELS.finditer(line.text))
    rest = LABELS.sub("", line.text).strip(" \t:")
    place = next((n for n, match in enumerate(labels) if "handläggare" in match.group().casefold()), None)
    if len(labels) < 2 or rest or place is None or not following:
        return []
    cells = [piece for cell in following[0].text.split("\t") for piece in persons_in(cell.strip())]
    if len(cells) != len(labels):
        return []
    person = person_in(cells[place], "case_officer")
    return [replace(person, role=person.role or labels[place].group(), found=following[0].found())] if person else []


def _block(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines[:8]:
        if PASSES.match(line.text):
            continue
        if (
            (line.key and line.key != "etikett")
            or len(line.text) > 90
            or (STOPS.match(line.text) and not re.match(r"Er(?:ik|ika|nst|land)\b", line.text))
        ):
            return
        yield line


def _in_block(texts: Sequence[str]) -> list[FoundPerson]:
    people: list[FoundPerson] = []
    waiting = ""
    for text in texts:
        mail, phone = MAIL.search(text), PHONE.search(text)
        rest = re.sub(
            r"(?:^|\s)(?:telefon|tel\.?|tfn|e-?post|mejl|mobil)\s*:?\s*(?=$|\s)",
            " ",
            MAIL.sub("", PHONE.sub(" ", text)),
            flags=re.IGNORECASE,
        )
        rest = rest.strip(" ,:;")
        named = [person_in(piece, "case_officer") for piece in persons_in(rest)] if rest else []
        if named and not all(named) and (phone or mail):
            # «Eva Ek Bo Al 08-12 34 56 … Kommunstyrelsen»: names before the first number, other columns after.
            first = min(match.start() for match in (phone, mail) if match)
            head = [person_in(piece, "case_officer") for piece in persons_in(text[:first].strip(" ,"))]
            named = head if all(head) else named
        people += [replace(person, role=person.role or waiting) for person in named if person and all(named)]
        if not people:
            # The title may stand over the name.
            waiting = rest if is_role(rest) and not NAME.match(rest) else ""
            continue
        people[-1] = _with_more(people[-1], rest, mail, phone, named=bool(named) and all(named))
    return people


def _with_more(
    last: FoundPerson, rest: str, mail: re.Match[str] | None, phone: re.Match[str] | None, *, named: bool
) -> FoundPerson:
    if mail:
        last = replace(last, email=mail.group())
    if phone:
        last = replace(last, telephone=phone.group(1).strip())
    if named or not rest:
        return last
    if not last.role and is_role(rest) and not mail:
        return replace(last, role=rest)
    if not mail and not phone and UNIT.search(rest):
        return replace(last, unit=rest)
    return last


def _in_letterhead(lines: Sequence[Line]) -> list[FoundPerson]:
    """A name without a label, under the office's own or over a telephone number or address of the head."""
    for index, line in enumerate(lines[:25]):
        if line.key and line.key not in {"etikett", "dokument", "yttrande"}:
            after_summary = line.key == "sammanfattning" and index < 10
            if not after_summary:
                break
        if line.kind == "table" or len(line.text) > 90:
            continue
        for cell in line.text.split("\t"):
            person = person_in(PHONE.sub("", MAIL.sub("", cell)).strip(" ,"), "case_officer")
            if person is None or person.party:
                continue
            above = lines[index - 1].text if index and is_role(lines[index - 1].text) else ""
            near = [line, *(later for later in lines[index + 1 : index + 8] if not _of_other_column(later))]
            mail = next((match.group() for later in near if (match := MAIL.search(later.text))), "")
            if mail and _is_own_mail(mail, person.name):
                return [_completed(person, near, line, above)]
            before = [earlier.text for earlier in lines[max(0, index - 2) : index]]
            under_office = any(UNIT.search(text) and len(text) < 70 and "." not in text for text in before)
            if under_office and len(near) > 1 and _goes_with(person, near[1]):
                return [_completed(person, near[:3], line, above)]
    return []


def _of_other_column(line: Line) -> bool:
    """Whether a line of the head is a label, a day or a number, which a column beside has set between."""
    text = line.text
    return (
        line.key == "etikett"
        or bool(PASSES.match(text))
        or (
            not PHONE.search(text)
            and not MAIL.search(text)
            and bool(re.fullmatch(r"(?:[A-ZÅÄÖ]{1,5}[ -/:])?[\d ./:-]+", text))
        )
    )


def _is_own_mail(mail: str, name: str) -> bool:
    """Whether an address is that of the person: it begins with a name of theirs."""
    plain = str.maketrans("åäöéü", "aaoeu")
    own = mail.partition("@")[0].casefold().translate(plain)
    return any(len(word) > 2 and word.casefold().translate(plain) in own for word in re.split(r"[ -]", name))


def _goes_with(person: FoundPerson, after: Line) -> bool:
    """Whether what follows a name in the head is a title, a number or the addressee, so that the name is a person's."""
    return bool(person.role or is_role(after.text) or PHONE.fullmatch(after.text.strip()) or _is_body(after.text))


def _is_body(text: str) -> bool:
    return bool(re.fullmatch(r"(?:till )?[\w, -]*(?:nämnden?|styrelsen|fullmäktige|utskottet)", text, re.IGNORECASE))


def _completed(person: FoundPerson, near: Sequence[Line], line: Line, above: str = "") -> FoundPerson:
    for later in near:
        mail, phone = MAIL.search(later.text), PHONE.search(later.text)
        if mail:
            person = replace(person, email=mail.group())
        if phone and not person.telephone:
            person = replace(person, telephone=phone.group(1).strip())
    title = next((later.text for later in near[1:2] if is_role(later.text) and not name_in(later.text)), "")
    return replace(person, role=person.role or title or above, found=line.found())


def name_in(text: str) -> bool:
    """Whether the text begins with a person's name."""
    match = NAME.match(text)
    return bool(match and len(name_words(match)) > 1)
