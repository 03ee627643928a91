"""What a daemon remembers of articles whose pages come and go, and that change their addresses."""

from pathlib import Path

import pytest

from linkwatch.articles.scan import Scanner
from tests.servers.pages import article, story
from tests.watching import FEED, Page, Watch


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    return Watch(tmp_path / "watch.db")


def _feed_with_text(watch: Watch, cited: str) -> None:
    text = f"&lt;a href='{watch.url(cited)}'&gt;x&lt;/a&gt;"
    item = f"<item><link>{watch.url('blog.com/one')}</link><description>{text}</description></item>"
    watch.pages["blog.com/feed"] = Page(f"<?xml version='1.0'?><rss><channel>{item}</channel></rss>")
    watch.pages[cited] = Page(story(cited))


async def test_a_feeds_own_text_serves_until_the_page_can_be_read(watch: Watch) -> None:
    async with watch.opened(FEED):
        _feed_with_text(watch, "a.com/x")
        watch.pages["blog.com/one"] = Page("no robots", status=403)
        await watch.scan()
        assert watch.cited("blog.com/one") == ["a.com/x"]
        watch.clock.move(hours=6)
        await watch.scan()
        assert watch.rows("SELECT last_error, removed_at FROM articles") == [{"last_error": None, "removed_at": None}]
        watch.pages["blog.com/one"] = Page(article("one", [watch.url("a.com/x"), watch.url("b.com/y")]))
        watch.clock.move(hours=6)
        await watch.scan()
        assert watch.cited("blog.com/one") == ["a.com/x", "b.com/y"]
        watch.pages["blog.com/one"] = Page("down", status=503)
        watch.clock.move(hours=6)
        await watch.scan()
        assert watch.cited("blog.com/one") == ["a.com/x", "b.com/y"]
        (row,) = watch.rows("SELECT last_error FROM articles")
        assert row["last_error"].endswith("the server answered 503")


