"""Problems of a PDF: what could not be read on its pages, told in sentences with the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from nemndsekr.reading.draft import Problem

if TYPE_CHECKING:
    from nemndsekr.reading.formats.pdf_assembly import ReadPage

# So many letters without a meaning, and such a share of the page, make it worth telling.
MOST_LOST: Final = 8
LOST_SHARE: Final = 0.05
MOST_SIDEWAYS: Final = 300
VOWELS: Final = "aeiouyåäö"


def stretches(pages: Iterable[int]) -> list[tuple[int, int]]:
    """The page numbers as stretches of pages that follow each other."""
    out: list[tuple[int, int]] = []
    for page in sorted(set(pages)):
        if out and page == out[-1][1] + 1:
            out[-1] = (out[-1][0], page)
        else:
            out.append((page, page))
    return out


def told(pages: Iterable[int], one: str, several: str) -> list[Problem]:
    """A problem for each stretch of pages: ``one`` has ``{page}``, ``several`` has ``{first}`` and ``{last}``."""
    return [
        Problem(one.format(page=first) if first == last else several.format(first=first, last=last), first)
        for first, last in stretches(pages)
    ]


def page_problems(pages: Sequence[ReadPage], unreadable: Sequence[int]) -> list[Problem]:
    """What stood on the pages and could not be read, or not be trusted."""
    contents = [page.content for page in pages]
    empty = [content.number for content in contents if not content.pieces and content.number not in unreadable]
    lost = [content.number for content in contents if _is_lost(content.lost, "".join(p.text for p in content.pieces))]
    scanned = [
        content.number
        for content in contents
        if content.hidden > 0.5 * sum(len(piece.text) for piece in content.pieces) > 0
    ]
    sideways = [content.number for content in contents if content.sideways > MOST_SIDEWAYS]
    pictures = [
        Problem(f"Sidan {page.content.number} har en bild som inte läses: «{_short(block.alt)}».", page.content.number)
        for page in pages
        for block in page.blocks
        if len(block.alt) >= 30
    ]
    return [
        *told(
            unreadable,
            "Sidan {page} är skadad och kunde inte läsas.",
            "Sidorna {first}–{last} är skadade och kunde inte läsas.",
        ),
        *told(
            empty,
            "Sidan {page} har ingen text. Om den är inskannad behöver den texttolkas.",
            "Sidorna {first}–{last} har ingen text. Om de är inskannade behöver de texttolkas.",
        ),
        *told(
            lost,
            "Sidan {page} har tecken som inte går att tolka. Jämför med originalet.",
            "Sidorna {first}–{last} har tecken som inte går att tolka. Jämför med originalet.",
        ),
        *told(
            scanned,
            "Sidan {page} är inskannad och texttolkad. Kontrollera namn, siffror och datum mot originalet.",
            "Sidorna {first}–{last} är inskannade och texttolkade. Kontrollera namn, siffror och datum mot originalet.",
        ),
        *told(
            sideways,
            "Sidan {page} har text på högkant som inte lästes.",
            "Sidorna {first}–{last} har text på högkant som inte lästes.",
        ),
        *pictures,
    ]


def table_problems(pages: Sequence[int]) -> list[Problem]:
    """The tables that were not understood."""
    return told(
        pages,
        "Sidan {page} har en tabell som inte gick att förstå. Dess text är läst rad för rad.",
        "Sidorna {first}–{last} har tabeller som inte gick att förstå. Deras text är läst rad för rad.",
    )


def tag_problems(pages: Sequence[int], count: int) -> list[Problem]:
    """The pages whose tags contradict what stands on them; nothing where no page's tags were of use."""
    if len(pages) == count:
        return [
            Problem(
                "Filens taggar stämmer inte med texten. Den är läst efter hur sidorna ser ut: kontrollera ordningen."
            )
        ]
    return told(
        pages,
        "Taggarna på sidan {page} stämmer inte med texten. Den är läst efter hur sidan ser ut: kontrollera ordningen.",
        "Taggarna på sidorna {first}–{last} stämmer inte med texten. De är lästa efter hur sidorna ser ut: kontrollera "
        "ordningen.",
    )


def _is_lost(lost: int, text: str) -> bool:
    if lost >= MOST_LOST and lost > LOST_SHARE * len(text):
        return True
    # A font that names its letters wrongly gives words without vowels.
    letters = sum(map(str.isalpha, text)) if len(text) >= 200 else 0
    if letters < 150:
        return False
    folded = text.casefold()
    return sum(map(folded.count, VOWELS)) < 0.2 * letters


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 120 else f"{text[:119].rstrip()}…"
