"""How the check job looks at links, wake by wake, over a real web and a real database."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.servers.pages import page, story, text, title
from tests.watching import FEED, Page, Watch, cite

RECHECK = {"alive": "2d", "failing": "1d", "blocked": "4d", "dead": "7d", "max": "20d", "confirm_over": "3d"}


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    return Watch(tmp_path / "watch.db")


async def test_a_missing_page_is_failing_and_dead_only_after_enough_looks_and_days(watch: Watch) -> None:
    async with watch.opened(FEED, recheck=RECHECK):
        watch.pages["a.com/x"] = Page("gone", 404)
        await cite(watch, "a.com/x", "b.com/y")
        began = watch.clock.now()
        await watch.check()
        found = watch.link("a.com/x")
        while found["status"] == "failing":
            assert found["reason"] == "http-404"
            assert found["failing_since"] == "2026-01-01T08:00:00Z"
            assert len(watch.checks("a.com/x")) < 3 or (watch.clock.now() - began).days < 3
            found = await watch.check_when_due("a.com/x")
        assert (found["status"], found["reason"]) == ("dead", "http-404")
        assert len(watch.checks("a.com/x")) == 3
        assert 3 <= (watch.clock.now() - began).days <= 4
        assert watch.told("a.com/x") == ["failing", "dead"]


async def test_many_looks_in_a_short_time_make_nothing_dead(watch: Watch) -> None:
    async with watch.opened(FEED, recheck={**RECHECK, "failing": "1h", "confirm_over": "10d", "confirmations": 3}):
        watch.pages["a.com/x"] = Page("gone", 410)
        await cite(watch, "a.com/x", "b.com/y")
        await watch.check()
        for _ in range(2):
            await watch.check_when_due("a.com/x")
        assert watch.verdict("a.com/x") == ("dead", "http-410")
        first, *_, last = watch.checks("a.com/x")
        (apart,) = watch.rows("SELECT julianday(?) - julianday(?) AS days", last["checked_at"], first["checked_at"])
        assert apart["days"] >= 10


async def test_a_page_that_is_back_is_alive_at_once(watch: Watch) -> None:
    async with watch.opened(FEED, recheck=RECHECK):
        there = Page(story("a.com/x"))
        watch.pages["a.com/x"] = Page("ill", 503)
        await cite(watch, "a.com/x", "b.com/y")
        await watch.check()
        watch.pages["a.com/x"] = there
        found = await watch.check_when_due("a.com/x")
        assert found["status"] == "alive"
        assert (found["failing_since"], found["consecutive_failures"]) == (None, 0)
        watch.pages["a.com/x"] = Page("gone", 404)
        for _ in range(3):
            await watch.check_when_due("a.com/x")
        assert watch.verdict("a.com/x") == ("dead", "http-404")
        watch.pages["a.com/x"] = there
        await watch.check_when_due("a.com/x")
        assert watch.told("a.com/x") == ["failing", "alive", "failing", "dead", "alive"]


async def test_a_page_behind_a_wall_never_dies(watch: Watch) -> None:
    async with watch.opened(FEED, recheck=RECHECK):
        watch.pages["a.com/x"] = Page(page("Forbidden", "<p>Robots keep out.</p>"), 403)
        await cite(watch, "a.com/x", "b.com/y")
        await watch.check()
        for _ in range(6):
            found = await watch.check_when_due("a.com/x")
        assert (found["status"], found["reason"]) == ("blocked", "forbidden")
        assert watch.told("a.com/x") == ["blocked"]


async def test_a_page_that_says_it_is_unchanged_keeps_its_verdict(watch: Watch) -> None:
    async with watch.opened(FEED, recheck=RECHECK):
        watch.pages["a.com/x"] = Page(story("a.com/x"), etag='"1"')
        watch.pages["a.com/old"] = Page("", 301, headers={"Location": "/x"})
        await cite(watch, "a.com/x")
        await watch.check()
        found = await watch.check_when_due("a.com/x")
        assert watch.asked[-1].status == 304
        assert found["status"] == "alive"
        assert [check["http_status"] for check in watch.checks("a.com/x")] == [200, 304]
        assert [check["status"] for check in watch.checks("a.com/x")] == ["alive", "alive"]
        assert found["last_read_at"] < found["last_checked_at"]


async def test_replaced_text_is_told_and_its_return_as_well(watch: Watch) -> None:
    async with watch.opened(FEED, recheck=RECHECK):
        await cite(watch, "a.com/2015/the-old-mill")
        await watch.check()
        before = watch.pages["a.com/2015/the-old-mill"]
        watch.pages["a.com/2015/the-old-mill"] = Page(story("something else"))
        found = await watch.check_when_due("a.com/2015/the-old-mill")
        assert (found["status"], found["reason"]) == ("changed", "content-drift")
        watch.pages["a.com/2015/the-old-mill"] = before
        await watch.check_when_due("a.com/2015/the-old-mill")
        assert watch.told("a.com/2015/the-old-mill") == ["alive", "changed", "alive"]


async def test_a_counter_a_date_and_an_advert_change_nothing(watch: Watch) -> None:
    async with watch.opened(FEED, recheck=RECHECK):
        await cite(watch, "a.com/x")
        await watch.check()
        for day in range(6):
            watch.pages["a.com/x"] = Page(
                page(
                    title("a.com/x"),
                    f"<p>Today is day {day}; {100 + 7 * day} readers so far.</p>{text('a.com/x')}"
                    f"<aside><p>Buy {title(day)} now!</p></aside>",
                )
            )
            await watch.check_when_due("a.com/x")
        assert watch.told("a.com/x") == ["alive"]
        assert watch.link("a.com/x")["changes"] == 0


async def waits(watch: Watch, place: str, looks: int) -> list[float]:
    """Look at a link whenever it is due; return the days after which it was due again."""
    found = []
    for _ in range(looks):
        row = await watch.check_when_due(place)
        sql = "SELECT julianday(?) - julianday(?) AS days"
        found += [row["days"] for row in watch.rows(sql, row["next_check_at"], row["last_checked_at"])]
    return found


async def test_a_link_that_stays_is_looked_at_ever_less_up_to_the_longest_interval(watch: Watch) -> None:
    async with watch.opened(FEED, recheck=RECHECK):
        await cite(watch, "a.com/x")
        days = await waits(watch, "a.com/x", 7)
    assert 1.8 <= days[0] <= 2.2
    assert all(later > 1.4 * sooner for sooner, later in pairwise(days) if later < 18)
    assert all(18 <= wait <= 22 for wait in days[-2:])


async def test_a_link_that_changes_again_and_again_is_looked_at_as_often_as_it_does(watch: Watch) -> None:
    async with watch.opened(FEED, recheck=RECHECK):
        await cite(watch, "a.com/x", "b.com/y")
        *_, quiet = await waits(watch, "a.com/x", 4)
        days = []
        for _ in range(4):
            watch.pages["a.com/x"] = Page("ill", 503)
            await waits(watch, "a.com/x", 1)
            watch.pages["a.com/x"] = Page(story("a.com/x"))
            days += await waits(watch, "a.com/x", 1)
    assert quiet > 8
    assert max(days) < 4


async def test_a_site_that_refuses_looks_now_and_then_is_not_looked_at_more_often(watch: Watch) -> None:
    async with watch.opened(FEED, recheck=RECHECK):
        await cite(watch, "a.com/x")
        await watch.check()
        days = []
        for number in range(8):
            busy = Page("busy", 429, headers={"Retry-After": "3600"})
            watch.pages["a.com/x"] = Page(story("a.com/x")) if number % 2 else busy
            days += await waits(watch, "a.com/x", 1)
    assert watch.told("a.com/x") == ["alive", *["blocked", "alive"] * 4]
    assert min(days[1::2]) >= 1.8


# --- our own network


@pytest.mark.parametrize("how", ["nothing answers", "no name is known"])
async def test_while_our_own_network_is_down_nothing_is_recorded(watch: Watch, how: str) -> None:
    places = [f"site{number}.com/x" for number in range(10)]
    async with watch.opened(FEED, recheck=RECHECK):
        await cite(watch, *places)
        await watch.check()
        watch.clock.move(days=5)
        before = watch.rows("SELECT id, status, last_checked_at FROM links")
        if how == "nothing answers":
            watch.sites.unplugged = True
        else:
            watch.sites.is_silent = True
        await watch.check()
        assert watch.jobs.outage
        assert "our own network" in watch.jobs.outage
        assert watch.monitor.pauses[-1] == watch.jobs.outage
        assert watch.rows("SELECT id, status, last_checked_at FROM links") == before
        watch.sites.unplugged = watch.sites.is_silent = False
        watch.clock.move(minutes=1)
        await watch.check()
        assert watch.jobs.outage is None
        assert {watch.verdict(place)[0] for place in places} == {"alive"}
        assert {len(watch.checks(place)) for place in places} == {2}


async def test_one_machine_that_takes_no_connection_is_its_own_fault(watch: Watch) -> None:
    async with watch.opened(FEED, recheck=RECHECK):
        watch.sites.refusing = {"a.com"}
        await cite(watch, "a.com/x")
        await watch.check()
        assert watch.jobs.outage is None
        assert watch.verdict("a.com/x") == ("failing", "connect-refused")


# --- turns


async def test_links_that_a_round_does_not_come_to_wait_behind_others(watch: Watch) -> None:
    async with watch.opened(FEED, recheck=RECHECK, check={"per_host": 1, "timeout": 30}):
        hangs = asyncio.Event()
        watch.pages["slow.com/1"] = Page(story("slow.com/1"), waits=hangs)
        await cite(watch, "slow.com/1", "slow.com/2", "a.com/x")
        looking = asyncio.create_task(watch.check())
        await watch.until(lambda: "a.com/x" in [asked.url for asked in watch.asked])
        watch.clock.move(minutes=6)  # the round's time is over
        hangs.set()
        await looking
        assert watch.verdict("a.com/x")[0] == watch.verdict("slow.com/1")[0] == "alive"
        left = watch.link("slow.com/2")
        assert (left["status"], left["next_check_at"]) == ("unchecked", "2026-01-01T08:06:00Z")
        assert watch.rows("SELECT 1 FROM run_links") == []
        await watch.check()
        assert watch.verdict("slow.com/2")[0] == "alive"


async def test_what_becomes_due_meanwhile_does_not_wait_for_all_links_of_a_slow_host(watch: Watch) -> None:
    async with watch.opened(FEED, recheck=RECHECK, check={"per_host": 1, "timeout": 30}):
        await cite(watch, "slow.com/1", "slow.com/2", "slow.com/3", "a.com/x", "b.com/x")
        await watch.check()
        watch.clock.move(days=5)
        soon = (watch.clock.now() + timedelta(seconds=20)).isoformat().replace("+00:00", "Z")
        watch.change(f"UPDATE links SET next_check_at = '{soon}' WHERE host = 'b.com'")
        hangs, hangs_longer = asyncio.Event(), asyncio.Event()
        watch.pages["slow.com/1"] = Page(story("slow.com/1"), waits=hangs)
        watch.pages["slow.com/3"] = Page(story("slow.com/3"), waits=hangs_longer)
        looking = asyncio.create_task(watch.check())
        await watch.until(lambda: len(watch.checks("a.com/x")) == 2)
        watch.clock.move(seconds=31)
        hangs.set()
        await watch.until(lambda: len(watch.checks("b.com/x")) == 2)
        assert len(watch.checks("slow.com/3")) == 1
        hangs_longer.set()
        await looking
        assert len(watch.checks("slow.com/3")) == 2


async def test_a_wake_that_is_told_to_end_takes_up_nothing_more(watch: Watch) -> None:
    async with watch.opened(FEED):
        await cite(watch, "a.com/x", "b.com/y")
        watch.is_enough = True
        assert await watch.check() == []
        assert await watch.scan() == []
        watch.is_enough = False
        assert len(await watch.check()) == 2


async def test_a_host_that_wants_to_be_left_alone_is_left_alone(watch: Watch) -> None:
    async with watch.opened(FEED, recheck={**RECHECK, "failing": "1h"}, check={"per_host": 1}):
        for place in ("a.com/1", "a.com/2"):
            watch.pages[place] = Page("busy", 429, headers={"Retry-After": "43200"})
        await cite(watch, "a.com/1", "a.com/2", "b.com/y")
        assert await watch.check() == ["a.com/1", "b.com/y"]
        assert watch.verdict("a.com/1") == ("blocked", "rate-limited")
        assert watch.verdict("a.com/2") == ("unchecked", None)  # nobody asked
        for place in ("a.com/1", "a.com/2"):
            watch.pages[place] = Page(story(place))
        for _ in range(11):
            watch.clock.move(hours=1)
            assert await watch.check() == []
        watch.clock.move(days=3)
        await watch.check()
        assert watch.verdict("a.com/1")[0] == watch.verdict("a.com/2")[0] == "alive"


# --- excluded


async def test_excluded_links_are_skipped_and_taken_up_again(watch: Watch) -> None:
    async with watch.sites.serve():
        async with watch.restarted(FEED, check={"exclude": ["//a.com"]}):
            await cite(watch, "a.com/x", "b.com/y")
            assert await watch.check() == ["b.com/y"]
            assert watch.verdict("a.com/x") == ("skipped", "excluded")
        async with watch.restarted(FEED):
            assert await watch.check() == ["a.com/x"]
        async with watch.restarted(FEED, check={"exclude": ["//a.com"]}):
            watch.clock.move(days=30)
            await watch.check()
            assert watch.verdict("a.com/x") == ("skipped", "excluded")
        assert watch.told("a.com/x") == ["skipped", "unchecked", "alive", "skipped"]


# --- the clock


@pytest.mark.parametrize("days", [1, -1])
async def test_a_clock_that_is_set_neither_stops_the_daemon_nor_condemns_anything(watch: Watch, days: int) -> None:
    async with watch.opened(FEED, recheck=RECHECK):
        watch.pages["a.com/x"] = Page("gone", 404)
        await cite(watch, "a.com/x", "b.com/y")
        await watch.check()
        watch.clock.set_to(watch.clock.now() + timedelta(days=days))
        assert await watch.scan()
        await watch.check()
        assert watch.verdict("a.com/x") == ("failing", "http-404")
        for _ in range(12):
            watch.clock.move(days=1)
            await watch.scan()
            await watch.check()
        assert watch.verdict("a.com/x") == ("dead", "http-404")
        assert watch.verdict("b.com/y") == ("alive", None)
        assert watch.link("a.com/x")["consecutive_failures"] >= 3
