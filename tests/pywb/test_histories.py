"""A tenth of the capture histories of tests/archive, played by a real pywb and found by way of Memento."""

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from linkwatch.archive.find import Finder
from linkwatch.archive.memento import MementoArchive
from linkwatch.archive.transport import Transport
from tests.archive.histories.all import every_history
from tests.archive.histories.making import CITED, URL, Copy, History
from tests.pywb.conftest import COMMANDS
from tests.pywb.test_finding import inspect_at_once

COLLECTION = "histories"
EVERY = 6
SITE = re.compile(r"http://(?:www\.)?county\.example(?=/)")


def is_playable(history: History) -> bool:
    """Tell whether a history is one page's, every capture of it played back, and few enough to be opened.

    Where the page had moved to is not found out: lists of captures do not tell which of them lead on.
    """
    plain = all(copy.says.isdigit() and copy.plays for copy in history.copies)
    at_home = all(SITE.match(url) for url in (history.url, *(copy.url or URL for copy in history.copies)))
    has_moved = any(copy.says[0] == "3" for copy in history.copies) and bool(history.right)
    return at_home and plain and not has_moved and len(history.copies) < 9 and not history.beside


PLAYED = [history for history in every_history() if is_playable(history)][::EVERY]


def at_its_host(number: int, url: str) -> str:
    """Return an address at a host of its history's own, so that one collection holds all histories."""
    return url.replace("county.example", f"county-{number}.example")


def write(copy: Copy, url: str, number: int, writer: WARCWriter) -> None:
    headers = [("Content-Type", copy.media), *((name, at_its_host(number, value)) for name, value in copy.headers)]
    head = StatusAndHeaders(f"{copy.says} Status", headers, protocol="HTTP/1.1")
    dated = {"WARC-Date": f"{copy.at[:4]}-{copy.at[4:6]}-{copy.at[6:8]}T00:00:00Z"}
    sent = BytesIO(copy.body)
    record = writer.create_warc_record(url, "response", sent, len(copy.body), "", dated, http_headers=head)
    writer.write_record(record)


@pytest.fixture(scope="module")
def endpoint(collections: Path, pywb: str) -> str:
    warc = collections.parent / f"{COLLECTION}.warc.gz"
    with warc.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, history in enumerate(PLAYED):
            for copy in history.copies:
                write(copy, at_its_host(number, copy.url or history.url), number, writer)
    for command in (["init", COLLECTION], ["add", COLLECTION, str(warc)]):
        subprocess.run([COMMANDS / "wb-manager", *command], cwd=collections.parent, check=True, capture_output=True)
    return f"{pywb}/{COLLECTION}/timemap/link/"


def test_a_tenth_of_the_histories_is_played() -> None:
    assert len(PLAYED) * 10 >= len(every_history())
    assert any(history.url != URL for history in PLAYED)


@pytest.mark.parametrize(("number", "history"), list(enumerate(PLAYED)), ids=[history.name for history in PLAYED])
async def test_the_right_copy_is_found(endpoint: str, number: int, history: History) -> None:
    async with Transport(endpoint, user_agent="linkwatch-tests/1.0", requests_per_minute=10_000) as transport:
        finder = Finder([MementoArchive(transport, endpoint)], inspect=inspect_at_once)
        answer = await finder.find(
            at_its_host(number, history.url), CITED, anchors=[history.words], sentences=[history.sentence]
        )
    if history.right:
        assert answer.snapshot is not None, answer.reason
        assert answer.snapshot.timestamp.startswith(history.right)
    else:
        assert (answer.snapshot, answer.reason) == (None, "no-snapshot")
