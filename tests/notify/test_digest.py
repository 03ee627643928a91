from typing import Any

from markdown_it import MarkdownIt

from linkwatch.notify.digest import MOST_LINES, compose

Row = dict[str, Any]


def event(kind: str, url: str = "https://a.example/", **more: Any) -> Row:
    row: Row = {
        "kind": kind,
        "url": url,
        "status": "dead",
        "why": "no such domain",
        "final_url": None,
        "snapshot_url": None,
        "articles": ["An essay"],
        "more_articles": 0,
    }
    assert more.keys() <= row.keys()
    return row | more


def source(name: str, error: str | None) -> Row:
    return {"kind": "source", "name": name, "error": error}


EVERYTHING = [
    source("Feed", "no answer"),
    event("recovered", "https://back.example/", status="changed", why="no longer what was cited", articles=[]),
    event("snapshot", "https://lost.example/", snapshot_url="https://web.archive.example/2/https://lost.example/"),
    event("redirected", "https://old.example/", status="redirected", why="", final_url="https://new.example/"),
    event("dead", "https://gone.example/", articles=["One", "Two", "Three"], more_articles=4),
    source("Blog", None),
]
SUMMARY = {
    "name": "Essays",
    "links": 63,
    "by_status": {"alive": 40, "failing": 14, "dead": 9},
    "dead_with_snapshot": 5,
}


def test_a_digest_tells_everything_the_worst_first() -> None:
    message = compose(EVERYTHING, [SUMMARY], {})
    assert message is not None
    assert message.title == (
        "linkwatch: 1 dead, 2 sources, 1 moved, 1 archived copy, 1 back again, 1 source looked through"
    )
    assert message.body == (
        "Dead (1):\n\n"
        "- https://gone.example/\n  no such domain; cited in “One”, “Two”, “Three” and 4 more\n\n"
        "Sources (2):\n\n"
        "- “Feed” cannot be read: no answer\n- “Blog” can be read again\n\n"
        "Moved for good: cite the new address (1):\n\n"
        "- https://old.example/\n  cited in “An essay”\n  now at: https://new.example/\n\n"
        "Archived copies found (1):\n\n"
        "- https://lost.example/\n  no such domain; cited in “An essay”\n"
        "  archived copy: https://web.archive.example/2/https://lost.example/\n\n"
        "Back again (1):\n\n"
        "- https://back.example/\n  no longer what was cited\n\n"
        "Looked through for the first time (1):\n\n"
        "- “Essays”: 63 links: 40 alive, 14 failing, 9 dead (5 with a snapshot)"
    )


def test_sites_that_begin_to_lose_their_pages_are_told_with_what_is_left() -> None:
    site = {"kind": "dying", "url": "http://mill.example/", "died": 3, "living": 4, "without_copy": 2, "percent": 31.0}
    message = compose([site, site | {"living": 1, "without_copy": 0}], [], {})
    assert message is not None
    assert message.title == "linkwatch: 2 sites losing pages"
    assert message.body == (
        "Sites that begin to lose their pages (2):\n\n"
        "- http://mill.example/\n"
        "  3 pages died in the last three months, 4 pages are left, 2 of them without an archived copy\n"
        "- http://mill.example/\n  3 pages died in the last three months, 1 page is left"
    )


def test_nothing_to_tell_is_no_message() -> None:
    assert compose([], [], {}) is None


def test_no_kind_has_more_than_twenty_lines() -> None:
    events = [event("dead", f"https://a.example/{number}") for number in range(MOST_LINES + 5)]
    counted = compose(events, [], {})
    assert counted is not None
    assert counted.title == "linkwatch: 25 dead"
    assert counted.body.endswith("https://a.example/19\n  no such domain; cited in “An essay”\n- and 5 more")
    told_how_many = compose(events[:MOST_LINES], [SUMMARY] * 21, {"dead": 332})
    assert told_how_many is not None
    assert told_how_many.title == "linkwatch: 332 dead, 21 sources looked through"
    assert "\n- and 312 more\n" in told_how_many.body
    assert told_how_many.body.endswith("\n- and 1 more")


def test_sources_without_links_and_with_one() -> None:
    none = {"name": "None", "links": 0, "by_status": {}, "dead_with_snapshot": 0}
    one = {"name": "One", "links": 1, "by_status": {"alive": 1}, "dead_with_snapshot": 0}
    message = compose([], [none, one], {})
    assert message is not None
    assert message.body.endswith("- “None”: no links\n- “One”: 1 link: 1 alive")


def test_a_digest_read_as_markdown_is_lists_and_links_to_what_it_names() -> None:
    hostile = "# x [click](https://evil.example/) <b>@everyone</b>"
    events = [
        event("dead", "https://a.example/(a)[x](y)", articles=[hostile, "- a", "1. b"], why="gone"),
        event("dead", "javascript:alert(1)", snapshot_url="javascript:alert(2)"),
        source(hostile, f"> {hostile}"),
    ]
    message = compose(events, [SUMMARY | {"name": hostile}], {})
    assert message is not None
    tokens = MarkdownIt("gfm-like").parse(message.body)
    assert {token.tag for token in tokens if token.tag} == {"p", "ul", "li"}
    assert [token.type for token in tokens].count("bullet_list_open") == 3
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} == {"text", "softbreak", "link_open", "link_close"}
    targets = [child.attrs["href"] for child in inline if child.type == "link_open"]
    assert targets == ["https://a.example/(a)%5Bx%5D(y)"]


def test_a_registration_that_ends_is_told_with_what_is_left() -> None:
    event = {
        "kind": "registration",
        "url": "http://mill.example/",
        "why": "the registration of mill.example ends on 2026-12-02",
        "living": 3,
        "without_copy": 2,
    }
    message = compose([event], [], {})
    assert message is not None
    assert message.title == "linkwatch: 1 registration ending"
    assert "Sites whose registration ends (1):" in message.body
    assert "ends on 2026-12-02, 3 pages are left, 2 of them without an archived copy" in message.body
