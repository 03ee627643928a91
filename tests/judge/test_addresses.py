import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.judge.addresses import carries, is_above, names_one_thing, same_place, same_site, take_apart


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.test/x", "https://www.a.test/x/"),
        ("http://a.test:8000/x", "https://a.test:8443/x"),
        ("http://a.test/Caf%C3%A9", "http://a.test/caf%c3%a9"),
        ("http://a.test/x/index.html", "http://a.test/x/"),
        ("http://a.test/x;jsessionid=1A", "http://a.test/x"),
        ("http://a.test/x?utm_source=n", "http://a.test/x"),
        ("http://a.test/", "http://a.test/en/index.php"),
        ("http://a.test/", "http://a.test/?lang=en"),
    ],
)
def test_spellings_of_one_place_are_the_same(one: str, other: str) -> None:
    assert same_place(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.test/x", "http://b.test/x"),
        ("http://a.test/x", "http://a.test:8000/x"),
        ("http://a.test/x", "http://a.test/y"),
        ("http://a.test/x?id=1", "http://a.test/x?id=2"),
        ("http://a.test/?p=12", "http://a.test/"),
        ("http://a.test/x", "http://a.test/"),
    ],
)
def test_different_places_are_told_apart(one: str, other: str) -> None:
    assert not same_place(one, other)


@pytest.mark.parametrize(
    "url", ["http://a.test", "http://a.test/de/", "http://a.test/home.aspx", "http://a.test/?ref=x"]
)
def test_front_pages_are_known(url: str) -> None:
    assert take_apart(url).is_home


@pytest.mark.parametrize(
    "url", ["http://a.test/about", "http://a.test/?p=7", "http://a.test/en/news", "http://a.test/?article-on-wells"]
)
def test_deep_pages_are_no_front_pages(url: str) -> None:
    assert not take_apart(url).is_home


@pytest.mark.parametrize(
    "path", ["/404.html", "/en/not-found", "/error?code=404", "/Oops.aspx?aspxerrorpath=/x", "/fehler-404"]
)
def test_error_pages_are_known_by_address(path: str) -> None:
    assert take_apart(f"http://a.test{path}").is_error_page


@pytest.mark.parametrize("path", ["/errors-in-medicine", "/peugeot-404-history", "/gone-with-the-wind", "/x?error=0"])
def test_articles_about_errors_are_no_error_pages(path: str) -> None:
    assert not take_apart(f"http://a.test{path}").is_error_page


def test_section_is_above_its_articles_but_not_above_other_views_of_a_page() -> None:
    article = take_apart("http://a.test/news/2014/dam-opens")
    assert is_above(take_apart("http://a.test/news/"), article)
    assert not is_above(take_apart("http://a.test/sport/"), article)
    assert not is_above(article, take_apart("http://a.test/news/2014/dam-opens/print"))
    assert not is_above(take_apart("http://a.test/q/48122/"), take_apart("http://a.test/q/48122/how-deep"))


def test_slugs_and_ids_name_one_thing_and_folders_do_not() -> None:
    assert all(map(names_one_thing, ("dam-opens-in-june", "48122", "a8812")))
    assert not any(map(names_one_thing, ("news", "2014", "06", "old-news")))


def test_address_carries_another_in_its_query_however_often_it_is_quoted() -> None:
    asked = "http://a.test/news/dam"
    for query in ("next=/news/dam", "u=http%3A%2F%2Fa.test%2Fnews%2Fdam", "r=%252Fnews%252Fdam"):
        assert carries(take_apart(f"http://a.test/login?{query}"), asked)
    assert not carries(take_apart("http://a.test/login?next=/"), asked)


def test_ports_of_one_machine_are_several_sites_and_hosts_of_one_domain_are_one() -> None:
    assert not same_site(take_apart("http://127.0.0.1:1/"), take_apart("http://127.0.0.1:2/"))
    assert same_site(take_apart("http://a.b.co.uk/"), take_apart("http://c.b.co.uk/"))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_taken_apart_and_compared_without_raising(one: str, other: str) -> None:
    for url in (one, f"http://{one}", f"http://a.test/{one}"):
        take_apart(url)
        assert same_place(url, url)
        same_place(url, f"http://a.test/{other}")
        carries(take_apart(url), f"http://a.test/{other}")
