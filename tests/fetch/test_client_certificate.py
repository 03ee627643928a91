"""Servers that let in only who shows a certificate say so in many ways."""

import asyncio
import ssl

import pytest

from linkwatch.evidence import Trouble
from linkwatch.fetch import probes
from linkwatch.fetch.tls import browser_like_context
from tests.fetch.conftest import OpenClient
from tests.servers.raw import answering, raw_server
from tests.servers.tls import Certificates, outspoken_server

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
VERSIONS = [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3]


@pytest.fixture(scope="module")
def certificates() -> Certificates:
    return Certificates()


@pytest.fixture
def trusting(certificates: Certificates) -> ssl.SSLContext:
    return certificates.trust(browser_like_context())


def server_context(certificates: Certificates, asks: ssl.VerifyMode, version: ssl.TLSVersion) -> ssl.SSLContext:
    context = certificates.trust(certificates.server())
    context.verify_mode = asks
    context.minimum_version = context.maximum_version = version
    return context


@pytest.mark.parametrize("version", VERSIONS)
async def test_certificate_that_is_demanded_in_the_handshake(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext, version: ssl.TLSVersion
) -> None:
    context = server_context(certificates, ssl.CERT_REQUIRED, version)
    async with open_client(ssl_context=trusting, retries=2) as client:
        with outspoken_server(context, OK) as port:
            async with client.host(f"127.0.0.1:{port}") as host:
                visits = [await host.visit(f"https://127.0.0.1:{port}/{number}") for number in range(3)]
        assert {(visit.trouble, visit.http_status) for visit in visits} == {(Trouble.CLIENT_CERTIFICATE, None)}


@pytest.mark.parametrize("version", VERSIONS)
async def test_certificate_that_is_asked_for_and_not_demanded_is_no_hindrance(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext, version: ssl.TLSVersion
) -> None:
    context = server_context(certificates, ssl.CERT_OPTIONAL, version)
    async with raw_server(answering(OK), tls=context) as server, open_client(ssl_context=trusting) as client:
        assert (await client.visit(server.url())).http_status == 200


async def test_handshake_that_fails_for_want_of_a_common_cipher_is_another_matter(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext
) -> None:
    context = certificates.server()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("DHE-RSA-AES128-SHA")
    async with open_client(ssl_context=trusting) as client:
        with outspoken_server(context, OK) as port:
            assert (await client.visit(f"https://127.0.0.1:{port}/")).trouble is Trouble.TLS_FAILURE


async def test_certificate_that_is_demanded_without_a_word(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext
) -> None:
    context = certificates.trust(certificates.server())
    context.verify_mode = ssl.CERT_REQUIRED
    async with raw_server(answering(OK), tls=context) as server, open_client(ssl_context=trusting) as client:
        assert (await client.visit(server.url())).trouble is Trouble.CLIENT_CERTIFICATE


async def test_hanging_up_without_asking_for_one_is_another_matter(
    open_client: OpenClient,
    certificates: Certificates,
    trusting: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(probes, "_COMPLAINT_SECONDS", 0.2)  # there will be none

    async def hang_up(request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async with (
        raw_server(hang_up, tls=certificates.server()) as server,
        open_client(ssl_context=trusting) as client,
    ):
        assert (await client.visit(server.url())).trouble is Trouble.CONNECTION_RESET
