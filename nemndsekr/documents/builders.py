"""The block builders: each makes one block of a document from a case's records.

A builder returns the block without its heading; ``built`` puts the template's heading above it. A document kind
is no more than a template that orders these blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from nemndsekr.documents import card_builders as card
from nemndsekr.documents import followup_builders as followup
from nemndsekr.documents import letter_builders as letters
from nemndsekr.documents import minutes_builders as minutes
from nemndsekr.documents import plan_builders as plans
from nemndsekr.documents.making import Making, enumerated, holds, namnd_decision, plain_runs, squeezed, with_party
from nemndsekr.documents.outline import (
    Heading,
    ItemList,
    KeepTogether,
    ListItem,
    OutlineBlock,
    Paragraph,
    Run,
    Runs,
    Signature,
    Signatures,
    Table,
)
from nemndsekr.documents.secrecy_mark import attachment_words
from nemndsekr.documents.templates import Numbering
from nemndsekr.records import block_text as kept
from nemndsekr.records.audit import AuditQuestion
from nemndsekr.records.block_text import Block, BlockText, plain_text, runs_text
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import (
    BodyKind,
    CaseKind,
    DecisionOccasion,
    DocumentKind,
    DocumentPart,
    InitiatorPart,
    Outcome,
    label,
)
from nemndsekr.records.decision import DecisionPoint, Dissent, PointOutcome
from nemndsekr.records.document import Section
from nemndsekr.records.measure import Measure
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.rules.decision_style import in_decision_style
from nemndsekr.rules.frozen import first_answer
from nemndsekr.rules.minutes_outcomes import outcome_in
from nemndsekr.rules.planning.chosen import step_printed, steps_to_print

_AUDITS: Final = frozenset({CaseKind.granskning})
_INITIATIVES: Final = frozenset({CaseKind.namndinitiativ, CaseKind.motion})
_TURNS_DOWN: Final = frozenset({Outcome.avslag, Outcome.avvisas})

Build = Callable[[Making], list[OutlineBlock]]


class BlockBuilder(NamedTuple):
    """One kind of block: its key in the templates, what makes it, and the section whose text it prints.

    ``of`` are the kinds of case that it belongs to; none means every kind.
    """

    key: str
    build: Build
    section: str = ""
    of: frozenset[CaseKind] = frozenset()


def built(making: Making) -> list[OutlineBlock]:
    """The block that ``making`` stands at, with its heading; nothing when it is empty and need not be shown."""
    spec = making.spec
    blocks = _BY_KEY[spec.key].build(making)
    before: list[OutlineBlock] = []
    if spec.key == "yttrande_inledning":
        before = [block for one in _before_the_answer(making) for block in _as_written(making, one)]
    if not blocks and making.decided and spec.text.startswith("["):
        return before  # what a template reminds of before the decision has no place in what was decided
    if not blocks and spec.show_empty and spec.text:
        blocks = [Paragraph(plain_runs(making.line(spec.text) or spec.text), "placeholder")]
    if not blocks and not spec.show_empty:
        return before
    heading = [Heading(plain_runs(making.heading), spec.level)] if making.heading else []
    return [*before, *heading, *blocks]


def belongs(key: str, file: CaseFile) -> bool:
    """Whether a block is for cases of this kind: nobody misses the att-satser in an audit."""
    of = _BY_KEY[key].of
    return not of or file.case.kind in of


def listed(texts: Sequence[str], numbering: Numbering) -> list[OutlineBlock]:
    """Short texts as the template wants them: numbered, with bullets, as tight lines or as paragraphs."""
    texts = [text for text in texts if text.strip()]
    if not texts:
        return []
    if numbering in {"decimal", "bullet"} or (numbering == "decimal_if_many" and len(texts) > 1):
        return [ItemList(tuple(ListItem(plain_runs(text)) for text in texts), ordered=numbering != "bullet")]
    return [Paragraph(plain_runs(text), "line" if numbering == "lines" else "body") for text in texts]


def _title(making: Making) -> list[OutlineBlock]:
    title = letters.written_title(making) or making.title
    if making.kind == DocumentKind.arendekort:
        title = card.shortened(title, card.LONGEST_TITLE)
    return [Heading(plain_runs(title), 1)] if title else []


def _subtitle(making: Making) -> list[OutlineBlock]:
    text = making.fields["subtitle"]
    return [Paragraph(plain_runs(text), "subtitle")] if text else []


def _dnr_line(making: Making) -> list[OutlineBlock]:
    text = making.line(making.spec.text)
    return [Paragraph(plain_runs(text), "strong")] if text else []


def _fixed_text(making: Making) -> list[OutlineBlock]:
    """The template's own words, proposed or decided; each line of them is a paragraph."""
    text = (making.decided and making.spec.text_decided) or making.spec.text
    lines = [line for one in text.split("\n") if (line := making.line(one))]
    return [Paragraph(plain_runs(line), "placeholder" if line.startswith("[") else "body") for line in lines]


