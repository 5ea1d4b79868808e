"""Each remedy is done, undone and done again; a remark that no longer holds is refused."""

from __future__ import annotations

from datetime import date

import pytest

from nemndsekr.operations.approvals import approve, take_back_approval, turn_check
from nemndsekr.operations.edit_record import edit_record, redo, undo
from nemndsekr.operations.remedies import acts, apply_remedy
from nemndsekr.records.block_markup import from_markup, to_markup
from nemndsekr.records.block_text import plain_text
from nemndsekr.records.case import Case, ReplyDay
from nemndsekr.records.case_file import CASE_TABLES
from nemndsekr.records.choices import DifferenceState, DocumentKind, Occasion
from nemndsekr.records.decision import DecisionPoint
from nemndsekr.records.document import Basis, Document, DocumentPerson, Section
from nemndsekr.records.measure import Measure, MeasureLink, Promise, ReportBack
from nemndsekr.records.namndinitiativ import Attsats
from nemndsekr.records.recommendation import Recommendation
from nemndsekr.records.row import Row
from nemndsekr.records.source import Difference
from nemndsekr.rules.checks import approved_remarks, remarks_on
from nemndsekr.rules.checks.remark import GO, Remedy
from nemndsekr.store.queries import load_case
from nemndsekr.support.errors import UserError
from tests.store.conftest import NOW

NAMND = "Barn- och utbildningsnämnden"
LONG = "Badplatserna har fått nya bryggor, nya skyltar och en livboj var efter beslut i nämnden."


def rec(no, answer="", **values):
    words = values.pop("text", f"Säkerställ att badplats {no} sköts.")
    return Recommendation(case_id=1, no=no, position=no, text=words, answer=from_markup(answer), **values)


def section(markup, key="synpunkter"):
    return Section(case_id=1, key=key, heading=key.capitalize(), body=from_markup(markup))


def point(position, text, **values):
    return DecisionPoint(case_id=1, position=position, text=text, **values)


def paper(kind=DocumentKind.yttrande):
    return Document(case_id=1, kind=kind, dated_on=date(2026, 3, 12))


def two_measures():
    return [
        rec(1),
        rec(2),
        Measure(case_id=1, position=1, text="Byt skyltar"),
        Measure(case_id=1, position=2, text="Byt skyltar.", expected_effect="Färre olyckor"),
        MeasureLink(case_id=1, measure_id=1, recommendation_id=1),
        MeasureLink(case_id=1, measure_id=2, recommendation_id=2),
        Promise(case_id=1, measure_id=1, words="maj 2027"),
        Promise(case_id=1, measure_id=2, words="maj 2027"),
        Promise(case_id=1, measure_id=2, position=1, words="juni 2027"),
        ReportBack(case_id=1, measure_id=2, words="maj 2027"),
    ]


def answers(file):
    return [to_markup(one.answer) for one in file.recommendations]


