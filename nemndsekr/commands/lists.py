"""``import-list``: a bevakningslista taken in without a window; rows that need a person's choice are left."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from nemndsekr.commands.command import Command, Office, Parser, print_lines

if TYPE_CHECKING:
    from nemndsekr.operations.plan_watchlist import PlannedRow


def _arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="FIL", type=Path, help="listan: .xlsx, .xls, .ods eller .csv")
    parser.add_argument("--sheet", metavar="BLAD", default="", help="bladets namn; annars det med flest rader")
    parser.add_argument("--namnd", metavar="NÄMND", default="", help="nämnden för rader som inte nämner någon")
    parser.add_argument("--dry-run", action="store_true", help="visar vad varje rad blir; sparar inget")


def _import_list(arguments: argparse.Namespace, office: Office) -> int:
    from nemndsekr.operations.import_watchlist import import_watchlist
    from nemndsekr.operations.plan_watchlist import Outcome, plan_summary, with_choices
    from nemndsekr.operations.read_watchlist import chosen_sheet, columns_of, default_namnd, plan_sheet, read_list
    from nemndsekr.operations.sign_in import sign_in
    from nemndsekr.support.settings import load_settings

    now = office.now()
    sheet = chosen_sheet(read_list(arguments.file), arguments.sheet)
    columns = columns_of(sheet, sheet.heading, load_settings(office.folder.settings))
    read_only = bool(arguments.dry_run) and office.folder.database.exists()
    with closing(office.open(read_only=read_only)) as store:
        plan = plan_sheet(store, sheet, sheet.heading, columns, now.astimezone().date())
        asked = {place: Outcome.SKIP for place, row in enumerate(plan) if row.outcome == Outcome.ASK}
        taken = with_choices(plan, asked)
        if not arguments.dry_run and any(row.outcome != Outcome.SKIP for row in taken):
            namnd_id = None if arguments.namnd else default_namnd(store)
            who = sign_in(store, office.login, now).uid
            import_watchlist(store, taken, arguments.file.name, who, now, namnd_id=namnd_id, namnd_name=arguments.namnd)
    print_lines(_lines(plan, dry_run=arguments.dry_run))
    print_lines([plan_summary(plan)])
    return 1 if asked and not arguments.dry_run else 0


def _lines(plan: Sequence[PlannedRow], *, dry_run: bool) -> Iterator[str]:
    from nemndsekr.operations.plan_watchlist import Outcome

    words = {
        Outcome.NEW: "nytt",
        Outcome.JOIN: "läggs till" if dry_run else "tillagt",
        Outcome.SKIP: "hoppas över",
        Outcome.ASK: "väntar på val",
    }
    for row in plan:
        remarks = "; ".join(row.listed.problems)
        told = "\t".join((row.listed.title or "–", row.standing, remarks)).rstrip("\t")
        yield f"rad {row.listed.number}\t{words[row.outcome]}\t{row.listed.dnr or '–'}\t{told}"


IMPORT_LIST = Command(
    "import-list", "läser in en bevakningslista och säger vad varje rad blev", _arguments, _import_list
)
