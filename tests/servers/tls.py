"""TLS for local servers: certificates of every kind, good and bad."""

import datetime
import ssl

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
