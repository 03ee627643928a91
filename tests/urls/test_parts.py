"""The parts of a URL, and what may be shown of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.urls import authority, domain, hostname, is_web, redact, without_fragment


def test_the_host_is_in_lower_case_punycode_without_a_final_dot() -> None:
    assert hostname("http://WWW.Bücher.Example.:8080/a") == "www.xn--bcher-kva.example"
    assert hostname("http://[::1]:80/") == "[::1]"
    assert hostname("mailto:a@example.org") == ""
    assert hostname("no url") == ""


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://example.org/", "example.org"),
        ("https://example.org:80/", "example.org"),
        ("http://example.org:443/", "example.org"),
        ("http://example.org:8080/", "example.org:8080"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("nonsense", ""),
    ],
)
def test_one_host_has_one_key_of_politeness_whatever_the_scheme(url: str, key: str) -> None:
    assert authority(url) == key


@pytest.mark.parametrize(
    ("host", "registrable"),
    [
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("example.org.", "example.org"),
        ("someone.github.io", "someone.github.io"),
        ("github.io", "github.io"),
        ("www.xn--bcher-kva.de", "xn--bcher-kva.de"),
        ("127.0.0.1", "127.0.0.1"),
        ("[2001:db8::1]", "[2001:db8::1]"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_the_domain_is_what_somebody_registered(host: str, registrable: str) -> None:
    assert domain(host) == registrable


def test_only_absolute_http_urls_are_web_urls() -> None:
    assert is_web("https://example.org")
    assert is_web("HTTP://example.org/")
    assert not is_web("example.org")
    assert not is_web("ftp://example.org/")
    assert not is_web("http://")


def test_the_fragment_is_cut_off() -> None:
    assert without_fragment("http://example.org/a?b#c#d") == "http://example.org/a?b"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:secret@example.org/a@b", "https://***@example.org/a@b"),
        ("https://token@example.org/", "https://***@example.org/"),
        ("https://user:se@cret@example.org/", "https://***@example.org/"),
        ("http:user:secret@example.org", "http:***@example.org"),
        ("http:\\\\user:secret@example.org", "http:\\\\***@example.org"),
        ("//user:secret@example.org/", "//***@example.org/"),
        ("ftp://user:secret@example.org/", "ftp://***@example.org/"),
        ("https://archive.example/web/1/http://user:secret@example.org/", None),
        ("http://user:se cret@[bad/", "http://***@[bad/"),
    ],
)
def test_no_secret_is_shown(url: str, shown: str | None) -> None:
    assert "secret" not in redact(url)
    assert "se cret" not in redact(url)
    assert shown is None or redact(url) == shown


@pytest.mark.parametrize(
    "url", ["https://example.org/@user", "mailto:a@example.org", "https://example.org/?m=a@b", "a@b", ""]
)
def test_an_at_sign_that_hides_no_secret_stays(url: str) -> None:
    assert redact(url) == url


@given(st.text())
def test_no_text_makes_any_of_them_fail(text: str) -> None:
    for function in (hostname, authority, domain, is_web, without_fragment, redact):
        function(text)
