"""``read`` and ``import``: what a file holds, and files taken in without review."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemndsekr.commands.command import Command, Office, Parser, print_json, print_lines
from nemndsekr.support.errors import UserError

if TYPE_CHECKING:
    from nemndsekr.operations.import_report import Imported
    from nemndsekr.reading.draft import Reading
    from nemndsekr.store.database import Store


def _read_arguments(parser: Parser) -> None:
    parser.add_argument(
        "file", metavar="FIL", type=Path, help="en revisionsrapport, tjänsteskrivelse eller annan handling"
    )
    parser.add_argument("--json", action="store_true", help="skriver allt som hittades som ett JSON-objekt")


def _read(arguments: argparse.Namespace, office: Office) -> int:
    del office  # reading stores nothing
    from nemndsekr.reading.as_json import reading_as_json
    from nemndsekr.reading.report_file import read_report

    reading = read_report(arguments.file)
    if arguments.json:
        print_json(reading_as_json(reading))
    else:
        print_lines(_overview(reading))
    return 0


def _overview(reading: Reading) -> Iterator[str]:
    from nemndsekr.operations.case_proposals import put_numbers_right
    from nemndsekr.records.choices import SourceKind, label

    draft = put_numbers_right(reading.draft, ())
    theirs = "Revisorernas dnr" if draft.kind in {"revisionsrapport", "missiv"} else "Motpartens diarienummer"
    yield f"{draft.title.text if draft.title else 'Ingen rubrik hittades'} ({label(SourceKind(draft.kind)).lower()})"
    for name, found in (("Diarienummer", draft.dnr), (theirs, draft.counterpart_dnr)):
        if found:
            yield f"{name}: {', '.join(item.text for item in found)}"
    if draft.reply_due:
        yield f"Svarsdag: {draft.reply_due.words}"
    for heading, texts in (
        ("Rekommendationer", [item.found.text for item in draft.recommendations]),
        ("Revisionsfrågor", [item.found.text for item in draft.audit_questions]),
        ("Att-satser", [item.text for item in draft.attsatser]),
        ("Förslag till beslut", [item.text for item in draft.decision_points]),
    ):
        if texts:
            yield f"\n{heading}"
            yield from (f"{number}. {text}" for number, text in enumerate(texts, start=1))
    if reading.problems:
        yield "\nBehöver ses över"
        yield from (f"- {problem.text}" for problem in reading.problems)


def _import_arguments(parser: Parser) -> None:
    parser.add_argument("files", metavar="FIL", type=Path, nargs="+", help="filer som ska läsas in")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--case", metavar="DNR", help="ärendet som filerna hör till; annars avgör nummer, rekommendationer och rubrik"
    )
    where.add_argument("--new", action="store_true", help="varje fil blir ett nytt ärende")


def _import(arguments: argparse.Namespace, office: Office) -> int:
    from nemndsekr.operations.sign_in import sign_in
    from nemndsekr.store.queries import find_case

    with closing(office.open()) as store:
        who = sign_in(store, office.login, office.now()).uid
        case_id = find_case(store, arguments.case).stored_id if arguments.case else None
        cases: list[int] = []
        for path in arguments.files:
            imported = _import_one(
                store, path, who, office, case_id=case_id, new_case=arguments.new, together_with=cases
            )
            cases += [imported.case_id] if imported is not None else []
    return 0 if len(cases) == len(arguments.files) else 1


def _import_one(store: Store, path: Path, who: str, office: Office, **where: Any) -> Imported | None:
    """Read and store one file; the line is printed only when the case is on disk.

    Where it went and why is told on the other stream, so that the lines for scripts stay as they are.
    """
    from nemndsekr.operations.import_report import accept_reading
    from nemndsekr.reading.report_file import read_report

    try:
        reading = read_report(path)
        imported = accept_reading(store, reading, path.read_bytes(), who, office.now(), **where)
    except UserError as error:
        print_lines([f"inte sparad\t{path}\t{error}"])
        return None
    print_lines([f"sparad\t{path}\t{imported.case_id}"])
    for line in _told(path, imported):
        sys.stderr.write(f"{line}\n")
    return imported


def _told(path: Path, imported: Imported) -> Iterator[str]:
    if imported.joined and imported.reason:
        yield f"{path.name}: lades till i ärende {imported.case_id}. {imported.reason}."
    if imported.differences:
        many = "En uppgift" if imported.differences == 1 else f"{imported.differences} uppgifter"
        yield (
            f"{path.name}: {many} skiljer sig från dem i ärende {imported.case_id}. De gamla står kvar, "
            "de andra finns som påpekanden i ärendet."
        )


READ = Command("read", "visar vad som hittas i en fil; sparar inget", _read_arguments, _read)
IMPORT = Command("import", "läser in filer utan granskning", _import_arguments, _import)
