"""Taking in what was read: a case made or joined, nothing overwritten, every value with its passage."""

from __future__ import annotations

from pathlib import Path

import pytest

from nemndsekr.operations.case_proposals import LIKELY, proposals
from nemndsekr.operations.edit_record import edit_record, undo
from nemndsekr.operations.import_report import accept_reading
from nemndsekr.reading.report_file import read_report
from nemndsekr.records.block_text import from_paragraphs, plain_text
from nemndsekr.records.choices import CaseKind, DemandPart, InitiatorPart, Occasion
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.store.queries import all_cases, file_content, load_case, verify
from nemndsekr.support.errors import UserError
from tests.operations.conftest import NOW

LETTER = """## Tjänsteskrivelse

Datum
2026-02-19

Vår referens
Peter Sandqvist
Utredare
peter.sandqvist@lindakra.example

## Granskning av skolmåltider

**BUN-2026-0500**

### Sammanfattning

Kommunens revisorer har under hösten 2025 granskat barn- och utbildningsnämndens arbete med skolmåltider.

Nämnden ska i ett yttrande redovisa vilka åtgärder som planeras, deras förväntade effekt och när de senast ska vara \
genomförda. Svaret ska lämnas senast 2026-03-31.

### Förslag till beslut

1. Barn- och utbildningsnämnden godkänner yttrandet och skickar det till kommunens revisorer.
2. Barn- och utbildningsnämnden justerar paragrafen omedelbart.

### Beslutsunderlag

- Revisionsrapport om skolmåltider

### Beslutsplanering

BUN beredning 2026-02-25

Barn- och utbildningsnämndens arbetsutskott 2026-03-05

Barn- och utbildningsnämnden 2026-03-19

### Beslutet skickas till

Kommunens revisorer

### Om granskningen

Granskningen har brutits ned i följande revisionsfrågor:

- Har nämnden rutiner för specialkost?
- Följs matsvinnet upp?

Utifrån granskningen lämnar revisorerna följande rekommendationer till barn- och utbildningsnämnden:

- Säkerställ att rutinerna för specialkost är kända på alla skolor
- Utveckla uppföljningen av matsvinnet

### Förvaltningens åtgärder

*Rekommendation: Säkerställ att rutinerna för specialkost är kända på alla skolor*

Förvaltningen instämmer. Rutinerna gås igenom varje termin.

*Rekommendation: Utveckla uppföljningen av matsvinnet*

Svinnet vägs två veckor per termin från hösten 2026.

### Ansvariga

Eva Lindgren Enhetschef
"""


@pytest.fixture
def letter(tmp_path) -> Path:
    path = tmp_path / "Tjänsteskrivelse skolmåltider.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def take(store, who, path, case_id=None):
    return accept_reading(store, read_report(path), path.read_bytes(), who, NOW, case_id=case_id)


