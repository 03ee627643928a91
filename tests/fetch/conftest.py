import asyncio
import re
import ssl
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache
from typing import Any

import pytest

from linkwatch.config import CheckSettings
from linkwatch.evidence import PageFacts
from linkwatch.fetch import WebClient
from linkwatch.fetch.tls import browser_like_context

LOOPBACK = ["127.0.0.0/8", "::1/128"]
OpenClient = Callable[..., AbstractAsyncContextManager[WebClient]]

_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
_REFRESH = re.compile(rb'<meta http-equiv="refresh" content="(\d+);url=([^"]*)">')


async def read_page(body: bytes, media_type: str | None, charset: str | None, url: str) -> PageFacts:
    """A plain stand-in for the judge's reader: what these tests look at and no more."""
    title = _TITLE.search(body)
    refresh = _REFRESH.search(body)
    return PageFacts(
        media_type or "application/octet-stream",
        title=title[1].decode(charset or "utf-8", "replace") if title else None,
        canonical=url,
        text_chars=len(body),
        refresh_url=refresh[2].decode() if refresh else None,
        refresh_after=float(refresh[1]) if refresh else None,
    )


class SkippingClock:
    """The real clock, except that sleeping moves it on at once. naps: the seconds that were slept."""

    def __init__(self) -> None:
        self.naps: list[float] = []
        self._skipped = 0.0

    def skip(self, seconds: float) -> None:
        self._skipped += seconds

    def monotonic(self) -> float:
        return time.monotonic() + self._skipped

    async def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.skip(seconds)
        await asyncio.sleep(0)


@cache
def _tls() -> ssl.SSLContext:
    return browser_like_context()  # takes longer to make than most of these tests


@pytest.fixture
def clock() -> SkippingClock:
    return SkippingClock()


@pytest.fixture
def open_client(clock: SkippingClock) -> OpenClient:
    """Open a client for loopback that never sleeps; keywords are [check] settings or WebClient's own."""

    @asynccontextmanager
    async def opened(**changes: Any) -> AsyncIterator[WebClient]:
        own = {
            key: changes.pop(key) for key in ("nameservers", "ssl_context", "pauses", "https_beside") if key in changes
        }
        values = {"allow_private": LOOPBACK, "timeout": 2, "retries": 0, "host_interval": 0, **changes}
        own.setdefault("ssl_context", _tls())
        settings = CheckSettings.model_validate(values)
        async with WebClient(settings, read_page, monotonic=clock.monotonic, sleep=clock.sleep, **own) as client:
            yield client

    return opened
