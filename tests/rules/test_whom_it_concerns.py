"""Whom a recommendation concerns: who is named decides; who is not named, or all, is us; doubt is asked about."""

from __future__ import annotations

import pytest

from nemndsekr.rules.whom_it_concerns import Concern, concern

OURS, OTHERS, UNSURE = Concern.OURS, Concern.OTHERS, Concern.UNSURE
KULTUR = "Kultur- och fritidsnämnden"
JOINT = ("kommunstyrelsen", "tekniska nämnden", "kultur- och fritidsnämnden")


@pytest.mark.parametrize(
    ("recipient", "namnd", "told"),
    [
        ("", KULTUR, OURS),
        ("nämnden", KULTUR, OURS),
        ("nämnderna", KULTUR, OURS),
        ("samtliga nämnder", KULTUR, OURS),
        ("kommunstyrelsen och samtliga nämnder", KULTUR, OURS),
        ("kommunstyrelsen och övriga nämnder", KULTUR, OURS),
        ("båda nämnderna", KULTUR, OURS),
        ("respektive nämnd", KULTUR, OURS),
        ("den granskade nämnden", KULTUR, OURS),
        ("politikerna i nämnden", KULTUR, OURS),
        ("kultur- och fritidsnämnden", KULTUR, OURS),
        ("Kultur- och fritidsnämnd", KULTUR, OURS),
        ("kultur- och fritidsnämndens ordförande", KULTUR, OURS),
        ("kommunstyrelsen och kultur- och fritidsnämnden", KULTUR, OURS),
        ("tekniska nämnden samt kultur- och fritidsnämnden", KULTUR, OURS),
        ("tekniska nämnden", "Tekniska nämnden", OURS),
        ("nämnden för teknik och fritid", "Nämnden för teknik och fritid", OURS),
        ("stadsdelsnämnden", "Lindö stadsdelsnämnd", OURS),
        ("styrelsen", "Kommunstyrelsen", OURS),
        ("kommunen", KULTUR, OURS),
        ("förvaltningen", KULTUR, OURS),
        ("kultur- och fritidsförvaltningen", KULTUR, OURS),
        ("tekniska nämnden", KULTUR, OTHERS),
        ("Tekniska nämnden", KULTUR, OTHERS),
        ("sociala nämnden", KULTUR, OTHERS),
        ("kommunstyrelsen", KULTUR, OTHERS),
        ("kommunstyrelsen och tekniska nämnden", KULTUR, OTHERS),
        ("miljö- och byggnämnden", KULTUR, OTHERS),
        ("nämnden för teknik och miljö", KULTUR, OTHERS),
        ("kommunfullmäktige", KULTUR, OTHERS),
        ("Lindö Energi AB", KULTUR, OTHERS),
        ("bostadsbolaget", KULTUR, OTHERS),
        ("berörda nämnder", KULTUR, UNSURE),
        ("ansvarig nämnd", KULTUR, UNSURE),
        ("styrelsen", KULTUR, UNSURE),
        ("fritidsnämnden", KULTUR, UNSURE),
        ("arbetsmarknads- och socialnämnden", "Socialnämnden", UNSURE),
        ("tekniska förvaltningen", KULTUR, UNSURE),
        ("tekniska förvaltningen", "Tekniska nämnden", OURS),
        ("socialförvaltningen", KULTUR, UNSURE),
        ("kommunstyrelsen", "", OURS),
    ],
)
def test_who_is_named_tells_whom_it_concerns(recipient, namnd, told):
    assert concern(recipient, namnd, JOINT) == told


def test_a_paper_to_one_other_body_alone_is_asked_about():
    assert concern("utbildningsnämnden", KULTUR, ["utbildningsnämnden"] * 3) == UNSURE
    assert concern("utbildningsnämnden", KULTUR, ["utbildningsnämnden", ""]) == OTHERS
