"""Connections that only find out what a server wants. Nothing is asked over them, and nothing is believed."""

import asyncio
import ssl

from linkwatch.fetch.address import WebAddress
from linkwatch.fetch.dialler import Dialler
from linkwatch.fetch.tls import agreed_on_http2, permissive_context

_OUTDATED = frozenset({"SSLv3", "TLSv1", "TLSv1.1"})
_COMPLAINT_SECONDS = 2.0  # after a handshake
_COMPLAINTS = 3  # that are waited for, one after the other
_CHUNK = 16_384
_MOST = 262_144  # bytes of a handshake
CERTIFICATE_REQUIRED = "CERTIFICATE_REQUIRED"
"""What OpenSSL calls the alert of a server that was shown no certificate."""
_HANDSHAKE_RECORD, _CERTIFICATE_REQUEST = 22, 13


async def outdated_tls(dialler: Dialler, address: WebAddress, seconds: float) -> str | None:
    """Return the TLS version of a server that speaks none as new as browsers want; None if it is another matter."""
    if address.scheme != "https":
        return None
    try:
        async with asyncio.timeout(seconds), dialler.connected(address, permissive_context()) as (_, writer):
            version = str(writer.get_extra_info("ssl_object").version())
            return version if version in _OUTDATED else None
    except (OSError, TimeoutError):
        return None


async def own_certificate(dialler: Dialler, address: WebAddress) -> bytes | None:
    """Return the certificate that a server shows, in DER, whoever it is from. Raises OSError."""
    async with dialler.connected(address, permissive_context()) as (_, writer):
        certificate: bytes | None = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
        return certificate


async def offers_http2(dialler: Dialler, address: WebAddress) -> bool:
    """Tell whether a server agrees to HTTP/2."""
    try:
        async with dialler.connected(address, dialler.tls(address, http2=True)) as (_, writer):
            return agreed_on_http2(writer.get_extra_info("ssl_object"))
    except OSError:
        return False


async def wants_certificate(dialler: Dialler, address: WebAddress) -> bool:
    """Tell whether a server wants a certificate of the client's. Raises OSError."""
    return await _asks_for_certificate(dialler, address) or await _misses_certificate(dialler, address)


async def _misses_certificate(dialler: Dialler, address: WebAddress) -> bool:
    """Tell whether a server complains, in TLS 1.3, that none was shown.

    It does so after the handshake, and a request that is under way then often makes its complaint get lost.
    """
    for _ in range(_COMPLAINTS):
        try:
            async with (
                asyncio.timeout(_COMPLAINT_SECONDS),
                dialler.connected(address, permissive_context()) as (reader, _writer),
            ):
                await reader.read(1)
        except ssl.SSLError as error:
            return CERTIFICATE_REQUIRED in str(error)
        except ConnectionError:
            continue  # it may have got lost this time, too
        except (OSError, TimeoutError):
            pass
        return False
    return False


async def _asks_for_certificate(dialler: Dialler, address: WebAddress) -> bool:
    """Tell whether a server asks for one in TLS 1.2. There the question is in clear; Python tells nobody of it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = context.wrap_bio(incoming, outgoing, server_hostname=address.host.rstrip("."))
    seen = bytearray()
    async with dialler.connected(address, plain=True) as (reader, writer):
        while len(seen) < _MOST:
            try:
                tls.do_handshake()
            except ssl.SSLWantReadError:
                pass
            except ssl.SSLError:
                break
            else:
                break
            writer.write(outgoing.read())
            try:
                data = await reader.read(_CHUNK)
            except ConnectionError:
                break  # what was seen before may be the question
            if not data:
                break
            seen += data
            incoming.write(data)
    return _CERTIFICATE_REQUEST in _messages(bytes(seen))


def _messages(records: bytes) -> list[int]:
    """Return the kinds of the handshake's messages, up to where it is no longer in clear."""
    handshake = bytearray()
    place = 0
    while place + 5 <= len(records) and records[place] == _HANDSHAKE_RECORD:
        length = int.from_bytes(records[place + 3 : place + 5])
        handshake += records[place + 5 : place + 5 + length]
        place += 5 + length
    kinds = []
    place = 0
    while place + 4 <= len(handshake):
        kinds.append(handshake[place])
        place += 4 + int.from_bytes(handshake[place + 1 : place + 4])
    return kinds
