"""The quality gate of drift: pages then and now."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from linkwatch.evidence import Observation
from linkwatch.evidence.as_json import evidence_to_json, observation_from_json
from linkwatch.judge import judge
from linkwatch.model import Verdict
from tests.corpus.drift.model import Pair, is_right, likeness, verdict_on
from tests.corpus.drift.pairs import ALL

_FLOORS = tomllib.loads((Path(__file__).parent / "drift" / "floors.toml").read_text(encoding="utf-8"))
_MOST_SKETCH = 600  # hex digits


@pytest.fixture(scope="module")
def verdicts() -> list[tuple[Pair, Verdict, Observation]]:
    return [(pair, *verdict_on(pair)) for pair in ALL]


def test_every_family_of_pairs_reaches_its_floor(verdicts: list[tuple[Pair, Verdict, Observation]]) -> None:
    wrong: dict[str, list[str]] = {family: [] for family in _FLOORS}
    for pair, verdict, _ in verdicts:
        if not is_right(pair, verdict):
            wrong[pair.family].append(f"{pair.name}: {verdict}")
    totals = Counter(pair.family for pair in ALL)
    for family, floor in _FLOORS.items():
        assert 1 - len(wrong[family]) / totals[family] >= floor, wrong[family]


def test_verdict_on_drift_is_recomputed_from_stored_evidence(
    verdicts: list[tuple[Pair, Verdict, Observation]],
) -> None:
    for pair, verdict, observation in verdicts:
        assert judge(observation_from_json(evidence_to_json(observation))) == verdict, pair.name


def test_likenesses_stay_small() -> None:
    kept = [found for pair in ALL if (found := likeness(pair)) is not None]
    assert max(len(found.sketch) for found in kept) <= _MOST_SKETCH
    assert max(len(found.keywords) for found in kept) <= 12 * 26


def test_pairs_are_many_and_their_names_unique() -> None:
    assert len(ALL) >= 100
    assert [name for name, count in Counter(pair.name for pair in ALL).items() if count > 1] == []
    assert {pair.family for pair in ALL} == set(_FLOORS)


def test_twin_pairs_exist_and_are_of_opposite_truth() -> None:
    by_name = {pair.name: pair for pair in ALL}
    for pair in ALL:
        if pair.twin is not None:
            assert by_name[pair.twin].expected != pair.expected, f"{pair.name} and {pair.twin}"
