"""A document's bytes as text in which places are counted as in the bytes, whatever its encoding.

All encodings but UTF-16 and UTF-32 write ASCII as ASCII: there each byte is a character. The rest of a text is never
decoded, so that it cannot change.
"""

import codecs
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from linkwatch.articles.rewrite import Edit
from linkwatch.model import Span

_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "I", "little"),  # before UTF-16's, which begins as it does
    (codecs.BOM_UTF32_BE, "utf-32-be", "I", "big"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "H", "little"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "H", "big"),
)
_LARGEST_CHARACTER = 0x10FFFF
_REPLACEMENT = 0xFFFD


@dataclass(frozen=True, slots=True)
class Wide:
    """text: a character for each unit of the encoding. width: bytes of a unit. codec: what is written into it."""

    text: str
    width: int
    codec: str

    def place(self, span: Span) -> tuple[int, int]:
        """Return where in the text a span of bytes is."""
        return span[0] // self.width, span[1] // self.width

    def encode(self, edit: Edit) -> tuple[int, int, bytes]:
        """Return an edit in bytes."""
        return edit.start * self.width, edit.end * self.width, edit.text.encode(self.codec)


def widen(body: bytes) -> Wide:
    """Return the text of a document."""
    for bom, codec, kind, order in _WIDE:
        if body.startswith(bom):
            units = array(kind)
            units.frombytes(body[: len(body) - len(body) % units.itemsize])
            if order != sys.byteorder:
                units.byteswap()
            text = "".join(chr(unit if unit <= _LARGEST_CHARACTER else _REPLACEMENT) for unit in units)
            return Wide(text, units.itemsize, codec)
    return Wide(body.decode("latin-1"), 1, "ascii")


def apply(body: bytes, wide: Wide, edits: Sequence[Edit]) -> bytes:
    """Carry out edits, which are sorted and do not overlap."""
    pieces = []
    done = 0
    for start, end, written in map(wide.encode, edits):
        pieces += [body[done:start], written]
        done = end
    pieces.append(body[done:])
    return b"".join(pieces)
