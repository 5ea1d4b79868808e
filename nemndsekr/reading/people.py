"""People: signers, initiators, those who join them, and the case officer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nemndsekr.reading.draft import FoundPerson
from nemndsekr.reading.headings import FACT_KEYS
from nemndsekr.reading.lines import Line, Paper

_WORD = r"(?:[A-ZÅÄÖÉÜ][a-zåäöéüáøæ]+(?:-[A-ZÅÄÖÉÜ]?[a-zåäöéüáøæ]+)?|[A-ZÅÄÖ]\.|(?:af|von|de|van|el|al)(?= [A-ZÅÄÖ]))"
NAME = re.compile(rf"{_WORD}(?: {_WORD}){{1,3}}")
NAME_WORDS = re.compile(rf"{_WORD}(?: {_WORD}){{3,5}}")
ROLE = re.compile(
    r"\b(?:(?:\w|-)*(?:chef|direktör|sekreterare|ordförande|ledamot|ersättare|revisor|strateg|ekonom|handläggare|"
    r"utredare|samordnare|jurist|registrator|controller|rektor|"
    r"föredragande|ansvarig|planerare|ombud|rådgivare|specialist|ingenjör|arkitekt|borgarråd|kommunalråd|"
    r"gruppledare|konsult|ledare|projektledare|assistent|administratör|socionom|granskare|pedagog))\b",
    re.IGNORECASE,
)
PARTIES = {
    "socialdemokraterna": "S",
    "moderaterna": "M",
    "sverigedemokraterna": "SD",
    "centerpartiet": "C",
    "vänsterpartiet": "V",
    "kristdemokraterna": "KD",
    "miljöpartiet": "MP",
    "miljöpartiet de gröna": "MP",
    "liberalerna": "L",
    "folkpartiet": "FP",
    "feministiskt initiativ": "FI",
}
PARTY = re.compile(
    rf"\((?P<short>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{{0,4}})\)|"
    rf",?\s*\(?(?P<long>{'|'.join(sorted(PARTIES, key=len, reverse=True))})\)?",
    re.IGNORECASE,
)
# Swedish numbers begin with 0 or +: «2024-11995» is half a diarienummer.
PHONE = re.compile(r"(?:telefon|tel\.?|tfn|mobil)?\s*:?\s*(?<![\w-])([+0]\d?[\d\s/–-]{5,17}\d)", re.IGNORECASE)
UNIT = re.compile(r"\w*(?:förvaltning|kontor|avdelning|stab|enhet)(?:en|et)?\b", re.IGNORECASE)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# «… undertecknar ordföranden Eva Ek och vice ordföranden Bo Al.»
SIGNS_IN_SENTENCE = re.compile(
    r"\b(?:undertecknar|undertecknas av|undertecknad av|signeras av|genom)\b(?P<rest>.{8,200})"
)
IN_SENTENCE = re.compile(
    rf"(?P<role>(?:\d:[ea] )?(?:vice )?(?:ordförande|sekreterare|revisor|ledamot|kassör))n?\s+(?P<name>{NAME.pattern})"
)
OFFICER = re.compile(
    r"^(?:handläggare|vår referens|kontaktperson|ansvarig handläggare|handläggare/kontakt|tjänsteman|"
    r"kontakt)\b\s*:?\s*",
    re.IGNORECASE,
)
JOINED = re.compile(r"^med instämmande av\b\s*:?\s*|\binstämmer\b.*:$", re.IGNORECASE)
NO_NAME = re.compile(
    r"\b(?:Rekommendation|Bilaga|Förvaltning\w*|Nämnd\w*|Kommun\w*|Stad\w*|Box|Region|Sida|Datum|"
    r"Avdelning\w*|Enhet\w*|Revision\w*|Till|Dnr|Telefon|Den|Det|Vi|I|Att|Barn|Beslut\w*|Ärende\w*|Förslag|"
    r"Yttrande|Svar|Postadress|Besöksadress|Underskrift\w*|Justerare|Ordförande|Handläggare|Sammanfattning|För|På|"
    r"Med|Av|Och|AB|Granskning\w*|Motion)\b"
)
SIGN_OFF = re.compile(
    r"^(?:på (?:\S+ )?(?:revisorernas|nämndens|kommunens|styrelsens|revisionens) vägnar|"
    r"för (?:\S+ ){0,3}?(?:revisorer(?:na)?|revision(?:en)?|nämnden|"
    r"kommunstyrelsen|\w+nämnden|\w+gruppen)|enligt uppdrag|med vänlig hälsning|vid protokollet|underskrifter?|"
    r"ansvariga|\w+ som ovan|"
    rf"för (?:{'|'.join(PARTIES)})\b.*)",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(r"^\[|\bhär anger du\b", re.IGNORECASE)
INITIATIVES = {"namndinitiativ", "motion"}
FROM_AUDITORS = {"missiv", "revisionsrapport"}


def find_people(paper: Paper, kind: str) -> list[FoundPerson]:
    """The persons with a part in the paper; minutes name too many to be of use and give none."""
    if kind == "protokoll":
        return []
    people = _officers(paper.lines[:45])
    officers = {person.name for person in people}
    for person in _signers(paper, kind):
        if person.name not in {other.name for other in people if other.part == person.part} and not (
            person.name in officers and not person.role
        ):
            people.append(person)
    return sorted(people, key=lambda person: person.part == "case_officer")


def _officers(lines: Sequence[Line]) -> list[FoundPerson]:
    for index, line in enumerate(lines):
        label = OFFICER.match(line.text)
        if not label or len(line.text) > 120:
            continue
        block = [line.text[label.end() :], *(later.text for later in _block(lines[index + 1 :]))]
        people = _officer_block([part for text in block for part in re.split(r"\t", text) if part.strip()])
        if people:
            words = label.group().strip(" :")
            is_role = words.casefold().endswith("handläggare")
            return [
                replace(person, role=person.role or (words if is_role else ""), found=line.found()) for person in people
            ]
    return []


def _block(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines[:7]:
        if (
            (line.key and line.key != "etikett")
            or len(line.text) > 90
            or re.match(r"(?:till|datum|dnr|diarie\w*|vår|er|adress)\b", line.text, re.IGNORECASE)
        ):
            return
        yield line


def _officer_block(texts: Sequence[str]) -> list[FoundPerson]:
    people: list[FoundPerson] = []
    for text in texts:
        mail, phone = MAIL.search(text), PHONE.search(text)
        rest = MAIL.sub("", PHONE.sub("", text)).strip(" ,:;")
        named = _person(rest, "case_officer")
        if named:
            people.append(named)
        if not people:
            continue
        last = people[-1]
        if mail:
            last = replace(last, email=mail.group())
        if phone:
            last = replace(last, telephone=phone.group(1).strip())
        if not named and not last.role and not mail and not phone and is_role(rest):
            last = replace(last, role=rest)
        elif (
            not named
            and not mail
            and not phone
            and re.search(r"\b\w*(?:avdelning|förvaltning|enhet|kontor|stab)\w*\b", rest, re.IGNORECASE)
        ):
            last = replace(last, unit=rest)
        people[-1] = last
    return people


def is_role(text: str) -> bool:
    """Whether a short text is a title and nothing else."""
    return bool(ROLE.search(text)) and len(text) < 70 and not re.search(r"[.:?!]", text) and len(text.split()) <= 7


def _person(text: str, part: str) -> FoundPerson | None:
    """A person whose line holds a name, and perhaps a party and a role before or after it."""
    party = ""
    rest = text
    for match in PARTY.finditer(text):
        party = match["short"] or PARTIES[match["long"].lower()]
        rest = (text[: match.start()] + " , " + text[match.end() :]).strip(" ,")
        break
    rest = re.sub(r"\s+", " ", rest).replace(" ,", ",").strip(" ,_.")
    name = NAME.match(rest)
    before = ""
    if name is None or len(_name_words(name)) < 2 or NO_NAME.search(" ".join(_name_words(name))):
        role = re.match(r"(?P<role>[A-ZÅÄÖa-zåäö ]{4,50}?)[:,]?\s+(?=[A-ZÅÄÖ][a-zåäö]+ [A-ZÅÄÖ])", rest)
        if role is None or not is_role(role["role"]):
            return None
        before, rest = role["role"].strip(), rest[role.end() :]
        name = NAME.match(rest)
        if name is None:
            return None
    words = _name_words(name)
    after = rest[len(" ".join(words)) :].strip(" ,–-/")
    if NO_NAME.search(" ".join(words)) or len(words) < 2:
        return None
    if after and not is_role(after):
        return None
    return FoundPerson(" ".join(words), part, before or after, party)


def _name_words(name: re.Match[str]) -> list[str]:
    """The parts of the name; a title with a capital is taken for a last part and is given back."""
    words = name.group().split(" ")
    while words and ROLE.search(words[-1]):
        words.pop()
    return [] if any(ROLE.fullmatch(word) for word in words) else words


def _signers(paper: Paper, kind: str) -> list[FoundPerson]:
    lines = _sign_block(paper.lines, kind)
    part = "initiator" if kind in INITIATIVES else "signer"
    people: list[FoundPerson] = []
    roles: list[str] = []
    group_party = ""
    for line in lines:
        text = line.text
        joined = JOINED.search(text)
        if joined and kind in INITIATIVES | {"skrivelse"}:
            part, text = "joined", text[joined.end() :]
        if PLACEHOLDER.search(text) or SIGN_OFF.match(text):
            roles = []
            # «För Socialdemokraterna» tells the party of those who sign under it.
            named_party = PARTY.search(text)
            group_party = PARTIES[named_party["long"].lower()] if named_party and named_party["long"] else group_party
            continue
        if kind in FROM_AUDITORS and (signing := SIGNS_IN_SENTENCE.search(text)):
            people += [
                FoundPerson(match["name"], part, match["role"], found=line.found())
                for match in IN_SENTENCE.finditer(signing["rest"])
            ]
            continue
        cells = [cell.strip() for cell in re.split(r"\t| {3,}", text) if cell.strip()]
        cells = [piece for cell in cells for piece in _persons_in(cell)]
        if len(cells) == 1 and len(people) > 1 and not any(person.role for person in people[-2:]):
            cells = _roles_in(cells[0]) or cells
        named = [_person(cell, part) for cell in cells]
        if all(named) and named:
            for number, person in enumerate(filter(None, named)):
                role = person.role or (roles[number] if number < len(roles) else "")
                people.append(replace(person, role=role, party=person.party or group_party, found=line.found()))
            roles = []
        elif cells and all(is_role(cell) for cell in cells):
            if not _end_role(people, cells) and not _give_roles(people, cells):
                roles = cells
        elif len(cells) > 1 and any(is_role(cell) for cell in cells) and not re.search(r"\d|@", text):
            # A role may go on on the next line.
            _give_roles(people, cells)
    return [person for person in people if kind not in INITIATIVES or person.party or len(people) < 12]


def find_sign_tail(paper: Paper, kind: str, people: Sequence[FoundPerson]) -> tuple[list[Line], list[Line]]:
    """The lines around the signatures that say nothing but titles and units, and those that a template left there."""
    starts = [person.found.start for person in people if person.part == "signer" and person.found]
    first = min((start for start in starts if start is not None), default=None)
    if first is None:
        return [], []
    block = _sign_block(paper.lines, kind)
    before = [line for line in block if line.end <= first][-1:]
    near = [line for line in before if is_role(line.text)] + [line for line in block if line.start >= first]
    left = [line for line in near if PLACEHOLDER.search(line.text)]
    units = [line for line in near if line not in left and len(line.text) < 60 and not re.search(r"[.?!:]", line.text)]
    return units, left


def with_units(people: Sequence[FoundPerson], tail: Sequence[Line]) -> list[FoundPerson]:
    """The last signer with the unit that stands below, which may be broken over lines."""
    signers = [person for person in people if person.part == "signer" and person.found]
    if not signers:
        return list(people)
    last = signers[-1]
    end = last.found.end if last.found else None
    words = " ".join(line.text for line in tail if end is not None and line.start >= end and not is_role(line.text))
    if last.unit or not UNIT.search(words) or len(words) > 80:
        return list(people)
    return [replace(person, unit=words) if person is last else person for person in people]


def _persons_in(cell: str) -> list[str]:
    """«Anna Ek (S), Bo Al (M) och Eva Ö (C)» holds three persons, «Eva Ek Bo Al» two whose columns were lost."""
    words = cell.split(" ")
    if len(words) in {4, 6} and NAME_WORDS.fullmatch(cell) and not any(word.endswith(".") for word in words):
        return [" ".join(words[place : place + 2]) for place in range(0, len(words), 2)]
    pieces = re.split(r"(?<=\))\s*(?:,|och|&)?\s+(?=[A-ZÅÄÖ])", cell)
    return pieces if len(pieces) > 1 else re.split(r",\s+(?=[A-ZÅÄÖ][a-zåäö]+ [A-ZÅÄÖ][a-zåäö]+)(?=[^,]*\()", cell)


def _roles_in(text: str) -> list[str]:
    """«Ordförande Vice ordförande»: the titles of two or three columns that were lost; empty where there is one."""
    pieces = re.split(r"\s+(?=[A-ZÅÄÖ][a-zåäö]|\d:[ea] )", text)
    return pieces if len(pieces) > 1 and all(is_role(piece) for piece in pieces) else []


def _give_roles(people: list[FoundPerson], roles: Sequence[str]) -> bool:
    """Give a line of roles to the persons of the line above; false where they have roles or are fewer."""
    last = people[-len(roles) :]
    if len(last) < len(roles) or any(person.role for person in last):
        return False
    for offset, role in enumerate(roles):
        place = len(people) - len(roles) + offset
        people[place] = replace(people[place], role=role)
    return True


def _end_role(people: list[FoundPerson], cells: Sequence[str]) -> bool:
    """Put a role's second line, which begins with a small letter, to the role that lacks its end."""
    for place, person in enumerate(people):
        if len(cells) == 1 and cells[0][0].islower() and person.role and not ROLE.search(person.role):
            people[place] = replace(person, role=f"{person.role} {cells[0]}")
            return True
    return False


