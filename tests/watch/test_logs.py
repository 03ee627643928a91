import io
import json
import logging
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from linkwatch.model import Status
from linkwatch.watch.logs import set_up_logging

_log = logging.getLogger("linkwatch.some.module")
HOSTILE = "https://user:hush@a.example/\r\n2026-11-22 [info] forged \x1b[31m\x9b2J\u202e\u2028end"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def fail(text: str) -> None:
    raise ValueError(text)


def logged(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_for_programs_each_line_is_an_object() -> None:
    out = io.StringIO()
    set_up_logging(out, json=True)
    _log.info("links looked at", extra={"links": 3, "alive": 2, "status": Status.DEAD, "where": Path("a"), "why": None})
    _log.error("no verdict: %s", "KeyError")
    first, second = logged(out)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", first.pop("timestamp"))
    assert first == {
        "level": "info",
        "logger": "linkwatch.some.module",
        "event": "links looked at",
        "links": 3,
        "alive": 2,
        "status": "dead",
        "where": "a",
        "why": None,
    }
    assert (second["level"], second["event"]) == ("error", "no verdict: KeyError")


def test_an_exception_is_a_field_of_its_line() -> None:
    out = io.StringIO()
    set_up_logging(out, json=True)
    try:
        fail(HOSTILE)
    except ValueError:
        _log.exception("job failed", extra={"job": "check"})
    (line,) = logged(out)
    assert line["job"] == "check"
    assert "Traceback" in line["exception"]
    assert "in fail" in line["exception"]
    assert "hush" not in out.getvalue()


def test_for_people_lines_are_text_with_the_facts() -> None:
    out = io.StringIO()
    set_up_logging(out, json=False)
    _log.info("source scanned", extra={"source": "https://a.example/feed", "changed": 2})
    (line,) = out.getvalue().splitlines()
    for part in ("source scanned", "info", "source=https://a.example/feed", "changed=2", "linkwatch.some.module"):
        assert part in line


def test_colours_are_for_terminals_only() -> None:
    for out, coloured in ((Terminal(), True), (io.StringIO(), False)):
        set_up_logging(out, json=False)
        _log.info("hello")
        assert ("\x1b[" in out.getvalue()) is coloured


@pytest.mark.parametrize("as_json", [True, False])
def test_words_of_strangers_break_no_line_and_steer_no_terminal(as_json: bool) -> None:
    out = io.StringIO()
    set_up_logging(out, json=as_json)
    _log.warning("unreadable: %s", HOSTILE, extra={"source": HOSTILE, "many": [HOSTILE]})
    assert len(out.getvalue().splitlines()) == 1
    shown = out.getvalue().rstrip("\n")
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202e\u2028]", shown)
    assert "hush" not in shown
    assert "***@a.example" in shown


def test_an_exception_cannot_forge_a_line_for_people() -> None:
    out = io.StringIO()
    set_up_logging(out, json=False)
    try:
        fail(HOSTILE)
    except ValueError:
        _log.exception("job failed")
    first, *others = out.getvalue().rstrip("\n").split("\n")
    assert "job failed" in first
    assert others
    assert all(line.startswith("    ") for line in others)
    assert "\x1b" not in out.getvalue()
    assert "hush" not in out.getvalue()


@pytest.mark.parametrize("as_json", [True, False])
def test_no_secret_of_an_address_is_logged(as_json: bool) -> None:
    feed = "https://a.example/feed?token=hush&page=2"
    out = io.StringIO()
    set_up_logging(out, json=as_json)
    try:
        fail(f"{feed}: was not found")
    except ValueError:
        _log.exception("not read: %s", feed, extra={"source": feed, "many": [feed]})
    assert "hush" not in out.getvalue()
    assert out.getvalue().count("https://a.example/feed?token=…&page=2" if not as_json else "token=\\u2026&page=2") == 4


def test_a_text_without_end_is_cut() -> None:
    out = io.StringIO()
    set_up_logging(out, json=True)
    _log.info("x" * 10**6)
    assert len(out.getvalue()) < 20_000


def test_libraries_speak_only_of_trouble_and_warnings_are_lines_too() -> None:
    out = io.StringIO()
    set_up_logging(out, json=True)
    for name in ("apscheduler.scheduler", "aiohttp.access", "apprise", "asyncio"):
        logging.getLogger(name).info("chatter")
    _log.debug("detail")
    logging.getLogger("apscheduler.scheduler").warning("skipped: maximum number of running instances reached (1)")
    logging.getLogger("aiohttp.access").warning("trouble")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)  # inside: leaving the block undoes it
        warnings.warn("old", DeprecationWarning, stacklevel=1)
    assert [line["logger"] for line in logged(out)] == ["aiohttp.access", "py.warnings"]


def test_set_up_twice_each_line_is_written_once() -> None:
    out = io.StringIO()
    set_up_logging(out, json=True)
    set_up_logging(out, json=True)
    _log.info("once")
    assert len(logged(out)) == 1
