"""HTML from other programs as block text: nothing that is text is lost, and our own comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nemndsekr.exchange.html_blocks import LeftOut, blocks_from_html
from nemndsekr.exchange.html_writing import html_from_blocks
from nemndsekr.records.block_markup import to_markup
from nemndsekr.records.block_text import BlockText, Heading, ListBlock, ListItem, Paragraph, Run, TableBlock

WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {font-family:"Calibri",sans-serif;} --></style></head>
<body lang=SV style='tab-interval:65.2pt'><!--StartFragment-->"""
WORD_FOOT = "<!--EndFragment--></body></html>"
BULLET = """<![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt
"Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>"""


def word(body: str) -> str:
    return WORD_HEAD + body + WORD_FOOT


def item(words: str, mark: str, level: int = 1, ident: str = "l0", lfo: str = "lfo1", font: str = "") -> str:
    return (
        f"<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:{ident} level{level} {lfo}'>"
        f"<!--[if !supportLists]--><span style='{font}mso-list:Ignore'>{mark}<span "
        f"style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;</span></span><!--[endif]-->{words}<o:p></o:p></p>"
    )


def marked(html: str) -> str:
    return to_markup(blocks_from_html(html).text)


WORD_TABLE = """<table class=MsoTableGrid border=1><thead><tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'>
<td width=200><p class=MsoNormal><b>Enhet<o:p></o:p></b></p></td><td><p class=MsoNormal><b>Antal</b></p></td></tr>
</thead><tr><td><p class=MsoNormal>Norr</p></td><td><p class=MsoNormal>3</p></td></tr>
<tr><td rowspan=2><p class=MsoNormal>Söder</p><p class=MsoNormal>och Väster</p></td><td><p>4</p></td></tr>
<tr><td><p class=MsoNormal>5<o:p>&nbsp;</o:p></p></td></tr>
<![if !supportMisalignedColumns]><tr height=0><td width=200></td><td></td></tr><![endif]></table>"""


WORD_ON_THE_WEB = """<p role="heading" aria-level="2">Rubrik</p>
<div><ol><li data-listid="3" data-aria-level="1"><p>ett</p></li></ol></div>
<div><ol start="2"><li data-listid="3" data-aria-level="1"><p>två</p></li></ol></div>"""
TRACKED = "<p>Kvar<del cite='mailto:A' datetime='2026-01-02T10:00'> struket</del><ins cite='mailto:A'> nytt</ins></p>"
COMMENTED = """<p><a style='mso-comment-reference:A_1'>Kvar</a><span class=MsoCommentReference>
<![if !supportAnnotations]><a class=msocomanchor href='#_msocom_1'>[A1]</a><![endif]></span> nytt</p>
<div style='mso-element:comment-list'><hr class=msocomoff><div style='mso-element:comment'><p>Vad?</p></div></div>"""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>Ett</h1><h2>Två</h2><h3>Tre</h3><p>Ord</p>", "# Ett\n\n## Två\n\n## Tre\n\nOrd"),
        ("<h3>Tre</h3><h4>Fyra</h4>", "# Tre\n\n## Fyra"),
        ("<h3>Ensam</h3>", "## Ensam"),
        ("<p class=MsoTitle>Titel</p><p class=MsoHeading8>Under</p>", "# Titel\n\n## Under"),
        ("<h1><b>Fet <i>och</i></b></h1>", "# Fet *och*"),
        ("<p class=MsoNormal>Nämnden <b>instämmer</b> <i>helt</i>.<o:p></o:p></p>", "Nämnden **instämmer** *helt*."),
        ("<p><span style='font-weight:700'>Fet</span> <b style='font-weight:normal'>ej</b></p>", "**Fet** ej"),
        ("<p class=MsoNormal><o:p>&nbsp;</o:p></p><p>Ord</p>", "Ord"),
        ("<p>§&nbsp;1 i&nbsp; la\u00adgen\u200b ”citat” – slut\n på rad</p>", "§\u00a01 i lagen ”citat” – slut på rad"),
        ("<p>Rad ett<br>rad två</p>", "Rad ett rad två"),
        ("<div>Hej!<br><br>Nytt stycke.<br></div><div>Tredje</div>", "Hej!\n\nNytt stycke.\n\nTredje"),
        ("<ul><li>ett<ul><li>två</li></ul></li><li>tre</li></ul>", "- ett\n  - två\n- tre"),
        ("<ul><li>ett<ul><li><p>två</p><p>mer</p></li></ul></ul>", "- ett\n  - två mer"),
        ("<ol><li>ett</li><li>två</li></ol><ol><li>ny</li></ol>", "1. ett\n2. två\n\n1. ny"),
        ("<ol start=3><li>tre</li><li>fyra</li></ol>", "3\\. tre\n\n4\\. fyra"),
        (item("ett", "1.") + item("under", "a)", 2) + item("två", "2."), "1. ett\n  2. under\n3. två"),
        (item("ett", "·", font="font-family:Symbol;") + item("två", "o", 2, font='font-family:"Courier New";'),
         "- ett\n  - två"),
        (item("ett", "1.") + item("ny", "1.", lfo="lfo2"), "1. ett\n\n1. ny"),
        (item("tre", "3."), "3\\. tre"),
        (item("Avtal", "Bilaga 1:"), "Bilaga 1: Avtal"),
        (f"<p style='mso-list:l1 level1 lfo3'>{BULLET}Punkt</p>", "- Punkt"),
        (f"<h2 style='mso-list:l3 level2 lfo3'>{BULLET.replace('·', '2.1').replace('Symbol', 'Arial')}Namn</h2>",
         "## 2.1 Namn"),
        (WORD_TABLE, "| Enhet | Antal |\n| Norr | 3 |\n| Söder och Väster | 4 |\n|  | 5 |"),
        ("<p class=MsoCaption>Tabell 1. Antal</p>" + WORD_TABLE.replace("<b>", "").replace("<thead>", ""),
         "Tabell: Tabell 1. Antal\n|---|\n| Enhet | Antal |\n| Norr | 3 |\n| Söder och Väster | 4 |\n|  | 5 |"),
        ("<table><tr><td><p>Hej</p><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>",
         "Hej\n\n|---|\n| a | b |"),
        ("<table><tr><td><h1>Brev</h1><p>Text</p></td></tr></table>", "# Brev\n\nText"),
        ("<table><tr><th>A<th>B<tr><td colspan=2>ab</table>", "| A | B |\n| ab |  |"),
        ("<p>Kvar<script>x()</script><style>p{}</style><img src=a alt=bild><span style='display:none'>dold</span>",
         "Kvar"),
        ("<p>Se <a href='https://x'>länken</a> och <u>detta</u><sup>2</sup>.</p>", "Se länken och detta2."),
        (WORD_ON_THE_WEB, "## Rubrik\n\n1. ett\n2. två"),
        ("löst <b>ord</b>", "löst **ord**"),
        ("Version:1.0\nStartHTML:0001\nEndHTML:0002\n<html><body><p>Ord</p></body></html>", "Ord"),
        ("   ", ""),
    ],
)  # fmt: skip
def test_what_other_programs_lay_on_the_clipboard_becomes_blocks(html, expected):
    assert marked(html) == expected
    assert marked(word(html)) == expected or "Version" in html


