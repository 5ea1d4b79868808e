"""``export`` and ``import-all``: cases out to one file and in from it, whole."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nemndsekr.commands.command import Command, Office, Parser, print_lines
from nemndsekr.support.errors import NotWritableError

if TYPE_CHECKING:
    from nemndsekr.operations.look_at_archive import ArchiveLook
    from nemndsekr.store.database import Store

_STANDINGS: Final = {
    "new": "nytt",
    "same": "finns redan, lika",
    "newer": "finns redan, nyare i filen",
    "older": "finns redan, äldre i filen",
    "parted": "finns redan, ändrat på båda håll",
}


def _export_arguments(parser: Parser) -> None:
    parser.add_argument(
        "--out",
        metavar="FIL",
        type=Path,
        required=True,
        help="filen som ska skrivas (.nemndsekr); den är inte krypterad",
    )
    parser.add_argument("cases", metavar="ÄRENDE", nargs="*", help="ärenden som ska med; annars alla, med allt omkring")
    parser.add_argument("--secret", action="store_true", help="även ärenden och handlingar med sekretess")


def _export(arguments: argparse.Namespace, office: Office) -> int:
    from nemndsekr.exchange.case_archive import SUFFIX
    from nemndsekr.operations.export_cases import ExportChoice, export_cases
    from nemndsekr.operations.sign_in import sign_in
    from nemndsekr.store.queries import find_case

    now = office.now()
    with closing(_open_or_look(office)) as store:
        named = tuple(find_case(store, one).stored_id for one in arguments.cases)
        who = "" if store.read_only else sign_in(store, office.login, now).uid
        choice = ExportChoice(named or None, secret=bool(arguments.secret))
        # Without it nobody can open the file by a double click.
        path = arguments.out if arguments.out.suffix else arguments.out.with_suffix(f".{SUFFIX}")
        exported = export_cases(store, path, choice, who, now)
    print_lines([exported.told, *([f"Filen heter {path.name}."] if path != arguments.out else [])])
    return 0


def _open_or_look(office: Office) -> Store:
    """Open the database to note in it that cases left; one that may only be read gives them all the same."""
    try:
        return office.open_kept()
    except NotWritableError:
        return office.open(read_only=True)


def _import_arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="FIL", type=Path, help="en exportfil (.nemndsekr)")
    parser.add_argument("--dry-run", action="store_true", help="visar bara vad filen innehåller; sparar inget")


def _import_all(arguments: argparse.Namespace, office: Office) -> int:
    from nemndsekr.operations.look_at_archive import look_at_archive
    from nemndsekr.operations.sign_in import sign_in
    from nemndsekr.operations.take_archive import take_archive

    now = office.now()
    with closing(office.open_to_look() if arguments.dry_run else office.open()) as store:
        look = look_at_archive(store, arguments.file)
        print_lines(_lines(look))
        if arguments.dry_run:
            return 0
        if not look.new and not (look.whole and look.coming):
            print_lines(["Inget nytt att ta in: alla ärenden i filen finns redan här."])
            return 0
        taken = take_archive(store, look, {}, sign_in(store, office.login, now).uid, now)
    print_lines([taken.told])
    return 0


def _lines(look: ArchiveLook) -> Iterator[str]:
    for case in look.cases:
        remark = f"diarienumret finns redan här: {case.like}" if case.like else case.told
        standing = _STANDINGS[case.standing]
        yield "\t".join((case.dnr or "–", case.title, standing, remark)).rstrip("\t")


EXPORT = Command(
    "export",
    "skriver ärenden, hela, till en fil som ett annat Nämndsekr kan ta in",
    _export_arguments,
    _export,
    "arendeexport",
)
IMPORT_ALL = Command(
    "import-all", "tar in ärenden ur en exportfil; det som redan finns lämnas kvar", _import_arguments, _import_all
)
