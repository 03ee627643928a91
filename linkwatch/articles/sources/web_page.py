"""What a page of a website says to those that follow its links."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from linkwatch.model import TargetKind
from linkwatch.urls import resolve

if TYPE_CHECKING:
    from turbohtml import Document, Element

_MOST_LINKS = 5000
_MOST_HEADS = 200  # elements of a head that are looked through
_LONGEST_RELATION = 100
_NO_ROBOTS = frozenset({"nofollow", "none"})


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Where a page leads. links: on the web, each once; those marked as nofollow are left out.

    relations: what is not for readers: addresses by what they are to the page, as "canonical", the first of each.
    """

    links: tuple[str, ...]
    relations: Mapping[str, str]


def page_links(body: bytes, charset: str | None, url: str) -> PageLinks:
    """Read where an HTML page leads. url: where it was found. Never raises for anything it may hold."""
    page = _parse(body, charset)
    base_url = next((_web(base.attr("href"), url) for base in page.find_all("base", limit=1)), None) or url
    relations: dict[str, str] = {}
    for head in page.find_all("link", limit=_MOST_HEADS):
        if (address := _web(head.attr("href"), base_url)) is not None:
            for relation in _words(head.attr("rel")):
                relations.setdefault(relation[:_LONGEST_RELATION], address)
    metas = page.find_all("meta", limit=_MOST_HEADS)
    named = (_words(meta.attr("content")) for meta in metas if (meta.attr("name") or "").lower() == "robots")
    is_closed = any(words & _NO_ROBOTS for words in named)
    found = () if is_closed else (_web(link.attr("href"), base_url) for link in page.find_all("a") if _is_open(link))
    links = dict.fromkeys(link for link in found if link is not None)
    return PageLinks(tuple(islice(links, _MOST_LINKS)), relations)


def _parse(body: bytes, charset: str | None) -> "Document":
    import turbohtml  # takes long to load, and is not needed where the commands are

    try:
        return turbohtml.parse(body, encoding=charset, detect_encoding=True)
    except LookupError:  # not a name the web knows
        return turbohtml.parse(body, detect_encoding=True)


def _is_open(link: "Element") -> bool:
    return "nofollow" not in _words(link.attr("rel"))


def _words(written: str | None) -> frozenset[str]:
    return frozenset((written or "").lower().replace(",", " ").split())


def _web(href: str | None, base_url: str) -> str | None:
    target = resolve(href, base_url, None) if href else None
    return target.url if target is not None and target.kind is TargetKind.WEB else None