@pytest.mark.parametrize(
    ("html", "left_out"), [(TRACKED, LeftOut.struck), (COMMENTED, LeftOut.comment)], ids=["tracked", "comment"]
)
def test_struck_out_words_and_comments_are_left_out_and_told(html, left_out):
    assert marked(word(html)) == "Kvar nytt"
    assert blocks_from_html(word(html)).left_out == {left_out}


@pytest.mark.parametrize(
    "html",
    [
        "<p>Pris <del>100</del> 80 kr</p>",
        "<p>Pris <s>90</s> 80 kr</p>",
        "<p>Pris <strike><b>90</b></strike> 80 kr</p>",
        "<p>Pris <span style='text-decoration: line-through'>90</span> 80 kr</p>",
        "<p>Pris <span style='color:red;text-decoration:underline line-through'>90</span> 80 kr</p>",
        "<p>Pris <span style='text-decoration-line: line-through'>90</span> 80 kr</p>",
        "<p style='text-decoration:line-through'>Bort</p><p>Pris 80 kr</p>",
    ],
)
def test_struck_out_words_are_left_out_however_they_were_struck(html):
    assert marked(html) == "Pris 80 kr"
    assert marked(word(html)) == "Pris 80 kr"
    assert blocks_from_html(html).left_out == {LeftOut.struck}


def test_words_that_are_only_underlined_or_said_not_to_be_struck_stay():
    html = (
        "<p><u>Pris</u> <span style='text-decoration:none'>80</span> <span style='text-line-through:none'>kr</span></p>"
    )
    assert marked(html) == "Pris 80 kr"
    assert not blocks_from_html(html).left_out


def test_a_struck_item_or_list_leaves_those_round_it_as_they_were():
    html = "<ul><li>ett<ul><li><s>under</s><li style='text-decoration:line-through'>bort</ul></li><li>tre</li></ul>"
    assert marked(html) == "- ett\n- tre"
    inner = "<ol style='text-decoration:line-through'><li>x</ol>"
    assert marked(f"<ul><li>ett{inner}</li><li>två</li></ul>") == "- ett\n- två"


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>Ord <img src=a></p>", {LeftOut.picture}),
        ("<table><tr><td><img src=a>Ord</td><td>b</td></tr></table>", {LeftOut.picture}),
        ("<p>Ord <img src=a width=1 height=1></p>", set()),
        ("<p>Ord <span style='display:none'><img src=a></span></p>", set()),
    ],
)
def test_a_picture_that_is_left_out_is_told(html, told):
    assert blocks_from_html(html).left_out == told


