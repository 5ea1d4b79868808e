"""Signers: who has signed a paper, and who has put an initiative or joined it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from nemndsekr.reading.draft import Found, FoundPerson
from nemndsekr.reading.finders.names import (
    GROUP_PARTY,
    LONG_PARTY,
    MAIL,
    NAME,
    NO_NAME,
    PARTY,
    PARTY_CELL,
    PHONE,
    ROLE,
    is_role,
    name_words,
    party_of,
    person_in,
    persons_in,
    plain_role,
    roles_in,
)
from nemndsekr.reading.headings import FACT_KEYS
from nemndsekr.reading.lines import Line, Paper

INITIATIVES = {"namndinitiativ", "motion"}
REPORTS = {"revisionsrapport", "granskningsrapport_dataskyddsombud"}
SIGN_OFF = re.compile(
    r"^(?:på (?:\S+ )?(?:revisorernas|nämndens|kommunens|styrelsens|revisionens|\w+nämndens|\w+s) vägnar|"
    r"för (?:\S+ ){0,3}?(?:revisorer(?:na)?|revision(?:en)?|revisorskollegiet|nämnden|"
    r"kommunstyrelsen|regionstyrelsen|styrelsen|\w+nämnden|\w*gruppen)|enligt uppdrag|med vänliga? hälsning(?:ar)?|"
    r"vänliga? hälsning(?:ar)?|vid protokollet|underskrift(?:er)?|undertecknat|undertecknas|signaturer|"
    r"ansvariga|\w+ (?:som|dag som) ovan|detta dokument är (?:digitalt |elektroniskt )|digitalt signera\w*|"
    rf"elektroniskt (?:signera\w*|undertecknad\w*)|(?:för )?(?:{LONG_PARTY})\b(?: i .*| .*grupp\w*)?$|"
    rf"för (?:{LONG_PARTY})\b.*)",
    re.IGNORECASE,
)
ON_BEHALF = re.compile(r"\b[Pp]å \w+s vägnar\s*$")
PLACEHOLDER = re.compile(r"^\[|\bhär anger du\b", re.IGNORECASE)
# «… undertecknar ordföranden Eva Ek och vice ordföranden Bo Al.»
SIGNS_IN_SENTENCE = re.compile(
    r"\b(?:[Uu]ndertecknat?\b.{0,40}? av|undertecknar|undertecknas av|undertecknats av|undertecknad av|signeras av|"
    r"signerats av|signerat av|genom)\b"
    r"(?P<rest>.{8,250})"
)
SIGNING_WORDS: Final = ("underteckna", "signera", "genom")
IN_SENTENCE = re.compile(
    rf"(?P<role>(?:(?:\d:[ea] |andre |förste )?vice )?(?:\w*ordförande|sekreterare|\w*revisor|ledamot|kassör|\w*chef|"
    rf"\w*direktör)(?:n|en)?),?\s+(?P<name>{NAME.pattern})"
    rf"|(?P<first>{NAME.pattern}),\s+(?P<after>(?:(?:\d:[ea] |andre |förste )?vice )?(?:\w*ordförande|sekreterare|"
    rf"\w*revisor|ledamot|kassör|\w*chef|\w*direktör))\b"
)
JOINED = re.compile(
    r"^med instämmande av\b\s*:?\s*|^(?:i (?:initiativet|motionen|skrivelsen) )?instämmer\b.{0,40}?(?::\s*|$)|"
    r"\binstämmer\b.*:$|^(?:medundertecknare|medmotionärer?|(?:initiativet|motionen|skrivelsen) (?:stöds|biträds|"
    r"undertecknas även) av|instämmande|stöds av)\b\s*:?\s*",
    re.IGNORECASE,
)
# «Siv Rask (S) och Bo Al (V)», after a sentence or a day.
NAME_AND_PARTY = re.compile(rf"{NAME.pattern},? \((?:[A-ZÅÄÖ]{{1,5}})\)")
LAST_NAMES = re.compile(rf"(?<=[.!?:,\d] )(?:{NAME_AND_PARTY.pattern}(?:,? (?:och|samt) |,? |$))+\.?$")
DAY_LINE = re.compile(
    r"^(?:[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?,? )?(?:den )?(?:\d{4}[ -]+\d\d[ -]+\d\d|\d{6}|\d{1,2} \w+ \d{4}|"
    r"\w+ \d{4})\.?$"
)
ROLE_AND_PARTY = re.compile(r"(?P<role>.+?),?\s*\((?P<party>[A-ZÅÄÖ]{1,4})\)")
# A title in running text: its last word ends it.
FLOW_ROLE = re.compile(rf"(?:[\w:.-]+ ){{0,3}}?(?:{ROLE.pattern})", re.IGNORECASE)
FIRM = re.compile(r"^(?:(?:KPMG|EY|PwC|Deloitte|Ernst & Young|Azets|BDO|Grant Thornton)\b.{0,20}|[\w& -]{2,40} AB)$")
# The stamp of an electronic signature, and the lines that a signer's name stands over.
STAMP = re.compile(
    r"^(?:_{3,}|\.{4,}|-{4,}|…+|namnförtydligande|underskrift|\(?signer\w*.*|transaktion.*)$", re.IGNORECASE
)
# Under «Av:» and the like stand those who wrote a report.
AUTHORS = re.compile(
    r"^(?:(?:rapporten|granskningen|rapport|granskning)\s+)?(?:har |är )?"
    r"(?:upprättad|upprättats|tagits fram|framtagen|skriven|genomförd|genomförts|utförd|utförts|författad)?\s*(?:av|"
    r"författare|"
    r"rapportförfattare)(?:\s*:\s*|\s+(?=[A-ZÅÄÖ][a-zåäö]+ [A-ZÅÄÖ]))",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Signing:
    """What has been read of the signatures so far."""

    part: str
    people: list[FoundPerson] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    row: int = 0
    party: str = ""
    parties: tuple[str, ...] = ()


def find_signers(paper: Paper, kind: str) -> list[FoundPerson]:
    """The signers with their titles and parties; of an initiative, those who put it and those who join them."""
    by_members = from_members(paper, kind)
    signing = _Signing("initiator" if by_members else "signer")
    telling = paper.lines_with(*SIGNING_WORDS) if not by_members else ()
    named = {line.start: _in_sentence(line, signing.part) for line in telling}
    signing.people += [person for people in named.values() for person in people]
    for line in _from_first_name(_in_rows(sign_block(paper.lines, kind))):
        if named.get(line.start):
            continue
        _take(signing, line, may_join=by_members)
    people = signing.people
    if by_members and not people:
        people = _at_the_end(paper.lines)
    if kind in REPORTS:
        people = [_with_title(person, paper.lines) for person in people] or _authors(paper.lines[:25])
    elif kind == "okant" and not people:
        people = _authors(paper.lines[:25])
    return [person for person in people if not by_members or person.party or len(people) < 12]


def _at_the_end(lines: Sequence[Line]) -> list[FoundPerson]:
    """Those whose names and parties end the last line, where the whole proposal is one paragraph."""
    if not lines:
        return []
    line = lines[-1]
    found = LAST_NAMES.search(line.text)
    names = [] if found is None else [*NAME_AND_PARTY.finditer(line.text, found.start())]
    people = [(match, person_in(match.group(), "initiator")) for match in names]
    return [replace(person, found=line.found(*match.span())) for match, person in people if person is not None]


def _with_title(person: FoundPerson, lines: Sequence[Line]) -> FoundPerson:
    """A signer without a title, with the one that the cover gives."""
    if person.role:
        return person
    covers = (_author(line.text, person.part) for line in lines[:40])
    return next((replace(person, role=one.role) for one in covers if one and one.name == person.name), person)


def _authors(lines: Sequence[Line]) -> list[FoundPerson]:
    """Those who wrote a report that nobody has signed, as its cover names them."""
    found = [(line, person) for line in lines if (person := _author(line.text, "signer"))]
    found = [(line, person) for line, person in found if person.role or AUTHORS.match(line.text)]
    return [replace(person, found=line.found()) for line, person in found]


def _author(text: str, part: str) -> FoundPerson | None:
    label = AUTHORS.match(text)
    text = re.sub(r",? (?:den )?(?:\d{1,2} )?\w+ \d{4}$|,? \d{4}-\d\d-\d\d$", "", text)
    return person_in(text[label.end() :] if label else text, part) if len(text) < 110 else None


def _in_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines with columns that were read downwards set beside each other: names, then as many titles or parties."""
    out: list[Line] = []
    place = 0
    while place < len(lines):
        names = _run(lines, place, _is_bare_name)
        under = place + names
        rows = [names] if names > 1 else []
        while rows:
            same = next((run for test in (_is_bare_role, _is_bare_party) if (run := _run(lines, under, test))), 0)
            if same != names:
                break
            rows.append(same)
            under += same
        if len(rows) < 2:
            out.append(lines[place])
            place += 1
            continue
        for count in rows:
            row = lines[place : place + count]
            out.append(replace(row[0], text="\t".join(line.text for line in row)))
            place += count
    return out


