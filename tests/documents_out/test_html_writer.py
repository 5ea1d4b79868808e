"""The web page, read again; the clipboard, read by what reads other programs' HTML."""

from __future__ import annotations

import base64
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import html

from nemndsekr.documents.formats import write_document
from nemndsekr.documents.html_writer import clipboard_html, write_html
from nemndsekr.documents.outline import (
    Heading,
    ItemList,
    ListItem,
    Logo,
    Look,
    Outline,
    PageBreak,
    Paragraph,
    Run,
    Table,
    outline_text,
    runs_text,
)
from nemndsekr.exchange.html_blocks import blocks_from_html
from nemndsekr.records import block_text as kept
from tests.documents_out.outlines import any_outline, everything, items, outline_of, words
from tests.documents_out.test_docx_writer import without_marks
from tests.documents_out.word_forms import png

BLOCK = ["p", "h1", "h2", "h3", "h4", "h5", "li", "td", "th", "dt", "dd", "caption", "div", "br"]


def page_of(outline: Outline) -> html.HtmlElement:
    return html.document_fromstring(write_html(outline))


def words_of(outline: Outline) -> list[str]:
    """The words of the page as they are read, where each block ends a word."""
    [main] = page_of(outline).xpath("//main")
    for mark in main.xpath('.//p[@class="mark"]'):
        mark.getparent().remove(mark)
    for element in main.iter(*BLOCK):
        element.tail = f"\n{element.tail or ''}"
        if element.tag == "li":
            element.text = f"\n{element.text or ''}"
            for inner in element.findall("ol") + element.findall("ul"):
                previous = inner.getprevious()
                if previous is None:
                    element.text = f"{element.text}\n"
                else:
                    previous.tail = f"{previous.tail or ''}\n"
    return main.text_content().split()


def test_the_words_of_the_page_are_the_outlines_in_order():
    assert words_of(everything()) == without_marks(everything())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_outline)
def test_any_outline_keeps_its_words_in_their_order(outline):
    assert words_of(outline) == without_marks(outline)


def test_the_page_tells_its_language_its_title_and_where_its_text_is():
    page = page_of(everything())

    assert page.get("lang") == "sv"
    assert page.findtext("head/title") == "Granskning av skolskjuts – Tjänsteskrivelse – BUN-2026-0412"
    assert len(page.xpath("//main")) == 1
    assert page.xpath('//meta[@name="viewport"]')


def test_nothing_is_fetched_and_no_program_is_run():
    page = page_of(everything())

    assert not page.xpath("//script|//link|//iframe|//object")
    assert all(address.startswith("data:") for address in page.xpath("//@src"))
    assert "http" not in re.sub(r'http-equiv="', "", write_html(everything()).decode())


def test_headings_are_headings_in_their_order():
    found = [(int(one.tag[1]), one.text_content()) for one in page_of(everything()).iter("h1", "h2", "h3", "h4", "h5")]
    told = [(block.level, runs_text(block.runs)) for block in everything().blocks if isinstance(block, Heading)]

    assert found == told


def test_lists_are_lists_in_lists():
    page = page_of(
        outline_of(Heading(words("T"), 1), items("A.", "Under.", "Underst.", "B.", ordered=True, levels=(0, 1, 2, 0)))
    )

    [outer] = page.xpath("//main/ol")
    assert [item.text for item in outer.findall("li")] == ["A.", "B."]
    assert outer.findtext("li/ol/li") == "Under."
    assert outer.findtext("li/ol/li/ol/li") == "Underst."


@pytest.mark.parametrize("levels", [(0, 2, 1, 0), (1, 0), (2,), (2, 2, 0), (0, 1, 1, 2, 0)])
def test_lists_are_well_formed_whatever_levels_they_have(levels):
    made = ItemList(
        tuple(ListItem(words(f"Punkt {number}"), level) for number, level in enumerate(levels)), ordered=True
    )
    written = write_html(outline_of(Heading(words("T"), 1), made)).decode()
    page = html.document_fromstring(written)

    assert written.count("<li") == written.count("</li>")
    assert written.count("<ol") == written.count("</ol>")
    shown = [one for one in page.iter("li") if one.get("class") != "bare"]
    assert [len(list(one.iterancestors("ol"))) - 1 for one in shown] == list(levels)
    assert all(child.tag == "li" for one in page.iter("ol") for child in one)