def test_a_letter_becomes_a_case_with_everything_in_its_place(store, who, letter):
    imported = take(store, who, letter)

    assert not imported.joined
    file = load_case(store, imported.case_id)
    assert (file.case.kind, file.case.dnr, file.case.title) == (
        CaseKind.granskning,
        "BUN-2026-0500",
        "Granskning av skolmåltider",
    )
    assert file.namnd.name == "Barn- och utbildningsnämnden"
    assert [rec.text for rec in file.recommendations] == [
        "Säkerställ att rutinerna för specialkost är kända på alla skolor",
        "Utveckla uppföljningen av matsvinnet",
    ]
    assert plain_text(file.recommendations[1].answer) == "Svinnet vägs två veckor per termin från hösten 2026."
    assert len(file.questions) == 2
    assert {demand.part for demand in file.demands} >= {
        DemandPart.measures,
        DemandPart.expected_effect,
        DemandPart.latest_date,
    }
    assert [(day.occasion, str(day.latest)) for day in file.reply_days] == [(Occasion.forsta, "2026-03-31")]
    assert [point.immediate for point in file.decision_points] == [False, True]
    assert [(step.kind, str(step.day)) for step in file.plan_steps] == [
        ("beredning", "2026-02-25"),
        ("au", "2026-03-05"),
        ("namnd", "2026-03-19"),
    ]
    assert [recipient.text for recipient in file.recipients] == ["Kommunens revisorer"]
    assert {person.name for person in file.document_persons} == {"Peter Sandqvist", "Eva Lindgren"}
    assert file.case.officer_id is not None
    assert file.persons[file.case.officer_id].email == "peter.sandqvist@lindakra.example"
    assert [section.key for section in file.sections if section.key] != []


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("2026-03-31", ("2026-03-31", "2026-03-31", "2026-03-31", "dag", "")),
        ("april 2026", ("april 2026", "2026-04-01", "2026-04-30", "manad", "")),
        ("den 31 mars", ("den 31 mars", "2026-03-31", "2026-03-31", "dag", "19 februari 2026")),
    ],
)
def test_a_reply_day_keeps_its_words_and_the_days_they_can_mean(store, who, letter, words, kept):
    letter.write_text(LETTER.replace("senast 2026-03-31", f"senast {words}"), encoding="utf-8")
    taken = accept_reading(store, read_report(letter), letter.read_bytes(), who, NOW)

    (day,) = load_case(store, taken.case_id).reply_days
    assert (day.words, str(day.earliest), str(day.latest), day.precision, day.relative_to) == kept


def test_every_passage_that_is_kept_holds_the_words_it_proves(store, who, letter):
    file = load_case(store, take(store, who, letter).case_id)
    text = file.sources[0].text

    proven = {(item.record, item.record_uid, item.field): text[item.start : item.end] for item in file.evidence}
    for recommendation in file.recommendations:
        passage = proven["recommendations", recommendation.uid, "text"]
        assert " ".join(passage.split()) == recommendation.text
    assert proven["cases", file.case.uid, "dnr"] == "BUN-2026-0500"


def test_the_file_itself_is_kept(store, who, letter):
    file = load_case(store, take(store, who, letter).case_id)

    assert file_content(store, file.sources[0].sha256) == letter.read_bytes()
    assert verify(store)[0] == []


def test_the_same_bytes_are_not_stored_again(store, who, letter):
    take(store, who, letter)

    with pytest.raises(UserError, match="redan inläst i ärendet «Granskning av skolmåltider»"):
        take(store, who, letter)

    assert len(all_cases(store)) == 1


def test_a_second_file_with_the_same_dnr_joins_and_overwrites_nothing(store, who, letter, tmp_path):
    first = take(store, who, letter)
    rec = load_case(store, first.case_id).recommendations[0]
    values = {"answer": from_paragraphs(["Nämndens egna ord."])}
    edit_record(store, Recommendation, rec.stored_id, values, who, NOW)
    later = tmp_path / "senare.txt"
    later.write_text(LETTER.replace("två veckor", "fyra veckor"), encoding="utf-8")

    second = take(store, who, later)

    assert (second.joined, second.case_id) == (True, first.case_id)
    file = load_case(store, first.case_id)
    assert len(file.recommendations) == 2
    assert plain_text(file.recommendations[0].answer) == "Nämndens egna ord."
    assert "två veckor" in plain_text(file.recommendations[1].answer)
    assert len(file.decision_points) == 2
    assert len(file.plan_steps) == 3
    assert len(file.sources) == 2


def test_a_file_can_be_put_in_a_case_that_one_names(store, who, letter, case_id):
    imported = take(store, who, letter, case_id=case_id)

    assert (imported.joined, imported.case_id) == (True, case_id)
    assert len(load_case(store, case_id).recommendations) == 2


