"""TLS as browsers do it, so that a page that opens for a reader opens here, and no other."""

import ssl
from functools import cache, cached_property, lru_cache

# Browsers offer no DHE and still take CBC suites with SHA-1 MACs; Python's own list does neither.
_CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AES:kRSA+AESGCM:kRSA+AES:!aNULL:!eNULL:!AESCCM:!PSK:!SRP"
_LEGACY_SERVER_CONNECT = 0x4  # ssl.OP_LEGACY_SERVER_CONNECT, named from Python 3.12 on
_CONTEXTS_KEPT = 64  # few servers need one for themselves, and each holds all roots

HTTP2 = "h2"  # its name in the handshake (ALPN)


def browser_like_context() -> ssl.SSLContext:
    """Return a context that trusts whom the machine trusts and is as strict as a browser: TLS 1.2 at least."""
    return _as_browsers(ssl.create_default_context())


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


class Contexts:
    """Contexts that trust the same authorities.

    given: takes the place of the usual one, and its authorities are trusted everywhere.
    """

    def __init__(self, given: ssl.SSLContext | None = None) -> None:
        self._given = given
        self.other = lru_cache(_CONTEXTS_KEPT)(self._make_other)
        self.insecure = cache(self._make_insecure)

    @cached_property
    def usual(self) -> ssl.SSLContext:
        """The context that nearly all servers get; it takes a tenth of a second to make."""
        return self._given or browser_like_context()

    def _make_insecure(self, *, http2: bool = False) -> ssl.SSLContext:
        """Return one that looks at no certificate, for hosts of which the settings say so."""
        context = browser_like_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        if http2:
            context.set_alpn_protocols([HTTP2, "http/1.1"])
        return context

    def _make_other(self, intermediates: tuple[bytes, ...] = (), *, http2: bool = False) -> ssl.SSLContext:
        """Return one that knows these certificates of intermediate authorities too (DER), or that offers HTTP/2.

        They help to build a chain and are no reason to trust it: it must end at a root that is trusted without them.
        No certificate among them may be self-signed, for OpenSSL would take it for such a root.
        """
        if self._given is None:
            context = browser_like_context()
        else:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            if authorities := b"".join(self._given.get_ca_certs(binary_form=True)):
                context.load_verify_locations(cadata=authorities)
            _as_browsers(context)
        context.verify_flags &= ~ssl.VERIFY_X509_PARTIAL_CHAIN  # with it every certificate that is known ends a chain
        if intermediates:
            context.load_verify_locations(cadata=b"".join(intermediates))
        if http2:
            context.set_alpn_protocols([HTTP2, "http/1.1"])
        return context


def agreed_on_http2(tls: ssl.SSLObject | None) -> bool:
    """Tell whether HTTP/2 was agreed on in a handshake; None: there was none."""
    return tls is not None and tls.selected_alpn_protocol() == HTTP2


def _as_browsers(context: ssl.SSLContext) -> ssl.SSLContext:
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(_CIPHERS)
    # Python 3.13 refuses certificates for want of extensions that browsers do not ask for.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    # Servers without secure renegotiation (RFC 5746) open in browsers.
    context.options |= _LEGACY_SERVER_CONNECT
    return context
