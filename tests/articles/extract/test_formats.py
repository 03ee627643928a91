"""What format a document is in, and what is no article."""

import gzip
import subprocess
import sys

import pytest

from linkwatch.errors import InputError
from linkwatch.model import MAX_DOCUMENT_BYTES
from tests.articles.extract.helpers import hrefs, read
from tests.servers.bombs import zeros_in_gzip

BOTH = "[markdown](m)\n\n<a href=h>html</a>\n"


@pytest.mark.parametrize(
    ("name", "media_type", "body", "is_html"),
    [
        ("a.md", None, BOTH, False),
        ("a.html", None, BOTH, True),
        ("A.HTM", None, BOTH, True),
        ("a.xhtml", None, BOTH, True),
        ("https://example.org/a.md?x=.html", None, BOTH, False),
        ("https://example.org/a.md", "text/html", BOTH, True),
        ("a.html", "text/markdown; charset=utf-8", BOTH, False),
        ("https://example.org/a", "application/xhtml+xml", BOTH, True),
        ("https://example.org/README.md", "text/plain", BOTH, False),
        ("-", None, "<!doctype html>" + BOTH, True),
        ("-", None, "\ufeff\n<!-- note --><?xml version='1.0'?><HTML>" + BOTH, True),
        ("-", None, "<p><a href=h>h</a></p>\n", True),
        ("-", None, "<p align=center>\n\n[markdown](m) and more", False),
        ("-", None, "# Heading\n\n[markdown](m)", False),
        ("notes", "text/markdown", "[markdown](m)", False),
        ("https://[bad", None, "[markdown](m)", False),
    ],
)
def test_the_format_is_found(name: str, media_type: str | None, body: str, is_html: bool) -> None:
    found = hrefs(read(body, name, media_type=media_type))
    assert ("m" not in found) is is_html
    assert found


def test_a_forced_format_is_used() -> None:
    assert hrefs(read(BOTH, "a.md", format="html")) == ["h"]


def test_a_list_of_urls_has_one_a_line() -> None:
    text = (
        "\ufeffhttp://a.example\n\n# http://not.example\n  http://b.example/x y#z  \r\n"
        "mailto:x@example.org\nnonsense:\n"
    )
    article = read(text, "list.txt", format="urls")
    assert [(c.target.url, c.text, c.line) for c in article.citations] == [
        ("http://a.example/", "http://a.example", 1),
        ("http://b.example/x%20y", "http://b.example/x y#z", 4),
        ("mailto:x@example.org", "mailto:x@example.org", 5),
        ("nonsense:", "nonsense:", 6),
    ]
    assert article.citations[0].context == "http://a.example"


@pytest.mark.parametrize("name", ["a.md", "a.html", "-"])
@pytest.mark.parametrize("body", ["", " \n\n", "\ufeff"])
def test_an_empty_document_cites_nothing(name: str, body: str) -> None:
    article = read(body, name)
    assert (article.title, article.citations) == (None, ())


