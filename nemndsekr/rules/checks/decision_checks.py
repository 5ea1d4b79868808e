"""Checks of the proposed decision: that it sends the answer, stands alone, and is put in one way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import BodyKind, CaseKind, CaseStage, Certainty, DecisionOccasion, Occasion
from nemndsekr.records.decision import DecisionPoint
from nemndsekr.rules.checks.remark import GO_THERE, Remark, Remedy
from nemndsekr.rules.checks.texts import SUMMARY, enumerated, quoted, running_texts
from nemndsekr.rules.decision_verbs import Style, in_style, style_of
from nemndsekr.rules.likeness import likeness
from nemndsekr.rules.owed_days import owed_days
from nemndsekr.rules.row_numbers import row_number
from nemndsekr.rules.which_answer import occasion_at_hand
from nemndsekr.support.days import full_day
from nemndsekr.support.swedish import folded


def _owed_but_not_sent(file: CaseFile) -> Iterator[Remark]:
    """Where several are owed the answer by days of their own, find those of them who are not sent it."""
    owed = [one for one in owed_days(file, occasion_at_hand(file)) if one.to_whom.strip()]
    written = (*(one.text for one in file.recipients), *(one.recipient for one in file.documents))
    sent = [folded(text) for text in written]
    for one in owed if len(owed) > 1 else ():
        whom = " ".join(one.to_whom.split())
        if any(folded(whom) in text for text in sent):
            continue
        when = full_day(one.latest) if one.latest else one.words
        yield Remark(
            "mottagare_saknas",
            f"{whom} väntar på svaret men får det inte",
            f"Svarsdagen är {when}. Lägg till mottagaren under «Beslutet skickas till».",
            "reply_days",
            one.uid,
            "to_whom",
            Certainty.fraga,
            (Remedy(f"Lägg till {whom}", "add_recipient", (("text", whom),)), GO_THERE),
            (one.to_whom,),
        )


_ON_ITS_WAY: Final = (CaseStage.till_beredning, CaseStage.till_au, CaseStage.till_namnd)
_SENDS: Final = re.compile(
    r"skick|överlämn|översänd|\bsänd|lämna[rs]?\b|avge|yttrande|svar|kommentar|tjänsteutlåtande", re.IGNORECASE
)


def reply_without_sending(file: CaseFile) -> Iterator[Remark]:
    """Find an audit that wants a reply while no point sends one."""
    if file.case.kind != CaseKind.granskning or not file.reply_days or not file.decision_points:
        return
    if any(_SENDS.search(point.text) for point in file.decision_points):
        return
    day = file.reply_days[0]
    when = full_day(day.latest) if day.latest else day.words
    point = file.decision_points[0]
    yield Remark(
        "svar_skickas_inte",
        "Ingen beslutspunkt skickar svaret",
        f"Svar ska lämnas senast {when}, men förslaget är {quoted(point.text)}.",
        "decision_points",
        point.uid,
        "text",
        remedies=(Remedy("Lägg till en beslutspunkt", "send_point", (("text", _sending_point(file)),)), GO_THERE),
        proof=(point.text, day.words),
    )


def _sending_point(file: CaseFile) -> str:
    """A point that sends the answer, put as the case's other points are."""
    namnd = file.namnd.name or "Nämnden"
    to_whom = (file.case.requester or "revisorerna").strip()
    to_whom = to_whom[:1].lower() + to_whom[1:] if re.fullmatch(r"\w+", to_whom) else to_whom
    texts = [point.text for point in file.decision_points if not point.lead_in]
    styles = [style_of(text) for text in texts]
    stop = "." if any(text.rstrip().endswith(".") for text in texts) or not texts else ""
    answer = "yttrandet" if any("yttrande" in document.kind for document in file.documents) else "förvaltningens svar"
    if Style.att in styles:
        return f"Att godkänna {answer} och skicka det till {to_whom}{stop}"
    if Style.beslutar_att in styles:
        return f"{namnd} beslutar att godkänna {answer} och skicka det till {to_whom}{stop}"
    if any(re.match(rf"{re.escape(namnd)}\b", text) for text in texts) or not texts:
        return f"{namnd} godkänner {answer} och skickar det till {to_whom}{stop}"
    # «Ärendet läggs till handlingarna»: the thing that is decided on comes first.
    return f"{answer[:1].upper()}{answer[1:]} godkänns och skickas till {to_whom}{stop}"


