"""Lines that are made to be hard to match cost no more than their length."""

import time
from datetime import UTC, datetime

import pytest

from linkwatch.fetch.headers import read_headers
from linkwatch.fetch.lenient import NotHttpError, parse_head
from tests.fetch.conftest import OpenClient
from tests.servers.raw import answering, raw_server

SPACES = b" " * 60_000
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(autouse=True)
def little_time():  # type: ignore[no-untyped-def]  # a fixture
    """The processor's time, which other programs do not use up."""
    started = time.process_time()
    yield
    assert time.process_time() - started < 2


def test_content_type() -> None:
    answer = read_headers(200, [(b"Content-Type", b"text/html; charset=" + SPACES + b";")], NOW)
    assert (answer.media_type, answer.charset) == ("text/html", None)


@pytest.mark.parametrize("start", [b"HTTP", b"HTTP/1.1", b"ICY", b""])
def test_status_line(start: bytes) -> None:
    with pytest.raises(NotHttpError):
        parse_head(start + SPACES + b"x\r\n")


def test_folded_header() -> None:
    _, headers = parse_head(b"HTTP/1.1 200 OK\nX: 1" + b"\n 2" * 80_000)
    assert headers == [(b"X", b"1" + b" 2" * 80_000)]


async def test_size_of_a_chunk(open_client: OpenClient) -> None:
    head = b"HTTP/1.1 200 OK\r\nodd line\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    async with raw_server(answering(head + b"5" + SPACES + b"x\r\n")) as server, open_client() as client:
        visit = await client.visit(server.url())
    assert (visit.http_status, visit.cut, visit.body_bytes) == (200, "connection", len(SPACES) + 4)
