"""Recipients: who is told of the decision, and whom a letter or a yttrande is for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nemndsekr.reading.draft import Found
from nemndsekr.reading.finders.answers import is_sign_line
from nemndsekr.reading.finders.dates import days_in
from nemndsekr.reading.finders.names import MAIL, NAME, PHONE, is_role, person_in
from nemndsekr.reading.headings import top_of, under
from nemndsekr.reading.lines import Cell, Line, Paper

AUDITORS_ALONE = re.compile(
    r"^(?:(?:stads|kommun|region|landstings)?revis(?:ionen|orerna)(?: i \w+(?: kommun| stad)?)?|"
    r"(?:\w+ )?(?:stads|kommuns|regions) revis(?:ion|orer)|(?:kommunens|stadens|regionens|landstingets) revisorer|"
    r"\w+departementet|länsstyrelsen(?: i \w+(?: län)?)?|skolinspektionen|arbetsmiljöverket|"
    r"inspektionen för vård och omsorg|"
    r"(?:de )?förtroendevalda revisorer(?:na)?(?: i \w+(?: kommun| stad)?)?|revisorskollegiet)\b",
    re.IGNORECASE,
)
FOOT = re.compile(
    r"^(?:justeras|justerandes?|vid protokollet|rätt utdrag\w*|utdraget bestyrks|utdragsbestyrkande|signatur|sign\b|"
    r"protokollet är|(?:dela|skriv ut|kopiera|lyssna|tipsa|kontakta|"
    r"hjälpte|hittade|var (?:informationen|sidan)|sidan? |senast uppdaterad|uppdaterad|publicerad|granskad|"
    r"till toppen|upp till|postadress|"
    r"besöksadress|telefon|e-post|webbplats|org\.?\s?nr|organisationsn|bilag|sidansvarig|innehållsansvarig|relaterad|"
    r"läs mer|"
    r"följ oss|cookies|om webbplatsen|svar senast|svar ska|yttrande senast|datum|dnr|diarie|vår beteckning|"
    r"er beteckning|"
    r"handläggare|ärende|telefax|fax|box \d)\b)",
    re.IGNORECASE,
)
WORDS_OVER = (
    r"(?:beslutet|beslut|protokollet|protokollsutdrag(?:et)?|utdrag|paragrafen|skrivelsen|yttrandet|"
    r"kopia)\s+(?:ska )?(?:skickas|"
    r"sänds|översänds|expedieras|delges|meddelas)(?: för kännedom)? till|(?:beslut|protokollsutdrag|kopia|utdrag|"
    r"avskrift) till|"
    r"expedieras(?: till)?|(?:beslutet )?(?:delges|meddelas|expedieras|skickas)|sändlista|för kännedom(?: till)?|"
    r"skickas (?:även )?till|sänds till|remissinstanser|"
    r"kopia(?: för kännedom)?|cc"
)
INLINE = re.compile(rf"^(?:{WORDS_OVER})\s*(?::\s*|\s+(?=[A-ZÅÄÖ])|\t)(?=\S)", re.IGNORECASE)
# «… reserverar sig. Expedieras till: Kulturnämnden» where the lines were lost.
CLOSING = re.compile(
    r"(?<=[.!?»”]) (?:expedieras|beslutet (?:skickas|sänds|expedieras)|kopia|protokollsutdrag) till\s*:?\s+"
    r"(?=[A-ZÅÄÖ][^.]{3,120}\.?$)",
    re.IGNORECASE,
)
ALONE = re.compile(rf"^(?:{WORDS_OVER})\s*:?$", re.IGNORECASE)
TO = re.compile(r"^(?:till|mottagare|ställd till|adressat)(?:\s*:\s*|\s+(?=[A-ZÅÄÖ])|\t\s*|$)", re.IGNORECASE)
SIGNED_AFTER = re.compile(r"(?<=[a-zåäö]) (?=[A-ZÅÄÖ]).*$")
# A body, an office or a function of the municipality: what a further line of recipients is.
BODY = re.compile(
    r"^(?:[\w-]+,?(?: och| samt| &)? ){0,6}?[\w-]*(?:nämnde[nr]s?|nämnd|nämnderna|styrelsen|fullmäktige|utskottet|"
    r"presidium|presidie|"
    r"ordförande|revisionen|revisorer(?:na)?|direktören|chefen|förvaltningen|kontoret|avdelningen|enheten|rådet|"
    r"kansliet|"
    r"revisorskollegiet|kollegiet|bolag(?:et)?|AB|förbundet|styrelser|kommunen|regionen)(?: i [A-ZÅÄÖ]\w+|"
    r" för [\w ]{3,40})?$"
)
FOR_KNOWLEDGE = re.compile(r"\s*\(?\bför (?:kännedom|åtgärd|verkställighet)\)?\s*$", re.IGNORECASE)
# «För åtgärd:» groups those who are told.
SUB_LABEL = re.compile(r"för (?:åtgärd|kännedom|verkställighet|information|vidare hantering)\s*:?", re.IGNORECASE)
# The foot of minutes, and the head of their next page or case.
OF_MINUTES = re.compile(r"^§|\bsignatur|\bsign\.?$|utdragsbest|^(?:sammanträdes)?protokoll|^sammanträde", re.IGNORECASE)
# The foot of a page: addresses, numbers and the like.
PAGE_FOOT = re.compile(
    r"postadress|besöksadress|org\.?\s?nr|bankgiro|plusgiro|telefon|@\w|www\.|\b\d{3} ?\d\d [A-ZÅÄÖ]|\bbox \d",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"^adress\s*:?\s*", re.IGNORECASE)


def find_recipients(paper: Paper, kind: str) -> tuple[list[Found], str]:
    """Who gets the decision, and the address. «Till» is the recipient of a yttrande and of an auditors' letter."""
    out: list[Found] = []
    for body in under(paper, "skickas"):
        out += _listed(body)
    for index, line in enumerate(paper.lines):
        if line.key == "skickas" or line.kind == "table" or len(line.text) > 250:
            continue
        closing = CLOSING.search(line.text)
        if closing and not INLINE.match(line.text):
            out += _split(line, closing.end())
        inline = INLINE.match(line.text)
        if inline and (
            kind in {"missiv", "yttrande", "protokoll"}
            or not re.match(r"för k|kopia(?! till)|cc", line.text, re.IGNORECASE)
        ):
            rest = line.text[inline.end() :]
            if len(rest.split()) <= 25 and "." not in rest.rstrip(".") and not rest.startswith("("):
                out += _split(line, inline.end())
                out += _more_under(paper.lines, index)
        elif ALONE.match(line.text) and _is_list(paper.lines, index):
            out += _more_under(paper.lines, index)
    top = top_of(paper)
    address = _labelled(top, ADDRESS)
    if kind in {"yttrande", "missiv"}:
        first = _addressed(paper.lines[:30], top, kind)
        out = [*first, *out]
    return _once(out), address.text if address else ""


