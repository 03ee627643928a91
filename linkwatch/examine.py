"""One link → one observation and its verdict: visit, ask what is still in doubt, judge.

Needs a link, a client, the time and a cache of siblings; gives back plain values that can travel. Links to files
beside a local article are looked at on the disk here.
"""

import asyncio
import os
from collections import OrderedDict
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

from linkwatch.evidence import Observation, Sibling, Trouble, Visit
from linkwatch.judge import BrowserLook, SiblingLook, compare_pages, judge, next_question
from linkwatch.model import Link, Verdict

_SIBLINGS_KEPT = 2000


class Visitor(Protocol):
    """The live web, as far as one look needs it."""

    async def visit(self, url: str, *, browser_headers: bool = False) -> Visit:
        """Walk the URL to its end; never raises for anything the web does."""


class SiblingCache:
    """What siblings answered, so that links of one directory share one question. Least recently used ones go first.

    Askers of one key at the same time wait for the first one's visit.
    """

    def __init__(self, size: int = _SIBLINGS_KEPT) -> None:
        self._size = size
        self._visits: OrderedDict[str, asyncio.Future[Visit]] = OrderedDict()

    async def visit(self, key: str, url: str, client: Visitor, *, browser_headers: bool) -> Visit:
        """Return what the key's sibling answered, asking `url` if nobody has yet."""
        entry = f"{key} {browser_headers}"
        while (known := self._visits.get(entry)) is not None:
            self._visits.move_to_end(entry)
            await asyncio.wait([known])
            if not known.cancelled():
                return known.result()
        future: asyncio.Future[Visit] = asyncio.get_running_loop().create_future()
        self._visits[entry] = future
        try:
            visit = await client.visit(url, browser_headers=browser_headers)
        except BaseException:
            del self._visits[entry]
            future.cancel()  # whoever waits asks for itself
            raise
        future.set_result(visit)
        self._forget_oldest()
        return visit

    def _forget_oldest(self) -> None:
        for entry in list(self._visits):
            if len(self._visits) <= self._size:
                return
            if self._visits[entry].done():
                del self._visits[entry]


async def examine(link: Link, client: Visitor, now: datetime, siblings: SiblingCache) -> tuple[Observation, Verdict]:
    """Look at a link and judge it. Only cancellation and mistakes of ours pass as exceptions.

    now: when the look happens, aware UTC.
    """
    if link.url.startswith("file:"):
        observation = Observation(link.url, now, _look_at_file(link.url), anchors=link.anchors)
        return observation, judge(observation)
    observation = Observation(link.url, now, await client.visit(link.url), anchors=link.anchors)
    while (question := next_question(observation)) is not None:
        match question:
            case BrowserLook(url):
                observation = replace(observation, second=await client.visit(url, browser_headers=True))
            case SiblingLook():
                observation = replace(observation, sibling=await _ask_sibling(observation, question, client, siblings))
    return observation, judge(observation)


async def _ask_sibling(
    observation: Observation, question: SiblingLook, client: Visitor, siblings: SiblingCache
) -> Sibling:
    visit = observation.decisive
    other = await siblings.visit(question.key, question.url, client, browser_headers=visit.browser_headers)
    similarity = compare_pages(visit.page, observation.url, other.page, other.url)
    if other.page is not None:  # the evidence keeps of a sibling only what rules look at
        other = replace(other, page=replace(other.page, excerpt="", headings=(), fragments=(), text="", prose=""))
    return Sibling(other, None if similarity is None else round(similarity, 4))


def _look_at_file(url: str) -> Visit:
    """Look whether a file: URL's file or folder is there and may be read."""
    try:
        path = Path(url2pathname(urlsplit(url).path))
        path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return Visit(url, url, trouble=Trouble.FILE_MISSING, requests=0)
    except OSError as error:
        return Visit(url, url, trouble=Trouble.FILE_UNREADABLE, detail=error.strerror, requests=0)
    if not os.access(path, os.R_OK):
        return Visit(url, url, trouble=Trouble.FILE_UNREADABLE, detail="permission denied", requests=0)
    return Visit(url, url, requests=0)
