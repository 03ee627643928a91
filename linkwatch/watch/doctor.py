"""Is everything fine? What an operator asks when nothing seems to happen: settings, database, network, archive.

Nothing is changed, no secret is sent, and everything together ends within half a minute.
"""

import asyncio
import importlib.util
import os
import platform
import socket
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Protocol

from linkwatch import __version__, urls
from linkwatch.archive import Spent
from linkwatch.check.outage import CONTROL_NAMES, CONTROL_URL
from linkwatch.config import CheckSettings, NotifySettings, Settings, parse_listen
from linkwatch.errors import ArchiveError, ConfigError, InputError, LinkwatchError
from linkwatch.evidence import RecordedExchange
from linkwatch.store import SQLITE_VERSION, daemon_is_at_work
from linkwatch.threads import in_thread
from linkwatch.watch.finding import OK, PROBLEM, WARNING, Finding, number, span
from linkwatch.watch.looking_at_database import look_at_database

_CLOCK_OFF = timedelta(minutes=2)
_MOST_OF_A_PAGE = 20_000
_EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - nothing is opened: whoever listens so is reached at localhost
_EXTRAS = {"browse": "datasette", "notify": "apprise", "warc": "warcio"}


@dataclass(frozen=True, slots=True)
class Controls:
    """What is there if the network is. nameservers: instead of the machine's."""

    names: Sequence[str] = CONTROL_NAMES
    url: str = CONTROL_URL
    nameservers: Sequence[str] | None = None


class Web(Protocol):
    """The live web."""

    async def resolves(self, name: str) -> bool | None:
        """Say whether a name exists, None if the resolver gave no answer."""

    async def record(self, url: str, most_bytes: int) -> Sequence[RecordedExchange]:
        """Ask for a page; raises InputError if none was sent."""


class Answer(Protocol):
    """What an archive sent."""

    @property
    def http_status(self) -> int:
        """Of the answer."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Names in lower case."""


class Door(Protocol):
    """An archive's server."""

    async def get(self, url: str, *, spent: Spent) -> Answer:
        """Ask it; raises ArchiveError."""


@dataclass(frozen=True, slots=True)
class Doors:
    """How to get to the outside. web: by these settings, with these name servers. archive: to the server of a URL."""

    web: Callable[[CheckSettings, Sequence[str] | None], AbstractAsyncContextManager[Web]]
    archive: Callable[[str, Settings], AbstractAsyncContextManager[Door]]


async def examine(
    settings: Settings,
    config: Path | None,
    database: Path | None,
    now: datetime,
    controls: Controls,
    doors: Doors,
    seconds: float,
) -> list[Finding]:
    """Look at everything, for so many seconds at most, and say what was found.

    config: the settings' file. database: None if there is none.
    """
    at_once = await asyncio.gather(
        _in_time("database", seconds, lambda: in_thread(look_at_database, database, now, seconds / 2)),
        _in_time("network", seconds, lambda: _network(settings, controls, doors, now, seconds / 4)),
        _in_time("archive", seconds, lambda: _archive(settings, doors, now), WARNING),
    )
    findings = [*installation(), *_configuration(settings, config), *_server(settings.server.listen, database)]
    findings += [*_notify(settings.notify), *_copies(settings)]
    return findings + [finding for part in at_once for finding in part]


def installation() -> list[Finding]:
    """Say which versions and extras there are."""
    versions = f"linkwatch {__version__}, Python {platform.python_version()}, SQLite {SQLITE_VERSION}"
    extras = [name for name, module in _EXTRAS.items() if importlib.util.find_spec(module)]
    return [Finding("installation", OK, f"{versions}; extras: {', '.join(extras) or 'none'}")]


def _configuration(settings: Settings, config: Path | None) -> list[Finding]:
    names = sorted(name for name in os.environ if name.startswith("LINKWATCH_") and "__" in name)
    where = f"settings from {config}" if config else "no settings' file"
    also = f", and {', '.join(names)}" if names else ""
    return [Finding("configuration", OK, f"{where}{also}; {number(len(settings.sources), 'source')}")]


def _server(listen: str | None, database: Path | None) -> list[Finding]:
    if listen is None:
        return []
    host, port = parse_listen(listen)
    if database is not None and daemon_is_at_work(database):
        return [Finding("server", OK, f"the daemon of this database answers /healthz and /metrics at {listen}")]
    if _is_taken(host, port):
        text = f"{listen}: another program answers there, perhaps the daemon of another database"
        return [Finding("server", PROBLEM, text, "choose another address for [server] listen")]
    return [Finding("server", OK, f"a daemon of this database would answer /healthz and /metrics at {listen}")]


def _is_taken(host: str | None, port: int) -> bool:
    """Tell whether a program listens there on this machine."""
    try:
        here = "localhost" if host in (None, *_EVERY_ADDRESS) else host
        with socket.create_connection((here, port), timeout=1):
            return True
    except OSError:
        return False


def _notify(settings: NotifySettings) -> list[Finding]:
    from linkwatch.notify.register import check_targets

    if not settings.urls:
        return [
            Finding("notify", OK, "nobody is told of changes" + (", but a feed is written" if settings.feed else ""))
        ]
    try:
        check_targets(settings.urls)
    except ConfigError as error:
        return [Finding("notify", PROBLEM, str(error), "correct that; nobody is told until then")]
    return [Finding("notify", OK, f"{number(len(settings.urls), 'target')} understood; nothing was sent")]


