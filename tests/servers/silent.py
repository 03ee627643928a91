"""Ports that nobody answers at."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

_CALLERS = 3  # more than wait in the queue of a listener that takes one


def closed_port() -> int:
    """A port that refuses connections."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def black_hole(host: str = "127.0.0.1", port: int = 0) -> Iterator[tuple[str, int]]:
    """An address that takes no connection and refuses none: the queue of its listener is full."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind((host, port))
        listener.listen(0)
        for _ in range(_CALLERS):
            caller = stack.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(listener.getsockname())
        yield listener.getsockname()
