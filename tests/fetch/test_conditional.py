"""Asking only for what is new: validators, and the 304 that answers them."""

import pytest

from linkwatch.errors import InputError
from linkwatch.evidence import Validators, Visit, validators_of
from tests.fetch.conftest import OpenClient
from tests.servers.raw import answering, raw_server

DATE = "Wed, 21 Oct 2015 07:28:00 GMT"
BOTH = Validators('"v1"', DATE)
NOT_MODIFIED = (
    b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nContent-Length: 15\r\n\r\n'  # the page's length, as is right
)


def page(*headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/html", "Content-Length: 15", *headers]
    return "\r\n".join([*lines, "", "<title>t</title"]).encode()


def redirect(status: int = 302) -> bytes:
    return b"HTTP/1.1 %d X\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n" % status


def conditions(request: bytes) -> list[str]:
    """The conditional headers of a request."""
    return [line for line in request.decode().split("\r\n") if line.startswith("If-")]


@pytest.mark.parametrize(
    ("validators", "sent"),
    [
        (Validators('"v1"', DATE), ['If-None-Match: "v1"', f"If-Modified-Since: {DATE}"]),
        (Validators('W/"v1"', None), ['If-None-Match: W/"v1"']),
        (Validators(None, DATE), [f"If-Modified-Since: {DATE}"]),
        (Validators('""', ""), ['If-None-Match: ""']),
        (Validators("unquoted-1.2", None), ["If-None-Match: unquoted-1.2"]),
        (Validators(None, None), []),
        (None, []),
    ],
)
async def test_validators_are_sent_back_as_they_came(
    open_client: OpenClient, validators: Validators | None, sent: list[str]
) -> None:
    async with raw_server(answering(page())) as server, open_client() as client:
        await client.visit(server.url(), validators=validators)
        assert conditions(server.requests[0]) == sent


@pytest.mark.parametrize(
    "etag", ["*", '"a", "b"', '"a', '"a\r\nX: y"', '"\x7f"', '"é"', '"' + "e" * 499 + '"', "a, *", "W/*"]
)
async def test_what_could_not_be_sent_back_safely_is_neither_sent_nor_kept(open_client: OpenClient, etag: str) -> None:
    line = etag.encode().replace(b"\r\n", b"\x01")
    answer = b"HTTP/1.1 200 OK\r\nETag: " + line + b"\r\nLast-Modified: <never>\r\nContent-Length: 0\r\n\r\n"
    async with raw_server(answering(answer)) as server, open_client() as client:
        visit = await client.visit(server.url(), validators=Validators(etag, f"{DATE}\r\nX: y"))
        assert conditions(server.requests[0]) == []
        assert b"X: y" not in server.requests[0]
        assert (visit.http_status, visit.headers.keys() & {"etag", "last-modified"}) == (200, set())
        assert validators_of(visit) is None


async def test_a_validator_with_a_password_in_it_is_not_kept(open_client: OpenClient) -> None:
    async with raw_server(answering(page('ETag: "http://me:secret@x.example/"'))) as server, open_client() as client:
        visit = await client.visit(server.url())
    assert "etag" not in visit.headers
    assert "secret" not in repr(visit)


async def test_not_modified_ends_the_visit_without_a_page(open_client: OpenClient) -> None:
    async with raw_server(answering(NOT_MODIFIED, close=False)) as server, open_client() as client:
        async with client.host(f"127.0.0.1:{server.port}") as host:
            for _ in range(2):
                visit = await host.visit(server.url(), validators=BOTH)
                assert (visit.http_status, visit.page, visit.body_bytes, visit.cut) == (304, None, 0, None)
                assert (visit.trouble, visit.hops, visit.requests) == (None, (), 1)
                assert visit.headers["etag"] == '"v1"'
                assert validators_of(visit) is None
        assert server.connections == 1  # nothing of the page was waited for


async def test_not_modified_that_nobody_asked_for_is_an_answer_with_a_page_of_its_own(open_client: OpenClient) -> None:
    async with raw_server(answering(NOT_MODIFIED)) as server, open_client() as client:
        visit = await client.visit(server.url())
    assert (visit.http_status, visit.page is None) == (304, False)


async def test_a_server_that_knows_no_conditions_is_read_as_ever(open_client: OpenClient) -> None:
    async with raw_server(answering(page('ETag: "v2"'))) as server, open_client() as client:
        visit = await client.visit(server.url(), validators=BOTH)
    assert visit.page is not None
    assert visit.body_bytes == 15
    assert validators_of(visit) == Validators('"v2"', None)


async def test_no_condition_goes_past_a_redirect(open_client: OpenClient) -> None:
    async with raw_server(answering(redirect(), NOT_MODIFIED)) as server, open_client() as client:
        visit = await client.visit(server.url(), validators=BOTH)
        assert [bool(conditions(request)) for request in server.requests] == [True, False]
    assert (visit.http_status, len(visit.hops)) == (304, 1)
    assert visit.page is not None  # it was not asked for


async def test_a_browser_sends_no_condition(open_client: OpenClient) -> None:
    async with raw_server(answering(page('ETag: "v1"'))) as server, open_client() as client:
        visit = await client.visit(server.url(), browser_headers=True, validators=BOTH)
        assert conditions(server.requests[0]) == []
    assert validators_of(visit) is None  # another client may be sent another page


async def test_a_second_try_asks_under_the_same_condition(open_client: OpenClient) -> None:
    busy = b"HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n"
    async with raw_server(answering(busy, NOT_MODIFIED)) as server, open_client(retries=1) as client:
        visit = await client.visit(server.url(), validators=BOTH)
        assert [len(conditions(request)) for request in server.requests] == [2, 2]
    assert (visit.http_status, visit.requests) == (304, 2)


async def test_an_answer_that_only_browsers_understand_may_be_not_modified_too(open_client: OpenClient) -> None:
    odd = b"HTTP/1.1 304 X\r\nBad Header Line\r\n\r\n"
    async with raw_server(answering(odd)) as server, open_client() as client:
        visit = await client.visit(server.url(), validators=BOTH)
        assert [len(conditions(request)) for request in server.requests] == [2, 2]
    assert (visit.http_status, visit.page) == (304, None)


@pytest.mark.parametrize(
    ("visit", "expected"),
    [
        (Visit("u", "u", 200, headers={"etag": '"1"', "last-modified": DATE}), Validators('"1"', DATE)),
        (Visit("u", "u", 200, headers={"last-modified": DATE}, cut="size"), Validators(None, DATE)),
        (Visit("u", "u", 200, headers={"etag": '"1"'}, cut="not-needed"), Validators('"1"', None)),
        (Visit("u", "u", 200, headers={"etag": '"1"'}, cut="time"), None),
        (Visit("u", "u", 200, headers={"etag": '"1"'}, cut="connection"), None),
        (Visit("u", "u", 404, headers={"etag": '"1"'}), None),
        (Visit("u", "u", 206, headers={"etag": '"1"'}), None),
        (Visit("u", "u", 200, headers={"server": "x"}), None),
    ],
)
def test_only_a_visit_that_saw_the_page_has_validators(visit: Visit, expected: Validators | None) -> None:
    assert validators_of(visit) == expected


async def test_a_visit_that_was_led_elsewhere_has_no_validators(open_client: OpenClient) -> None:
    async with raw_server(answering(redirect(301), page('ETag: "v1"'))) as server, open_client() as client:
        visit = await client.visit(server.url())
    assert (visit.http_status, visit.headers["etag"]) == (200, '"v1"')
    assert validators_of(visit) is None


async def test_a_document_is_asked_for_again_only_if_it_is_new(open_client: OpenClient) -> None:
    known = page('ETag: W/"v1"', f"Last-Modified: {DATE}")
    async with raw_server(answering(known, NOT_MODIFIED, page('ETag: "v2"'))) as server, open_client() as client:
        first = await client.read_document(server.url())
        assert (first.status, first.etag, first.last_modified) == (200, 'W/"v1"', DATE)
        validators = Validators(first.etag, first.last_modified)
        second = await client.read_document(server.url(), validators=validators)
        assert (second.status, second.body, second.url) == (304, b"", server.url())
        third = await client.read_document(server.url(), validators=validators)
        assert (third.status, third.body, third.etag, third.last_modified) == (200, first.body, '"v2"', None)
        assert [len(conditions(request)) for request in server.requests] == [0, 2, 2]


async def test_a_document_that_was_found_elsewhere_has_no_validators(open_client: OpenClient) -> None:
    async with raw_server(answering(redirect(), page('ETag: "v1"'))) as server, open_client() as client:
        document = await client.read_document(server.url())
    assert (document.status, document.etag, document.last_modified) == (200, None, None)


@pytest.mark.parametrize(("answers", "validators"), [((NOT_MODIFIED,), None), ((redirect(), NOT_MODIFIED), BOTH)])
async def test_not_modified_that_nobody_asked_for_is_no_document(
    open_client: OpenClient, answers: tuple[bytes, ...], validators: Validators | None
) -> None:
    async with raw_server(answering(*answers)) as server, open_client() as client:
        with pytest.raises(InputError, match="answered 304, as if we had the page"):
            await client.read_document(server.url(), validators=validators)
