"""What else must be asked before judging: a second look with a browser's headers, or the sibling test."""

from dataclasses import dataclass

from linkwatch.evidence import Observation, Trouble
from linkwatch.judge import redirects, walls
from linkwatch.judge.case import Case
from linkwatch.judge.identity import address_carries_slug, names_home
from linkwatch.judge.siblings import sibling_key, sibling_url
from linkwatch.judge.verdict import BEFORE_IDENTITY

_REFUSED_TO_ROBOTS = (400, 403, 404, 405, 406, 409, 412, 418, 501, 999)
_THIN = 50  # words of main content
_PAGE_FILES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp", ".cgi")


@dataclass(frozen=True, slots=True)
class BrowserLook:
    """Ask the same URL again, with a browser's headers."""

    url: str


@dataclass(frozen=True, slots=True)
class SiblingLook:
    """Ask an address that cannot exist. key: links that share it can share the answer."""

    url: str
    key: str


Question = BrowserLook | SiblingLook


def next_question(observation: Observation, seed: str = "") -> Question | None:
    """Say what to ask next; None when the observation is ready to be judged.

    seed: varies the sibling's address from run to run, if wanted.
    """
    if observation.sibling is not None:
        return None
    if observation.first.accepted:
        return None
    if observation.decisive.cut == "time":
        return None  # a server that drips would do it again: what it has sent must do
    case = Case(observation)
    if observation.second is None and _wants_browser(case):
        return BrowserLook(observation.url)
    if wants_sibling(case):
        key, url = sibling_key(observation.url), sibling_url(observation.url, seed)
        if key is not None and url is not None:
            return SiblingLook(url, key)
    return None


def _wants_browser(case: Case) -> bool:
    """A refusal that may be meant for robots only; 401, 402, 429 and 451 are meant for everybody."""
    first = case.observation.first
    if first.browser_headers:
        return False
    if first.trouble is Trouble.CONNECTION_RESET:
        return True
    if first.http_status in _REFUSED_TO_ROBOTS:
        return True
    if first.http_status is None or first.http_status in (401, 402, 410, 429, 451):
        return False
    verdict = walls.judge_walls(case)
    return verdict is not None and verdict.reason in ("bot-wall", "forbidden")


def wants_sibling(case: Case) -> bool:
    """Tell whether the page may be something that the site gives for any address."""
    if not case.answered_well or case.asked.is_home:
        return False
    if case.has_unsure_signature:
        return True
    if case.http_status in (204, 205):
        return True
    if any(rule(case) for rule in BEFORE_IDENTITY):
        return False
    if redirects.leads_away(case) is not None:
        return True
    if not case.is_text:
        return case.moved and not address_carries_slug(case.visit.final_url, case.url)
    if case.not_found or is_suspicious(case):
        return True
    if case.moved and address_carries_slug(case.visit.final_url, case.url):
        return False
    return not (case.fits(case.own_name) or case.names_itself)


def is_suspicious(case: Case) -> bool:
    """Tell whether a page has a mark that error pages often have, none of which proves anything."""
    page = case.page
    if page.main_words < _THIN or names_home(page, case.asked) or "noindex" in (page.robots or "").lower():
        return True
    last = case.asked.segments[-1] if case.asked.segments else ""
    names_a_file = "." in last[-5:-2] and not last.endswith(_PAGE_FILES)
    return case.is_page and names_a_file and not last.rsplit(".", 1)[-1].isdigit()
