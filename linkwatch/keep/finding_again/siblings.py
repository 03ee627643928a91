"""What pages that stood beside a link, or elsewhere on its site, tell of where the link's page went."""

import re
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from linkwatch.archive import Capture
from linkwatch.keep.finding_again.addresses import leads_to_login, same_address
from linkwatch.keep.finding_again.past import PAGES, REDIRECTS, Past, leads_home
from linkwatch.keep.finding_again.rules import rules_from
from linkwatch.keep.finding_again.site import Site, folder_of, origin_of
from linkwatch.keep.finding_again.spending import Spending

_ASKED = 3  # siblings that are opened, or looked at, for one link
_BY_RULES = 2  # addresses that rules give
_NUMBER, _WORDS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+(?:[-_]?[^\W\d_]+)*")


class Siblings:
    """The siblings of one link. origins: the sites where its page may be, in the order in which they were learnt."""

    def __init__(self, url: str, past: Past, site: Site, spending: Spending) -> None:
        self._url = url
        self._past = past
        self._site = site
        self._spending = spending
        self._targets: set[str] = set()  # of redirects that were opened: pages that share one went nowhere
        self._was_given_up = False
        self.origins = [origin_of(url)]

    def note_target(self, target: str) -> None:
        """Take note of where a captured redirect of the link itself led."""
        self._targets.add(_place(target))
        self.note_origin(target)

    def note_origin(self, url: str) -> None:
        """Take note of a site where the page may be."""
        if origin_of(url) not in self.origins:
            self.origins.append(origin_of(url))

    async def redirected(self, folder: str) -> AsyncIterator[str]:
        """Yield where the page may be, by siblings below a folder that were captured as redirects.

        Ends where two, the link itself counted, were sent to one place: the folder was given up. It ends too once a
        rule of theirs has been tried: a third witness of it says nothing new.
        """
        async for candidate in self._of_redirects(await self._nearest(folder, REDIRECTS)):
            yield candidate

    async def redirected_alike(self) -> AsyncIterator[str]:
        """Likewise by pages anywhere on the site whose addresses are made like the link's."""
        async for candidate in self._of_redirects(await self._cousins(REDIRECTS)):
            yield candidate

    async def _of_redirects(self, captures: Sequence[Capture]) -> AsyncIterator[str]:
        for capture in captures:
            if self._was_given_up:
                return
            target = await self._past.target(capture, self._site)
            if target is None:
                continue
            if not leads_home(capture.original_url):
                self._was_given_up = _place(target) in self._targets
                self._targets.add(_place(target))
            same_path = list(self._same_path(capture.original_url, target))
            by_rules = self._learn(capture.original_url, target)
            for candidate in (*same_path, *by_rules):
                yield candidate
            if by_rules or any(_place(candidate) in self._targets for candidate in same_path):
                return

    async def living(self) -> AsyncIterator[str]:
        """Likewise by siblings that redirect today; if the first one does not, the others are not asked."""
        if self._site.is_silent or self._was_given_up or self.by_rules():
            return
        for capture in await self._nearest(folder_of(self._url), PAGES) or await self._cousins(PAGES):
            now = await self._site.page(capture.original_url, self._spending)
            if now is None or same_address(now.url, capture.original_url) or leads_home(now.url):
                return
            for candidate in self._same_path(capture.original_url, now.url):
                yield candidate
            for candidate in self._learn(capture.original_url, now.url):
                yield candidate

    async def agree_on(self, target: str) -> bool:
        """Tell whether siblings were sent away by a rule that sends the link to this target."""
        for folder in dict.fromkeys((folder_of(self._url), self._site.origin + "/")):
            for capture in await self._nearest(folder, REDIRECTS):
                led = await self._past.target(capture, self._site)
                if led is not None:
                    self._learn(capture.original_url, led)
                if any(same_address(url, target) for url in self.by_rules()):
                    return True
        return False

    async def stood_alone(self) -> bool:
        """Tell whether no other page of the link's folder was captured."""
        return not await self._nearest(folder_of(self._url), PAGES)

    def by_rules(self) -> list[str]:
        """Return where the rules that known moves of the site share would send the link."""
        rules = rules_from((old, new) for old, new in self._site.moves.items() if old != self._url)
        return list(dict.fromkeys(url for rule in rules if (url := rule.apply(self._url)) is not None))[:_BY_RULES]

    async def _nearest(self, folder: str, status: str) -> Sequence[Capture]:
        return _nearest(await self._past.siblings(folder, self._site, status), self._url)[:_ASKED]

    async def _cousins(self, status: str) -> Sequence[Capture]:
        """Return pages whose addresses are made like the link's, where each has a folder of its own, as of its day."""
        everywhere = await self._past.siblings(self._site.origin + "/", self._site, status)
        shape = _shape(self._url)
        return _nearest([one for one in everywhere if _shape(one.original_url) == shape], self._url)[:_ASKED]

    def _learn(self, old: str, new: str) -> list[str]:
        """Take note of a sibling's move; return where the rules send the link that it speaks for."""
        self.note_origin(new)
        if not leads_home(new):
            self._site.moves.setdefault(old, new)
        return self.by_rules()

    def _same_path(self, old: str, new: str) -> Iterator[str]:
        """Yield this link's path at the host to which a sibling moved with its path."""
        was, now = urlsplit(old), urlsplit(new)
        if was.netloc != now.netloc and was.path.rstrip("/") == now.path.rstrip("/"):
            yield urlsplit(self._url)._replace(scheme=now.scheme, netloc=now.netloc).geturl()


def _place(target: str) -> str:
    """Return a redirect's target so that those are equal which lead to no page of their own."""
    return target.partition("?")[0] if leads_to_login(target) else target.rstrip("/")


def _shape(url: str) -> list[str]:
    """Return what is left of an address's path without its words: where its numbers and its folders stand."""
    return [_WORDS.sub("", _NUMBER.sub("0", part)) for part in urlsplit(url).path.split("/")]


def _nearest(captures: Iterable[Capture], url: str) -> list[Capture]:
    """Return the captures of other addresses, those first whose addresses begin alike."""
    others = [capture for capture in captures if not same_address(capture.original_url, url)]
    return sorted(others, key=lambda capture: -_shared(capture.original_url, url))


def _shared(one: str, other: str) -> int:
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
