"""A real pywb over a folder of collections. PYWB names the folder of its commands, in an environment of its own."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

COMMANDS = Path(os.environ.get("PYWB", "pywb/bin")).absolute()


@pytest.fixture(scope="session")
def collections(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder whose subfolders are collections; those made while pywb runs are served too."""
    folder = tmp_path_factory.mktemp("pywb") / "collections"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def pywb(collections: Path) -> Iterator[str]:
    """A running pywb; yields its base URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(COMMANDS / "wayback"), "-p", str(port), "-b", "127.0.0.1"]
    with (
        (collections.parent / "pywb.log").open("wb") as log,
        subprocess.Popen(command, cwd=collections.parent, stdout=log, stderr=log) as process,
    ):
        base_url = f"http://127.0.0.1:{port}"
        wait_until_it_answers(base_url, process)
        yield base_url
        process.terminate()


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("pywb does not start")