# The act, the rule it mends, the rows of the case, and what is asked afterwards.
ACTS = [
    (
        "replace",
        "attsatser",
        [Attsats(case_id=1, position=1, text="Att förvaltningen uppdras ta fram en plan.")],
        lambda file: file.attsatser[0].text == "Att förvaltningen uppdras att ta fram en plan.",
    ),
    (
        "replace",
        "dubbelt_ord",
        [rec(1, "Nämnden *ser att att* bryggorna håller.")],
        lambda file: answers(file) == ["Nämnden *ser att* bryggorna håller."],
    ),
    (
        "replace",
        "streck",
        [rec(1, "Bryggorna 2024- 2025 håller.")],
        lambda file: answers(file) == ["Bryggorna 2024–2025 håller."],
    ),
    (
        "replace",
        "ar_saknas",
        [paper(), section("Lagen ändras 1 juli i år, säger nämnden.")],
        lambda file: plain_text(file.sections[0].body) == "Lagen ändras 1 juli 2026, säger nämnden.",
    ),
    (
        "replace",
        "punkt_saknas",
        [section("Nämnden har under flera år arbetat med säkra **och trygga bryggor**")],
        lambda file: plain_text(file.sections[0].body).endswith("trygga bryggor."),
    ),
    (
        "replace_everywhere",
        "stor_bokstav",
        [
            section(
                "Det sade Stadsrevisionen då. Vi skrev till stadsrevisionen. Svaret från stadsrevisionen kom. "
                "Stadsrevisionen tog emot."
            )
        ],
        lambda file: plain_text(file.sections[0].body).count("Stadsrevisionen") == 1,
    ),
    (
        "replace_everywhere",
        "datumformer",
        [paper(), section("Rapporten inkom 260112. Svar senast 260331.")],
        lambda file: plain_text(file.sections[0].body) == "Rapporten inkom 2026-01-12. Svar senast 2026-03-31.",
    ),
    (
        "cut",
        "dubbla_stycken",
        [section(LONG, "overvaganden"), section(f"Först.\n\n{LONG}", "framat")],
        lambda file: [plain_text(one.body) for one in file.sections] == [LONG, "Först."],
    ),
    (
        "cut",
        "mallrad",
        [section("[Här beskriver du bakgrunden.]\n\nKvar.")],
        lambda file: plain_text(file.sections[0].body) == "Kvar.",
    ),
    (
        "make_live",
        "levande_hanvisning",
        [rec(1, "Som *rekommendation ett och två* säger."), rec(2)],
        lambda file: (
            [(run.text, run.ref, run.italic) for run in file.recommendations[0].answer.blocks[0].runs if run.ref]
            == [("rekommendation ett", file.recommendations[0].uid, True), ("två", file.recommendations[1].uid, True)]
        ),
    ),
    (
        "use_wording",
        "tva_lydelser",
        [rec(1, text="Se över alla bryggor", other_wording="Se över varje brygga")],
        lambda file: (
            (file.recommendations[0].text, file.recommendations[0].other_wording) == ("Se över alla bryggor", "")
        ),
    ),
    (
        "keep_correction",
        "tva_lydelser",
        [rec(1, text="Se över alla bryggor", other_wording="Se över varje brygga")],
        lambda file: (
            (file.recommendations[0].text, file.recommendations[0].corrected_text)
            == ("Se över alla bryggor", "Se över varje brygga")
        ),
    ),
    (
        "take_other",
        "tva_lydelser",
        [rec(1, text="Se över alla bryggor", other_wording="Se över varje brygga")],
        lambda file: file.recommendations[0].text == "Se över varje brygga",
    ),
    (
        "not_ours",
        "svarets_delar",
        [rec(1), rec(2, "Bryggan byts.")],
        lambda file: not file.recommendations[0].concerns_us,
    ),
    (
        "watch",
        "aterrapportering",
        [paper(), rec(1, "Översynen återrapporteras till nämnden i januari 2027.")],
        lambda file: (
            [(back.words, back.latest, file.assignments[0].text) for back in file.report_backs]
            == [("i januari 2027", date(2027, 1, 31), "Översynen återrapporteras till nämnden i januari 2027.")]
            and [one.assignment_id for one in (*file.report_backs, *file.promises)] == [1, 1]
            and not file.measures
        ),
    ),
    (
        "watch",
        "aterrapportering",
        [
            paper(),
            rec(1, "Översynen återrapporteras till nämnden i januari 2027."),
            Measure(case_id=1, position=1, text="Se över bryggorna"),
            MeasureLink(case_id=1, measure_id=1, recommendation_id=1),
        ],
        lambda file: [back.measure_id for back in file.report_backs] == [1] and len(file.measures) == 1,
    ),
    (
        "one_measure",
        "samma_atagande",
        two_measures(),
        lambda file: (
            len(file.measures) == 1
            and file.measures[0].expected_effect == "Färre olyckor"
            and sorted(link.recommendation_id for link in file.measure_links) == [1, 2]
            and [(one.position, one.words) for one in file.promises] == [(0, "maj 2027"), (1, "juni 2027")]
            and [one.measure_id for one in file.report_backs] == [1]
        ),
    ),
    (
        "send_point",
        "svar_skickas_inte",
        [
            ReplyDay(case_id=1, words="31 mars 2026", occasion=Occasion.forsta),
            point(1, "Nämnden beslutar att avsluta ärendet."),
            point(2, "Paragrafen justeras omedelbart.", immediate=True),
        ],
        lambda file: (
            [(one.position, one.text) for one in file.decision_points]
            == [
                (1, "Nämnden beslutar att avsluta ärendet."),
                (
                    2,
                    f"{NAMND} beslutar att godkänna förvaltningens svar och skicka det till revisorerna.",
                ),
                (3, "Paragrafen justeras omedelbart."),
            ]
        ),
    ),
    (
        "part_point",
        "beslutsforslaget",
        [
            point(1, "Nämnden beslutar att anslå medel samt att utse en ansvarig."),
            point(2, "Paragrafen justeras omedelbart."),
        ],
        lambda file: (
            [one.text for one in file.decision_points]
            == [
                "Nämnden beslutar att anslå medel.",
                "Nämnden beslutar att utse en ansvarig.",
                "Paragrafen justeras omedelbart.",
            ]
        ),
    ),
    (
        "restyle",
        "beslutsstil",
        [point(1, "Nämnden beslutar att anta svaret."), point(2, "Nämnden justerar paragrafen omedelbart.")],
        lambda file: file.decision_points[0].text == "Nämnden antar svaret.",
    ),
    (
        "add_recipient",
        "mottagare_saknas",
        [point(1, "Nämnden skickar svaret till stadsrevisionen.")],
        lambda file: [one.text for one in file.recipients] == ["Stadsrevisionen"],
    ),
    (
        "rename_bases",
        "arendets_namn",
        [Basis(case_id=1, position=1, text="Tjänsteskrivelse - Granskning av skolskjuts och taxi")],
        lambda file: file.bases[0].text == "Tjänsteskrivelse - Granskning av skolskjuts",
    ),
    ("expect_dnr", "diarienummer", [], lambda file: file.case.dnr_expected),
    (
        "set_title",
        "tva_titlar",
        [
            paper(),
            DocumentPerson(case_id=1, document_id=1, name="Ida Ek", title="Chef"),
            DocumentPerson(case_id=1, document_id=1, name="Ida Ek", title="Direktör"),
        ],
        lambda file: [one.title for one in file.document_persons] == ["Chef", "Chef"],
    ),
]


