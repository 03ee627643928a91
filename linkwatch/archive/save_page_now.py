"""Save Page Now 2: the Wayback Machine asked to capture a page, and asked how that went.

A save is a job: it is submitted once, and asked about until it has ended. Needs the keys of an account.
"""

import asyncio
import hashlib
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from pydantic import SecretStr

from linkwatch.archive import Spent
from linkwatch.archive.limiter import Limiter, SharedLimits
from linkwatch.archive.originals import parse_timestamp
from linkwatch.archive.transport import Answer, Transport
from linkwatch.errors import ArchiveKeysError
from linkwatch.urls import authority, is_web, redact

SAVES_PER_MINUTE = 7
_LONGEST_WORD = 100
_LONGEST_MESSAGE = 300


@dataclass(frozen=True, slots=True)
class Submitted:
    """The archive works on it, or still does."""

    job_id: str


@dataclass(frozen=True, slots=True)
class Saved:
    """It is captured. timestamp: 14 digits."""

    timestamp: str
    original_url: str


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    """There is a capture that is young enough; which one, the index knows."""


@dataclass(frozen=True, slots=True)
class Failed:
    """status_ext: the archive's word for why, without "error:", None where it gives none. message: its sentence."""

    status_ext: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the account may still do. available: saves at once. today: saves until tomorrow, None: not told."""

    available: int
    today: int | None


class SavePageNow:
    """The service at `save_url`, through the door of its archive; one for all tasks.

    account: tells one account from another, and the same one with other keys; the keys cannot be read from it.
    shared: the limit is that of other processes too.
    """

    def __init__(
        self,
        transport: Transport,
        save_url: str,
        access_key: SecretStr,
        secret_key: SecretStr,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        shared: SharedLimits | None = None,
    ) -> None:
        self._transport = transport
        self._url = save_url.rstrip("/")
        self._headers = {
            "Accept": "application/json",
            "Authorization": f"LOW {access_key.get_secret_value()}:{secret_key.get_secret_value()}",
        }
        pair = f"{access_key.get_secret_value()}:{secret_key.get_secret_value()}"
        self.account = hashlib.sha256(pair.encode()).hexdigest()[:16]
        self._limiter = Limiter(SAVES_PER_MINUTE, clock, sleep, shared, f"saves {authority(save_url)}")
        self._spent = Spent()

    async def allowance(self) -> Allowance:
        """Ask what the account may still do. Raises ArchiveUnavailableError, ArchiveKeysError."""
        told = await self._get(f"{self._url}/status/user")
        limit, captures = _count(told.get("daily_captures_limit")), _count(told.get("daily_captures"))
        available = _count(told.get("available"))
        today = None if limit is None or captures is None else max(0, limit - captures)
        return Allowance(1 if available is None else available, today)

    async def turn(self) -> None:
        """Wait until the archive's limit allows one more `submit`."""
        await self._limiter.wait()

    async def submit(self, url: str, *, unless_within: float | None) -> Submitted | AlreadyThere | Failed:
        """Ask for a capture, once. unless_within: seconds in which a capture makes this one needless.

        Raises ArchiveUnavailableError (see its `uncertain`), ArchiveKeysError.
        """
        form = {"url": url, "skip_first_archive": "1"}
        if unless_within is not None:
            form["if_not_archived_within"] = str(int(unless_within))
        answer = await self._transport.post(self._url, form, spent=self._spent, headers=self._headers)
        told = self._read(answer, uncertain=True)
        if isinstance(job_id := told.get("job_id"), str) and job_id and len(job_id) < _LONGEST_MESSAGE:
            return Submitted(job_id)
        if told.get("status") == "error" or "status_ext" in told:
            return _failed(told)
        if "job_id" in told and "message" in told:
            return AlreadyThere()
        raise self._transport.distrust("its answer to a save is not understood", uncertain=True)

    async def ask(self, job_id: str) -> Submitted | Saved | Failed:
        """Ask how a save goes. Raises ArchiveUnavailableError, ArchiveKeysError."""
        told = await self._get(f"{self._url}/status/{quote(job_id, safe='')}")
        match told.get("status"):
            case "pending":
                return Submitted(job_id)
            case "success":
                if (saved := _saved(told)) is not None:
                    return saved
            case "error":
                return _failed(told)
        raise self._transport.distrust("its answer about a save is not understood")

    async def _get(self, url: str) -> Mapping[str, Any]:
        answer = await self._transport.get(url, spent=self._spent, headers=self._headers)
        return self._read(answer, uncertain=False)

    def _read(self, answer: Answer, *, uncertain: bool) -> Mapping[str, Any]:
        if answer.http_status in (401, 403):
            self._transport.trust()
            raise ArchiveKeysError(
                f"{redact(self._url)}: it does not accept the keys (it answered {answer.http_status}): "
                "check access_key and secret_key in [archive]"
            )
        try:
            told = json.loads(answer.body)
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict):
            raise self._transport.distrust(
                f"it answered {answer.http_status} and nothing that is understood", uncertain=uncertain
            )
        self._transport.trust()
        return told


def _saved(told: Mapping[str, Any]) -> Saved | None:
    timestamp, original = told.get("timestamp"), told.get("original_url")
    if not isinstance(timestamp, str) or len(timestamp) != 14 or parse_timestamp(timestamp) is None:
        return None
    if not isinstance(original, str) or not is_web(original) or redact(original) != original:
        return None
    return Saved(timestamp, original)


def _failed(told: Mapping[str, Any]) -> Failed:
    word = told.get("status_ext")
    word = word.removeprefix("error:")[:_LONGEST_WORD] if isinstance(word, str) else None
    message = told.get("message")
    shown = "".join(c if c.isprintable() else " " for c in message) if isinstance(message, str) else ""
    return Failed(word, redact(shown[:_LONGEST_MESSAGE]))


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
