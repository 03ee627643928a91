"""Patterns that users write may not stop the watch."""

import logging

import pytest

from linkwatch.patterns import any_of, check_replacement, checked, replaced

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


@pytest.mark.parametrize("pattern", ["^https://a.org/", "(?x) ^(?P<b>c)? # of a", "(?:a)(?=b)"])
@pytest.mark.parametrize("to", [r"http://localhost/\2", r"http://localhost/\g<none>", r"http://localhost/\g<"])
def test_a_replacement_without_its_group_is_told_before_anything_is_found(pattern: str, to: str) -> None:
    with pytest.raises(ValueError, match="not a replacement"):
        check_replacement(checked(pattern), to)


@pytest.mark.parametrize(
    ("pattern", "to"), [(r"(?i)^(?P<s>https?)://(a|b)\.org", r"\g<s>://\2.test"), ("a|(b)", r"\1")]
)
def test_a_replacement_by_groups_of_its_pattern_is_taken(pattern: str, to: str) -> None:
    check_replacement(checked(pattern), to)
