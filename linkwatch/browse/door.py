"""Who may ask: requests under a name of ours, from pages of ours.

A page that a reader has open elsewhere can have a name of its own point to this machine (DNS rebinding); the browser
then takes our answers for that page's own. Such a request still carries the foreign name in Host. An address in
numbers cannot be pointed elsewhere, and so every one is let in.

A badge is made to be shown elsewhere: under a name of ours, pages of every site get it, and nothing else.
"""

import ipaddress
from collections.abc import Awaitable, Callable, Collection
from typing import Any

_Headers = list[tuple[bytes, bytes]]
_Wrapped = Callable[[Any, Any, Any], Awaitable[None]]

_WRONG_NAME = (
    "This server does not go by the name {name}.\n"
    "If it is one of its names, start it with that one:  linkwatch browse --name {name}\n"
)
_NO_NAME = "The request does not say by what name it asks for this server (Host).\n"
_FOREIGN_PAGE = "A page of another site may not ask this server.\n"
_LONGEST_NAME = 253
_FOR_EVERY_PAGE = frozenset({"/badge.svg", "/badge.json"})


def with_door(app: _Wrapped, names: Collection[str]) -> _Wrapped:
    """Wrap an ASGI application. names: host names that it goes by, besides "localhost" and addresses in numbers."""
    known = frozenset({"localhost", *map(_plain, names)})

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        refusal = None
        if scope["type"] in ("http", "websocket"):
            refusal = _refusal(scope["headers"], known, for_every_page=_is_for_every_page(scope))
        if refusal is None:
            await app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            status, text = refusal
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": text.encode()})

    return wrapped


def _is_for_every_page(scope: Any) -> bool:
    return scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and scope["path"] in _FOR_EVERY_PAGE


def _refusal(headers: _Headers, known: frozenset[str], *, for_every_page: bool) -> tuple[int, str] | None:
    """Return the status and the words with which a request is refused; None: it may come in."""
    hosts = [value.decode("latin-1") for name, value in headers if name.lower() == b"host"]
    if len(hosts) != 1 or not hosts[0]:
        return 400, _NO_NAME
    asked = _host_of(hosts[0])
    if not _is_ours(asked, known):
        return 421, _WRONG_NAME.format(name=_shown(asked))
    if for_every_page:
        return None
    for name, value in headers:
        if name.lower() == b"origin" and not _is_our_page(value.decode("latin-1"), hosts[0], known):
            return 403, _FOREIGN_PAGE
    if _is_part_of_a_foreign_page(headers):
        return 403, _FOREIGN_PAGE
    return None


def _is_part_of_a_foreign_page(headers: _Headers) -> bool:
    """Tell whether another site's page asks for something to show within itself, as a picture, which sends no Origin.

    It could not read the answer, but have any query run. A link that a reader follows from there leads on.
    """
    told = {name.lower(): value.strip().lower() for name, value in headers}
    return told.get(b"sec-fetch-site") == b"cross-site" and (
        told.get(b"sec-fetch-mode") != b"navigate" or told.get(b"sec-fetch-dest", b"document") != b"document"
    )


def _is_our_page(origin: str, host: str, known: frozenset[str]) -> bool:
    """Tell whether a page is ours: under the very name and port of the request, or behind a proxy.

    A proxy may ask by number; its pages have a name that we were told, and the port that a scheme has by itself. Under
    another port anybody may serve anything.
    """
    scheme, mark, place = origin.partition("://")
    if not mark or scheme not in ("http", "https"):
        return False
    name = _plain(place)
    return place.lower() == host.lower() or (name in known - {"localhost"} and not _is_address(name))


def _is_ours(host: str, known: frozenset[str]) -> bool:
    return host in known or _is_address(host)


def _host_of(place: str) -> str:
    """Take the host from "host:port"; an IPv6 address keeps its brackets, and what is malformed stays whole."""
    host, _, port = place.rpartition(":") if not place.endswith("]") else (place, "", "")
    return _plain(host) if host and port.isdigit() else _plain(place)


def _plain(name: str) -> str:
    return name.lower().removesuffix(".")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def _shown(name: str) -> str:
    """Write a stranger's text so that nobody who copies the line runs anything else."""
    return "".join(char for char in name[:_LONGEST_NAME] if char.isascii() and (char.isalnum() or char in "-._")) or "?"
