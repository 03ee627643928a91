"""The door to one archive: bounded requests that keep its limits, shared by all tasks of the process.

Pauses that the archive asks for outlive the process where there is something to keep them in; those that it only
earns by failing do not.

Raises ArchiveUnavailableError for whatever is no answer of the archive; what a proper answer means is the caller's
to say. Redirects are answers, never followed.
"""

import asyncio
import errno
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import aiohttp
import tenacity
from yarl import URL

from linkwatch.archive import Spent
from linkwatch.archive.health import Health
from linkwatch.archive.limiter import Limiter, SharedLimits
from linkwatch.errors import ArchiveUnavailableError
from linkwatch.urls import authority, redact

_IN_FLIGHT = 6
_ATTEMPTS = 2
_RETRY_PAUSE = 5.0
LONGEST_WAIT = 90.0  # for a pause that the archive asks for; a longer one fails the lookup instead
_WORTH_KEEPING = 10.0  # seconds; a shorter pause is over when somebody else comes
_MAX_BYTES = 2_000_000
_CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Answer:
    """What the archive sent. headers: names in lower case. complete: False where the body was cut at the limit."""

    http_status: int
    headers: Mapping[str, str]
    body: bytes
    complete: bool


class _BrokenConnectionError(aiohttp.ClientError):
    """The connection broke before the answer was there."""


class _PassingError(ArchiveUnavailableError):
    """A failure that a second try, `again_in` seconds later, may cure."""

    def __init__(self, message: str, retry_after: float | None, again_in: float, *, uncertain: bool = False) -> None:
        super().__init__(message, retry_after, uncertain=uncertain)
        self.again_in = again_in


