"""What every kind of source of the register promises. A new one needs an example here, and nothing else."""

import io
import random
import subprocess
from collections.abc import Callable
from contextlib import aclosing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from linkwatch.articles.sources import Found, Place, ReadUrl, Source, SourceKind, SourceSpec, is_url
from linkwatch.articles.sources.register import KINDS, needs_web, open_source, parse_input
from linkwatch.articles.sources.tracking import detect, trackable
from linkwatch.errors import InputError, UsageError
from linkwatch.model import Document, Unchanged, Unreadable
from linkwatch.reading import Here
from tests.articles.sources.conftest import Site

TEXT = b"# A text\n\n<https://cited.example/>\n"
Put = Callable[[bytes], str]  # makes a source of these bytes and returns its location


def lists_of_pages(opening: str, item: str, closing: str) -> bytes:
    return (opening + "".join(item.format(number) for number in range(3)) + closing).encode()


FEED = lists_of_pages("<rss><channel>", "<item><link>/page{}</link></item>", "</channel></rss>")
SITEMAP = lists_of_pages("<urlset>", "<url><loc>/page{}</loc></url>", "</urlset>")
EXAMPLES = {  # what a readable source holds
    "stdin": TEXT,
    "url": TEXT,
    "page": TEXT,
    "feed": FEED,
    "sitemap": SITEMAP,
    "opml": b'<opml><body><outline xmlUrl="/feed"/></body></opml>',
    "site": b"<a href=/page0>0</a> <a href=/page1>1</a> <a href=/page2>2</a>",
    "mediawiki": b"<title>A page of a wiki</title>",
    "wordpress": b"<title>A blog</title>",
    "git": TEXT,
    "zotero": b'[{"key": "ABC", "csljson": {"URL": "https://cited.example/"}}]',
    "urls": TEXT,
    "files": TEXT,
}
PATHS = {"zotero": "/groups/1/items/top"}  # where it stands, if it matters
BESIDE = {  # what its server answers elsewhere
    "/w/api.php": """{"query": {"general": {"articlepath": "/$1", "base": "%s/Main"},
      "pages": [{"ns": 0, "title": "Given", "revisions": [{"slots": {"main": {"content": "[https://cited.example/]"}}}]}]}}
    """,
    "/given/wp-json/wp/v2/posts": '[{"id": 1, "link": "%s/post", "content": {"rendered": "<p>A post"}}]',
    "/given/wp-json/wp/v2/pages": "[]",
    "/feed": FEED.decode(),
}
GARBAGE = [
    b"",
    b"\0",
    b"<",
    b"<rss",
    b"<rss>",
    b"<urlset><url><loc>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]><urlset>&b;",
    b"\x1f\x8b",
    b"\xff\xfe<\0",
    random.Random(7).randbytes(10_000),
]
NOWHERE = [
    "",
    "\0",
    "\n",
    "-",
    "/none",
    "none/*",
    "**[",
    "http://127.0.0.1:1/",
    "http://[",
    "https://",
    "x" * 5000,
    "\ud800",
]

each_place = pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.place is not Place.PIPE], ids=lambda kind: kind.name
)
each_kind = pytest.mark.parametrize("kind", list(KINDS), ids=lambda kind: kind.name)


