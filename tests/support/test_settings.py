"""Settings: read leniently, kept whole."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest

from nemndsekr.support.settings import MOST_LISTS, Settings, change_settings, load_settings, save_settings


def test_settings_come_back_as_they_were_saved(tmp_path):
    settings = Settings(theme="dark", text_points=13, last_folder="H:\\ärenden").with_template(
        "yttrande", "malmo_yttrande"
    )

    save_settings(tmp_path / "ny" / "i.json", settings)

    assert load_settings(tmp_path / "ny" / "i.json") == settings
    assert settings.template_for("yttrande") == "malmo_yttrande"
    assert settings.template_for("tjansteskrivelse") == ""


def test_each_kind_of_file_has_a_folder_of_its_own_and_begins_with_the_last_of_all(tmp_path):
    settings = Settings().with_folder("pdf", "H:\\ut").with_folder("in", "H:\\in")

    save_settings(tmp_path / "i.json", settings)

    kept = load_settings(tmp_path / "i.json")
    assert [kept.folder_for(kind) for kind in ("pdf", "in", "docx")] == ["H:\\ut", "H:\\in", "H:\\in"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"theme": 3, "text_points": "stor"}',
        '{"theme": "rosa"}',
        '{"okänt": 1, "templates": [1, ["a"]]}',
        "null",
    ],
)
def test_what_cannot_be_understood_is_taken_as_not_said(tmp_path, content):
    path = tmp_path / "i.json"
    path.write_text(content, encoding="utf-8")

    assert load_settings(path) == Settings()


def test_the_text_size_is_kept_within_what_can_be_read(tmp_path):
    path = tmp_path / "i.json"
    path.write_text('{"text_points": 99}', encoding="utf-8")

    assert load_settings(path).text_points == 16


def test_the_columns_of_the_latest_lists_are_remembered(tmp_path):
    settings = Settings()
    for number in range(MOST_LISTS + 5):
        settings = settings.with_columns(f"dnr|sak{number}", "dnr=diarienummer")
    settings = settings.with_columns("dnr|sak9", "dnr=")

    save_settings(tmp_path / "i.json", settings)

    kept = load_settings(tmp_path / "i.json")
    assert len(kept.list_columns) == MOST_LISTS
    assert kept.columns_for("dnr|sak9") == "dnr="
    assert kept.columns_for("dnr|sak0") == ""


def test_a_change_keeps_what_else_there_is(tmp_path):
    path = tmp_path / "i.json"
    save_settings(path, Settings(theme="dark"))

    assert change_settings(path, lambda kept: replace(kept, last_folder="H:\\"))
    assert load_settings(path) == Settings(theme="dark", last_folder="H:\\")


def test_settings_that_cannot_be_read_just_now_are_never_written_over(tmp_path, monkeypatch):
    """A virus scanner that holds the file must not make it a file of nothing but what was changed last."""
    path = tmp_path / "i.json"
    save_settings(path, Settings(theme="dark", text_points=13))
    before = path.read_bytes()

    def held(self: Path, **_: object) -> str:
        raise PermissionError(errno.EACCES, "held")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", held)
        assert not change_settings(path, lambda kept: replace(kept, last_folder="H:\\"))

    assert path.read_bytes() == before
