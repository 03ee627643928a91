"""Any archive that speaks Memento (RFC 7089), asked through its TimeMap or TimeGate.

A TimeMap lists all captures of a URL; a TimeGate leads to the one closest to a date, and names the TimeMap if there
is one. Neither says what a capture's status was: only opening it shows. Lists of aggregators lead to other archives:
they are followed to those that data/archives.toml names.
"""

import re
import tomllib
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence, Set
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from linkwatch.archive import Capture, CapturedPage, Spent
from linkwatch.archive.choose import distance
from linkwatch.archive.originals import page_key
from linkwatch.archive.playback import WebLink, moment_played, web_links
from linkwatch.archive.telling import require_may_be_told
from linkwatch.archive.transport import Answer, Transport, original_headers
from linkwatch.urls import authority, hostname, is_web, redact

_TABLE = Path(__file__).parent / "data" / "archives.toml"
_TIMEMAP = "/timemap/"
_LINK_FORMAT = "application/link-format"
_PAGES = 3  # further ones of a TimeMap that are asked for
_TIMESTAMP_SEGMENT = re.compile(r"/(\d{14})(?:mp_)?/(?=https?:)")
_TIMESTAMP_DIGITS = 14  # fewer are a year before 1000, in which nothing was captured
_UNSAFE_ONLY = "".join(map(chr, range(0x21, 0x7F))).replace("#", "")


