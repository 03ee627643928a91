"""Headers of every answer: what a page may load, and that nobody learns where a reader came from."""

from collections.abc import Awaitable, Callable
from typing import Any

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),  # with none, browsers do not say where a form of ours comes from either
    (b"x-robots-tag", b"noindex, nofollow"),
)


def with_headers(app: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Wrap an ASGI application."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        async def send_with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                others = [pair for pair in message.get("headers", []) if pair[0].lower() not in dict(_HEADERS)]
                message = {**message, "headers": [*others, *_HEADERS]}
            await send(message)

        await app(scope, receive, send_with_headers)

    return wrapped
