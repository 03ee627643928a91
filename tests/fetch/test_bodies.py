"""Bodies: bounded in size, time and memory; what arrived is used."""

import asyncio
import gzip
import time
import tracemalloc
import zlib
from datetime import UTC, datetime

import brotli
import pytest
from aiohttp import web

from linkwatch.config import CheckSettings
from linkwatch.errors import KilledError, LinkwatchError, MachineError, TooMuchWorkError
from linkwatch.evidence import Observation, PageFacts, Trouble, validators_of
from linkwatch.fetch import WebClient
from linkwatch.fetch.body import decompress
from linkwatch.judge import judge
from tests.fetch.conftest import LOOPBACK, OpenClient
from tests.servers.bombs import zeros_in_gzip, zeros_in_zlib
from tests.servers.raw import answering, dripping, raw_server

try:
    from compression import zstd
except ImportError:
    from backports import zstd

BODY = b"<html><title>hello</title>" + b"words and more words " * 1000
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
MEGA = 1_000_000


def bomb(encoding: str) -> bytes:
    """200 MB of zeros, compressed."""
    if encoding == "gzip":
        return zeros_in_gzip(200)
    if encoding == "deflate":
        return zeros_in_zlib(200)
    piece = bytes(MEGA)
    if encoding == "br":
        brotli_stream = brotli.Compressor(quality=1)
        return b"".join(brotli_stream.process(piece) for _ in range(200)) + brotli_stream.finish()
    zstd_stream = zstd.ZstdCompressor(level=1)
    return b"".join(zstd_stream.compress(piece) for _ in range(200)) + zstd_stream.flush()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
async def test_bomb_is_bounded_in_memory_and_time(open_client: OpenClient, encoding: str) -> None:
    packed = bomb(encoding)
    head = HTML + b"Content-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (encoding.encode(), len(packed))
    async with raw_server(answering(head + packed)) as server, open_client() as client:
        started = time.process_time()
        tracemalloc.start()
        visit = await client.visit(server.url())
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert (visit.http_status, visit.cut, visit.body_bytes) == (200, "size", 2_000_000)
        assert peak < 20 * MEGA
        assert time.process_time() - started < 10


def test_bomb_inside_a_bomb_is_bounded() -> None:
    packed = gzip.compress(zeros_in_gzip(50))
    body, more = decompress(packed, "gzip, gzip", 100_000)
    assert (len(body), more) == (100_000, True)


def test_more_encodings_than_three_are_not_undone() -> None:
    packed = BODY
    for _ in range(5):
        packed = gzip.compress(packed)
    assert decompress(packed, ", ".join(["gzip"] * 5), MEGA)[0] != BODY


def test_zstd_that_asks_for_too_much_memory_is_refused() -> None:
    options = {zstd.CompressionParameter.window_log: 27, zstd.CompressionParameter.enable_long_distance_matching: 1}
    stream = zstd.ZstdCompressor(options=options)
    packed = stream.compress(BODY) + stream.flush()
    assert decompress(packed, "zstd", MEGA) == (packed, False)


RAW_DEFLATE = zlib.compressobj(wbits=-15)
GOOD = {
    "gzip": gzip.compress(BODY, mtime=0),
    "GZIP": gzip.compress(BODY, mtime=0),
    "x-gzip": gzip.compress(BODY, mtime=0),
    "gzip, identity": gzip.compress(BODY, mtime=0),
    "deflate": zlib.compress(BODY),
    "deflate ": RAW_DEFLATE.compress(BODY) + RAW_DEFLATE.flush(),
    "br": brotli.compress(BODY),
    "zstd": zstd.compress(BODY),
    "deflate, gzip": gzip.compress(zlib.compress(BODY), mtime=0),
    "gzip ": gzip.compress(BODY[:99], mtime=0) + gzip.compress(BODY[99:], mtime=0),
    " gzip": gzip.compress(BODY, mtime=0) + b"trailing rubbish",
    "": BODY,
    "utf-8": BODY,
}


