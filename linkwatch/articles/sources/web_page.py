"""What a page of a website says to those that follow its links."""

from dataclasses import dataclass
from itertools import islice

import turbohtml
from turbohtml import Document, Element

from linkwatch.model import TargetKind
from linkwatch.urls import resolve

_MOST_LINKS = 5000
_MOST_HEADS = 200  # elements of a head that are looked through
_NO_ROBOTS = frozenset({"nofollow", "none"})


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Where a page leads. links: on the web, each once; those marked as nofollow are left out.

    canonical: the address that it says is its own. api: of its wiki, as it announces it.
    """

    links: tuple[str, ...]
    canonical: str | None
    api: str | None


def page_links(body: bytes, charset: str | None, url: str) -> PageLinks:
    """Read where an HTML page leads. url: where it was found. Never raises for anything it may hold."""
    page = _parse(body, charset)
    base_url = next((_web(base.attr("href"), url) for base in page.find_all("base", limit=1)), None) or url
    heads = [(_words(link.attr("rel")), link) for link in page.find_all("link", limit=_MOST_HEADS)]
    metas = page.find_all("meta", limit=_MOST_HEADS)
    named = (_words(meta.attr("content")) for meta in metas if (meta.attr("name") or "").lower() == "robots")
    is_closed = any(words & _NO_ROBOTS for words in named)
    found = () if is_closed else (_web(link.attr("href"), base_url) for link in page.find_all("a") if _is_open(link))
    links = dict.fromkeys(link for link in found if link is not None)
    return PageLinks(
        links=tuple(islice(links, _MOST_LINKS)),
        canonical=next((_web(link.attr("href"), base_url) for rel, link in heads if "canonical" in rel), None),
        api=next((_web(link.attr("href"), base_url) for rel, link in heads if "edituri" in rel), None),
    )


def _parse(body: bytes, charset: str | None) -> Document:
    try:
        return turbohtml.parse(body, encoding=charset, detect_encoding=True)
    except LookupError:  # not a name the web knows
        return turbohtml.parse(body, detect_encoding=True)


def _is_open(link: Element) -> bool:
    return "nofollow" not in _words(link.attr("rel"))


def _words(written: str | None) -> frozenset[str]:
    return frozenset((written or "").lower().replace(",", " ").split())


def _web(href: str | None, base_url: str) -> str | None:
    target = resolve(href, base_url, None) if href else None
    return target.url if target is not None and target.kind is TargetKind.WEB else None
