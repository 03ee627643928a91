"""Exchanges as they went over the wire, byte for byte, for a web archive.

The same resolver, guard and politeness as every look; one connection for each request.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from linkwatch import urls
from linkwatch.errors import InputError, OverrunError
from linkwatch.evidence import RecordedExchange
from linkwatch.fetch.address import WebAddress
from linkwatch.fetch.asking import Tools
from linkwatch.fetch.dialler import Dialler
from linkwatch.fetch.exchange import REDIRECTS
from linkwatch.fetch.headers import own_headers
from linkwatch.fetch.hosts import HostPausedError
from linkwatch.fetch.lenient import NotHttpError, body_reader, find_end_of_head, parse_head, request_bytes
from linkwatch.fetch.trouble import describe
from linkwatch.model import TargetKind

_INTERIM_ANSWERS = 10
_TOO_MANY_REQUESTS = 429
_REDIRECT_BYTES = 65_536  # kept of the body of an answer that only leads on


async def record_page(tools: Tools, url: str, most_bytes: int) -> list[RecordedExchange]:
    """Ask for a page and follow its redirects; the last exchange is the page's.

    most_bytes: where a body is cut; a redirect's is cut much sooner. Raises InputError: no page was sent; OverrunError:
    because the site was asked too often.
    """
    exchanges: list[RecordedExchange] = []
    asked: set[str] = set()
    while url not in asked and len(asked) <= tools.settings.max_redirects:
        asked.add(url)
        rules = tools.rules(urls.authority(url))
        if rules.proxy is not None:
            raise InputError(f"{urls.redact(url)}: no copy can be made of what is asked through a proxy")
        try:
            async with tools.turns.turn(urls.authority(url), tools.settings.retry_after_max):
                exchange = await _record(tools.dialler, url, rules.user_agent, rules.timeout, most_bytes)
        except HostPausedError as error:
            raise InputError(f"{urls.redact(url)}: {error}") from error
        exchanges.append(exchange)
        location = _location(exchange.http_status, exchange.headers)
        if location is None:
            if exchange.http_status == _TOO_MANY_REQUESTS:
                raise OverrunError(f"{urls.redact(url)}: it answered {exchange.http_status}")
            if exchange.http_status >= 400:
                raise InputError(f"{urls.redact(url)}: it answered {exchange.http_status}")
            return exchanges
        target = urls.resolve(location, url, None)
        if target.kind is not TargetKind.WEB or urls.redact(target.url) != target.url:
            raise InputError(f"{urls.redact(url)}: it redirects to no address that can be kept")
        url = urls.without_fragment(target.url)
    raise InputError(f"{urls.redact(url)}: its redirects do not end")


async def _record(dialler: Dialler, url: str, user_agent: str, seconds: float, most_bytes: int) -> RecordedExchange:
    address = WebAddress.of(url)
    request = request_bytes(
        address, {**own_headers(user_agent), "Accept-Encoding": "gzip"}
    )  # what every replay can undo
    at = datetime.now(UTC)
    try:
        async with asyncio.timeout(2 * seconds), dialler.connected(address) as (reader, writer):
            ip = str((writer.get_extra_info("peername") or ("",))[0])
            writer.write(request)
            status, headers, head, rest = await _read_answer(reader)
            wire, arrived = _Wire(reader, rest), bytearray(rest)
            shown = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
            most = most_bytes if _location(status, shown) is None else min(most_bytes, _REDIRECT_BYTES)
            is_cut = await _read_on(body_reader(wire, arrived, status, headers), wire, most)
    except (NotHttpError, EOFError) as error:
        raise InputError(f"{urls.redact(url)}: its answer is malformed or broke off") from error
    except (OSError, TimeoutError) as error:
        raise InputError(f"{urls.redact(url)}: {describe(error)[1]}") from error
    is_chunked = any(name.lower() == b"transfer-encoding" for name, _ in headers)
    body = bytes(
        wire.received if is_chunked else wire.received[: len(wire.received) - len(arrived)]
    )  # no more than told
    return RecordedExchange(url, at, ip, request, status, shown, head, body, is_cut)


def _location(status: int, headers: Sequence[tuple[str, str]]) -> str | None:
    """Return where an answer leads, None where it is no redirect."""
    if status not in REDIRECTS:
        return None
    return next((value for name, value in headers if name.lower() == "location"), None)


async def _read_answer(reader: asyncio.StreamReader) -> tuple[int, list[tuple[bytes, bytes]], bytes, bytes]:
    """Return status, headers, the head that they stand in, and what came along of the body."""
    received = bytearray()
    for _ in range(_INTERIM_ANSWERS):
        end = await find_end_of_head(reader, received)
        head = bytes(received[:end])
        status, headers = parse_head(head)
        del received[:end]
        if status >= 200:
            return status, headers, head, bytes(received)
    raise NotHttpError("it announces itself without end")


async def _read_on(read: Callable[[], Awaitable[bytes]], wire: "_Wire", most_bytes: int) -> bool:
    """Read to the end of the body; return whether more was sent for it than allowed."""
    while await read():
        if len(wire.received) > most_bytes:
            return True
    return False


class _Wire:
    """A connection that remembers what was read from it."""

    def __init__(self, reader: asyncio.StreamReader, rest: bytes) -> None:
        self._reader = reader
        self.received = bytearray(rest)

    async def read(self, most: int) -> bytes:
        data = await self._reader.read(most)
        self.received += data
        return data
