"""Processes that find what a test has installed."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.programs import run_program

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
        if arguments[:2] == ("-m", "linkwatch"):
            return run_program(*arguments[2:], cwd=folder, env=environment, text=True)
        return subprocess.run(
            [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )

    return run
