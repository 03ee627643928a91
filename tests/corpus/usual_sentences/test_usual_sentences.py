"""How many of the usual sentences are judged rightly: shares that may only get better, of every ninth case."""

from tests.corpus.in_memory import judge_in_memory
from tests.corpus.usual_sentences import CLASSES, LIVING, cases_of, is_right, kind_of, languages, was_grown_by

_SAMPLE = 9
_RIGHT, _RIGHT_OF_OTHERS, _LIVING_ALIVE = 0.96, 0.93, 0.98  # at least


async def test_usual_sentences_are_understood_in_many_languages_and_living_pages_are_no_error() -> None:
    results = await judge_in_memory(list(cases_of(languages()))[::_SAMPLE])
    living = [each for each in results if kind_of(each.case) == LIVING]
    said = [each for each in results if kind_of(each.case) != LIVING]
    others = [each for each in said if not was_grown_by(each.case)]
    assert [each.case.name for each in living if each.verdict.status == "dead"] == []
    assert sum(map(is_right, living)) >= _LIVING_ALIVE * len(living)
    assert sum(map(is_right, said)) >= _RIGHT * len(said)
    assert sum(map(is_right, others)) >= _RIGHT_OF_OTHERS * len(others)


def test_there_are_sentences_of_each_class_in_each_language() -> None:
    for language in languages():
        kinds = [kind_of(case) for case in cases_of([language])]
        assert {kind: kinds.count(kind) for kind in CLASSES} == {
            kind: 10 if kind == LIVING else 2 for kind in CLASSES
        }, language
