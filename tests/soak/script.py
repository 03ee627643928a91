"""The script of a simulated year: what every page answers and every article cites, at every hour. Made from a seed.

Hours count from the start. Nothing here knows linkwatch: what a state is called by then is in `oracle.py`.
"""

import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tests.servers.pages import title


class State(StrEnum):
    """What stands at an address."""

    HERE = "here"
    NOT_FOUND = "404"
    GONE = "410"
    SOFT_404 = "soft 404"
    ILL = "503"
    PARKED = "parked"
    REFUSED = "refused"
    NO_NAME = "no name"
    MOVED = "moved"
    DRIFTED = "another text"
    TAKEN_OVER = "taken over"
    WALLED = "bot wall"
    BUSY = "429"  # never in a script: what a site answers that is asked too often


ALONE = (State.PARKED, State.REFUSED, State.NO_NAME)  # happen to whole sites, of one page each here


@dataclass
class LinkScript:
    """One page. phases: (hour, state), the first at hour 0. edits: it shows another date and counter every day."""

    number: int
    site: "SiteScript"
    phases: list[tuple[float, State]]
    edits: bool = False
    has_etag: bool = False

    @property
    def path(self) -> str:
        return f"/2014/{title(self.number).lower().replace(' ', '-')}-{self.number}"

    def state(self, hour: float) -> State:
        return self.phases[bisect_right(self.phases, hour, key=lambda phase: phase[0]) - 1][1]


@dataclass
class SiteScript:
    """limit: pages that it gives away in an hour, before it wants to be left alone; None for no limit."""

    name: str
    limit: int | None = None
    links: list[LinkScript] = field(default_factory=list)

    def is_busy(self, hour: int, given: int) -> bool:
        """Tell whether it wants to be left alone, after so many requests in this hour; some days it does after one."""
        return self.limit is not None and given > (0 if hour % _BUSY_EVERY >= _BUSY_FROM else self.limit)


@dataclass
class ArticleScript:
    """One article. versions: (hour, numbers of the cited links); None once it has vanished."""

    number: int
    kind: str
    versions: list[tuple[float, frozenset[int] | None]]

    def cited(self, hour: float) -> frozenset[int] | None:
        """The links cited at an hour; None if the article is not there."""
        return self.versions[bisect_right(self.versions, hour, key=lambda version: version[0]) - 1][1]


@dataclass
class Script:
    """unplugged, nameless, ill_blog: (from, to) in hours: nothing answers us; our name server fails; the feed's site
    answers 503. restarts, kills: hours. scan_every: hours after which articles are read again."""

    hours: int
    sites: list[SiteScript]
    links: list[LinkScript]
    articles: list[ArticleScript]
    unplugged: tuple[float, float]
    nameless: tuple[float, float]
    ill_blog: tuple[float, float]
    restarts: frozenset[int]
    kills: frozenset[int]
    scan_every: int

    def is_cut_off(self, hour: float) -> bool:
        return any(begin <= hour < end for begin, end in (self.unplugged, self.nameless))


@dataclass(frozen=True)
class _Fate:
    """weight: how common it is. lasts: days until it is over; None for good. returns: how likely that is.

    times: at most. then: what comes after it.
    """

    weight: int
    states: tuple[State, ...]
    lasts: tuple[float, float] | None = None
    returns: float = 1.0
    times: int = 1
    then: State = State.HERE


_FATES = (
    _Fate(90, ()),
    _Fate(24, (State.NOT_FOUND,)),
    _Fate(12, (State.GONE,)),
    _Fate(12, (State.SOFT_404,)),
    _Fate(18, (State.WALLED,), (5, 40), times=3),
    _Fate(18, (State.ILL,), (0.2, 2.5), times=4),  # shorter than what makes a link dead
    _Fate(12, (State.ILL, State.NOT_FOUND), (4, 30)),
    _Fate(14, (State.NOT_FOUND, State.GONE, State.SOFT_404), (30, 90)),
    _Fate(15, (State.MOVED,), (30, 90), returns=0.3, then=State.NOT_FOUND),
    _Fate(15, (State.DRIFTED,), (20, 60), returns=0.4),
    _Fate(8, (State.TAKEN_OVER,)),
    _Fate(9, (State.PARKED,)),
    _Fate(9, (State.REFUSED,), (1, 40), returns=0.5),
    _Fate(9, (State.NO_NAME,)),
)
_BUSY_SITES, _LINKS_OF_BUSY, _LIMIT = 2, 10, 6
_BUSY_EVERY, _BUSY_FROM = 30 * 24, 22 * 24  # hours
_LINKS_OF_SITE = 9
_KINDS = (("feed", 5), ("sitemap", 4), ("files", 4), ("page", 2))  # how many of 15 articles
_QUIET = 14.0  # days before anything happens: what a page said must have been read first


