"""Reading articles on the web: where nobody at all answers, is it them or us?"""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from linkwatch.app import utc_now
from linkwatch.check.control import ask_control
from linkwatch.check.outage import OutageGuard
from linkwatch.check.room import within_limits
from linkwatch.config import CheckSettings
from linkwatch.errors import InputError
from linkwatch.evidence import Observation, SilenceError
from linkwatch.model import MAX_DOCUMENT_BYTES
from linkwatch.networks import is_inside
from linkwatch.store import HostPauses
from linkwatch.urls import authority, hostname

if TYPE_CHECKING:
    from linkwatch.fetch import WebClient
    from linkwatch.fetch.client import WebDocument


class WebDocuments:
    """Reads documents, and remembers of which hosts nobody answered."""

    def __init__(self, client: "WebClient", now: Callable[[], datetime] = utc_now) -> None:
        self._client = client
        self._now = now
        self._is_answered = self._is_answered_near = False
        self._silent: dict[str, Observation] = {}

    async def read_document(self, url: str, *, most: int = MAX_DOCUMENT_BYTES) -> "WebDocument":
        """Read a page whole, as the client does; raises InputError."""
        try:
            page = await self._client.read_document(url, most=most)
        except SilenceError as silence:
            self._silent.setdefault(authority(url), Observation(url, self._now(), silence.visit))
            raise
        except InputError:  # an answer all the same: cut, slow or too large
            self._note_answer(url)
            raise
        self._note_answer(url)
        return page

    def _note_answer(self, url: str) -> None:
        if is_inside(hostname(url)):
            self._is_answered_near = True
        else:
            self._is_answered = True

    @property
    def silence(self) -> Collection[Observation]:
        """What was seen of hosts that did not answer, one time each; nothing where another one did.

        Who answers on our own networks says nothing of the internet: that answers for what is as near alone.
        """
        if self._is_answered:
            return ()
        silent = self._silent.values()
        return [seen for seen in silent if not (self._is_answered_near and is_inside(hostname(seen.first.final_url)))]

    async def outage(self) -> str | None:
        """Return why it is our own network where nobody answered, and no control does; None where it is not."""
        guard = OutageGuard()
        for observation in self.silence:
            guard.note(observation)
        return await ask_control(guard, self._client, at_end=True)


@asynccontextmanager
async def open_web(settings: CheckSettings, pauses: HostPauses | None = None) -> AsyncIterator["WebClient"]:
    """Open the web for documents alone. pauses: those that outlive this process."""
    from linkwatch.fetch import WebClient  # takes longer to load than most articles to read

    check, keeps_open = within_limits(settings)
    async with WebClient(check, None, pauses=pauses, keeps_open=keeps_open) as client:
        yield client
