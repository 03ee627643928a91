"""Under which names browse answers, and pages of which sites may ask it."""

import socket
from pathlib import Path

import pytest

from linkwatch.browse.door import with_door
from tests.browse.test_serving import browsing

NAMES = ("Links.Example", "wiki", "192.168.7.7")
OPEN = [
    "localhost",
    "localhost:8001",
    "LOCALHOST.:9",
    "127.0.0.1:8001",
    "192.168.7.8",
    "[::1]:8001",
    "[fd00::7]",
    "links.example",
    "links.example.:443",
    "wiki:80",
]
CLOSED = [
    "evil.example",
    "evil.example:8001",
    "localhost.evil.example",
    "evil-localhost",
    "127.0.0.1.evil.example",
    "links.example.evil.example",
    "[::1].evil.example",
    "x@localhost",
    "localhost@evil.example",
    "127.1",
    "2130706433",
    "$(reboot).example",
]


async def ask(*headers: tuple[str, str], kind: str = "http", method: str = "GET", path: str = "/") -> tuple[int, str]:
    """Status and text of an answer: 200 "in" of an application that everybody may ask."""
    sent: list[dict[str, object]] = []

    async def application(scope: object, receive: object, send: object) -> None:
        sent.extend(({"status": 200}, {"body": b"in"}))

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    pairs = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    await with_door(application, NAMES)({"type": kind, "headers": pairs, "method": method, "path": path}, None, send)
    status = sent[0].get("status", sent[0].get("code"))
    body = sent[1]["body"] if len(sent) > 1 else b""
    assert isinstance(status, int)
    assert isinstance(body, bytes)
    return status, body.decode()


@pytest.mark.parametrize("host", OPEN)
async def test_names_that_it_was_told_and_numbers_are_let_in(host: str) -> None:
    assert await ask(("Host", host)) == (200, "in")


@pytest.mark.parametrize("host", CLOSED)
async def test_foreign_names_are_refused_in_words(host: str) -> None:
    status, text = await ask(("Host", host))
    assert status == 421
    assert "does not go by the name" in text
    assert "linkwatch browse --name " in text
    assert "$" not in text
    assert "(" not in text.replace("(Host)", "")


async def test_a_request_that_names_nobody_or_two_is_refused() -> None:
    assert (await ask())[0] == 400
    assert (await ask(("Host", "")))[0] == 400
    assert (await ask(("Host", "localhost"), ("Host", "evil.example")))[0] == 400


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:8001", "http://localhost:8001"),
        ("127.0.0.1:8001", "http://127.0.0.1:8001"),
        ("[::1]:8001", "http://[::1]:8001"),
        ("links.example:8001", "http://links.example:8001"),
        ("127.0.0.1:8001", "https://links.example"),  # through a proxy that asks by number
    ],
)
async def test_pages_of_its_own_may_ask(host: str, origin: str) -> None:
    assert (await ask(("Host", host), ("Origin", origin)))[0] == 200


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        "http://localhost:3000",
        "http://127.0.0.1",
        "http://192.168.7.7",
        "http://192.168.7.7:8001",
        "http://links.example:3000",
        "https://links.example.:8443",
        "http://wiki:9",
        "file://",
        "chrome-extension://x",
    ],
)
async def test_pages_of_other_sites_may_not(origin: str) -> None:
    assert await ask(("Host", "localhost:8001"), ("Origin", origin)) == (
        403,
        "A page of another site may not ask this server.\n",
    )


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ((("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Dest", "image")), 403),
        ((("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "cors")), 403),
        ((("sec-fetch-site", "cross-site"),), 403),
        ((("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "iframe")), 403),
        ((("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")), 200),
        ((("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")), 200),
        ((("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Dest", "image")), 200),
        ((("Sec-Fetch-Site", "none"), ("Sec-Fetch-Mode", "navigate")), 200),
    ],
)
async def test_other_sites_may_link_to_it_and_show_nothing_of_it(
    headers: tuple[tuple[str, str], ...], status: int
) -> None:
    assert (await ask(("Host", "localhost:8001"), *headers))[0] == status


@pytest.mark.parametrize("path", ["/badge.svg", "/badge.json"])
@pytest.mark.parametrize(
    "headers", [(("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Dest", "image")), (("Origin", "https://evil.example"),)]
)
async def test_a_badge_is_for_pages_of_every_site_under_our_names_alone(
    headers: tuple[tuple[str, str], ...], path: str
) -> None:
    assert (await ask(("Host", "localhost:8001"), *headers, path=path))[0] == 200
    assert (await ask(("Host", "localhost:8001"), *headers, path=path, method="HEAD"))[0] == 200
    assert (await ask(("Host", "localhost:8001"), *headers, path=path, method="POST"))[0] == 403
    assert (await ask(("Host", "localhost:8001"), *headers, path=path, kind="websocket"))[0] == 1008
    assert (await ask(("Host", "localhost:8001"), *headers, path=f"{path}/"))[0] == 403
    assert (await ask(("Host", "evil.example"), *headers, path=path))[0] == 421


async def test_a_web_socket_under_a_foreign_name_is_closed() -> None:
    assert (await ask(("Host", "evil.example"), kind="websocket"))[0] == 1008


async def test_starting_and_ending_pass_through() -> None:
    assert (await ask(kind="lifespan"))[0] == 200


def raw_answer(port: int, *lines: str) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall("\r\n".join((*lines, "Connection: close", "", "")).encode())
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()


def test_the_command_answers_under_its_names_only_and_with_its_headers(path: Path) -> None:
    with browsing(path, "--host", "0.0.0.0", "--name", "links.example") as (_, address):
        port = int(address.rstrip("/").rpartition(":")[2])
        for target in ("/", "/linkwatch/links.json", "/linkwatch/links.csv", "/changes.atom"):
            let_in = raw_answer(port, f"GET {target} HTTP/1.1", "Host: links.example")
            refused = raw_answer(port, f"GET {target} HTTP/1.1", f"Host: evil.example:{port}")
            assert let_in.startswith("HTTP/1.1 200 ")
            assert refused.startswith("HTTP/1.1 421 ")
            for answer in (let_in, refused):
                assert "\r\nx-content-type-options: nosniff\r\n" in answer
                assert "\r\ncontent-security-policy: default-src 'none'; script-src 'self';" in answer
                assert answer.lower().count("content-security-policy:") == 1
