"""The Wayback Machine's availability service: one capture of a URL, the closest to a date.

It lags behind the index, knows no revisits, and sometimes says that there is nothing where there is something: what
it finds is worth something, that it finds nothing is not.
"""

import json
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from linkwatch.archive import Spent
from linkwatch.archive.originals import page_key, parse_timestamp
from linkwatch.archive.transport import Transport
from linkwatch.archive.wrapped import archived_original
from linkwatch.urls import is_web, redact

_INDEX_HOST, _SERVICE_HOST = "web.archive.org", "archive.org"  # the public ones differ


def service_of(base_url: str) -> str:
    """Return the origin whose availability service belongs to the Wayback Machine at `base_url`."""
    parts = urlsplit(base_url)
    host = _SERVICE_HOST if parts.netloc == _INDEX_HOST else parts.netloc
    return f"{parts.scheme}://{host}"


class Availability:
    """The service at an origin."""

    def __init__(self, transport: Transport, origin: str) -> None:
        self._transport = transport
        self._origin = origin

    async def closest(self, url: str, near: datetime, *, spent: Spent) -> tuple[str, str] | None:
        """Return timestamp and original URL of the capture that it names, None where it names none.

        Raises ArchiveUnavailableError.
        """
        moment = near.astimezone(UTC).strftime("%Y%m%d%H%M%S").zfill(14)
        question = f"{self._origin}/wayback/available?url={quote(url, safe='')}&timestamp={moment}"
        answer = await self._transport.get(question, spent=spent)
        try:
            named = json.loads(answer.body)["archived_snapshots"].get("closest")
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
            reason = f"its availability service answered {answer.http_status} and nonsense"
            raise self._transport.distrust(reason) from error
        self._transport.trust()
        return _read(named, url)


def _read(named: object, url: str) -> tuple[str, str] | None:
    if not isinstance(named, dict) or named.get("status") != "200" or named.get("available") is not True:
        return None
    address = named.get("url")
    found = archived_original(address) if isinstance(address, str) else None
    if found is None:
        return None
    timestamp, original = found
    fits = len(timestamp) == 14 and parse_timestamp(timestamp) and is_web(original) and original.isprintable()
    if not fits or redact(original) != original or page_key(original) != page_key(url):
        return None
    return timestamp, original
