"""Acting on the pages: signing in, asking for something, and who may.

Datasette calls the hooks below where `linkwatch browse --token` made it; elsewhere nobody may act. Each act is a form
that is posted from a page of ours by whoever signed in: Datasette's own token against forged forms is asked for, and
the page that it comes from. All that it does is to add to the inbox, in a connection that can do nothing else.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from datasette.utils.asgi import Response
from datasette.views.base import DatasetteError
from pluggy import HookimplMarker

from linkwatch.browse.reader import DatabaseReader
from linkwatch.browse.sign_in import SignIn
from linkwatch.browse.wishes import Asked, read_form
from linkwatch.errors import StoreBusyError, StoreError
from linkwatch.store import MOST_OPEN, open_to_ask
from linkwatch.threads import in_thread

hookimpl = HookimplMarker("datasette")

PERMISSION = "linkwatch-act"
"""What whoever acts must be allowed to, in Datasette's words."""

_COOKIE = "linkwatch"
_NAMESPACE = "linkwatch-session"
_OFF = "Nobody can act here: linkwatch browse was started without --token."
_actings: WeakKeyDictionary[Any, "Acting"] = WeakKeyDictionary()


class Acting:
    """What a Datasette needs so that one person can act.

    who: their name. say: is given the link that signs them in, each time that there is a new one. asked: is set when
    something was asked for.
    """

    def __init__(self, who: str, say: Callable[[str], None]) -> None:
        self.sign_in = SignIn(who)
        self.asked = asyncio.Event()
        self._say = say
        self._address = ""

    def serve_at(self, address: str) -> None:
        """Tell the link, now that it is known where the pages are. address: with a slash at its end."""
        self._address = address
        self.tell_link()

    def tell_link(self) -> None:
        """Tell the link that signs in."""
        self._say(f"{self._address}-/sign-in?{urlencode({'token': self.sign_in.token or ''})}")


def allow(datasette: Any, acting: Acting) -> None:
    """Let one person act in this Datasette."""
    _actings[datasette] = acting


async def may_act(request: Any, datasette: Any) -> bool:
    """Tell whether whoever asks may act."""
    if datasette not in _actings:
        return False
    return bool(await datasette.permission_allowed(request.actor, PERMISSION, default=False))


# --- what Datasette asks


@hookimpl
def actor_from_request(datasette: Any, request: Any) -> dict[str, str] | None:
    """Say who asks, by the cookie of the session."""
    acting = _actings.get(datasette)
    value = request.cookies.get(_cookie(request))
    if acting is None or value is None:
        return None
    try:
        session = datasette.unsign(value, _NAMESPACE)
    except Exception:  # noqa: BLE001 - a forged one may be anything, and what reads it raises whatever it likes
        return None
    if not isinstance(session, str) or not acting.sign_in.is_session(session):
        return None
    return {"id": acting.sign_in.who, "by": _NAMESPACE}


@hookimpl
def permission_allowed(datasette: Any, actor: Any, action: str) -> bool | None:
    """Let whoever has the session act."""
    if action != PERMISSION or datasette not in _actings or not actor:
        return None
    return True if actor.get("by") == _NAMESPACE else None


@hookimpl
def extra_template_vars(request: Any, datasette: Any) -> Any:
    """Tell templates whether to show forms."""

    async def values() -> dict[str, Any]:
        return {"may_act": request is not None and await may_act(request, datasette)}

    return values


# --- our addresses


async def sign_in(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """The link that signs in."""
    _require_method(request, "GET")
    acting = _acting(datasette)
    session = acting.sign_in.take(request.args.get("token") or "")
    response = Response.redirect(datasette.urls.instance())
    response.headers["cache-control"] = "no-store"
    _set_cookie(response, request, datasette.sign(session, _NAMESPACE))
    return response


async def sign_out(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """The end of the session, in every browser."""
    acting = await _require_right(request, datasette)
    acting.sign_in.end()
    acting.tell_link()
    response = Response.redirect(datasette.urls.instance())
    _set_cookie(response, request, "", max_age=0)
    return response


async def ask(reader: DatabaseReader, request: Any, datasette: Any) -> Any:
    """A form of our pages that was sent off."""
    acting = await _require_right(request, datasette)
    try:
        form = await request.post_vars()
    except UnicodeDecodeError as error:
        raise DatasetteError("The form cannot be read.", status=400) from error
    now = datetime.now(UTC)
    asked = await read_form(form, reader, now)
    actor = str(request.actor.get("id") or "somebody")
    try:
        taken = await in_thread(_write, Path(reader.db.path), actor, asked, now)
    except StoreBusyError as error:
        message = "Nothing was asked for: another process keeps the database locked. Try again in a moment."
        raise DatasetteError(message, title="Not now", status=503) from error
    except StoreError as error:
        raise DatasetteError(f"Nothing was asked for: {error}", title="That did not work", status=503) from error
    if taken:
        acting.asked.set()
    if taken < len(asked):
        message = f"{taken} of {len(asked)} were taken: {MOST_OPEN} wishes wait already. Try again later."
        raise DatasetteError(message, title="Too much at once", status=429)
    return Response.redirect(datasette.urls.path(asked[0].page) + "#asked")


def _write(path: Path, actor: str, asked: Sequence[Asked], now: datetime) -> int:
    """Write wishes down; return how many were taken."""
    with open_to_ask(path) as asking:
        for taken, one in enumerate(asked):
            if not asking.ask(actor, one.action, one.target, one.arguments, now):
                return taken
    return len(asked)


def _acting(datasette: Any) -> Acting:
    acting = _actings.get(datasette)
    if acting is None:
        raise DatasetteError(_OFF, title="Signing in is off", status=404)
    return acting


async def _require_right(request: Any, datasette: Any) -> Acting:
    """Return what acting needs, if the request may act. Raises DatasetteError."""
    acting = _acting(datasette)
    _require_method(request, "POST")
    if not await may_act(request, datasette):
        raise DatasetteError("Sign in first, by the link that linkwatch browse printed.", title="Not you", status=403)
    # The door lets no foreign page in; every browser says where a form comes from, and what does not is no browser.
    if not request.headers.get("origin"):
        raise DatasetteError("The request does not say from which page it comes.", title="Not so", status=403)
    return acting


def _require_method(request: Any, method: str) -> None:
    if request.method != method:  # HEAD neither: whoever looks ahead at a link must not use it up
        raise DatasetteError(f"This address is for {method} alone.", title="Not so", status=405)


def _cookie(request: Any) -> str:
    """Name the cookie by the port: browsers send the cookies of one host to all its ports, and mix them up."""
    port = request.host.rpartition(":")[2]
    return f"{_COOKIE}_{port}" if port.isascii() and port.isdigit() else _COOKIE


def _set_cookie(response: Any, request: Any, value: str, max_age: int | None = None) -> None:
    is_secure = request.scheme == "https"
    response.set_cookie(_cookie(request), value, max_age=max_age, secure=is_secure, httponly=True, samesite="strict")


ROUTES = ((r"/-/sign-in$", sign_in), (r"/-/sign-out$", sign_out), (r"/-/ask$", ask))
