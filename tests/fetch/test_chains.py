"""A server that does not send its intermediate certificate opens as in a browser; no other one opens for it."""

import datetime

import pytest

from linkwatch.evidence import Trouble
from linkwatch.fetch import chains
from linkwatch.fetch.der import certificates_in, is_intermediate, issuer_urls
from linkwatch.fetch.tls import browser_like_context
from tests.fetch.conftest import OpenClient, SkippingClock
from tests.servers.chains import Issued, intermediate, leaf, pkcs7_of, root, self_issued, trusting
from tests.servers.raw import RawServer, Script, answering, dripping, raw_server

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
ROOT = root()


def file(body: bytes) -> Script:
    return answering(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))


def url(server: RawServer) -> str:
    return f"https://localhost:{server.port}/"


@pytest.mark.parametrize("form", ["der", "pem", "pkcs7"])
async def test_missing_intermediate_is_got_from_the_address_in_the_certificate(
    open_client: OpenClient, form: str
) -> None:
    between = intermediate(ROOT)
    body = {"der": between.der, "pem": between.pem, "pkcs7": pkcs7_of(ROOT, between)}[form]
    async with raw_server(file(body)) as authority:
        own = leaf(between, "localhost", issuer_at=authority.url("/between.crt"))
        async with (
            raw_server(answering(OK), tls=own.server()) as server,
            open_client(ssl_context=trusting(browser_like_context(), ROOT)) as client,
        ):
            async with client.host("localhost") as host:
                visits = [await host.visit(url(server)) for _ in range(2)]
            odd = await client.visit(url(server))
    assert [visit.http_status for visit in (*visits, odd)] == [200, 200, 200]
    assert {visit.remarks for visit in (*visits, odd)} == {(chains.REMARK,)}
    assert authority.request_lines == ["GET /between.crt HTTP/1.1"]


async def test_whole_chain_needs_nobody_and_has_no_remark(open_client: OpenClient) -> None:
    between = intermediate(ROOT)
    async with raw_server(file(between.der)) as authority:
        own = leaf(between, "localhost", issuer_at=authority.url("/between.crt"))
        async with (
            raw_server(answering(OK), tls=own.server(between)) as server,
            open_client(ssl_context=trusting(browser_like_context(), ROOT)) as client,
        ):
            visit = await client.visit(url(server))
    assert (visit.http_status, visit.remarks, authority.connections) == (200, (), 0)


async def test_chain_of_two_that_are_missing_is_climbed(open_client: OpenClient) -> None:
    upper = intermediate(ROOT, "Upper")
    async with raw_server(file(upper.der)) as high:
        lower = intermediate(upper, "Lower", issuer_at=high.url("/upper.crt"))
        async with raw_server(file(lower.der)) as low:
            own = leaf(lower, "localhost", issuer_at=low.url("/lower.crt"))
            async with (
                raw_server(answering(OK), tls=own.server()) as server,
                open_client(ssl_context=trusting(browser_like_context(), ROOT)) as client,
            ):
                assert (await client.visit(url(server))).http_status == 200


async def opened_with(open_client: OpenClient, own: Issued) -> Trouble | None:
    async with (
        raw_server(answering(OK), tls=own.server()) as server,
        open_client(ssl_context=trusting(browser_like_context(), ROOT)) as client,
    ):
        return (await client.visit(url(server))).trouble


async def test_what_is_wrong_with_the_certificate_beside_is_told(open_client: OpenClient) -> None:
    between = intermediate(ROOT)
    past = datetime.datetime(2021, 1, 1, tzinfo=datetime.UTC)
    async with raw_server(file(between.der)) as authority:
        at = authority.url("/between.crt")
        expired = leaf(between, "localhost", issuer_at=at, end=past)
        assert await opened_with(open_client, expired) is Trouble.TLS_EXPIRED
        other = leaf(between, "other.example", issuer_at=at)
        assert await opened_with(open_client, other) is Trouble.TLS_NAME_MISMATCH


async def test_intermediate_of_a_stranger_is_no_reason_to_trust(open_client: OpenClient) -> None:
    strange = intermediate(root("Nobody knows"))
    async with raw_server(file(strange.der)) as authority:
        own = leaf(strange, "localhost", issuer_at=authority.url("/strange.crt"))
        assert await opened_with(open_client, own) is Trouble.TLS_UNTRUSTED
        assert authority.connections == 1


