"""A daemon's jobs over a real web of loopback and a real database, with a clock that only tests move."""

import asyncio
import sqlite3
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from aiohttp import web

from linkwatch.app import utc_now
from linkwatch.app.tools import keepers_of, open_archives
from linkwatch.check import control
from linkwatch.check.examining import page_reader
from linkwatch.config import Settings
from linkwatch.fetch import WebClient
from linkwatch.fetch.tls import browser_like_context
from linkwatch.model import Status
from linkwatch.reading import Here
from linkwatch.store import ArchiveLimits, HostPauses, Store
from linkwatch.watch.jobs import Jobs
from tests.servers.clock import SimulatedClock
from tests.servers.pages import NOT_FOUND, article, feed, story
from tests.servers.sites import CONTROL, NamedSites
from tests.store.making import fresh_database

FEED = [("feed", "blog.com/feed")]
CHECK = {"allow_private": ["127.0.0.0/8"], "host_interval": 0, "retries": 0, "timeout": 1}


_story = cache(story)  # its words are made up one by one, for the same few places in most tests


@cache
def _tls() -> ssl.SSLContext:
    return browser_like_context()  # takes longer to make than most tests


@dataclass
class Page:
    """What a URL answers. etag: sent along, and asked for; "" for none. waits: nothing is answered until it is set."""

    text: str = ""
    status: int = 200
    etag: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    waits: asyncio.Event | None = None


@dataclass(frozen=True)
class Asked:
    url: str
    headers: Mapping[str, str]
    status: int


class Monitor:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.pauses: list[str | None] = []
        self.looks: list[str] = []

    def paused(self, reason: str | None) -> None:
        self.pauses.append(reason)

    def looked(self, status: Status) -> None:
        self.looks.append(str(status))


@asynccontextmanager
async def a_daemons_life(
    path: Path,
    settings: Settings,
    sites: NamedSites,
    clock: SimulatedClock,
    monitor: Monitor,
    enough: Callable[[], bool],
) -> AsyncIterator[Jobs]:
    """Make the jobs of one daemon, from its start to its end."""
    with Store.open(path) as store:
        client = WebClient(
            settings.check,
            page_reader(Here()),
            monotonic=clock.monotonic,
            sleep=clock.sleep,
            nameservers=sites.nameservers,
            ssl_context=_tls(),
            pauses=HostPauses(store.politeness, clock.now),
        )
        limits = ArchiveLimits(store.politeness, utc_now)  # archives are asked by the real clock
        async with client, open_archives(settings.archive, settings.check.user_agent, Here(), limits) as archives:
            jobs = Jobs(
                store,
                path,
                settings,
                client,
                archives.finder,
                keepers_of(settings.archive, client, archives),
                Here(),
                monitor,
                clock.now,
                enough,
                monotonic=clock.monotonic,
            )
            await jobs.begin()
            try:
                yield jobs
            finally:
                await jobs.end()


async def scans_of(jobs: Jobs) -> None:
    """Let the scan job wake and its scans end."""
    await jobs.scan()
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name().startswith("scan ")))