def make_script(days: int, links: int, seed: int, articles: int = 30, scan_every: int = 6) -> Script:
    """Write the script: always the same one for the same numbers. articles: a multiple of 15, for one of each share."""
    rng = random.Random(seed)
    hours = days * 24
    sites: list[SiteScript] = []
    made: list[LinkScript] = []
    fates = rng.choices(_FATES, [fate.weight for fate in _FATES], k=links)
    for number, fate in enumerate(fates):
        phases = [(0.0, State.HERE), *_phases(fate, rng, days)]
        site = _place(sites, alone=any(state in ALONE for _, state in phases), number=number)
        link = LinkScript(number, site, phases, edits=rng.random() < 0.3, has_etag=rng.random() < 0.4)
        site.links.append(link)
        made.append(link)
    for number in range(_BUSY_SITES if links > 100 else 1):
        site = SiteScript(f"busy-{number}.com", _LIMIT)
        sites.append(site)
        for _ in range(_LINKS_OF_BUSY):
            link = LinkScript(len(made), site, [(0.0, State.HERE)])
            site.links.append(link)
            made.append(link)
    spans = [days * 24 * share for share in (0.2, 0.55, 0.8)]
    return Script(
        hours=hours,
        sites=sites,
        links=made,
        articles=list(_articles(rng, days, made, articles)),
        unplugged=(spans[0], spans[0] + 50),
        nameless=(spans[1], spans[1] + 30),
        ill_blog=(spans[2], spans[2] + 60),
        restarts=frozenset(rng.sample(range(24, hours), max(3, days // 30))),
        kills=frozenset(rng.sample(range(24, hours), max(3, days // 30))),
        scan_every=scan_every,
    )


def _place(sites: list[SiteScript], *, alone: bool, number: int) -> SiteScript:
    if not alone:
        for site in sites:
            if not site.name.startswith("alone") and len(site.links) < _LINKS_OF_SITE:
                return site
    sites.append(SiteScript(f"{'alone' if alone else 'site'}-{number}.com"))
    return sites[-1]


def _phases(fate: _Fate, rng: random.Random, days: int) -> Iterator[tuple[float, State]]:
    if not fate.states:
        return
    day = rng.uniform(_QUIET, max(days * 0.75, _QUIET + 1))
    for _ in range(rng.randint(1, fate.times)):
        yield day * 24, rng.choice(fate.states)
        if fate.lasts is None or rng.random() >= fate.returns:
            return
        day += rng.uniform(*fate.lasts)
        yield day * 24, fate.then
        day += rng.uniform(5, 40)


def _articles(rng: random.Random, days: int, links: list[LinkScript], count: int) -> Iterator[ArticleScript]:
    """Share out the links. A tenth of them is cited by articles that change; those stay where they are."""
    kinds = [kind for kind, share in _KINDS for _ in range(share * count // sum(share for _, share in _KINDS))]
    restless = [article for article in range(len(kinds)) if article % 3 == 2]
    calm = [article for article in range(len(kinds)) if article % 3 != 2]
    steady = [link for link in links if len(link.phases) == 1 and link.site.limit is None]
    churned = {link.number for link in rng.sample(steady, max(2, min(len(steady), len(links) // 10)))}
    shares: dict[int, set[int]] = {article: set() for article in calm}
    for link in links:
        if link.number not in churned:
            for article in rng.sample(calm, rng.choice([1, 1, 2])):
                shares[article].add(link.number)
    for number, kind in enumerate(kinds):
        if number in restless:
            yield ArticleScript(number, kind, list(_versions(rng, days, kind, sorted(churned))))
        else:
            yield ArticleScript(number, kind, [(0.0, frozenset(shares[number]))])


def _versions(
    rng: random.Random, days: int, kind: str, churned: list[int]
) -> Iterator[tuple[float, frozenset[int] | None]]:
    day = 0.0
    while day < days:
        yield day * 24, frozenset(rng.sample(churned, max(1, min(4, len(churned) - 1))))
        day += rng.uniform(10, 60)
    if kind != "feed" and rng.random() < 0.5 and day - 10 < days:  # what left a feed is there still
        yield days * 24 * 0.9, None
