"""What is tried again, how often, and how a whole host is held back."""

import asyncio
import time
from datetime import UTC, datetime

import pytest

from linkwatch.evidence import Trouble
from linkwatch.fetch.headers import parse_retry_after
from tests.fetch.conftest import OpenClient, SkippingClock
from tests.servers.raw import answering, raw_server

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def status(number: int, *headers: str) -> bytes:
    lines = "".join(f"{header}\r\n" for header in headers)
    return f"HTTP/1.1 {number} X\r\nContent-Length: 0\r\n{lines}\r\n".encode()


@pytest.mark.parametrize("number", [408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524])
async def test_passing_answers_are_tried_again(open_client: OpenClient, number: int) -> None:
    answers = answering(status(number), status(number), OK)
    async with raw_server(answers) as server, open_client(retries=2, timeout=20) as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, visit.requests) == (200, 3)
        assert visit.detail == "answered (after 3 tries)"


@pytest.mark.parametrize("number", [400, 401, 403, 404, 405, 410, 451, 501, 999])
async def test_settled_answers_are_not(open_client: OpenClient, number: int) -> None:
    async with raw_server(answering(status(number))) as server, open_client(retries=3) as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, visit.requests, visit.detail) == (number, 1, None)


async def test_last_answer_counts(open_client: OpenClient, clock: SkippingClock) -> None:
    answers = answering(status(500), status(502), status(503))
    async with raw_server(answers) as server, open_client(retries=2, timeout=20) as client:
        visit = await client.visit(server.url())
    assert (visit.http_status, visit.requests, visit.detail) == (503, 3, "HTTP 503 (after 3 tries)")
    assert 0.75 <= clock.naps[0] <= 1.25
    assert 2.25 <= clock.naps[1] <= 3.75


async def test_no_retries_means_one_request(open_client: OpenClient) -> None:
    async with raw_server(answering(status(503))) as server, open_client(retries=0) as client:
        assert (await client.visit(server.url())).requests == 1


async def test_resets_are_tried_again(open_client: OpenClient) -> None:
    async with raw_server(answering(b"", b"", OK)) as server, open_client(retries=2, timeout=20) as client:
        assert (await client.visit(server.url())).http_status == 200


async def test_answer_that_broke_off_before_its_body_is_tried_again(open_client: OpenClient) -> None:
    cut_off = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
    async with raw_server(answering(cut_off, OK)) as server, open_client(retries=2) as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, visit.body_bytes, visit.requests) == (200, 2, 2)


async def test_refusal_is_tried_once_more(open_client: OpenClient) -> None:
    async with open_client(retries=5) as client:
        visit = await client.visit("http://127.0.0.1:1/")
        assert (visit.trouble, visit.requests) == (Trouble.CONNECT_REFUSED, 2)


async def test_only_the_failing_hop_is_repeated(open_client: OpenClient) -> None:
    answers = answering(status(302, "Location: /b"), status(503), OK)
    async with raw_server(answers) as server, open_client(retries=2) as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, len(visit.hops)) == (200, 1)
        assert [line.split()[1] for line in server.request_lines] == ["/", "/b", "/b"]


async def test_short_retry_after_is_waited_out(open_client: OpenClient, clock: SkippingClock) -> None:
    async with raw_server(answering(status(429, "Retry-After: 7"), OK)) as server, open_client(retries=2) as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, visit.requests) == (200, 2)
        assert sum(clock.naps) == pytest.approx(7, abs=0.5)


async def test_long_retry_after_ends_the_visit_and_holds_back_the_host(open_client: OpenClient) -> None:
    async with raw_server(answering(status(429, "Retry-After: 3600"))) as server, open_client(retries=2) as client:
        first = await client.visit(server.url("/1"))
        second = await client.visit(server.url("/2"))
        assert (first.http_status, first.requests, first.retry_after) == (429, 1, 3600)
        assert (second.trouble, second.http_status, second.requests) == (Trouble.RATE_LIMITED, None, 0)
        assert second.retry_after == pytest.approx(3600, abs=5)
        assert len(server.requests) == 1


