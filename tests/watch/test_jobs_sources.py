"""What a daemon remembers of articles whose pages come and go, and that change their addresses."""

from pathlib import Path

import pytest

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
