"""Pages that scripts choose by the part after the "#"."""

from typing import Any

import pytest

from linkwatch.judge.routes import judge_route
from tests.judge.test_said import case

ROUTE = "http://a.test/#!/topic/17"


@pytest.mark.parametrize(
    ("more", "is_blocked"),
    [
        ({}, True),
        ({"main_words": 60}, True),
        ({"main_words": 61}, False),
        ({"scripts": 0}, False),
        ({"scripts": 2}, True),
        ({"statuses": (404, 404)}, False),
        ({"media_type": "text/plain"}, False),
        ({"url": "http://a.test/#topic"}, False),
        ({"url": "http://a.test/"}, False),
    ],
)
def test_a_page_that_its_fragment_chooses_is_for_a_browser(more: dict[str, Any], *, is_blocked: bool) -> None:
    verdict = judge_route(case(**({"url": ROUTE, "scripts": 1} | more)))
    assert (verdict is not None) is is_blocked
    assert verdict is None or (verdict.status, verdict.reason) == ("blocked", "needs-browser")