def mixed_styles(file: CaseFile) -> Iterator[Remark]:
    """Tell of decision points that are put in different ways in one list."""
    points = [point for point in file.decision_points if not point.lead_in]
    styled = [(point, style) for point in points if (style := style_of(point.text)) is not None]
    styles = list(dict.fromkeys(style for _, style in styled))
    if len(styles) < 2:
        return
    first = styled[0]
    other = next(pair for pair in styled if pair[1] != first[1])
    yield Remark(
        "beslutsstil",
        "Beslutspunkterna är skrivna på olika sätt",
        f"Punkt {row_number(file, first[0])}: {first[1].value}. Punkt {row_number(file, other[0])}: {other[1].value}.",
        "decision_points",
        other[0].uid,
        "text",
        Certainty.upplysning,
        (*_restylings(points), GO_THERE),
        (first[0].text, other[0].text),
    )


def _restylings(points: Sequence[DecisionPoint]) -> Iterator[Remedy]:
    for style, button in (
        (Style.presens, "Skriv alla med verb i presens"),
        (Style.beslutar_att, "Skriv alla med «beslutar att»"),
    ):
        written = [(point.uid, in_style(point.text, style)) for point in points]
        if all(text for _, text in written):
            yield Remedy(button, "restyle", tuple(written))


_ONE_ACT: Final = re.compile(r"\b(?:godkänn|anta|avge|lämna|överlämna|ställ)\w*\b", re.IGNORECASE)
_ALONE: Final = re.compile(
    r"\b(?:enligt|i enlighet med)\s+(?:(?:föreliggande|upprättat|framlagt|ovanstående)\s+)?förslag(?:et)?\b",
    re.IGNORECASE,
)
_SENDING: Final = re.compile(r"\b(?:skicka|översända|överlämna|sända|expediera)\w*\b", re.IGNORECASE)
_SEVERAL: Final = re.compile(r"(?:,? (?:samt|och) (?:dels )?att |\. (?=[A-ZÅÄÖ]))")


def proposal_lint(file: CaseFile) -> Iterator[Remark]:
    """Ask about points that do not stand alone, that hold several actions, or that do not say who is sent what."""
    for point in file.decision_points:
        if point.lead_in:
            continue
        text = point.text.strip()
        if found := _ALONE.search(text):
            yield _point_asked(
                point,
                f"Beslutspunkt {row_number(file, point)} förstås inte ensam",
                f"«{found[0]}» säger inte vad som beslutas. Punkten ska gå att läsa i protokollet.",
                found[0],
            )
        split = _SEVERAL.search(text)
        if split and not (_ONE_ACT.search(text[: split.start()]) and _SENDING.search(text[split.end() :])):
            yield _point_asked(
                point,
                f"Beslutspunkt {row_number(file, point)} innehåller flera beslut",
                "En punkt för varje beslut är lättare att följa upp.",
                text,
                *_parted(point),
            )
        if _SENDING.search(text) and not re.search(r"\btill\b", text) and not file.recipients:
            yield _point_asked(
                point,
                f"Beslutspunkt {row_number(file, point)} säger inte till vem",
                "Något skickas, men mottagaren står varken här eller under «Beslutet skickas till».",
                text,
            )


def _point_asked(point: DecisionPoint, text: str, detail: str, proof: str, *remedies: Remedy) -> Remark:
    place = ("decision_points", point.uid, "text")
    return Remark("beslutsforslaget", text, detail, *place, Certainty.fraga, (*remedies, GO_THERE), (proof,))


def _parted(point: DecisionPoint) -> Iterator[Remedy]:
    """The remedy that makes two points of «X beslutar att A samt att B», and of two sentences."""
    text = point.text.strip()
    split = _SEVERAL.search(text)
    if split is None:
        return
    first, second = text[: split.start()].rstrip(" .,"), text[split.end() :]
    if not split[0].startswith("."):
        lead = re.match(r"^(.*?\batt )", text, re.IGNORECASE)
        if lead is None:
            return
        second = f"{lead[1]}{second}"
    stop = "." if text.endswith(".") else ""
    yield Remedy("Dela i två punkter", "part_point", (("first", f"{first}{stop}"), ("second", second)))