def _from_first_name(lines: list[Line]) -> list[Line]:
    """The lines without a title that stands before the first name and is none of those who sign.

    Where titles stand before names there are as many of both; one more, and the first is of a list above.
    """
    rows = [(line, _is_bare_role(line.text) or _all_roles(line)) for line in lines]
    rows = [(line, is_title) for line, is_title in rows if is_title or _is_bare_name(line.text) or "\t" in line.text]
    titles = sum(max(1, line.text.count("\t") + 1) for line, is_title in rows if is_title)
    names = sum(max(1, line.text.count("\t") + 1) for line, is_title in rows if not is_title)
    if len(rows) > 2 and rows[0][1] and not rows[1][1] and titles > names:
        return [line for line in lines if line is not rows[0][0]]
    return lines


def _all_roles(line: Line) -> bool:
    return "\t" in line.text and all(is_role(cell) for cell in line.text.split("\t"))


def _run(lines: Sequence[Line], start: int, test: Callable[[str], bool]) -> int:
    place = start
    # More columns than these no page has.
    while place < min(len(lines), start + 8) and lines[place].kind == "paragraph" and test(lines[place].text):
        place += 1
    return place - start


def _is_bare_name(text: str) -> bool:
    person = person_in(text, "") if "\t" not in text else None
    return person is not None and not person.role