def fresh(row):
    """The same row once more: a row belongs to one session."""
    return type(row)(**{name: getattr(row, name) for name in type(row).model_fields if name not in ("id", "uid")})


def contents(file):
    """Every field of every row, but for what only counts changes."""
    kept = {}
    tables: tuple[tuple[str, type[Row]], ...] = (("case", Case), *CASE_TABLES)
    for name, table in tables:
        rows = [file.case] if name == "case" else getattr(file, name)
        fields = [field for field in table.model_fields if field != "version"]
        kept[name] = [tuple(getattr(row, field) for field in fields) for row in rows]
    return kept


def filled(store, who, case_id, rows, rule=""):
    with store.step("övning", who, NOW) as step:
        case = step.get(Case, case_id)
        case.requester = "Stadsrevisionen" if rule == "mottagare_saknas" else ""
        case.dnr = "" if rule == "diarienummer" else case.dnr
        for row in rows:
            step.add(fresh(row))


@pytest.mark.parametrize(("act", "rule", "rows", "holds"), ACTS, ids=[f"{act} {rule}" for act, rule, _, _ in ACTS])
def test_a_remedy_is_done_undone_and_done_again(store, who, case_id, act, rule, rows, holds):
    filled(store, who, case_id, rows, rule)
    before = load_case(store, case_id)
    remark, remedy = next(
        (remark, remedy)
        for remark in remarks_on(before)
        for remedy in remark.remedies
        if (remark.rule, remedy.act) == (rule, act)
    )

    changes = apply_remedy(store, case_id, remark, remedy, who, NOW)

    after = load_case(store, case_id)
    assert holds(after)
    assert remark.fingerprint not in {one.fingerprint for one in remarks_on(after)}
    assert changes.cases == {case_id}
    assert changes.name == changes.name.lower()
    assert store.undo_names()[0] == changes.name
    undo(store, NOW)
    assert contents(load_case(store, case_id)) == contents(before)
    redo(store, NOW)
    assert contents(load_case(store, case_id)) == contents(after)


@pytest.mark.parametrize(
    ("words", "text", "state"),
    [
        ("Behåll", "Se över bryggorna", DifferenceState.behallen),
        ("Ta den andra", "Se över alla bryggor", DifferenceState.ersatt),
        ("Behåll båda", "Se över bryggorna", DifferenceState.bada),
    ],
)
def test_what_two_papers_say_otherwise_is_decided_undone_and_decided_again(store, who, case_id, words, text, state):
    filled(store, who, case_id, [rec(1, text="Se över bryggorna")])
    uid = load_case(store, case_id).recommendations[0].uid
    difference = Difference(
        case_id=case_id, record="recommendations", record_uid=uid, field="text", words="Se över alla bryggor"
    )
    filled(store, who, case_id, [difference])
    before = load_case(store, case_id)
    remark = next(one for one in remarks_on(before) if one.rule == "kallor_skiljer")

    apply_remedy(store, case_id, remark, next(one for one in remark.remedies if one.words == words), who, NOW)

    after = load_case(store, case_id)
    assert (after.recommendations[0].text, after.differences[0].state) == (text, state)
    undo(store, NOW)
    assert contents(load_case(store, case_id)) == contents(before)
    redo(store, NOW)
    assert contents(load_case(store, case_id)) == contents(after)