def test_reading_in_is_one_step_that_can_be_undone(store, who, letter, case_id):
    take(store, who, letter)

    changes = undo(store, NOW)

    assert changes is not None
    assert changes.name == "läste in Tjänsteskrivelse skolmåltider.txt"
    assert [case.stored_id for case in all_cases(store)] == [case_id]
    assert verify(store)[0] == []


def test_an_initiative_keeps_its_clauses_and_who_stands_behind_it(store, who, tmp_path):
    path = tmp_path / "initiativ.txt"
    path.write_text(
        "Nämndinitiativ\n\nLäxhjälp på alla fritidshem\n\nMånga elever saknar läsro hemma.\n\n"
        "Vi föreslår därför att barn- och utbildningsnämnden beslutar:\n\n"
        "Att förvaltningen får i uppdrag att utreda läxhjälp på fritidshem.\n\n"
        "Att uppdraget redovisas skriftligt till nämnden.\n\n"
        "Lindåkra 2026-02-12\n\nKarin Holm (S)\n\nMed instämmande av\n\nOmar Said (V)\n",
        encoding="utf-8",
    )

    file = load_case(store, take(store, who, path).case_id)

    assert file.case.kind == CaseKind.namndinitiativ
    assert len(file.attsatser) == 2
    assert file.initiative is not None
    assert str(file.initiative.handed_in_on) == "2026-02-12"
    assert [(person.name, person.party, person.part) for person in file.initiators] == [
        ("Karin Holm", "S", InitiatorPart.initiator),
        ("Omar Said", "V", InitiatorPart.joined),
    ]


def test_a_number_that_is_taken_is_not_given_twice(store, who, letter, tmp_path):
    first = take(store, who, letter)
    other = tmp_path / "annan.txt"
    words = LETTER.replace("rutinerna för specialkost är kända", "köken har nog med personal")
    other.write_text(words.replace("matsvinnet", "elevernas val"), encoding="utf-8")
    take(store, who, other, case_id=first.case_id)

    assert [rec.no for rec in load_case(store, first.case_id).recommendations] == [1, 2, 3, 4]


def test_an_initiatives_text_is_without_what_has_fields_of_its_own(store, who, tmp_path):
    path = tmp_path / "initiativ.txt"
    why = (
        (
            "Många elever saknar läsro hemma. Skolbiblioteken stänger klockan tre, och den som inte får hjälp med "
            "läxorna hamnar efter redan i mellanstadiet. Det har både rektorer och föräldrar påtalat under flera år."
        ),
        (
            "På två fritidshem i kommunen har personalen ändå ordnat läxläsning på egen hand. Erfarenheterna är goda, "
            "men arbetet hänger på enskilda och upphör när de slutar."
        ),
    )
    path.write_text(
        f"Nämndinitiativ\n\nLäxhjälp på alla fritidshem i kommunen\n\n{why[0]}\n\n{why[1]}\n\n"
        "Vi föreslår därför att barn- och utbildningsnämnden beslutar:\n\n"
        "Att förvaltningen får i uppdrag att utreda läxhjälp på fritidshem.\n\n"
        "Att uppdraget redovisas skriftligt till nämnden.\n\n"
        "Lindåkra 2026-02-12\n\nKarin Holm (S)\n\nMed instämmande av\n\nOmar Said (V)\n",
        encoding="utf-8",
    )

    initiative = load_case(store, take(store, who, path).case_id).initiative

    assert initiative is not None
    assert plain_text(initiative.body) == "\n\n".join(why)
    assert initiative.lead_in == "Vi föreslår därför att barn- och utbildningsnämnden beslutar:"
    assert (initiative.place, str(initiative.dated_on)) == ("Lindåkra", "2026-02-12")


