import asyncio
from collections.abc import Iterator

import pytest

from linkwatch.reading.waking import timeout_awake


class Clock(asyncio.SelectorEventLoop):
    """A loop whose time goes on when a test says so, and at no other moment."""

    now = 0.0

    def time(self) -> float:
        return self.now

    async def pass_over(self, seconds: float) -> None:
        """Let the time pass at once, as while we sleep."""
        self.now += seconds
        for _ in range(3):  # those whose time has come have their turn, and those who wait for them
            await asyncio.sleep(0)


@pytest.fixture
def clock() -> Iterator[Clock]:
    loop = Clock()
    yield loop
    loop.close()


def test_time_that_passes_while_we_are_awake_counts(clock: Clock) -> None:
    async def wait() -> None:
        async with timeout_awake(2.5):
            for seconds in (1, 1, 0.4):
                await clock.pass_over(seconds)
            with pytest.raises(asyncio.CancelledError):
                await clock.pass_over(0.1)
            raise asyncio.CancelledError

    with pytest.raises(TimeoutError):
        clock.run_until_complete(wait())


def test_a_sleep_counts_for_one_step(clock: Clock) -> None:
    steps = 0

    async def wait() -> None:
        nonlocal steps
        async with timeout_awake(60):
            while True:
                await clock.pass_over(3600)
                steps += 1

    with pytest.raises(TimeoutError):
        clock.run_until_complete(wait())
    assert steps == 59


def test_what_ends_in_time_is_left_alone_afterwards(clock: Clock) -> None:
    async def wait() -> str:
        async with timeout_awake(1):
            await clock.pass_over(0.5)
        await clock.pass_over(3600)
        return "ended"

    assert clock.run_until_complete(wait()) == "ended"
