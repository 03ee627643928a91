"""Whether a page is the one that was cited: what its address, its citations and the page itself say."""

from datetime import UTC, datetime

import pytest

from linkwatch.evidence import Observation, PageFacts, Visit, Witness
from linkwatch.judge.addresses import take_apart
from linkwatch.judge.case import Case
from linkwatch.judge.identity import (
    address_carries_slug,
    bears_its_number,
    is_headed_as_titled,
    names_change_of_code,
    names_home,
    names_itself,
    own_name,
    page_carries_slug,
    site_words,
    slug_words,
    title_fits_address,
    title_fits_anchors,
    title_fits_beyond_doubt,
    without,
)

URL = "http://a.test/news/dam-opens-early"


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("http://a.test/news/dam-opens.html", {"dam", "opens"}),
        ("http://a.test/news/DamOpens", {"dam", "opens"}),
        ("http://a.test/news/dam%20opens?id=wells", {"dam", "opens"}),
        ("http://a.test/dam", {"dam"}),
        ("http://a.test/dam-opens/7", {"dam", "opens"}),
        ("http://a.test/dam/7", set()),  # a single word further up names a folder
        ("http://courier.test/courier-dam", {"dam"}),
        ("http://a.test/404", {"404"}),
        ("http://a.test/503.html", {"503"}),
        ("http://a.test/604", set()),
        ("http://a.test/404/7", set()),
        ("http://a.test/x.php?title=dam-opens&utm_source=wells", {"dam", "opens"}),
        ("http://a.test/?p=dam&q=wells", {"dam", "wells"}),
        ("http://a.test//dam-opens//", {"dam", "opens"}),
        ("http://a.test/", set()),
        ("http://a.test/#dam", set()),
    ],
)
def test_address_names_its_page_by_its_last_telling_part(url: str, slug: set[str]) -> None:
    assert slug_words(url) == slug


@pytest.mark.parametrize(
    ("title", "heading", "name"),
    [
        ("Dam opens - Courier", "Dam Opens", "Dam Opens"),
        ("Dam opens - Courier", "Wells", "Dam opens - Courier Wells"),
        ("Dam opens", "Dam opens", "Dam opens Dam opens"),
        ("Dam opens - Courier", None, "Dam opens - Courier "),
        (None, None, " "),
    ],
)
def test_part_of_a_title_that_is_the_heading_is_the_pages_own_name(
    title: str | None, heading: str | None, name: str
) -> None:
    assert own_name(PageFacts("text/html", title=title, heading=heading)) == name


def test_a_page_is_headed_as_titled_where_that_is_not_all_that_its_title_says() -> None:
    for title, heading, is_headed in (
        ("Dam opens", "Dam Opens", True),
        ("Dam opens - Courier", "Dam opens", True),
        ("Courier - Courier", "Courier", False),
        ("Dam opens - Courier", "Wells", False),
    ):
        assert is_headed_as_titled(PageFacts("text/html", title=title, heading=heading)) is is_headed, title


def test_an_entry_bears_its_number_at_the_end_of_its_name_or_before_some_words() -> None:
    for title, heading, url, bears in (
        ("Dam opens #88", None, "http://a.test/bugs/88", True),
        ("Dam opens #88 - Courier", None, "http://a.test/bugs/88", True),
        (None, "Dam opens #88", "http://a.test/bugs/88", True),
        ("Dam opens #88", None, "http://a.test/bug?id=88", True),
        ("Dam opens #88", None, "http://a.test/bugs/89", False),
        ("Dam opens #88", None, "http://a.test/88/bugs", False),
        ("Dam opens #early", None, "http://a.test/early", False),
        ("Bug 88: the dam opens early again", None, "http://a.test/bugs/88", True),
        ("Bug 88: the dam opens early", None, "http://a.test/bugs/88", False),
        ("Bug 89: the dam opens early again", None, "http://a.test/bugs/88", False),
    ):
        assert bears_its_number(PageFacts("text/html", title=title, heading=heading), url) is bears, (title, url)


def test_a_change_of_code_is_called_so_and_by_its_hash() -> None:
    assert names_change_of_code("http://a.test/x/commit/1a2b3c4")
    assert not names_change_of_code("http://a.test/commit/wells")
    assert not names_change_of_code("http://a.test/x/1a2b3c4")
    assert not names_change_of_code("http://a.test/1a2b3c4/commit")


def test_what_two_pages_share_in_their_names_is_the_site_but_for_numbers_and_words_of_errors() -> None:
    one = PageFacts("text/html", title="Dam 7 not found - Courier")
    other = PageFacts("text/html", title="Well 7 not found", heading="Courier")
    assert site_words(one, other) == {"courier"}
    assert without("The Courier: Dam!", {"courier"}) == "the dam"


def test_site_is_named_by_what_an_address_that_cannot_exist_is_called_too() -> None:
    def named(sibling: Witness | None) -> frozenset[str]:
        visit = Visit(URL, URL, 200, page=PageFacts("text/html", title="Dam - Courier", main_words=9))
        return Case(Observation(URL, datetime(2026, 11, 22, tzinfo=UTC), visit, sibling=sibling)).site_words

    elsewhere = "http://a.test/news/qwertzuiop"
    other = PageFacts("text/html", title="Wells - Courier", main_words=9)
    assert named(Witness(Visit(elsewhere, elsewhere, 404, page=other))) == {"courier"}
    assert named(Witness(Visit(elsewhere, elsewhere, 404))) == frozenset()
    assert named(None) == frozenset()


