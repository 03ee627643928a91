"""The quality gate. Servers that hang are left to `python -m tests.corpus`, which judges all at default settings."""

import asyncio
import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from linkwatch.config import CheckSettings
from linkwatch.evidence.as_json import evidence_to_json, observation_from_json
from linkwatch.judge import judge
from tests.corpus.cases import ALL
from tests.corpus.score import Result, judge_cases, scores

_FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
_MOST_EVIDENCE = 6000  # bytes of JSON


@pytest.fixture(scope="module")
def results() -> list[Result]:
    settings = CheckSettings(allow_private=["127.0.0.1/32"], timeout=20, host_interval=0)
    return asyncio.run(judge_cases([case for case in ALL if not case.hangs], settings))


def test_every_family_reaches_its_floor(results: list[Result]) -> None:
    wrong = [f"{result.case.name}: {result.verdict}" for result in results if not result.right]
    for family, (right, total) in scores(results).items():
        assert right / total >= _FLOORS[family], wrong


def test_verdict_recomputed_from_stored_evidence_is_the_same(results: list[Result]) -> None:
    for result in results:
        stored = json.loads(json.dumps(evidence_to_json(result.observation)))
        assert judge(observation_from_json(stored)) == result.verdict, result.case.name


def test_evidence_stays_small(results: list[Result]) -> None:
    sizes = {result.case.name: len(json.dumps(evidence_to_json(result.observation))) for result in results}
    assert {name: size for name, size in sizes.items() if size > _MOST_EVIDENCE} == {}


def test_every_verdict_gives_its_reasons(results: list[Result]) -> None:
    assert [result.case.name for result in results if len(result.verdict.because) < 2] == []


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
