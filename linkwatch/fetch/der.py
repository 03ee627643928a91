"""As much of certificates as completing a chain needs: where the issuer's lies, and what was found there."""

import re
import ssl
from collections.abc import Iterator

_CERTIFICATES = 8  # of one file; a chain is shorter
_SEQUENCE, _OPTIONAL_0 = 0x30, 0xA0
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # the name of a PKCS #7 file of certificates
# The name caIssuers (1.3.6.1.5.5.7.48.2), and after it a URL of up to 255 characters with its length.
_ISSUER_AT = re.compile(rb"\x06\x08\x2b\x06\x01\x05\x05\x07\x30\x02\x86(?:([\x01-\x7f])|\x81([\x80-\xff]))")
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]++-----END CERTIFICATE-----")


def issuer_urls(certificate: bytes) -> list[str]:
    """Return the http addresses at which a certificate (DER) says that its issuer's lies."""
    found = []
    for match in _ISSUER_AT.finditer(certificate):
        url = certificate[match.end() : match.end() + (match[1] or match[2])[0]]
        if url.isascii() and url[:7].lower() == b"http://" and url.decode().isprintable():
            found.append(url.decode())
    return found


def certificates_in(body: bytes) -> list[bytes]:
    """Return the certificates of a file, in DER: one as it is (DER or PEM), or several in PKCS #7."""
    if pem := _PEM.findall(body):
        try:
            return [ssl.PEM_cert_to_DER_cert(text.decode()) for text in pem[:_CERTIFICATES]]
        except ValueError:
            return []
    outer = next(_elements(body), None)
    if outer is None or outer[0] != _SEQUENCE:
        return []
    _, whole, content = outer
    return _of_pkcs7(content)[:_CERTIFICATES] if content.startswith(_SIGNED_DATA) else [whole]


def is_intermediate(certificate: bytes) -> bool:
    """Tell whether bytes are one certificate of an authority that is not self-signed.

    What is self-signed OpenSSL would trust as a root. Names are compared more loosely than it does it: what it takes
    for one name is one here too.
    """
    alone = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        alone.load_verify_locations(cadata=certificate)
        authorities = alone.get_ca_certs()
    except (ssl.SSLError, ValueError):
        return False
    if alone.cert_store_stats() != {"x509": 1, "crl": 0, "x509_ca": 1}:
        return False
    return _folded(authorities[0]["subject"]) != _folded(authorities[0]["issuer"])


def _of_pkcs7(content: bytes) -> list[bytes]:
    """Content of a ContentInfo → SignedData → the set of certificates."""
    wrapped = _inside(content, _OPTIONAL_0)
    signed = _inside(wrapped, _SEQUENCE)
    return [whole for tag, whole, _ in _elements(_inside(signed, _OPTIONAL_0)) if tag == _SEQUENCE]


def _inside(der: bytes, wanted: int) -> bytes:
    return next((content for tag, _, content in _elements(der) if tag == wanted), b"")


def _elements(der: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Give the elements that follow each other: tag, all bytes, content. Ends where something else begins."""
    place = 0
    while place + 2 <= len(der):
        length, start = der[place + 1], place + 2
        if length >= 0x80:
            size = length & 0x7F
            if not 1 <= size <= 4:
                return
            length, start = int.from_bytes(der[start : start + size]), start + size
        if start + length > len(der):
            return
        yield der[place], der[place : start + length], der[start : start + length]
        place = start + length


def _folded(name: object) -> list[tuple[str, str]]:
    """Return a name's parts without order, case and spaces. name: as the ssl module gives it."""
    assert isinstance(name, tuple)  # noqa: S101 - it always is
    return sorted((key, "".join(value.casefold().split())) for group in name for key, value in group)
