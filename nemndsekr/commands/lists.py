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
    from nemndsekr.operations.read_watchlist import NamndOutline
    from nemndsekr.rules.list_columns import Columns
    from nemndsekr.rules.list_origin import ListOrigin
    from nemndsekr.store.database import Store


def _arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="FIL", type=Path, help="listan: .xlsx, .xls, .ods eller .csv")
    parser.add_argument("--sheet", metavar="BLAD", default="", help="bladets namn; annars det med flest rader")
    parser.add_argument("--namnd", metavar="NÄMND", default="", help="nämnden för rader som inte nämner någon")
    parser.add_argument(
        "--column",
        metavar="RUBRIK=INNEHÅLL",
        action="append",
        default=[],
        help='vad en kolumn innehåller, till exempel "Ska vara klart=svarsdag"; kan anges flera gånger',
    )
    parser.add_argument("--dry-run", action="store_true", help="visar vad varje rad blir; sparar inget")


def _import_list(arguments: argparse.Namespace, office: Office) -> int:
    from nemndsekr.operations import read_watchlist as reading
    from nemndsekr.operations.import_watchlist import import_watchlist
    from nemndsekr.operations.plan_watchlist import Outcome, plan_summary, with_choices
    from nemndsekr.operations.sign_in import sign_in
    from nemndsekr.support.settings import load_settings

    now = office.now()
    today = now.astimezone().date()
    file = reading.read_list(arguments.file)
    sheet = reading.chosen_sheet(file, arguments.sheet)
    origin = reading.origin_of(file, sheet, sheet.heading, today)
    headings = sheet.headings(sheet.heading)
    columns = reading.columns_of(sheet, sheet.heading, load_settings(office.folder.settings), origin.about(today))
    columns = reading.with_said(headings, columns, arguments.column)
    remarks = list(reading.remarks_on_columns(sheet, sheet.heading, columns))
    with closing(office.open_to_look() if arguments.dry_run else office.open()) as store:
        plan = reading.plan_sheet(store, sheet, sheet.heading, columns, today, origin)
        asked = {place: Outcome.SKIP for place, row in enumerate(plan) if row.outcome == Outcome.ASK}
        taken = with_choices(plan, asked)
        namnd = _namnd(store, origin, arguments.namnd, needed=not arguments.dry_run)
        remarks += filter(None, [reading.namnd_remark(namnd, plan)])
        if not arguments.dry_run and any(row.outcome != Outcome.SKIP for row in taken):
            who = sign_in(store, office.login, now).uid
            import_watchlist(
                store,
                taken,
                arguments.file.name,
                who,
                now,
                namnd_id=namnd.id if namnd else None,
                namnd_name=namnd.name if namnd else "",
            )
    print_lines(_column_lines(headings, columns))
    print_lines(f"att se på\t{remark}" for remark in remarks)
    print_lines(_lines(plan, dry_run=arguments.dry_run))
    print_lines([plan_summary(plan)])
    return 1 if asked and not arguments.dry_run else 0


def _namnd(store: Store, origin: ListOrigin, named: str, *, needed: bool) -> NamndOutline | None:
    """The nämnd for rows that name none: as named, or as the list names it."""
    from nemndsekr.operations.read_watchlist import NamndOutline, default_namnd, namnd_of_list, namnd_outlines
    from nemndsekr.support.swedish import folded

    if named:
        known = [
            each for each in namnd_outlines(store) if folded(named) in (folded(each.name), folded(each.short_name))
        ]
        return known[0] if known else NamndOutline(None, named)
    return default_namnd(store, origin) if needed else namnd_of_list(namnd_outlines(store), origin)


def _column_lines(headings: Sequence[str], columns: Columns) -> Iterator[str]:
    from nemndsekr.records.choices import label
    from nemndsekr.rules.list_columns import ListField

    for heading, field in zip(headings, columns, strict=True):
        yield f"kolumn\t{heading}\t{label(field or ListField.anteckning).lower()}"


def _lines(plan: Sequence[PlannedRow], *, dry_run: bool) -> Iterator[str]:
    from nemndsekr.operations.plan_watchlist import Outcome

    words = {
        Outcome.NEW: "nytt",
        Outcome.JOIN: "läggs till" if dry_run else "tillagt",
        Outcome.SKIP: "hoppas över",
        Outcome.ASK: "väntar på val",
    }
    for row in plan:
        remarks = "; ".join((*row.listed.problems, *row.listed.reckoned))
        told = "\t".join((row.listed.title or "–", row.standing, remarks)).rstrip("\t")
        yield f"rad {row.listed.number}\t{words[row.outcome]}\t{row.listed.dnr or '–'}\t{told}"


IMPORT_LIST = Command(
    "import-list", "läser in en bevakningslista och säger vad varje rad blev", _arguments, _import_list
)
