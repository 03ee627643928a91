"""Several articles are read at once, and told in the order of their source."""

import asyncio
import pickle
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from linkwatch.articles.listing import list_all, list_files
from linkwatch.articles.rows import Listed, list_citations, list_file
from linkwatch.articles.sources import Found
from linkwatch.articles.sources.files import FilesSource, read_document
from linkwatch.errors import LinkwatchError, TooMuchWorkError
from linkwatch.model import Document, Unchanged, Unreadable
from linkwatch.reading import Budget, Here

P = ParamSpec("P")
T = TypeVar("T")


def document(name: str, body: str = "see [a](https://a.example/)") -> Document:
    return Document(name, body.encode(), f"https://here.example/{name}", format="markdown")


async def source(*items: Found) -> AsyncGenerator[Found, None]:
    for item in items:
        yield item


class LastFirst:
    """A Reader that lets each act wait until the one that was asked for after it is done."""

    def __init__(self, acts: int) -> None:
        self._done = [asyncio.Event() for _ in range(acts + 1)]
        self._done[-1].set()
        self._asked = 0
        self.cancelled = 0

    async def __call__(self, budget: Budget, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        number = self._asked
        self._asked += 1
        try:
            await self._done[number + 1].wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        self._done[number].set()
        return act(*args, **kwargs)


async def test_articles_are_told_in_order_whichever_is_read_first() -> None:
    begun: list[str] = []
    items = [document("a"), Unreadable("b", "b: gone"), Unchanged("c"), document("d"), document("e", "no link")]
    listed = [item async for item in list_all(source(*items), LastFirst(3), begun.append)]
    assert [item.uri for item in listed] == ["a", "b", "d", "e"]
    assert begun == ["a", "d", "e"]
    assert [item.count for item in listed if isinstance(item, Listed)] == [1, 1, 0]
    (first, *_) = listed
    assert isinstance(first, Listed)
    assert pickle.loads(first.rows) == [
        {"article": "a", "href": "https://a.example/", "url": "https://a.example/", "text": "a", "context": "see a"}
        | {"line": 1, "fragment": None, "place": None, "cited_at": None, "kind": "link", "part": "body"}
    ]


async def test_what_cannot_be_read_is_told_in_its_place() -> None:
    async def read(budget: Budget, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if getattr(args[0], "uri", None) == "slow":
            raise TooMuchWorkError("reading it takes too long")
        return act(*args, **kwargs)

    items = [document("slow"), document("binary", "\0"), document("c")]
    listed = [item async for item in list_all(source(*items), read, lambda uri: None)]
    assert [type(item) for item in listed] == [Unreadable, Unreadable, Listed]
    slow, binary = [item.error for item in listed if isinstance(item, Unreadable)]
    assert slow == "slow: reading it takes too long; split it"
    assert binary.startswith("binary: is binary, not an article in a format that is known: html, markdown, rst,")


async def test_when_nothing_can_be_read_the_others_are_ended() -> None:
    waiting = LastFirst(5)

    async def read(budget: Budget, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if getattr(args[0], "uri", None) == "a":
            await asyncio.sleep(0)
            raise LinkwatchError("no process can be started")
        return await waiting(budget, act, *args, **kwargs)

    with pytest.raises(LinkwatchError, match="no process"):
        async for _ in list_all(source(*map(document, "abc")), read, lambda uri: None):
            pass
    assert waiting.cancelled == 2


async def test_no_more_is_read_ahead_than_bounds_allow() -> None:
    begun: list[str] = []
    items = [document(str(number), "x" * 5_000_000) for number in range(4)]
    listing = list_all(source(*items), LastFirst(2), begun.append)
    first = asyncio.ensure_future(anext(listing))
    for _ in range(20):
        await asyncio.sleep(0)
    assert begun == ["0", "1"]
    await first
    await listing.aclose()


async def test_files_are_listed_as_their_documents_are(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("[b](https://b.example/)")
    (tmp_path / "a.md").write_text("[a](/root)" + "\n" * 2**20)  # a large one
    (tmp_path / "c.md").write_bytes(b"\0")
    (tmp_path / "d.html").write_text("<a href=d>d</a>")
    source = FilesSource(str(tmp_path), Here())
    begun: list[str] = []
    listed = [item async for item in list_files(source, Here(), begun.append)]
    assert listed == [item async for item in list_all(source.documents(), Here(), lambda uri: None)]
    assert [Path(item.uri).name for item in listed] == ["a.md", "b.md", "c.md", "d.html"]
    assert [type(item) for item in listed] == [Listed, Listed, Unreadable, Listed]
    assert begun == [item.uri for item in listed]


async def test_an_article_that_takes_too_long_is_told_apart_from_a_disk_that_does_not_answer(tmp_path: Path) -> None:
    for name in "abcde":
        (tmp_path / f"{name}.md").touch()

    async def read(budget: Budget, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if act is list_file or (act is read_document and Path(str(args[0])).name > "a.md") or act is list_citations:
            raise TooMuchWorkError("takes too long")
        return act(*args, **kwargs)

    source = FilesSource(str(tmp_path), read)
    told = [item.error async for item in list_files(source, read, lambda uri: None) if isinstance(item, Unreadable)]
    assert told == [
        f"{tmp_path}/a.md: takes too long; split it",
        *(f"{tmp_path}/{name}.md: takes too long" for name in "bcd"),
        f"{tmp_path}: the disk does not answer: the other 1 files were not read",
    ]
