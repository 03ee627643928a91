"""Pages that say that what was cited is gone: what names them, whom they speak to, and what else they may speak of."""

from typing import Any

import pytest

from linkwatch.judge.gone import judge_not_found, judge_word_to_visitor
from linkwatch.judge.own_subject import ONLY_ADVICE
from tests.judge.test_said import FITS, NUMBERED, case, facts

HONEST = {"other": facts(title="Weg", heading="Weg")}
GONE, SAYS_GONE = "not-found-gone", "says-gone"
DELETED = "This video was deleted"


def found(*marks: str, **more: Any) -> str | None:
    verdict = judge_not_found(case(*marks, **more))
    return verdict.reason if verdict is not None else None


@pytest.mark.parametrize(
    ("shown", "is_undecided"),
    [
        ({"title": "Kurier", "heading": "Kurier", "main_words": 21}, True),
        ({**FITS, "main_words": 20}, True),
        ({**FITS, "main_words": 21}, False),
        ({**FITS, "main_words": 20, "excerpt": "The session has expired."}, False),
        ({"title": "Why dam opens", "heading": "Why dam opens", "main_words": 20}, False),
        ({"title": "Kurier", "heading": "Kurier", "media": 1}, False),
    ],
)
def test_a_word_to_visitors_stands_under_the_name_of_what_was_cited_where_it_is_short(
    shown: dict[str, Any], *, is_undecided: bool
) -> None:
    asked = case(ONLY_ADVICE, **{"excerpt": "Your session has expired."} | shown)
    assert (judge_word_to_visitor(asked) is not None) is is_undecided


def test_a_tombstone_is_called_by_its_heading_where_that_says_the_end() -> None:
    assert found(GONE, title="Dam opens", heading=DELETED) == "soft-404"
    assert found(GONE, title=DELETED, heading="Dam opens") is None


def test_a_tombstone_that_quotes_is_none_whether_its_heading_or_its_title_does() -> None:
    quoted = f"\u201c{DELETED}\u201d"
    assert found(GONE, title=DELETED, heading=DELETED, **HONEST) == "soft-404"
    assert found(GONE, title=quoted, heading=DELETED, **HONEST) is None
    assert found(GONE, title=DELETED, heading=quoted, **HONEST) is None


@pytest.mark.parametrize("mark", ["text", "gone", "gone-text"])
def test_at_the_address_of_a_file_a_page_of_any_size_may_say_that_it_is_gone(mark: str) -> None:
    marks, file = (SAYS_GONE, f"not-found-{mark}"), "http://a.test/f/dam.pdf"
    assert found(*marks, url=file, main_words=61) == "soft-404"
    assert found(SAYS_GONE, url=file, main_words=61) is None


def test_a_sentence_under_a_name_that_nobody_asked_for_may_speak_of_something_else() -> None:
    assert found(SAYS_GONE, url=NUMBERED, **HONEST) == "not-understood"
    assert found(SAYS_GONE, url=NUMBERED, anchors=("The dam",), **HONEST) == "soft-404"
    assert found(SAYS_GONE, "not-found-text", url=NUMBERED, **HONEST) == "soft-404"