def _handlaggare(making: Making) -> list[OutlineBlock]:
    fields = making.fields
    keys = ("officer", "officer_title", "officer_unit", "officer_telephone", "officer_email")
    return listed([fields[key] for key in keys], "lines")


def _lead_in(making: Making) -> list[OutlineBlock]:
    """«… lämna följande yttrande:», as written while it is proposed, in the template's words once decided."""
    # The case's points propose the first answer; a second one is led in by the template.
    first = making.kind != DocumentKind.uppfoljande_yttrande
    written = [point.text for point in making.case_file.decision_points if point.lead_in and first]
    texts = [making.line(making.spec.text_decided)] if making.decided else written or [making.line(making.spec.text)]
    return [Paragraph(plain_runs(text)) for text in texts if text]


def _section(making: Making) -> list[OutlineBlock]:
    return making.blocks_of(making.body(_BY_KEY[making.spec.key].section), making.spec.level + 1)


def _forslag_till_beslut(making: Making) -> list[OutlineBlock]:
    """The points as they are proposed, to each body apart where several decide; once decided the nämnd's own."""
    points = [point for point in making.case_file.decision_points if not point.lead_in]
    if not making.decided:
        return _proposed(making, points)
    points = [point for point in points if point.body_kind in (None, BodyKind.namnd)]
    decision = namnd_decision(making.case_file)
    if decision and decision.decided_text:
        return making.blocks_of(decision.decided_text, making.spec.level + 1)
    rows = {
        row.decision_point_id: row
        for row in making.case_file.point_outcomes
        if decision and row.decision_id == decision.id
    }
    texts = [_decided_words(point.text, rows.get(point.id)) for point in points]
    as_proposed = all(text == point.text for text, point in zip(texts, points, strict=True))
    # What was decided in other words than the proposed ones stands in those words.
    return _styled(making, texts) if as_proposed else listed(texts, making.spec.numbering)


def _proposed(making: Making, points: Sequence[DecisionPoint]) -> list[OutlineBlock]:
    words = making.template.decision
    kinds = [kind for kind in BodyKind if any((point.body_kind or BodyKind.namnd) == kind for point in points)]
    if len(kinds) < 2 and not words.grouped:
        return _styled(making, [point.text for point in points])
    blocks: list[OutlineBlock] = []
    for kind, lead in zip(BodyKind, words.instances, strict=True):
        texts = [point.text for point in points if (point.body_kind or BodyKind.namnd) == kind]
        if not texts:
            continue
        who = making.fields["committee"] if kind == BodyKind.namnd else label(kind)
        blocks += [Paragraph(plain_runs(told), "strong")] if (told := making.line(lead)) else []
        blocks += _styled(making, texts, who)
    return blocks


def _styled(making: Making, texts: Sequence[str], who: str = "") -> list[OutlineBlock]:
    """The points as the template's style has them, below the words that lead in att-satser."""
    words = making.template.decision
    styled = in_decision_style(texts, words.style, who or making.fields["committee"], decided=making.decided)
    numbering = making.spec.numbering
    if styled.numbered is not None:
        numbering = "decimal" if styled.numbered else "paragraphs"
    lead = making.line(words.lead_decided if making.decided else words.lead) if styled.led else ""
    return [*([Paragraph(plain_runs(lead))] if lead and texts else []), *listed(styled.texts, numbering)]


