"""Politeness as those want it who ask the web and the archives: in seconds from now, and never in their way.

Where the database fails, it is a matter of this process alone for the moment: whoever has results to store learns of
the failure soon enough.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from linkwatch.errors import StoreBusyError, StoreError
from linkwatch.store.politeness import Politeness

_log = logging.getLogger(__name__)

_HOST, _ARCHIVE = "host", "archive"
_AGAIN = 1.0  # seconds until a database that others keep locked is asked again


class HostPauses:
    """The pauses that hosts asked for. now: aware UTC."""

    def __init__(self, politeness: Politeness, now: Callable[[], datetime]) -> None:
        self._politeness = politeness
        self._now = now

    async def known(self) -> Mapping[str, float]:
        """Return the hosts that are to be left alone, and for how many seconds."""
        pauses = await _pauses(self._politeness, _HOST, self._now())
        return {name: seconds for name, (seconds, _) in pauses.items()}

    async def keep(self, authority: str, seconds: float, reason: str) -> None:
        """Keep a pause for those that come later."""
        await _keep(self._politeness, _HOST, authority, seconds, reason, self._now())


class ArchiveLimits:
    """What archives allow, for all processes together. now: aware UTC."""

    def __init__(self, politeness: Politeness, now: Callable[[], datetime]) -> None:
        self._politeness = politeness
        self._now = now

    async def pause(self, server: str) -> tuple[float, str] | None:
        """Return for how many seconds a server is to be left alone, and why."""
        return (await _pauses(self._politeness, _ARCHIVE, self._now())).get(server)

    async def keep_pause(self, server: str, seconds: float, reason: str) -> None:
        """Keep a pause for those that come later."""
        await _keep(self._politeness, _ARCHIVE, server, seconds, reason, self._now())

    async def take_turn(self, name: str, most: int, window: float) -> float:
        """Return 0 if a request may start now, which then counts; else in how many seconds to ask again.

        A database that others keep locked is waited for: whose turn it is stands nowhere else.
        """
        try:
            return await self._politeness.call(self._politeness.take_turn, name, most, window, self._now)
        except StoreBusyError:
            return _AGAIN
        except StoreError as error:
            _log.warning("whose turn it is at the archives is not known: %s", error)
            return 0.0


async def _pauses(politeness: Politeness, scope: str, now: datetime) -> Mapping[str, tuple[float, str]]:
    try:
        return await politeness.call_once(politeness.pauses, scope, now)
    except StoreError as error:
        _log.warning("who asked to be left alone is not known: %s", error)
        return {}


async def _keep(politeness: Politeness, scope: str, name: str, seconds: float, reason: str, now: datetime) -> None:
    try:
        await politeness.call_once(politeness.leave_alone, scope, name, seconds, reason, now)
    except StoreError as error:
        _log.warning("a pause that was asked for will not outlive this process: %s", error)
