"""Answers in JSON, of which nothing can be taken for granted."""

import pytest

from linkwatch.articles.sources.json_api import parse_json, part, records, word


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff", b"[" * 1_000_000, b"[" + b"[]," * 600_000 + b"0]", b'{"a":[' + b"1," * 600_000 + b"1]}"],
)
def test_what_is_no_json_or_too_much_of_it_is_nothing(body: bytes) -> None:
    assert parse_json(body) is None


def test_what_is_not_there_or_is_something_else_is_nothing() -> None:
    value = parse_json(b'{"a": {"b": "text", "c": [1, {"d": 2}], "e": ""}, "f": null}')
    assert word(value, "a", "b") == "text"
    assert [word(value, *path) for path in (("a",), ("a", "e"), ("a", "b", "c"), ("f",), ("x", "y"))] == [None] * 5
    assert records(value, "a", "c") == [{"d": 2}]
    assert [records(value, *path) for path in (("a",), ("f",), ("x",))] == [[], [], []]
    assert part(None, "a") is None
