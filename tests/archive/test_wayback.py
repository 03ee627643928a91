"""Questions to the Wayback Machine as they go over the wire, and what its answers mean."""

from datetime import UTC, datetime

import pytest

from linkwatch.archive import Capture, Spent
from linkwatch.archive.transport import Transport
from linkwatch.archive.wayback import WaybackMachine
from linkwatch.errors import ArchiveExcludedError, ArchiveUnavailableError
from tests.standin.wayback import EXCLUDED, EXCLUSION, HTML, Line, Trouble, WaybackStandin

URL = "http://example.org/page"
NEAR = datetime(2015, 6, 9, 12, tzinfo=UTC)


async def ask(wayback: WaybackMachine, url: str = URL, limit: int = 100, *, sparse: bool = False) -> list[Capture]:
    return list(await wayback.captures(url, NEAR, limit=limit, spent=Spent(), sparse=sparse))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/?a=1&b=2&url=http://other.example/?x=1&limit=3",
        "http://example.org/a%2Fb%20c%26d",
        "http://example.org/a+b?q=c+d%2Be",
        "http://example.org/#!/route",
        "http://example.org/%23hash?x=%25",
        "http://example.org/straße/日本?q=ü",
        "http://example.org/a|b\\c^d`e{f}\"g'",
        "http://example.org/;jsessionid=1;a=b?x;y",
        "http://[::1]:8080/x",
    ],
)
async def test_the_asked_url_arrives_unaltered(wayback: WaybackMachine, standin: WaybackStandin, url: str) -> None:
    await ask(wayback, url)
    assert standin.requests[0].query["url"] == [url]


async def test_a_final_asterisk_is_no_wildcard(wayback: WaybackMachine, standin: WaybackStandin) -> None:
    standin.add("http://example.org/page/other", "20150609120000")
    assert await ask(wayback, "http://example.org/page/*") == []


async def test_the_question_is_bounded_and_centred(wayback: WaybackMachine, standin: WaybackStandin) -> None:
    await ask(wayback, limit=7)
    query = standin.requests[0].query
    assert query["limit"] == ["7"]
    assert query["sort"] == ["closest"]
    assert query["closest"] == ["20150609120000"]
    assert "matchType" not in query
    assert standin.requests[0].headers["User-Agent"] == "linkwatch-tests/1.0"


async def test_a_citation_of_the_year_one_is_asked_for_properly(
    wayback: WaybackMachine, standin: WaybackStandin
) -> None:
    standin.add(URL, "20150610000000")
    captures = await wayback.captures(URL, datetime(1, 1, 1, tzinfo=UTC), limit=1, spent=Spent())
    assert len(captures) == 1
    assert standin.requests[0].query["closest"] == ["00010101000000"]


async def test_captures_come_closest_first(wayback: WaybackMachine, standin: WaybackStandin) -> None:
    for timestamp in ("20100101000000", "20150610000000", "20150101000000"):
        standin.add(URL, timestamp)
    captures = await ask(wayback)
    assert [capture.timestamp for capture in captures] == ["20150610000000", "20150101000000", "20100101000000"]


async def test_a_capture_says_all_that_its_line_says(
    wayback: WaybackMachine, standin: WaybackStandin, base_url: str
) -> None:
    standin.add("http://www.example.org:80/page", "20150610000000", digest="DIGEST", mimetype="Text/HTML")
    assert await ask(wayback) == [
        Capture(
            timestamp="20150610000000",
            original_url="http://www.example.org:80/page",
            media_type="text/html",
            http_status=200,
            digest="DIGEST",
            playback_url=f"{base_url}/web/20150610000000/http://www.example.org:80/page",
            archive="wayback",
            length=345,
        )
    ]


async def test_errors_do_not_use_up_the_limit(wayback: WaybackMachine, standin: WaybackStandin) -> None:
    for day in range(10, 30):
        standin.add(URL, f"201506{day}000000", status="404" if day % 2 else "503")
    standin.add(URL, "20050101000000")
    assert [capture.timestamp for capture in await ask(wayback, limit=3)] == ["20050101000000"]


@pytest.mark.parametrize("resolves", [True, False])
async def test_revisits_are_not_lost(wayback: WaybackMachine, standin: WaybackStandin, *, resolves: bool) -> None:
    standin.resolves_revisits = resolves
    original = standin.add(URL, "20100101000000")
    standin.add_revisit(URL, "20150601000000", original)
    captures = await ask(wayback)
    assert [capture.timestamp for capture in captures] == ["20150601000000", "20100101000000"]
    assert captures[0].digest == captures[1].digest
    assert captures[0].http_status == (200 if resolves else None)


