"""Light markup for block text: read, written, and the same again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nemndsekr.records.block_markup import from_markup, to_markup
from nemndsekr.records.block_text import (
    BlockText,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Run,
    TableBlock,
    plain_text,
)

UID = "0f4be6a1-93a4-4d11-8f0e-2b6a5a1f7c33"
SAMPLE = """\
# Om granskningen

Revisorerna granskade *skolskjuts* under **hösten 2025**.
Raden fortsätter här:
- en punkt
  - under den
    fortsatt
1. första

## Läget

Tabell: Hållplatser per skolenhet
| Skola | Antal |
| Björkskolan | 18 |
"""


def test_the_light_markup_gives_headings_lists_tables_and_styles():
    assert from_markup(SAMPLE).blocks == (
        Heading((Run("Om granskningen"),)),
        Paragraph(
            (
                Run("Revisorerna granskade "),
                Run("skolskjuts", italic=True),
                Run(" under "),
                Run("hösten 2025", bold=True),
                Run(". Raden fortsätter här:"),
            )
        ),
        ListBlock((ListItem((Run("en punkt"),)), ListItem((Run("under den fortsatt"),), 1))),
        ListBlock((ListItem((Run("första"),)),), ordered=True),
        Heading((Run("Läget"),), 2),
        TableBlock(
            (((Run("Björkskolan"),), (Run("18"),)),),
            ((Run("Skola"),), (Run("Antal"),)),
            "Hållplatser per skolenhet",
        ),
    )


def test_an_empty_text_has_no_blocks():
    assert from_markup(" \n\n\t\n") == BlockText()
    assert to_markup(BlockText()) == ""


def test_stars_that_close_nothing_stay_stars():
    assert plain_text(from_markup("5 * 3 är femton")) == "5 * 3 är femton"


def test_a_backslash_takes_away_what_a_sign_means():
    assert from_markup(r"\- ingen punkt, \*ingen\* kursiv") == BlockText(
        (Paragraph((Run("- ingen punkt, *ingen* kursiv"),)),)
    )


def test_a_year_with_a_full_stop_is_written_so_that_it_does_not_become_a_list():
    text = BlockText((Paragraph((Run("2026. Då är allt klart."),)),))
    assert to_markup(text) == "2026\\. Då är allt klart."
    assert from_markup(to_markup(text)) == text


def test_a_live_reference_keeps_its_record():
    text = BlockText((Paragraph((Run("Se "), Run("rekommendation två", italic=True, ref=UID), Run("."))),))
    assert to_markup(text) == f"Se *[[{UID} rekommendation två]]*."
    assert from_markup(to_markup(text)) == text


def test_a_table_without_header_and_a_lost_table_come_back():
    text = BlockText(
        (TableBlock((((Run("a|b"),), ()),), (), "Läget"), TableBlock(caption="Utfall", lost=True)),
    )
    assert from_markup(to_markup(text)) == text


SIGNS = st.text(st.sampled_from("ab åÖ12.*|[]\\#-: "), min_size=1, max_size=8)
STYLES = st.tuples(st.booleans(), st.booleans(), st.sampled_from(["", UID]))


@st.composite
def runs(draw):
    """Runs as an editor leaves them: none empty, no two alike side by side, no blank outermost."""
    words = draw(st.lists(SIGNS, min_size=1, max_size=4))
    words[0], words[-1] = words[0].lstrip() or "a", words[-1].rstrip() or "b"
    if len(words) == 1:
        words[0] = words[0].strip() or "a"
    styles = draw(st.lists(STYLES, min_size=len(words), max_size=len(words)))
    for number in range(1, len(styles)):
        if styles[number] == styles[number - 1]:
            bold, italic, ref = styles[number]
            styles[number] = (not bold, italic, ref)
    return tuple(Run(word, *style) for word, style in zip(words, styles, strict=True))


CAPTIONS = SIGNS.map(str.strip)
ROWS = st.lists(st.lists(runs() | st.just(()), min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)
ITEMS = st.lists(st.builds(ListItem, runs(), st.integers(0, 2)), min_size=1, max_size=4).map(tuple)
BLOCKS = (
    st.builds(Heading, runs(), st.integers(1, 2))
    | st.builds(Paragraph, runs())
    | st.builds(ListBlock, ITEMS, st.booleans())
    | st.builds(TableBlock, ROWS, st.lists(runs(), min_size=1, max_size=3).map(tuple) | st.just(()), CAPTIONS)
    | st.builds(TableBlock, caption=CAPTIONS, lost=st.just(value=True))
)


@given(st.lists(BLOCKS, max_size=4).map(tuple).map(BlockText))
def test_a_text_that_is_written_as_markup_is_read_back_the_same(text):
    assert from_markup(to_markup(text)) == text


@settings(max_examples=300)
@given(st.text(st.sampled_from("ab1. *|[]\\#-:\n\n\t") | st.characters(codec="utf-8"), max_size=60))
def test_whatever_is_typed_is_read_and_says_the_same_when_written_and_read_again(typed):
    read = from_markup(typed)
    assert from_markup(to_markup(read)) == read


@given(st.text(st.sampled_from("ab|-\n :.1Tabell:"), max_size=60))
def test_whatever_is_typed_as_a_table_says_the_same_when_written_and_read_again(typed):
    read = from_markup(f"Tabell: {typed}\n| a | b |\n{typed}")
    assert from_markup(to_markup(read)) == read
