"""What a corrected wording changes, told word by word: «avsluta sinom» → «avslutas inom»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nemndsekr.rules.likeness import Piece, word_differences

ONLY_SIGNS = "Bara skiljetecken eller stora bokstäver är ändrade."


def told_difference(before: str, after: str) -> str:
    """The changes in words, in reading order; empty where nothing is changed or nothing stands in its place."""
    if not after.strip() or " ".join(before.split()) == " ".join(after.split()):
        return ""
    old, new = word_differences(before, after)
    told = [_told(gone, put) for gone, put in zip(_between(old), _between(new), strict=True) if gone or put]
    return " · ".join(told) or ONLY_SIGNS


def _between(pieces: Iterable[Piece]) -> Iterator[str]:
    """What differs before, between and after the pieces that both wordings share."""
    differing = ""
    for piece in pieces:
        if piece.differs:
            differing = piece.text.strip()
        else:
            yield differing
            differing = ""
    yield differing


def _told(gone: str, put: str) -> str:
    if gone and put:
        return f"«{gone}» → «{put}»"
    return f"«{gone}» är struket" if gone else f"«{put}» är tillagt"
