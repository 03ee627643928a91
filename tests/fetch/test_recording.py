"""Exchanges recorded byte for byte, under the same guard as every look."""

import asyncio
import gzip

import pytest

from linkwatch.errors import InputError
from tests.fetch.conftest import OpenClient
from tests.servers.raw import raw_server

PAGE = b"<title>A page</title>"
LENGTH = b"HTTP/1.1 200 OK\r\nX-odd:   a\r\ncontent-LENGTH: %d\r\n\r\n" % len(PAGE)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
CHUNKS = b"5;x=y\r\n" + PAGE[:5] + b"\r\n10\r\n" + PAGE[5:] + b"\r\n0\r\n\r\n"


def saying(*answers: bytes):  # type: ignore[no-untyped-def]
    waiting = list(answers)

    async def script(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(waiting.pop(0) if len(waiting) > 1 else waiting[0])
        await writer.drain()
        writer.close()

    return script


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (LENGTH, PAGE),
        (CHUNKED, CHUNKS),
        (b"HTTP/1.0 200 OK\r\n\r\n", PAGE),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(PAGE)),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b""),
    ],
    ids=["length", "chunks", "to the end", "compressed", "nothing"],
)
async def test_head_and_body_are_kept_as_sent(open_client: OpenClient, head: bytes, body: bytes) -> None:
    async with raw_server(saying(b"HTTP/1.1 103 Early Hints\r\n\r\n" + head + body)) as server, open_client() as client:
        (exchange,) = await client.record(server.url("/a?b=c"), 1000)
    assert (exchange.head, exchange.body) == (head, body)
    assert exchange.request == server.requests[0]
    assert exchange.request.startswith(b"GET /a?b=c HTTP/1.1\r\n")
    assert b"Accept-Encoding: gzip\r\n" in exchange.request
    assert (exchange.ip, exchange.is_cut) == ("127.0.0.1", False)


async def test_what_follows_the_promised_length_is_no_part_of_the_body(open_client: OpenClient) -> None:
    async with raw_server(saying(LENGTH + PAGE + b"and more")) as server, open_client() as client:
        (exchange,) = await client.record(server.url(), 1000)
    assert exchange.body == PAGE


async def test_redirects_are_kept_too(open_client: OpenClient) -> None:
    moved = b"HTTP/1.1 301 Moved\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n"
    async with raw_server(saying(moved, LENGTH + PAGE)) as server, open_client() as client:
        exchanges = await client.record(server.url("/here"), 1000)
    assert [(one.url.rpartition("/")[2], one.http_status) for one in exchanges] == [("here", 301), ("there", 200)]


async def test_of_a_redirects_body_little_is_kept(open_client: OpenClient) -> None:
    moved = b"HTTP/1.1 301 Moved\r\nLocation: /there\r\nContent-Length: 900000\r\n\r\n" + b"x" * 900_000
    long = b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n" + b"x" * 900_000
    async with raw_server(saying(moved, long)) as server, open_client() as client:
        redirect, page = await client.record(server.url("/here"), 1_000_000)
    assert (redirect.is_cut, page.is_cut, len(page.body)) == (True, False, 900_000)
    assert len(redirect.body) < 300_000


async def test_a_body_without_end_is_cut(open_client: OpenClient) -> None:
    async def endless(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"x" * 10_000)
            await writer.drain()

    async with raw_server(endless) as server, open_client() as client:
        (exchange,) = await client.record(server.url(), 50_000)
    assert exchange.is_cut
    assert len(exchange.body) < 500_000


async def test_a_body_that_is_nearly_all_chunk_extensions_is_cut_too(open_client: OpenClient) -> None:
    async def wordy(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"1;" + b"x" * 10_000 + b"\r\nx\r\n")
            await writer.drain()

    async with raw_server(wordy) as server, open_client() as client:
        (exchange,) = await client.record(server.url(), 50_000)
    assert exchange.is_cut
    assert len(exchange.body) < 500_000


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 503 Not Now\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\ncut off",
        CHUNKED + CHUNKS[:-9],
        b"220 mail.example ESMTP\r\n\r\n",
        b"",
        b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: mailto:x@y.example\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://me:hush@127.0.0.1/\r\n\r\n",
    ],
)
async def test_what_is_no_page_is_not_kept(open_client: OpenClient, answer: bytes) -> None:
    async with raw_server(saying(answer)) as server, open_client() as client:
        with pytest.raises(InputError) as caught:
            await client.record(server.url(), 1000)
    assert "hush" not in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_a_server_that_says_nothing_is_left_in_time(open_client: OpenClient) -> None:
    async def silent(_: bytes, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)

    async with raw_server(silent) as server, open_client(timeout=0.1) as client:
        with pytest.raises(InputError):
            await client.record(server.url(), 1000)


async def test_a_private_address_is_not_asked_nor_a_redirect_to_one(open_client: OpenClient) -> None:
    async with raw_server(saying(LENGTH + PAGE)) as inside, open_client(allow_private=["127.0.0.1/32"]) as client:
        to = f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:{inside.port}/\r\n\r\n".encode()
        async with raw_server(saying(to)) as outside:
            with pytest.raises(InputError):
                await client.record(outside.url(), 1000)
    assert inside.connections == 0