@pytest.mark.parametrize(
    ("name", "url", "fits"),
    [
        ("Dam opens", URL, True),
        ("Dam", "http://a.test/dam-opens", True),
        ("Dam", URL, False),
        ("", URL, False),
        (" ", URL, False),
        ("Dam opens", "http://a.test/7", False),
        ("Error 404", "http://a.test/404", True),
        ("Error 4040", "http://a.test/404", False),
        ("Annual Report", "http://a.test/annualreport", True),
        ("Big Ann ual", "http://a.test/bigan", False),
        ("Big Ann ual", "http://a.test/bigann", True),
        ("Wells", "http://a.test/annualreport", False),
    ],
)
def test_title_fits_an_address_that_holds_half_of_its_words(name: str, url: str, *, fits: bool) -> None:
    assert title_fits_address(name, url) is fits


def test_words_that_name_the_site_count_on_neither_side() -> None:
    assert not title_fits_address("Dam", "http://a.test/courier-wells-dam")
    assert title_fits_address("Dam", "http://a.test/courier-wells-dam", {"courier"})
    assert not title_fits_address("Dam", "http://a.test/dam", {"dam"})
    assert not title_fits_anchors("Dam", ("Courier dam",), URL)
    assert title_fits_anchors("Dam", ("Courier dam",), URL, {"courier"})


@pytest.mark.parametrize(
    ("name", "anchor", "fits"),
    [
        ("Dam opens early", "dam opens in time", True),
        ("Dam", "dam opens", False),
        ("Dam opens wells", "dam opens wells soon gone", True),
        ("Dam opens", "dam opens wells soon", False),
        ("Http dam", "https://a.test/dam", False),
        ("Dam", "www.dam", False),
        ("7", "[7]", False),
        ("Dam", "7 dam", True),
        ("Atest", "atest", False),  # the host's own name
        ("News", "news", False),  # the folder's
        ("Dam", "", False),
    ],
)
def test_title_fits_an_anchor_most_of_whose_telling_words_it_holds(name: str, anchor: str, *, fits: bool) -> None:
    assert title_fits_anchors(name, (anchor,), URL) is fits
    assert title_fits_anchors(name, ("unlike", anchor), URL) is fits


def test_no_folder_on_the_way_to_a_page_tells_it_from_its_neighbours() -> None:
    url = "http://a.test/news/river/dam"
    assert [title_fits_anchors(name, (name,), url) for name in ("News", "River", "Dam")] == [False, False, True]


def test_words_of_error_pages_prove_nothing() -> None:
    assert title_fits_beyond_doubt("Dam opens", URL, ())
    assert not title_fits_beyond_doubt("Access denied", "http://a.test/access-denied", ("Access denied",))
    assert title_fits_beyond_doubt("Wells denied", URL, ("Wells",))
    assert not title_fits_beyond_doubt("Dam", "http://a.test/dam", (), {"dam"})


def test_page_names_itself_where_all_that_it_names_is_it() -> None:
    other = "http://a.test/wells"
    for canonical, og_url, is_itself in (
        (URL, None, True),
        (None, URL, True),
        (URL, other, False),
        (other, URL, False),
        (None, None, False),
    ):
        assert names_itself(PageFacts("text/html", canonical=canonical, og_url=og_url), URL) is is_itself


def test_deep_page_may_name_the_home_page() -> None:
    home, deep = "http://a.test/", take_apart(URL)
    assert names_home(PageFacts("text/html", canonical=home), deep)
    assert not names_home(PageFacts("text/html", canonical=home), take_apart(home))
    assert not names_home(PageFacts("text/html", canonical=URL), deep)
    assert not names_home(PageFacts("text/html"), deep)


@pytest.mark.parametrize(
    ("target", "asked", "carries"),
    [
        ("http://a.test/wells/dam-opens", "http://a.test/dam-opens", True),
        ("http://a.test/dam", "http://a.test/dam-opens", True),
        ("http://a.test/dam", URL, False),
        ("http://a.test/?title=dam-opens", "http://a.test/dam-opens", True),
        ("http://a.test/#dam-opens", "http://a.test/dam-opens", True),
        ("http://dam.b.test/", "http://a.test/dam-opens", True),
        ("http://a.test/x/48122", "http://a.test/48122", True),
        ("http://a.test/x?id=48122", "http://a.test/48122.html", True),
        ("http://a.test/48123", "http://a.test/48122", False),
        ("http://a.test/2014/x", "http://a.test/2014/7", False),
        ("http://a.test/12/x", "http://a.test/12/7", False),
        ("http://a.test/x", "http://a.test/7", False),
        ("http://a.test/x/481/22", "http://a.test/48122", False),
    ],
)
def test_target_of_a_redirect_names_the_page_by_words_ids_or_its_host(
    target: str, asked: str, *, carries: bool
) -> None:
    assert address_carries_slug(target, asked) is carries


@pytest.mark.parametrize(
    ("headings", "fragments", "carries"),
    [
        (("Dam", "opens"), (), True),
        ((), ("dam", "opens"), True),
        (("Dam",), ("opens",), False),
        (("Dam",), (), False),
    ],
)
def test_page_holds_another_as_a_part_by_its_headings_or_places(
    headings: tuple[str, ...], fragments: tuple[str, ...], *, carries: bool
) -> None:
    page = PageFacts("text/html", headings=headings, fragments=fragments)
    assert page_carries_slug(page, URL) is carries
    assert not page_carries_slug(page, "http://a.test/7")


def test_three_words_of_five_are_enough_for_a_part() -> None:
    url, three = "http://a.test/dam-opens-early-near-wells", ("dam", "opens", "early")
    assert page_carries_slug(PageFacts("text/html", headings=three), url)
    assert page_carries_slug(PageFacts("text/html", fragments=three), url)
    assert not page_carries_slug(PageFacts("text/html", headings=three[:2], fragments=three[1:]), url)
