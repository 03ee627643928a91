import re
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.report.atom import MOST_ENTRIES, changes_feed

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def change(number: int = 1, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": number,
        "changed_at": "2026-11-22T07:00:00Z",
        "url": "https://a.example/?a=1&b=2",
        "old_status": "alive",
        "new_status": "dead",
        "reason": "http-404",
        "final_url": None,
        "still_so": 1,
        "snapshot_url": None,
        "articles": ["An essay"],
        "more_articles": 0,
    }
    assert more.keys() <= row.keys()
    return row | more


def written(*changes: dict[str, Any], self_url: str | None = None) -> str:
    return changes_feed(changes, self_url=self_url, now=NOW)


def read(*changes: dict[str, Any], **more: Any) -> Any:
    feed = feedparser.parse(written(*changes, **more))
    assert not feed.bozo, feed.bozo_exception
    return feed


def test_a_feed_reader_finds_the_changes() -> None:
    copy = "https://web.archive.example/2015/https://a.example/"
    feed = read(
        change(2, snapshot_url=copy, articles=["<One>", "Two"], more_articles=4),
        change(1, new_status="redirected", reason=None, final_url="https://new.example/?a&b"),
        self_url="https://l.example/changes.atom?x=1&y=2",
    )
    assert (feed.version, feed.feed.title, feed.feed.author) == ("atom10", "linkwatch: changes", "linkwatch")
    assert feed.feed.updated == "2026-11-22T07:00:00Z"
    assert [(link.rel, link.href) for link in feed.feed.links] == [("self", "https://l.example/changes.atom?x=1&y=2")]
    dead, moved = feed.entries
    assert (dead.title, dead.link) == ("dead: https://a.example/?a=1&b=2", "https://a.example/?a=1&b=2")
    assert dead.updated == "2026-11-22T07:00:00Z"
    assert dead.content[0].type == "text/html"
    assert dead.content[0].value == (
        "<p>Was alive, now dead: the server says there is no such page (404).</p>"
        f'<p>Archived copy: <a href="{copy}">{copy}</a></p>'
        "<p>Cited in “&lt;One&gt;”, “Two” and 4 more.</p>"
    )
    assert '<a href="https://new.example/?a&amp;b">https://new.example/?a&amp;b</a>' in moved.content[0].value


def test_ids_stay_the_same_and_differ_between_changes() -> None:
    first, again = read(change(1), change(2)), read(change(3), change(2), change(1))
    ids = [entry.id for entry in first.entries]
    assert [entry.id for entry in again.entries][1:] == ids[::-1]
    assert len({entry.id for entry in again.entries} | {first.feed.id}) == 4
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", name) for name in [*ids, first.feed.id])
    assert first.feed.id == again.feed.id


def test_a_feed_has_what_atom_asks_for_and_no_more_than_its_share() -> None:
    root = ET.fromstring(written(*(change(number) for number in range(MOST_ENTRIES + 1))))
    assert root.tag == f"{ATOM}feed"
    assert all(root.find(f"{ATOM}{tag}") is not None for tag in ("id", "title", "updated", "author"))
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == MOST_ENTRIES
    assert [child.tag.removeprefix(ATOM) for child in entries[0]] == ["id", "title", "link", "updated", "content"]


def test_an_empty_feed_is_a_feed() -> None:
    feed = read()
    assert (feed.entries, feed.feed.updated) == ([], "2026-11-22T08:00:00Z")


def test_only_web_addresses_become_links() -> None:
    url = 'javascript:alert("x")'
    feed = read(change(url=url, snapshot_url=url), change(2, url=url, new_status="redirected", final_url=url))
    for entry in feed.entries:
        assert "links" not in entry
        assert "<a" not in entry.content[0].value
    assert feed.entries[0].title == f"dead: {url}"


def test_passwords_and_overlong_addresses_are_not_shown() -> None:
    feed = read(change(url="https://user:secret@a.example/"), change(2, url=f"https://a.example/{'a' * 5000}"))
    assert "secret" not in written(change(url="https://user:secret@a.example/"))
    assert len(feed.entries[1].title) < 310


@given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None)))
def test_no_text_breaks_the_xml(one: str, other: str) -> None:
    hostile = f"]]>\x00\x1b\ud800\ufffe{one}"
    text = written(change(url=hostile, reason=other, articles=[hostile, other]), self_url=hostile)
    root = ET.fromstring(text.encode())
    (content,) = root.iterfind(f"{ATOM}entry/{ATOM}content")
    ET.fromstring(f"<div>{content.text}</div>")
