"""How registries are asked, by real servers: rarely, politely, and so that no trouble with them changes anything."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from linkwatch.check import control
from linkwatch.judge.registration import Registration
from linkwatch.watch.registries import read_registration, read_servers
from tests.watching import Page, Watch, cite

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
FEED = [("feed", "blog.com/feed")]
LIST = "iana.net/dns.json"


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    return Watch(tmp_path / "watch.db")


def answer(domain: str, *status: str, expires: str | None = None) -> Page:
    events = [{"eventAction": "registration", "eventDate": "1999-01-01T00:00:00Z"}]
    events += [{"eventAction": "expiration", "eventDate": expires}] if expires else []
    known = {"objectClassName": "domain", "ldhName": domain.upper(), "status": [*status], "events": events}
    return Page(json.dumps(known))


@asynccontextmanager
async def opened(watch: Watch, *, rdap: bool = True, check: Mapping[str, Any] = {}) -> AsyncIterator[None]:
    """Begin to watch a blog with a list of registries; it has an address only once it is served."""
    async with watch.sites.serve():
        sections = {"archive": {"find": False}, "risk": {"rdap": rdap, "rdap_bootstrap": watch.url(LIST)}}
        with patch.object(control, "CONTROL_URL", watch.sites.control_url):
            async with watch.restarted(FEED, check=check, **sections):
                yield


def serve(watch: Watch, *names: str) -> None:
    """Have one registry know all of .com, and say of these names that they go on for years."""
    watch.pages[LIST] = Page(json.dumps({"services": [[["com"], [watch.url("registry.net/com/")]]]}))
    for name in names:
        watch.pages[f"registry.net/com/domain/{name}"] = answer(name, "active", expires="2036-05-01T00:00:00Z")


def asked(watch: Watch) -> list[str]:
    """Which names the registry was asked for, in order."""
    return [one.url.rpartition("/")[2] for one in watch.asked if one.url.startswith("registry.net")]


async def watched(watch: Watch, *places: str) -> None:
    await cite(watch, *places)
    await watch.check()


async def test_the_registry_of_each_living_page_is_asked_once_a_month(watch: Watch) -> None:
    async with opened(watch):
        serve(watch, "mill.com", "well.com", "blog.com")
        await watched(watch, "www.mill.com/a", "mill.com/b", "well.com/c", "museum.org/d")
        for _ in range(3):
            await watch.jobs.archive()
        assert sorted(asked(watch)) == ["mill.com", "well.com"]
        assert [one.url for one in watch.asked].count(LIST) == 1
        (row,) = watch.rows("SELECT * FROM registrations WHERE domain = 'mill.com'")
        assert (row["expires_at"], row["state"], row["told_at"]) == ("2036-05-01T00:00:00Z", None, row["asked_at"])
        watch.clock.move(seconds=29 * 86400)
        await watch.jobs.archive()
        assert len(asked(watch)) == 2
        watch.clock.move(seconds=2 * 86400)
        await watch.jobs.archive()
        assert sorted(asked(watch)) == ["mill.com", "mill.com", "well.com", "well.com"]


async def test_nobody_is_asked_unless_the_settings_allow_it(watch: Watch) -> None:
    async with opened(watch, rdap=False):
        serve(watch, "mill.com")
        await watched(watch, "mill.com/a")
        await watch.jobs.archive()
    assert LIST not in [one.url for one in watch.asked]
    assert asked(watch) == []


async def test_a_name_on_its_way_out_is_told_with_the_reason(watch: Watch) -> None:
    async with opened(watch):
        serve(watch, "well.com")
        watch.pages["registry.net/com/domain/mill.com"] = answer("mill.com", "pending delete", "redemption period")
        await watched(watch, "www.mill.com/a", "well.com/b")
        before = {row["url"]: row for row in watch.jobs._store.risks.links(watch.clock.now(), 9)}
        await watch.jobs.archive()
        first, second = watch.jobs._store.risks.links(watch.clock.now(), 9)
        assert first["url"] == watch.url("www.mill.com/a")
        assert first["registration"] == "the registration of mill.com has ended: its owner can have it back still"
        assert first["percent"] > 85 > before[first["url"]]["percent"]
        assert second == before[second["url"]]


@pytest.mark.parametrize(
    "page",
    [
        Page("", 404),
        Page("", 500),
        Page("", 429),
        Page("<html>Who are you?</html>"),
        Page('{"ldhName": "mill.com", "status": "redemption period"}'),
        Page("[" * 100_000),
        Page(json.dumps({"ldhName": "mill.com", "padding": "x" * 300_000, "status": ["pending delete"]})),
        answer("other.com", "pending delete"),
    ],
)
async def test_an_answer_that_tells_nothing_changes_nothing(watch: Watch, page: Page) -> None:
    async with opened(watch):
        serve(watch)
        watch.pages["registry.net/com/domain/mill.com"] = page
        await watched(watch, "mill.com/a")
        before = watch.jobs._store.risks.links(watch.clock.now(), 9)
        await watch.jobs.archive()
        await watch.jobs.archive()
        assert watch.jobs._store.risks.links(watch.clock.now(), 9) == before
        assert watch.rows("SELECT told_at, expires_at, state FROM registrations") == [
            {"told_at": None, "expires_at": None, "state": None}
        ]
    assert asked(watch) == ["mill.com"]


async def test_trouble_leaves_what_was_known_and_spares_the_registry(watch: Watch) -> None:
    async with opened(watch):
        serve(watch, "mill.com", "well.com")
        await watched(watch, "mill.com/a", "well.com/b")
        await watch.jobs.archive()
        for name in ("mill.com", "well.com"):
            watch.pages[f"registry.net/com/domain/{name}"] = Page("", 503)
        watch.clock.move(seconds=31 * 86400)
        await watch.jobs.archive()
        assert asked(watch)[2:] == ["mill.com"]  # the next name waits for a later wake
        (row,) = watch.rows("SELECT * FROM registrations WHERE domain = 'mill.com'")
        assert row["expires_at"] == "2036-05-01T00:00:00Z"
        assert row["told_at"] < row["asked_at"]


async def test_a_list_that_cannot_be_read_is_asked_again_a_day_later(watch: Watch) -> None:
    async with opened(watch):
        await watched(watch, "mill.com/a")
        await watch.jobs.archive()
        await watch.jobs.archive()
        assert [one.url for one in watch.asked].count(LIST) == 1
        serve(watch, "mill.com")
        watch.clock.move(seconds=86401)
        await watch.jobs.archive()
    assert asked(watch) == ["mill.com"]


async def test_many_names_are_asked_over_many_wakes(watch: Watch) -> None:
    names = [f"site{number:02}.com" for number in range(45)]
    async with opened(watch):
        serve(watch, *names)
        await watched(watch, *(f"{name}/a" for name in names))
        counts = []
        for _ in range(4):
            await watch.jobs.archive()
            counts.append(len(asked(watch)))
    assert counts == [20, 40, 45, 45]
    assert sorted(asked(watch)) == names


async def test_a_private_address_is_no_registry(watch: Watch) -> None:
    async with opened(watch, check={"allow_private": ["127.0.0.1/32"]}):
        inside = watch.url("registry.net/").replace("registry.net", "127.0.0.2")
        watch.pages[LIST] = Page(json.dumps({"services": [[["com"], [inside]]]}))
        await watched(watch, "mill.com/a")
        await watch.jobs.archive()
        assert watch.rows("SELECT domain, told_at FROM registrations") == [{"domain": "mill.com", "told_at": None}]
    assert not [one for one in watch.asked if "127.0.0.2" in one.url]


def test_the_list_is_read_as_it_is_published() -> None:
    services = [[["com", "NET"], ["http://old.example/", "https://new.example/com/"]], [["xn--p1ai"], ["ftp://x/"]]]
    body = json.dumps({"version": "1.0", "publication": "2026-11-01T00:00:00Z", "services": services}).encode()
    assert read_servers(body) == {"com": "https://new.example/com/", "net": "https://new.example/com/"}
    assert read_servers(b"no list") == {}


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (["active"], None),
        (["client delete prohibited", "auto renew period"], None),
        (["pending delete"], "pending-delete"),
        (["Pending Delete", "redemption period"], "redemption"),
        (["pendingDelete", "redemptionPeriod"], "redemption"),
        (["pending delete", "pending restore"], None),
    ],
)
def test_where_a_name_is_on_its_way_out(status: list[str], state: str | None) -> None:
    body = json.dumps({"ldhName": "mill.com", "status": status}).encode()
    assert read_registration(body, "mill.com", NOW) == Registration("mill.com", NOW, None, state)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-01T10:00:00Z", NOW + timedelta(days=9, hours=2)),
        ("2026-12-01T12:00:00+02:00", NOW + timedelta(days=9, hours=2)),
        ("2026-12-01", NOW + timedelta(days=8, hours=16)),
        ("0001-01-01T00:00:00+14:00", None),
        ("soon", None),
    ],
)
def test_when_a_registration_ends(text: str, moment: datetime | None) -> None:
    body = json.dumps({"ldhName": "mill.com", "events": [{"eventAction": "expiration", "eventDate": text}]}).encode()
    read = read_registration(body, "mill.com", NOW)
    assert read is not None
    assert read.expires_at == moment
