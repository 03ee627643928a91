"""What the settings say of some hosts reaches those hosts, and no other."""

import base64
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest

from linkwatch.config import CheckSettings, HostSettings, Settings, rules_for
from linkwatch.errors import MachineError
from linkwatch.evidence import Trouble
from linkwatch.fetch import WebClient
from tests.fetch.conftest import LOOPBACK, SkippingClock, read_page
from tests.servers.raw import RawServer, answering, raw_server
from tests.servers.silent import closed_port
from tests.servers.tls import Certificates

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nok"
FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"


def redirect(url: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {url}\r\nContent-Length: 0\r\n\r\n".encode()


def place(server: RawServer) -> str:
    return f"{server.host}:{server.port}"


def sent(server: RawServer, name: str) -> list[str | None]:
    """The value of a header in each request, None where it was not sent."""
    found = []
    for request in server.requests:
        lines = dict(line.split(": ", 1) for line in request.decode().split("\r\n")[1:] if line)
        found.append({key.lower(): value for key, value in lines.items()}.get(name.lower()))
    return found


@asynccontextmanager
async def client_for(*hosts: dict[str, Any], **check: Any) -> AsyncIterator[WebClient]:
    settings = Settings.model_validate(
        {"hosts": hosts, "check": {"allow_private": LOOPBACK, "host_interval": 0, "retries": 0, "timeout": 5, **check}}
    )
    clock = SkippingClock()
    async with WebClient(settings.check, read_page, monotonic=clock.monotonic, sleep=clock.sleep) as client:
        yield client


SECRETS = {
    "headers": {"X-Token": "of-ours"},
    "cookies": {"session": "of-ours"},
    "auth": "anna:of-ours",
    "user_agent": "ours/1",
}


async def test_headers_cookies_login_and_name_go_to_their_host_alone() -> None:
    async with AsyncExitStack() as stack:
        other = await stack.enter_async_context(raw_server(answering(PAGE)))
        own = await stack.enter_async_context(raw_server(answering(redirect(other.url("/there")))))
        client = await stack.enter_async_context(client_for({"match": place(own), **SECRETS}))
        visit = await client.visit(own.url("/here"))
        assert visit.http_status == 200
        login = "Basic " + base64.b64encode(b"anna:of-ours").decode()
        assert [sent(own, name) for name in ("X-Token", "Cookie", "Authorization", "User-Agent")] == [
            ["of-ours"],
            ["session=of-ours"],
            [login],
            ["ours/1"],
        ]
        assert b"of-ours" not in b"".join(other.requests)
        assert b"ours/1" not in b"".join(other.requests)
        assert "of-ours" not in repr(visit)


async def test_a_redirect_back_to_the_host_has_them_again() -> None:
    async with AsyncExitStack() as stack:
        own = await stack.enter_async_context(raw_server(answering(PAGE)))
        other = await stack.enter_async_context(raw_server(answering(redirect(own.url("/end")))))
        client = await stack.enter_async_context(client_for({"match": place(own), **SECRETS}))
        await client.visit(other.url())
        assert sent(own, "X-Token") == ["of-ours"]
        assert sent(other, "X-Token") == [None]


async def test_a_browsers_headers_are_sent_with_what_the_host_wants() -> None:
    async with raw_server(answering(PAGE)) as own, client_for({"match": place(own), **SECRETS}) as client:
        await client.visit(own.url(), browser_headers=True)
        assert sent(own, "X-Token") == ["of-ours"]
        assert "Mozilla" in str(sent(own, "User-Agent"))


async def test_headers_for_all_hosts_take_the_place_of_our_own_and_a_hosts_take_theirs() -> None:
    async with AsyncExitStack() as stack:
        own = await stack.enter_async_context(raw_server(answering(PAGE)))
        other = await stack.enter_async_context(raw_server(answering(PAGE)))
        entry = {"match": place(own), "headers": {"accept-language": "fr"}}
        client = await stack.enter_async_context(client_for(entry, headers={"Accept-Language": "de"}))
        await client.visit(own.url())
        await client.visit(other.url())
        assert sent(own, "Accept-Language") == ["fr"]
        assert sent(other, "Accept-Language") == ["de"]
        assert own.requests[0].lower().count(b"accept-language") == 1


async def test_an_accepted_status_is_marked_and_others_are_not() -> None:
    async with AsyncExitStack() as stack:
        own = await stack.enter_async_context(raw_server(answering(FORBIDDEN)))
        other = await stack.enter_async_context(raw_server(answering(FORBIDDEN)))
        client = await stack.enter_async_context(client_for({"match": place(own), "accept": ["200-299", 403]}))
        assert (await client.visit(own.url())).accepted
        assert not (await client.visit(other.url())).accepted


async def test_certificates_are_looked_at_unless_the_settings_say_otherwise() -> None:
    async with raw_server(answering(PAGE), tls=Certificates().server()) as own:
        async with client_for() as client:
            assert (await client.visit(own.url())).trouble is Trouble.TLS_UNTRUSTED
        async with client_for({"match": place(own), "insecure_tls": True}) as client:
            assert (await client.visit(own.url())).http_status == 200
        async with client_for({"match": "elsewhere.example", "insecure_tls": True}) as client:
            assert (await client.visit(own.url())).trouble is Trouble.TLS_UNTRUSTED


async def test_a_host_has_a_timeout_of_its_own() -> None:
    async def silent(request: bytes, writer: object) -> None:
        return None

    async with raw_server(silent) as own, client_for({"match": place(own), "timeout": "200ms"}, timeout=60) as client:
        visit = await client.visit(own.url())
        assert visit.trouble is Trouble.READ_TIMEOUT
        assert visit.elapsed_ms < 5000


@pytest.mark.parametrize(
    ("authority", "user_agent"),
    [
        ("a.example.org", "exact"),
        ("a.example.org:8443", "with port"),
        ("a.example.org:9000", "exact"),
        ("b.example.org", "below"),
        ("c.b.example.org", "deeper"),
        ("example.org", "all"),
        ("notexample.org", "all"),
        ("[::1]:8000", "six"),
    ],
)
def test_the_most_specific_entry_holds(authority: str, user_agent: str) -> None:
    names = {
        "*": "all",
        "*.example.org": "below",
        "*.b.example.org": "deeper",
        "a.example.org": "exact",
        "A.example.org:8443": "with port",
        "[::1]": "six",
    }
    check = CheckSettings().with_hosts([HostSettings(match=match, user_agent=name) for match, name in names.items()])
    assert rules_for(check, authority).user_agent == user_agent


def test_limits_of_a_host_are_its_own_and_no_higher_than_the_general_one() -> None:
    check = CheckSettings(per_host=3).with_hosts(
        [HostSettings(match="a.example", per_host=1, host_interval="2s"), HostSettings(match="b.example", per_host=9)]
    )
    rules = [rules_for(check, f"{name}.example") for name in "abc"]
    assert [(rule.per_host, rule.host_interval) for rule in rules] == [(1, 2), (3, 0.1), (3, 0.1)]


# --- proxies


@asynccontextmanager
async def proxy_to(*answers: bytes) -> AsyncIterator[RawServer]:
    """A proxy for plain HTTP that answers by itself: what it is asked for need not be there."""
    async with raw_server(answering(*answers)) as server:
        yield server


async def test_a_proxy_is_asked_for_the_whole_address_with_its_login() -> None:
    async with proxy_to(PAGE) as proxy, client_for(proxy=f"http://anna:hush@{place(proxy)}") as client:
        visit = await client.visit("http://203.0.114.9/page?q=1")
        assert visit.http_status == 200
        assert proxy.request_lines == ["GET http://203.0.114.9/page?q=1 HTTP/1.1"]
        assert sent(proxy, "Proxy-Authorization") == ["Basic " + base64.b64encode(b"anna:hush").decode()]
        assert "hush" not in repr(visit)


async def test_a_proxy_is_not_asked_for_what_is_private() -> None:
    async with proxy_to(PAGE) as proxy, client_for(proxy=f"http://{place(proxy)}", allow_private=[]) as client:
        for url in ("http://10.1.2.3/", "http://localhost/", "http://printer.internal/", "http://intranet/"):
            assert (await client.visit(url)).trouble is Trouble.PRIVATE_ADDRESS, url
        assert proxy.requests == []


async def test_a_proxy_beside_a_host_that_has_its_own() -> None:
    async with proxy_to(PAGE) as general, proxy_to(PAGE) as special:
        entry = {"match": "203.0.114.9", "proxy": f"http://{place(special)}"}
        async with client_for(entry, proxy=f"http://{place(general)}") as client:
            await client.visit("http://203.0.114.9/")
            await client.visit("http://203.0.114.8/")
        assert special.request_lines == ["GET http://203.0.114.9/ HTTP/1.1"]
        assert general.request_lines == ["GET http://203.0.114.8/ HTTP/1.1"]


async def test_a_proxy_that_is_not_there_is_no_fault_of_the_site(caplog: pytest.LogCaptureFixture) -> None:
    async with client_for(proxy=f"http://anna:hush@127.0.0.1:{closed_port()}") as client:
        with pytest.raises(MachineError, match=r"the proxy 127\.0\.0\.1 cannot be reached") as caught:
            await client.visit("http://203.0.114.9/")
        assert "hush" not in str(caught.value)
    assert "does not allow" not in caplog.text  # that is said where files or sockets are used up


@pytest.mark.parametrize("url", ["http://203.0.114.9/", "https://203.0.114.9/"])
async def test_a_proxy_that_wants_a_login_is_no_fault_of_the_site(url: str) -> None:
    refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
    async with proxy_to(refusal) as proxy, client_for(proxy=f"http://{place(proxy)}") as client:
        with pytest.raises(MachineError, match="wants a login"):
            await client.visit(url)


async def test_a_proxy_that_cannot_reach_the_site_says_nothing_of_it() -> None:
    refusal = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"
    async with proxy_to(refusal) as proxy, client_for(proxy=f"http://{place(proxy)}") as client:
        visit = await client.visit("https://203.0.114.9/")
        assert (visit.trouble, visit.detail) == (Trouble.UNREACHABLE, "the proxy answered HTTP 502")
        assert proxy.request_lines == ["CONNECT 203.0.114.9:443 HTTP/1.1"]