def test_every_act_is_tried():
    # The others are tried where what they need is made: test_decided_document.py, and the differences above.
    elsewhere = {"decide", "restore_decided", "keep_decided"}
    assert {act for act, *_ in ACTS} | elsewhere == set(acts())


def test_a_remedy_that_only_goes_somewhere_is_the_windows():
    assert Remedy("Gå dit").act == GO
    assert GO not in acts()


def test_a_remark_about_what_has_changed_is_refused_and_nothing_is_touched(store, who, case_id):
    filled(store, who, case_id, [rec(1, text="Se över alla bryggor", other_wording="Se över varje brygga")])
    file = load_case(store, case_id)
    remark = next(remark for remark in remarks_on(file) if remark.rule == "tva_lydelser")
    edit_record(store, Recommendation, 1, {"other_wording": "Något annat om bryggor"}, who, NOW)
    before = contents(load_case(store, case_id))

    with pytest.raises(UserError, match="har ändrats"):
        apply_remedy(store, case_id, remark, remark.remedies[0], who, NOW)

    assert contents(load_case(store, case_id)) == before


def test_a_remedy_done_twice_is_refused_the_second_time(store, who, case_id):
    filled(store, who, case_id, [rec(1, "Nämnden ser att att bryggorna håller.")])
    remark = next(one for one in remarks_on(load_case(store, case_id)) if one.rule == "dubbelt_ord")
    apply_remedy(store, case_id, remark, remark.remedies[0], who, NOW)

    with pytest.raises(UserError, match="har ändrats"):
        apply_remedy(store, case_id, remark, remark.remedies[0], who, NOW)


# --- let it stand ----------------------------------------------------------------------------------------------------


def one_remark(store, who, case_id):
    filled(store, who, case_id, [rec(1, text="Se över alla bryggor", other_wording="Se över varje brygga")])
    return next(one for one in remarks_on(load_case(store, case_id)) if one.rule == "tva_lydelser")


def test_an_approved_remark_is_silent_and_tells_who_when_and_why(store, who, case_id):
    remark = one_remark(store, who, case_id)

    approve(store, case_id, remark, " Så står det i rapporten. ", who, NOW)

    file = load_case(store, case_id)
    assert remark not in remarks_on(file)
    assert remark in approved_remarks(file)
    approval = file.approvals[0]
    assert (approval.user_uid, approval.at, approval.reason) == (who, NOW, "Så står det i rapporten.")
    undo(store, NOW)
    assert remark in remarks_on(load_case(store, case_id))
    redo(store, NOW)
    assert remark not in remarks_on(load_case(store, case_id))


def test_an_approval_holds_only_while_the_remark_is_the_same(store, who, case_id):
    approve(store, case_id, one_remark(store, who, case_id), "", who, NOW)

    edit_record(store, Recommendation, 1, {"other_wording": "Se över var tredje brygga"}, who, NOW)

    assert "tva_lydelser" in {remark.rule for remark in remarks_on(load_case(store, case_id))}


def test_an_approval_is_taken_back_and_that_is_undone(store, who, case_id):
    remark = one_remark(store, who, case_id)
    approve(store, case_id, remark, "", who, NOW)

    take_back_approval(store, case_id, remark, who, NOW)

    assert remark in remarks_on(load_case(store, case_id))
    undo(store, NOW)
    assert remark not in remarks_on(load_case(store, case_id))
    with pytest.raises(UserError, match="inte godkänt"):
        take_back_approval(store, case_id, remark._replace(text="Annat"), who, NOW)


def test_approving_twice_keeps_one(store, who, case_id):
    remark = one_remark(store, who, case_id)
    approve(store, case_id, remark, "", who, NOW)
    approve(store, case_id, remark, "", who, NOW)
    assert len(load_case(store, case_id).approvals) == 1


def test_a_check_is_turned_off_for_a_namnd_and_on_again(store, who, case_id):
    remark = one_remark(store, who, case_id)
    namnd_id = load_case(store, case_id).namnd.stored_id

    changes = turn_check(store, namnd_id, "tva_lydelser", who, NOW, off=True)

    assert changes.name == "stängde av kontrollen två lydelser"
    assert remark not in remarks_on(load_case(store, case_id))
    undo(store, NOW)
    assert remark in remarks_on(load_case(store, case_id))
    redo(store, NOW)
    turn_check(store, namnd_id, "tva_lydelser", who, NOW, off=False)
    assert remark in remarks_on(load_case(store, case_id))


def test_an_unknown_check_is_not_turned(store, who, case_id):
    namnd_id = load_case(store, case_id).namnd.stored_id
    with pytest.raises(UserError, match="finns inte"):
        turn_check(store, namnd_id, "okand", who, NOW, off=True)
