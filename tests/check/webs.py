"""Webs that workers open in tests: such as are misread, and such as end the worker. They run in the worker process."""

import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypedDict, Unpack

from linkwatch.check import examining, worker
from linkwatch.check.messages import Pauses
from linkwatch.config import CheckSettings
from linkwatch.errors import MachineError
from linkwatch.evidence import PageFacts, Validators, Visit
from linkwatch.fetch import HostSession, ReadPage, WebClient
from linkwatch.judge import read_page as read
from linkwatch.reading import Budget


class Options(TypedDict, total=False):
    keeps_open: bool
    pauses: Pauses | None
    share: Callable[[str], int] | None


HANGS = b"this page hangs whoever reads it"
ENDS = b"this page ends whoever reads it"
HANGS_IN_URL = "/outside-of-reading/1"


def open_misread_web(settings: CheckSettings, read_page: ReadPage | None, **options: Unpack[Options]) -> WebClient:
    """The web, some pages of which are too much for the reader."""
    few = Budget(cpu=0.15, wall=60)  # tests are not to compute for seconds
    vars(examining).update(read_page=_misread, PAGE=few)
    return WebClient(settings, read_page, **options)


def _misread(
    body: bytes, declared_type: str | None, charset: str | None, url: str, *, remembered: bool = True
) -> PageFacts:
    if HANGS in body:
        re.match("(a|aa)+$", "a" * 200 + "!")
    if ENDS in body:
        os.kill(os.getpid(), signal.SIGSEGV)
    return read(body, declared_type, charset, url, remembered=remembered)


def open_web_that_hangs(settings: CheckSettings, read_page: ReadPage | None, **options: Unpack[Options]) -> WebClient:
    """The web, and a worker with a fault: it never ends looking at some addresses."""
    for module in (worker, sys.modules["__main__"]):  # the worker's, whether it was forked or started
        vars(module)["_LONGEST_TURN"] = 0.25  # tests are not to compute for seconds
    return _Hanging(settings, read_page, **options)


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


def open_web_of_a_machine_without_files(
    settings: CheckSettings, read_page: ReadPage | None, **options: Unpack[Options]
) -> WebClient:
    """A machine that refuses connections."""
    return _Refused(settings, read_page, **options)


class _Refused(WebClient):
    @asynccontextmanager
    async def host(self, authority: str) -> AsyncIterator[HostSession]:
        async with super().host(authority) as session:
            yield _RefusedSession(session)


class _RefusedSession(_HangingSession):
    async def visit(self, url: str, *, browser_headers: bool = False, validators: Validators | None = None) -> Visit:
        raise MachineError("no more files")


def open_no_web(settings: CheckSettings, read_page: ReadPage | None, **options: Unpack[Options]) -> WebClient:
    """A fault that shows as soon as a worker begins."""
    raise RuntimeError("no web can be opened")
