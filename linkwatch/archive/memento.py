"""Any archive that speaks Memento (RFC 7089), asked through its TimeMap or TimeGate.

A TimeMap lists all captures of a URL; a TimeGate leads to the one closest to a date, and names the TimeMap if there
is one. Neither says what a capture's status was: only opening it shows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import quote, urljoin, urlsplit

from linkwatch.archive import Capture, CapturedPage, Spent
from linkwatch.archive.choose import distance
from linkwatch.archive.telling import require_may_be_told
from linkwatch.archive.transport import Answer, Transport, original_headers
from linkwatch.urls import authority, hostname, is_web, redact

_TIMEMAP = "/timemap/"
_LINK_FORMAT = "application/link-format"
# Possessive throughout: a list that breaks its own grammar must cost no more than one that keeps it.
_LINK = re.compile(r'<([^<>"\s]*+)>((?:\s*+;\s*+[\w*-]++\s*+=\s*+(?:"[^"]*+"|[^\s;,"]*+))*+)')
_PARAMETER = re.compile(r'(?<![\w*-])([\w*-]++)\s*+=\s*+(?:"([^"]*)"|([^\s;,"]*))')
_TIMESTAMP_SEGMENT = re.compile(r"/(\d{14})(?:mp_)?/(?=https?:)")
_TIMESTAMP_DIGITS = 14  # fewer are a year before 1000, in which nothing was captured
_UNSAFE_ONLY = "".join(map(chr, range(0x21, 0x7F))).replace("#", "")


class MementoArchive:
    """An Archive. endpoint: what a URL is appended to, a TimeMap's ("…/timemap/link/") or a TimeGate's address."""

    folds_slash = False

    def __init__(self, transport: Transport, endpoint: str) -> None:
        self._transport = transport
        self._endpoint = endpoint
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
        if sparse:
            captures = {capture.timestamp[:6]: capture for capture in captures.values()}
        return sorted(captures.values(), key=lambda capture: distance(capture, near))[:limit]

    async def open(self, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        """Return the captured content, without the archive's additions where it can leave them out (see Archive)."""
        raw = _TIMESTAMP_SEGMENT.sub(r"/\1id_/", capture.playback_url, count=1)
        answer = await self._transport.get(quote(raw, safe=_UNSAFE_ONLY), spent=spent)
        self._transport.trust()
        if "memento-datetime" not in answer.headers:
            return None
        return CapturedPage(
            url=capture.original_url,
            captured_at=datetime.strptime(capture.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC),
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

    def _timemap(self, answer: Answer, question: str) -> str | None:
        """Return the address of the TimeMap that a TimeGate's answer names."""
        for target, relations, _ in _links(answer.headers.get("link", "")):
            timemap = _absolute(question, target)
            if "timemap" in relations and timemap is not None and self._is_ours(timemap):
                return quote(timemap, safe=_UNSAFE_ONLY)
        return None

    def _listed(self, answer: Answer, question: str, url: str) -> Iterator[Capture]:
        text = answer.body.decode("utf-8", "replace") if _is_list(answer) else answer.headers.get("link", "")
        for target, relations, moment in _links(text):
            if "memento" not in relations or moment is None:
                continue
            memento = _absolute(question, target)
            timestamp = moment.strftime("%Y%m%d%H%M%S")
            if memento is None or len(timestamp) != _TIMESTAMP_DIGITS or not self._is_ours(memento):
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
        """Tell whether an address is at the archive that was asked: what else a list names is not followed."""
        return (
            is_web(address)
            and address.isprintable()
            and redact(address) == address
            and hostname(address) == hostname(self._endpoint)
        )


def _is_list(answer: Answer) -> bool:
    return answer.http_status == 200 and answer.headers.get("content-type", "").lower().startswith(_LINK_FORMAT)


def _absolute(base_url: str, target: str) -> str | None:
    try:
        return urljoin(base_url, target)
    except ValueError:  # such as "http://[" is
        return None


def _links(text: str) -> Iterator[tuple[str, list[str], datetime | None]]:
    """Yield (target, relation words, datetime) of every link of a Link header or a link-format list."""
    for link in _LINK.finditer(text):
        parameters = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(link[2])}
        try:
            moment = parsedate_to_datetime(parameters.get("datetime", "")).astimezone(UTC)
        except (ValueError, TypeError, OverflowError):
            moment = None
        yield link[1], parameters.get("rel", "").lower().split(), moment
