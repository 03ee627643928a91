import re
import time
import tomllib
from functools import partial

import pytest

from linkwatch.judge import signatures as tables
from linkwatch.judge.signatures import PageView, match_page, match_url, signatures


def test_every_row_has_something_to_match_and_unsure_landers_are_bounded() -> None:
    for row in signatures().values():
        assert row.title or row.heading or row.text or row.markup or row.resource or row.header or row.url, row.name
        if row.reads_page and not row.sure:
            assert row.max_words is not None, row.name


def test_rows_with_unknown_fields_are_refused() -> None:
    with pytest.raises(ValueError, match=r"'x'.*colour"):
        tables._compile({"name": "x", "kind": "parked", "colour": ["red"]})


def test_matching_takes_bounded_time_on_hostile_text() -> None:
    for text in ("a" * 100_000, "a.b-" * 30_000, "- " * 60_000, "is has been " * 9000):
        markup = text.encode()[:200_000]
        asked = {"markup": partial(bytes, markup), "written": partial(str, text), "resources": partial(str, text)}
        view = PageView(text[:300], text[:120], text, **asked, has_password_field=True, words=1)
        started = time.perf_counter()
        match_page(view)
        list(match_url("http://a.test/" + text[:2000]))
        assert time.perf_counter() - started < 1


def test_phrases_stand_in_the_tables_once_folded() -> None:
    titles, sentences = (found._phrases for found in tables._not_found_phrases())
    assert len(titles) > 200
    assert len(sentences) > 300
    assert not any(re.search(r"\s\s|[A-Z]", phrase) for phrase in (*titles, *sentences))


def test_patterns_for_beginnings_can_share_one_mark_of_the_beginning() -> None:
    shared = tables._any_of(["^a", "b", "^c(?:d|e)"])
    assert [bool(shared.search(text)) for text in ("ax", "xb", "ce", "xa", "xcd")] == [True, True, True, False, False]
    for file in tables._DATA.glob("*.toml"):
        for row in tomllib.loads(file.read_text(encoding="utf-8")).get("signature", []):
            for pattern in (*row.get("title", ()), *row.get("heading", ()), *row.get("url", ())):
                assert not _has_choice_outside_groups(pattern), (row["name"], pattern)


def _has_choice_outside_groups(pattern: str) -> bool:
    plain = re.sub(r"\\.|\[[^\]]*\]", "", pattern)
    while plain != (plain := re.sub(r"\([^()]*\)", "", plain)):
        pass
    return "|" in plain
