"""What should be mended in a Word form: where its marker stands, its braces, its protection; each in two sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from docx.oxml.ns import qn

from nemndsekr.documents.placeholders import (
    MARKER,
    field_name,
    has_place_for_marker,
    loose_braces,
    marker_in,
    markers_in,
    placeholders_in,
)
from nemndsekr.documents.word_package import WordPackage

_NO_BREAK: Final = "\u00a0"
_ADD_AGAIN: Final = "och lägg till mallen igen."


@dataclass(frozen=True, slots=True)
class FormFault:
    """One thing that should be mended in a form: ``what`` is so, and how to ``mend`` it in Word."""

    what: str
    mend: str


def form_faults(package: WordPackage) -> tuple[FormFault, ...]:
    """What should be mended in a form that can be used as it is; asked before anything is filled in."""
    trees = [package.tree(name) for name in package.written]
    names = list(dict.fromkeys(name for tree in trees for name in placeholders_in(tree)))
    unknown = [name for name in names if name and not field_name(name)]
    loose = list(dict.fromkeys(words for tree in trees for words in loose_braces(tree)))
    told = [*_marker_faults(package, trees)]
    if unknown:
        words = ", ".join(in_braces(name) for name in unknown)
        told.append(
            FormFault(f"Wordmallen har platshållare som inte finns: {words}.", f"Rätta dem i Word {_ADD_AGAIN}")
        )
    if "" in names:
        mend = f"Skriv vad som ska stå där, till exempel {in_braces('dnr')}, {_ADD_AGAIN}"
        told.append(FormFault("Wordmallen har en tom platshållare: två klamrar utan ord mellan.", mend))
    if loose:
        words = ", ".join(f"«{one}»" for one in loose)
        mend = f"Skriv två klamrar på var sida, på samma rad, {_ADD_AGAIN}"
        told.append(FormFault(f"Wordmallen har klamrar som inte hör ihop: {words}.", mend))
    if _is_protected(package):
        told.append(
            FormFault(
                "Wordmallen är skyddad mot ändringar i Word, och det blir handlingarna också.",
                f"Ta bort skyddet i Word, under Granska → Begränsa redigering, {_ADD_AGAIN}",
            )
        )
    return tuple(told)


def in_braces(name: str) -> str:
    """A placeholder as it is written, kept on one line."""
    return f"{{{{{_NO_BREAK}{name.replace(' ', _NO_BREAK)}{_NO_BREAK}}}}}"


def _marker_faults(package: WordPackage, trees: list[Any]) -> Iterator[FormFault]:
    number = sum(markers_in(tree) for tree in trees)
    mend = f"Skriv den i Word, på en egen rad i själva texten, {_ADD_AGAIN}"
    if not number:
        yield FormFault(f"Raden {MARKER} finns inte i Wordmallen, så texten står sist.", mend)
    elif not has_place_for_marker(package.tree(package.main)):
        words = f"{MARKER} står i sidhuvudet, sidfoten, en fotnot eller en textruta, där texten inte går att lägga."
        yield FormFault(f"{words} Texten står sist.", mend)
    elif number > 1:
        first = "där raden står för sig själv" if marker_in(package.tree(package.main)) is not None else "på det första"
        words = f"{MARKER} står på {number} ställen i Wordmallen. Texten läggs {first}."
        yield FormFault(words, f"Låt den stå på ett ställe {_ADD_AGAIN}")


def _is_protected(package: WordPackage) -> bool:
    """Whether Word lets nobody write in the form but in its fields, or not at all."""
    for name in package.parts:
        if name.lower().endswith("/settings.xml"):
            for told in package.tree(name).iter(qn("w:documentProtection")):
                if told.get(qn("w:enforcement"), "0").casefold() in {"1", "true", "on"}:
                    return bool(told.get(qn("w:edit"), "none") != "none")
    return False
