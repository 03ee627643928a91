"""A daemon ends soon when it is told to, whatever hangs, and what it has seen until then is stored."""

import signal
from pathlib import Path

import pytest

from tests.faults.running import count, daemon, faults_of, rows, wait_until, write_settings
from tests.faults.web import Web, page_url, small_web

SOON = 3.0  # seconds from the signal to the end; less than 2 where the machine has nothing else to do
_HANGING, _LIVING = 40, 60


def _end(settings: Path, database: Path, web: Web, number: signal.Signals, hanging: int, *options: str) -> None:
    with daemon(settings, *options) as process:
        wait_until(lambda: sum("/hang" in url for _, url, *_ in web.requests()) >= hanging)
        wait_until(lambda: count(database, "SELECT count(*) FROM checks") >= _LIVING)
        code, took = process.end(number)
    assert (code, faults_of(database)) == (0, []), process.lines
    assert took < SOON, process.lines


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("workers", [1, 2])
def test_looks_that_hang_are_given_up_and_what_was_seen_is_stored(
    workers: int, number: signal.Signals, tmp_path: Path
) -> None:
    with small_web() as web:
        hanging = [web.url(f"/hang?{n}", host=300 + n) for n in range(_HANGING)]
        living = [page_url(n, web.port) for n in range(_LIVING)]
        article, database = web.answer_article("mixed", hanging + living), tmp_path / "links.db"
        settings = write_settings(tmp_path / "a.toml", database, [("page", article)], check={"timeout": 60})
        _end(settings, database, web, number, _HANGING, "--workers", str(workers))
        assert rows(database, "SELECT count(*) FROM links WHERE status = 'alive'") == [(_LIVING,)]
        assert rows(database, "SELECT count(*) FROM links WHERE status = 'unchecked'") == [(_HANGING,)]


def test_an_archive_that_hangs_is_given_up(tmp_path: Path) -> None:
    with small_web() as web:
        gone = [web.url(f"/nothing/{n}", host=n) for n in range(_LIVING)]
        article, database = web.answer_article("gone", gone), tmp_path / "links.db"
        settings = write_settings(
            tmp_path / "a.toml",
            database,
            [("page", article)],
            archive={"find": True, "wayback_url": web.url("/hang?", host=99), "save": "unarchived"},
            recheck={"confirmations": 1, "confirm_over": 0},
            schedule={"archive": 0.2},
        )
        _end(settings, database, web, signal.SIGTERM, 1)


def test_a_source_that_hangs_is_given_up(tmp_path: Path) -> None:
    with small_web() as web:
        living = web.answer_article("living", [page_url(n, web.port) for n in range(_LIVING)])
        database = tmp_path / "links.db"
        sources = [("feed", web.url("/hang")), ("page", web.url("/hang", host=7)), ("page", living)]
        settings = write_settings(tmp_path / "a.toml", database, sources, check={"timeout": 60})
        _end(settings, database, web, signal.SIGTERM, 2)