@pytest.mark.parametrize(
    ("body", "media_type", "what"),
    [
        (b"%PDF-1.7 ...", None, "PDF"),
        (b"PK\x03\x04...", None, "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "text/html", "PNG"),
        (b"\x1f\x8b\x08", None, "gzip"),
        (b"a\x00b", None, "binary"),
        (b"text", "image/webp", "image/webp"),
        (b"text", "application/pdf", "PDF"),
        (b"text", "video/mp4", "video/mp4"),
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_what_is_no_text_is_refused_in_one_line(name: str, body: bytes, media_type: str | None, what: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        read(body, name, media_type=media_type)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


def test_a_document_that_is_too_large_is_refused() -> None:
    with pytest.raises(InputError, match=r"a\.md: larger than 64 MB"):
        read(b" " * (MAX_DOCUMENT_BYTES + 1), "a.md")


@pytest.mark.parametrize(
    ("name", "media_type", "what"),
    [
        ("data.csv", None, r"\.csv"),
        ("data.json", None, r"\.json"),
        ("config.yaml", None, r"\.yaml"),
        ("style.css", None, r"\.css"),
        ("program.py", None, r"\.py"),
        ("https://example.org/data.csv", "text/plain; charset=utf-8", r"\.csv"),
        ("https://example.org/data", "text/csv", "text/csv"),
        ("https://example.org/api", "application/json; charset=utf-8", "application/json"),
        ("https://example.org/style", "text/css", "text/css"),
        ("https://example.org/feed", "application/vnd.example+json", r"application/vnd\.example\+json"),
    ],
)
def test_a_text_of_no_known_format_is_refused_in_one_line(name: str, media_type: str | None, what: str) -> None:
    with pytest.raises(InputError, match=rf"is {what}, not an article in a format that is known: html, ") as caught:
        read("[a](https://a.example/)\n", name, media_type=media_type)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "body",
    ['{"a": "https://a.example/"}', ' [{"a": 1}]', '["a", "b"]', "#!/bin/sh\ncurl x", "<?php x", "%YAML 1"],
)
@pytest.mark.parametrize("name", ["-", "notes", "https://example.org/notes"])
def test_data_and_programs_without_a_name_are_refused(name: str, body: str) -> None:
    with pytest.raises(InputError, match="is data or a program, not an article"):
        read(body, name)


@pytest.mark.parametrize("name", ["-", "README", "notes.2024", "https://example.org/v1.2"])
def test_prose_without_a_name_is_markdown(name: str) -> None:
    texts = ["[a](m)", "[a]\n\n[a]: m", "{: .note }\n[a](m)", '["quoted"](m) words', "{{ x }} [a](m)", "[[a](m)]"]
    assert [text for text in texts if hrefs(read(text, name)) != ["m"]] == []


def test_a_plain_text_is_no_markdown() -> None:
    body = "[a](https://a.example/(b)) *https://c.example/*"
    for article in (read(body, "notes.txt"), read(body, "https://example.org/notes", media_type="text/plain")):
        assert [each.text for each in article.citations] == ["https://a.example/(b)", "https://c.example/"]


@pytest.mark.parametrize("name", ["a.md.gz", "https://example.org/a.md.gz"])
@pytest.mark.parametrize("media_type", [None, "application/gzip", "application/x-gzip"])
def test_a_gzipped_article_is_unpacked_and_its_targets_have_no_places(name: str, media_type: str | None) -> None:
    (citation,) = read(gzip.compress(b"[a](m)"), name, media_type=media_type).citations
    assert (citation.href, citation.span) == ("m", None)


@pytest.mark.parametrize(
    ("name", "body", "problem"),
    [
        ("a.md.gz", gzip.compress(gzip.compress(b"[a](m)")), "is gzip-compressed"),
        ("a.csv.gz", gzip.compress(b"a,b"), r"is \.csv"),
        ("a.md.gz", gzip.compress(b"[a](m)")[:-9], "broken gzip data"),
        ("a.md.gz", zeros_in_gzip(1 + MAX_DOCUMENT_BYTES // 1_000_000), "more than 64 MB when unpacked"),
    ],
    ids=["twice", "of no format", "cut", "bomb"],
)
def test_what_does_not_unpack_to_an_article_is_refused(name: str, body: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        read(body, name)
    assert str(caught.value).startswith(f"{name}: ")


def test_a_parser_that_is_missing_is_named_with_what_installs_it() -> None:
    program = (
        "import sys; sys.modules['pypdf'] = None\n"
        "from linkwatch.articles.extract import extract; from linkwatch.model import Document\n"
        "from linkwatch.errors import InputError\n"
        "try: extract(Document('a.pdf', b'%PDF-1.7', 'file:///a.pdf'))\n"
        "except InputError as error: print(error)"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "a.pdf: reading pdf needs an extra: pip install 'linkwatch[pdf]'\n"
