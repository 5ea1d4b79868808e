"""OpenDocument, HTML, pasted text and text files: the same lines as from Word."""

from __future__ import annotations

import pytest

from nemndsekr.reading.formats.html_file import decode_html, read_html_file, read_html_text
from nemndsekr.reading.formats.odt_file import read_odt_file
from nemndsekr.reading.formats.text_file import read_text_file
from nemndsekr.reading.lines import Line
from nemndsekr.reading.report_file import read_pasted, read_report
from nemndsekr.support.errors import UserError
from tests.reading.papers import HTML_PAPER, NAMES, odt, odt_paper

LONG = "Nämnden har under året arbetat med att förbättra sina rutiner för uppföljning av enheternas egenkontroll. "


def seen(lines: tuple[Line, ...]) -> list[str]:
    """The lines as a person sees them, a heading with a hash for each level."""
    return [f"{'#' * line.level if line.kind == 'heading' else line.mark} {line.text}".strip() for line in lines]


def of_odt(folder, body: str, **parts: str) -> list[str]:
    path = folder / "brev.odt"
    path.write_bytes(odt(body, **parts))
    return seen(read_odt_file(path).lines)


# --- OpenDocument


def test_an_opendocument_paper_is_read_with_its_headings_lists_and_breaks(tmp_path):
    path = tmp_path / "yttrande.odt"
    path.write_bytes(odt_paper())

    reading = read_report(path)

    assert reading.draft.title is not None
    assert reading.draft.title.text == "Yttrande över granskning av badplatser"
    assert [found.text for found in reading.draft.dnr] == ["FRN 2025/9"]
    assert "1. ta fram en plan\n2. följa upp prover" in reading.text
    assert reading.page_starts == ()


def test_opendocument_numbers_are_those_that_are_printed(tmp_path):
    def listed(style: str, *texts: str, more: str = "") -> str:
        items = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)
        return f'<text:list text:style-name="{style}"{more}>{items}</text:list>'

    body = (
        listed("L2", "Se över målen.", "Följ upp.")
        + "<text:p>Ett stycke emellan.</text:p>"
        + listed("L2", "Redovisa.", more=' text:continue-numbering="true"')
        + listed("L2", "Börja om.")
    )

    assert of_odt(tmp_path, body) == [
        "Rekommendation 1: Se över målen.",
        "Rekommendation 2: Följ upp.",
        "Ett stycke emellan.",
        "Rekommendation 3: Redovisa.",
        "Rekommendation 1: Börja om.",
    ]


def test_opendocument_lists_nest_and_only_the_first_paragraph_of_an_item_is_numbered(tmp_path):
    body = (
        '<text:list text:style-name="L1"><text:list-item><text:p>ett</text:p><text:p>Mer om ett.</text:p>'
        "<text:list><text:list-item><text:p>inne</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>två</text:p></text:list-item></text:list>"
    )

    assert of_odt(tmp_path, body) == ["1. ett", "Mer om ett.", "- inne", "2. två"]


def test_opendocument_changes_comments_notes_and_hidden_text_are_kept_apart(tmp_path):
    path = tmp_path / "brev.odt"
    path.write_bytes(
        odt(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>struket</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes>"
            '<text:p>Nämnden<text:change text:change-id="a"/> ansvarar<text:note><text:note-citation>1'
            "</text:note-citation><text:note-body><text:p>Kommunallagen.</text:p></text:note-body></text:note>.</text:p>"
            "<text:p>Text<office:annotation><text:p>Stämmer det?</text:p></office:annotation>"
            '<text:span text:style-name="G"> dold</text:span>.</text:p>'
        )
    )

    reading = read_report(path)

    assert reading.text == "Nämnden ansvarar.\n\nText.\n\n[1] Kommunallagen."
    told = [(one.text.split(".")[0], reading.text[one.start : one.end]) for one in reading.problems]
    assert told == [
        ("Handlingen har spårade ändringar (1)", "Nämnden ansvarar."),
        ("Handlingen har kommentarer (1)", "Text."),
        ("Handlingen har dold text (1 ställen)", "Text."),
    ]
    assert [(one.what, one.number, one.words) for one in reading.leftovers] == [
        ("changes", 1, "Nämnden ansvarar."),
        ("comments", 1, "Text."),
        ("hidden", 1, "Text."),
    ]


def test_opendocument_changes_without_a_place_and_unfilled_fields_are_left_over(tmp_path):
    path = tmp_path / "brev.odt"
    regions = "<text:changed-region><text:deletion/></text:changed-region>" * 2
    path.write_bytes(
        odt(
            f"<text:tracked-changes>{regions}</text:tracked-changes><text:p>Kvar<text:change/>.</text:p>"
            "<text:p>Till <text:placeholder>&lt;Mottagare&gt;</text:placeholder></text:p>"
        )
    )

    reading = read_report(path)

    assert [(one.what, one.number, one.words, one.quote) for one in reading.leftovers] == [
        ("changes", 1, "Kvar.", ""),
        ("prompts", 1, "", "<Mottagare>"),
        ("changes", 1, "", ""),
    ]