def _listed(body: Sequence[Line]) -> list[Found]:
    out: list[Found] = []
    for index, line in enumerate(body):
        named = is_role(line.text) and bool(index) and bool(NAME.fullmatch(body[index - 1].text))
        signs = is_sign_line(body, index)
        if line.kind == "heading" and (line.key or not BODY.match(line.text)):
            break
        if SUB_LABEL.fullmatch(line.text):
            continue
        if OF_MINUTES.search(line.text):
            break
        if (
            len(line.text) > 160
            or named
            or FOOT.match(line.text)
            or PAGE_FOOT.search(line.text)
            or (signs and not _of_a_body(line.text))
        ):
            break
        out += _split(line)
    return out


def _of_a_body(text: str) -> bool:
    """Whether a title is that of a body's or an office's head: «Kommunfullmäktiges ordförande»."""
    return bool(re.match(r"(?:\w+(?:ens|ets|iges|ans)|\w+(?:nämnd|styrelse|fullmäktige)\w*s) ", text))


def _is_list(lines: Sequence[Line], index: int) -> bool:
    """Whether a label that stands alone has recipients under it, and is no words of a text."""
    after = [line for line in lines[index + 1 : index + 4] if line.kind == "item" or not _passes(line)][:1]
    return any(line.kind == "item" or BODY.match(line.text) for line in after)


def _more_under(lines: Sequence[Line], index: int) -> list[Found]:
    """Further recipients on the lines right under."""
    out: list[Found] = []
    items = index + 1 < len(lines) and lines[index + 1].kind == "item"
    for line in lines[index + 1 : index + 20]:
        if items and line.kind != "item":
            break
        if _passes(line) and not items:
            continue
        is_body = BODY.match(line.text) and not line.key and not re.search(r"\d", line.text)
        if len(line.text) > 90 or not (items or is_body):
            break
        out += _split(line)
    return out


def _passes(line: Line) -> bool:
    """Whether a line is a value of another column of the head, which stands between."""
    text = line.text
    is_label = line.key == "etikett" and not TO.match(text)
    return is_label or (
        len(text) < 25 and (any(True for _ in days_in(text, six=True)) or bool(re.search(r"\d{2,}[-/.:]\d", text)))
    )