def test_a_report_keeps_what_it_is_called_and_who_was_audited_together(store, who, tmp_path):
    path = tmp_path / "kommentar.txt"
    path.write_text(
        "Tjänsteutlåtande\n\nTill hamnnämnden\n\nRevisionsrapport nr 7/2025, Bryggornas skötsel vintertid\n\n"
        "Förvaltningens kommentar\n\nÄrendet\n\n"
        "I granskningen ingår hamnnämnden, bryggnämnden samt kommunstyrelsen. Revisorerna lämnar följande "
        "rekommendationer:\n\n- Säkerställ att bryggorna besiktigas varje vår.\n- Utveckla rutiner för snöröjning.\n",
        encoding="utf-8",
    )

    audit = load_case(store, take(store, who, path).case_id).audit

    assert audit is not None
    assert audit.report_title == "Bryggornas skötsel vintertid"
    assert audit.other_bodies == "hamnnämnden, bryggnämnden samt kommunstyrelsen"


REPORT = """Granskning av parkernas bänkar

Revisionsrapport

KPMG{day}

Revisorerna har granskat hur parknämnden sköter sina bänkar. Vi rekommenderar parknämnden att:

- säkerställa att bänkarna målas
"""
COVER = """Revisorerna

2026-02-12

Till parknämnden

{title}

KPMG har på vårt uppdrag granskat parkernas bänkar. Vi önskar svar från parknämnden senast 2026-05-06.
"""


def report_and_cover(folder, day, title):
    report, cover = folder / "rapport.txt", folder / "missiv.txt"
    report.write_text(REPORT.format(day=day), encoding="utf-8")
    cover.write_text(COVER.format(title=title), encoding="utf-8")
    return report, cover


@pytest.mark.parametrize(
    ("day", "title", "joins"),
    [
        ("", "Granskning av parkernas bänkar", True),
        (", 2026-02-02", "Granskning av parkernas bänkar", True),
        (", 2024-02-02", "Granskning av parkernas bänkar", False),
        ("", "Granskning av parkernas papperskorgar", False),
    ],
)
def test_the_letter_joins_its_report(store, who, tmp_path, day, title, joins):
    first, second = [take(store, who, path) for path in report_and_cover(tmp_path, day, title)]

    assert (second.case_id == first.case_id) == joins


def test_the_report_joins_its_letter(store, who, tmp_path):
    second, first = [
        take(store, who, path) for path in reversed(report_and_cover(tmp_path, "", "Granskning av parkernas bänkar"))
    ]

    assert second.case_id == first.case_id


ASKED_AGAIN = "\nVi rekommenderar parknämnden att:\n\n- säkerställa att bänkarna målas\n"
NO_REPLY_DAY = COVER.replace(" senast 2026-05-06", "")


@pytest.mark.parametrize("report_first", [True, False])
@pytest.mark.parametrize(
    ("day", "cover", "joins"),
    [
        (", 2025-12-02", COVER, True),
        (", 2025-12-02", NO_REPLY_DAY, True),
        (", 2024-02-02", COVER, False),
        (", 2024-02-02", NO_REPLY_DAY, False),
        (", 2028-02-02", NO_REPLY_DAY, False),
        ("\n\nRevisionsrapport nr 3/2025", NO_REPLY_DAY, True),
        ("\n\nRevisionsrapport nr 3/2023", NO_REPLY_DAY, False),
        (", 2024-02-02", COVER + ASKED_AGAIN, False),
    ],
)
def test_what_is_audited_anew_another_year_is_another_case_though_it_has_the_same_title(
    store, who, tmp_path, day, cover, joins, report_first
):
    title = "Granskning av parkernas bänkar"
    report, letter = report_and_cover(tmp_path, day, title)
    letter.write_text(cover.format(title=title), encoding="utf-8")
    first, second = (report, letter) if report_first else (letter, report)
    case_id = take(store, who, first).case_id

    found = proposals(store, read_report(second), [case_id])
    taken = accept_reading(store, read_report(second), second.read_bytes(), who, NOW, together_with=[case_id])

    assert (taken.case_id == case_id) == joins
    if not joins:
        assert found[0].reason.endswith("men det är mer än ett halvår mellan handlingarna")
        assert found[0].score < LIKELY
