import re
import time
import tomllib
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from linkwatch.judge import signatures as tables
from linkwatch.judge import statements
from linkwatch.judge.signatures import PageView, match_page, match_url, signatures
from linkwatch.judge.words import fold, padded
from tests.reference.statements import languages

_STATEMENTS = sorted((tables._DATA / "statements").glob("*.toml"))
_IN_BYTES_OR_PATTERNS = ("marks", "landers", "walls")  # tables of what is looked for as it is written


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
        for row in _read(file).get("signature", []):
            for pattern in (*row.get("title", ()), *row.get("heading", ()), *row.get("url", ())):
                assert not _has_choice_outside_groups(pattern), (row["name"], pattern)


@cache
def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _has_choice_outside_groups(pattern: str) -> bool:
    plain = re.sub(r"\\.|\[[^\]]*\]", "", pattern)
    while plain != (plain := re.sub(r"\([^()]*\)", "", plain)):
        pass
    return "|" in plain


def test_no_word_stands_twice_in_a_list_once_folded() -> None:
    for file in sorted(tables._DATA.rglob("*.toml")):
        if file.stem not in _IN_BYTES_OR_PATTERNS:
            for words in _lists_in(_read(file)):
                folded = [(fold(word), word.startswith(" "), word.endswith(" ")) for word in words]
                assert sorted(set(folded)) == sorted(folded), file.name


def _lists_in(table: Any) -> Iterator[list[str]]:
    if isinstance(table, list) and all(isinstance(each, str) for each in table):
        yield table
    elif isinstance(table, dict | list):
        for each in table.values() if isinstance(table, dict) else table:
            yield from _lists_in(each)


def test_what_unmakes_a_statement_is_no_part_of_its_own_words() -> None:
    for row in languages():
        own = "\n".join(map(padded, row.whole.union(*row.lists)))
        assert [word for word in row.unless if word in own] == [], row.kind


def test_each_kind_of_statement_has_a_table_and_each_table_is_read() -> None:
    assert {file.stem for file in _STATEMENTS} == statements.NAMED_BY.keys()


def test_no_row_of_statements_stands_twice() -> None:
    for file in _STATEMENTS:
        rows = [str(row) for row in _read(file)["language"]]
        assert sorted(set(rows)) == sorted(rows), file.name


def test_no_sentence_ends_within_a_word_of_statements() -> None:
    for file in _STATEMENTS:
        for row in _read(file)["language"]:
            for words in _lists_in({name: row[name] for name in row if name != "code"}):
                for word in words:
                    ended = statements._SENTENCE_END.split(fold(word))
                    assert sum(bool(sentence.strip()) for sentence in ended) == 1, (file.name, word)


@pytest.mark.parametrize("name", ["closed.toml", "for_the_site.toml"])
def test_what_shows_that_a_service_will_be_back_is_no_part_of_its_farewell(name: str) -> None:
    kinds = dict(_read(tables._DATA / name))
    passing = [fold(word) for words in kinds.pop("passing").values() for word in words]
    for kind in kinds.values():
        for word in (fold(word) for words in kind.values() for word in words):
            assert not any(sign in word for sign in passing), word
