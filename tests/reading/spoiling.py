"""How the tests spoil a file's bytes, whatever its format; the dice are passed in, so that every run does the same."""

from __future__ import annotations

import random


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The bytes cut off, with some changed, doubled or left out."""
    out = bytearray(data)
    for _ in range(dice.randint(1, 12)):
        place = dice.randrange(max(1, len(out)))
        match dice.randint(0, 3):
            case 0:
                out[place : place + 1] = bytes([dice.randrange(256)])
            case 1:
                del out[place : place + dice.randint(1, 200)]
            case 2:
                out[place:place] = out[place : place + dice.randint(1, 200)]
            case _:
                out = out[: max(1, place)] if dice.random() < 0.2 else out
    return bytes(out)
