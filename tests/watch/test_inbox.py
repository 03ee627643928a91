"""What people ask for on the pages, carried out by a daemon's job over a real web of loopback."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from linkwatch.store import Store, alone_at_inbox, only_saver, open_to_ask
from tests.servers.pages import NOT_FOUND, feed, story
from tests.standin.wayback import WaybackStandin
from tests.watch.test_jobs_archive import settings as archiving
from tests.watching import FEED, Page, Watch, cite

X = "a.com/x"


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    return Watch(tmp_path / "watch.db")


def ask(watch: Watch, action: str, target: str, **arguments: str) -> None:
    with open_to_ask(watch.path) as asking:
        assert asking.ask("anna", action, target, arguments, watch.clock.now())


def ends(watch: Watch) -> list[tuple[str, str | None]]:
    return [(row["state"], row["result"]) for row in watch.rows("SELECT state, result FROM inbox ORDER BY id")]


def requests(watch: Watch, place: str) -> int:
    return sum(asked.url == place for asked in watch.asked)


async def test_a_look_is_taken_now_and_with_patience(watch: Watch) -> None:
    async with watch.opened(FEED):
        await cite(watch, X)
        await watch.check()
        watch.pages[X] = Page(NOT_FOUND, 404)
        watch.clock.move(seconds=60)
        ask(watch, "recheck", watch.url(X), note="a reader wrote")
        await watch.jobs.act_all()
        assert ends(watch) == [("done", "is failing (http-404)")]  # one look does not make it dead
        assert [look["status"] for look in watch.checks(X)] == ["alive", "failing"]
        assert watch.monitor.looks == ["alive", "failing"]
        assert watch.rows("SELECT finished_at IS NOT NULL AS ended, complete FROM runs WHERE kind = 'asked'") == [
            {"ended": 1, "complete": 1}
        ]
        assert watch.rows("SELECT * FROM run_links") == []


async def test_what_cannot_be_looked_at_is_said(watch: Watch) -> None:
    async with watch.opened(FEED):
        await cite(watch, X)
        await watch.check()
        ask(watch, "exclude", watch.url(X))
        ask(watch, "recheck", watch.url(X))
        ask(watch, "recheck", "http://nobody.example/")
        ask(watch, "recheck", "javascript:alert(1)")
        await watch.jobs.act_all()
        await watch.jobs.act_all()
    assert ends(watch)[1:] == [
        ("refused", "it cannot be looked at: it is skipped (excluded)"),
        ("refused", "no such link"),
        ("refused", "no such link"),
    ]
    assert requests(watch, X) == 1


async def test_an_outage_of_our_own_judges_nothing(watch: Watch) -> None:
    async with watch.opened(FEED):
        await cite(watch, X)
        await watch.check()
        watch.sites.unplugged = True
        ask(watch, "recheck", watch.url(X))
        await watch.jobs.act_all()
        ((state, result),) = ends(watch)
        assert state == "failed"
        assert result is not None
        assert result.startswith("our own network seems to be down")
        assert watch.link(X)["status"] == "alive"


async def test_a_word_an_exclusion_and_its_end_hold_at_once(watch: Watch) -> None:
    async with watch.opened(FEED):
        await cite(watch, X, "b.com/y")
        await watch.check()
        ask(watch, "mark", watch.url(X), status="dead", note="it burnt down", until="2099-01-01T00:00:00Z")
        ask(watch, "exclude", "b.com", note="asked us to")
        await watch.jobs.act()
        assert watch.verdict(X) == ("dead", "marked")
        assert watch.verdict("b.com/y") == ("skipped", "excluded")
        watch.clock.move(days=400)
        assert "b.com/y" not in await watch.check()
        ask(watch, "mark", watch.url(X), status="none")
        ask(watch, "include", "b.com")
        await watch.jobs.act()
        assert watch.verdict(X)[0] == "alive"
        assert "b.com/y" in await watch.check()
        assert ends(watch) == [
            ("done", "is dead by the word of anna"),
            ("done", "is not looked at any more"),
            ("done", "is judged by its looks again"),
            ("done", "is looked at again"),
        ]
        assert watch.rows("SELECT made_by, note, until FROM marks LIMIT 1") == [
            {"made_by": "anna", "note": "it burnt down", "until": "2099-01-01T00:00:00Z"}
        ]


async def test_a_look_under_way_does_not_undo_an_exclusion(watch: Watch) -> None:
    async with watch.opened(FEED, check={"timeout": 30}):
        await cite(watch, X)
        await watch.check()
        watch.clock.move(days=30)
        released = asyncio.Event()
        watch.pages[X] = Page(story(X), waits=released)
        checking = asyncio.create_task(watch.jobs.check())
        await watch.until(lambda: watch.rows("SELECT 1 FROM run_links WHERE pending"))
        ask(watch, "exclude", "a.com")
        await watch.jobs.act()
        assert watch.verdict(X) == ("skipped", "excluded")
        released.set()
        await checking
        assert watch.verdict(X) == ("skipped", "excluded")
        assert watch.link(X)["next_check_at"] is None


async def test_what_the_settings_exclude_is_not_freed(watch: Watch) -> None:
    async with watch.opened(FEED, check={"exclude": ["a.com"]}):
        await cite(watch, X)
        ask(watch, "exclude", watch.url(X))
        ask(watch, "include", watch.url(X))
        await watch.jobs.act()
        await watch.check()
        assert watch.verdict(X) == ("skipped", "excluded")


async def test_a_word_whose_date_is_over_is_refused(watch: Watch) -> None:
    async with watch.opened(FEED):
        await cite(watch, X)
        ask(watch, "mark", watch.url(X), status="dead", until="2001-01-01T00:00:00Z")
        await watch.jobs.act()
        assert ends(watch) == [("refused", "its date was over before it could be heeded")]


async def test_a_source_is_added_as_its_kind_and_read(watch: Watch) -> None:
    async with watch.opened([]):
        watch.pages["blog.com/feed"] = Page(feed([watch.url("blog.com/one")]))
        watch.pages["blog.com/one"] = Page(story("one"))
        ask(watch, "add-source", watch.url("blog.com/feed"), note="new")
        await watch.jobs.act_all()
        assert ends(watch) == [("done", f"is watched from now on: feed {watch.url('blog.com/feed')}")]
        await watch.scan()
        assert watch.rows("SELECT uri FROM articles") == [{"uri": watch.url("blog.com/one")}]


@pytest.mark.parametrize(
    "location",
    [
        "/etc/passwd",
        "file:///etc/passwd",
        *(f"{kind}:/etc/passwd" for kind in ("urls", "feed", "sitemap", "opml", "zotero", "git")),
        "feed:tests/conftest.py",
        "files:/etc",
        "-",
        "../*.md",
        "javascript:alert(1)",
        "x",
    ],
)
async def test_no_file_of_the_machine_is_read_though_the_inbox_says_so(watch: Watch, location: str) -> None:
    async with watch.opened([]):
        ask(watch, "add-source", location)
        await watch.jobs.act_all()
        ((state, result),) = ends(watch)
        assert state == "refused"
        assert "linkwatch add" in str(result)
        assert watch.rows("SELECT * FROM sources") == []


async def test_a_source_on_a_private_network_is_not_asked(watch: Watch) -> None:
    async with watch.opened([]):
        for url in ("http://10.0.0.1/feed", "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/latest"):
            ask(watch, "add-source", url)
        await watch.jobs.act_all()
        assert [state for state, _ in ends(watch)] == ["failed"] * 3
        assert all("private" in str(result) for _, result in ends(watch))
        assert watch.rows("SELECT * FROM sources") == []


async def test_a_slow_host_holds_up_no_other_wish(watch: Watch) -> None:
    async with watch.opened(FEED, check={"timeout": 30}):
        await cite(watch, X, "b.com/y")
        await watch.check()
        released = asyncio.Event()
        watch.pages[X] = Page(story(X), waits=released)
        ask(watch, "recheck", watch.url(X))
        await watch.jobs.act()
        await watch.until(lambda: requests(watch, X) == 1)
        ask(watch, "mark", watch.url("b.com/y"), status="dead")
        ask(watch, "recheck", watch.url("b.com/y"))
        await watch.jobs.act()
        await watch.until(lambda: [state for state, _ in ends(watch)] == ["begun", "done", "done"])
        released.set()
        await watch.jobs.act_all()
        assert ends(watch)[0] == ("done", "is alive")


async def test_what_was_cut_off_is_done_by_the_next_daemon(watch: Watch) -> None:
    async with watch.opened(FEED, check={"timeout": 30}):
        await cite(watch, X)
        await watch.check()
        never = asyncio.Event()
        watch.pages[X] = Page(story("x"), waits=never)
        ask(watch, "recheck", watch.url(X))
        await watch.jobs.act()
        await watch.until(lambda: watch.rows("SELECT 1 FROM run_links WHERE pending"))
        await watch.jobs.end()
        never.set()
        assert ends(watch) == [("begun", None)]
        watch.pages[X] = Page(NOT_FOUND, 404)
        async with watch.restarted(FEED):
            await watch.jobs.act_all()
        assert ends(watch) == [("done", "is failing (http-404)")]
        assert watch.rows("SELECT count(*) AS n FROM runs WHERE finished_at IS NULL") == [{"n": 0}]


async def test_two_processes_do_not_work_at_once(watch: Watch) -> None:
    async with watch.opened(FEED):
        await cite(watch, X)
        await watch.check()
        ask(watch, "recheck", watch.url(X))
        with alone_at_inbox(watch.path):
            await watch.jobs.act_all()
            assert ends(watch) == [("asked", None)]
        await watch.jobs.act_all()
        assert ends(watch) == [("done", "is alive")]


async def test_ten_thousand_wishes_are_worked_off_in_order_and_bounded(watch: Watch) -> None:
    async with watch.opened(FEED):
        await cite(watch, X)
        await watch.check()
        with Store.open(watch.path) as store, store.inbox._connection.writing() as raw:
            sql = "INSERT INTO inbox (asked_at, actor, action, target, arguments) VALUES (?, 'anna', ?, ?, ?)"
            at, word = "2026-11-22T08:00:00Z", '{"status": "dead"}'
            raw.executemany(sql, [(at, "mark", watch.url(X), word)] * 10_000)
        await watch.jobs.act()
        counts = watch.rows("SELECT state, count(*) AS n FROM inbox GROUP BY state ORDER BY state")
        assert counts == [{"state": "asked", "n": 9_900}, {"state": "done", "n": 100}]
        assert watch.rows("SELECT max(id) AS last FROM inbox WHERE state = 'done'") == [{"last": 100}]


async def test_a_wish_that_nobody_understands_stops_no_other(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    async with watch.opened(FEED):
        await cite(watch, X)
        ask(watch, "mark", watch.url(X))
        ask(watch, "mark", watch.url(X), status="wonderful")
        ask(watch, "mark", watch.url(X), status="dead", until="soon")
        ask(watch, "mark", watch.url(X), status="dead")
        await watch.jobs.act()
        assert [state for state, _ in ends(watch)] == ["failed", "failed", "failed", "done"]
    assert "what was asked for failed" in caplog.text


# --- archiving


async def archived(watch: Watch, archive: dict[str, Any], page: Page | None = None) -> None:
    async with watch.opened(FEED, archive=archive):
        await cite(watch, X)
        await watch.check()
        if page is not None:
            watch.pages[X] = page
        ask(watch, "archive", watch.url(X))
        await watch.jobs.act_all()


async def test_a_page_is_looked_at_and_saved_though_nothing_is_by_itself(watch: Watch, tmp_path: Path) -> None:
    standin = WaybackStandin()
    async with standin.serve() as url:
        await archived(watch, archiving(url, tmp_path / "own", save="never"))
    ((state, result),) = ends(watch)
    assert state == "done"
    assert "is kept at local: " in str(result)
    assert "is kept at wayback: " in str(result)
    assert len(standin.saving.posts) == 1
    assert requests(watch, X) >= 2


async def test_what_is_gone_is_not_saved(watch: Watch, tmp_path: Path) -> None:
    standin = WaybackStandin()
    async with standin.serve() as url:
        await archived(watch, archiving(url, tmp_path / "own"), Page(NOT_FOUND, 404))
    assert ends(watch) == [("refused", "only what is alive is saved, and it is failing (http-404)")]
    assert standin.saving.posts == []


async def test_without_an_archive_that_is_said(watch: Watch) -> None:
    await archived(watch, {"find": False, "save": "never"})
    ((state, result),) = ends(watch)
    assert state == "refused"
    assert str(result).startswith("nothing was saved: the archive saves pages for account holders only")


async def test_refused_keys_are_said(watch: Watch, tmp_path: Path) -> None:
    standin = WaybackStandin()
    async with standin.serve() as url:
        await archived(watch, {**archiving(url, tmp_path / "own", secret_key="hush"), "warc": None})
    ((state, result),) = ends(watch)
    assert state == "failed"
    assert "hush" not in str(result)


async def test_who_saves_just_now_is_waited_for_without_another_look(watch: Watch, tmp_path: Path) -> None:
    standin = WaybackStandin()
    async with (
        standin.serve() as url,
        watch.opened(FEED, archive=archiving(url, tmp_path / "own", wayback_url=url, access_key=None, secret_key=None)),
    ):
        await cite(watch, X)
        await watch.check()
        ask(watch, "archive", watch.url(X))
        with only_saver(watch.path):
            await watch.jobs.act_all()
            assert ends(watch) == [("begun", None)]
            looks = len(watch.checks(X))
            await watch.jobs.act_all()
        assert ends(watch) == [("begun", None)]  # it is put off
        watch.clock.move(seconds=6)
        await watch.jobs.act_all()
        assert ends(watch)[0][0] == "done"
        assert len(watch.checks(X)) == looks


async def test_a_page_that_dies_before_it_is_saved_ends_the_wish_and_is_saved_when_it_is_back(
    watch: Watch, tmp_path: Path
) -> None:
    standin = WaybackStandin()
    async with (
        standin.serve() as url,
        watch.opened(FEED, archive={**archiving(url, tmp_path / "own", save="never"), "warc": None}),
    ):
        await cite(watch, X)
        await watch.check()
        ask(watch, "archive", watch.url(X))
        with only_saver(watch.path):
            await watch.jobs.act_all()
        watch.pages[X] = Page(NOT_FOUND, 404)
        watch.clock.move(seconds=6)
        ask(watch, "recheck", watch.url(X))
        with only_saver(watch.path):
            await watch.jobs.act_all()
        watch.clock.move(seconds=6)
        await watch.jobs.act_all()
        assert ends(watch)[0] == ("refused", "wayback: only what is alive is saved, and it is failing (http-404)")
        assert standin.saving.posts == []
        assert watch.rows("SELECT state FROM saves") == [{"state": "intended"}]


async def test_what_no_article_cites_any_more_meanwhile_is_saved_all_the_same(watch: Watch, tmp_path: Path) -> None:
    standin = WaybackStandin()
    async with standin.serve() as url, watch.opened(FEED, archive=archiving(url, tmp_path / "own", save="never")):
        await cite(watch, X)
        await watch.check()
        ask(watch, "archive", watch.url(X))
        with only_saver(watch.path):
            await watch.jobs.act_all()
        watch.change("UPDATE citations SET removed_at = '2026-11-22T08:00:00Z'")
        watch.clock.move(seconds=6)
        await watch.jobs.act_all()
        assert ends(watch)[0][0] == "done"


async def test_a_save_that_was_cut_off_is_neither_lost_nor_made_twice(watch: Watch, tmp_path: Path) -> None:
    standin = WaybackStandin()
    async with standin.serve() as url:
        archive = {**archiving(url, tmp_path / "own", save="always"), "warc": None}
        async with watch.opened(FEED, archive=archive):
            await cite(watch, X)
            await watch.check()
            ask(watch, "archive", watch.url(X))
            await watch.jobs.act_all()
            await watch.jobs.end()
            # as if it had been killed after the save, before its end was noted
            watch.change("UPDATE inbox SET state = 'begun', result = NULL, done_at = NULL")
            async with watch.restarted(FEED, archive=archive):
                await watch.jobs.act_all()
    assert ends(watch)[0][0] == "done"
    assert len(standin.saving.posts) == 1
