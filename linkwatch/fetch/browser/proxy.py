"""The proxy through which the browser asks for everything: names are looked up and addresses guarded by our dialler."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from linkwatch.fetch.address import WebAddress
from linkwatch.fetch.dialler import Dialler

_HEAD_LIMIT = 65_536
_HEAD_SECONDS = 10.0
_CHUNK = 65_536
_REFUSED = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_CONNECTED = b"HTTP/1.1 200 Connection established\r\n\r\n"
_BETWEEN_HOPS = ("proxy-connection", "proxy-authorization", "connection", "keep-alive")


class Meter:
    """What one page may transfer in all, in bytes, both ways."""

    def __init__(self) -> None:
        self._left = 0

    def allow(self, most: int) -> None:
        """Allow so many bytes from now on, and no more that were allowed before."""
        self._left = most

    def pass_on(self, size: int) -> bool:
        """Count bytes; False where they are too many."""
        self._left -= size
        return self._left >= 0


@asynccontextmanager
async def guarded_proxy(dialler: Dialler, meter: Meter) -> AsyncIterator[int]:
    """Serve a proxy on loopback while the context lasts; gives its port."""
    tasks: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(_serve(dialler, meter, reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", 0, limit=_HEAD_LIMIT)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _serve(dialler: Dialler, meter: Meter, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        async with asyncio.timeout(_HEAD_SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
        method, target, lines = _read(head)
        is_tunnel = method == "CONNECT"
        url = f"http://{target}" if is_tunnel else target
        try:
            there = await dialler.connect(_address(url), plain=True)
        except OSError:
            writer.write(_REFUSED)
            return
        writer.write(_CONNECTED) if is_tunnel else there[1].write(_without_proxy(method, url, lines))
        await _join(meter, (reader, writer), there)
    except (OSError, ValueError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        pass  # the browser sees that its request came to nothing
    finally:
        with contextlib.suppress(OSError, RuntimeError):
            await writer.drain()
        writer.close()


def _read(head: bytes) -> tuple[str, str, list[str]]:
    """Return method, target and header lines of a request. Raises ValueError."""
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    return method, target, [line for line in lines if line]


def _address(url: str) -> WebAddress:
    """Raises ValueError for what is no address of the web."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname or parts.port == 0:
        raise ValueError(url)
    return WebAddress("http", "", parts.netloc.rpartition("@")[2], parts.path)


def _without_proxy(method: str, url: str, lines: list[str]) -> bytes:
    """Return a request's head as the server itself is sent it, one for each connection."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    is_upgrade = any(line.lower().startswith("upgrade:") for line in lines)
    kept = [line for line in lines if line.partition(":")[0].lower() not in _BETWEEN_HOPS]
    kept.append("Connection: Upgrade" if is_upgrade else "Connection: close")
    return "\r\n".join([f"{method} {target} HTTP/1.1", *kept, "", ""]).encode("latin-1")


async def _join(
    meter: Meter,
    here: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    there: tuple[asyncio.StreamReader, asyncio.StreamWriter],
) -> None:
    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(_CHUNK):
                if not meter.pass_on(len(data)):
                    writer.transport.abort()
                    return
                writer.write(data)
                await writer.drain()
            if writer.can_write_eof():
                writer.write_eof()

    try:
        await asyncio.gather(pass_on(here[0], there[1]), pass_on(there[0], here[1]))
    finally:
        there[1].transport.abort()
