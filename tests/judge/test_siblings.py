import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.evidence import PageFacts, Visit, Witness
from linkwatch.judge import compare_pages, read_page, sibling_key, sibling_url
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
        ("http://a.test/F/?func=direct&doc_number=1772", r"http://a\.test/F/\?func=direct&doc_number=9\d{8}"),
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


@pytest.mark.parametrize(
    ("title", "heading", "least"), [("Courier", None, 0.95), ("Courier", "Wells", 0.85), (None, None, 0.95)]
)
def test_texts_under_one_heading_may_differ_more(title: str | None, heading: str | None, least: float) -> None:
    page = PageFacts("text/html", title=title, heading=heading, main_words=50)
    assert _ask(page, page, least) is SiblingAnswer.ALIKE
    assert _ask(page, page, least - 0.001) is SiblingAnswer.DIFFERENT


@pytest.mark.parametrize("status", [200, 404, 410])
def test_two_error_pages_are_alike_by_their_titles_or_most_of_their_text(status: int) -> None:
    page, renamed = (
        PageFacts("text/html", title=title, main_words=50, signatures=("not-found-whole",))
        for title in ("Not found", "Nothing here")
    )
    text_is_enough = SiblingAnswer.ALIKE if status == 200 else SiblingAnswer.DIFFERENT
    assert _ask(page, page, 0.6, status) is SiblingAnswer.ALIKE
    assert _ask(page, page, 0.599, status) is text_is_enough
    assert _ask(page, renamed, 0.6, status) is text_is_enough
    assert _ask(page, renamed, 0.599, status) is SiblingAnswer.DIFFERENT
    assert _ask(page, page, None, status) is text_is_enough


def test_error_page_says_nothing_of_a_page_that_is_none() -> None:
    page = PageFacts("text/html", title="Not found", main_words=50)
    error = PageFacts("text/html", title="Not found", main_words=50, signatures=("not-found-whole",))
    assert _ask(page, error, 1.0) is SiblingAnswer.DIFFERENT
    assert _ask(page, error, 1.0, 404) is SiblingAnswer.DIFFERENT
    assert _ask(error, page, 1.0) is SiblingAnswer.ALIKE


def test_pages_without_text_are_alike_by_title_and_pictures() -> None:
    page = PageFacts("text/html", title="Courier")
    assert _ask(page, page, None) is SiblingAnswer.ALIKE
    for other in (
        PageFacts("text/html", title="Courier", main_words=1),
        PageFacts("text/html", title="Courier", media=1),
        PageFacts("text/html", title="Wells"),
        PageFacts("text/plain", title="Courier"),
    ):
        assert _ask(page, other, None) is SiblingAnswer.DIFFERENT
        assert _ask(other, page, None) is SiblingAnswer.DIFFERENT


def test_status_of_a_sibling_says_by_itself_that_addresses_differ_or_that_nobody_knows() -> None:
    page = PageFacts("text/html", title="Courier", main_words=50)
    said = {status: _ask(page, page, 1.0, status) for status in range(200, 600)}
    assert {status for status, answer in said.items() if answer is SiblingAnswer.ALIKE} == set(range(200, 300))
    unclear = {status for status, answer in said.items() if answer is SiblingAnswer.UNCLEAR}
    assert unclear == {*range(300, 400), 408, 425, 429, 502, 503, 504}


@pytest.mark.parametrize("name", ["datadome", "login-form", "consent-page", "paywall-page", "region-title"])
def test_sibling_behind_a_wall_says_nothing_of_a_page_before_it(name: str) -> None:
    page = PageFacts("text/html", title="Courier", main_words=50)
    wall = PageFacts("text/html", title="Courier", main_words=50, signatures=(name,))
    assert _ask(page, wall, 1.0) is SiblingAnswer.UNCLEAR
    assert _ask(wall, wall, 1.0) is SiblingAnswer.ALIKE
    refused = PageFacts("text/html", title="Courier", main_words=50, signatures=("refusal-title", "unknown"))
    assert _ask(page, refused, 1.0) is SiblingAnswer.ALIKE


