"""A page of a MediaWiki, or all pages of a category and of those in it, in wikitext through the wiki's API."""

from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from linkwatch.articles.sources import Found, Means, Place, ReadingSource, SourceKind, SourceSpec
from linkwatch.articles.sources.entries import trouble
from linkwatch.articles.sources.json_api import ask_json, part, records, relations_of, said, word
from linkwatch.articles.sources.lists import MAX_ENTRIES
from linkwatch.errors import InputError
from linkwatch.model import Document, TargetKind, Unreadable
from linkwatch.urls import redact, resolve

MAX_CATEGORIES = 500  # within one, where they are read too
MAX_ANSWERS = 300  # to one question that is answered in parts
_AT_ONCE = 50  # pages in one answer, the most that wikis give to everybody
_CATEGORY = 14  # number of the namespace, in every language
_MAX_LAG = 5  # seconds by which a wiki's copies may be behind: beyond, it has better things to do
_BUSY = ("maxlag", "ratelimited", "readonly")
_BUSY_STATUS = (429, 502, 503, 504)  # of what stands before a wiki, which answers in no JSON
_TRIES = 4
_PAUSE = 5.0
_TEXT = {"prop": "revisions", "rvprop": "content", "rvslots": "main"}


class MediaWikiSource(ReadingSource):
    """One page, or those of one category; of the categories within it too, as deep as the user says.

    Complete when the page, or every page of the category, was given, unreadable or gone. It forgets nothing.
    """

    kind = "mediawiki"
    forgets = False

    async def documents(self) -> AsyncGenerator[Found, None]:
        """Ask for the texts, a few dozen at once."""
        self.is_complete = False
        try:
            wiki = await _Wiki.of(self.location, self._means)
            (first,) = [page async for page in wiki.texts({"titles": wiki.title, "redirects": 1})][:1] or [{}]
            if part(first, "ns") != _CATEGORY:
                yield wiki.document(first)
                self.is_complete = "title" in first
                return
            pages, was_cut = await wiki.members(self._means.rules.subcategories)
        except InputError as error:
            yield trouble(self.location, str(error))
            return
        if was_cut:
            yield trouble(self.location, f"lists too many pages: only {len(pages)} are read")
        if not pages:
            yield trouble(self.location, "no articles found in this category")
        for start in range(0, len(pages), _AT_ONCE):
            some = pages[start : start + _AT_ONCE]
            try:
                async for page in wiki.texts({"pageids": "|".join(map(str, some))}):
                    yield wiki.document(page)
            except InputError as error:
                yield trouble(self.location, str(error))
                return
        self.is_complete = bool(pages) and not was_cut


