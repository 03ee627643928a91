"""A page and its site's own 404 bear one name: what its citations say, and how much it says beyond that, decides."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from linkwatch.evidence import Observation, PageFacts, Visit, Witness
from linkwatch.judge import judge
from linkwatch.judge.namesakes import is_work_called_like_an_error
from linkwatch.judge.own_subject import OWN_SUBJECT
from tests.judge.test_said import case
from tests.judge.test_said import facts as courier

URL, SIBLING = "http://a.test/e/12", "http://a.test/e/974972329"
NAME = "Page not found"
QUOTED, OTHER = "Page not found (essay)", "Lamp of 1811"
TEXT = "My aunt kept a cookery book with one page cut out. She never said which dish it was."


def facts(words: int, text: str = "", canonical: str | None = None, marks: tuple[str, ...] = ()) -> PageFacts:
    return PageFacts(
        "text/html",
        title=f"{NAME} | Archive",
        heading=NAME,
        canonical=canonical,
        excerpt=f"{NAME} {text}",
        signatures=("not-found-whole", *marks),
        words=words,
        main_words=words,
        main_chars=6 * words,
    )


def said(
    page: PageFacts,
    *anchors: str,
    alike: float = 0.6,
    status: int = 404,
    other: PageFacts | None = None,
    url: str = URL,
) -> tuple[str, str | None]:
    sibling = Witness(Visit(SIBLING, SIBLING, status, page=other or facts(10), body_bytes=900), alike)
    visit = Visit(url, url, 200, page=page, body_bytes=900)
    cited = tuple(filter(None, anchors))
    verdict = judge(Observation(url, datetime(2026, 11, 22, tzinfo=UTC), visit, sibling=sibling, anchors=cited))
    return str(verdict.status), verdict.reason


def called(name: str, words: int) -> PageFacts:
    return replace(facts(words), title=name, heading=name)


@pytest.mark.parametrize("status", [404, 200])
def test_who_quotes_the_name_cites_a_work_if_it_says_a_sentence_more_or_something_else(status: int) -> None:
    assert said(facts(14), QUOTED, status=status) == ("alive", None)
    assert said(facts(13), QUOTED, status=status) == ("dead", "soft-404")
    assert said(facts(13), QUOTED, alike=0.49, status=status) == ("alive", None)


def test_texts_that_are_half_the_same_are_not_unlike() -> None:
    assert said(facts(13), QUOTED, alike=0.5, status=200) == ("dead", "soft-404")


def test_one_of_several_citations_is_enough() -> None:
    assert said(facts(14), OTHER, QUOTED) == ("alive", None)
    assert said(facts(14), OTHER, "Page not foundry") == ("dead", "soft-404")


def test_a_front_page_is_no_work_of_that_name() -> None:
    assert said(facts(14), QUOTED, url="http://a.test/") == ("dead", "soft-404")
    assert said(facts(30, TEXT, URL), url="http://a.test/") == ("dead", "soft-404")


def test_a_name_is_quoted_within_words_where_its_script_writes_no_spaces() -> None:
    name = "ページが見つかりません"
    assert said(called(name, 14), f"「{name}」という随筆", other=called(name, 10)) == ("alive", None)
    assert said(called(name, 14), "千八百年のランプ", other=called(name, 10)) == ("dead", "soft-404")


def test_a_single_word_quotes_nothing() -> None:
    assert said(called("Oops", 30), "Oops (song)", other=called("Oops", 10)) == ("dead", "soft-404")
    assert said(called("Introuvable", 30), "Introuvable (film)", other=called("Introuvable", 10))[0] == "dead"
    assert said(facts(30), "not") == ("dead", "soft-404")


def test_who_names_what_the_page_tells_cites_it() -> None:
    assert said(facts(30, TEXT), "The cookery book of my aunt") == ("alive", None)
    assert said(facts(30, TEXT), OTHER) == ("dead", "soft-404")


def test_a_canonical_address_proves_nothing_under_the_name_of_the_sites_error() -> None:
    assert said(facts(60, TEXT, URL), OTHER, alike=0.1) == ("dead", "soft-404")
    assert said(facts(61, TEXT, URL), OTHER, alike=0.1) == ("alive", None)


@pytest.mark.parametrize("anchor", ["", "[12]"])
def test_what_nothing_names_is_undecided_if_there_is_a_sign_of_a_work(anchor: str) -> None:
    assert said(facts(30, TEXT, URL), anchor) == ("blocked", "not-understood")
    assert said(facts(30, TEXT), anchor) == ("dead", "soft-404")
    assert said(facts(30, TEXT, marks=("shape-own-subject",)), anchor) == ("blocked", "not-understood")
    assert said(facts(14, TEXT, URL), anchor) == ("blocked", "not-understood")
    assert said(facts(13, TEXT, URL), anchor) == ("dead", "soft-404")
    assert said(facts(30, TEXT, URL), anchor, status=200) == ("dead", "soft-404")


def test_a_long_text_of_its_own_has_the_name_of_an_error_that_its_site_does_not_use() -> None:
    def is_work(*marks: str, words: int = 100, other: PageFacts | None = None, alike: float = 0.49) -> bool:
        page = case(*marks, title=NAME, heading=NAME, main_words=words, other=other, alike=alike)
        return is_work_called_like_an_error(page)

    other = courier(title="Nothing here", heading="Nothing here")
    assert is_work(OWN_SUBJECT, other=other)
    assert not is_work(OWN_SUBJECT, other=other, words=99)
    assert not is_work(OWN_SUBJECT, other=other, alike=0.5)
    assert not is_work(other=other)
    assert not is_work(OWN_SUBJECT)
    assert not is_work(OWN_SUBJECT, other=courier(title=NAME, heading=NAME))