def test_opendocument_pages_tables_and_frames_are_read(tmp_path):
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row)
        + "</table:table-row>"
        for row in (["År", "Antal"], ["2024", "12"])
    )
    frame = "<draw:frame><draw:text-box><text:p>I rutan.</text:p></draw:text-box></draw:frame>"
    path = tmp_path / "brev.odt"
    path.write_bytes(
        odt(
            f"<text:p>{LONG * 2}{frame}</text:p><text:p>Sida <text:soft-page-break/>två.</text:p>"
            f"<table:table>{rows}</table:table>"
        )
    )

    raw = read_odt_file(path)

    assert raw.pages == 2
    assert [line.text for line in raw.lines[1:3]] == ["I rutan.", "Sida två."]
    assert [[cell.text for cell in row] for row in raw.lines[-1].rows] == [["År", "Antal"], ["2024", "12"]]


def test_the_header_of_an_opendocument_paper_comes_first(tmp_path):
    styles = (
        f"<office:document-styles {NAMES}><office:master-styles><style:master-page><style:header>"
        "<text:p>Dnr KS 2025/3</text:p></style:header></style:master-page></office:master-styles>"
        "</office:document-styles>"
    )

    assert of_odt(tmp_path, "<text:p>Text.</text:p>", styles=styles) == ["Dnr KS 2025/3", "Text."]


def test_a_locked_opendocument_file_is_told_of(tmp_path):
    path = tmp_path / "brev.odt"
    manifest = "<m:manifest xmlns:m='urn:x'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    path.write_bytes(odt("<text:p>x</text:p>", **{"META-INF/manifest": manifest}))

    with pytest.raises(UserError, match="lösenord"):
        read_odt_file(path)


# --- HTML


def test_a_web_page_is_read_without_its_menus(tmp_path):
    path = tmp_path / "missiv.html"
    path.write_bytes(HTML_PAPER)

    reading = read_report(path)

    assert "Om oss" not in reading.text
    assert [item.found.text for item in reading.draft.recommendations] == [
        "ta fram en plan för tillsynen",
        "följa upp vattenprover",
    ]
    assert [(one.found.text, one.assessment) for one in reading.draft.audit_questions] == [
        ("Finns det rutiner?", "Ja."),
        ("Följs de?", "Delvis."),
    ]
    assert [found.text for found in reading.draft.report_no + reading.draft.dnr] == ["REV 2025/14"]


WORD_CLIPBOARD = """Version:1.0
StartHTML:0000000105
EndHTML:0000009999
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style></head><body>
<!--StartFragment--><p class=MsoHeading2><span>Vad vi vill</span></p>
<p class=MsoNormal>Vi föreslår därför att nämnden beslutar:<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Att se över<br>rutinerna</p>
<p class=MsoListParagraph style='mso-list:l1 level2 lfo2'><!--[if !supportLists]--><span><span
style='mso-list:Ignore'>2)<span>&nbsp; </span></span></span><!--[endif]-->Att följa upp</p>
<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->
<p class=MsoNormal><del>Struket.</del><ins>Tillagt.</ins></p><!--EndFragment--></body></html>"""


def test_what_word_puts_on_the_clipboard_is_read_with_its_lists():
    raw = read_html_text(WORD_CLIPBOARD)

    assert seen(raw.lines) == [
        "## Vad vi vill",
        "Vi föreslår därför att nämnden beslutar:",
        "- Att se över rutinerna",
        "2) Att följa upp",
        "Tillagt.",
    ]
    assert "spårade ändringar (1)" in raw.told[0].text


def test_google_docs_bold_is_bold_and_its_wrapper_is_not():
    raw = read_html_text(
        '<b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:700">Bakgrund</span></p>'
        f"<p><span>{LONG * 3}</span></p><ul><li><p>en punkt</p></li></ul></b>"
    )

    assert seen(raw.lines) == ["# Bakgrund", (LONG * 3).strip(), "- en punkt"]


def test_numbered_lists_of_a_web_page_count_as_it_tells_them_to():
    raw = read_html_text('<ol start="3" type="a"><li>c<ul><li>inne</li></ul></li><li value="7">g</li></ol><p>Slut</p>')

    assert seen(raw.lines) == ["c. c", "- inne", "g. g", "Slut"]


def test_merged_cells_of_a_web_page_keep_their_columns():
    rows = (
        "<tr><th>Fråga</th><th>Svar</th><th>År</th></tr><tr><td rowspan=2>Mål?</td><td>Ja</td><td>2024</td></tr>"
        "<tr><td colspan=2>Delvis</td></tr>"
    )
    raw = read_html_text(f"<p>{LONG * 2}</p><table>{rows}</table>")

    assert [[cell.text for cell in row] for row in raw.lines[-1].rows] == [
        ["Fråga", "Svar", "År"],
        ["Mål?", "Ja", "2024"],
        ["", "Delvis", ""],
    ]