class MementoArchive:
    """An Archive. endpoint: what a URL is appended to, a TimeMap's ("…/timemap/link/") or a TimeGate's address.

    door: gives the way to the server of an address; without it no list is followed to others. others: their hosts.
    """

    folds_slash = False

    def __init__(
        self,
        transport: Transport,
        endpoint: str,
        *,
        door: Callable[[str], Awaitable[Transport]] | None = None,
        others: Set[str] | None = None,
    ) -> None:
        self._transport = transport
        self._endpoint = endpoint
        self._door = door
        self._others = led_to() if others is None else others
        place = urlsplit(endpoint).path.partition(_TIMEMAP)[0].rstrip("/")
        self.name = authority(endpoint) + place  # one host may keep several collections

    @property
    def is_resting(self) -> bool:
        """Whether it is left alone just now (see Archive)."""
        return self._transport.is_resting

    async def captures(
        self, url: str, near: datetime, *, limit: int, spent: Spent, sparse: bool = False
    ) -> Sequence[Capture]:
        """Return captures of unknown status, closest to `near` first (see Archive)."""
        require_may_be_told(url, self._endpoint)
        question = self._endpoint + quote(url, safe=_UNSAFE_ONLY)
        date = {"Accept-Datetime": format_datetime(near.astimezone(UTC), usegmt=True)}
        # a TimeMap is asked without a date: some servers would then list only what is younger
        answer = await self._ask(question, spent, None if _TIMEMAP in question else date)
        if answer is not None and not _is_list(answer) and (timemap := self._timemap(answer, question)):
            question = timemap
            answer = await self._ask(timemap, spent, None)
        if answer is None:
            return []
        captures = {capture.timestamp: capture for capture in self._listed(answer, question, url)}
        if not captures and not _is_list(answer):
            raise self._transport.distrust(f"it answered {answer.http_status} and no list of captures")
        self._transport.trust()
        if _is_list(answer) and len(captures) < limit:
            captures.update(await self._on_other_pages(answer, question, url, near, spent))
        if sparse:
            captures = {capture.timestamp[:6]: capture for capture in captures.values()}
        return sorted(captures.values(), key=lambda capture: distance(capture, near))[:limit]

    async def open(self, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        """Return the captured content, without the archive's additions where it can leave them out (see Archive)."""
        raw = _TIMESTAMP_SEGMENT.sub(r"/\1id_/", capture.playback_url, count=1)
        transport = self._transport
        if self._door is not None and not self._is_ours(capture.playback_url):
            require_may_be_told(capture.original_url, capture.playback_url)
            transport = await self._door(capture.playback_url)
        answer = await transport.get(quote(raw, safe=_UNSAFE_ONLY), spent=spent)
        transport.trust()
        if "memento-datetime" not in answer.headers or (moment := moment_played(capture, answer.headers)) is None:
            return None
        return CapturedPage(
            url=capture.original_url,
            captured_at=moment,
            http_status=answer.http_status,
            headers=original_headers(answer.headers),
            body=answer.body,
            is_cut=not answer.complete,
        )

    async def _ask(self, question: str, spent: Spent, headers: Mapping[str, str] | None) -> Answer | None:
        """Return the answer, None where it is that there are no captures."""
        answer = await self._transport.get(question, spent=spent, headers=headers)
        if answer.http_status != 404 or "memento-datetime" in answer.headers:
            return answer
        self._transport.trust()
        return None

    async def _on_other_pages(
        self, answer: Answer, question: str, url: str, near: datetime, spent: Spent
    ) -> dict[str, Capture]:
        """Return what the pages of a long TimeMap list, those nearest in time; pages may lead in a circle."""
        captures: dict[str, Capture] = {}
        asked = {page_key(question)}  # a list names itself as it likes
        waiting = self._pages(answer, question, near)
        for _ in range(_PAGES):
            page = next((page for _, page in sorted(waiting) if page_key(page) not in asked), None)
            if page is None:
                break
            asked.add(page_key(page))
            answer_there = await self._ask(page, spent, None)
            if answer_there is None or not _is_list(answer_there):
                continue
            captures.update((capture.timestamp, capture) for capture in self._listed(answer_there, page, url))
            waiting += self._pages(answer_there, page, near)
        return captures

    def _pages(self, answer: Answer, question: str, near: datetime) -> list[tuple[float, str]]:
        """Return the other pages of a TimeMap, with how many seconds each is from a date."""
        pages = []
        for link in web_links(_text(answer)):
            if not _is_of_pages(link):  # thousands are captures, whose address takes long
                continue
            page = _absolute(question, link.target)
            if page is None or not self._is_ours(page):
                continue
            begins, ends = link.moment("from"), link.moment("until")
            away = max(
                (begins - near).total_seconds() if begins else 0.0, (near - ends).total_seconds() if ends else 0.0
            )
            pages.append((max(away, 0.0), quote(page, safe=_UNSAFE_ONLY)))
        return pages

    def _timemap(self, answer: Answer, question: str) -> str | None:
        """Return the address of the TimeMap that a TimeGate's answer names."""
        for link in web_links(answer.headers.get("link", "")):
            if "timemap" not in link.relations:
                continue
            timemap = _absolute(question, link.target)
            if timemap is not None and self._is_ours(timemap):
                return quote(timemap, safe=_UNSAFE_ONLY)
        return None

    def _listed(self, answer: Answer, question: str, url: str) -> Iterator[Capture]:
        for link in web_links(_text(answer)):
            moment = link.moment() if "memento" in link.relations else None
            if moment is None:
                continue
            memento = _absolute(question, link.target)
            timestamp = moment.strftime("%Y%m%d%H%M%S")
            if memento is None or len(timestamp) != _TIMESTAMP_DIGITS or not self._plays(memento):
                continue
            yield Capture(
                timestamp=timestamp,
                original_url=url,
                media_type="",
                http_status=None,
                digest="-",
                playback_url=memento,
                archive=self.name,
            )

    def _is_ours(self, address: str) -> bool:
        """Tell whether an address is at the archive that was asked."""
        return _is_plain(address) and hostname(address) == hostname(self._endpoint)

    def _plays(self, address: str) -> bool:
        """Tell whether a capture may be opened there: what else a list names is not followed."""
        leads_away = self._door is not None and _is_plain(address) and hostname(address) in self._others
        return leads_away or self._is_ours(address)


@cache
def led_to() -> frozenset[str]:
    """Return the hosts of archives to which lists of aggregators are followed."""
    return frozenset(tomllib.loads(_TABLE.read_text(encoding="utf-8"))["led_to"])


def _is_plain(address: str) -> bool:
    return is_web(address) and address.isprintable() and redact(address) == address


def _text(answer: Answer) -> str:
    """Return the links of an answer as text."""
    return answer.body.decode("utf-8", "replace") if _is_list(answer) else answer.headers.get("link", "")


def _is_of_pages(link: WebLink) -> bool:
    is_page = "timemap" in link.relations or "next" in link.relations or "prev" in link.relations
    return is_page and link.parameters.get("type", _LINK_FORMAT).lower().startswith(_LINK_FORMAT)


def _is_list(answer: Answer) -> bool:
    return answer.http_status == 200 and answer.headers.get("content-type", "").lower().startswith(_LINK_FORMAT)


def _absolute(base_url: str, target: str) -> str | None:
    try:
        return urljoin(base_url, target)
    except ValueError:  # such as "http://[" is
        return None
