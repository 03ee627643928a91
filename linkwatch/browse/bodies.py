"""What a request may bring along before anybody has said who they are: little, for it is held in memory; no files."""

from collections.abc import Awaitable, Callable
from typing import Any

MOST_BYTES = 64 * 1024
"""Of a request's body: a form with its longest note is a tenth of that."""

_App = Callable[[Any, Any, Any], Awaitable[None]]
_TOO_LARGE = b"The request is larger than any form of these pages.\n"
_WITH_FILES = b"No form of these pages sends files (multipart/form-data).\n"


def with_bounded_bodies(app: _App) -> _App:
    """Wrap an ASGI application; a body that is too large, or of files, is refused before it was read."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        messages, size = [], 0
        if _may_hold_files(scope["headers"]):  # what Datasette reads these with fails on any that is malformed
            await _refuse(send, 415, _WITH_FILES)
            return
        if _declared(scope["headers"]) > MOST_BYTES:
            await _refuse(send, 413, _TOO_LARGE)
            return
        while True:
            message = await receive()
            messages.append(message)
            size += len(message.get("body", b""))
            if size > MOST_BYTES:
                await _refuse(send, 413, _TOO_LARGE)
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


def _may_hold_files(headers: list[tuple[bytes, bytes]]) -> bool:
    return any(
        name.lower() == b"content-type" and value.strip().lower().startswith(b"multipart/") for name, value in headers
    )


async def _refuse(send: Any, status: int, text: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