class Transport:
    """Requests to one archive. Use as an async context manager, one for all tasks.

    origin: the archive's address, for messages. timeout: longest time for one answer, body included, in seconds.
    clock, sleep: monotonic seconds, and how to wait. shared: limits and pauses are those of other processes too.
    """

    def __init__(
        self,
        origin: str,
        *,
        user_agent: str,
        requests_per_minute: float,
        timeout: float = 60,
        connect_timeout: float = 10,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        shared: SharedLimits | None = None,
    ) -> None:
        self._origin = redact(origin)
        self._user_agent = user_agent
        self._timeout = aiohttp.ClientTimeout(total=timeout, sock_connect=connect_timeout)
        self._clock = clock
        self._sleep = sleep
        self._shared = shared
        self._server = authority(origin)
        self._limiter = Limiter(requests_per_minute, clock, sleep, shared, self._server)
        self._health = Health(clock)
        self._slots = asyncio.Semaphore(_IN_FLIGHT)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        await self._hear_of_pause()
        self._session = aiohttp.ClientSession(
            headers={"User-Agent": self._user_agent},
            timeout=self._timeout,
            cookie_jar=aiohttp.DummyCookieJar(),
            connector=aiohttp.TCPConnector(limit=_IN_FLIGHT),
            middlewares=(_send_once,),
            max_line_size=65536,
            max_field_size=65536,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def get(self, url: str, *, spent: Spent, headers: Mapping[str, str] | None = None) -> Answer:
        """Fetch a URL that is percent-encoded already; each request sent is counted in `spent`.

        Passing trouble is tried once more. Whether the answer makes sense is for the caller to say, by `trust` or
        `distrust`. Raises ArchiveUnavailableError: no answer, 429, 5xx, or the archive is being left alone after
        earlier ones.
        """
        retrying = tenacity.AsyncRetrying(
            stop=tenacity.stop_after_attempt(_ATTEMPTS),
            retry=tenacity.retry_if_exception_type(_PassingError),
            wait=_pause_before_retry,
            sleep=self._sleep,
            reraise=True,
        )
        async with self._slots:
            return await retrying(self._attempt, url, spent, headers)

    async def post(self, url: str, form: Mapping[str, str], *, spent: Spent, headers: Mapping[str, str]) -> Answer:
        """Send a form, once: a repetition is for the caller to decide, who knows what a second one would do.

        Raises ArchiveUnavailableError, whose `uncertain` says whether the archive may have got the form.
        """
        async with self._slots:
            return await self._attempt(url, spent, headers, form)

    @property
    def is_resting(self) -> bool:
        """Whether the archive is left alone just now."""
        return self._health.pause() > 0

    def trust(self) -> None:
        """Count an answer that makes sense."""
        self._health.answered()

    def distrust(self, reason: str, *, uncertain: bool = False) -> ArchiveUnavailableError:
        """Count an answer that makes no sense as a failure of the archive; return the error to raise."""
        self._health.failed(reason)
        return self._unavailable(reason, uncertain=uncertain)

    async def _attempt(
        self, url: str, spent: Spent, headers: Mapping[str, str] | None, form: Mapping[str, str] | None = None
    ) -> Answer:
        await self._take_turn(spent)
        spent.requests += 1
        asked_at = self._clock()
        try:
            answer = await self._send(url, headers, form)
        except aiohttp.ClientConnectorError as error:
            if error.errno == errno.ECONNREFUSED:
                self._health.refused("it refused the connection")
                await self._keep_pause()
                raise self._unavailable("it refused the connection") from error
            raise self._passing(f"no connection: {error.strerror or type(error).__name__}") from error
        except aiohttp.ConnectionTimeoutError as error:
            raise self._passing("no connection in time") from error
        except TimeoutError as error:  # the whole time was spent on one try: a second would cost as much
            self._health.failed("no answer in time")
            raise self._unavailable(f"no answer within {self._timeout.total:g} s", uncertain=True) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            reason = f"the answer broke off or is malformed ({type(error).__name__.strip('_')})"
            raise self._passing(reason, uncertain=True) from error
        return await self._accept(answer, asked_at)

    async def _take_turn(self, spent: Spent) -> None:
        """Wait until a request may start: others may meet trouble while a turn is waited for, which then is void."""
        while True:
            await self._wait_until_askable(spent)
            await self._limiter.wait()
            await self._hear_of_pause()
            if not self._health.pause():
                return

    async def _hear_of_pause(self) -> None:
        if self._shared is not None and (pause := await self._shared.pause(self._server)) is not None:
            self._health.leave_alone(*pause)

    async def _keep_pause(self) -> None:
        seconds = self._health.pause()
        if self._shared is not None and seconds > _WORTH_KEEPING:
            await self._shared.keep_pause(self._server, seconds, self._health.reason)

    async def _wait_until_askable(self, spent: Spent) -> None:
        waited = 0.0
        while pause := self._health.pause():
            waited += pause
            if not self._health.is_overrun or not spent.may_wait or waited > LONGEST_WAIT:
                raise self._unavailable(f"{self._health.reason}; it is left alone for {math.ceil(pause)} s")
            await self._sleep(pause)

    async def _send(self, url: str, headers: Mapping[str, str] | None, form: Mapping[str, str] | None) -> Answer:
        if self._session is None:
            raise RuntimeError("Transport is used outside of its context")
        method = "GET" if form is None else "POST"
        asked = self._session.request(method, URL(url, encoded=True), headers=headers, data=form, allow_redirects=False)
        async with asked as response:
            body = bytearray()
            async for chunk in response.content.iter_chunked(_CHUNK):
                body += chunk
                if len(body) > _MAX_BYTES:
                    response.close()
                    break
            received: dict[str, str] = {}
            for name, value in response.headers.items():
                lower = name.lower()
                received[lower] = f"{received[lower]}, {value}" if lower == "link" and lower in received else value
            return Answer(response.status, received, bytes(body[:_MAX_BYTES]), len(body) <= _MAX_BYTES)

    async def _accept(self, answer: Answer, asked_at: float) -> Answer:
        """Return the answer if it is the archive's; a capture that is played back may have any status itself."""
        if "memento-datetime" not in answer.headers:
            if answer.http_status == 429:
                self._health.overrun(retry_after(answer.headers), asked_at)
                await self._keep_pause()
                pause = self._health.pause()  # waited for before the next try, if it is not too long
                raise _PassingError(f"{self._origin}: it answered 429 Too Many Requests", pause, again_in=0)
            if answer.http_status >= 500:
                raise self._passing(f"it answered {answer.http_status}", uncertain=True)
        return answer

    def _passing(self, reason: str, *, uncertain: bool = False) -> ArchiveUnavailableError:
        self._health.failed(reason)
        message = f"{self._origin}: {reason}"
        return _PassingError(message, self._health.pause() or None, again_in=_RETRY_PAUSE, uncertain=uncertain)

    def _unavailable(self, reason: str, *, uncertain: bool = False) -> ArchiveUnavailableError:
        return ArchiveUnavailableError(f"{self._origin}: {reason}", self._health.pause() or None, uncertain=uncertain)


def original_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that the site itself once sent, out of those of a playback."""
    prefix = "x-archive-orig-"
    original = {name.removeprefix(prefix): value for name, value in headers.items() if name.startswith(prefix)}
    if "content-type" in headers:
        original.setdefault("content-type", headers["content-type"])
    return original


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a Retry-After header asks for, None where there is none to be understood.

    A date is measured against the answer's own Date, so that neither clock need be right.
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - parsedate_to_datetime(headers["date"])).total_seconds())
    except (KeyError, ValueError, TypeError, OverflowError):
        return None


async def _send_once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keep aiohttp from sending a request again by itself when the connection breaks: nobody would count it."""
    try:
        return await send(request)
    except aiohttp.ClientConnectorError:
        raise  # never sent again
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise _BrokenConnectionError(str(error)) from error


def _pause_before_retry(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return error.again_in if isinstance(error, _PassingError) else 0.0
