"""One visit: from a URL through its redirects to an answer or a trouble."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import aiohttp

from linkwatch import urls
from linkwatch.config import CheckSettings
from linkwatch.errors import KilledError, LinkwatchError, MachineError, TooMuchWorkError
from linkwatch.evidence import NOT_MODIFIED, Hop, HopKind, PageFacts, Trouble, Validators, Visit
from linkwatch.fetch.address import WebAddress
from linkwatch.fetch.answer import Answer
from linkwatch.fetch.bodies import Unread
from linkwatch.fetch.body import BodyLimits
from linkwatch.fetch.cookies import WalkCookies
from linkwatch.fetch.dialler import Dialler
from linkwatch.fetch.exchange import REDIRECTS, Limits, exchange
from linkwatch.fetch.headers import browser_headers, clean, conditional_headers, own_headers
from linkwatch.fetch.hosts import HostPausedError, Turns
from linkwatch.fetch.lenient import lenient_exchange
from linkwatch.fetch.retry import ask_patiently, asks_for_pause, wait_for_machine
from linkwatch.model import TargetKind

_log = logging.getLogger(__name__)

ReadPage = Callable[[bytes, str | None, str | None, str], Awaitable[PageFacts]]

PATIENCE = 30.0  # seconds of a host's pauses that one visit waits out; a longer one ends it as rate-limited
_TRY = 4  # the part of the budget that must be left for another try: less would make any trouble a time-out
_PAUSES = 1.4  # how long one visit may pause between tries, in all, in multiples of its budget
_REFRESH_WITHIN = 5.0  # a refresh this soon (seconds) leads a reader onwards; a later one refreshes a page being read
_LOCATION_LIMIT = 2000
_LONGEST_REFRESH = 32_768  # characters; an element may be as long as its page, and servers take less


@dataclass(frozen=True, slots=True)
class Tools:
    """What every visit of one client shares. read_page: may raise TooMuchWorkError; None leaves bodies as they are."""

    settings: CheckSettings
    turns: Turns
    dialler: Dialler
    read_page: ReadPage | None
    unread: Unread
    monotonic: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Connections:
    """What the visits of one host share. home: the authority whose connections are kept open for the next visit.

    odd: origins whose answers aiohttp's parser refused.
    """

    session: aiohttp.ClientSession
    home: str
    odd: set[str]


class Walk:
    """The state of one visit.

    budget: seconds in all for asking, redirects and tries included: whoever drips or hangs uses it up, and is not asked
    again. validators: the URL itself is asked only for what is new since they were sent; where it leads is not, and
    nothing is while acting as a browser.
    """

    def __init__(
        self,
        tools: Tools,
        connections: Connections,
        limits: BodyLimits,
        budget: float,
        *,
        as_browser: bool = False,
        validators: Validators | None = None,
    ) -> None:
        self._tools = tools
        self._connections = connections
        self._body_limits = limits
        self._as_browser = as_browser
        self._headers = browser_headers() if as_browser else own_headers(tools.settings.user_agent)
        self._conditions = {} if as_browser else conditional_headers(validators)
        self._budget = budget
        self._asking = 0.0
        self._pausing = 0.0
        self._unread = 0  # bytes of the last answer's body that are counted as waiting
        self._patience = PATIENCE
        self._requests = 0
        self._hops: list[Hop] = []
        self._asked: set[tuple[str, str]] = set()
        self._cookies = WalkCookies()
        self._credentials: dict[str, str] = {}
        self.last_answer = Answer()

    async def run(self, asked_url: str) -> Visit:
        """Walk the URL to its end; never raises for anything the web does.

        Raises LinkwatchError where nothing can be asked or read on this machine.
        """
        try:
            return await self._walk(asked_url)
        finally:
            self._let_go()

    async def _walk(self, asked_url: str) -> Visit:
        start = urls.resolve(asked_url, None, None)
        url = urls.without_fragment(start.url)
        if start.kind is not TargetKind.WEB:
            return self._end(asked_url, asked_url, Answer(trouble=Trouble.BAD_RESPONSE, detail="not a web address"))
        while True:
            answer = await self._ask(url)
            self._cookies.take(url, answer.set_cookies)
            page: PageFacts | None = None
            onward: str | Answer | None
            if answer.trouble:
                return self._end(asked_url, url, answer)
            if answer.status in REDIRECTS and answer.location is not None:
                onward = self._redirect_target(url, answer, answer.location)
            elif answer.status == NOT_MODIFIED and self.was_conditional:
                onward = None
            else:
                read = await self._read(url, answer)
                self._let_go()
                if isinstance(read, Answer):
                    return self._end(asked_url, url, read)
                page = read
                onward = self._refresh_target(url, answer, page)
            if onward is None:
                return self._end(asked_url, url, answer, page)
            if isinstance(onward, Answer):
                return self._end(asked_url, url, onward)
            url = onward

    @property
    def was_conditional(self) -> bool:
        """Whether the last URL was asked only for what is new."""
        return bool(self._conditions) and not self._hops

    async def _ask(self, url: str) -> Answer:
        """Ask one URL, patiently: only this request is repeated, never the walk so far."""
        authority = urls.authority(url)
        origin = WebAddress.of(url).origin
        tries = 0
        last: Answer | None = None
        self._asked.add((url, self._cookies.header(url)))

        async def ask_once() -> Answer:
            nonlocal last, tries
            try:
                last = await self._take_turn(url, authority)
                if last.trouble is Trouble.BAD_RESPONSE and origin not in self._connections.odd:
                    self._connections.odd.add(origin)
                    last = await self._take_turn(url, authority)
                tries += 1
                return last
            except HostPausedError as paused:
                if last is not None:
                    return replace(last, final=True)
                return Answer(trouble=Trouble.RATE_LIMITED, detail=str(paused), retry_after=paused.seconds, final=True)

        answer = await ask_patiently(ask_once, self._tools.settings.retries, self._may_wait, self._sleep)
        if tries < 2:
            return answer
        detail = answer.detail or (f"HTTP {answer.status}" if answer.status != 200 else "answered")
        return replace(answer, detail=f"{detail} (after {tries} tries)")

    async def _take_turn(self, url: str, authority: str) -> Answer:
        return await wait_for_machine(lambda: self._take_one_turn(url, authority), self._tools.sleep)

    async def _take_one_turn(self, url: str, authority: str) -> Answer:
        self._let_go()
        async with self._tools.turns.turn(authority, self._patience) as waited:
            self._patience -= waited
            try:
                answer = await self._exchange(url, authority)
            except MachineError:
                self._tools.turns.use_fewer()
                raise
            if self._tools.read_page is not None:  # the turn is kept meanwhile, so that no more bodies come
                await self._tools.unread.take_in(len(answer.body))
                self._unread = len(answer.body)
        if asks_for_pause(answer):  # written down when the turn is over: others need not wait for that
            await self._tools.turns.keep(authority, f"it answered HTTP {answer.status}")
        return answer

    async def _exchange(self, url: str, authority: str) -> Answer:
        address = WebAddress.of(url)
        if address.userinfo:
            self._credentials[address.origin] = address.userinfo
        elif (userinfo := self._credentials.get(address.origin)) is not None:
            address = replace(address, userinfo=userinfo)
        left = self._left()
        if left <= 0:
            return Answer(trouble=Trouble.READ_TIMEOUT, detail=f"no end within {self._budget:g} s", final=True)
        limits = Limits(min(self._tools.settings.timeout, left), self._body_limits, left)
        headers = {**self._headers, **(self._conditions if self.was_conditional else {})}
        if cookies := self._cookies.header(url):
            headers["Cookie"] = cookies
        started = self._tools.monotonic()
        connections = self._connections
        if address.origin in connections.odd:
            answer = await lenient_exchange(self._tools.dialler, address, headers, limits)
        else:
            keep = authority == connections.home
            answer = await exchange(connections.session, self._tools.dialler, address, headers, limits, keep=keep)
        self._asking += self._tools.monotonic() - started
        if answer.trouble is not Trouble.PRIVATE_ADDRESS:
            self._requests += answer.requests
        self._hold_back(authority, answer, started)
        return answer

    def _hold_back(self, authority: str, answer: Answer, started: float) -> None:
        """Let the whole host rest if this answer asks for it."""
        turns = self._tools.turns
        if asks_for_pause(answer):
            if answer.retry_after:
                turns.pause(authority, answer.retry_after)
            else:
                turns.strike(authority, started)
        elif answer.status is not None:
            turns.forgive(authority)

    def _redirect_target(self, url: str, answer: Answer, location: str) -> str | Answer:
        """Return the next URL, or the trouble there is with it."""
        self._add_hop(url, answer, HopKind.HTTP, location)
        target = urls.resolve(location, url, None)
        if target.kind is TargetKind.FRAGMENT:
            target = replace(target, kind=TargetKind.WEB, url=url)
        target = replace(target, url=urls.without_fragment(target.url))
        if target.kind is not TargetKind.WEB:
            shown = clean(urls.redact(location), 200)
            detail = f"redirect to no web address: {shown}" if shown else "redirect to nowhere: Location is empty"
            return Answer(trouble=Trouble.REDIRECT_BROKEN, detail=detail)
        if (target.url, self._cookies.header(target.url)) in self._asked:
            detail = f"the redirects lead back to {clean(urls.redact(target.url), 200)}"
            return Answer(trouble=Trouble.REDIRECT_LOOP, detail=detail)
        return self._within_count(target.url)

    def _refresh_target(self, url: str, answer: Answer, page: PageFacts | None) -> str | Answer | None:
        """Like _redirect_target for a Refresh header or element; None where it leads nowhere else soon."""
        if answer.status is None or not 200 <= answer.status < 300:
            return None
        written, kind = _refresh_header(answer.refresh), HopKind.REFRESH
        if written is None and page is not None and page.refresh_url and page.refresh_after is not None:
            written, kind = page.refresh_url if page.refresh_after <= _REFRESH_WITHIN else None, page.refresh_kind
        if written is None or len(written) > _LONGEST_REFRESH:
            return None
        target = urls.resolve(written, url, None)
        target = replace(target, url=urls.without_fragment(target.url))
        seen = target.url == url or (target.url, self._cookies.header(target.url)) in self._asked
        if target.kind is not TargetKind.WEB or seen:
            return None
        self._add_hop(url, answer, kind, written)
        return self._within_count(target.url)

    def _within_count(self, next_url: str) -> str | Answer:
        most = self._tools.settings.max_redirects
        if len(self._hops) > most:
            return Answer(trouble=Trouble.REDIRECT_LOOP, detail=f"more than {most} redirects")
        return next_url

    def _add_hop(self, url: str, answer: Answer, kind: HopKind, location: str) -> None:
        shown = clean(urls.redact(location), _LOCATION_LIMIT)
        self._hops.append(Hop(urls.redact(url), answer.status or 0, kind, shown))

    async def _read(self, url: str, answer: Answer) -> PageFacts | Answer | None:
        """Return what the page says, or the answer with what there is to say where it cannot be read.

        Only of a 2xx is that a trouble: any other status says enough without its page.
        """
        read_page = self._tools.read_page
        if read_page is None:
            return None
        try:
            return await wait_for_machine(
                lambda: read_page(answer.body, answer.media_type, answer.charset, urls.redact(url)), self._tools.sleep
            )
        except (TooMuchWorkError, KilledError) as error:  # the second one at most this page's doing: others go on
            why = str(error)
        except LinkwatchError:
            raise  # no page at all can be read here
        except Exception as error:  # noqa: BLE001 - one page that cannot be read must not end the run
            _log.warning("a page could not be read: %s: %s", urls.redact(url), type(error).__name__)
            why = f"reading it fails ({type(error).__name__})"
        if answer.status is not None and 200 <= answer.status < 300:
            return replace(answer, trouble=Trouble.TOO_MUCH_WORK, detail=why)
        return replace(answer, detail=f"{answer.detail}; {why}" if answer.detail else why)

    def _let_go(self) -> None:
        if self._unread:
            self._tools.unread.let_go(self._unread)
            self._unread = 0

    def _may_wait(self, seconds: float) -> bool:
        return self._left() > self._budget / _TRY and self._pausing + seconds < _PAUSES * self._budget

    def _left(self) -> float:
        return self._budget - self._asking

    async def _sleep(self, seconds: float) -> None:
        self._pausing += seconds
        await self._tools.sleep(seconds)

    def _end(self, asked_url: str, url: str, answer: Answer, page: PageFacts | None = None) -> Visit:
        self.last_answer = answer
        return Visit(
            url=urls.redact(asked_url),
            final_url=urls.redact(url),
            http_status=answer.status,
            hops=tuple(self._hops),
            headers=answer.headers,
            trouble=answer.trouble,
            detail=answer.detail,
            browser_headers=self._as_browser,
            requests=self._requests,
            elapsed_ms=round(self._asking * 1000),
            body_bytes=len(answer.body),
            cut=answer.cut,
            retry_after=answer.retry_after,
            page=page,
        )


def _refresh_header(value: str | None) -> str | None:
    """Return where a Refresh header leads within a few seconds."""
    text = (value or "")[:_LOCATION_LIMIT].strip()
    rest = text.lstrip("0123456789.")
    seconds = text[: len(text) - len(rest)].partition(".")[0]
    if rest == text or float(seconds[:9] or 0) > _REFRESH_WITHIN:
        return None
    target = rest.lstrip("; ,\t")
    if target[:3].lower() == "url" and target[3:].lstrip().startswith("="):
        target = target[3:].lstrip()[1:]
    return target.strip().strip("\"'").strip() or None
