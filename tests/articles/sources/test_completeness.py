"""Whether a source told everything: what it did not name may then be taken for removed, and else must not."""

import gzip
import shutil
from pathlib import Path

import pytest

from linkwatch.articles.sources import Found, ReadUrl, Source, no_web
from linkwatch.articles.sources.files import FilesSource
from linkwatch.articles.sources.register import open_source, parse_input
from linkwatch.model import Document, Unreadable
from linkwatch.reading import Here
from tests.articles.sources.conftest import Page, Site
from tests.articles.sources.helpers import cut_lists_after, errors, names

FEED = "<rss><channel><item><link>%s/a</link></item></channel></rss>"
SITEMAP = "<urlset><url><loc>%s/a</loc></url></urlset>"


async def read(text: str, read_url: ReadUrl = no_web) -> tuple[list[Found], Source]:
    """Read an INPUT to its end; return what was found, and the source as it then is."""
    source = open_source(parse_input(text), read_url, Here(), None)
    assert not source.is_complete
    return [item async for item in source.documents()], source


def lists(found: list[Found]) -> list[str]:
    return [item.uri for item in found if isinstance(item, Unreadable) and item.is_list]


def gone(found: list[Found]) -> list[str]:
    return [item.uri for item in found if isinstance(item, Unreadable) and item.is_gone]


@pytest.mark.parametrize(("status", "is_gone"), [(410, True), (404, True), (403, False), (500, False), (302, False)])
async def test_a_page_says_whether_it_is_gone(site: Site, read_url: ReadUrl, status: int, is_gone: bool) -> None:
    site.put("/a", "", status=status)
    found, source = await read(f"page:{site.root}/a", read_url)
    assert errors(found) == [f"{site.root}/a: the server answered {status}"]
    assert lists(found) == []
    assert gone(found) == [f"{site.root}/a"] * is_gone
    assert (source.is_complete, source.forgets) == (True, False)


async def test_a_page_without_an_answer_is_not_gone() -> None:
    found, _ = await read("page:http://127.0.0.1:1/")
    assert gone(found) == []


@pytest.mark.parametrize(("status", "is_gone"), [(410, True), (404, False)])
@pytest.mark.parametrize("kind", ["feed", "sitemap", "urls"])
async def test_a_list_that_cannot_be_read_is_not_complete(
    site: Site, read_url: ReadUrl, kind: str, status: int, is_gone: bool
) -> None:
    site.put("/list", "", status=status)
    found, source = await read(f"{kind}:{site.root}/list", read_url)
    assert len(errors(found)) == 1
    assert gone(found) == [f"{site.root}/list"] * is_gone
    assert lists(found) == [f"{site.root}/list"] * (kind != "urls")  # which is an article itself
    assert not source.is_complete


@pytest.mark.parametrize(("kind", "body", "forgets"), [("feed", FEED, True), ("sitemap", SITEMAP, False)])
@pytest.mark.parametrize("is_forced", [True, False])
async def test_a_list_is_complete_whatever_became_of_its_articles(
    site: Site, read_url: ReadUrl, kind: str, body: str, forgets: bool, is_forced: bool
) -> None:
    site.put("/list", body)
    found, source = await read(f"{kind}:{site.root}/list" if is_forced else f"{site.root}/list", read_url)
    assert gone(found) == [f"{site.root}/a"]
    assert (source.is_complete, source.forgets) == (True, forgets)


async def test_a_reading_that_was_not_ended_is_not_complete(site: Site, read_url: ReadUrl) -> None:
    site.put("/list", SITEMAP)
    source = open_source(parse_input(f"sitemap:{site.root}/list"), read_url, Here(), None)
    documents = source.documents()
    await anext(documents)
    assert not source.is_complete


