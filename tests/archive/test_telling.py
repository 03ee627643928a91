"""What an archive may be told of: no private network, no password, no signature."""

import pytest

from linkwatch.archive.telling import may_be_told, why_not_told
from linkwatch.masking import secret_parameter

OUTSIDE = "https://web.archive.org/save"
INSIDE = "http://10.0.0.5:8080/save"
RANDOM = "9fK2mQ7xVb3LpZ8sYt1c"  # 20 characters


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "169.254.169.254",
        "[::1]",
        "[fd00::1]",
        "[::ffff:10.0.0.1]",
        "0x7f.1",
        "2130706433",
        "localhost",
        "wiki",
        "wiki.",
        "printer.local",
        "wiki.internal",
        "nas.lan",
        "pi.home.arpa",
        "app.localhost",
        "intranet.corp",
        "wiki.intranet",
        "nas.home",
        "db.private",
        "host.localdomain",
        "WIKI.Internal.",
    ],
)
def test_a_page_on_a_private_network_is_told_only_to_an_archive_that_is_there_too(host: str) -> None:
    url = f"http://{host}/page"
    assert why_not_told(url, OUTSIDE) == "it is on a private network"
    assert not may_be_told(url, OUTSIDE)
    assert may_be_told(url, INSIDE)


@pytest.mark.parametrize("archive", [OUTSIDE, INSIDE])
@pytest.mark.parametrize(
    "url",
    [
        "https://me:hush@example.org/",
        "https://me@example.org/",
        "https://***@example.org/",
        "https://example.org/to?next=https://me:hush@example.com/",
    ],
)
def test_a_password_is_told_to_no_archive(url: str, archive: str) -> None:
    assert why_not_told(url, archive) == "its address holds a user name or a password"


SIGNED = {
    "token=abc": "token",
    "page=2&access_token=abc": "access_token",
    "accessToken=abc": "accessToken",
    "id_token=abc": "id_token",
    "X-Amz-Signature=ab12": "X-Amz-Signature",
    "x-amz-security-token=ab12": "x-amz-security-token",
    "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AK%2F20260101": "X-Amz-Credential",
    "X-Goog-Signature=ab12": "X-Goog-Signature",
    "AWSAccessKeyId=AK": "AWSAccessKeyId",
    "sv=2024&sig=a%2Fb%3D": "sig",
    "Signature=ab": "Signature",
    "Key-Pair-Id=AP": "Key-Pair-Id",
    "hdnts=exp%3D1": "hdnts",
    "hdnea=exp%3D1": "hdnea",
    "hmac=ab": "hmac",
    "jwt=ab": "jwt",
    "pwd=ab": "pwd",
    "passwd=ab": "passwd",
    "password=ab": "password",
    "client_secret=ab": "client_secret",
    "api_key=ab": "api_key",
    "apikey=ab": "apikey",
    "a=1;token=abc": "token",
    "%74oken=abc": "token",
    **{
        f"{name}={RANDOM}": name
        for name in ("auth", "auth_key", "code", "hash", "key", "policy", "s", "sign", "ticket")
    },
    "next=https%3A%2F%2Fexample.com%2F%3Ftoken%3Dabc": "token",
    "token=abc%26def%3Fghi": "token",
    "key=6ba7b810-9dad-11d1-80b4-00c04fd430c8": "key",
    f"key=eyJ.{RANDOM}-x": "key",
}
OPEN = [
    "",
    "token=",
    "token",
    "tokens=3",
    "page=token",
    "keyword=" + RANDOM,
    "key=" + RANDOM[:-1],
    "key=abcdefghijklmnopqrstuvwxyz",
    "key=12345678901234567890123",
    "key=the-old-mill-and-its-21-wheels",
    "key=uploads/2015/06/report-of-2015.pdf",
    "key=c04fd430c8-9dad-11d1-80b4-6ba7b810",
    "code=de",
    "design=3",
    "q=signature+dishes",
]


@pytest.mark.parametrize("archive", [OUTSIDE, INSIDE])
@pytest.mark.parametrize("query", SIGNED)
def test_a_signed_address_is_told_to_no_archive(query: str, archive: str) -> None:
    url = f"https://example.org/file?{query}"
    assert secret_parameter(url) == SIGNED[query]
    assert why_not_told(url, archive) == f"its address holds a secret: {SIGNED[query]}"
    assert not may_be_told(url, archive)


@pytest.mark.parametrize("query", OPEN)
def test_an_ordinary_query_is_told(query: str) -> None:
    assert may_be_told(f"https://example.org/token=1/file?{query}", OUTSIDE)
    assert may_be_told(f"https://example.org/file#token=1?{query}", OUTSIDE)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "http://93.184.216.34/",
        "http://[2606:4700::1111]/",
        "https://medium.example/@somebody/a-story",
        "https://local.example.org/",
    ],
)
def test_the_public_web_is_told(url: str) -> None:
    assert why_not_told(url, OUTSIDE) is None


def test_a_name_without_end_is_cut() -> None:
    reason = why_not_told("https://example.org/?" + "a" * 9999 + "token=1", OUTSIDE)
    assert reason == "its address holds a secret: " + "a" * 40