async def test_pause_of_one_host_is_not_anothers(open_client: OpenClient) -> None:
    async with (
        raw_server(answering(status(429, "Retry-After: 3600"))) as server,
        raw_server(answering(OK), host="127.0.0.2") as other,
        open_client() as client,
    ):
        await client.visit(server.url())
        assert (await client.visit(other.url())).http_status == 200


async def test_endless_429_without_a_time_is_left_alone_longer_and_longer(
    open_client: OpenClient, clock: SkippingClock
) -> None:
    async with raw_server(answering(status(429))) as server, open_client(retries=2, timeout=20) as client:
        visits = [await client.visit(server.url(f"/{number}")) for number in range(10)]
        assert (visits[0].http_status, visits[0].requests) == (429, 3)
        assert sum(clock.naps) < 60
        assert visits[-1].trouble is Trouble.RATE_LIMITED
        assert len(server.requests) <= 6


async def test_host_is_waited_for_as_long_as_the_settings_allow(open_client: OpenClient, clock: SkippingClock) -> None:
    busy = status(429, "Retry-After: 50")
    async with raw_server(answering(busy, OK)) as server, open_client(retries=2, retry_after_max=60) as client:
        async with client.host(f"127.0.0.1:{server.port}") as host:
            visits = await asyncio.gather(*(host.visit(server.url(f"/{number}")) for number in range(12)))
        assert {visit.http_status for visit in visits} == {200}
        assert 45 < clock.monotonic() - time.monotonic() < 70
        assert len(server.requests) == 13


async def test_host_that_wants_more_is_not_waited_for(open_client: OpenClient, clock: SkippingClock) -> None:
    busy = status(429, "Retry-After: 61")
    async with raw_server(answering(busy, OK)) as server, open_client(retries=2, retry_after_max=60) as client:
        first = await client.visit(server.url("/first"))
        others = [await client.visit(server.url(f"/{number}")) for number in range(11)]
    assert (first.http_status, sum(clock.naps)) == (429, 0)
    assert {(visit.trouble, visit.requests) for visit in others} == {(Trouble.RATE_LIMITED, 0)}


async def test_pause_after_pause_is_waited_for_no_longer_in_all(open_client: OpenClient, clock: SkippingClock) -> None:
    """Ten links of a host that wants twenty seconds each time: not twenty for each of them."""
    busy = status(429, "Retry-After: 20")
    async with raw_server(answering(busy)) as server, open_client(retries=0, retry_after_max=60) as client:
        visits = [await client.visit(server.url(f"/{number}")) for number in range(10)]
    assert 30 < sum(clock.naps) < 65
    assert [visit.http_status for visit in visits[:3]] == [429, 429, 429]
    assert visits[-1].trouble is Trouble.RATE_LIMITED


async def test_answer_in_between_begins_the_count_anew(open_client: OpenClient, clock: SkippingClock) -> None:
    busy = status(429, "Retry-After: 40")
    async with raw_server(answering(*[busy, OK] * 5)) as server, open_client(retries=1, retry_after_max=60) as client:
        visits = [await client.visit(server.url(f"/{number}")) for number in range(5)]
    assert {visit.http_status for visit in visits} == {200}
    assert sum(clock.naps) > 190


NOW = datetime(2026, 11, 22, 8, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("99999999999999999999", 86400),
        ("Sun, 22 Nov 2026 08:01:40 GMT", 100),
        ("Sun, 22 Nov 2026 07:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86400),
        ("Sunday, 22-Nov-26 08:01:40 GMT", 100),
        ("", None),
        ("-5", None),
        ("soon", None),
        ("1.5", None),
        ("Sun, 99 Nov 2026 08:01:40 GMT", None),
        ("\u0661\u0662", None),
    ],
)
def test_retry_after_is_read_as_seconds(value: str, seconds: float | None) -> None:
    assert parse_retry_after(value, NOW) == seconds