def _is_bare_role(text: str) -> bool:
    return "\t" not in text and is_role(text) and not person_in(text, "")


def _is_bare_party(text: str) -> bool:
    return bool(PARTY_CELL.fullmatch(text))


def _take(signing: _Signing, line: Line, *, may_join: bool) -> None:
    text = line.text
    joined = JOINED.search(text)
    if joined and may_join:
        signing.part, text = "joined", text[joined.end() :].strip()
        signing.roles, signing.party = [], ""
        if not text:
            return
    if PLACEHOLDER.search(text):
        signing.roles = []
        return
    if STAMP.match(text.strip()) or DAY_LINE.match(text):
        return
    if sign_off := SIGN_OFF.match(text):
        signing.roles = []
        # «För Socialdemokraterna» tells the party of those who sign under it.
        named = GROUP_PARTY.search(text)
        if named and _is_bare_party(text) and _give(signing.people, signing.row, [party_of(named)], "party"):
            return
        signing.party = party_of(named) if named else signing.party
        columns = [match for cell in text.split("\t") if (match := GROUP_PARTY.search(cell))]
        signing.parties = tuple(party_of(match) for match in columns) if len(columns) > 1 else ()
        rest = text[sign_off.end() :].strip(" ,:")
        if not person_in(rest, "") and not signed_in_flow(rest):
            return
        text = rest
    flow = signed_in_flow(text) if "\t" not in text else []
    if len(flow) > 1 or (flow and len(text) > 60):
        signing.row, signing.roles = len(signing.people), []
        signing.people += [
            FoundPerson(name, signing.part, role, party or signing.party, found=line.found())
            for name, role, party in flow
        ]
        return
    for rows in _rows(line, text):
        _take_row(signing, rows, line.found())


