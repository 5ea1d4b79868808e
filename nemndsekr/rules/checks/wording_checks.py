"""Checks of wordings: what stands in two ways, twice over, or was left by a template."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from nemndsekr.records.block_text import ListBlock, Paragraph, TableBlock, runs_text
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Certainty, DocumentMode
from nemndsekr.rules.checks.remark import GO_THERE, Remark, Remedy
from nemndsekr.rules.checks.text_checks import TextFinding, template_lines
from nemndsekr.rules.checks.texts import (
    AFTER_DECISION,
    CaseText,
    around,
    paragraphs_in,
    quoted,
    running_texts,
    stands_in,
    texts_of,
    word_set,
)
from nemndsekr.rules.likeness import Piece, plain_words, word_differences
from nemndsekr.rules.prose import sentences
from nemndsekr.rules.row_numbers import row_number

# What can only be filled in when the decision is made.
_AFTER: Final = re.compile(r"reserv|särskil|yttrand|paragraf|§|justera|beslutsdatum|protokoll", re.IGNORECASE)


def two_wordings(file: CaseFile) -> Iterator[Remark]:
    """Find recommendations that stand in two wordings."""
    for one in file.recommendations:
        other = one.other_wording
        if not other or other in (one.text, one.corrected_text) or not _really_two(one.text, other):
            continue
        first, second = word_differences(one.text, other)
        yield Remark(
            "tva_lydelser",
            f"Rekommendation {one.no} står på två sätt",
            f"«{_differing(first) or one.text}» och «{_differing(second) or other}». Vilken gäller?",
            "recommendations",
            one.uid,
            "text",
            remedies=(
                Remedy("Använd revisorernas lydelse", "use_wording"),
                Remedy("Behåll som rättelse av uppenbart fel", "keep_correction"),
                Remedy("Behåll den andra", "take_other"),
                GO_THERE,
            ),
            proof=(one.text, other),
        )


_SAME_DEMAND: Final = 0.45


def _really_two(one: str, other: str) -> bool:
    """Whether two wordings of a demand differ in more than the form of the verb that they begin with."""
    first, second = plain_words(one), plain_words(other)
    if first[1:] == second[1:] and first[:1] and second[:1] and first[0][:3] == second[0][:3]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SAME_DEMAND


def _differing(pieces: Sequence[Piece]) -> str:
    """The words that differ, with what lies between them."""
    marked = [number for number, piece in enumerate(pieces) if piece.differs]
    if not marked:
        return ""
    return "".join(piece.text for piece in pieces[marked[0] : marked[-1] + 1]).strip()


def template_text_left(file: CaseFile) -> Iterator[Remark]:
    """Find what a template left to be filled in."""
    proposing = not any(document.mode == DocumentMode.beslutat for document in file.documents)
    for text in texts_of(file):
        if proposing and text.key in AFTER_DECISION:
            continue
        for left in _left_by_template(text.text, _AFTER if proposing else None):
            yield Remark(
                "mallrad",
                left.text,
                f"{left.detail} Står i {text.name}. Fyll i eller ta bort det före utskrift.",
                text.table,
                text.row_uid,
                text.field,
                left.certainty,
                (*_cuts(text, left.words), GO_THERE),
                (left.words,),
            )


@lru_cache(maxsize=512)
def _left_by_template(text: str, later: re.Pattern[str] | None) -> tuple[TextFinding, ...]:
    return tuple(template_lines(text, later))


def _cuts(text: CaseText, words: str) -> Iterator[Remedy]:
    """The remedy that takes a passage away, where it is a paragraph of its own."""
    if words in {paragraph.strip() for paragraph in text.paragraphs}:
        yield Remedy("Ta bort raden", "cut", (("words", words),))


def proposed_in_decided(file: CaseFile) -> Iterator[Remark]:
    """Find «föreslås besluta» in the text of a document that tells what was decided."""
    if not any(document.mode == DocumentMode.beslutat for document in file.documents):
        return
    decided = {document.id for document in file.documents if document.mode == DocumentMode.beslutat}
    only = all(document.id in decided for document in file.documents)
    for text in running_texts(file):
        if text.document_id not in decided and not (only and text.document_id is None):
            continue
        for found in re.finditer(r"\bföreslås\s+(?:besluta|godkänna|anta|lämna|avge)\b", text.text, re.IGNORECASE):
            yield Remark(
                "foreslas_i_beslutat",
                f"«{found[0]}» står kvar i {text.name}",
                "Handlingen är beslutad. Skriv vad nämnden beslutade.",
                text.table,
                text.row_uid,
                text.field,
                remedies=(GO_THERE,),
                proof=(found[0],),
            )


_POINTS_AT_TABLE: Final = re.compile(
    r"\b(?:tabellen|tablån)\s+(?:nedan|härunder)\b|\bnedanstående\s+tabell\b|\bi\s+följande\s+tabell\b", re.IGNORECASE
)


def lost_tables(file: CaseFile) -> Iterator[Remark]:
    """Find words that point at a table below where none follows."""
    for text in running_texts(file):
        for number, block in enumerate(text.blocks) if stands_in(_POINTS_AT_TABLE, text.text) else ():
            if not isinstance(block, Paragraph):
                continue
            words = runs_text(block.runs)
            follows = text.blocks[number + 1 : number + 4]
            there = any(isinstance(after, TableBlock) and not after.lost for after in follows)
            if _POINTS_AT_TABLE.search(words) and not there:
                yield Remark(
                    "tabell_saknas",
                    "Texten visar på en tabell som inte finns",
                    f"{quoted(words)} Ingen tabell följer. Lägg in den eller skriv om meningen.",
                    text.table,
                    text.row_uid,
                    text.field,
                    remedies=(GO_THERE,),
                    proof=(words,),
                )


_FEWEST_WORDS: Final = 8
_FEWEST_LAST: Final = 5
# The foot of a page that was read into the text.
_NO_PROSE: Final = re.compile(r"@|www\.|•|\bOrg\.?nr|\b(?:Sida|sid) \d|\d{3} \d\d")
_TELLS: Final = re.compile(
    r"\b(?:är|var|har|hade|ska|kan|kommer|bör|får|fick|blir|blev|finns|måste|vill|ser|gör|görs|pågår|instämmer|delar|"
    r"beskrivs|beskriver|välkomnar|arbetar|fortsätter|innebär|gäller|visar|anser|menar|bedömer|redovisas|planerar)\b"
)
_NEVER_LAST: Final = word_set(
    """
    i på för av till med om från hos vid under mot inom över att och eller samt som yrkar beslutar då där när sin
    sina sitt inte också den det de en ett är har vilka vilken vilket deras
    """
)


def missing_full_stops(file: CaseFile) -> Iterator[Remark]:
    """Ask about paragraphs that end without a full stop."""
    for text in running_texts(file):
        for number, block in enumerate(text.blocks):
            if not isinstance(block, Paragraph):
                continue
            words = runs_text(block.runs).strip()
            if len(words.split()) < _FEWEST_WORDS or not words[0].isupper() or not words[-1].isalpha():
                continue
            if _NO_PROSE.search(words) or len(sentences(words)[-1].split()) < _FEWEST_LAST:
                continue
            # A heading that was read as a paragraph has no verb that tells.
            if len(sentences(words)) == 1 and not _TELLS.search(words):
                continue
            after = text.blocks[number + 1] if number + 1 < len(text.blocks) else None
            # A page that ended in the middle of a sentence is no slip of the writer's.
            last = words.split()[-1]
            if isinstance(after, ListBlock | TableBlock) or last in _NEVER_LAST or not last.islower():
                continue
            if isinstance(after, Paragraph) and runs_text(after.runs)[:1].islower():
                continue
            end = " ".join(words.split()[-3:])
            yield Remark(
                "punkt_saknas",
                "Ett stycke slutar utan punkt",
                f"«… {end}» i {text.name}.",
                text.table,
                text.row_uid,
                text.field,
                Certainty.fraga,
                (_replace("Sätt punkt", words, words, f"{words}."), GO_THERE),
                (words,),
            )


def _replace(button: str, within: str, old: str, new: str) -> Remedy:
    """The remedy that writes other words in a passage of the remark's own text."""
    return Remedy(button, "replace", (("within", within), ("old", old), ("new", new)))


