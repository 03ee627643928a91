"""A body costs its readers CPU time in proportion to its size, whatever it is made of."""

import pytest

from linkwatch.errors import InputError
from tests.hostile.bodies import FEEDS, HTML, MARKDOWN, ONE_LONG, SITEMAPS, of_size
from tests.hostile.fuzz.targets import TARGETS
from tests.hostile.growth import costs_too_much

BODY = 250_000  # bytes, an eighth of [check] max_body: what is negligible here costs less than a second there
TIMES = 8  # from the small body to the large one
PARTS = [(name, (b"", part, b"")) for name, part in HTML.items()] + list(ONE_LONG.items())
OF_MARKDOWN = [(name, (b"", part, b"")) for name, part in MARKDOWN.items()]
# What reads, how large the large body is, and the most CPU seconds that it may cost on a slow machine.
READERS = [
    ("page", PARTS, BODY, 2.0),
    ("html", PARTS, 80_000, 2.0),
    ("markdown", OF_MARKDOWN, 32_000, 2.0),
    ("feed", list(FEEDS.items()), 16_000, 2.0),
    ("sitemap", list(SITEMAPS.items()), BODY, 2.0),
]


@pytest.mark.parametrize(("reader", "bodies", "size", "most"), READERS, ids=[reader for reader, *_ in READERS])
def test_a_body_costs_what_its_size_says(
    reader: str, bodies: list[tuple[str, tuple[bytes, bytes, bytes]]], size: int, most: float
) -> None:
    slow = {}
    for name, (before, part, behind) in bodies:
        small, large = (of_size(part, length, before, behind) for length in (size // TIMES, size))
        if trouble := costs_too_much(TARGETS[reader], small, large, most):
            slow[name] = trouble
    assert slow == {}


def test_a_reader_that_compares_everything_with_everything_is_found_out() -> None:
    def read(body: bytes) -> None:
        for place in range(len(body)):
            body[place:].count(b"<")

    assert costs_too_much(read, b"a" * 2000, b"a" * 16_000, 20.0) is not None


def test_deep_nesting_ends_in_an_answer() -> None:
    for deep in (b"<div>" * 100_000, b"<b>" * 100_000, b"[" * 100_000, b'{"a":' * 100_000, b"> " * 100_000):
        for target in ("page", "any-type", "html", "markdown", "save-page-now", "evidence", "availability"):
            TARGETS[target](deep)


def test_long_texts_cost_what_their_length_says() -> None:
    words = ["_a", " ", "a", "1", "/", "a/", "=&", "cookie", "%41", "{%", "@", "a@", ".", "\n", "<a>;", '"']
    words += ["\u0301\u0323", "%CC%81%CC%A3"]
    readers = ("url", "address", "headers", "timemap", "cdx", "dates-and-shown-texts", "availability", "cdxj")
    slow = {}
    for reader in readers:
        for text in map(str.encode, words):
            small, large = (b"http://a.example/" + text * (length // len(text)) + b"!" for length in (4000, 32_000))
            if trouble := costs_too_much(TARGETS[reader], small, large, 2.0):
                slow[reader, text] = trouble
    assert slow == {}


def test_what_is_no_article_is_refused() -> None:
    from linkwatch.articles.extract import extract
    from linkwatch.model import Document

    with pytest.raises(InputError, match="binary"):
        extract(Document("https://a.example/", b"<p>" + b"\0" * 1000, "https://a.example/", format="html"))
