"""Saving page after page, as a daemon does: what is due, what is in the way, and what is never done twice."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from warcio.archiveiterator import ArchiveIterator

from linkwatch.app.tools import keepers_of, open_archives
from linkwatch.archive import transport
from linkwatch.config import ArchiveSettings, CheckSettings
from linkwatch.errors import ArchiveKeysError, ConfigError, StoreError
from linkwatch.fetch import WebClient
from linkwatch.keep.due import keepers_for, require_means_to_save, save_due
from linkwatch.keep.keeper import Keeper
from linkwatch.model import Status
from linkwatch.reading import Here
from linkwatch.store import Store
from tests.cli.conftest import PAGES, Site
from tests.notify.making import find_copy, see
from tests.standin.wayback import Trouble, WaybackStandin
from tests.store.making import article, cite, look, pending, read, rows

URLS = [f"http://example.org/{number}" for number in range(6)]
AGENT = "linkwatch-tests/1.0"


class Time:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC).replace(microsecond=0)

    def __call__(self) -> datetime:
        return self.moment


def fill(path: Path, now: datetime, *urls: str, status: Status = Status.ALIVE, at: datetime | None = None) -> None:
    """Make a database of links that were looked at, and are to be saved at a moment."""
    with Store.open(path) as store:
        run_id = read(store, article(*map(cite, urls)), now=now)
        store.checks.settle(run_id, [look(link_id, status, now=now) for link_id in pending(store, run_id).values()])
        with store._connection.writing() as raw:
            moment = (at or now).strftime("%Y-%m-%dT%H:%M:%SZ")
            raw.executemany("UPDATE links SET next_save_at = ? WHERE url = ?", [(moment, url) for url in urls])


class Daemon:
    """What a daemon holds open, over one database and the archives on loopback."""

    def __init__(self, path: Path, settings: ArchiveSettings, now: Callable[[], datetime]) -> None:
        self.path = path
        self.settings = settings
        self.now = now

    @asynccontextmanager
    async def process(self) -> AsyncIterator[tuple[Store, list[Keeper]]]:
        check = CheckSettings(allow_private=["127.0.0.0/8"], host_interval=0)
        with Store.open(self.path) as store:
            async with WebClient(check, None) as client, open_archives(self.settings, AGENT, Here()) as archives:
                yield store, keepers_of(self.settings, client, archives)

    async def wake(self, *, limit: int = 100, enough: Callable[[], bool] = lambda: False) -> int:
        """Save what is due, in a process of its own; return how many attempts ended. Raises what cut a keeper off."""
        async with self.process() as (store, keepers):
            kept = await save_due(store.saves, keepers, self.settings, self.now, limit=limit, enough=enough)
        for error in kept.errors:
            raise error
        return kept.ended

    def states(self) -> dict[str, str]:
        found = rows(self.path, "SELECT url, state FROM saves s JOIN links l ON l.id = link_id ORDER BY s.id")
        return dict(found)

    def due(self) -> int:
        return int(rows(self.path, "SELECT count(*) FROM links WHERE next_save_at IS NOT NULL")[0][0])


@pytest.fixture
def now() -> Time:
    return Time()


@pytest.fixture
async def standin() -> AsyncIterator[WaybackStandin]:
    archive = WaybackStandin()
    async with archive.serve() as archive.url:
        yield archive


@pytest.fixture
def daemon(tmp_path: Path, standin: WaybackStandin, now: Time) -> Daemon:
    settings = ArchiveSettings(
        save="unarchived",
        wayback_url=standin.url,
        save_url=standin.url + "/save",
        requests_per_minute=100_000,
        access_key=SecretStr("key"),
        secret_key=SecretStr("secret"),
    )
    return Daemon(tmp_path / "x.db", settings, now)


async def test_what_is_due_is_saved_once(daemon: Daemon, standin: WaybackStandin, now: Time) -> None:
    fill(daemon.path, now(), *URLS[:3])
    assert await daemon.wake(limit=2) == 3
    assert daemon.states() == dict.fromkeys(URLS[:3], "saved")
    assert daemon.due() == 0
    now.moment += timedelta(days=1)
    assert await daemon.wake() == 0
    assert len(standin.saving.posts) == 3


async def test_what_is_not_due_or_not_alive_waits(daemon: Daemon, standin: WaybackStandin, now: Time) -> None:
    fill(daemon.path, now(), URLS[0], at=now() + timedelta(hours=1))
    fill(daemon.path, now(), URLS[1], status=Status.FAILING)
    assert await daemon.wake() == 0
    assert (daemon.due(), standin.requests) == (2, [])
    now.moment += timedelta(hours=2)
    assert await daemon.wake() == 1
    assert daemon.states() == {URLS[0]: "saved"}


async def test_when_it_is_enough_the_rest_is_left_to_the_next_time(
    daemon: Daemon, standin: WaybackStandin, now: Time
) -> None:
    fill(daemon.path, now(), *URLS)
    await daemon.wake(enough=lambda: len(standin.saving.posts) > 0)
    assert 0 < len(standin.saving.posts) <= 4
    await daemon.wake()
    assert set(daemon.states().values()) == {"saved"}
    assert len(standin.saving.posts) == 6


async def test_what_is_left_of_a_site_that_begins_to_lose_its_pages_is_saved_first(
    daemon: Daemon, standin: WaybackStandin, now: Time
) -> None:
    others = [f"http://other.example/{number}" for number in range(2)]
    fill(daemon.path, now(), *others)
    fill(daemon.path, now(), *URLS)
    with Store.open(daemon.path) as store:
        see(store, dict.fromkeys(URLS[:3], Status.DEAD), now=now())
        ((copied,),) = rows(daemon.path, "SELECT id FROM links WHERE url = ?", [URLS[3]])
        find_copy(store, copied, URLS[3])
    assert await daemon.wake() == len(others) + 3
    asked = [post["url"] for post in standin.saving.posts]
    assert set(asked[:2]) == set(URLS[4:])
    assert set(asked[2:]) == {*others, URLS[3]}
    assert len(asked) == len(set(asked))


async def test_without_anything_due_nothing_is_asked(daemon: Daemon, standin: WaybackStandin, now: Time) -> None:
    fill(daemon.path, now(), URLS[0])
    standin.saving.ends = {URLS[0]: "error:bad-gateway"}
    await daemon.wake()
    asked = len(standin.requests)
    await daemon.wake()
    assert len(standin.requests) == asked
    now.moment += timedelta(hours=2)
    standin.saving.ends = {}
    assert await daemon.wake() == 1
    assert len(standin.saving.posts) == 2


async def test_an_answer_that_stops_saving_is_remembered_by_the_next_process(
    daemon: Daemon, standin: WaybackStandin, now: Time
) -> None:
    fill(daemon.path, now(), *URLS)
    standin.saving.account = {"available": 1}
    standin.saving.ends = {URLS[0]: "error:max-daily-bandwidth"}
    await daemon.wake()
    asked = len(standin.requests)
    for _ in range(3):
        await daemon.wake()
        now.moment += timedelta(hours=7)
    assert len(standin.requests) == asked
    assert len(standin.saving.posts) == 1
    now.moment += timedelta(hours=7)
    standin.saving.ends = {}
    await daemon.wake()
    assert set(daemon.states().values()) == {"saved"}


async def test_jobs_are_asked_about_while_saving_is_stopped(daemon: Daemon, standin: WaybackStandin, now: Time) -> None:
    fill(daemon.path, now(), URLS[0])
    standin.saving.pending = 1_000_000
    standin.saving.indexes = False
    await daemon.wake(enough=lambda: standin.asked("/save/status/spn2") > 0)
    assert daemon.states() == {URLS[0]: "submitted"}
    fill(daemon.path, now(), *URLS)
    standin.saving.account = {"available": 0}
    await daemon.wake(enough=lambda: standin.asked("/save/status/user") > 1)
    standin.saving.pending = 0
    await daemon.wake()
    assert daemon.states() == {URLS[0]: "saved"} | dict.fromkeys(URLS[1:], "intended")
    assert (len(standin.saving.posts), standin.asked("/save/status/user")) == (1, 2)


async def test_refused_keys_are_told_once(daemon: Daemon, standin: WaybackStandin, now: Time) -> None:
    fill(daemon.path, now(), *URLS)
    daemon.settings = daemon.settings.model_copy(update={"secret_key": SecretStr("hush")})
    with pytest.raises(ArchiveKeysError):
        await daemon.wake()
    asked = len(standin.requests)
    assert await daemon.wake() == 0
    assert len(standin.requests) == asked
    now.moment += timedelta(hours=2)
    with pytest.raises(ArchiveKeysError):
        await daemon.wake()


@pytest.mark.parametrize("answers", [True, False], ids=["after its answers", "before its answers"])
async def test_a_service_that_refuses_connections_in_the_middle_loses_and_repeats_nothing(
    daemon: Daemon, standin: WaybackStandin, now: Time, answers: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "_RETRY_PAUSE", 0.1)  # seconds
    service = WaybackStandin()
    service.saving.archive = standin  # what it captures is in the index
    service.saving.account = {"available": 2}
    service.saving.pending = 1_000_000
    service.saving.swallow = None if answers else Trouble(delay=3600)
    fill(daemon.path, now(), *URLS)
    async with service.serve() as url:
        daemon.settings = daemon.settings.model_copy(update={"save_url": url + "/save", "requests_per_minute": 1000})
        work = asyncio.create_task(daemon.wake())
        await service.saving.two_posts.wait()
    async with asyncio.timeout(20):
        assert await work == 0
    left = "submitted" if answers else "uncertain"
    assert sorted(daemon.states()) == URLS
    assert sorted(daemon.states().values()) == ["intended"] * 4 + [left] * 2
    assert len(standin.requests) <= 4  # two that were sent, and at most one more in each place
    service.saving.pending, service.saving.swallow = 0, None
    now.moment += timedelta(hours=7)
    async with service.serve(port=int(url.rpartition(":")[2])):
        assert await daemon.wake() == 6
    assert set(daemon.states().values()) == {"saved"}
    assert sorted(post["url"] for post in service.saving.posts) == URLS


@pytest.mark.parametrize(
    ("url", "status", "archives"),
    [
        ("http://example.org/", Status.ALIVE, ["local", "wayback"]),
        ("http://example.org/", Status.REDIRECTED, ["local", "wayback"]),
        ("http://example.org/", Status.BLOCKED, []),
        ("http://me:hush@example.org/", Status.ALIVE, []),
        ("https://web.archive.org/web/2015/http://example.org/", Status.ALIVE, []),
        ("mailto:x@y.example", Status.ALIVE, []),
        ("http://192.168.1.1/", Status.ALIVE, ["local"]),
        ("http://wiki.internal/", Status.ALIVE, ["local"]),
        ("http://example.org/file?X-Amz-Signature=ab12", Status.ALIVE, ["local"]),
    ],
)
async def test_where_a_page_is_saved(
    daemon: Daemon, url: str, status: Status, archives: list[str], tmp_path: Path
) -> None:
    outside = {"save_url": "https://web.archive.org/save", "warc": tmp_path / "own"}
    daemon.settings = daemon.settings.model_copy(update=outside)
    async with daemon.process() as (_, keepers):
        assert keepers_for(keepers, url, status) == archives
    daemon.settings = daemon.settings.model_copy(update={"access_key": None})
    async with daemon.process() as (_, keepers):
        assert "wayback" not in keepers_for(keepers, url, status)


def test_means_to_save_are_keys_or_a_folder(daemon: Daemon) -> None:
    require_means_to_save(daemon.settings)
    for missing in ({"access_key": None}, {"secret_key": None}):
        with pytest.raises(ConfigError, match="SECRET_KEY"):
            require_means_to_save(daemon.settings.model_copy(update=missing))
        require_means_to_save(daemon.settings.model_copy(update={**missing, "warc": Path("copies")}))


async def test_a_keeper_in_trouble_costs_the_others_nothing(daemon: Daemon, now: Time, tmp_path: Path) -> None:
    site = Site()
    (tmp_path / "own").write_text("")
    daemon.settings = daemon.settings.model_copy(update={"warc": tmp_path / "own"})
    async with site.serve() as url:
        fill(daemon.path, now(), f"{url}/stories/a")
        with pytest.raises(StoreError, match="cannot be written"):
            await daemon.wake()
        found = rows(daemon.path, "SELECT archive, state FROM saves ORDER BY archive")
        assert found == [("local", "intended"), ("wayback", "saved")]
        (tmp_path / "own").unlink()
        assert await daemon.wake() == 1


async def test_copies_of_our_own_are_made_of_what_is_due(daemon: Daemon, now: Time, tmp_path: Path) -> None:
    site = Site()
    daemon.settings = daemon.settings.model_copy(update={"warc": tmp_path / "own", "access_key": None})
    async with site.serve() as url:
        there, lost = f"{url}/stories/a", f"{url}/missing"
        fill(daemon.path, now(), there, lost)
        assert await daemon.wake(enough=lambda: True) == 0
        assert (site.requests, daemon.due()) == ([], 2)
        assert await daemon.wake() == 2
        assert daemon.states() == {there: "saved", lost: "postponed"}
        assert await daemon.wake() == 0
        assert len(site.requests) == 2
        now.moment += timedelta(hours=2)
        assert await daemon.wake() == 1
        assert site.requests.count("/missing") == 2
    (line,) = (tmp_path / "own" / "indexes").glob("*.cdxj")
    assert len(line.read_text().splitlines()) == 1


async def test_copying_that_is_cut_short_leaves_the_folder_in_order(daemon: Daemon, now: Time, tmp_path: Path) -> None:
    site = Site()
    daemon.settings = daemon.settings.model_copy(update={"warc": tmp_path / "own", "access_key": None})
    async with site.serve() as url:
        fill(daemon.path, now(), *(url + page for page in PAGES))
        for cut in range(1, 8):  # wherever it stands when the cut comes
            work = asyncio.create_task(daemon.wake())
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([work], timeout=cut / 100)
                work.cancel()
                await work
        await daemon.wake()
    assert set(daemon.states().values()) == {"saved"}
    for path in (tmp_path / "own" / "archive").iterdir():
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                record.raw_stream.read()
    assert list((tmp_path / "own" / "indexes").glob("*.added")) == []
