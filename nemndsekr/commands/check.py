"""``check``: what the checks say of a case, or of a file that is only looked at."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from nemndsekr.commands.command import Command, Office, Parser, WrongUsageError, print_json, print_lines
from nemndsekr.records.choices import Certainty, label


def _arguments(parser: Parser) -> None:
    parser.add_argument("case", metavar="ÄRENDE", nargs="?", help="diarienummer, eller numret i listan")
    parser.add_argument("--file", metavar="FIL", type=Path, help="en fil som ska kontrolleras; den sparas inte")
    parser.add_argument("--json", action="store_true", help="skriver påpekandena som ett JSON-objekt")


def _check(arguments: argparse.Namespace, office: Office) -> int:
    if bool(arguments.case) == bool(arguments.file):
        raise WrongUsageError(
            "Ange ett ärende eller en fil.", "Till exempel: check BUN-2026-1, eller check --file svar.docx"
        )
    about, remarks = _of_file(arguments.file, office) if arguments.file else _of_case(arguments.case, office)
    if arguments.json:
        print_json({**about, "remarks": remarks})
    else:
        print_lines(_lines(remarks))
    # A remark is no error: it is what was asked for.
    return 0


def _of_file(path: Path, office: Office) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    from nemndsekr.operations.check_file import check_file

    report = check_file(path, office.now().astimezone().date())
    remarks = [
        {
            "rule": one.rule,
            "certainty": one.certainty.value,
            "place": one.place,
            "quote": one.quote,
            "page": one.page,
            "paragraph": one.paragraph,
            "text": one.text,
            "detail": one.detail,
            "remedies": list(one.remedies),
        }
        for one in report.remarks
    ]
    return {"file": report.name, "kind": report.kind.value}, remarks


def _of_case(wanted: str, office: Office) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    from nemndsekr.rules.checks import remarks_on
    from nemndsekr.rules.checks.places import place_in_words
    from nemndsekr.store.queries import find_case, load_case

    with closing(office.open(read_only=True)) as store:
        file = load_case(store, find_case(store, wanted).stored_id)
    remarks = [
        {
            "rule": one.rule,
            "certainty": one.certainty.value,
            "place": place_in_words(file, one),
            "text": one.text,
            "detail": one.detail,
            "remedies": [remedy.words for remedy in one.remedies],
        }
        for one in remarks_on(file)
    ]
    return {"case": file.case.stored_id, "dnr": file.case.dnr}, remarks


def _lines(remarks: Iterable[dict[str, Any]]) -> list[str]:
    """One line for each remark: how sure it is, what it says, and where."""
    lines = []
    for one in remarks:
        quote = f": {one['quote']}" if one.get("quote") else ""
        lines.append(f"{label(Certainty(one['certainty']))} · {one['text']} · {one['place']}{quote}")
    return lines or ["Inga påpekanden."]


CHECK = Command("check", "kontrollerar ett ärende, eller en fil som inte sparas", _arguments, _check)
