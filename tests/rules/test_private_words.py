"""What may be private in a text: proposed where it seems so, and never what the office itself is called."""

from __future__ import annotations

import pytest

from nemndsekr.rules.private_words import PrivateKind, private_words

KNOWN = ("Peter Sandqvist", "peter.sandqvist@lindakra.example", "0431-12 34 56", "Barn- och utbildningsnämnden")


def found(text: str, masked: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(one.kind.value, one.words) for one in private_words(text, KNOWN, masked)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eleven 850412-2387 ska", [("personnummer", "850412-2387")]),
        ("Skriv till mor.hallon@mejl.example.", [("mail", "mor.hallon@mejl.example")]),
        ("Ring 070-123 45 67 i dag", [("telephone", "070-123 45 67")]),
        ("Ring +46 70 123 45 67 i dag", [("telephone", "+46 70 123 45 67")]),
        ("Vårdnadshavaren Lisbet Hallonkvist bad", [("name", "Lisbet Hallonkvist")]),
        ("Enligt Anna-Lena Björkfors är", [("name", "Anna-Lena Björkfors")]),
        ("Stefan Hallonkvist Avdelningschef", [("name", "Stefan Hallonkvist")]),
        ("Det sade Ahmad al Haddad.", [("name", "Ahmad al Haddad")]),
    ],
)
def test_private_words_are_proposed(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Handläggare Peter Sandqvist svarar på peter.sandqvist@lindakra.example och +46 431-12 34 56.",
        "Barn- och utbildningsnämnden i Lindåkra kommun beslutar.",
        "Västra Götalandsregionen och Region Skåne",
        "Ärendet ASN-2024-11995 och 08-50824268-1",
        "Filen 241211-1305 är från 2024-12-11.",
        "Enligt Socialstyrelsen ska Statens Skolverk yttra sig.",
        "Den 3 mars 2026 beslutar Kommunstyrelsen.",
    ],
)
def test_what_is_public_or_no_person_is_left_alone(text):
    assert found(text) == []


def test_a_part_of_what_is_masked_is_proposed_and_each_wording_once():
    text = "Hallonkvist skrev. Sedan skrev Hallonkvist igen, till mor@x.example och mor@x.example."
    assert found(text, ("Lisbet Hallonkvist",)) == [(PrivateKind.part.value, "Hallonkvist"), ("mail", "mor@x.example")]


@pytest.mark.parametrize(
    ("masked", "expected"),
    [
        ("Granskningen av Hallonkvist är klar. Det är bra.", ["Hallonkvist"]),
        ("Revisorerna Lisbet Hallonkvist", ["Hallonkvist"]),
        ("Det Hallonkvist", ["Hallonkvist"]),
    ],
)
def test_an_ordinary_word_of_what_is_masked_is_not_proposed(masked, expected):
    text = "Granskningen är klar. Det såg Revisorerna, och Hallonkvist."
    assert [words for kind, words in found(text, (masked,)) if kind == PrivateKind.part.value] == expected