def _led_to(target: str, other_target: str, **more: int) -> SiblingAnswer:
    page = PageFacts("text/html", title="Courier", main_words=50)
    visit, other = (
        Visit(url, final, 200, page=page, body_bytes=9)
        for url, final in (("http://a.test/n/7", target), ("http://a.test/n/9", other_target))
    )
    return ask_sibling(Witness(other, 1.0), visit)


def test_both_led_to_one_place_are_alike_unless_that_is_the_asked_page() -> None:
    assert _led_to("http://a.test/", "http://a.test/") is SiblingAnswer.ALIKE
    assert _led_to("http://a.test/n/7", "http://a.test/n/7/") is SiblingAnswer.DIFFERENT


@pytest.mark.parametrize(
    ("sizes", "statuses", "answer"),
    [
        ((0, 0), (204, 204), SiblingAnswer.ALIKE),
        ((0, 0), (204, 205), SiblingAnswer.DIFFERENT),
        ((0, 1), (204, 204), SiblingAnswer.DIFFERENT),
        ((1, 0), (204, 204), SiblingAnswer.DIFFERENT),
        ((1, 1), (204, 204), SiblingAnswer.DIFFERENT),
    ],
)
def test_answers_without_pages_are_alike_where_both_are_empty(
    sizes: tuple[int, int], statuses: tuple[int, int], answer: SiblingAnswer
) -> None:
    visit, other = (
        Visit(url, url, status, body_bytes=size)
        for url, status, size in zip(("http://a.test/n/7", "http://a.test/n/9"), statuses, sizes, strict=True)
    )
    assert ask_sibling(Witness(other), visit) is answer
    assert ask_sibling(None, visit) is SiblingAnswer.UNCLEAR
    assert ask_sibling(Witness(Visit(other.url, other.url)), visit) is SiblingAnswer.UNCLEAR


@pytest.mark.parametrize(
    ("titles", "answer"),
    [
        (("Courier 7", "Courier 9"), SiblingAnswer.ALIKE),
        (("No tea here", "No qwertzuio here"), SiblingAnswer.ALIKE),  # the sibling repeats what was made up
        (("No tea here", "No qwertzui here"), SiblingAnswer.DIFFERENT),
        (("No tea here", "No coffee here"), SiblingAnswer.DIFFERENT),
    ],
)
def test_titles_are_the_same_but_for_numbers_and_what_they_repeat(
    titles: tuple[str, str], answer: SiblingAnswer
) -> None:
    made_up = "qwertzuio" if "qwertzuio" in titles[1] else "qwertzui"
    visit, other = (
        Visit(url, url, 200, page=PageFacts("text/html", title=title, main_words=50), body_bytes=9)
        for url, title in zip(("http://a.test/n/tea", f"http://a.test/n/{made_up}"), titles, strict=True)
    )
    assert ask_sibling(Witness(other, 1.0), visit) is answer


