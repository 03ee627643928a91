"""TLS as browsers do it, so that a page that opens for a reader opens here, and no other."""

import ssl
from functools import cache

# Browsers offer no DHE and still take CBC suites with SHA-1 MACs; Python's own list does neither.
_CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AES:kRSA+AESGCM:kRSA+AES:!aNULL:!eNULL:!AESCCM:!PSK:!SRP"
_LEGACY_SERVER_CONNECT = 0x4  # ssl.OP_LEGACY_SERVER_CONNECT, named from Python 3.12 on


def browser_like_context() -> ssl.SSLContext:
    """Return a context that trusts whom the machine trusts and is as strict as a browser: TLS 1.2 at least.

    A chain whose intermediate certificates the server does not send is untrusted here.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(_CIPHERS)
    # Python 3.13 refuses certificates for want of extensions that browsers do not ask for.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    # Servers without secure renegotiation (RFC 5746) open in browsers.
    context.options |= _LEGACY_SERVER_CONNECT
    return context


@cache
def permissive_context() -> ssl.SSLContext:
    """Return a context that speaks with anyone: only to find out what a server speaks, never to believe it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options |= _LEGACY_SERVER_CONNECT
    return context
