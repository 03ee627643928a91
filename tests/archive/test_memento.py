"""Archives that speak Memento: TimeMaps and TimeGates, on a server that offers both."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from linkwatch.archive import CapturedPage, Inspected, Spent
from linkwatch.archive.find import Finder
from linkwatch.archive.memento import MementoArchive, led_to
from linkwatch.archive.transport import Transport
from linkwatch.errors import ArchiveUnavailableError
from tests.standin.wayback import HTML, UNAVAILABLE, Trouble, WaybackStandin

URL = "http://example.org/page?a=%2F&b=ü"
NEAR = datetime(2015, 6, 9, 12, tzinfo=UTC)
ENDPOINTS = ["/web/timemap/link/", "/web/"]


async def inspect(page: CapturedPage, anchors: Sequence[str]) -> Inspected:
    return Inspected(None if page.body.startswith(b"it") else "soft-404")


@pytest.fixture(params=ENDPOINTS, ids=["timemap", "timegate"])
def memento(request: pytest.FixtureRequest, transport: Transport, base_url: str) -> MementoArchive:
    return MementoArchive(transport, base_url + request.param)


async def test_the_closest_capture_whose_content_fits_is_found(
    memento: MementoArchive, standin: WaybackStandin, base_url: str
) -> None:
    standin.add(URL, "20050101000000", body=b"it, long ago")
    standin.add(URL, "20150101000000", body=b"it")
    standin.add(URL, "20150609000000", body=b"not found")
    standin.add(URL, "20150610000000", status="404", body=b"it")
    answer = await Finder([memento], inspect=inspect).find(URL, NEAR)
    assert answer.snapshot is not None, answer.reason
    assert answer.snapshot.timestamp == "20150101000000"
    assert answer.snapshot.url == f"{base_url}/web/20150101000000/{URL}"
    assert answer.snapshot.archive == base_url.removeprefix("http://") + "/web"
    assert any(request.path.startswith("/web/20150101000000id_/") for request in standin.requests)


async def test_a_timegate_leads_to_the_timemap(transport: Transport, base_url: str, standin: WaybackStandin) -> None:
    standin.timegate_names_timemap = True
    for year in range(2000, 2020):
        standin.add(URL, f"{year}0101000000")
    memento = MementoArchive(transport, base_url + ENDPOINTS[1])
    spent = Spent()
    captures = await memento.captures(URL, NEAR, limit=100, spent=spent)
    assert len(captures) == 20
    assert spent.requests == len(standin.requests) == 2


async def test_no_capture_is_an_answer(memento: MementoArchive) -> None:
    assert await memento.captures(URL, NEAR, limit=10, spent=Spent()) == []


@pytest.mark.parametrize("trouble", [HTML, UNAVAILABLE, Trouble(302, "", {"Location": "/"}), Trouble(403, "no")])
async def test_nonsense_is_never_taken_for_no_captures(
    memento: MementoArchive, standin: WaybackStandin, trouble: Trouble
) -> None:
    standin.always = trouble
    with pytest.raises(ArchiveUnavailableError):
        await memento.captures(URL, NEAR, limit=10, spent=Spent())


async def test_the_list_is_cut_to_the_closest(transport: Transport, base_url: str, standin: WaybackStandin) -> None:
    for year in range(2000, 2020):
        for day in (1, 2):
            standin.add(URL, f"{year}010{day}000000")
    memento = MementoArchive(transport, base_url + ENDPOINTS[0])
    captures = await memento.captures(URL, NEAR, limit=3, spent=Spent())
    assert [capture.timestamp[:8] for capture in captures] == ["20150102", "20150101", "20160101"]
    sparse = await memento.captures(URL, NEAR, limit=100, spent=Spent(), sparse=True)
    assert len(sparse) == 20


async def test_odd_links_of_a_list_are_passed_over(
    transport: Transport, base_url: str, standin: WaybackStandin
) -> None:
    good = 'rel="first memento"; datetime="Mon, 01 Jun 2015 00:00:00 GMT"'
    links = [
        f"<http://elsewhere.example/web/20150601000000/{URL}>; {good}",
        f"<http://me:hush@127.0.0.1/web/20150601000000/{URL}>; {good}",
        "<javascript:alert(1)>; " + good,
        '</web/1/x>; rel="memento"; datetime="yesterday"',
        '</web/2/x>; rel="memento"',
        '</web/3/x>; rel="timegate"; datetime="Mon, 01 Jun 2015 00:00:00 GMT"',
        '</web/4/x>; rel="memento"; datetime="Sun, 31 Feb 2015 00:00:00 GMT"',
        '<<<>;;;,,"',
        f"<http://[>; {good}",
        '</web/05000601000000/x>; rel="memento"; datetime="Fri, 01 Jun 0500 00:00:00 GMT"',
        f"</web/20150601000000/x> ;title=a;{good}",
    ]
    standin.always = Trouble(200, ",\n".join(links), {"Content-Type": "application/link-format; charset=utf-8"})
    memento = MementoArchive(transport, base_url + ENDPOINTS[0])
    captures = await memento.captures(URL, NEAR, limit=10, spent=Spent())
    assert [capture.playback_url for capture in captures] == [f"{base_url}/web/20150601000000/x"]


async def test_a_list_that_breaks_its_grammar_costs_little(
    transport: Transport, base_url: str, standin: WaybackStandin
) -> None:
    standin.always = Trouble(200, "<a>; b=" + " " * 60_000 + "x", {"Content-Type": "application/link-format"})
    memento = MementoArchive(transport, base_url + ENDPOINTS[0])
    started = time.process_time()
    assert await memento.captures(URL, NEAR, limit=10, spent=Spent()) == []
    assert time.process_time() - started < 2


async def test_a_timegate_that_names_no_address_leads_nowhere(
    transport: Transport, base_url: str, standin: WaybackStandin
) -> None:
    standin.always = Trouble(302, "", {"Location": "/x", "Link": '<http://[>; rel="timemap"'})
    answer = await Finder([MementoArchive(transport, base_url + ENDPOINTS[1])], inspect=inspect).find(URL, NEAR)
    assert answer.reason == "archive-unavailable"


async def test_the_list_of_an_aggregator_is_followed_to_archives_that_are_known(
    transport: Transport, base_url: str, standin: WaybackStandin
) -> None:
    elsewhere = base_url.replace("127.0.0.1", "localhost")
    moment = 'rel="memento"; datetime="Tue, 09 Jun 2015 00:00:00 GMT"'
    near = f"{elsewhere}/web/20150609000000/{URL}"
    standin.add(URL, "20150609000000", body=b"it")
    answer = f"<{near}>; {moment}, <http://elsewhere.example/web/20150609000000/{URL}>; {moment}"
    standin.trouble_at["/timemap/"] = Trouble(200, answer, {"Content-Type": "application/link-format"})
    asked = []

    async def door(address: str) -> Transport:
        asked.append(address)
        return transport

    endpoint = f"{base_url}/timemap/link/"
    for others, expected in ({"localhost"}, near), (set[str](), None):
        memento = MementoArchive(transport, endpoint, door=door, others=others)
        found = await Finder([memento], inspect=inspect).find(URL, NEAR)
        assert (found.snapshot and found.snapshot.url) == expected
    assert asked == [near]
    assert (await Finder([MementoArchive(transport, endpoint)], inspect=inspect).find(URL, NEAR)).snapshot is None
    assert "arquivo.pt" in led_to()
    assert "web.archive.org" not in led_to()
