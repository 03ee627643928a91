"""One question for several links of a directory, and nothing opened twice in a run."""

import asyncio

import pytest

from linkwatch.archive import Spent
from linkwatch.archive.find import Finder
from linkwatch.archive.listings import Listings
from linkwatch.archive.opened import Opened
from linkwatch.archive.wayback import WaybackMachine
from tests.archive.conftest import inspect
from tests.archive.histories.making import CITED, NEAR, OLDER, TITLE, article, page
from tests.standin.wayback import UNAVAILABLE, Trouble, WaybackStandin

SITE = "http://county.example"
PAGES = [f"{SITE}/reports/{year}.html" for year in range(2001, 2007)]


@pytest.fixture
def filled(standin: WaybackStandin) -> WaybackStandin:
    for url in PAGES:
        standin.add(url, f"{NEAR}000000", body=article(seed=url))
    return standin


async def test_links_that_are_asked_about_at_once_share_the_question(
    filled: WaybackStandin, wayback: WaybackMachine
) -> None:
    finder = Finder([wayback], inspect=inspect)
    found = await asyncio.gather(*(finder.find(url, CITED, anchors=[TITLE], beside=PAGES) for url in PAGES))
    assert all(answer.snapshot for answer in found)
    assert filled.asked("/cdx/") == 1
    assert sum(answer.requests for answer in found) == len(filled.requests) == 1 + len(PAGES)


async def test_a_link_alone_is_asked_about_alone(filled: WaybackStandin, wayback: WaybackMachine) -> None:
    await Finder([wayback], inspect=inspect).find(PAGES[0], CITED, anchors=[TITLE], beside=[f"{SITE}/other/page"])
    assert "matchType" not in filled.requests[0].query


async def test_a_link_whose_site_is_wanted_too_is_found_in_the_list_of_its_site(
    filled: WaybackStandin, wayback: WaybackMachine
) -> None:
    finder = Finder([wayback], inspect=inspect)
    answer = await finder.find(PAGES[0], CITED, anchors=[TITLE], whole_site=True)
    assert answer.snapshot is not None
    assert [request.query.get("url") for request in filled.requests if "cdx" in request.path] == [[f"{SITE}/"]]
    listing = finder.known_directory(f"{SITE}/")
    assert listing is not None
    assert (len(listing.captures), listing.is_whole) == (len(PAGES), True)


async def test_a_site_of_which_the_list_fails_is_asked_for_the_page(
    filled: WaybackStandin, wayback: WaybackMachine
) -> None:
    filled.trouble = [UNAVAILABLE, UNAVAILABLE]
    answer = await Finder([wayback], inspect=inspect).find(PAGES[0], CITED, anchors=[TITLE], whole_site=True)
    assert answer.snapshot is not None
    assert not answer.provisional


async def test_an_index_that_lists_no_sites_is_asked_for_the_page(
    filled: WaybackStandin, wayback: WaybackMachine
) -> None:
    filled.add(PAGES[0], "20150601000000", body=article(seed="nearer"))
    filled.trouble = [Trouble(200, "")]
    answer = await Finder([wayback], inspect=inspect).find(PAGES[0], CITED, anchors=[TITLE], whole_site=True)
    assert answer.snapshot is not None
    assert "matchType" not in next(request.query for request in reversed(filled.requests) if "cdx" in request.path)


async def test_where_a_site_is_known_an_absence_needs_no_second_opinion(
    standin: WaybackStandin, wayback: WaybackMachine
) -> None:
    for number in range(2_100):
        standin.add(f"{SITE}/big/{number:05}", "20150601000000", body=b"")
    answer = await Finder([wayback], inspect=inspect).find(f"{SITE}/way/off", CITED, whole_site=True)
    assert (answer.reason, len(standin.requests)) == ("no-snapshot", 2)
    assert standin.asked("/wayback/") == 0


