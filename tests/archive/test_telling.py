"""What an archive may be told of: no private network, no password, no signature."""

import pytest

from linkwatch.archive.telling import may_be_told, why_not_told
from linkwatch.masking import secret_parameter

OUTSIDE = "https://web.archive.org/save"
INSIDE = "http://10.0.0.5:8080/save"
RANDOM = "9fK2mQ7xVb3LpZ8sYt1c"  # 20 characters


PRIVATE_HOSTS = [
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
]


def test_a_page_on_a_private_network_is_told_only_to_an_archive_that_is_there_too() -> None:
    urls = [f"http://{host}/page" for host in PRIVATE_HOSTS]
    assert {url: why_not_told(url, OUTSIDE) for url in urls} == dict.fromkeys(urls, "it is on a private network")
    assert [url for url in urls if may_be_told(url, OUTSIDE) or not may_be_told(url, INSIDE)] == []


WITH_PASSWORDS = [
    "https://me:hush@example.org/",
    "https://me@example.org/",
    "https://***@example.org/",
    "https://example.org/to?next=https://me:hush@example.com/",
    "https://example.org/?u=https%3A%2F%2Fme%3Ahush%40example.com",
    "https://example.org/?u=https%3A%2F%2Fme:hush@example.com",
    "https://example.org/?u=https%253A%252F%252Fme%253Ahush%2540example.com%252F",
    "https://example.org/?u=https%25253A%25252F%25252Fme%25253Ahush%252540example.com",
    "https://example.org/?u=https:me:hush@example.com",
    "https://example.org/?u=//me:hush@example.com",
    "https://example.org/?u=%2F%2Fme%3Ahush%40example.com%2F",
    "https://example.org/?u=https%3A%2F%2Fme%3Ahu%26sh%40example.com",
    "https://example.org/?u=https%3A%2F%2Fme%3Ahu%252Fsh%40example.com",
    "https://example.org/?a=1&u=ftp%3A%2F%2Fme%40example.com&b=2",
]


@pytest.mark.parametrize("archive", [OUTSIDE, INSIDE])
def test_a_password_is_told_to_no_archive(archive: str) -> None:
    why = "its address holds a user name or a password"
    assert {url: why_not_told(url, archive) for url in WITH_PASSWORDS} == dict.fromkeys(WITH_PASSWORDS, why)


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
    "%74oken=abc": "%74oken",
    **{
        f"{name}={RANDOM}": name
        for name in ("auth", "auth_key", "code", "hash", "key", "policy", "s", "sign", "ticket")
    },
    "next=https%3A%2F%2Fexample.com%2F%3Ftoken%3Dabc": "token",
    "token=abc%26def%3Fghi": "token",
    "key=6ba7b810-9dad-11d1-80b4-00c04fd430c8": "key",
    f"key=eyJ.{RANDOM}-x": "key",
    "key=c04fd430c8-9dad-11d1-80b4-6ba7b810": "key",
    "key=AIzaSyB-7qLr_x2-Vt9Kd-Q4mW_hZ8-c1NpYfJs": "key",
    "u=%253Ftoken%253Dabc": "token",
    "u=%25253Ftoken%25253Dabc": "token",
    "u=%2526api_key%253Dabc": "api_key",
    "u=%25%33%46token=abc": "token",
    "token[]=abc": "token[]",
    "auth[token]=abc": "auth[token]",
    "auth%5Btoken%5D=abc": "auth%5Btoken%5D",
    "secret_key=abc": "secret_key",
    "access_key=abc": "access_key",
    "X-Api-Key=abc": "X-Api-Key",
    "subscription-key=abc": "subscription-key",
    "Ocp-Apim-Subscription-Key=abc": "Ocp-Apim-Subscription-Key",
    "credentials=abc": "credentials",
    "pass=abc": "pass",
    "session_token=abc": "session_token",
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
    "key=The-Old-Mill-2015-And-21st-Century-NASA-Covid19",
    "key=OldMillOfTheTown_and-its-wheels-2015",
    "code=de",
    "design=3",
    "q=signature+dishes",
]


