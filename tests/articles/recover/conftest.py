"""An archive and many named sites on loopback, and the search over both as the program does it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import pytest
from aiohttp import web

from linkwatch.archive.transport import Transport
from linkwatch.archive.wayback import WaybackMachine
from linkwatch.articles.recover import Recovered
from linkwatch.articles.recover.search import Means, recover_article
from linkwatch.articles.sources import reader_of
from linkwatch.config import CheckSettings
from linkwatch.fetch import WebClient
from linkwatch.model import Document
from linkwatch.reading import Here
from tests.servers.sites import NamedSites
from tests.standin.wayback import WaybackStandin

Recover = Callable[..., Awaitable[Recovered]]


class Web:
    """What is live: bodies by "host/path"; everything else is not found. asked: in their order."""

    def __init__(self) -> None:
        self.pages: dict[str, str | bytes] = {}
        self.asked: list[str] = []
        self.sites = NamedSites(self._answer)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        key = request.host.partition(":")[0] + request.path
        self.asked.append(key)
        body = self.pages.get(key)
        if body is None:
            return web.Response(status=404, text="<h1>Not found</h1>", content_type="text/html")
        kind = "application/xml" if key.endswith((".xml", "/feed")) else "text/html"
        if key.endswith("robots.txt"):
            kind = "text/plain"
        return web.Response(body=body if isinstance(body, bytes) else body.encode(), content_type=kind)


@pytest.fixture
async def live() -> AsyncIterator[Web]:
    served = Web()
    async with served.sites.serve():
        yield served


@pytest.fixture
def archive() -> WaybackStandin:
    return WaybackStandin()


@pytest.fixture
async def recover(live: Web, archive: WaybackStandin) -> AsyncIterator[Recover]:
    """Recovers the lost targets of a text; a name that ends with .html is read as a page."""
    settings = CheckSettings(allow_private=["127.0.0.0/8"], host_interval=0, retries=0)
    async with (
        archive.serve() as base_url,
        WebClient(settings, None, nameservers=live.sites.nameservers) as client,
        Transport(base_url, user_agent="linkwatch-tests/1.0", requests_per_minute=100_000) as transport,
    ):
        means = Means(WaybackMachine(transport, base_url), reader_of(client), Here())

        async def recover(text: str, name: str = "a.md", named: Sequence[Document | str] = ()) -> Recovered:
            document = Document(name, text.encode(), f"file:///articles/{name}")
            return await recover_article(document, means, named)

        yield recover


def first_of(found: Recovered) -> list[tuple[str, str | None]]:
    """The text of each lost anchor, and the target that is proposed first."""
    return [
        (proposal.text, proposal.candidates[0].url if proposal.candidates else None) for proposal in found.proposals
    ]
