"""Whose page is it? A captive portal or a filter of our own network answers in the place of every site at once.

Then unrelated sites give one and the same page, lead to one and the same host, or answer 511. Sites may also share a
page of their own accord (a registrar's, a login's): where nearly all do, a control, asked by the caller, tells. Looks
that are alike are held back until then, or until many others have come.
"""

import re
from collections import Counter, OrderedDict
from dataclasses import dataclass
from hashlib import blake2b
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

from linkwatch import urls
from linkwatch.evidence import Observation, PageFacts, Visit
from linkwatch.judge.addresses import take_apart
from linkwatch.model import GOOD, Verdict
from linkwatch.networks import is_inside

MANY = 8  # unrelated sites that fare alike: too many for chance
FEW = 3  # of them, at the end
_NEARLY_ALL = 0.75  # of the sites that answered lately
_LATELY = 64  # sites
_SIGN_IN_TO_THE_NETWORK = 511  # RFC 6585
_ASKS_FOR_LOGIN = "511"
_A_PAGE = 8  # words; two test pages or errors of fewer are alike by chance, so only a control tells
_LOOKS_OF_ONE_SITE = 200  # alike, one after the other: then it is that site's own doing
_STATUSES = frozenset(map(int, HTTPStatus))
_TOKEN = re.compile(r"\b(?=[a-z]*\d)[a-z0-9]{12,}\b")  # a number that a page gives each request
_KNOWN_LANDERS = ("parked", "suspended", "server-default", "bot-wall")  # of companies that serve many sites


@dataclass(frozen=True, slots=True)
class Sign:
    """What an answer has in common with those of other sites.

    key: the same for the same answer. told: in words, of sites that answer so. enough: how many sites that answer so,
    while nobody answers otherwise, need no control that answers so too; None where a control is needed always.
    """

    key: str
    told: str
    enough: int | None

    @property
    def is_sure(self) -> bool:
        """Whether a few sites are enough."""
        return self.enough is not None and self.enough <= FEW


def sign_of(url: str, visit: Visit, verdict: Verdict | None = None) -> Sign | None:
    """Return the sign that a visit's end gives; None where it has none that other sites could share.

    verdict: what was made of it; None for a control, whose sign is only compared.
    """
    if visit.http_status == _SIGN_IN_TO_THE_NETWORK:
        return Sign(_ASKS_FOR_LOGIN, "answer that the network asks for a login (511)", enough=1)
    is_known = verdict is not None and verdict.reason in _KNOWN_LANDERS
    condemns = verdict is not None and verdict.status not in GOOD
    if (end := _elsewhere(url, visit)) is not None:
        if _carries(visit.final_url, url, urls.hostname(url)):
            return Sign(_leads_to(end), f"lead to {end}", enough=FEW)
        if condemns and not is_known:
            return Sign(_leads_to(end), f"lead to {end}", enough=MANY)
    if visit.http_status is None or visit.page is None or is_known:
        return None
    key, names_itself = _key_of_page(url, visit, visit.page)
    enough = None
    if condemns and not names_itself and visit.page.words >= _A_PAGE:
        if 200 <= visit.http_status < 300:
            enough = FEW
        elif not _is_servers_error(visit.page, visit.http_status):  # a site that says itself that it has no such page
            enough = MANY
    title = f" “{visit.page.title}”" if visit.page.title else ""
    return Sign(key, f"give one and the same page{title}", enough)


