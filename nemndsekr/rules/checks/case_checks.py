"""Checks of the case as a whole: its number, its names, what its papers say otherwise, who signs them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Certainty, DifferenceState, DocumentPart
from nemndsekr.records.document import DocumentPerson
from nemndsekr.records.source import Difference
from nemndsekr.rules.checks.remark import GO_THERE, Remark, Remedy
from nemndsekr.rules.checks.texts import enumerated
from nemndsekr.rules.differences import open_difference
from nemndsekr.rules.dnr_form import pattern_matches
from nemndsekr.rules.likeness import core_title, likeness, plain_words
from nemndsekr.support.swedish import folded

_SIMILAR_NAME: Final = 0.6
# What a paper's name begins with before it tells what the matter is.
_OWN_PAPER: Final = re.compile(
    r"^(?:[a-zåäö]-)?(?:förslag till )?(?:tjänsteskrivelse|tjänsteutlåtande|yttrande|svar på|svar)\b[\s:–—,-]*",
    re.IGNORECASE,
)
_DATED: Final = re.compile(r"[,(]?\s*(?:daterad|daterat|den|av den)?\s*\d{4}-\d\d-\d\d\)?.*$")


def missing_dnr(file: CaseFile) -> Iterator[Remark]:
    """Find a case without a diarienummer, and one whose number does not look like the nämnd's others."""
    case = file.case
    if not case.dnr and not case.dnr_expected:
        # What comes in has no number of ours: until we write ourselves, it is only told.
        fresh = not file.documents
        yield Remark(
            "diarienummer",
            "Ärendet saknar diarienummer",
            "Skriv numret eller välj «dnr väntas».",
            "cases",
            case.uid,
            "dnr",
            Certainty.upplysning if fresh else Certainty.sakert,
            (Remedy("Numret väntas", "expect_dnr"), GO_THERE),
            (case.title,),
        )
    pattern = file.namnd.dnr_pattern.strip()
    if case.dnr and pattern and not pattern_matches(pattern, case.dnr):
        yield Remark(
            "diarienummer",
            f"Diarienumret {case.dnr} ser inte ut som nämndens andra",
            f"Nämndens nummer skrivs {pattern}. Stämmer numret?",
            "cases",
            case.uid,
            "dnr",
            Certainty.fraga,
            (GO_THERE,),
            (case.dnr,),
        )


def undecided_differences(file: CaseFile) -> Iterator[Remark]:
    """Find what two papers of the case say otherwise, while nobody has decided which holds."""
    for difference in file.differences:
        found = difference.state == DifferenceState.oppen and open_difference(file, difference)
        if found:
            known = f"«{found.known}»{f' ({found.known_place})' if found.known_place else ''}"
            other = f"«{difference.words}»{f' ({found.place})' if found.place else ''}"
            yield Remark(
                "kallor_skiljer",
                f"{found.name} skiljer sig mellan handlingarna",
                f"{known} står kvar, {other} är den andra uppgiften.",
                found.part,
                difference.record_uid,
                difference.field,
                remedies=(*_decisions(difference), GO_THERE),
                proof=(found.known, difference.words),
            )


def _decisions(difference: Difference) -> Iterator[Remedy]:
    for words, state in (
        ("Behåll", DifferenceState.behallen),
        ("Ta den andra", DifferenceState.ersatt),
        ("Behåll båda", DifferenceState.bada),
    ):
        yield Remedy(words, "decide", (("difference", difference.uid), ("state", state.value)))


def two_titles(file: CaseFile) -> Iterator[Remark]:
    """Find a person who stands with two titles on the case's papers."""
    seen: dict[str, DocumentPerson] = {}
    for person in file.document_persons:
        title = _held_title(person)
        first = seen.get(folded(person.name))
        if not title:
            continue
        if first is None:
            seen[folded(person.name)] = person
        elif folded(_held_title(first)) != folded(title):
            yield Remark(
                "tva_titlar",
                f"{person.name} står med två titlar",
                f"«{first.title}» och «{person.title}». Vilken gäller?",
                "document_persons",
                person.uid,
                "title",
                Certainty.fraga,
                (
                    Remedy(f"Skriv {first.title}", "set_title", (("uid", person.uid), ("title", first.title))),
                    Remedy(f"Skriv {person.title}", "set_title", (("uid", first.uid), ("title", person.title))),
                    GO_THERE,
                ),
                (first.title, person.title),
            )


def _held_title(person: DocumentPerson) -> str:
    """The person's own title; «Handläggare» above a name only tells the part in the paper."""
    title = person.title.strip()
    return "" if person.part == DocumentPart.handlaggare and folded(title) in {"handläggare", "vår referens"} else title


def signer_forms(file: CaseFile) -> Iterator[Remark]:
    """Find signers of one paper that was read in where one's title stands before the name and another's after."""
    texts = {source.id: source.text for source in file.sources}
    for document in file.documents:
        signers = [
            person
            for person in file.document_persons
            if person.document_id == document.id and person.part == DocumentPart.undertecknare and person.title
        ]
        before: list[DocumentPerson] = []
        after: list[DocumentPerson] = []
        for person in signers:
            for proof in file.evidence:
                if proof.record_uid == person.uid and proof.source_id in texts:
                    text = texts[proof.source_id]
                    place = text.find(person.name, proof.start)
                    if place < 0:
                        continue
                    above = text[:place].rstrip().rpartition("\n")[2].strip()
                    below = text[place + len(person.name) :].lstrip().partition("\n")[0].strip()
                    if folded(above) == folded(person.title):
                        before.append(person)
                    elif folded(below).startswith(folded(person.title)):
                        after.append(person)
                    break
        if before and after:
            yield Remark(
                "undertecknare",
                "Undertecknarna står på två sätt",
                f"Titeln står före namnet för {before[0].name} och efter för {after[0].name}.",
                "document_persons",
                after[0].uid,
                "title",
                Certainty.upplysning,
                (GO_THERE,),
                (f"{before[0].title} {before[0].name}", f"{after[0].name} {after[0].title}"),
            )


def title_forms(file: CaseFile) -> Iterator[Remark]:
    """Find the case's own papers that are listed under other names than the case."""
    title = file.case.title
    own = set(plain_words(core_title(title)))
    others = []
    for basis in file.bases:
        head = _OWN_PAPER.match(basis.text)
        if head is None:
            continue
        name = _DATED.sub("", basis.text[head.end() :]).strip(" .,-–")
        words = set(plain_words(core_title(name)))
        if words and words != own and likeness(core_title(name), core_title(title)) >= _SIMILAR_NAME:
            others.append((basis, name))
    if not others:
        return
    names = list(dict.fromkeys(name for _, name in others))
    yield Remark(
        "arendets_namn",
        f"Ärendet har {len(names) + 1} namn",
        f"Rubriken är «{title}», men i beslutsunderlaget står {enumerated(f'«{name}»' for name in names)}.",
        "bases",
        others[0][0].uid,
        "text",
        Certainty.upplysning,
        (
            Remedy(
                "Skriv rubriken överallt",
                "rename_bases",
                tuple((basis.uid, basis.text.replace(name, title)) for basis, name in others),
            ),
            GO_THERE,
        ),
        (title, *(basis.text for basis, _ in others)),
    )
