"""The copy that fits a citation, found in a real pywb by way of Memento."""

import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from linkwatch.archive import CapturedPage, Cited, Inspected
from linkwatch.archive.find import Finder
from linkwatch.archive.inspection import inspect
from linkwatch.archive.memento import MementoArchive
from linkwatch.archive.transport import Transport
from tests.pywb.conftest import COMMANDS

CITED = datetime(2015, 6, 9, 12, tzinfo=UTC)
URL = "http://mill.example/history"
GOOD = (
    "<!doctype html><title>History of the mill</title><h1>History of the mill</h1>" + "<p>It turned for years.</p>" * 30
)
LOST = "<!doctype html><title>404 Not Found</title><h1>Page not found</h1><p>There is no such page.</p>"

Capture = tuple[str, str, str]  # date, HTTP status, body
Open = Callable[[str], AbstractAsyncContextManager[Finder]]


async def inspect_at_once(page: CapturedPage, cited: Cited) -> Inspected:
    """An Inspector."""
    return inspect(page, cited)


def fill(collections: Path, captures: list[Capture]) -> str:
    """Make a collection of these captures; return its name."""
    name = f"mill-{len(list(collections.iterdir()))}"
    warc = collections.parent / f"{name}.warc.gz"
    with warc.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for date, status, body in captures:
            head = StatusAndHeaders(f"{status} X", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            sent, dated = BytesIO(body.encode()), {"WARC-Date": f"{date}T00:00:00Z"}
            record = writer.create_warc_record(URL, "response", sent, len(body), "", dated, http_headers=head)
            writer.write_record(record)
    for command in (["init", name], ["add", name, str(warc)]):
        subprocess.run([COMMANDS / "wb-manager", *command], cwd=collections.parent, check=True, capture_output=True)
    return name


@pytest.fixture
def opened() -> Open:
    @asynccontextmanager
    async def opened(endpoint: str) -> AsyncIterator[Finder]:
        async with Transport(endpoint, user_agent="linkwatch-tests/1.0", requests_per_minute=10_000) as transport:
            yield Finder([MementoArchive(transport, endpoint)], inspect=inspect_at_once)

    return opened


@pytest.mark.parametrize("door", ["timemap/link/", ""], ids=["TimeMap", "TimeGate"])
@pytest.mark.parametrize(
    ("captures", "right"),
    [
        ([("2015-06-01", "200", GOOD)], "20150601"),
        ([("2010-01-01", "200", GOOD), ("2015-07-01", "200", GOOD + "."), ("2020-01-01", "200", GOOD)], "20150701"),
        ([("2014-01-01", "200", GOOD), ("2015-06-09", "404", LOST)], "20140101"),
        ([("2014-01-01", "200", GOOD), ("2015-06-09", "200", LOST)], "20140101"),
        ([("2014-01-01", "200", GOOD), ("2015-06-01", "200", GOOD)], "20150601"),
        ([("2015-06-09", "404", LOST)], None),
    ],
    ids=["one", "the closest", "an error is closest", "a soft 404 is closest", "the same content twice", "errors only"],
)
async def test_the_right_copy_is_found(
    collections: Path, pywb: str, opened: Open, captures: list[Capture], right: str | None, door: str
) -> None:
    name = fill(collections, captures)
    async with opened(f"{pywb}/{name}/{door}") as finder:
        answer = await finder.find(URL, CITED)
    if right is None:
        assert (answer.snapshot, answer.reason) == (None, "no-snapshot")
    else:
        assert answer.snapshot is not None, answer.reason
        assert answer.snapshot.timestamp.startswith(right)
        assert answer.snapshot.url.startswith(f"{pywb}/{name}/{right}")


async def test_what_is_not_there_is_no_snapshot(collections: Path, pywb: str, opened: Open) -> None:
    name = fill(collections, [("2015-06-01", "200", GOOD)])
    async with opened(f"{pywb}/{name}/timemap/link/") as finder:
        assert (await finder.find("http://mill.example/other", CITED)).reason == "no-snapshot"
