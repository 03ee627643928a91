"""The copy that is offered for a citation, shown on whole capture histories served by an archive on loopback."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from linkwatch.archive import CapturedPage, Cited, Inspected
from linkwatch.archive.availability import Availability
from linkwatch.archive.find import Finder
from linkwatch.archive.transport import Transport
from linkwatch.archive.wayback import WaybackMachine
from linkwatch.model import Grade, Likeness
from tests.archive.conftest import USER_AGENT, Clock
from tests.standin.wayback import EXCLUDED, HTML, RESET, UNAVAILABLE, Trouble, WaybackStandin, too_many

CITED = datetime(2015, 6, 9, 12, tzinfo=UTC)
URL = "http://example.org/page"
MISFIT = b"this is not the page"


async def inspect(page: CapturedPage, cited: Cited) -> Inspected:
    if page.body.startswith(MISFIT):
        return Inspected("soft-404")
    likeness = Likeness("snapshot", page.captured_at, page.body.decode("latin-1")[:20], None, 1, "0")
    return Inspected(None, likeness, Grade.PLAYS)  # no words are cited that could vouch for it


@dataclass(frozen=True)
class History:
    """What an archive holds, what is cited, and the timestamp of the right copy or the reason why there is none."""

    name: str
    right: str
    captures: Callable[[WaybackStandin], object]
    url: str = URL
    most_requests: int = 3
    trouble: list[Trouble] = field(default_factory=list)
    gone_since: datetime | None = None


def add(*rows: tuple[str, ...] | str) -> Callable[[WaybackStandin], None]:
    """Add captures of URL: "timestamp" for one that fits, (timestamp, status or "misfit" or "unplayable")."""

    def fill(archive: WaybackStandin) -> None:
        for row in rows:
            timestamp, kind = (row, "200") if isinstance(row, str) else row
            stamp = timestamp.ljust(14, "0")
            archive.add(
                URL,
                stamp,
                status=kind if kind.isdigit() else "200",
                body=MISFIT + stamp.encode() if kind == "misfit" else None,
                playable=kind != "unplayable",
            )

    return fill


def daily(first: int, last: int, kind: str) -> list[tuple[str, str]]:
    """One capture a day, 28 days a month, of the years from first to last."""
    years, months, days = range(first, last + 1), range(1, 13), range(1, 29)
    return [(f"{year}{month:02}{day:02}", kind) for year in years for month in months for day in days]


def of(*urls: str, **details: str) -> Callable[[WaybackStandin], None]:
    def fill(archive: WaybackStandin) -> None:
        for url in urls:
            archive.add(url, "20150601000000", **details)  # type: ignore[arg-type]

    return fill


def revisit_near(archive: WaybackStandin) -> None:
    archive.add_revisit(URL, "20150608000000", archive.add(URL, "20100101000000"))


def revisit_of_an_error_near(archive: WaybackStandin) -> None:
    archive.add_revisit(URL, "20150608000000", archive.add(URL, "20100101000000", status="404"))
    archive.add(URL, "20120101000000")


def unresolved_revisit_near(archive: WaybackStandin) -> None:
    archive.resolves_revisits = False
    revisit_near(archive)


def same_misfit_many_times(archive: WaybackStandin) -> None:
    for day in range(1, 29):
        archive.add(URL, f"201506{day:02}000000", body=MISFIT)
    archive.add(URL, "20140101000000")


def pdf_and_page(archive: WaybackStandin) -> None:
    archive.add("http://example.org/report.pdf", "20150609000000", mimetype="text/html")
    archive.add("http://example.org/report.pdf", "20120101000000", mimetype="application/pdf")


def two_ports_and_schemes(archive: WaybackStandin) -> None:
    archive.add("http://www.example.org:80/page", "20150101000000")
    archive.add("https://example.org/page/", "20150609000000")


def empty_body(archive: WaybackStandin) -> None:
    archive.add(URL, "20150609000000", body=b"")
    archive.add(URL, "20140101000000")


def moved(
    *neighbours: str | None, target: str = "/moved", kind: str = "200", beside: str = "20150601"
) -> Callable[[WaybackStandin], None]:
    """Add a redirect of /dir/page to the target, and neighbours that are redirected there, or are pages (None)."""

    def fill(archive: WaybackStandin) -> None:
        location = [("Location", target)]
        archive.add(URL, "20150609000000", status="301", headers=location, body=b"")
        for number, other in enumerate(neighbours):
            url = f"http://example.org/page-{number}"
            if other is None:
                archive.add(url, f"{beside}000000")
            else:
                archive.add(url, f"{beside}000000", status="302", headers=[("Location", other)], body=b"")
        body = MISFIT if kind == "misfit" else None
        archive.add("http://example.org/moved", "20150701000000", body=body)

    return fill


def moved_quietly(archive: WaybackStandin) -> None:
    archive.tells_original_location = False
    moved("http://example.org/elsewhere", target="http://example.org/moved")(archive)


def unlisted(*rows: tuple[str, ...] | str) -> Callable[[WaybackStandin], None]:
    def fill(archive: WaybackStandin) -> None:
        archive.index_forgets = True
        add(*rows)(archive)

    return fill


def index_down(*rows: tuple[str, ...] | str) -> Callable[[WaybackStandin], None]:
    def fill(archive: WaybackStandin) -> None:
        archive.trouble_at = {"/cdx/": UNAVAILABLE}
        add(*rows)(archive)

    return fill


def nonsense_beside_the_index(archive: WaybackStandin) -> None:
    archive.trouble_at = {"/wayback/available": HTML}


NONE, DOWN, KEPT_OUT = "no-snapshot", "archive-unavailable", "archive-excluded"
NOBODY_ASKED = ""
HISTORIES = [
    History("never captured", NONE, add()),
    History("one capture", "20150601", add("20150601")),
    History("the closest of many", "20150610", add("20100101", "20150501", "20150610", "20200101")),
    History("equally close: what the author can have seen", "20150608", add("20150610120000", "20150608120000")),
    History("only long before", "19970101", add("19970101")),
    History("only long after", "20260101", add("20260101")),
    History("an error is closer", "20150101", add("20150101", ("20150609", "404"))),
    History("a redirect is closer", "20150101", add("20150101", ("20150609", "301"))),
    History("errors only", NONE, add(("20150609", "404"), ("20150610", "503"), ("20150611", "403"))),
    History("redirects to nowhere", NONE, add(("20150609", "301"), ("20150610", "302")), most_requests=5),
    History("a soft 404 is closest", "20150101", add("20150101", ("20150609", "misfit"))),
    History(
        "three misfits are closest",
        "20150601",
        add("20150601", ("20150609", "misfit"), ("20150610", "misfit"), ("20150611", "misfit")),
        most_requests=5,
    ),
    History("misfits only", NONE, add(("20150609", "misfit"), ("20150610", "misfit")), most_requests=4),
    History("moved, as no page beside it", "20150701", moved("/elsewhere"), most_requests=7),
    History("moved, told only by the archive's own redirect", "20150701", moved_quietly, most_requests=7),
    History("moved, while a page beside it stayed", "20150701", moved(None), most_requests=6),
    History("redirected as its neighbours are", NONE, moved("/moved"), most_requests=6),
    History("redirected with nothing beside it", NONE, moved(), most_requests=5),
    History("redirected to the home page", NONE, moved("/elsewhere", target="/"), most_requests=5),
    History("redirected to itself", NONE, moved("/elsewhere", target="https://www.example.org/page/"), most_requests=5),
    History("moved to what does not fit", NONE, moved("/elsewhere", kind="misfit"), most_requests=7),
    History(
        "redirected after it was gone",
        NONE,
        moved("/elsewhere"),
        most_requests=3,
        gone_since=datetime(2015, 3, 1, tzinfo=UTC),
    ),
    History(
        "moved, with none beside it in those months", NONE, moved("/elsewhere", beside="20100101"), most_requests=4
    ),
    History("only the second opinion knows it", "20150601", unlisted("20150601"), most_requests=4),
    History("the second opinion knows a misfit", NONE, unlisted(("20150601", "misfit")), most_requests=4),
    History("the index is down, the second opinion up", "20150601", index_down("20150601"), most_requests=4),
    History("the index is down, the second opinion knows nothing", DOWN, index_down(), most_requests=3),
    History("the second opinion talks nonsense", NONE, nonsense_beside_the_index),
    History(
        "parked for years after",
        "2010",
        add(*daily(2010, 2010, "200"), *daily(2014, 2016, "misfit")),
        most_requests=14,
    ),
    History("captured every day for 20 years", "20150609", add(*daily(2005, 2025, "200"))),
    History("a thousand errors around it", "20050101", add("20050101", *daily(2013, 2016, "404"))),
    History("the same misfit twenty-eight times", "20140101", same_misfit_many_times),
    History("a revisit is closest", "20150608", revisit_near),
    History("an unresolved revisit is closest", "20150608", unresolved_revisit_near),
    History("a revisit of an error is closest", "20120101", revisit_of_an_error_near),
    History("an empty body is closest", "20140101", empty_body),
    History("a page in place of the PDF", "20120101", pdf_and_page, "http://example.org/report.pdf"),
    History("captured as https, with www, with port", "20150609", two_ports_and_schemes),
    History("asked as https", "20150601", add("20150601"), "https://www.example.org:443/page"),
    History("with a final slash", "20150601", add("20150601"), URL + "/"),
    History("with a fragment", "20150601", add("20150601"), URL + "#part"),
    History("in capitals", "20150601", add("20150601"), "HTTP://EXAMPLE.ORG/page"),
    History("captured without tracking", "20150601", add("20150601"), URL + "?utm_source=feed&utm_medium=rss"),
    History("captured with tracking", "20150601", of(URL + "?utm_source=feed"), URL + "?utm_source=feed"),
    History("another query is another page", NONE, of(URL + "?id=2"), URL + "?id=1"),
    History("an encoded slash is no slash", "20150601", of("http://example.org/a%2Fb"), "http://example.org/a%2Fb"),
    History("a query full of signs", "20150601", of(URL + "?a=1&b=%26&c=+"), URL + "?a=1&b=%26&c=+"),
    History("unicode", "20150601", of("http://example.org/日本"), "http://example.org/日本"),
    History("does not play back", "20140101", add("20140101", ("20150609", "unplayable"))),
    History("nothing plays back", NONE, add(("20140101", "unplayable"), ("20150609", "unplayable"))),
    History(
        "after the page was gone", "20150101", add("20150101", "20150601"), gone_since=datetime(2015, 3, 1, tzinfo=UTC)
    ),
    History("a dead archive link", "20150601", add("20150601", "20200101"), "https://web.archive.org/web/2015/" + URL),
    History(
        "an archive link near its own date",
        "20200101",
        add("20150601", "20200101"),
        "https://archive.ph/20191201/" + URL,
    ),
    History("excluded", KEPT_OUT, add("20150601"), trouble=[EXCLUDED]),
    History("429 once", "20150601", add("20150601"), trouble=[too_many("3")]),
    History("429 for ever", DOWN, add("20150601"), trouble=[too_many()] * 9),
    History("503 once", "20150601", add("20150601"), trouble=[UNAVAILABLE]),
    History("503 for ever", DOWN, add("20150601"), trouble=[UNAVAILABLE] * 9),
    History("cut off", DOWN, add("20150601"), trouble=[RESET] * 9),
    History("nonsense", DOWN, add("20150601"), trouble=[HTML] * 9),
    History("not on the web", NOBODY_ASKED, add("20150601"), "mailto:someone@example.org", most_requests=0),
    History("no URL at all", NOBODY_ASKED, add("20150601"), "#", most_requests=0),
    History("a lone surrogate", NOBODY_ASKED, add("20150601"), "http://example.org/\ud800", most_requests=0),
]


async def test_the_right_copies_of_histories_cost_three_requests_at_most_on_average(subtests: pytest.Subtests) -> None:
    spent = 0
    for history in HISTORIES:
        with subtests.test(history.name):
            spent += await requests_for_the_right_copy(history)
    assert spent / len(HISTORIES) <= 3


async def requests_for_the_right_copy(history: History) -> int:
    archive, clock = WaybackStandin(), Clock()
    history.captures(archive)
    archive.trouble = list(history.trouble)
    async with (
        archive.serve() as url,
        Transport(url, user_agent=USER_AGENT, requests_per_minute=999, clock=clock, sleep=clock.sleep) as transport,
    ):
        machine = WaybackMachine(transport, url, Availability(transport, url))
        answer = await Finder([machine], inspect=inspect).find(history.url, CITED, gone_since=history.gone_since)
    if history.right.isdigit():
        assert answer.snapshot is not None, answer.reason
        assert answer.snapshot.timestamp.startswith(history.right)
        assert answer.reason is None
        assert answer.snapshot.url == f"{url}/web/{answer.snapshot.timestamp}/{answer.snapshot.original_url}"
    else:
        assert (answer.snapshot, answer.reason) == (None, history.right or None)
    assert answer.requests == len(archive.requests) <= max(history.most_requests, len(history.trouble))
    return answer.requests


async def test_nothing_is_offered_on_the_word_of_the_index_alone(finder: Finder, standin: WaybackStandin) -> None:
    standin.add(URL, "20150601000000", playable=False)
    answer = await finder.find(URL, CITED)
    assert (answer.snapshot, answer.reason) == (None, NONE)
    assert standin.asked("/web/") == 1


async def test_the_anchors_reach_the_inspection(wayback: WaybackMachine, standin: WaybackStandin) -> None:
    seen: list[tuple[str, Sequence[str]]] = []

    async def note(page: CapturedPage, cited: Cited) -> Inspected:
        seen.append((page.url, cited.anchors))
        return Inspected(None)

    standin.add(URL, "20150601000000")
    await Finder([wayback], inspect=note).find(URL, CITED, anchors=("the page",))
    assert seen == [(URL, ("the page",))]


async def test_what_the_chosen_copy_says_comes_with_the_answer(
    wayback: WaybackMachine, standin: WaybackStandin
) -> None:
    standin.add(URL, "20150609000000", body=MISFIT)
    standin.add(URL, "20150601000000", body=b"what was cited")
    answer = await Finder([wayback], inspect=inspect).find(URL, CITED)
    assert answer.likeness is not None
    assert (answer.likeness.title, answer.likeness.made_at) == ("what was cited", datetime(2015, 6, 1, tzinfo=UTC))


async def test_a_capture_that_the_archive_fails_to_send_is_passed_over_for_the_next(
    wayback: WaybackMachine, standin: WaybackStandin
) -> None:
    standin.add(URL, "20150601000000")
    standin.add(URL, "20150501000000")
    standin.trouble_at = {"/web/20150601000000": UNAVAILABLE}
    answer = await Finder([wayback], inspect=inspect).find(URL, CITED)
    assert answer.snapshot is not None
    assert answer.snapshot.timestamp == "20150501000000"


async def test_a_playback_that_is_down_is_asked_again_rather_than_done_without(
    wayback: WaybackMachine, standin: WaybackStandin
) -> None:
    standin.add(URL, "20150601000000")
    standin.trouble_at = {"/web/": UNAVAILABLE}
    answer = await Finder([wayback], inspect=inspect).find(URL, CITED)
    assert (answer.snapshot, answer.reason) == (None, DOWN)


@pytest.mark.parametrize(
    "trouble", [HTML, Trouble(403, "Forbidden"), Trouble(302, "", {"Location": "/cdx/search/cdx"})]
)
async def test_an_archive_that_talks_nonsense_costs_a_few_requests(
    finder: Finder, standin: WaybackStandin, trouble: Trouble
) -> None:
    standin.always = trouble
    answers = [await finder.find(f"http://example.org/{number}", CITED) for number in range(200)]
    assert {answer.reason for answer in answers} == {DOWN}
    assert len(standin.requests) <= 4


async def test_a_second_archive_is_asked_where_the_first_has_no_copy_to_use(
    wayback: WaybackMachine, standin: WaybackStandin, clock: Clock
) -> None:
    class Second(WaybackMachine):
        name = "second"

    other = WaybackStandin()
    standin.add(URL, "20140101000000")
    other.add(URL, "20150608000000")
    async with (
        other.serve() as url,
        Transport(url, user_agent=USER_AGENT, requests_per_minute=999, clock=clock, sleep=clock.sleep) as transport,
    ):
        archives = [wayback, Second(transport, url)]
        answer = await Finder(archives, inspect=inspect).find(URL, CITED)
        assert answer.snapshot is not None
        assert (answer.snapshot.archive, other.requests) == ("wayback", [])
        standin.lines.clear()
        standin.add(URL, "20140101000000", body=MISFIT)
        answer = await Finder(archives, inspect=inspect).find(URL, CITED)
        assert answer.snapshot is not None
        assert (answer.snapshot.archive, answer.snapshot.timestamp) == ("second", "20150608000000")
        assert not answer.provisional
        standin.always = UNAVAILABLE
        answer = await Finder(archives, inspect=inspect).find(URL, CITED)
        assert answer.snapshot is not None  # one archive's silence does not hide what another one holds
        assert answer.provisional
        other.lines.clear()
        assert (await Finder(archives, inspect=inspect).find(URL, CITED)).reason == DOWN


async def test_an_archive_that_wants_a_minute_of_peace_is_asked_after_the_others(
    wayback: WaybackMachine, standin: WaybackStandin, clock: Clock
) -> None:
    class Second(WaybackMachine):
        name = "second"

    other = WaybackStandin()
    standin.add(URL, "20150608000000")
    standin.trouble = [too_many()]
    async with (
        other.serve() as url,
        Transport(url, user_agent=USER_AGENT, requests_per_minute=999, clock=clock, sleep=clock.sleep) as transport,
    ):
        answer = await Finder([wayback, Second(transport, url)], inspect=inspect).find(URL, CITED)
        assert answer.snapshot is not None
        assert (answer.snapshot.archive, answer.provisional) == ("wayback", False)
        assert other.requests
        standin.trouble = [too_many()]
        other.add(URL, "20150608000000")
        slept = sum(clock.slept)
        answer = await Finder([wayback, Second(transport, url)], inspect=inspect).find(URL, CITED)
        assert answer.snapshot is not None
        assert (answer.snapshot.archive, answer.provisional, sum(clock.slept)) == ("second", True, slept)


async def test_a_capture_that_cannot_be_judged_is_passed_over(
    wayback: WaybackMachine, standin: WaybackStandin, caplog: pytest.LogCaptureFixture
) -> None:
    async def stumble(page: CapturedPage, cited: Cited) -> Inspected:
        if page.body == b"stone":
            raise TypeError("stumbled")
        return Inspected(None)

    standin.add(URL, "20150609000000", body=b"stone")
    standin.add(URL, "20150101000000")
    answer = await Finder([wayback], inspect=stumble).find(URL, CITED)
    assert answer.snapshot is not None
    assert answer.snapshot.timestamp == "20150101000000"
    assert "a capture could not be judged" in caplog.text


@pytest.mark.parametrize("location", ["http://[", "http://[::1/", "//[", "/web/20150609000000/http://[/"])
async def test_a_redirect_that_leads_to_no_address_is_not_followed(
    wayback: WaybackMachine, standin: WaybackStandin, location: str
) -> None:
    standin.add(URL, "20150609000000", status="301", body=b"")
    moment = "Tue, 09 Jun 2015 00:00:00 GMT"
    standin.trouble_at = {"/web/": Trouble(301, "", {"Memento-Datetime": moment, "Location": location})}
    assert (await Finder([wayback], inspect=inspect).find(URL, CITED)).reason == NONE


async def test_captures_of_another_page_than_was_asked_for_are_not_offered(
    wayback: WaybackMachine, standin: WaybackStandin, base_url: str
) -> None:
    others = ["http://evil.example/page", "http://example.org/other", "http://sub.example.org/page", URL + "?id=1"]
    lines = [f"org,example)/page 20150609000000 {url} text/html 200 DIGEST{at} 9" for at, url in enumerate(others)]
    standin.extra_lines = lines
    assert (await Finder([wayback], inspect=inspect).find(URL, CITED)).reason == NONE
    standin.extra_lines = [
        *lines,
        "org,example)/page 20100101000000 https://www.example.org:443/PAGE/ text/html 200 D 9",
    ]
    standin.add("https://www.example.org:443/PAGE/", "20100101000000")
    answer = await Finder([wayback], inspect=inspect).find(URL, CITED)
    assert answer.snapshot is not None
    assert answer.snapshot.original_url == "https://www.example.org:443/PAGE/"
