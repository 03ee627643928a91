"""What an archived address stands for, and the spellings under which a page is looked for."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.archive.originals import directory_of, may_be_one_page, page_key, parse_timestamp, spellings
from linkwatch.archive.wrapped import archived_original

IN_ARCHIVES = [
    (
        "https://web.archive.org/web/20150609120000/http://example.org/a?b=c&d",
        ("20150609120000", "http://example.org/a?b=c&d"),
    ),
    (
        "http://web.archive.org/web/20150609120000id_/https://example.org/",
        ("20150609120000", "https://example.org/"),
    ),
    ("https://web.archive.org/web/2015/http://example.org", ("2015", "http://example.org")),
    ("https://web.archive.org/web/2015*/http://example.org", ("2015", "http://example.org")),
    ("https://web.archive.org/web/*/http://example.org/x", ("", "http://example.org/x")),
    ("https://web.archive.org/web/http://example.org/x", ("", "http://example.org/x")),
    ("https://web.archive.org/web/20150609120000/example.org/x", ("20150609120000", "http://example.org/x")),
    ("https://web.archive.org/web/20150609120000/http:/example.org/x", ("20150609120000", "http://example.org/x")),
    (
        "https://web.archive.org/web/20150609120000/http%3A%2F%2Fexample.org%2Fx",
        ("20150609120000", "http://example.org/x"),
    ),
    ("http://web.archive.org/20080101000000/http://example.org/", ("20080101000000", "http://example.org/")),
    (
        "https://WEB.ARCHIVE.ORG:443/web/20150609120000/HTTP://example.org/",
        ("20150609120000", "http://example.org/"),
    ),
    ("https://archive.today/2015.06.09-120000/http://example.org/", ("20150609120000", "http://example.org/")),
    ("https://archive.ph/20150609/https://example.org/", ("20150609", "https://example.org/")),
    ("https://archive.is/newest/https://example.org/", ("", "https://example.org/")),
    ("https://archive.ph/o/AbCdE/https://example.org/x", ("", "https://example.org/x")),
    (
        "https://arquivo.pt/wayback/20150609120000/http://example.org/?q",
        ("20150609120000", "http://example.org/?q"),
    ),
    ("http://127.0.0.1:8085/test/20150609120000mp_/http://example.org/", ("20150609120000", "http://example.org/")),
    (
        "https://web.archive.org/web/20200101000000/https://web.archive.org/web/20150609120000/http://example.org/",
        ("20150609120000", "http://example.org/"),
    ),
    (
        "http://www.webcitation.org/query?url=http%3A%2F%2Fexample.org%2Fa%3Fb%3Dc&date=2012-05-01",
        ("20120501", "http://example.org/a?b=c"),
    ),
    ("https://www.webcitation.org/67abcDEFg?url=http://example.org/a", ("", "http://example.org/a")),
    ("http://webcitation.org/67abcDEFg", None),
    ("http://webcitation.org/query?id=1335830400", None),
    (
        "http://webcache.googleusercontent.com/search?q=cache:aBcDeFgHiJkJ:example.org/a+words+of+it&hl=en",
        ("", "http://example.org/a"),
    ),
    ("https://webcache.googleusercontent.com/search?q=cache:https://example.org/a", ("", "https://example.org/a")),
    ("https://www.google.com/search?q=example.org/a", None),
    ("https://www.google.com/amp/s/example.org/a/amp", ("", "https://example.org/a/amp")),
    ("https://archive.today/?run=1&url=http://example.org/a", ("", "http://example.org/a")),
    ("https://web.archive.org/save/http://example.org/a", ("", "http://example.org/a")),
    ("https://wayback.archive-it.org/1068/20120501/http://example.org/a", ("20120501", "http://example.org/a")),
    ("https://wayback.archive-it.org/all/http://example.org/a", ("", "http://example.org/a")),
    (
        "https://perma-archives.org/warc/20120501000000/http://example.org/",
        ("20120501000000", "http://example.org/"),
    ),
    ("https://perma.cc/ABCD-1234", None),
    (
        "https://megalodon.jp/2015-0610-1200-30/www.example.org/a?b=c",
        ("20150610120030", "http://www.example.org/a?b=c"),
    ),
    (
        "https://webarchive.nationalarchives.gov.uk/ukgwa/20150612/https://example.org/a",
        ("20150612", "https://example.org/a"),
    ),
    ("http://webarchive.nationalarchives.gov.uk/+/http://example.org/a", ("", "http://example.org/a")),
    (
        "http://pandora.nla.gov.au/pan/10421/20150612-0030/www.example.org/a",
        ("201506120030", "http://www.example.org/a"),
    ),
    ("https://archive.wikiwix.com/cache/?url=http://example.org/a", ("", "http://example.org/a")),
    ("https://archive.wikiwix.com/cache/20150612/http://example.org/a", ("20150612", "http://example.org/a")),
    ("https://example-org.cdn.ampproject.org/c/s/example.org/a.amp", ("", "https://example.org/a.amp")),
    ("https://example-org.cdn.ampproject.org/v/example.org/a", ("", "http://example.org/a")),
    ("http://translate.google.com/translate?hl=de&u=http%3A%2F%2Fexample.org%2Fa", ("", "http://example.org/a")),
    ("https://www.google.de/url?sa=t&url=https%3A%2F%2Fexample.org%2Fa&usg=x", ("", "https://example.org/a")),
    ("https://www.google.com/url?q=http://example.org/a", ("", "http://example.org/a")),
    ("https://www.google.com/url?sa=t", None),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=x", ("", "https://example.org/a")),
    ("https://www.facebook.com/sharer?u=", None),
    ("http://66.102.9.104/search?q=cache:aBcDeFgHiJkJ:example.org/a+words", ("", "http://example.org/a")),
    ("http://timetravel.mementoweb.org/memento/20120501/http://example.org/", ("20120501", "http://example.org/")),
    ("http://timetravel.mementoweb.org/timegate/http://example.org/", ("", "http://example.org/")),
    ("https://archive.ph/AbCdE", None),
    ("https://archive.org/details/nasa", None),
    ("https://web.archive.org/", None),
    ("https://web.archive.org/web/", None),
    ("https://web.archive.org/web/20150609120000/", None),
    ("https://web.archive.org/web/20150609120000/mailto:a@example.org", None),
    ("http://example.org/2015/http://example.com/", None),
    ("http://example.org/share?u=/20150609120000/http://example.com/", None),
    ("http://example.org/page", None),
    ("mailto:someone@web.archive.org", None),
    ("#", None),
    ("", None),
]


def test_what_an_address_in_an_archive_stands_for() -> None:
    assert [(url, archived_original(url)) for url, _ in IN_ARCHIVES] == [*IN_ARCHIVES]


@given(
    st.text(max_size=60),
    st.sampled_from(["", "https://web.archive.org/web/", "https://archive.ph/", "http://a/20150609120000/"]),
)
def test_no_address_breaks_it(text: str, prefix: str) -> None:
    found = archived_original(prefix + text)
    assert found is None or found[1].startswith(("http://", "https://"))
    assert spellings(prefix + text, folds_slash=False)


def test_deep_nesting_ends() -> None:
    url = "https://web.archive.org/web/2015/" * 5000 + "http://example.org/"
    found = archived_original(url)
    assert found is not None
    assert found[1].startswith("http")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://example.org", ["http://example.org"]),
        ("http://example.org/", ["http://example.org/"]),
        ("http://example.org/?a=1", ["http://example.org/?a=1"]),
        ("http://example.org/a", ["http://example.org/a", "http://example.org/a/"]),
        ("http://example.org/a/", ["http://example.org/a/", "http://example.org/a"]),
        ("http://example.org/a#part", ["http://example.org/a", "http://example.org/a/"]),
        (
            "http://example.org/a?utm_source=x&id=1&fbclid=2",
            [
                "http://example.org/a?id=1",
                "http://example.org/a?utm_source=x&id=1&fbclid=2",
                "http://example.org/a/?id=1",
            ],
        ),
        ("http://example.org/?UTM_Source=x", ["http://example.org/", "http://example.org/?UTM_Source=x"]),
        (
            "http://example.org/a/index.html",
            ["http://example.org/a/index.html", "http://example.org/a/", "http://example.org/a/index.html/"],
        ),
        (
            "http://example.org/a?b=/index.html",
            ["http://example.org/a?b=/index.html", "http://example.org/a/?b=/index.html"],
        ),
        ("http://me:hu@sh@example.org/?a@b", ["http://example.org/?a@b"]),
        ("http://example.org/@me/", ["http://example.org/@me/", "http://example.org/@me"]),
        (
            "http://example.org/?mod=rss_news&partner=rss&_r=0",
            ["http://example.org/", "http://example.org/?mod=rss_news&partner=rss&_r=0"],
        ),
        ("http://example.org/?mod=7&partner=rsvp&_r=2a", ["http://example.org/?mod=7&partner=rsvp&_r=2a"]),
        ("http://example.org/?xutm_source=1&ref=2", ["http://example.org/?xutm_source=1&ref=2"]),
        ("http://example.org/?a=b%26utm_x&&c", ["http://example.org/?a=b%26utm_x&&c"]),
    ],
)
def test_the_spellings_of_a_page(url: str, expected: list[str]) -> None:
    assert list(spellings(url, folds_slash=False)) == expected


def test_an_archive_that_folds_the_final_slash_is_not_asked_for_it() -> None:
    assert spellings("http://example.org/a?fbclid=2", folds_slash=True) == (
        "http://example.org/a",
        "http://example.org/a?fbclid=2",
    )


@pytest.mark.parametrize(
    ("timestamp", "moment"),
    [
        ("20150609123456", datetime(2015, 6, 9, 12, 34, 56, tzinfo=UTC)),
        ("2015", datetime(2015, 1, 1, tzinfo=UTC)),
        ("201506", datetime(2015, 6, 1, tzinfo=UTC)),
        ("", None),
        ("20", None),
        ("20159999", None),
        ("20150012000000", None),
        ("\uff12\uff10\uff11\uff15", None),
        ("2015060912345678", None),
        ("-2015060912345", None),
    ],
)
def test_timestamps_of_archives(timestamp: str, moment: datetime | None) -> None:
    assert parse_timestamp(timestamp) == moment


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/a/B?x=1&y=2",
        "http://www.example.org:80/a/b/?x=1&y=2",
        "http://www2.example.org/a/b?x=1&y=2",
        "HTTP://EXAMPLE.ORG./A/b?X=1&y=2#part",
        "http://example.org/a//b?y=2&x=1",
        "http://example.org/c/../a/%62?x=1&y=2",
        "http://example.org/a/b?x=1&y=2&utm_source=feed&PHPSESSID=0123456789",
        "http://example.org/a/b;jsessionid=0123?x=1&y=2",
        "http://example.org/(S(abcdefghijklmnopqrstuvwx))/a/b?x=1&y=2",
    ],
)
def test_spellings_of_one_page_have_one_key(other: str) -> None:
    assert page_key(other) == page_key("http://example.org/a/b?x=1&y=2")


@pytest.mark.parametrize(
    "other",
    [
        "http://example.com/a/b?x=1",
        "http://sub.example.org/a/b?x=1",
        "http://example.org:8080/a/b?x=1",
        "http://example.org/a/b/c?x=1",
        "http://example.org/a?x=1",
        "http://example.org/?x=1",
        "http://example.org/a/b",
        "http://example.org/a/b?x=2",
        "http://example.org/a/b?x=1&id=3",
        "http://[",
    ],
)
def test_other_pages_have_other_keys(other: str) -> None:
    assert page_key(other) != page_key("http://example.org/a/b?x=1")


def test_addresses_in_every_alphabet_have_the_key_of_their_encoding() -> None:
    assert page_key("http://b\u00fccher.example/\u00fc?\u00fc") == page_key(
        "http://xn--bcher-kva.example/%C3%BC?%c3%bc"
    )


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("http://example.org/annual.html", "http://example.org/Annual.HTML", True),
        ("http://example.org/Annual-Report", "https://www.example.org/annual-report/", True),
        ("http://example.org/a/pcL4f", "http://example.org/a/pCL4f", False),
        ("http://example.org/Item/A", "http://example.org/item/a", False),
        ("http://example.org/a?id=xY&b=c", "http://example.org/a?b=c&id=xy", False),
        ("http://example.org/a?id=xy&b=c", "http://example.org/a?b=c&id=xy&utm_source=Letter", True),
        ("http://example.org/a;jsessionid=0A1B", "http://example.org/a;jsessionid=9F", True),
        ("http://example.org/%61bc", "http://example.org/abc", True),
    ],
)
def test_an_id_with_other_capitals_is_another_id(one: str, other: str, *, may_be: bool) -> None:
    assert may_be_one_page(one, other) is may_be


@pytest.mark.parametrize(
    ("url", "directory"),
    [
        ("http://example.org/a/b.html", "http://example.org/a/"),
        ("http://example.org/a/b/", "http://example.org/a/"),
        ("http://example.org/a?b=/c/d#e/f", "http://example.org/"),
        ("http://me:hush@example.org/a/b", "http://example.org/a/"),
        ("http://example.org/", None),
        ("http://example.org", None),
        ("", None),
    ],
)
def test_the_directory_of_a_page(url: str, directory: str | None) -> None:
    assert directory_of(url) == directory
