"""What an href points to."""

from pathlib import Path

import pytest
from ada_url import normalize_url
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.model import Target, TargetKind
from linkwatch.urls import likely_spelling, resolve, with_spaces_written

WEB = "https://example.org/blog/post.html"
LOCAL = "file:///articles/blog/post.html"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("http://example.com", "http://example.com/"),
        (" \thttp://example.com/a\n", "http://example.com/a"),
        ("HTTP://EXAMPLE.com:80/A", "http://example.com/A"),
        ("http://example.com/%zz%2f%7E|;a?", "http://example.com/%zz%2f%7E|;a?"),
        ("http://example.com/?b=2&a=1&&b", "http://example.com/?b=2&a=1&&b"),
        ("http://example.com/ü?q=é x", "http://example.com/%C3%BC?q=%C3%A9%20x"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://example.com/a\nb", "http://example.com/ab"),
        ("http:\\\\example.com\\a", "http://example.com/a"),
        ("http://user:secret@example.com/", "http://user:secret@example.com/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("//cdn.example/x#part", "https://cdn.example/x"),
        ("/root", "https://example.org/root"),
        ("other.html#part", "https://example.org/blog/other.html"),
        ("../../../up", "https://example.org/up"),
        ("?page=2", "https://example.org/blog/post.html?page=2"),
        ("post.html", "https://example.org/blog/post.html"),
        ("http://example.com/\ud800", "http://example.com/%EF%BF%BD"),
    ],
)
def test_a_web_href_becomes_what_a_browser_would_send(href: str, url: str) -> None:
    target = resolve(href, WEB, WEB)
    assert (target.kind, target.url) == (TargetKind.WEB, url)


@pytest.mark.parametrize(
    "href",
    [
        "",
        "  \n",
        "#",
        " # ",
        "javascript:void(0)",
        "JaVa\tScRipt:x",
        "\x01javascript:;",
        "about:blank",
        "mailto:",
        " TEL: ",
    ],
)
def test_a_lost_target_is_a_placeholder_with_the_href_itself(href: str) -> None:
    for base in (WEB, LOCAL, None):
        target = resolve(href, base, base)
        assert (target.kind, target.url) == (TargetKind.PLACEHOLDER, href.strip())


@pytest.mark.parametrize(
    "href",
    [
        *("{{ page.url }}", "{% url 'x' %}#top", "<%= root %>/a", "${base}/a", "docs/{{v}}.md", "#{{ part }}"),
        *("https://example.org/{{ v }}/x", "<?php echo $url; ?>", "https://example.org/?id=${id}", "%s", "%%BASE%%/x"),
        *("https://example.org/%s", "https://example.org/%s/edit", "a/%s?x", "?php echo $url; ?", "?= $url ?"),
        *("a_<? echo $m ?>", "%= url %", "% url %"),
    ],
)
def test_what_a_program_was_to_fill_in_is_a_template(href: str) -> None:
    for base in (WEB, LOCAL, None):
        assert resolve(href, base, base) == Target(TargetKind.TEMPLATE, href)


@pytest.mark.parametrize("href", ["a%sb", "100%spirit/x", "{x}", "$x", "a{{b", "{%", "<b>", "/a?b={c}"])
def test_what_only_looks_like_a_template_is_none(href: str) -> None:
    assert resolve(href, WEB, WEB).kind is TargetKind.WEB


@pytest.mark.parametrize(
    ("href", "meant"),
    [
        *(("htp://example.org/1", "http://example.org/1"), ("hhtps://example.org", "https://example.org")),
        *(("ttps://example.org/3", "https://example.org/3"), ("hptt://example.org", "http://example.org")),
        *(("http//example.org", "http://example.org"), ("https//example.org", "https://example.org")),
        *(("http:www.example.org/x", "http://www.example.org/x"), ("https:www.example.org", "https://www.example.org")),
        *(("https:/example.org/x", "https://example.org/x"), ("HTTP;//example.org", "http://example.org")),
        *(("http:://example.org", "http://example.org"), ("jttps://example.org", "https://example.org")),
        *(("hhttppss://example.org", "https://example.org"), ("\u200bhttps://example.org", "https://example.org")),
        *(("\ufeffHTTP://example.org", "HTTP://example.org"), ("\u2068\u200ehttp://example.org", "http://example.org")),
        *(("hxxp://example.org/bad", "http://example.org/bad"), ("hXXps://example.org", "https://example.org")),
    ],
)
def test_a_misspelt_scheme_is_malformed_and_what_was_meant_is_known(href: str, meant: str) -> None:
    assert resolve(href, WEB, WEB) == Target(TargetKind.MALFORMED, href)
    assert likely_spelling(href) == meant


@pytest.mark.parametrize(
    "href",
    [
        *(
            "http://example.org",
            "ftp://example.org",
            "sftp://example.org",
            "ws://example.org",
            "http/x.html",
            "https:x",
        ),
        *("httpd/conf.html", "mailto:a@b.org", "tel:1", "git://example.org", "h/x", "http://"),
    ],
)
def test_other_schemes_and_paths_are_not_misspelt(href: str) -> None:
    assert likely_spelling(href) is None


@pytest.mark.parametrize(
    ("href", "written"),
    [
        ("my note.md", "my%20note.md"),
        (" a b/c d.md#e f ", "a%20b/c%20d.md#e%20f"),
        ("https://a.example/my page", "https://a.example/my%20page"),
        ("//a.example/my page", "//a.example/my%20page"),
        ("https://a example/", None),
        ("//a example/", None),
        ("note.md", None),
    ],
)
def test_spaces_are_written_where_that_alone_makes_an_address_right(href: str, written: str | None) -> None:
    assert with_spaces_written(href) == written


