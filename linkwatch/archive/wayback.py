"""The Wayback Machine, asked through its CDX server.

waybackpy builds the query and holds the records; it neither sends anything nor waits, see `transport.py`.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from linkwatch.archive import Capture, CapturedPage, Spent
from linkwatch.archive.transport import Answer, Transport, original_headers
from linkwatch.errors import ArchiveExcludedError
from linkwatch.urls import is_web, redact

# Error and redirect pages are dropped by the server; 200 stays, and so do revisits, whose status is "-".
_NO_ERRORS = "!statuscode:[345].."
_ONE_A_MONTH = "timestamp:6"
_FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_RESOLVED_FIELDS = len(_FIELDS) + 3  # some servers append where a revisit's original is
_LONGEST_LINE = 20_000
_LONGEST_URL = 4_000
_TIMESTAMP = re.compile(r"[0-9]{14}")
_EXCLUDED = re.compile(
    r"AdministrativeAccessControlException|RobotAccessControlException|Blocked Site Error"
    r"|This URL has been excluded from the Wayback Machine"
)
_NO_PLAYBACK = frozenset({200, 301, 302, 303, 307, 308, 404, 410})  # of the archive itself, about a capture
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F))).replace("#", "")


class WaybackMachine:
    """An Archive. base_url: "https://web.archive.org" or a server that speaks as it does."""

    name = "wayback"

    def __init__(self, transport: Transport, base_url: str) -> None:
        self._transport = transport
        self._base_url = base_url.rstrip("/")
        self._public_url = re.sub(r"//[^/]*@", "//", self._base_url)  # for readers: without a password

    async def captures(
        self, url: str, near: datetime, *, limit: int, spent: Spent, sparse: bool = False
    ) -> Sequence[Capture]:
        """Return the captures that are no errors and no redirects (see Archive)."""
        query = cdx_query(self._base_url, url, near, limit=limit, sparse=sparse)
        answer = await self._transport.get(query, spent=spent)
        text = answer.body.decode("utf-8", "replace")
        lines = text.splitlines()
        if not answer.complete:
            lines = lines[:-1]
        records = [fields for line in lines if (fields := _split(line)) is not None]
        if records and answer.http_status == 200:
            self._transport.trust()
            return [capture for fields in records if (capture := self._capture(fields)) is not None][:limit]
        self._raise_if_excluded(answer, text)
        if answer.http_status != 200:
            raise self._transport.distrust(f"it answered {answer.http_status}")
        if text.strip():
            raise self._transport.distrust("its answer is not a list of captures")
        self._transport.trust()
        return []

    async def open(self, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        """Return the captured content, None where the archive has no such capture to play back (see Archive)."""
        original = quote(capture.original_url, safe=_PRINTABLE)
        answer = await self._transport.get(f"{self._base_url}/web/{capture.timestamp}id_/{original}", spent=spent)
        if "memento-datetime" not in answer.headers:
            self._raise_if_excluded(answer, answer.body.decode("utf-8", "replace"))
            if answer.http_status not in _NO_PLAYBACK:
                raise self._transport.distrust(f"it answered {answer.http_status}")
            self._transport.trust()
            return None  # a redirect to another capture, or a page of the archive about this one
        self._transport.trust()
        return CapturedPage(
            url=capture.original_url,
            captured_at=datetime.strptime(capture.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC),
            http_status=answer.http_status,
            headers=original_headers(answer.headers),
            body=answer.body,
        )

    def _capture(self, fields: Sequence[str]) -> Capture | None:
        """Return a line's capture, None for a line that no reader could use."""
        from waybackpy.cdx_snapshot import CDXSnapshot  # brings requests along, which most commands never need

        try:
            record = CDXSnapshot(dict(zip(_FIELDS, fields, strict=False)))
        except ValueError:  # a date such as the 12th of month 0: such lines exist
            return None
        original = record.original
        if not is_web(original) or not original.isprintable() or len(original) > _LONGEST_URL:
            return None
        if redact(original) != original:
            return None
        return Capture(
            timestamp=record.timestamp,
            original_url=original,
            media_type=record.mimetype.lower(),
            http_status=int(record.statuscode) if re.fullmatch(r"[0-9]{3}", record.statuscode) else None,
            digest=record.digest,
            playback_url=f"{self._public_url}/web/{record.timestamp}/{original}",
            archive=self.name,
        )

    def _raise_if_excluded(self, answer: Answer, text: str) -> None:
        explanation = answer.headers.get("x-archive-wayback-runtime-error", "")
        if _EXCLUDED.search(explanation) or _EXCLUDED.search(text):
            self._transport.trust()
            raise ArchiveExcludedError(f"{redact(self._base_url)}: it keeps this site out of public view")


def cdx_query(base_url: str, url: str, near: datetime, *, limit: int, sparse: bool) -> str:
    """Return the URL of the question for captures of `url`, which may hold any character that a URL may."""
    from waybackpy import WaybackMachineCDXServerAPI
    from waybackpy.cdx_utils import full_url

    api = WaybackMachineCDXServerAPI(
        url.removesuffix("*") + "%2A" if url.endswith("*") else url,  # a final "*" would ask for all that begins so
        filters=[_NO_ERRORS],
        collapses=[_ONE_A_MONTH] if sparse else [],
        sort=None if sparse else "closest",  # only rows that follow each other collapse: those of a month, by date
        closest=None if sparse else near.astimezone(UTC).strftime("%Y%m%d%H%M%S").zfill(14),
    )
    api.endpoint = base_url + "/cdx/search/cdx"
    payload = {"limit": str(limit), "resolveRevisits": "true"}
    api.add_payload(payload)
    return str(full_url(api.endpoint, params=payload))


def _split(line: str) -> list[str] | None:
    """Return the fields of a line that has the shape of a capture, else None."""
    if len(line) > _LONGEST_LINE:
        return None
    fields = line.split(" ")
    if len(fields) not in (len(_FIELDS), _RESOLVED_FIELDS) or not _TIMESTAMP.fullmatch(fields[1]):
        return None
    return fields