def test_page_whose_query_makes_no_difference_is_shown_for_any_query() -> None:
    def asked(canonical: str | None, other: str | None, **more: object) -> SiblingAnswer:
        page, shown = (
            PageFacts("text/html", title="Tea", main_words=50, canonical=name, **more)  # type: ignore[arg-type]
            for name in (canonical, other)
        )
        visit = Visit("http://a.test/t?id=7", "http://a.test/t?id=7", 200, page=page, body_bytes=9)
        sibling = Visit("http://a.test/t?id=9", "http://a.test/t?id=9", 200, page=shown, body_bytes=9)
        return ask_sibling(Witness(sibling, 1.0), visit)

    plain = "http://a.test/t"
    assert asked(plain, plain, heading="Courier") is SiblingAnswer.DIFFERENT
    for one, other in (
        (None, plain),
        (plain, None),
        (plain, "http://a.test/u"),
        ("http://a.test/u", "http://a.test/u"),
    ):
        assert asked(one, other, heading="Courier") is SiblingAnswer.ALIKE
    assert asked(plain, plain, signatures=("not-found-whole",)) is SiblingAnswer.ALIKE


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        ("http://a.test/48122/12/dam", r"http://a\.test/9\d{8}/12/[a-z]{25}"),
        ("http://a.test/1899/dam", r"http://a\.test/9\d{8}/[a-z]{25}"),
        ("http://a.test/x/dam-2014", r"http://a\.test/x/[a-z]{25}"),
        ("http://a.test/x/dam-12", r"http://a\.test/x/[a-z]{25}"),
        ("http://a.test/x/dam-123", r"http://a\.test/x/[a-z]{25}-9\d{8}"),
        ("http://a.test/x/123_dam", r"http://a\.test/x/9\d{8}_[a-z]{25}"),
        ("http://a.test/x/2014-dam", r"http://a\.test/x/[a-z]{25}"),
        ("http://a.test/dam.verylong", r"http://a\.test/[a-z]{25}"),
        ("http://a.test/find.php?term=dams&lang=en", r"http://a\.test/find\.php\?term=[a-z]{25}&lang=en"),
        ("http://a.test/find.php?a=xy&term=dams", r"http://a\.test/find\.php\?a=xy&term=[a-z]{25}"),
        ("http://a.test/show.php?dams-and-wells", r"http://a\.test/show\.php\?[a-z]{25}"),
        ("http://a.test/dam-and-wells?id=7", r"http://a\.test/[a-z]{25}\?id=7"),
        ("http://a.test/{x}/y?z={1}", r"http://a\.test/%7Bx\}/[a-z]{25}\?z=%7B1\}"),
    ],
)
def test_what_is_made_up_is_what_names_the_page(url: str, shape: str) -> None:
    sibling = sibling_url(url)
    assert sibling is not None
    assert re.fullmatch(shape, sibling), sibling


def test_page_named_by_its_path_is_shown_for_any_query() -> None:
    def ask(title: str, path: str = "/dam-opens") -> SiblingAnswer:
        page = PageFacts("text/html", title=title, main_words=50)
        visit, other = (
            Visit(url, url, 200, page=page, body_bytes=9)
            for url in (f"http://a.test{path}?id=7", f"http://a.test{path}?id=9")
        )
        return ask_sibling(Witness(other, 1.0), visit)

    assert ask("Dam opens") is SiblingAnswer.DIFFERENT
    assert ask("Courier") is SiblingAnswer.ALIKE
    assert ask("Dam opens", "/x/dam-opens.php") is SiblingAnswer.ALIKE  # which its query names


def test_address_that_is_no_text_has_a_sibling_too() -> None:
    assert sibling_url("http://a.test/\ud800/dam-48122") is not None


WHOLE, TEXT = "not-found-whole", "not-found-text"


def _marked(*marks: str, title: str = "Courier", **more: Any) -> PageFacts:
    return PageFacts("text/html", title=title, main_words=50, signatures=marks, **more)


@pytest.mark.parametrize("telling", ["shape-article", "shape-long-text", "shape-own-subject"])
def test_article_beside_an_error_of_its_name_is_another_page_where_half_of_it_is_other_text(telling: str) -> None:
    page, error = _marked(WHOLE, telling), _marked(WHOLE)
    assert _ask(page, error, 0.5) is SiblingAnswer.ALIKE
    assert _ask(page, error, 0.499) is SiblingAnswer.DIFFERENT
    assert _ask(page, error, None) is SiblingAnswer.DIFFERENT
    assert _ask(page, page, 0.1) is SiblingAnswer.ALIKE


def test_what_is_alike_beside_a_subject_of_its_own_under_another_title_is_the_frame() -> None:
    page = _marked(WHOLE, "shape-own-subject")
    assert _ask(page, _marked(WHOLE, title="Wells"), 1.0) is SiblingAnswer.DIFFERENT
    assert _ask(page, _marked(WHOLE), 1.0) is SiblingAnswer.ALIKE
    assert _ask(page, _marked(WHOLE, "shape-own-subject", title="Wells"), 0.6) is SiblingAnswer.ALIKE


