import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.judge.addresses import (
    Address,
    carries,
    is_above,
    is_view_parameter,
    names_one_thing,
    same_place,
    same_site,
    take_apart,
)


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
    assert carries(take_apart("http://a.test/login?next=/news/dam/print"), asked)
    assert not carries(take_apart("http://a.test/login?next=/"), asked)
    assert carries(take_apart("http://a.test/login?u=http://b.test"), "http://b.test/")
    assert not carries(take_apart("http://a.test/login?u=http://c.test"), "http://b.test/")
    for other, home in (
        ("http://b.test/x", "http://b.test/"),
        ("http://b.te", "http://b.tex/"),
        ("/da", "http://a/dax"),
    ):
        assert not carries(take_apart(f"http://a.test/login?u={other}"), home)


def test_steps_to_where_an_address_is_already_are_none() -> None:
    assert take_apart("http://a.test/./x//y").segments == ("x", "y")


def test_a_host_is_the_same_with_the_dot_of_the_root_and_without_its_www() -> None:
    assert take_apart("http://www.a.test./x").host == take_apart("http://a.test/x").host == "a.test"
    assert take_apart("http://a.unix/x").host == "a.unix"


@pytest.mark.parametrize(
    ("name", "is_file"),
    [
        *(
            (f"report{end}", False)
            for end in (".html", ".htm", ".php", ".asp", ".aspx", ".jsp", ".cgi", ".xhtml", ".shtml")
        ),
        *((f"report{end}", True) for end in (".pdf", ".docx", ".gz")),
        *((name, False) for name in ("report", "report.7", "v1.22", "a.toolong")),
    ],
)
def test_files_that_are_no_pages_have_a_short_ending(name: str, is_file: bool) -> None:
    assert take_apart(f"http://a.test/x/{name}").names_file is is_file


def test_ports_of_one_machine_are_several_sites_and_hosts_of_one_domain_are_one() -> None:
    assert not same_site(take_apart("http://127.0.0.1:1/"), take_apart("http://127.0.0.1:2/"))
    assert same_site(take_apart("http://a.b.co.uk/"), take_apart("http://c.b.co.uk/"))


def test_services_on_an_ip_address_or_a_bare_name_are_sites_of_their_own() -> None:
    for one, other in (("http://10.1.2.3/", "http://10.1.2.4/"), ("http://intra/", "http://extra/")):
        assert same_site(take_apart(one), take_apart(one))
        assert not same_site(take_apart(one), take_apart(other))


@pytest.mark.parametrize(
    ("segment", "is_one"),
    [
        ("two-words", False),
        ("now-three-words", True),
        ("now_three_words", True),
        ("99", False),
        ("123", True),
        ("2014", False),
        ("2199", True),
        ("a12", False),
    ],
)
def test_slug_has_three_words_or_a_number_of_three_digits_that_is_no_year(segment: str, *, is_one: bool) -> None:
    assert names_one_thing(segment) is is_one


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("id=7", True),
        ("ID=7", True),
        ("title=Wells", True),
        ("userid=7", True),
        ("lang=en", False),
        ("page=7", False),
        ("paged=12", False),
        ("page=123", True),
        ("page=wells", True),
        ("id=", False),
        ("dams-and-wells=", True),
        ("sid=7", False),
        ("SID=7", False),
    ],
)
def test_parameter_names_a_page_by_its_name(query: str, *, names: bool) -> None:
    address = take_apart(f"http://a.test/?{query}")
    assert bool(address.naming_parameters) is names
    assert address.is_home is not names


@pytest.mark.parametrize(
    ("name", "is_view"), [("lang", True), ("Sort", True), ("utm_source", True), ("UTM_SOURCE", True), ("id", False)]
)
def test_parameter_of_the_view_names_none(name: str, *, is_view: bool) -> None:
    assert is_view_parameter(name) is is_view


@pytest.mark.parametrize(
    ("path", "is_section"),
    [
        ("/news/", True),
        ("/en/news/index.html", True),
        ("/news/archive/", True),
        ("/news/archive/blog/", False),
        ("/", False),
        ("/en/", False),
        ("/news/dam", False),
        ("/news/?year=7", False),
        ("/news/?utm_source=x", True),
    ],
)
def test_section_is_one_or_two_names_of_parts_of_sites(path: str, *, is_section: bool) -> None:
    assert take_apart(f"http://a.test{path}").is_section is is_section


@pytest.mark.parametrize(
    ("path", "is_search"),
    [
        ("/search", True),
        ("/en/search/all", True),
        ("/search/in/all", False),
        ("/news?q=x", False),
        *((f"/?{name}=x", True) for name in ("s", "q", "search", "query", "keyword")),
        ("/?p=x", False),
    ],
)
def test_search_is_known_by_the_end_of_its_path_or_the_query_of_a_front_page(path: str, *, is_search: bool) -> None:
    assert take_apart(f"http://a.test{path}").is_search is is_search


@pytest.mark.parametrize(("path", "is_one"), [("/a/404/b", True), ("/404/a/b", False), ("/a/b/404", True)])
def test_error_pages_are_known_by_the_last_two_parts_of_their_path(path: str, *, is_one: bool) -> None:
    assert take_apart(f"http://a.test{path}").is_error_page is is_one
    assert take_apart(f"http://a.test{path.replace('404', '503')}").is_out_of_order is is_one


@pytest.mark.parametrize(("path", "is_home"), [("/en/us/home", True), ("/en/us/de/home", False), ("/en/news", False)])
def test_front_page_lies_at_most_three_deep(path: str, *, is_home: bool) -> None:
    assert take_apart(f"http://a.test{path}").is_home is is_home


def test_front_page_is_above_nothing_and_no_page_above_itself_or_another_site() -> None:
    article = take_apart("http://a.test/news/2014/dam")
    assert is_above(take_apart("http://a.test/news/2014/"), article)
    for other in ("http://a.test/", "http://b.test/news/", "http://a.test/news/?year=7", "http://a.test/news/2014/dam"):
        assert not is_above(take_apart(other), article)


def test_text_that_is_no_address_has_no_host_and_no_parts() -> None:
    assert take_apart("http://[::1/x?id=7#a") == Address("", "", None, (), "", (), "")
    assert take_apart("http://a.test:99999/x").host == ""


def test_query_of_hundreds_of_parameters_is_one_that_names_nothing() -> None:
    most, more = ("&".join(f"id={number}" for number in range(count)) for count in (200, 201))
    assert len(take_apart(f"http://a.test/x?{most}").parameters) == 200
    assert take_apart(f"http://a.test/x?{more}").parameters == (("", more),)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_taken_apart_and_compared_without_raising(one: str, other: str) -> None:
    for url in (one, f"http://{one}", f"http://a.test/{one}"):
        take_apart(url)
        assert same_place(url, url)
        same_place(url, f"http://a.test/{other}")
        carries(take_apart(url), f"http://a.test/{other}")
