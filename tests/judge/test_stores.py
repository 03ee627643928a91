"""What stores of files say in XML; the corpus has whole answers."""

import pytest

from linkwatch.judge import read_page
from linkwatch.judge.stores import judge_store
from tests.judge.test_said import case


def _marks(body: str, media_type: str = "application/xml") -> tuple[str, ...]:
    return read_page(body.encode(), media_type, None, "http://a.test/x.pdf").signatures


@pytest.mark.parametrize("media_type", ["application/xml", "text/xml", "application/pdf"])
@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ("NoSuchKey", "store-has-none"),
        ("NoSuchBucket", "store-has-none"),
        ("BlobNotFound", "store-has-none"),
        ("AccessDenied", "store-refuses"),
        ("InvalidObjectState", "store-refuses"),
        ("SlowDown", "store-fails"),
        ("InternalError", "store-fails"),
    ],
)
def test_each_code_has_its_mark(code: str, mark: str, media_type: str) -> None:
    body = f'<?xml version="1.0"?>\n<Error><Code>{code}</Code><Message>It is so.</Message></Error>'
    assert _marks(body, media_type) == (mark,)


@pytest.mark.parametrize(
    "body",
    [
        "<?xml version='1.0'?><Errors><Error><Code>NoSuchKey</Code><Message>m</Message></Error></Errors>",
        "<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>",
        "<?xml version='1.0'?><Error><Message>m</Message></Error>",
        "<?xml version='1.0'?><errors><error><code>404</code></error><error><code>500</code></error></errors>",
        "<?xml version='1.0'?><rss><channel><title>NoSuchKey</title></channel></rss>",
    ],
)
def test_other_xml_has_none(body: str) -> None:
    assert "store-has-none" not in _marks(body)


@pytest.mark.parametrize(("end", "mark"), [(4000, ()), (4001, ("store-has-none",))])
def test_another_code_counts_as_far_as_is_read(end: int, mark: tuple[str, ...]) -> None:
    first, second = "<error><code>404</code>", "<code>"
    assert _marks(first + " " * (end - len(first) - len(second)) + second) == mark


def test_an_error_of_one_code_says_that_there_is_none() -> None:
    assert _marks("<?xml version='1.0'?><error><code>404</code><text>None here.</text></error>") == ("store-has-none",)


@pytest.mark.parametrize(
    ("mark", "verdict"),
    [
        ("store-has-none", ("dead", "soft-404")),
        ("store-fails", ("failing", "server-error")),
        ("store-refuses", ("blocked", "forbidden")),
        ("another", None),
    ],
)
def test_each_mark_is_judged_where_the_status_says_nothing(mark: str, verdict: tuple[str, str] | None) -> None:
    found = judge_store(case(mark, media_type="application/xml"))
    assert (found and (str(found.status), found.reason)) == verdict
    assert judge_store(case(mark, media_type="application/xml", statuses=(404, 404))) is None
