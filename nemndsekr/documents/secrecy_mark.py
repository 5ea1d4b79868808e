"""What a paper says of secrecy: its mark, those of its attachments, and the sheet in place of one that is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from nemndsekr.documents.outline import (
    HeaderCell,
    Heading,
    Letterhead,
    Metadata,
    Outline,
    PageNote,
    Paragraph,
    Run,
)
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import DocumentKind, Secrecy
from nemndsekr.records.document import Attachment

LABEL: Final = "Sekretess"
_HOW_MUCH: Final = {Secrecy.hela: "Hela handlingen", Secrecy.uppgift: "Uppgift i handlingen"}
_LONGEST: Final = 24
LEFT_OUT: Final = "Handlingen är utelämnad"


def secrecy_of(file: CaseFile, kind: DocumentKind) -> tuple[Secrecy, str]:
    """How secret a document of a case is, and by which law: its own mark, else that of a case that is so as a whole."""
    document, case = file.document(kind), file.case
    if document is not None and document.secrecy != Secrecy.ingen:
        return Secrecy(document.secrecy), document.secrecy_ground or case.secrecy_ground
    if case.secrecy == Secrecy.hela:
        return Secrecy.hela, case.secrecy_ground
    return Secrecy.ingen, ""


def with_secrecy(outline: Outline, secrecy: Secrecy, ground: str) -> Outline:
    """The outline with its mark: in the head of page 1, and beside the number of every page."""
    if secrecy == Secrecy.ingen:
        return outline
    lines = tuple(filter(None, (_HOW_MUCH[secrecy], ground.strip())))
    cells = (*outline.letterhead.cells, HeaderCell(LABEL, lines))
    # Beside the number there is room for one law only; the head of page 1 has them all.
    words = secrecy_words(ground if len(ground) <= _LONGEST else "")
    note = f"{words} · {outline.page_note.numbers}".rstrip(" ·")
    return replace(
        outline,
        letterhead=replace(outline.letterhead, cells=cells),
        page_note=replace(outline.page_note, numbers=note),
    )


def secrecy_words(ground: str) -> str:
    """«Sekretess, OSL 26 kap. 1 §»."""
    return ", ".join(filter(None, (LABEL, ground.strip())))


def attachment_words(attachment: Attachment) -> str:
    """What a bilaga is called in the list of them, with its mark: «Utredning (sekretess, OSL 26 kap. 1 §)»."""
    if attachment.secrecy == Secrecy.ingen:
        return attachment.text
    words = secrecy_words(attachment.secrecy_ground)
    return f"{attachment.text} ({words[0].lower()}{words[1:]})"


def divider(name: str, ground: str, *, dnr: str = "", sender: tuple[str, ...] = (), day: date | None = None) -> Outline:
    """The sheet that stands in the place of a secret paper where several are put together.

    ``name`` is what the place is called («Bilaga 2», «Ärende 7»), never what the paper itself is called.
    """
    told = f"{LEFT_OUT}: {secrecy_words(ground)[0].lower()}{secrecy_words(ground)[1:]}."
    title = " ".join(filter(None, (name, dnr)))
    blocks = (
        Heading((Run(title),), 1),
        Paragraph((Run(told),)),
        Paragraph((Run("Den som behöver handlingen vänder sig till nämndens sekreterare."),)),
    )
    return Outline(
        Metadata(f"{title} – utelämnad handling", sender[0] if sender else "", LEFT_OUT, dnr, day=day),
        LEFT_OUT,
        Letterhead(sender),
        PageNote("Sida {page} ({pages})"),
        blocks,
    )