_SAME_PROPOSAL: Final = 0.7
_PROPOSES: Final = re.compile(r"\bföreslås\b|\bföreslår\b[^.]*\bnämnden\b", re.IGNORECASE)


def repeated_proposal(file: CaseFile) -> Iterator[Remark]:
    """Tell of a proposal that stands once more in running text."""
    points = [point for point in file.decision_points if not point.lead_in]
    for text in running_texts(file):
        if text.table != "sections" or text.key == SUMMARY:
            continue
        for paragraph in text.paragraphs:
            if not _PROPOSES.search(paragraph):
                continue
            same = next((point for point in points if likeness(paragraph, point.text) >= _SAME_PROPOSAL), None)
            if same is not None:
                yield Remark(
                    "forslaget_upprepas",
                    "Förslaget till beslut står också i löpande text",
                    f"{quoted(paragraph)} Ändras punkt {row_number(file, same)} måste det ändras på två ställen.",
                    text.table,
                    text.row_uid,
                    text.field,
                    Certainty.upplysning,
                    (Remedy("Ta bort stycket", "cut", (("words", paragraph),)), GO_THERE),
                    (paragraph, same.text),
                )


def missing_proposal(file: CaseFile) -> Iterator[Remark]:
    """Tell that nothing is proposed though what the nämnd is to decide on is being written, until it has decided.

    It is a question while the case is worked on, and sure once it is on its way through the meetings.
    """
    stage = file.case.stage
    decided = any(one.kind == BodyKind.namnd and one.occasion == DecisionOccasion.svar for one in file.decisions)
    begun = bool(file.measures or any(running_texts(file)))
    if file.decision_points or decided or not begun or stage not in (CaseStage.under_arbete, *_ON_ITS_WAY):
        return
    yield Remark(
        "forslag_saknas",
        "Förslag till beslut saknas",
        "Nämnden behöver något att besluta om: skriv beslutspunkterna, en för varje beslut.",
        "decision_points",
        "",
        "text",
        Certainty.sakert if stage in _ON_ITS_WAY else Certainty.fraga,
        (GO_THERE,),
        (file.case.title,),
    )


def nobody_to_send_to(file: CaseFile) -> Iterator[Remark]:
    """Tell of a point that names who is sent the answer while nobody stands under «Beslutet skickas till»."""
    if file.recipients:
        yield from _owed_but_not_sent(file)
        return
    if file.case.kind != CaseKind.granskning or not file.case.requester:
        return
    for point in file.decision_points:
        if not point.lead_in and _SENDING.search(point.text) and re.search(r"\btill\b", point.text):
            yield Remark(
                "mottagare_saknas",
                "«Beslutet skickas till» är tomt",
                f"{quoted(point.text)} Lägg till mottagaren, så följer den med till expedieringen.",
                "decision_points",
                point.uid,
                "text",
                Certainty.upplysning,
                (
                    Remedy(f"Lägg till {file.case.requester}", "add_recipient", (("text", file.case.requester),)),
                    GO_THERE,
                ),
                (point.text,),
            )
            return


def missing_reply_day(file: CaseFile) -> Iterator[Remark]:
    """Ask for the first answer's day, where the auditors want an answer and no day is known."""
    if file.case.kind != CaseKind.granskning:
        return
    occasions = {day.occasion for day in file.reply_days}
    if Occasion.forsta in occasions or not (file.demands or Occasion.uppfoljande in occasions):
        return
    later = next((day for day in file.reply_days if day.occasion == Occasion.uppfoljande), None)
    known = f" Det uppföljande ska lämnas {later.words}." if later else ""
    yield Remark(
        "svarsdag_saknas",
        "När ska det första yttrandet vara inne?",
        f"Ingen svarsdag står i handlingarna.{known} Den brukar stå i missivet.",
        "reply_days",
        later.uid if later else "",
        "words",
        Certainty.fraga,
        (GO_THERE,),
        (later.words,) if later else tuple(enumerated([demand.words]) for demand in file.demands[:1]),
    )