@pytest.mark.parametrize(
    "body",
    [
        "<!doctype html><HTML lang=en><title>Welcome</title>",
        "<html xmlns='x'><item><link>/a</link></item></html>",
        "",
        "<rss/>",
    ],
)
async def test_a_feed_that_became_a_web_page_or_empty_is_unreadable(site: Site, read_url: ReadUrl, body: str) -> None:
    site.put("/feed", body)
    found, source = await read(f"feed:{site.root}/feed", read_url)
    assert len(errors(found)) == len(found) == 1
    assert ("is a web page, not a feed" in errors(found)[0]) == ("html" in body)
    assert not source.is_complete


BROKEN_PARTS = {
    "missing": None,
    "cut off": b"<urlset><url><loc>",
    "broken gzip": gzip.compress(SITEMAP.encode())[:30],
    "web page": b"<html><body>We will be back</body></html>",
    "words": b"We will be back",
    "empty": b"",
}


@pytest.mark.parametrize("part", BROKEN_PARTS.values(), ids=BROKEN_PARTS)
async def test_an_index_is_complete_only_if_every_part_was_read(
    site: Site, read_url: ReadUrl, part: bytes | None
) -> None:
    parts = "".join(f"<sitemap><loc>{site.root}/{name}.gz</loc></sitemap>" for name in ("one", "two"))
    site.put("/index.gz", gzip.compress(f"<sitemapindex>{parts}</sitemapindex>".encode()))
    site.put("/one.gz", gzip.compress(SITEMAP.replace("%s", site.root).encode()))
    site.put("/a", "A")
    site.put("/two.gz", gzip.compress(b"<urlset/>"))  # nothing in it, but whole
    found, source = await read(f"sitemap:{site.root}/index.gz", read_url)
    assert names(found) == [f"{site.root}/a"]
    assert source.is_complete
    del site.pages["/two.gz"]
    if part is not None:
        site.put("/two.gz", part)
    found, source = await read(f"sitemap:{site.root}/index.gz", read_url)
    assert len(errors(found)) == 1
    assert errors(found)[0].startswith(f"{site.root}/two.gz: ")
    assert lists(found) == [f"{site.root}/two.gz"]
    assert names(found[1:]) == [f"{site.root}/a"]
    assert not source.is_complete


