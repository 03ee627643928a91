"""Asks the registries of domains, by RDAP (RFC 9082, 9083), how long the sites of living pages are registered.

Which registry knows a name stands in IANA's file (RFC 9224). A name is asked for once a month, one after the other, and
a registry that is in trouble is left alone until the next wake. What is not understood changes nothing.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import quote

from pydantic import BaseModel, ValidationError

from linkwatch import urls
from linkwatch.articles.sources import WebPage
from linkwatch.errors import InputError
from linkwatch.judge.registration import Registration, State
from linkwatch.store import Registrations

_log = logging.getLogger(__name__)

_ASKED_AT_ONCE = 20  # names in one wake: less than one in ten seconds
_MOST_OF_LIST = 2 * 2**20  # bytes; IANA's file has a twentieth of that
_MOST_OF_ANSWER = 256 * 2**10
_LIST_KEPT = 7 * 86400.0  # seconds
_LIST_TRIED_AGAIN = 86400.0


class Client(Protocol):
    """The live web, as far as registries need it."""

    async def read_document(self, url: str, *, most: int) -> WebPage:
        """Read an answer whole; raises InputError."""


class Registries:
    """Asks by one set of settings. list_url: of IANA's file. monotonic: seconds."""

    def __init__(
        self,
        registrations: Registrations,
        client: Client,
        list_url: str,
        now: Callable[[], datetime],
        enough: Callable[[], bool],
        monotonic: Callable[[], float],
    ) -> None:
        self._registrations = registrations
        self._client = client
        self._list_url = list_url
        self._now = now
        self._enough = enough
        self._monotonic = monotonic
        self._servers: Mapping[str, str] = {}
        self._servers_until = monotonic()
        self._after = ""  # the domain that the last wake ended with

    async def wake(self) -> int:
        """Ask for some of the names that are due; return how many were asked for. Raises StoreError."""
        domains, self._after = await self._registrations.call(
            self._registrations.due, self._now(), self._after, _ASKED_AT_ONCE
        )
        if not domains:
            return 0
        servers = await self._known_servers()
        in_trouble: set[str] = set()
        asked = 0
        for domain in domains:
            server = servers.get(domain.rpartition(".")[2])
            if server is None or server in in_trouble:
                continue
            if self._enough():
                break
            found, is_well = await self._ask(server, domain)
            await self._registrations.call(self._registrations.record, domain, found, self._now())
            asked += 1
            if not is_well:
                in_trouble.add(server)
        return asked

    async def _known_servers(self) -> Mapping[str, str]:
        """Return the registries' addresses by top-level domain; none for a day where the list cannot be read."""
        if self._monotonic() >= self._servers_until:
            body = await self._read(self._list_url, _MOST_OF_LIST)
            self._servers = read_servers(body) if body else {}
            if not self._servers:
                _log.warning("the list of registries cannot be read", extra={"url": self._list_url})
            self._servers_until = self._monotonic() + (_LIST_KEPT if self._servers else _LIST_TRIED_AGAIN)
        return self._servers

    async def _ask(self, server: str, domain: str) -> tuple[Registration | None, bool]:
        """Return what a registry says of a name, None for nothing, and whether it answered at all."""
        url = f"{server.rstrip('/')}/domain/{quote(domain)}"
        try:
            answer = await self._client.read_document(url, most=_MOST_OF_ANSWER)
        except InputError:
            return None, False
        if answer.status != 200:
            return None, answer.status in (400, 404)  # what it does not know, it need not know
        return read_registration(answer.body, domain, self._now()), True

    async def _read(self, url: str, most: int) -> bytes | None:
        try:
            answer = await self._client.read_document(url, most=most)
        except InputError:
            return None
        return answer.body if answer.status == 200 else None


class _Services(BaseModel):
    services: list[tuple[list[str], list[str]]]


class _Event(BaseModel):
    eventAction: str = ""  # noqa: N815 - the standard's name
    eventDate: str = ""  # noqa: N815 - likewise


class _Domain(BaseModel):
    ldhName: str  # noqa: N815 - likewise
    status: list[str] = []
    events: list[_Event] = []


def read_servers(body: bytes) -> dict[str, str]:
    """Read IANA's file: the address of a registry by top-level domain; none where it is no such file."""
    try:
        services = _Services.model_validate_json(body).services
    except ValidationError:
        return {}
    found = {}
    for names, addresses in services:
        usable = sorted(filter(urls.is_web, addresses), key=lambda address: not address.startswith("https:"))
        found.update({name.lower(): usable[0] for name in names if usable})
    return found


def read_registration(body: bytes, domain: str, now: datetime) -> Registration | None:
    """Read what a registry answered about a domain; None where that is no answer about it."""
    try:
        said = _Domain.model_validate_json(body)
    except ValidationError:
        return None
    if said.ldhName.rstrip(".").lower() != domain:
        return None
    return Registration(domain, now, _expiry(said.events), _state(said.status))


def _expiry(events: Sequence[_Event]) -> datetime | None:
    for event in events:
        if event.eventAction.strip().lower() == "expiration":
            try:
                moment = datetime.fromisoformat(event.eventDate.strip())
                return (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)).astimezone(UTC)
            except (ValueError, OverflowError):
                return None
    return None


def _state(words: Sequence[str]) -> State | None:
    """Say where a name is on its way out; in redemption registries call it pending delete, too."""
    said = {"".join(word.lower().split()) for word in words}
    if "pendingrestore" in said:
        return None
    if "redemptionperiod" in said:
        return "redemption"
    return "pending-delete" if "pendingdelete" in said else None
