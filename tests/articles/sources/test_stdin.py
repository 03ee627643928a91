"""Standard input: an article that may be long in coming, too large, or not there at all."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Sequence

import pytest

from linkwatch.articles.sources.stdin import StdinSource
from linkwatch.cli import run
from linkwatch.model import MAX_DOCUMENT_BYTES, Document
from tests.articles.sources.helpers import errors

MORE_THAN_A_PIPE_HOLDS = b"words\n" * 200_000


@pytest.mark.parametrize("command", [("audit", "--no-archive"), ("extract",)])
def test_ctrl_c_ends_the_waiting_for_an_open_standard_input(command: Sequence[str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "linkwatch", *command, "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(MORE_THAN_A_PIPE_HOLDS)
    process.stdin.flush()  # is done when nearly all of it was read: it reads on and waits
    process.send_signal(signal.SIGINT)
    try:
        assert process.wait(30) == 3
    finally:
        process.kill()
    _, complaint = process.communicate()
    assert b"interrupted" in complaint
    assert b"Traceback" not in complaint
    assert b"Fatal" not in complaint


@pytest.mark.parametrize("command", ["audit", "extract"])
def test_a_closed_standard_input_is_unreadable(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run([command, "-"]) == 2
    assert "standard input is closed" in capsys.readouterr().err


async def test_standard_input_that_was_closed_meanwhile_is_unreadable() -> None:
    stdin = io.BytesIO()
    stdin.close()
    assert errors([found async for found in StdinSource(stdin).documents()]) == ["standard input is closed"]


async def test_a_pipe_is_read_to_its_end() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stdin, os.fdopen(writing, "wb") as writer:
        writer.write(b"one")
        writer.close()
        (document,) = [found async for found in StdinSource(stdin).documents()]
    assert isinstance(document, Document)
    assert document.body == b"one"


async def test_a_standard_input_that_cannot_be_read_is_unreadable() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "rb") as stdin:
        assert errors([found async for found in StdinSource(stdin).documents()]) == [
            "standard input: cannot be read: Bad file descriptor"
        ]


async def test_a_standard_input_without_end_is_refused() -> None:
    with os.fdopen(os.open("/dev/zero", os.O_RDONLY), "rb") as stdin:
        assert errors([found async for found in StdinSource(stdin).documents()]) == [
            f"standard input: more than {MAX_DOCUMENT_BYTES // 2**20} MB: too large"
        ]
