"""What one look hands to whom, and what it keeps of a sibling, with answers made by hand."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec, TypeVar

import pytest

from linkwatch.check.examine import FULL_READ_EVERY, examine
from linkwatch.check.examining import Examiner, Finding, HostBatch, Question, Seen, page_reader
from linkwatch.check.site_memory import SiteMemory
from linkwatch.errors import TooMuchWorkError
from linkwatch.evidence import Memory, Observation, PageFacts, Validators, Visit
from linkwatch.judge import likeness_of
from linkwatch.model import Link, Past, Status
from linkwatch.reading import Budget

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
URL = "http://a.test/news/dam-opens"
_P = ParamSpec("_P")
_T = TypeVar("_T")


class Web:
    """Answers every address with a status and a page that repeats its words."""

    def __init__(self, page: PageFacts | None, other: PageFacts | None = None, status: int = 200) -> None:
        self.page, self.other, self.status = page, other or page, status
        self.validators: list[Validators | None] = []
        self.asked: list[tuple[str, bool]] = []  # whether as a reader

    async def visit(self, url: str, *, browser_headers: bool = False, validators: Validators | None = None) -> Visit:
        self.validators.append(validators)
        self.asked.append((url, browser_headers))
        page = self.page if url == URL else self.other
        return Visit(url, url, self.status, page=page, body_bytes=900, browser_headers=browser_headers)


class Counting:
    """A reader that tells what it was asked to do."""

    def __init__(self) -> None:
        self.acts: list[str] = []

    async def __call__(self, budget: Budget, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        self.acts.append(getattr(act, "__name__", ""))
        return act(*args, **kwargs)


async def look(web: Web, memory: Memory | None = None) -> tuple[Observation, Counting]:
    reader = Counting()
    observation, _ = await examine(Link(1, URL), web, NOW, SiteMemory(), reader, memory)
    return observation, reader


def page(text: str) -> PageFacts:
    return PageFacts(
        "text/html",
        title="Courier",
        places={"a": True},
        excerpt=text,
        words=90,
        main_words=90,
        main_chars=500,
        headings=("Courier",),
        fragments=("a",),
        text=text,
        prose=text,
        own_prose=text,
    )


async def test_only_pages_are_weighed_where_they_may_be_looked_at() -> None:
    _, reader = await look(Web(page("one")))
    sibling, front = ["weigh", "compare_pages"], ["weigh", "compare_pages"]
    assert reader.acts == [*sibling, *front, "weigh"]
    _, reader = await look(Web(None, status=500))
    assert reader.acts == []


async def test_of_a_sibling_only_what_rules_look_at_is_kept() -> None:
    observation, _ = await look(Web(page("one two three four five six"), page("one two three four five seven eight")))
    assert observation.sibling is not None
    assert observation.sibling.similarity == 0.7692  # ten of thirteen
    kept = observation.sibling.visit.page
    assert kept is not None
    assert (kept.excerpt, kept.headings, kept.fragments) == ("", (), ())
    assert (kept.text, kept.prose, kept.own_prose) == ("", "", "")
    assert kept.title == "Courier"


class OtherForReaders(Web):
    """Has an article for readers at the address that was asked."""

    async def visit(self, url: str, *, browser_headers: bool = False, validators: Validators | None = None) -> Visit:
        visit = await super().visit(url, browser_headers=browser_headers, validators=validators)
        return replace(visit, page=replace(page("wells"), title="Wells")) if browser_headers and url == URL else visit


@pytest.mark.parametrize("web", [Web, OtherForReaders])
async def test_a_sibling_is_asked_as_a_reader_where_they_get_another_page(web: type[Web]) -> None:
    asked = web(replace(page("one"), signatures=("captcha-widget",), main_words=9))
    await look(asked)
    assert asked.asked[:2] == [(URL, False), (URL, True)]
    assert [as_reader for url, as_reader in asked.asked[2:3]] == [web is OtherForReaders]


async def test_pages_are_read_to_be_remembered_unless_that_is_not_wanted() -> None:
    html = b"<p>one<div id=disqus_thread>two</div>"
    read = [page_reader(Counting()), page_reader(Counting(), remembered=False)]
    assert [bool((await each(html, "text/html", None, URL)).own_prose) for each in read] == [True, False]


@pytest.mark.parametrize(
    ("final_url", "age", "asks"),
    [
        (None, timedelta(days=1), True),
        (URL, timedelta(days=1), True),
        ("http://a.test/x", timedelta(days=1), False),
        (URL, timedelta(), True),
        (URL, -timedelta(seconds=1), False),
        (URL, FULL_READ_EVERY, True),
        (URL, FULL_READ_EVERY + timedelta(seconds=1), False),
    ],
)
async def test_page_is_asked_for_what_is_new_where_it_was_read_at_its_own_address_lately(
    final_url: str | None, age: timedelta, *, asks: bool
) -> None:
    past = Past(status=Status.ALIVE, last_read_at=NOW - age, final_url=final_url, etag='"7"')
    web = Web(page("one"))
    await look(web, Memory(past))
    assert (web.validators[0] == Validators('"7"', None)) is asks


@pytest.mark.parametrize(
    ("status", "is_compared"), [(199, False), (200, True), (299, True), (300, False), (404, False)]
)
async def test_only_pages_of_good_answers_are_compared_with_what_they_said(status: int, *, is_compared: bool) -> None:
    baseline = likeness_of(PageFacts("application/pdf"), NOW - timedelta(days=9), "look")
    assert baseline is not None
    observation, _ = await look(Web(page("one"), status=status), Memory(Past(), baseline))
    assert (observation.drift is not None) is is_compared


class Hosts:
    def __init__(self, web: Web) -> None:
        self.web = web

    @asynccontextmanager
    async def host(self, authority: str) -> AsyncIterator[Web]:
        yield self.web


async def seen(web: Web, memory: Memory | None = None) -> Seen:
    found: list[Finding] = []

    async def take(finding: Finding) -> None:
        found.append(finding)

    batch = HostBatch(1, "a.test", (Question(Link(1, URL), memory),))
    await Examiner(Hosts(web), Counting(), 2).look_at(batch, lambda: NOW, take, lambda: False)
    (finding,) = found
    assert isinstance(finding, Seen)
    return finding


@pytest.mark.parametrize(
    ("memory", "status", "is_kept"),
    [
        (Memory(Past()), 200, True),
        (Memory(Past()), 404, False),
        (Memory(Past(), likeness_of(PageFacts("application/pdf"), NOW, "look")), 200, False),
        (None, 200, False),
    ],
)
async def test_what_a_living_page_says_is_kept_once_where_looks_are_remembered(
    memory: Memory | None, status: int, *, is_kept: bool
) -> None:
    finding = await seen(Web(PageFacts("application/pdf"), status=status), memory)
    assert (finding.likeness is not None) is is_kept


async def test_texts_that_served_the_judgement_do_not_travel() -> None:
    observation = (await seen(Web(page("one"), status=403))).observation
    for visit in (observation.first, observation.second):
        assert visit is not None
        assert visit.page is not None
        assert (visit.page.text, visit.page.prose, visit.page.own_prose, visit.page.places) == ("", "", "", {})
        assert visit.page.excerpt == "one"


@pytest.mark.parametrize(
    ("cut", "status", "places"),
    [
        (None, 200, {"a": True, "b": False}),
        ("size", 200, {"a": True, "b": None}),
        (None, 404, {"a": None, "b": None}),
    ],
)
async def test_places_are_missing_only_in_a_living_page_that_was_read_whole(
    cut: str | None, status: int, places: dict[str, bool | None]
) -> None:
    class Cut(Web):
        async def visit(self, url: str, *, fragments: Sequence[str] = (), **how: Any) -> Visit:
            return replace(await super().visit(url, **how), cut=cut)

    shown = PageFacts("application/pdf", places={"a": True, "b": False})
    observation, _ = await examine(
        Link(1, URL, fragments=("a", "b")), Cut(shown, status=status), NOW, SiteMemory(), Counting()
    )
    assert observation.fragments == places


async def test_a_disk_that_does_not_answer_was_asked_without_a_request() -> None:
    async def silent(budget: Budget, act: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        raise TooMuchWorkError("the reader")

    observation, verdict = await examine(Link(1, "file:///a.md"), Web(None), NOW, SiteMemory(), silent)
    assert observation.first.requests == 0
    assert verdict.status is not Status.DEAD