@pytest.mark.parametrize(("encoding", "packed"), GOOD.items())
def test_encoding_is_undone(encoding: str, packed: bytes) -> None:
    assert decompress(packed, encoding, MEGA) == (BODY, False)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_broken_off_encoding_gives_its_good_part(encoding: str) -> None:
    text = b"".join(b"%d words and more words\n" % number for number in range(5_000))
    packers = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}
    packed = packers[encoding](text)
    body, _ = decompress(packed[: len(packed) // 2], encoding, MEGA)
    assert len(body) > 1000 or encoding == "zstd"  # zstd gives whole blocks only
    assert text.startswith(body) or body == packed[: len(packed) // 2]


def test_damaged_gzip_gives_what_came_before_the_damage() -> None:
    text = b"".join(b"%d words and more words\n" % number for number in range(20_000))
    packed = bytearray(gzip.compress(text))
    packed[len(packed) // 2 : len(packed) // 2 + 200] = bytes(200)
    body, _ = decompress(bytes(packed), "gzip", MEGA)
    assert body[:1000] == text[:1000]


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": request.query.get("type", "text/html")})
    await response.prepare(request)
    try:
        while True:
            await response.write(b"<p>more and more</p>" * 500)
    except ConnectionError:
        return response


async def test_endless_body_is_cut_at_max_body(open_client: OpenClient, aiohttp_server) -> None:  # type: ignore[no-untyped-def]  # plugin's
    app = web.Application()
    app.router.add_get("/", endless)
    server = await aiohttp_server(app)
    async with open_client(max_body=50_000) as client:
        visit = await client.visit(str(server.make_url("/")))
        assert (visit.http_status, visit.cut, visit.body_bytes) == (200, "size", 50_000)


async def test_files_are_read_no_further_than_their_beginning(open_client: OpenClient, aiohttp_server) -> None:  # type: ignore[no-untyped-def]  # plugin's
    async def video(request: web.Request) -> web.Response:
        return web.Response(body=b"\x00\x01" * 500_000, content_type="video/mp4")

    async def mislabelled(request: web.Request) -> web.Response:
        return web.Response(body=BODY, content_type="application/octet-stream")

    app = web.Application()
    app.router.add_get("/video", video)
    app.router.add_get("/page", mislabelled)
    server = await aiohttp_server(app)
    async with open_client() as client:
        visit = await client.visit(str(server.make_url("/video")))
        assert visit.cut == "not-needed"
        assert 4096 <= visit.body_bytes < 500_000
        visit = await client.visit(str(server.make_url("/page")))
        assert (visit.cut, visit.body_bytes) == (None, len(BODY))


async def test_dripping_body_is_cut_after_the_time_out(open_client: OpenClient) -> None:
    drip = dripping(HTML + b"\r\n<title>slow</title>")
    async with raw_server(drip) as server, open_client(timeout=1) as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, visit.cut, visit.trouble) == (200, "time", None)
        assert visit.page is not None
        assert visit.page.title == "slow"


@pytest.mark.parametrize(
    "head",
    [b"Content-Length: 99999\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % (len(BODY) + 99)],
)
async def test_truncated_body_is_used_as_far_as_it_came(open_client: OpenClient, head: bytes) -> None:
    async with raw_server(answering(HTML + head + BODY)) as server, open_client() as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, visit.cut, visit.body_bytes) == (200, "connection", len(BODY))


async def test_body_after_a_redirect_is_not_waited_for(open_client: OpenClient) -> None:
    async def script(request: bytes, writer: asyncio.StreamWriter) -> None:
        if request.startswith(b"GET /end "):
            writer.write(HTML + b"Content-Length: 2\r\n\r\nok")
        else:
            writer.write(b"HTTP/1.1 302 X\r\nLocation: /end\r\nContent-Length: 999999\r\n\r\nnever all of it")

    async with raw_server(script) as server, open_client(timeout=60) as client:
        visit = await client.visit(server.url())
        assert visit.http_status == 200
        assert visit.elapsed_ms < 30_000  # waiting would take the whole time-out


async def test_chunks_of_one_byte_cost_little_and_hold_up_nobody(open_client: OpenClient) -> None:
    chunks = b"Transfer-Encoding: chunked\r\nodd line\r\n\r\n" + b"1\r\nx\r\n" * 100_000 + b"0\r\n\r\n"
    turns = 0

    async def count_turns() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    async with raw_server(answering(HTML + chunks)) as server, open_client(timeout=60) as client:
        counting = asyncio.ensure_future(count_turns())
        started = time.process_time()
        visit = await client.visit(server.url())
        assert time.process_time() - started < 2
        counting.cancel()
    assert (visit.http_status, visit.cut, visit.body_bytes) == (200, None, 100_000)
    assert turns > len(chunks) / 65_536


async def test_a_page_that_is_too_much_work_is_a_trouble_of_a_server_that_answered() -> None:
    async def read_page(body: bytes, media_type: str | None, charset: str | None, url: str) -> PageFacts:
        raise TooMuchWorkError("reading it takes more than 4 seconds of computing")

    answer = HTML + b"ETag: x\r\nContent-Length: 4\r\n\r\nxxxx"
    settings = CheckSettings(allow_private=LOOPBACK)
    async with raw_server(answering(answer)) as server, WebClient(settings, read_page) as client:
        visit = await client.visit(server.url())
    assert (visit.trouble, visit.http_status, visit.body_bytes) == (Trouble.TOO_MUCH_WORK, 200, 4)
    assert visit.detail == "reading it takes more than 4 seconds of computing"
    assert validators_of(visit) is None  # "not modified" would say nothing of a page that nobody has read
    assert visit.requests == 1


@pytest.mark.parametrize(
    "error", [RecursionError("too deep"), RuntimeError("what could not travel"), ValueError("odd")]
)
async def test_a_page_at_which_our_reader_fails_is_never_alive(error: Exception) -> None:
    async def read_page(body: bytes, media_type: str | None, charset: str | None, url: str) -> PageFacts:
        raise error

    answer = HTML + b"ETag: x\r\nContent-Length: 4\r\n\r\nxxxx"
    settings = CheckSettings(allow_private=LOOPBACK)
    async with raw_server(answering(answer)) as server, WebClient(settings, read_page) as client:
        visit = await client.visit(server.url())
    assert (visit.trouble, visit.http_status) == (Trouble.TOO_MUCH_WORK, 200)
    assert visit.detail == f"reading it fails ({type(error).__name__})"
    assert validators_of(visit) is None
    verdict = judge(Observation(visit.url, datetime(2026, 11, 22, tzinfo=UTC), visit))
    assert (verdict.status, verdict.counts_as_failed) == ("failing", False)


@pytest.mark.parametrize("error", [TooMuchWorkError("reading it takes more than 4 seconds"), RecursionError()])
@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, ("dead", "http-404")),
        (410, ("dead", "http-410")),
        (403, ("blocked", "forbidden")),
        (451, ("blocked", "legal")),
        (503, ("failing", "http-503")),
    ],
)
async def test_an_error_page_that_cannot_be_read_is_judged_by_its_status(
    status: int, expected: tuple[str, str], error: Exception
) -> None:
    async def read_page(body: bytes, media_type: str | None, charset: str | None, url: str) -> PageFacts:
        raise error

    answer = b"HTTP/1.1 %d X\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nxxxx" % status
    settings = CheckSettings(allow_private=LOOPBACK, retries=0)
    async with raw_server(answering(answer)) as server, WebClient(settings, read_page) as client:
        visit = await client.visit(server.url())
    assert (visit.trouble, visit.http_status) == (None, status)
    assert "reading it" in (visit.detail or "")
    verdict = judge(Observation(visit.url, datetime(2026, 11, 22, tzinfo=UTC), visit))
    assert (verdict.status, verdict.reason) == expected
    assert verdict.counts_as_failed == (verdict.status != "blocked")


