"""The encoding of plain text: what its bytes say, and where in them a piece of the text stands."""

import codecs
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from linkwatch.model import Span

CharSpan = tuple[int, int]  # half-open, in characters of a text

_BOM = "\ufeff"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, with which it begins
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STEP = 512  # bytes decoded at once


def decode(body: bytes, charset: str | None) -> str:
    """Decode plain text: byte-order mark, then the declared charset, then UTF-8, then windows-1252. Never raises."""
    return decode_by_codec(body, charset)[0].removeprefix(_BOM)


def decode_by_codec(body: bytes, charset: str | None) -> tuple[str, str]:
    """Decode as `decode` does. Return the text, which keeps its byte-order mark, and the codec's name in Python."""
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return body.decode(codec, "replace"), codec
    for candidate in (charset, "utf-8"):
        try:
            if candidate and codecs.lookup(candidate)._is_text_encoding:
                return body.decode(candidate), candidate
        except (LookupError, UnicodeError, ValueError):
            continue
    return body.decode("windows-1252", "replace"), "windows-1252"


def byte_spans(body: bytes, codec: str, text: str, spans: Sequence[CharSpan | None]) -> list[Span | None]:
    """Return where in the body the spans of its text stand, in the order given.

    text: the body as the codec decodes it, byte-order mark and line ends included, what is no text replaced. None
    stays None, and is what is returned where bytes that are no text in this encoding hide the place.
    """
    if len(text) == len(body):  # no character takes more than one byte
        return list(spans)
    if text.encode(codec, "replace") == body:
        found = _in_clean_text(codec, text, spans)
    else:
        try:
            found = _in_any_text(body, codec, text, spans)
        except (LookupError, UnicodeError):  # a codec of Python's that knows whole texts only
            found = {}
    return [span and found.get(span) for span in spans]


def spans_before_folding(
    text: str, spans: Sequence[CharSpan | None], first: int, skipped: int
) -> list[CharSpan | None]:
    """Return where spans of a text stood before its line ends were folded into mere LF.

    text: before folding. first: characters cut off its beginning before folding; skipped: after it.
    """
    if "\r\n" not in text:
        before = first + skipped
        return [span and (span[0] + before, span[1] + before) for span in spans]
    places: dict[int, int] = {}
    counted, at = 0, first
    for offset in sorted({skipped + offset for span in spans if span for offset in span}):
        missing = offset - counted
        while missing:  # as many again as there are line ends of two characters among them
            end = at + missing
            missing = text.count("\r\n", at, end)
            if text[end - 1 : end + 1] == "\r\n":
                end += 1
            at = end
        counted = offset
        places[offset] = at
    return [span and (places[skipped + span[0]], places[skipped + span[1]]) for span in spans]


def char_spans(utf_8: bytes, spans: Sequence[Span | None]) -> list[CharSpan | None]:
    """Return where spans of a text in UTF-8 stand in its characters."""
    if utf_8.isascii():
        return list(spans)
    found: dict[Span, CharSpan] = {}
    counted = first = 0
    for span in sorted(filter(None, spans)):
        start, end = span
        first += len(utf_8[counted:start].decode())
        counted = start
        found[span] = first, first + len(utf_8[start:end].decode())
    return [span and found.get(span) for span in spans]


def _in_clean_text(codec: str, text: str, spans: Sequence[CharSpan | None]) -> dict[CharSpan, Span]:
    found: dict[CharSpan, Span] = {}
    counted = first = 0
    for span in sorted(filter(None, spans)):
        start, end = span
        first += len(text[counted:start].encode(codec))
        counted = start
        found[span] = first, first + len(text[start:end].encode(codec))
    return found


def _in_any_text(body: bytes, codec: str, text: str, spans: Sequence[CharSpan | None]) -> dict[CharSpan, Span]:
    offsets = sorted({offset for span in spans if span for offset in span})
    places = dict(zip(offsets, _byte_offsets(body, codec, offsets), strict=False))
    found: dict[CharSpan, Span] = {}
    for span in filter(None, spans):
        start, end = places.get(span[0], 0), places.get(span[1], 0)
        if body[start:end].decode(codec, "replace") == text[slice(*span)]:
            found[span] = start, end
    return found


def _byte_offsets(body: bytes, codec: str, offsets: Sequence[int]) -> Iterator[int]:
    """Yield the byte at which each character begins. offsets: of the characters, ascending."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    characters = done = 0
    for start in range(0, len(body), _STEP):
        if done == len(offsets):
            return
        piece = body[start : start + _STEP]
        state = decoder.getstate()
        text = decoder.decode(piece, start + _STEP >= len(body))
        next_done = bisect_left(offsets, characters + len(text), done)
        if next_done > done:
            first = start - len(state[0])  # bytes of a character that the piece before has begun
            rest = len(decoder.getstate()[0])
            wanted = [offset - characters for offset in offsets[done:next_done]]
            if text.encode(codec, "replace") == body[first : start + len(piece) - rest]:
                yield from _offsets_in_clean_text(text, codec, wanted, first)
            else:
                end_state = decoder.getstate()
                decoder.setstate(state)
                begins = _beginnings(decoder, piece, start)
                yield from (begins[offset] for offset in wanted)
                decoder.setstate(end_state)
        characters += len(text)
        done = next_done
    while done < len(offsets) and offsets[done] == characters:
        yield len(body)
        done += 1


def _offsets_in_clean_text(text: str, codec: str, wanted: Sequence[int], first: int) -> Iterator[int]:
    previous = 0
    for offset in wanted:
        first += len(text[previous:offset].encode(codec))
        previous = offset
        yield first


def _beginnings(decoder: codecs.IncrementalDecoder, piece: bytes, start: int) -> list[int]:
    """Return at which byte of the body each character of a piece begins: byte by byte, so that nothing is assumed."""
    begins: list[int] = []
    next_begin = start - len(decoder.getstate()[0])
    for at in range(len(piece)):
        characters = len(decoder.decode(piece[at : at + 1]))
        if characters:
            # more than one: what was begun is no text, and this byte is a character already
            begins += [next_begin, *[start + at] * (characters - 1)]
            next_begin = start + at + 1 - len(decoder.getstate()[0])
    begins.append(next_begin)  # of what the end of the body cuts off
    return begins