def _copies(settings: Settings) -> list[Finding]:
    folder = settings.archive.warc
    if folder is None:
        return []
    if importlib.util.find_spec("warcio") is None:
        text = "[archive] warc names a folder, but the extra is not installed"
        return [Finding("copies", PROBLEM, text, "pip install 'linkwatch[warc]'")]
    if folder.exists() and not os.access(folder, os.W_OK):
        return [Finding("copies", PROBLEM, f"{folder}: may not be written", "correct its permissions")]
    shelf = settings.archive.warc_shelf
    if shelf is not None:
        from linkwatch.archive.shelf import Shelf

        try:
            Shelf(shelf)
        except ConfigError as error:
            return [Finding("copies", PROBLEM, str(error), "correct that; nothing is kept until then")]
    then = "" if shelf is None else f", and from there to {shelf}"
    return [Finding("copies", OK, f"your own copies go to {folder}{then}")]


async def _network(
    settings: Settings, controls: Controls, doors: Doors, now: datetime, seconds: float
) -> list[Finding]:
    once = settings.check.model_copy(update={"retries": 0, "timeout": seconds})
    async with doors.web(once, controls.nameservers) as client:
        known = await asyncio.gather(*(client.resolves(name) for name in controls.names))
        findings = [_resolver(known, controls.names)]
        try:
            exchanges = await client.record(controls.url, _MOST_OF_A_PAGE)
        except InputError as error:
            advice = "look at this machine's network: gateway, firewall, proxy; linkwatch uses no proxy"
            return [*findings, Finding("network", PROBLEM, f"the control page does not answer: {error}", advice)]
    last = exchanges[-1]
    if urls.hostname(last.url) != urls.hostname(controls.url):
        text = f"the control page {controls.url} led to {urls.redact(last.url)}"
        return [*findings, Finding("network", WARNING, text, "is there a portal that wants a login?")]
    findings.append(Finding("network", OK, f"{controls.url} answers"))
    return findings + _clock((value for name, value in last.headers if name.lower() == "date"), controls.url, now)


def _resolver(known: Sequence[bool | None], names: Sequence[str]) -> Finding:
    if any(known):
        return Finding("resolver", OK, "names are found")
    advice = "look at the name servers in /etc/resolv.conf; until then linkwatch records nothing"
    if None in known:
        return Finding("resolver", PROBLEM, "the name servers do not answer", advice)
    return Finding("resolver", PROBLEM, f"the name servers do not know {', '.join(names)}", advice)


async def _archive(settings: Settings, doors: Doors, now: datetime) -> list[Finding]:
    from linkwatch.archive.cdx_questions import cdx_query

    archive = settings.archive
    findings = []
    has_keys = archive.access_key is not None and archive.secret_key is not None
    if has_keys:
        findings.append(Finding("archive", OK, "keys of an account are there; they were not sent"))
    elif archive.save != "never" and archive.warc is None:
        advice = "set LINKWATCH_ARCHIVE__ACCESS_KEY and LINKWATCH_ARCHIVE__SECRET_KEY"
        findings.append(Finding("archive", WARNING, "[archive] save is on, but there are no keys", advice))
    if not archive.find:
        return [*findings, Finding("archive", OK, "it is not asked for copies")]
    query = cdx_query(archive.wayback_url, CONTROL_URL, now, limit=1)
    shown = urls.redact(archive.wayback_url)
    async with doors.archive(shown, settings) as transport:
        try:
            answer = await transport.get(query, spent=Spent())
        except ArchiveError as error:
            return [*findings, Finding("archive", WARNING, str(error), "wait; what is due is asked again")]
    if answer.http_status != 200:
        text = f"{shown} answers {answer.http_status}"
        return [*findings, Finding("archive", WARNING, text, "wait, or correct [archive] wayback_url")]
    findings.append(Finding("archive", OK, f"{shown} answers"))
    return findings + _clock([answer.headers.get("date", "")], shown, now)


def _clock(dates: Iterable[str], whose: str, now: datetime) -> list[Finding]:
    """Compare our clock with an answer's Date. now: when the question was sent, or a little earlier."""
    for date in dates:
        try:
            moment = parsedate_to_datetime(date)
        except ValueError:
            continue
        off = now - (moment if moment.tzinfo else moment.replace(tzinfo=UTC))
        if abs(off) <= _CLOCK_OFF:
            return [Finding("clock", OK, f"agrees with {whose}")]
        text = f"is {span(abs(off))} {'ahead of' if off > timedelta() else 'behind'} {whose}"
        return [Finding("clock", WARNING, text, "let this machine set its clock by the network (NTP)")]
    return []


async def _in_time(
    topic: str, seconds: float, act: Callable[[], Awaitable[list[Finding]]], state: str = PROBLEM
) -> list[Finding]:
    """Carry out a part; state: what it is worth if it does not end, or cannot be carried out."""
    try:
        async with asyncio.timeout(seconds):
            return await act()
    except TimeoutError:
        return [Finding(topic, state, f"no answer within {seconds:g} s", "look at what holds it up")]
    except LinkwatchError as error:
        return [Finding(topic, state, str(error))]
