"""What is kept: the database, its safety copies here and on the share, the log and the crash reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from nemndsekr.operations.selfcheck.finding import Finding, fail, ok, warn
from nemndsekr.operations.selfcheck.place import made_on, write_error
from nemndsekr.operations.selfcheck.room import MEGABYTE, free_in, room_finding
from nemndsekr.store.backup import backup_time, backups_in
from nemndsekr.store.health import DatabaseHealth, database_health
from nemndsekr.store.migrations import NEWEST
from nemndsekr.support.bounded import TooLateError, within
from nemndsekr.support.paths import DataFolder

OLD_DAYS: Final = 7
SHARE_SECONDS: Final = 10.0
_BRING_BACK: Final = "Starta programmet: det erbjuder den senaste hela säkerhetskopian."
_RIGHT_PATH: Final = "rätta mappen i policyfilen ([sakerhetskopior] mapp)."
_NO_COPY: Final = (
    "Här finns ingen säkerhetskopia. Låt it-avdelningen se efter i säkerhetskopian av datorn eller servern."
)


def database_findings(health: DatabaseHealth, *, has_copies: bool = True) -> list[Finding]:
    """How the database does; ``has_copies`` tells whether there is any to bring back."""
    bring_back = _BRING_BACK if has_copies else _NO_COPY
    if not health.exists:
        return [ok("databas.finns", "Det finns ingen databas än; den görs när programmet startas.", value=False)]
    found = [ok("databas.finns", "Databasen finns.", value=True)]
    if health.refused:
        return [*found, fail("databas.oppnas", health.refused, bring_back, value=False)]
    found.append(ok("databas.oppnas", "Den går att öppna för läsning.", value=True))
    if health.check == "ok":
        found.append(ok("databas.hel", "SQLites kontroll (quick_check) finner inga fel.", health.check))
    else:
        found.append(fail("databas.hel", "SQLites kontroll (quick_check) finner fel.", bring_back, health.check))
    return [*found, _schema(health), _journal(health), _wal(health), _lock(health), _size(health)]


def _schema(health: DatabaseHealth) -> Finding:
    value = {"databas": health.schema, "program": NEWEST}
    if health.schema > NEWEST:
        words = f"Databasen är sparad av en nyare version (schema {health.schema}, programmet kan {NEWEST})."
        return fail("databas.schema", words, "Installera den nyare versionen; filen har inte ändrats.", value)
    if health.schema < NEWEST:
        return ok("databas.schema", f"Schema {health.schema}; görs om till {NEWEST} vid nästa start.", value)
    return ok("databas.schema", f"Schema {health.schema}.", value)


def _journal(health: DatabaseHealth) -> Finding:
    return ok("databas.journal", f"Journal: {health.journal}.", health.journal)


def _wal(health: DatabaseHealth) -> Finding:
    if health.wal_left and not health.is_held:
        words = (
            f"Programmet avslutades inte som vanligt senast; {health.wal_left} byte väntar i loggen bredvid databasen."
        )
        next_step = "Inget är förlorat: de tas in vid nästa start. Flytta inte databasen utan filen -wal."
        return warn("databas.wal", words, next_step, health.wal_left)
    return ok("databas.wal", "Ingenting väntar på att tas in.", health.wal_left)


def _lock(health: DatabaseHealth) -> Finding:
    words = "Programmet har databasen öppen just nu." if health.is_held else "Ingen har databasen öppen."
    return ok("databas.las", words, health.is_held)


def _size(health: DatabaseHealth) -> Finding:
    return ok(
        "databas.storlek", f"Storlek: {max(health.size / MEGABYTE, 0.1):.1f} MB.".replace(".", ",", 1), health.size
    )


class Copies(NamedTuple):
    """What is known of the safety copies."""

    times: Sequence[datetime]
    """When each was made, local time, the newest first."""
    folder_is_new: bool
    """Whether the data folder is from today, so that there may be no copy yet."""


def copy_findings(copies: Copies, health: DatabaseHealth, now: datetime) -> list[Finding]:
    """Whether there are safety copies, and new enough ones."""
    count = len(copies.times)
    words = "En säkerhetskopia på datorn." if count == 1 else f"{count} säkerhetskopior på datorn."
    found = [ok("kopior.antal", words, count)]
    if count and not (health.exists and health.size):
        state = "är tom" if health.exists else "saknas"
        words = f"Databasen {state}, men det finns säkerhetskopior. Den kan ha flyttats eller raderats."
        next_step = (
            "Starta inte programmet än. Se efter om mappen är den rätta. Är den det: kopiera den senaste "
            "säkerhetskopian till nemndsekr.sqlite och kör kontrollen igen."
        )
        return [*found, fail("kopior.atersta", words, next_step, state)]
    if not count:
        if health.exists and not copies.folder_is_new:
            words = "Det finns ingen säkerhetskopia, fast databasen har använts."
            return [*found, warn("kopior.alder", words, "Starta programmet: dagens kopia görs då.", "")]
        words = (
            "Den första kopian görs nästa gång programmet startas." if health.exists else "Det finns inget att kopiera."
        )
        return [*found, ok("kopior.alder", words, "")]
    newest = copies.times[0]
    value = newest.isoformat(timespec="minutes")
    changed = health.changed_at.replace(tzinfo=None) if health.changed_at else newest
    if changed - newest > timedelta(days=OLD_DAYS):
        words = f"Den senaste kopian är från {newest:%Y-%m-%d}, och databasen har ändrats {changed:%Y-%m-%d}."
        next_step = "Välj Arkiv → Säkerhetskopiera nu. Säger programmet varför det inte går, rätta det."
        return [*found, warn("kopior.alder", words, next_step, value)]
    days = (now.replace(tzinfo=None) - newest).days
    ago = "i dag" if days < 1 else f"för {days} {'dag' if days == 1 else 'dagar'} sedan"
    return [*found, ok("kopior.alder", f"Den senaste är från {newest:%Y-%m-%d klockan %H.%M} ({ago}).", value)]


class ShareAnswer(NamedTuple):
    """What the share answered: whether its folder is there, what stops writing in it («» is nothing), what it has."""

    exists: bool = True
    error: str = ""
    newest: datetime | None = None
    free: int | None = None
    """Bytes; None where it does not say."""


def share_findings(
    share: Path | None, newest_here: datetime | None, root: Path | None = None, database: int = 0
) -> list[Finding]:
    """Whether the share that the IT department has chosen can be reached, has the newest copies and room for more.

    ``root`` is the data folder: a share within it is no second place. ``database`` is how large a copy is.
    """
    if share is None:
        return [ok("kopior.delad", "Ingen plats utanför datorn är bestämd.", "")]
    if root is not None and share.resolve().is_relative_to(root.resolve()):
        words = f"{share} ligger i datamappen, så den ger ingen andra kopia."
        return [warn("kopior.delad", words, "Bestäm en mapp på en annan disk eller server i policyfilen.", str(share))]
    try:
        answer = within(SHARE_SECONDS, lambda: _ask_share(share))
    except TooLateError:
        answer = ShareAnswer(error="TimeoutError")
    found = [share_finding(share, answer, newest_here)]
    if answer.free is not None:
        next_step = "Frigör utrymme på servern, eller bestäm en annan mapp i policyfilen."
        found.append(room_finding("kopior.delad_utrymme", answer.free, database, next_step, place=str(share)))
    return found


def _ask_share(share: Path) -> ShareAnswer:
    nearest = next((one for one in (share, *share.parents) if one.is_dir()), None)
    if nearest is None:
        return ShareAnswer(exists=False, error="FileNotFoundError")
    there = backups_in(share)
    newest = backup_time(there[0]) if there else None
    return ShareAnswer(nearest == share, write_error(nearest), newest, free_in(nearest) if nearest == share else None)


def share_finding(share: Path, answer: ShareAnswer, newest_here: datetime | None) -> Finding:
    """The same of what the share answered, its room apart."""
    error, newest = answer.error, answer.newest
    value = {
        "mapp": str(share),
        "finns": answer.exists,
        "fel": error,
        "senaste": newest.isoformat(timespec="minutes") if newest else "",
    }
    if error == "TimeoutError":
        return warn("kopior.delad", f"{share} svarar inte.", "Kontrollera nätet och servern.", value)
    if not answer.exists and error:
        words = f"{share} finns inte, och mappen kan inte göras ({error}). Ingen andra kopia tas."
        next_step = f"Gör mappen på servern och ge användaren rätt att skriva i den, eller {_RIGHT_PATH}"
        return warn("kopior.delad", words, next_step, value)
    if not answer.exists:
        words = f"{share} finns inte, så ingen andra kopia är tagen."
        next_step = f"Är sökvägen rätt görs mappen när programmet skickar den första kopian. Annars: {_RIGHT_PATH}"
        return warn("kopior.delad", words, next_step, value)
    if error:
        next_step = "Kontrollera sökvägen och användarens rättigheter på servern."
        return warn("kopior.delad", f"Det går inte att skriva i {share} ({error}).", next_step, value)
    if newest_here is not None and (newest is None or newest_here - newest > timedelta(days=OLD_DAYS)):
        since = f"senaste kopian är från {newest:%Y-%m-%d}" if newest else "ingen kopia finns där"
        next_step = "Starta programmet och låt det vara öppet några minuter; kopian skickas då."
        return warn("kopior.delad", f"{share} nås, men {since}.", next_step, value)
    has = "har de senaste kopiorna" if newest else "det finns ingen kopia att skicka än"
    return ok("kopior.delad", f"{share} nås och {has}.", value)


def log_findings(logs: Path, reports: Sequence[datetime], error: str) -> list[Finding]:
    """Where the log lies, whether it can be written, and how many crash reports there are: never what they say."""
    found = [ok("logg.mapp", str(logs), str(logs))]
    if error:
        words = f"Loggen kan inte skrivas ({error}); programmet arbetar utan."
        found.append(warn("logg.skrivbar", words, "Ge användaren rätt att skriva i mappen.", value=False))
    value = {"antal": len(reports), "senaste": max(reports).isoformat(timespec="minutes") if reports else ""}
    if reports:
        words = f"{len(reports)} felrapporter, den senaste från {max(reports):%Y-%m-%d klockan %H.%M}."
        next_step = "Skicka dem gärna till den som sköter programmet; de innehåller inget ur ärendena."
        found.append(
            warn("logg.felrapporter", words.replace("1 felrapporter, den", "1 felrapport, den", 1), next_step, value)
        )
    else:
        found.append(ok("logg.felrapporter", "Inga felrapporter.", value))
    return found


def find_kept(folder: DataFolder, share: Path | None, now: datetime) -> list[Finding]:
    """Look at all that is kept in a data folder, and on the share."""
    health = database_health(folder.database)
    times = [backup_time(copy) for copy in backups_in(folder.backups)]
    made = made_on(folder.root)
    copies = Copies(times, made is None or made >= now.date())
    there = folder.logs.glob("felrapport-*.txt") if folder.logs.is_dir() else ()
    reports = [datetime.fromtimestamp(file.stat().st_mtime).astimezone() for file in there]
    return [
        *database_findings(health, has_copies=bool(times)),
        *copy_findings(copies, health, now),
        *share_findings(share, times[0] if times else None, folder.root, health.size),
        *log_findings(folder.logs, reports, write_error(folder.logs) if folder.logs.is_dir() else ""),
    ]
