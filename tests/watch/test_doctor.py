import asyncio
import logging
import os
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web

from linkwatch.app.diagnosing import diagnose
from linkwatch.config import Settings, load_settings
from linkwatch.model import Status
from linkwatch.store import SourceEntry, Store, only_daemon
from linkwatch.watch import doctor
from linkwatch.watch.doctor import Controls
from linkwatch.watch.finding import OK, PROBLEM, WARNING, Finding
from tests.notify.conftest import Log
from tests.servers.dns import NOERROR, NXDOMAIN, SERVFAIL, A, DnsServer, dns_server
from tests.standin.wayback import WaybackStandin
from tests.store.making import NOW, article, cite, read, settle_all

Zone = dict[str, int]


class World:
    """A network of its own: name server, control page, archive."""

    def __init__(self, dns: DnsServer, names: Zone, page: str, archive: WaybackStandin, archive_url: str) -> None:
        self.dns = dns
        self.names = names
        self.archive = archive
        self.page = page
        self.answers: dict[str, object] = {}
        self.environ = {
            "LINKWATCH_CHECK__ALLOW_PRIVATE": "127.0.0.0/8",
            "LINKWATCH_ARCHIVE__WAYBACK_URL": archive_url,
        }

    def settings(self, **environ: str) -> Settings:
        return load_settings(None, environ={**self.environ, **environ})

    @property
    def controls(self) -> Controls:
        return Controls(("control.test", "other.test"), self.page, [self.dns.address])

    async def examine(
        self, database: Path | None = None, now: datetime | None = None, seconds: float = 20, **environ: str
    ) -> dict[str, Finding]:
        """Return the worst finding of each topic."""
        moment = now or datetime.now(UTC)
        found = await diagnose(self.settings(**environ), None, database, moment, self.controls, seconds)
        order = (OK, WARNING, PROBLEM)
        return {finding.topic: finding for finding in sorted(found, key=lambda finding: order.index(finding.state))}


@pytest.fixture
async def world() -> AsyncIterator[World]:
    over = asyncio.Event()
    names = {"control.test": NOERROR, "portal.test": NOERROR}

    def zone(name: str, kind: int) -> tuple[int, list[str]]:
        code = names.get(name, NXDOMAIN)
        return code, ["127.0.0.1"] if code == NOERROR and kind == A else []

    async def page(request: web.Request) -> web.StreamResponse:
        if "stands-still" in world.answers:
            await over.wait()
        if target := world.answers.get("redirect"):
            raise web.HTTPFound(str(target)) if request.host.startswith("control") else web.HTTPOk
        date = world.answers.get("date", datetime.now(UTC))
        assert isinstance(date, datetime)
        return web.Response(text="a page", headers={"Date": format_datetime(date, usegmt=True)})

    app = web.Application()
    app.router.add_get("/", page)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    archive = WaybackStandin()
    async with dns_server(zone) as dns, archive.serve() as archive_url:
        port = runner.addresses[0][1]
        world = World(dns, names, f"http://control.test:{port}/", archive, archive_url)
        yield world
    over.set()
    await runner.cleanup()


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "links.db"
    with Store.open(path) as store:
        settle_all(store, read(store, article(cite("https://a.example/"))), Status.ALIVE)
    return path


