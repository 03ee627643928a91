"""pywb replays the project's own WARC files, and its key of a URL is ours."""

import asyncio
import gzip
import subprocess
import urllib.error
import urllib.request
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from linkwatch.archive.warc import WarcFolder, key_of
from linkwatch.config import CheckSettings
from linkwatch.fetch import WebClient
from tests.pywb.conftest import COMMANDS
from tests.servers.raw import raw_server

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PAGE = b"<!doctype html><title>A page</title><p>Words that were here." + b" And more of them." * 20

URLS = (
    "http://www.Example.org:80/Page/?b=1&a=2",
    "https://example.org/a/",
    "http://127.0.0.1:8080/x",
    "http://example.org",
    "http://example.org/%E6%97%A5?q=%C3%BC",
    "http://example.org/a%20b/c%2Fd",
    "http://example.org/a//b",
    "http://www2.example.org/?",
    "http://example.org/?a=b&&c=%26",
    "http://example.org/x;y=1,2?z=a+b",
)


def replayed(pywb: str, timestamp: str, url: str) -> bytes:
    with urllib.request.urlopen(f"{pywb}/own/{timestamp}id_/{url}") as response:
        assert response.status == 200
        body: bytes = response.read()
        return gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body


def test_what_was_recorded_is_replayed(collections: Path, pywb: str) -> None:
    html = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    chunks = b"9\r\n" + PAGE[:9] + b"\r\n%x\r\n" % len(PAGE[9:]) + PAGE[9:] + b"\r\n0\r\n\r\n"
    answers = {
        b"/length": html + b"Content-Length: %d\r\n\r\n" % len(PAGE) + PAGE,
        b"/chunks": html + b"Transfer-Encoding: chunked\r\n\r\n" + chunks,
        b"/packed": html + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE),
        b"/moved": b"HTTP/1.1 301 Moved\r\nLocation: /length\r\nContent-Length: 0\r\n\r\n",
    }

    async def script(request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(answers[request.split(b" ")[1]])
        await writer.drain()
        writer.close()

    async def record() -> list[tuple[str, str]]:
        settings = CheckSettings(allow_private=["127.0.0.0/8"], host_interval=0)
        taken = []
        async with raw_server(script) as server, WebClient(settings, None) as client:
            with WarcFolder(collections / "own", NOW) as folder:
                for path in ("/length", "/chunks", "/packed", "/moved"):
                    exchanges = await client.record(server.url(path), 1_000_000)
                    taken.append((folder.add(exchanges).timestamp, server.url(path)))
                (again,) = await client.record(server.url("/chunks"), 1_000_000)
                again = replace(again, at=again.at + timedelta(days=1))
                taken.append((folder.add([again]).timestamp, server.url("/chunks")))  # a revisit
        return taken

    for timestamp, url in asyncio.run(record()):
        if url.endswith("/moved"):
            assert moved_to(pywb, timestamp, url).endswith("/length")
        else:
            assert replayed(pywb, timestamp, url) == PAGE, url


def moved_to(pywb: str, timestamp: str, url: str) -> str:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.build_opener(Stay).open(f"{pywb}/own/{timestamp}id_/{url}")
    with caught.value as answer:
        assert answer.code == 301
        return str(answer.headers["Location"])


def test_our_key_of_a_url_is_pywbs() -> None:
    program = "import sys; from pywb.utils.canonicalize import canonicalize as c; [print(c(u)) for u in sys.argv[1:]]"
    done = subprocess.run([COMMANDS / "python", "-c", program, *URLS], capture_output=True, check=True, text=True)
    assert [key_of(url) for url in URLS] == done.stdout.splitlines()
