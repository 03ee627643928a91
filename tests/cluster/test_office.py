"""Offices, as their owners speak to them, over real servers and processes; no engine is in between."""

import asyncio
import pickle
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from linkwatch import __version__
from linkwatch.check import office as offices
from linkwatch.check.examining import HostBatch, Seen
from linkwatch.check.messages import Assignment, Done, Enough, Found, Known, OpenWeb, Order, Paused, Report, Task
from linkwatch.check.office import Answer, Letter, Office, close, exchange
from linkwatch.config import HostSettings
from linkwatch.fetch import WebClient
from tests.check.loopback import HOSTS, Site
from tests.check.test_crew import NOW, SETTINGS, batches, pages, workers
from tests.check.webs import open_web_of_a_machine_without_files
from tests.cluster.webs import open_dead_web

ASSIGNMENT = Assignment(WebClient, SETTINGS, True, True, 0, 1, is_lent=True)


class Owner:
    """Writes letters to one office, and keeps what it answers."""

    def __init__(self, office: Office, assignment: Assignment = ASSIGNMENT) -> None:
        self.office = office
        self.assignment = assignment
        self.in_hand: set[int] = set()
        self.reports: list[Report] = []
        self.unfit: list[str] = []

    async def write(self, *orders: Order, lease: float = 60) -> Answer:
        self.in_hand |= {order.id for order in orders if isinstance(order, Task)}
        answer = await self.office.exchange(Letter(self.assignment, orders, frozenset(self.in_hand), lease))
        self.in_hand -= {report.task for report in answer.reports if isinstance(report, Done)}
        self.reports += answer.reports
        self.unfit += [answer.unfit] if answer.unfit else []
        return answer

    async def write_until_done(self, *orders: Order) -> None:
        await self.write(*orders)
        while self.in_hand and not self.unfit:
            await self.write()

    @property
    def found(self) -> list[int]:
        return sorted(report.finding.link_id for report in self.reports if isinstance(report, Found))

    @property
    def statuses(self) -> set[str]:
        findings = [report.finding for report in self.reports if isinstance(report, Found)]
        return {str(finding.verdict.status) for finding in findings if isinstance(finding, Seen)}


@asynccontextmanager
async def owner(open_web: OpenWeb = WebClient) -> AsyncIterator[Owner]:
    office = Office()
    try:
        async with asyncio.timeout(60):
            yield Owner(office, replace(ASSIGNMENT, open_web=open_web))
    finally:
        await office.close()


def tasks(urls: Iterable[str]) -> list[Task]:
    return [Task(number, batch, NOW) for number, batch in enumerate(batches(urls), 1)]


async def test_every_link_of_its_tasks_is_told_once_and_its_processes_end_with_it(site: Site) -> None:
    urls, before = pages(site), workers()
    async with owner() as writer:
        await writer.write_until_done(*tasks(urls))
        assert workers() - before
    assert writer.found == [*range(1, len(urls) + 1)]
    assert writer.statuses == {"alive", "dead"}
    assert workers() <= before


