"""One request and its answer over aiohttp."""

import asyncio
import logging
import socket
import ssl
from contextlib import nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import aiohttp
import yarl

from linkwatch.evidence import Trouble
from linkwatch.fetch.address import WebAddress
from linkwatch.fetch.answer import Answer
from linkwatch.fetch.body import BodyLimits, read_body
from linkwatch.fetch.dialler import LONGEST_CONNECT, Dialler
from linkwatch.fetch.guard import AddrInfo, SocketFactory
from linkwatch.fetch.headers import basic_auth, content_encoding, read_headers
from linkwatch.fetch.probes import outdated_tls
from linkwatch.fetch.trouble import describe

_log = logging.getLogger(__name__)

# Of aiohttp's reading; longer and more headers are read leniently (lenient.py), which bounds their sum instead.
_HEADER_LINE = 16_384
_HEADER_LINES = 256

REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one exchange: seconds for the answer's headers, for its body what `body` says, and for all of it."""

    seconds: float
    body: BodyLimits
    total: float

    def body_from(self, began: float) -> BodyLimits:
        """Return what is left for the body now. began: when the exchange did, by the loop's time."""
        left = max(began + self.total - asyncio.get_running_loop().time(), 0.0)
        return self.body if left > self.body.seconds else replace(self.body, seconds=left)


def request_headers(address: WebAddress, headers: dict[str, str]) -> dict[str, str]:
    """Add the headers that follow from the URL."""
    sent = {"Host": address.authority, **headers}
    if address.userinfo:
        sent["Authorization"] = basic_auth(address.userinfo)
    return sent


def open_session(connector: aiohttp.BaseConnector) -> aiohttp.ClientSession:
    """Open a session for `exchange`, which adds nothing of its own: no cookies, no redirects, no second try."""
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        middlewares=(send_once,),
        request_class=TellingRequest,
        auto_decompress=False,
        trust_env=False,  # a proxy that nobody named would go round the guard
        max_line_size=_HEADER_LINE,
        max_field_size=_HEADER_LINE,
        max_headers=_HEADER_LINES,
    )


async def exchange(
    session: aiohttp.ClientSession,
    dialler: Dialler,
    address: WebAddress,
    headers: dict[str, str],
    limits: Limits,
    *,
    keep: bool,
    proxy: yarl.URL | None = None,
    bodies: asyncio.Semaphore | None = None,
) -> Answer:
    """Send one GET and read the answer; every failure is an answer too.

    keep: leave the connection open for the next request. bodies: how many may be received at once, None for any number;
    what a body waits for that is no part of its time. proxy: send it there; an error of the proxy's is raised as
    aiohttp has it. A request on a kept connection that breaks is sent once
    more at once: most likely the server closed it while it was idle and has not seen the request.
    """
    requests = 0
    connection = _Connection()
    tls = dialler.tls(address) if address.scheme == "https" else True
    began = asyncio.get_running_loop().time()
    try:
        while True:
            requests += 1
            connection = _Connection()
            _of_this_request.set(connection)
            try:
                answer = await _exchange(
                    session, tls, address, headers, limits, began, keep=keep, proxy=proxy, bodies=bodies
                )
                return answer if requests == 1 else replace(answer, requests=requests)
            except BrokenConnectionError as broken:
                if requests > 1 or not connection.reused:
                    raise broken.error from None
    except (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError):
        raise
    except aiohttp.ClientConnectorError as error:
        trouble, detail = describe(error)
        # Some servers hang up on a client whose TLS is too new for them, without a word.
        if proxy is not None:
            pass  # who asks it would go round the proxy
        elif trouble is Trouble.CONNECTION_RESET and (version := await outdated_tls(dialler, address, limits.seconds)):
            trouble, detail = Trouble.TLS_FAILURE, f"TLS: the server speaks {version} at most"
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        trouble, detail = describe(error)
        if trouble is Trouble.READ_TIMEOUT and not connection.connected:  # several addresses, each tried for a while
            trouble, detail = Trouble.CONNECT_TIMEOUT, "no connection within the time allowed"
    except Exception as error:  # noqa: BLE001 - a hostile answer may trip the library anywhere: that is their fault
        _log.debug("odd failure of a request", exc_info=True)
        trouble, detail = describe(error)
    return Answer(trouble=trouble, detail=detail, requests=requests)


@dataclass(slots=True)
class _Connection:
    """What becomes known of a request's connection. reused: it had served another request before. connected: it is."""

    reused: bool = True
    connected: bool = False


_of_this_request: ContextVar[_Connection] = ContextVar("connection")


def telling(open_socket: SocketFactory) -> SocketFactory:
    """Make a socket factory for the session by which a request learns that its connection is a new one.

    aiohttp's tracing would tell too, and costs each request more than all that is done here.
    """

    def open_and_tell(info: AddrInfo) -> socket.socket:
        connection = _of_this_request.get(None)
        if connection is not None:
            connection.reused = False
        return open_socket(info)

    return open_and_tell


class TellingRequest(aiohttp.ClientRequest):
    """A request for the session that learns when it has a connection to be sent over."""

    async def send(self, conn: aiohttp.connector.Connection) -> aiohttp.ClientResponse:
        """Send it."""
        _of_this_request.get().connected = True
        return await super().send(conn)


class BrokenConnectionError(Exception):
    """The connection broke; `error` says how. No error of aiohttp's, which would send the request again."""

    def __init__(self, error: aiohttp.ClientError) -> None:
        super().__init__(str(error))
        self.error = error


async def send_once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keep aiohttp from sending a request again by itself: a middleware for the session."""
    try:
        return await send(request)
    except aiohttp.ClientConnectorError:
        raise  # never sent again
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise BrokenConnectionError(error) from error


async def _exchange(
    session: aiohttp.ClientSession,
    tls: ssl.SSLContext | bool,
    address: WebAddress,
    headers: dict[str, str],
    limits: Limits,
    began: float,
    *,
    keep: bool,
    proxy: yarl.URL | None,
    bodies: asyncio.Semaphore | None,
) -> Answer:
    connect = min(limits.seconds / 2, LONGEST_CONNECT)
    # A time between two pieces of the body, only where the body may take longer in all.
    between = limits.seconds if limits.body.seconds > limits.seconds else None
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=connect, sock_read=between)
    async with asyncio.timeout_at(began + limits.seconds):
        response = await session.get(
            address.as_yarl(),
            headers=request_headers(address, headers),
            timeout=timeout,
            allow_redirects=False,
            ssl=tls,
            proxy=proxy,
        )
    try:
        answer = read_headers(response.status, response.raw_headers, datetime.now(UTC))
        if response.status == 101:
            return Answer(trouble=Trouble.BAD_RESPONSE, detail="the server switched to another protocol")
        if response.status in REDIRECTS and answer.location is not None:
            return answer
        loop = asyncio.get_running_loop()
        came = loop.time()
        async with bodies or nullcontext():
            body, cut = await read_body(
                response.content.readany,
                answer.media_type,
                content_encoding(answer.headers),
                limits.body_from(began + loop.time() - came),
            )
        return replace(answer, body=body, cut=cut)
    finally:
        if keep:
            response.release()  # an unread rest closes the connection
        else:
            response.close()
