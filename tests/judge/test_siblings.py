import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.evidence import PageFacts, Visit, Witness
from linkwatch.judge import compare_pages, sibling_key, sibling_url
from linkwatch.judge.siblings import SiblingAnswer, ask_sibling


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        ("http://a.test/news/dam-opens", r"http://a\.test/news/[a-z]{25}"),
        ("http://a.test/news/dam-opens/", r"http://a\.test/news/[a-z]{25}/"),
        ("http://a.test/news/dam.html", r"http://a\.test/news/[a-z]{25}\.html"),
        ("http://a.test/article/48122", r"http://a\.test/article/9\d{8}"),
        ("http://a.test/story/dam-opens-48122.html", r"http://a\.test/story/[a-z]{25}-9\d{8}\.html"),
        ("http://a.test/q/48122/how-deep", r"http://a\.test/q/9\d{8}/[a-z]{25}"),
        ("http://a.test/2014/06/dam", r"http://a\.test/2014/06/[a-z]{25}"),
        ("http://a.test/view.php?id=7&lang=en", r"http://a\.test/view\.php\?id=9\d{8}&lang=en"),
        ("http://a.test/?p=4812", r"http://a\.test/\?p=9\d{8}"),
        ("http://a.test/wiki/index.php?title=Dam", r"http://a\.test/wiki/index\.php\?title=[a-z]{25}"),
        ("http://a.test/about?lang=en", r"http://a\.test/[a-z]{25}\?lang=en"),
        ("http://a.test/{x}/dam", r"http://a\.test/%7Bx\}/[a-z]{25}"),
    ],
)
def test_sibling_keeps_the_shape_of_the_address(url: str, shape: str) -> None:
    sibling = sibling_url(url)
    assert sibling is not None
    assert re.fullmatch(shape, sibling), sibling


@pytest.mark.parametrize(
    "url", ["http://a.test/", "http://a.test/en/", "http://a.test/index.html", "http://a.test/?lang=en"]
)
def test_home_pages_have_no_sibling(url: str) -> None:
    assert sibling_url(url) is None
    assert sibling_key(url) is None


def test_one_sibling_speaks_for_a_directory_and_seeds_change_it() -> None:
    assert sibling_url("http://a.test/news/x") == sibling_url("http://a.test/news/y")
    assert sibling_key("http://a.test/news/x") != sibling_key("http://a.test/sport/x")
    assert sibling_key("http://a.test/news/x") != sibling_key("http://a.test/news/x.html")
    assert sibling_url("http://a.test/news/x", "1") != sibling_url("http://a.test/news/x", "2")


@given(st.text(max_size=60))
def test_sibling_of_any_path_is_on_the_same_host_and_another_address(path: str) -> None:
    url = f"http://a.test/{path}"
    sibling = sibling_url(url)
    assert sibling is None or (sibling.startswith("http://a.test/") and sibling != url)


def test_echoed_addresses_and_numbers_do_not_make_pages_different() -> None:
    one = PageFacts(
        "text/html", text="No page dam-opens here, request 8812", prose="No page dam-opens here, request 8812"
    )
    other = PageFacts("text/html", text="No page qwertz here, request 17", prose="No page qwertz here, request 17")
    assert compare_pages(one, "http://a.test/dam-opens", other, "http://a.test/qwertz") == 1.0
    assert compare_pages(one, "http://a.test/dam-opens", None, "http://a.test/qwertz") is None


def _ask(page: PageFacts, other: PageFacts, alike: float | None, status: int = 200) -> SiblingAnswer:
    visit = Visit("http://a.test/n/7", "http://a.test/n/7", 200, page=page, body_bytes=9)
    sibling = Visit("http://a.test/n/9", "http://a.test/n/9", status, page=other, body_bytes=9)
    return ask_sibling(Witness(sibling, alike), visit)


def test_same_title_and_text_are_alike_and_another_title_or_text_is_not() -> None:
    page = PageFacts("text/html", title="Courier", main_words=50)
    assert _ask(page, page, 0.99) is SiblingAnswer.ALIKE
    assert _ask(page, page, 0.5) is SiblingAnswer.DIFFERENT
    assert _ask(page, PageFacts("text/html", title="Other", main_words=50), 0.99) is SiblingAnswer.DIFFERENT


def test_sibling_that_is_refused_for_now_says_nothing() -> None:
    page = PageFacts("text/html", title="Courier", main_words=50)
    assert _ask(page, page, 0.99, 503) is SiblingAnswer.UNCLEAR
    assert _ask(page, page, 0.99, 404) is SiblingAnswer.DIFFERENT


def test_sibling_that_declares_itself_the_asked_page_is_the_asked_page() -> None:
    page = PageFacts("text/html", title="Courier", main_words=50, canonical="http://a.test/n/7")
    assert _ask(page, page, 1.0) is SiblingAnswer.DIFFERENT


def test_words_that_sibling_shares_show_the_asked_page_only_beside_an_id_of_its_own() -> None:
    page = PageFacts("text/html", title="Green tea", heading="Green tea", main_words=5)
    for url, other, answer in (
        ("http://a.test/tea/green-tea", "http://a.test/tea/qwertzuiop", SiblingAnswer.ALIKE),
        ("http://a.test/77/green-tea", "http://a.test/77/qwertzuiop", SiblingAnswer.DIFFERENT),
    ):
        visits = [Visit(address, address, 200, page=page, body_bytes=9) for address in (url, other)]
        assert ask_sibling(Witness(visits[1], 1.0), visits[0]) is answer
