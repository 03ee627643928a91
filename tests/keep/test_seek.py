"""Asking the archives beside the checks: what goes wrong with one link stays with it."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pytest

from linkwatch.app.tools import open_archives
from linkwatch.config import ArchiveSettings, RecheckSettings
from linkwatch.keep.seek import Seeker, longest_search, seek_due
from linkwatch.model import Snapshot, SnapshotAnswer, Status, Target, TargetKind
from linkwatch.reading import Here
from linkwatch.store import Store
from tests.standin.wayback import EXCLUDED, Trouble, WaybackStandin, too_many
from tests.store.making import article, cite, look, pending, read, rows

NOW = datetime(2026, 11, 22, tzinfo=UTC)
P = ParamSpec("P")
T = TypeVar("T")


class StumblingFinder:
    """Finds nothing, and stumbles over one link."""

    is_resting = False

    async def find(self, url: str, cited_at: datetime, **known: object) -> SnapshotAnswer:
        if url.endswith("/stone"):
            raise TypeError("stumbled")
        return SnapshotAnswer(None, "no-snapshot", 1)


async def test_a_fault_at_one_link_leaves_the_others_their_answers(caplog: pytest.LogCaptureFixture) -> None:
    told: list[tuple[int, int]] = []
    with Store.open(None) as store:
        run_id = store.runs.begin("check", NOW)
        urls = [f"http://me:hush@example.org/{name}" for name in ("stone", "a", "b")]
        store.runs.add_links(run_id, [Target(TargetKind.WEB, url) for url in urls], NOW)
        store.runs.plan(run_id, NOW)
        links = store.runs.links_of_host(run_id, "example.org", 10)
        seeker = Seeker(
            run_id,
            store.snapshots,
            StumblingFinder(),
            ArchiveSettings(),
            RecheckSettings(),
            {Status.DEAD},
            lambda: NOW,
            lambda asked, answered: told.append((asked, answered)),
        )
        await seeker.offer([(link, Status.DEAD) for link in links])
        seeker.end()
        await seeker.run()
        states = store.snapshots.states(link.id for link in links)
    reasons = [states[link.id].reason for link in links]
    assert reasons == ["archive-unavailable", "no-snapshot", "no-snapshot"]
    assert told[-1] == (3, 3)
    assert "no search for one link" in caplog.text
    assert "hush" not in caplog.text


@pytest.mark.parametrize(("wanted", "asked"), [({Status.DEAD}, [0, 0, 1]), ({Status.CHANGED}, [0, 0, 0])])
async def test_an_audit_seeks_what_keeps_failing_as_if_it_were_dead(wanted: set[Status], asked: list[int]) -> None:
    told: list[int] = []
    with Store.open(None) as store:
        for hour in range(3):
            now = NOW + timedelta(hours=hour)
            run_id = read(store, article(cite("http://example.org/a")), now=now)
            (link,) = store.runs.links_of_host(run_id, "example.org", 10)
            store.checks.settle(run_id, [look(link.id, Status.FAILING, now=now)])
            seeker = Seeker(
                run_id,
                store.snapshots,
                StumblingFinder(),
                ArchiveSettings(),
                RecheckSettings(confirmations=3),
                wanted,
                lambda: NOW,
                lambda asked, answered: told.append(asked),
            )
            await seeker.offer([(link, Status.FAILING)])
    assert told == asked


class ShakyFinder:
    """Finds a copy, the first time in spite of an archive that failed."""

    def __init__(self) -> None:
        self.asked = 0

    is_resting = False

    async def find(self, url: str, cited_at: datetime, **known: object) -> SnapshotAnswer:
        self.asked += 1
        snapshot = Snapshot("wayback", f"2015060{self.asked}000000", f"http://archive.example/{self.asked}", url)
        return SnapshotAnswer(snapshot, None, 1, provisional=self.asked == 1)


async def test_a_copy_found_while_an_archive_failed_is_asked_for_again_and_then_kept() -> None:
    finder = ShakyFinder()
    with Store.open(None) as store:
        for _ in range(3):
            run_id = store.runs.begin("check", NOW)
            store.runs.add_links(run_id, [Target(TargetKind.WEB, "http://example.org/a")], NOW)
            store.runs.plan(run_id, NOW)
            links = store.runs.links_of_host(run_id, "example.org", 10)
            seeker = Seeker(
                run_id,
                store.snapshots,
                finder,
                ArchiveSettings(),
                RecheckSettings(),
                {Status.DEAD},
                lambda: NOW,
                lambda asked, answered: None,
            )
            await seeker.offer([(link, Status.DEAD) for link in links])
            seeker.end()
            await seeker.run()
    assert finder.asked == 2


class FlickeringFinder:
    """Fails every link the first time, as an archive does whose every second answer is an error."""

    is_resting = False

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def find(self, url: str, cited_at: datetime, **known: object) -> SnapshotAnswer:
        self.asked.append(url)
        if self.asked.count(url) == 1:
            return SnapshotAnswer(None, "archive-unavailable", 2)
        return SnapshotAnswer(Snapshot("wayback", "20150601000000", f"http://archive.example/{url}", url), None, 1)


@pytest.mark.parametrize(("is_resting", "looks", "copies"), [(False, 2, 3), (True, 1, 0)])
async def test_links_for_which_an_archive_failed_are_asked_about_again_if_it_goes_on_answering(
    is_resting: bool, looks: int, copies: int
) -> None:
    finder = FlickeringFinder()
    finder.is_resting = is_resting
    told: list[tuple[int, int]] = []
    with Store.open(None) as store:
        run_id = store.runs.begin("check", NOW)
        store.runs.add_links(run_id, [Target(TargetKind.WEB, f"http://example.org/{n}") for n in range(3)], NOW)
        store.runs.plan(run_id, NOW)
        links = store.runs.links_of_host(run_id, "example.org", 10)
        seeker = Seeker(
            run_id,
            store.snapshots,
            finder,
            ArchiveSettings(),
            RecheckSettings(),
            {Status.DEAD},
            lambda: NOW,
            lambda asked, answered: told.append((asked, answered)),
        )
        await seeker.offer([(link, Status.DEAD) for link in links])
        seeker.end()
        await seeker.run()
        states = store.snapshots.states(link.id for link in links)
    assert len(finder.asked) == looks * 3
    assert sum(state.chosen for state in states.values()) == copies
    assert told[-1] == (3, 3)


class AttentiveFinder:
    """Notes what it is told of a link."""

    is_resting = False

    def __init__(self) -> None:
        self.known: dict[str, dict[str, object]] = {}

    async def find(self, url: str, cited_at: datetime, **known: object) -> SnapshotAnswer:
        self.known[url] = known
        return SnapshotAnswer(None, "no-snapshot", 1)


async def test_the_archives_learn_of_the_words_around_a_citation_and_of_other_links_that_wait() -> None:
    finder = AttentiveFinder()
    urls = [f"http://example.org/reports/{n}" for n in range(6)]
    with Store.open(None) as store:
        run_id = read(store, article(*map(cite, urls)), now=NOW)
        links = store.runs.links_of_host(run_id, "example.org", 10)
        seeker = Seeker(
            run_id,
            store.snapshots,
            finder,
            ArchiveSettings(),
            RecheckSettings(),
            {Status.DEAD},
            lambda: NOW,
            lambda asked, answered: None,
        )
        await seeker.offer([(link, Status.DEAD) for link in links])
        seeker.end()
        await seeker.run()
    first = finder.known[links[0].url]
    assert first["beside"] == tuple(link.url for link in links[1:])
    assert finder.known[links[-1].url]["beside"] == ()
    assert first["sentences"]


class SlowFinder:
    """Takes 100 seconds for a link, by its own clock."""

    def __init__(self) -> None:
        self.seconds = 0.0

    is_resting = False

    async def find(self, url: str, cited_at: datetime, **known: object) -> SnapshotAnswer:
        self.seconds += 100
        return SnapshotAnswer(None, "no-snapshot", 1)


async def test_slow_archives_get_ten_minutes_and_three_requests_a_link_with_four_links_at_once() -> None:
    finder, links = SlowFinder(), 40
    with Store.open(None) as store:
        run_id = store.runs.begin("check", NOW)
        store.runs.add_links(run_id, [Target(TargetKind.WEB, f"http://example.org/{n}") for n in range(links)], NOW)
        store.runs.plan(run_id, NOW)
        asked = store.runs.links_of_host(run_id, "example.org", links)
        seeker = Seeker(
            run_id,
            store.snapshots,
            finder,
            ArchiveSettings(requests_per_minute=60),
            RecheckSettings(),
            {Status.DEAD},
            lambda: NOW,
            lambda asked, answered: None,
            monotonic=lambda: finder.seconds,
        )
        await seeker.offer([(link, Status.DEAD) for link in asked])
        seeker.end()
        await seeker.run()
        states = store.snapshots.states(link.id for link in asked)
    reasons = [state.reason for state in states.values()]
    allowed = 4 * (600 + links * 3)  # seconds
    assert reasons.count("no-snapshot") == allowed // 100 + 1
    assert reasons.count("archive-unavailable") == links - allowed // 100 - 1


def test_one_link_is_searched_for_as_long_as_eighty_requests_and_the_patience_take() -> None:
    assert longest_search(ArchiveSettings(patience=600, requests_per_minute=24)) == 600 + 200


# --- what is due

CITED = datetime(2015, 6, 9, tzinfo=UTC)
URL = "http://example.org/canal"
PAGE = b"""<!DOCTYPE html><html lang="en"><head><title>How the canal was dug</title></head><body><main>
<h1>How the canal was dug</h1>
<p>Work on the canal began in the spring of 1825, when three hundred men arrived from the northern villages with
spades and barrows. The first mile took them until August, for the clay lay deeper than the surveyors had said.</p>
<p>By the following year the banks had been raised on both sides and the first lock stood finished near the mill.
Boats loaded with stone came down from the quarry before the water was let in along the whole of its length.</p>
</main></body></html>"""


class Daemon:
    """One that asks an archive on loopback about what is due in its database."""

    def __init__(self, path: Path, base_url: str) -> None:
        self.path = path
        self.now = NOW
        self.settings = ArchiveSettings(wayback_url=base_url, requests_per_minute=100_000, negative_ttl=7 * 86400)

    def see(self, status: Status, *urls: str, due: bool = True) -> int:
        """Look at links cited in 2015; return the run."""
        with Store.open(self.path) as store:
            run_id = read(store, article(*map(cite, urls), published_at=CITED), now=self.now)
            store.checks.settle(
                run_id, [look(link_id, status, now=self.now) for link_id in pending(store, run_id).values()]
            )
            with store._connection.writing() as raw:
                moment = self.now.strftime("%Y-%m-%dT%H:%M:%SZ") if due else None
                raw.executemany("UPDATE links SET next_seek_at = ? WHERE url = ?", [(moment, url) for url in urls])
            return run_id

    async def wake(self, *, limit: int = 100, enough: Callable[[], bool] = lambda: False) -> int:
        """Ask what is due, in a process of its own."""
        with Store.open(self.path) as store:
            async with open_archives(self.settings, "linkwatch-tests/1.0", Here()) as archives:
                finder, now = archives.finder, lambda: self.now
                return await seek_due(store.snapshots, finder, self.settings, now, limit=limit, enough=enough)

    def told(self, run_id: int) -> dict[str, Any]:
        """What a report says of the only link."""
        with Store.open(self.path) as store:
            (row,) = store.reports.links(run_id)
            return row

    def pause(self) -> timedelta | None:
        """Until the first link is due again."""
        ((text,),) = rows(self.path, "SELECT min(next_seek_at) FROM links")
        return None if text is None else datetime.fromisoformat(text) - self.now


@pytest.fixture
async def standin() -> AsyncIterator[WaybackStandin]:
    archive = WaybackStandin()
    async with archive.serve() as archive.url:
        yield archive


@pytest.fixture
def daemon(tmp_path: Path, standin: WaybackStandin) -> Daemon:
    return Daemon(tmp_path / "x.db", standin.url)


async def test_a_dead_link_that_is_due_gets_its_copy(daemon: Daemon, standin: WaybackStandin) -> None:
    standin.add(URL, "20150601120000", body=PAGE)
    run_id = daemon.see(Status.DEAD, URL)
    assert await daemon.wake() == 1
    assert daemon.told(run_id)["snapshot"]["timestamp"] == "20150601120000"
    assert daemon.pause() is None
    assert rows(daemon.path, "SELECT purpose FROM snapshots") == [("replacement",)]
    assert await daemon.wake() == 0


async def test_a_link_of_which_no_archive_may_learn_is_never_sought_again(
    daemon: Daemon, standin: WaybackStandin
) -> None:
    run_id = daemon.see(Status.DEAD, f"{URL}?token=hush")
    assert await daemon.wake() == 1
    assert daemon.told(run_id)["snapshot_reason"] == "not-told"
    assert daemon.pause() is None
    assert standin.requests == []


async def test_a_copy_made_after_the_link_died_is_none(daemon: Daemon, standin: WaybackStandin) -> None:
    standin.add(URL, "20270101120000", body=PAGE)
    run_id = daemon.see(Status.DEAD, URL)
    await daemon.wake()
    assert daemon.told(run_id)["snapshot_reason"] == "no-snapshot"


async def test_a_living_links_copy_is_told_of_when_it_dies_without_asking_again(
    daemon: Daemon, standin: WaybackStandin
) -> None:
    standin.add(URL, "20150601120000", body=PAGE)
    run_id = daemon.see(Status.ALIVE, URL)
    assert await daemon.wake() == 1
    assert (daemon.told(run_id)["snapshot"], daemon.told(run_id)["snapshot_reason"]) == (None, None)
    assert (daemon.pause(), len(standin.requests)) == (None, 2)
    assert rows(daemon.path, "SELECT origin, made_at FROM baselines") == [("snapshot", "2015-06-01T12:00:00Z")]
    daemon.now += timedelta(days=30)
    run_id = daemon.see(Status.DEAD, URL)
    assert await daemon.wake() == 1
    assert len(standin.requests) == 2
    assert daemon.told(run_id)["snapshot"]["timestamp"] == "20150601120000"
    assert daemon.pause() is None


async def test_an_absence_for_a_living_link_is_not_believed_when_it_dies(
    daemon: Daemon, standin: WaybackStandin
) -> None:
    run_id = daemon.see(Status.ALIVE, URL)
    await daemon.wake()
    assert daemon.told(run_id)["snapshot_reason"] is None
    assert daemon.pause() == timedelta(days=28)
    standin.add(URL, "20150601120000", body=PAGE)
    run_id = daemon.see(Status.DEAD, URL)
    await daemon.wake()
    assert daemon.told(run_id)["snapshot"] is not None


@pytest.mark.parametrize(("trouble", "days"), [(None, 7), (EXCLUDED, 28)])
async def test_an_absence_is_asked_for_again_when_it_is_old(
    daemon: Daemon, standin: WaybackStandin, trouble: Trouble | None, days: int
) -> None:
    standin.always = trouble
    daemon.see(Status.DEAD, URL)
    await daemon.wake()
    assert daemon.pause() == timedelta(days=days)


async def test_an_archive_that_does_not_answer_is_asked_after_growing_pauses(
    daemon: Daemon, standin: WaybackStandin
) -> None:
    standin.always = Trouble(403, "Forbidden")
    daemon.see(Status.DEAD, URL)
    pauses = []
    for _ in range(7):
        await daemon.wake()
        pause = daemon.pause()
        assert pause is not None
        pauses.append(pause / timedelta(hours=1))
        daemon.now += pause
    assert pauses == [1, 2, 4, 8, 16, 24, 24]
    standin.always = None
    standin.add(URL, "20150601120000", body=PAGE)
    await daemon.wake()
    assert daemon.pause() is None


async def test_links_stay_due_while_the_archive_is_left_alone(daemon: Daemon, standin: WaybackStandin) -> None:
    urls = [f"{URL}/{number}" for number in range(30)]
    daemon.see(Status.DEAD, *urls)
    standin.always = too_many("1800")
    answered = await daemon.wake()
    assert answered <= 4
    assert len(standin.requests) <= 4
    due = "SELECT count(*) FROM links WHERE next_seek_at = '2026-11-22T00:00:00Z'"
    assert rows(daemon.path, due) == [(30 - answered,)]
    standin.always = None
    assert await daemon.wake(limit=7) == 30 - answered


async def test_when_it_is_enough_the_rest_stays_due(daemon: Daemon, standin: WaybackStandin) -> None:
    daemon.see(Status.DEAD, *(f"{URL}/{number}" for number in range(30)))
    assert await daemon.wake(limit=3, enough=lambda: len(standin.requests) > 6) < 30
    assert await daemon.wake(enough=lambda: True) == 0
    assert 0 < rows(daemon.path, "SELECT count(*) FROM links WHERE next_seek_at > '2026-11-22T00:00:00Z'")[0][0] < 30


async def test_a_link_that_dies_while_the_archive_is_asked_stays_due(daemon: Daemon, standin: WaybackStandin) -> None:
    daemon.see(Status.ALIVE, URL)
    with Store.open(daemon.path) as store:
        (due,) = store.snapshots.links_to_seek(daemon.now, 1)
        daemon.see(Status.DEAD, URL)
        nothing = SnapshotAnswer(None, "no-snapshot", 1)
        store.snapshots.record_answer(
            None, due.link, nothing, purpose="baseline", asked="x", now=NOW, next_seek_at=NOW + timedelta(days=28)
        )
        assert [one.link.status for one in store.snapshots.links_to_seek(daemon.now, 1)] == [Status.DEAD]
