"""The posts and pages of a WordPress site, through its REST API."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, datetime
from html import escape
from typing import Any

from linkwatch.articles.sources import Found, Means, Place, ReadingSource, SourceKind, SourceSpec
from linkwatch.articles.sources.entries import trouble
from linkwatch.articles.sources.json_api import ask_json, part, records, relations_of, said, word
from linkwatch.errors import InputError
from linkwatch.model import Document, TargetKind, Unreadable
from linkwatch.urls import redact, resolve

MAX_PAGES = 250  # answers of _AT_ONCE articles, for posts and for pages
_AT_ONCE = 100  # the most that WordPress gives
_SORTS = ("posts", "pages")
_FIELDS = "id,link,title,content,date_gmt"
_PAST_THE_END = "rest_post_invalid_page_number"


class WordPressSource(ReadingSource):
    """All that is public on the site.

    Complete when every answer was read, and the site said that there are no more. It forgets nothing.
    """

    kind = "wordpress"
    forgets = False

    async def documents(self) -> AsyncGenerator[Found, None]:
        """Ask for the posts, then for the pages, oldest first, so that new ones shift none."""
        self.is_complete = False
        is_empty = True
        try:
            async with aclosing(self._articles()) as articles:
                async for found in articles:
                    is_empty = False
                    yield found
        except InputError as error:
            yield trouble(self.location, str(error))
            return
        if is_empty:
            yield trouble(self.location, "no articles found on this site")
        self.is_complete = not is_empty

    async def _articles(self) -> AsyncGenerator[Found, None]:
        """Yield the articles, each once. Raises InputError where they cannot be had to the end."""
        api = await find_api(self.location, self._means)
        seen: set[str] = set()
        for sort in _SORTS:
            for number in range(1, MAX_PAGES + 1):
                items = await self._some(f"{api}wp/v2/{sort}", number)
                new = {address: item for item in items if (address := self._address(item)) not in seen}
                seen.update(new)
                for item in new.values():
                    yield self._article(item)
                if not new and len(items) < _AT_ONCE:  # none, or all once more, as a site has it that knows no pages
                    break  # fewer than asked for alone say nothing: what is not for everybody is left out
                if not new:
                    raise InputError("gives the same articles again and again")
            else:
                raise InputError(f"has too many {sort}: only {MAX_PAGES * _AT_ONCE} are read")

    async def _some(self, url: str, number: int) -> list[dict[str, Any]]:
        query: dict[str, str | int] = {"per_page": _AT_ONCE, "page": number, "orderby": "id", "order": "asc"}
        status, answer = await ask_json(url, {**query, "_fields": _FIELDS}, self._means)
        if word(answer, "code") == _PAST_THE_END and number > 1:
            return []
        if not 200 <= status < 300 or not isinstance(answer, list):
            raise InputError(f"its WordPress does not give its articles: {said(status, answer, 'message')}")
        return records(answer)

    def _address(self, item: dict[str, Any]) -> str:
        """Return where readers find an article."""
        target = resolve(word(item, "link") or f"?p={part(item, 'id')}", self.location, None)
        return target.url if target.kind is TargetKind.WEB else self.location

    def _article(self, item: dict[str, Any]) -> Document | Unreadable:
        address = self._address(item)
        name = redact(address)
        html = word(item, "content", "rendered")
        if html is None and part(item, "content", "protected"):
            return Unreadable(name, f"{name}: is protected by a password")
        title = word(item, "title", "rendered") or ""
        body = f"<!doctype html><title>{title if '<' not in title else escape(title)}</title><article>{html or ''}"
        return Document(
            uri=name,
            body=body.encode("utf-8", "replace"),
            base_url=address,
            media_type="text/html",
            charset="utf-8",
            published_at=_date(word(item, "date_gmt")),
        )


async def find_api(location: str, means: Means) -> str:
    """Return the address of a site's API, to which the rest is added. Raises InputError."""
    page = await means.read_url(location, is_list=True)
    announced = (await relations_of(page, means)).get("https://api.w.org/")
    return announced or resolve("wp-json/", page.url.rstrip("/") + "/", None).url


def _date(written: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(written).replace(tzinfo=UTC) if written else None
    except ValueError:
        return None


def _open(spec: SourceSpec, means: Means) -> WordPressSource:
    return WordPressSource(spec.location, means)


async def _detect(spec: SourceSpec, means: Means) -> SourceSpec:
    """Ask for the first post."""
    api = await find_api(spec.location, means)
    status, answer = await ask_json(f"{api}wp/v2/posts", {"per_page": 1, "_fields": "id"}, means)
    if status != 200 or not isinstance(answer, list):
        raise InputError(f"{redact(spec.location)}: no WordPress answers there")
    return spec


KIND: SourceKind = SourceKind(WordPressSource.kind, _open, Place.WEB, detect=_detect)
