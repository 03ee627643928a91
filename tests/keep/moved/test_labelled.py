"""How many pages are found again: none wrong, nearly all, within the requests allowed."""

import asyncio

import pytest

from linkwatch.keep.finding_again.spending import MOST
from tests.keep.moved.pages import new, old, paragraphs
from tests.keep.moved.score import Outcome, look_for_all
from tests.keep.moved.worlds import World


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return asyncio.run(look_for_all())


def test_nothing_is_found_that_is_not_the_page(outcomes: list[Outcome]) -> None:
    assert [(outcome.case, outcome.moved) for outcome in outcomes if outcome.verdict == "wrong"] == []


def test_every_moved_page_is_found(outcomes: list[Outcome]) -> None:
    assert [outcome.case for outcome in outcomes if outcome.verdict == "none"] == []


def test_no_link_costs_more_than_it_may(outcomes: list[Outcome]) -> None:
    assert max(outcome.requests for outcome in outcomes) <= MOST


def test_a_page_costs_five_requests_as_a_rule(outcomes: list[Outcome]) -> None:
    assert sum(outcome.requests for outcome in outcomes) / len(outcomes) <= 5


def test_what_was_asked_for_one_link_of_a_site_is_not_asked_for_the_next() -> None:
    outcomes = asyncio.run(look_for_all(_a_site_with_a_map, _a_site_without_a_map))
    assert {outcome.verdict for outcome in outcomes} == {"right"}
    assert [outcome.requests for outcome in outcomes] == [4, 1, 1, 1, 1, *(6, 1, 0, 0, 0)]


def _a_site_with_a_map(world: World) -> None:
    """Its pages have words for numbers now: of the first one the archive, the map and an address beside it is asked."""
    names = [f"the-{word}-of-the-valley" for word in ("mill", "well", "ferry", "quarry", "orchard")]
    now = [world.url("mapped.example", f"/stories/{name}") for name in names]
    world.map("mapped.example", now)
    for number, (name, url) in enumerate(zip(names, now, strict=True)):
        before, body = world.url("mapped.example", f"/node/{number}"), paragraphs(name)
        world.was(before, "20090501120000", old(name.replace("-", " "), body))
        world.now(url, new(name.replace("-", " "), body))
        world.expect("mapped", before, url)


def _a_site_without_a_map(world: World) -> None:
    """Its pages are gone: what there is none of is known after the first one."""
    for number in range(5):
        before = world.url("gone.example", f"/notes/n{number}.html")
        world.was(before, "20090501120000", old(f"Note {number}", paragraphs(before)))
        world.expect("gone", before)


def test_an_answer_says_how_it_was_found_and_how_alike_the_texts_are(outcomes: list[Outcome]) -> None:
    found = [outcome.moved for outcome in outcomes if outcome.moved is not None]
    assert {moved.how for moved in found} == {
        "archived-redirect",
        "sitemap",
        "feed",
        "canonical",
        "pattern",
        "same-content",
    }
    assert all(moved.similarity is not None and 0.8 <= moved.similarity <= 1 for moved in found)


def test_the_set_is_large_and_of_many_kinds(outcomes: list[Outcome]) -> None:
    lost = [outcome for outcome in outcomes if not outcome.case.answers]
    assert len(outcomes) >= 150
    assert len(lost) >= 60
    assert len({outcome.case.kind for outcome in outcomes}) >= 50