@pytest.mark.parametrize("is_passing", [True, False])
async def test_a_want_of_processes_that_read_is_waited_out(is_passing: bool) -> None:
    waited: list[float] = []

    async def read_page(body: bytes, media_type: str | None, charset: str | None, url: str) -> PageFacts:
        if is_passing and len(waited) == 2:
            return PageFacts("text/html", title="there")
        raise MachineError("no process can be started that reads pages: Resource temporarily unavailable")

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    answer = HTML + b"Content-Length: 4\r\n\r\nxxxx"
    settings = CheckSettings(allow_private=LOOPBACK)
    async with raw_server(answering(answer)) as server, WebClient(settings, read_page, sleep=sleep) as client:
        if is_passing:
            visit = await client.visit(server.url())
            assert visit.page is not None
            assert visit.page.title == "there"
        else:
            with pytest.raises(MachineError, match="no process can be started"):
                await client.visit(server.url())
        assert len(server.requests) == 1
    assert waited == ([0.5, 1] if is_passing else [0.5, 1, 2, 4, 8])


async def test_a_page_whose_readers_are_killed_each_time_stops_no_other() -> None:
    waited: list[float] = []

    async def read_page(body: bytes, media_type: str | None, charset: str | None, url: str) -> PageFacts:
        raise KilledError("two processes that read pages were killed one after the other")

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    answer = HTML + b"Content-Length: 4\r\n\r\nxxxx"
    settings = CheckSettings(allow_private=LOOPBACK)
    async with raw_server(answering(answer)) as server, WebClient(settings, read_page, sleep=sleep) as client:
        visit = await client.visit(server.url())
    assert (visit.trouble, len(waited)) == (Trouble.TOO_MUCH_WORK, 5)


async def test_a_machine_on_which_no_page_can_be_read_judges_none() -> None:
    async def read_page(body: bytes, media_type: str | None, charset: str | None, url: str) -> PageFacts:
        raise LinkwatchError("no process can be started that reads pages: out of memory")

    answer = HTML + b"Content-Length: 4\r\n\r\nxxxx"
    settings = CheckSettings(allow_private=LOOPBACK)
    async with raw_server(answering(answer)) as server, WebClient(settings, read_page) as client:
        with pytest.raises(LinkwatchError, match="out of memory"):
            await client.visit(server.url())
