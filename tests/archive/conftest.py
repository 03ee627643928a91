"""An archive on loopback, a Finder that asks it, and a clock that goes forward only by sleeping."""

from collections.abc import AsyncIterator

import pytest

from linkwatch.archive import CapturedPage, Cited, Inspected
from linkwatch.archive.availability import Availability
from linkwatch.archive.find import Finder
from linkwatch.archive.inspection import inspect as inspect_here
from linkwatch.archive.transport import Transport
from linkwatch.archive.wayback import WaybackMachine
from tests.standin.wayback import WaybackStandin

USER_AGENT = "linkwatch-tests/1.0"


class Clock:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def standin() -> WaybackStandin:
    return WaybackStandin()


@pytest.fixture
async def base_url(standin: WaybackStandin) -> AsyncIterator[str]:
    async with standin.serve() as url:
        yield url


@pytest.fixture
async def transport(base_url: str, clock: Clock) -> AsyncIterator[Transport]:
    transport = Transport(
        base_url, user_agent=USER_AGENT, requests_per_minute=1000, timeout=1, clock=clock, sleep=clock.sleep
    )
    async with transport:
        yield transport


@pytest.fixture
def wayback(transport: Transport, base_url: str) -> WaybackMachine:
    return WaybackMachine(transport, base_url, Availability(transport, base_url))


@pytest.fixture
def finder(wayback: WaybackMachine) -> Finder:
    return Finder([wayback], inspect=inspect)


async def inspect(page: CapturedPage, cited: Cited) -> Inspected:
    """Judge a capture as archives do, in this process."""
    return inspect_here(page, cited)
