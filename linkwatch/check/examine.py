"""One link → one observation and its verdict: visit, ask what is still in doubt, judge.

Needs a link, a client, the time, a memory of sites and a reader, which looks at what pages say and at files beside a
local article; gives back plain values that can travel.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from linkwatch.anchors.files import look_in_file
from linkwatch.check.site_memory import Renderer, SiteMemory, Visitor
from linkwatch.check.static_host import file_at
from linkwatch.errors import TooMuchWorkError
from linkwatch.evidence import NOT_MODIFIED, Drift, Memory, Observation, Standing, Trouble, Validators, Visit, Witness
from linkwatch.judge import (
    BrowserLook,
    Case,
    FrontPageLook,
    Question,
    SiblingLook,
    compare_pages,
    gives_the_same,
    judge,
    measure,
    own_part,
    question_of,
    verdict_of,
)
from linkwatch.model import GOOD, Likeness, Link, Past, Verdict
from linkwatch.reading import DISK, PAGE, Reader

FULL_READ_EVERY = timedelta(days=30)  # servers are not always right when they say "not modified"
_FOR_BROWSERS = ("needs-browser", "bot-wall", "forbidden")  # reasons that a browser's look may settle


async def examine(
    link: Link, client: Visitor, now: datetime, sites: SiteMemory, reader: Reader, memory: Memory | None = None
) -> tuple[Observation, Verdict]:
    """Look at a link and judge it. Only cancellation and mistakes of ours pass as exceptions.

    now: when the look happens, aware UTC. sites: what is known of them in this run. reader: looks at files, and at what
    pages say. memory: of earlier looks; with it, a known page is asked only for what is new, and is compared with what
    it said.
    """
    if link.url.startswith("file:"):
        visit = await _look_at_disk(link.url, reader)
        places = await _look_in_file(link, reader) if link.fragments and visit.trouble is None else {}
        observation = Observation(link.url, now, visit, anchors=link.anchors, fragments=places)
        return observation, judge(observation)
    past = memory.past if memory else Past()
    validators = _validators(past, link.url, now)
    visit_it = partial(client.visit, fragments=link.fragments) if link.fragments else client.visit
    first = await (visit_it(link.url, validators=validators) if validators else visit_it(link.url))
    observation = Observation(link.url, now, first, anchors=link.anchors, standing=_standing(past, validators, first))
    baseline = memory.baseline if memory else None
    while True:
        as_reader = sites.may_favour_readers(first)
        weighed = await _weigh(observation, baseline, reader, as_reader=as_reader)
        match weighed:
            case BrowserLook(url):
                second = await sites.ask_as_reader(first, client, url, link.fragments)
                observation = replace(observation, second=second)
            case SiblingLook():
                sibling = await _ask_witness(observation, weighed, client, sites, reader)
                observation = replace(observation, sibling=sibling)
            case FrontPageLook():
                front = await _ask_witness(observation, weighed, client, sites, reader)
                observation = replace(observation, front=front)
            case Weighed(weighed_observation, verdict):
                rendered = await _render(weighed_observation, verdict, client)
                if rendered is None:
                    places = _places(link, weighed_observation, verdict)
                    return replace(weighed_observation, fragments=places) if places else weighed_observation, verdict
                observation = replace(observation, second=rendered, sibling=None, front=None)


async def _render(observation: Observation, verdict: Verdict, client: Visitor) -> Visit | None:
    """Have a browser open what only a browser may be shown; None where there is none, or one had its look."""
    is_seen = observation.second is not None and observation.second.rendered_by is not None
    if is_seen or verdict.reason not in _FOR_BROWSERS or not isinstance(client, Renderer):
        return None
    return await client.render(observation.url)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is left to say when no question is: the observation with its drift, and what follows from it."""

    observation: Observation
    verdict: Verdict


async def _weigh(
    observation: Observation, baseline: Likeness | None, reader: Reader, *, as_reader: bool
) -> Question | Weighed:
    """Weigh where pages may be looked at; a page that is too much work to weigh is one that is too much to read."""
    if observation.decisive.page is None:  # then there are addresses and headers only, all of them short
        return weigh(observation, baseline, as_reader=as_reader)
    try:
        return await reader(PAGE, weigh, observation, baseline, as_reader=as_reader)
    except TooMuchWorkError as error:
        unread = replace(observation.first, page=None, trouble=Trouble.TOO_MUCH_WORK, detail=str(error))
        return weigh(replace(observation, first=unread, second=None, sibling=None, front=None), None, as_reader=False)


