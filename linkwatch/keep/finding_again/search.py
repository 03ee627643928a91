"""The search for one dead link's page: what is asked, in which order, and what is believed.

First what the archive has under the link's own address: redirects, notices, canonical addresses. Then what the site
lists: its maps, its feeds. Then what siblings tell of how addresses were changed; at last pages of the same name where
the page stood. Whatever is found counts only if it is there and says what was captured, and if the site does not say
the same under an address that cannot exist.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence

from linkwatch.archive import Capture
from linkwatch.judge.addresses import same_site, take_apart
from linkwatch.keep.finding_again.addresses import (
    file_suffix,
    is_number_of_post,
    is_post,
    is_respelt,
    last_name,
    leads_to_login,
    names_default,
    plain_words,
    same_address,
)
from linkwatch.keep.finding_again.past import Past, leads_home
from linkwatch.keep.finding_again.said import Said
from linkwatch.keep.finding_again.same import says_it_all, similarity
from linkwatch.keep.finding_again.siblings import Siblings
from linkwatch.keep.finding_again.site import Site, Sites, folder_of, origin_of
from linkwatch.keep.finding_again.spending import Spending
from linkwatch.model import MovedTo, Snapshot

_LATE = 3  # captures whose heads are read, from the last one backwards
_FOLLOWED = 3  # moves one after the other
_LISTED = 3  # addresses of a map that are looked at for one link
_FEW = 6  # pages of a map that are few enough to be looked at one by one


class Search:
    """The search for one link. moved: what it has found."""

    def __init__(self, url: str, snapshot: Snapshot | None, past: Past, sites: Sites, spending: Spending) -> None:
        self._url = url
        self._snapshot = snapshot
        self._past = past
        self._sites = sites
        self._spending = spending
        self._siblings = Siblings(url, past, self._site, spending)
        self._tried: set[str] = {url}
        self._there: set[str] = set()  # of these, what shows a page
        self._then: list[Said] = []  # what the page said, the copy to show first
        self._is_captured = False  # the page itself; else what is known of it is what a redirect of it led to
        self._late: list[Said] = []  # what was last captured under its address, whatever it is
        self._redirects: list[Capture] = []

    async def run(self) -> MovedTo | None:
        """Return where the page is now, None where nothing vouches for an answer. Raises SpentError."""
        await self._remember()
        self._is_captured = bool(self._then)
        if not self._then and not await self._remember_target():
            return None
        listed = (self._from_maps, self._from_small_map)
        feeds_first = is_number_of_post(self._url)
        ways: tuple[Callable[[], AsyncIterator[tuple[str, str]]], ...] = (
            self._from_archive,
            self._from_known_moves,
            self._from_archived_siblings,
            self._from_archived_cousins,
            *((self._from_feeds, *listed) if feeds_first else listed),
            self._from_wider_siblings,
            self._from_living_siblings,
            self._from_folder,
            *(() if feeds_first else (self._from_feeds,)),
            self._from_front_page,
            self._from_larger_map,
        )
        for way in ways:
            async for candidate, how in way():
                if (moved := await self._try(candidate, how)) is not None:
                    self._site.moves[self._url] = moved.url
                    return moved
        return None

    @property
    def _origins(self) -> list[str]:
        return self._siblings.origins

    @property
    def _site(self) -> Site:
        return self._sites.of(self._url)

    @property
    def _names(self) -> list[str]:
        return list(dict.fromkeys(name for said in self._then for name in said.names))

    async def _remember(self) -> None:
        """Read what the archive has of the page itself."""
        captures = await self._past.captures(self._url, self._site)
        self._redirects = [capture for capture in captures if 300 <= (capture.http_status or 0) < 400]
        chosen = self._snapshot
        if chosen is None or (said := await self._past.snapshot(chosen)) is None:
            return
        if not same_address(chosen.original_url, self._url) and not self._carries(chosen.original_url):
            return
        self._then.append(said)
        pages = [capture for capture in captures if capture.http_status == 200 and capture.digest != said.digest]
        for capture in list({capture.digest: capture for capture in pages}.values())[: -_LATE - 1 : -1]:
            if capture.timestamp == chosen.timestamp or (late := await self._past.said(capture)) is None:
                continue
            self._late.append(late)
            if similarity(said, late) is not None:
                self._then.append(late)
                return

    async def _remember_target(self) -> bool:
        """Take a captured redirect's target for the page, if siblings were sent by the same rule, and read its copy."""
        target = await self._past.target(self._redirects[-1], self._site) if self._redirects else None
        if target is None or leads_home(target) or leads_to_login(target):
            return False
        if not await self._siblings.agree_on(target):
            return False
        captures = await self._past.captures(target, self._sites.of(target))
        pages = [one for one in captures if one.http_status == 200 and one.timestamp >= self._redirects[-1].timestamp]
        said = await self._past.said(pages[0]) if pages else None
        if said is None or said.asks_password:
            return False
        self._then.append(said)
        return True

    def _carries(self, target: str) -> bool:
        """Tell whether a redirect's target, whose text was never captured here, can be the page by its address."""
        if leads_to_login(target):
            return False
        return not last_name(self._url) or last_name(self._url) == last_name(target)

    async def _from_archive(self) -> AsyncIterator[tuple[str, str]]:
        if self._snapshot is not None and not same_address(self._snapshot.original_url, self._url):
            yield self._snapshot.original_url, "archived-redirect"
        for said in self._late:
            if said.refresh is not None:
                yield said.refresh, "archived-redirect"
        for capture in _first_and_last(self._redirects):
            async for target in self._followed(capture):
                yield target, "archived-redirect"
        for said in dict.fromkeys((*self._late, *self._then)):
            for named in (said.canonical, said.og_url):
                if named is not None and not leads_home(named):
                    yield named, "canonical"

    async def _followed(self, capture: Capture) -> AsyncIterator[str]:
        """Yield where a captured redirect led, and where later redirects led from there."""
        target = await self._past.target(capture, self._site)
        if target is not None:
            self._siblings.note_target(target)
        for _ in range(_FOLLOWED):
            if target is None or leads_home(target) or leads_to_login(target):
                return
            yield target
            if target in self._there and origin_of(target) != self._site.origin:
                return  # what the other site did later, it does today
            captures = await self._past.captures(target, self._sites.of(target))
            onward = [one for one in captures if 300 <= (one.http_status or 0) < 400]
            target = await self._past.target(onward[-1], self._site) if onward else None
            if target is not None:
                self._siblings.note_origin(target)

    async def _from_known_moves(self) -> AsyncIterator[tuple[str, str]]:
        for candidate in self._siblings.by_rules():
            yield candidate, "pattern"

    async def _from_archived_siblings(self) -> AsyncIterator[tuple[str, str]]:
        async for candidate in self._siblings.redirected(folder_of(self._url)):
            yield candidate, "pattern"

    async def _from_archived_cousins(self) -> AsyncIterator[tuple[str, str]]:
        """Ask pages whose addresses are made alike, where each stood in a folder of its own."""
        if await self._siblings.stood_alone():
            async for candidate in self._siblings.redirected_alike():
                yield candidate, "pattern"

    async def _from_wider_siblings(self) -> AsyncIterator[tuple[str, str]]:
        """Ask pages of the whole site, where none was captured beside this one or nobody answers any more."""
        root = self._site.origin + "/"
        if len(self._origins) > 1 or folder_of(self._url) == root:
            return
        if self._site.is_silent or await self._siblings.stood_alone():
            async for candidate in self._siblings.redirected(root):
                yield candidate, "pattern"
            async for moved in self._from_maps():  # of a host that was learnt
                yield moved

    async def _from_living_siblings(self) -> AsyncIterator[tuple[str, str]]:
        async for candidate in self._siblings.living():
            yield candidate, "pattern"

    async def _from_maps(self) -> AsyncIterator[tuple[str, str]]:
        for origin in self._origins:
            async for alike in self._sites.of(origin).listed(self._url, self._names, self._spending):
                for candidate in [url for url in alike if url not in self._tried][:_LISTED]:
                    yield candidate, "sitemap"

    async def _from_feeds(self) -> AsyncIterator[tuple[str, str]]:
        """Look into feeds, where a map that lists the site's pages does not make up for them."""
        names = {plain_words(name) for name in self._names}
        for origin in self._origins:
            site = self._sites.of(origin)
            announced = [url for said in self._then for url in said.feeds if origin_of(url) == origin]
            if (site.has_map or origin != self._site.origin) and not announced and not is_post(self._url):
                continue
            guess = is_number_of_post(self._url) or (is_post(self._url) and not site.has_map)
            items = await site.items(announced, self._spending, guess=guess)
            keyed = [item for item in items if item.key is not None and self._is_key_of_page(item.key)]
            named = [item for item in items if item.title is not None and plain_words(item.title) in names]
            for item in (*keyed, *named):
                yield item.link, "feed"

    async def _from_folder(self) -> AsyncIterator[tuple[str, str]]:
        """Follow links by the page's name from the folder where it stood."""
        if folder_of(self._url) != self._site.origin + "/":
            if names_default(self._url):
                yield folder_of(self._url), "same-content"
            async for candidate in self._named_on(folder_of(self._url)):
                yield candidate

    async def _from_front_page(self) -> AsyncIterator[tuple[str, str]]:
        """Likewise from the front page, where no map lists the site's pages."""
        if not self._site.has_map:
            async for candidate in self._named_on(self._site.origin + "/"):
                yield candidate

    async def _named_on(self, place: str) -> AsyncIterator[tuple[str, str]]:
        names = {plain_words(name) for name in self._names}
        if self._site.is_silent:
            return
        listing = await self._site.page(place, self._spending)
        for url, text in listing.links if listing is not None else ():
            if plain_words(text) in names:
                yield url, "same-content"

    async def _from_small_map(self) -> AsyncIterator[tuple[str, str]]:
        for origin in self._origins:
            async for candidate in self._from_whole_map(origin, _FEW):
                yield candidate

    async def _from_larger_map(self) -> AsyncIterator[tuple[str, str]]:
        for origin in self._origins:
            async for candidate in self._from_whole_map(origin, 2 * _FEW):
                yield candidate

    async def _from_whole_map(self, origin: str, most: int) -> AsyncIterator[tuple[str, str]]:
        listed = [
            url
            for url in await self._sites.of(origin).all_listed()
            if file_suffix(url) == file_suffix(self._url) and not leads_home(url)
        ]
        if len(listed) <= most:
            for url in listed:
                yield url, "same-content"

    def _is_key_of_page(self, key: str) -> bool:
        """Tell whether a feed's id is the old address, or one made of it: "tag:host,2009:/path"."""
        place = self._url.partition("://")[2].partition("/")[2]
        return same_address(key, self._url) or (key.startswith("tag:") and bool(place) and key.endswith("/" + place))

    async def _try(self, url: str, how: str) -> MovedTo | None:
        """Return the answer that an address is, if it is there and is the page."""
        if url in self._tried:
            return None
        self._tried.add(url)
        said = await self._sites.of(url).page(url, self._spending)
        if said is None or self._is_itself(said.url):
            return None
        if same_address(said.url, url):
            self._there.add(url)
        best = self._similarity(said)
        if best is None or not (self._is_named_by_site(how) or await self._tells_apart(said)):
            return None
        for named in (said.canonical, said.og_url):
            if named is None or same_address(named, said.url) or not same_site(take_apart(named), take_apart(said.url)):
                continue
            other = await self._sites.of(named).page(named, self._spending)
            if other is not None and not self._is_itself(other.url):
                alike = self._similarity(other)
                if alike is not None:
                    return MovedTo(other.url, how, alike)
        return MovedTo(said.url, how, best)

    def _is_named_by_site(self, how: str) -> bool:
        """Tell whether the site itself named the address for a page whose text is known: then it may welcome others."""
        return how in ("archived-redirect", "canonical") and self._is_captured

    def _is_itself(self, url: str) -> bool:
        return same_address(url, self._url) and not is_respelt(url, self._url)

    async def _tells_apart(self, said: Said) -> bool:
        """Tell whether the site says this at this address only, and not at any that somebody makes up."""
        if said.is_document:
            return True  # the bytes are the captured ones, and those were a document
        site = self._sites.of(said.url)
        other = site.seen_beside(said)
        if other is None or not self._is_besides(said, other):
            other = await site.answer_beside(said.url, self._spending)
        return other is None or self._is_besides(said, other)

    def _is_besides(self, said: Said, other: Said) -> bool:
        return not says_it_all(said, other) and self._similarity(said, other) is not None

    def _similarity(self, now: Said, frame: Said | None = None) -> float | None:
        found: Iterable[float | None] = (similarity(then, now, frame) for then in self._then)
        return max((alike for alike in found if alike is not None), default=None)


def _first_and_last(captures: Sequence[Capture]) -> list[Capture]:
    return list(dict.fromkeys((captures[-1], captures[0]))) if captures else []
