"""Webs that workers open in tests: such as are misread, and such as end the worker. They run in the worker process."""

import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from linkwatch.check import examining
from linkwatch.config import CheckSettings
from linkwatch.evidence import PageFacts, Validators, Visit
from linkwatch.fetch import HostSession, ReadPage, WebClient
from linkwatch.judge import read_page
from linkwatch.reading import Budget

HANGS = b"this page hangs whoever reads it"
ENDS = b"this page ends whoever reads it"
HANGS_IN_URL = "/outside-of-reading/1"


def open_misread_web(
    settings: CheckSettings, reader: ReadPage | None, *, share: Callable[[str], int] | None = None
) -> WebClient:
    """The web, some pages of which are too much for the reader."""
    examining.read_page = _misread
    examining.PAGE = Budget(cpu=0.3, wall=60)  # type: ignore[misc]  # tests are not to compute for seconds
    return WebClient(settings, reader, share=share)


def _misread(body: bytes, declared_type: str | None, charset: str | None, url: str) -> PageFacts:
    if HANGS in body:
        re.match("(a|aa)+$", "a" * 200 + "!")
    if ENDS in body:
        os.kill(os.getpid(), signal.SIGSEGV)
    return read_page(body, declared_type, charset, url)


def open_web_that_hangs(
    settings: CheckSettings, reader: ReadPage | None, *, share: Callable[[str], int] | None = None
) -> WebClient:
    """The web, and a worker with a fault: it never ends looking at some addresses."""
    sys.modules["__main__"]._LONGEST_TURN = 0.5  # type: ignore[attr-defined]  # the worker's; see above
    return _Hanging(settings, reader, share=share)


class _Hanging(WebClient):
    @asynccontextmanager
    async def host(self, authority: str) -> AsyncIterator[HostSession]:
        async with super().host(authority) as session:
            yield _HangingSession(session)


class _HangingSession(HostSession):
    def __init__(self, session: HostSession) -> None:
        self._session = session

    async def visit(self, url: str, *, browser_headers: bool = False, validators: Validators | None = None) -> Visit:
        visit = await self._session.visit(url, browser_headers=browser_headers, validators=validators)
        if url.endswith(HANGS_IN_URL):
            re.match("(a|aa)+$", "a" * 200 + "!")
        return visit


def open_no_web(
    settings: CheckSettings, reader: ReadPage | None, *, share: Callable[[str], int] | None = None
) -> WebClient:
    """A fault that shows as soon as a worker begins."""
    raise RuntimeError("no web can be opened")
