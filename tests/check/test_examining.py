"""Pages that are read in the process that asks for them: how they share its event loop."""

import asyncio
from typing import Any

from linkwatch.check.examining import few_at_once, one_each_turn
from linkwatch.evidence import PageFacts


class Turns:
    """Counts the turns of the running loop from now on."""

    def __init__(self) -> None:
        self.count = 0
        self._next()

    def _next(self) -> None:
        self.count += 1
        asyncio.get_running_loop().call_soon(self._next)


async def test_no_two_pages_are_read_in_one_turn_of_the_loop() -> None:
    turns = Turns()
    read_in: list[tuple[int, str]] = []

    async def read(name: str, **_: Any) -> PageFacts:
        read_in.append((turns.count, name))
        return PageFacts("text/html")

    reading = one_each_turn(read)
    names = [f"page {number}" for number in range(20)]
    facts = await asyncio.gather(*(reading(name, fragments=("part",)) for name in names))
    assert {one.media_type for one in facts} == {"text/html"}
    assert [name for _, name in read_in] == names
    assert len({turn for turn, _ in read_in}) == len(names)


async def test_what_follows_from_a_page_is_done_before_the_next_one_is_read() -> None:
    done: list[str] = []

    async def read(name: str) -> PageFacts:
        done.append(f"{name} read")
        return PageFacts("text/html")

    reading = one_each_turn(read)

    async def look(name: str) -> None:
        await reading(name)
        done.append(f"{name} judged")

    await asyncio.gather(look("one"), look("two"))
    assert done == ["one read", "one judged", "two read", "two judged"]


async def test_who_reads_for_long_elsewhere_keeps_nobody_waiting() -> None:
    let_go = asyncio.Event()

    async def read(name: str) -> PageFacts:
        if name == "slow":
            await let_go.wait()
        return PageFacts(name)

    reading = one_each_turn(read)
    slow = asyncio.create_task(reading("slow"))
    given_up = asyncio.create_task(reading("given up"))
    await asyncio.sleep(0)
    given_up.cancel()
    assert (await reading("quick")).media_type == "quick"
    let_go.set()
    assert (await slow).media_type == "slow"


async def test_few_pages_are_read_at_once_and_each_that_is_read_lets_the_next_one_begin() -> None:
    waiting: list[asyncio.Future[None]] = []

    async def read(name: str, **_: Any) -> PageFacts:
        waiting.append(asyncio.get_running_loop().create_future())
        await waiting[-1]
        return PageFacts(name)

    reading = few_at_once(read, 2)
    looks = [asyncio.create_task(reading(str(number), fragments=("part",))) for number in range(5)]
    for ended in range(5):
        await turns_of_the_loop(3)
        assert len(waiting) == min(2 + ended, 5)
        waiting[ended].set_result(None)
    assert [facts.media_type for facts in await asyncio.gather(*looks)] == ["0", "1", "2", "3", "4"]


async def turns_of_the_loop(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)
