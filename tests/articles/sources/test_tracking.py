"""What may be watched, and in which words it is kept."""

from pathlib import Path

import pytest

from linkwatch.articles.sources import ReadUrl, SourceSpec, no_web
from linkwatch.articles.sources.register import parse_input
from linkwatch.articles.sources.tracking import detect, trackable
from linkwatch.errors import InputError, UsageError
from linkwatch.reading import Here
from tests.articles.sources.conftest import Site
from tests.articles.sources.helpers import names, read_all

PAGES = {
    "page": "<!doctype html><head><link rel=alternate type=application/rss+xml href=/rss><body>news",
    "feed": "<rss><channel><item><link>/a</link></item></channel></rss>",
    "sitemap": "<sitemapindex/>",
}


@pytest.mark.parametrize("kind", PAGES)
async def test_a_url_is_what_it_returns(site: Site, read_url: ReadUrl, kind: str) -> None:
    site.put("/x", PAGES[kind])
    found = await detect(parse_input(f"{site.root}/x#top"), read_url, Here())
    assert found == SourceSpec(kind, f"{site.root}/x")


async def test_what_cannot_be_read_may_be_added_by_saying_what_it_is(site: Site, read_url: ReadUrl) -> None:
    for text, why in ((f"{site.root}/none", "the server answered 404"), ("http://127.0.0.1:1/", "cannot be read")):
        with pytest.raises(InputError, match=f"{why}; to add it all the same, say what it is: page:http.*feed:http"):
            await detect(parse_input(text), read_url, Here())
    assert await detect(parse_input("feed:http://127.0.0.1:1/"), no_web, Here()) == SourceSpec(
        "feed", "http://127.0.0.1:1/"
    )


@pytest.mark.parametrize(
    "text", ["https://user:secret@x.example/", "feed:https://user:secret@x.example/", "urls:https://token@x.example/"]
)
async def test_a_url_with_a_password_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"https://\*\*\*@x.example/: holds a user name or password") as caught:
        await detect(parse_input(text), no_web, Here())
    assert "secret" not in str(caught.value)
    assert "token" not in str(caught.value)


@pytest.mark.parametrize("text", ["-", "http://", "feed:https://[x"])
def test_what_cannot_be_watched_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        trackable(parse_input(text))


@pytest.mark.parametrize(
    ("text", "kind", "location"),
    [
        ("docs", "files", "{here}/docs"),
        ("docs/", "files", "{here}/docs"),
        ("./docs/../docs/a.md", "files", "{here}/docs/a.md"),
        ("docs/**/*.md", "files", "{pattern}/docs/**/*.md"),
        ("docs/[draft].txt", "files", "{here}/docs/[draft].txt"),
        ("urls:docs/list", "urls", "{here}/docs/list"),
    ],
)
async def test_paths_and_patterns_hold_in_every_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, kind: str, location: str
) -> None:
    here = tmp_path / "[x]"
    (here / "docs").mkdir(parents=True)
    for name in ("a.md", "[draft].txt", "list"):
        (here / "docs" / name).write_text("http://example.org/")
    monkeypatch.chdir(here)
    expected = location.format(here=here, pattern=f"{tmp_path}/[[]x]")
    spec = await detect(parse_input(text), no_web, Here())
    assert spec == SourceSpec(kind, expected)
    assert await detect(spec, no_web, Here()) == spec
    assert names(await read_all(f"{kind}:{spec.location}"))


@pytest.mark.parametrize("text", ["none.md", "none/*.md", "urls:none", "empty"])
async def test_files_that_are_not_there_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=str(tmp_path)):
        await detect(parse_input(text), no_web, Here())
    assert trackable(parse_input(text)).location.startswith(str(tmp_path))  # they may be there later
