"""The policy: which rule is asked first, and how its answer is told.

The first rule that knows decides. A page that no rule objects to is there: alive, or redirected.

docs/reasons.md says what each reason means, and with which statuses it goes.
"""

from collections.abc import Iterable
from dataclasses import replace

from linkwatch.evidence import HopKind, Observation, Visit
from linkwatch.judge.case import Case, Rule
from linkwatch.judge.changed import judge_drift
from linkwatch.judge.gone import judge_not_found, judge_word_to_visitor
from linkwatch.judge.landers import judge_gone_content, judge_landers
from linkwatch.judge.readers import gives_the_same
from linkwatch.judge.redirects import judge_error_page, judge_leading_away, judge_move
from linkwatch.judge.routes import judge_route
from linkwatch.judge.said import judge_nameless
from linkwatch.judge.status import judge_accepted, judge_emptiness, judge_packed, judge_standing, judge_status
from linkwatch.judge.stores import judge_store
from linkwatch.judge.transport import judge_trouble
from linkwatch.judge.walls import judge_walls
from linkwatch.judge.witnesses import judge_page_under_an_error, judge_whole_site
from linkwatch.judge.word_to_reader import judge_word_to_reader
from linkwatch.model import Verdict
from linkwatch.urls import redact

BEFORE_IDENTITY: tuple[Rule, ...] = (
    judge_standing,
    judge_accepted,
    judge_trouble,
    judge_walls,
    judge_landers,
    judge_page_under_an_error,
    judge_status,
    judge_packed,
    judge_emptiness,
    judge_store,
    judge_whole_site,
    judge_error_page,
    judge_gone_content,
)
POLICY: tuple[Rule, ...] = (
    *BEFORE_IDENTITY,
    judge_leading_away,
    judge_not_found,
    judge_word_to_visitor,
    judge_word_to_reader,
    judge_nameless,
    judge_route,
    judge_drift,
    judge_move,
)

_MOST_HOPS_TOLD = 6
_ASKED, _OPENED = "asked", "opened in a browser"
_READERS = "readers get another answer than robots do: theirs decides"


def judge(observation: Observation) -> Verdict:
    """Return the verdict that follows from an observation, with its chain of reasons."""
    return verdict_of(Case(observation))


def verdict_of(case: Case) -> Verdict:
    """Do what judge does, of an observation made ready."""
    facts = list(_facts(case.observation))
    for rule in POLICY:
        case.because.clear()  # what a rule noted that did not decide
        verdict = case.ask(rule)
        if verdict is not None:
            return replace(verdict, because=(*facts, *case.because))
    raise AssertionError("the last rule always answers")


def notes_in(because: Iterable[str]) -> list[str]:
    """Return what the rules said, without the visits that a chain of reasons begins with."""
    return [reason for reason in because if not reason.startswith((_ASKED, _OPENED, _READERS))]


def _facts(observation: Observation) -> list[str]:
    facts = [_tell_visit("asked", observation.first)]
    if observation.second is not None:
        browser = observation.second.rendered_by
        how = "asked again with a browser's headers" if browser is None else f"{_OPENED} ({browser})"
        facts.append(_tell_visit(how, observation.second))
        if observation.decisive is observation.second and not gives_the_same(observation.first, observation.second):
            facts.append(_READERS)
    for asked, witness in (
        ("asked a sibling that cannot exist", observation.sibling),
        ("asked the site's front page", observation.front),
    ):
        if witness is not None:
            told = _tell_visit(asked, witness.visit)
            alike = witness.similarity
            facts.append(told if alike is None else f"{told}; the texts are {alike:.0%} alike")
    return facts


def _tell_visit(asked: str, visit: Visit) -> str:
    steps = [
        f"{hop.http_status}{'' if hop.kind is HopKind.HTTP else f' {hop.kind.value}'} at {redact(hop.url)}"
        for hop in visit.hops[:_MOST_HOPS_TOLD]
    ]
    if len(visit.hops) > _MOST_HOPS_TOLD:
        steps.append(f"{len(visit.hops) - _MOST_HOPS_TOLD} more")
    end = visit.trouble.value if visit.trouble else str(visit.http_status or "there")
    end += f" at {redact(visit.final_url)}"
    if visit.detail:
        end += f" ({redact(visit.detail)})"
    end += "".join(f"; {remark}" for remark in visit.remarks)
    if visit.page is not None:
        title = f" “{visit.page.title}”" if visit.page.title else ""
        end += f", {visit.page.media_type}{title}, {visit.page.words} words"
    return f"{asked}: {' → '.join([*steps, end])}"
