"""A second look at answers that aiohttp's parser refuses and browsers take.

Header lines without a colon, spaces in odd places, two equal Content-Lengths, Content-Length beside chunks,
more bytes than were promised: a reader sees the page, so the page is there. One request on a connection of its own.
"""

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from linkwatch.evidence import Trouble
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
_NO_BODY = frozenset({204, 304})
_STATUS_LINE = re.compile(rb"\s*(?:HTTP/?\s*[\d.]*|ICY)\s+(\d{3})(?!\d)", re.IGNORECASE)
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"\s*([0-9a-f]{1,8})\s*(?:;.*)?\s*", re.IGNORECASE)


class NotHttpError(Exception):
    """The bytes are no HTTP answer that a browser would show."""


async def lenient_exchange(dialler: Dialler, address: WebAddress, headers: dict[str, str], limits: Limits) -> Answer:
    """Send one GET and read the answer as a browser would; every failure is an answer too."""
    writer: asyncio.StreamWriter | None = None
    try:
        async with asyncio.timeout(limits.seconds):
            reader, writer = await dialler.connect(address)
            writer.write(request_bytes(address, headers))
            status, raw_headers, rest = await _read_head(reader)
        answer = read_headers(status, raw_headers, datetime.now(UTC))
        if status in REDIRECTS and answer.location is not None:
            return answer
        read = body_reader(reader, rest, status, raw_headers)
        body, cut = await read_body(read, answer.media_type, content_encoding(answer.headers), limits.body)
        return replace(answer, body=body, cut=cut)
    except NotHttpError as error:
        return Answer(trouble=Trouble.BAD_RESPONSE, detail=f"not an HTTP answer: {error}")
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
        trouble, detail = describe(error)
        return Answer(trouble=trouble, detail=detail)
    finally:
        if writer is not None:
            writer.transport.abort()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


def parse_head(head: bytes) -> tuple[int, list[tuple[bytes, bytes]]]:
    """Read a status line and header lines, leaving out the lines that mean nothing.

    Raises NotHttpError.
    """
    first, *lines = head.split(b"\n")
    match = _STATUS_LINE.match(first)
    if match is None or not 100 <= int(match[1]) <= 999:
        raise NotHttpError(f"it begins with {first[:60]!r}")
    headers: list[tuple[bytes, bytes]] = []
    for line in lines:
        if line[:1] in (b" ", b"\t") and headers:
            name, value = headers[-1]
            headers[-1] = (name, value + b" " + line.strip())
            continue
        name, colon, value = line.partition(b":")
        if colon and name.strip():
            headers.append((name.strip(), value.strip()))
    return int(match[1]), headers


def request_bytes(address: WebAddress, headers: dict[str, str]) -> bytes:
    """Write a GET that asks for the connection to be closed after it."""
    sent = {**request_headers(address, headers), "Connection": "close"}
    lines = [f"GET {address.target} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


async def _read_head(reader: asyncio.StreamReader) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """Return status, headers and the bytes of the body that came along."""
    received = bytearray()
    for _ in range(_INTERIM_ANSWERS):
        end = await find_end_of_head(reader, received)
        status, headers = parse_head(bytes(received[:end]))
        del received[:end]
        if status == 101:
            raise NotHttpError("the server switched to another protocol")
        if status >= 200:
            return status, headers, bytes(received)
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
    reader: Reads, rest: bytes, status: int, headers: list[tuple[bytes, bytes]]
) -> Callable[[], Awaitable[bytes]]:
    """Return a function that gives the body's next bytes, b"" at its end."""
    source = _Pushback(reader, rest)
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


class _Pushback:
    """A reader whose first bytes were read already."""

    def __init__(self, reader: Reads, rest: bytes) -> None:
        self._reader = reader
        self._rest = rest

    async def read(self, most: int = _CHUNK) -> bytes:
        if self._rest:
            taken, self._rest = self._rest[:most], self._rest[most:]
            return taken
        return await self._reader.read(most)

    def push_back(self, data: bytes) -> None:
        self._rest = data + self._rest


class _Counted:
    """A body of known length; raises EOFError if it ends before."""

    def __init__(self, source: _Pushback, length: int) -> None:
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
    """A body in chunks. What does not look like chunks is given as it came, and ends in EOFError."""

    def __init__(self, source: _Pushback) -> None:
        self._source = source
        self._left = 0
        self._ended = False

    async def read(self) -> bytes:
        if self._ended:
            raise EOFError
        if not self._left:
            line = await self._line()
            match = _CHUNK_SIZE.fullmatch(line)
            if match is None:
                self._ended = True
                return line
            self._left = int(match[1], 16)
            if not self._left:
                return b""
        data = await self._source.read(min(self._left, _CHUNK))
        if not data:
            raise EOFError
        self._left -= len(data)
        return data

    async def _line(self) -> bytes:
        """Return the next line that is not empty, or what there is if it does not end soon."""
        line = b""
        while b"\n" not in line.lstrip() and len(line) < _CHUNK:
            data = await self._source.read(_CHUNK)
            if not data:
                if not line:
                    raise EOFError
                return line
            line += data
        line = line.lstrip()
        head, newline, rest = line.partition(b"\n")
        if not newline or _CHUNK_SIZE.fullmatch(head) is None:
            return line
        self._source.push_back(rest)
        return head
