"""Whatever bytes come back, a visit ends in bounds with an answer or a trouble."""

import asyncio
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkwatch.config import CheckSettings
from linkwatch.fetch import WebClient
from linkwatch.fetch.body import decompress
from linkwatch.fetch.headers import parse_retry_after
from linkwatch.fetch.tls import browser_like_context
from tests.fetch.conftest import LOOPBACK, read_page
from tests.fetch.test_retry import NOW
from tests.servers.raw import answering, raw_server

TOKENS = st.sampled_from(
    [
        b"HTTP/1.1 200 OK", b"HTTP/1.1 302 Found", b"HTTP/1.0 404", b"HTTP/1.1 100 Continue", b"ICY 200", b"\r\n",
        b"\n", b"\r\n\r\n", b"Content-Length: ", b"5", b"-1", b"Transfer-Encoding: chunked", b"5\r\nabcde\r\n",
        b"0\r\n\r\n",
        b"Content-Encoding: gzip", b"Content-Encoding: br, zstd", b"Content-Type: text/html", b"Location: /b",
        b"Location: http://[", b"Set-Cookie: a=b; Domain=;", b"Set-Cookie: \xff=\x01; Path=/\xff; Max-Age=x",
        b"Refresh: 0;url=/x", b": ", b" ", b"\x00", b"\xff\xfe", b"<html>", b"\x1f\x8b\x08\x00", b"a" * 70_000,
    ]
)  # fmt: skip
TLS = browser_like_context()  # costly to make, and no example needs it
ANSWERS = st.lists(TOKENS | st.binary(max_size=40), max_size=15).map(b"".join)
HTTP_ANSWERS = ANSWERS.map(lambda rest: b"HTTP/1.1 200 OK\r\n" + rest)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ANSWERS | HTTP_ANSWERS, min_size=1, max_size=3))
def test_no_answer_raises_or_hangs(answers: list[bytes]) -> None:
    async def visit() -> None:
        check = CheckSettings(allow_private=LOOPBACK, timeout=1, retries=0, host_interval=0, max_redirects=3)
        async with raw_server(answering(*answers)) as server, WebClient(check, read_page, ssl_context=TLS) as client:
            seen = await client.visit(server.url())
        assert (seen.http_status is None) != (seen.trouble is None)
        assert seen.body_bytes <= check.max_body
        for text in (seen.detail or "", *seen.headers.values(), *(hop.location or "" for hop in seen.hops)):
            assert text.isprintable() or not any(char in text for char in "\r\n\0")
            text.encode()

    started = time.monotonic()
    asyncio.run(visit())
    assert time.monotonic() - started < 30


@given(st.binary(max_size=500), st.text(max_size=30) | st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br"]))
def test_decompression_takes_anything(raw: bytes, encoding: str) -> None:
    body, _ = decompress(raw, encoding, 1000)
    assert len(body) <= 1000


@given(st.text(max_size=60))
def test_retry_after_takes_anything(value: str) -> None:
    seconds = parse_retry_after(value, NOW)
    assert seconds is None or 0 <= seconds <= 86400