def _rows(line: Line, text: str) -> list[list[str]]:
    if line.kind == "table":
        rows = [[cell.text.strip() for cell in row if cell.text.strip()] for row in line.rows]
    else:
        rows = [[cell.strip() for cell in re.split(r"\t| {3,}", piece) if cell.strip()] for piece in text.split("\n")]
    return [row for row in rows if row]


def _take_row(signing: _Signing, cells: Sequence[str], found: Found) -> None:
    if _contact_only(cells):
        return
    people = signing.people
    # «Mikael Ek ⇥ Centerpartiet»: the party stands in a column of its own.
    joined = _with_parties(cells)
    pieces = [piece for cell in joined for piece in persons_in(cell)]
    if len(pieces) == 1 and len(people) - signing.row > 1:
        pieces = roles_in(pieces[0]) or pieces
    named = [person_in(piece, signing.part) for piece in pieces]
    if pieces and all(named):
        signing.row = len(people)
        for number, person in enumerate(filter(None, named)):
            role = person.role or (signing.roles[number] if number < len(signing.roles) else "")
            party = signing.parties[number] if number < len(signing.parties) else signing.party
            people.append(replace(person, role=plain_role(role), party=person.party or party, found=found))
        signing.roles = []
        return
    if pieces and all(is_role(piece) for piece in pieces):
        if not _end_role(people, pieces) and not _give(people, signing.row, pieces, "role"):
            signing.roles = list(pieces)
    elif all(PARTY_CELL.fullmatch(piece) for piece in pieces):
        parties = [party_of(match) for piece in pieces if (match := PARTY_CELL.fullmatch(piece))]
        if not _give(people, signing.row, parties, "party"):
            signing.party = parties[0] if len(parties) == 1 else signing.party
    elif len(pieces) > 1 and any(is_role(piece) for piece in pieces) and not re.search(r"\d|@", " ".join(pieces)):
        # A role may go on on the next line.
        _give(people, signing.row, pieces, "role")
    elif len(pieces) == 1 and (both := ROLE_AND_PARTY.fullmatch(pieces[0])) and is_role(both["role"]):
        _give(people, signing.row, [both["role"]], "role")
        _give(people, signing.row, [both["party"]], "party")


def _contact_only(cells: Sequence[str]) -> bool:
    """Whether the line gives a telephone number or an address and no more."""
    rest = " ".join(MAIL.sub("", PHONE.sub("", cell)) for cell in cells)
    return bool(re.fullmatch(r"\W*(?:(?:telefon|tel|mobil|tfn|e-?post|mejl|mail)\W*)*", rest, re.IGNORECASE))


def _with_parties(cells: Sequence[str]) -> list[str]:
    out: list[str] = []
    for cell in cells:
        if out and NAME.fullmatch(out[-1]) and PARTY_CELL.fullmatch(cell):
            out[-1] = f"{out[-1]}, {cell}"
        else:
            out.append(cell)
    return out


def _give(people: list[FoundPerson], row: int, values: Sequence[str], what: str) -> bool:
    """Give a line of titles or parties to the last persons; false where they have theirs or are fewer."""
    have = [bool(getattr(person, what)) for person in people]
    first = row if len(people) - row >= len(values) > 1 else len(people) - len(values)
    if first < 0 or not values or any(have[first : first + len(values)]):
        return False
    for offset, value in enumerate(values):
        person = people[first + offset]
        people[first + offset] = (
            replace(person, role=plain_role(value)) if what == "role" else replace(person, party=value)
        )
    return True


