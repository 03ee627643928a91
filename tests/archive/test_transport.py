"""The archive's limits are kept, and an archive in trouble costs bounded time."""

import asyncio
import socket
import ssl
import time

import pytest
import trustme

from linkwatch.archive import Spent
from linkwatch.archive.health import FAILURES_IN_A_ROW, Health
from linkwatch.archive.transport import Answer, Transport, retry_after
from linkwatch.errors import ArchiveUnavailableError
from tests.archive.conftest import USER_AGENT, Clock
from tests.servers.raw import dripping, raw_server
from tests.standin.wayback import RESET, UNAVAILABLE, Trouble, WaybackStandin, too_many

HANG = Trouble(delay=30)
OK = Trouble(200, "fine")


async def get(transport: Transport, base_url: str, spent: Spent | None = None) -> Answer:
    answer = await transport.get(base_url + "/cdx/search/cdx?url=x", spent=spent or Spent())
    transport.trust()
    return answer


async def test_every_window_of_a_minute_holds_the_limit(base_url: str, clock: Clock, standin: WaybackStandin) -> None:
    starts: list[float] = []
    limited = Transport(base_url, user_agent=USER_AGENT, requests_per_minute=6, clock=clock, sleep=clock.sleep)

    async def lookup() -> None:
        await get(limited, base_url)
        starts.append(clock.now)

    async with limited:
        await asyncio.gather(*(lookup() for _ in range(20)))
    assert len(standin.requests) == 20
    starts.sort()
    assert all(later - earlier >= 60 for earlier, later in zip(starts, starts[6:], strict=False))
    assert starts[-1] - starts[0] == pytest.approx(180)


