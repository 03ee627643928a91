"""Bare URLs in Markdown: the examples of the specification's kind, and what people write around URLs."""

from hypothesis import given
from hypothesis import strategies as st

from linkwatch.articles.extract.autolinks import find_mails, find_url
from tests.articles.extract.helpers import hrefs, markdown

BARE = [
    ("www.example.org", ["http://www.example.org"]),
    ("Visit www.example.org/help for it", ["http://www.example.org/help"]),
    ("www.example.org. www.example.org/a.b.", ["http://www.example.org", "http://www.example.org/a.b"]),
    ("www.example.org/x?y=(z) (www.example.org/x?y=(z)))", ["http://www.example.org/x?y=(z)"] * 2),
    ("www.example.org/x?(y)=z+ok", ["http://www.example.org/x?(y)=z+ok"]),
    ("www.example.org/x?y=z&hl=en www.example.org/x?y=z&hl;", ["http://www.example.org/x?y=z&hl=en",
                                                              "http://www.example.org/x?y=z"]),
    ("www.example.org/he<lp", ["http://www.example.org/he"]),
    ("http://example.org HTTPS://example.org/a ftp://example.org/b", ["http://example.org", "HTTPS://example.org/a",
                                                                     "ftp://example.org/b"]),
    ("(visit https://encrypted.example.org/x?y=Markup+(a)&z)", ["https://encrypted.example.org/x?y=Markup+(a)&z"]),
    ("http://localhost:8000/x http://127.0.0.1/y", ["http://localhost:8000/x", "http://127.0.0.1/y"]),
    ("http://bücher.example/ü", ["http://bücher.example/ü"]),
    ("http://example.org/a_b_c/__init__.py *http://example.org/x*", ["http://example.org/a_b_c/__init__.py",
                                                                     "http://example.org/x"]),
    ("**http://example.org/a** _http://example.org/b_", ["http://example.org/a", "http://example.org/b"]),
    ("\"http://example.org/a\", 'http://example.org/b'", ["http://example.org/a", "http://example.org/b"]),
    ("\u201chttp://example.org/a\u201d http://example.org/b\u2026", ["http://example.org/a", "http://example.org/b"]),
    (("\u201ehttp://a.example/de\u201c \u201chttp://a.example/en\u201d. \u00abhttp://a.example/ru\u00bb "
     "\u00bbhttp://a.example/da\u00ab \u201ahttp://a.example/s\u2018 \u2039http://a.example/f\u203a"),
     [f"http://a.example/{path}" for path in ("de", "en", "ru", "da", "s", "f")]),
    ("http://a.example/Rubik\u2019s", ["http://a.example/Rubik\u2019s"]),
    ("{https://a.example/3} https://a.example/{4}", ["https://a.example/3", "https://a.example/{4}"]),
    ("https://a.example/2,\u5b8c https://a.example/3.\u5b8c", ["https://a.example/2", "https://a.example/3"]),
    ("https://zh.example/wiki/Help:\u5b8c,", ["https://zh.example/wiki/Help:\u5b8c"]),
    ("\u95f2http://a.example/x\u300a\u4e00\u300b\u4e9ahttp://a.example/y\u300b", ["http://a.example/x",
                                                                                "http://a.example/y"]),
    ("\u95f2http://a.example/x\u4e9a\u9a6c www.a.example\u3002", ["http://a.example/x", "http://www.a.example"]),
    ("http://a.example/wiki/\u65e5\u672c http://\u4f8b\u3048.jp http://a.example/\u65e5a\u672c",
     ["http://a.example/wiki/\u65e5\u672c", "http://\u4f8b\u3048.jp", "http://a.example/\u65e5a\u672c"]),
    ("http://example.org/a\\_b http://example.org/c&amp;d", ["http://example.org/a_b", "http://example.org/c&d"]),
    ("http://example.org/a; http://example.org/b! http://example.org/c?", ["http://example.org/a",
                                                                          "http://example.org/b",
                                                                          "http://example.org/c"]),
    ("[http://example.org/a] [x http://example.org/b](c)", ["http://example.org/a", "c"]),
    ("[http://example.org/a](b)", ["b"]),
    ("![x http://example.org](b)", []),
    ("|a|b|\n|-|-|\n|http://example.org/a|http://example.org/b|", ["http://example.org/a", "http://example.org/b"]),
    ("http://example.org/a  \nhttp://example.org/b\\\nc", ["http://example.org/a", "http://example.org/b"]),
    ("http://a.example/x\u060c http://a.example/y\u061f http://a.example/z\u06d4 http://a.example/\u0645",
     ["http://a.example/x", "http://a.example/y", "http://a.example/z", "http://a.example/\u0645"]),
    ("http://a.example/x\u0964 http://a.example/y\u0589 http://a.example/z\u1362 http://a.example/w\u037e",
     [f"http://a.example/{path}" for path in "xyzw"]),
    ("http://a.example/x\u2014 http://a.example/y\u2013z\u2013", ["http://a.example/x", "http://a.example/y\u2013z"]),
    ("http://a.example/x\u200b \u2066http://a.example/y\u2069 http://a.example/z\u200bw", ["http://a.example/x",
                                                                                    "http://a.example/y",
                                                                                    "http://a.example/z"]),
    ("http://example.org/`code`", ["http://example.org/"]),
    ("see:http://example.org/a", ["http://example.org/a"]),
    ("foo@bar.baz", ["mailto:foo@bar.baz"]),
    ("hello+xyz@mail.example is not hello@mail+xyz.example.", ["mailto:hello+xyz@mail.example"]),
    ("a.b-c_d@a.b a.b-c_d@a.b. a.b-c_d@a.b- a.b-c_d@a.b_", ["mailto:a.b-c_d@a.b"] * 2),
    ("http://example.org/a@b.c", ["http://example.org/a@b.c"]),
    ("[me@a.example](b)", ["b"]),
]  # fmt: skip


def test_a_bare_url_is_a_link() -> None:
    assert [(text, hrefs(markdown(text))) for text, _ in BARE] == [*BARE]


NO_URLS = ["xwww.example.org", "www.", "www. example", "www._x_", "www.a_b.c_d", "http://", "http:// x", "http:example.org",
 "://example.org", "xhttp://example.org", "https", "a@b", "@a.b", "a@.b", "a@@b.c"]  # fmt: skip


def test_what_looks_a_little_like_a_url_is_none() -> None:
    assert [text for text in NO_URLS if hrefs(markdown(text))] == []


@given(st.text(alphabet="htp:/w.@a[](){}_*~\\`<>&;'\" \n", max_size=60))
def test_any_mixture_of_its_characters_is_read(text: str) -> None:
    markdown(text)
    end = find_url(text, 0, len(text))
    assert 0 <= end <= len(text)
    list(find_mails(text))
