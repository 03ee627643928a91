"""What waits for the disk is given in batches, in order, and at once where nothing is to be gained by waiting."""

import asyncio

import pytest

from linkwatch.check.gathering import Gathering


async def test_gives_the_first_thing_at_once_and_then_what_came_in_a_batch() -> None:
    gathering = Gathering[int](10, 4)
    await gathering.put(1)
    assert await gathering.next_batch() == ([1], False)
    for thing in (2, 3, 4, 5, 6):
        await gathering.put(thing)
    assert await gathering.next_batch() == ([2, 3, 4, 5], False)
    gathering.end()
    assert await gathering.next_batch() == ([6], True)


async def test_a_batch_gathers_what_comes_soon_after_its_first_thing() -> None:
    gathering = Gathering[int](10, 4)
    await gathering.put(1)
    await gathering.next_batch()
    following = asyncio.create_task(gathering.next_batch())
    for thing in (2, 3):
        await gathering.put(thing)
        await asyncio.sleep(0)
    gathering.end()
    assert await following == ([2, 3], True)


async def test_whoever_puts_more_than_may_wait_goes_on_when_there_is_room() -> None:
    gathering = Gathering[int](2, 2)
    putting = asyncio.create_task(_put_all(gathering, 5))
    given: list[int] = []
    is_all = False
    while not is_all:
        batch, is_all = await gathering.next_batch()
        assert len(batch) <= 2
        given += batch
    await putting
    assert given == [0, 1, 2, 3, 4]


async def test_only_a_batch_that_is_not_full_waits_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkwatch.check.gathering._MOMENT", 3600.0)
    gathering = Gathering[int](10, 2)
    for thing in (1, 2, 3, 4, 5):
        await gathering.put(thing)
    assert await gathering.next_batch() == ([1, 2], False)
    assert await gathering.next_batch() == ([3, 4], False)  # at once
    following = asyncio.create_task(gathering.next_batch())
    for _ in range(5):
        await asyncio.sleep(0)
    assert not following.done()
    await gathering.put(6)
    assert await following == ([5, 6], False)


async def test_a_full_batch_that_is_left_over_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkwatch.check.gathering._MOMENT", 3600.0)
    gathering = Gathering[int](10, 2)
    for thing in (1, 2, 3, 4):
        await gathering.put(thing)
    await gathering.next_batch()
    following = asyncio.create_task(gathering.next_batch())
    for _ in range(5):
        await asyncio.sleep(0)
    assert following.done()


async def test_as_many_things_wait_as_may_and_no_more() -> None:
    gathering = Gathering[int](2, 2)
    putting = [asyncio.create_task(gathering.put(thing)) for thing in range(3)]
    await asyncio.sleep(0)
    assert [each.done() for each in putting] == [True, True, False]
    await gathering.next_batch()
    await putting[2]


async def test_the_end_of_nothing_is_an_empty_batch() -> None:
    gathering = Gathering[int](2, 2)
    gathering.end()
    assert await gathering.next_batch() == ([], True)


async def _put_all(gathering: Gathering[int], number: int) -> None:
    for thing in range(number):
        await gathering.put(thing)
    gathering.end()


async def test_nothing_is_waited_for_beyond_a_time_that_is_named() -> None:
    gathering = Gathering[int](2, 2)
    passed = asyncio.get_running_loop().time()
    assert await gathering.next_batch(passed) == ([], True)
    await gathering.put(1)
    assert await gathering.next_batch(passed) == ([1], False)
