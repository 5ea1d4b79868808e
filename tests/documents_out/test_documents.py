"""What each document says: every ready template over the made-up case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import get_args

import pikepdf
import pytest

from nemndsekr.documents.builders import BUILDERS
from nemndsekr.documents.document_types import (
    DOCUMENT_TYPES,
    build_document,
    chosen_template,
    named_kind,
    types_for,
)
from nemndsekr.documents.formats import write_document
from nemndsekr.documents.making import DocumentOptions, holds
from nemndsekr.documents.outline import (
    Heading,
    ItemList,
    Outline,
    PageBreak,
    Paragraph,
    flat_blocks,
    outline_text,
    runs_text,
)
from nemndsekr.documents.template_files import load_template, templates_for
from nemndsekr.documents.templates import BlockKey, Template
from nemndsekr.documents.waiting import waiting
from nemndsekr.records.block_text import from_paragraphs, plain_text
from nemndsekr.records.case import ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import (
    BodyKind,
    CaseKind,
    CaseStage,
    DissentKind,
    DocumentKind,
    DocumentMode,
    DocumentPart,
    InitiatorPart,
    Occasion,
    Outcome,
    Voice,
)
from nemndsekr.records.decision import Decision, DecisionPoint, Dissent, PointOutcome
from nemndsekr.records.document import Document, DocumentPerson, Section
from nemndsekr.records.measure import Measure, MeasureLink, Promise
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namnd import Person
from nemndsekr.records.namndinitiativ import Attsats, Initiator, Namndinitiativ
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.support.errors import UserError
from tests.documents_out.made_up import bullets, case_for, decided, followed_up, initiative, said, school_transport
from tests.documents_out.snapshot import assert_same_as_snapshot, shown

TEMPLATES = [template.name for made in DOCUMENT_TYPES for template in templates_for(made.slug)]

# A second answer has texts of its own: those of the first stay in the first.
FIRST_ANSWERS = [name for name in TEMPLATES if load_template(name).kind in ("tjansteskrivelse", "yttrande")]


@pytest.fixture
def case_file() -> CaseFile:
    return school_transport()


def made(case_file: CaseFile, name: str, **options: object) -> Outline:
    template = load_template(name)
    if template.kind not in ("tjansteskrivelse", "yttrande"):
        case_file = case_for(template.kind)
    return build_document(case_file, template.kind, template, DocumentOptions(**options))  # type: ignore[arg-type]


def headings(outline: Outline) -> list[tuple[int, str]]:
    return [(block.level, runs_text(block.runs)) for block in flat_blocks(outline.blocks) if isinstance(block, Heading)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_document_says_what_its_snapshot_says(case_file, name):
    assert_same_as_snapshot(name, shown(made(case_file, name, day=date(2027, 1, 21))))


def test_a_decided_yttrande_says_what_its_snapshot_says(case_file):
    case_file.dissents = [
        Dissent(id=1, case_id=1, kind=DissentKind.reservation, who="Tova Lind (X)", text=said("Jag reserverar mig."))
    ]

    outline = made(case_file, "malmo_yttrande", mode=DocumentMode.beslutat)

    assert_same_as_snapshot("malmo_yttrande_beslutat", shown(outline))


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_heading_is_skipped_and_the_first_is_the_title(case_file, name):
    levels = [level for level, _ in headings(made(case_file, name))]

    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("made_type", DOCUMENT_TYPES, ids=lambda made_type: made_type.slug)
def test_every_document_can_be_made_of_an_empty_case(made_type):
    case_file = school_transport()
    empty = CaseFile(case_file.case, case_file.namnd)

    if not made_type.applies(empty):
        with pytest.raises(UserError) as caught:
            build_document(empty, made_type.slug)
        assert caught.value.next_step
        return

    outline = build_document(empty, made_type.slug)

    assert "Granskning av skolskjuts" in outline.metadata.title
    assert headings(outline)[0][0] == 1


def test_every_block_key_has_one_builder():
    assert sorted(builder.key for builder in BUILDERS) == sorted(get_args(BlockKey))


def test_every_default_template_serves_its_document():
    assert all(load_template(made_type.default_template).kind == made_type.slug for made_type in DOCUMENT_TYPES)


@pytest.mark.parametrize("name", FIRST_ANSWERS)
def test_every_section_of_the_case_is_printed_somewhere(case_file, name):
    text = outline_text(made(case_file, name))
    elsewhere = (
        {"yttrande"}
        if load_template(name).kind == "tjansteskrivelse"
        else {"arendet", "overvaganden", "atgarder", "framat"}
    )

    unprinted = [
        section.key or section.heading
        for section in case_file.sections
        if section.key not in elsewhere and plain_text(section.body).splitlines()[0] not in text
    ]

    assert unprinted == []


def test_a_section_under_an_unknown_key_keeps_its_own_heading(case_file):
    case_file.sections.append(
        Section(id=90, case_id=1, key="", heading="Ekonomi", level=2, body=said("Ingen kostnad."))
    )

    assert (3, "Ekonomi") in headings(made(case_file, "neutral_tjansteskrivelse"))


def test_a_documents_own_wording_goes_before_the_cases(case_file):
    case_file.sections.append(
        Section(id=91, case_id=1, document_id=2, key="sammanfattning", body=said("Nämndens egna ord."))
    )

    assert "Nämndens egna ord." in outline_text(made(case_file, "neutral_yttrande"))
    assert "Revisorerna lämnar två rekommendationer." not in outline_text(made(case_file, "neutral_yttrande"))
    assert "Nämndens egna ord." not in outline_text(made(case_file, "neutral_tjansteskrivelse"))


def test_what_the_running_text_already_holds_is_not_told_twice(case_file):
    answer = plain_text(case_file.recommendations[1].answer)
    body = said("Nämnden svarar så här.", "Som framgår av rekommendation tre hänger frågorna ihop.")
    body = replace(
        body, blocks=(*body.blocks, bullets("Gränserna prövas i maj 2026.", "Samråd hålls med grannkommunerna."))
    )
    case_file.sections = [Section(id=1, case_id=1, key="yttrande", heading="Yttrande", body=body)]
    assert holds(body, answer)

    text = outline_text(made(case_file, "neutral_yttrande"))

    assert text.count("Gränserna prövas i maj 2026.") == 1
    assert text.count("En rutin finns sedan hösten 2025.") == 1


def test_the_bare_headings_of_answers_that_were_read_in_are_not_printed_twice(case_file):
    text = outline_text(made(case_file, "malmo_tjansteskrivelse"))

    assert text.count("Rekommendation: Säkerställ att alla tillbud rapporteras") == 1


def test_om_granskningen_is_made_from_the_audit_only_where_nothing_is_written(case_file):
    assert "Finns ändamålsenliga riktlinjer?" in outline_text(made(case_file, "malmo_tjansteskrivelse"))

    case_file.sections.append(Section(id=92, case_id=1, key="om_granskningen", body=said("Om granskningen, i ord.")))

    assert "Finns ändamålsenliga riktlinjer?" not in outline_text(made(case_file, "malmo_tjansteskrivelse"))


def test_an_answer_that_is_missing_beside_others_is_seen(case_file):
    case_file.recommendations[1].answer = from_paragraphs([])

    text = outline_text(made(case_file, "neutral_yttrande"))

    assert "[Svar på rekommendationen saknas.]" in text


def test_a_case_answered_in_prose_prints_no_bare_recommendations(case_file):
    for recommendation in case_file.recommendations:
        recommendation.answer = from_paragraphs([])
    case_file.measures, case_file.measure_links = [], []

    assert "Svar på rekommendationerna" in outline_text(made(case_file, "neutral_tjansteskrivelse"))
    assert "saknas" not in outline_text(made(case_file, "neutral_tjansteskrivelse"))


def test_a_recommendation_to_another_body_is_not_answered(case_file):
    case_file.recommendations[1].concerns_us = False

    assert "gränserna för rätt" not in outline_text(made(case_file, "neutral_yttrande"))


def test_a_live_reference_tells_todays_number(case_file):
    case_file.recommendations[0].no = 4

    assert "Som framgår av rekommendation fyra hänger" in outline_text(made(case_file, "neutral_yttrande"))


def test_what_was_decided_is_printed_in_the_decided_form(case_file):
    case_file.decisions = [Decision(id=1, case_id=1, kind=BodyKind.namnd)]
    case_file.point_outcomes = [
        PointOutcome(id=1, case_id=1, decision_id=1, decision_point_id=2, decided_text="Punkten utgår.")
    ]

    outline = made(case_file, "malmo_tjansteskrivelse", mode=DocumentMode.beslutat)

    assert (2, "Beslut") in headings(outline)
    assert "1. Barn- och utbildningsnämnden godkänner yttrandet.\n2. Punkten utgår." in outline_text(outline)


def test_a_lead_in_is_printed_as_written_and_never_as_a_point_of_its_own(case_file):
    written = "Barn- och utbildningsnämnden föreslås besluta att avge följande yttrande:"
    case_file.decision_points.insert(0, DecisionPoint(id=9, case_id=1, text=written, lead_in=True))

    assert written in outline_text(made(case_file, "malmo_yttrande"))
    assert written not in outline_text(made(case_file, "malmo_tjansteskrivelse"))


def test_only_the_chosen_blocks_are_printed(case_file):
    outline = made(case_file, "neutral_tjansteskrivelse", included=frozenset({"sammanfattning"}))

    assert headings(outline) == [(1, "Granskning av skolskjuts"), (2, "Sammanfattning")]


def test_a_draft_carries_its_mark_and_a_day_is_only_borrowed(case_file):
    case_file.documents[0].dated_on = None

    outline = made(case_file, "neutral_tjansteskrivelse", draft=True, day=date(2026, 1, 7))

    assert outline.page_note.mark == "UTKAST"
    assert ("2026-01-07",) in [cell.lines for cell in outline.letterhead.cells]
    assert made(case_file, "neutral_yttrande", day=date(2026, 1, 7)).letterhead.cells[0].lines == ("2026-03-19",)


def test_a_document_is_marked_as_a_draft_as_long_as_it_has_gaps(case_file):
    sent = replace(case_file, reply_days=[ReplyDay(id=1, case_id=1, latest=date(2026, 3, 31))])

    def mark(kind: str, draft: bool | None = None) -> str:
        return build_document(sent, kind, options=DocumentOptions(draft=draft)).page_note.mark

    assert mark("anstand") == "UTKAST"
    assert mark("anstand", draft=False) == ""
    assert mark("tjansteskrivelse") == ""
    assert mark("tjansteskrivelse", draft=True) == "UTKAST"


def test_what_is_to_be_filled_in_is_marked_wherever_it_stands(case_file):
    case_file.sections[0].body = said("Svaret gäller [Fyll i: vilka skolor] och är klart.", bullets("I [Fyll i] år"))
    case_file.decision_points[0].text = "Nämnden godkänner [Fyll i: vad]."
    outline = made(case_file, "neutral_tjansteskrivelse")

    assert list(waiting(outline.blocks, decided=False)) == ["[Fyll i: vilka skolor]", "[Fyll i]", "[Fyll i: vad]"]
    assert outline.page_note.mark == "UTKAST"


def test_a_sender_without_a_title_is_a_gap_for_the_title_alone(case_file):
    case_file.reply_days = [ReplyDay(id=1, case_id=1, latest=date(2026, 3, 31))]
    case_file.persons = {4: Person(id=4, name="Kim Ek")}
    case_file.case.officer_id = 4

    paragraphs = [one for one in build_document(case_file, "anstand").blocks if isinstance(one, Paragraph)]

    assert [(run.text, run.gap) for run in paragraphs[-1].runs] == [("Kim Ek, ", False), ("[Fyll i: titel]", True)]


def test_what_is_written_in_when_the_namnd_has_decided_makes_no_draft_of_a_proposal(case_file):
    proposed = made(case_file, "malmo_yttrande")

    assert "[Här anger du om det finns reservationer/särskilda yttranden.]" in outline_text(proposed)
    assert proposed.page_note.mark == ""


def test_the_sender_follows_the_voice(case_file):
    assert made(case_file, "neutral_yttrande").metadata.author == "Barn- och utbildningsnämnden"
    as_office = made(case_file, "neutral_yttrande", voice=Voice.forvaltningen)
    assert as_office.metadata.author == "Barn- och utbildningsförvaltningen"


def test_unit_and_title_of_a_signer_stand_on_lines_of_their_own(case_file):
    signer = DocumentPerson(
        id=50,
        case_id=1,
        document_id=1,
        name="Siv Ek",
        title="Tf chef",
        unit="Skolenheten",
        part=DocumentPart.undertecknare,
    )
    case_file.document_persons = [signer]

    assert "Siv Ek\nTf chef\nSkolenheten" in outline_text(made(case_file, "stockholm_tjansteutlatande"))
    assert "Siv Ek\tTf chef, Skolenheten" in outline_text(made(case_file, "malmo_tjansteskrivelse"))


def test_a_yttrande_applies_where_somebody_waits_for_an_answer(case_file):
    assert "yttrande" in [made_type.slug for made_type in types_for(case_file)]

    other = CaseFile(case_file.case, case_file.namnd)
    other.case.kind = CaseKind.ovrigt

    assert "yttrande" not in [made_type.slug for made_type in types_for(other)]


def test_a_document_keeps_the_template_it_was_given(case_file):
    assert chosen_template(case_file, DocumentKind.yttrande).name == "neutral_yttrande"
    case_file.documents[1].template = "malmo_yttrande"
    assert chosen_template(case_file, DocumentKind.yttrande).name == "malmo_yttrande"
    case_file.documents[1].template = "borttagen"
    assert chosen_template(case_file, DocumentKind.yttrande).name == "neutral_yttrande"


def test_an_unknown_document_and_a_template_of_another_kind_are_explained(case_file):
    with pytest.raises(UserError, match="Handlingen «brev» kan inte göras"):
        build_document(case_file, "brev")
    with pytest.raises(UserError, match="är inte till för yttrande"):
        build_document(case_file, "yttrande", load_template("malmo_tjansteskrivelse"))


def test_a_tjansteskrivelse_about_an_initiative_tells_who_raised_it_and_in_which_words(case_file):
    case_file.case.kind = CaseKind.namndinitiativ
    case_file.initiatives = [
        Namndinitiativ(
            id=1,
            case_id=1,
            place="Lindåkra",
            dated_on=date(2026, 2, 3),
            lead_in="Vi föreslår:",
            body=said("Barn väntar länge."),
        )
    ]
    people = (("Ylva Stråle", "initiator"), ("Nils Ek", "initiator"), ("Tage Munter", "joined"))
    case_file.initiators = [
        Initiator(id=number, case_id=1, name=name, party="V", part=InitiatorPart(part))
        for number, (name, part) in enumerate(people, start=1)
    ]

    text = outline_text(made(case_file, "neutral_tjansteskrivelse"))

    assert (
        "Initiativet är väckt av Ylva Stråle (V) och Nils Ek (V). Det stöds av Tage Munter (V). "
        "Det är daterat i Lindåkra 2026-02-03."
    ) in text
    assert "Barn väntar länge." in text


def test_an_initiative_whose_words_stand_in_the_case_text_is_not_told_twice(case_file):
    case_file.initiatives = [
        Namndinitiativ(id=1, case_id=1, body=said("Revisorerna granskade skolskjutsen hösten 2025."))
    ]

    assert "Nämndinitiativet" not in outline_text(made(case_file, "neutral_tjansteskrivelse"))


def test_an_assessment_that_is_answered_is_printed_with_the_auditors_words(case_file):
    case_file.questions[0].answer = said("Nämnden delar bedömningen.")

    text = outline_text(made(case_file, "neutral_yttrande"))

    assert text.index("Bedömning 1") < text.index("I huvudsak.") < text.index("Nämnden delar bedömningen.")
    assert "Bedömning 2" not in text


@pytest.mark.parametrize("prose", [False, True], ids=["answered below", "answered in running text"])
@pytest.mark.parametrize("template", ["malmo_yttrande", "neutral_yttrande", "stockholm_tjansteutlatande"])
def test_a_measure_of_an_assessment_is_printed_like_those_of_recommendations(case_file, template, prose):
    if prose:
        case_file.questions[1].answer = said("Nämnden delar bedömningen.")
        case_file.sections.append(
            Section(id=90, case_id=1, key="yttrande", body=said("Så svarar vi.", "Nämnden delar bedömningen."))
        )
    case_file.measures.append(Measure(id=90, case_id=1, text="Lista över tillbud", responsible="Enhetschefen"))
    case_file.measure_links.append(MeasureLink(id=90, case_id=1, measure_id=90, question_id=2))
    case_file.promises.append(Promise(id=90, case_id=1, measure_id=90, words="hösten 2026"))

    text = outline_text(made(case_file, template))

    assert text.count("Lista över tillbud\thösten 2026\tEnhetschefen") == 1
    assert text.index("Bedömning 2") < text.index("Lista över tillbud")
    assert text.count("Nämnden delar bedömningen.") <= 1


def test_the_corrected_words_of_a_question_are_printed(case_file):
    question = case_file.questions[0]
    question.answer, question.corrected_text = said("Ja."), "Finns ändamålsenliga rutiner?"
    question.corrected_assessment = "Delvis."

    text = outline_text(made(case_file, "malmo_yttrande"))

    assert "Finns ändamålsenliga rutiner?" in text
    assert "Bedömning: Delvis." in text


def test_the_clauses_follow_the_words_that_lead_them_in(case_file):
    case_file.case.kind = CaseKind.namndinitiativ
    case_file.initiatives = [Namndinitiativ(id=1, case_id=1, body=said("Barn väntar."), lead_in="Vi föreslår:")]
    clauses = ("att hållplatserna belyses", "att bussarna körs oftare")
    case_file.attsatser = [Attsats(id=n, case_id=1, position=n, text=text) for n, text in enumerate(clauses, start=1)]

    for template in ("malmo_tjansteskrivelse", "neutral_tjansteskrivelse", "stockholm_tjansteutlatande"):
        blocks = list(flat_blocks(made(case_file, template).blocks))
        at = next(
            n for n, one in enumerate(blocks) if isinstance(one, Paragraph) and one.runs[0].text == "Vi föreslår:"
        )
        listed = blocks[at + 1]

        assert isinstance(listed, ItemList)
        assert [runs_text(item.runs) for item in listed.items] == list(clauses)


def test_a_lead_in_to_clauses_that_stand_in_the_initiatives_own_words_is_not_printed_again(case_file):
    case_file.case.kind = CaseKind.namndinitiativ
    body = said("Barn väntar.", "Vi föreslår:", "att hållplatserna belyses")
    case_file.initiatives = [Namndinitiativ(id=1, case_id=1, body=body, lead_in="Vi föreslår:")]
    case_file.attsatser = [Attsats(id=1, case_id=1, position=1, text="att hållplatserna belyses")]

    text = outline_text(made(case_file, "neutral_tjansteskrivelse"))

    assert text.count("Vi föreslår:") == 1


def test_a_dissent_in_the_arbetsutskott_stands_in_its_own_minutes(case_file):
    case_file.decisions = [
        Decision(id=1, case_id=1, kind=BodyKind.au, day=date(2026, 3, 5)),
        Decision(id=2, case_id=1, kind=BodyKind.namnd, day=date(2026, 3, 19)),
    ]
    case_file.dissents = [
        Dissent(id=1, case_id=1, decision_id=1, who="Tova Lind (X)", text=said("Sagt i utskottet.")),
        Dissent(id=2, case_id=1, decision_id=2, who="Ivar Holm (Y)", text=said("Sagt i nämnden.")),
    ]

    printed = outline_text(made(case_file, "malmo_yttrande", mode=DocumentMode.beslutat))

    assert "Sagt i nämnden." in printed
    assert "Sagt i utskottet." not in printed


@pytest.mark.parametrize(
    ("case_file", "kinds"),
    [
        pytest.param(
            school_transport(),
            "tjansteskrivelse yttrande uppfoljningsbilaga atgardsplan protokollsutdrag foljebrev arendekort",
            id="an audit",
        ),
        pytest.param(
            initiative(),
            "tjansteskrivelse svar_namndinitiativ protokollsutdrag foljebrev arendekort",
            id="an initiative",
        ),
        pytest.param(
            decided(),
            "tjansteskrivelse yttrande uppfoljningsbilaga atgardsplan protokollsutdrag reservation foljebrev anstand "
            "arendekort",
            id="a decided audit",
        ),
    ],
)
def test_each_case_is_offered_the_documents_that_it_can_fill(case_file, kinds):
    assert " ".join(made_type.slug for made_type in types_for(case_file)) == kinds


@pytest.mark.parametrize(
    ("stage", "occasions", "second", "offered"),
    [
        pytest.param(CaseStage.till_namnd, "forsta", None, True, id="on its way"),
        pytest.param(CaseStage.till_namnd, "", None, False, id="without a day"),
        pytest.param(CaseStage.expedierat, "forsta", None, False, id="sent"),
        pytest.param(CaseStage.uppfoljning, "forsta", None, False, id="followed up by nobody outside"),
        pytest.param(CaseStage.uppfoljning, "forsta uppfoljande", None, True, id="a second one is asked for"),
        pytest.param(CaseStage.uppfoljning, "forsta uppfoljande", DocumentMode.forslag, True, id="a second is begun"),
        pytest.param(CaseStage.uppfoljning, "forsta uppfoljande", DocumentMode.beslutat, False, id="a second is given"),
        pytest.param(CaseStage.avslutat, "forsta uppfoljande", None, False, id="closed"),
    ],
)
def test_anstand_is_asked_for_as_long_as_an_answer_with_a_day_is_owed(stage, occasions, second, offered):
    file = school_transport()
    file.case.stage = stage
    file.reply_days = [
        ReplyDay(id=at, case_id=1, latest=date(2026, 3, 31), occasion=Occasion(occasion))
        for at, occasion in enumerate(occasions.split(), start=1)
    ]
    if second is not None:
        file.documents.append(Document(id=9, case_id=1, kind=DocumentKind.uppfoljande_yttrande, mode=second))

    assert ("anstand" in [made_type.slug for made_type in types_for(file)]) == offered


def test_an_extract_of_the_minutes_proposes_until_the_namnd_has_decided():
    proposed = build_document(school_transport(), DocumentKind.protokollsutdrag)
    after = build_document(decided(), DocumentKind.protokollsutdrag)

    assert proposed.document_name == "Förslag till protokollsutdrag"
    assert "Barn- och utbildningsnämnden föreslås besluta att godkänna yttrandet." in outline_text(proposed)
    assert "Justerandes signatur" not in outline_text(proposed)
    assert after.document_name == "Protokollsutdrag"
    assert "Barn- och utbildningsnämnden beslutar att godkänna yttrandet." in outline_text(after)
    assert "föreslås" not in outline_text(after)
    assert (1, "§ 27 Granskning av skolskjuts") in headings(after)


def adopted() -> CaseFile:
    """The decided audit, sent, of which nobody began any paper in the program."""
    file = decided()
    file.case.stage = CaseStage.expedierat
    file.documents = []
    return file


LONG_AFTER = DocumentOptions(day=date(2026, 9, 1))


def test_an_answer_that_the_namnd_has_adopted_is_told_as_decided_and_dated_that_day_though_nobody_began_it():
    paper = build_document(adopted(), "yttrande", options=LONG_AFTER)

    assert "föreslås" not in outline_text(paper)
    assert paper.metadata.day == date(2026, 3, 19)


def test_an_answer_is_proposed_as_long_as_the_decision_on_it_is_not_registered():
    file = adopted()
    file.case.stage = CaseStage.till_namnd

    paper = build_document(file, "yttrande", options=LONG_AFTER)

    assert "föreslås besluta" in outline_text(paper)
    assert paper.metadata.day == date(2026, 9, 1)


def test_an_answer_that_the_namnd_turned_down_is_not_told_as_decided():
    file = adopted()
    file.decisions[0].outcome = Outcome.avslag

    assert "föreslås besluta" in outline_text(build_document(file, "yttrande", options=LONG_AFTER))


@pytest.mark.parametrize("kind", ["tjansteskrivelse", "svar_namndinitiativ"])
def test_what_the_officials_wrote_for_a_meeting_is_not_dated_after_it(kind):
    file = adopted()
    file.case.kind = CaseKind.namndinitiativ if kind == "svar_namndinitiativ" else file.case.kind

    paper = build_document(file, kind, options=LONG_AFTER)

    assert paper.metadata.day is None
    assert "Datum" not in outline_text(paper).split("\n")
    assert build_document(file, kind, options=DocumentOptions(day=date(2026, 3, 10))).metadata.day == date(2026, 3, 10)


def test_what_the_officials_write_for_the_second_answer_is_dated_today():
    file = followed_up()
    file.documents = [one for one in file.documents if one.kind != DocumentKind.tjansteskrivelse]
    file.case.stage = CaseStage.uppfoljning
    file.decisions = decided().decisions

    assert build_document(file, "tjansteskrivelse", options=LONG_AFTER).metadata.day == date(2026, 9, 1)


def test_the_letter_that_goes_with_an_adopted_answer_names_it_though_nobody_began_it():
    enclosed = outline_text(build_document(adopted(), "foljebrev", options=LONG_AFTER))

    assert "Yttrande: Granskning av skolskjuts" in enclosed


@pytest.mark.parametrize(
    ("point", "outcome", "told"),
    [
        ("Nämnden lägger granskningen till handlingarna.", Outcome.lagges_till_handlingarna, ""),
        ("Nämnden godkänner rapporten.", Outcome.lagges_till_handlingarna, "Läggs till handlingarna: "),
        ("Ärendet återremitteras för ytterligare beredning.", Outcome.aterremiss, ""),
        ("Nämnden bordlägger ärendet.", Outcome.bordlaggning, ""),
        # Was what turns it down turned down? That is for who reads it to see.
        ("Nämnden avslår motionen.", Outcome.avslag, "Avslag: "),
        ("Nämnden godkänner rapporten.", Outcome.avslag, "Avslag: "),
    ],
)
def test_a_point_that_says_itself_what_was_decided_is_not_told_twice(point, outcome, told):
    file = decided()
    file.decision_points = [DecisionPoint(id=1, case_id=1, text=point)]
    file.point_outcomes = [PointOutcome(case_id=1, decision_id=1, decision_point_id=1, outcome=outcome)]

    printed = [
        runs_text(one.runs) for one in build_document(file, "protokollsutdrag").blocks if isinstance(one, Paragraph)
    ]

    assert any(line.startswith(told) and point.rstrip(".").split()[-1] in line for line in printed), printed
    assert any(line.startswith("Läggs till handlingarna: ") for line in printed) == told.startswith("Läggs")
    assert any(": " in line for line in printed) == bool(told)


@pytest.mark.parametrize("name", ["malmo_yttrande", "neutral_yttrande"])
def test_who_joined_a_dissent_is_printed_in_the_decided_yttrande(name):
    text = outline_text(
        build_document(decided(), "yttrande", load_template(name), DocumentOptions(DocumentMode.beslutat))
    )

    assert text.index("Svaret räcker inte.") < text.index("Med instämmande av Ivar Holm (X)")


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_is_proposed_any_more_in_what_is_decided(case_file, name):
    text = outline_text(made(case_file, name, mode=DocumentMode.beslutat, day=date(2027, 1, 21)))

    assert "föreslås" not in text


@pytest.mark.parametrize(
    ("stage", "outcome", "mark"),
    [
        (CaseStage.till_namnd, Outcome.bifall, "UTKAST"),
        (CaseStage.till_namnd, None, "UTKAST"),
        (CaseStage.beslutat, Outcome.bifall, ""),
        (CaseStage.uppfoljning, Outcome.bifall, ""),
        (CaseStage.till_beredning, Outcome.aterremiss, ""),
    ],
)
def test_the_extract_of_a_decision_that_is_not_registered_is_a_draft(stage, outcome, mark):
    case_file = decided()
    case_file.case.stage = stage
    for one in case_file.decisions:
        one.outcome = outcome
    case_file.point_outcomes = []

    outline = build_document(case_file, DocumentKind.protokollsutdrag)

    assert outline.page_note.mark == mark
    assert not build_document(case_file, DocumentKind.yttrande).page_note.mark


def test_an_anstand_is_asked_of_the_one_who_is_owed_an_answer_by_the_day_that_is_told():
    case_file = initiative()
    case_file.case.requester = "Kultur- och fritidsnämnden"
    case_file.reply_days = [
        ReplyDay(id=1, case_id=1, latest=date(2026, 5, 29), to_whom="Kultur- och fritidsnämnden"),
        ReplyDay(id=2, case_id=1, latest=date(2026, 4, 30), to_whom="Kommunstyrelsen"),
    ]

    outline = build_document(case_file, DocumentKind.anstand)

    assert ("Kommunstyrelsen",) in [cell.lines for cell in outline.letterhead.cells]
    assert "senast 2026-04-30" in outline_text(outline)
    other = build_document(case_file, DocumentKind.svar_namndinitiativ)
    assert "Kommunstyrelsen" not in outline_text(other)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_a_template_reminds_of_has_no_place_in_what_is_decided(name):
    case_file = decided()
    case_file.dissents = []
    reminders = [block.text for block in load_template(name).blocks if block.text.startswith("[")]

    text = outline_text(made(case_file, name, mode=DocumentMode.beslutat, day=date(2027, 1, 21)))

    assert [one for one in reminders if one in text] == []


def test_points_of_several_bodies_stand_under_each_of_them_and_only_the_namnds_are_decided():
    case_file = initiative()

    proposed = outline_text(build_document(case_file, DocumentKind.svar_namndinitiativ))
    options = DocumentOptions(mode=DocumentMode.beslutat)
    after = outline_text(build_document(case_file, DocumentKind.svar_namndinitiativ, options=options))

    assert proposed.index("I arbetsutskottet:") < proposed.index("utan eget förslag") < proposed.index("I nämnden:")
    assert "utan eget förslag" not in after
    assert "I nämnden:" not in after


def test_an_answer_to_an_initiative_has_the_day_and_the_people_of_its_tjansteskrivelse():
    outline = build_document(initiative(), DocumentKind.svar_namndinitiativ)

    assert ("2026-02-19",) in [cell.lines for cell in outline.letterhead.cells]
    assert "[Bedömning av att-satsen saknas.]" in outline_text(outline)


@pytest.mark.parametrize(
    ("style", "lines"),
    [
        ("numbered_present", "1. Barn- och utbildningsnämnden godkänner yttrandet."),
        ("att_lower", "Barn- och utbildningsnämnden föreslås besluta\n\natt godkänna yttrandet."),
        ("foreslas_besluta", "1. Barn- och utbildningsnämnden föreslås besluta att godkänna yttrandet."),
    ],
)
def test_the_points_are_put_in_the_style_of_the_template(case_file, style, lines):
    base = load_template("neutral_tjansteskrivelse").model_dump(mode="json")
    base["decision"] |= {"style": style, "lead": "{committee} föreslås besluta"}

    outline = build_document(case_file, "tjansteskrivelse", Template.model_validate(base))

    assert lines in outline_text(outline)


def test_every_dissent_has_a_page_of_its_own():
    blocks = build_document(decided(), DocumentKind.reservation).blocks

    assert sum(isinstance(block, PageBreak) for block in blocks) == 1
    told = outline_text(build_document(decided(), DocumentKind.reservation))
    assert told.index("Vi reserverar oss mot beslutet.") < told.index("Med instämmande av Ivar Holm (X)")
    assert "[Här ska texten stå." in told


def test_a_letter_that_somebody_has_written_is_printed_as_written():
    options = DocumentOptions(letter="Till revisorerna\n\nBegäran om anstånd: BUN-2026-0412\n\nVi ber om en vecka.\n")

    outline = build_document(decided(), DocumentKind.anstand, options=options)

    assert headings(outline) == [(1, "Begäran om anstånd: BUN-2026-0412")]
    assert outline.metadata.title == "Begäran om anstånd: BUN-2026-0412"
    assert [runs_text(one.runs) for one in outline.blocks if isinstance(one, Paragraph)] == [
        "Till revisorerna",
        "Vi ber om en vecka.",
    ]


def test_a_card_never_fills_more_than_one_page():
    """However much there is to tell, and however long each thing is."""
    case_file = decided()
    long = "Säkerställ att samtliga verksamhetsområden dokumenterar " * 6
    case_file.case.title = case_file.case.requester = long
    case_file.recommendations = [Recommendation(id=n, case_id=1, no=n, text=long) for n in range(1, 60)]
    case_file.plan_steps = [
        PlanStep(id=n, case_id=1, kind=BodyKind.namnd, label=long, day=date(2026, 3, 19)) for n in range(1, 30)
    ]
    case_file.decisions = [
        Decision(id=n, case_id=1, kind=BodyKind.au, day=date(2026, 3, 5), paragraph=long) for n in range(1, 20)
    ]

    outline = build_document(case_file, DocumentKind.arendekort, options=DocumentOptions(day=date(2026, 3, 1)))

    assert "… och 55 till" in outline_text(outline)
    with pikepdf.open(BytesIO(write_document(outline, "pdf"))) as pdf:
        assert len(pdf.pages) == 1


def test_a_word_of_the_trade_names_a_kind_in_one_form():
    assert named_kind("tjansteutlatande") == ("tjansteskrivelse", "stockholm_tjansteutlatande")
    assert named_kind("tjansteutlatande", "malmo_tjansteskrivelse") == ("tjansteskrivelse", "malmo_tjansteskrivelse")
    assert named_kind("yttrande") == ("yttrande", "")


@pytest.mark.parametrize("made_type", DOCUMENT_TYPES, ids=lambda made_type: made_type.slug)
def test_a_kind_is_known_by_its_name_on_screen_and_by_its_slug_with_any_marks_between(made_type):
    for word in (made_type.name, made_type.name.upper(), made_type.slug, made_type.slug.replace("_", "-")):
        assert named_kind(word) == (made_type.slug, "")


def test_a_word_that_means_no_kind_is_told_as_it_was_written():
    assert named_kind("Tjänste-utlåtandet") == ("Tjänste-utlåtandet", "")