def _addressed(lines: Sequence[Line], top: Sequence[Line], kind: str) -> list[Found]:
    for line in lines[:6]:
        # «Till Kulturnämnden» in a cell of the letterhead, and «Kopia till …» in another.
        cells = [cell for row in line.rows for cell in row]
        told = [(cell, match) for cell in cells if (match := TO.match(cell.text) or INLINE.match(cell.text))]
        if any(cell.text[match.end() :] for cell, match in told) and len(line.text) < 400:
            return [_rest_of(cell, match, line) for cell, match in told if cell.text[match.end() :]]
    for index, line in enumerate(lines):
        match = TO.match(line.text)
        if not match or len(line.text) > 160 or (line.kind == "item"):
            continue
        if line.text[match.end() :].strip():
            rest = _cut_at_body(line.text, match.end())
            return [*_split(line, match.end(), rest), *_more_under(lines, index)]
        rows = [later for later in lines[index + 1 : index + 5] if not _passes(later)]
        if rows and len(rows[0].text) < 120:
            place = next(n for n, later in enumerate(lines) if later is rows[0])
            return [*_split(rows[0]), *_more_under(lines, place)]
    for line in [*top[1:], *lines[:6]]:
        alone = AUDITORS_ALONE.match(line.text) if kind == "yttrande" and line.kind != "item" else None
        after = line.text[alone.end() :] if alone else ""
        # «Kommunens revisorer TRANVIK …»: what follows begins anew.
        if alone and (not after or re.match(r",? (?:[A-ZÅÄÖ]{3,}\b|\d{3} ?\d\d\b)", after)):
            return [line.found(0, alone.end())]
    return _unlabelled(lines[:14]) if kind == "missiv" else []


def _unlabelled(lines: Sequence[Line]) -> list[Found]:
    """The nämnder on lines of their own in the head of an auditors' letter that has no «Till»."""
    out: list[Found] = []
    for index, line in enumerate(lines):
        alone = BODY.match(line.text) and re.search(r"(?:nämnden?|styrelsen)(?: i [A-ZÅÄÖ]\w+)?$", line.text)
        if alone and index and line.key == "" and line.kind != "item":
            out.append(line.found())
        elif out or len(line.text) > 120:
            break
    return out


def _rest_of(cell: Cell, match: re.Match[str], line: Line) -> Found:
    return Found(cell.text[match.end() :], cell.start + match.end(), cell.start + len(cell.text), line.page)


def _cut_at_body(text: str, start: int) -> int:
    """Where the addressee on the line of its label ends, if more follows it."""
    body = re.match(
        r".{3,80}?(?:nämnd(?:en)?|styrelsen|fullmäktige|revisorer(?:na)?|"
        r"revisionen)\b(?=\s+[A-ZÅÄÖ][a-zåäö]+\s+[a-zåäö])",
        text[start:],
    )
    return start + body.end() if body else len(text)


def _split(line: Line, start: int = 0, end: int | None = None) -> list[Found]:
    cells: Sequence[Cell] = [cell for row in line.rows for cell in row]
    if cells:
        return [Found(cell.text, cell.start, cell.start + len(cell.text), line.page) for cell in cells if cell.text]
    out: list[Found] = []
    place = start
    for piece in re.split(r"((?<!-),\s+|;\s*|\t)", line.text[start:end]):
        signed = SIGNED_AFTER.search(piece)
        if signed and person_in(signed.group().strip(), ""):
            # A signature on the next line was taken for the end of this one.
            out.append(line.found(place, place + signed.start()))
            break
        told = FOR_KNOWLEDGE.sub("", piece)
        if told.strip(" ,;.\t") and not MAIL.fullmatch(told.strip()) and not PHONE.fullmatch(told.strip()):
            out.append(line.found(place, place + len(told.rstrip(". "))))
        place += len(piece)
    return out


def _labelled(lines: Sequence[Line], label: re.Pattern[str]) -> Found | None:
    for index, line in enumerate(lines):
        match = label.match(line.text)
        if not match or len(line.text) > 120:
            continue
        if line.text[match.end() :].strip():
            return line.found(match.end())
        if index + 1 < len(lines):
            return lines[index + 1].found()
    return None


def _once(found: Sequence[Found]) -> list[Found]:
    out: dict[str, Found] = {}
    for item in found:
        out.setdefault(re.sub(r"\W+", " ", item.text).strip().casefold(), item)
    out.pop("", None)
    return list(out.values())
