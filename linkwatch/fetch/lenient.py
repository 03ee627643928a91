"""A second look at answers that aiohttp's parser refuses and browsers take.

Header lines without a colon, spaces in odd places, two equal Content-Lengths, Content-Length beside chunks,
more bytes than were promised: a reader sees the page, so the page is there. One request on a connection of its own.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from linkwatch.evidence import NOT_MODIFIED, Trouble
from linkwatch.fetch.address import WebAddress
from linkwatch.fetch.answer import Answer
from linkwatch.fetch.body import read_body
from linkwatch.fetch.dialler import Dialler
from linkwatch.fetch.exchange import REDIRECTS, Limits, request_headers
from linkwatch.fetch.headers import content_encoding, read_headers
from linkwatch.fetch.trouble import describe

_HEAD_LIMIT = 262_144  # what Chrome reads of an answer's headers
_CHUNK = 65_536
_INTERIM_ANSWERS = 10
_NO_BODY = frozenset({204, NOT_MODIFIED})
# Possessive, so that no line costs more than its length.
_STATUS_LINE = re.compile(rb"\s*+(?:HTTP/?(?:\s*+[\d.]++)?|ICY)\s++(\d{3})(?!\d)", re.IGNORECASE)
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"\s*+([0-9a-f]{1,8})\s*+(?:;.*)?", re.IGNORECASE)


class NotHttpError(Exception):
    """The bytes are no HTTP answer that a browser would show."""


async def lenient_exchange(dialler: Dialler, address: WebAddress, headers: dict[str, str], limits: Limits) -> Answer:
    """Send one GET and read the answer as a browser would; every failure is an answer too."""
    try:
        began = asyncio.get_running_loop().time()
        async with asyncio.timeout(limits.seconds) as waiting, dialler.connected(address) as (reader, writer):
            writer.write(request_bytes(address, headers))
            status, raw_headers, rest = await _read_head(reader)
            waiting.reschedule(None)  # the body has its own limit
            answer = read_headers(status, raw_headers, datetime.now(UTC))
            if status in REDIRECTS and answer.location is not None:
                return answer
            read = body_reader(reader, rest, status, raw_headers)
            body, cut = await read_body(
                read, answer.media_type, content_encoding(answer.headers), limits.body_from(began)
            )
            return replace(answer, body=body, cut=cut)
    except NotHttpError as error:
        return Answer(trouble=Trouble.BAD_RESPONSE, detail=f"not an HTTP answer: {error}")
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
        trouble, detail = describe(error)
        return Answer(trouble=trouble, detail=detail)


def parse_head(head: bytes) -> tuple[int, list[tuple[bytes, bytes]]]:
    """Read a status line and header lines, leaving out the lines that mean nothing.

    Raises NotHttpError.
    """
    first, *lines = head.split(b"\n")
    match = _STATUS_LINE.match(first)
    if match is None or not 100 <= int(match[1]) <= 999:
        raise NotHttpError(f"it begins with {first[:60]!r}")
    headers: list[tuple[bytes, list[bytes]]] = []
    for line in lines:
        if line[:1] in (b" ", b"\t") and headers:
            headers[-1][1].append(line.strip())
            continue
        name, colon, value = line.partition(b":")
        if colon and name.strip():
            headers.append((name.strip(), [value.strip()]))
    return int(match[1]), [(name, b" ".join(folded)) for name, folded in headers]


def request_bytes(address: WebAddress, headers: dict[str, str]) -> bytes:
    """Write a GET that asks for the connection to be closed after it."""
    sent = {**request_headers(address, headers), "Connection": "close"}
    lines = [f"GET {address.target} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


async def _read_head(reader: asyncio.StreamReader) -> tuple[int, list[tuple[bytes, bytes]], bytearray]:
    """Return status, headers and the bytes of the body that came along."""
    received = bytearray()
    for _ in range(_INTERIM_ANSWERS):
        end = await find_end_of_head(reader, received)
        status, headers = parse_head(bytes(received[:end]))
        del received[:end]
        if status == 101:
            raise NotHttpError("the server switched to another protocol")
        if status >= 200:
            return status, headers, received
    raise NotHttpError("it announces itself without end")


async def find_end_of_head(reader: asyncio.StreamReader, received: bytearray) -> int:
    """Read on until `received` holds a whole head, and return its length."""
    searched = 0
    while True:
        if received[:1].isspace():  # empty lines before the answer
            del received[: len(received) - len(received.lstrip())]
            searched = 0
        end = _END_OF_HEAD.search(received, max(searched - 4, 0))
        if end is not None:
            return end.end()
        if received[:1] == b"\0":
            raise NotHttpError("it begins as no text does")
        searched = len(received)
        if searched > _HEAD_LIMIT:
            raise NotHttpError("its headers do not end")
        chunk = await reader.read(_CHUNK)
        if not chunk:
            if received:
                parse_head(bytes(received))  # what is no HTTP at all is told apart from what broke off
            raise ConnectionResetError("the server closed the connection before the end of its headers")
        received += chunk


class Reads(Protocol):
    """What bytes are read from."""

    async def read(self, most: int, /) -> bytes:
        """Return at most so many bytes, b"" at the end."""


def body_reader(
    reader: Reads, rest: bytearray, status: int, headers: list[tuple[bytes, bytes]]
) -> Callable[[], Awaitable[bytes]]:
    """Return a function that gives the body's next bytes, b"" at its end."""
    source = _Source(reader, rest)
    values: dict[bytes, list[bytes]] = {}
    for name, value in headers:
        values.setdefault(name.lower(), []).append(value)
    if status in _NO_BODY:
        return _Counted(source, 0).read
    if b"chunked" in b",".join(values.get(b"transfer-encoding", [])).lower():
        return _Chunked(source).read
    lengths = {length.strip() for value in values.get(b"content-length", []) for length in value.split(b",")}
    numbers = {int(length) for length in lengths if length.isdigit() and len(length) < 19}
    if len(numbers) > 1:
        raise NotHttpError("it names two different lengths")
    return _Counted(source, numbers.pop()).read if numbers else source.read


