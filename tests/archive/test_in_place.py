"""What stands in place of a page under its title, in the words of many languages; and pages that say what they are."""

import tomllib
from functools import cache
from pathlib import Path

from linkwatch.archive import Cited
from linkwatch.archive.in_place import kinds, stands_in_place
from linkwatch.evidence import PageFacts
from linkwatch.judge import read_page
from linkwatch.judge.words import fold

URL = "http://county.example/p/88213"
SAID = [
    (kind, language, sentence)
    for kind, sentences in tomllib.loads(Path(__file__).with_name("in_place.toml").read_text(encoding="utf-8")).items()
    for language, sentence in sentences.items()
]


def kind_of(text: str, language: str = "en", anchor: str = "Nitrate 2015") -> str | None:
    found = stands_in_place(page_saying(text, language), Cited(URL, (anchor,)))
    return None if found is None else found[0]


@cache  # two tests are of the same pages
def page_saying(text: str, language: str) -> PageFacts:
    body = f'<html lang="{language}"><title>Nitrate 2015</title><h1>Nitrate 2015</h1><p>{text}</p></html>'.encode()
    return read_page(body, "text/html", "utf-8", URL)


def test_what_stands_in_place_of_a_page_gives_itself_away() -> None:
    found = [(kind_of(sentence, language) or "", language, sentence) for _, language, sentence in SAID]
    assert found == SAID


def test_who_cites_a_page_by_such_words_means_it() -> None:
    found = [
        (kind_of(sentence, language, anchor=sentence), language, sentence) for kind, language, sentence in SAID if kind
    ]
    assert [row for row in found if row[0]] == []


def test_the_words_of_the_table_are_written_as_they_are_compared() -> None:
    phrases = [wording for kind in kinds() for wording in (*kind.text.each, *kind.title.each)]
    spoken = ["".join(filter(str.isalpha, phrase)) for phrase in phrases]
    assert [words for words in spoken if fold(words).lower() != words.lower()] == []
