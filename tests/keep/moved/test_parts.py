"""What the search for a moved page is made of: rules, spellings, and the comparison of two pages."""

from datetime import date

import pytest

from linkwatch.keep.finding_again.addresses import Listing, is_respelt, last_name, plain_words
from linkwatch.keep.finding_again.dates import dates_in
from linkwatch.keep.finding_again.rules import rules_from
from linkwatch.keep.finding_again.said import Said, read_said
from linkwatch.keep.finding_again.same import similarity
from linkwatch.keep.finding_again.spending import Spending, SpentError
from tests.keep.moved.pages import new, old, paragraphs

A = "http://a.example"


@pytest.mark.parametrize(
    ("pairs", "asked", "answer"),
    [
        ([("/x/one.asp", "/x/one"), ("/x/two.asp", "/x/two")], "/x/three.asp", "/x/three"),
        ([("/v1/a/b", "/v2/a/b"), ("/v1/c/d", "/v2/c/d")], "/v1/e/f", "/v2/e/f"),
        ([("/2001/02/one", "/one/"), ("/2003/04/two", "/two/")], "/2005/06/three", "/three/"),
        ([("/t.php?id=12", "/topic/12"), ("/t.php?id=345", "/topic/345")], "/t.php?id=6", "/topic/6"),
        (
            [("/a.php?id=12", "/index.php?at=12"), ("/a.php?id=34", "/index.php?at=34")],
            "/a.php?id=5",
            "/index.php?at=5",
        ),
        ([("/n/1", "/?p=1&l=en"), ("/n/2", "/?p=2&l=en")], "/n/3", "/?p=3&l=en"),
        ([("/p/20/oak.html", "/20-oak"), ("/p/31/elm.html", "/31-elm")], "/p/4/ash.html", "/4-ash"),
        ([("/p/oak/20", "/20.oak/"), ("/p/elm/31", "/31.elm/")], "/p/ash/4", "/4.ash/"),
        ([("/n/1", "/all?first"), ("/n/2", "/2?first")], "/n/3", None),
        ([("/vol1/iss2.html", "/v1/i2"), ("/vol3/iss4.html", "/v3/i4")], "/vol5/iss6.html", "/v5/i6"),
        ([("/Old_Mill.html", "/old-mill"), ("/New_Weir.html", "/new-weir")], "/The_Lock.html", "/the-lock"),
    ],
)
def test_two_witnesses_teach_a_rule(pairs: list[tuple[str, str]], asked: str, answer: str | None) -> None:
    rules = rules_from((A + was, A + now) for was, now in pairs)
    assert [rule.apply(A + asked) for rule in rules[:1]] == ([] if answer is None else [A + answer])


def test_one_witness_teaches_nothing_and_neither_do_two_that_disagree() -> None:
    assert rules_from([(f"{A}/x/one", f"{A}/y/one")]) == []
    assert rules_from([(f"{A}/x/one", f"{A}/y/abc"), (f"{A}/x/two", f"{A}/z/def/g")]) == []


def test_a_rule_without_anything_of_the_old_address_is_none() -> None:
    assert rules_from([(f"{A}/x/one", f"{A}/all"), (f"{A}/x/two", f"{A}/all")]) == []


def test_spellings_of_one_name_are_alike() -> None:
    names = ("/M%FCllers_Stra%DFe.HTML", "/muellers-strasse/", "/m%C3%BCllers-stra%C3%9Fe", "/mullers-strasse.php")
    assert {last_name(A + name) for name in names} == {"mullersstrasse"}
    assert plain_words("Über Größe") == plain_words("Ueber Groesse")


def test_the_likeliest_address_of_a_list_comes_first_and_files_are_no_pages() -> None:
    urls = [f"{A}/{name}" for name in ("how-to-win", "how-the-west-was-won", "won.pdf", "contact")]
    found = Listing(urls).alike(f"{A}/node/12", ["How the West was won"])
    assert found[0] == f"{A}/how-the-west-was-won"
    assert f"{A}/won.pdf" not in found
    assert f"{A}/contact" not in found


def test_days_are_read_in_many_forms() -> None:
    for text in ("3 May 2011", "May 3rd, 2011", "2011-05-03", "3. Mai 2011", "3 de mayo de 2011", "3 mai 2011"):
        assert dates_in(f"Said on {text}.") == {date(2011, 5, 3)}, text
    assert dates_in("31 February 2011") == frozenset()


def said(html: str) -> Said:
    return read_said(html.encode(), "text/html", None, f"{A}/")


def test_another_design_is_the_same_page_and_another_text_is_not() -> None:
    body = paragraphs("same")
    then = said(old("A title", body))
    assert (similarity(then, said(new("Another title", body))) or 0) >= 0.8
    assert similarity(then, said(new("A title", paragraphs("other")))) is None


def test_the_same_sentences_with_other_figures_are_another_page() -> None:
    then = said(old("A title", paragraphs("same", figures=1)))
    assert similarity(then, said(new("A title", paragraphs("same", figures=2)))) is None


def test_a_day_that_differs_matters_only_where_no_figures_agree() -> None:
    body = paragraphs("same")
    then = said(old("A title", body, day="3 May 2011"))
    assert similarity(then, said(new("A title", body, day="9 June 2017"))) is not None
    bare = [text.translate({ord(digit): None for digit in "0123456789"}) for text in body]
    then = said(old("A title", bare, day="3 May 2011"))
    assert similarity(then, said(new("A title", bare, day="9 June 2017"))) is None
    assert similarity(then, said(new("A title", bare, day="2011-05-03"))) is not None


def test_documents_are_compared_by_their_bytes() -> None:
    one, same, other = (read_said(body, "application/pdf", None, A) for body in (b"%PDF-1 a", b"%PDF-1 a", b"%PDF-1 b"))
    assert similarity(one, same) == 1
    assert similarity(one, other) is None


def test_what_is_spent_is_spent() -> None:
    spending = Spending(3)
    spending.count(2)
    spending.archive.requests += 1
    assert (spending.requests, spending.left) == (3, 0)
    with pytest.raises(SpentError):
        spending.require()


def test_titles_in_other_scripts_are_looked_for_as_addresses_write_them() -> None:
    assert plain_words("Старая мельница") == ("staraya", "melnica")
    assert plain_words("Παλιός μύλος") == ("palios", "mylos")


def test_an_address_that_differs_by_capitals_alone_may_be_another_page() -> None:
    assert is_respelt(f"{A}/Old/Mill.HTML", f"{A}/old/mill.html")
    assert not is_respelt(f"{A}/old/mill.html", f"{A}/old/mill.html/")
    assert not is_respelt(f"{A}/old/mill.html", "https://a.example/old/mill.html")
    assert not is_respelt(f"{A}/Old/mill", f"{A}/old/weir")


def test_a_chinese_sentence_ends_without_a_space() -> None:
    sentences = [
        "山川河橋城市農田雨雪春秋老新石木鐵書信門窗",
        "東西南北人口水火土金月日年村鎮學校醫院船車",
        "馬牛羊雞犬豕稻粱菽麥黍稷宮商角徵羽",
    ]
    lines = [f"{one}。{two}。" for one in sentences for two in sentences if one != two]
    then, now = said(old("老橋的故事", lines)), said(new("老橋的故事", [*lines, "第12頁共34頁。"]))
    assert similarity(then, now) is not None
