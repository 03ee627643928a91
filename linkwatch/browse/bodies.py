"""How much a request may bring along: what comes in is held in memory before anybody has said who they are."""

from collections.abc import Awaitable, Callable
from typing import Any

MOST_BYTES = 64 * 1024
"""Of a request's body: a form with its longest note is a tenth of that."""

_App = Callable[[Any, Any, Any], Awaitable[None]]
_TOO_LARGE = b"The request is larger than any form of these pages.\n"


def with_bounded_bodies(app: _App) -> _App:
    """Wrap an ASGI application; a body that is too large is refused before it was read."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        messages, size = [], 0
        while True:
            message = await receive()
            messages.append(message)
            size += len(message.get("body", b""))
            if size > MOST_BYTES:
                headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
                await send({"type": "http.response.start", "status": 413, "headers": headers})
                await send({"type": "http.response.body", "body": _TOO_LARGE})
                return
            if message["type"] != "http.request" or not message.get("more_body", False):
                break

        async def replay() -> Any:
            return messages.pop(0) if messages else await receive()

        await app(scope, replay, send)

    return wrapped