def _decided_words(proposal: str, row: PointOutcome | None) -> str:
    """A point as it was decided: what was not adopted must not read as if it were.

    Where the outcome is that of an att-sats, the point itself says what was decided on it. A point that is put to the
    records, and says so itself, needs no more words; one that turns something down might be turned down itself.
    """
    adopted = row is None or row.attsats_id is not None or row.outcome in (Outcome.bifall, Outcome.delvis_bifall)
    if row is None or adopted or row.decided_text:
        return (row.decided_text if row is not None else "") or proposal
    if row.outcome not in _TURNS_DOWN and outcome_in(proposal) == row.outcome:
        return proposal
    return f"{label(row.outcome)}: {proposal}"


def _beslutsunderlag(making: Making) -> list[OutlineBlock]:
    texts = []
    for basis in making.papers.bases:
        day = basis.dated_on.isoformat() if basis.dated_on else ""
        texts.append(basis.text if day in basis.text else f"{basis.text} {day}")
    return listed(texts, making.spec.numbering)


def _beslutsplanering(making: Making) -> list[OutlineBlock]:
    file = making.case_file
    texts = [step_printed(file, step) for step in steps_to_print(file, making.kind)]
    return listed(texts, making.spec.numbering)


def _beslutet_skickas_till(making: Making) -> list[OutlineBlock]:
    return listed([recipient.text for recipient in making.case_file.recipients], making.spec.numbering)


def _om_granskningen(making: Making) -> list[OutlineBlock]:
    """The section as written; without one, what the records say: purpose, questions, verdict, recommendations."""
    if body := making.body("om_granskningen"):
        return making.blocks_of(body, making.spec.level + 1)
    audit, words = making.case_file.audit, making.template.audit
    # Where the case text already tells of the audit, it is not told again.
    told = making.body("arendet")
    blocks: list[OutlineBlock] = []
    if audit:
        blocks += [
            Paragraph(plain_runs(text)) for text in (audit.purpose, audit.criteria) if text and not holds(told, text)
        ]
    questions = [question for question in making.case_file.questions if not holds(told, question.text)]
    items: list[ListItem] = []
    for question in questions:
        items.append(ListItem(plain_runs(question.corrected_text or question.text)))
        assessment = question.corrected_assessment or question.assessment
        if assessment and words.assessment:
            items.append(ListItem(plain_runs(words.assessment.format(text=assessment)), 1))
    blocks += _led_list(words.questions, items)
    if audit and audit.verdict and not holds(told, audit.verdict):
        blocks.append(Paragraph(plain_runs(audit.verdict)))
    ours = [
        rec.corrected_text or rec.text
        for rec in making.case_file.recommendations
        if rec.concerns_us and not holds(told, rec.text)
    ]
    return blocks + _led_list(words.recommendations, [ListItem(plain_runs(text)) for text in ours])


def _led_list(lead_in: str, items: list[ListItem]) -> list[OutlineBlock]:
    if not items:
        return []
    return [*([Paragraph(plain_runs(lead_in))] if lead_in else []), ItemList(tuple(items))]


def _atgarder(making: Making) -> list[OutlineBlock]:
    """The section's own text, then each recommendation with its answer unless that text already holds them."""
    body = making.body("atgarder")
    # A tjänsteutlåtande may answer in prose: then the answers stand in another section, and are not told twice.
    told = BlockText((*body.blocks, *making.body("synpunkter").blocks))
    answers = _answers(making, told)
    return [*making.blocks_of(_lead_in_only(making, body, told), making.spec.level + 1), *_headed(making, answers)]


def _yttrande_inledning(making: Making) -> list[OutlineBlock]:
    body = making.body("yttrande")
    answered_below = making.template.block("recommendations_with_answers") is not None
    return making.blocks_of(_lead_in_only(making, body, body) if answered_below else body, making.spec.level + 1)