def _end_role(people: list[FoundPerson], cells: Sequence[str]) -> bool:
    """Put a role's second line, which begins with a small letter, to the role that lacks its end."""
    for place, person in enumerate(people):
        if len(cells) == 1 and cells[0][0].islower() and person.role and not is_role(person.role):
            people[place] = replace(person, role=f"{person.role} {cells[0]}")
            return True
    return False


def signed_in_flow(text: str) -> list[tuple[str, str, str]]:
    """«Eva Ek Ordförande Bo Al Sekreterare Box 1 …»: names with their titles and parties where the lines were lost."""
    out: list[tuple[str, str, str]] = []
    rest = text.strip()
    while name := NAME.match(rest):
        words = name_words(name)
        if len(words) < 2 or NO_NAME.search(" ".join(words)):
            break
        after = rest[len(" ".join(words)) :].lstrip(" ,")
        party = PARTY_CELL.match(after) if after.startswith("(") else None
        after = after[party.end() :].lstrip(" ,") if party else after
        title = FLOW_ROLE.match(after)
        if not title or not is_role(title.group()):
            break
        out.append((" ".join(words), title.group(), party_of(party) if party else ""))
        rest = after[title.end() :].lstrip(" ,.")
    return out


def _in_sentence(line: Line, part: str) -> list[FoundPerson]:
    """Auditors who are named in the sentence that says who signs."""
    signing = SIGNS_IN_SENTENCE.search(line.text) if line.kind == "paragraph" else None
    if not signing:
        return []
    if signing.group().startswith("genom") and not SIGN_OFF.match(line.text):
        return []
    return [
        FoundPerson(
            match["name"] or match["first"], part, plain_role(match["role"] or match["after"]), found=line.found()
        )
        for match in IN_SENTENCE.finditer(signing["rest"])
    ]


def from_members(paper: Paper, kind: str) -> bool:
    """Whether members of the nämnd have put the paper, and no official."""
    return kind in INITIATIVES or (kind == "skrivelse" and _has_party_row(paper.lines))


def _has_party_row(lines: Sequence[Line]) -> bool:
    """Whether politicians have signed: a letter with names and parties under it comes from members."""
    return any(_is_name_item(line) for line in lines[-8:])


def sign_block(lines: Sequence[Line], kind: str) -> list[Line]:
    """The lines at the end that may hold signatures, between the running text and what is enclosed."""
    last = next((index + 1 for index in range(len(lines) - 1, -1, -1) if _is_no_signature(lines[index])), 0)
    signing = [index for index, line in enumerate(lines) if _signs_off(line)]
    # Signatures may stand before a list of enclosures or recipients.
    under_recipients = last > 0 and lines[last - 1].key == "skickas"
    tails = [_past_recipients(lines[last:]) if under_recipients else list(lines[last:])]
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        if line.kind == "heading" and line.key in {"bilagor", "skickas", "underlag", "avvikande"}:
            tails.append(_back_from(lines, index))
    # A letter bound together with its report is signed before the report begins.
    tails += [_after_sign_off(lines, index) for index in signing]
    tails += [[lines[index]] for index in signing if signed_in_flow(SIGN_OFF.sub("", lines[index].text))]
    tails += [[line] for index in signing for line in lines[index + 1 : index + 2] if signed_in_flow(line.text)]
    # Names in columns with a title or a party under each are signatures wherever they stand.
    tails += [list(lines[index : index + 2]) for index in range(4, len(lines) - 1) if _is_row_of_signers(lines, index)]
    chosen = {id(line) for tail in tails for line in tail}
    out = [line for line in lines if id(line) in chosen]
    if kind in INITIATIVES and not any(PARTY.search(line.text) for line in out):
        out += [line for line in lines if _is_name_item(line) and id(line) not in chosen]
    return out


