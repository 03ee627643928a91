"""Runs over real servers behind a captive portal or filter, and runs that only look so; with and without workers."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial

import pytest

from linkwatch.check.crew import Crew
from linkwatch.check.examining import page_reader
from linkwatch.check.outage import CONTROL_NAMES
from linkwatch.check.pipeline import Pipeline
from linkwatch.config import CheckSettings, Settings
from linkwatch.errors import OutageError
from linkwatch.fetch import WebClient
from linkwatch.model import Status, Target, TargetKind
from linkwatch.reading import Here
from linkwatch.store import Store
from tests.check.loopback import HOSTS
from tests.check.loopback import Site as Loopback
from tests.corpus.html import article, bare, page
from tests.corpus.model import Case, Reply, Request, Site, always, fronted, pages, redirect
from tests.corpus.score import open_web
from tests.corpus.server import Corpus, serve
from tests.servers.dns import NOERROR, NXDOMAIN, A, dns_server

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
SETTINGS = Settings(
    check=CheckSettings(allow_private=["127.0.0.1/32"], host_interval=0, timeout=4, retries=0, workers=1)
)
SIGN_IN = page("Hotel Linde", "<p>Welcome. Please type in the number of your room to use our network.</p>", site="")
OFFER = "<h1>{name}</h1><p>{name} could be yours. Hundreds of visitors type it in each month. Ask for a price now.</p>"


class Silence:
    def planned(self, links: int) -> None: ...
    def settled(self, status: Status) -> None: ...
    def seeking(self, asked: int, answered: int) -> None: ...


def case(name: str, site: Site) -> Case:
    return Case(name, f"/story/{name}-opens", "dead", None, site)


def alike(count: int, site: Site) -> list[Case]:
    return [case(f"town{number}", site) for number in range(count)]


def proper(count: int) -> list[Case]:
    return [
        case(f"paper{number}", pages({f"/story/paper{number}-opens": article(f"Paper{number} opens")}))
        for number in range(count)
    ]


def to_portal(request: Request) -> Reply:
    if request.host == "portal.test":
        return Reply(body=SIGN_IN)
    return redirect(f"http://portal.test:{{http}}/sign-in?from=http://{request.host}{request.path}", 302)


def for_sale(request: Request) -> Reply:
    return Reply(body=bare(request.host, OFFER.replace("{name}", request.host)))


@asynccontextmanager
async def crew_of(corpus: Corpus, workers: int) -> AsyncIterator[Crew | None]:
    if workers == 1:
        yield None
        return
    opening = partial(open_web, nameserver=corpus.nameserver, authority=corpus.authority)
    async with Crew(workers, SETTINGS.check, opening) as crew:
        yield crew


async def check(store: Store, cases: Sequence[Case], workers: int = 1) -> Counter[str]:
    """Look at all cases at once; return how many links have each status."""
    portal = Case("portal", "/", "dead", None, to_portal)
    async with serve([*cases, portal]) as corpus:
        run_id = store.runs.begin("check", NOW)
        store.runs.add_links(run_id, [Target(TargetKind.WEB, corpus.url(case)) for case in cases], NOW)
        web = open_web(SETTINGS.check, page_reader(Here()), nameserver=corpus.nameserver, authority=corpus.authority)
        async with web as client, crew_of(corpus, workers) as crew:
            pipeline = Pipeline(run_id, store, client, SETTINGS, lambda: NOW, Silence(), Here(), crew=crew)
            try:
                assert await pipeline.check()
            finally:
                store.runs.finish(run_id, NOW, complete=True)
    return statuses(store)


def statuses(store: Store) -> Counter[str]:
    return Counter(row["status"] for row in store.overview.links())


@pytest.mark.parametrize(("count", "workers"), [(3, 1), (16, 1), (16, 2)])
@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (always(SIGN_IN), "give one and the same page “Hotel Linde”"),
        (to_portal, "lead to portal.test"),
        (always(Reply(511, SIGN_IN)), "asks for a login"),
    ],
)
async def test_a_network_that_answers_for_all_sites_condemns_nobody(
    answer: Site, told: str, count: int, workers: int
) -> None:
    with Store.open(None) as store:
        with pytest.raises(OutageError, match=told):
            await check(store, alike(count, answer), workers)
        assert statuses(store) == {"unchecked": count}


@pytest.mark.parametrize("address", ["10.0.0.1", "0.0.0.0", "198.18.0.7"])
async def test_a_resolver_that_leads_all_names_to_a_private_address_has_nothing_skipped(address: str) -> None:
    private = SETTINGS.check.model_copy(update={"allow_private": []})
    async with dns_server(lambda name, kind: (NOERROR, [address] if kind == A else [])) as dns:
        with Store.open(None) as store:
            run_id = store.runs.begin("check", NOW)
            urls = [f"http{'s' * (number % 2)}://town{number}.com/" for number in range(4)]
            store.runs.add_links(run_id, [Target(TargetKind.WEB, url) for url in urls], NOW)
            async with WebClient(private, page_reader(Here()), nameservers=[dns.address]) as client:
                pipeline = Pipeline(run_id, store, client, SETTINGS, lambda: NOW, Silence(), Here())
                with pytest.raises(OutageError, match="4 unrelated public names lead to private addresses"):
                    await pipeline.check()
            assert statuses(store) == {"unchecked": 4}


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("count", [1, 2])
async def test_a_page_of_this_machine_is_no_proof_that_names_are_gone(
    count: int, is_there: bool, site: Loopback
) -> None:
    urls = [site.url(HOSTS[0], "/page/1"), *(f"http://town{number}.com/" for number in range(count))]
    settings = SETTINGS.check.model_copy(update={"allow_private": ["127.0.0.0/8"]})

    def zone(name: str, kind: int) -> tuple[int, list[str]]:
        if is_there and name in CONTROL_NAMES:
            return NOERROR, ["93.184.216.34"] if kind == A else []
        return NXDOMAIN, []

    async with dns_server(zone) as dns:
        with Store.open(None) as store:
            run_id = store.runs.begin("check", NOW)
            store.runs.add_links(run_id, [Target(TargetKind.WEB, url) for url in urls], NOW)
            async with WebClient(settings, page_reader(Here()), nameservers=[dns.address]) as client:
                pipeline = Pipeline(run_id, store, client, SETTINGS, lambda: NOW, Silence(), Here())
                if is_there:
                    assert await pipeline.check()
                else:
                    with pytest.raises(OutageError, match="our own network seems to be down"):
                        await pipeline.check()
            assert statuses(store) == {"alive": 1, "dead" if is_there else "unchecked": count}


@pytest.mark.parametrize("count", [1, 9])
async def test_a_page_of_this_machine_is_condemned_without_the_internet(count: int, site: Loopback) -> None:
    urls = [site.url(HOSTS[0], f"/lost/{number}") for number in range(2)]
    urls += [f"http://town{number}.com/" for number in range(count)]
    settings = SETTINGS.check.model_copy(update={"allow_private": ["127.0.0.0/8"]})
    async with dns_server(lambda name, kind: (NXDOMAIN, [])) as dns:
        with Store.open(None) as store:
            run_id = store.runs.begin("check", NOW)
            store.runs.add_links(run_id, [Target(TargetKind.WEB, url) for url in urls], NOW)
            async with WebClient(settings, page_reader(Here()), nameservers=[dns.address]) as client:
                pipeline = Pipeline(run_id, store, client, SETTINGS, lambda: NOW, Silence(), Here())
                with pytest.raises(OutageError, match="our own network seems to be down"):
                    await pipeline.check()
            assert statuses(store) == {"dead": 2, "unchecked": count}
            assert {row["reason"] for row in store.reports.links(run_id)} == {"soft-404", None}


async def test_names_for_sale_at_one_registrar_are_parked() -> None:
    with Store.open(None) as store:
        found = await check(store, alike(16, for_sale))
    assert found["unchecked"] == 0


async def test_sites_that_share_a_login_are_blocked_while_others_answer() -> None:
    with Store.open(None) as store:
        found = await check(store, [*alike(16, to_portal), *proper(4)])
    assert found == {"blocked": 16, "alive": 4}


async def test_a_filter_for_a_single_site_blocks_that_one() -> None:
    with Store.open(None) as store:
        found = await check(store, [*alike(1, always(SIGN_IN)), *proper(3)])
    assert found == {"blocked": 1, "alive": 3}


async def test_sites_of_one_maker_may_have_the_same_page_for_what_is_gone() -> None:
    gone = fronted(
        always(page("Nothing", "<p>There is nothing at all at this address, dear reader.</p>")), article("Home")
    )
    with Store.open(None) as store:
        found = await check(store, [*alike(6, gone), *proper(3)])
    assert found == {"dead": 6, "alive": 3}