def _recommendations_with_answers(making: Making) -> list[OutlineBlock]:
    return _headed(making, _answers(making, making.body("yttrande")))


# Where a document that answers all recommendations together does so.
_PROSE: Final = ("synpunkter", "yttrande", "yttrande_inledning")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_Answers = list[tuple[Recommendation, list[OutlineBlock]]]


def _answers(making: Making, told: BlockText) -> _Answers:
    """The recommendations that are ours and not already answered in a running text, each with its answer."""
    level = making.template.recommendation.level + 1
    told = BlockText((*told.blocks, *(block for one in making.own_though_left_out for block in one.body.blocks)))
    ours = [recommendation for recommendation in making.case_file.recommendations if recommendation.concerns_us]
    answers = [(recommendation, _answer(making, recommendation, told, level)) for recommendation in ours]
    # A document that answers in prose has no gap under each recommendation; any other gap must be seen.
    if not any(answer for _, answer in answers) and any(making.body(key) for key in _PROSE):
        return []
    return [
        (rec, answer) for rec, answer in answers if answer or not (rec.answer and holds(told, plain_text(rec.answer)))
    ]


def _assessments_with_answers(making: Making) -> list[OutlineBlock]:
    """Each assessment that the nämnd answers, with the auditors' words, the answer and the measures."""
    style, words = making.template.recommendation, making.template.audit
    blocks: list[OutlineBlock] = []
    for number, question in enumerate(making.case_file.questions, start=1):
        answer = _assessment_answer(making, question, style.level + 1)
        if not answer:
            continue
        text = question.corrected_text or question.text
        assessment = question.corrected_assessment or question.assessment
        heading = words.answered_question.format(no=number, text=text)
        blocks.append(Heading(plain_runs(heading, italic=style.italic), style.level))
        quoted = [text] if style.text_below else []
        quoted += [words.assessment.format(text=assessment)] if assessment else []
        blocks += [Paragraph(plain_runs(text), "quote") for text in quoted if text]
        blocks += answer
    return blocks


def _assessment_answer(making: Making, question: AuditQuestion, level: int) -> list[OutlineBlock]:
    # What a running text has answered is not told twice; its measures stand nowhere else.
    told = BlockText(tuple(block for key in ("yttrande", "synpunkter") for block in making.body(key).blocks))
    answered = holds(told, plain_text(question.answer))
    blocks = [] if answered else making.blocks_of(question.answer, level)
    reason = question.no_measure_reason
    if reason and not holds(question.answer, reason) and not holds(told, reason):
        blocks.append(Paragraph(plain_runs(reason)))
    measures = making.case_file.measures_of_question(question.id) if question.id is not None else []
    return blocks + _measures(making, measures)


def _headed(making: Making, answers: _Answers) -> list[OutlineBlock]:
    style = making.template.recommendation
    blocks: list[OutlineBlock] = []
    for recommendation, answer in answers:
        own = recommendation.other_wording if style.wording == "own" else ""
        text = recommendation.corrected_text or own or recommendation.text
        heading = style.heading.format(text=text, no=recommendation.no)
        blocks.append(Heading(plain_runs(heading, italic=style.italic), style.level))
        if style.text_below:
            blocks.append(Paragraph(plain_runs(text), "quote"))
        missing: list[OutlineBlock] = [Paragraph(plain_runs(style.missing), "placeholder")] if style.missing else []
        blocks += answer or missing
    return blocks


def _lead_in_only(making: Making, body: BlockText, told: BlockText) -> BlockText:
    """The running text without the bare headings of recommendations, which are printed again with their answers.

    A text that was read in may still hold «Rekommendation 1:» and the recommendation's words where its answer stood.
    """
    headings: set[str] = set()
    for recommendation, _ in _answers(making, told):
        wordings = {recommendation.text, recommendation.other_wording, recommendation.corrected_text} - {""}
        marks = [str(recommendation.no)] + ([_LETTERS[recommendation.no - 1]] if recommendation.no <= 26 else [])
        starts = ["", "rekommendation:", *(f"rekommendation {mark}{end}" for mark in marks for end in ("", ":", ")"))]
        headings.update(squeezed(f"{start} {wording}") for start in starts for wording in (*wordings, ""))
    headings.discard("")
    return BlockText(tuple(block for block in body.blocks if _bare_text(block) not in headings))


