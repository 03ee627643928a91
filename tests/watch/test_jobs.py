"""How the scan job follows sources, wake by wake, and how a daemon goes on where another was cut off."""

import asyncio
from pathlib import Path

import pytest

from tests.servers.pages import article, feed, sitemap, story
from tests.watching import FEED, Page, Watch, blog, cite


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    return Watch(tmp_path / "watch.db")


# --- scanning


async def test_a_second_scan_asks_only_for_what_is_new_and_reads_nothing(watch: Watch) -> None:
    async with watch.opened(FEED):
        blog(watch, "a.com/x", etag="v1")
        first = await watch.scan()
        watch.clock.move(hours=6)
        second = await watch.scan()
        assert [asked.status for asked in first] == [200, 200]
        assert [(asked.url, asked.status) for asked in second] == [("blog.com/feed", 304), ("blog.com/one", 304)]
        assert watch.cited("blog.com/one") == ["a.com/x"]
        (row,) = watch.rows("SELECT last_scanned_at, removed_at FROM articles")
        assert row == {"last_scanned_at": "2026-01-01T14:00:00Z", "removed_at": None}


async def test_a_source_that_is_not_due_is_not_asked(watch: Watch) -> None:
    async with watch.opened(FEED):
        blog(watch, "a.com/x")
        await watch.scan()
        watch.clock.move(hours=5)
        assert await watch.scan() == []
        watch.clock.move(hours=1)
        assert len(await watch.scan()) == 2


async def test_an_old_article_rests_for_a_tenth_of_its_age_and_is_read_again(watch: Watch) -> None:
    async with watch.opened(FEED):
        blog(watch, "a.com/x", etag="v1")
        await watch.scan()
        watch.clock.move(days=20)
        await watch.scan()
        blog(watch, "b.com/y", etag="v2")
        for _ in range(7):
            watch.clock.move(hours=6)
            assert [asked.url for asked in await watch.scan()] == ["blog.com/feed"]
        watch.clock.move(hours=6)
        assert [asked.url for asked in await watch.scan()] == ["blog.com/feed", "blog.com/one"]
        assert watch.cited("blog.com/one") == ["b.com/y"]


async def test_new_citations_appear_and_lost_ones_are_marked(watch: Watch) -> None:
    async with watch.opened(FEED):
        blog(watch, "a.com/x", "b.com/y", etag="v1")
        await watch.scan()
        watch.clock.move(hours=6)
        blog(watch, "b.com/y", "c.com/z", etag="v2")
        await watch.scan()
        assert watch.cited("blog.com/one") == ["b.com/y", "c.com/z"]
        rows = watch.rows("SELECT first_seen_at, removed_at FROM citations ORDER BY id")
        assert rows == [
            {"first_seen_at": "2026-01-01T08:00:00Z", "removed_at": "2026-01-01T14:00:00Z"},
            {"first_seen_at": "2026-01-01T08:00:00Z", "removed_at": None},
            {"first_seen_at": "2026-01-01T14:00:00Z", "removed_at": None},
        ]


async def test_a_link_that_nobody_cites_any_more_is_not_looked_at_until_somebody_does(watch: Watch) -> None:
    async with watch.opened(FEED):
        blog(watch, "a.com/x", "b.com/y")
        await watch.scan()
        blog(watch, "b.com/y")
        watch.clock.move(hours=6)
        await watch.scan()
        assert await watch.check() == ["b.com/y"]
        blog(watch, "a.com/x", "b.com/y")
        watch.clock.move(hours=6)
        await watch.scan()
        assert await watch.check() == ["a.com/x"]


async def test_an_old_article_is_asked_for_less_often_and_read_again_when_it_was_edited(watch: Watch) -> None:
    async with watch.opened(FEED):
        blog(watch, "a.com/x", etag="v1")
        await watch.scan()
        watch.clock.move(days=10)
        await watch.scan()
        blog(watch, "b.com/y", etag="v2")
        hours = 0
        while watch.cited("blog.com/one") != ["b.com/y"]:
            watch.clock.move(hours=6)
            hours += 6
            asked = [asked.url for asked in await watch.scan()]
            assert ("blog.com/one" in asked) == (hours >= 24)  # a tenth of its age
            assert hours <= 24