async def test_a_sparse_answer_holds_one_capture_a_month(wayback: WaybackMachine, standin: WaybackStandin) -> None:
    for day in range(10, 28):
        standin.add(URL, f"201501{day}000000")
        standin.add(URL, f"201502{day}000000")
    captures = await ask(wayback, sparse=True)
    assert [capture.timestamp[:6] for capture in captures] == ["201501", "201502"]


@pytest.mark.parametrize(
    "line",
    [
        "org,example)/page 20150012000000 http://example.org/page text/html 200 DIGEST 12",
        "org,example)/page 20150631250000 http://example.org/page text/html 200 DIGEST 12",
        "org,example)/page 2015061000000\uff10 http://example.org/page text/html 200 DIGEST 12",
        "org,example)/page 20150610000000 mailto:someone@example.org text/html 200 DIGEST 12",
        "org,example)/page 20150610000000 http://user:secret@example.org/page text/html 200 DIGEST 12",
        "org,example)/page 20150610000000 http://example.org/\x1b[31m text/html 200 DIGEST 12",
        f"org,example)/{'a' * 30_000} 20150610000000 http://example.org/page text/html 200 DIGEST 12",
        "-com,example)/x 20150610000000 http://example.org/page text/html 200 DIGEST -com,other)/ 2015 http:// - - - -",
        "",
    ],
)
async def test_an_unusable_line_is_skipped(wayback: WaybackMachine, standin: WaybackStandin, line: str) -> None:
    standin.add(URL, "20150101000000")
    standin.extra_lines = [line]
    assert [capture.timestamp for capture in await ask(wayback)] == ["20150101000000"]


@pytest.mark.parametrize(
    ("line", "length"),
    [
        ("org,example)/page 20150610000000 http://example.org/page text/html 200 DIGEST", None),
        ("org,example)/page 20150610000000 http://example.org/page text/html 200", None),
        ("org,example)/page 20150610000000 http://example.org/page text/html 200 DIGEST 12 13", 12),
        ("org,example)/page 20150610000000 http://example.org/page text/html 200 DIGEST - - 12 90 a.warc.gz", 12),
        ("org,example)/page\t20150610000000\thttp://example.org/page\ttext/html\t200\tDIGEST\t12", 12),
        ("org,example)/page 20150610000000 http://example.org/page text/html;charset=utf-8 200 DIGEST 12", 12),
        ("org,example)/page 20150610 http://example.org/page text/html 200 DIGEST 12", 12),
    ],
)
async def test_a_line_of_another_server_is_read(
    wayback: WaybackMachine, standin: WaybackStandin, line: str, length: int | None
) -> None:
    standin.extra_lines = [line]
    (capture,) = await ask(wayback)
    assert capture.timestamp == "20150610000000"
    assert (capture.media_type, capture.http_status, capture.length) == ("text/html", 200, length)


async def test_a_short_date_is_asked_for_as_its_archive_writes_it(
    wayback: WaybackMachine, standin: WaybackStandin, base_url: str
) -> None:
    standin.extra_lines = ["org,example)/page 201506 http://example.org/page text/html 200 DIGEST 12"]
    (capture,) = await ask(wayback)
    assert (capture.timestamp, capture.playback_url) == ("20150601000000", f"{base_url}/web/201506/{URL}")
    played = {"Memento-Datetime": "Mon, 15 Jun 2015 10:00:00 GMT"}
    standin.trouble = [Trouble(200, "It", played)]
    page = await wayback.open(capture, spent=Spent())
    assert page is not None
    assert page.captured_at == datetime(2015, 6, 15, 10, tzinfo=UTC)
    assert standin.requests[-1].raw == f"/web/201506id_/{URL}"


async def test_a_line_with_a_revisits_original_appended_is_read(
    wayback: WaybackMachine, standin: WaybackStandin
) -> None:
    standin.extra_lines = [
        "org,example)/page 20150610000000 http://example.org/page text/html 200 D 12 34 56 file.warc.gz"
    ]
    assert [capture.timestamp for capture in await ask(wayback)] == ["20150610000000"]


async def test_no_capture_is_an_answer(wayback: WaybackMachine) -> None:
    assert await ask(wayback) == []


async def test_an_endless_answer_is_cut_at_a_whole_line(wayback: WaybackMachine, standin: WaybackStandin) -> None:
    path = "page" + "/a" * 500
    whole = f"org,example)/{path} 20150610000000 http://example.org/{path} text/html 200 DIGEST 12\n"
    standin.trouble = [Trouble(200, whole * 2_000)]
    captures = await ask(wayback, f"http://example.org/{path}", limit=1_000_000)
    assert len(captures) == 2_000_000 // len(whole)
    assert {capture.digest for capture in captures} == {"DIGEST"}