def _bare_text(block: Block) -> str:
    return squeezed(runs_text(block.runs)) if isinstance(block, kept.Heading | kept.Paragraph) else ""


def _answer(making: Making, recommendation: Recommendation, told: BlockText, level: int) -> list[OutlineBlock]:
    """What is said under one recommendation: what is done, the answer, why nothing is planned, the measures."""
    answer = recommendation.answer
    blocks: list[OutlineBlock] = []
    if not holds(told, plain_text(recommendation.done)) and not holds(answer, plain_text(recommendation.done)):
        blocks += making.blocks_of(recommendation.done, level)
    if not holds(told, plain_text(answer)):
        blocks += making.blocks_of(answer, level)
    reason = recommendation.no_measure_reason
    if reason and not holds(told, reason) and not holds(answer, reason):
        blocks.append(Paragraph(plain_runs(reason)))
    measures = making.case_file.measures_of(recommendation.id) if recommendation.id is not None else []
    return blocks + _measures(making, measures)


def _measures(making: Making, measures: Sequence[Measure]) -> list[OutlineBlock]:
    style = making.template.recommendation
    if not measures or not style.measures:
        return []
    rows = tuple(tuple(plain_runs(cell) for cell in _measure_cells(making, measure)) for measure in measures)
    # A column that nobody has filled in is left out rather than printed empty.
    used = [column for column in range(len(style.measures)) if any(row[column][0].text for row in rows)]
    header = tuple(plain_runs(style.measures[column]) for column in used)
    return [Table(tuple(tuple(row[column] for column in used) for row in rows), header, style.measures_caption)]


def _measure_cells(making: Making, measure: Measure) -> tuple[str, str, str, str]:
    promises = making.case_file.promises_of(measure.id) if measure.id is not None else []
    latest = promises[-1] if promises else None
    day = latest.latest.isoformat() if latest and latest.latest else ""
    owner = measure.responsible or measure.external_owner
    return measure.text, measure.expected_effect, (latest.words if latest else "") or day, owner


def _initiative(making: Making) -> list[OutlineBlock]:
    """Who stands behind an initiative, when it was written, and its own words, unless the case text tells them."""
    initiative, words = making.case_file.initiative, making.template.initiative
    if initiative is None or (initiative.body and holds(making.body("arendet"), plain_text(initiative.body))):
        return []
    people = {
        part: [with_party(one) for one in making.case_file.initiators if one.part == part] for part in InitiatorPart
    }
    day = initiative.dated_on.isoformat() if initiative.dated_on else ""
    place = " ".join(filter(None, (f"i {initiative.place}" if initiative.place else "", day)))
    told = (
        (words.raised, enumerated(people[InitiatorPart.initiator])),
        (words.joined, enumerated(people[InitiatorPart.joined])),
        (words.dated, place),
    )
    lines = [line.format(text=text) for line, text in told if line and text]
    blocks: list[OutlineBlock] = [Paragraph(plain_runs(" ".join(lines)))] if lines else []
    written = making.blocks_of(initiative.body, making.spec.level + 1)
    blocks += [Paragraph(block.runs, "quote") if isinstance(block, Paragraph) else block for block in written]
    clauses = [clause.text for clause in making.case_file.attsatser if not holds(initiative.body, clause.text)]
    if initiative.lead_in and clauses:
        # What leads in is followed by what it leads in; each clause comes again where it is judged.
        blocks += [Paragraph(plain_runs(initiative.lead_in), "quote"), *_as_moved(clauses)]
    return blocks


def _as_moved(clauses: Sequence[str]) -> list[OutlineBlock]:
    """The clauses of an initiative as they were moved: numbered as where they are judged, when they are several."""
    if len(clauses) == 1:
        return [Paragraph(plain_runs(clauses[0]), "quote")]
    return [ItemList(tuple(ListItem(plain_runs(text)) for text in clauses), ordered=True)]


