"""The policy file: each key, what is wrong with it and where, and who may put it there."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from nemndsekr.support.errors import UserError
from nemndsekr.support.file_owner import TRUSTED, file_owner, is_trusted
from nemndsekr.support.policy import (
    FUNCTION_NAMES,
    KEYS,
    Policy,
    load_policy,
    policy_file,
    read_policy,
)
from nemndsekr.support.retention import Kept

on_linux = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows a file's rights otherwise")

EXAMPLE = Path(__file__).parents[2] / "installer" / "policy.exempel.toml"
WINDOWS = {"LocalAppData": r"C:\Users\kim\AppData\Local", "USERNAME": "kim", "COMPUTERNAME": "PC7"}


def read(text: str) -> Policy:
    return read_policy(text.encode(), {"HOME": "/home/kim", "USER": "kim"}, windows=False)


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("[data]\nmapp = '%HOME%/namnd'", "data", Path("/home/kim/namnd")),
        ("[data]\nmapp = '/srv/namnd'\nlast = true", "data_is_last", True),
        ("[sakerhetskopior]\nmapp = '/srv/kopior/%USER%'", "share", Path("/srv/kopior/kim")),
        ("[sakerhetskopior]\nantal = 60", "kept", Kept(copies=60)),
        (
            "[gallring]\nsakerhetskopior_dagar = 90\nlogg_dagar = 14\nfelrapporter_dagar = 30",
            "kept",
            Kept(copy_days=90, log_days=14, report_days=30),
        ),
        ('[funktioner]\nav = ["utskrift", "kryptering"]', "off", frozenset({"utskrift", "kryptering"})),
        ('[funktioner]\nav = ["per_anvandare"]', "per_user", False),
        ("[installation]\nper_anvandare = false", "per_user", False),
        ("[installation]\nper_anvandare = true", "per_user", True),
    ],
)
def test_each_key_is_read(text, attribute, value):
    policy = read(text)

    assert getattr(policy, attribute) == value
    assert policy.faults == ()


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("[data]\nmapp = 'namnd'", "[data] mapp", "ingen hel sökväg"),
        ("[data]\nmapp = '%INTE_HÄR%/namnd'", "[data] mapp", "%INTE_HÄR% finns inte här"),
        ("[data]\nmapp = 7", "[data] mapp", "ingen sökväg"),
        ("[data]\nmapp = ' '", "[data] mapp", "ingen sökväg"),
        ("[data]\nlast = true", "[data] last", "inget kan låsas"),
        ("[data]\nmapp = '/srv/a'\nlast = 'ja'", "[data] last", "varken true eller false"),
        ("[sakerhetskopior]\nantal = 0", "[sakerhetskopior] antal", "heltal från 5 till 365"),
        ("[sakerhetskopior]\nantal = true", "[sakerhetskopior] antal", "heltal från 5 till 365"),
        ("[gallring]\nlogg_dagar = 1.5", "[gallring] logg_dagar", "heltal från 7"),
        ("[gallring]\nlogg_dager = 30", "[gallring] logg_dager", "Menas logg_dagar?"),
        ("[gallring]\narenden = 30", "[gallring] arenden", "De som finns är"),
        ("[galring]\nlogg_dagar = 30", "[galring]", "Menas [gallring]?"),
        ("data = 'C'", "data", "ska vara en avdelning"),
        ("[funktioner]\nav = 'utskrift'", "[funktioner] av", "ska vara en lista"),
        ('[funktioner]\nav = ["utskrifter"]', "[funktioner] av", "Menas utskrift?"),
        ("[funktioner]\nav = [[1], {}]", "[funktioner] av", "finns inte"),
        ("[data\nmapp = 1", "Rad 1", "inget av filen gäller"),
        ('[data]\nmapp = "\\\\server\\delad"', "Rad 2", "enkla citattecken"),
        ("[data]\nmapp = '/a'\nmapp = '/b'", "Filens slut", "inget av filen gäller"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_the_way_out(text, place, said):
    faults = read(text).faults

    assert [fault.place for fault in faults][:1] == [place]
    assert said in str(faults[0])
    assert faults[0].next_step


def test_the_rest_of_a_file_with_a_fault_holds():
    policy = read("[sakerhetskopior]\nantal = 'många'\nmapp = '/srv/k'\n[gallring]\nlogg_dagar = 30")

    assert (policy.share, policy.kept) == (Path("/srv/k"), Kept(log_days=30))
    assert policy.keys == ("sakerhetskopior.mapp", "gallring.logg_dagar")
    assert len(policy.faults) == 1


@pytest.mark.parametrize("content", [b"[data]\nmapp = '/srv/n\xe4mnd'", "[data]\nmapp = '/a'".encode("utf-16")])
def test_a_file_that_is_not_utf_8_is_told_of(content):
    [fault] = read_policy(content, {}, windows=False).faults

    assert "UTF-8" in str(fault) or "TOML" in str(fault)


def test_the_mark_that_notepad_puts_first_does_no_harm():
    assert read_policy("\ufeff[sakerhetskopior]\nantal = 9".encode(), {}, windows=False).kept.copies == 9


def test_the_example_that_it_copies_from_is_read_whole():
    text = EXAMPLE.read_text(encoding="utf-8")
    awake = re.sub(r"^#(?=\w+ = )", "", text, flags=re.MULTILINE)

    for written in (text, awake):
        policy = read_policy(written.encode(), WINDOWS, windows=True)
        assert policy.faults == ()
    assert set(policy.keys) == {f"{section}.{name}" for section, names in KEYS.items() for name in names}
    assert policy.data == Path(r"C:\Users\kim\AppData\Local\nemndsekr")
    assert str(policy.share) == r"\\server\delad\nemndsekr\kim\PC7"
    assert all(name in text for name in FUNCTION_NAMES)


@pytest.mark.parametrize(
    ("path", "whole"),
    [(r"C:\namnd", True), (r"\\server\delad", True), ("C:namnd", False), (r"\namnd", False), ("/srv/namnd", False)],
)
def test_what_is_a_whole_path_on_windows(path, whole):
    policy = read_policy(f"[data]\nmapp = '{path}'".encode(), {}, windows=True)

    assert (policy.data is not None) == whole


def test_no_file_decides_nothing(tmp_path):
    assert load_policy(tmp_path / "policy.toml", {}) == Policy()


def test_a_file_that_anybody_may_have_put_there_is_told_of_and_not_heeded(tmp_path):
    file = tmp_path / "policy.toml"
    file.write_text("[sakerhetskopior]\nantal = 5", encoding="utf-8")

    policy = load_policy(file, {}, owner=lambda _: "S-1-5-21-1-2-3-1001", windows=True)

    assert (policy.kept, policy.file) == (Kept(), file)
    assert "ägs inte av administratörerna" in policy.faults[0].what
    assert "icacls" in policy.faults[0].next_step


def test_a_file_of_it_in_a_folder_of_somebody_else_holds_but_is_told_of(tmp_path):
    file = tmp_path / "policy.toml"
    file.write_text("[sakerhetskopior]\nantal = 5", encoding="utf-8")

    policy = load_policy(file, {}, owner=lambda path: "S-1-5-32-544" if path == file else None, windows=True)

    assert policy.kept.copies == 5
    assert "mappen ägs inte" in policy.faults[0].what


@on_linux
@pytest.mark.parametrize(("mode", "heeded"), [(0o644, True), (0o600, True), (0o664, False), (0o646, False)])
def test_on_linux_a_file_that_others_may_write_in_is_told_of_and_not_heeded(tmp_path, mode, heeded):
    file = tmp_path / "policy.toml"
    file.write_text("[sakerhetskopior]\nantal = 5", encoding="utf-8")
    file.chmod(mode)

    policy = load_policy(file, {})

    assert (policy.kept.copies == 5, policy.faults == ()) == (heeded, heeded)
    if not heeded:
        assert "Andra än ägaren får skriva i filen" in policy.faults[0].what
        assert policy.faults[0].next_step == f'Kör: sudo chmod go-w "{file}"'


@on_linux
def test_on_linux_a_file_of_somebody_else_is_told_of_and_not_heeded(tmp_path):
    file = tmp_path / "policy.toml"
    file.write_text("[sakerhetskopior]\nantal = 5", encoding="utf-8")

    policy = load_policy(file, {}, owner=lambda _: "1001")

    assert (policy.kept, policy.file) == (Kept(), file)
    assert "ägs varken av root eller av den som kör programmet" in policy.faults[0].what
    assert policy.faults[0].next_step == f'Kör: sudo chown root "{file}"'


@on_linux
@pytest.mark.skipif(not os.access("/", os.W_OK), reason="only root gives a file away")
def test_on_linux_the_owner_is_asked_of_the_file_itself(tmp_path):
    file = tmp_path / "policy.toml"
    file.write_text("[sakerhetskopior]\nantal = 5", encoding="utf-8")
    assert is_trusted(file_owner(file))

    shutil.chown(file, 65534)

    assert not is_trusted(file_owner(file))


@on_linux
@pytest.mark.parametrize(("mode", "told"), [(0o755, False), (0o1777, False), (0o777, True)])
def test_on_linux_a_folder_that_others_may_write_in_is_told_of(tmp_path, mode, told):
    file = tmp_path / "policy.toml"
    file.write_text("[sakerhetskopior]\nantal = 5", encoding="utf-8")
    file.chmod(0o644)
    tmp_path.chmod(mode)

    policy = load_policy(file, {})

    assert policy.kept.copies == 5
    assert ["Filen gäller, men andra" in fault.what for fault in policy.faults] == ([True] if told else [])


@pytest.mark.parametrize(
    ("owner", "trusted"),
    [("S-1-5-32-544", True), ("S-1-5-18", True), ("S-1-5-32-545", False), ("S-1-5-21-1-2-3-500", False), (None, False)],
)
def test_only_those_who_look_after_the_computer_are_trusted(owner, trusted):
    assert is_trusted(owner) is trusted
    assert all(map(is_trusted, TRUSTED))


def test_a_file_that_cannot_be_read_is_told_of(tmp_path, monkeypatch):
    file = tmp_path / "policy.toml"
    file.write_text("[sakerhetskopior]\nantal = 5", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)

    assert "går inte att läsa" in load_policy(file, {}, owner=lambda _: "S-1-5-18").faults[0].what


def test_the_file_lies_where_only_it_writes():
    assert policy_file({}, windows=False) == Path("/etc/nemndsekr/policy.toml")
    assert policy_file({"PROGRAMDATA": "/pd"}, windows=True) == Path("/pd/nemndsekr/policy.toml")


def test_another_file_is_named_only_where_the_tests_are(monkeypatch):
    named = {"NEMNDSEKR_POLICY": "/srv/p.toml"}
    monkeypatch.setattr("nemndsekr.support.policy._runs_from_source", lambda: True)
    assert policy_file(named, windows=False) == Path("/srv/p.toml")

    monkeypatch.setattr("nemndsekr.support.policy._runs_from_source", lambda: False)
    assert policy_file(named, windows=False) == Path("/etc/nemndsekr/policy.toml")


class TestFolder:
    LOCKED = Policy(data=Path("/srv/namnd"), data_is_last=True, kept=Kept(copies=9))

    def test_the_policys_folder_is_the_usual_one(self):
        folder = self.LOCKED.folder()
        assert (folder.root, folder.kept.copies) == (Path("/srv/namnd"), 9)

    def test_the_command_line_wins(self):
        assert Policy(data=Path("/srv/namnd")).folder(Path("/srv/annan")).root == Path("/srv/annan")

    def test_unless_the_policy_has_the_last_word(self):
        for other in ("/srv/annan", "/srv/namnd/../annan", "namnd"):
            with pytest.raises(UserError, match="It-avdelningen har bestämt") as refused:
                self.LOCKED.folder(Path(other))
            assert str(Path("/srv/namnd")) in refused.value.next_step

    @pytest.mark.parametrize("given", ["/srv/namnd", "/srv/namnd/ovning"])
    def test_the_same_folder_and_the_exercise_in_it_may_be_named(self, given):
        assert self.LOCKED.folder(Path(given)).root == Path(given)


def test_what_is_turned_off_is_refused_with_who_did_it():
    with pytest.raises(UserError, match=r"Avstängt av it-avdelningen \(policy.toml\)"):
        Policy(off=frozenset({"utskrift"})).check("utskrift")
    Policy().check("utskrift")
