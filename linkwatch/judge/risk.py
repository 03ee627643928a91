"""How likely a page that is there will be gone within a year: from what was published, and from its own site. Pure.

Pages of one site share their fate, and nobody knows beforehand which sites keep theirs. So every site has a rate of
loss that is not known; over all sites it is spread as a gamma distribution. What was seen of the site (how many pages
it had for how many years, and how many of these it lost) narrows that down. The two numbers of the spread are those at
which the shares come out that Pew measured. A site that has kept its pages for long is trusted more and more, and one
that begins to lose them less with each loss.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from linkwatch.judge.addresses import take_apart

_SPREAD, _YEARS = 0.23, 1.44  # of the gamma distribution: its shape, and its rate in page-years
_HALF_GONE = 0.5  # of a loss: a page that does not answer now may come back


@dataclass(frozen=True, slots=True)
class Published:
    """What was measured of one kind of page. lost: share of the pages that were gone after so many years."""

    years: float
    lost: float
    source: str


ANY = "page"
KINDS = {
    ANY: Published(10, 0.38, "Pew Research Center 2024, pages of 2013; those of 2023: 8 % within the year"),
    "front-page": Published(
        30, 0.38, "Garg and others, iPRES 2024: front pages live three times as long as pages below"
    ),
    "government": Published(4.75, 0.36, "Chesapeake Digital Preservation Group 2012, .gov of 2007-08"),
    "university": Published(10, 0.5, "McCown and others 2005, citations of D-Lib Magazine; .edu rather above"),
    "social": Published(2.5, 0.27, "SalahEldeen and Nelson, TPDL 2012"),
}

_GOVERNMENT = re.compile(
    r"(?:^|\.)(?:gov|mil|gouv|gob|gov\.[a-z]{2}|gouv\.[a-z]{2}|gob\.[a-z]{2}|state\.[a-z]{2}\.us)$"
)
_UNIVERSITY = re.compile(r"\.(?:edu|edu\.[a-z]{2}|ac\.[a-z]{2})$")
_SOCIAL = re.compile(
    r"(?:^|\.)(?:twitter|x|facebook|instagram|tumblr|tiktok|reddit|linkedin|flickr|pinterest|vk|weibo|youtube|vimeo"
    r"|soundcloud|t|threads|medium)\.(?:com|co|net)$"
)


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """What was seen of a site. years: of all its pages together, each from its citation to its death or to now.

    deaths: pages that died. failing: pages that do not answer now.
    """

    years: float = 0.0
    deaths: int = 0
    failing: int = 0


def kind_of(url: str) -> str:
    """Return which kind of page an address names, a word of KINDS."""
    address = take_apart(url)
    if _SOCIAL.search(address.host):
        return "social"
    if address.is_home:
        return "front-page"
    if _GOVERNMENT.search(address.host):
        return "government"
    is_personal = any(segment.startswith("~") for segment in address.segments)
    return "university" if is_personal or _UNIVERSITY.search(address.host) else ANY


def chance_of_loss(kind: str, site: SiteRecord, failures: int = 0, threat: float = 0.0) -> float:
    """Return how likely a page is gone in a year, 0 to 1. failures: looks in a row without a proper answer, until now.

    A page that fails now has a part in its site's record, and besides may be gone already: so it is nearer to its end
    than those of its site that answer, and the nearer the more looks have failed.
    threat: how likely its site goes as a whole, whatever was seen of its pages; see `registration`.
    """
    pace = _pace(kind)
    seen = _YEARS + pace * site.years
    shape = _SPREAD + site.deaths + _HALF_GONE * site.failing
    left: float = (seen / (seen + pace)) ** shape
    comes_back = 2 / (failures + 2)  # the rule of succession: of so many looks none succeeded
    return 1 - left * comes_back * (1 - threat)


def lost_after(kind: str, years: float) -> float:
    """Return the share of pages of a kind that are gone after so many years, where nothing is known of their sites."""
    left: float = (1 + _pace(kind) * years / _YEARS) ** -_SPREAD
    return 1 - left


@lru_cache
def _pace(kind: str) -> float:
    """Return how much faster than pages in general those of a kind are lost, so that what was published comes out."""
    if kind == ANY:
        return 1.0
    published = KINDS[kind]
    return _YEARS / published.years * (math.exp(-math.log(1 - published.lost) / _SPREAD) - 1)
