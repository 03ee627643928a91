"""What an HTML page says of itself: its title, and when it appeared."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from turbohtml import Document, Element

from linkwatch.articles.extract.context import fold
from linkwatch.articles.extract.dates import parse_date

_LONGEST_TITLE = 500
_LONGEST_JSON = 2_000_000
_MOST_JSON_VALUES = 10_000
_MOST_ELEMENTS = 1000  # metas, scripts and times looked at
_DATE_METAS = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dc.date.created",
    "dcterms.date",
    "publishdate",
    "pubdate",
    "publish_date",
    "publication_date",
    "article.published",
    "date",
)
_TITLE_METAS = ("og:title", "citation_title", "twitter:title")
_HEADERLINKS = "¶#🔗§"  # marks that documentation tools put behind headings
_PUBLISHED_CLASSES = ("dt-published", "published", "entry-date", "pubdate", "post-date", "publish-date")
_MODIFIED = ("modified", "updated")


def find_title(page: Document) -> str | None:
    """Return what an editor would call the article.

    The title made for sharing is the article's alone; <title> often has the site's name in it, so a lone <h1>
    that <title> repeats is preferred to it.
    """
    metas = _metas(page)
    for name in _TITLE_METAS:
        if shared := fold(metas.get(name, "")):
            return shared[:_LONGEST_TITLE]
    title = page.find("title")
    whole = fold(title.text) if title else ""
    headings = [fold(element.text).rstrip(_HEADERLINKS).rstrip() for element in page.find_all("h1", limit=2)]
    headings = [heading for heading in headings if heading]
    if headings and (not whole or (len(headings) == 1 and headings[0].casefold() in whole.casefold())):
        return headings[0][:_LONGEST_TITLE]
    return whole[:_LONGEST_TITLE] or None


def find_date(page: Document) -> datetime | None:
    """Return when the page says that it was published: in JSON-LD, a meta, or a <time>, in this order."""
    candidates = (_json_ld_dates, _meta_dates, _time_dates)
    return next((date for find in candidates for text in find(page) if (date := parse_date(text))), None)


def _metas(page: Document) -> dict[str, str]:
    """The first content of every named meta, names in lower case."""
    found: dict[str, str] = {}
    for meta in page.find_all("meta", limit=_MOST_ELEMENTS):
        content = meta.attr("content")
        for attribute in ("property", "name", "itemprop"):
            name = meta.attr(attribute)
            if name and content:
                found.setdefault(name.strip().lower(), content)
    return found


def _meta_dates(page: Document) -> Iterator[str]:
    metas = _metas(page)
    for name in _DATE_METAS:
        if name in metas:
            yield metas[name]


def _json_ld_dates(page: Document) -> Iterator[str]:
    """Dates of articles first, then of anything else that was published."""
    others = []
    for script in page.find_all("script", limit=_MOST_ELEMENTS):
        kind = (script.attr("type") or "").partition(";")[0].strip().lower()
        if kind != "application/ld+json":
            continue
        for node in _json_objects(script.text):
            date = node.get("datePublished")
            if not isinstance(date, str):
                continue
            if any(word in str(node.get("@type", "")) for word in ("Article", "Posting", "Report", "WebPage")):
                yield date
            else:
                others.append(date)
    yield from others


def _json_objects(text: str) -> Iterator[dict[str, Any]]:
    """Every object within a JSON text, outermost first; nothing for what is not JSON."""
    if len(text) > _LONGEST_JSON:
        return
    try:
        todo = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_JSON_VALUES):
        if not todo:
            return
        value = todo.pop(0)
        if isinstance(value, dict):
            yield value
            todo.extend(value.values())
        elif isinstance(value, list):
            todo.extend(value)


def _time_dates(page: Document) -> Iterator[str]:
    """<time> elements that are marked as publication, then the first one of an article."""
    times = page.find_all("time", limit=_MOST_ELEMENTS)
    for time in times:
        classes = (time.attr("class") or "").lower().split()
        marked = time.attr("pubdate") is not None or (time.attr("itemprop") or "").lower() == "datepublished"
        if marked or any(name in classes for name in _PUBLISHED_CLASSES):
            yield _written(time)
    for time in times:
        classes_text = (time.attr("class") or "").lower() + (time.attr("itemprop") or "").lower()
        if not any(word in classes_text for word in _MODIFIED) and _in_article(time):
            yield _written(time)
            return


def _in_article(element: Element) -> bool:
    return any(isinstance(node, Element) and node.tag in ("article", "header") for node in element.ancestors)


def _written(time: Element) -> str:
    return time.attr("datetime") or fold(time.text)