async def test_a_list_that_is_cut_is_not_complete(
    site: Site, read_url: ReadUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_lists_after(2, monkeypatch)
    for count, is_complete in ((2, True), (3, False)):
        site.put("/list", "".join(f"{site.root}/{number}\n" for number in range(count)))
        found, source = await read(f"sitemap:{site.root}/list", read_url)
        assert len(gone(found)) == 2
        assert source.is_complete == is_complete


async def test_a_host_that_refuses_page_after_page_is_left_in_peace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkwatch.articles.sources.pages.MOST_REFUSED", 3)
    asked: list[str] = []
    statuses = {1: 503, 2: 503, 3: 404, 4: 503, 5: 503, 6: 200, 7: 503, 8: 503, 9: 503}

    async def refusing(url: str, *, most: int = 0, is_list: bool = False) -> Page:
        if is_list:
            lines = "".join(f"http://x.example/{number}\n" for number in range(1, 101))
            return Page(url, 200, "text/plain", None, lines.encode())
        asked.append(url)
        return Page(url, statuses.get(int(url.rpartition("/")[2]), 200), None, None, b"")

    found, source = await read("sitemap:http://x.example/list", refusing)
    assert len(found) == 10
    assert errors(found)[-1] == (
        "http://x.example/list: 3 pages one after the other could not be read: the other 91 were not asked for"
    )
    assert len(asked) < 20
    assert not source.is_complete


async def test_a_list_whose_last_pages_are_refused_was_asked_for_all_the_same(
    site: Site, read_url: ReadUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkwatch.articles.sources.pages.MOST_REFUSED", 1)
    site.put("/list", SITEMAP)
    site.put("/a", "", status=503)
    found, source = await read(f"sitemap:{site.root}/list", read_url)
    assert errors(found) == [f"{site.root}/a: the server answered 503"]
    assert source.is_complete


async def test_an_index_whose_parts_all_fail_is_not_asked_to_its_end(site: Site, read_url: ReadUrl) -> None:
    parts = "".join(f"<sitemap><loc>{site.root}/{number}</loc></sitemap>" for number in range(100))
    site.put("/index", f"<sitemapindex>{parts}</sitemapindex>")
    found, source = await read(f"sitemap:{site.root}/index", read_url)
    assert errors(found)[-1] == f"{site.root}/index: too many of its sitemaps cannot be read: the others wait"
    assert len(site.asked) == len(found) == 17
    assert not source.is_complete


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of three articles."""
    docs = tmp_path / "docs"
    (docs / "sub").mkdir(parents=True)
    for name in ("a.md", "b.md", "sub/c.md"):
        (docs / name).write_text(name)
    return docs


@pytest.mark.parametrize("pattern", ["", "/**/*.md"])
async def test_a_file_that_vanished_is_no_longer_named(docs: Path, pattern: str) -> None:
    for count in (3, 2):
        found, source = await read(f"{docs}{pattern}")
        assert len(names(found)) == count
        assert (source.is_complete, source.forgets) == (True, False)
        (docs / "sub" / "c.md").unlink(missing_ok=True)
    shutil.rmtree(docs)
    assert len(errors([item async for item in source.documents()])) == 1
    assert not source.is_complete  # though it was before


@pytest.mark.parametrize("pattern", ["", "/*.md", "/sub", "/sub/*.md"])
async def test_a_folder_that_is_missing_or_empty_removes_nothing(docs: Path, pattern: str) -> None:
    shutil.rmtree(docs)
    found, source = await read(f"{docs}{pattern}")
    assert len(errors(found)) == 1
    assert not source.is_complete
    (docs / "sub").mkdir(parents=True)
    found, source = await read(f"{docs}{pattern}")
    assert len(errors(found)) == 1
    assert gone(found) == []
    assert not source.is_complete


@pytest.mark.usefixtures("unprivileged")
@pytest.mark.parametrize(
    ("text", "is_complete"),
    [
        ("docs", False),
        ("docs/*/*.md", False),
        ("docs/*.md", True),
        ("docs/b.md", True),
        ("docs/names/*.md", True),
        ("docs/a.md", False),
    ],
)
async def test_a_folder_that_may_not_be_looked_into_hides_what_there_is(text: str, is_complete: bool) -> None:
    _, source = await read(text)
    assert source.is_complete == is_complete


@pytest.mark.parametrize("text", ["mixed", "mixed/*/*.md"])
@pytest.mark.usefixtures("unprivileged")
async def test_a_folder_in_which_folders_cannot_be_told_from_files_is_not_complete(text: str) -> None:
    found, source = await read(text)
    assert "mixed: cannot be read: Permission denied" in errors(found)
    assert lists(found) == ["mixed"]
    assert not source.is_complete


async def test_one_file_is_gone_if_its_folder_still_holds_others(docs: Path) -> None:
    (docs / "a.md").unlink()
    assert gone((await read(str(docs / "a.md")))[0]) == [str(docs / "a.md")]
    assert gone((await read(f"urls:{docs}/a.md"))[0]) == [str(docs / "a.md")]
    (docs / "sub" / "c.md").unlink()
    assert gone((await read(str(docs / "sub" / "c.md")))[0]) == []  # an empty folder may be a disk that is not there
    assert gone((await read(str(docs / "none" / "c.md")))[0]) == []
    (docs / "a.md").symlink_to("nowhere")
    assert gone((await read(str(docs / "a.md")))[0]) == []


async def test_a_file_that_vanishes_while_its_folder_is_read_is_gone(docs: Path) -> None:
    source = FilesSource(str(docs), Here())
    documents = source.documents()
    first = await anext(documents)
    assert isinstance(first, Document)
    (docs / "b.md").unlink()
    assert gone([item async for item in documents]) == [str(docs / "b.md")]
    assert source.is_complete


async def test_a_list_of_urls_on_disk_is_complete_when_it_was_read(docs: Path) -> None:
    _, source = await read(f"urls:{docs}/a.md")
    assert (source.is_complete, source.forgets) == (True, False)
    _, source = await read(f"urls:{docs}/none")
    assert not source.is_complete
