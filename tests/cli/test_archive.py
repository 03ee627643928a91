"""`linkwatch archive`: what is saved, what is not, and what becomes of a save that was cut off."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from linkwatch.archive.save_errors import FAILURES, Then
from linkwatch.archive.save_page_now import SAVES_PER_MINUTE
from tests.cli.conftest import Linkwatch, Result, Site
from tests.programs import Program
from tests.standin.wayback import EXCLUDED, RESET, Trouble, WaybackStandin

Saves = Callable[..., tuple[Result, dict[str, dict[str, Any]]]]


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch, wayback: WaybackStandin) -> None:
    monkeypatch.setenv("LINKWATCH_ARCHIVE__ACCESS_KEY", "key")
    monkeypatch.setenv("LINKWATCH_ARCHIVE__SECRET_KEY", "secret")
    monkeypatch.setenv("LINKWATCH_ARCHIVE__SAVE_URL", os.environ["LINKWATCH_ARCHIVE__WAYBACK_URL"] + "/save")


@pytest.fixture
def archive(linkwatch: Linkwatch, keys: None) -> Saves:
    """Runs the command on x.db; returns its result, and its rows by the last part of their URLs."""

    def archive(*urls: str) -> tuple[Result, dict[str, dict[str, Any]]]:
        result = linkwatch("archive", *urls, "--db", "x.db", "--format", "json")
        rows = json.loads(result.stdout) if result.stdout else []
        return result, {row["url"].rpartition("/")[2]: row for row in rows}

    return archive


def execute(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(sql).fetchall()


def hours_pass(path: Path, hours: float) -> None:
    for column in ("requested_at", "next_try_at", "finished_at"):
        execute(path, f"UPDATE saves SET {column} = strftime('%Y-%m-%dT%H:%M:%SZ', {column}, '-{hours} hours')")
    until = f"strftime('%Y-%m-%dT%H:%M:%SZ', json_extract(value, '$.until'), '-{hours} hours')"
    execute(path, f"UPDATE progress SET value = json_set(value, '$.until', {until})")


def test_a_living_page_is_saved_and_its_copy_known(archive: Saves, site: Site, wayback: WaybackStandin) -> None:
    result, rows = archive(f"{site.url}/stories/a-mill")
    assert (result.exit_code, result.stderr) == (0, "")
    row = rows["a-mill"]
    assert (row["status"], row["archive"], row["save"]) == ("alive", "wayback", "saved")
    assert row["snapshot_url"].endswith(f"/{site.url}/stories/a-mill")
    (post,) = wayback.saving.posts
    assert post == {
        "url": f"{site.url}/stories/a-mill",
        "skip_first_archive": "1",
        "if_not_archived_within": str(30 * 86400),
    }


def test_without_keys_that_is_said_and_nothing_is_asked(
    linkwatch: Linkwatch, site: Site, wayback: WaybackStandin
) -> None:
    result = linkwatch("archive", f"{site.url}/stories/a-mill")
    assert result.exit_code == 2
    assert "LINKWATCH_ARCHIVE__ACCESS_KEY" in result.stderr
    assert site.requests == wayback.requests == []


def test_wrong_keys_are_said_in_a_line_without_being_told(
    archive: Saves, site: Site, wayback: WaybackStandin, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LINKWATCH_ARCHIVE__SECRET_KEY", "hush-hush")
    result, _ = archive(f"{site.url}/stories/a-mill")
    assert result.exit_code == 2
    assert "does not accept the keys" in result.stderr
    assert "hush" not in result.stderr + result.stdout
    assert b"hush" not in b"".join(file.read_bytes() for file in tmp_path.glob("x.db*"))
    assert wayback.saving.posts == []


def test_what_is_not_alive_is_not_saved(archive: Saves, site: Site, wayback: WaybackStandin) -> None:
    result, rows = archive(f"{site.url}/gone", f"{site.url}/forbidden", f"{site.url}/broken", "mailto:x@y.example")
    assert result.exit_code == 1
    assert {row["save"] for row in rows.values()} == {"not-saved"}
    assert rows["gone"]["status"] == "dead"
    assert wayback.saving.posts == []


def test_a_password_is_sent_to_no_archive(archive: Saves, site: Site, wayback: WaybackStandin) -> None:
    url = site.url.replace("//", "//me:hush@")
    _, rows = archive(f"{url}/stories/a-mill")
    assert rows["a-mill"]["save"] == "not-saved"
    assert rows["a-mill"]["message"] == "its address holds a user name or a password"
    assert "hush" not in json.dumps(rows)
    assert wayback.saving.posts == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_page_on_a_private_network_is_told_to_no_archive_outside(
    archive: Saves, site: Site, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("LINKWATCH_ARCHIVE__SAVE_URL", "http://archive.invalid/save")
    result, rows = archive(f"{site.url.replace('127.0.0.1', host)}/stories/a-mill")
    assert (result.exit_code, rows["a-mill"]["status"], rows["a-mill"]["save"]) == (1, "alive", "not-saved")
    assert rows["a-mill"]["message"] == "it is on a private network"


def test_a_signed_address_is_told_to_no_archive(archive: Saves, site: Site, wayback: WaybackStandin) -> None:
    result, rows = archive(f"{site.url}/stories/a-mill?sig=ab12", f"{site.url}/gone?sig=ab12")
    saved, gone = rows["a-mill?sig=ab12"], rows["gone?sig=ab12"]
    assert (result.exit_code, saved["save"], gone["save"]) == (1, "not-saved", "not-saved")
    assert (saved["message"], gone["message"]) == ("its address holds a secret: sig", None)
    assert wayback.requests == []


def test_an_archived_copy_is_not_archived_again(archive: Saves, site: Site, wayback: WaybackStandin) -> None:
    wayback.add("http://mill.example/page", "20150601120000", body=b"<p>It turned for years, it did.</p>" * 30)
    base = os.environ["LINKWATCH_ARCHIVE__WAYBACK_URL"]
    result, rows = archive(f"{base}/web/20150601120000/http://mill.example/page")
    assert (result.exit_code, rows["page"]["save"]) == (0, "copy")
    assert wayback.saving.posts == []


@pytest.mark.parametrize(("days", "end", "posts"), [(20, "archived", 0), (40, "saved", 1)])
def test_what_was_captured_recently_is_not_saved_again(
    archive: Saves, site: Site, wayback: WaybackStandin, days: int, end: str, posts: int
) -> None:
    taken = (datetime.now(UTC) - timedelta(days=days)).strftime("%Y%m%d%H%M%S")
    wayback.add(f"{site.url}/stories/a-mill", taken, body=b"<p>A page that was here, and still is.</p>" * 30)
    result, rows = archive(f"{site.url}/stories/a-mill")
    assert (result.exit_code, rows["a-mill"]["save"]) == (0, end)
    assert rows["a-mill"]["snapshot_url"]
    assert len(wayback.saving.posts) == posts


def test_save_always_saves_what_was_captured_recently(
    archive: Saves, site: Site, wayback: WaybackStandin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKWATCH_ARCHIVE__SAVE", "always")
    for _ in range(2):
        assert archive(f"{site.url}/stories/a-mill")[1]["a-mill"]["save"] == "saved"
    assert [set(post) for post in wayback.saving.posts] == [{"url", "skip_first_archive"}] * 2


def test_what_was_saved_is_not_saved_again_though_the_index_lags(
    archive: Saves, site: Site, wayback: WaybackStandin
) -> None:
    wayback.saving.indexes = False
    for _ in range(3):
        result, rows = archive(f"{site.url}/stories/a-mill")
        assert (result.exit_code, rows["a-mill"]["save"]) == (0, "saved")
    assert len(wayback.saving.posts) == 1


def test_a_capture_that_only_the_service_knows_of_ends_the_save(
    archive: Saves, site: Site, wayback: WaybackStandin
) -> None:
    wayback.add(f"{site.url}/stories/a-mill", datetime.now(UTC).strftime("%Y%m%d%H%M%S"))
    wayback.index_forgets = True
    wayback.trouble_at = {"/wayback/available": Trouble(404, "{}")}
    result, rows = archive(f"{site.url}/stories/a-mill")
    assert (result.exit_code, rows["a-mill"]["save"], len(wayback.saving.posts)) == (0, "archived", 1)


ENDS_A_RUN = (Then.LEAVE_HOST, Then.STOP)  # for the host, or for all


def words_for(then: Then, at_once: int = SAVES_PER_MINUTE) -> list[list[str]]:
    """The words that lead to an end, in groups of so many as a run hears without waiting."""
    words = sorted(word for word, failure in FAILURES.items() if failure.then is then)
    return [words[at : at + at_once] for at in range(0, len(words), at_once)]


@pytest.mark.parametrize(
    ("words", "at"),
    [
        *((words, "") for then in Then if then not in ENDS_A_RUN for words in words_for(then)),
        *((words, "") for then in ENDS_A_RUN for words in words_for(then, 1)),
        (["celery", "not-found", "read-timeout"], "job "),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, list) else given,
)
def test_every_word_for_a_failure_leads_to_its_end(
    archive: Saves, site: Site, wayback: WaybackStandin, tmp_path: Path, words: list[str], at: str
) -> None:
    urls = {word: f"{site.url}/stories/a?n={word}" for word in words}
    wayback.saving.ends = {url: f"{at}error:{word}" for word, url in urls.items()}
    wayback.saving.pending = 0
    result, rows = archive(*urls.values())
    ends = {word: FAILURES[word].then for word in words}
    found = {word: rows[f"a?n={word}"] for word in words}
    said = {word: (row["save"], row["status_ext"], row["next_try_at"] is None) for word, row in found.items()}
    assert said == {
        word: ("refused" if then is Then.GIVE_UP else "postponed", word, then is Then.GIVE_UP)
        for word, then in ends.items()
    }
    assert [word for word, row in found.items() if FAILURES[word].words not in row["message"]] == []
    assert result.exit_code == (3 if Then.STOP in ends.values() else 1)
    finished = execute(tmp_path / "x.db", "SELECT count(*) FROM saves WHERE finished_at IS NOT NULL")
    assert finished == [(len(words),)]


def test_a_word_that_nobody_knows_is_tried_again_later(archive: Saves, site: Site, wayback: WaybackStandin) -> None:
    wayback.saving.ends = {f"{site.url}/stories/a": "error:something-new"}
    _, rows = archive(f"{site.url}/stories/a")
    assert (rows["a"]["save"], rows["a"]["status_ext"]) == ("postponed", "something-new")


def test_what_was_put_off_is_taken_up_when_it_is_due_and_waits_longer_each_time(
    archive: Saves, site: Site, wayback: WaybackStandin, tmp_path: Path
) -> None:
    wayback.saving.ends = {f"{site.url}/stories/a": "error:bad-gateway"}
    archive(f"{site.url}/stories/a")
    archive()
    assert len(wayback.saving.posts) == 1
    hours_pass(tmp_path / "x.db", 1.1)
    _, rows = archive()
    assert (rows["a"]["save"], len(wayback.saving.posts)) == ("postponed", 2)
    hours_pass(tmp_path / "x.db", 1.1)
    archive()
    assert len(wayback.saving.posts) == 2
    wayback.saving.ends = {}
    hours_pass(tmp_path / "x.db", 1.1)
    result, rows = archive()
    assert (result.exit_code, rows["a"]["save"], len(wayback.saving.posts)) == (0, "saved", 3)


def test_a_host_that_is_overrun_is_left_alone_by_this_run_and_the_next(
    archive: Saves, site: Site, wayback: WaybackStandin, tmp_path: Path
) -> None:
    wayback.saving.account = {"available": 1}
    wayback.saving.ends = {f"{site.url}/stories/a": "error:too-many-requests"}
    _, rows = archive(f"{site.url}/stories/a", f"{site.url}/stories/b")
    assert (rows["a"]["save"], rows["b"]["save"]) == ("postponed", "intended")
    archive(f"{site.url}/stories/b")
    assert len(wayback.saving.posts) == 1
    hours_pass(tmp_path / "x.db", 1.1)
    assert archive(f"{site.url}/stories/b")[1]["b"]["save"] == "saved"


@pytest.mark.parametrize(
    ("word", "hours", "told"),
    [
        ("user-session-limit", 1.1, "places at the archive"),
        ("max-daily-bandwidth", 24.1, "allowance for today"),
        ("blocked-client-ip", 24.1, "from this network"),
    ],
)
def test_what_stops_the_run_is_remembered_and_leaves_the_rest_to_a_later_one(
    archive: Saves, site: Site, wayback: WaybackStandin, tmp_path: Path, word: str, hours: float, told: str
) -> None:
    wayback.saving.account = {"available": 1}
    wayback.saving.ends = {f"{site.url}/stories/a": f"error:{word}"}
    result, rows = archive(f"{site.url}/stories/a", f"{site.url}/stories/b")
    assert (result.exit_code, rows["a"]["save"], rows["b"]["save"]) == (3, "postponed", "intended")
    assert told in result.stderr
    asked = len(wayback.requests)
    result, rows = archive(f"{site.url}/stories/b")
    assert (result.exit_code, rows["b"]["save"], len(wayback.requests)) == (3, "intended", asked)
    assert told in result.stderr
    hours_pass(tmp_path / "x.db", hours)
    wayback.saving.ends = {}
    result, rows = archive()
    assert (result.exit_code, {row["save"] for row in rows.values()}) == (0, {"saved"})


def test_refused_keys_are_not_sent_again_and_others_are_sent_at_once(
    archive: Saves, site: Site, wayback: WaybackStandin, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LINKWATCH_ARCHIVE__SECRET_KEY", "hush-hush")
    archive(f"{site.url}/stories/a")
    asked = len(wayback.requests)
    result, rows = archive()
    assert (result.exit_code, rows["a"]["save"], len(wayback.requests)) == (3, "intended", asked)
    assert "does not accept the keys" in result.stderr
    assert "hush" not in "".join(str(row) for row in execute(tmp_path / "x.db", "SELECT * FROM progress"))
    monkeypatch.setenv("LINKWATCH_ARCHIVE__SECRET_KEY", "secret")
    assert archive()[1]["a"]["save"] == "saved"


def test_places_that_are_taken_are_asked_for_again_after_some_minutes(
    archive: Saves, site: Site, wayback: WaybackStandin, tmp_path: Path
) -> None:
    wayback.saving.account = {"available": 0}
    archive(f"{site.url}/stories/a")
    wayback.saving.account = {"available": 1}
    assert archive()[1]["a"]["save"] == "intended"
    hours_pass(tmp_path / "x.db", 0.2)
    assert archive()[1]["a"]["save"] == "saved"


@pytest.mark.parametrize(
    ("account", "posts"),
    [
        ({"available": 0}, 0),
        ({"available": 3, "daily_captures": 100, "daily_captures_limit": 100}, 0),
        ({"available": 3, "daily_captures": 99, "daily_captures_limit": 100}, 1),
        ({"available": 3, "daily_captures": "?", "daily_captures_limit": True}, 2),
        ({}, 2),
    ],
)
def test_the_accounts_limits_are_read_and_kept(
    archive: Saves, site: Site, wayback: WaybackStandin, account: dict[str, object], posts: int
) -> None:
    wayback.saving.account = account
    result, rows = archive(f"{site.url}/stories/a", f"{site.url}/stories/b")
    assert len(wayback.saving.posts) == posts
    assert result.exit_code == (0 if posts == 2 else 3)
    assert sum(row["save"] == "intended" for row in rows.values()) == 2 - posts


def test_no_more_saves_run_at_once_than_the_account_has_places(
    archive: Saves, site: Site, wayback: WaybackStandin
) -> None:
    wayback.saving.account = {"available": 2}
    wayback.saving.pending = 3
    result, _ = archive(*(f"{site.url}{path}" for path in ("/", "/stories/a", "/stories/b", "/stories/a-mill")))
    assert (result.exit_code, wayback.saving.busiest) == (0, 2)


@pytest.mark.parametrize("swallow", [Trouble(523), Trouble(504), Trouble(500), RESET, Trouble(200)])
def test_a_save_without_an_answer_is_looked_up_and_not_repeated(
    archive: Saves, site: Site, wayback: WaybackStandin, tmp_path: Path, swallow: Trouble
) -> None:
    wayback.saving.swallow = swallow
    result, rows = archive(f"{site.url}/stories/a")
    assert (result.exit_code, rows["a"]["save"]) == (1, "uncertain")
    wayback.saving.swallow = None
    archive(f"{site.url}/stories/a")
    hours_pass(tmp_path / "x.db", 1.1)
    result, rows = archive()
    assert (result.exit_code, rows["a"]["save"], len(wayback.saving.posts)) == (0, "saved", 1)
    assert rows["a"]["snapshot_url"]


def test_a_lost_save_that_was_captured_as_a_redirect_is_recognised(
    archive: Saves, site: Site, wayback: WaybackStandin, tmp_path: Path
) -> None:
    wayback.saving.swallow = Trouble(523)
    wayback.saving.indexes = False
    archive(f"{site.url}/for-a-while")
    taken = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    wayback.add(f"{site.url}/for-a-while", taken, status="302", body=b"")
    hours_pass(tmp_path / "x.db", 25)
    asked = len(wayback.requests)
    result, rows = archive()
    assert (result.exit_code, rows["for-a-while"]["save"], len(wayback.saving.posts)) == (0, "saved", 1)
    assert len(wayback.requests) == asked + 1


@pytest.mark.parametrize(
    ("path", "status", "posts"),
    [
        ("/for-a-while", "302", 0),
        ("/for-a-while", "200", 0),
        ("/stories/a", "302", 1),
        ("/stories/a", "404", 1),
        ("/stories/a", "-", 1),
    ],
)
def test_a_recent_capture_is_one_of_what_the_page_is_today(
    archive: Saves, site: Site, wayback: WaybackStandin, path: str, status: str, posts: int
) -> None:
    taken = (datetime.now(UTC) - timedelta(days=9)).strftime("%Y%m%d%H%M%S")
    wayback.saving.ends = {site.url + path: "error:bad-gateway"}
    wayback.add(site.url + path, taken, status=status)
    archive(site.url + path)
    assert len(wayback.saving.posts) == posts
    assert (wayback.asked("/cdx/"), wayback.asked("/web/"), wayback.asked("/wayback/")) == (1, 0, 0)


def test_an_uncertain_save_that_never_appears_is_made_again_after_a_day(
    archive: Saves, site: Site, wayback: WaybackStandin, tmp_path: Path
) -> None:
    wayback.saving.swallow = Trouble(523)
    wayback.saving.indexes = False
    archive(f"{site.url}/stories/a")
    wayback.saving.swallow = None
    for _ in range(3):
        hours_pass(tmp_path / "x.db", 6.5)
        assert archive()[1]["a"]["save"] == "uncertain"
    assert len(wayback.saving.posts) == 1
    hours_pass(tmp_path / "x.db", 6.5)
    archive()
    assert archive()[1]["a"]["save"] == "saved"
    assert len(wayback.saving.posts) == 2


@pytest.mark.parametrize("trouble", [Trouble(403, "Forbidden"), Trouble(200, "<html>at rest</html>"), EXCLUDED])
def test_an_index_in_trouble_means_no_save_and_nothing_false(
    archive: Saves, site: Site, wayback: WaybackStandin, tmp_path: Path, trouble: Trouble
) -> None:
    wayback.trouble_at = {"/cdx/": trouble, "/wayback/": trouble}
    result, rows = archive(f"{site.url}/stories/a")
    assert result.exit_code == 1
    assert rows["a"]["save"] == ("refused" if trouble is EXCLUDED else "intended")
    assert wayback.saving.posts == []
    wayback.trouble_at = {}
    archive()
    assert wayback.saving.posts == []
    hours_pass(tmp_path / "x.db", 1.1)
    archive()
    assert len(wayback.saving.posts) == (trouble is not EXCLUDED)


def test_only_attempts_that_were_made_and_failed_lengthen_the_pause(
    archive: Saves, site: Site, wayback: WaybackStandin, tmp_path: Path
) -> None:
    url = f"{site.url}/stories/a"
    pause = "SELECT strftime('%s', next_try_at) - strftime('%s', finished_at) FROM saves ORDER BY id DESC LIMIT 1"
    wayback.trouble_at = {"/cdx/": Trouble(403, "Forbidden")}
    for _ in range(3):
        assert archive(url)[1]["a"]["save"] == "intended"
        hours_pass(tmp_path / "x.db", 1.1)
    wayback.trouble_at = {}
    wayback.saving.ends = {url: "error:user-session-limit"}
    archive()
    hours_pass(tmp_path / "x.db", 1.1)
    wayback.saving.ends = {url: "error:bad-gateway"}
    for hours in (1, 2, 4):
        archive()
        assert execute(tmp_path / "x.db", pause) == [(hours * 3600,)]
        hours_pass(tmp_path / "x.db", hours + 0.1)
    wayback.saving.ends = {}
    assert archive()[1]["a"]["save"] == "saved"
    wayback.lines.clear()
    hours_pass(tmp_path / "x.db", 31 * 24)
    wayback.saving.ends = {url: "error:bad-gateway"}
    archive(url)
    assert execute(tmp_path / "x.db", pause) == [(3600,)]


def test_a_service_that_is_down_loses_nothing(
    archive: Saves, site: Site, wayback: WaybackStandin, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = os.environ["LINKWATCH_ARCHIVE__SAVE_URL"]
    monkeypatch.setenv("LINKWATCH_ARCHIVE__SAVE_URL", "http://127.0.0.1:9/save")
    result, rows = archive(f"{site.url}/stories/a")
    assert (result.exit_code, rows["a"]["save"]) == (3, "intended")
    monkeypatch.setenv("LINKWATCH_ARCHIVE__SAVE_URL", url)
    assert archive()[1]["a"]["save"] == "saved"


def test_two_processes_do_not_save_by_one_database(archive: Saves, site: Site, wayback: WaybackStandin) -> None:
    wayback.saving.account_trouble = Trouble(delay=30)
    with running(f"{site.url}/stories/a") as process:
        wait_until(lambda: wayback.asked("/save/status/user") > 0)
        result, _ = archive(f"{site.url}/stories/b")
        assert result.exit_code == 2
        assert "another process is saving" in result.stderr
        process.kill()


def test_what_to_archive_must_be_said(linkwatch: Linkwatch, keys: None) -> None:
    result = linkwatch("archive")
    assert result.exit_code == 2
    assert "--db" in result.stderr


# --- killed


def running(url: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    return Program(["archive", url, "--db", "x.db"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def killed_when(url: str, condition: Callable[[], bool]) -> None:
    with running(url) as process:
        wait_until(condition)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


def test_a_run_killed_before_it_asked_is_not_lost(
    archive: Saves, site: Site, wayback: WaybackStandin, tmp_path: Path
) -> None:
    wayback.saving.account_trouble = Trouble(delay=30)
    killed_when(f"{site.url}/stories/a", lambda: wayback.asked("/save/status/user") > 0)
    assert execute(tmp_path / "x.db", "SELECT state FROM saves") == [("intended",)]
    wayback.saving.account_trouble = None
    result, rows = archive()
    assert (result.exit_code, rows["a"]["save"], len(wayback.saving.posts)) == (0, "saved", 1)


@pytest.mark.parametrize("indexed", [True, False])
def test_a_run_killed_before_the_answer_is_neither_lost_nor_repeated(
    archive: Saves, site: Site, wayback: WaybackStandin, tmp_path: Path, indexed: bool
) -> None:
    wayback.saving.swallow = Trouble(delay=30)
    wayback.saving.indexes = indexed
    killed_when(f"{site.url}/stories/a", lambda: len(wayback.saving.jobs) > 0)
    assert execute(tmp_path / "x.db", "SELECT state FROM saves") == [("sending",)]
    wayback.saving.swallow = None
    _, rows = archive()
    assert (rows["a"]["save"], len(wayback.saving.posts)) == ("saved" if indexed else "uncertain", 1)
    if not indexed:
        wayback.add(f"{site.url}/stories/a", datetime.now(UTC).strftime("%Y%m%d%H%M%S"), body=b"<p>A page.</p>" * 90)
        hours_pass(tmp_path / "x.db", 6.5)
        _, rows = archive()
        assert (rows["a"]["save"], len(wayback.saving.posts)) == ("saved", 1)


def test_a_run_killed_while_it_waited_for_the_job_asks_on(
    archive: Saves, site: Site, wayback: WaybackStandin, tmp_path: Path
) -> None:
    wayback.saving.pending = 1_000_000
    wayback.saving.indexes = False
    killed_when(f"{site.url}/stories/a", lambda: wayback.asked("/save/status/spn2") > 2)
    assert execute(tmp_path / "x.db", "SELECT state, job_id IS NOT NULL FROM saves") == [("submitted", 1)]
    wayback.saving.pending = 0
    result, rows = archive()
    assert (result.exit_code, rows["a"]["save"], len(wayback.saving.posts)) == (0, "saved", 1)


# --- our own copies


def test_a_copy_of_ones_own_needs_no_keys(
    linkwatch: Linkwatch, site: Site, wayback: WaybackStandin, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LINKWATCH_ARCHIVE__WARC", "copies")
    url = f"{site.url}/stories/a-mill"
    result = linkwatch("archive", url, f"{site.url}/gone", "--db", "x.db", "--format", "json")
    row, gone = json.loads(result.stdout)
    assert (result.exit_code, row["archive"], row["save"], gone["save"]) == (1, "local", "saved", "not-saved")
    place, _, offset = row["snapshot_url"].removeprefix("file://").partition("#")
    with Path(place).open("rb") as file:
        file.seek(int(offset))
        assert b"A Mill" in next(iter(ArchiveIterator(file))).content_stream().read()
    assert wayback.requests == []
    linkwatch("archive", url, "--db", "x.db")
    assert execute(tmp_path / "x.db", "SELECT archive, count(*) FROM saves") == [("local", 1)]


def test_a_copy_of_ones_own_is_made_beside_the_archives(
    archive: Saves, linkwatch: Linkwatch, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKWATCH_ARCHIVE__WARC", "copies")
    url = f"{site.url}/stories/a-mill"
    result = linkwatch("archive", url, "--db", "x.db", "--format", "json")
    assert [(row["archive"], row["save"]) for row in json.loads(result.stdout)] == [
        ("local", "saved"),
        ("wayback", "saved"),
    ]
    history = json.loads(linkwatch("history", url, "--db", "x.db", "--format", "json").stdout)
    assert {row["archive"] for row in history["snapshots"]} == {"local", "wayback"}


def test_a_page_that_was_alive_is_saved_though_its_host_rests(linkwatch: Linkwatch, archive: Saves, site: Site) -> None:
    page = f"{site.url}/stories/a-mill"
    for url in (page, f"{site.url}/busy/1"):
        assert linkwatch("check", url, "--db", "x.db").exit_code == 0
    site.requests.clear()
    result, rows = archive(page)
    assert (result.exit_code, rows["a-mill"]["save"], site.requests) == (0, "saved", [])


def test_pages_of_a_network_of_one_s_own_are_kept_where_the_command_opens_it(
    linkwatch: Linkwatch, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LINKWATCH_CHECK__ALLOW_PRIVATE")
    monkeypatch.setenv("LINKWATCH_ARCHIVE__WARC", "copies")
    words = ("archive", f"{site.url}/stories/a-mill", "--format", "json")
    (closed,) = json.loads(linkwatch(*words).stdout)
    assert (closed["reason"], closed["save"], site.requests) == ("private-address", "not-saved", [])
    (opened,) = json.loads(linkwatch(*words, "--allow-private", "127.0.0.0/8").stdout)
    assert (opened["status"], opened["save"]) == ("alive", "saved")


def test_a_folder_for_copies_that_cannot_be_used_is_said_in_a_line(
    archive: Saves, site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "copies").write_text("")
    monkeypatch.setenv("LINKWATCH_ARCHIVE__WARC", "copies")
    result, _ = archive(f"{site.url}/stories/a")
    assert result.exit_code == 2
    assert "copies: cannot be written" in result.stderr
