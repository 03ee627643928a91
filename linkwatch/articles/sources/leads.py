"""Where a page of a website leads: all that has to be known of one that is as it was."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Self

from linkwatch.articles.sources.web_page import PageLinks


@dataclass(frozen=True, slots=True)
class Leads:
    """url: where the page was found. own: the address that it says is its own. digest: of its body (SHA-256)."""

    url: str
    own: str
    digest: str
    links: tuple[str, ...]

    @classmethod
    def of(cls, url: str, found: PageLinks, body: bytes) -> Self:
        """Return where a page leads that was just read."""
        own = found.relations.get("canonical", url)
        return cls(url, own, hashlib.sha256(body).hexdigest(), found.links)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote."""
        values = json.loads(text)
        return cls(**{**values, "links": tuple(values["links"])})

    def to_json(self, links: Iterable[str]) -> str:
        """Write it down. links: those that are worth it."""
        return json.dumps({**asdict(self), "links": list(links)}, separators=(",", ":"))