def _attsatser(making: Making) -> list[OutlineBlock]:
    """Each clause of an initiative or motion: its words, what is thought of it, and what is proposed."""
    words, level = making.template.attsats, making.spec.level + 1
    blocks: list[OutlineBlock] = []
    for number, clause in enumerate(making.case_file.attsatser, start=1):
        heading = words.heading.format(no=number)
        blocks += [Heading(plain_runs(heading), level)] if heading else []
        blocks.append(Paragraph(plain_runs(clause.text), "quote"))
        blocks += making.blocks_of(clause.assessment, level + 1)
        if clause.proposal is not None and words.proposal:
            blocks.append(Paragraph(plain_runs(words.proposal.format(text=label(clause.proposal)))))
        if clause.reason:
            blocks.append(Paragraph(plain_runs(clause.reason)))
        if words.missing and not clause.assessment and not clause.reason:
            blocks.append(Paragraph(plain_runs(words.missing), "placeholder"))
    return blocks


def _other_sections(making: Making) -> list[OutlineBlock]:
    """Sections under headings that the template does not know, so that nothing that was written is lost."""
    claimed = {builder.section for builder in BUILDERS if builder.section and making.template.block(builder.key)}
    claimed.update(making.spec.leave_out)
    own = {section.uid for section in making.own_though_left_out}
    early = {section.uid for section in _before_the_answer(making)}
    blocks: list[OutlineBlock] = []
    for section in making.case_file.sections:
        known = section.key and section.key in claimed and section.uid not in own
        if section.document_id not in {None, making.document_id} or known or section.uid in early:
            continue
        blocks += _as_written(making, section)
    return blocks


def _as_written(making: Making, section: Section) -> list[OutlineBlock]:
    """A section under its own heading, without the bare headings of answers, which are printed with them."""
    level = making.spec.level + max(section.level, 1) - 1
    own = any(section.uid == one.uid for one in making.own_though_left_out)
    body = _lead_in_only(making, section.body, BlockText()) if own else section.body
    if section.body and not body:
        return []
    heading = [Heading(plain_runs(section.heading), level)] if section.heading else []
    return [*heading, *making.blocks_of(body, level + 1)]


def _before_the_answer(making: Making) -> list[Section]:
    """The sections of a paper that was read in which stood before its answer, where the template has no place."""
    answers = making.sections("yttrande")
    if not answers or making.template.block("yttrande_inledning") is None:
        return []
    return [one for one in making.own_though_left_out if one.position < answers[0].position]


def _signers(making: Making) -> list[OutlineBlock]:
    signers = making.people(DocumentPart.undertecknare) or making.people(DocumentPart.godkannare)
    style = making.template.signatures
    between = "\n" if style.layout == "stacked" else ", "
    people = tuple(
        Signature(person.name, between.join(filter(None, (person.title, person.unit)))) for person in signers
    )
    return [KeepTogether((Signatures(people, style.order, style.layout),))] if people else []


def _reservations(making: Making) -> list[OutlineBlock]:
    """The dissents once decided; before that, the template's reminder that there may be some."""
    blocks: list[OutlineBlock] = []
    for dissent in _dissents(making):
        heading: Runs = (Run(" ".join(filter(None, (label(dissent.kind), dissent.who)))),)
        blocks += [Heading(heading, making.spec.level), *making.blocks_of(dissent.text, making.spec.level + 1)]
        if dissent.joined_by and making.template.dissent.joined:
            blocks.append(Paragraph(plain_runs(making.template.dissent.joined.format(text=dissent.joined_by))))
    if blocks or making.decided:
        return blocks
    kept_words = making.body("reservations")
    if kept_words:
        return making.blocks_of(kept_words, making.spec.level + 1)
    return [Paragraph(plain_runs(making.spec.text), "placeholder")] if making.spec.text else []