def test_what_a_server_sends_is_taken_as_browsers_take_it() -> None:
    assert resolve("https:/example.org/x", "http://other.example/", None).url == "https://example.org/x"


@pytest.mark.parametrize("href", ["#part", "post.html#part", "https://example.org/blog/post.html#x", "#:~:text=a"])
def test_a_place_in_the_same_document_is_a_fragment(href: str) -> None:
    assert resolve(href, WEB, WEB).kind is TargetKind.FRAGMENT


def test_a_place_in_the_same_local_file_is_a_fragment() -> None:
    assert resolve("post.html#part", LOCAL, LOCAL).kind is TargetKind.FRAGMENT
    assert resolve("other.html#part", LOCAL, LOCAL).kind is TargetKind.FILE


@pytest.mark.parametrize("href", ["http://[::1", "http://a b/", "http://", "https://exa%mple.org/", "http://x:99999/"])
def test_what_no_browser_could_follow_is_malformed(href: str) -> None:
    target = resolve(href, WEB, WEB)
    assert (target.kind, target.url) == (TargetKind.MALFORMED, href)


def test_a_relative_href_without_a_base_is_malformed() -> None:
    assert resolve("a.html", None, None).kind is TargetKind.MALFORMED


@pytest.mark.parametrize("href", ["mailto:a@example.org", "tel:+44", "data:text/html,x", "ftp://example.org/", "C:\\x"])
def test_other_schemes_are_other(href: str) -> None:
    for base in (WEB, LOCAL, None):
        assert resolve(href, base, base).kind is TargetKind.OTHER


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("next.md", "file:///articles/blog/next.md"),
        ("../a b.html?x#y", "file:///articles/a%20b.html"),
        ("file:///etc/hosts", "file:///etc/hosts"),
    ],
)
def test_a_relative_href_in_a_local_article_is_a_file(href: str, url: str) -> None:
    target = resolve(href, LOCAL, LOCAL)
    assert (target.kind, target.url) == (TargetKind.FILE, url)


@pytest.mark.parametrize("href", ["//example.org/x", "\\\\example.org/x", "/\\example.org/x"])
def test_two_slashes_in_a_local_article_mean_a_host_on_the_web(href: str) -> None:
    target = resolve(href, LOCAL, LOCAL)
    assert (target.kind, target.url) == (TargetKind.WEB, "https://example.org/x")


def test_a_root_relative_href_in_a_local_article_needs_a_root() -> None:
    unknown = resolve("/img/a.png#x", LOCAL, LOCAL)
    assert (unknown.kind, unknown.url) == (TargetKind.UNKNOWN_ROOT, "/img/a.png")
    known = resolve("/img/a:b.png", LOCAL, LOCAL, root=Path("/articles"))
    assert (known.kind, known.url) == (TargetKind.FILE, "file:///articles/img/a:b.png")


def test_a_root_relative_href_never_leaves_the_root() -> None:
    assert resolve("/../../etc/passwd", LOCAL, LOCAL, root=Path("/articles")).url == "file:///articles/etc/passwd"


def test_a_file_href_on_the_web_or_on_another_machine_is_other() -> None:
    assert resolve("file:///etc/hosts", WEB, WEB).kind is TargetKind.OTHER
    assert resolve("file://server/share", LOCAL, LOCAL).kind is TargetKind.OTHER


def test_a_base_on_the_web_makes_a_local_article_s_links_web_links() -> None:
    assert resolve("/a", WEB, LOCAL).url == "https://example.org/a"


def test_a_query_is_written_in_the_document_s_own_encoding() -> None:
    assert resolve("/ü?q=é#é", WEB, WEB, encoding="windows-1252").url == "https://example.org/%C3%BC?q=%E9"
    assert resolve("/?q=€中", WEB, WEB, encoding="windows-1252").url == "https://example.org/?q=%80%26%2320013%3B"
    assert resolve("/?q=é", WEB, WEB, encoding="utf-16le").url == "https://example.org/?q=%C3%A9"
    assert resolve("/?q=é", WEB, WEB, encoding="x-user-defined").url == "https://example.org/?q=%C3%A9"


@given(st.text(), st.sampled_from([WEB, LOCAL, None, "", "nonsense", "file://"]), st.booleans())
def test_no_text_makes_it_fail_and_every_answer_can_be_stored(href: str, base: str | None, rooted: bool) -> None:
    target = resolve(href, base, base, root=Path("/articles") if rooted else None, encoding="windows-1251")
    target.url.encode()
    if target.kind is TargetKind.WEB:
        assert "#" not in target.url
        assert resolve(target.url, None, None) == target


@given(st.from_regex(r"(https?:)?[/\\]{0,3}[^\s]{0,20}", fullmatch=True))
def test_no_near_url_makes_it_fail(href: str) -> None:
    resolve(href, WEB, WEB).url.encode()
    resolve(href, LOCAL, LOCAL).url.encode()


@given(
    st.from_regex(
        r"https?://([a-z0-9-]{1,4}\.){1,3}([a-z]{1,3}|1)(/[A-Za-z0-9_~,;:=+!*()@&$.-]{0,6}){0,3}", fullmatch=True
    ),
    st.sampled_from(["", "?", "?a=%20/b", "#", "#part", "?a=b#c"]),
)
def test_an_address_that_is_not_parsed_is_what_parsing_makes_of_it(address: str, rest: str) -> None:
    found = resolve(address + rest, "https://a.example/", None)
    try:
        parsed = normalize_url(address + rest)
    except ValueError:
        assert found.kind is TargetKind.MALFORMED
    else:
        assert found.url == (parsed if found.kind is TargetKind.OTHER else parsed.partition("#")[0])