def _is_no_signature(line: Line) -> bool:
    """Whether a line is running text, a list, a table or a part that nobody's signature stands in."""
    return (
        len(line.text) > (400 if line.kind == "table" else 130)
        or (line.kind == "heading" and line.key not in {"ansvariga", ""})
        or (line.kind == "item" and not _is_name_item(line))
        or (line.kind == "table" and not _is_name_table(line))
    )


def _past_recipients(lines: Sequence[Line]) -> list[Line]:
    """The lines from the first that signs: among those who are told, a name alone does not."""
    for index, line in enumerate(lines):
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        people = [person_in(cell, "") for cell in line.text.split("\t")]
        is_named = all(people) and (any(person and person.role for person in people) or is_role(after.split("\t")[0]))
        columns = "\t" in line.text and all(people)
        if _signs_off(line) or PLACEHOLDER.search(line.text) or line.kind == "table" or is_named or columns:
            return list(lines[index:])
    return []


def _signs_off(line: Line) -> bool:
    """Whether the line, or the end of it, is «På revisorernas vägnar» or the like."""
    return bool(SIGN_OFF.match(line.text) or ("vägnar" in line.text and ON_BEHALF.search(line.text)))


def _is_row_of_signers(lines: Sequence[Line], index: int) -> bool:
    names, under = lines[index], lines[index + 1]
    if names.kind == "table" or "\t" not in names.text or "\t" not in under.text:
        return False
    cells = [cell.strip() for cell in names.text.split("\t")]
    below = [cell.strip() for cell in under.text.split("\t")]
    return (
        len(cells) == len(below)
        and all(NAME.fullmatch(cell) and person_in(cell, "") for cell in cells)
        and (all(is_role(cell) for cell in below) or all(PARTY_CELL.fullmatch(cell) for cell in below))
    )


def _is_name_table(line: Line) -> bool:
    """Whether a grid holds signatures: every cell a name, a title or a party, or both of them."""
    rows = _rows(line, "")
    cells = [cell for row in rows for cell in row]
    named = [person_in(cell, "") for cell in cells]
    known = [
        bool(person) or is_role(cell) or bool(PARTY_CELL.fullmatch(cell)) or _contact_only([cell])
        for cell, person in zip(cells, named, strict=True)
    ]
    return 0 < len(cells) <= 16 and all(known) and any(named)


def _after_sign_off(lines: Sequence[Line], index: int) -> list[Line]:
    """The names and titles right under «På revisorernas vägnar» or the like, with that line."""
    out = [lines[index]]
    for line in lines[index + 1 : index + 13]:
        cells = [piece for row in _rows(line, line.text) for cell in _with_parties(row) for piece in persons_in(cell)]
        fits = (
            is_role(cell) or roles_in(cell) or person_in(cell, "signer") or PARTY_CELL.fullmatch(cell) for cell in cells
        )
        if (
            (line.kind == "table" and not _is_name_table(line))
            or (line.kind == "heading" and line.key)
            or not (
                all(fits)
                or FIRM.match(line.text)
                or STAMP.match(line.text)
                or DAY_LINE.match(line.text)
                or _contact_only(cells)
            )
        ):
            break
        out.append(line)
    return out if len(out) > 1 else []


def _back_from(lines: Sequence[Line], index: int) -> list[Line]:
    out: list[Line] = []
    for line in reversed(lines[:index]):
        if (
            len(line.text) > 130
            or line.kind == "item"
            or (line.kind == "table" and not _is_name_table(line))
            or (line.kind == "heading" and line.key in FACT_KEYS and line.key != "ansvariga")
            or line.text.endswith(":")
        ):
            break
        out.append(line)
    return out[::-1][-14:]


def _is_name_item(line: Line) -> bool:
    if len(line.text) >= 140:
        return False
    cells = [piece for cell in _with_parties(line.text.split("\t")) for piece in persons_in(cell)]
    people = [person_in(cell, "") for cell in cells]
    # One who belongs to no party may sign beside those who do.
    return all(people) and any(person.party for person in people if person)
