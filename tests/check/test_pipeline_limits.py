"""What the flow asks at its limits: of a host with more links than are read at once, and of looks that are no looks."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from linkwatch.check.crew import Crew
from linkwatch.check.examining import HostBatch, Take
from linkwatch.check.outage import CONTROL_URL
from linkwatch.check.pipeline import Pipeline, exclusion
from linkwatch.config import CheckSettings, Settings
from linkwatch.config.hosts import HostSettings
from linkwatch.errors import OutageError
from linkwatch.evidence import Hop, PageFacts, Trouble, Validators, Visit
from linkwatch.fetch import WebClient
from linkwatch.model import Article, Citation, SnapshotAnswer, Status, Target, TargetKind
from linkwatch.reading import Here
from linkwatch.store import Store
from tests.check.test_pipeline import NOW, SITES, ScriptedWeb, Silence, statuses

A, B = "http://a.com/", "http://b.com/"


def planned(
    store: Store, web: ScriptedWeb, urls: Iterable[str], settings: Settings | None = None, **options: Any
) -> Pipeline:
    """Return the flow of a run that begins a minute after the first one."""
    run_id = store.runs.begin("check", NOW)
    store.runs.add_links(run_id, [Target(TargetKind.WEB, url) for url in urls], NOW)
    now = NOW + timedelta(minutes=run_id - 1)
    return Pipeline(run_id, store, web, settings or Settings(), lambda: now, Silence(), Here(), **options)


def test_links_are_excluded_by_their_address_or_with_their_host() -> None:
    excluded = exclusion(CheckSettings(exclude=["/private/"]).with_hosts([HostSettings(match="b.com", exclude=True)]))
    assert [excluded(url) for url in (A, f"{A}private/1", B)] == [False, True, True]
    assert not exclusion(CheckSettings())(A)


@pytest.mark.parametrize("links", [4, 5])
async def test_a_host_of_many_links_is_asked_for_each_once(links: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkwatch.check.pipeline._LINKS_IN_HAND", 2)
    urls = [f"{A}{number}" for number in range(links)]
    web = ScriptedWeb(dict.fromkeys(urls, 200))
    with Store.open(None) as store:
        assert await planned(store, web, urls).check()
    assert sorted(url for url in web.asked if url in urls) == urls


async def test_a_run_that_is_enough_asks_nobody_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkwatch.check.pipeline._LINKS_IN_HAND", 1)
    with Store.open(None) as store:
        web = ScriptedWeb({A: 200, f"{A}1": 200})
        await planned(store, web, [A], enough=lambda: True).check()
        assert web.asked == []
        await planned(store, web, [A, f"{A}1"], enough=lambda: bool(web.asked)).check()
    assert len({A, f"{A}1"} & set(web.asked)) == 1


async def test_what_was_seen_lately_stands_but_for_those_who_are_patient() -> None:
    web, settings = ScriptedWeb({A: 200}), Settings(check=CheckSettings(max_age=90))
    with Store.open(None) as store:
        for patient, asked in ((False, True), (False, False), (True, True)):
            web.asked.clear()
            assert await planned(store, web, [A], settings, patient=patient).check()
            assert (A in web.asked) is asked


async def test_a_run_in_which_a_link_broke_us_is_not_complete() -> None:
    with Store.open(None) as store:
        assert not await planned(store, ScriptedWeb({A: KeyError("a fault of ours"), B: 200}), [A, B]).check()


@pytest.mark.parametrize(("remembers", "status"), [(True, "failing"), (False, "dead")])
async def test_a_look_is_patient_with_what_it_remembers(status: str, *, remembers: bool) -> None:
    with Store.open(None) as store:
        assert await planned(store, ScriptedWeb({A: 200}), [A]).check()
        options = {} if remembers else {"remembers": False}
        assert await planned(store, ScriptedWeb({A: 404}), [A], patient=True, **options).check()
        assert statuses(store) == [status]


async def test_who_has_no_archives_to_ask_needs_no_snapshot() -> None:
    with Store.open(None) as store:
        assert await planned(store, ScriptedWeb({A: 404}), [A], snapshots_for=[Status.DEAD]).check()


class WithPlaces(ScriptedWeb):
    """Takes note of the places that it is to look for, and of whether it is asked only for what is new."""

    places: tuple[str, ...] = ()
    is_asked_for_news = False
    said: Mapping[str, str] = {}

    async def visit(
        self,
        url: str,
        *,
        browser_headers: bool = False,
        fragments: Sequence[str] = (),
        validators: Validators | None = None,
    ) -> Visit:
        self.places = tuple(fragments) or self.places
        self.is_asked_for_news = validators is not None
        return replace(await super().visit(url, browser_headers=browser_headers), headers=self.said)


def cite_a_place(store: Store) -> None:
    cited = Citation(f"{A}#cited", Target(TargetKind.WEB, A), "", "", 1, fragment="cited")
    store.articles.record(None, None, Article("a.md", None, None, (cited,)), "", NOW)


@pytest.mark.parametrize(
    ("places", "asked"),
    [({}, ("cited",)), ({B: ("other",)}, ("cited",)), ({A: ("more", "cited")}, ("cited", "more"))],
)
async def test_places_are_looked_for_beside_those_of_citations(
    places: dict[str, tuple[str, ...]], asked: tuple[str, ...]
) -> None:
    web = WithPlaces({A: 200})
    with Store.open(None) as store:
        cite_a_place(store)
        flow = planned(store, web, [A])
        flow.remember_places(places)
        assert await flow.check()
    assert web.places == asked


@pytest.mark.parametrize("header", ["etag", "last-modified"])
async def test_a_page_is_asked_for_what_is_new_but_where_a_place_is_looked_for_at_once(header: str) -> None:
    web = WithPlaces({A: 200})
    web.said = {header: "7"}
    with Store.open(None) as store:
        for cites, patient, is_asked in (
            (False, False, False),
            (False, False, True),
            (True, False, False),
            (True, True, True),
        ):
            if cites:
                cite_a_place(store)
            assert await planned(store, web, [A], patient=patient).check()
            assert web.is_asked_for_news is is_asked, (cites, patient)


class Helper(Crew):
    """A crew of so many that takes note of what it is to look at, and leaves it all."""

    def __init__(self, processes: int) -> None:
        super().__init__(1, CheckSettings(), WebClient)
        self.processes = processes
        self.asked: list[str] = []

    async def number_for(self, links: int) -> int:
        return self.processes

    async def look_at(
        self, batch: HostBatch, now: Callable[[], datetime], take: Take, enough: Callable[[], bool]
    ) -> HostBatch:
        self.asked.append(batch.authority)
        return batch


@pytest.mark.parametrize("processes", [0, 1])
async def test_a_crew_is_asked_where_it_would_be_of_use(processes: int) -> None:
    crew = Helper(processes)
    with Store.open(None) as store:
        assert await planned(store, ScriptedWeb({A: 200}), [A], crew=crew).check()
        assert statuses(store) == ["alive"]
    assert crew.asked == ["a.com"] * processes


class Led(ScriptedWeb):
    """Redirects to what is never asked."""

    async def visit(self, url: str, *, browser_headers: bool = False) -> Visit:
        return Visit(url, "http://10.0.0.1/", hops=(Hop(url, 301),), trouble=Trouble.PRIVATE_ADDRESS)


async def test_what_others_found_stands_for_a_guest_where_nobody_may_ask() -> None:
    private = {A: Trouble.PRIVATE_ADDRESS}
    with Store.open(None) as store:
        new = planned(store, ScriptedWeb({**private, B: 200}), [A, B], as_guest=True)
        assert (await new.check(), new.not_allowed) == (True, set())
        for web, of_a_guest, not_allowed, status in (
            (ScriptedWeb({A: 200, B: 200}), True, set[str](), "alive"),
            (ScriptedWeb({**private, B: 200}), True, {A}, "alive"),
            (ScriptedWeb({**private, B: 200}), False, set[str](), "skipped"),
        ):
            flow = planned(store, web, [A, B], as_guest=of_a_guest)
            assert (await flow.check(), flow.not_allowed) == (True, not_allowed)
            assert statuses(store)[0] == status
        await planned(store, ScriptedWeb({A: 200, B: 200}), [A, B]).check()
        led = planned(store, Led({}), [A, B], as_guest=True)
        assert (await led.check(), led.not_allowed) == (True, set())


@pytest.mark.parametrize("patient", [False, True])
async def test_hosts_that_are_left_alone_are_counted_and_told_once(*, patient: bool) -> None:
    told = list[tuple[str, Status]]()
    urls = [A, f"{A}1", B]
    paused = ScriptedWeb(dict.fromkeys(urls, Trouble.RATE_LIMITED))
    with Store.open(None) as store:
        await planned(store, ScriptedWeb({B: 200}), [B]).check()
        flow = planned(store, paused, urls, patient=patient, told=lambda url, status: told.append((url, status)))
        assert await flow.check()
    assert flow.left_alone == {"a.com": 2, "b.com": 1}
    assert sorted(told) == ([] if patient else [(A, Status.UNCHECKED), (f"{A}1", Status.UNCHECKED)])


class Counted(ScriptedWeb):
    """Was asked so often before it answered."""

    requests = 0

    async def visit(self, url: str, *, browser_headers: bool = False) -> Visit:
        return replace(await super().visit(url, browser_headers=browser_headers), requests=self.requests)


@pytest.mark.parametrize(
    ("trouble", "requests", "is_left_alone"),
    [
        (Trouble.RATE_LIMITED, 0, True),
        (Trouble.RATE_LIMITED, 1, False),
        (Trouble.REDIRECT_LOOP, 0, False),
    ],
)
async def test_who_was_asked_is_not_left_alone(trouble: Trouble, requests: int, *, is_left_alone: bool) -> None:
    web = Counted({A: trouble})
    web.requests = requests
    with Store.open(None) as store:
        flow = planned(store, web, [A])
        assert await flow.check()
        assert (statuses(store) == ["unchecked"]) is bool(flow.left_alone) is is_left_alone


NEAR, GONE = "http://10.0.0.1/a/b", PageFacts("text/html", title="404", words=9, signatures=("not-found-whole",))


async def test_what_is_near_is_judged_in_an_outage_when_that_is_over() -> None:
    few = SITES[:4]
    web = ScriptedWeb({NEAR: GONE, **dict.fromkeys([*few, CONTROL_URL], Trouble.CONNECT_TIMEOUT)})
    with Store.open(None) as store:
        with pytest.raises(OutageError):
            await planned(store, web, [NEAR, *few]).check()
        assert [row["status"] for row in store.overview.links() if row["url"] == NEAR] == ["dead"]


class Endless(ScriptedWeb):
    """Never answers for one URL."""

    async def visit(self, url: str, *, browser_headers: bool = False) -> Visit:
        if url == B:
            await asyncio.Event().wait()
        return await super().visit(url, browser_headers=browser_headers)


async def test_in_an_outage_nobody_waits_longer_than_for_one_answer() -> None:
    settings = Settings(check=CheckSettings(timeout=0.01))
    web = Endless(dict.fromkeys([*SITES, CONTROL_URL], Trouble.CONNECT_TIMEOUT))
    with Store.open(None) as store, pytest.raises(OutageError):
        await planned(store, web, [B, *SITES], settings).check()


async def test_a_network_is_decided_on_when_all_of_it_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkwatch.check.pipeline._BATCH", 1)
    silent = [f"http://10.8.0.{number}/" for number in range(1, 5)]
    far, late = "http://10.8.com/", "http://10.9.0.1/"  # as hosts are ordered
    web = ScriptedWeb({far: 200, late: 200, **dict.fromkeys(silent, Trouble.CONNECT_TIMEOUT)})
    with Store.open(None) as store:
        flow = planned(store, web, [*silent, far, late])
        assert await flow.check()
        assert sorted(statuses(store)) == ["alive", "alive", *["failing"] * 4]
    assert flow.out_of_reach == set()


async def test_what_is_asked_elsewhere_is_told_as_if_it_had_been_asked_itself() -> None:
    settings = Settings(check=CheckSettings(remap=["^http://a=http://test"]))
    web = ScriptedWeb({"http://test.com/": 404})
    with Store.open(None) as store:
        flow = planned(store, web, [A], settings)
        assert await flow.check()
        (row,) = store.reports.links(1)
    assert row["status"] == "dead"
    assert "test.com" not in str(row)


class Archives:
    """Take note of what is asked of them."""

    is_resting = False

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def find(self, url: str, cited_at: datetime, **known: object) -> SnapshotAnswer:
        self.asked.append(url)
        return SnapshotAnswer(None, "not-archived")


async def test_archives_are_asked_about_what_is_gone() -> None:
    archives = Archives()
    with Store.open(None) as store:
        web = ScriptedWeb({A: 404, B: 200})
        assert await planned(store, web, [A, B], finder=archives, snapshots_for=[Status.DEAD]).check()
    assert archives.asked == [A]