@pytest.mark.parametrize("archive", [OUTSIDE, INSIDE])
def test_a_signed_address_is_told_to_no_archive(archive: str) -> None:
    urls = {f"https://example.org/file?{query}": secret for query, secret in SIGNED.items()}
    assert {url: secret_parameter(url) for url in urls} == urls
    assert {url: why_not_told(url, archive) for url in urls} == {
        url: f"its address holds a secret: {secret}" for url, secret in urls.items()
    }
    assert [url for url in urls if may_be_told(url, archive)] == []


@pytest.mark.parametrize(
    ("path", "why"),
    [
        (f"reset-password/{RANDOM}", "reset-password"),
        (f"api/webhooks/123456/{RANDOM}", "webhooks"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jV", "a token"),
        ("verify/eyJhbGciOiJIUzI1NiJ9%2EeyJzdWIiOiIxMjM0NTY3ODkwIn0%2Edozjg", "a token"),
        (f"forgot-password/{RANDOM}", "forgot-password"),
        (f"account/recover/{RANDOM}", "recover"),
        (f"login?next=%2Fmagic-link%2F{RANDOM}", "magic-link"),
        (f"share/secret/{RANDOM}", "secret"),
    ],
)
def test_a_secret_in_a_path_is_told_to_no_archive(path: str, why: str) -> None:
    assert why_not_told(f"https://example.org/{path}", OUTSIDE) == f"its address holds a secret: {why}"
    assert why_not_told(f"https://example.org/{path}", INSIDE) == f"its address holds a secret: {why}"


def test_an_address_that_a_service_is_called_by_is_told_to_no_archive() -> None:
    assert not may_be_told("https://hooks.slack.com/services/T0/B0/abcdef", OUTSIDE)
    assert not may_be_told("https://hooks.slack.com./services/T0/B0/abcdef", OUTSIDE)
    assert not may_be_told(f"https://api.telegram.org/bot123456:{RANDOM}{RANDOM}/getMe", OUTSIDE)


@pytest.mark.parametrize(
    "path",
    [
        f"document/d/{RANDOM}{RANDOM}/edit",
        "commit/6ba7b8109dad11d180b400c04fd430c8",
        f"watch/{RANDOM}",
        f"share/{RANDOM}",
        "key/the-old-mill",
        "token/0x6B175474E89094C44Da98b954EedeAC495271d0F",
        "articles/how-to-reset-password-in-2015-with-21-steps",
        "hooks/",
        "reset",
        "recover/deleted-files-of-2019-with-photorec-7",
    ],
)
def test_an_ordinary_path_is_told(path: str) -> None:
    assert may_be_told(f"https://example.org/{path}", OUTSIDE)


def test_an_ordinary_query_is_told() -> None:
    urls = [f"https://example.org/token=1/file?{query}" for query in OPEN]
    urls += [f"https://example.org/file#token=1?{query}" for query in OPEN]
    assert [url for url in urls if not may_be_told(url, OUTSIDE)] == []


INSIDE_AN_ADDRESS = [
    "u=http://10.0.0.1/",
    "u=//10.0.0.1",
    "u=%2F%2F10.0.0.1%2Fa",
    "u=ftp://10.0.0.1",
    "u=ftp://nas/",
    "u=https:10.0.0.1",
    "u=http%253A%252F%252F10.0.0.1",
    "u=http%25253A%25252F%25252F10.0.0.1",
    "u=//wiki.corp/a",
    "u=//localhost:3000",
    "u=//[::1]/",
    "u=ws%3A%2F%2Fwiki%2F",
    "u=http:\\\\10.0.0.1",
]


def test_a_private_address_inside_another_is_told_only_inside() -> None:
    urls = [f"https://example.org/{start}{query}" for query in INSIDE_AN_ADDRESS for start in ("?", "to/")]
    assert {url: why_not_told(url, OUTSIDE) for url in urls} == dict.fromkeys(urls, "it is on a private network")
    assert [url for url in urls if not may_be_told(url, INSIDE)] == []


PUBLIC = [
    "https://example.org/",
    "http://93.184.216.34/",
    "http://[2606:4700::1111]/",
    "https://medium.example/@somebody/a-story",
    "https://local.example.org/",
    "https://example.org//wiki/page",
    "https://example.org/archive//2015/06/",
    "https://example.org/?title=http:Status",
    "https://example.org/?share=https%3A%2F%2Fexample.com%2F%40somebody%2Fa",
    "https://example.org/?url=https%3A%2F%2Fexample.com&email=me%40example.com",
    "https://example.org/?u=https%253A%252F%252Fexample.com%252Fa%253Fb%253D1",
    "https://example.org/story.jsp;jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9?id=3",
    "https://example.org/viewtopic.php?t=12&sid=0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    "https://example.org/index.php?PHPSESSID=0a1b2c3d4e5f60718293a4b5c6d7e8f9&page=news",
    "https://example.org/a.cfm?CFID=1234567&CFTOKEN=12345678",
    "https://example.org/programme?session=12&room=3",
    "https://example.org/?session=0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    "https://example.org/list?pageToken=CAUQAA&maxResults=50",
    "https://example.org/list?continuation_token=abc",
    "https://example.org/item?id=6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    "https://example.org/item?uuid=6ba7b810-9dad-11d1-80b4-00c04fd430c8",
    "https://example.org/watch?v=dQw4w9WgXcQ&list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
    "https://example.org/?utm_source=feed&utm_medium=rss&utm_campaign=autumn-2015",
    "https://example.org/?fbclid=IwAR0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    "https://example.org/?gclid=Cj0KCQiA0a1b2c3d4e5f6",
    "https://example.org/commit/0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
    "https://example.org/?rev=0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
    "https://example.org/file?sha256=" + "0a1b2c3d" * 8,
    "https://example.org/spreadsheet/ccc?key=pCQbetd",
    "https://example.org/?key=value&lang=de",
    "https://example.org/?hash=top&code=404",
    "https://example.org/?s=old+mill&paged=2",
    "https://example.org/?keywords=token+economy&passage=3&author=auth",
    "https://example.org/doi/pdf/10.1000/182?download=true",
    "https://example.org/search?q=secret+garden&page=2",
    "https://example.org/cgi-bin/show.pl?ID=12;lang=en;format=html",
    "https://example.org/w/index.php?title=Old_Mill&oldid=123456789",
    "https://example.org/?p=123&preview=true",
    "https://example.org/a(b)?x[]=1&x[]=2&filter%5Byear%5D=2015",
    "https://example.org/100%25-wool?size=10%25",
    "https://example.org/?bypass=1&compass=n&tokens=3",
    "https://web.archive.org/web/20150601/http://example.org/a?b=c",
    "https://example.org/to?http://example.com/a",
    "https://example.org/?date=2015-06-01T12:00:00&tz=%2B02:00",
    "https://example.org//@somebody/a",
    "https://example.org/article?id=news:some@example.com",
    "https://example.org/?policy=arn:aws:iam::aws:user@example.com",
    "https://example.org/?u=mailto%3Ame%40example.com",
    "https://example.org/?ref=a@b&via=@somebody",
]


def test_the_public_web_is_told() -> None:
    assert {url: why_not_told(url, OUTSIDE) for url in PUBLIC} == dict.fromkeys(PUBLIC)


def test_a_name_without_end_is_cut() -> None:
    reason = why_not_told("https://example.org/?" + "a" * 9999 + "token=1", OUTSIDE)
    assert reason == "its address holds a secret: " + "a" * 40
