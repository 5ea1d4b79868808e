"""FORMATS: the file formats that a document can be written in, and what writes each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from nemndsekr.documents.outline import Outline
from nemndsekr.support.errors import UserError


class Format(NamedTuple):
    """One file format: its suffix without dot, what a secretary calls it and a file of it, and what writes it."""

    suffix: str
    name: str
    file_name: str
    write: Callable[[Outline], bytes]


# reportlab and python-docx take a while to load, so the writers are fetched when the first document is written.
def _write_pdf(outline: Outline) -> bytes:
    from nemndsekr.documents.pdf_writer import write_pdf

    return write_pdf(outline)


def _write_docx(outline: Outline) -> bytes:
    from nemndsekr.documents.docx_writer import write_docx

    return write_docx(outline)


def _write_html(outline: Outline) -> bytes:
    from nemndsekr.documents.html_writer import write_html

    return write_html(outline)


def _write_text(outline: Outline) -> bytes:
    from nemndsekr.documents.text_writer import write_text

    return write_text(outline)


FORMATS: Final = (
    Format("pdf", "PDF", "PDF-filen", _write_pdf),
    Format("docx", "Word", "Word-filen", _write_docx),
    Format("html", "Webbsida", "Webbsidan", _write_html),
    Format("txt", "Text", "Text-filen", _write_text),
)


def write_document(outline: Outline, suffix: str) -> bytes:
    """The document in the format with a suffix (``pdf``, ``docx``, ``html``, ``txt``).

    Raises:
        UserError: there is no such format, or the document holds a character that the format cannot print.
    """
    for made in FORMATS:
        if made.suffix == suffix.lower().lstrip("."):
            return made.write(outline)
    have = ", ".join(made.suffix for made in FORMATS)
    raise UserError(f"Handlingar kan inte skrivas som «{suffix}».", f"Välj en av dessa: {have}.")
