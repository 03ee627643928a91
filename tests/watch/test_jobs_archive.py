"""How the archive job has copies made of what a daemon found alive."""

from pathlib import Path
from typing import Any

import pytest

from tests.standin.wayback import WaybackStandin
from tests.watching import FEED, Watch, blog


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    return Watch(tmp_path / "watch.db")


def settings(url: str, folder: Path, **changes: Any) -> dict[str, Any]:
    return {
        "find": False,
        "save": "unarchived",
        "warc": folder,
        "wayback_url": url,
        "save_url": url + "/save",
        "requests_per_minute": 100_000,
        "access_key": "key",
        "secret_key": "secret",
        **changes,
    }


async def watched_for_a_while(watch: Watch, archive: dict[str, Any]) -> list[tuple[str, str]]:
    """Find a link alive, let the archive job wake twice; return what became of it: archive and state."""
    async with watch.opened(FEED, archive=archive):
        blog(watch, "a.com/x")
        await watch.scan()
        await watch.check()
        await watch.jobs.archive()
        await watch.jobs.archive()
    found = watch.rows("SELECT archive, state FROM saves ORDER BY archive")
    return [(row["archive"], row["state"]) for row in found]


async def test_what_is_alive_is_kept_by_everybody_once(watch: Watch, tmp_path: Path) -> None:
    standin = WaybackStandin()
    async with standin.serve() as url:
        ends = await watched_for_a_while(watch, settings(url, tmp_path / "own"))
    assert ends == [("local", "saved"), ("wayback", "saved")]
    assert len(standin.saving.posts) == 1


async def test_refused_keys_are_told_once_and_copies_of_our_own_are_made(
    watch: Watch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    standin = WaybackStandin()
    async with standin.serve() as url:
        ends = await watched_for_a_while(watch, settings(url, tmp_path / "own", secret_key="hush"))
    assert ends == [("local", "saved"), ("wayback", "intended")]
    told = [record.message for record in caplog.records if record.levelname == "ERROR"]
    assert told == ["nothing is saved at the archive"]
    assert "no more pages are saved for now" in caplog.text
    assert "hush" not in caplog.text


async def test_nothing_is_kept_that_the_settings_do_not_ask_for(watch: Watch, tmp_path: Path) -> None:
    standin = WaybackStandin()
    async with standin.serve() as url:
        assert await watched_for_a_while(watch, settings(url, tmp_path / "own", save="never")) == []
    assert (standin.requests, (tmp_path / "own").exists()) == ([], False)
