import pytest
from markdown_it import MarkdownIt

from linkwatch.notify.literal import literal_text, literal_url

HOSTILE = [
    "[click me](https://evil.example/)",
    "![x](https://evil.example/p.png)",
    "<https://evil.example/>",
    "<!channel> <@U123> <img src=x onerror=alert(1)>",
    "**bold** __bold__ _it_ *it* ~~gone~~ ||spoiler|| `code`",
    "\\[click](https://evil.example/)",
    "https://evil.example/ and www.evil.example and mailto:a@evil.example",
    "&lt;b&gt; &#60;b&#62;",
    "@everyone @here",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_taken_for_markup(text: str) -> None:
    (inline,) = [
        token for token in MarkdownIt("gfm-like").parse(f"- “{literal_text(text, 200)}”") if token.type == "inline"
    ]
    assert inline.children is not None
    assert {child.type for child in inline.children} == {"text"}
    assert inline.content == "".join(child.content for child in inline.children)
    assert "@" not in inline.content


@pytest.mark.parametrize("text", ["Tom & Jerry: a study (2nd ed.), 100 %", "snake_case_name.md", "C# & F#, 1 + 1 = 2!"])
def test_a_text_without_markup_stays_as_it_is(text: str) -> None:
    assert literal_text(text, 200) == text


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://en.example/wiki/Foo_(bar)?a=1&b=2#c", "https://en.example/wiki/Foo_(bar)?a=1&b=2#c"),
        ("https://old.example/~user/x", "https://old.example/~user/x"),
        ("https://www.example.org/", "https://www.example.org/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("https://m.example/@everyone", "https://m.example/%40everyone"),
        ("https://a.example/*x*[y](z)", "https://a.example/%2Ax%2A%5By%5D(z)"),
        ("https://***@a.example/", "https://a.example/"),
        ("file:///home/x/notes.md", "file:\uff0f\uff0f\uff0fhome/x/notes.md"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_a_url_stays_one_that_can_be_followed_and_calls_nobody(url: str, shown: str) -> None:
    assert literal_url(url, 200) == shown


def test_long_texts_and_urls_are_cut() -> None:
    assert literal_text("a" * 100, 10) == "aaaaaaaa …"
    assert literal_url(f"https://a.example/{'*' * 100}", 30) == "https://a.example/%2A%2A%2A% …"
    assert literal_text("a" * 10, 10) == "a" * 10
