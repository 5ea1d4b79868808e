"""The logo of a template is looked at too: that it is there, that it is unchanged, and that it can be drawn."""

from __future__ import annotations

import hashlib

import pytest

from nemndsekr.operations.own_templates import copy_template, set_logo
from nemndsekr.operations.verify_office import verify_office
from nemndsekr.store.queries import own_templates
from tests.operations.conftest import NOW
from tests.operations.test_own_templates import picture


@pytest.fixture
def logo(store, who) -> str:
    """The checksum of the logo of an own template."""
    copy_template(store, "neutral_yttrande", "", who, NOW)
    set_logo(store, own_templates(store)[0][0].stored_id, picture(), who, NOW)
    return own_templates(store)[0][0].logo_sha256


def test_a_whole_logo_is_no_problem(store, logo):
    assert logo
    assert verify_office(store).problems == []


@pytest.mark.parametrize(
    ("content", "named", "told"),
    [
        (None, "", "saknas"),
        (b"annat", "", "är ändrad eller skadad"),
        (b"\x89PNG\r\n\x1a\nhalv", "new", "är skadad och går inte att visa"),
        (b"ingen bild", "new", "är varken PNG eller JPEG"),
        (b"x" * 2_500_000, "new", "är för stor"),
    ],
)
def test_what_is_amiss_with_a_logo_is_told_with_its_template(store, logo, content, named, told):
    raw = store.raw
    if content is None:
        raw.execute("DELETE FROM blobs WHERE sha256 = ?", (logo,))
    else:
        sha256 = hashlib.sha256(content).hexdigest() if named else logo
        raw.execute("UPDATE blobs SET sha256 = ?, content = ? WHERE sha256 = ?", (sha256, content, logo))
        raw.execute("UPDATE own_templates SET logo_sha256 = ?", (sha256,))
    raw.commit()

    (problem,) = verify_office(store).problems
    assert problem.startswith("Logotypen i mallen «Neutralt yttrande (egen)»")
    assert told in problem
