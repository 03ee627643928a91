"""A captured page is judged as a live one: what fits, and what is passed over although its status is 200."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.archive import CapturedPage, Cited, Inspected
from linkwatch.archive.inspection import inspect as inspect_cited
from linkwatch.model import Grade

ARTICLE = """<!DOCTYPE html><html lang="en"><head><title>How the canal was dug</title></head><body><main>
<h1>How the canal was dug</h1>
<p>Work on the canal began in the spring of 1825, when three hundred men arrived from the northern villages with
spades and barrows. The first mile took them until August, for the clay lay deeper than the surveyors had said.</p>
<p>By the following year the banks had been raised on both sides and the first lock stood finished near the mill.
Boats loaded with stone came down from the quarry before the water was let in along the whole of its length.</p>
</main></body></html>"""


def inspect(captured: CapturedPage, anchors: tuple[str, ...]) -> Inspected:
    return inspect_cited(captured, Cited(captured.url, anchors))


def page(
    body: str | bytes, content_type: str = "text/html; charset=utf-8", url: str = "http://example.org/canal"
) -> CapturedPage:
    data = body.encode() if isinstance(body, str) else body
    return CapturedPage(url, datetime(2015, 6, 1, tzinfo=UTC), 200, {"content-type": content_type}, data)


def test_an_article_fits_and_what_it_says_is_kept() -> None:
    inspected = inspect(page(ARTICLE), ("How the canal was dug",))
    assert inspected.misfit is None
    likeness = inspected.likeness
    assert likeness is not None
    assert (likeness.origin, likeness.title, likeness.made_at.year) == ("snapshot", "How the canal was dug", 2015)


def test_a_pdf_fits() -> None:
    assert inspect(page(b"%PDF-1.4\n%\xe2\xe3", "application/pdf", "http://example.org/report.pdf"), ()).misfit is None


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "<html><head><title>404 Not Found</title></head><body><h1>Page not found</h1>"
            "<p>Sorry, the page you are looking for does not exist.</p></body></html>",
            id="soft-404",
        ),
        pytest.param(
            "<html><head><title>example.org is for sale</title></head><body><h1>example.org</h1>"
            "<p>This domain is for sale. Buy this domain.</p></body></html>",
            id="parked",
        ),
        pytest.param(
            "<html><head><title>Log in</title></head><body><h1>Log in</h1><form method=post>"
            "<input name=user><input type=password name=pass><button>Log in</button></form></body></html>",
            id="login",
        ),
        pytest.param('<html><head><meta http-equiv="refresh" content="0; url=/home"></head></html>', id="refresh"),
    ],
)
def test_a_page_that_is_no_page_is_passed_over(body: str) -> None:
    assert inspect(page(body), ()).misfit is not None


def test_a_page_in_place_of_a_document_is_passed_over_whatever_it_says_it_is() -> None:
    assert inspect(page(ARTICLE, "application/pdf", "http://example.org/report.pdf"), ()).misfit is not None


@pytest.mark.parametrize(
    "content_type",
    [
        "text/html; charset*=utf-8''x; charset*0=b",
        "text/html; charset*0*=x; charset*=y; charset",
        "text/html;charset=no-such-charset",
        'TEXT/HTML ; Charset = " utf-8 "',
        "",
        ";;=",
        "text/html; charset=" + " " * 60_000 + ";",
    ],
)
def test_an_article_fits_whatever_its_odd_content_type(content_type: str) -> None:
    started = time.process_time()
    assert inspect(page(ARTICLE, content_type), ("How the canal was dug",)).misfit is None
    assert time.process_time() - started < 2


def test_the_declared_charset_is_used() -> None:
    body = ARTICLE.replace("canal", "\u043a\u0430\u043d\u0430\u043b").encode("koi8-r")
    assert (
        inspect(page(body, 'text/html; CHARSET="koi8-r"'), ("How the \u043a\u0430\u043d\u0430\u043b was dug",)).misfit
        is None
    )


@given(st.text(max_size=60), st.binary(max_size=200))
def test_no_capture_breaks_it(content_type: str, body: bytes) -> None:
    inspect(page(body, content_type), ())
    inspect(page(body, "text/html; " + content_type), ())


def front_page(title: str) -> CapturedPage:
    said = "".join(
        f"<p>What was made in the year {year}, and by whom, stands here in some words.</p>" for year in range(20)
    )
    return page(f"<title>{title}</title><h1>{title}</h1>{said}", url="http://www.hydra-project.example/")


@pytest.mark.parametrize(
    ("title", "anchor", "grade"),
    [
        ("The Hydra Project", "Hydra", Grade.FITS),
        ("Hydra-Project.example", "Hydra", Grade.PLAYS),  # whoever holds the name says so
        ("The Hydra Project", "project page", Grade.FITS),
        ("The Hydra Project", "here", Grade.PLAYS),
        ("Garden chairs", "Hydra", Grade.PLAYS),
    ],
)
def test_a_site_that_is_called_as_it_is_cited_fits(title: str, anchor: str, grade: Grade) -> None:
    assert inspect(front_page(title), (anchor,)).grade is grade


def test_a_picture_that_shows_nothing_is_passed_over() -> None:
    address = "http://example.org/valley.gif"
    dot = b"GIF89a" + b"\x00" * 37
    assert inspect(page(dot, "image/gif", address), ()).misfit == "media-type"
    assert inspect(page(dot + b"\x01" * 200, "image/gif", address), ()).misfit is None
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'
    assert inspect(page(drawn, "image/svg+xml", "http://example.org/valley.svg"), ()).misfit is None


@pytest.mark.parametrize(("text", "grade"), [("Ann did it.", Grade.PLAYS), ("The canal was dug by hand.", Grade.FITS)])
def test_a_title_alone_does_not_vouch_for_a_brief_page(text: str, grade: Grade) -> None:
    inspected = inspect(
        page(f"<html lang=en><title>How the canal was dug</title><p>{text} It took all the summer of that year.</p>"),
        ("How the canal was dug",),
    )
    assert (inspected.misfit, inspected.grade) == (None, grade)