@pytest.mark.parametrize(
    "data",
    [
        "<p>Räksmörgås – ”ja”</p>".encode(),
        b"\xef\xbb\xbf" + "<p>Räksmörgås – ”ja”</p>".encode(),
        "<p>Räksmörgås – ”ja”</p>".encode("utf-16"),
        '<meta charset="windows-1252"><p>Räksmörgås – ”ja”</p>'.encode("cp1252"),
        '<meta content="text/html; charset=iso-8859-1"><p>Räksmörgås – ”ja”</p>'.encode("cp1252"),
        '<meta charset="iso-8859-1"><p>Räksmörgås – ”ja”</p>'.encode(),
        '<meta charset="macintosh"><p>Räksmörgås – ”ja”</p>'.encode("mac-roman"),
        '<meta charset="okänd"><p>Räksmörgås – ”ja”</p>'.encode("cp1252"),
    ],
)
def test_a_web_page_is_read_in_the_encoding_that_it_has(data):
    assert seen(read_html_text(decode_html(data)).lines) == ["Räksmörgås – ”ja”"]


@pytest.mark.parametrize(
    "nested",
    [
        "<span>{0}</span>",
        "<div>{0}</div>",
        "<table><tr><td>{0}</td></tr></table>",
        "<ul><li>{0}</li></ul>",
        "<b>{0}</b>",
    ],
)
def test_a_page_that_is_nested_without_end_keeps_its_words(nested):
    before, after = nested.split("{0}")

    lines = read_html_text(f"<p>Först.</p>{before * 10_000}Innerst.{after * 10_000}<p>Sist.</p>").lines

    assert " ".join(line.text for line in lines).split() == ["Först.", "Innerst.", "Sist."]


def test_a_page_without_words_is_told_of(tmp_path):
    path = tmp_path / "tom.html"
    path.write_text("<html><body><script>let a = 1</script><img src=x></body></html>", encoding="utf-8")

    with pytest.raises(UserError, match="ingen text"):
        read_html_file(path)


# --- what is pasted


def test_pasted_html_is_read_where_it_has_structure_and_else_the_plain_text():
    structured = read_pasted("Mål\nett\ntvå", "<html><body><h1>Mål</h1><ul><li>ett</li><li>två</li></ul></body></html>")
    plain = read_pasted("Första raden.\r\nAndra raden.", "<html><body><span>Första raden.</span></body></html>")

    assert structured.name == plain.name == "Inklistrad text"
    assert structured.text == "Mål\n\n- ett\n- två"
    assert plain.text == "Första raden.\n\nAndra raden."


def test_nothing_pasted_is_told_of():
    with pytest.raises(UserError, match="ingen text"):
        read_pasted(" \n ", "")


# --- text files


@pytest.mark.parametrize(
    "data",
    [
        "Åtgärder för nämnden – ”räksmörgås” följer.".encode(),
        "Åtgärder för nämnden – ”räksmörgås” följer.".encode("utf-16-be").join([b"\xfe\xff", b""]),
        "Åtgärder för nämnden – ”räksmörgås” följer.".encode("utf-16-le"),
        "Åtgärder för nämnden – ”räksmörgås” följer.".encode("mac-roman"),
        "Åtgärder för nämnden – ”räksmörgås” följer.".encode("cp1252"),
        b"\x00" + "Åtgärder för nämnden – ”räksmörgås” följer.\r\n".encode(),
        "Åtgärder för nämnden – ”räksm".encode() + "örgås” följer.".encode("cp1252"),
    ],
    ids=["utf-8", "utf-16-be", "utf-16-le without a mark", "mac", "cp1252", "nul", "mixed"],
)
def test_a_text_file_is_read_in_whatever_it_was_written(tmp_path, data):
    path = tmp_path / "text.txt"
    path.write_bytes(data)

    assert [line.text for line in read_text_file(path).lines] == ["Åtgärder för nämnden – ”räksmörgås” följer."]


def test_pasted_paragraphs_of_a_list_without_marks_stay_apart():
    html = (
        "<p>Vi rekommenderar hamnnämnden att:</p><p>bygga om den yttre bryggan före vintern</p>"
        "<p>kontrollera bojarna varje vår</p>"
    )

    assert seen(read_html_text(html).lines)[1:] == [
        "bygga om den yttre bryggan före vintern",
        "kontrollera bojarna varje vår",
    ]
    broken = html.replace("</p><p>", "<br>")
    assert seen(read_html_text(broken).lines)[1:] == seen(read_html_text(html).lines)[1:]
