"""A website that a daemon follows link by link, again and again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.servers.pages import article
from tests.watching import Asked, Page, Watch

SITE = [("site", "blog.com/")]


PAGES = {"": ("blog.com/one", "a.com/x"), "one": ("blog.com/two", "b.com/y"), "two": ("c.com/z",)}


@asynccontextmanager
async def opened(tmp_path: Path, **check: Any) -> AsyncIterator[Watch]:
    watch = Watch(tmp_path / "watch.db")
    async with watch.opened(SITE, check=check):
        for name, cited in PAGES.items():
            write(watch, name, *cited)
        yield watch


def write(watch: Watch, name: str, *cited: str, edition: int = 1) -> None:
    text = article(f"{name} {edition}", map(watch.url, cited))
    watch.pages[f"blog.com/{name}"] = Page(text, etag=f'"{name} {edition}"')


def kept(watch: Watch) -> list[str]:
    sql = "SELECT url FROM crawled_pages UNION ALL SELECT url FROM source_pages ORDER BY url"
    return [row["url"] for row in watch.rows(sql)]


def asked_with(asked: list[Asked]) -> list[tuple[str, int]]:
    return [(one.url, one.status) for one in asked if one.url != "blog.com/robots.txt"]


async def test_pages_that_are_as_they_were_are_followed_without_being_sent_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as watch:
        assert asked_with(await watch.scan()) == [("blog.com/", 200), ("blog.com/one", 200), ("blog.com/two", 200)]
        watch.clock.move(days=1)
        assert asked_with(await watch.scan()) == [("blog.com/", 304), ("blog.com/one", 304), ("blog.com/two", 304)]
        watch.clock.move(days=1)
        write(watch, "two", "c.com/new", edition=2)
        assert asked_with(await watch.scan()) == [("blog.com/", 304), ("blog.com/one", 304), ("blog.com/two", 200)]
        assert watch.cited("blog.com/one") == ["b.com/y", "blog.com/two"]
        assert watch.cited("blog.com/two") == ["c.com/new"]
        assert watch.rows("SELECT DISTINCT last_error, removed_at FROM articles") == [
            {"last_error": None, "removed_at": None}
        ]


async def test_of_its_pages_no_more_is_kept_than_where_they_lead_and_nothing_of_those_that_left(tmp_path: Path) -> None:
    async with opened(tmp_path) as watch:
        await watch.scan()
        assert kept(watch) == [watch.url(f"blog.com/{name}") for name in ("", "one", "two")]
        (leads,) = watch.rows("SELECT leads FROM crawled_pages WHERE url = ?", watch.url("blog.com/one"))
        assert watch.url("blog.com/two") in leads["leads"]
        assert "b.com" not in leads["leads"]
        write(watch, "one", "b.com/y", edition=2)
        watch.clock.move(days=1)
        await watch.scan()
        assert kept(watch) == [watch.url(f"blog.com/{name}") for name in ("", "one")]


async def test_a_page_that_was_never_read_as_an_article_is_sent_whole(tmp_path: Path) -> None:
    async with opened(tmp_path) as watch:
        await watch.scan()
        watch.change("UPDATE articles SET content_hash = NULL WHERE uri LIKE '%/two'")
        watch.clock.move(days=1)
        asked = asked_with(await watch.scan())
        assert asked == [("blog.com/", 304), ("blog.com/one", 304), ("blog.com/two", 304), ("blog.com/two", 200)]
        assert watch.cited("blog.com/two") == ["c.com/z"]


async def test_what_is_excluded_is_not_asked_for(tmp_path: Path) -> None:
    async with opened(tmp_path, exclude=["/two$"]) as watch:
        assert asked_with(await watch.scan()) == [("blog.com/", 200), ("blog.com/one", 200)]


async def test_an_article_that_its_server_says_is_gone_is_removed_until_it_is_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as watch:
        await watch.scan()
        gone = watch.pages.pop("blog.com/two")
        watch.clock.move(days=1)
        await watch.scan()
        assert removed(watch) == [watch.url("blog.com/two")]
        assert watch.cited("blog.com/two") == []
        watch.clock.move(days=1)
        await watch.scan()
        assert removed(watch) == [watch.url("blog.com/two")]
        watch.pages["blog.com/two"] = gone
        watch.clock.move(days=1)
        await watch.scan()
        assert removed(watch) == []
        assert watch.cited("blog.com/two") == ["c.com/z"]


async def test_what_never_was_an_article_is_none_when_it_is_missing(tmp_path: Path) -> None:
    async with opened(tmp_path) as watch:
        write(watch, "one", "blog.com/two", "blog.com/missing")
        await watch.scan()
        watch.clock.move(days=1)
        await watch.scan()
        assert watch.rows("SELECT 1 FROM articles WHERE uri LIKE '%/missing'") == []


def removed(watch: Watch) -> list[str]:
    return [row["uri"] for row in watch.rows("SELECT uri FROM articles WHERE removed_at IS NOT NULL")]