@pytest.mark.parametrize(("shown", "issuer_shown"), [("Evil", "Evil"), ("Evil  Root", " evil root")])
async def test_root_that_the_certificate_itself_offers_is_not_trusted(
    open_client: OpenClient, shown: str, issuer_shown: str
) -> None:
    evil = self_issued(shown, issuer_shown)
    assert not is_intermediate(evil.der)
    async with raw_server(file(evil.der)) as authority:
        own = leaf(evil, "localhost", issuer_at=authority.url("/evil.crt"))
        assert await opened_with(open_client, own) is Trouble.TLS_UNTRUSTED
        assert authority.connections == 1


async def test_root_behind_a_good_intermediate_in_one_file_is_not_trusted(open_client: OpenClient) -> None:
    evil, between = root("Evil"), intermediate(ROOT)
    async with raw_server(file(between.der + evil.der)) as authority:
        own = leaf(evil, "localhost", issuer_at=authority.url("/both.crt"))
        assert await opened_with(open_client, own) is Trouble.TLS_UNTRUSTED
    assert not is_intermediate(between.der + evil.der)


async def test_address_inside_is_not_asked_for_a_certificate(open_client: OpenClient) -> None:
    between = intermediate(ROOT)
    async with raw_server(file(between.der), host="127.0.0.2") as inside:
        own = leaf(between, "localhost", issuer_at=inside.url("/between.crt"))
        async with (
            raw_server(answering(OK), tls=own.server()) as server,
            open_client(
                ssl_context=trusting(browser_like_context(), ROOT), allow_private=["127.0.0.1/32", "::1/128"]
            ) as client,
        ):
            assert (await client.visit(url(server))).trouble is Trouble.TLS_UNTRUSTED
            assert inside.connections == 0


@pytest.mark.parametrize("answer", [b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", OK, b"rubbish"])
async def test_address_that_has_none_is_asked_once_and_again_after_an_hour(
    open_client: OpenClient, clock: SkippingClock, answer: bytes
) -> None:
    async with raw_server(answering(answer)) as authority:
        own = leaf(intermediate(ROOT), "localhost", issuer_at=authority.url("/between.crt"))
        async with (
            raw_server(answering(OK), tls=own.server()) as server,
            open_client(ssl_context=trusting(browser_like_context(), ROOT)) as client,
        ):
            for _ in range(2):
                assert (await client.visit(url(server))).trouble is Trouble.TLS_UNTRUSTED
            assert authority.connections == 1
            clock.skip(3601)
            await client.visit(url(server))
            assert authority.connections == 2


async def test_file_without_end_is_cut_off(open_client: OpenClient) -> None:
    between = intermediate(ROOT)
    async with raw_server(file(between.der + bytes(1_000_000))) as authority:
        own = leaf(between, "localhost", issuer_at=authority.url("/between.crt"))
        assert await opened_with(open_client, own) is Trouble.TLS_UNTRUSTED


@pytest.mark.parametrize("beginning", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"])
async def test_address_that_drips_is_given_up_and_asked_once(open_client: OpenClient, beginning: bytes) -> None:
    async with raw_server(dripping(beginning)) as authority:
        own = leaf(intermediate(ROOT), "localhost", issuer_at=authority.url("/between.crt"))
        async with (
            raw_server(answering(OK), tls=own.server()) as server,
            open_client(ssl_context=trusting(browser_like_context(), ROOT), timeout=0.5) as client,
        ):
            for _ in range(3):
                visit = await client.visit(url(server))
                assert visit.trouble is Trouble.TLS_UNTRUSTED
                assert visit.elapsed_ms < 2000
            assert authority.connections == 1


def test_only_addresses_of_plain_http_are_taken_from_a_certificate() -> None:
    for address, taken in (("http://a.example/x.crt", True), ("ldap://a.example/x", False), ("https://a.b/x", False)):
        own = leaf(ROOT, "localhost", issuer_at=address)
        assert issuer_urls(own.der) == ([address] if taken else [])
    long = f"http://a.example/{'x' * 200}.crt"
    assert issuer_urls(leaf(ROOT, "localhost", issuer_at=long).der) == [long]


@pytest.mark.parametrize(
    "body", [b"", b"\x30", b"\x30\x85\xff\xff\xff\xff\xff", b"\x30\x84\xff\xff\xff\xff", b"\x02\x01\x00"]
)
def test_what_holds_no_certificate_gives_none(body: bytes) -> None:
    assert not [one for one in certificates_in(body) if is_intermediate(one)]
