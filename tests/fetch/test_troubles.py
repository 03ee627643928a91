"""Each way of failing has its own word."""

import asyncio
import errno
import socket
import ssl
import struct
import warnings

import aiohttp
import pytest

from linkwatch.errors import MachineError
from linkwatch.evidence import Trouble
from linkwatch.fetch.tls import browser_like_context
from linkwatch.fetch.trouble import describe
from tests.fetch.conftest import OpenClient, SkippingClock
from tests.servers.raw import answering, raw_server
from tests.servers.silent import closed_port
from tests.servers.tls import Certificates

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.fixture(scope="module")
def certificates() -> Certificates:
    return Certificates()


@pytest.fixture
def trusting(certificates: Certificates) -> ssl.SSLContext:
    return certificates.trust(browser_like_context())


async def silence(request: bytes, writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def test_good_certificate_opens(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext
) -> None:
    async with (
        raw_server(answering(OK), tls=certificates.server()) as server,
        open_client(ssl_context=trusting) as client,
    ):
        assert (await client.visit(server.url())).http_status == 200
        assert (await client.visit(f"https://localhost:{server.port}/")).http_status == 200


async def test_odd_answer_over_tls_is_read_leniently(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext
) -> None:
    odd = OK.replace(b"Content", b"garbage\r\nContent")
    async with (
        raw_server(answering(odd), tls=certificates.server()) as server,
        open_client(ssl_context=trusting) as client,
    ):
        assert (await client.visit(server.url())).http_status == 200
        assert (await client.visit(f"https://localhost:{server.port}/")).http_status == 200


async def test_expired_certificate(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext
) -> None:
    async with (
        raw_server(answering(OK), tls=certificates.server(expired=True)) as server,
        open_client(ssl_context=trusting) as client,
    ):
        visit = await client.visit(server.url())
        assert (visit.trouble, visit.requests) == (Trouble.TLS_EXPIRED, 1)
        assert visit.detail == "certificate: certificate has expired"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_certificate_of_another_name(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext, host: str
) -> None:
    async with (
        raw_server(answering(OK), tls=certificates.server("other.example")) as server,
        open_client(ssl_context=trusting, retries=2) as client,
    ):
        visit = await client.visit(f"https://{host}:{server.port}/")
        assert (visit.trouble, visit.requests) == (Trouble.TLS_NAME_MISMATCH, 1)


async def test_certificate_of_an_unknown_authority(open_client: OpenClient, certificates: Certificates) -> None:
    async with raw_server(answering(OK), tls=certificates.server()) as server, open_client() as client:
        assert (await client.visit(server.url())).trouble is Trouble.TLS_UNTRUSTED


async def test_tls_that_browsers_no_longer_speak(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext
) -> None:
    context = certificates.server()
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings(action="ignore"):  # what is deprecated is what the test is about
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    async with raw_server(answering(OK), tls=context) as server, open_client(ssl_context=trusting) as client:
        visit = await client.visit(server.url())
        assert visit.trouble is Trouble.TLS_FAILURE
        # the server says so itself, unless its hanging up overtakes its words
        assert visit.detail in ("TLS: the server speaks TLSv1.1 at most", "TLS: TLSV1_ALERT_PROTOCOL_VERSION")


async def test_old_cipher_that_browsers_still_take(
    open_client: OpenClient, certificates: Certificates, trusting: ssl.SSLContext
) -> None:
    context = certificates.server()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE-ECDSA-AES128-SHA")
    async with raw_server(answering(OK), tls=context) as server, open_client(ssl_context=trusting) as client:
        assert (await client.visit(server.url())).http_status == 200


async def test_plain_http_where_tls_is_expected(open_client: OpenClient) -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    async with server, open_client() as client:
        port = server.sockets[0].getsockname()[1]
        assert (await client.visit(f"https://127.0.0.1:{port}/")).trouble is Trouble.TLS_FAILURE


async def test_silence_in_the_handshake_is_a_connect_timeout(open_client: OpenClient) -> None:
    async with raw_server(silence) as server, open_client(timeout=0.4) as client:
        visit = await client.visit(f"https://127.0.0.1:{server.port}/")
        assert visit.trouble is Trouble.CONNECT_TIMEOUT


async def test_refused_connection(open_client: OpenClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    async with open_client() as client:
        assert (await client.visit(f"http://127.0.0.1:{port}/")).trouble is Trouble.CONNECT_REFUSED
        assert (await client.visit(f"http://localhost:{port}/")).trouble is Trouble.CONNECT_REFUSED


async def test_connection_that_nobody_takes_is_a_connect_timeout(open_client: OpenClient) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        with socket.create_connection(listener.getsockname()), socket.socket() as second:  # the queue is full now
            second.setblocking(False)
            second.connect_ex(listener.getsockname())
            async with open_client(timeout=0.6) as client:
                visit = await client.visit(f"http://127.0.0.1:{listener.getsockname()[1]}/")
                assert visit.trouble is Trouble.CONNECT_TIMEOUT


async def test_reset_connection(open_client: OpenClient) -> None:
    async def reset(request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    async with raw_server(reset) as server, open_client() as client:
        assert (await client.visit(server.url())).trouble is Trouble.CONNECTION_RESET


async def test_silent_server_is_a_read_timeout(open_client: OpenClient) -> None:
    async with raw_server(silence) as server, open_client(timeout=1) as client:
        visit = await client.visit(server.url())
        assert visit.trouble is Trouble.READ_TIMEOUT


async def test_dripping_headers_are_a_read_timeout(open_client: OpenClient) -> None:
    async def drip(request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while not writer.is_closing():
            writer.write(b"X: 1\r\n")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with raw_server(drip) as server, open_client(timeout=1, retries=5) as client:
        visit = await client.visit(server.url())
        assert visit.trouble is Trouble.READ_TIMEOUT
        assert visit.requests == len(server.requests) == 1
        assert visit.elapsed_ms < 1.5 * 1000


async def test_hanging_server_is_concluded_within_the_budget(open_client: OpenClient) -> None:
    async with raw_server(silence) as server, open_client(timeout=1, retries=5) as client:
        visit = await client.visit(server.url())
        assert visit.trouble is Trouble.READ_TIMEOUT
        assert visit.requests == len(server.requests) == 1


async def test_slow_redirects_are_concluded_within_the_budget(open_client: OpenClient, clock: SkippingClock) -> None:
    async def slow(request: bytes, writer: asyncio.StreamWriter) -> None:
        clock.skip(10)
        path = request.split(b" ")[1]
        writer.write(b"HTTP/1.1 302 X\r\nLocation: %sx\r\nContent-Length: 0\r\n\r\n" % path)

    async with raw_server(slow) as server, open_client(timeout=20) as client:
        visit = await client.visit(server.url())
        assert (visit.trouble, visit.detail) == (Trouble.READ_TIMEOUT, "no end within 20 s")
        assert visit.requests == len(visit.hops) == 2


async def test_a_dripping_body_gets_what_the_redirects_before_it_left(
    open_client: OpenClient, clock: SkippingClock
) -> None:
    async def slow(request: bytes, writer: asyncio.StreamWriter) -> None:
        if request.startswith(b"GET / "):
            clock.skip(19.5)
            writer.write(b"HTTP/1.1 302 X\r\nLocation: /drip\r\nContent-Length: 0\r\n\r\n")
            return
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"<")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with raw_server(slow) as server, open_client(timeout=20) as client:
        visit = await client.visit(server.url("/"))
        assert (visit.http_status, visit.cut) == (200, "time")
        assert 19_500 <= visit.elapsed_ms < 21_500


async def test_headers_and_body_share_the_time(open_client: OpenClient) -> None:
    async def late(request: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        await writer.drain()
        await asyncio.sleep(0.6)
        writer.write(b"Content-Type: text/html\r\n\r\n<title>Late</title>")
        await silence(request, writer)

    async with raw_server(late) as server, open_client(timeout=1) as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, visit.cut) == (200, "time")
        assert visit.page is not None
        assert visit.page.title == "Late"
        assert visit.elapsed_ms < 1500


async def test_cancelled_visit_stops_and_gives_its_turn_back(open_client: OpenClient) -> None:
    asked = asyncio.Event()

    async def silent_script(request: bytes, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await silence(request, writer)

    async with raw_server(silent_script) as silent, open_client(per_host=1, concurrency=1) as client:
        task = asyncio.ensure_future(client.visit(silent.url()))
        await asked.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with raw_server(answering(OK)) as server:
            assert (await client.visit(server.url())).http_status == 200


KEY = aiohttp.client_reqrep.ConnectionKey("h", 80, False, True, None, None, None, None)


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (OSError(errno.ENETUNREACH, "x"), Trouble.UNREACHABLE),
        (OSError(errno.EHOSTUNREACH, "x"), Trouble.UNREACHABLE),
        (OSError(errno.ETIMEDOUT, "x"), Trouble.CONNECT_TIMEOUT),
        (OSError("Multiple exceptions: [Errno 101] a, [Errno 111] b"), Trouble.CONNECT_REFUSED),
        (ConnectionResetError(), Trouble.CONNECTION_RESET),
        (ValueError("odd"), Trouble.BAD_RESPONSE),
        (aiohttp.ClientPayloadError("odd"), Trouble.BAD_RESPONSE),
        (ssl.SSLError(1, "[SSL] odd"), Trouble.TLS_FAILURE),
        (ssl.SSLEOFError(8, "EOF occurred in violation of protocol"), Trouble.CONNECTION_RESET),
        (TimeoutError(), Trouble.READ_TIMEOUT),
    ],
)
def test_exception_has_its_word(error: Exception, trouble: Trouble) -> None:
    assert describe(error)[0] is trouble
    if isinstance(error, OSError) and not isinstance(error, (ssl.SSLError, TimeoutError)):
        assert describe(aiohttp.ClientConnectorError(KEY, error))[0] is trouble


async def test_who_refused_a_connection_is_told_as_addresses_are() -> None:
    port = closed_port()
    with pytest.raises(OSError, match="Connect call failed") as refused:
        await asyncio.open_connection("127.0.0.1", port)
    assert describe(refused.value)[1] == f"Connect call failed (127.0.0.1:{port})"
    of_ipv6 = OSError(errno.ECONNREFUSED, "Connect call failed ('::1', 80, 0, 0)")
    assert describe(of_ipv6)[1] == "Connect call failed ([::1]:80)"


def test_lack_of_file_descriptors_is_no_trouble_of_a_site() -> None:
    several = OSError("Multiple exceptions: [Errno 111] refused, [Errno 24] Too many open files")
    for error in (OSError(errno.EMFILE, "Too many open files"), several):
        with pytest.raises(MachineError, match="open files"):
            describe(aiohttp.ClientConnectorError(KEY, error))


def test_alert_after_the_handshake_is_no_doing_of_this_machine() -> None:
    """OpenSSL's number for its own errors is that of EPERM."""
    told = "[SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED] tlsv13 alert certificate required (_ssl.c:2580)"
    trouble, detail = describe(aiohttp.ClientOSError(1, told))
    assert trouble is Trouble.TLS_FAILURE
    assert "CERTIFICATE_REQUIRED" in detail
