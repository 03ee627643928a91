"""SIGHUP while a daemon still starts: it is heard once somebody can hear it."""

import signal
import subprocess
from pathlib import Path

from tests.cli.conftest import Site
from tests.programs import CODE, Program
from tests.watch.test_daemon import SOON, Process, running, site

__all__ = ["site"]  # a fixture

# Sends itself the signal when the settings have just been read for the first time.
_START = """
import os, signal, sys
from linkwatch import cli
from linkwatch.cli import daemon

read = daemon.settings_from

def read_and_be_told(*how):
    settings = read(*how)
    if not told:
        told.append(1)
        with open(CONFIG, "a") as file:
            file.write(NEW)
        os.kill(os.getpid(), signal.SIGHUP)
    return settings

told = []
daemon.settings_from = read_and_be_told
sys.argv = ["linkwatch", "daemon", "--config", CONFIG]
cli.main()
"""


class _ToldEarly(Process):
    def __init__(self, folder: Path, new: Path) -> None:
        super().__init__(folder)
        self.new = f"[[sources]]\nkind = 'files'\nlocation = '{new}'\n"

    def start(self, *more: str) -> subprocess.Popen[bytes]:
        words = f"CONFIG, NEW = {str(self.config)!r}, {self.new!r}\n"
        return Program(
            [words + _START, *more],
            main=CODE,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )


def test_settings_that_were_changed_while_it_started_are_read_again(site: Site, tmp_path: Path) -> None:
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_text(f"[mill]({site.url}/stories/the-old-mill)")
    two.write_text(f"[forbidden]({site.url}/forbidden)")
    process = _ToldEarly(tmp_path, two)
    process.settle(one)
    with running(process) as child:
        process.wait_for("SELECT 1 FROM links WHERE status = 'blocked'")
        child.send_signal(signal.SIGTERM)
        _, stderr = child.communicate(timeout=SOON)
    assert child.returncode == 0
    assert b"settings read again" in stderr
