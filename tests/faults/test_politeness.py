"""Politeness of processes that are killed, told of new settings, or run side by side on one database."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import in_background
from tests.faults.running import PATIENCE, ROOT, count, daemon, rows, wait_until, write_settings
from tests.faults.web import Web, small_web
from tests.standin.wayback import WaybackStandin

PAUSED = "SELECT count(*) FROM pauses WHERE scope = 'host'"
ALIVE = "SELECT count(*) FROM links WHERE status = 'alive'"
DEAD = "SELECT count(*) FROM links WHERE status = 'dead'"
BUSY_HOST, OTHER_HOST = 0, 1


@pytest.fixture
def small() -> Iterator[Web]:
    with small_web() as web:
        yield web


def cite(article: Path, *urls: str) -> None:
    article.write_text("\n\n".join(f"<{url}>" for url in urls))


def asked(web: Web, path: str) -> list[str]:
    return [url for _, url, *_ in web.requests() if path in url]


@pytest.mark.parametrize("how", ["killed", "restarted", "told of new settings"])
def test_a_daemon_leaves_a_host_alone_whatever_happens_to_it(tmp_path: Path, small: Web, how: str) -> None:
    article, database = tmp_path / "a.md", tmp_path / "links.db"
    settings = write_settings(tmp_path / "settings.toml", database, [("files", str(article))])
    cite(article, small.url("/busy/1", BUSY_HOST))

    def others_are_asked() -> None:
        more = [small.url("/busy/2", BUSY_HOST), small.url("/page/1", OTHER_HOST)]
        cite(article, small.url("/busy/1", BUSY_HOST), *more)
        wait_until(lambda: count(database, ALIVE) == 1)
        cite(article, small.url("/busy/1", BUSY_HOST), *more, small.url("/page/2", OTHER_HOST))
        wait_until(lambda: count(database, ALIVE) == 2)

    with daemon(settings) as process:
        wait_until(lambda: count(database, PAUSED))
        if how == "told of new settings":
            process.send(signal.SIGHUP)
            process.wait_for_line("settings read again")
            others_are_asked()
        process.end(signal.SIGKILL if how == "killed" else signal.SIGTERM)
    if how != "told of new settings":
        with daemon(settings) as process:
            others_are_asked()
            process.end()
    assert asked(small, "/busy/") == [small.url("/busy/1", BUSY_HOST)]
    assert rows(database, "SELECT status FROM links WHERE url LIKE '%/busy/2'") == [("unchecked",)]


def test_an_audit_leaves_the_host_alone_that_a_daemon_was_refused_by(tmp_path: Path, small: Web) -> None:
    article, other, database = tmp_path / "a.md", tmp_path / "b.md", tmp_path / "links.db"
    settings = write_settings(tmp_path / "settings.toml", database, [("files", str(article))])
    cite(article, small.url("/busy/1", BUSY_HOST))
    cite(other, small.url("/busy/2", BUSY_HOST), small.url("/page/1", OTHER_HOST))
    with daemon(settings):
        wait_until(lambda: count(database, PAUSED))
        with audit(other, settings, database) as process:
            process.wait(PATIENCE)
    assert asked(small, "/busy/") == [small.url("/busy/1", BUSY_HOST)]
    told = rows(database, "SELECT status, reason FROM links WHERE url LIKE '%/busy/2'")
    assert told == [("unchecked", "rate-limited")]


@contextmanager
def audit(article: Path, settings: Path, database: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run an audit; kill it if the block leaves it running."""
    options = ["--config", str(settings), "--db", str(database), "--format", "json"]
    command = [sys.executable, "-m", "linkwatch", "audit", str(article), *options]
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, stdin=nothing, stdout=nothing, stderr=nothing)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_an_audit_beside_a_daemon_asks_the_archive_no_more_than_the_daemon_alone(tmp_path: Path, small: Web) -> None:
    first, second, third, database = tmp_path / "a.md", tmp_path / "b.md", tmp_path / "c.md", tmp_path / "links.db"
    for article, host in ((first, 1), (second, 2), (third, 3)):
        cite(article, *(small.url(f"/none/{number}", host) for number in range(10)))
    archive = WaybackStandin()
    with in_background(archive.serve()) as archive_url:
        settings = write_settings(
            tmp_path / "settings.toml",
            database,
            [("files", str(first))],
            archive={"find": True, "wayback_url": archive_url, "requests_per_minute": 6},
            recheck={"confirmations": 1, "confirm_over": 0},
            schedule={"archive": 0.5},
        )
        with daemon(settings):
            wait_until(lambda: len(archive.requests) == 6)
            with audit(second, settings, database) as one, audit(third, settings, database) as other:
                wait_until(lambda: count(database, DEAD) == 30)
                time.sleep(1.5)  # in which each of them would ask if it counted for itself
                assert one.poll() is None
                assert other.poll() is None
    assert len(archive.requests) == 6


def test_audits_that_begin_together_share_an_archives_limit(tmp_path: Path, small: Web) -> None:
    database = tmp_path / "links.db"
    archive = WaybackStandin()
    with in_background(archive.serve()) as archive_url:
        settings = write_settings(
            tmp_path / "settings.toml",
            database,
            archive={"find": True, "wayback_url": archive_url, "requests_per_minute": 12},
        )
        articles = [tmp_path / "a.md", tmp_path / "b.md"]
        for host, article in enumerate(articles):
            cite(article, *(small.url(f"/none/{number}", host) for number in range(10)))
        with audit(articles[0], settings, database), audit(articles[1], settings, database):
            wait_until(lambda: count(database, DEAD) == 20 and len(archive.requests) >= 12)
            time.sleep(1.0)
    assert len(archive.requests) == 12
