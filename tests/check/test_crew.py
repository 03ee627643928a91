"""Crews of real worker processes, which look at real servers, hang, and are killed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from linkwatch.check import member as member_module
from linkwatch.check.crew import FEW_LINKS, Crew, crew_of
from linkwatch.check.examining import Examiner, Finding, HostBatch, NotSeen, Question, Seen, home_of, page_reader
from linkwatch.check.messages import OpenWeb
from linkwatch.config import CheckSettings
from linkwatch.errors import first_of
from linkwatch.evidence import Memory
from linkwatch.fetch import WebClient
from linkwatch.model import Link, Past, Status
from linkwatch.reading import Here
from linkwatch.reading import process as process_module
from linkwatch.urls import authority
from tests.check.loopback import HOSTS, Site
from tests.check.webs import (
    HANGS_IN_URL,
    open_misread_web,
    open_no_web,
    open_web_of_a_machine_without_files,
    open_web_that_hangs,
)
from tests.family import workers_of

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
SETTINGS = CheckSettings(allow_private=["127.0.0.0/8"], host_interval=0, retries=0)


@asynccontextmanager
async def crew_of_two(open_web: OpenWeb = WebClient, settings: CheckSettings = SETTINGS) -> AsyncIterator[Crew]:
    async with Crew(2, settings, open_web) as crew:
        yield crew


def batches(urls: Iterable[str], *, run: int = 1, memory: Memory | None = None) -> list[HostBatch]:
    by_host: dict[str, list[Question]] = {}
    for number, url in enumerate(urls, 1):
        by_host.setdefault(authority(url), []).append(Question(Link(number, url, ("words",)), memory))
    return [HostBatch(run, host, tuple(questions)) for host, questions in by_host.items()]


async def look(crew: Crew | Examiner, urls: Iterable[str], memory: Memory | None = None) -> list[Finding]:
    """Have all looked at; return what was found, by rising number of the link."""
    found: list[Finding] = []

    async def take(finding: Finding) -> None:
        found.append(finding)

    async with asyncio.TaskGroup() as group:
        for batch in batches(urls, memory=memory):
            group.create_task(crew.look_at(batch, lambda: NOW, take, lambda: False))
    return sorted(found, key=lambda finding: finding.link_id)


def verdicts(findings: Iterable[Finding]) -> list[tuple[int, str, str | None]]:
    return [
        (
            finding.link_id,
            *((str(finding.verdict.status), finding.verdict.reason) if isinstance(finding, Seen) else ("", None)),
        )
        for finding in findings
    ]


def workers() -> set[int]:
    return workers_of(os.getpid())


def pages(site: Site, kinds: Iterable[str] = ("page", "gone"), each: int = 3) -> list[str]:
    return [site.url(host, f"/{kind}/{number}") for host in HOSTS for kind in kinds for number in range(each)]


async def test_workers_find_what_this_process_finds(site: Site) -> None:
    urls = [*pages(site), site.url(HOSTS[0], f"/to/{HOSTS[1]}/page/9"), "http://127.7.0.1:1/", "http://nowhere.test/"]
    async with WebClient(SETTINGS, page_reader(Here())) as client, crew_of_two() as crew:
        here = await look(Examiner(client, Here(), SETTINGS.per_host), urls)
        there = await look(crew, urls)
    assert verdicts(there) == verdicts(here)
    for one, other in zip(here, there, strict=True):
        assert isinstance(one, Seen)
        assert isinstance(other, Seen)
        assert one.observation.first.page == other.observation.first.page
        assert (one.observation.anchors, one.verdict) == (other.observation.anchors, other.verdict)
        assert 0 <= (other.observation.checked_at - NOW).total_seconds() < 60


async def test_both_workers_are_used_and_end_with_the_crew(site: Site) -> None:
    before = workers()
    async with crew_of_two() as crew:
        assert workers() <= before
        await look(crew, pages(site))
        assert len(workers() - before) == 2
    assert workers() <= before


def test_hosts_of_a_domain_have_one_home_whatever_the_port() -> None:
    names = ("bbc.co.uk", "news.bbc.co.uk", "www.bbc.co.uk:8080")
    assert len({home_of(name, 64) for name in names}) == 1
    assert {home_of(f"site{number}.org", 4) for number in range(100)} == {0, 1, 2, 3}
    assert home_of("[::1]:8080", 64) == home_of("[::1]", 64)


async def test_a_host_gets_no_more_at_once_than_the_settings_say(site: Site) -> None:
    settings = SETTINGS.model_copy(update={"per_host": 3})
    async with crew_of_two(settings=settings) as crew:
        await look(crew, pages(site, each=15))
    assert max(site.most_at_once.values()) == 3


async def test_a_host_that_others_lead_to_gets_little_more(site: Site) -> None:
    settings = SETTINGS.model_copy(update={"per_host": 4})
    urls = [site.url(host, f"/to/{HOSTS[0]}/page/{number}") for host in HOSTS[1:] for number in range(20)]
    urls += [site.url(HOSTS[0], f"/page/{number}") for number in range(100, 130)]
    async with crew_of_two(settings=settings) as crew:
        await look(crew, urls)
    assert site.most_at_once[HOSTS[0]] <= 4 + 4 // 2


async def test_requests_at_once_are_shared_out(site: Site) -> None:
    settings = SETTINGS.model_copy(update={"concurrency": 3})
    site.gate.clear()
    async with crew_of_two(settings=settings) as crew:
        looking = asyncio.create_task(look(crew, pages(site)))
        for _ in range(3):
            await site.waiting.acquire()
        await asyncio.sleep(0.2)
        assert site.asked.total() == 3
        site.gate.set()
        assert len(await looking) == len(pages(site))


async def test_a_killed_worker_loses_nothing_and_finds_nothing_twice(site: Site) -> None:
    urls = pages(site, each=15)
    before = workers()
    found: list[Finding] = []
    kills = 0

    async def take(finding: Finding) -> None:
        nonlocal kills
        found.append(finding)
        if len(found) in (30, 90):
            kills += 1
            os.kill(min(workers() - before), signal.SIGKILL)

    async with crew_of_two() as crew, asyncio.TaskGroup() as group:
        for batch in batches(urls):
            group.create_task(crew.look_at(batch, lambda: NOW, take, lambda: False))
    assert kills == 2
    assert sorted(finding.link_id for finding in found) == [*range(1, len(urls) + 1)]
    assert {status for _, status, _ in verdicts(found)} == {"alive", "dead"}


async def test_a_page_that_hangs_the_reader_is_too_much_work_and_costs_the_others_nothing(site: Site) -> None:
    hanging = [site.url(HOSTS[0], f"/hangs/{number}") for number in range(2)]
    urls = [*hanging, *pages(site)]
    async with crew_of_two(open_misread_web) as crew:
        found = await look(crew, urls)
    assert verdicts(found[:2]) == [(number, "failing", "too-much-work") for number in (1, 2)]
    assert {status for _, status, _ in verdicts(found[2:])} == {"alive", "dead"}
    first = found[0]
    assert isinstance(first, Seen)
    assert first.observation.first.http_status == 200
    assert first.observation.first.detail == "reading it takes more than 0.15 seconds of computing"
    assert all(site.asked[f"{HOSTS[0]}/hangs/{number}"] <= 2 for number in range(2))


async def test_a_page_that_ends_its_reader_is_too_much_work(site: Site) -> None:
    async with crew_of_two(open_misread_web) as crew:
        found = await look(crew, [site.url(HOSTS[0], "/ends/1"), *pages(site)])
    assert verdicts(found[:1]) == [(1, "failing", "too-much-work")]
    assert {status for _, status, _ in verdicts(found[1:])} == {"alive", "dead"}


async def test_a_fault_of_ours_that_hangs_costs_one_link_its_verdict(site: Site) -> None:
    async with crew_of_two(open_web_that_hangs) as crew:
        found = await look(crew, [site.url(HOSTS[0], HANGS_IN_URL), *pages(site)])
    assert found[0] == NotSeen(1)
    assert {status for _, status, _ in verdicts(found[1:])} == {"alive", "dead"}


@pytest.mark.parametrize(("stopped", "silence"), [(0.2, 10_000.0), (10_000.0, 3.0)], ids=["stopped", "silent"])
async def test_a_worker_that_is_stopped_is_replaced(
    stopped: float, silence: float, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_module, "_STOPPED_SECONDS", stopped)
    monkeypatch.setattr(member_module, "_LONGEST_SILENCE", silence)
    site.gate.clear()
    before = workers()
    async with crew_of_two() as crew:
        looking = asyncio.create_task(look(crew, pages(site)))
        await site.waiting.acquire()
        os.kill(min(workers() - before), signal.SIGSTOP)
        site.gate.set()
        found = await looking
    assert [finding.link_id for finding in found] == [*range(1, len(pages(site)) + 1)]


async def test_a_sleep_of_the_machine_costs_no_worker(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()
    awake_at = loop.time
    urls = pages(site, kinds=["page"])
    site.gate.clear()
    before = workers()
    async with crew_of_two() as crew:
        looking = asyncio.create_task(look(crew, urls))
        await site.waiting.acquire()
        there = workers() - before
        for slept in (3600, 7200):
            monkeypatch.setattr(loop, "time", lambda slept=slept: awake_at() + slept)
            for _ in range(3):  # whatever is overdue has its turn
                await asyncio.sleep(0)
        site.gate.set()
        found = await looking
        assert workers() - before >= there
    assert [finding.link_id for finding in found] == [*range(1, len(urls) + 1)]
    assert {site.asked[f"{host}/page/{number}"] for host in HOSTS for number in range(3)} == {1}


@pytest.mark.parametrize("interpreter", ["/no/such/python", "/bin/false"])
async def test_what_no_worker_can_be_started_for_is_given_back_with_one_line_each(
    interpreter: str, site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", interpreter)
    (first, *others) = batches(pages(site))

    async def take(finding: Finding) -> None:
        raise AssertionError(finding)

    async with crew_of_two() as crew:
        for batch in (first, *others):
            assert await crew.look_at(batch, lambda: NOW, take, lambda: False) == batch
    assert len(caplog.messages) == 2
    assert all("cannot be started" in message for message in caplog.messages)


async def test_workers_that_end_as_soon_as_they_begin_are_given_up(site: Site) -> None:
    (batch,) = batches([site.url(HOSTS[0], "/page/1")])
    found: list[Finding] = []

    async def take(finding: Finding) -> None:
        found.append(finding)

    async with crew_of_two(open_no_web) as crew:
        left = await crew.look_at(batch, lambda: NOW, take, lambda: False)
    assert left == batch or found == [NotSeen(1)]


async def test_no_more_links_are_looked_at_when_it_is_enough(site: Site) -> None:
    urls = [site.url(HOSTS[0], f"/gone/{number}") for number in range(90)]
    found: list[Finding] = []

    async def take(finding: Finding) -> None:
        found.append(finding)

    async with crew_of_two() as crew:
        (batch,) = batches(urls)
        assert await crew.look_at(batch, lambda: NOW, take, lambda: len(found) >= 1) is None
    assert 1 <= len(found) < 60
    assert len(site.asked) == len(found)


async def test_who_is_cut_off_leaves_no_worker_that_goes_on_asking(site: Site) -> None:
    site.gate.clear()
    before = workers()
    async with crew_of_two() as crew:
        looking = asyncio.create_task(look(crew, pages(site)))
        await site.waiting.acquire()
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
        site.gate.set()
        found = await look(crew, pages(site, each=1))
        assert len(found) == 2 * len(HOSTS)
    assert workers() <= before


async def test_a_first_good_look_brings_what_later_looks_compare_with_and_never_the_page_itself(site: Site) -> None:
    url = site.url(HOSTS[0], "/page/1")
    async with crew_of_two() as crew:

        async def seen(memory: Memory | None, url: str = url) -> Seen:
            (finding,) = await look(crew, [url], memory)
            assert isinstance(finding, Seen)
            page = finding.observation.first.page
            assert page is None or (page.text, page.prose, page.own_prose) == ("", "", "")
            return finding

        first = await seen(Memory(Past()))
        assert first.likeness is not None
        assert first.likeness.origin == "look"
        assert first.likeness.made_at == first.observation.checked_at
        assert (await seen(Memory(Past(), first.likeness))).likeness is None
        assert (await seen(None)).likeness is None
        gone = await seen(Memory(Past()), site.url(HOSTS[0], "/gone"))
        assert (gone.verdict.status, gone.likeness) == (Status.DEAD, None)


class KeptPauses:
    def __init__(self, pauses: dict[str, float]) -> None:
        self.pauses = pauses

    async def known(self) -> dict[str, float]:
        return self.pauses

    async def keep(self, authority: str, seconds: float, reason: str) -> None:
        self.pauses[authority] = seconds


async def test_pauses_go_to_workers_and_come_from_them(site: Site) -> None:
    paused, tired = f"{HOSTS[0]}:{site.port}", f"{HOSTS[1]}:{site.port}"
    pauses = KeptPauses({paused: 1000.0})
    async with Crew(2, SETTINGS, WebClient, pauses) as crew:
        found = await look(crew, [site.url(HOSTS[0], "/page/1"), site.url(HOSTS[1], "/tired/1")])
    assert {reason for _, _, reason in verdicts(found)} == {"rate-limited"}
    assert site.asked[f"{HOSTS[0]}/page/1"] == 0
    assert 3500 < pauses.pauses[tired] <= 3600


async def test_a_machine_that_refuses_connections_is_told(site: Site) -> None:
    async with crew_of_two(open_web_of_a_machine_without_files) as crew:
        with pytest.raises(ExceptionGroup) as raised:
            await look(crew, pages(site))
    assert str(first_of(raised.value)) == "no more files"


async def test_workers_are_ready_before_their_first_link_where_that_is_wanted() -> None:
    before = workers()
    async with crew_of_two() as crew:
        assert workers() <= before
        crew.get_ready()
        async with asyncio.timeout(60):
            while len(workers() - before) < 2:  # noqa: ASYNC110 - the kernel tells nobody of a new process
                await asyncio.sleep(0)
        crew.get_ready()
        await asyncio.sleep(0)
        assert len(workers() - before) == 2
    assert workers() <= before


def wanted(settings: CheckSettings) -> Crew | None:
    return crew_of(settings, WebClient, None, keeps_open=True, remembered=True)


async def test_a_crew_is_made_where_the_settings_want_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert wanted(CheckSettings(workers=1)) is None
    three = wanted(CheckSettings(workers=3))
    assert three is not None
    assert (len(three), await three.number_for(1)) == (3, 3)
    narrow = wanted(CheckSettings(workers=8, concurrency=2))
    assert narrow is not None
    assert len(narrow) == 2
    monkeypatch.setattr("linkwatch.check.crew.usable_processors", lambda: 4)
    automatic = wanted(CheckSettings())
    assert automatic is not None
    assert [await automatic.number_for(links) for links in (FEW_LINKS - 1, FEW_LINKS)] == [0, 4]
    monkeypatch.setattr("linkwatch.check.crew.usable_processors", lambda: 1)
    assert wanted(CheckSettings()) is None
