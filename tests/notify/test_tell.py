import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from pydantic import SecretStr

from linkwatch.config import NotifySettings
from linkwatch.errors import NotifyError
from linkwatch.model import Status
from linkwatch.notify import Message
from linkwatch.notify.tell import Told, target_key, tell
from linkwatch.store import Store
from tests.notify.conftest import TOKEN, Receiver, log, receiver
from tests.notify.making import find_copy, read_by_hand, read_source, see
from tests.store.making import DAY, HOUR, NOW, rows

__all__ = ["log", "receiver"]

A, B = "https://a.example/", "https://b.example/"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "links.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as store:
        read_by_hand(store, A, B, title="An essay")
        see(store, {A: Status.ALIVE, B: Status.ALIVE})
        yield store


class Target:
    """Takes messages, or not; ordered by what arrives."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.tried: list[tuple[str, str]] = []
        self.refused: set[str] = set()

    async def __call__(self, url: SecretStr, message: Message) -> None:
        what = (url.get_secret_value(), message.title)
        self.tried.append(what)
        if self.refused & {"all", *what}:
            raise NotifyError("the service answered with 500")
        self.taken.append(what)


def settings(*urls: SecretStr | str, feed: Path | None = None) -> NotifySettings:
    return NotifySettings(urls=[SecretStr(url) if isinstance(url, str) else url for url in urls], feed=feed)


async def test_what_happened_arrives_at_a_real_receiver_once(store: Store, receiver: Receiver, path: Path) -> None:
    wanted = settings(receiver.url)
    assert await tell(store.outbox, store.feed, wanted, NOW) == Told()
    links = see(store, {A: Status.DEAD})
    find_copy(store, links[A], A)
    assert await tell(store.outbox, store.feed, wanted, NOW) == Told(sent=1)
    assert await tell(store.outbox, store.feed, wanted, NOW + HOUR) == Told()
    assert receiver.messages == [
        Message(
            "linkwatch: 1 dead",
            "Dead (1):\n\n- https://a.example/\n"
            "  the server says there is no such page (404); cited in “An essay”\n"
            "  archived copy: https://web.archive.example/2015/https://a.example/",
        )
    ]
    key = hashlib.sha256(receiver.url.get_secret_value().encode()).hexdigest()[:16]
    sent = rows(path, "SELECT target, tries, next_try_at, sent_at, last_error FROM outbox")
    assert sent == [(key, 1, None, "2026-11-22T08:00:00Z", None)]


async def test_no_address_is_written_down(store: Store, receiver: Receiver, path: Path, log: list[str]) -> None:
    receiver.status = 500
    await tell(store.outbox, store.feed, settings(receiver.url), NOW)
    see(store, {A: Status.DEAD})
    told = await tell(store.outbox, store.feed, settings(receiver.url), NOW)
    assert told == Told(failed=1, waiting=1, errors=["JSON: the service answered with 500"])
    with closing(sqlite3.connect(path)) as connection:
        written = "".join(connection.iterdump())
    assert "linkwatch: 1 dead" in written
    assert TOKEN not in written
    assert TOKEN not in repr(settings(receiver.url))


async def test_a_new_source_comes_as_one_line(store: Store, receiver: Receiver) -> None:
    await tell(store.outbox, store.feed, settings(receiver.url), NOW)
    urls = [f"https://a.example/{number}" for number in range(50)]
    read_source(store, "essays", urls)
    see(store, dict.fromkeys(urls[:40], Status.ALIVE))
    see(store, dict.fromkeys(urls[40:], Status.DEAD))
    await tell(store.outbox, store.feed, settings(receiver.url), NOW)
    assert receiver.messages == [
        Message(
            "linkwatch: 1 source looked through",
            "Looked through for the first time (1):\n\n- “essays”: 50 links: 40 alive, 10 dead",
        )
    ]


async def test_what_a_stranger_wrote_arrives_as_plain_text(store: Store, receiver: Receiver) -> None:
    await tell(store.outbox, store.feed, settings(receiver.url), NOW)
    url = "https://user:secret@h.example/@everyone/[x](y)"
    read_by_hand(store, url, title="\x1b[31m\u202eevil [a](https://e.example/) <!here>" + "a" * 500)
    url = "https://***@h.example/@everyone/[x](y)"
    see(store, {url: Status.ALIVE})
    see(store, {url: Status.DEAD})
    await tell(store.outbox, store.feed, settings(receiver.url), NOW)
    (message,) = receiver.messages
    assert "https://h.example/%40everyone/%5Bx%5D(y)\n" in message.body
    assert not set(message.body) & set("\x1b\u202e[]<>@`*")
    assert "secret" not in message.body
    assert max(map(len, message.body.splitlines())) < 200


async def test_a_target_that_fails_is_tried_again_ever_more_rarely_and_given_up_after_three_days(
    store: Store, path: Path
) -> None:
    target = Target()
    target.refused = {"all"}
    await tell(store.outbox, store.feed, settings("one"), NOW, send=target)
    see(store, {A: Status.DEAD})
    pauses, now = [], NOW
    while True:
        told = await tell(store.outbox, store.feed, settings("one"), now, send=target)
        assert (told.sent, told.failed, told.errors) == (0, 1, ["the service answered with 500"])
        early = await tell(store.outbox, store.feed, settings("one"), now + timedelta(seconds=59), send=target)
        assert early.failed == 0
        (next_try,) = rows(path, "SELECT next_try_at FROM outbox")[0]
        if next_try is None:
            break
        pauses.append((datetime.fromisoformat(next_try) - now) / MINUTE)
        now = datetime.fromisoformat(next_try)
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, *[360] * 11]
    assert (told.dropped, told.waiting) == (1, 0)
    assert rows(path, "SELECT tries, sent_at, last_error FROM outbox") == [(21, None, "the service answered with 500")]
    assert now - NOW > 3 * DAY


async def test_one_target_that_fails_keeps_nothing_from_another(store: Store) -> None:
    target = Target()
    target.refused = {"bad"}
    wanted = settings("bad", "good", "good")
    await tell(store.outbox, store.feed, wanted, NOW, send=target)
    see(store, {A: Status.DEAD})
    told = await tell(store.outbox, store.feed, wanted, NOW, send=target)
    assert target.taken == [("good", "linkwatch: 1 dead")]
    assert (told.sent, told.failed, told.waiting) == (1, 1, 1)
    target.refused = set()
    await tell(store.outbox, store.feed, wanted, NOW + HOUR, send=target)
    assert target.taken[1:] == [("bad", "linkwatch: 1 dead")]


async def test_a_message_that_is_refused_keeps_nothing_from_arriving_later(store: Store) -> None:
    target = Target()
    target.refused = {"linkwatch: 1 dead"}
    await tell(store.outbox, store.feed, settings("one"), NOW, send=target)
    see(store, {A: Status.DEAD})
    await tell(store.outbox, store.feed, settings("one"), NOW, send=target)
    see(store, {A: Status.ALIVE})
    told = await tell(store.outbox, store.feed, settings("one"), NOW + HOUR, send=target)
    assert target.taken == [("one", "linkwatch: 1 back again")]
    assert (told.sent, told.failed, told.waiting) == (1, 1, 1)


async def test_a_target_that_does_not_answer_is_asked_once_a_wake(store: Store) -> None:
    target = Target()
    target.refused = {"all"}
    await tell(store.outbox, store.feed, settings("one"), NOW, send=target)
    for status in (Status.DEAD, Status.ALIVE, Status.DEAD):
        see(store, {A: status})
        target.tried.clear()
        told = await tell(store.outbox, store.feed, settings("one"), NOW + HOUR, send=target)
        assert len(target.tried) == 1
    assert (told.failed, told.waiting) == (1, 3)


async def test_a_message_for_a_target_that_is_no_longer_named_is_dropped(store: Store, path: Path) -> None:
    target = Target()
    target.refused = {"all"}
    await tell(store.outbox, store.feed, settings("old"), NOW, send=target)
    see(store, {A: Status.DEAD})
    await tell(store.outbox, store.feed, settings("old"), NOW, send=target)
    assert await tell(store.outbox, store.feed, settings("new"), NOW + HOUR, send=target) == Told(dropped=1)
    word = "its address is no longer in the settings"
    assert rows(path, "SELECT next_try_at, sent_at, last_error FROM outbox") == [(None, None, word)]


async def test_a_target_that_is_added_is_not_told_of_years(store: Store) -> None:
    target = Target()
    for status in (Status.DEAD, Status.ALIVE, Status.DEAD):
        see(store, {A: status})
        assert await tell(store.outbox, store.feed, settings(), NOW, send=target) == Told()
    await tell(store.outbox, store.feed, settings("new"), NOW, send=target)
    assert target.tried == []
    see(store, {B: Status.DEAD})
    await tell(store.outbox, store.feed, settings("new"), NOW, send=target)
    assert target.taken == [("new", "linkwatch: 1 dead")]


async def test_messages_sent_long_ago_are_forgotten(store: Store, path: Path) -> None:
    await tell(store.outbox, store.feed, settings("one"), NOW, send=Target())
    see(store, {A: Status.DEAD})
    for now, left in ((NOW, 1), (NOW + 90 * DAY, 1), (NOW + 91 * DAY, 0)):
        await tell(store.outbox, store.feed, settings("one"), now, send=Target())
        assert rows(path, "SELECT count(*) FROM outbox") == [(left,)]


async def test_the_feed_is_written_when_something_changed(store: Store, tmp_path: Path) -> None:
    feed = tmp_path / "public" / "changes.atom"
    feed.parent.mkdir()
    wanted = settings(feed=feed)

    async def entries(now: datetime) -> list[str]:
        assert await tell(store.outbox, store.feed, wanted, now) == Told()
        return [entry.title for entry in feedparser.parse(feed.read_bytes()).entries]

    assert await entries(NOW) == []
    see(store, {A: Status.DEAD}, NOW + HOUR)
    assert await entries(NOW + HOUR) == [f"dead: {A}"]
    written = feed.stat()
    assert feedparser.parse(feed.read_bytes()).feed.updated == "2026-11-22T09:00:00Z"
    assert await entries(NOW + 2 * HOUR) == [f"dead: {A}"]
    assert feed.stat().st_ino == written.st_ino  # not written again
    see(store, {A: Status.ALIVE}, NOW + 3 * HOUR)
    assert await entries(NOW + 3 * HOUR) == [f"alive: {A}", f"dead: {A}"]
    assert feed.stat().st_ino != written.st_ino  # put in the old one's place, not written into it
    assert feed.stat().st_mode & 0o777 == 0o644
    feed.unlink()
    assert await entries(NOW + 3 * HOUR) == [f"alive: {A}", f"dead: {A}"]
    assert [file.name for file in feed.parent.iterdir()] == ["changes.atom"]


async def test_a_feed_that_cannot_be_written_is_told_and_keeps_no_message(store: Store, tmp_path: Path) -> None:
    feed = tmp_path / "missing" / "changes.atom"
    target = Target()
    wanted = settings("one", feed=feed)
    await tell(store.outbox, store.feed, wanted, NOW, send=target)
    see(store, {A: Status.DEAD})
    told = await tell(store.outbox, store.feed, wanted, NOW, send=target)
    problem = f"[notify] feed: {feed}: cannot be written: No such file or directory"
    assert told == Told(sent=1, errors=[problem])
    feed.parent.mkdir()
    assert await tell(store.outbox, store.feed, wanted, NOW, send=target) == Told()
    assert feed.exists()


def test_a_target_is_known_by_a_digest() -> None:
    assert target_key(SecretStr("json://127.0.0.1/")) == hashlib.sha256(b"json://127.0.0.1/").hexdigest()[:16]


async def test_a_message_and_the_feed_tell_no_secret_and_no_private_address(
    path: Path, receiver: Receiver, tmp_path: Path
) -> None:
    signed, private = "https://files.example/?page=2&token=hush", "http://wiki.corp/hush"
    wanted = settings(receiver.url, feed=tmp_path / "feed.xml")
    with Store.open(path) as store:
        read_by_hand(store, signed, private, title="An essay")
        see(store, {signed: Status.ALIVE, private: Status.ALIVE})
        await tell(store.outbox, store.feed, wanted, NOW)
        see(store, {signed: Status.DEAD, private: Status.DEAD}, NOW + DAY)
        told = await tell(store.outbox, store.feed, wanted, NOW + DAY)
    assert told.sent == 1
    sent = receiver.messages[-1].body
    published = (tmp_path / "feed.xml").read_text()
    for text in (sent, published, rows(path, "SELECT body FROM outbox")[-1][0]):
        assert "hush" not in text
        assert "wiki.corp" not in text
        assert "token=…" in text
        assert "(an address on a private network)" in text.replace("\u200b", "")
    assert (signed,) in rows(path, "SELECT url FROM links")  # it can be asked again
