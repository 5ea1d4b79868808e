"""Writes the invented Word and PDF documents of this folder anew. Run it only when a document is to change.

python tests/documents/make_documents.py
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, ListFlowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

HERE = Path(__file__).parent
FONT, BOLD, ITALIC = "Helvetica", "Helvetica-Bold", "Helvetica-Oblique"
BODY = ParagraphStyle("body", fontName=FONT, fontSize=10.5, leading=14, spaceAfter=8)
HEAD = ParagraphStyle("head", fontName=BOLD, fontSize=13, leading=17, spaceBefore=10, spaceAfter=4)
TITLE = ParagraphStyle("title", fontName=BOLD, fontSize=18, leading=23, spaceAfter=12)


def yttrande_alvhamn() -> None:
    document = Document()
    grid = document.add_table(rows=2, cols=3)
    for cell, text in zip(
        [cell for row in grid.rows for cell in row.cells],
        ["Datum", "Diarienummer", "Er beteckning", "2025-06-03", "MSN-2025-0077", "SR-2024-19"],
        strict=True,
    ):
        cell.text = text
    document.add_paragraph("Till")
    document.add_paragraph("Stadsrevisionen i Alvhamn")
    document.add_heading("Yttrande över granskning av livsmedelskontrollen", 1)
    document.add_heading("Förslag till beslut", 2)
    document.add_paragraph(
        "Miljö- och samhällsnämnden beslutar att överlämna yttrandet till stadsrevisionen.", style="List Number"
    )
    document.add_heading("Sammanfattning", 2)
    document.add_paragraph("Nämnden välkomnar granskningen och har redan rättat en del av det som revisorerna påtalar.")
    document.add_heading("Svar på rekommendationerna", 2)
    document.add_heading(
        "Rekommendation 1: Se till att alla verksamheter får besök i den takt som riskklassningen anger.", 3
    )
    document.add_paragraph("Nämnden instämmer. Två inspektörer har anställts under våren.")
    answer = document.add_paragraph("Planeringen sker numera i systemet ")
    answer.add_run("Koll på köket").italic = True
    answer.add_run(", som visar vilka besök som återstår.")
    document.add_paragraph("besök i skolkök går först", style="List Bullet")
    document.add_paragraph("besök hos nystartade företag sker inom åtta veckor", style="List Bullet")
    document.add_heading("Rekommendation 2: Utveckla redovisningen till nämnden av genomförda kontroller.", 3)
    document.add_paragraph("Redovisningen görs från och med hösten varje kvartal.")
    document.add_heading("Ekonomiska konsekvenser", 2)
    document.add_paragraph("Åtgärderna ryms inom nämndens budget.")
    document.add_paragraph("Ordförande")
    document.add_paragraph("Margit Solander")
    document.save(str(HERE / "yttrande_alvhamn.docx"))


def motion_hoglinge() -> None:
    document = Document()
    document.add_paragraph("Motion till kommunfullmäktige i Höglinge")
    document.add_heading("Motion om fler cykelparkeringar vid stationen", 1)
    document.add_paragraph(
        "Allt fler cyklar till tåget. Parkeringarna räcker inte, och cyklarna ställs där de är i vägen för andra."
    )
    document.add_paragraph("Att bygga fler platser är billigt och går fort. Exempel finns i flera grannkommuner.")
    document.add_paragraph("Därför yrkar Centerpartiet:")
    document.add_paragraph(
        "att tekniska nämnden får i uppdrag att bygga minst tvåhundra nya cykelplatser", style="List Bullet"
    )
    document.add_paragraph("att platserna förses med tak och belysning", style="List Bullet")
    document.add_paragraph("Höglinge 2024-11-05")
    document.add_paragraph("Nils Ödman, Centerpartiet")
    document.save(str(HERE / "motion_hoglinge.docx"))


def revisionsrapport_tallby() -> None:
    document = Document()
    document.add_paragraph("Revisionsrapport")
    document.add_heading("Granskning av intern kontroll i upphandlingar", 1)
    document.add_paragraph("Tallby kommun")
    document.add_paragraph("Februari 2025")
    document.add_heading("Sammanfattning", 2)
    document.add_paragraph(
        "På uppdrag av revisorerna i Tallby har vi granskat den interna kontrollen i upphandlingar. "
        "Vår sammanfattande bedömning är att kontrollen inte är helt tillräcklig."
    )
    document.add_paragraph("Utifrån granskningens resultat bör följande rekommendationer prioriteras:")
    document.add_paragraph("Att kommunstyrelsen tydliggör vem som får teckna avtal.", style="List Bullet")
    document.add_paragraph("Att servicenämnden följer upp sina ramavtal varje år.", style="List Bullet")
    document.add_heading("Revisionsfrågor", 2)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Revisionsfråga", "Bedömning"
    for question, assessment in [
        ("Finns det aktuella styrdokument för upphandling?", "Ja. Riktlinjerna antogs 2023."),
        ("Följs ingångna avtal upp?", "Delvis. Uppföljningen sker inte systematiskt."),
    ]:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = question, assessment
    document.add_heading("Rekommendationer", 2)
    document.add_paragraph("Utifrån granskningens resultat rekommenderar vi att:")
    document.add_paragraph("Att kommunstyrelsen tydliggör vem som får teckna avtal.", style="List Bullet")
    document.add_paragraph("Att servicenämnden följer upp sina ramavtal varje år.", style="List Bullet")
    document.add_paragraph("Maj-Britt Oskarsson")
    document.add_paragraph("Certifierad kommunal revisor")
    document.save(str(HERE / "revisionsrapport_tallby.docx"))


def _foot(canvas: Canvas, template: SimpleDocTemplate) -> None:
    canvas.setFont(FONT, 8)
    canvas.drawString(60, 30, "Grovsjö kommuns revisorer")
    canvas.drawRightString(A4[0] - 60, 30, f"Sida {template.page} (2)")


def revisionsrapport_grovsjo() -> None:
    recommendations = {
        "Kommunstyrelsen": [
            "Ta fram en kommungemensam plan för reservkraft.",
            "Öva planen tillsammans med nämnderna vartannat år.",
        ],
        "Socialnämnden": ["Kartlägga vilka boenden som saknar reservkraft."],
    }
    story: list[Flowable] = [
        Paragraph("Granskning av beredskapen för elavbrott", TITLE),
        Paragraph("Revisionsrapport nr 3/2025", BODY),
        Paragraph("Dnr: REV-2025-14", BODY),
        Paragraph("2025-10-21", BODY),
        Paragraph("Inledning", HEAD),
        Paragraph(
            "Revisorerna i Grovsjö har granskat om kommunen är rustad för långa elavbrott. "
            "Syftet med granskningen har varit att bedöma om "
            "kommunstyrelsen och socialnämnden har en tillräcklig beredskap för hälso- och sjukvård i egna "
            "lokaler. Granskningen genomfördes under hösten 2025.",
            BODY,
        ),
        Paragraph("Följande revisionsfrågor har besvarats i granskningen:", BODY),
        ListFlowable(
            [
                Paragraph(text, BODY)
                for text in (
                    "Har kommunstyrelsen beslutat om vilka verksamheter som ska prioriteras?",
                    "Provas reservkraften regelbundet?",
                )
            ],
            bulletType="bullet",
            start="•",
        ),
        PageBreak(),
        Paragraph("Bedömning och rekommendationer", HEAD),
        Paragraph("Vår bedömning är att beredskapen är bristfällig. Vi lämnar följande rekommendationer:", BODY),
    ]
    for body, texts in recommendations.items():
        story += [
            Paragraph(f"<b>{body}</b>", BODY),
            ListFlowable([Paragraph(text, BODY) for text in texts], bulletType="bullet", start="•"),
        ]
    story += [
        Spacer(1, 12),
        Paragraph("Revisorerna önskar ett svar senast den 30 januari 2026.", BODY),
        Table([["Astrid Vallin", "Jonas Frisk"], ["Ordförande", "Revisor"]], colWidths=[180, 180]),
    ]
    template = SimpleDocTemplate(
        str(HERE / "revisionsrapport_grovsjo.pdf"), pagesize=A4, leftMargin=60, rightMargin=60, invariant=1
    )
    template.build(story, onFirstPage=_foot, onLaterPages=_foot)


def tjansteskrivelse_ostvik() -> None:
    """A letterhead in the right margin beside the text, as older forms have it."""
    canvas = Canvas(str(HERE / "tjansteskrivelse_ostvik.pdf"), pagesize=A4, invariant=1)
    left = [
        (BOLD, 16, "Tjänsteskrivelse"),
        (FONT, 11, ""),
        (BOLD, 14, "Återrapportering av granskning om"),
        (BOLD, 14, "kommunens flyktingmottagande"),
        (FONT, 11, ""),
        (BOLD, 12, "Förslag till beslut"),
        (FONT, 11, "Arbetsmarknadsnämnden godkänner återrapporteringen och"),
        (FONT, 11, "överlämnar den till kommunrevisionen."),
        (FONT, 11, ""),
        (BOLD, 12, "Ärendebeskrivning"),
        (FONT, 11, "Kommunrevisionen rekommenderade nämnden att se över hur"),
        (FONT, 11, "mottagandet samordnas. Svaret ska lämnas senast 2025-12-01"),
        (FONT, 11, "och beskriva hur barn- och ungdomsfrågorna har tagits om hand i"),
        (FONT, 11, "samverkan med skolan."),
        (FONT, 11, ""),
        (BOLD, 12, "Beslutsplanering"),
        (FONT, 11, "Presidieberedning 2025-11-03"),
        (FONT, 11, "Arbetsmarknadsnämndens arbetsutskott 2025-11-11"),
        (FONT, 11, "Arbetsmarknadsnämnden 2025-11-25"),
        (FONT, 11, ""),
        (BOLD, 12, "Beslutet skickas till"),
        (FONT, 11, "Kommunrevisionen"),
        (FONT, 11, ""),
        (BOLD, 12, "Ansvariga"),
        (FONT, 11, "Pernilla Stråth Enhetschef"),
    ]
    right = [
        "Östviks kommun",
        "Datum",
        "2025-10-28",
        "Vår referens",
        "Kaj Wretling",
        "Utredningssekreterare",
        "kaj.wretling@ostvik.example",
        "Diarienummer",
        "AMN-2025-231",
    ]
    top = 780.0
    for font, size, text in left:
        canvas.setFont(font, size)
        canvas.drawString(60, top, text)
        top -= 15.5
    canvas.setFont(FONT, 8)
    for number, text in enumerate(right):
        canvas.drawString(440, 776 - number * 15.5, text)
    canvas.drawString(500, 30, "1 (1)")
    canvas.save()


def granskningsrapport_lilleskog() -> None:
    """A report of several pages with a head, a foot, a table over a page's end and bold words in its sentences."""
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Lilleskogs kommun\tDnr: REV 2025/31"
    section.footer.paragraphs[0].text = "Granskning av skolskjutsar, revisorerna i Lilleskog"
    document.add_heading("Granskning av skolskjutsar", 1)
    document.add_paragraph("Revisionsrapport")
    document.add_paragraph("Lilleskog 2025-09-30")
    document.add_heading("Inledning", 2)
    document.add_paragraph("Revisorerna i Lilleskog har granskat om nämnden sköter skolskjutsarna på ett bra sätt.")
    things = ("tider", "vägar", "hållplatser", "upphandlingar", "klagomål", "regler", "avgifter", "priser")
    for number, thing in enumerate(things, start=1):
        paragraph = document.add_paragraph("Skolnämnden ansvarar för skolskjutsarna och har ")
        paragraph.add_run(f"under år {number}").bold = True
        paragraph.add_run(
            f" sett över sina {thing}. Översynen har gjorts tillsammans med trafikbolaget och med föräldrarna, som har "
            "fått lämna synpunkter vid fyra möten. De flesta är nöjda, men flera pekar på att barnen får vänta länge "
            "på bussen och att det är mörkt på vägen dit. Nämnden har tagit emot synpunkterna och fört dem vidare. "
        )
        paragraph.add_run("Vi har läst alla protokoll").italic = True
        paragraph.add_run(
            ", och vi har intervjuat nämndens presidium, skolchefen och fyra rektorer om hur de ser på saken."
        )
    document.add_heading("Revisionsfrågor", 2)
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, ["Revisionsfråga", "Bedömning", "Avsnitt"], strict=True):
        cell.text = head
    tr = table.rows[0]._tr.get_or_add_trPr()
    tr.append(tr.makeelement("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tblHeader", {}))
    for question, assessment, part in [
        ("Har nämnden beslutat om regler för vem som får åka?", "Ja. Reglerna antogs i januari.", "2"),
        ("Är väntetiderna rimliga för barnen?", "Nej. Var tredje elev väntar mer än en halvtimme.", "3"),
        ("Följs avtalen med trafikbolaget upp?", "Delvis. Uppföljningen sker först när någon klagar.", "4"),
        ("Finns en plan för vinterns halka och mörker?", "Nej. En plan saknas.", "4"),
        ("Får nämnden veta vad skjutsarna kostar?", "Ja. Kostnaderna redovisas varje kvartal.", "5"),
        ("Tas barnens egna synpunkter till vara?", "Delvis. De frågas vartannat år.", "6"),
    ]:
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = question, assessment, part
    document.add_heading("Rekommendationer", 2)
    document.add_paragraph("Utifrån granskningen rekommenderar vi skolnämnden att:")
    for text in (
        "Ta fram en plan för vinterns halka och mörker.",
        "Följa upp avtalen med trafikbolaget minst två gånger om året.",
        "Korta väntetiderna för de yngsta barnen.",
    ):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Revisorerna önskar svar senast den 15 januari 2026.")
    document.save(str(HERE / "granskningsrapport_lilleskog.docx"))


def tagged_pdfs() -> None:
    """The tagged PDFs, made by LibreOffice of the Word files with the same names; its ``soffice`` must be installed."""
    options = '{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    names = ("yttrande_alvhamn", "revisionsrapport_tallby", "granskningsrapport_lilleskog")
    files = [str(HERE / f"{name}.docx") for name in names]
    command = ["soffice", "--headless", "--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir", str(HERE)]
    subprocess.run([*command, *files], check=True)


def main() -> None:
    """Write them all."""
    for make in (
        yttrande_alvhamn,
        motion_hoglinge,
        revisionsrapport_tallby,
        revisionsrapport_grovsjo,
        tjansteskrivelse_ostvik,
        granskningsrapport_lilleskog,
        tagged_pdfs,
    ):
        make()


if __name__ == "__main__":
    main()