def test_lines_and_lists_in_a_cell_stay_in_it():
    html = "<table><tr><td>a<td><p>b</p><ul><li>c<li>d</ul><tr><td>e<td><b>f</b></table>"
    told = blocks_from_html(html).text.blocks
    assert told == (TableBlock((((Run("a"),), (Run("b\n– c\n– d"),)), ((Run("e"),), (Run("f", bold=True),)))),)


def test_what_is_nested_without_end_or_is_no_html_gives_nothing_and_no_crash():
    assert blocks_from_html("<div>" * 100_000 + "x") == (BlockText(), frozenset())
    assert marked("<table><tr><td>" * 200 + "djupt") in {"djupt", ""}
    assert marked("a < b & c") == "a < b & c"


LIBREOFFICE = """<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/>
<style type="text/css">p { line-height: 115%; text-align: left }</style></head><body lang="sv-SE" dir="ltr">
<h1 class="western">
Rubrik ett</h1>
<p style="margin-bottom: 0.14in">Nämnden <b>instämmer</b> och <i>gör</i>
allt enligt 12&nbsp;§.</p>
<ul>
	<li><p style="margin-bottom: 0.14in">ett</p>
	<ul>
		<li><p>under</p>
	</ul>
	<li><p>två</p>
</ul>
<table width="576" cellpadding="7" cellspacing="0">
	<col width="273"/>
	<col width="273"/>
	<thead><tr valign="top">
		<th width="273"><p align="left"><font face="Cambria, serif"><font size="2" style="font-size: 11pt">Enhet</font>
		</font></p></th>
		<th width="273"><p>Antal</p></th>
	</tr></thead>
	<tr valign="top"><td><p>Norr</p></td><td><p>1&nbsp;200</p></td></tr>
</table>
<p>Slut</p>
</body></html>"""


def test_what_libreoffice_writes_of_a_word_document_becomes_blocks():
    assert marked(LIBREOFFICE) == (
        "# Rubrik ett\n\nNämnden **instämmer** och *gör* allt enligt 12\u00a0§.\n\n- ett\n  - under\n- två\n\n"
        "| Enhet | Antal |\n| Norr | 1\u00a0200 |\n\nSlut"
    )


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\u2028\u2029\ufffc",
                  include_characters="\n "),
    min_size=1, max_size=12,
)  # fmt: skip
RUN = st.builds(Run, WORDS, bold=st.booleans(), italic=st.booleans(), ref=st.sampled_from(["", "", "uid-1", "uid-2"]))


def merged(runs: list[Run]) -> tuple[Run, ...]:
    out: list[Run] = []
    for run in runs:
        if out and (out[-1].bold, out[-1].italic, out[-1].ref) == (run.bold, run.italic, run.ref):
            out[-1] = Run(out[-1].text + run.text, run.bold, run.italic, run.ref)
        else:
            out.append(run)
    return tuple(out)


RUNS = st.lists(RUN, max_size=4).map(merged)
CELLS = st.lists(RUNS, min_size=1, max_size=3).map(tuple)
BLOCK = st.one_of(
    st.builds(Heading, RUNS, st.sampled_from([1, 2])),
    st.builds(Paragraph, RUNS),
    st.builds(
        ListBlock,
        st.lists(st.builds(ListItem, RUNS, st.integers(0, 2)), min_size=1, max_size=4).map(tuple),
        st.booleans(),
    ),
    st.builds(TableBlock, st.lists(CELLS, max_size=3).map(tuple), CELLS, st.just("") | WORDS),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=6).map(tuple).map(BlockText))
def test_our_own_text_comes_back_from_its_html_as_it_was(value):
    assert blocks_from_html(html_from_blocks(value)).text == value


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_read_without_a_fault(html):
    blocks_from_html(html)
    blocks_from_html(word(html))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("abcåäö", min_size=1, max_size=5), min_size=1, max_size=12), st.data())
def test_no_word_is_lost_whatever_stands_round_it(words, data):
    tags = ["p", "div", "span", "li", "ul", "td", "table", "b", "h1", "h3", "blockquote", "section", "font", "u", "dl"]
    html = "".join(
        f"<{tag}>{word}{'</' + tag + '>' if data.draw(st.booleans()) else ''} "
        for word in words
        for tag in [data.draw(st.sampled_from(tags))]
    )
    found = marked(html)
    assert all(word in found for word in words)
