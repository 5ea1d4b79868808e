"""``check``: what the checks say of a case, or of a file that is only looked at."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nemndsekr.commands.command import Command, Office, Parser, WrongUsageError, print_json, print_lines
from nemndsekr.records.choices import label
from nemndsekr.support.errors import UserError

if TYPE_CHECKING:
    from nemndsekr.records.case_file import CaseFile
    from nemndsekr.rules.checks.remark import Remark
    from nemndsekr.store.database import Store

Told = tuple[dict[str, Any], list[dict[str, Any]], list[str]]
"""What was checked, the remarks as plain values, and a line of text for each."""


def _arguments(parser: Parser) -> None:
    parser.add_argument("case", metavar="ÄRENDE", nargs="?", help="diarienummer, eller numret i listan")
    parser.add_argument(
        "kind", metavar="SLAG", nargs="?", default="", help="bara en av ärendets handlingar, som i make"
    )
    parser.add_argument("--file", metavar="FIL", type=Path, help="en fil som ska kontrolleras; den sparas inte")
    parser.add_argument("--json", action="store_true", help="skriver påpekandena som ett JSON-objekt")


def _check(arguments: argparse.Namespace, office: Office) -> int:
    if bool(arguments.case) == bool(arguments.file) or (arguments.kind and arguments.file):
        raise WrongUsageError(
            "Ange ett ärende eller en fil.", "Till exempel: check BUN-2026-1, eller check --file svar.docx"
        )
    file, kind = arguments.file, arguments.kind
    about, remarks, lines = _of_file(file, office) if file else _of_case(arguments.case, kind, office)
    if arguments.json:
        print_json({**about, "remarks": remarks})
    else:
        print_lines(lines or ["Inga påpekanden."])
    # A remark is no error: it is what was asked for.
    return 0


def _of_file(path: Path, office: Office) -> Told:
    from nemndsekr.operations.check_file import check_file

    if path.is_dir():
        raise _a_folder(path)
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
    return {"file": report.name, "kind": report.kind.value}, remarks, [one.line for one in report.remarks]


def _a_folder(path: Path) -> UserError:
    """What to say of a folder, with a file in it that can be checked."""
    from nemndsekr.reading.report_file import REPORT_FORMATS

    suffixes = {suffix for one in REPORT_FORMATS for suffix in one.suffixes}
    try:
        papers = sorted(one for one in path.iterdir() if one.suffix.lower() in suffixes and one.is_file())
    except OSError:
        papers = []
    what = f"«{path.name or path}» är en mapp, och check kontrollerar en fil i taget."
    if not papers:
        return UserError(what, "Ange en fil, till exempel: check --file svar.docx")
    name = f'"{papers[0]}"' if " " in str(papers[0]) else papers[0]
    return UserError(what, f"Ange en av filerna, till exempel: check --file {name}")


def _of_case(wanted: str, kind: str, office: Office) -> Told:
    from nemndsekr.rules.checks import remarks_on
    from nemndsekr.rules.checks.places import place_in_words
    from nemndsekr.store.queries import find_case, load_case

    with closing(office.open(read_only=True)) as store:
        file = load_case(store, find_case(store, wanted).stored_id)
        of_case = remarks_on(file)
        remarks = _of_document(store, file, kind, office) if kind else of_case
    # What only the finished document shows has no place in the case.
    found = [(one, place_in_words(file, one) if one in of_case else "handlingen") for one in remarks]
    told = [
        {
            "rule": one.rule,
            "certainty": one.certainty.value,
            "place": place,
            "text": one.text,
            "detail": one.detail,
            "remedies": [remedy.words for remedy in one.remedies],
        }
        for one, place in found
    ]
    lines = [f"{label(one.certainty)} · {one.text} · {place}" for one, place in found]
    return {"case": file.case.stored_id, "dnr": file.case.dnr}, told, lines


def _of_document(store: Store, file: CaseFile, kind: str, office: Office) -> Sequence[Remark]:
    """What the document page shows beside the document."""
    from nemndsekr.documents.document_types import document_type, named_kind, types_for
    from nemndsekr.documents.making import DocumentOptions
    from nemndsekr.operations.decided_document import paper_of
    from nemndsekr.operations.made_remarks import document_remarks

    word, template = named_kind(kind)
    slug = document_type(word).slug
    fitting = {one.slug: one.name for one in types_for(file)}
    if slug not in fitting:
        raise UserError("Handlingen passar inte ärendet.", f"Välj en av: {', '.join(fitting)}.")
    options = DocumentOptions(day=office.now().astimezone().date())
    case_id = file.case.stored_id
    paper = paper_of(store, case_id, slug, lambda _: template, options=options)
    return document_remarks(store, case_id, paper).with_more(paper.preview.of_form).open


CHECK = Command("check", "kontrollerar ett ärende, eller en fil som inte sparas", _arguments, _check)
