"""Streams of a PDF: whether one of them unpacks to more than any page holds, asked before pdfium unpacks it."""

from __future__ import annotations

import re
import zlib
from typing import Final

# No page's drawing is so long; a map or a drawing of a house is some tenths of it.
MOST_UNPACKED: Final = 48 * 1024 * 1024
# Deflate packs a thousand to one at most.
MOST_RATIO: Final = 1032
STREAM: Final = re.compile(rb"stream\r?\n")
FLATE: Final = re.compile(rb"/(?:FlateDecode|Fl)\b")
# Pictures and attached files are not unpacked when the text is read.
NOT_READ: Final = re.compile(rb"/Subtype\s*/Image|/EmbeddedFile\b|/ICCBased")
DICTIONARY: Final = 1000


def unpacks_too_far(data: bytes) -> bool:
    """Whether a packed stream that is no picture grows past all measure."""
    for match in STREAM.finditer(data):
        end = data.find(b"endstream", match.end())
        end = len(data) if end < 0 else end
        words = data[max(0, match.start() - DICTIONARY) : match.start()]
        words = words[words.rfind(b" obj") + 1 :]
        times = len(FLATE.findall(words))
        if not times or NOT_READ.search(words):
            continue
        if (end - match.end()) * MOST_RATIO**times > MOST_UNPACKED and _grows(data[match.end() : end], times):
            return True
    return False


def _grows(packed: bytes, times: int) -> bool:
    unpackers = [zlib.decompressobj() for _ in range(times)]
    total = 0
    try:
        for start in range(0, len(packed), 65536):
            pieces = [packed[start : start + 65536]]
            for unpacker in unpackers:
                made: list[bytes] = []
                for piece in pieces:
                    size = 0
                    left = piece
                    while left and size <= MOST_UNPACKED:
                        made.append(unpacker.decompress(left, 1 << 20))
                        size += len(made[-1])
                        left = unpacker.unconsumed_tail
                    if size > MOST_UNPACKED:
                        return True
                pieces = made
            total += sum(map(len, pieces))
            if total > MOST_UNPACKED:
                return True
    except zlib.error:
        return False
    return False
