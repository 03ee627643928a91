"""The quality gate over a real network: all cases that need one, and of each family some of the others.

All others are judged without one by test_in_memory.py. Servers that hang are left to `python -m tests.corpus`, which
judges all at default settings, over the network.
"""

import asyncio
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from linkwatch.config import CheckSettings
from tests.corpus.cases import ALL
from tests.corpus.in_memory import needs_no_wire
from tests.corpus.model import Case
from tests.corpus.score import Result, assert_well_kept, judge_cases

_ONE_IN = 20
# Sites whose look takes all the time that is allowed.
_WAITED_FOR = ("drips-for-ever", "drips-letters-for-ever", "wants-another-protocol", "tls-on-plain-port")
_FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


_SIZES = Counter(case.family for case in ALL)


def cases() -> list[Case]:
    met = Counter[str]()
    chosen = []
    for case in ALL:
        if not case.hangs and (not needs_no_wire(case) or met[case.family] % _ONE_IN == 0):
            chosen.append(case)
        met[case.family] += 1
    return chosen


@pytest.fixture(scope="module")
def results() -> list[Result]:
    settings = CheckSettings(allow_private=["127.0.0.1/32"], timeout=20, host_interval=0)
    chosen = cases()
    found = asyncio.run(judge_cases([case for case in chosen if case.name not in _WAITED_FOR], settings))
    # Apart, where nobody else computes in this process, a few seconds are enough for all but them.
    waited_for = [case for case in chosen if case.name in _WAITED_FOR]
    return found + asyncio.run(judge_cases(waited_for, settings.model_copy(update={"timeout": 5})))


def test_every_family_reaches_its_floor(results: list[Result]) -> None:
    wrong = Counter(result.case.family for result in results if not result.right)
    told = [f"{result.case.name}: {result.verdict}" for result in results if not result.right]
    assert {result.case.family for result in results} == {case.family for case in ALL if not case.hangs}
    for family, number in wrong.items():
        assert 1 - number / _SIZES[family] >= _FLOORS[family], told


def test_what_is_stored_of_a_look_says_all_and_is_small(results: list[Result]) -> None:
    assert_well_kept(results)


def test_corpus_is_large_and_its_names_are_unique() -> None:
    assert len(ALL) >= 150
    assert [name for name, count in Counter(case.name for case in ALL).items() if count > 1] == []


def test_twins_exist_and_are_of_opposite_truth() -> None:
    by_name = {case.name: case for case in ALL}
    for case in ALL:
        if case.twin is not None:
            assert by_name[case.twin].expected != case.expected, f"{case.name} and {case.twin}"


def test_every_family_has_a_floor() -> None:
    assert set(_FLOORS) == {case.family for case in ALL}