def _dissents(making: Making) -> list[Dissent]:
    """Those of the nämnd's own decisions on the answer; a second answer does not carry the dissents from the first.

    What was said in the arbetsutskott, or when an initiative was first treated, stands in those minutes. A dissent that
    hangs on no decision was read in with the paper.
    """
    file = making.case_file
    own = {
        decision.id: decision.uid
        for decision in file.decisions
        if decision.kind == BodyKind.namnd and decision.occasion == DecisionOccasion.svar
    }
    if making.kind == DocumentKind.uppfoljande_yttrande:
        before = {decision.uid for decision in first_answer(file, making.document).decisions}
        return [one for one in file.dissents if one.decision_id in own and own[one.decision_id] not in before]
    return [one for one in file.dissents if one.decision_id is None or one.decision_id in own]


def _bilagor(making: Making) -> list[OutlineBlock]:
    return listed([attachment_words(attachment) for attachment in making.papers.attachments], making.spec.numbering)


BUILDERS: Final = (
    BlockBuilder("title", _title),
    BlockBuilder("subtitle", _subtitle),
    BlockBuilder("dnr_line", _dnr_line),
    BlockBuilder("handlaggare", _handlaggare),
    BlockBuilder("lead_in", _lead_in),
    BlockBuilder("sammanfattning", _section, "sammanfattning"),
    BlockBuilder("forslag_till_beslut", _forslag_till_beslut),
    BlockBuilder("beslutsunderlag", _beslutsunderlag),
    BlockBuilder("beslutsplanering", _beslutsplanering),
    BlockBuilder("beslutet_skickas_till", _beslutet_skickas_till),
    BlockBuilder("bakgrund", _section, "bakgrund"),
    BlockBuilder("arendet", _section, "arendet"),
    BlockBuilder("om_granskningen", _om_granskningen, "om_granskningen", _AUDITS),
    BlockBuilder("beredning", _section, "beredning"),
    BlockBuilder("overvaganden", _section, "overvaganden"),
    BlockBuilder("synpunkter", _section, "synpunkter"),
    BlockBuilder("yttrande_inledning", _yttrande_inledning, "yttrande"),
    BlockBuilder("atgarder", _atgarder, "atgarder"),
    BlockBuilder("recommendations_with_answers", _recommendations_with_answers, of=_AUDITS),
    BlockBuilder("framat", _section, "framat"),
    BlockBuilder("initiative", _initiative, of=_INITIATIVES),
    BlockBuilder("attsatser", _attsatser, of=_INITIATIVES),
    BlockBuilder("assessments_with_answers", _assessments_with_answers, of=_AUDITS),
    BlockBuilder("followup_basis", followup.basis),
    BlockBuilder("followup_summary", followup.summary),
    BlockBuilder("followup_overview", followup.overview),
    BlockBuilder("followup_answers", followup.answers_followed_up),
    BlockBuilder("followup_onward", followup.onward),
    BlockBuilder("other_sections", _other_sections),
    BlockBuilder("ansvariga", _signers),
    BlockBuilder("signatures", _signers),
    BlockBuilder("reservations", _reservations, "reservations"),
    BlockBuilder("bilagor", _bilagor),
    BlockBuilder("fixed_text", _fixed_text),
    BlockBuilder("yrkanden", minutes.kept_part, "yrkanden"),
    BlockBuilder("beslutsgang", minutes.kept_part, "beslutsgang"),
    BlockBuilder("votering", minutes.kept_part, "votering"),
    BlockBuilder("minutes_signs", minutes.signs),
    BlockBuilder("dissents", minutes.dissents),
    BlockBuilder("letter", letters.letter),
    BlockBuilder("enclosures", letters.enclosures),
    BlockBuilder("action_plan", plans.action_plan),
    BlockBuilder("followup_groups", plans.followup_groups),
    BlockBuilder("card_facts", card.facts),
    BlockBuilder("card_chain", card.chain),
    BlockBuilder("card_recommendations", card.recommendations),
    BlockBuilder("card_decision", card.decision),
)
_BY_KEY: Final = {builder.key: builder for builder in BUILDERS}
