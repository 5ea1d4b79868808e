"""``list``, ``show`` and ``make``: which cases there are, one case whole, and a document of it."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nemndsekr.commands.command import Command, Office, Parser, WrongUsageError, print_json, print_lines
from nemndsekr.records.choices import label
from nemndsekr.support.errors import UserError

if TYPE_CHECKING:
    from nemndsekr.records.case import Case
    from nemndsekr.records.case_file import CaseFile

_SUFFIXES: Final = ("pdf", "docx", "html", "txt")


def _all_cases(office: Office) -> list[Case]:
    from nemndsekr.store.queries import all_cases

    with closing(office.open(read_only=True)) as store:
        return all_cases(store)


def _case_file(office: Office, wanted: str) -> CaseFile:
    from nemndsekr.store.queries import find_case, load_case

    with closing(office.open(read_only=True)) as store:
        return load_case(store, find_case(store, wanted).stored_id)


def _list_arguments(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="skriver listan som ett JSON-objekt")


def _list(arguments: argparse.Namespace, office: Office) -> int:
    cases = _all_cases(office)
    if arguments.json:
        listed = [
            {"id": case.id, "dnr": case.dnr, "kind": case.kind.value, "title": case.shown_title} for case in cases
        ]
        print_json({"cases": listed})
    else:
        print_lines(f"{case.id}\t{case.dnr or '–'}\t{label(case.kind)}\t{case.shown_title}" for case in cases)
    return 0


def _show_arguments(parser: Parser) -> None:
    parser.add_argument("case", metavar="ÄRENDE", help="diarienummer, eller numret i listan")
    parser.add_argument("--json", action="store_true", help="skriver allt som hör till ärendet som ett JSON-objekt")


def _show(arguments: argparse.Namespace, office: Office) -> int:
    from nemndsekr.exchange.case_json import case_as_json, case_as_text

    file = _case_file(office, arguments.case)
    if arguments.json:
        print_json(case_as_json(file))
    else:
        print_lines([case_as_text(file)])
    return 0


def _make_arguments(parser: Parser) -> None:
    parser.add_argument("case", metavar="ÄRENDE", nargs="?", help="diarienummer, eller numret i listan")
    parser.add_argument("kind", metavar="SLAG", nargs="?", help="vilken handling; make --list visar vilka som finns")
    parser.add_argument(
        "--format", dest="suffix", metavar="FORMAT", help="pdf, docx, html eller txt; annars efter filens namn"
    )
    parser.add_argument("--out", metavar="FIL", type=Path, help="filen som handlingen skrivs till")
    parser.add_argument(
        "--template",
        metavar="MALL",
        default="",
        help="mallens namn, som det visas i programmet, eller så mycket av det att det inte går att ta miste",
    )
    parser.add_argument("--list", action="store_true", help="visar handlingar som kan göras, eller som passar ärendet")


def _make(arguments: argparse.Namespace, office: Office) -> int:
    if arguments.list:
        return _list_kinds(arguments, office)
    if not (arguments.case and arguments.kind and arguments.out):
        raise WrongUsageError("Ange ärende, slag och fil.", "Till exempel: make BUN-2026-1 yttrande --out svar.pdf")
    named = arguments.out.suffix.removeprefix(".").lower()
    suffix = (arguments.suffix or named or "pdf").removeprefix(".").lower()
    if named in _SUFFIXES and named != suffix:
        raise UserError(
            f"Filen heter {arguments.out.name} men formatet är {suffix}.", f"Låt filens namn sluta på .{suffix}."
        )
    from nemndsekr.documents.document_types import document_type, named_kind
    from nemndsekr.documents.making import DocumentOptions
    from nemndsekr.documents.template_files import shelf_of
    from nemndsekr.operations.decided_document import outgoing_document
    from nemndsekr.operations.save_file import save_file
    from nemndsekr.store.queries import find_case, load_case

    with closing(office.open(read_only=True)) as store:
        case_id = find_case(store, arguments.case).stored_id
        chosen = arguments.template
        if chosen:
            kind, _ = named_kind(arguments.kind)
            chosen = shelf_of(load_case(store, case_id)).named(document_type(kind).slug, chosen).name
        options = DocumentOptions(day=office.now().astimezone().date())
        kind, template = named_kind(arguments.kind, chosen)
        content, told = outgoing_document(store, case_id, kind, suffix, template, options)
    save_file(arguments.out, content)
    print_lines([str(arguments.out)])
    if told:
        # On the other stream, so that the line for scripts stays as it is.
        sys.stderr.write(f"{told}\n")
    return 0


def _list_kinds(arguments: argparse.Namespace, office: Office) -> int:
    from nemndsekr.documents.document_types import DOCUMENT_TYPES, DocumentType

    kinds: tuple[DocumentType, ...] = DOCUMENT_TYPES
    if arguments.case:
        file = _case_file(office, arguments.case)
        kinds = tuple(kind for kind in kinds if kind.applies(file))
    print_lines(f"{kind.slug}\t{kind.name}" for kind in kinds)
    return 0


LIST = Command("list", "visar alla ärenden", _list_arguments, _list)
SHOW = Command("show", "visar ett ärende helt", _show_arguments, _show)
MAKE = Command("make", "gör en handling av ett ärende", _make_arguments, _make)
