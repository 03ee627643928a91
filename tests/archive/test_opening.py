"""The archives as a process opens them: what is asked of one server shares its limits and its pauses."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from linkwatch.app.tools import open_archives
from linkwatch.config import ArchiveSettings
from linkwatch.errors import ArchiveUnavailableError
from linkwatch.reading import Here
from tests.archive.conftest import USER_AGENT
from tests.standin.wayback import WaybackStandin, too_many

URL = "http://example.org/page"
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def settings(base_url: str, **others: float) -> ArchiveSettings:
    return ArchiveSettings(
        wayback_url=base_url,
        save_url=base_url + "/save",
        memento=[base_url + "/web/timemap/link/"],
        access_key=SecretStr("key"),
        secret_key=SecretStr("secret"),
        **others,
    )


async def test_finder_index_and_saver_keep_the_limit_together(base_url: str, standin: WaybackStandin) -> None:
    async with open_archives(settings(base_url, requests_per_minute=7), USER_AGENT, Here()) as archives:
        assert archives.saver is not None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1), asyncio.TaskGroup() as group:
                for number in range(5):
                    group.create_task(archives.finder.find(f"{URL}/{number}", NOW))
                    group.create_task(archives.index.captures_since(f"{URL}/{number}", NOW))
                    group.create_task(archives.saver.quota())
    assert len(standin.requests) == 7
    assert {standin.asked("/cdx/") > 0, standin.asked("/save/") > 0} == {True}


async def test_a_pause_that_the_archive_asks_for_holds_for_all(base_url: str, standin: WaybackStandin) -> None:
    standin.trouble = [too_many("1800")]
    async with open_archives(settings(base_url, requests_per_minute=1000), USER_AGENT, Here()) as archives:
        assert archives.saver is not None
        assert not archives.finder.is_resting
        assert (await archives.finder.find(URL, NOW)).reason == "archive-unavailable"
        assert archives.finder.is_resting
        with pytest.raises(ArchiveUnavailableError):
            await archives.saver.quota()
        with pytest.raises(ArchiveUnavailableError):
            await archives.index.captures_since(URL, NOW)
    assert len(standin.requests) == 1


async def test_without_keys_there_is_no_saver(base_url: str) -> None:
    async with open_archives(ArchiveSettings(wayback_url=base_url), USER_AGENT, Here()) as archives:
        assert archives.saver is None


async def test_the_index_tells_all_captures_of_the_page_since_then(base_url: str, standin: WaybackStandin) -> None:
    standin.add(URL, "20261122075959")
    wanted = [
        standin.add(URL, "20261122080000", status="302", body=b""),
        standin.add("https://www.example.org/page", "20261122080001", status="404"),
        standin.add(URL, "20261122090000"),
    ]
    standin.add(URL + "/other", "20261122090000")
    standin.add(URL + "?a=b", "20261122090000")
    async with open_archives(settings(base_url, requests_per_minute=1000), USER_AGENT, Here()) as archives:
        captures = await archives.index.captures_since(URL, NOW)
        assert [capture.timestamp for capture in captures] == [line.timestamp for line in wanted]
        assert len(standin.requests) == 1
        assert await archives.index.captures_since("http://example.org/none", NOW) == []
        for number in range(300):
            standin.add(URL, (NOW + timedelta(days=1, seconds=number)).strftime("%Y%m%d%H%M%S"))
        captures = await archives.index.captures_since(URL, NOW)
    assert (len(captures), captures[-1].timestamp) == (100, "20261123080459")


async def test_a_url_that_ends_with_a_star_is_asked_for_alone(base_url: str, standin: WaybackStandin) -> None:
    standin.add(URL + "/a", "20261122090000")
    async with open_archives(settings(base_url, requests_per_minute=1000), USER_AGENT, Here()) as archives:
        assert await archives.index.captures_since(URL + "/*", NOW) == []
