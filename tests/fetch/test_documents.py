"""Reading whole documents: the articles themselves."""

import asyncio

import pytest
from aiohttp import web

from linkwatch.errors import InputError, TooLargeError
from linkwatch.fetch.body import BodyLimits
from tests.fetch.conftest import OpenClient
from tests.servers.raw import answering, dripping, raw_server


async def test_document_is_read_whole_after_its_redirects(open_client: OpenClient, aiohttp_server) -> None:  # type: ignore[no-untyped-def]  # plugin's
    body = b"\xe4\xf6\xfc" * 1_000_000

    async def article(request: web.Request) -> web.Response:
        response = web.Response(body=body, headers={"Content-Type": 'Text/HTML; Charset="ISO-8859-1"'})
        response.enable_compression()
        return response

    async def old(request: web.Request) -> web.Response:
        return web.Response(status=301, headers={"Location": "/article#top"})

    app = web.Application()
    app.router.add_get("/old", old)
    app.router.add_get("/article", article)
    server = await aiohttp_server(app)
    async with open_client(max_body=1000) as client:
        document = await client.read_document(str(server.make_url("/old")))
    assert document.url == str(server.make_url("/article"))
    assert (document.status, document.media_type, document.charset) == (200, "text/html", "ISO-8859-1")
    assert document.body == body


async def test_binary_document_is_read_whole_too(open_client: OpenClient) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/gzip\r\nContent-Length: 9000\r\n\r\n" + b"\x1f" * 9000
    async with raw_server(answering(answer)) as server, open_client() as client:
        assert (await client.read_document(server.url())).body == b"\x1f" * 9000


async def test_status_of_an_error_page_is_given(open_client: OpenClient) -> None:
    async with (
        raw_server(answering(b"HTTP/1.1 404 X\r\nContent-Length: 4\r\n\r\ngone")) as server,
        open_client() as client,
    ):
        document = await client.read_document(server.url())
        assert (document.status, document.body) == (404, b"gone")


async def test_no_answer_is_one_clear_line_without_secrets(open_client: OpenClient) -> None:
    async with open_client() as client:
        with pytest.raises(InputError) as caught:
            await client.read_document("http://user:secret@127.0.0.1:1/feed")
    assert str(caught.value).startswith("http://***@127.0.0.1:1/feed: cannot be read: connect-refused")
    assert "\n" not in str(caught.value)


async def test_private_address_is_refused(open_client: OpenClient) -> None:
    async with raw_server(answering(b"")) as canary, open_client(allow_private=[]) as client:
        with pytest.raises(InputError, match="private-address"):
            await client.read_document(canary.url())
        assert canary.connections == 0


async def test_broken_off_document_is_no_document(open_client: OpenClient) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf"
    async with raw_server(answering(answer)) as server, open_client() as client:
        with pytest.raises(InputError, match="broke off"):
            await client.read_document(server.url())


async def test_too_large_document_is_refused(open_client: OpenClient) -> None:
    large = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * ((1 << 20) + 1)
    async with raw_server(answering(large)) as server, open_client() as client:
        with pytest.raises(TooLargeError, match="larger than 1 MB"):
            await client.read_document(server.url(), most=1 << 20)
        assert len((await client.read_document(server.url())).body) == (1 << 20) + 1


async def test_client_outside_its_context_is_a_mistake_of_ours(open_client: OpenClient) -> None:
    async with open_client() as client:
        pass
    with pytest.raises(RuntimeError, match="outside its context"):
        await client.visit("http://127.0.0.1/")


async def test_a_document_that_drips_is_given_up_after_the_time_out(open_client: OpenClient) -> None:
    drip = dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    async with raw_server(drip) as server, open_client(timeout=0.5) as client:
        with pytest.raises(InputError, match=r"sent too slowly: after 0\.5 s less than 32 KB a second"):
            await client.read_document(server.url())


async def test_a_document_on_a_slow_line_may_take_longer_than_the_time_out(open_client: OpenClient) -> None:
    async def slowly(request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 160000\r\n\r\n")
        for _ in range(16):
            writer.write(b"x" * 10_000)
            await writer.drain()
            await asyncio.sleep(0.05)

    async with raw_server(slowly) as server, open_client(timeout=0.4) as client:
        assert len((await client.read_document(server.url())).body) == 160_000


@pytest.mark.parametrize(("received", "seconds"), [(0, 20), (32 * 1024, 21), (64 * 2**20, 300)])
def test_how_long_a_document_may_take_follows_from_what_has_come(received: int, seconds: float) -> None:
    assert BodyLimits(64 * 2**20, 300, whole=True, patience=20).seconds_for(received) == seconds