@pytest.fixture
def put(kind: SourceKind, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """Make sources of one kind: on the web where it may be there, else in a file."""
    for number in range(3):
        site.put(f"/page{number}", f"page {number}")
    for path, text in BESIDE.items():
        site.put(path, text)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")

    def put(body: bytes) -> str:
        if kind.place is Place.PIPE:
            return "-"
        if kind.place in (Place.WEB, Place.ANYWHERE, Place.LIST):
            path = PATHS.get(kind.name, "/given")
            site.put(path, body)
            return site.root + path
        (tmp_path / "given.md").write_bytes(body)
        if kind.name == "git":
            for words in ("init", "add given.md"):
                subprocess.run(["git", "-C", str(tmp_path), *words.split()], check=True, capture_output=True)
        return str(tmp_path / "given.md")

    return put


def example(kind: SourceKind) -> bytes:
    assert kind.name in EXAMPLES, f"write down what a readable source of the kind {kind.name} holds"
    return EXAMPLES[kind.name]


def opened(kind: SourceKind, location: str, read_url: ReadUrl, body: bytes) -> Source:
    return open_source(SourceSpec(kind.name, location), read_url, Here(), io.BytesIO(body))


async def read(source: Source) -> list[Found]:
    found = [item async for item in source.documents()]
    for item in found:
        assert isinstance(item, Document | Unreadable | Unchanged)
        if isinstance(item, Unreadable):
            assert item.error.strip()
            assert len(item.error.replace(source.location, "…").splitlines()) == 1
    assert isinstance(source.is_complete, bool)
    assert isinstance(source.forgets, bool)
    return found


@each_kind
async def test_a_readable_source_gives_documents_and_is_complete(kind: SourceKind, put: Put, read_url: ReadUrl) -> None:
    body = example(kind)
    source = opened(kind, put(body), read_url, body)
    assert source.kind == kind.name
    found = await read(source)
    assert found
    assert all(isinstance(item, Document) for item in found)
    assert source.is_complete
    if kind.place is not Place.PIPE:
        assert await read(source) == found  # it is read anew


@each_kind
async def test_reading_that_breaks_off_is_never_complete(kind: SourceKind, put: Put, read_url: ReadUrl) -> None:
    body = example(kind)
    source = opened(kind, put(body), read_url, body)
    whole = len(await read(source))
    source = opened(kind, put(body), read_url, body)
    async with aclosing(source.documents()) as documents:
        await anext(documents)
    assert not source.is_complete or whole == 1


@each_place
async def test_what_a_complete_reading_does_not_give_is_no_more(
    kind: SourceKind, put: Put, read_url: ReadUrl, site: Site, tmp_path: Path
) -> None:
    source = opened(kind, put(example(kind)), read_url, b"")
    before = {item.uri for item in await read(source)}
    body = example(kind)
    put(body[: len(body) * 2 // 3])
    cut = {item.uri for item in await read(source)}
    assert before <= cut or not source.is_complete or source.forgets
    site.pages = {path: (500, media_type, text) for path, (_, media_type, text) in site.pages.items()}
    (tmp_path / "given.md").unlink(missing_ok=True)
    troubled = {item.uri for item in await read(source)}
    assert before <= troubled or not source.is_complete or source.forgets


@each_kind
async def test_garbage_raises_nothing(kind: SourceKind, put: Put, read_url: ReadUrl, subtests: pytest.Subtests) -> None:
    for body in GARBAGE:
        with subtests.test(body=body[:12]):
            assert await read(opened(kind, put(body), read_url, body))


@each_place
async def test_what_is_not_there_is_told_and_forgets_nothing(
    kind: SourceKind, put: Put, read_url: ReadUrl, subtests: pytest.Subtests
) -> None:
    for location in NOWHERE:
        with subtests.test(location=location):
            found = await read(opened(kind, location, read_url, b""))
            assert found
            assert all(isinstance(item, Unreadable) for item in found)
            assert all(item.uri == location for item in found if isinstance(item, Unreadable) and item.is_gone)


@each_kind
async def test_it_is_asked_for_by_its_name_or_by_what_is_given(kind: SourceKind, put: Put) -> None:
    location = put(example(kind))
    spec = parse_input(f"{kind.name}:{location}" if kind.is_named else location)
    assert spec == SourceSpec(kind.name, location)
    assert needs_web(spec) is is_url(location)


@each_kind
async def test_what_is_tracked_is_said_in_words_that_hold(kind: SourceKind, put: Put, read_url: ReadUrl) -> None:
    spec = SourceSpec(kind.name, put(example(kind)))
    if kind.place is Place.PIPE:
        with pytest.raises(UsageError):
            trackable(spec)
        return
    assert trackable(trackable(spec)) == trackable(spec)
    found = await detect(spec, read_url, Here())
    assert found == replace(trackable(spec), kind=found.kind)
    assert found.kind == kind.name or not kind.is_named
    assert await detect(found, read_url, Here()) == found
    known = KINDS.get(found.kind)
    assert known is not None
    assert known.is_named


@each_place
async def test_tracking_nothing_raises_only_what_the_user_is_told(
    kind: SourceKind, put: Put, read_url: ReadUrl, subtests: pytest.Subtests
) -> None:
    for location in NOWHERE:
        with subtests.test(location=location), suppress(UsageError, InputError):
            await detect(SourceSpec(kind.name, location), read_url, Here())