def _sign_block(lines: Sequence[Line], kind: str) -> list[Line]:
    """The lines at the end that may hold signatures, between the running text and what is enclosed."""
    last = 0
    for index, line in enumerate(lines):
        if (
            (line.kind in {"item", "table"} and not _is_name_item(line))
            or len(line.text) > 130
            or (line.kind == "heading" and line.key not in {"ansvariga", ""})
        ):
            last = index + 1
    # Signatures may stand before a list of enclosures or recipients.
    tails = [list(lines[last:])]
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        if line.kind == "heading" and line.key in {"bilagor", "skickas", "underlag", "avvikande"}:
            tails.append(_back_from(lines, index))
    # A letter bound together with its report is signed before the report begins.
    tails += [_after_sign_off(lines, index) for index, line in enumerate(lines) if SIGN_OFF.match(line.text)]
    out: list[Line] = []
    for tail in reversed(tails):
        out += [line for line in tail if line not in out]
    if kind in INITIATIVES and not any(PARTY.search(line.text) for line in out):
        out += [line for line in lines if _is_name_item(line)]
    return out


def _after_sign_off(lines: Sequence[Line], index: int) -> list[Line]:
    """The names and titles right under «På revisorernas vägnar» or the like, with that line."""
    out = [lines[index]]
    for line in lines[index + 1 : index + 13]:
        cells = [cell for cell in re.split(r"\t| {3,}", line.text) if cell.strip()]
        if line.kind == "table" or not all(is_role(cell) or _person(cell, "signer") for cell in cells):
            break
        out.append(line)
    return out if len(out) > 1 else []


def _back_from(lines: Sequence[Line], index: int) -> list[Line]:
    out: list[Line] = []
    for line in reversed(lines[:index]):
        if (
            len(line.text) > 130
            or (line.kind in {"item", "table"})
            or (line.kind == "heading" and line.key in FACT_KEYS and line.key != "ansvariga")
            or line.text.endswith(":")
        ):
            break
        out.append(line)
    return out[::-1][-14:]


def _is_name_item(line: Line) -> bool:
    return (
        len(line.text) < 90 and _person(line.text, "") is not None and bool(re.search(r"\([A-ZÅÄÖ]{1,4}\)", line.text))
    )
