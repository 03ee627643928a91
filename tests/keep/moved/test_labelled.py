"""How many pages are found again: none wrong, nearly all, within the requests allowed."""

import asyncio

import pytest

from linkwatch.keep.finding_again.spending import MOST
from tests.keep.moved.score import Outcome, look_for_all


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
    assert sum(outcome.requests for outcome in outcomes) / len(outcomes) < 5.1


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
    assert len(outcomes) >= 100
    assert len(lost) >= 40
    assert len({outcome.case.kind for outcome in outcomes}) >= 50