async def test_what_did_not_fit_is_not_opened_again_under_other_addresses(
    standin: WaybackStandin, wayback: WaybackMachine
) -> None:
    missing = page("Page not found", "<p>Sorry, the page you asked for does not exist.</p>" * 9)
    for url in PAGES:
        standin.add(url, f"{NEAR}000000", body=missing)
        standin.add(url, "20140302000000", body=article(seed=url))
    finder = Finder([wayback], inspect=inspect)
    for url in PAGES:
        answer = await finder.find(url, CITED, anchors=[TITLE])
        assert answer.snapshot is not None
        assert answer.snapshot.timestamp.startswith("2014")
    assert standin.asked(f"/web/{NEAR}") == 1


async def test_what_fits_is_opened_under_each_address_for_it_may_not_play(
    standin: WaybackStandin, wayback: WaybackMachine
) -> None:
    for url in PAGES[:2]:
        standin.add(url, f"{NEAR}000000", body=article(), playable=url == PAGES[0])
    finder = Finder([wayback], inspect=inspect)
    found = [await finder.find(url, CITED, anchors=[TITLE]) for url in PAGES[:2]]
    assert [answer.snapshot is not None for answer in found] == [True, False]


async def test_where_links_of_a_site_died_one_by_one_the_next_ones_share_a_question(
    standin: WaybackStandin, wayback: WaybackMachine
) -> None:
    finder = Finder([wayback], inspect=inspect)
    links = [f"{SITE}/{number}/page.html" for number in range(9)]
    for url in links:
        standin.add(url, f"{NEAR}000000", body=article(seed=url))
    for url in links:
        assert (await finder.find(url, CITED, anchors=[TITLE])).snapshot is not None
    assert [("matchType" in request.query) for request in standin.requests if "cdx" in request.path] == [
        *[False] * 3,
        True,
    ]


async def test_where_the_shared_question_fails_the_others_ask_for_themselves(
    filled: WaybackStandin, wayback: WaybackMachine
) -> None:
    filled.trouble = [UNAVAILABLE, UNAVAILABLE]
    finder = Finder([wayback], inspect=inspect)
    found = await asyncio.gather(*(finder.find(url, CITED, anchors=[TITLE], beside=PAGES[:3]) for url in PAGES[:3]))
    assert [answer.reason for answer in found].count("archive-unavailable") <= 1
    assert sum(answer.snapshot is not None for answer in found) >= 2


async def test_a_list_that_was_cut_off_tells_only_of_what_is_in_it(
    standin: WaybackStandin, wayback: WaybackMachine
) -> None:
    for number in range(30):
        standin.add(f"{SITE}/big/{number:05}", "20150601000000")
    for day in range(10, 28):
        standin.add(f"{SITE}/big/last", f"201506{day}000000")
    listings, spent = Listings(limit=40), Spent()
    absent, cut = f"{SITE}/big/00007x", f"{SITE}/big/last"
    listing = await listings.of(wayback, f"{SITE}/big/00007", [absent], spent=spent)
    assert listing is not None
    assert not listing.is_whole
    assert [listing.of(absent), listing.of(cut)] == [None, None]
    assert await listings.of(wayback, cut, [absent], spent=spent) is None
    assert spent.requests == 1  # what was cut off is not asked for again


async def test_a_list_is_believed_for_ten_minutes(filled: WaybackStandin, wayback: WaybackMachine) -> None:
    now = 1000.0
    listings = Listings(clock=lambda: now)
    for seconds, asked in ((0, 1), (599, 1), (601, 2)):
        now = 1000.0 + seconds
        assert await listings.of(wayback, PAGES[0], PAGES[1:], spent=Spent()) is not None
        assert filled.asked("/cdx/") == asked


async def test_nothing_is_opened_twice_in_a_run(filled: WaybackStandin, wayback: WaybackMachine) -> None:
    finder = Finder([wayback], inspect=inspect)
    links = [PAGES[0], PAGES[0] + "#part", PAGES[0].replace("http:", "https:"), PAGES[0] + "?utm_source=letter"]
    found = await asyncio.gather(*(finder.find(url, CITED, anchors=[TITLE]) for url in links))
    assert len({answer.snapshot and answer.snapshot.url for answer in found}) == 1
    assert filled.asked("/web/") == 1


