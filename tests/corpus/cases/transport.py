"""Names, connections and TLS."""

from tests.corpus.html import article
from tests.corpus.model import Case, Reply, always, pages, redirect

_PATH = "/wells/deep"
_SITE = pages({_PATH: article("Deep wells")})


def _tls(name: str, kind: str, expected: str, reason: str) -> Case:
    return Case(name, _PATH, expected, reason, _SITE, tls=kind)


def _error(title: str, text: str) -> str:
    return f"<html><head><title>{title}</title></head><body><center><h1>{title}</h1></center>{text}</body></html>"


_NGINX = _error("400 Bad Request", "<center>No required SSL certificate was sent</center><hr><center>nginx</center>")
_IIS = _error(
    "403.7 - Forbidden: SSL client certificate is required.",
    "<h3>The page you are attempting to access requires your browser to have a Secure Sockets Layer (SSL) client "
    "certificate that the Web server recognizes.</h3>",
)

CASES = [
    _tls("tls-good", "good", "alive", ""),
    _tls("tls-expired", "expired", "failing", "tls-expired"),
    _tls("tls-untrusted", "untrusted", "failing", "tls-untrusted"),
    _tls("tls-wrong-name", "wrong-name", "failing", "tls-name-mismatch"),
    Case("tls-on-plain-port", "", "failing", None, _SITE, url="https://{name}.test:{http}/wells/deep"),
    Case(
        "certificate-wanted-nginx", _PATH, "blocked", "client-certificate", always(Reply(400, _NGINX)), twin="plain-400"
    ),
    Case("certificate-wanted-iis", _PATH, "blocked", "client-certificate", always(Reply(403, _IIS)), twin="tls-good"),
    Case("certificate-wanted-496", _PATH, "blocked", "client-certificate", always(Reply(496, ""))),
    Case("plain-400", _PATH, "failing", "http-400", always(Reply(400, _error("400 Bad Request", "<hr>nginx")))),
    Case(
        "certificates-explained",
        "/wells/no-required-ssl-certificate-was-sent",
        "alive",
        "",
        pages(
            {
                "/wells/no-required-ssl-certificate-was-sent": article(
                    "No required SSL certificate was sent: what it means"
                )
            }
        ),
        twin="certificate-wanted-nginx",
    ),
    Case(
        "wants-another-protocol",
        _PATH,
        "blocked",
        "upgrade-required",
        always(Reply(426, "", headers=(("Upgrade", "websocket"),))),
        twin="version-unknown",
    ),
    Case("version-unknown", _PATH, "failing", "http-505", always(Reply(505, ""))),
    Case("no-such-domain", _PATH, "dead", "dns-nxdomain", _SITE, dns="nxdomain"),
    Case("dns-servfail", _PATH, "failing", "dns-failure", _SITE, dns="servfail", twin="no-such-domain"),
    Case("dns-silent", _PATH, "failing", "dns-failure", _SITE, dns="silent", twin="no-such-domain", hangs=True),
    Case("dns-private", _PATH, "skipped", "private-address", _SITE, dns="private"),
    Case("private-literal", "", "skipped", "private-address", _SITE, url="http://10.9.8.7/wells"),
    Case("metadata-literal", "", "skipped", "private-address", _SITE, url="http://169.254.169.254/latest/meta-data/"),
    Case("mapped-literal", "", "skipped", "private-address", _SITE, url="http://[::ffff:10.0.0.1]/"),
    Case("refused", "", "failing", "connect-refused", lambda request: Reply(), url="http://127.0.0.1:1/wells"),
    Case("canary-literal", "", "skipped", "private-address", _SITE, url="http://127.0.0.2:{canary}/"),
    Case("canary-number", "", "skipped", "private-address", _SITE, url="http://2130706434:{canary}/"),
    Case("canary-hexadecimal", "", "skipped", "private-address", _SITE, url="http://0x7f.2:{canary}/"),
    Case("canary-mapped", "", "skipped", "private-address", _SITE, url="http://[::ffff:127.0.0.2]:{canary}/"),
    Case("canary-redirect", _PATH, "failing", "private-address", always(redirect("http://127.0.0.2:{canary}/"))),
    Case(
        "canary-refresh",
        _PATH,
        "failing",
        "private-address",
        always("<meta http-equiv=refresh content='0;url=http://127.0.0.2:{canary}/'>"),
    ),
]
