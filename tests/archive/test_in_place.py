"""What stands in place of a page under its title, in the words of many languages; and pages that say what they are."""

import tomllib
from pathlib import Path

import pytest

from linkwatch.archive import Cited
from linkwatch.archive.in_place import kinds, stands_in_place
from linkwatch.judge import read_page
from linkwatch.judge.words import fold

URL = "http://county.example/p/88213"
SAID = [
    pytest.param(kind, language, sentence, id=f"{kind or 'a page'} in {language}")
    for kind, sentences in tomllib.loads(Path(__file__).with_name("in_place.toml").read_text(encoding="utf-8")).items()
    for language, sentence in sentences.items()
]


def kind_of(text: str, language: str = "en", anchor: str = "Nitrate 2015") -> str | None:
    body = f'<html lang="{language}"><title>Nitrate 2015</title><h1>Nitrate 2015</h1><p>{text}</p></html>'.encode()
    found = stands_in_place(read_page(body, "text/html", "utf-8", URL), Cited(URL, (anchor,)))
    return None if found is None else found[0]


@pytest.mark.parametrize(("kind", "language", "sentence"), SAID)
def test_what_stands_in_place_of_a_page_gives_itself_away(kind: str, language: str, sentence: str) -> None:
    assert kind_of(sentence, language) == (kind or None)


@pytest.mark.parametrize(("kind", "language", "sentence"), [row for row in SAID if row.values[0]])
def test_who_cites_a_page_by_such_words_means_it(kind: str, language: str, sentence: str) -> None:
    assert kind_of(sentence, language, anchor=sentence) is None


def test_the_words_of_the_table_are_written_as_they_are_compared() -> None:
    phrases = [wording for kind in kinds() for wording in (*kind.text.each, *kind.title.each)]
    spoken = ["".join(filter(str.isalpha, phrase)) for phrase in phrases]
    assert [words for words in spoken if fold(words).lower() != words.lower()] == []
