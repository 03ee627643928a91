"""The port behind which pages are kept: what an archive, or a folder of our own, does with one attempt.

`attempts.py` is the loop that brings attempts on, `rules.py` decides what follows from an answer. One file behind this
port knows one archive and nothing of the database or of other archives. Of when to try again it says only the first
pause; `rules.py` makes it longer each time.
"""

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Literal, Protocol

from linkwatch.model import Snapshot
from linkwatch.store import Save


class Reach(Enum):
    """What else a failure puts off."""

    PAGE = auto()  # nothing else
    HOST = auto()  # all pages of the host
    ALL = auto()  # everything; it says nothing of the page


@dataclass(frozen=True, slots=True)
class Ended:
    """It is over. "saved": a copy was made; "archived": there is a recent one; "refused": there will never be one."""

    state: Literal["saved", "archived", "refused"]
    snapshot: Snapshot | None = None
    word: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class PutOff:
    """It failed, and may be tried again after a pause, which grows unless everything is put off.

    word: the archive's for why, None where it gives none. message: for people.
    """

    pause: timedelta
    message: str
    word: str | None = None
    reach: Reach = Reach.PAGE


@dataclass(frozen=True, slots=True)
class Working:
    """The archive took it as this job, and works on it."""

    job_id: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """The archive certainly did not get it. retry_after: seconds for which it wants to be asked nothing, if it said."""

    message: str
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """The archive may have got it: it is looked up after a pause, and not sent again meanwhile."""

    message: str
    pause: timedelta


@dataclass(frozen=True, slots=True)
class NotMade:
    """Nothing was made, and making it now does no harm."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """at_once: attempts that may be under way together. left: that may begin today, None: any number."""

    at_once: int
    left: int | None = None


class Keeper(Protocol):
    """Who keeps pages.

    Every method with an attempt may raise ArchiveUnavailableError, whose `uncertain` says whether the attempt may have
    arrived, and ArchiveKeysError; what is wrong with our own disk is StoreError.
    """

    @property
    def name(self) -> str:
        """The word that reports and the database know it by."""

    @property
    def account(self) -> str:
        """Whom an answer that forbids everything concerns; under another account saving goes on at once."""

    @property
    def host_words(self) -> Collection[str]:
        """The words of PutOff that reach all pages of a host."""

    @property
    def stop_words(self) -> Collection[str]:
        """The words of PutOff that reach everything."""

    def objection(self, url: str) -> str | None:
        """Say in words why it may not be told of a URL; None: it may."""

    def opened(self, now: datetime) -> AbstractAsyncContextManager[Allowance]:
        """Make ready for the first `begin`; closed when the round ends. May raise ConfigError too."""

    async def recent(self, attempt: Save, since: datetime) -> Ended | None:
        """Return the end of an attempt that is needless, since there is a copy of what the page is, made since then."""

    async def turn(self) -> None:
        """Wait until its pace allows one more `begin`."""

    async def begin(self, attempt: Save) -> Ended | PutOff | Working:
        """Send an attempt, once. Its `requested_at` is now."""

    async def follow(self, attempt: Save, now: datetime) -> Ended | PutOff | Working | Unknown:
        """Ask how the attempt's job goes, once."""

    async def look_up(self, attempt: Save, now: datetime) -> Ended | PutOff | Unknown | NotMade:
        """Find out what came of an attempt whose end nobody saw."""
