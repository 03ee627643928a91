"""Web servers that are faster than what is measured: one small protocol, pages put together of ready parts.

Every address of 127.0.0.0/8 answers on one port. `/MS/article-N` is a page of 12 KB that is sent after MS
milliseconds, with title, canonical address and text of its own; every other address is a 404.

    python -m tests.benchmarks.against_lychee.server    serves until it is ended; prints the port
"""

import asyncio
import functools
import multiprocessing
import random
import re
import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

_PROCESSES = 2
_BACKLOG = 4096
_PATH = re.compile(rb"GET /(\d{1,5})/article-(\d{1,7}) HTTP/1\.1\r\n")
_HOST = re.compile(rb"\r\nhost: *([^\r\n]+)", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
_PARAGRAPHS_OF_A_PAGE = 33
_ANSWER = b"HTTP/1.1 %d %b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%b"
_MISSING_PAGE = b"<!doctype html><title>Not found</title><h1>Not found</h1><p>There is no such page here."
_MISSING = _ANSWER % (404, b"Not Found", len(_MISSING_PAGE), _MISSING_PAGE)
_PAGE = (
    b'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>%b</title>\n'
    b'<link rel="canonical" href="http://%b/%b/article-%b"><meta name="description" content="%b">\n'
    b'<link rel="stylesheet" href="/style.css"></head>\n<body><nav><a href="/">Home</a> <a href="/about">About</a>'
    b"</nav>\n<main><article><h1>%b</h1>\n%b</article></main>\n<footer>For those who read</footer></body></html>\n"
)
_TEXT = (
    "river stone market winter letter garden bridge harbour teacher season engine history village mountain paper "
    "window question morning answer music country doctor island forest journey number kitchen summer record station "
    "the a of and to in is that was for on are with as his they at be this have from or had by not but what all were "
    "when we there can an your which their said if do will each about how up out them then she many some so these"
)
_WORDS = _TEXT.split()


@functools.cache
def _paragraphs() -> list[bytes]:
    chance = random.Random(13)
    paragraphs = []
    for number in range(997):
        words = " ".join(chance.choices(_WORDS, k=60))
        paragraphs.append(f"<p>Part {number}: {words} <a href='/part-{number}'>more of it</a>.</p>\n".encode())
    return paragraphs


def page(host: bytes, delay: bytes, number: bytes) -> bytes:
    """Return the answer with this page, headers included."""
    parts, start = _paragraphs(), int(number)
    text = b"".join([parts[(start * 31 + step * 17) % len(parts)] for step in range(_PARAGRAPHS_OF_A_PAGE)])
    title = b"Article %b: the %b and the %b" % (number, _word(start), _word(start // 7 + 3))
    body = _PAGE % (title, host, delay, number, title, title, text)
    return _ANSWER % (200, b"OK", len(body), body)


def _word(number: int) -> bytes:
    return _WORDS[number % len(_WORDS)].encode()


class Site(asyncio.Protocol):
    """One connection to a server; requests come one after the other, without bodies."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            request, self._received = self._received[: end + 2], self._received[end + 4 :]
            self._answer(request)

    def _answer(self, request: bytes) -> None:
        asked, host = _PATH.match(request), _HOST.search(request)
        if asked is None or host is None:
            self._send(_MISSING, request)
            return
        delay, number = asked.groups()
        answer = page(host[1], delay, number)
        if delay == b"0":
            self._send(answer, request)
        else:
            self._loop.call_later(int(delay) / 1000, self._send, answer, request)

    def _send(self, answer: bytes, request: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answer)
            if _CLOSE.search(request):
                self._transport.close()


@contextmanager
def serving() -> Iterator[int]:
    """Serve in processes of their own; gives the port."""
    context = multiprocessing.get_context("spawn")
    with socket.socket() as holder:  # keeps the port for the servers, which share it
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        holder.bind(("0.0.0.0", 0))
        port = int(holder.getsockname()[1])
        servers = []
        for _ in range(_PROCESSES):
            ours, theirs = context.Pipe()
            server = context.Process(target=_serve, args=(port, theirs), daemon=True)
            server.start()
            ours.recv()
            servers.append(server)
        try:
            yield port
        finally:
            for server in servers:
                server.terminate()
                server.join()


def _serve(port: int, ready: Connection) -> None:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    async def run() -> None:
        page(b"", b"0", b"0")  # makes the paragraphs
        loop = asyncio.get_running_loop()
        await loop.create_server(Site, "0.0.0.0", port, backlog=_BACKLOG, reuse_port=True)
        ready.send(None)
        await asyncio.Event().wait()

    asyncio.run(run())


if __name__ == "__main__":
    with serving() as chosen:
        print(chosen, flush=True)
        asyncio.run(asyncio.Event().wait())
