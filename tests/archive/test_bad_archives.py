"""Archives that fail, lie and lead astray: nothing false is chosen, and no copy that is there is missed."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from linkwatch.archive import Archive, Spent
from linkwatch.archive.find import Finder
from linkwatch.archive.memento import MementoArchive
from linkwatch.archive.transport import Transport
from linkwatch.archive.wayback import WaybackMachine
from tests.archive.conftest import USER_AGENT, Clock, inspect
from tests.archive.histories.making import CITED, NEAR, OLDER, TITLE, URL, article
from tests.standin.wayback import EXCLUDED, HTML, RESET, UNAVAILABLE, Trouble, WaybackStandin, too_many

INDEX, NEAR_ONE, SECOND_OPINION = "/cdx/", f"/web/{NEAR}", "/wayback/available"
PLAYED_NEAR = "Fri, 12 Jun 2015 00:00:00 GMT"
LIST = "application/link-format"
OTHER = "http://county.example/reports/air-quality"


@dataclass(frozen=True)
class Bad:
    """What is wrong with the archive, and the right copy or the reason why there is none.

    second: another archive has the copy of OLDER alone, and is asked next. provisional: it is to be asked for again.
    """

    name: str
    right: str
    spoil: Callable[[WaybackStandin], object]
    second: bool = False
    provisional: bool = False
    most: int = 6


def always(path: str, trouble: Trouble) -> Callable[[WaybackStandin], object]:
    return lambda archive: archive.trouble_at.update({path: trouble})


def first(*troubles: Trouble) -> Callable[[WaybackStandin], object]:
    return lambda archive: archive.trouble.extend(troubles)


def plays(body: bytes = article(), **headers: str) -> Callable[[WaybackStandin], object]:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return always(NEAR_ONE, Trouble(200, body, {"Content-Type": "text/html", "Memento-Datetime": PLAYED_NEAR, **told}))


def every_second(archive: WaybackStandin) -> None:
    archive.every_second = UNAVAILABLE


def names(original: str, timestamp: str = NEAR) -> Callable[[WaybackStandin], object]:
    """Let the index know nothing, and the availability service name a capture."""

    def spoil(archive: WaybackStandin) -> None:
        archive.index_forgets = True
        archive.add(original, timestamp.ljust(14, "0"), body=article(seed="another"))
        url = f"http://web.archive.org/web/{timestamp.ljust(14, '0')}/{original}"
        closest = f'{{"available": true, "status": "200", "url": "{url}", "timestamp": "{timestamp}"}}'
        answer = f'{{"archived_snapshots": {{"closest": {closest}}}}}'
        archive.trouble_at[SECOND_OPINION] = Trouble(200, answer, {"Content-Type": "application/json"})

    return spoil


def forgets(answer: str) -> Callable[[WaybackStandin], object]:
    def spoil(archive: WaybackStandin) -> None:
        archive.index_forgets = True
        archive.trouble_at[SECOND_OPINION] = Trouble(200, answer, {"Content-Type": "application/json"})

    return spoil


def lists(*lines: str) -> Callable[[WaybackStandin], object]:
    return always(INDEX, Trouble(200, "".join(f"{line}\n" for line in lines), {"Content-Type": "text/plain"}))


def turns_in_a_circle(archive: WaybackStandin) -> None:
    """Let the page lead to a second one, that to a third, and that back; nothing else was captured."""
    archive.lines.clear()
    there, beyond = "http://county.example/new/1", "http://county.example/new/2"
    for page, target in ((URL, there), (there, beyond), (beyond, URL)):
        archive.add(page, NEAR.ljust(14, "0"), status="301", headers=[("Location", target)])


ROW = "example,county)/reports/water-quality {at} {url} text/html 200 {digest} 900"
BAD = [
    Bad("its index is a web page, and its second opinion knows one", NEAR, always(INDEX, HTML), provisional=True),
    Bad("its index breaks off, and its second opinion knows one", NEAR, always(INDEX, RESET), provisional=True),
    Bad("it is a web page throughout", "none: archive-unavailable", always("/", HTML)),
    Bad("it is a web page throughout, and another has it", OLDER, always("/", HTML), second=True, provisional=True),
    Bad("its index is packed badly, once", NEAR, first(Trouble(200, "no", {"Content-Encoding": "gzip"}))),
    Bad("every second answer is 503", NEAR, every_second),
    Bad("429 without a date, and another has it", OLDER, always(INDEX, too_many()), second=True, provisional=True),
    Bad("429 for a moment", NEAR, first(too_many("3"))),
    Bad("its index keeps the site out, and another has it", OLDER, always(INDEX, EXCLUDED), second=True),
    Bad("its index keeps the site out", "none: archive-excluded", always(INDEX, EXCLUDED)),
    Bad("its second opinion is half an object", "none: no-snapshot", forgets('{"archived_snapshots": {"clos')),
    Bad("its second opinion is a list", "none: no-snapshot", forgets("[[[[]]]]")),
    Bad("its second opinion is of a page beside it", "none: no-snapshot", names(OTHER)),
    Bad("its second opinion is of another site", "none: no-snapshot", names("http://elsewhere.example/reports")),
    Bad("a playback leads out of it", OLDER, always(NEAR_ONE, Trouble(302, "", {"Location": "http://evil.example/"}))),
    Bad("a playback is of a page beside it", OLDER, plays(Link=f'<{OTHER}>; rel="original"')),
    Bad("a playback is of another year", OLDER, plays(Memento_Datetime="Fri, 10 Jun 2016 00:00:00 GMT")),
    Bad("a playback is of the next day", OLDER, plays(Memento_Datetime="Sat, 13 Jun 2015 00:00:00 GMT")),
    Bad("a playback tells no date that is one", NEAR, plays(Memento_Datetime="lately")),
    Bad(
        "a playback is of the page in other letters",
        NEAR,
        plays(Link='<https://COUNTY.example:443/reports/Water-Quality/>; rel="original"'),
    ),
    Bad("a playback is packed badly", OLDER, plays(b"no", Content_Encoding="gzip"), provisional=True),
    Bad("a playback is a page of the archive's", OLDER, always(NEAR_ONE, HTML)),
    Bad("a playback breaks off", OLDER, always(NEAR_ONE, RESET), provisional=True),
    Bad("a playback does not come", OLDER, always(NEAR_ONE, Trouble(delay=1.5)), provisional=True),
    Bad("a playback is empty", OLDER, plays(b"")),
    Bad("its index lists other pages", NEAR, lists(ROW.format(at=NEAR, url=OTHER, digest="A"))),
    Bad(
        "its index has days that are none, and one that is",
        OLDER,
        lists(
            ROW.format(at="20151340", url=URL, digest="A"),
            ROW.format(at="2015", url=OTHER, digest="B"),
            ROW.format(at=OLDER.ljust(14, "0"), url=URL, digest="C"),
        ),
    ),
    Bad(
        "its index ends in the middle of a line", NEAR, lambda archive: archive.extra_lines.append("example,county)/re")
    ),
    Bad("its redirects lead in a circle", "none: no-snapshot", turns_in_a_circle),
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
async def test_a_bad_archive(bad: Bad, standin: WaybackStandin, wayback: WaybackMachine, clock: Clock) -> None:
    standin.add(URL, NEAR.ljust(14, "0"), body=article())
    standin.add(URL, OLDER.ljust(14, "0"), body=article(seed="older"))
    bad.spoil(standin)
    second = WaybackStandin()
    second.add(URL, OLDER.ljust(14, "0"), body=article(seed="older"))
    async with (
        second.serve() as address,
        Transport(address, user_agent=USER_AGENT, requests_per_minute=999, clock=clock, sleep=clock.sleep) as door,
    ):
        archives: list[Archive] = [wayback]
        if bad.second:
            archives.append(MementoArchive(door, f"{address}/web/timemap/link/"))
        answer = await Finder(archives, inspect=inspect).find(URL, CITED, anchors=[TITLE])
    found = answer.snapshot.timestamp[:8] if answer.snapshot else f"none: {answer.reason}"
    assert (found, answer.provisional) == (bad.right, bad.provisional)
    assert len(standin.requests) <= bad.most
    assert answer.requests == len(standin.requests) + len(second.requests)


def timemap(*links: str) -> Trouble:
    return Trouble(200, ",\n".join(links), {"Content-Type": LIST})


def a_page(place: str, first_day: str, last_day: str) -> str:
    return f'<{place}>; rel="timemap"; type="{LIST}"; from="{first_day}"; until="{last_day}"'


async def test_the_pages_of_a_timemap_are_read_nearest_first(
    transport: Transport, standin: WaybackStandin, base_url: str
) -> None:
    standin.add(URL, NEAR.ljust(14, "0"), body=article())
    long_ago = ("Mon, 01 Jan 2001 00:00:00 GMT", "Mon, 01 Jan 2007 00:00:00 GMT")
    then = ("Mon, 01 Jan 2007 00:00:00 GMT", "Mon, 01 Jan 2024 00:00:00 GMT")
    memento = f'<{base_url}/web/{NEAR}000000/{URL}>; rel="memento"; datetime="{PLAYED_NEAR}"'
    standin.trouble = [timemap(a_page("/web/pages/1", *long_ago), a_page("/web/pages/2", *then)), timemap(memento)]
    standin.trouble_at = {"/web/pages/": timemap()}
    archive = MementoArchive(transport, f"{base_url}/web/timemap/link/")
    answer = await Finder([archive], inspect=inspect).find(URL, CITED, anchors=[TITLE])
    assert answer.snapshot is not None
    assert answer.snapshot.timestamp.startswith(NEAR)
    assert standin.requests[1].path == "/web/pages/2"


async def test_pages_of_a_timemap_that_lead_in_a_circle_end(
    transport: Transport, standin: WaybackStandin, base_url: str
) -> None:
    standin.trouble_at = {
        f"/web/pages/{at}": timemap(f'</web/pages/{at + 1}>; rel="next"', f'</web/pages/{at - 1}>; rel="prev"')
        for at in range(9)
    }
    standin.trouble = [timemap('</web/pages/1>; rel="next"', '</web/timemap/link/x>; rel="self timemap"')]
    archive = MementoArchive(transport, f"{base_url}/web/timemap/link/")
    answer = await Finder([archive], inspect=inspect).find(URL, CITED)
    assert (answer.snapshot, answer.reason) == (None, "no-snapshot")
    assert len(standin.requests) <= 4 * 2  # an address is asked for with and without a final slash


async def test_a_timemap_that_names_itself_is_not_asked_for_again(
    transport: Transport, standin: WaybackStandin, base_url: str
) -> None:
    itself = f"{base_url}/web//timemap/link/{URL}"
    standin.always = timemap(f'<{itself}>; rel="timemap"; type="{LIST}"')
    spent = Spent()
    archive = MementoArchive(transport, f"{base_url}/web/timemap/link/")
    assert (await archive.captures(URL, CITED, limit=9, spent=spent), spent.requests) == ([], 1)


async def test_pages_of_a_timemap_elsewhere_are_not_asked_for(
    transport: Transport, standin: WaybackStandin, base_url: str
) -> None:
    async with WaybackStandin().serve("127.0.0.2") as elsewhere:
        standin.always = timemap(
            f'<{elsewhere}/pages/1>; rel="next"', '</json>; rel="timemap"; type="application/json"'
        )
        answer = await MementoArchive(transport, f"{base_url}/web/timemap/link/").captures(
            URL, CITED, limit=9, spent=(spent := Spent())
        )
    assert (answer, spent.requests) == ([], 1)
