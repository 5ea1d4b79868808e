"""Where the data lies: whether it can be written, on what kind of drive, and whether it will be there tomorrow."""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import Final, NamedTuple

import nemndsekr
from nemndsekr.operations.selfcheck.finding import Finding, fail, ok, warn
from nemndsekr.operations.selfcheck.room import free_in, room_finding
from nemndsekr.operations.selfcheck.windows_facts import (
    MANDATORY,
    ROAMING,
    STATE_GUEST,
    STATE_MANDATORY,
    STATE_TEMPORARY,
    TEMPORARY,
    Profile,
    file_system,
    read_profile,
)
from nemndsekr.store.backup import backup_time, backups_in
from nemndsekr.support.drives import DriveKind, cloud_folder, drive_kind
from nemndsekr.support.held_files import remove_file, replace_file
from nemndsekr.support.paths import DataFolder

LONGEST: Final = 200
"""Characters of the data folder's path from which the names below it come near to what Windows takes."""
NEW_DAYS: Final = 7
_KINDS: Final = {
    DriveKind.fixed: "en egen disk",
    DriveKind.removable: "en flyttbar enhet",
    DriveKind.network: "en nätverksenhet",
    DriveKind.optical: "en skiva som bara kan läsas",
    DriveKind.memory: "datorns minne",
    DriveKind.unknown: "en enhet av okänt slag",
}
_MOVE: Final = "Låt it-avdelningen bestämma en annan mapp i policy.toml ([data] mapp)."


class Place(NamedTuple):
    """What is known of the place where a data folder lies."""

    root: PurePath
    exists: bool
    write_error: str
    """Empty where a file could be written, replaced and taken away."""
    drive: DriveKind
    file_system: str
    free: int
    """Bytes."""
    cloud: str | None
    made_on: date | None
    oldest_copy: date | None
    database: int = 0
    """Bytes."""


def read_place(folder: DataFolder) -> Place:
    """Look at the place; nothing is left behind."""
    root = folder.root.absolute()
    nearest = next((one for one in (root, *root.parents) if one.is_dir()), None)
    free = (free_in(nearest) if nearest is not None else None) or 0
    copies = backups_in(folder.backups)
    return Place(
        root,
        root.is_dir(),
        write_error(nearest) if nearest is not None else "FileNotFoundError",
        drive_kind(root),
        file_system(nearest) if nearest is not None else "",
        free,
        cloud_folder(root),
        made_on(root),
        backup_time(copies[-1]).date() if copies else None,
        folder.database.stat().st_size if folder.database.is_file() else 0,
    )


def write_error(folder: Path) -> str:
    """What stops the program from writing, replacing and taking away a file in a folder, or ""."""
    probe = folder / f".prov-{uuid.uuid4().hex}.tmp"
    other = probe.with_suffix(".ny")
    try:
        probe.write_bytes(b"1")
        other.write_bytes(b"2")
        replace_file(other, probe)
        if probe.read_bytes() != b"2":
            return "ValueError"
        remove_file(probe)
    except OSError as error:
        return type(error).__name__
    finally:
        for left in (probe, other):
            with suppress(OSError):
                remove_file(left)
    return ""


def made_on(root: Path) -> date | None:
    """The day that a folder, or the oldest file in it, was made; None where there is none."""
    try:
        facts = [root.stat(), *(file.stat() for file in root.iterdir())]
    except OSError:
        return None
    birth = getattr(facts[0], "st_birthtime", None)
    oldest = birth if birth is not None else min(one.st_mtime for one in facts)
    return datetime.fromtimestamp(oldest).astimezone().date()


def data_findings(place: Place, profile: Profile, environment: Mapping[str, str], today: date) -> list[Finding]:
    """How the place of the data does."""
    return [
        ok("data.mapp", f"{place.root}{'' if place.exists else ' (görs när programmet startas)'}", str(place.root)),
        _writable(place),
        _drive(place),
        _room(place),
        _cloud(place),
        _path(place),
        _roaming(place, profile, environment),
        profile_finding(profile, environment),
        _new(place, today),
    ]


def _writable(place: Place) -> Finding:
    if place.write_error:
        what = f"Det går inte att skriva, byta ut och ta bort filer i mappen ({place.write_error})."
        return fail("data.skrivbar", what, "Ge användaren rätt att ändra där, eller bestäm en annan mapp.", value=False)
    return ok("data.skrivbar", "En provfil kunde skrivas, bytas ut och tas bort.", value=True)