def test_page_with_but_a_sentence_like_an_errors_must_be_most_of_the_error() -> None:
    error = _marked(WHOLE, title="Wells")
    assert _ask(_marked(TEXT), error, 0.85) is SiblingAnswer.ALIKE
    assert _ask(_marked(TEXT), error, 0.849) is SiblingAnswer.DIFFERENT
    assert _ask(_marked(TEXT), _marked(WHOLE), 0.1) is SiblingAnswer.ALIKE
    assert _ask(_marked(TEXT, "not-found-title"), error, 0.6) is SiblingAnswer.ALIKE


@pytest.mark.parametrize(("number", "alike", "answer"), [
    (404, 0.85, SiblingAnswer.ALIKE),
    (404, 0.849, SiblingAnswer.DIFFERENT),
    (405, 0.849, SiblingAnswer.ALIKE),  # its address does not call it so
])  # fmt: skip
def test_a_room_may_have_the_number_of_a_status(number: int, alike: float, answer: SiblingAnswer) -> None:
    page = _marked(WHOLE, title="Room 404", heading="Room 404")
    visit, other = (
        Visit(url, url, 200, page=page, body_bytes=9)
        for url in (f"http://a.test/n/{number}", "http://a.test/n/qwertzuiop")
    )
    assert ask_sibling(Witness(other, alike), visit) is answer


_FRAME = "\n".join(f"the frame of this site holds line {letter} of words" for letter in "abcdefghijklmnop")
_ONE = "Brass made by smiths in town long ago and kept in a box since then by one family"
_OTHER = "Nothing here and never was anything else indeed but what you see on these few shelves"


def _likeness(one: tuple[str, ...], other: tuple[str, ...], headings: tuple[str, str] = ("Lamp", "Away")) -> float:
    shown = [
        PageFacts("text/html", heading=heading, headings=(heading,), text=text, prose=text)
        for heading, lines in zip(headings, (one, other), strict=True)
        for text in ["\n".join((heading, _FRAME, *lines))]
    ]
    found = compare_pages(shown[0], "http://a.test/x/lamp", shown[1], "http://a.test/x/qwertzuiop")
    assert found is not None
    return found


def test_pages_of_other_headings_are_compared_without_the_frame_that_both_have() -> None:
    assert _likeness((_ONE,), (_OTHER,)) < 0.1
    assert _likeness((_ONE,), (f"{_ONE} too",)) > 0.95
    assert 0.5 < _likeness((_ONE,), (_OTHER,), ("Lamp", "Lamp")) < 0.95


def test_pages_that_both_speak_of_a_loss_are_compared_with_all_they_say() -> None:
    for loss in ("Sorry, page not found.", "This listing has expired.", "It was deleted."):
        assert 0.5 < _likeness((loss, _ONE), (loss, _OTHER)) < 0.95, loss


def test_menus_make_no_two_pages_alike() -> None:
    one, other = (PageFacts("text/html", text=f"Home News Sport {word}", prose=word) for word in ("brass", "iron"))
    assert compare_pages(one, "http://a.test/x", other, "http://a.test/y") == 0.0
    assert compare_pages(one, "http://a.test/x", PageFacts("text/html", text="", prose=""), "http://a.test/y") is None


def test_sibling_of_an_address_is_the_same_always() -> None:
    assert sibling_url("http://a.test/n/x") == "http://a.test/n/ejcrvjwapvmsvdbhrmwopkjso"
    assert sibling_url("http://a.test/n/7") == "http://a.test/n/932662555"


def test_a_number_written_in_characters_hides_no_words_beside_it() -> None:
    beijing, shanghai = (
        read_page(f"<title>{title}</title><p>{text}".encode(), "text/html", "utf-8", "https://a.test/1")
        for title, text in (
            ("二〇二三年北京大会报告", "二〇二三年三月北京大会报告如下。市政府。"),
            ("二〇一一年上海论坛通知", "二〇一一年五月上海论坛通知如下。市政府。"),
        )
    )
    assert compare_pages(beijing, "https://a.test/1", shanghai, "https://a.test/2") < 0.6
