"""A host of several addresses is there if one of them is."""

import ssl
import time

import pytest

from linkwatch.evidence import Trouble
from linkwatch.fetch.tls import browser_like_context
from tests.fetch.conftest import OpenClient
from tests.servers.dns import NOERROR, A, dns_server
from tests.servers.raw import answering, raw_server
from tests.servers.silent import black_hole
from tests.servers.tls import Certificates

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
ODD = OK.replace(b"Content", b"no colon here\r\nContent")  # what strict parsers refuse and browsers take
HOST = "several.example"
GOOD, HOLES = "127.0.0.1", ["127.0.0.9", "127.0.0.10"]


@pytest.fixture(scope="module")
def certificates() -> Certificates:
    return Certificates()


@pytest.mark.parametrize("answer", [OK, ODD], ids=["plain", "odd"])
@pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
async def test_address_that_takes_no_connection_holds_nobody_up(
    open_client: OpenClient, certificates: Certificates, answer: bytes, *, secure: bool
) -> None:
    def zone(name: str, kind: int) -> tuple[int, list[str]]:
        return NOERROR, [*HOLES, GOOD] if kind == A else []

    tls: ssl.SSLContext | None = certificates.server(HOST) if secure else None
    async with raw_server(answering(answer), tls=tls) as server, dns_server(zone) as dns:
        with black_hole(HOLES[0], server.port), black_hole(HOLES[1], server.port):
            began = time.monotonic()
            async with open_client(
                nameservers=[dns.address], ssl_context=certificates.trust(browser_like_context()), timeout=20
            ) as client:
                visit = await client.visit(f"{server.scheme}://{HOST}:{server.port}/")
            assert (visit.http_status, visit.trouble) == (200, None)
            assert time.monotonic() - began < 8


async def test_private_address_beside_a_good_one_is_never_asked(open_client: OpenClient) -> None:
    def zone(name: str, kind: int) -> tuple[int, list[str]]:
        return NOERROR, [HOLES[0], GOOD] if kind == A else []

    async with (
        dns_server(zone) as dns,
        raw_server(answering(ODD)) as server,
        raw_server(answering(OK), host=HOLES[0], port=server.port) as inside,
        open_client(nameservers=[dns.address], allow_private=[f"{GOOD}/32"]) as client,
    ):
        assert (await client.visit(f"http://{HOST}:{server.port}/")).http_status == 200
        assert inside.connections == 0


async def test_host_whose_addresses_all_take_no_connection_is_a_connect_timeout(open_client: OpenClient) -> None:
    def zone(name: str, kind: int) -> tuple[int, list[str]]:
        return NOERROR, HOLES if kind == A else []

    async with dns_server(zone) as dns:
        with black_hole(HOLES[0]) as (_, port), black_hole(HOLES[1], port):
            async with open_client(nameservers=[dns.address], timeout=1) as client:
                assert (await client.visit(f"http://{HOST}:{port}/")).trouble is Trouble.CONNECT_TIMEOUT
