"""Certificates whose issuers are elsewhere: authorities below authorities, and the addresses where theirs lie."""

import datetime
import ssl
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs7
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

_BEGIN = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
_END = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Issued:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def server(self, *sent_along: "Issued") -> ssl.SSLContext:
        """A server's context that sends this certificate and these."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "chain.pem"
            file.write_bytes(key + self.pem + b"".join(issued.pem for issued in sent_along))
            context.load_cert_chain(file)
        return context


def root(name: str = "Root of the tests") -> Issued:
    return _issue(_name(name), None, is_authority=True)


def intermediate(issuer: Issued, name: str = "In between", *, issuer_at: str | None = None) -> Issued:
    return _issue(_name(name), issuer, is_authority=True, issuer_at=issuer_at)


def leaf(issuer: Issued, host: str, *, issuer_at: str | None = None, end: datetime.datetime = _END) -> Issued:
    return _issue(_name(host), issuer, host=host, issuer_at=issuer_at, end=end)


def self_issued(shown: str, issuer_shown: str) -> Issued:
    """An authority that signs itself, its name once in this writing and once in that."""
    return _issue(_name(shown), None, is_authority=True, issuer_name=_name(issuer_shown))


def pkcs7_of(*issued: Issued) -> bytes:
    """A file of certificates, as some authorities offer theirs."""
    return pkcs7.serialize_certificates([one.certificate for one in issued], Encoding.DER)


def trusting(context: ssl.SSLContext, authority: Issued) -> ssl.SSLContext:
    context.load_verify_locations(cadata=authority.der)
    return context


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _issue(
    subject: x509.Name,
    issuer: Issued | None,
    *,
    is_authority: bool = False,
    issuer_name: x509.Name | None = None,
    host: str | None = None,
    issuer_at: str | None = None,
    end: datetime.datetime = _END,
) -> Issued:
    key = ec.generate_private_key(ec.SECP256R1())
    by = issuer.certificate.subject if issuer else issuer_name or subject
    builder = (
        x509.CertificateBuilder(by, subject, key.public_key(), x509.random_serial_number(), _BEGIN, end)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    signer = issuer.key if issuer else key
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
    )
    if host is not None:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    if issuer_at is not None:
        where = x509.AccessDescription(
            AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(issuer_at)
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([where]), critical=False)
    return Issued(builder.sign(signer, hashes.SHA256()), key)
