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
        if _declared(scope["headers"]) > MOST_BYTES:
            await _refuse(send)
            return
        while True:
            message = await receive()
            messages.append(message)
            size += len(message.get("body", b""))
            if size > MOST_BYTES:
                await _refuse(send)
                return
            if message["type"] != "http.request" or not message.get("more_body", False):
                break

        async def replay() -> Any:
            return messages.pop(0) if messages else await receive()

        await app(scope, replay, send)

    return wrapped


def _declared(headers: list[tuple[bytes, bytes]]) -> int:
    """Return how many bytes a request says that it brings, 0 where it does not say."""
    told = next((value for name, value in headers if name.lower() == b"content-length"), b"")
    return int(told) if told.isdigit() and len(told) < 20 else 0


async def _refuse(send: Any) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": _TOO_LARGE})
