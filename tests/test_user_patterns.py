"""Patterns that users write may not stop the watch."""

import logging

import pytest

from linkwatch.patterns import any_of, checked, replaced

WILD = r"(a+)+$"
LONG = "http://example.org/" + "a" * 5000 + "!"


def test_addresses_that_a_pattern_finds() -> None:
    is_found = any_of([r"^https?://intranet\.", r"/private/"])
    assert is_found("http://example.org/private/1")
    assert is_found("https://intranet.example.org/")
    assert not is_found("http://example.org/1")
    assert not any_of([])("http://example.org/private/1")


def test_a_pattern_that_never_ends_is_given_up_and_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert any_of([WILD])(LONG)  # it may be excluded
        assert replaced(checked(WILD), "http://localhost/", LONG) is None
    assert {record.levelname for record in caplog.records} == {"WARNING"}
    assert WILD in caplog.text
    assert "aaaa" not in caplog.text.replace(repr(WILD), "")


@pytest.mark.parametrize("pattern", ["(", "*", "[a", "a{2,1}", r"(?P<x>a)(?P=y)"])
def test_what_is_no_pattern_is_told_in_words(pattern: str) -> None:
    with pytest.raises(ValueError, match="not a regular expression"):
        checked(pattern)


def test_replacements() -> None:
    assert replaced(checked(r"//(\w+)\.org/"), r"//\1.test/", "http://a.org/b.org/") == "http://a.test/b.org/"
    assert replaced(checked("nowhere"), "x", "http://a.org/") is None
    with pytest.raises(ValueError, match="not a replacement"):
        replaced(checked("a"), r"\3", "http://a.org/")