def weigh(observation: Observation, baseline: Likeness | None, *, as_reader: bool) -> Question | Weighed:
    """Say what must still be asked, or else what follows from all that was seen."""
    case = Case(observation)  # what both look at is worked out once
    question = question_of(case, as_reader=as_reader)
    if question is not None:
        return question
    drift = _drift(baseline, observation)
    if drift is not None:
        observation = replace(observation, drift=drift)
        case = Case(observation)
    return Weighed(observation, verdict_of(case))


def _validators(past: Past, url: str, now: datetime) -> Validators | None:
    """Return what to ask conditionally with; None where the page must be read in full.

    What a server said of the page belongs to the address that answered: one that leads there is asked as ever.
    """
    if past.status not in GOOD or past.last_read_at is None or past.final_url not in (None, url):
        return None
    if not timedelta() <= now - past.last_read_at <= FULL_READ_EVERY or not (past.etag or past.last_modified):
        return None
    return Validators(past.etag, past.last_modified)


def _standing(past: Past, validators: Validators | None, visit: Visit) -> Standing | None:
    if validators is None or visit.http_status != NOT_MODIFIED or past.last_read_at is None:
        return None
    return Standing(past.status.value, past.reason, past.last_read_at)


def _drift(baseline: Likeness | None, observation: Observation) -> Drift | None:
    visit = observation.decisive
    if baseline is None or visit.page is None or not 200 <= (visit.http_status or 0) < 300:
        return None
    return measure(baseline, visit.page)


async def _ask_witness(
    observation: Observation, question: SiblingLook | FrontPageLook, client: Visitor, sites: SiteMemory, reader: Reader
) -> Witness:
    visit = observation.decisive
    rendered = visit.rendered_by is not None
    as_reader = visit.browser_headers and (rendered or not gives_the_same(observation.first, visit))
    as_reader = as_reader or (isinstance(question, FrontPageLook) and question.as_reader)
    other = await sites.visit(question.key, question.url, client, browser_headers=as_reader, rendered=rendered)
    similarity, own = None, None
    if visit.page is not None and other.page is not None:
        with suppress(TooMuchWorkError):  # then nothing is known of how alike they are
            similarity = await reader(PAGE, compare_pages, visit.page, observation.url, other.page, other.url)
            if isinstance(question, SiblingLook) and other.http_status in (404, 410):
                own = await reader(PAGE, own_part, visit.page, other.page)
    if other.page is not None:  # the evidence keeps of a witness only what rules look at
        page = replace(other.page, excerpt="", headings=(), fragments=(), text="", prose="", own_prose="")
        other = replace(other, page=page)
    return Witness(other, None if similarity is None else round(similarity, 4), own)


def _places(link: Link, observation: Observation, verdict: Verdict) -> dict[str, bool | None]:
    """Say of the link's fragments whether each leads to a place; what is known stands where the page is unchanged."""
    if observation.standing is not None:
        return {}
    unknown: dict[str, bool | None] = dict.fromkeys(link.fragments)
    visit = observation.decisive
    if visit.page is None or verdict.status not in GOOD:
        return unknown
    is_whole = visit.cut is None
    return {**unknown, **{name: found for name, found in visit.page.places.items() if found or is_whole}}


async def _look_at_disk(url: str, reader: Reader) -> Visit:
    try:
        return await reader(DISK, look_at_file, url)
    except TooMuchWorkError:
        return Visit(url, url, trouble=Trouble.FILE_UNREADABLE, detail="the disk does not answer", requests=0)


async def _look_in_file(link: Link, reader: Reader) -> dict[str, bool | None]:
    try:
        return await reader(PAGE, look_in_file_of, link.url, link.fragments)
    except TooMuchWorkError:
        return dict.fromkeys(link.fragments)


def look_at_file(url: str) -> Visit:
    """Look whether a file: URL's file or folder is there and may be read."""
    try:
        path = file_at(url)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return Visit(url, url, trouble=Trouble.FILE_MISSING, requests=0)
    except OSError as error:
        return Visit(url, url, trouble=Trouble.FILE_UNREADABLE, detail=error.strerror, requests=0)
    if not os.access(path, os.R_OK):
        return Visit(url, url, trouble=Trouble.FILE_UNREADABLE, detail="permission denied", requests=0)
    return Visit(url, url, requests=0)


def look_in_file_of(url: str, fragments: Sequence[str]) -> dict[str, bool | None]:
    """Say of fragments whether they lead to places in a file: URL's file. Raises OSError where it is not there."""
    return look_in_file(file_at(url), fragments)
