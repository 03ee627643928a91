"""Articles on the web of which some are silent: who answers beside them tells whether our own network is there."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from linkwatch.app.web_documents import WebDocuments
from linkwatch.config import CheckSettings
from linkwatch.errors import TooLargeError
from linkwatch.evidence import SilenceError
from linkwatch.fetch import WebClient
from tests.servers.sites import CONTROL, NamedSites
from tests.watching import CHECK


async def answer(request: web.Request) -> web.Response:
    return web.Response(text="<p>A page of forty characters, at least.</p>")


@pytest.fixture
async def sites(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[NamedSites]:
    """A web in which down.org is silent, and the control with it."""
    async with NamedSites(answer).serve() as sites:
        sites.refusing = {"down.org", CONTROL}
        monkeypatch.setattr("linkwatch.check.control.CONTROL_URL", sites.control_url)
        yield sites


@pytest.mark.parametrize(
    ("answering", "most", "is_outage"),
    [
        ("127.0.0.1", 1000, True),
        ("127.0.0.1", 20, True),
        ("up.org", 1000, False),
        ("up.org", 20, False),  # larger than is read, and an answer all the same
    ],
)
async def test_only_an_answer_from_the_internet_tells_that_the_internet_is_there(
    sites: NamedSites, answering: str, most: int, is_outage: bool
) -> None:
    async with WebClient(CheckSettings(**CHECK), None, nameservers=sites.nameservers) as client:
        documents = WebDocuments(client)
        silent = documents.read_document(sites.url("down.org"))
        other = documents.read_document(sites.url(answering), most=most)
        of_silent, of_other = await asyncio.gather(silent, other, return_exceptions=True)
        assert isinstance(of_silent, SilenceError)
        assert isinstance(of_other, TooLargeError) == (most == 20)
        assert (await documents.outage() is not None) == is_outage
