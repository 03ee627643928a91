"""What an archive says of what it plays: which capture that is, and what belongs to it. Pure.

An archive that has no such capture may play another one instead; that would be told as a copy of what it is not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from linkwatch.archive import Capture
from linkwatch.archive.originals import page_key, parse_timestamp

# Possessive throughout: a list that breaks its own grammar must cost no more than one that keeps it.
_LINK = re.compile(r'<([^<>"\s]*+)>((?:\s*+;\s*+[\w*-]++\s*+=\s*+(?:"[^"]*+"|[^\s;,"]*+))*+)')
_PARAMETER = re.compile(r'(?<![\w*-])([\w*-]++)\s*+=\s*+(?:"([^"]*)"|([^\s;,"]*))')
_SAME_TIME = timedelta(hours=1)  # archives' clocks and zones


@dataclass(frozen=True, slots=True)
class WebLink:
    """One link of a Link header or a link-format list. relations: in lower case. parameters: names in lower case."""

    target: str
    relations: tuple[str, ...]
    parameters: Mapping[str, str]

    def moment(self, name: str = "datetime") -> datetime | None:
        """Return a parameter that is a date of HTTP; None where it is none."""
        return http_date(self.parameters.get(name, ""))


def web_links(text: str) -> Iterator[WebLink]:
    """Yield every link of a Link header or a link-format list."""
    for link in _LINK.finditer(text):
        parameters = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(link[2])}
        yield WebLink(link[1], tuple(parameters.get("rel", "").lower().split()), parameters)


def http_date(text: str) -> datetime | None:
    """Return a date of HTTP, None where it is none."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def moment_played(capture: Capture, headers: Mapping[str, str], digits: str = "") -> datetime | None:
    """Return when what is played was captured; None where it is not the capture that was asked for.

    headers: of the playback, names in lower case, "memento-datetime" among them; a date that is not to be understood
    counts as the one asked for. digits: the date as it was asked for; fewer than 14 are any moment within it.
    """
    asked = parse_timestamp(capture.timestamp)
    if asked is None:
        return None
    originals = (link.target for link in web_links(headers.get("link", "")) if "original" in link.relations)
    if any(page_key(original) != page_key(capture.original_url) for original in originals):
        return None
    played = http_date(headers["memento-datetime"])
    if played is None:
        return asked
    is_within = played.strftime("%Y%m%d%H%M%S").zfill(14).startswith(digits or capture.timestamp)
    return played if is_within or abs(played - asked) <= _SAME_TIME else None
