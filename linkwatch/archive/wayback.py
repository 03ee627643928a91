"""The Wayback Machine, asked through its CDX server.

waybackpy builds the questions (`cdx_questions.py`); it neither sends anything nor waits, see `transport.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urljoin

from linkwatch.archive import WAYBACK, Capture, CapturedPage, Spent
from linkwatch.archive.availability import Availability
from linkwatch.archive.cdx_questions import (
    below_query,
    cdx_query,
    directory_query,
    neighbours_query,
    since_query,
    site_query,
    timestamp_of,
)
from linkwatch.archive.choose import resolve_revisits
from linkwatch.archive.originals import page_key, parse_timestamp
from linkwatch.archive.playback import moment_played
from linkwatch.archive.telling import may_be_told, require_may_be_told
from linkwatch.archive.transport import Answer, Transport, original_headers
from linkwatch.archive.wrapped import archived_original
from linkwatch.errors import ArchiveExcludedError
from linkwatch.urls import is_web, redact

_FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_FEWEST_FIELDS, _MOST_FIELDS = 5, 12  # without a digest; what has more is two lines in one
_FIELDS_OF_WARC_INDEX = 11  # two stand before the length
_BEGINNING = datetime(1996, 1, 1, tzinfo=UTC)  # of the archive
_LATEST = 100  # captures of one page that matter when it is asked what there is
_LONGEST_LINE = 20_000
_LONGEST_URL = 4_000
_TIMESTAMP = re.compile(r"[0-9]{4,14}")
_PLAYED_AT = re.compile(r"/web/([0-9]{4,14})/")
_EXCLUDED = re.compile(
    r"AdministrativeAccessControlException|RobotAccessControlException|Blocked Site Error"
    r"|This URL has been excluded from the Wayback Machine"
)
_NO_PLAYBACK = frozenset({200, 301, 302, 303, 307, 308, 404, 410})  # of the archive itself, about a capture
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F))).replace("#", "")


@dataclass(frozen=True, slots=True)
class _Listed:
    """The lines of an answer of the index, as fields. is_whole: it was not cut off."""

    records: list[list[str]]
    is_whole: bool


class WaybackMachine:
    """An Archive. base_url: "https://web.archive.org" or a server that speaks as it does."""

    name = WAYBACK
    folds_slash = True

    def __init__(self, transport: Transport, base_url: str, availability: Availability | None = None) -> None:
        self._transport = transport
        self._availability = availability
        self._base_url = base_url.rstrip("/")
        self._public_url = re.sub(r"//[^/]*@", "//", self._base_url)  # for readers: without a password

    @property
    def is_resting(self) -> bool:
        """Whether it is left alone just now (see Archive)."""
        return self._transport.is_resting

    async def captures(
        self, url: str, near: datetime, *, limit: int, spent: Spent, sparse: bool = False
    ) -> Sequence[Capture]:
        """Return the captures that are no errors, and if sparse no redirects (see Archive)."""
        require_may_be_told(url, self._base_url)
        query = cdx_query(self._base_url, url, near, limit=limit, sparse=sparse)
        return _only_of(url, await self._list(query, limit, spent))

    async def captures_since(self, url: str, since: datetime) -> Sequence[Capture]:
        """Return the captures made since then (see Index); none where it may not be asked."""
        if not may_be_told(url, self._base_url):
            return []
        query = since_query(self._base_url, url, since, limit=_LATEST)
        return resolve_revisits(_only_of(url, await self._list(query, _LATEST, Spent())))

    async def all_captures(self, url: str, *, limit: int, spent: Spent) -> Sequence[Capture]:
        """Return the last captures of this URL, whatever was captured, oldest first."""
        require_may_be_told(url, self._base_url)
        query = since_query(self._base_url, url, _BEGINNING, limit=limit)
        return resolve_revisits(_only_of(url, await self._list(query, limit, spent)))

    async def below(self, folder: str, status: str, *, limit: int, spent: Spent) -> Sequence[Capture]:
        """Return a capture of each address that begins so. status: a pattern for the HTTP status."""
        require_may_be_told(folder, self._base_url)
        return await self._list(below_query(self._base_url, folder, status, limit=limit), limit, spent)

    async def neighbours(
        self, url: str, first: datetime, last: datetime, *, limit: int, spent: Spent
    ) -> Sequence[Capture]:
        """Return captures of URLs in the same directory, one of each (see KnowsDirectories)."""
        require_may_be_told(url, self._base_url)
        return await self._list(neighbours_query(self._base_url, url, first, last, limit=limit), limit, spent)

    async def captures_of_site(
        self, site: str, *, pattern: str | None, first: datetime | None, last: datetime | None, limit: int, spent: Spent
    ) -> Sequence[Capture]:
        """Return the first capture of each page of a site that is no error and no redirect.

        site: "host" or "host:port" with the names below it, or a folder there. pattern: an expression that the keys of
        the index must match as a whole, None for any. first, last: when they were made.

        Raises ArchiveUnavailableError, ArchiveExcludedError.
        """
        require_may_be_told(f"http://{site}/", self._base_url)
        query = site_query(self._base_url, site, pattern, first, last, limit=limit)
        return await self._list(query, limit, spent)

    async def directory(self, url: str, *, limit: int, spent: Spent) -> tuple[Sequence[Capture], bool]:
        """Return captures of all that stands in a directory (see KnowsDirectories)."""
        require_may_be_told(url, self._base_url)
        answer = await self._ask(directory_query(self._base_url, url, limit=limit), spent)
        return self._captures(answer), answer.is_whole and len(answer.records) < limit

    async def second_opinion(self, url: str, near: datetime, *, spent: Spent) -> Capture | None:
        """Ask the availability service (see GivesSecondOpinion)."""
        require_may_be_told(url, self._base_url)
        if self._availability is None:
            return None
        found = await self._availability.closest(url, near, spent=spent)
        if found is None:
            return None
        timestamp, original = found
        return Capture(
            timestamp, original, "", 200, "-", f"{self._public_url}/web/{timestamp}/{original}", archive=self.name
        )

    async def _list(self, query: str, limit: int, spent: Spent) -> list[Capture]:
        return self._captures(await self._ask(query, spent))[:limit]

    def _captures(self, listed: "_Listed") -> list[Capture]:
        return [capture for fields in listed.records if (capture := self._capture(fields)) is not None]

    async def _ask(self, query: str, spent: Spent) -> "_Listed":
        answer = await self._transport.get(query, spent=spent)
        text = answer.body.decode("utf-8", "replace")
        lines = text.splitlines()
        if not answer.complete:
            lines = lines[:-1]
        records = [fields for line in lines if (fields := _split(line)) is not None]
        if records and answer.http_status == 200:
            self._transport.trust()
            return _Listed(records, answer.complete)
        self._raise_if_excluded(answer, text)
        if answer.http_status != 200:
            raise self._transport.distrust(f"it answered {answer.http_status}")
        if text.strip():
            raise self._transport.distrust("its answer is not a list of captures")
        self._transport.trust()
        return _Listed([], answer.complete)

    async def open(self, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        """Return the captured content, None where the archive has no such capture to play back (see Archive)."""
        original = quote(capture.original_url, safe=_PRINTABLE)
        answer = await self._transport.get(f"{self._base_url}/web/{_digits(capture)}id_/{original}", spent=spent)
        if "memento-datetime" not in answer.headers:
            self._raise_if_excluded(answer, answer.body.decode("utf-8", "replace"))
            if answer.http_status not in _NO_PLAYBACK:
                raise self._transport.distrust(f"it answered {answer.http_status}")
            self._transport.trust()
            return None  # a redirect to another capture, or a page of the archive about this one
        self._transport.trust()
        if (moment := moment_played(capture, answer.headers, _digits(capture))) is None:
            return None
        headers = original_headers(answer.headers)
        if "location" in answer.headers and "location" not in headers:
            headers["location"] = self._original_target(answer.headers["location"])
        return CapturedPage(
            url=capture.original_url,
            captured_at=moment,
            http_status=answer.http_status,
            headers=headers,
            body=answer.body,
            is_cut=not answer.complete,
        )

    def _original_target(self, location: str) -> str:
        """Return where the site itself led, of an address in the archive; "" where that is not to be understood."""
        try:
            target = archived_original(urljoin(f"{self._base_url}/", location))
        except ValueError:  # such as "http://[" is
            return ""
        return target[1] if target else ""

    def _capture(self, fields: Sequence[str]) -> Capture | None:
        """Return a line's capture, None for a line that no reader could use."""
        _, timestamp, original, media_type, status, digest, length = fields
        moment = parse_timestamp(timestamp)
        if moment is None:  # a date such as the 12th of month 0: such lines exist
            return None
        if not is_web(original) or not original.isprintable() or len(original) > _LONGEST_URL:
            return None
        if redact(original) != original:
            return None
        return Capture(
            timestamp=timestamp_of(moment),
            original_url=original,
            media_type=media_type.lower().partition(";")[0],
            http_status=int(status) if re.fullmatch(r"[0-9]{3}", status) else None,
            digest=digest,
            playback_url=f"{self._public_url}/web/{timestamp}/{original}",
            archive=self.name,
            length=int(length) if re.fullmatch(r"[0-9]{1,12}", length) else None,
        )

    def _raise_if_excluded(self, answer: Answer, text: str) -> None:
        explanation = answer.headers.get("x-archive-wayback-runtime-error", "")
        if _EXCLUDED.search(explanation) or _EXCLUDED.search(text):
            self._transport.trust()
            raise ArchiveExcludedError(f"{redact(self._base_url)}: it keeps this site out of public view")


