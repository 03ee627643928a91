"""A name that does not exist is told from a resolver that fails."""

import pytest

from linkwatch.evidence import Trouble
from tests.fetch.conftest import OpenClient
from tests.servers.dns import AAAA, NOERROR, NXDOMAIN, REFUSED, SERVFAIL, A, dns_server
from tests.servers.raw import answering, raw_server

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
HERE = (NOERROR, ["127.0.0.1"])
NOTHING: tuple[int, list[str]] = (NOERROR, [])


@pytest.mark.parametrize(
    ("v4", "v6", "trouble"),
    [
        ((NXDOMAIN, []), (NXDOMAIN, []), Trouble.DNS_NXDOMAIN),
        (NOTHING, NOTHING, Trouble.DNS_NXDOMAIN),
        ((SERVFAIL, []), (SERVFAIL, []), Trouble.DNS_FAILURE),
        ((REFUSED, []), (REFUSED, []), Trouble.DNS_FAILURE),
        (None, None, Trouble.DNS_FAILURE),
        (NOTHING, (SERVFAIL, []), Trouble.DNS_FAILURE),
        ((SERVFAIL, []), NOTHING, Trouble.DNS_FAILURE),
        (HERE, (SERVFAIL, []), None),
        (HERE, (NXDOMAIN, []), None),
        (HERE, NOTHING, None),
        (HERE, None, None),
        (HERE, (NOERROR, ["2001:db8::1"]), None),
    ],
)
async def test_each_answer_has_its_trouble(
    open_client: OpenClient,
    v4: tuple[int, list[str]] | None,
    v6: tuple[int, list[str]] | None,
    trouble: Trouble | None,
) -> None:
    zone = {A: v4, AAAA: v6}
    async with (
        raw_server(answering(OK)) as server,
        dns_server(lambda name, kind: zone[kind]) as dns,
        open_client(nameservers=[dns.address], timeout=1) as client,
    ):
        visit = await client.visit(f"http://name.example:{server.port}/")
        assert visit.trouble is trouble
        assert visit.http_status == (None if trouble else 200)


async def test_no_resolver_at_all_is_a_failure(open_client: OpenClient) -> None:
    async with open_client(nameservers=["127.0.0.1:1"]) as client:
        visit = await client.visit("http://name.example/")
        assert visit.trouble is Trouble.DNS_FAILURE
        assert await client.resolves("name.example") is None


@pytest.mark.parametrize("host", ["x" * 64 + ".example", "a..example", "-.example"])
async def test_name_that_cannot_exist_is_not_there(open_client: OpenClient, host: str) -> None:
    async with dns_server(lambda name, kind: (NXDOMAIN, [])) as dns, open_client(nameservers=[dns.address]) as client:
        assert (await client.visit(f"http://{host}/")).trouble is Trouble.DNS_NXDOMAIN


async def test_localhost_needs_no_server(open_client: OpenClient) -> None:
    async with raw_server(answering(OK)) as server, dns_server(lambda name, kind: None) as dns:
        async with open_client(nameservers=[dns.address]) as client:
            assert (await client.visit(f"http://localhost:{server.port}/")).http_status == 200
        assert dns.questions == []


async def test_missing_name_is_asked_once_more_and_believed_then(open_client: OpenClient) -> None:
    async with dns_server(lambda name, kind: (NXDOMAIN, [])) as dns:
        async with open_client(nameservers=[dns.address], retries=2) as client:
            visit = await client.visit("http://name.example/")
            assert (visit.trouble, visit.requests) == (Trouble.DNS_NXDOMAIN, 2)
        assert dns.questions.count(("name.example", A)) == 2


async def test_passing_hiccup_passes(open_client: OpenClient) -> None:
    answers = iter([(NXDOMAIN, []), (NXDOMAIN, [])])
    async with (
        raw_server(answering(OK)) as server,
        dns_server(lambda name, kind: next(answers, HERE if kind == A else NOTHING)) as dns,
        open_client(nameservers=[dns.address], retries=1) as client,
    ):
        visit = await client.visit(f"http://name.example:{server.port}/")
        assert (visit.http_status, visit.requests) == (200, 2)
        assert visit.detail == "answered (after 2 tries)"


async def test_resolves_says_yes_no_or_unknown(open_client: OpenClient) -> None:
    zone = {"here.example": (NOERROR, ["198.41.0.4"]), "gone.example": (NXDOMAIN, []), "odd.example": (SERVFAIL, [])}
    zone["led-inside.example"] = (NOERROR, ["10.0.0.1"])
    async with (
        dns_server(lambda name, kind: zone[name] if kind == A else (zone[name][0], [])) as dns,
        open_client(nameservers=[dns.address], allow_private=[]) as client,
    ):
        assert await client.resolves("here.example") is True
        assert await client.resolves("gone.example") is False
        assert await client.resolves("led-inside.example") is False
        assert await client.resolves("odd.example") is None