async def test_a_source_that_the_machine_cannot_read_is_told_in_a_line_and_the_pass_is_not_trusted(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def without_memory(self: Scanner, *_: object) -> None:
        raise MemoryError

    async with watch.opened(FEED):
        _feed_with_text(watch, "a.com/x")
        with monkeypatch.context() as machine:
            machine.setattr(Scanner, "scan_tracked", without_memory)
            await watch.scan()
        (row,) = watch.rows("SELECT last_error FROM sources")
        assert "no more memory" in row["last_error"]
        assert "no more memory" in (watch.jobs.outage or "")
    assert "Traceback" not in caplog.text


# --- articles that change their addresses


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    return folder


MOVES = "SELECT old_uri, new_uri, how FROM article_moves ORDER BY id"


async def test_a_renamed_file_stays_the_same_article(watch: Watch, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    async with watch.opened([("files", str(folder))]):
        one = folder / "one.md"
        one.write_text(f"[x]({watch.url('a.com/x')}) [beside](beside.md)")
        (folder / "two.md").write_text("nothing")
        await watch.scan()
        before = watch.rows("SELECT id, href, first_seen_at, removed_at FROM citations ORDER BY id")
        (folder / "deep").mkdir()
        a_new_name = one.rename(folder / "deep" / "a.md")
        watch.clock.move(hours=6)
        await watch.scan()
        assert watch.rows("SELECT id, uri, removed_at FROM articles ORDER BY id") == [
            {"id": 1, "uri": str(a_new_name), "removed_at": None},
            {"id": 2, "uri": str(folder / "two.md"), "removed_at": None},
        ]
        after = watch.rows("SELECT id, href, first_seen_at, removed_at FROM citations ORDER BY id")
        assert after[0] == before[0]
        assert [(row["href"], row["removed_at"] is None) for row in after[1:]] == [
            ("beside.md", False),  # it led to another file
            ("beside.md", True),
        ]
        assert watch.rows(MOVES) == [{"old_uri": str(one), "new_uri": str(a_new_name), "how": "same-content"}]
        watch.clock.move(hours=6)
        a_new_name.rename(one)
        await watch.scan()
        assert [row["uri"] for row in watch.rows("SELECT uri FROM articles ORDER BY id")] == [
            str(one),
            str(folder / "two.md"),
        ]


async def test_a_copy_of_a_file_that_is_still_there_is_another_article(watch: Watch, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    async with watch.opened([("files", str(folder))]):
        (folder / "one.md").write_text(f"[x]({watch.url('a.com/x')})")
        await watch.scan()
        (folder / "another.md").write_bytes((folder / "one.md").read_bytes())
        watch.clock.move(hours=6)
        await watch.scan()
        assert watch.rows("SELECT id, removed_at FROM articles ORDER BY id") == [
            {"id": 1, "removed_at": None},
            {"id": 2, "removed_at": None},
        ]
        assert watch.rows(MOVES) == []


async def test_two_copies_of_a_lost_file_are_it_and_another_one(watch: Watch, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    async with watch.opened([("files", str(folder))]):
        (folder / "one.md").write_text(f"[x]({watch.url('a.com/x')})")
        await watch.scan()
        (folder / "b.md").write_bytes((folder / "one.md").read_bytes())
        (folder / "one.md").rename(folder / "a.md")
        watch.clock.move(hours=6)
        await watch.scan()
        names = [(row["id"], Path(row["uri"]).name) for row in watch.rows("SELECT id, uri FROM articles ORDER BY id")]
        assert names == [(1, "a.md"), (2, "b.md")]


@pytest.mark.parametrize(("status", "is_same"), [(301, True), (308, True), (302, False)])
async def test_an_article_that_redirects_for_good_is_the_one_that_is_listed_now(
    watch: Watch, status: int, is_same: bool
) -> None:
    async with watch.opened(FEED):
        _feed_of(watch, "blog.com/old")
        watch.pages["blog.com/old"] = Page(article("one", [watch.url("a.com/x")]))
        await watch.scan()
        watch.pages["blog.com/new"] = Page(article("one, edited", [watch.url("a.com/x"), watch.url("b.com/y")]))
        watch.pages["blog.com/old"] = Page("", status=status, headers={"Location": watch.url("blog.com/new")})
        watch.clock.move(hours=6)
        await watch.scan()
        moved_to = watch.url("blog.com/new") if is_same else None
        assert watch.rows("SELECT moved_to FROM articles") == [{"moved_to": moved_to}]
        _feed_of(watch, "blog.com/new")
        watch.clock.move(hours=6)
        await watch.scan()
        uris = [row["uri"] for row in watch.rows("SELECT uri FROM articles ORDER BY id")]
        assert uris == (
            [watch.url("blog.com/new")] if is_same else [watch.url("blog.com/old"), watch.url("blog.com/new")]
        )
        first = watch.rows("SELECT first_seen_at FROM articles ORDER BY id")[0]
        assert first == {"first_seen_at": "2026-01-01T08:00:00Z"}
        assert [row["how"] for row in watch.rows(MOVES)] == ["redirect"] * is_same


async def test_pages_that_all_look_alike_are_not_taken_for_one_that_left_the_feed(watch: Watch) -> None:
    async with watch.opened(FEED):
        shell = article("Please enable scripts", [watch.url("a.com/x")])
        for name in ("one", "two"):
            _feed_of(watch, f"blog.com/{name}")
            watch.pages[f"blog.com/{name}"] = Page(shell)
            await watch.scan()
            watch.clock.move(hours=6)
        assert len(watch.rows("SELECT id FROM articles")) == 2


def _feed_of(watch: Watch, place: str) -> None:
    item = f"<item><link>{watch.url(place)}</link></item>"
    watch.pages["blog.com/feed"] = Page(f"<?xml version='1.0'?><rss><channel>{item}</channel></rss>")
