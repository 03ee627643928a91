"""Bodies that wait to be read take a bounded number of bytes, in the order in which they came."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from linkwatch.config import CheckSettings
from linkwatch.evidence import PageFacts
from linkwatch.fetch import WebClient
from linkwatch.fetch.bodies import Unread
from tests.fetch.conftest import LOOPBACK
from tests.servers.raw import answering, raw_server


@asynccontextmanager
async def waiting(unread: Unread, *sizes: int) -> AsyncIterator[list[asyncio.Task[None]]]:
    tasks = [asyncio.create_task(unread.take_in(size)) for size in sizes]
    try:
        await settle()
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def done(tasks: list[asyncio.Task[None]]) -> list[bool]:
    return [task.done() for task in tasks]


async def test_bodies_wait_in_turn_until_there_is_room() -> None:
    unread = Unread(10)
    async with waiting(unread, 6, 4, 5, 1) as tasks:
        assert done(tasks) == [True, True, False, False]
        unread.let_go(4)
        await settle()
        assert done(tasks) == [True, True, False, False]  # the small one would fit, and others wait before it
        unread.let_go(6)
        await settle()
        assert done(tasks) == [True] * 4


async def test_a_body_larger_than_all_room_is_read_alone() -> None:
    unread = Unread(10)
    async with waiting(unread, 1, 50, 1) as tasks:
        assert done(tasks) == [True, False, False]
        unread.let_go(1)
        await settle()
        assert done(tasks) == [True, True, False]
        unread.let_go(50)
        await settle()
        assert done(tasks) == [True] * 3


async def test_who_gives_up_waiting_holds_up_nobody() -> None:
    unread = Unread(10)
    async with waiting(unread, 10, 10, 5) as tasks:
        tasks[1].cancel()
        unread.let_go(10)
        await settle()
        assert done(tasks) == [True] * 3


async def test_answers_that_come_faster_than_they_are_read_wait_with_their_servers() -> None:
    body = b"x" * 2**20
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body)
    most = 4
    unread: list[int] = []
    is_full = asyncio.Event()

    async def read(body: bytes, media_type: str | None, charset: str | None, url: str) -> PageFacts:
        unread.append(1)
        if len(unread) >= most:
            is_full.set()
        await is_full.wait()
        await settle()
        assert len(unread) <= most
        unread.pop()
        return PageFacts("text/html")

    settings = CheckSettings(allow_private=LOOPBACK, host_interval=0, concurrency=50, retries=0)
    async with raw_server(answering(head + body), host="0.0.0.0") as server, WebClient(settings, read) as client:
        urls = [f"http://127.0.0.{number}:{server.port}/" for number in range(1, 3 * most)]
        visits = await asyncio.gather(*map(client.visit, urls))
    assert {visit.http_status for visit in visits} == {200}
    assert {visit.body_bytes for visit in visits} == {2**20}


async def test_more_answers_are_waited_for_than_bodies_are_received_at_once() -> None:
    most = 100
    goes_on = asyncio.Event()
    in_hand: list[bytes] = []

    async def begin(request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\n")
        in_hand.append(request)
        if len(in_hand) > most:
            writer.write(b"ok")  # would be received before all others
            goes_on.set()
        await goes_on.wait()
        for _ in range(20):
            await settle()
        if len(in_hand) <= most or request != in_hand[most]:
            writer.write(b"ok")

    read: list[str] = []

    async def read_page(body: bytes, media_type: str | None, charset: str | None, url: str) -> PageFacts:
        read.append(url)
        return PageFacts("text/html")

    settings = CheckSettings(allow_private=LOOPBACK, host_interval=0, per_host=200, concurrency=200, retries=0)
    async with raw_server(begin, host="0.0.0.0") as server, WebClient(settings, read_page) as client:
        urls = [f"http://127.0.0.1:{server.port}/{number}" for number in range(most + 1)]
        visits = await asyncio.gather(*map(client.visit, urls))
    assert {(visit.http_status, visit.body_bytes) for visit in visits} == {(200, 2)}
    assert len(read) == most + 1
    last = in_hand[most].split()[1].decode()
    assert not read[0].endswith(last)