def _drive(place: Place) -> Finding:
    value = {"slag": place.drive.value, "filsystem": place.file_system}
    words = f"Mappen ligger på {_KINDS[place.drive]}{f' ({place.file_system})' if place.file_system else ''}."
    if place.drive == DriveKind.network:
        next_step = (
            f"Databasen arbetar säkrast på datorns egen disk; lägg säkerhetskopior på servern i stället. {_MOVE}"
        )
        return warn("data.enhet", words, next_step, value)
    if place.drive in {DriveKind.removable, DriveKind.optical, DriveKind.memory}:
        return warn("data.enhet", f"{words} Det är ingen plats som varar.", _MOVE, value)
    return ok("data.enhet", words, value)


def _room(place: Place) -> Finding:
    next_step = "Frigör utrymme på disken, eller bestäm en mapp på en större disk i policy.toml ([data] mapp)."
    return room_finding("data.utrymme", place.free, place.database, next_step)


def _cloud(place: Place) -> Finding:
    if place.cloud is None:
        return ok("data.moln", "Mappen synkas inte av någon molntjänst.", "")
    words = f"Mappen synkas av {place.cloud}, som kan kopiera databasen mitt i en ändring."
    return warn("data.moln", words, _MOVE, place.cloud)


def _path(place: Place) -> Finding:
    length = len(str(place.root))
    if length > LONGEST:
        return warn("data.sokvag", f"Mappens sökväg är lång: {length} tecken.", f"Välj en kortare. {_MOVE}", length)
    return ok("data.sokvag", f"Sökvägen är {length} tecken.", length)


def _roaming(place: Place, profile: Profile, environment: Mapping[str, str]) -> Finding:
    known = {name.upper(): value for name, value in environment.items()}
    roaming = known.get("APPDATA", "")
    inside = bool(roaming) and place.root.is_relative_to(type(place.root)(roaming))
    if inside and (profile.kind & ROAMING or os.name == "nt"):
        words = "Mappen följer med en roaming-profil: databasen kopieras vid varje in- och utloggning."
        return warn("data.roaming", words, _MOVE, value=True)
    return ok("data.roaming", "Mappen följer inte med någon roaming-profil.", value=False)


def profile_finding(profile: Profile, environment: Mapping[str, str]) -> Finding:
    """Whether the profile, and with it the data, is thrown away when the user signs out."""
    known = {name.upper(): value for name, value in environment.items()}
    home = profile.home.rstrip("\\/")
    name = home.replace("/", "\\").rpartition("\\")[2].upper()
    temp = known.get("TEMP", "").replace("/", "\\").upper()
    signs = {
        "tillfällig profil": profile.kind & TEMPORARY or profile.state & STATE_TEMPORARY,
        "obligatorisk profil": profile.kind & MANDATORY or profile.state & STATE_MANDATORY,
        "gästprofil": profile.state & STATE_GUEST,
        "profilmappens namn": name == "TEMP" or name.startswith("TEMP.") or name.endswith(".000"),
        "profilen ligger bland tillfälliga filer": temp and home.replace("/", "\\").upper().startswith(temp + "\\"),
    }
    found = [sign for sign, seen in signs.items() if seen]
    value = {"tecken": found, "fslogix": profile.fslogix, "mapp": home}
    if found:
        return warn(
            "data.profil",
            f"Profilen verkar inte vara kvar efter utloggning ({', '.join(found)}). Då försvinner också databasen.",
            "Bestäm en mapp som varar i policy.toml ([data] mapp), och en plats för säkerhetskopior på servern.",
            value,
        )
    words = "Profilen ligger i en FSLogix-behållare och varar." if profile.fslogix else "Profilen varar."
    return ok("data.profil", words, value)


def _new(place: Place, today: date) -> Finding:
    value = place.made_on.isoformat() if place.made_on else ""
    released = date.fromisoformat(nemndsekr.RELEASED)
    new = place.exists and place.made_on == today and (place.oldest_copy is None or place.oldest_copy >= today)
    if new and (today - released).days > NEW_DAYS:
        return warn(
            "data.ny",
            "Mappen gjordes i dag. Har användaren arbetat i programmet förut behåller datorn inte mappen.",
            "Logga ut och in och kör selfcheck igen. Är mappen ny igen: bestäm en annan i policy.toml ([data] mapp).",
            value,
        )
    return ok("data.ny", f"Mappen är från {value}." if value else "Mappen finns inte än.", value)


def find_place(folder: DataFolder, environment: Mapping[str, str], today: date) -> list[Finding]:
    """Look at the place of a data folder and judge it."""
    return data_findings(read_place(folder), read_profile(), environment, today)
