"""Servers and readers for the tests of sources."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from linkwatch.articles.sources import ReadUrl, WebPage
from linkwatch.config import CheckSettings
from linkwatch.errors import InputError
from linkwatch.evidence import Validators
from linkwatch.fetch import WebClient
from linkwatch.model import MAX_DOCUMENT_BYTES

_CONDITIONS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}


@dataclass(frozen=True)
class Page:
    """What the tests' reader fetched."""

    url: str
    status: int
    media_type: str | None
    charset: str | None
    body: bytes
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None


class Remembering:
    """A daemon's reader in small: asks for what is new since it asked last, and keeps lists, which it gives whole."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._validators: dict[str, Validators] = {}
        self._lists: dict[str, WebPage] = {}

    async def __call__(self, url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> WebPage:
        page = await self._client.read_document(url, most=most, validators=self._validators.get(url))
        if page.status == 304:
            return self._lists[url] if is_list else page
        self._validators[url] = Validators(page.etag, page.last_modified)
        if is_list:
            self._lists[url] = page
        return page


@dataclass
class Site:
    """A server whose pages can be set.

    asked: paths in the order in which they were asked for. conditions: the If-… headers that came with each.
    validators: headers that a page is sent with, and known by: its conditions are honoured.
    """

    root: str = ""
    pages: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    conditions: list[dict[str, str]] = field(default_factory=list)
    validators: dict[str, dict[str, str]] = field(default_factory=dict)

    def put(self, path: str, body: str | bytes, media_type: str = "text/html", status: int = 200) -> None:
        """Set a page; %s in it becomes the server's own address."""
        text = body.replace("%s", self.root).encode() if isinstance(body, str) else body
        self.pages[path] = (status, media_type, text)

    async def answer(self, request: web.Request) -> web.Response:
        """Answer a request."""
        self.asked.append(request.path)
        conditions = {name: value for name, value in request.headers.items() if name.startswith("If-")}
        self.conditions.append(conditions)
        validators = self.validators.get(request.path, {})
        if validators and conditions == {_CONDITIONS[name]: value for name, value in validators.items()}:
            return web.Response(status=304, headers=validators)
        if request.path == "/moved":
            raise web.HTTPFound("/new/place")
        status, media_type, body = self.pages.get(request.path, (404, "text/html", b"not found"))
        return web.Response(status=status, body=body, content_type=media_type, headers=validators)


@pytest.fixture
async def site(aiohttp_server: Callable[[web.Application], Awaitable[TestServer]]) -> Site:
    """An empty site."""
    site = Site()
    application = web.Application()
    application.router.add_get("/{path:.*}", site.answer)
    server = await aiohttp_server(application)
    site.root = str(server.make_url("/")).rstrip("/")
    return site


@pytest.fixture
async def read_url() -> AsyncIterator[ReadUrl]:
    """A plain reader."""
    async with aiohttp.ClientSession() as session:

        async def read(url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> Page:
            try:
                async with session.get(url) as answer:
                    body = await answer.read()
                    return Page(str(answer.url), answer.status, answer.content_type, answer.charset, body)
            except aiohttp.ClientError as error:
                raise InputError(f"{url}: cannot be read") from error

        yield read


@pytest.fixture
async def remembering() -> AsyncIterator[Remembering]:
    """A reader that remembers, over the real client."""
    settings = CheckSettings(allow_private=["127.0.0.0/8"], host_interval=0, retries=0, timeout=2)
    async with WebClient(settings, None) as client:
        yield Remembering(client)


@pytest.fixture
def unprivileged(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to run in, as a user who may not read everything."""
    user = os.geteuid()
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        monkeypatch.chdir(folder)
        (folder / "docs" / "closed").mkdir(parents=True)
        (folder / "docs" / "names").mkdir()
        (folder / "mixed" / "deeper").mkdir(parents=True)
        (folder / "mixed" / "a.md").write_text("x")
        (folder / "mixed").chmod(0o444)
        for file in ("a.md", "b.md", "closed/c.md", "names/d.md"):
            (folder / "docs" / file).write_text("x")
        (folder / "docs" / "a.md").chmod(0)
        (folder / "docs" / "closed").chmod(0)
        (folder / "docs" / "node_modules").mkdir(mode=0)
        (folder / "docs" / "names").chmod(0o444)  # may be listed, not entered
        if user == 0:  # who may read everything
            os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(user)
            for closed in ("docs/closed", "docs/names", "docs/node_modules", "mixed"):
                (folder / closed).chmod(0o755)
