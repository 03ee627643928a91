"""Verdicts on all cases whose answers say it all, in a second: the first thing to run after a change of `judge/`."""

import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.corpus.cases import ALL
from tests.corpus.in_memory import judge_in_memory, needs_no_wire
from tests.corpus.score import assert_well_kept

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
FAMILIES = Counter(case.family for case in ALL if needs_no_wire(case))


@pytest.mark.parametrize("family", FAMILIES)
async def test_verdicts_are_right_without_a_network(family: str) -> None:
    results = await judge_in_memory([case for case in ALL if case.family == family and needs_no_wire(case)])
    wrong = [f"{result.case.name}: {result.verdict}" for result in results if not result.right]
    assert 1 - len(wrong) / len(results) >= FLOORS[family], wrong
    assert_well_kept(results)


async def test_no_living_page_is_called_dead_where_nobody_cited_it_in_words() -> None:
    """Those that were not are judged above."""
    living = [case for case in ALL if case.expected in ("alive", "redirected") and needs_no_wire(case)]
    results = await judge_in_memory([replace(case, anchors=()) for case in living if case.anchors])
    dead = [result.case.name for result in results if result.verdict.status == "dead"]
    # an offer of the domain: only who cites it as one wants it; a version: only who cites it says of what
    # a copied error message; a track and a poem's gloss: no rule tells them from what they seem
    assert sorted(dead) == [
        "again-shelf-is-what-was-cited",
        "bl-b3-t-fr-gloss",
        "bl-m-tune",
        "odd-offer-meant",
        "odd-offer-meant-by-address",
        "un2-paste-of-error",
    ]


def test_few_cases_need_a_network() -> None:
    assert sum(FAMILIES.values()) > 0.93 * len(ALL)
