"""Outlines for the writers' tests: one that holds every kind of block, and strategies for any other."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from nemndsekr.documents.outline import (
    DEEPEST_HEADING,
    HeaderCell,
    Heading,
    ItemList,
    KeepTogether,
    Letterhead,
    ListItem,
    Metadata,
    Outline,
    OutlineBlock,
    PageBreak,
    PageNote,
    Paragraph,
    Run,
    Runs,
    Signature,
    Signatures,
    Table,
)


def words(text: str, *, bold: bool = False, italic: bool = False) -> Runs:
    """One run."""
    return (Run(text, bold, italic),)


def items(*texts: str, ordered: bool = False, levels: tuple[int, ...] = ()) -> ItemList:
    """A list of plain texts; ``levels`` are filled out with 0."""
    deep = (*levels, *(0 for _ in texts))
    return ItemList(tuple(ListItem(words(text), level) for text, level in zip(texts, deep, strict=False)), ordered)


def outline_of(*blocks: OutlineBlock, mark: str = "") -> Outline:
    """A document of these blocks, with a full letterhead."""
    return Outline(
        Metadata(
            "Granskning av skolskjuts", "Lindåkra kommun", "Tjänsteskrivelse", "BUN-2026-0412", day=date(2026, 2, 19)
        ),
        "Tjänsteskrivelse",
        Letterhead(
            ("Lindåkra kommun", "Barn- och utbildningsförvaltningen"),
            (HeaderCell("Datum", ("2026-02-19",)), HeaderCell("Handläggare", ("Peter Sandqvist", "Utredare"))),
        ),
        PageNote("Sida {page} ({pages})", "Tjänsteskrivelse · BUN-2026-0412", mark),
        blocks,
    )


LONG = (
    "Förvaltningen har följt skolskjutsen i barn- och ungdomsverksamheten sedan hösten 2024 och ser att tillbuden "
    "minskar där chaufförerna har fått utbildning. Samtidigt är det svårt att jämföra åren, eftersom sättet att räkna "
    "har ändrats två gånger. "
)


def everything() -> Outline:
    """Every kind of block, over several pages."""
    rows = tuple((words(f"Linje {number}"), words(f"{number * 37}"), words(LONG[:50])) for number in range(1, 45))
    return outline_of(
        Heading(words("Granskning av skolskjuts"), 1),
        Paragraph(words("BUN-2026-0412"), "strong"),
        Paragraph(words("Förvaltningens kommentar"), "subtitle"),
        Heading(words("Sammanfattning")),
        Paragraph((Run("Planen "), Run("Trygg resa", italic=True), Run(" gäller "), Run("alla", bold=True), Run("."))),
        Heading(words("Förslag till beslut")),
        items("Nämnden godkänner yttrandet.", "Nämnden justerar paragrafen.", ordered=True),
        items("Först.", "Under.", "Underst.", "Sedan.", ordered=True, levels=(0, 1, 2, 0)),
        items("Tjänsteskrivelse", "Yttrande", levels=(0, 1)),
        Heading(words("Beslutsplanering")),
        Paragraph(words("Beredning 2026-02-25"), "line"),
        Paragraph(words("Arbetsutskott 2026-03-05"), "line"),
        Heading(words("Ärendet")),
        *(Paragraph(words(LONG * 2)) for _ in range(6)),
        Heading(words("Rekommendation: Rapportera alla tillbud", italic=True), 3),
        Paragraph(words("Rapportera alla tillbud och följ upp dem."), "quote"),
        Heading(words("En underrubrik"), 4),
        Heading(words("Den lägsta"), 5),
        Paragraph(words(LONG)),
        Table(rows, (words("Linje"), words("Resor"), words("Anmärkning")), "Tabell 1. Resor per linje"),
        Table(lost_note="[Här ska en tabell stå.]"),
        Paragraph(words("[Här anger du om det finns reservationer.]"), "placeholder"),
        Paragraph(words("Rad ett\nrad två, § 53")),
        KeepTogether((Signatures((Signature("Aino Bergdahl", "Enhetschef"), Signature("Ruben Åkerlind", "Chef"))),)),
        Heading(words("Ansvariga")),
        Signatures((Signature("Mirja Holmström", "Ordförande"),), "title_first", "inline"),
        mark="UTKAST",
    )


# Letters and marks that the font has and that people use; words no longer than a narrow column.
_LETTERS = "abcdefghijklmnopqrstuvwxyzåäöéüABCDEFGHÅÄÖđšžŋ0123456789.,:;!?()[]&<>\"'«»”’§%/–-"
_word = st.text(_LETTERS, min_size=1, max_size=14)
_text = st.lists(_word, min_size=1, max_size=25).map(" ".join)
_runs = st.lists(
    st.builds(Run, _text.map(lambda text: text + " "), st.booleans(), st.booleans()), min_size=1, max_size=3
).map(tuple)
_cell = st.lists(_word, max_size=4).map(lambda parts: words(" ".join(parts)))
_list = st.builds(
    ItemList, st.lists(st.builds(ListItem, _runs, st.integers(0, 2)), min_size=1, max_size=6).map(tuple), st.booleans()
)
_table = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        Table,
        st.lists(st.tuples(*[_cell] * width), max_size=6).map(tuple),
        st.one_of(st.just(()), st.tuples(*[_cell] * width)),
        _text,
    )
)
_person = st.builds(Signature, _word, _word)
_signatures = st.builds(
    Signatures,
    st.lists(_person, min_size=1, max_size=3).map(tuple),
    st.sampled_from(["name_first", "title_first"]),
    st.sampled_from(["inline", "stacked"]),
)
_paragraph = st.builds(
    Paragraph, _runs, st.sampled_from(["body", "strong", "subtitle", "line", "quote", "placeholder"])
)
_heading = st.builds(Heading, _runs, st.integers(2, DEEPEST_HEADING))
_plain_block = st.one_of(_paragraph, _heading, _list, _table, _signatures)
_block: st.SearchStrategy[OutlineBlock] = st.one_of(
    _plain_block,
    st.just(PageBreak()),
    st.lists(_plain_block, min_size=1, max_size=3).map(lambda blocks: KeepTogether(tuple(blocks))),
)


def _levelled(blocks: list[OutlineBlock]) -> Outline:
    return outline_of(Heading(words("Titel"), 1), *blocks)


any_outline = st.lists(_block, max_size=12).map(_levelled)