def _only_of(url: str, captures: Sequence[Capture]) -> list[Capture]:
    """Leave out captures of other pages, which no index should give but a broken one does."""
    asked = page_key(url)
    own = {original for original in {capture.original_url for capture in captures} if page_key(original) == asked}
    return [capture for capture in captures if capture.original_url in own]


def _digits(capture: Capture) -> str:
    """Return the date of a capture as its archive writes it, which may be shorter than ours."""
    match = _PLAYED_AT.search(capture.playback_url)
    return match[1] if match else capture.timestamp


def _split(line: str) -> list[str] | None:
    """Return the fields of a line that has the shape of a capture, else None.

    Other servers append more than the seven fields, or put their own before the length; some write fewer, or tabs.
    """
    if len(line) > _LONGEST_LINE:
        return None
    fields = line.split(" ")
    if len(fields) < len(_FIELDS):
        fields = line.split()
    if not _FEWEST_FIELDS <= len(fields) <= _MOST_FIELDS or not _TIMESTAMP.fullmatch(fields[1]):
        return None
    length = "-" if len(fields) < len(_FIELDS) else fields[6]
    if len(fields) >= _FIELDS_OF_WARC_INDEX:
        length = fields[8]
    return [*fields[: len(_FIELDS) - 1], *["-"] * (len(_FIELDS) - 1 - len(fields)), length]
