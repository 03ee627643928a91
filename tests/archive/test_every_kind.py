"""What every kind of archive of the register promises, asked of the stand-in archive.

The settings below name one archive of each kind at the stand-in; a new kind needs its setting there, and nothing else.
"""

from datetime import UTC, datetime

import pytest

from linkwatch import urls
from linkwatch.archive import Archive, Capture, CapturedPage, Spent
from linkwatch.archive.find import Finder
from linkwatch.archive.register import ARCHIVES, ArchiveKind
from linkwatch.archive.transport import Transport
from linkwatch.config import ArchiveSettings
from linkwatch.errors import ArchiveError
from tests.archive.conftest import inspect
from tests.standin.wayback import HTML, RESET, UNAVAILABLE, Trouble, WaybackStandin, too_many

URL = "http://example.org/page"
UNKNOWN = "http://example.org/unknown"
NEAR = datetime(2020, 6, 1, tzinfo=UTC)
HOSTILE = ["", " ", "http://", "http://[", "http://example.org/" + "x" * 5000, "http://example.org/\r\nX: y", "é://ü"]

each_kind = pytest.mark.parametrize("kind", list(ARCHIVES), ids=lambda kind: kind.name)


@pytest.fixture
async def archive(kind: ArchiveKind, base_url: str, standin: WaybackStandin, transport: Transport) -> Archive:
    """The stand-in, as an archive of this kind; it holds URL, three times."""
    for timestamp in ("20190101000000", "20200501000000", "20220101000000"):
        standin.add(URL, timestamp)
    settings = ArchiveSettings(wayback_url=base_url, memento=[base_url + "/web/timemap/link/"])

    async def door(address: str) -> Transport:
        return transport

    found = await kind.open(settings, door)
    assert len(found) == 1, f"the settings name no archive of the kind {kind.name}"
    assert not standin.requests  # opening asks nothing
    return found[0]


@each_kind
async def test_captures_are_those_of_the_page_and_the_closest_first(archive: Archive) -> None:
    spent = Spent()
    captures = await archive.captures(URL, NEAR, limit=2, spent=spent)
    assert {capture.timestamp for capture in captures} == {"20190101000000", "20200501000000"}
    assert spent.requests >= 1
    for capture in captures:
        assert isinstance(capture, Capture)
        assert capture.archive == archive.name
        assert capture.original_url == URL
        assert capture.playback_url.startswith("http")
    assert await archive.captures(UNKNOWN, NEAR, limit=2, spent=spent) == []


@each_kind
async def test_a_capture_is_opened_as_the_site_sent_it(archive: Archive) -> None:
    (capture,) = await archive.captures(URL, NEAR, limit=1, spent=Spent())
    page = await archive.open(capture, spent=Spent())
    assert isinstance(page, CapturedPage)
    assert (page.url, page.http_status) == (URL, 200)
    assert page.captured_at == datetime(2020, 5, 1, tzinfo=UTC)
    assert all(name == name.lower() for name in page.headers)
    assert page.body


@each_kind
async def test_the_finder_gives_its_copy_or_says_that_there_is_none(archive: Archive) -> None:
    finder = Finder([archive], inspect=inspect)
    answer = await finder.find(URL, NEAR)
    assert answer.snapshot is not None
    assert (answer.snapshot.archive, answer.snapshot.timestamp) == (archive.name, "20200501000000")
    assert (await finder.find(UNKNOWN, NEAR)).reason == "no-snapshot"
    assert not finder.is_resting


@each_kind
@pytest.mark.parametrize("trouble", [UNAVAILABLE, HTML, RESET, too_many("60")], ids=["503", "html", "reset", "429"])
async def test_trouble_is_no_answer_and_never_an_absence(
    archive: Archive, standin: WaybackStandin, trouble: Trouble
) -> None:
    standin.always = trouble
    with pytest.raises(ArchiveError):
        await archive.captures(URL, NEAR, limit=1, spent=Spent())
    assert (await Finder([archive], inspect=inspect).find(URL, NEAR)).reason == "archive-unavailable"


@each_kind
@pytest.mark.parametrize("url", HOSTILE, ids=lambda url: repr(url[:24]))
async def test_whatever_is_looked_for_the_finder_raises_nothing(archive: Archive, url: str) -> None:
    answer = await Finder([archive], inspect=inspect).find(url, NEAR)
    assert answer.snapshot is None
    assert (answer.reason is not None) is urls.is_web(url)
