"""Which capture is chosen by what the index says, and how few are opened to choose by content."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from linkwatch.archive import Capture
from linkwatch.archive.choose import resolve_revisits, tiers
from linkwatch.archive.search import Look, Search

CITED = datetime(2015, 6, 9, 12, tzinfo=UTC)
PAGE = "http://example.org/page"
EMPTY_SHA1 = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"


def rank(captures: Iterable[Capture], near: datetime, *, url: str, gone_since: datetime | None = None) -> list[Capture]:
    """Return the captures in the order in which they are worth opening."""
    return [capture for tier in tiers(captures, near, url=url, gone_since=gone_since) for capture in tier]


def capture(timestamp: str, status: int | None = 200, media_type: str = "text/html", digest: str = "-") -> Capture:
    return Capture(timestamp.ljust(14, "0"), PAGE, media_type, status, digest, "", "wayback")


@pytest.mark.parametrize(
    ("captures", "best_first"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(["20150609"], ["20150609"], id="one"),
        pytest.param(["20150101", "20150610", "20160101"], ["20150610", "20150101", "20160101"], id="closest"),
        pytest.param(["20150609130000", "20150609110000"], ["20150609110000", "20150609130000"], id="tie-earlier"),
        pytest.param([("20150609", 404), "20000101"], ["20000101"], id="404-passed-over"),
        pytest.param([("20150609", 301), ("20150610", 302)], [], id="redirects-only"),
        pytest.param([("20150609", 503), ("20150610", 500), ("20150601", 403)], [], id="errors-only"),
        pytest.param([("20150609", None)], ["20150609"], id="status-unknown"),
        pytest.param([("20150609", 200, "text/html", EMPTY_SHA1), "20100101"], ["20100101"], id="empty-body"),
        pytest.param(
            [("20150609", None, "warc/revisit", "A"), ("20050101", 200, "text/html", "A")],
            ["20150609", "20050101"],
            id="revisit-of-a-200",
        ),
        pytest.param(
            [("20150609", None, "warc/revisit", "A"), ("20050101", 404, "text/html", "A"), "20100101"],
            ["20100101"],
            id="revisit-of-a-404",
        ),
        pytest.param(
            [("20150609", None, "warc/revisit", "-"), "20050101"], ["20150609", "20050101"], id="revisit-of-what"
        ),
        pytest.param([("20150609", 200, "application/pdf"), "20150610"], ["20150609", "20150610"], id="any-type-fits"),
        pytest.param(["00000000", "20159999"], [], id="no-such-date"),
        pytest.param(["19961231"], ["19961231"], id="long-before"),
        pytest.param(["20261231"], ["20261231"], id="long-after"),
    ],
)
def test_the_best_capture_by_the_index(captures: list[object], best_first: list[str]) -> None:
    made = [capture(*row) if isinstance(row, tuple) else capture(str(row)) for row in captures]
    chosen = [ranked.timestamp for ranked in rank(made, CITED, url=PAGE)]
    assert chosen == [timestamp.ljust(14, "0") for timestamp in best_first]


@pytest.mark.parametrize(
    ("url", "media_type", "fits"),
    [
        ("http://example.org/report.pdf", "text/html", False),
        ("http://example.org/REPORT.PDF?download=1", "text/html", False),
        ("http://example.org/report.pdf", "application/pdf", True),
        ("http://example.org/report.pdf", "application/octet-stream", True),
        ("http://example.org/report.pdf", "unk", True),
        ("http://example.org/table.xlsx", "application/xhtml+xml", False),
        ("http://example.org/wiki/File:Report.pdf", "text/html", True),
        ("http://example.org/wiki/File:Photo.jpg", "text/html", True),
        ("http://example.org/photo.jpg", "text/html", True),
        ("http://example.org/index.html", "text/html", True),
        ("http://example.org/run.cgi", "text/html", True),
        ("http://example.com", "text/html", True),
        ("http://example.org/v1.2", "text/html", True),
    ],
)
def test_a_page_in_place_of_a_document_is_passed_over(url: str, media_type: str, *, fits: bool) -> None:
    assert bool(rank([capture("20150609", 200, media_type)], CITED, url=url)) is fits


@pytest.mark.parametrize(
    ("media_type", "is_later"),
    [("application/rss+xml", True), ("application/json", True), ("application/xhtml+xml", False), ("video/mp4", False)],
)
def test_what_is_for_programs_comes_after_pages(media_type: str, *, is_later: bool) -> None:
    near, page = capture("20150609", media_type=media_type), capture("20140101")
    assert rank([near, page], CITED, url=PAGE) == ([page, near] if is_later else [near, page])
    assert rank([near], CITED, url=PAGE) == [near]
    assert rank([near, capture("20140101", 301)], CITED, url=PAGE) == [near]


def test_captures_made_after_the_page_was_gone_are_passed_over() -> None:
    captures = [capture("20150101"), capture("20150608"), capture("20150610")]
    gone_since = datetime(2015, 3, 1, tzinfo=UTC)
    assert [ranked.timestamp[:8] for ranked in rank(captures, CITED, url=PAGE, gone_since=gone_since)] == ["20150101"]


def test_a_revisit_takes_over_status_and_type() -> None:
    original = capture("20050101", 200, "application/pdf", "A")
    resolved = resolve_revisits([capture("20150609", None, "warc/revisit", "A"), original])
    assert (resolved[0].http_status, resolved[0].media_type) == (200, "application/pdf")
    assert resolved[1] == original


class Shelf:
    """Captures 0, 1, 2 … best first, of which some fit; counts how many are opened."""

    def __init__(self, size: int, looks: Mapping[int, Look], default: Look, digests: Mapping[int, str] | None = None):
        digests = digests or {}
        self.captures = [capture(f"2015{number:010}", digest=digests.get(number, "-")) for number in range(size)]
        self.looks, self.default = looks, default
        self.opened: list[int] = []

    async def look(self, opened: Capture) -> Look:
        number = int(opened.timestamp[4:])
        self.opened.append(number)
        return self.looks.get(number, self.default)

    async def choose(self) -> int | None:
        chosen = await Search(self.look, datetime(2015, 1, 1, tzinfo=UTC)).anywhere(self.captures)
        return None if chosen is None else int(chosen.timestamp[4:])


@pytest.mark.parametrize("right", [0, 1, 2, 3])
async def test_the_first_few_are_opened_one_by_one(right: int) -> None:
    shelf = Shelf(100, {right: Look.FITS}, Look.MISFIT)
    assert await shelf.choose() == right
    assert shelf.opened == list(range(right + 1))


async def test_a_long_bad_period_is_jumped_over() -> None:
    shelf = Shelf(100, dict.fromkeys(range(8, 100), Look.FITS), Look.MISFIT)
    chosen = await shelf.choose()
    assert chosen is not None
    assert 8 <= chosen <= 12
    assert len(shelf.opened) <= 8


async def test_the_last_capture_is_reached() -> None:
    shelf = Shelf(7, {6: Look.FITS}, Look.MISFIT)
    assert await shelf.choose() == 6


@pytest.mark.parametrize("size", [1, 4, 9, 1000])
async def test_opening_is_bounded_when_nothing_fits(size: int) -> None:
    shelf = Shelf(size, {}, Look.MISFIT)
    assert await shelf.choose() is None
    assert len(shelf.opened) == len(set(shelf.opened)) <= 8


async def test_nothing_is_opened_of_nothing() -> None:
    shelf = Shelf(0, {}, Look.FITS)
    assert await shelf.choose() is None


async def test_equal_contents_are_opened_once() -> None:
    shelf = Shelf(6, {5: Look.FITS}, Look.MISFIT, dict.fromkeys(range(5), "SAME"))
    assert await shelf.choose() == 5
    assert shelf.opened == [0, 5]


async def test_what_cannot_be_played_back_is_passed_over() -> None:
    shelf = Shelf(5, {0: Look.UNREADABLE, 1: Look.UNREADABLE, 2: Look.FITS}, Look.MISFIT)
    assert await shelf.choose() == 2


@pytest.mark.parametrize("right", range(8))
async def test_what_cannot_be_played_back_is_passed_over_one_by_one(right: int) -> None:
    shelf = Shelf(30, {right: Look.FITS}, Look.UNREADABLE, dict.fromkeys(range(30), "SAME"))
    assert await shelf.choose() == right
    assert shelf.opened == list(range(right + 1))


async def test_an_archive_that_plays_nothing_back_is_given_up_within_the_bound() -> None:
    shelf = Shelf(30, {}, Look.UNREADABLE)
    assert await shelf.choose() is None
    assert shelf.opened == list(range(8))


@pytest.mark.parametrize("good", [0, 2, 40, 77, 99])
async def test_where_few_of_many_fit_the_ends_are_tried(good: int) -> None:
    shelf = Shelf(100, dict.fromkeys(range(good, 100), Look.FITS), Look.MISFIT)
    chosen = await shelf.choose()
    assert chosen is not None
    assert good <= chosen <= max(good, 99)
    assert len(shelf.opened) <= 8


async def test_what_would_do_is_taken_where_nothing_fits_better() -> None:
    shelf = Shelf(100, {1: Look.DOUBTFUL}, Look.MISFIT)
    search = Search(shelf.look, datetime(2015, 1, 1, tzinfo=UTC))
    assert await search.anywhere(shelf.captures) is None
    assert search.fallback == shelf.captures[1]
    assert len(shelf.opened) <= 5


async def test_what_fits_is_preferred_to_what_would_do_however_far_away() -> None:
    shelf = Shelf(100, {99: Look.FITS}, Look.DOUBTFUL)
    assert await shelf.choose() == 99


def with_lengths(shelf: Shelf, lengths: Sequence[int | None]) -> Shelf:
    shelf.captures = [replace(one, length=length) for one, length in zip(shelf.captures, lengths, strict=True)]
    return shelf


@pytest.mark.parametrize(
    ("looks", "chosen", "opened"),
    [
        pytest.param({}, None, [0, 1], id="the earliest is one, too"),
        pytest.param({1: Look.FITS}, 1, [0, 1, 2], id="the earliest fits, and a nearer one does not"),
        pytest.param({1: Look.FITS, 2: Look.FITS}, 2, [0, 1, 2], id="a nearer one fits, too"),
    ],
)
async def test_of_those_as_long_as_a_stand_in_the_earliest_is_tried_in_the_end(
    looks: dict[int, Look], chosen: int | None, opened: list[int]
) -> None:
    shelf = with_lengths(Shelf(4, looks, Look.STAND_IN), [1500, 1508, 1507, 1506])
    near, earliest, *others = shelf.captures
    shelf.captures = [near, *others, earliest]
    assert await shelf.choose() == chosen
    assert shelf.opened == opened


@pytest.mark.parametrize(
    ("refused", "lengths", "opened"),
    [
        pytest.param(Look.STAND_IN, [1500, 1508, 4000], [0, 2], id="as long as a stand-in"),
        pytest.param(Look.STAND_IN, [1500, 1540, 4000], [0, 1, 2], id="longer"),
        pytest.param(Look.STAND_IN, [780, 796, 4000], [0, 1, 2], id="longer, for so short a page"),
        pytest.param(Look.STAND_IN, [400, 401, 4000], [0, 1, 2], id="so short that its length tells nothing"),
        pytest.param(Look.STAND_IN, [None, None, 4000], [0, 1, 2], id="of unknown length"),
        pytest.param(Look.STAND_IN, [1500, 1500, 1500], [0, 1, 2], id="an index that counts nothing"),
        pytest.param(Look.MISFIT, [1500, 1508, 4000], [0, 1, 2], id="as long as another page"),
    ],
)
async def test_what_is_as_long_as_a_stand_in_is_not_opened(
    refused: Look, lengths: list[int | None], opened: list[int]
) -> None:
    shelf = with_lengths(Shelf(3, {2: Look.FITS}, refused), lengths)
    assert await shelf.choose() == 2
    assert shelf.opened == opened
