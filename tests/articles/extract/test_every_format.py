"""What every format of the register promises. A new one needs a sample here, and nothing else."""

import random
import subprocess
import sys
import time
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from linkwatch.articles.extract import extract
from linkwatch.articles.extract.formats import detect_format
from linkwatch.articles.extract.register import FORMATS, Format
from linkwatch.errors import InputError
from linkwatch.model import Article, Document
from tests.articles.extract.helpers import BASE
from tests.articles.extract.packing import docx, epub, odt, pdf

CITED = "https://cited.example/page"
SAMPLES: dict[str, str | bytes] = {  # an article that cites CITED
    "html": f"<title>A title</title><p>Words around <a href='{CITED}'>the link</a>.",
    "markdown": f"# A title\n\nWords around [the link]({CITED}).\n",
    "rst": f"A title\n=======\n\nWords around `the link <{CITED}>`_.\n",
    "asciidoc": f"= A title\n\nWords around {CITED}[the link].\n",
    "wikitext": f"= A title =\nWords around [{CITED} the link].\n",
    "latex": f"\\title{{A title}}\nWords around \\href{{{CITED}}}{{the link}}.\n",
    "bibtex": f"@misc{{key, title = {{A title}}, url = {{{CITED}}}}}\n",
    "ris": f"TY  - ELEC\nTI  - A title\nUR  - {CITED}\nER  - \n",
    "csl": f'[{{"id": "key", "type": "webpage", "title": "A title", "URL": "{CITED}"}}]',
    "org": f"#+TITLE: A title\n\nWords around [[{CITED}][the link]].\n",
    "jupyter": f'{{"cells": [{{"cell_type": "markdown", "source": ["Words around [the link]({CITED})."]}}]}}',
    "epub": epub({"one.xhtml": f"<p>Words around <a href='{CITED}'>the link</a>."}),
    "docx": docx("<w:p><w:hyperlink r:id='a'><w:r><w:t>the link</w:t></w:r></w:hyperlink></w:p>", {"a": CITED}),
    "odt": odt(f"<text:p>Words around <text:a xlink:href='{CITED}'>the link</text:a>.</text:p>"),
    "pdf": pdf((f"Words around {CITED}", [CITED])),
    "text": f"Words around {CITED}.\n",
    "urls": f"{CITED}\n",
}
SECONDS = 0.25
SIZE = 25_000
ENDLESS = [
    b"<",
    b"[",
    b"(",
    b"{",
    b"\\",
    b"=> ",
    b"<a href=",
    b"http://a/ ",
    b"\n",
    b" ",
    b"\xff",
    b"\x1b",
    b"a",
    b"`",
    b"{{",
    b"@a{b,c={",
    b"\\href{",
    b'"',
    b"|",
]

WHOLE = 2**16  # a sample, whatever its size
PLACES = st.integers(0, WHOLE - 1)

each_format = pytest.mark.parametrize("one", list(FORMATS), ids=lambda one: one.name)


def document(one: Format, body: bytes) -> Document:
    return Document("an-article", body, BASE, format=one.name)


def sample(one: Format) -> bytes:
    assert one.name in SAMPLES, f"write a sample of {one.name} that cites {CITED}"
    written = SAMPLES[one.name]
    return written if isinstance(written, bytes) else written.encode()


def assert_well_formed(article: Article, body: bytes) -> None:
    assert article.uri == "an-article"
    assert article.title is None or article.title.strip()
    assert article.published_at is None or article.published_at.tzinfo is not None
    for citation in article.citations:
        assert citation.text in citation.context
        assert citation.target.url or not citation.href.strip()
        assert citation.line is None or 1 <= citation.line <= len(body) + 1


@each_format
def test_a_sample_is_read_with_what_it_cites(one: Format) -> None:
    body = sample(one)
    article = extract(document(one, body))
    assert [citation.target.url for citation in article.citations] == [CITED]
    assert_well_formed(article, body)


@each_format
def test_it_is_known_by_its_media_types_and_by_every_end_of_a_name(one: Format) -> None:
    body = sample(one)
    assert [detect_format(Document("x", body, BASE, kind)) for kind in one.media_types] == [one] * len(one.media_types)
    for suffix in (*one.suffixes, *one.other_suffixes):
        assert suffix == suffix.lower()
        assert detect_format(Document(f"x{suffix}", body, BASE)) is one
    if one.is_evident is not None:
        assert detect_format(Document("x", body, BASE)) is one


@each_format
def test_nothing_is_cited_by_an_empty_document(one: Format) -> None:
    try:
        article = extract(document(one, b""))
    except InputError:
        assert one.is_binary  # an empty text is a text
    else:
        assert (article.title, article.citations) == (None, ())


@given(st.binary(max_size=300))
def test_garbage_is_read_or_refused(body: bytes) -> None:
    for one in FORMATS:  # each is given what is drawn: to draw it takes longer than to read it
        note(one.name)
        with suppress(InputError):
            assert_well_formed(extract(document(one, body)), body)


@given(st.lists(st.tuples(PLACES, st.integers(0, 255)), max_size=10), PLACES)
def test_a_damaged_sample_is_read_or_refused(changes: list[tuple[int, int]], end: int) -> None:
    for one in FORMATS:
        note(one.name)
        body = bytearray(sample(one))
        for place, byte in changes:
            body[place * len(body) // WHOLE] = byte
        damaged = bytes(body[: end * (len(body) + 1) // WHOLE])
        with suppress(InputError):
            assert_well_formed(extract(document(one, damaged)), damaged)


@each_format
def test_what_has_no_end_is_read_or_refused_in_time(one: Format) -> None:
    noise = random.Random(7).randbytes(SIZE)
    for body in (*(piece * (SIZE // len(piece)) for piece in ENDLESS), noise, sample(one) * 500):
        started = time.process_time()
        with suppress(InputError):
            assert_well_formed(extract(document(one, body)), body)
        assert time.process_time() - started < SECONDS, body[:20]


def test_no_two_formats_are_known_by_the_same() -> None:
    for known_by in (
        [kind for one in FORMATS for kind in one.media_types],
        [suffix for one in FORMATS for suffix in (*one.suffixes, *one.other_suffixes)],
    ):
        assert len(known_by) == len(set(known_by))


def test_the_extras_that_formats_name_are_there() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())["project"]
    assert {one.extra for one in FORMATS if one.extra} <= set(project["optional-dependencies"])


def test_no_parser_is_loaded_until_a_document_is_read() -> None:
    program = (
        "import sys; from linkwatch.articles.extract.register import FORMATS, searched_suffixes; searched_suffixes(); "
        "print(*sorted({'turbohtml', 'pyromark'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "\n"
