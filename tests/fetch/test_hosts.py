"""Politeness: turns of hosts, pauses, and fairness between them."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable

import pytest

from linkwatch.fetch.hosts import HostPausedError, Turns
from tests.servers.clock import ManualClock


@pytest.fixture
def time() -> ManualClock:
    return ManualClock()


def turns(clock: ManualClock, per_host: int = 6, interval: float = 0.0, concurrency: int = 100) -> Turns:
    return Turns(per_host, interval, concurrency, clock.monotonic, clock.sleep)


def request(
    turns: Turns, clock: ManualClock, host: str, seconds: float, log: list[tuple[str, float]], patience: float = 30
) -> Callable[[], Awaitable[None]]:
    async def send() -> None:
        async with turns.turn(host, patience):
            log.append((host, clock.now))
            await clock.sleep(seconds)

    return send


async def test_starts_at_one_host_keep_their_distance(time: ManualClock) -> None:
    polite, log = turns(time, interval=0.1), list[tuple[str, float]]()
    await time.run(*(request(polite, time, "a", 0.01, log)() for _ in range(5)))
    starts = [at for _, at in log]
    assert all(later - sooner >= 0.1 - 1e-9 for sooner, later in itertools.pairwise(starts))
    assert time.now == pytest.approx(0.41)


async def test_no_more_than_per_host_in_flight(time: ManualClock) -> None:
    polite, log = turns(time, per_host=2), list[tuple[str, float]]()
    await time.run(*(request(polite, time, "a", 1, log)() for _ in range(6)))
    assert [at for _, at in log] == [0, 0, 1, 1, 2, 2]


async def test_no_more_than_concurrency_in_flight(time: ManualClock) -> None:
    polite, log = turns(time, concurrency=3), list[tuple[str, float]]()
    await time.run(*(request(polite, time, f"h{n}", 1, log)() for n in range(9)))
    assert [at for _, at in log] == [0, 0, 0, 1, 1, 1, 2, 2, 2]


async def test_slow_host_holds_up_nobody(time: ManualClock) -> None:
    polite, log = turns(time, per_host=1, concurrency=2), list[tuple[str, float]]()
    slow = [request(polite, time, "slow", 100, log)() for _ in range(50)]
    quick = [request(polite, time, f"h{n}", 1, log)() for n in range(10)]
    await time.run(*slow, *quick)
    assert max(at for host, at in log if host != "slow") == 9


async def test_pausing_host_holds_no_place(time: ManualClock) -> None:
    polite, log = turns(time, concurrency=1), list[tuple[str, float]]()
    polite.pause("paused", 20)
    await time.run(request(polite, time, "paused", 1, log)(), request(polite, time, "other", 1, log)())
    assert log == [("other", 0), ("paused", 20)]


async def test_ready_hosts_take_turns(time: ManualClock) -> None:
    polite, log = turns(time, concurrency=1), list[tuple[str, float]]()
    await time.run(*(request(polite, time, host, 1, log)() for host in "aaabbbccc"))
    order = "".join(host for host, _ in log)
    assert set(order[:4]) == {"a", "b", "c"}  # nobody's second request goes before everybody's first, save the opener's
    assert set(order[4:7]) == {"a", "b", "c"}


async def test_one_host_is_served_in_order(time: ManualClock) -> None:
    polite, order = turns(time, per_host=1), list[int]()

    async def send(number: int) -> None:
        async with polite.turn("a", 30):
            order.append(number)
            await time.sleep(0.1)

    await time.run(*(send(number) for number in range(10)))
    assert order == list(range(10))


async def test_pause_longer_than_patience_is_refused_at_once(time: ManualClock) -> None:
    polite, log = turns(time), list[tuple[str, float]]()
    polite.pause("a", 31)
    with pytest.raises(HostPausedError) as caught:
        await request(polite, time, "a", 1, log)()
    assert (caught.value.seconds, time.now, log) == (31, 0, [])


async def test_pause_that_begins_while_others_wait_holds_them_back_too(time: ManualClock) -> None:
    polite, log = turns(time, per_host=1), list[tuple[str, float]]()

    async def refused() -> None:
        async with polite.turn("a", 30):
            await time.sleep(1)
            polite.pause("a", 10)

    await time.run(refused(), request(polite, time, "a", 1, log)())
    assert log == [("a", 11)]


async def test_cancelled_waiter_leaves_no_trace(time: ManualClock) -> None:
    polite, log = turns(time, per_host=1, interval=5, concurrency=1), list[tuple[str, float]]()
    await time.run(request(polite, time, "a", 0, log)())
    waiting = [asyncio.ensure_future(request(polite, time, "a", 1, log)()) for _ in range(3)]
    await asyncio.sleep(0)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    await time.run(request(polite, time, "a", 1, log)(), request(polite, time, "b", 1, log)())
    assert sorted(log) == [("a", 0), ("a", 5), ("b", 0)]


async def test_idle_hosts_are_forgotten_but_not_their_pauses(time: ManualClock) -> None:
    polite = turns(time, interval=0.1)
    polite.pause("paused", 10_000)
    for number in range(20_000):
        async with polite.turn(f"h{number}", 30):
            time.now += 0.001
    assert polite.remembered < 3000
    with pytest.raises(HostPausedError):
        await request(polite, time, "paused", 1, [])()


async def test_strikes_grow_count_once_and_are_forgiven(time: ManualClock) -> None:
    polite = turns(time)
    assert polite.strike("a", started=0) == 2
    assert polite.strike("a", started=0) == 2  # was in flight at the same time
    time.now = 3
    assert polite.strike("a", started=3) == 4
    time.now = 100
    assert polite.strike("a", started=100) == 8
    polite.forgive("a")
    time.now = 200
    assert polite.strike("a", started=200) == 2


async def test_fewer_requests_at_once_for_a_while_when_the_machine_has_no_more_to_give(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = ManualClock()
    turns = Turns(10, 0.0, 3, clock.monotonic, asyncio.sleep)
    in_flight = most = 0

    async def ask(host: int, *, is_refused: bool) -> None:
        nonlocal in_flight, most
        async with turns.turn(f"http://{host}.example", 1):
            in_flight += 1
            most = max(most, in_flight)
            await asyncio.sleep(0)
            if is_refused:
                turns.use_fewer()
            in_flight -= 1

    async def most_of_nine(*, is_refused: bool = False) -> int:
        nonlocal most
        most = 0
        await asyncio.gather(*(ask(host, is_refused=is_refused) for host in range(9)))
        return most

    for _ in range(2):
        caplog.clear()
        assert await most_of_nine(is_refused=True) == 3
        clock.now += 299
        assert await most_of_nine() == 1
        assert [record.message for record in caplog.records] == [
            "this machine does not allow 3 requests at once: fewer are sent for a while"
        ]
        clock.now += 1
        assert await most_of_nine() == 3


async def test_a_place_that_is_still_held_when_all_are_given_again_is_not_given_twice() -> None:
    clock = ManualClock()
    turns = Turns(10, 0.0, 2, clock.monotonic, asyncio.sleep)
    entered = 0

    async def ask(host: str, end: asyncio.Event) -> None:
        nonlocal entered
        async with turns.turn(host, 1):
            entered += 1
            await end.wait()

    first, others = asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        holding = group.create_task(ask("holding", first))
        await asyncio.sleep(0)
        turns.use_fewer()
        clock.now += 300
        for number in range(4):
            group.create_task(ask(str(number), others))
        for _ in range(10):
            await asyncio.sleep(0)
        assert entered == 2
        first.set()
        await holding
        for _ in range(10):
            await asyncio.sleep(0)
        assert entered == 3  # two are in flight
        others.set()
