"""Webs that workers of a cluster open in tests. They run in the processes of the workers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Unpack

from linkwatch.config import CheckSettings
from linkwatch.evidence import PageFacts, Validators, Visit
from linkwatch.fetch import ReadPage, WebClient
from tests.check.webs import Options
from tests.corpus.html import page, prose

_BODY = page("A page of many words", prose(2000)).encode()
NOBODY = ["127.0.0.1:9"]  # where no name server is


def open_dead_web(settings: CheckSettings, read_page: ReadPage | None, **options: Unpack[Options]) -> WebClient:
    """The web of a machine whose network is down: no name server answers."""
    return WebClient(settings, read_page, nameservers=NOBODY, **options)


class ReadyWeb:
    """Answers every URL at once, with one and the same page that has its own title."""

    def __init__(self, read_page: ReadPage | None) -> None:
        self._read_page = read_page

    async def __aenter__(self) -> "ReadyWeb":
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        """Close nothing."""

    @asynccontextmanager
    async def host(self, authority: str) -> AsyncIterator["ReadyWeb"]:
        yield self

    async def resolves(self, name: str) -> bool | None:
        return True

    async def visit(
        self,
        url: str,
        *,
        browser_headers: bool = False,
        validators: Validators | None = None,
        fragments: tuple[str, ...] = (),
    ) -> Visit:
        facts: PageFacts | None = None
        if self._read_page is not None:
            body = _BODY.replace(b"A page of many words", url.encode())
            facts = await self._read_page(body, "text/html", "utf-8", url)
        return Visit(url=url, final_url=url, http_status=200, page=facts, requests=1)

    async def render(self, url: str) -> Visit | None:
        return None


def open_ready_web(settings: CheckSettings, read_page: ReadPage | None, **options: Unpack[Options]) -> ReadyWeb:
    return ReadyWeb(read_page)
