"""From exceptions to the words of evidence."""

import asyncio
import errno
import re
import ssl

import aiohttp

from linkwatch.descriptors import are_used_up, used_up
from linkwatch.evidence import Trouble
from linkwatch.fetch.guard import PrivateAddressError
from linkwatch.fetch.headers import clean
from linkwatch.fetch.resolver import NoSuchNameError, ResolverError
from linkwatch.lacks import as_lack, is_of_memory

_DETAIL_LIMIT = 300

# OpenSSL's verify codes (X509_V_ERR_…).
_EXPIRED = frozenset({9, 10})  # not yet valid, or no longer
_WRONG_NAME = frozenset({62, 64})  # host name or IP address is not in the certificate

# The most telling first: several addresses of a host may fail differently.
_BY_ERRNO = {
    errno.ECONNREFUSED: Trouble.CONNECT_REFUSED,
    errno.ETIMEDOUT: Trouble.CONNECT_TIMEOUT,
    errno.ECONNRESET: Trouble.CONNECTION_RESET,
    errno.EPIPE: Trouble.CONNECTION_RESET,
    errno.ECONNABORTED: Trouble.CONNECTION_RESET,
    errno.EHOSTUNREACH: Trouble.UNREACHABLE,
    errno.ENETUNREACH: Trouble.UNREACHABLE,
    errno.ENETDOWN: Trouble.UNREACHABLE,
    errno.EADDRNOTAVAIL: Trouble.UNREACHABLE,
    errno.EAFNOSUPPORT: Trouble.UNREACHABLE,
}
_OURS = {
    errno.ENOBUFS: "this machine ran out of network buffers",
    errno.EACCES: "this machine forbids the connection",
    errno.EPERM: "this machine forbids the connection",
}
_ERRNO = re.compile(r"\[Errno (-?\d+)\]")
_PEER = re.compile(r"\('([^']+)', (\d+)(?:, \d+, \d+)?\)")  # as Python writes who was asked
_RESET_IN_TLS = ("UNEXPECTED_EOF", "EOF occurred")


def describe(error: BaseException) -> tuple[Trouble, str]:
    """Say what kind of trouble an exception of a request stands for, and in one line what happened.

    Raises MachineError where there was no memory, and FilesUsedUpError where no connection could be opened for want of
    descriptors: nobody's trouble but ours.
    """
    if is_of_memory(getattr(error, "os_error", error)) and (lack := as_lack(getattr(error, "os_error", error))):
        raise lack from error
    if are_used_up(getattr(error, "os_error", error)):
        raise used_up() from error
    trouble, detail = _describe(error)
    return trouble, clean(detail, _DETAIL_LIMIT)


def _describe(error: BaseException) -> tuple[Trouble, str]:
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        cause = error.certificate_error
    if type(error) is aiohttp.ClientOSError and "[SSL: " in str(error):  # of a connection that stood
        cause = ssl.SSLError(*error.args)  # aiohttp hides the class; OpenSSL's number alone would be EPERM
    for kind, trouble in _BY_CLASS:
        if isinstance(cause, kind):
            return trouble, str(cause)
    if isinstance(cause, ssl.SSLError):
        return _tls(cause)
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return Trouble.CONNECT_TIMEOUT, "no connection within the time allowed"
    if isinstance(error, (asyncio.TimeoutError, TimeoutError)) and not getattr(error, "errno", None):
        return Trouble.READ_TIMEOUT, "no answer within the time allowed"
    if isinstance(error, aiohttp.ClientResponseError):
        return Trouble.BAD_RESPONSE, f"not an HTTP answer: {error.message}"
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return Trouble.CONNECTION_RESET, "the server closed the connection without an answer"
    if isinstance(cause, OSError):
        return _os(cause)
    return Trouble.BAD_RESPONSE, f"{type(error).__name__}: {error}"


def _tls(error: ssl.SSLError) -> tuple[Trouble, str]:
    if isinstance(error, ssl.SSLCertVerificationError):
        message = f"certificate: {error.verify_message}"
        if error.verify_code in _EXPIRED:
            return Trouble.TLS_EXPIRED, message
        if error.verify_code in _WRONG_NAME:
            return Trouble.TLS_NAME_MISMATCH, message
        return Trouble.TLS_UNTRUSTED, message
    if any(word in str(error) for word in _RESET_IN_TLS):
        return Trouble.CONNECTION_RESET, "the server closed the connection during the TLS handshake"
    return Trouble.TLS_FAILURE, f"TLS: {getattr(error, 'reason', None) or error}"


def _os(error: OSError) -> tuple[Trouble, str]:
    numbers = [error.errno] if error.errno else [int(number) for number in _ERRNO.findall(str(error))]
    for number in numbers:
        if number in _OURS:
            return Trouble.UNREACHABLE, _OURS[number]
    for number, trouble in _BY_ERRNO.items():
        if number in numbers:
            return trouble, _PEER.sub(_authority, error.strerror or str(error))
    if isinstance(error, ConnectionError):
        return Trouble.CONNECTION_RESET, str(error) or type(error).__name__
    return Trouble.UNREACHABLE, str(error) or type(error).__name__


def _authority(peer: re.Match[str]) -> str:
    """Write an address and its port as they stand in URLs."""
    return f"([{peer[1]}]:{peer[2]})" if ":" in peer[1] else f"({peer[1]}:{peer[2]})"


_BY_CLASS: tuple[tuple[type[BaseException], Trouble], ...] = (
    (PrivateAddressError, Trouble.PRIVATE_ADDRESS),
    (NoSuchNameError, Trouble.DNS_NXDOMAIN),
    (ResolverError, Trouble.DNS_FAILURE),
)