class Watch:
    """pages: by URL without the port. asked: every request that was answered."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clock = SimulatedClock()
        self.pages: dict[str, Page] = {f"{CONTROL}/": Page("here")}
        self.asked: list[Asked] = []
        self.sites = NamedSites(self._answer)
        self.monitor = Monitor()
        self.is_enough = False
        self.jobs: Jobs = None  # type: ignore[assignment]  # `opened` sets it

    def url(self, place: str) -> str:
        """The URL of "name/path"."""
        name, _, path = place.partition("/")
        return self.sites.url(name, f"/{path}")

    @asynccontextmanager
    async def opened(
        self, sources: list[tuple[str, str]], *, check: Mapping[str, Any] = {}, **sections: Any
    ) -> AsyncIterator["Watch"]:
        """Begin to watch these sources: (kind, "name/path" or a file's path)."""
        async with self.sites.serve():
            # the control is asked at a port that needs no administrator's rights
            with patch.object(control, "CONTROL_URL", self.sites.control_url):
                async with self.restarted(sources, check=check, **sections):
                    yield self

    @asynccontextmanager
    async def restarted(
        self, sources: list[tuple[str, str]], *, check: Mapping[str, Any] = {}, **sections: Any
    ) -> AsyncIterator[None]:
        """The jobs of a daemon that has just been started."""
        named = [{"kind": kind, "location": place if kind == "files" else self.url(place)} for kind, place in sources]
        settings = Settings.model_validate({"check": {**CHECK, **check}, "sources": named, **sections})
        if not self.path.exists():
            self.path.write_bytes(fresh_database())
        living = a_daemons_life(self.path, settings, self.sites, self.clock, self.monitor, lambda: self.is_enough)
        async with living as self.jobs:
            yield

    async def scan(self) -> list[Asked]:
        """Let the scan job wake and its scans end; return what was asked."""
        before = len(self.asked)
        await scans_of(self.jobs)
        return self.asked[before:]

    def scans(self) -> list[str]:
        """The names of the scans that are still running."""
        return [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("scan ")]

    async def check(self) -> list[str]:
        """Let the check job wake; return the links that were asked, others that were asked to compare them left out."""
        before = len(self.asked)
        await self.jobs.check()
        links = {_place(row["url"]) for row in self.rows("SELECT url FROM links")}
        return sorted({asked.url for asked in self.asked[before:]} & links)

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait for what the jobs are about to do."""
        async with asyncio.timeout(20):
            while not is_so():  # noqa: ASYNC110 - the database sets no event
                await asyncio.sleep(0.005)

    async def check_when_due(self, place: str) -> dict[str, Any]:
        """Move on until a link is due, look, and return what is known of it."""
        due = self.link(place)["next_check_at"]
        if due is None:
            raise AssertionError(f"{place} is never due")
        (seconds,) = self.rows("SELECT unixepoch(?) - unixepoch(?) AS s", due, self.clock.now().isoformat())
        self.clock.move(seconds=max(seconds["s"], 0))
        await self.check()
        return self.link(place)

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        db = sqlite3.connect(self.path)
        try:
            db.row_factory = sqlite3.Row
            return [dict(row) for row in db.execute(sql, values)]
        finally:
            db.close()

    def change(self, sql: str) -> None:
        """Let somebody else write to the database."""
        with closing(sqlite3.connect(self.path)) as db, db:
            db.execute(sql)

    def link(self, place: str) -> dict[str, Any]:
        (row,) = self.rows("SELECT * FROM links WHERE url = ?", self.url(place))
        return row

    def verdict(self, place: str) -> tuple[str, str | None]:
        row = self.link(place)
        return row["status"], row["reason"]

    def told(self, place: str) -> list[str]:
        """The statuses a link was given, in order."""
        sql = "SELECT new_status FROM status_history WHERE link_id = ? ORDER BY id"
        return [row["new_status"] for row in self.rows(sql, self.link(place)["id"])]

    def checks(self, place: str) -> list[dict[str, Any]]:
        return self.rows("SELECT * FROM checks WHERE link_id = ? ORDER BY id", self.link(place)["id"])

    def cited(self, place: str) -> list[str]:
        """What an article cites now, as "name/path"."""
        sql = """SELECT l.url FROM citations c JOIN links l ON l.id = c.link_id JOIN articles a ON a.id = c.article_id
                 WHERE a.uri = ? AND c.removed_at IS NULL ORDER BY l.url"""
        uri = place if place.startswith("/") else self.url(place)
        return [_place(row["url"]) for row in self.rows(sql, uri)]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        url = str(request.url)
        page = self.pages.get(_place(url), Page(NOT_FOUND, 404))
        if page.waits is not None:
            await page.waits.wait()
        headers = {**page.headers, **({"ETag": page.etag} if page.etag else {})}
        is_known = bool(page.etag) and request.headers.get("If-None-Match") == page.etag
        status = 304 if is_known else page.status
        self.asked.append(Asked(_place(url), dict(request.headers), status))
        if is_known:
            return web.Response(status=304, headers=headers)
        is_xml = page.text.startswith("<?xml")
        return web.Response(
            text=page.text,
            status=page.status,
            headers=headers,
            content_type="application/xml" if is_xml else "text/html",
            charset="utf-8",
        )


def blog(watch: Watch, *cited: str, name: str = "one", etag: str = "") -> None:
    """Let the blog's feed list one article that cites these places, each with a page of its own."""
    watch.pages["blog.com/feed"] = Page(feed([watch.url(f"blog.com/{name}")]), etag=etag and f'"feed {etag}"')
    watch.pages[f"blog.com/{name}"] = Page(article(name, map(watch.url, cited)), etag=etag and f'"{etag}"')
    for place in cited:
        watch.pages.setdefault(place, Page(_story(place)))


async def cite(watch: Watch, *places: str) -> None:
    blog(watch, *places)
    await watch.scan()


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}{parts.path}"
