"""TLS for local servers: certificates of every kind, good and bad."""

import datetime
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread

import trustme


class Certificates:
    """An authority of our own. client: a context that trusts it and nobody else."""

    def __init__(self) -> None:
        self._authority = trustme.CA()

    def trust(self, context: ssl.SSLContext) -> ssl.SSLContext:
        self._authority.configure_trust(context)
        return context

    def server(self, *names: str, expired: bool = False) -> ssl.SSLContext:
        """Return a server's context with a certificate for these names or addresses."""
        not_after = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC) if expired else None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert(*(names or ("127.0.0.1", "localhost")), not_after=not_after).configure_cert(context)
        return context


@contextmanager
def outspoken_server(context: ssl.SSLContext, answer: bytes) -> Iterator[int]:
    """Answer everybody the same, and alert those whose handshake fails, as asyncio's servers do not. Gives the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    caller, _ = listener.accept()
                    caller.settimeout(5)
                    with caller, suppress(OSError), context.wrap_socket(caller, server_side=True) as secure:
                        secure.recv(65_536)
                        secure.sendall(answer)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()