@pytest.mark.parametrize(
    "trouble",
    [
        EXCLUDED,
        Trouble(200, EXCLUSION),
        Trouble(403, "", {"X-Archive-Wayback-Runtime-Error": EXCLUSION}),
        Trouble(403, "org.archive.wayback.exception.RobotAccessControlException: Blocked By Robots"),
        Trouble(404, "<html>Blocked Site Error</html>"),
    ],
)
async def test_an_excluded_site_is_told_apart(
    wayback: WaybackMachine, standin: WaybackStandin, trouble: Trouble
) -> None:
    standin.trouble = [trouble]
    with pytest.raises(ArchiveExcludedError):
        await ask(wayback)


async def test_a_url_that_speaks_of_exclusion_is_not_excluded(wayback: WaybackMachine, standin: WaybackStandin) -> None:
    standin.add("http://example.org/RobotAccessControlException", "20150101000000")
    assert len(await ask(wayback, "http://example.org/RobotAccessControlException")) == 1


@pytest.mark.parametrize(
    "trouble",
    [
        HTML,
        Trouble(200, '{"error": "try later"}'),
        Trouble(200, "[]"),
        Trouble(200, b"\xff\xfe\x00\x01"),
        Trouble(200, "<html>\n<p>Seven words are in this very line\n</html>"),
        Trouble(403, "Forbidden"),
        Trouble(400, "Bad request"),
        Trouble(404, ""),
        Trouble(302, "", {"Location": "/cdx/search/cdx"}),
        Trouble(200, "not gzip", {"Content-Encoding": "gzip"}),
    ],
)
async def test_nonsense_is_never_taken_for_no_captures(
    wayback: WaybackMachine, standin: WaybackStandin, trouble: Trouble
) -> None:
    standin.always = trouble
    with pytest.raises(ArchiveUnavailableError):
        await ask(wayback)


async def test_a_redirect_is_not_followed(wayback: WaybackMachine, standin: WaybackStandin) -> None:
    elsewhere = WaybackStandin()
    async with elsewhere.serve() as other:
        standin.trouble = [Trouble(302, "", {"Location": f"{other}/cdx/search/cdx"})]
        with pytest.raises(ArchiveUnavailableError):
            await ask(wayback)
    assert elsewhere.requests == []


async def open_line(wayback: WaybackMachine, standin: WaybackStandin, line: Line) -> object:
    capture = Capture(line.timestamp, line.original, line.mimetype, 200, line.digest, "", "wayback")
    return await wayback.open(capture, spent=Spent())


async def test_a_capture_is_opened_as_the_site_sent_it(wayback: WaybackMachine, standin: WaybackStandin) -> None:
    line = standin.add(
        "http://example.org/ü?a=%2F&b#c", "20150101000000", body=b"<h1>It</h1>", headers=[("Server", "x")]
    )
    page = await wayback.open(
        Capture(line.timestamp, line.original, "text/html", 200, "D", "", "wayback"), spent=Spent()
    )
    assert page is not None
    assert (page.http_status, page.body, page.headers["server"]) == (200, b"<h1>It</h1>", "x")
    assert standin.requests[0].raw == "/web/20150101000000id_/http://example.org/%C3%BC?a=%2F&b%23c"


async def test_a_captured_429_is_the_sites_not_the_archives(wayback: WaybackMachine, standin: WaybackStandin) -> None:
    line = standin.add(URL, "20150101000000", status="429", body=b"slow down")
    page = await wayback.open(Capture(line.timestamp, URL, "text/html", 200, "D", "", "wayback"), spent=Spent())
    assert page is not None
    assert page.http_status == 429


async def test_a_capture_that_does_not_play_back_is_none(wayback: WaybackMachine, standin: WaybackStandin) -> None:
    standin.add(URL, "20140101000000")
    assert await open_line(wayback, standin, standin.add(URL, "20150101000000", playable=False)) is None


async def test_opening_a_page_of_an_excluded_site_says_so(wayback: WaybackMachine, standin: WaybackStandin) -> None:
    standin.trouble = [EXCLUDED]
    with pytest.raises(ArchiveExcludedError):
        await open_line(wayback, standin, standin.add(URL, "20150101000000"))


async def test_a_password_in_the_archives_address_is_used_but_not_shown(
    transport: Transport, standin: WaybackStandin, base_url: str
) -> None:
    standin.add(URL, "20150101000000")
    wayback = WaybackMachine(transport, base_url.replace("//", "//me:hush@"))
    captures = await ask(wayback)
    assert standin.requests[0].headers["Authorization"].startswith("Basic ")
    assert captures[0].playback_url == f"{base_url}/web/20150101000000/{URL}"
