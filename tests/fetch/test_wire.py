"""What is sent: the URL exactly as it stands, and the headers that were promised."""

import base64

import pytest

from tests.fetch.conftest import OpenClient
from tests.servers.raw import answering, raw_server

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nok"


@pytest.mark.parametrize(
    "target",
    [
        "/a%2fb/A%2FB",
        "/%7Euser/~user",
        "/%zz%",
        "/a|b;c=d/''",
        "/path?",
        "/path??",
        "/?a&b=&&=c",
        "/?b=2&a=1&b=2",
        "/?q=a+b%20c",
        "/caf%C3%A9/%E9",
        "//double//slash/",
        "/?u=http://example.org/?x=1",
        "/wiki/A_(b)!*'[x]",
        "/:@$,",
    ],
)
async def test_target_is_sent_letter_by_letter(open_client: OpenClient, target: str) -> None:
    async with raw_server(answering(PAGE)) as server, open_client() as client:
        visit = await client.visit(server.url(target))
        assert visit.http_status == 200
        assert server.request_lines == [f"GET {target} HTTP/1.1"]


async def test_target_is_sent_exactly_through_a_redirect_too(open_client: OpenClient) -> None:
    answer = b"HTTP/1.1 302 Found\r\nLocation: /a%2Fb|%zz?x=&y\r\nContent-Length: 0\r\n\r\n"
    async with raw_server(answering(answer, PAGE)) as server, open_client() as client:
        await client.visit(server.url())
        assert server.request_lines[1] == "GET /a%2Fb|%zz?x=&y HTTP/1.1"


async def test_fragment_is_not_sent(open_client: OpenClient) -> None:
    async with raw_server(answering(PAGE)) as server, open_client() as client:
        await client.visit(server.url("/page#part"))
        assert server.request_lines == ["GET /page HTTP/1.1"]


async def test_own_headers_name_linkwatch(open_client: OpenClient) -> None:
    async with raw_server(answering(PAGE)) as server, open_client(user_agent="linkwatch-test/1") as client:
        visit = await client.visit(server.url())
        head = server.requests[0].decode()
        assert "\r\nUser-Agent: linkwatch-test/1\r\n" in head
        assert f"\r\nHost: 127.0.0.1:{server.port}\r\n" in head
        assert "Sec-Fetch" not in head
        assert not visit.browser_headers


async def test_browser_headers_are_a_browsers_and_are_recorded(open_client: OpenClient) -> None:
    async with raw_server(answering(PAGE)) as server, open_client(user_agent="linkwatch-test/1") as client:
        visit = await client.visit(server.url(), browser_headers=True)
        head = server.requests[0].decode()
        assert "linkwatch" not in head
        assert "Firefox" in head
        assert "\r\nSec-Fetch-Mode: navigate\r\n" in head
        assert visit.browser_headers


async def test_user_and_password_become_basic_auth_and_stay_out_of_the_evidence(open_client: OpenClient) -> None:
    redirect = b"HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n"
    async with raw_server(answering(redirect, PAGE)) as server, open_client() as client:
        visit = await client.visit(f"http://us%20er:s%40cret@127.0.0.1:{server.port}/")
        expected = base64.b64encode(b"us er:s@cret").decode()
        assert all(f"Authorization: Basic {expected}" in head.decode() for head in server.requests)
        assert len(server.requests) == 2
        assert "cret" not in repr(visit)
        assert "us%20er" not in repr(visit)


async def test_credentials_go_to_no_other_origin(open_client: OpenClient) -> None:
    async with raw_server(answering(PAGE)) as other:
        redirect = f"HTTP/1.1 302 Found\r\nLocation: {other.url()}\r\nContent-Length: 0\r\n\r\n".encode()
        async with raw_server(answering(redirect)) as server, open_client() as client:
            visit = await client.visit(f"http://user:secret@127.0.0.1:{server.port}/")
            assert visit.final_url == other.url()
            assert b"Authorization" not in other.requests[0]


async def test_proxy_of_the_environment_is_not_used(open_client: OpenClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async with raw_server(answering(PAGE)) as proxy, raw_server(answering(PAGE)) as server:
        monkeypatch.setenv("http_proxy", proxy.url())
        monkeypatch.setenv("HTTP_PROXY", proxy.url())
        async with open_client() as client:
            assert (await client.visit(server.url())).http_status == 200
        assert proxy.connections == 0
        assert server.connections == 1


async def test_no_web_address_is_asked_nothing(open_client: OpenClient) -> None:
    async with open_client() as client:
        visit = await client.visit("ftp://127.0.0.1/")
    assert (visit.trouble, visit.requests, visit.detail) == ("bad-response", 0, "not a web address")


async def test_connections_are_reused_within_a_host_session(open_client: OpenClient) -> None:
    async with raw_server(answering(PAGE, close=False)) as server, open_client() as client:
        async with client.host(f"127.0.0.1:{server.port}") as host:
            for number in range(5):
                assert (await host.visit(server.url(f"/{number}"))).http_status == 200
        assert server.connections == 1
        assert len(server.requests) == 5
