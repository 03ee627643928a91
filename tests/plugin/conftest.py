"""Processes that find what a test has installed."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.programs import CODE, MAIN, run_program

TOP = Path(__file__).parent.parent.parent

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run Python in an empty folder, with what is installed in its neighbour."""
    folder = tmp_path / "work"
    folder.mkdir()
    (tmp_path / "site").mkdir()

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(tmp_path / "site"), str(TOP))),
            "LINKWATCH_ARCHIVE__FIND": "false",
        }
        main = {"-m": MAIN, "-c": CODE}[arguments[0]]
        words = arguments[2:] if main == MAIN else arguments[1:]
        return run_program(*words, main=main, cwd=folder, env=environment, text=True)

    return run