class Sameness:
    """Watches one run's answers in the order of their ends."""

    def __init__(self) -> None:
        self._lately: OrderedDict[str, str | None] = OrderedDict()
        self._alike: Counter[str] = Counter()
        self._believed: set[str] = set()
        self._signs: dict[str, Sign] = {}

    def note(self, observation: Observation, verdict: Verdict | None) -> bool:
        """Take in one observation that was answered. True if its answer may be our own network's."""
        site = _site(observation)
        sign = sign_of(observation.url, observation.decisive, verdict)
        if site is None or (is_inside(site) and not (sign and sign.is_sure)):
            return False  # services of our own networks may well look alike
        key = None if sign is None else sign.key
        if site in self._lately and self._lately[site] != key:
            key = None  # a site that tells addresses apart speaks for itself
        self._alike[site] = self._alike[site] + 1 if site in self._lately else 1
        if self._alike[site] > _LOOKS_OF_ONE_SITE:
            key = None
        self._lately[site] = key
        self._lately.move_to_end(site)
        while len(self._lately) > _LATELY:
            gone, _ = self._lately.popitem(last=False)
            del self._alike[gone]
        if len(self._signs) > 2 * _LATELY:
            self._signs = {known: kept for known, kept in self._signs.items() if known in self._lately.values()}
        if sign is not None and key is not None and (sign.is_sure or key not in self._signs):
            self._signs[key] = sign
        return key is not None and self._is_shared(key)

    def is_held(self, observation: Observation) -> bool:
        """Whether a look is still to be held back."""
        key = self._lately.get(_site(observation) or "")
        return key is not None and self._is_shared(key)

    def suspect(self, *, at_end: bool) -> Sign | None:
        """Return the sign of which a control is to be asked now. at_end: no more observations will come."""
        for key, count in Counter(filter(None, self._lately.values())).most_common(1):
            if count >= (self._few(key) if at_end else MANY) and self._is_strange(key):
                return self._signs[key]
        return None

    @property
    def most_alike(self) -> int:
        """How many sites answered alike lately."""
        return max(Counter(filter(None, self._lately.values())).values(), default=0)

    def is_ours(self, sign: Sign, controls: list[Visit]) -> bool:
        """Say whether our own network gives that answer, by what the controls gave.

        Where none of them answers, it is ours if it is no answer that companies give for many sites, and nobody at all
        answered otherwise.
        """
        answers = [visit for visit in controls if visit.hops or visit.http_status is not None]
        if answers:
            return any(sign.key in _keys_of(visit) for visit in answers)
        keys = list(self._lately.values())
        return sign.enough is not None and keys.count(sign.key) == len(keys) >= sign.enough

    def summary(self, sign: Sign) -> str:
        """Say what looks alike, in words for a person."""
        count = sum(key == sign.key for key in self._lately.values())
        return f"{count} unrelated sites {sign.told}, and no control answers otherwise"

    def believe(self, sign: Sign) -> None:
        """Believe that answer from now on: it is the sites' own."""
        self._believed.add(sign.key)

    def _few(self, key: str) -> int:
        """Return how many sites are enough at the end."""
        if key == _ASKS_FOR_LOGIN:
            return 1  # no site of the internet may answer that
        return MANY if all(is_inside(site) for site, given in self._lately.items() if given == key) else FEW

    def _is_shared(self, key: str) -> bool:
        """Tell whether another site answered so lately, or only one answered, and would be condemned for it."""
        keys = list(self._lately.values())
        is_first = len(keys) == 1 and self._signs[key].enough is not None
        return key not in self._believed and (keys.count(key) > 1 or is_first)

    def _is_strange(self, key: str) -> bool:
        if key in self._believed:
            return False
        keys = list(self._lately.values())
        count = keys.count(key)
        return count >= _NEARLY_ALL * len(keys) or (count >= MANY and keys[-MANY:].count(key) == MANY)


def _site(observation: Observation) -> str | None:
    """Return the registrable domain that answered; None where nobody did."""
    visit = observation.decisive
    return urls.domain(urls.hostname(observation.url)) if visit.hops or visit.http_status else None


def _carries(target: str, url: str, host: str) -> bool:
    """Tell whether an address names the asked one, or its host, in its query."""
    return any(host in unquote(value).lower() for _, value in take_apart(target).parameters) or (
        url.lower() in unquote(target).lower()
    )


def _elsewhere(url: str, visit: Visit) -> str | None:
    """Return the host that a visit was led to, if that is of another domain."""
    end = urls.hostname(visit.final_url)
    return end if visit.hops and urls.domain(urls.hostname(url)) != urls.domain(end) else None


def _is_servers_error(page: PageFacts, http_status: int) -> bool:
    """Tell whether a page is titled as web servers title their errors, which are the same on many sites."""
    title = (page.title or "").lower()
    phrase = HTTPStatus(http_status).phrase.lower() if http_status in _STATUSES else ""
    return not title or str(http_status) in title or bool(phrase and phrase in title)


def _leads_to(host: str) -> str:
    return f"leads to {host}"


def _keys_of(control: Visit) -> set[str]:
    """Return the keys of all signs that what a control gave may be one of."""
    keys = {sign.key} if (sign := sign_of(control.url, control)) else set()
    if control.page is not None and control.http_status is not None:
        keys.add(_key_of_page(control.url, control, control.page)[0])
    if (end := _elsewhere(control.url, control)) is not None:
        keys.add(_leads_to(end))
    return keys


def _key_of_page(url: str, visit: Visit, page: PageFacts) -> tuple[str, bool]:
    """Return a key that is the same whenever the page is, and whether the page names its own host.

    What echoes the request, or is made for it, is left out.
    """
    host = urls.hostname(url)
    texts = f"{page.title or ''}\n{page.heading or ''}\n{page.excerpt}".lower()
    path = urlsplit(url).path.lower()
    echoed = {url.lower(), *([path, unquote(path)] if len(path) > 1 else [])}
    names = sorted({host, urls.domain(host)}, key=len, reverse=True)
    whole = len(texts)
    for name in sorted(echoed, key=len, reverse=True):
        texts = texts.replace(name, "")
    names_itself = any(name in texts for name in names)
    for name in names:
        texts = texts.replace(name, "")
    texts = _TOKEN.sub("", texts)
    words = page.words if len(texts) == whole else None  # which counts what is left out
    sizes = (words, page.scripts, page.fields, page.media, page.frame_links)
    shown = f"{visit.http_status} {page.media_type} {texts} {sizes}"
    return blake2b(shown.encode("utf-8", "replace"), digest_size=12).hexdigest(), names_itself
