"""One URL of a visit: asked when it is its host's turn, patiently, and another way where the usual one does not do."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import aiohttp

from linkwatch import urls
from linkwatch.config import CheckSettings, HostRules
from linkwatch.errors import UsedUpError
from linkwatch.evidence import PageFacts, Trouble, Validators
from linkwatch.fetch.address import WebAddress
from linkwatch.fetch.answer import Answer
from linkwatch.fetch.bodies import Unread
from linkwatch.fetch.body import BodyLimits
from linkwatch.fetch.cookies import WalkCookies
from linkwatch.fetch.dialler import Dialler
from linkwatch.fetch.exchange import Limits, exchange
from linkwatch.fetch.headers import browser_headers, conditional_headers, own_headers, userinfo_of
from linkwatch.fetch.hosts import HostPausedError, Turns
from linkwatch.fetch.lenient import lenient_exchange
from linkwatch.fetch.retry import ask_patiently, asks_for_pause, wait_for_machine
from linkwatch.fetch.silence import Silence, Silences
from linkwatch.fetch.ways import Ways, another_way, remarks
from linkwatch.lacks import as_lack

if TYPE_CHECKING:
    from linkwatch.fetch.browser import Browser

ReadPage = Callable[..., Awaitable[PageFacts]]

HTTPS_BESIDE: Mapping[int, int] = {80: 443}
"""Where a page lies beside a port of plain HTTP that nobody answers at, as browsers look for it."""
_NO_ANSWER = (Trouble.CONNECT_REFUSED, Trouble.CONNECT_TIMEOUT)
_UPGRADE_REQUIRED = 426
_SAYS_NOTHING_OF_IT = (404, 410)  # of a page that was cited at another port
_OVER_HTTPS = "nothing answers over plain HTTP; the page is there over https"
_TRY = 4  # the part of the budget that must be left for another try: less would make any trouble a time-out
_PAUSES = 1.4  # how long one visit may pause between tries, in all, in multiples of its budget
_WAYS = 3  # that one request may be sent in one after the other


@dataclass(frozen=True, slots=True)
class Tools:
    """What every visit of one client shares.

    read_page: what a body says (body, media type, charset, URL, and by their name the fragments to look for, if there
    are any); may raise TooMuchWorkError; None leaves bodies as they are. rules: what the settings say of a host, by its
    authority.
    """

    settings: CheckSettings
    rules: Callable[[str], HostRules]
    turns: Turns
    dialler: Dialler
    read_page: ReadPage | None
    unread: Unread
    monotonic: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    silences: Silences
    https_beside: Mapping[int, int] = field(default_factory=lambda: HTTPS_BESIDE)
    browser: "Browser | None" = None


@dataclass(frozen=True, slots=True)
class Connections:
    """What the visits of one host share. home: the authority whose connections are kept open for the next visit."""

    session: aiohttp.ClientSession
    home: str
    ways: Ways = field(default_factory=Ways)
    silence: Silence = field(default_factory=Silence)


class Asker:
    """Asks the URLs of one visit. requests, seconds: what that took so far. remarks: see Visit.

    budget: seconds in all for asking, redirects and tries included: whoever drips or hangs uses it up, and is not asked
    again. validators: sent where ask() is told to.
    """

    def __init__(
        self,
        tools: Tools,
        connections: Connections,
        limits: BodyLimits,
        budget: float,
        *,
        as_browser: bool,
        validators: Validators | None,
    ) -> None:
        self._tools = tools
        self._connections = connections
        self._body_limits = limits
        self._as_browser = as_browser
        self.conditions = {} if as_browser else conditional_headers(validators)
        self._budget = budget
        self.seconds = 0.0
        self._pausing = 0.0
        self._unread = 0  # bytes of the last answer's body that are counted as waiting
        self._patience = tools.settings.retry_after_max
        self.requests = 0
        self.remarks: dict[str, None] = {}
        self.cookies = WalkCookies()
        self._credentials: dict[str, str] = {}

    async def ask(self, url: str, *, conditionally: bool) -> tuple[str, Answer]:
        """Ask one URL, patiently: only this request is repeated. Returns the answer and the address it came from.

        conditionally: only for what is new.
        """
        tries = 0
        last: Answer | None = None
        answered_at = url

        async def ask_once() -> Answer:
            nonlocal answered_at, last, tries
            try:
                last = await self._converse(url, conditionally=conditionally)
                tries += 1
                beside = self._https_beside(url, last)
                if beside is not None and tries == 1:
                    there = await self._converse(beside, conditionally=False)
                    if _is_the_page(there):
                        answered_at, last = beside, there
                        self.remarks[_OVER_HTTPS] = None
                if self._as_browser and last.status is not None:
                    last = replace(last, final=True)  # such a look is a second one already
                return last
            except HostPausedError as paused:
                if last is not None:
                    return replace(last, final=True)
                return Answer(trouble=Trouble.RATE_LIMITED, detail=str(paused), retry_after=paused.seconds, final=True)

        retries = self._tools.settings.retries
        retries = min(retries, 1) if self._as_browser else retries
        answer = await ask_patiently(ask_once, retries, self._may_wait, self._sleep)
        if tries < 2:
            return answered_at, answer
        detail = answer.detail or (f"HTTP {answer.status}" if answer.status != 200 else "answered")
        return answered_at, replace(answer, detail=f"{detail} (after {tries} tries)")

    async def _converse(self, url: str, *, conditionally: bool) -> Answer:
        """Ask once, and then another way where the answer makes it worth trying."""
        address = WebAddress.of(url)
        ways, dialler, origin = self._connections.ways, self._tools.dialler, address.origin
        answer = await self._take_turn(url, conditionally=conditionally)
        for _ in range(_WAYS):
            started = self._tools.monotonic()
            rules = self._tools.rules(urls.authority(url))
            if rules.proxy is not None:  # which speaks with the server in the way it wants
                break
            seconds = min(rules.timeout, self._left())
            own = own_headers(rules.user_agent)
            other = await another_way(dialler, ways, address, answer, own, seconds)
            self.seconds += self._tools.monotonic() - started
            if other is None:
                break
            if isinstance(other, Answer):
                return other
            before, ways.of[origin] = ways.way(origin), other
            again = await self._take_turn(url, conditionally=conditionally)
            if again.trouble is not None and other.http2:  # then what it said before tells more
                ways.of[origin] = before
                break
            answer = again
        if answer.status is not None:
            self.remarks.update(dict.fromkeys(remarks(dialler, ways.way(origin), address)))
        return answer

    async def _take_turn(self, url: str, *, conditionally: bool) -> Answer:
        async def take() -> Answer:
            return await self._take_one_turn(url, conditionally=conditionally)

        return await wait_for_machine(take, self._tools.sleep)

    async def _take_one_turn(self, url: str, *, conditionally: bool) -> Answer:
        authority = urls.authority(url)
        origin, silence = WebAddress.of(url).origin, self._connections.silence
        self.let_go()
        if (in_vain := silence.of(origin, as_browser=self._as_browser)) is not None:
            return in_vain  # without a turn: what is not sent need not wait for its place
        async with self._tools.turns.turn(authority, self._patience) as waited:
            self._patience -= waited
            if (in_vain := silence.of(origin, as_browser=self._as_browser)) is not None:
                return in_vain
            answer = None
            silence.begins(origin, as_browser=self._as_browser)
            try:
                answer = await self._exchange(url, authority, conditionally=conditionally)
            except UsedUpError:
                self._tools.turns.use_fewer()
                raise
            except MemoryError as error:
                self._tools.turns.use_fewer()
                raise as_lack(error) or error from error
            finally:
                ended = silence.ended(origin, answer, as_browser=self._as_browser)
            if self._tools.read_page is not None and ended is not None:
                # The turn is kept meanwhile, so that no more bodies come.
                await self._tools.unread.take_in(len(ended.body))
                self._unread = len(ended.body)
        assert ended is not None  # noqa: S101 - there is an answer, or else an exception
        if asks_for_pause(ended):  # written down when the turn is over: others need not wait for that
            await self._tools.turns.keep(authority, f"it answered HTTP {ended.status}")
        return ended

    async def _exchange(self, url: str, authority: str, *, conditionally: bool) -> Answer:
        address = WebAddress.of(url)
        rules = self._tools.rules(authority)
        if address.userinfo:
            self._credentials[address.origin] = address.userinfo
        elif (userinfo := self._credentials.get(address.origin) or userinfo_of(rules.auth)) is not None:
            address = replace(address, userinfo=userinfo)
        left = self._left()
        if left <= 0:
            return Answer(trouble=Trouble.READ_TIMEOUT, detail=f"no end within {self._budget:g} s", final=True)
        connections, dialler = self._connections, self._tools.dialler
        longest = connections.silence.seconds(address.origin, rules.timeout, as_browser=self._as_browser)
        limits = Limits(min(longest, left), self._body_limits, left)
        base = browser_headers() if self._as_browser else own_headers(rules.user_agent)
        asked = {**base, **(self.conditions if conditionally else {})}
        headers = rules.sent_with(asked, self.cookies.header(url))
        started = self._tools.monotonic()
        way = connections.ways.way(address.origin)
        if rules.proxy is not None:
            from linkwatch.fetch.proxied import proxied_exchange  # few have one

            answer = await proxied_exchange(rules.proxy, dialler, address, headers, limits)
        elif way.http2:
            from linkwatch.fetch.http2 import http2_exchange  # few servers need it, and its library takes long to load

            answer = await http2_exchange(dialler, address, headers, limits)
        elif way.lenient:
            answer = await lenient_exchange(dialler, address, headers, limits)
        else:
            keep = authority == connections.home
            bodies = self._tools.unread.receiving
            answer = await exchange(connections.session, dialler, address, headers, limits, keep=keep, bodies=bodies)
        self.seconds += self._tools.monotonic() - started
        if answer.trouble is not Trouble.PRIVATE_ADDRESS:
            self.requests += answer.requests
        self._hold_back(authority, answer, started)
        return answer

    def let_go(self) -> None:
        """Say that the last answer's body waits no longer to be read."""
        if self._unread:
            self._tools.unread.let_go(self._unread)
            self._unread = 0

    def _https_beside(self, url: str, answer: Answer) -> str | None:
        """Return the https address of a page whose plain port does not answer, or wants another protocol."""
        if answer.trouble not in _NO_ANSWER and answer.status != _UPGRADE_REQUIRED:
            return None
        address = WebAddress.of(url)
        port = self._tools.https_beside.get(address.port) if address.scheme == "http" else None
        if port is None:
            return None
        _, _, rest = url.partition("://")
        authority = address.authority.removesuffix(f":{address.port}")
        return f"https://{rest.replace(address.authority, authority if port == 443 else f'{authority}:{port}', 1)}"

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

    def _may_wait(self, seconds: float) -> bool:
        return self._left() > self._budget / _TRY and self._pausing + seconds < _PAUSES * self._budget

    def _left(self) -> float:
        return self._budget - self.seconds

    async def _sleep(self, seconds: float) -> None:
        self._pausing += seconds
        await self._tools.sleep(seconds)


def _is_the_page(answer: Answer) -> bool:
    """Tell whether what https answers settles what became of a page whose plain port is closed."""
    return answer.status is not None and answer.status < 500 and answer.status not in _SAYS_NOTHING_OF_IT