@pytest.mark.parametrize(("further", "opened"), [(9, 1), (900, 3)])
async def test_one_error_of_a_site_is_opened_once(
    further: int, opened: int, standin: WaybackStandin, wayback: WaybackMachine
) -> None:
    error = page("County", "<p>Sorry, we cannot find that page.</p>")
    for number in range(3):
        url = f"http://county.example/{number}/a"
        near = error + b" " * number * further  # as records of one content differ by their headers
        standin.add(url, f"{NEAR}000000", body=near, digest="ERRORERRORERRORERRORERRORERROR22")
        standin.add(url, f"{OLDER}000000", body=article(seed=number))
    finder = Finder([wayback], inspect=inspect)
    for number in range(3):
        found = await finder.find(f"http://county.example/{number}/a", CITED, anchors=[TITLE])
        assert found.snapshot is not None
        assert found.snapshot.timestamp.startswith(OLDER)
    assert standin.asked("/web/") == opened + 3


async def test_what_was_opened_long_ago_is_let_go(standin: WaybackStandin, wayback: WaybackMachine) -> None:
    opened = Opened()
    for number in range(3):
        standin.add(f"{SITE}/{number}", f"{NEAR}000000", body=bytes([number]) * 1_900_000)
    for number in (0, 1, 2, 0, 1, 2):
        (capture,) = await wayback.captures(f"{SITE}/{number}", CITED, limit=1, spent=Spent())
        assert await opened.open(wayback, capture, spent=Spent()) is not None
    assert standin.asked("/web/") == 3
    for number in range(3, 8):
        standin.add(f"{SITE}/{number}", f"{NEAR}000000", body=bytes([number]) * 1_900_000)
    for number in (3, 4, 5, 6, 7, 0):
        (capture,) = await wayback.captures(f"{SITE}/{number}", CITED, limit=1, spent=Spent())
        assert await opened.open(wayback, capture, spent=Spent()) is not None
    assert standin.asked("/web/") == 3 + 6


async def test_what_was_asked_and_opened_for_a_link_is_known_to_those_who_come_after(
    filled: WaybackStandin, wayback: WaybackMachine
) -> None:
    finder = Finder([wayback], inspect=inspect)
    single, beside = PAGES[0], PAGES[1:3]
    first = await finder.find(single, CITED, anchors=[TITLE])
    for url in beside:
        await finder.find(url, CITED, anchors=[TITLE], beside=beside)
    asked = len(filled.requests)
    assert first.snapshot is not None
    for url in (single, *beside):
        known = finder.known_captures(url)
        assert known is not None
        assert [(capture.original_url, capture.timestamp) for capture in known] == [(url, f"{NEAR}000000")]
    assert finder.known_captures(f"{SITE}/elsewhere/a") is None
    page = await finder.open_snapshot(first.snapshot, spent=Spent())
    assert page is not None
    assert page.url == single
    assert len(filled.requests) == asked
    assert await finder.still_has(first.snapshot)  # is no question of memory
    assert len(filled.requests) == asked + 1


async def test_what_was_cut_off_or_failed_is_known_to_nobody(standin: WaybackStandin, wayback: WaybackMachine) -> None:
    finder = Finder([wayback], inspect=inspect)
    for day in range(1, 29):
        for hour in range(5):
            standin.add(PAGES[0], f"201506{day:02}{hour:02}0000", body=article(seed=f"{day} {hour}"))
    await finder.find(PAGES[0], CITED, anchors=[TITLE])
    assert finder.known_captures(PAGES[0]) is None
    standin.always = UNAVAILABLE
    await finder.find(f"{SITE}/other", CITED)
    assert finder.known_captures(f"{SITE}/other") is None


async def test_what_an_index_said_grows_old(filled: WaybackStandin, wayback: WaybackMachine) -> None:
    now = 0.0
    listings = Listings(clock=lambda: now)
    captures = await wayback.captures(PAGES[0], CITED, limit=9, spent=Spent())
    listings.note(wayback.name, PAGES[0], captures)
    now = 599.0
    assert listings.known(wayback.name, PAGES[0]) == captures
    now = 601.0
    assert listings.known(wayback.name, PAGES[0]) is None
