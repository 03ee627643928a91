"""Asking programs on the web that answer in JSON, of which nothing can be taken for granted."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from linkwatch.articles.sources import Means, WebPage
from linkwatch.articles.sources.web_page import page_links
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.reading import LIST, PAGE

_MOST_VALUES = 500_000


async def ask_json(url: str, query: Mapping[str, str | int], means: Means) -> tuple[int, Any]:
    """Return the HTTP status and the value of an answer; None stands for an answer that is no JSON.

    Raises InputError where no answer can be had.
    """
    joint = "&" if "?" in url else "?"
    page = await means.read_url(f"{url}{joint}{urlencode(query)}", is_list=True)
    try:
        return page.status, await means.reader(LIST, parse_json, page.body)
    except TooMuchWorkError as error:
        raise InputError(f"its answer cannot be read: {error}") from error


def parse_json(body: bytes) -> Any:
    """Return the value of a JSON text; None where it is none, or more than any answer needs."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    todo, count = [value], 0
    while todo:
        inner = todo.pop()
        parts = inner.values() if isinstance(inner, dict) else inner if isinstance(inner, list) else ()
        count += len(parts)
        if count > _MOST_VALUES:  # each takes its place in the memory of who asked
            return None
        todo += parts
    return value


def part(value: Any, *path: str) -> Any:
    """Return what stands in objects within each other; None where it is not there."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def word(value: Any, *path: str) -> str | None:
    """Return a text that stands there and is not empty."""
    found = part(value, *path)
    return found if isinstance(found, str) and found else None


def records(value: Any, *path: str) -> list[dict[str, Any]]:
    """Return the objects of a list that stands there."""
    found = part(value, *path)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def said(status: int, answer: Any, *path: str) -> str:
    """Return what an answer that is none says of the reason, in one line. path: to its words, if it has any."""
    found = word(answer, *path)
    if found is None:
        found = f"HTTP status {status}" if answer is not None or not 200 <= status < 300 else "what it sends is no JSON"
    return " ".join(found.split())[:200]


async def relations_of(page: WebPage, means: Means) -> Mapping[str, str]:
    """Return the addresses that a page announces, by what they are to it."""
    try:
        return (await means.reader(PAGE, page_links, page.body, page.charset, page.url)).relations
    except TooMuchWorkError:
        return {}
