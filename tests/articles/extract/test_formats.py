"""What format a document is in, and what is no article."""

import pytest

from linkwatch.errors import InputError
from linkwatch.model import MAX_DOCUMENT_BYTES
from tests.articles.extract.helpers import hrefs, read

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
