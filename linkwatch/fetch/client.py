"""The client: opens hosts, makes visits, reads the documents that articles are made of."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from http import HTTPStatus
from typing import TYPE_CHECKING

import aiohttp

from linkwatch import urls
from linkwatch.config import CheckSettings, rules_for
from linkwatch.errors import InputError, TooLargeError
from linkwatch.evidence import NOT_MODIFIED, HopKind, RecordedExchange, SilenceError, Validators, Visit, validators_of
from linkwatch.fetch.asking import HTTPS_BESIDE, Connections, ReadPage, Tools
from linkwatch.fetch.bodies import Unread
from linkwatch.fetch.body import SLOWEST, BodyLimits
from linkwatch.fetch.chains import Chains
from linkwatch.fetch.dialler import Dialler
from linkwatch.fetch.exchange import open_session, telling
from linkwatch.fetch.guard import guarded_socket
from linkwatch.fetch.hosts import Pauses, Turns
from linkwatch.fetch.recording import record_page
from linkwatch.fetch.rendered import render
from linkwatch.fetch.resolver import GuardedResolver
from linkwatch.fetch.silence import Silences
from linkwatch.fetch.tls import Contexts
from linkwatch.fetch.walk import Walk
from linkwatch.model import MAX_DOCUMENT_BYTES
from linkwatch.networks import parse_networks

if TYPE_CHECKING:
    from linkwatch.fetch.browser import Browser

_DOCUMENT_SECONDS = 300.0  # what 64 MB take over a slow line
_DOCUMENT_ANSWERS = 2.4  # the time for its answers, redirects included, in multiples of the time-out
_LONGEST_LOOKUP = 8.0
_RULES_KEPT = 512  # hosts
_IDLE_SECONDS = 15.0  # an idle connection is closed after this


@dataclass(frozen=True, slots=True)
class WebDocument:
    """A page read for its own sake.

    url: the final one, without credentials. media_type, charset: as declared. body: decompressed; empty where the
    status is 304. etag, last_modified: what the next request may send along, None where it had better not. requests:
    how many were sent for it. moved_to: the final URL, where nothing but permanent redirects led there.
    """

    url: str
    status: int
    media_type: str | None
    charset: str | None
    body: bytes
    etag: str | None = None
    last_modified: str | None = None
    requests: int = 1
    moved_to: str | None = None


class HostSession:
    """One host's connections. Redirects to other hosts go through it too, without being kept open.

    They are closed when the host's links have been looked at: open sockets are bounded by the hosts that are looked at
    just now, not by the hosts of the run.
    """

    def __init__(self, tools: Tools, connections: Connections) -> None:
        self._tools = tools
        self._connections = connections

    async def visit(
        self,
        url: str,
        *,
        browser_headers: bool = False,
        validators: Validators | None = None,
        fragments: Sequence[str] = (),
    ) -> Visit:
        """Walk the URL to its end; see WebClient.visit. fragments: places to look for in the page."""
        seconds = self._tools.rules(urls.authority(url)).timeout
        limits = BodyLimits(self._tools.settings.max_body, seconds)
        walk = Walk(
            self._tools,
            self._connections,
            limits,
            seconds,
            as_browser=browser_headers,
            validators=validators,
            fragments=fragments,
        )
        return await walk.run(url)

    async def render(self, url: str) -> Visit | None:
        """Open the URL in a browser and read what it shows; None where there is none, or it shows nothing."""
        return await render(self._tools, url)


class WebClient:
    """The only door to the live web; an asynchronous context manager.

    Only GET is sent: too many servers refuse HEAD, hang on it or answer it otherwise than GET, so that its answer
    would have to be checked by a GET anyway; and a GET whose reading stops after the headers costs the same.

    settings: [check]. read_page: what a body says (body, media type, charset, URL → PageFacts); may raise
    TooMuchWorkError, which is a trouble of the visit.
    monotonic, sleep: the clock. pauses: those that outlive this process, None for none. nameservers: "host" or
    "host:port" instead of the machine's. ssl_context: instead of one that trusts whom the machine trusts. keeps_open:
    connections stay open for the next request to their host. share: requests at once to a host, by its authority, where
    other processes may ask it too; None: as many as the settings say. https_beside: by ports of plain HTTP, the ports
    of https that are asked where nobody answers at those.
    """

    def __init__(
        self,
        settings: CheckSettings,
        read_page: ReadPage | None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        nameservers: Sequence[str] | None = None,
        ssl_context: ssl.SSLContext | None = None,
        keeps_open: bool = True,
        pauses: Pauses | None = None,
        share: Callable[[str], int] | None = None,
        https_beside: Mapping[int, int] = HTTPS_BESIDE,
    ) -> None:
        self._https_beside = https_beside
        self._keeps_open = keeps_open
        self._settings = settings
        self._share = share or (lambda authority: settings.per_host)
        self._allow = parse_networks(settings.allow_private)
        self._read_page = read_page
        self._monotonic = monotonic
        self._sleep = sleep
        self._nameservers = nameservers
        self._ssl_context = ssl_context
        self._pauses = pauses
        self._opened: Tools | None = None

    async def __aenter__(self) -> "WebClient":
        settings = self._settings
        seconds = min(settings.timeout / 2, _LONGEST_LOOKUP)
        resolver = GuardedResolver(self._allow, seconds, self._nameservers)
        rules = lru_cache(_RULES_KEPT)(partial(rules_for, settings))  # each request asks for them several times
        share = self._share
        turns = Turns(
            lambda authority: min(share(authority), rules(authority).per_host),
            lambda authority: rules(authority).host_interval,
            settings.concurrency,
            self._monotonic,
            self._sleep,
            self._pauses,
            settings.retry_after_max,
        )
        dialler = Dialler(
            resolver,
            self._allow,
            Contexts(self._ssl_context),
            Chains(self._monotonic),
            lambda authority: rules(authority).insecure_tls,
        )
        self._opened = Tools(
            settings=settings,
            rules=rules,
            turns=turns,
            dialler=dialler,
            read_page=self._read_page,
            unread=Unread(),
            monotonic=self._monotonic,
            sleep=self._sleep,
            silences=Silences(self._monotonic),
            https_beside=self._https_beside,
            browser=_browser(dialler, settings),
        )
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        if self._opened is not None:
            if self._opened.browser is not None:
                await self._opened.browser.close()
            await self._opened.dialler.resolver.close()
            self._opened = None

    @asynccontextmanager
    async def host(self, authority: str) -> AsyncIterator[HostSession]:
        """Open a host (`urls.authority` of its links): its connections live as long as the context."""
        silences = self._tools.silences
        silence = silences.take(authority)
        async with self._open_session() as session:
            try:
                yield HostSession(self._tools, Connections(session, authority, silence=silence))
            finally:
                silences.keep(authority, silence)

    async def visit(self, url: str, *, browser_headers: bool = False, validators: Validators | None = None) -> Visit:
        """Walk one URL to its end: redirects, cookies, retries, all within bounds of time and memory.

        browser_headers: send what an ordinary browser sends, not linkwatch's own headers.
        validators: of an earlier visit (`evidence.validators_of`). The URL itself is then asked only for what is new;
        a 304 without hops says that nothing is, and ends the visit without a page. Not sent with browser_headers.
        Never raises for anything the web does: that is the Visit's `trouble`.
        """
        async with self.host(urls.authority(url)) as host:
            return await host.visit(url, browser_headers=browser_headers, validators=validators)

    async def resolves(self, name: str) -> bool | None:
        """Say whether a name exists: True, False, or None if the resolver gave no answer."""
        return await self._tools.dialler.resolver.resolves(name)

    async def read_document(
        self, url: str, *, most: int = MAX_DOCUMENT_BYTES, validators: Validators | None = None
    ) -> WebDocument:
        """Read a page, feed or sitemap whole, of at most so many bytes.

        validators: the etag and last_modified of an earlier WebDocument of this URL; where nothing is new since, the
        status is 304. It never is otherwise.
        Raises TooLargeError if there are more, InputError if there is no whole answer; one of any HTTP status is one.
        Whoever drips is not waited for longer than for a page of a link: from then on bytes must come at a slow line's
        speed (`SLOWEST`).
        """
        patience = self._settings.timeout
        limits = BodyLimits(most, max(patience, _DOCUMENT_SECONDS), whole=True, patience=patience)
        async with self._open_session() as session:
            connections = Connections(session, urls.authority(url))
            walk = Walk(
                replace(self._tools, read_page=None),
                connections,
                limits,
                _DOCUMENT_ANSWERS * self._settings.timeout + limits.seconds,
                validators=validators,
            )
            visit = await walk.run(url)
        answer = walk.last_answer
        shown = urls.redact(url)
        if visit.http_status is None:
            raise SilenceError(f"{shown}: cannot be read: {visit.trouble}: {visit.detail}", visit)
        if answer.cut == "size":
            raise TooLargeError(f"{shown}: is larger than {most // 2**20} MB: too large for an article")
        if answer.cut == "time":
            slowest = f"after {patience:g} s less than {SLOWEST // 1024} KB a second had come"
            raise InputError(f"{shown}: is sent too slowly: {slowest}, or it took more than {limits.seconds:g} s")
        if answer.cut is not None:
            raise InputError(f"{shown}: broke off while it was read ({answer.cut}): try again later")
        if visit.http_status == NOT_MODIFIED and not walk.was_conditional:
            raise InputError(f"{shown}: the server answered 304, as if we had the page: try again later")
        known = validators_of(visit) or Validators()
        return WebDocument(
            url=urls.without_userinfo(visit.final_url),
            status=visit.http_status,
            media_type=answer.media_type,
            charset=answer.charset,
            body=b"" if visit.http_status == NOT_MODIFIED else answer.body,
            etag=known.etag,
            last_modified=known.last_modified,
            requests=visit.requests,
            moved_to=urls.without_userinfo(visit.final_url) if _moved_for_good(visit) else None,
        )

    async def record(self, url: str, most_bytes: int) -> list[RecordedExchange]:
        """Ask for a page and its redirects, and return every exchange as it went over the wire.

        most_bytes: where a body is cut. Raises InputError if no page was sent.
        """
        return await record_page(self._tools, url, most_bytes)

    def _open_session(self) -> aiohttp.ClientSession:
        dialler = self._tools.dialler
        connector = aiohttp.TCPConnector(
            resolver=dialler.resolver,
            socket_factory=telling(guarded_socket(self._allow)),
            limit=0,  # turns bound what is in flight
            keepalive_timeout=_IDLE_SECONDS if self._keeps_open else None,
            force_close=not self._keeps_open,
        )
        return open_session(connector)

    @property
    def _tools(self) -> Tools:
        if self._opened is None:
            raise RuntimeError("WebClient is used outside its context")
        return self._opened


def _moved_for_good(visit: Visit) -> bool:
    """Tell whether nothing but permanent redirects led to the page."""
    return bool(visit.hops) and all(
        hop.kind is HopKind.HTTP and hop.http_status in (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
        for hop in visit.hops
    )


def _browser(dialler: Dialler, settings: CheckSettings) -> "Browser | None":
    if not settings.browser:
        return None
    from linkwatch.fetch.browser import Browser

    return Browser(dialler, settings.max_body)
