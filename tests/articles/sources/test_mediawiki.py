"""Pages and categories of a wiki, through its API."""

from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from linkwatch.articles.extract import extract
from linkwatch.articles.sources import Found, Means, ReadUrl, mediawiki
from linkwatch.articles.sources.choosing import ReadingRules
from linkwatch.articles.sources.mediawiki import MediaWikiSource
from linkwatch.articles.sources.register import parse_input
from linkwatch.articles.sources.tracking import detect
from linkwatch.errors import InputError
from linkwatch.model import Document, Unreadable
from linkwatch.reading import Here
from tests.articles.sources.helpers import errors, names
from tests.articles.sources.programs import Wiki

Serve = Callable[[web.Application], Awaitable[TestServer]]
_RULES = ReadingRules()
TEXT = "<ref>{{cite web |url=https://cited.example/ |title=T |access-date=3 May 2014}}</ref> [[Another page]]"


class Reading:
    """Reads one source. pauses: the seconds that it let pass."""

    def __init__(self, wiki: Wiki, serve: Serve, read_url: ReadUrl) -> None:
        self.wiki = wiki
        self._serve = serve
        self._read_url = read_url
        self.pauses: list[float] = []
        self.root = ""
        self.is_complete = False

    async def read(self, path: str, rules: ReadingRules = _RULES) -> list[Found]:
        async def pause(seconds: float) -> None:
            self.pauses.append(seconds)

        if not self.root:
            server = await self._serve(self.wiki.application())
            self.root = str(server.make_url("/")).rstrip("/")
        source = MediaWikiSource(self.root + path, Means(self._read_url, Here(), pause=pause, rules=rules))
        found = [item async for item in source.documents()]
        self.is_complete = source.is_complete
        return found


@pytest.fixture
def reading(aiohttp_server: Serve, read_url: ReadUrl) -> Reading:
    return Reading(Wiki(), aiohttp_server, read_url)


@pytest.mark.parametrize("path", ["/wiki/A_page", "/wiki/A%20page#Section", "/wiki/x?title=A_page&action=history"])
async def test_a_page_is_read_in_wikitext(reading: Reading, path: str) -> None:
    reading.wiki.texts["A page"] = TEXT
    (document,) = await reading.read(path)
    assert isinstance(document, Document)
    assert document.uri == f"{reading.root}/wiki/A_page"
    cited = {citation.target.url: citation.cited_at for citation in extract(document).citations}
    assert list(cited) == ["https://cited.example/", f"{reading.root}/wiki/Another_page"]
    date = cited["https://cited.example/"]
    assert date is not None
    assert date.year == 2014
    assert reading.is_complete
    assert reading.wiki.asked[1]["maxlag"] == "5"


async def test_a_wiki_that_announces_no_api_is_asked_where_it_usually_is(reading: Reading) -> None:
    reading.wiki.announces = False
    reading.wiki.texts["Ä/b"] = TEXT
    assert names(await reading.read("/wiki/%C3%84/b")) == [f"{reading.root}/wiki/%C3%84/b"]


async def test_a_page_under_another_name_is_the_page_that_it_leads_to(reading: Reading) -> None:
    reading.wiki.texts["A page"] = TEXT
    reading.wiki.redirects["Other name"] = "A page"
    assert names(await reading.read("/wiki/Other_name")) == [f"{reading.root}/wiki/A_page"]


async def test_a_page_that_is_not_there_is_gone(reading: Reading) -> None:
    (problem,) = await reading.read("/wiki/Nothing")
    assert problem == Unreadable(
        f"{reading.root}/wiki/Nothing", f"{reading.root}/wiki/Nothing: there is no such page", is_gone=True
    )
    assert reading.is_complete


async def test_a_category_is_all_its_pages(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mediawiki, "_AT_ONCE", 3)
    reading.wiki.texts = {f"Page {number}": TEXT for number in range(5)} | {"Lost": None}
    reading.wiki.members["Category:Mills"] = list(reading.wiki.texts)
    reading.wiki.most = 2
    found = await reading.read("/wiki/Category:Mills")
    assert sorted(item.uri for item in found) == sorted(
        f"{reading.root}/wiki/{title.replace(' ', '_')}" for title in reading.wiki.texts
    )
    assert len(errors(found)) == 1
    assert reading.is_complete