async def test_what_is_done_is_told_soon_however_much_more_there_might_be(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkwatch.check.office._MOMENT", 3600)
    async with owner() as writer:
        await writer.write_until_done(*tasks(pages(site)))
    assert writer.statuses == {"alive", "dead"}


async def all_at_the_gate(site: Site) -> None:
    """Wait until as many links are asked for as may be at once."""
    for _ in range(SETTINGS.per_host):
        await site.waiting.acquire()


async def let_go_on(site: Site, writer: Owner, lease: float = 60) -> None:
    """Answer those at the gate, and the others when whoever looks has been told that it is enough.

    It is told with the first finding, and meanwhile may have asked for as many more: these wait at the gate.
    """
    site.passes |= set(site.asked)  # each is asked for twice
    site.gate.set()
    site.gate.clear()
    while len(writer.found) < SETTINGS.per_host:
        await writer.write(lease=lease)
        await asyncio.sleep(0)  # a letter without a task in hand is answered at once
    site.gate.set()


MOST = 3 * SETTINGS.per_host  # the first, those that wait at the gate, and those begun while the word is on its way


async def test_without_a_letter_it_begins_no_link_any_more(site: Site) -> None:
    urls = [site.url(HOSTS[0], f"/gone/{number}") for number in range(60)]
    site.gate.clear()
    async with owner() as writer:
        await writer.write(*tasks(urls))
        await all_at_the_gate(site)
        await writer.write(lease=0)
        await let_go_on(site, writer, lease=0)
        while writer.in_hand:
            await writer.write(lease=0)
    assert SETTINGS.per_host <= len(writer.found) <= MOST
    assert len(site.asked) <= MOST


async def test_what_its_owner_waits_for_no_more_is_not_gone_on_with(site: Site) -> None:
    urls = [site.url(HOSTS[0], f"/gone/{number}") for number in range(60)]
    site.gate.clear()
    async with owner() as writer:
        await writer.write(*tasks(urls))
        await all_at_the_gate(site)
        writer.in_hand.clear()
        await writer.write()
        await let_go_on(site, writer)
        await writer.write_until_done(*[Task(99, batch, NOW) for batch in batches([site.url(HOSTS[1], "/gone/1")])])
    assert len(site.asked) <= MOST + 1


async def test_it_is_told_when_it_is_enough(site: Site) -> None:
    urls = [site.url(HOSTS[0], f"/gone/{number}") for number in range(60)]
    site.gate.clear()
    async with owner() as writer:
        (task,) = tasks(urls)
        await writer.write(task)
        await all_at_the_gate(site)
        await writer.write(Enough(task.id))
        await let_go_on(site, writer)
        await writer.write_until_done()
    assert SETTINGS.per_host <= len(writer.found) <= MOST


async def test_what_it_does_not_know_it_says(site: Site) -> None:
    async with owner() as writer:
        writer.in_hand = {7}
        assert (await writer.write()).unknown == {7}


async def test_pauses_go_both_ways(site: Site) -> None:
    async with owner() as writer:
        await writer.write_until_done(Known({f"{HOSTS[1]}:{site.port}": 3600.0}), *tasks(pages(site, ("tired",), 1)))
    told = {report.authority for report in writer.reports if isinstance(report, Paused)}
    assert told == {f"{host}:{site.port}" for host in HOSTS if host != HOSTS[1]}
    assert not site.asked[f"{HOSTS[1]}/tired/0"]


async def test_a_machine_without_a_network_says_nothing_of_sites(site: Site) -> None:
    urls = [f"http://site{number}.example.org/" for number in range(20)]
    async with owner(open_dead_web) as writer:
        await writer.write_until_done(*tasks(urls))
    assert writer.found == []
    (problem,) = writer.unfit
    assert problem.startswith("our own network seems to be down: ")


async def test_a_machine_without_a_network_is_noticed_at_the_end_of_few_links(site: Site) -> None:
    async with owner(open_dead_web) as writer:
        await writer.write_until_done(*tasks(["http://site.example.org/"]))
    assert (writer.found, len(writer.unfit)) == ([], 1)


async def test_a_machine_that_refuses_connections_says_so(site: Site) -> None:
    async with owner(open_web_of_a_machine_without_files) as writer:
        await writer.write_until_done(*tasks([site.url(HOSTS[0], "/page/1")]))
    assert (writer.found, writer.unfit) == ([], ["no more files"])


async def test_another_version_gets_no_answer_but_a_text() -> None:
    text = pickle.loads(await exchange("0.0.0", "session", b"not to be read"))
    assert text == f"linkwatch {__version__} runs there, and 0.0.0 is wanted"


async def test_offices_are_kept_by_their_session_until_they_are_closed(site: Site) -> None:
    before = workers()
    (task,) = tasks([site.url(HOSTS[0], "/page/1")])
    letter = Letter(ASSIGNMENT, (task,), frozenset({task.id}))
    reports: list[Report] = []
    while not any(isinstance(report, Done) for report in reports):
        reports += pickle.loads(await exchange(__version__, "session", pickle.dumps(letter))).reports
        letter = replace(letter, orders=())
    assert workers() - before
    await close("session")
    assert workers() <= before
    assert "session" not in offices._offices


async def test_an_office_that_nobody_writes_to_closes(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offices, "_IDLE_SECONDS", 0)
    await exchange(__version__, "idle", pickle.dumps(Letter(ASSIGNMENT, (), frozenset())))
    while "idle" in offices._offices:  # noqa: ASYNC110 - a timer closes it
        await asyncio.sleep(0.01)


def test_a_letter_has_what_requests_need_and_no_keys() -> None:
    settings = SETTINGS.with_hosts([HostSettings(match="example.org", headers={"Authorization": "secret of a host"})])
    written = pickle.dumps(Letter(replace(ASSIGNMENT, settings=settings), (), frozenset()))
    assert b"secret of a host" in written
    assert b"access_key" not in written
    assert b"secret_key" not in written


def test_a_batch_travels_with_its_questions(site: Site) -> None:
    (batch,) = batches(["http://example.org/a", "http://example.org/b"])
    assert isinstance(batch, HostBatch)
    assert pickle.loads(pickle.dumps(batch)) == batch