_SMALL: Final = "i|på|för|av|till|med|om|från|hos|vid|under|mot|inom|över"
_TWO_SMALL: Final = re.compile(rf" (?:{_SMALL}) (?:{_SMALL}) (?=\w)")
_FOUR_WORDS: Final = re.compile(rf"(\w+) ({_SMALL}) ({_SMALL}) (\w+)")
_OFTEN: Final = 2


def _small_in_a_row(text: str) -> Iterator[re.Match[str]]:
    for two in _TWO_SMALL.finditer(text):
        start = two.start()
        while start > 0 and text[start - 1].isalnum():
            start -= 1
        if four := _FOUR_WORDS.match(text, start):
            yield four


def one_word_too_many(file: CaseFile) -> Iterator[Remark]:
    """Ask about two small words in a row where the same phrase stands with one of them elsewhere."""
    found = []
    everything: list[str] = []
    for text in running_texts(file):
        everything.append(text.text)
        found += [(text, one) for one in _small_in_a_row(text.text)]
    if not found:
        return
    whole = "\n".join([*everything, *(one.text for one in file.questions), file.case.title])
    for text, one in found:
        before, first, second, after = one.groups()
        for kept in (first, second):
            phrase = f"{before} {kept} {after}"
            if whole.count(phrase) >= _OFTEN:
                yield Remark(
                    "ett_ord_for_mycket",
                    f"Ett ord för mycket i {text.name}?",
                    f"«{one[0]}» – på andra ställen «{phrase}».",
                    text.table,
                    text.row_uid,
                    text.field,
                    Certainty.fraga,
                    (_replace(f"Skriv «{phrase}»", one[0], one[0], phrase), GO_THERE),
                    (one[0],),
                )
                break


