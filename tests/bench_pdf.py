"""What ``dev.py bench`` measures of writing PDF: a yttrande of ten pages, and its floors."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from nemndsekr.documents import outline as o
from tests.documents_out.outlines import LONG, items, outline_of, words

COLD = """
import pickle, sys
from pathlib import Path
from nemndsekr.documents.pdf_writer import write_pdf
Path(sys.argv[2]).write_bytes(write_pdf(pickle.loads(Path(sys.argv[1]).read_bytes())))
"""
RECOMMENDATIONS = 16


def ten_pages() -> o.Outline:
    """A yttrande of ten pages: an answer to each recommendation, measures as a list, and a table of them all."""
    blocks: list[o.OutlineBlock] = [
        o.Heading(words("Yttrande över granskningen av skolskjuts"), 1),
        o.Heading(words("Sammanfattning")),
        *(o.Paragraph(words(f"{number}. {LONG}")) for number in range(3)),
        o.Heading(words("Nämndens svar")),
    ]
    for number in range(1, RECOMMENDATIONS + 1):
        answer = (o.Run(f"Nämnden instämmer i punkt {number}. "), o.Run("Ansvar: ", bold=True), o.Run(LONG * 2))
        blocks += [
            o.Heading(words(f"Rekommendation {number}"), 3),
            o.Paragraph(words(f"Säkerställ att rutin {number} följs upp varje år. {LONG[:120]}"), "quote"),
            o.Paragraph(answer),
            items(f"Se över rutin {number} senast den {number} juni 2026.", f"Utbilda personal {number}.", LONG[:90]),
            o.Paragraph(words(f"Efter beslut {number} återkommer nämnden. {LONG * 2}")),
        ]
    rows = tuple(
        (words(f"Åtgärd {number}"), words(f"{number} juni 2026"), words(LONG[: 40 + number])) for number in range(1, 31)
    )
    blocks.append(o.Table(rows, (words("Åtgärd"), words("Klart"), words("Anmärkning")), "Tabell 1. Åtgärder"))
    return outline_of(*blocks)


def plain_pdf(outline: o.Outline) -> bytes:
    """The same text by reportlab as its handbook shows it: same fonts and sizes, no tags, no care at page breaks."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    from nemndsekr.documents.pdf_fonts import BOLD, REGULAR, font_of

    for name in (REGULAR, BOLD):
        font_of(name)
    body = ParagraphStyle("body", fontName=REGULAR, bulletFontName=REGULAR, fontSize=10.5, leading=15, spaceAfter=7)
    item = ParagraphStyle("item", parent=body, leftIndent=18, bulletIndent=2)
    small = ParagraphStyle("small", parent=body, fontSize=9.5, leading=13)
    heads = {
        level: ParagraphStyle(f"h{level}", parent=body, fontName=BOLD, fontSize=size, leading=size + 4)
        for level, size in ((1, 18), (2, 13), (3, 11))
    }

    def markup(runs: o.Runs) -> str:
        fonts = (BOLD if run.bold else "" for run in runs)
        texts = (escape(o.clean_text(run.text)) for run in runs)
        return "".join(
            f'<font name="{font}">{text}</font>' if font else text for font, text in zip(fonts, texts, strict=True)
        )

    story: list[object] = [
        Paragraph(escape(line), small) for line in (*outline.letterhead.sender, outline.document_name)
    ]
    story += [Paragraph(escape(line), small) for cell in outline.letterhead.cells for line in (cell.label, *cell.lines)]
    for block in outline.blocks:
        match block:
            case o.Heading(runs=runs, level=level):
                story.append(Paragraph(markup(runs), heads[level]))
            case o.Paragraph(runs=runs):
                story.append(Paragraph(markup(runs), body))
            case o.ItemList(items=listed):
                story += [
                    Paragraph(markup(one.runs), item, bulletText=label)
                    for one, label in zip(listed, o.list_labels(block), strict=True)
                ]
            case o.Table(rows=rows, header=header, caption=caption):
                story.append(Paragraph(escape(caption), body))
                cells = [[Paragraph(markup(cell), small) for cell in row] for row in (header, *rows)]
                story.append(Table(cells, [90, 90, 260], style=[("FONTNAME", (0, 0), (-1, -1), REGULAR)], repeatRows=1))
            case _:
                raise AssertionError(block)

    def number(canvas: object, document: object) -> None:
        canvas.setFont(REGULAR, 9)  # type: ignore[attr-defined]
        canvas.drawRightString(500, 800, f"Sida {document.page}")  # type: ignore[attr-defined]

    file = io.BytesIO()
    document = SimpleDocTemplate(
        file, leftMargin=76, rightMargin=76, invariant=1, initialFontName=REGULAR, pageCompression=1
    )
    document.build(story, onFirstPage=number, onLaterPages=number)  # type: ignore[arg-type]
    return file.getvalue()


class ColdProcesses:
    """The same document by a process of its own each time: ours from the outline, LibreOffice from our Word file."""

    def __init__(self, outline: o.Outline, folder: Path, office: str) -> None:
        from nemndsekr.documents.docx_writer import write_docx

        self._outline, self._word = folder / "handling.pickle", folder / "handling.docx"
        self._outline.write_bytes(pickle.dumps(outline))
        self._word.write_bytes(write_docx(outline))
        self._folder, self._office = folder, office

    def ours(self) -> None:
        """Python started, everything imported, the PDF written."""
        made = self._folder / "ours.pdf"
        made.unlink(missing_ok=True)
        subprocess.run([sys.executable, "-c", COLD, str(self._outline), str(made)], check=True)
        assert made.stat().st_size > 0

    def office(self) -> None:
        """LibreOffice started and the Word file turned into a PDF."""
        made = self._folder / "handling.pdf"
        made.unlink(missing_ok=True)
        profile = f"-env:UserInstallation=file://{self._folder / 'profile'}"
        command = [
            self._office,
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(self._folder),
            str(self._word),
        ]
        subprocess.run(command, check=True, capture_output=True)
        assert made.stat().st_size > 0
