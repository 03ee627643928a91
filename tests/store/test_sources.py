"""What is tracked, and what becomes of articles that a source no longer has."""

from collections.abc import Iterable
from pathlib import Path

from linkwatch.evidence import Validators
from linkwatch.model import Unreadable
from linkwatch.store import CrawledPage, ListPage, SourceEntry, Store
from tests.store.making import DAY, HOUR, NOW, article, cite, rows

FEED = SourceEntry("feed", "https://example.org/feed.xml", "Example")
PAGE = SourceEntry("page", "https://example.org/essay")


def add(store: Store, entry: SourceEntry = FEED) -> int:
    return store.sources.put(entry, "command", NOW)[0]


def record(store: Store, source_id: int, *uris: str) -> None:
    for uri in uris:
        store.articles.record(None, source_id, article(cite(f"{uri}/cited"), uri=uri), "hash", NOW, Validators('"1"'))


def still_cited(path: Path) -> set[str]:
    return {
        url
        for (url,) in rows(
            path, "SELECT l.url FROM citations c JOIN links l ON l.id = link_id WHERE c.removed_at IS NULL"
        )
    }


def locations(store: Store) -> list[str]:
    return [row["location"] for row in store.sources.rows()]


def sync(store: Store, entries: Iterable[SourceEntry]) -> None:
    store.sources.sync(entries, NOW)


def test_a_source_is_tracked_once_however_often_it_is_added(store: Store) -> None:
    assert store.sources.put(FEED, "command", NOW) == (1, True)
    assert store.sources.put(FEED, "command", NOW + DAY) == (1, False)


def test_sources_of_the_settings_go_when_the_settings_no_longer_name_them(store: Store) -> None:
    add(store, PAGE)
    sync(store, [FEED])
    assert locations(store) == [PAGE.location, FEED.location]
    sync(store, [])
    assert locations(store) == [PAGE.location]


def test_a_source_that_the_settings_take_over_goes_with_them(store: Store) -> None:
    add(store)
    sync(store, [FEED])
    sync(store, [])
    assert locations(store) == []


def test_a_source_is_found_by_its_location_name_or_number(store: Store) -> None:
    add(store)
    for text in (FEED.location, "Example", "1"):
        assert [source.entry for source in store.sources.find(text)] == [FEED]
    assert store.sources.find("2") == []


def test_a_removed_source_leaves_its_articles_marked_and_their_history(store: Store, path: Path) -> None:
    source_id = add(store)
    record(store, source_id, "https://example.org/1")
    store.sources.remove(source_id, NOW + DAY)
    assert rows(path, "SELECT removed_at, source_id FROM articles") == [("2026-11-23T08:00:00Z", None)]
    assert rows(path, "SELECT removed_at FROM citations") == [("2026-11-23T08:00:00Z",)]


def test_sources_are_due_when_never_scanned_when_their_time_has_come_and_when_the_clock_was_put_back(
    store: Store,
) -> None:
    source_id = add(store)
    assert [source.id for source in store.sources.due(3600, NOW)] == [source_id]
    store.sources.end_scan(source_id, None, NOW, forget_unseen=False)
    assert store.sources.due(3600, NOW + HOUR / 2) == []
    assert [source.id for source in store.sources.due(3600, NOW + HOUR)] == [source_id]
    assert [source.id for source in store.sources.due(3600, NOW - DAY)] == [source_id]


def test_what_a_complete_reading_did_not_find_is_marked_as_removed_and_comes_back_when_it_is_found(
    store: Store, path: Path
) -> None:
    source_id = add(store)
    record(store, source_id, "https://example.org/1", "https://example.org/2")
    assert store.sources.end_scan(source_id, None, NOW, forget_unseen=True) == 0
    record(store, source_id, "https://example.org/2")
    assert store.sources.end_scan(source_id, None, NOW + DAY, forget_unseen=True) == 1
    assert still_cited(path) == {"https://example.org/2/cited"}
    assert not store.articles.note_unchanged(source_id, "https://example.org/1", "hash", NOW + DAY), (
        "it is to be read again"
    )
    record(store, source_id, "https://example.org/1")
    assert still_cited(path) == {"https://example.org/1/cited", "https://example.org/2/cited"}


def test_a_reading_that_was_not_complete_marks_nothing(store: Store, path: Path) -> None:
    source_id = add(store)
    record(store, source_id, "https://example.org/1")
    store.sources.end_scan(source_id, None, NOW, forget_unseen=True)
    assert store.sources.end_scan(source_id, "the list broke off", NOW + DAY, forget_unseen=False) == 0
    assert still_cited(path) == {"https://example.org/1/cited"}
    (row,) = store.sources.rows()
    assert row["last_error"] == "the list broke off"


