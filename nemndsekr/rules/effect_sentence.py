"""One sentence of an expected effect, put together from what changes, for whom, and how it is seen."""

from __future__ import annotations


def effect_sentence(change: str, for_whom: str, seen_by: str) -> str:
    """The sentence, such as «Kortare väntan på beslut för vårdnadshavare. Det följs genom statistik i mars.».

    Each part may be empty; with none of them there is no sentence.
    """
    change, for_whom, seen_by = (_part(part) for part in (change, for_whom, seen_by))
    what = _capital(" ".join(filter(None, (change, _after("för", for_whom)))))
    seen = f"Det följs {_after('genom', seen_by)}" if seen_by and what else _capital(seen_by)
    return " ".join(f"{sentence}." for sentence in (what, seen) if sentence)


def _part(words: str) -> str:
    return " ".join(words.split()).rstrip(" .;,")


def _after(preposition: str, words: str) -> str:
    """The words after a preposition, unless they bring one of their own: «i mars», «bland eleverna»."""
    own = ("för", "i", "på", "av", "genom", "hos", "bland", "med", "vid", "via", "inom", "till", "när", "att", "som")
    return words if not words or words.split(maxsplit=1)[0].lower() in own else f"{preposition} {_small(words)}"


def _small(words: str) -> str:
    first = words.split(maxsplit=1)[0]
    # «BUN» and «Skolverket i Lund» keep their capitals; a lone capital at the head is only the field's first letter.
    return words if first[1:] != first[1:].lower() else words[:1].lower() + words[1:]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