def test_tables_have_a_caption_and_heads_that_say_what_they_head():
    page = page_of(everything())
    table = next(one for one in page.iter("table") if one.findtext("caption"))

    assert table.findtext("caption") == "Tabell\u00a01. Resor per linje"
    assert [(one.text, one.get("scope")) for one in table.iter("th")] == [
        ("Linje", "col"),
        ("Resor", "col"),
        ("Anmärkning", "col"),
    ]
    assert {one.get("class") for one in table.xpath("tbody/tr/td[2]")} == {"num"}


def test_an_empty_head_cell_heads_nothing():
    page = page_of(outline_of(Heading(words("T"), 1), Table(((words("a"), words("b")),), ((), words("Antal")))))

    assert [one.text for one in page.iter("th")] == ["Antal"]


def test_the_logo_lies_in_the_page_with_its_words():
    outline = everything()
    outline = replace(outline, letterhead=replace(outline.letterhead, logo=Logo(png(), 'Kommunens "vapen"', 14)))
    [picture] = page_of(outline).iter("img")

    assert picture.get("alt") == 'Kommunens "vapen"'
    assert base64.b64decode(picture.get("src").removeprefix("data:image/png;base64,")) == png()


def test_links_lead_to_pages_and_mailboxes_and_never_to_programs():
    runs = (
        Run("Läs "),
        Run("mer", link="https://lindakra.example/svar?a=1&b=2"),
        Run(" eller "),
        Run("skriv", link="mailto:namnd@lindakra.example"),
        Run(" inte "),
        Run("detta", link="javascript:alert(1)"),
    )
    page = page_of(outline_of(Heading(words("T"), 1), Paragraph(runs)))

    assert [(one.text, one.get("href")) for one in page.iter("a")] == [
        ("mer", "https://lindakra.example/svar?a=1&b=2"),
        ("skriv", "mailto:namnd@lindakra.example"),
    ]


def test_words_are_words_whatever_signs_they_hold():
    text = '<script>alert("x")</script> & co'
    outline = outline_of(Heading(words(text), 1), Table(((words(text),),), (), text))

    assert words_of(outline) == without_marks(outline)
    assert not page_of(outline).xpath("//script")


def test_what_somebody_must_write_and_the_mark_are_seen():
    page = page_of(outline_of(Heading(words("T"), 1), Paragraph((Run("Ny tid: ", gap=True),)), mark="UTKAST"))

    assert page.xpath("//mark/text()") == ["Ny tid: "]
    assert page.xpath('//p[@class="mark"]/text()') == ["UTKAST"]


def test_the_look_and_a_break_reach_the_page():
    outline = replace(outline_of(Heading(words("T"), 1), PageBreak()), look=Look(word_font='Gill "Sans', size=13.2))
    written = write_html(outline).decode()

    assert '--font:"Gill Sans";--size:1.200;' in written
    assert '<div class="break"></div>' in written


def test_the_same_outline_gives_the_same_bytes_in_the_format_html():
    assert write_document(everything(), "html") == write_document(everything(), ".HTML")


def test_the_clipboard_is_read_as_the_same_headings_lists_and_tables():
    read = blocks_from_html(clipboard_html(everything())).text
    kinds = [type(block) for block in read.blocks]

    assert kinds.count(kept.TableBlock) >= 1
    assert sum(isinstance(block, kept.ListBlock) and block.ordered for block in read.blocks) == 2
    text = " ".join(kept.plain_text(read).split())
    for told in ("Granskning av skolskjuts", "Nämnden godkänner yttrandet.", "Linje 44", "Mirja Holmström"):
        assert told in text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_outline)
def test_the_clipboard_holds_every_word(outline):
    written: html.HtmlElement = html.document_fromstring(clipboard_html(outline))
    for element in written.iter(*BLOCK):
        element.tail = f"\n{element.tail or ''}"
        element.text = f"\n{element.text or ''}"

    assert sorted(written.text_content().split()) == sorted(without_marks(outline))
    assert outline_text(outline)
