"""The flow's own decisions, with a scripted web at its seam; tests/cli shows the flow over real servers."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from linkwatch.check.crew import FEW_LINKS, Crew
from linkwatch.check.outage import CONTROL_NAMES, CONTROL_URL
from linkwatch.check.pipeline import Pipeline
from linkwatch.config import CheckSettings, Settings
from linkwatch.errors import OutageError
from linkwatch.evidence import PageFacts, Trouble, Visit
from linkwatch.fetch import WebClient
from linkwatch.model import Article, Citation, Status, Target, TargetKind
from linkwatch.reading import Here
from linkwatch.store import Store
from linkwatch.urls import redact

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAGE = PageFacts("text/html", title="Home", words=100, main_words=100, text_chars=600, main_chars=600)


class ScriptedWeb:
    """Answers with what the script says: an HTTP status, a page, a Trouble, or a fault of ours; names exist or not."""

    def __init__(self, answers: Mapping[str, int | PageFacts | Trouble | Exception], names: Iterable[str] = ()) -> None:
        self.answers = answers
        self.names = set(names)
        self.asked: list[str] = []
        self.waits_for_names: str | None = None  # a URL that answers when names have been asked for
        self.falls_silent: str | None = None  # a URL that answers the first question alone
        self._names_asked = asyncio.Event()

    @asynccontextmanager
    async def host(self, authority: str) -> AsyncIterator["ScriptedWeb"]:
        yield self

    async def visit(self, url: str, *, browser_headers: bool = False) -> Visit:
        self.asked.append(url)
        if url == self.waits_for_names:
            await self._names_asked.wait()
            for _ in range(20):  # turns of the loop, in which who asked hears of it
                await asyncio.sleep(0)
        answer = self.answers.get(url, Trouble.DNS_NXDOMAIN)
        if url == self.falls_silent and self.asked.count(url) > 1:
            answer = Trouble.CONNECT_TIMEOUT
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Trouble):
            requests = 0 if answer is Trouble.RATE_LIMITED else 1
            return Visit(redact(url), redact(url), trouble=answer, requests=requests)
        status, page = (200, answer) if isinstance(answer, PageFacts) else (answer, PAGE)
        return Visit(redact(url), redact(url), http_status=status, page=page, body_bytes=1000)

    async def resolves(self, name: str) -> bool | None:
        self._names_asked.set()
        return name in self.names


class Silence:
    def planned(self, links: int) -> None: ...
    def settled(self, status: Status) -> None: ...
    def seeking(self, asked: int, answered: int) -> None: ...


async def check(store: Store, web: ScriptedWeb, urls: Iterable[str]) -> dict[str, tuple[str, str | None]]:
    run_id = store.runs.begin("check", NOW)
    store.runs.add_links(run_id, [Target(TargetKind.WEB, url) for url in urls], NOW)
    pipeline = Pipeline(run_id, store, web, Settings(), lambda: NOW, Silence(), Here())
    try:
        assert await pipeline.check()
    finally:
        store.runs.finish(run_id, NOW, complete=True)
    return {row["url"]: (row["status"], row["reason"]) for row in store.reports.links(run_id)}


def statuses(store: Store) -> list[str]:
    return [row["status"] for row in store.overview.links()]


SITES = [f"http://site{number}.com/" for number in range(20)]


async def test_many_missing_names_are_dead_if_the_public_dns_knows_others() -> None:
    with Store.open(None) as store:
        found = await check(store, ScriptedWeb({}, CONTROL_NAMES), SITES)
    assert set(found.values()) == {("dead", "dns-nxdomain")}


async def test_many_missing_names_condemn_nobody_if_the_public_dns_knows_none() -> None:
    with Store.open(None) as store:
        with pytest.raises(OutageError, match="failed alike"):
            await check(store, ScriptedWeb({}), SITES)
        assert set(statuses(store)) == {"unchecked"}


async def test_a_connection_that_nobody_gets_condemns_nobody_though_names_resolve() -> None:
    web = ScriptedWeb(dict.fromkeys([*SITES, CONTROL_URL], Trouble.CONNECT_TIMEOUT), CONTROL_NAMES)
    with Store.open(None) as store:
        with pytest.raises(OutageError):
            await check(store, web, SITES)
        assert set(statuses(store)) == {"unchecked"}
    assert web.asked.count(CONTROL_URL) == 1


async def test_an_answer_later_in_the_queue_does_not_hide_a_long_silence() -> None:
    last = "http://zzz-last.com/"
    web = ScriptedWeb({last: 200})
    with Store.open(None) as store, pytest.raises(OutageError):
        await check(store, web, [*SITES, last])


async def test_in_an_outage_whoever_answers_is_settled_all_the_same() -> None:
    slow = "http://127.0.0.1:8000/"
    web = ScriptedWeb({slow: 200})
    web.waits_for_names = slow
    with Store.open(None) as store:
        with pytest.raises(OutageError):
            await check(store, web, [slow, *SITES])
        assert {row["url"]: row["status"] for row in store.overview.links()} == {
            slow: "alive",
            **dict.fromkeys(SITES, "unchecked"),
        }


async def test_a_local_server_that_answers_does_not_make_an_outage_believable() -> None:
    local = "http://127.0.0.1:8000/"
    with Store.open(None) as store:
        with pytest.raises(OutageError):
            await check(store, ScriptedWeb({local: 200}), [*SITES[:4], local])
        assert sorted(statuses(store)) == ["alive"] + ["unchecked"] * 4


@pytest.mark.parametrize("count", [1, 4, 20])
async def test_names_that_a_resolver_leads_inside_like_all_others_are_not_skipped(count: int) -> None:
    web = ScriptedWeb(dict.fromkeys([*SITES, CONTROL_URL], Trouble.PRIVATE_ADDRESS))
    with Store.open(None) as store:
        with pytest.raises(OutageError, match="our own network leads names inside"):
            await check(store, web, SITES[:count])
        assert set(statuses(store)) == {"unchecked"}


async def test_names_of_an_intranet_are_skipped_where_others_are_led_outside() -> None:
    inside = dict.fromkeys(SITES[:4], Trouble.PRIVATE_ADDRESS)
    with Store.open(None) as store:
        found = await check(store, ScriptedWeb({**inside, CONTROL_URL: 200}), SITES[:4])
        assert set(found.values()) == {("skipped", "private-address")}
        found = await check(store, ScriptedWeb({**inside, SITES[4]: 200}), SITES[:5])
        assert [found[url][0] for url in SITES[:5]] == ["skipped"] * 4 + ["alive"]


async def test_where_one_answers_for_all_their_bad_certificates_are_not_believed() -> None:
    safe = [url.replace("http:", "https:") for url in SITES]
    web = ScriptedWeb({**dict.fromkeys(safe, Trouble.TLS_NAME_MISMATCH), CONTROL_URL: 404})
    with Store.open(None) as store:
        with pytest.raises(OutageError, match="tls-name-mismatch"):
            await check(store, web, safe)
        assert set(statuses(store)) == {"unchecked"}


NEAR = [f"http://10.0.0.{number}/" for number in range(1, 30)]


async def test_silent_hosts_of_a_network_without_internet_are_believed_where_others_of_it_answer() -> None:
    near = {NEAR[14]: 200, **dict.fromkeys((url for url in NEAR if url != NEAR[14]), Trouble.CONNECT_REFUSED)}
    with Store.open(None) as store:
        found = await check(store, ScriptedWeb(near), NEAR)
    assert found[NEAR[14]][0] == "alive"
    assert found[NEAR[0]] == found[NEAR[-1]] == ("failing", "connect-refused")


async def test_what_is_silent_near_weighs_nothing_while_more_is_to_come() -> None:
    web = ScriptedWeb(dict.fromkeys([*NEAR[:9], CONTROL_URL], Trouble.CONNECT_REFUSED), CONTROL_NAMES)
    with Store.open(None) as store:
        found = await check(store, web, [*NEAR[:9], *SITES[:8]])
    assert found[SITES[0]] == ("dead", "dns-nxdomain")


async def test_a_network_whose_hosts_answer_no_more_condemns_none_of_them() -> None:
    web = ScriptedWeb({NEAR[0]: 200, **dict.fromkeys(NEAR[1:], Trouble.CONNECT_TIMEOUT)})
    web.falls_silent = NEAR[0]
    with Store.open(None) as store:
        with pytest.raises(OutageError):
            await check(store, web, NEAR)
        assert sorted(statuses(store)) == ["alive"] + ["unchecked"] * (len(NEAR) - 1)


async def test_a_control_of_this_run_that_is_gone_is_not_the_only_one() -> None:
    early = "http://early.com/"
    web = ScriptedWeb({early: 200, CONTROL_URL: 200, **dict.fromkeys(SITES, Trouble.CONNECT_REFUSED)})
    with Store.open(None) as store:
        found = await check(store, web, [early, *SITES])
    assert found[SITES[0]] == ("failing", "connect-refused")
    assert found[early][0] == "alive"


@pytest.mark.parametrize("others", [0, 2])
async def test_pages_that_are_alike_are_our_networks_where_a_control_is_given_the_same(others: int) -> None:
    portal = PageFacts("text/html", title="Hotel Linde", excerpt="Your room number?", words=40, main_words=40)
    web = ScriptedWeb({**dict.fromkeys([*SITES, CONTROL_URL], portal), **dict.fromkeys(SITES[:others], 200)})
    with Store.open(None) as store:
        with pytest.raises(OutageError, match="answers in the place of sites"):
            await check(store, web, SITES)
        assert statuses(store).count("alive") <= others + 1


async def test_pages_that_are_alike_are_believed_where_the_control_is_another() -> None:
    web = ScriptedWeb({**dict.fromkeys(SITES, 200), CONTROL_URL: replace(PAGE, title="Example Domain")})
    with Store.open(None) as store:
        found = await check(store, web, SITES)
    assert set(found.values()) == {("alive", None)}
    assert web.asked.count(CONTROL_URL) == 1


async def test_one_name_that_the_public_dns_knows_is_enough() -> None:
    for name in CONTROL_NAMES:
        with Store.open(None) as store:
            found = await check(store, ScriptedWeb({}, [name]), SITES)
        assert set(found.values()) == {("dead", "dns-nxdomain")}


async def test_one_name_that_cannot_be_looked_up_is_believed_of_a_resolver_that_answers_anything() -> None:
    alone = {SITES[0]: Trouble.DNS_FAILURE}
    with Store.open(None) as store:
        found = await check(store, ScriptedWeb(alone), alone)
    assert set(found.values()) == {("failing", "dns-failure")}
    with Store.open(None) as store, pytest.raises(OutageError):
        await check(store, WithoutResolver(alone, CONTROL_NAMES), alone)


class WithoutResolver(ScriptedWeb):
    async def resolves(self, name: str) -> bool | None:
        return None


async def test_a_site_that_answered_and_has_gone_silent_since_is_not_asked_alone() -> None:
    early = "http://early.com/"
    silent = dict.fromkeys(SITES, Trouble.CONNECT_REFUSED)
    with Store.open(None) as store:
        found = await check(store, AnswersOnce({early: 200, CONTROL_URL: 200, **silent}), [early, *SITES])
        assert found[SITES[0]] == ("failing", "connect-refused")
    with Store.open(None) as store, pytest.raises(OutageError):
        await check(store, AnswersOnce({early: 200, CONTROL_URL: Trouble.CONNECT_REFUSED, **silent}), [early, *SITES])


class AnswersOnce(ScriptedWeb):
    async def visit(self, url: str, *, browser_headers: bool = False) -> Visit:
        visit = await super().visit(url, browser_headers=browser_headers)
        if url != CONTROL_URL and self.asked.count(url) > 1:
            return Visit(url, url, trouble=Trouble.CONNECT_REFUSED)
        return visit


async def test_a_link_that_could_not_be_asked_keeps_what_is_known_of_it() -> None:
    url, other = "http://a.com/", "http://b.com/"
    with Store.open(None) as store:
        await check(store, ScriptedWeb({url: 404}), [url])
        paused = ScriptedWeb({url: Trouble.RATE_LIMITED, other: Trouble.RATE_LIMITED})
        found = await check(store, paused, [url, other])
        assert found == {url: ("dead", "http-404"), other: ("unchecked", "rate-limited")}
        history = store.overview.history(url)
    assert history is not None
    assert [change["new_status"] for change in history["history"]] == ["dead"]


async def test_a_link_that_breaks_us_is_not_asked_again_with_every_round() -> None:
    url, other = "http://a.com/", "http://b.com/"
    web = ScriptedWeb({url: KeyError("a fault of ours"), other: 200})
    with Store.open(None) as store:
        citations = tuple(Citation(each, Target(TargetKind.WEB, each), "", "", 1) for each in (url, other))
        store.articles.record(None, None, Article("a.md", None, None, citations), "", NOW)
        assert await one_round(store, web, NOW) == [url, other]
        assert await one_round(store, web, NOW + timedelta(minutes=1)) == []
        assert await one_round(store, web, NOW + timedelta(days=1)) == [url]
        assert sorted(statuses(store)) == ["alive", "unchecked"]


async def one_round(store: Store, web: ScriptedWeb, now: datetime) -> list[str]:
    """Look at what is due as a daemon does; return what was asked."""
    web.asked.clear()
    run_id = store.rounds.begin(now, most=10, most_of_host=10, excluded=lambda url: False)
    if run_id is not None:
        await Pipeline(run_id, store, web, Settings(), lambda: now, Silence(), Here(), patient=True).check()
        store.rounds.end(run_id, now, complete=False)
    return sorted(web.asked)


class ToldCrew(Crew):
    """A crew that only takes note of being told to make itself ready."""

    is_ready = False

    def get_ready(self) -> None:
        self.is_ready = True


@pytest.mark.parametrize(
    ("urls", "max_age", "is_ready"),
    [
        ([f"http://a.com/{number}" for number in range(FEW_LINKS)], 0, True),
        ([f"http://a.com/{number}" for number in range(FEW_LINKS + 1)], 0, True),
        ([f"http://a.com/{number}" for number in range(FEW_LINKS - 1)], 0, False),
        (["http://a.com/"] * FEW_LINKS, 0, False),
        ([f"http://a.com/{number}" for number in range(FEW_LINKS)], 60, False),
    ],
    ids=["many", "more", "few", "one many times", "some may stand"],
)
async def test_workers_make_themselves_ready_for_many_links(urls: list[str], max_age: float, *, is_ready: bool) -> None:
    settings = Settings(check=CheckSettings(max_age=max_age))
    crew = ToldCrew(1, settings.check, WebClient)
    with Store.open(None) as store:
        pipeline = Pipeline(1, store, ScriptedWeb({}), settings, lambda: NOW, Silence(), Here(), crew=crew)
        half = len(urls) // 2
        for part in (urls[:half], urls[half:]):  # of two articles
            assert not crew.is_ready
            pipeline.foresee(Target(TargetKind.OTHER, f"mailto:{number}@a.com") for number in range(FEW_LINKS))
            pipeline.foresee(Target(TargetKind.WEB, url) for url in part)
    assert crew.is_ready is is_ready


async def test_credentials_in_a_url_are_sent_and_never_stored() -> None:
    url = "http://alice:secret@a.com/"
    web = ScriptedWeb({url: 200})
    with Store.open(None) as store:
        run_id = store.runs.begin("check", NOW)
        targets = [Target(TargetKind.WEB, url)]
        store.runs.add_links(run_id, targets, NOW)
        pipeline = Pipeline(run_id, store, web, Settings(), lambda: NOW, Silence(), Here())
        pipeline.foresee(targets)
        await pipeline.check()
        (row,) = store.reports.links(run_id)
    assert url in web.asked
    assert row["url"] == "http://***@a.com/"
    assert "secret" not in str(row)