_NO_ATT: Final = re.compile(
    r" för (?:förbättra|utveckla|säkerställa|stärka|minska|öka|undvika|förebygga|motverka|upptäcka|genomföra|uppnå|"
    r"underlätta|möjliggöra|tillgodose|åtgärda|klargöra|tydliggöra|förhindra|korta|höja|skapa)\b(?! och öka)"
)


def att_left_out(file: CaseFile) -> Iterator[Remark]:
    """Ask about «för» straight before an infinitive."""
    for text in running_texts(file):
        for found in _NO_ATT.finditer(text.text):
            before = re.search(r"\w*$", text.text[: found.start()])
            old = f"{before[0] if before else ''}{found[0]}"
            new = old.replace(" för ", " för att ", 1)
            yield Remark(
                "att_saknas",
                f"Saknas ett «att» i {text.name}?",
                f"«{old}» – menas «{new}»?",
                text.table,
                text.row_uid,
                text.field,
                Certainty.fraga,
                (_replace(f"Skriv «{new}»", old, old, new), GO_THERE),
                tuple(one for one in sentences(text.text) if old in one)[:1],
            )


_BODY_WORD: Final = re.compile(
    r"(?<![.!?:»”\"] )(?<![-–] och )(?<=[a-zåäö] )\w*(?:revisionen|nämnden|styrelsen|förvaltningen)s?\b"
)


@lru_cache(maxsize=512)
def _body_words(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_BODY_WORD.finditer(text))


def capital_or_small(file: CaseFile) -> Iterator[Remark]:
    """Tell of the name of a body that stands with a capital here and without there."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    where: dict[str, tuple[CaseText, str]] = {}
    for text in running_texts(file):
        for found in _body_words(text.text):
            word = found[0]
            base = word.removesuffix("s") if word.endswith("ens") else word
            forms[base.lower()][base] += 1
            where.setdefault(base, (text, around(text.text, found.start(), found.end())))
    for _, counted in sorted(forms.items()):
        if len(counted) < 2:
            continue
        (most, _), *others = counted.most_common()
        rare = others[-1][0]
        text, near = where[rare]
        yield Remark(
            "stor_bokstav",
            f"«{most}» och «{rare}»",
            f"Ordet står med stor bokstav ibland och med liten ibland: «{near}».",
            text.table,
            text.row_uid,
            text.field,
            Certainty.upplysning,
            (Remedy(f"Skriv {most} överallt", "replace_everywhere", ((rare, most),)), GO_THERE),
            (near, where[most][1]),
        )


_SHORT_OFFICE: Final = re.compile(r"(?<![-–] och )(?<!\w)(\w{4,}förvaltningen)(s?)\b")
_LONG_OFFICE: Final = re.compile(r"(\w+)- och (\w{4,}förvaltningen)", re.IGNORECASE)


def two_office_names(file: CaseFile) -> Iterator[Remark]:
    """Ask about a förvaltning that is named in full here and by half of its name there."""
    texts = [*running_texts(file)]
    texts += [
        CaseText("initiatives", one.uid, "body", "initiativet", "\n".join(paragraphs_in(one.body.blocks)))
        for one in file.initiatives
    ]
    texts += [
        CaseText("attsatser", one.uid, "text", f"att-sats {row_number(file, one)}", one.text) for one in file.attsatser
    ]
    texts = [text for text in texts if "förvaltningen" in text.text.lower()]
    full = {
        found[2].lower(): found[0]
        for text in texts
        if "- och " in text.text
        for found in _LONG_OFFICE.finditer(text.text)
    }
    if not full:
        return
    told: set[str] = set()
    for text in texts:
        for found in _SHORT_OFFICE.finditer(text.text):
            short = found[1].lower()
            if short not in full or short in told:
                continue
            told.add(short)
            yield Remark(
                "forvaltningens_namn",
                f"«{short}» och «{full[short].lower()}»",
                "Är det samma förvaltning? Då är det bra att den heter likadant överallt.",
                text.table,
                text.row_uid,
                text.field,
                Certainty.fraga,
                (GO_THERE,),
                (around(text.text, found.start(), found.end()), full[short]),
            )
