"""What articles and pages say is shown as text, and leads nowhere that a reader does not expect."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from tests.browse.collection import HOSTILE_URLS
from tests.browse.conftest import Site

PAGES = (
    "/", "/articles?order=new", "/article/1", "/article/1?status=work", "/find?q=script",
    "/find?q=%22%3E%3Cscript%3Ealert(1)",
    "/site/mills.example", "/changes.json", "/linkwatch/current_links", "/host/mills.example", "/hosts?name=m",
    "/linkwatch/links", "/linkwatch/citations", "/linkwatch/checks", "/linkwatch/articles", "/linkwatch/snapshots",
    "/linkwatch/redirected", "/linkwatch/lost-targets", "/linkwatch/search?words=script", "/linkwatch/links/1",
    "/linkwatch/checks/1", "/linkwatch/died?month=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/articles?words=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "/hosts?name=%22%3E%3Cscript%3E",
    "/linkwatch?sql=SELECT+text,context,'javascript:alert(1)'+AS+snapshot_url+FROM+citations",
    *(f"/link/{number}" for number in range(1, len(HOSTILE_URLS) + 1)),
)  # fmt: skip


class Reading(HTMLParser):
    """Takes down what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        found = dict(attrs)
        if tag == "a":
            self.links.append((found.get("href") or "", found.get("rel") or ""))
        if tag == "script":
            assert (found.get("src") or "").startswith("/-/linkwatch/")


@pytest.mark.parametrize("address", PAGES)
async def test_nothing_of_a_stranger_becomes_markup_or_a_trap(hostile: Site, address: str) -> None:
    page = await hostile.get(address)
    reading = Reading()
    reading.feed(page)
    assert "img" not in reading.tags
    assert not {name for name in reading.attributes if name.startswith("on") or name == "style"}
    for href, rel in reading.links:
        assert re.match(r"(/|\?|#main$|$|https?://)", href), href
        if href.startswith("http"):
            assert {"noopener", "nofollow", "noreferrer"} <= set(rel.split()), href
    shown = unescape(page)
    assert "\u202e" not in shown
    assert "\u2066" not in shown


async def test_long_texts_are_cut(hostile: Site) -> None:
    assert len(await hostile.get("/linkwatch/citations")) < 100_000
    assert len(await hostile.get("/article/1")) < 100_000
