"""Evidence → verdict. Pure: no network, no clock, no files but the package's own signature tables.

`read_page` turns a body into facts, `next_question` says what else must be asked before judging, `judge` gives
the verdict with its reasons in words, `address_to_cite` the address that a redirected link should name. `likeness_of`
is what is kept of a page, `measure` says how far a later look has moved from it, and the three that begin with `decide`
say what a look makes of its link, and when to look again.
"""

from collections.abc import Sequence

from linkwatch.evidence import PageFacts
from linkwatch.judge.case import Case
from linkwatch.judge.decision import (
    Circumstances,
    Decision,
    decide_anew,
    decide_at_once,
    decide_patiently,
    is_change,
)
from linkwatch.judge.doubt import BrowserLook, FrontPageLook, Question, SiblingLook, next_question, question_of
from linkwatch.judge.drift import likeness_of, measure
from linkwatch.judge.next_look import is_unstable, longest_wait
from linkwatch.judge.own_part import own_part
from linkwatch.judge.readers import gives_the_same
from linkwatch.judge.redirects import address_to_cite
from linkwatch.judge.siblings import compare_pages, sibling_key, sibling_url
from linkwatch.judge.verdict import judge, notes_in, verdict_of

__all__ = [
    "BrowserLook",
    "Case",
    "Circumstances",
    "Decision",
    "FrontPageLook",
    "Question",
    "SiblingLook",
    "address_to_cite",
    "compare_pages",
    "decide_anew",
    "decide_at_once",
    "decide_patiently",
    "gives_the_same",
    "is_change",
    "is_unstable",
    "judge",
    "likeness_of",
    "longest_wait",
    "measure",
    "next_question",
    "notes_in",
    "own_part",
    "question_of",
    "read_page",
    "sibling_key",
    "sibling_url",
    "verdict_of",
]


def read_page(
    body: bytes,
    declared_type: str | None,
    charset: str | None,
    url: str,
    *,
    remembered: bool = True,
    fragments: Sequence[str] = (),
) -> PageFacts:
    """Read the facts out of a body; see `judge.page`, which is imported when the first page is read."""
    from linkwatch.judge.page import read_page as read

    return read(body, declared_type, charset, url, remembered=remembered, fragments=fragments)
