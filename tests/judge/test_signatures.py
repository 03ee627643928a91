"""How far into a page its signs are looked for, and what makes a title nothing but an excuse."""

import pytest

from linkwatch.judge.signatures import PageView, first_lines, match_headers, match_page, match_url, says_only_not_found


@pytest.mark.parametrize(
    ("name", "is_only"),
    [
        ("Page not found", True),
        ("Oops! 404: page not found", True),
        ("Page not found, dam wells", True),
        ("Page not found, dam wells valley", False),
        ("Not found", True),
        ("Not found: dam", False),
        ("Subpage not found", False),
        ("Page not founding", False),
        ("Dam opens", False),
    ],
)
def test_excuse_may_hold_two_words_more_where_it_is_a_long_one(name: str, *, is_only: bool) -> None:
    assert says_only_not_found(name) is is_only


def test_first_lines_are_five_that_may_be_sentences() -> None:
    lines = [f"line  {number}" for number in range(7)]
    assert first_lines("\n".join(lines)) == tuple(f"line {number}" for number in range(5))
    assert first_lines("abc\nabcd") == ("abcd",)
    assert first_lines("* one two\n* three\nline four") == ("line four",)
    assert first_lines("* one two\nline four") == ("* one two", "line four")
    assert first_lines("* one two\nline * four") == ("* one two", "line * four")
    assert first_lines("a" * 2999 + "bc") == ("a" * 2999 + "b",)


def _view(title: str = "", text: str = "", words: int = 9) -> PageView:
    return PageView(title, "", text, bytes, str, str, False, words)


def test_sentence_counts_near_the_beginning_of_a_page() -> None:
    excuse = "we could not find the page you asked for"
    assert "not-found-text" in match_page(_view(text=excuse))
    assert "not-found-text" not in match_page(_view(text="word " * 300 + excuse))


def test_title_that_mentions_an_excuse_is_told_from_one_that_is_one() -> None:
    assert match_page(_view("Why every page not found costs readers money")) == ("not-found-title",)
    assert "not-found-whole" in match_page(_view("Page not found - Courier"))
    assert match_page(_view("The 404 of 1969")) == ()


@pytest.mark.parametrize("quotes", ['""', "“”", "«»"])
def test_an_excuse_that_is_quoted_is_somebody_elses(quotes: str) -> None:
    said = "we could not find the page you asked for"
    assert "not-found-text" not in match_page(_view(text=f"He saw {quotes[0]}{said}{quotes[1]} all day."))
    assert "not-found-text" in match_page(_view(text=f"He saw {quotes[0]}it{quotes[1]}: {said} all day."))


def test_a_title_may_be_a_tombstone() -> None:
    assert match_page(_view("This listing has expired | Courier")) == ("not-found-gone",)
    assert match_page(PageView("Courier", "this listing has expired", "", bytes, str, str, False, 9)) == (
        "not-found-gone",
    )


def test_some_markup_is_a_sign_unless_other_markup_stands_beside_it() -> None:
    missing, beside = b'<p class="noarticletext">', b'<ul id="mw-pages">'
    for markup, marks in ((missing, ("mediawiki-no-text",)), (missing + beside, ()), (beside, ())):
        assert match_page(PageView("", "", "", lambda markup=markup: markup, str, str, False, 9)) == marks


def test_addresses_and_headers_have_rows_of_their_own() -> None:
    assert [row.name for row in match_url("http://a.test/cgi-sys/SuspendedPage.cgi")] == ["suspended-url"]
    assert list(match_url("http://a.test/dam-opens")) == []
    assert [row.name for row in match_headers({"cf-mitigated": "challenge"})] == ["cloudflare-mitigated"]
    assert list(match_headers({})) == []