class _Wiki:
    """A wiki's API. article_path: the address of a page, with "$1" for its name. title: of the page that was named."""

    def __init__(self, api: str, article_path: str, title: str, means: Means) -> None:
        self._api = api
        self._article_path = article_path
        self.title = title
        self._means = means

    @classmethod
    async def of(cls, location: str, means: Means) -> "_Wiki":
        """Find the API of the wiki that a page is in. Raises InputError."""
        page = await means.read_url(location, is_list=True)
        announced = (await relations_of(page, means)).get("edituri")
        api = (announced or resolve("/w/api.php", page.url, None).url).partition("?")[0]
        status, answer = await ask_json(api, {**_QUESTION, "meta": "siteinfo", "siprop": "general"}, means)
        if status in _BUSY_STATUS:
            raise InputError(f"its wiki is too busy now (HTTP status {status}): try again later")
        general = part(answer, "query", "general")
        path = resolve(word(general, "articlepath") or "", word(general, "base") or page.url, None)
        if path.kind is not TargetKind.WEB or "$1" not in path.url:
            raise InputError("is in no MediaWiki that can be asked: no api.php answers for it")
        title = _title(location, path.url) or _title(page.url, path.url)
        if title is None:
            raise InputError(f"is no page of its wiki, whose pages are {path.url.replace('$1', 'NAME')}")
        return cls(api, path.url, title, means)

    async def texts(self, question: dict[str, str | int]) -> AsyncIterator[dict[str, Any]]:
        """Yield pages with their texts, each once. Raises InputError."""
        seen = set()
        async for answer in self._answers({**_TEXT, **question}):
            for page in records(answer, "query", "pages"):
                name = word(page, "title")
                if name not in seen and ("revisions" in page or not _is_to_come(page, answer)):
                    seen.add(name)
                    yield page

    async def members(self, depth: int) -> tuple[list[int], bool]:
        """Return the numbers of the pages of the category, and whether there are more. Raises InputError.

        depth: how deep the categories in it are read; they may hold each other.
        """
        found: dict[int, None] = {}
        known = {self.title}
        level = [self.title]
        for left in reversed(range(depth + 1)):
            inner: dict[str, None] = {}
            for category in level:
                async for member in self._members_of(category, is_deep=left > 0):
                    number, name = part(member, "pageid"), word(member, "title")
                    if part(member, "ns") == _CATEGORY and name is not None:
                        inner[name] = None
                    elif isinstance(number, int):
                        found[number] = None
                    if len(found) > MAX_ENTRIES or len(known) + len(inner) > MAX_CATEGORIES:
                        return list(found)[:MAX_ENTRIES], True
            level = [name for name in inner if name not in known]
            known.update(level)
        return list(found), False

    async def _members_of(self, category: str, *, is_deep: bool) -> AsyncIterator[dict[str, Any]]:
        """Yield the pages of one category, and the categories in it if they are read too."""
        members: dict[str, str | int] = {"list": "categorymembers", "cmprop": "ids|title", "cmlimit": 500}
        members |= {"cmtype": "page|subcat" if is_deep else "page", "cmtitle": category}
        async for answer in self._answers(members):
            for member in records(answer, "query", "categorymembers"):
                yield member

    def document(self, page: dict[str, Any]) -> Document | Unreadable:
        """Return the article that a page is."""
        title = word(page, "title") or self.title
        address = self._article_path.replace("$1", quote(title.replace(" ", "_"), safe="/:@!$'()*,;"))
        name = redact(address)
        slots = [part(revision, "slots", "main", "content") for revision in records(page, "revisions")]
        text = next((content for content in slots if isinstance(content, str)), None)
        if text is None:
            is_gone = bool(part(page, "missing"))
            what = "there is no such page" if is_gone else "its wiki gives no text of it"
            return Unreadable(name, f"{name}: {what}", is_gone)
        body = text.encode("utf-8", "replace")
        return Document(name, body, address, "text/x-wiki", "utf-8", format="wikitext")

    async def _answers(self, question: dict[str, str | int]) -> AsyncIterator[Any]:
        """Yield the parts of an answer. Raises InputError."""
        further: dict[str, str | int] = {}
        for _ in range(MAX_ANSWERS):
            answer = await self._ask({**_QUESTION, "maxlag": _MAX_LAG, **question, **further})
            yield answer
            goes_on = part(answer, "continue")
            if not isinstance(goes_on, dict):
                return
            before, further = further, {str(key): str(value) for key, value in goes_on.items()}
            if further == before:
                raise InputError("its wiki gives the same part of an answer again and again")
        raise InputError(f"its wiki's answer goes on for too long: only {MAX_ANSWERS} parts of it are read")

    async def _ask(self, query: dict[str, str | int]) -> Any:
        for tries_left in reversed(range(_TRIES)):
            status, answer = await ask_json(self._api, query, self._means)
            code = word(answer, "error", "code")
            if isinstance(answer, dict) and code is None:
                return answer
            if code not in _BUSY and status not in _BUSY_STATUS:
                raise InputError(f"its wiki does not answer: {said(status, answer, 'error', 'info')}")
            if tries_left:
                await self._means.pause(_PAUSE)
        raise InputError(f"its wiki is too busy now ({said(status, answer, 'error', 'info')}): try again later")


_QUESTION: dict[str, str | int] = {"action": "query", "format": "json", "formatversion": 2}


def _is_to_come(page: dict[str, Any], answer: Any) -> bool:
    """Tell whether a later part of the answer has the text of a page."""
    return part(answer, "continue") is not None and not part(page, "missing")


def _title(url: str, article_path: str) -> str | None:
    """Return the name of the page at an address, None if it is none of this wiki."""
    parts, path = urlsplit(url), urlsplit(article_path).path
    named = parse_qs(parts.query).get("title")
    if named:
        return named[0].replace("_", " ")
    before, _, after = path.partition("$1")
    found = unquote(parts.path)
    if not before or not found.startswith(before) or not found.endswith(after):
        return None
    return found[len(before) : len(found) - len(after)].replace("_", " ") or None


def _open(spec: SourceSpec, means: Means) -> MediaWikiSource:
    return MediaWikiSource(spec.location, means)


async def _detect(spec: SourceSpec, means: Means) -> SourceSpec:
    """Ask the wiki who it is."""
    await _Wiki.of(spec.location, means)
    return spec


KIND: SourceKind = SourceKind(MediaWikiSource.kind, _open, Place.WEB, detect=_detect)