def test_an_article_that_cannot_be_read_is_still_there_unless_it_is_gone(store: Store, path: Path) -> None:
    source_id = add(store)
    record(store, source_id, "https://example.org/1", "https://example.org/2")
    store.sources.end_scan(source_id, None, NOW, forget_unseen=True)
    store.articles.record_unreadable(None, source_id, Unreadable("https://example.org/1", "503"), NOW)
    store.articles.record_unreadable(None, source_id, Unreadable("https://example.org/2", "410", is_gone=True), NOW)
    assert store.sources.end_scan(source_id, None, NOW + DAY, forget_unseen=True) == 1
    assert still_cited(path) == {"https://example.org/1/cited"}


def test_an_article_that_is_gone_is_marked_though_its_source_forgets_others(store: Store, path: Path) -> None:
    source_id = add(store)
    record(store, source_id, "https://example.org/1", "https://example.org/2")
    store.sources.end_scan(source_id, None, NOW, forget_unseen=False)
    store.articles.record_unreadable(None, source_id, Unreadable("https://example.org/2", "410", is_gone=True), NOW)
    assert store.sources.end_scan(source_id, None, NOW + DAY, forget_unseen=False) == 1
    assert still_cited(path) == {"https://example.org/1/cited"}


def test_an_unchanged_article_counts_as_seen_and_is_recognised_by_its_content(store: Store) -> None:
    source_id = add(store)
    record(store, source_id, "https://example.org/1")
    store.sources.end_scan(source_id, None, NOW, forget_unseen=True)
    assert store.articles.note_unchanged(source_id, "https://example.org/1", None, NOW + DAY)
    assert store.sources.end_scan(source_id, None, NOW + DAY, forget_unseen=True) == 0
    assert store.articles.note_unchanged(source_id, "https://example.org/1", "hash", NOW + DAY)
    assert not store.articles.note_unchanged(source_id, "https://example.org/1", "another", NOW + DAY)


def test_an_article_is_asked_for_conditionally_only_if_it_was_read_well(store: Store) -> None:
    source_id = add(store)
    assert store.articles.last_reading(source_id, "https://example.org/1") is None
    record(store, source_id, "https://example.org/1")
    reading = store.articles.last_reading(source_id, "https://example.org/1")
    assert reading is not None
    assert (reading.etag, reading.read_at) == ('"1"', NOW)
    store.articles.record_unreadable(None, source_id, Unreadable("https://example.org/1", "503"), NOW)
    assert store.articles.last_reading(source_id, "https://example.org/1") is None


def test_a_list_is_kept_as_it_was_read_and_goes_with_its_source(store: Store, path: Path) -> None:
    source_id = add(store)
    page = ListPage('"1"', None, "application/xml", "utf-8", b"<feed/>" * 1000)
    store.sources.keep_list_page(source_id, FEED.location, page, NOW)
    assert store.sources.list_page(source_id, FEED.location) == page
    store.sources.remove(source_id, NOW)
    assert rows(path, "SELECT count(*) FROM source_pages") == [(0,)]


def test_where_a_page_leads_is_kept_and_forgotten_when_nobody_asks_for_the_page(store: Store, path: Path) -> None:
    source_id, other_id = add(store), add(store, PAGE)
    page = CrawledPage('"1"', None, "{}")
    for name in ("a", "b", "c"):
        store.sources.keep_crawled_page(source_id, f"https://x.example/{name}", page)
    store.sources.keep_crawled_page(other_id, "https://x.example/c", page)
    store.sources.keep_list_page(source_id, FEED.location, ListPage(None, "x", None, None, b""), NOW)
    store.sources.forget_crawled_page(source_id, "https://x.example/b")
    store.sources.keep_only(source_id, ["https://x.example/a"])
    assert store.sources.crawled_page(source_id, "https://x.example/a") == page
    assert store.sources.crawled_page(source_id, "https://x.example/b") is None
    assert rows(path, "SELECT source_id, url FROM crawled_pages") == [
        (source_id, "https://x.example/a"),
        (other_id, "https://x.example/c"),
    ]
    assert rows(path, "SELECT count(*) FROM source_pages") == [(0,)]


def test_an_article_is_read_again_when_something_else_is_asked_for(store: Store) -> None:
    source_id = add(store, PAGE)
    page = article(cite("https://example.org/cited"), uri=PAGE.location)
    store.articles.record(None, source_id, page, "hash", NOW, Validators('"1"'), wanted="image")
    assert store.articles.last_reading(source_id, page.uri, "image") is not None
    assert store.articles.last_reading(source_id, page.uri) is None
    assert store.articles.note_unchanged(source_id, page.uri, "hash", NOW, "image")
    assert not store.articles.note_unchanged(source_id, page.uri, "hash", NOW, "frame image")
