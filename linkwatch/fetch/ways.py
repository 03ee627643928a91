"""How a server is spoken to that the usual way does not reach although readers reach it.

One answer to a question asked the usual way tells that another way is worth trying; what works is remembered for the
origin as long as its host is open.
"""

import asyncio
import re
from dataclasses import dataclass, field, replace

from linkwatch.evidence import Trouble
from linkwatch.fetch import chains
from linkwatch.fetch.address import WebAddress
from linkwatch.fetch.answer import Answer
from linkwatch.fetch.body import BodyLimits
from linkwatch.fetch.dialler import Dialler
from linkwatch.fetch.exchange import Limits
from linkwatch.fetch.lenient import lenient_exchange
from linkwatch.fetch.probes import CERTIFICATE_REQUIRED, offers_http2, own_certificate, wants_certificate
from linkwatch.urls import redact, resolve

HTTP2_REMARK = "the server speaks HTTP/2 and nothing older"

_SHARE_FOR_CHAIN = 0.5  # of the time, so that it is known before that ends whether there is a chain
_CERTIFICATE_BYTES = 65_536
_REDIRECTS_TO_CERTIFICATE = 2
_UPGRADE_REQUIRED, _VERSION_NOT_SUPPORTED = 426, 505
_REFUSALS = (400, 403, 421)  # with which servers that speak HTTP/2 only turn HTTP/1.1 away, in words
_NAMES_HTTP2 = re.compile(rb"\bHTTP/2\b|\bALPN\b|\bh2\b", re.IGNORECASE)
_WORDS_READ = 4096
# TLS alerts, as OpenSSL names them, that may be for want of a certificate or, the last, of HTTP/2.
_TELLING_ALERTS = (
    "HANDSHAKE_FAILURE",
    "BAD_CERTIFICATE",
    "UNKNOWN_CA",
    CERTIFICATE_REQUIRED,
    "NO_APPLICATION_PROTOCOL",
)


@dataclass(frozen=True, slots=True)
class Way:
    """lenient: by the reader that takes what aiohttp's parser refuses. http2: over HTTP/2."""

    lenient: bool = False
    http2: bool = False


USUAL = Way()


@dataclass(slots=True)
class Ways:
    """What the visits of one host have learnt of origins.

    probed: those that were asked what they want. want_certificate: of these, those that want one of ours.
    """

    of: dict[str, Way] = field(default_factory=dict)
    probed: set[str] = field(default_factory=set)
    want_certificate: set[str] = field(default_factory=set)

    def way(self, origin: str) -> Way:
        """Return how to speak to an origin."""
        return self.of.get(origin, USUAL)


async def another_way(
    dialler: Dialler, ways: Ways, address: WebAddress, answer: Answer, headers: dict[str, str], seconds: float
) -> Way | Answer | None:
    """Say how else to ask after an answer: a way, an answer that tells more, or None where there is nothing to gain.

    headers: of requests to others than the site. seconds: for all that is asked meanwhile.
    """
    origin, way = address.origin, ways.way(address.origin)
    if answer.trouble is Trouble.BAD_RESPONSE and way == USUAL:
        return Way(lenient=True)
    if address.scheme != "https":
        if answer.status != _UPGRADE_REQUIRED or origin in ways.probed:
            return None
        ways.probed.add(origin)
        return Way(http2=True)
    try:
        async with asyncio.timeout(seconds):
            if answer.trouble is Trouble.TLS_UNTRUSTED and await _complete(dialler, address, headers, seconds):
                return way
            if not _may_want_something(answer, way):
                return None
            if CERTIFICATE_REQUIRED in (answer.detail or ""):
                ways.want_certificate.add(origin)
            if answer.trouble is not None and origin in ways.want_certificate:
                return replace(answer, trouble=Trouble.CLIENT_CERTIFICATE, final=True)
            if origin in ways.probed:
                return None
            ways.probed.add(origin)
            if not way.http2 and await offers_http2(dialler, address):
                return Way(http2=True)
            if answer.trouble is not None and await wants_certificate(dialler, address):
                ways.want_certificate.add(origin)
                return replace(answer, trouble=Trouble.CLIENT_CERTIFICATE, final=True)
    except (OSError, TimeoutError):
        pass  # nothing was learnt: the answer stands
    return None


def remarks(dialler: Dialler, way: Way, address: WebAddress) -> tuple[str, ...]:
    """Say in words what about a server had to be made up for."""
    found = []
    if dialler.chains.of(address.origin):
        found.append(chains.REMARK)
    if way.http2:
        found.append(HTTP2_REMARK)
    return tuple(found)


def _may_want_something(answer: Answer, way: Way) -> bool:
    """Tell whether the server may want HTTP/2 or a certificate of ours."""
    if answer.trouble is Trouble.CONNECTION_RESET:
        return True
    if answer.trouble is Trouble.BAD_RESPONSE:
        return way.lenient
    if answer.trouble is Trouble.TLS_FAILURE:
        return any(alert in (answer.detail or "") for alert in _TELLING_ALERTS)
    if answer.status in (_UPGRADE_REQUIRED, _VERSION_NOT_SUPPORTED):
        return True
    return answer.status in _REFUSALS and _NAMES_HTTP2.search(answer.body[:_WORDS_READ]) is not None


async def _complete(dialler: Dialler, address: WebAddress, headers: dict[str, str], seconds: float) -> bool:
    async def presented() -> bytes | None:
        return await own_certificate(dialler, address)

    async def get(url: str) -> bytes:
        limits = Limits(seconds, BodyLimits(_CERTIFICATE_BYTES, seconds, whole=True), seconds)
        for _ in range(1 + _REDIRECTS_TO_CERTIFICATE):
            url = resolve(url, None, None).url
            if not url.startswith("http://") or redact(url) != url:
                break
            answer = await lenient_exchange(dialler, WebAddress.of(url), headers, limits)
            if answer.location is None:
                return answer.body if answer.status == 200 and answer.cut is None else b""
            url = resolve(answer.location, url, None).url
        return b""

    return await dialler.chains.complete(address.origin, presented, get, seconds * _SHARE_FOR_CHAIN)