async def test_the_server_counts_no_more_than_the_limit_in_real_time(base_url: str, standin: WaybackStandin) -> None:
    # 1200 a minute is 1200 at once, then a pause; 0.5 s windows of ten requests need a scaled clock
    scale = 120

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / scale)

    limited = Transport(
        base_url,
        user_agent=USER_AGENT,
        requests_per_minute=10,
        clock=lambda: time.monotonic() * scale,
        sleep=sleep,
    )
    started = time.monotonic()
    async with limited:
        await asyncio.gather(*(get(limited, base_url) for _ in range(25)))
    times = sorted(request.at for request in standin.requests)
    assert len(times) == 25
    # from the start, not from each other: a busy machine may make any of them late, but none early
    assert all(at - started >= place // 10 * 0.5 for place, at in enumerate(times))


async def test_a_fraction_of_a_request_a_minute_is_kept(base_url: str, clock: Clock) -> None:
    limited = Transport(base_url, user_agent=USER_AGENT, requests_per_minute=0.5, clock=clock, sleep=clock.sleep)
    async with limited:
        for _ in range(3):
            await get(limited, base_url)
    assert clock.slept == [120, 120]


@pytest.mark.parametrize("passing", [UNAVAILABLE, RESET, Trouble(500), Trouble(502), Trouble(504)])
async def test_passing_trouble_is_tried_once_more_after_a_pause(
    transport: Transport, base_url: str, clock: Clock, standin: WaybackStandin, passing: Trouble
) -> None:
    standin.trouble = [passing, OK]
    spent = Spent()
    assert (await get(transport, base_url, spent)).body == b"fine"
    assert spent.requests == len(standin.requests) == 2
    assert clock.slept == [5]


@pytest.mark.parametrize("lasting", [UNAVAILABLE, RESET])
async def test_lasting_trouble_ends_after_the_second_try(
    transport: Transport, base_url: str, standin: WaybackStandin, lasting: Trouble
) -> None:
    standin.always = lasting
    with pytest.raises(ArchiveUnavailableError):
        await get(transport, base_url)
    assert len(standin.requests) == 2


async def test_an_answer_that_takes_all_the_time_is_not_asked_for_again(
    base_url: str, clock: Clock, standin: WaybackStandin
) -> None:
    standin.always = HANG
    hasty = Transport(
        base_url, user_agent=USER_AGENT, requests_per_minute=100, timeout=0.5, clock=clock, sleep=clock.sleep
    )
    async with hasty:
        with pytest.raises(ArchiveUnavailableError, match=r"no answer within 0\.5 s"):
            await get(hasty, base_url)
    assert len(standin.requests) == 1


@pytest.mark.parametrize(
    "beginning", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"]
)
async def test_an_archive_that_drips_is_left_alone_after_a_few_questions(clock: Clock, beginning: bytes) -> None:
    async with raw_server(dripping(beginning)) as archive:
        hasty = Transport(
            archive.url(), user_agent=USER_AGENT, requests_per_minute=100, timeout=0.2, clock=clock, sleep=clock.sleep
        )
        async with hasty:
            for _ in range(FAILURES_IN_A_ROW):
                with pytest.raises(ArchiveUnavailableError, match=r"no answer within 0\.2 s"):
                    await get(hasty, archive.url())
            with pytest.raises(ArchiveUnavailableError, match="it is left alone for"):
                await get(hasty, archive.url())
    assert archive.connections == FAILURES_IN_A_ROW


@pytest.mark.parametrize("trouble", [HANG, UNAVAILABLE, RESET])
async def test_a_thousand_lookups_of_a_broken_archive_cost_a_few_requests(
    base_url: str, clock: Clock, standin: WaybackStandin, trouble: Trouble
) -> None:
    standin.always = trouble
    hasty = Transport(
        base_url, user_agent=USER_AGENT, requests_per_minute=100, timeout=0.2, clock=clock, sleep=clock.sleep
    )
    async with hasty:
        results = await asyncio.gather(*(get(hasty, base_url) for _ in range(1000)), return_exceptions=True)
    assert all(isinstance(result, ArchiveUnavailableError) for result in results)
    assert len(standin.requests) <= 12
    assert clock.now - 1000 < 60


async def test_a_broken_archive_is_asked_again_later(
    transport: Transport, base_url: str, clock: Clock, standin: WaybackStandin
) -> None:
    standin.trouble = [UNAVAILABLE] * 4
    for _ in range(3):
        with pytest.raises(ArchiveUnavailableError) as caught:
            await get(transport, base_url)
    assert len(standin.requests) == 4
    assert caught.value.retry_after == pytest.approx(300, abs=10)
    clock.now += 301
    assert (await get(transport, base_url)).http_status == 200


async def test_trouble_between_good_answers_does_not_add_up(
    transport: Transport, base_url: str, standin: WaybackStandin
) -> None:
    standin.trouble = [UNAVAILABLE, OK] * 20
    for _ in range(20):
        assert (await get(transport, base_url)).http_status == 200


async def test_after_429_the_archive_is_left_alone_for_a_minute_then_asked_again(
    transport: Transport, base_url: str, clock: Clock, standin: WaybackStandin
) -> None:
    standin.trouble = [too_many(), OK]
    assert (await get(transport, base_url)).body == b"fine"
    assert sum(clock.slept) == 60


async def test_retry_after_is_obeyed(
    transport: Transport, base_url: str, clock: Clock, standin: WaybackStandin
) -> None:
    standin.trouble = [too_many("7"), OK]
    assert (await get(transport, base_url)).body == b"fine"
    assert sum(clock.slept) == 7


async def test_a_long_retry_after_fails_all_lookups_at_once(
    transport: Transport, base_url: str, clock: Clock, standin: WaybackStandin
) -> None:
    standin.trouble = [too_many("1800")]
    for _ in range(5):
        with pytest.raises(ArchiveUnavailableError) as caught:
            await get(transport, base_url)
    assert caught.value.retry_after == pytest.approx(1800)
    assert len(standin.requests) == 1
    assert sum(clock.slept) == 0


async def test_429_for_ever_ends_with_longer_and_longer_pauses(
    transport: Transport, base_url: str, clock: Clock, standin: WaybackStandin
) -> None:
    standin.always = too_many()
    for _ in range(500):
        with pytest.raises(ArchiveUnavailableError):
            await get(transport, base_url)
        clock.now += 10
    assert len(standin.requests) <= 8  # 60, 120, 240, 480, 960, 1920 s apart, within 5000 s


def test_an_archive_that_was_away_for_years_is_asked_again(clock: Clock) -> None:
    health = Health(clock)
    for _ in range(3000):
        clock.now += 7 * 3600
        assert health.pause() == 0
        health.failed("no answer")
        health.overrun(None, clock())
    assert 0 < health.pause() <= 6 * 3600
    clock.now += 7 * 3600
    for _ in range(10):
        health.answered()
    health.overrun(None, clock())
    assert health.pause() == 60


async def test_429s_of_requests_in_flight_together_are_one_event(
    transport: Transport, base_url: str, clock: Clock, standin: WaybackStandin
) -> None:
    standin.trouble = [too_many()] * 6
    answers = await asyncio.gather(*(get(transport, base_url) for _ in range(6)))
    assert {answer.http_status for answer in answers} == {200, 404} - {404}
    assert clock.now - 1000 == 60


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_refused_connection_means_an_hour_of_silence(clock: Clock, host: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base_url = f"http://{host}:{port}"
    refused = Transport(base_url, user_agent=USER_AGENT, requests_per_minute=100, clock=clock, sleep=clock.sleep)
    spent = Spent()
    async with refused:
        for _ in range(50):
            with pytest.raises(ArchiveUnavailableError, match="refused the connection") as caught:
                await get(refused, base_url, spent)
        assert spent.requests == 1
        assert caught.value.retry_after == pytest.approx(3600)
        clock.now += 3601
        with pytest.raises(ArchiveUnavailableError):
            await get(refused, base_url, spent)
    assert spent.requests == 2


async def test_an_archive_with_an_untrusted_certificate_is_unavailable(clock: Clock) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=context)
    base_url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    untrusting = Transport(base_url, user_agent=USER_AGENT, requests_per_minute=100, clock=clock, sleep=clock.sleep)
    async with server, untrusting:
        with pytest.raises(ArchiveUnavailableError, match="no connection"):
            await get(untrusting, base_url)


async def test_an_archive_without_an_address_is_unavailable(clock: Clock) -> None:
    nowhere = Transport(
        "http://nowhere.invalid", user_agent=USER_AGENT, requests_per_minute=100, clock=clock, sleep=clock.sleep
    )
    async with nowhere:
        with pytest.raises(ArchiveUnavailableError, match="no connection"):
            await get(nowhere, "http://nowhere.invalid")


async def test_a_password_in_the_archives_address_is_not_told(clock: Clock) -> None:
    secret = Transport(
        "http://me:hush@nowhere.invalid", user_agent=USER_AGENT, requests_per_minute=100, clock=clock, sleep=clock.sleep
    )
    async with secret:
        with pytest.raises(ArchiveUnavailableError) as caught:
            await get(secret, "http://me:hush@nowhere.invalid")
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "120"}, 120),
        ({"retry-after": " 0 "}, 0),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "9" * 400}, None),
        ({"retry-after": "Sun, 22 Nov 2026 08:01:30 GMT", "date": "Sun, 22 Nov 2026 08:00:00 GMT"}, 90),
        ({"retry-after": "Sun, 22 Nov 2026 07:00:00 GMT", "date": "Sun, 22 Nov 2026 08:00:00 GMT"}, 0),
        ({"retry-after": "Sun, 22 Nov 2026 08:01:30 GMT"}, None),
        ({"retry-after": "Sun, 22 Nov 2026 08:01:30 GMT", "date": "Sun, 22 Nov 2026 08:00:00 -0000"}, None),
    ],
)
def test_retry_after_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds
