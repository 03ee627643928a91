"""What else must be asked before judging: a reader's look, an address that cannot exist, the site's front page."""

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from linkwatch.evidence import Observation, Trouble
from linkwatch.judge import redirects, walls
from linkwatch.judge.case import Case
from linkwatch.judge.identity import address_carries_slug, names_home
from linkwatch.judge.said import is_undecided
from linkwatch.judge.siblings import sibling_key, sibling_url
from linkwatch.judge.verdict import BEFORE_IDENTITY, verdict_of
from linkwatch.judge.witnesses import FrontAnswer, front_answer, may_be_page_under_an_error, may_stand_for_the_site
from linkwatch.model import Status

_FOR_EVERYBODY = (401, 402, 407, 410, 429, 451)
_TROUBLES_FOR_ROBOTS = (Trouble.CONNECTION_RESET, Trouble.READ_TIMEOUT, Trouble.REDIRECT_LOOP)
_STORIES_FOR_ROBOTS = ("bot-wall", "forbidden", "needs-browser")
_THIN = 120  # words of main content


@dataclass(frozen=True, slots=True)
class BrowserLook:
    """Ask the same URL again, with a browser's headers."""

    url: str


@dataclass(frozen=True, slots=True)
class SiblingLook:
    """Ask an address that cannot exist. key: links that share it can share the answer."""

    url: str
    key: str


@dataclass(frozen=True, slots=True)
class FrontPageLook:
    """Ask the site's front page. key: as for a SiblingLook.

    as_reader: with a browser's headers. Where it is the page that robots get everywhere, readers get it too, and no
    other look is needed to tell that.
    """

    url: str
    key: str
    as_reader: bool = False


Question = BrowserLook | SiblingLook | FrontPageLook


def next_question(observation: Observation, seed: str = "", *, as_reader: bool = True) -> Question | None:
    """Say what to ask next; None when the observation is ready to be judged.

    seed: varies the sibling's address from run to run, if wanted. as_reader: whether a look with a browser's headers
    may still tell something.
    """
    return question_of(Case(observation), seed, as_reader=as_reader)


def question_of(case: Case, seed: str = "", *, as_reader: bool = True) -> Question | None:
    """Do what next_question does, of an observation made ready."""
    observation = case.observation
    if observation.first.accepted:
        return None
    if observation.decisive.cut == "time":
        return None  # a server that drips would do it again: what it has sent must do
    may_look_again = as_reader and observation.second is None and not observation.first.browser_headers
    if may_look_again and observation.sibling is None and _wants_browser(case):
        return BrowserLook(observation.url)
    if case.sibling is None and wants_sibling(case):
        key, url = sibling_key(observation.url), sibling_url(observation.url, seed)
        if key is not None and url is not None:
            return SiblingLook(url, key)
    if observation.front is None and _is_death_by_content(case) and may_stand_for_the_site(case):
        url = _front_url(observation.url)
        return FrontPageLook(url, url, as_reader=may_look_again)
    if may_look_again and _may_be_told_to_robots_only(case):
        return BrowserLook(observation.url)
    return None


def _may_be_told_to_robots_only(case: Case) -> bool:
    """Tell whether readers may get something else than a page that speaks of a death, or that stands for the site.

    Not where a reader has got the same page, at the site's front.
    """
    front = case.observation.front
    if front is None:
        return _is_death_by_content(case)
    answer = front_answer(front, case.visit)
    if answer is FrontAnswer.SAME and front.visit.browser_headers:
        return False
    return answer is FrontAnswer.UNKNOWN or _is_death_by_content(case)


def _wants_browser(case: Case) -> bool:
    """A refusal or failure that may be meant for robots only; a pause that the host asks for is meant for everybody."""
    first = case.observation.first
    if first.trouble in _TROUBLES_FOR_ROBOTS:
        return True
    if first.http_status is None or first.http_status in _FOR_EVERYBODY or first.retry_after:
        return False
    broke_off = first.cut == "connection" and not first.body_bytes
    if first.http_status >= 400 or broke_off:
        return True
    verdict = case.ask(walls.judge_walls)
    return verdict is not None and verdict.reason in _STORIES_FOR_ROBOTS


def _is_death_by_content(case: Case) -> bool:
    page = case.page
    has_signs = case.moved or page.signatures or page.refresh_url or not page.main_chars
    if not case.answered_well or (case.sibling is None and not has_signs):
        return False  # nearly all pages: judging them twice would cost as much as all else here
    verdict = verdict_of(case)
    return verdict.status is Status.DEAD and verdict.reason == "soft-404"


def _front_url(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/", "", ""))


def wants_sibling(case: Case) -> bool:
    """Tell whether the page may be something that the site gives for any address."""
    if may_be_page_under_an_error(case):
        return True
    if not case.answered_well or case.asked.is_home:
        return False
    if case.has_unsure_signature or (is_undecided(case) and walls.known_wall(case) is None):
        return True
    if case.http_status in (204, 205):
        return True
    if any(map(case.ask, BEFORE_IDENTITY)):
        return False
    if redirects.leads_away(case) is not None:
        return True
    if not case.is_text:
        return case.moved and not address_carries_slug(case.visit.final_url, case.url)
    if case.not_found or is_suspicious(case):
        return True
    if case.moved and address_carries_slug(case.visit.final_url, case.url):
        return False
    return not (case.names_itself or case.fits(case.own_name))


def is_suspicious(case: Case) -> bool:
    """Tell whether a page has a mark that error pages often have, none of which proves anything."""
    page = case.page
    if page.main_words < _THIN or names_home(page, case.asked) or "noindex" in (page.robots or "").lower():
        return True
    return case.is_page and case.asked.names_file
