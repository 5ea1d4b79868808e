"""The points of a decision in each style: the form changes, the verb is never guessed."""

from __future__ import annotations

import pytest

from nemndsekr.rules.decision_style import STYLE_NAMES, DecisionStyle, StyledPoints, in_decision_style

WHO = "Barn- och utbildningsnämnden"
PRESENT = f"{WHO} godkänner yttrandet och skickar det till revisorerna."
BESLUTAR = f"{WHO} beslutar att godkänna yttrandet och skicka det till revisorerna."
ATT = "Att godkänna yttrandet och skicka det till revisorerna."


@pytest.mark.parametrize("point", [PRESENT, BESLUTAR, ATT, ATT.replace("Att", "att")])
@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (DecisionStyle.numbered_present, PRESENT),
        (DecisionStyle.numbered_beslutar_att, BESLUTAR),
        (DecisionStyle.att_upper, ATT),
        (DecisionStyle.att_lower, ATT.replace("Att", "att")),
        (DecisionStyle.foreslas_besluta, BESLUTAR.replace("beslutar", "föreslås besluta")),
    ],
)
def test_a_point_is_put_in_every_style_however_it_was_written(point, style, expected):
    made = in_decision_style([point], style, WHO)

    assert made.texts == (expected,)
    assert made.left == ()


def test_what_is_decided_is_no_longer_proposed():
    proposed = f"{WHO} föreslås besluta att avge yttrandet."

    made = in_decision_style([proposed], DecisionStyle.foreslas_besluta, WHO, decided=True)

    assert made.texts == (f"{WHO} beslutar att avge yttrandet.",)


@pytest.mark.parametrize(
    ("point", "style"),
    [
        pytest.param("Ärendet läggs till handlingarna", DecisionStyle.numbered_beslutar_att, id="no subject"),
        pytest.param("Att medge uppskov.", DecisionStyle.numbered_present, id="an unknown verb"),
        pytest.param("Arbetsutskottet godkänner planen.", DecisionStyle.att_upper, id="another body"),
        pytest.param(PRESENT, DecisionStyle.aberopas, id="another thing to say"),
    ],
)
def test_what_cannot_be_put_otherwise_is_left_as_written_and_told(point, style):
    made = in_decision_style([point], style, WHO)

    assert made.texts == (point,)
    assert made.left == (0,)
    assert not made.led


def test_one_point_that_cannot_follow_the_leading_words_keeps_them_all_as_written():
    points = (PRESENT, "Ärendet läggs till handlingarna.")

    made = in_decision_style(points, DecisionStyle.att_lower, WHO)

    assert made == StyledPoints(points, numbered=False, led=False, left=(1,))


def test_approving_and_sending_become_one_sentence():
    points = ["Att godkänna yttrandet.", "Att skicka yttrandet till revisorerna.", "Att justera paragrafen omedelbart."]

    made = in_decision_style(points, DecisionStyle.godkanner_och_overlamnar, WHO)

    assert made.texts == (
        f"{WHO} godkänner yttrandet och skickar yttrandet till revisorerna.",
        f"{WHO} justerar paragrafen omedelbart.",
    )


def test_a_style_tells_whether_its_points_are_numbered():
    told = {style: in_decision_style([PRESENT], style, WHO).numbered for style in DecisionStyle}

    assert told[DecisionStyle.numbered_present] is True
    assert told[DecisionStyle.single_unnumbered] is False
    assert told[DecisionStyle.as_written] is None


def test_every_style_has_a_name():
    assert set(STYLE_NAMES) == set(DecisionStyle)