@pytest.mark.parametrize(("depth", "pages"), [(0, "A"), (1, "ABC"), (2, "ABCD"), (9, "ABCD")])
async def test_categories_within_one_are_read_as_deep_as_asked(reading: Reading, depth: int, pages: str) -> None:
    reading.wiki.texts = dict.fromkeys("ABCD", TEXT)
    reading.wiki.members = {
        "Category:Mills": ["A", "Category:Old", "Category:New"],
        "Category:Old": ["B", "A", "Category:Ruins"],
        "Category:New": ["C"],
        "Category:Ruins": ["D", "Category:Mills"],  # which holds it
    }
    found = await reading.read("/wiki/Category:Mills", ReadingRules(subcategories=depth))
    assert sorted(names(found)) == [f"{reading.root}/wiki/{name}" for name in pages]
    assert reading.is_complete
    asked = [query["cmtitle"] for query in reading.wiki.asked if "list" in query and "cmcontinue" not in query]
    assert len(asked) == len(set(asked))


async def test_too_many_categories_within_one_are_cut(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mediawiki, "MAX_CATEGORIES", 3)
    reading.wiki.texts["A"] = TEXT
    inner = {f"Category:{number}": ["A"] for number in range(5)}
    reading.wiki.members = {"Category:Mills": ["A", *inner]} | inner
    found = await reading.read("/wiki/Category:Mills", ReadingRules(subcategories=1))
    assert errors(found) == [f"{reading.root}/wiki/Category:Mills: lists too many pages: only 1 are read"]
    assert not reading.is_complete


async def test_an_empty_category_is_told_of(reading: Reading) -> None:
    reading.wiki.members["Category:Mills"] = []
    assert errors(await reading.read("/wiki/Category:Mills")) == [
        f"{reading.root}/wiki/Category:Mills: no articles found in this category"
    ]
    assert not reading.is_complete


async def test_a_busy_wiki_is_waited_for_and_not_for_ever(reading: Reading) -> None:
    reading.wiki.texts["A page"] = TEXT
    reading.wiki.busy = 2
    assert len(names(await reading.read("/wiki/A_page"))) == 1
    assert reading.pauses == [5.0, 5.0]
    reading.wiki.busy = 100
    assert errors(await reading.read("/wiki/A_page")) == [
        f"{reading.root}/wiki/A_page: its wiki is too busy now (Waiting for a server): try again later"
    ]


@pytest.mark.parametrize("status", [503, 429])
async def test_what_stands_before_a_busy_wiki_is_waited_for_too(reading: Reading, status: int) -> None:
    reading.wiki.texts["A page"] = TEXT
    reading.wiki.busy, reading.wiki.busy_status = 1, status
    assert len(names(await reading.read("/wiki/A_page"))) == 1
    reading.wiki.busy = 100
    assert errors(await reading.read("/wiki/A_page")) == [
        f"{reading.root}/wiki/A_page: its wiki is too busy now (HTTP status {status}): try again later"
    ]
    reading.wiki.busy_status = 200
    assert errors(await reading.read("/wiki/A_page")) == [
        f"{reading.root}/wiki/A_page: its wiki does not answer: what it sends is no JSON"
    ]


async def test_an_answer_without_end_is_cut(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mediawiki, "MAX_ANSWERS", 5)
    reading.wiki.texts["A page"] = TEXT
    reading.wiki.members["Category:Mills"] = ["A page"]
    reading.wiki.never_ends = True
    assert errors(await reading.read("/wiki/Category:Mills")) == [
        f"{reading.root}/wiki/Category:Mills: its wiki's answer goes on for too long: only 5 parts of it are read"
    ]


async def test_too_many_pages_are_cut(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mediawiki, "MAX_ENTRIES", 2)
    reading.wiki.texts = {f"Page {number}": TEXT for number in range(5)}
    reading.wiki.members["Category:Mills"] = list(reading.wiki.texts)
    found = await reading.read("/wiki/Category:Mills")
    assert errors(found) == [f"{reading.root}/wiki/Category:Mills: lists too many pages: only 2 are read"]
    assert len(found) == 3
    assert not reading.is_complete


@pytest.mark.parametrize("path", ["/", "/elsewhere"])
async def test_what_is_no_page_of_a_wiki_is_told_of(reading: Reading, read_url: ReadUrl, path: str) -> None:
    (complaint,) = errors(await reading.read(path))
    assert "is in no MediaWiki that can be asked" in complaint
    with pytest.raises(InputError, match="is in no MediaWiki"):
        await detect(parse_input(f"mediawiki:{reading.root}{path}"), read_url, Here())


async def test_a_page_without_a_name_says_how_names_are_written(reading: Reading) -> None:
    (complaint,) = errors(await reading.read("/wiki/"))
    assert complaint.endswith(f"is no page of its wiki, whose pages are {reading.root}/wiki/NAME")