class _Source:
    """What follows the head. arrived: bytes that nobody has taken yet."""

    def __init__(self, reader: Reads, arrived: bytearray) -> None:
        self._reader = reader
        self.arrived = arrived

    async def read(self, most: int = _CHUNK) -> bytes:
        """Take some bytes; b"" at the end."""
        if not self.arrived:
            await self.wait()
        return self.take(most)

    async def wait(self) -> bool:
        """Wait for more bytes to arrive; False at the end."""
        data = await self._reader.read(_CHUNK)
        await asyncio.sleep(0)  # reading does not pause by itself while the server sends faster than we read
        self.arrived += data
        return bool(data)

    def take(self, most: int) -> bytes:
        """Take bytes that have arrived."""
        taken = bytes(self.arrived[:most])
        del self.arrived[:most]
        return taken

    def take_line(self, *, at_end: bool) -> bytes | None:
        """Take a line with its line feed; None if it has not arrived whole. Longer ones, and the last, lack it."""
        length = self.arrived.find(b"\n") + 1
        if not length and not at_end and len(self.arrived) < _CHUNK:
            return None
        return self.take(length or len(self.arrived))


class _Counted:
    """A body of known length; raises EOFError if it ends before."""

    def __init__(self, source: _Source, length: int) -> None:
        self._source = source
        self._left = length

    async def read(self) -> bytes:
        if not self._left:
            return b""
        data = await self._source.read(min(self._left, _CHUNK))
        if not data:
            raise EOFError
        self._left -= len(data)
        return data


class _Chunked:
    """A body in chunks. What does not look like chunks is given as it came, and ends in EOFError.

    left: bytes of the chunk in hand that are still to come.
    """

    def __init__(self, source: _Source) -> None:
        self._source = source
        self._left = 0
        self._complete = False
        self._broken = False

    async def read(self) -> bytes:
        """Return the data of all chunks that have arrived, waiting for the first; b"" after the last."""
        at_end = False
        while not (data := self._unpack(at_end=at_end)) and not self._complete:
            if at_end or self._broken:
                raise EOFError
            at_end = not await self._source.wait()
        return data

    def _unpack(self, *, at_end: bool) -> bytes:
        data = bytearray()
        while self._source.arrived and not self._complete and not self._broken:
            if self._left:
                taken = self._source.take(self._left)
                self._left -= len(taken)
                data += taken
                continue
            line = self._source.take_line(at_end=at_end)
            if line is None:
                break
            size = _CHUNK_SIZE.fullmatch(line.rstrip())
            if size is not None:
                self._left = int(size[1], 16)
                self._complete = not self._left
            elif line.strip():
                self._broken = True
                data += line + self._source.take(len(self._source.arrived))
        return bytes(data)