async def test_an_article_that_left_a_folder_is_marked_and_comes_back(watch: Watch, tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    async with watch.opened([("files", str(folder))]):
        one, two = folder / "one.md", folder / "two.md"
        one.write_text(f"[x]({watch.url('a.com/x')})")
        two.write_text(f"[y]({watch.url('b.com/y')})")
        watch.pages["b.com/y"] = Page(story("y"))
        await watch.scan()
        one.rename(tmp_path / "elsewhere.md")
        watch.clock.move(hours=6)
        await watch.scan()
        assert watch.cited(str(one)) == []
        assert watch.cited(str(two)) == ["b.com/y"]
        assert await watch.check() == ["b.com/y"]
        (tmp_path / "elsewhere.md").rename(one)
        watch.clock.move(hours=6)
        await watch.scan()
        assert watch.cited(str(one)) == ["a.com/x"]


async def test_a_folder_that_is_not_there_takes_nothing_away(watch: Watch, tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    async with watch.opened([("files", str(folder))]):
        (folder / "one.md").write_text(f"[x]({watch.url('a.com/x')})")
        await watch.scan()
        folder.rename(tmp_path / "unmounted")
        folder_is_empty = [False, True]
        for is_empty in folder_is_empty:
            if is_empty:
                folder.mkdir()
            watch.clock.move(hours=6)
            await watch.scan()
            (source,) = watch.rows("SELECT last_error FROM sources")
            assert source["last_error"]
            assert watch.cited(str(folder / "one.md")) == ["a.com/x"]


@pytest.mark.parametrize(
    "broken",
    [Page("down", 503), Page("not found", 404), Page("<html><body>welcome</body></html>"), Page("<?xml <<")],
    ids=["503", "404", "a page", "broken XML"],
)
async def test_a_broken_source_says_so_and_keeps_its_articles(watch: Watch, broken: Page) -> None:
    async with watch.opened(FEED):
        blog(watch, "a.com/x")
        whole = watch.pages["blog.com/feed"]
        await watch.scan()
        watch.pages["blog.com/feed"] = broken
        for _ in range(2):
            watch.clock.move(hours=6)
            await watch.scan()
        (source,) = watch.rows("SELECT last_error, failing_since FROM sources")
        assert "blog.com" in source["last_error"]
        assert source["failing_since"] == "2026-01-01T14:00:00Z"
        assert watch.cited("blog.com/one") == ["a.com/x"]
        watch.pages["blog.com/feed"] = whole
        watch.clock.move(hours=6)
        await watch.scan()
        (source,) = watch.rows("SELECT last_error, failing_since FROM sources")
        assert source == {"last_error": None, "failing_since": None}


async def test_a_source_that_breaks_us_is_left_until_it_is_due(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    async with watch.opened(FEED):
        blog(watch, "a.com/x", etag="v1")
        await watch.scan()
        watch.change("UPDATE source_pages SET body = x'00'")
        watch.clock.move(hours=6)
        assert [asked.url for asked in await watch.scan()] == []
        watch.clock.move(minutes=1)
        assert watch.scans() == []
        await watch.jobs.scan()
        assert watch.scans() == []
        (source,) = watch.rows("SELECT last_error FROM sources")
        assert source["last_error"].endswith("internal error: error")
        assert watch.cited("blog.com/one") == ["a.com/x"]
    assert "source not scanned" in caplog.text


async def test_a_page_can_be_a_source(watch: Watch) -> None:
    async with watch.opened([("page", "a.com/article")]):
        watch.pages["a.com/article"] = Page(article("A", [watch.url("b.com/y")]), etag='"1"')
        await watch.scan()
        assert watch.cited("a.com/article") == ["b.com/y"]
        watch.clock.move(hours=6)
        (asked,) = await watch.scan()
        assert asked.status == 304


async def test_an_article_that_left_a_sitemap_is_marked_and_one_that_left_a_feed_stays(watch: Watch) -> None:
    async with watch.opened([("sitemap", "a.com/map"), ("feed", "b.com/feed")]):
        watch.pages["a.com/map"] = Page(sitemap([watch.url("a.com/1"), watch.url("a.com/2")]))
        watch.pages["b.com/feed"] = Page(feed([watch.url("b.com/1"), watch.url("b.com/2")]))
        for place in ("a.com/1", "a.com/2", "b.com/1", "b.com/2"):
            watch.pages[place] = Page(article(place, [watch.url("cited.com/" + place[0])]))
        await watch.scan()
        watch.pages["a.com/map"] = Page(sitemap([watch.url("a.com/1")]))
        watch.pages["b.com/feed"] = Page(feed([watch.url("b.com/1")]))
        watch.clock.move(hours=6)
        await watch.scan()
        assert watch.cited("a.com/2") == []
        assert watch.cited("b.com/2") == ["cited.com/b"]


async def test_a_slow_source_holds_up_no_other(watch: Watch) -> None:
    async with watch.opened([("page", "slow.com/a"), ("page", "a.com/a")], check={"timeout": 30}):
        hangs = asyncio.Event()
        watch.pages["slow.com/a"] = Page(article("S", [watch.url("b.com/slow")]), waits=hangs)
        watch.pages["a.com/a"] = Page(article("A", [watch.url("b.com/y")]))
        for _ in range(2):  # the second wake finds the first one's scan still running
            await watch.jobs.scan()
            await watch.until(lambda: watch.scans() == [f"scan {watch.url('slow.com/a')}"])
            assert watch.rows("SELECT count(*) AS n FROM sources WHERE last_scanned_at = ?", _text(watch)) == [{"n": 1}]
            watch.clock.move(hours=6)
        hangs.set()
        await watch.scan()
        assert watch.cited("slow.com/a") == ["b.com/slow"]
        assert len([asked for asked in watch.asked if asked.url == "slow.com/a"]) == 1


def _text(watch: Watch) -> str:
    return watch.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")


# --- starting again


async def test_a_daemon_that_was_cut_off_goes_on_where_it_was(watch: Watch) -> None:
    async with watch.sites.serve():
        async with watch.restarted(FEED, check={"timeout": 30}):
            hangs = asyncio.Event()
            watch.pages["a.com/x"] = Page(story("a.com/x"), waits=hangs)
            await cite(watch, "a.com/x", "b.com/y")
            looking = asyncio.create_task(watch.check())
            await watch.until(lambda: watch.checks("b.com/y"))
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)
            hangs.set()
        async with watch.restarted(FEED):
            assert await watch.check() == ["a.com/x"]
            assert watch.rows("SELECT 1 FROM runs WHERE finished_at IS NULL") == []


async def test_a_source_that_the_settings_no_longer_name_is_tracked_no_longer(watch: Watch) -> None:
    async with watch.sites.serve():
        async with watch.restarted(FEED):
            await cite(watch, "a.com/x")
        async with watch.restarted([]):
            assert await watch.scan() == []
            assert watch.cited("blog.com/one") == []
            assert await watch.check() == []