def files_beside(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


async def test_all_is_fine(world: World, db: Path) -> None:
    found = await world.examine(db)
    assert {finding.state for finding in found.values()} == {OK}
    topics = [
        "archive",
        "clock",
        "configuration",
        "daemon",
        "database",
        "installation",
        "network",
        "notify",
        "resolver",
    ]
    assert sorted(found) == topics
    assert (world.archive.asked("/cdx/"), len(world.archive.requests)) == (1, 1)


async def test_it_changes_nothing(world: World, db: Path) -> None:
    before = files_beside(db)
    await world.examine(db)
    assert files_beside(db)[db.name] == before[db.name]
    assert not any(files_beside(db)[name] for name in files_beside(db) if name.endswith("-wal"))


@pytest.mark.parametrize(("code", "text"), [(NXDOMAIN, "do not know control.test"), (SERVFAIL, "do not answer")])
async def test_a_resolver_that_fails_is_a_problem(world: World, code: int, text: str) -> None:
    world.names["control.test"] = world.names["other.test"] = code
    found = await world.examine()
    assert found["resolver"].state == PROBLEM
    assert text in found["resolver"].text
    assert found["network"].state == PROBLEM


async def test_one_control_name_suffices(world: World) -> None:
    world.names["other.test"] = SERVFAIL
    assert (await world.examine())["resolver"].state == OK


async def test_whatever_hangs_the_report_comes_in_time(world: World) -> None:
    world.answers["stands-still"] = True
    began = time.monotonic()
    found = await world.examine(seconds=0.6)
    assert time.monotonic() - began < 5
    assert found["network"].state == PROBLEM


async def test_a_portal_before_the_network_is_noticed(world: World) -> None:
    world.answers["redirect"] = world.page.replace("control.test", "portal.test")
    found = await world.examine()
    assert found["network"].state == WARNING
    assert "portal.test" in found["network"].text


@pytest.mark.parametrize(("off", "words"), [(-10, "10 minutes behind"), (180, "3 hours ahead of")])
async def test_a_clock_that_is_off_is_a_warning(world: World, off: int, words: str) -> None:
    found = await world.examine(now=datetime.now(UTC) + timedelta(minutes=off, seconds=1 if off > 0 else -20))
    assert found["clock"].state == WARNING
    assert words in found["clock"].text


async def test_a_date_that_is_none_says_nothing_of_the_clock() -> None:
    for text in ("", "yesterday", "Sun, 99 Nov 2026 99:00:00 GMT"):
        assert doctor._clock([text], "a server", NOW) == []


async def test_an_archive_that_does_not_answer_is_a_warning(world: World) -> None:
    found = await world.examine(LINKWATCH_ARCHIVE__WAYBACK_URL="http://127.0.0.1:1")
    assert found["archive"].state == WARNING
    assert "refused" in found["archive"].text


async def test_an_archive_that_is_not_used_is_not_asked(world: World) -> None:
    found = await world.examine(LINKWATCH_ARCHIVE__FIND="false")
    assert found["archive"].state == OK
    assert world.archive.requests == []


async def test_saving_without_keys_is_a_warning_and_keys_are_never_sent(world: World) -> None:
    found = await world.examine(LINKWATCH_ARCHIVE__SAVE="unarchived")
    assert found["archive"].state == WARNING
    keys = {"LINKWATCH_ARCHIVE__ACCESS_KEY": "open", "LINKWATCH_ARCHIVE__SECRET_KEY": "sesame"}
    found = await world.examine(LINKWATCH_ARCHIVE__SAVE="unarchived", **keys)
    assert found["archive"].state == OK
    assert all("sesame" not in str(request) for request in world.archive.requests)


@pytest.fixture
def root_log() -> Iterator[list[str]]:
    """What reaches the root logger: pytest's own capture listens to loggers that are cut off from it, too."""
    log, root = Log(), logging.getLogger()
    root.addHandler(log)
    yield log.lines
    root.removeHandler(log)


async def test_targets_of_messages_are_read_and_nothing_of_them_is_shown(world: World, root_log: list[str]) -> None:
    good, bad = "mailto://user:hush@example.org", "nonsense://hush@host"
    assert (await world.examine(LINKWATCH_NOTIFY__URLS=good))["notify"].state == OK
    found = await world.examine(LINKWATCH_NOTIFY__URLS=f"{good},{bad}")
    assert found["notify"].state == PROBLEM
    assert "number 2" in found["notify"].text
    assert "hush" not in repr(found) + "".join(root_log)


async def test_the_folder_for_copies_is_looked_at(world: World, tmp_path: Path) -> None:
    assert (await world.examine(LINKWATCH_ARCHIVE__WARC=str(tmp_path)))["copies"].state == OK


async def test_a_database_that_is_not_there_yet_is_a_warning(world: World, tmp_path: Path) -> None:
    found = await world.examine(tmp_path / "none.db")
    assert found["database"].state == WARNING
    assert files_beside(tmp_path / "none.db") == {}


async def test_a_damaged_database_is_a_problem(world: World, db: Path) -> None:
    with closing(sqlite3.connect(db)) as raw:
        (root,) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'links_status'").fetchone()
    with db.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(os.urandom(4096))
    found = await world.examine(db)
    assert found["database"].state == PROBLEM
    assert "restore a backup" in str(found["database"].advice)


async def test_what_is_no_database_of_ours_is_a_problem(world: World) -> None:
    assert (await world.examine(Path(__file__)))["database"].state == PROBLEM


async def test_a_database_of_an_older_linkwatch_is_a_warning(world: World, db: Path) -> None:
    with closing(sqlite3.connect(db)) as raw, raw:
        raw.execute("DELETE FROM _sqlite_migrations WHERE name = (SELECT max(name) FROM _sqlite_migrations)")
    found = await world.examine(db)
    assert found["database"].state == WARNING
    assert "older linkwatch" in found["database"].text


async def test_tracked_sources_want_a_daemon_and_a_daemon_in_time(world: World, db: Path) -> None:
    with Store.open(db) as store:
        store.sources.put(SourceEntry("feed", "https://a.example/feed"), "command", NOW)
    assert (await world.examine(db, NOW))["daemon"].state == WARNING
    with only_daemon(db):
        assert (await world.examine(db, NOW))["daemon"].state == OK
        late = await world.examine(db, NOW + timedelta(days=4))
    assert late["daemon"].state == WARNING
    assert "1 link due, the first for 3 days" in late["daemon"].text


async def test_it_says_whose_daemon_answers(world: World, db: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        server = (await world.examine(db, LINKWATCH_SERVER__LISTEN=listen))["server"]
        assert (server.state, "another program answers there" in server.text) == (PROBLEM, True)
        with only_daemon(db):
            server = (await world.examine(db, LINKWATCH_SERVER__LISTEN=listen))["server"]
            assert (server.state, "the daemon of this database" in server.text) == (OK, True)
    server = (await world.examine(db, LINKWATCH_SERVER__LISTEN=listen))["server"]
    assert (server.state, "would answer" in server.text) == (OK, True)
