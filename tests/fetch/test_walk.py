"""Redirects, refreshes and cookies: the walk from a URL to its end."""

import pytest

from linkwatch.evidence import HopKind, Trouble
from tests.fetch.conftest import OpenClient
from tests.servers.raw import Script, answering, raw_server


def page(body: str = "<title>end</title>", *headers: str, status: int = 200) -> bytes:
    lines = [f"HTTP/1.1 {status} X", "Content-Type: text/html", f"Content-Length: {len(body.encode())}", *headers]
    return "\r\n".join([*lines, "", body]).encode()


def redirect(location: str | bytes, *headers: str, status: int = 302) -> bytes:
    raw = location if isinstance(location, bytes) else location.encode()
    lines = "".join(f"{header}\r\n" for header in headers).encode()
    return b"HTTP/1.1 %d X\r\nContent-Length: 0\r\n%sLocation: %s\r\n\r\n" % (status, lines, raw)


def site(pages: dict[str, bytes]) -> Script:
    """Serve each path its answer."""

    async def script(request: bytes, writer) -> None:  # type: ignore[no-untyped-def]  # a Script's own types
        path = request.split(b" ")[1].decode()
        writer.write(pages.get(path, page(status=404)))
        await writer.drain()

    return script


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_each_kind_of_redirect_is_followed_and_recorded(open_client: OpenClient, status: int) -> None:
    async with raw_server(site({"/": redirect("/b", status=status), "/b": page()})) as server, open_client() as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, visit.final_url, visit.requests) == (200, server.url("/b"), 2)
        (hop,) = visit.hops
        assert (hop.url, hop.http_status, hop.kind, hop.location) == (server.url(), status, HopKind.HTTP, "/b")


@pytest.mark.parametrize("status", [300, 304, 201, 404])
async def test_location_of_other_answers_leads_nowhere(open_client: OpenClient, status: int) -> None:
    async with raw_server(site({"/": redirect("/b", status=status)})) as server, open_client() as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, visit.hops, visit.requests) == (status, (), 1)


async def test_redirect_without_location_is_a_final_answer(open_client: OpenClient) -> None:
    async with raw_server(answering(page(status=302))) as server, open_client() as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, visit.trouble, visit.hops) == (302, None, ())


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        ("/b#part", "/b"),
        ("?q", "/a/x?q"),
        ("b c", "/a/b%20c"),
        ("/caf\xe9".encode(), "/caf%C3%A9"),
        (b"/caf\xe9", "/caf%E9"),
        ("..//b", "//b"),
        ("\\b", "/b"),
        ("  /b\t", "/b"),
    ],
)
async def test_location_is_understood_as_a_browser_does(
    open_client: OpenClient, location: str | bytes, asked: str
) -> None:
    async with raw_server(site({"/a/x": redirect(location), asked: page()})) as server, open_client() as client:
        visit = await client.visit(server.url("/a/x"))
        assert server.request_lines[1:] == [f"GET {asked} HTTP/1.1"]
        assert visit.http_status == 200


@pytest.mark.parametrize(
    "location",
    [
        "",
        " ",
        "http://",
        "https://[::1",
        "mailto:a@b.example",
        "javascript:alert(1)",
        "intent://x",
        "http://a b/",
        "about:blank",
    ],
)
async def test_redirect_to_no_web_address_is_broken(open_client: OpenClient, location: str) -> None:
    async with raw_server(answering(redirect(location))) as server, open_client() as client:
        visit = await client.visit(server.url())
        assert (visit.trouble, visit.http_status) == (Trouble.REDIRECT_BROKEN, None)
        assert [hop.http_status for hop in visit.hops] == [302]
        assert visit.final_url == server.url()
        assert visit.detail


async def test_walk_in_a_circle_is_a_loop(open_client: OpenClient) -> None:
    async with raw_server(site({"/": redirect("/b"), "/b": redirect("/")})) as server, open_client() as client:
        visit = await client.visit(server.url())
        assert (visit.trouble, visit.requests, len(visit.hops)) == (Trouble.REDIRECT_LOOP, 2, 2)


async def test_endless_new_addresses_are_a_loop(open_client: OpenClient) -> None:
    async def script(request: bytes, writer) -> None:  # type: ignore[no-untyped-def]  # a Script's own types
        path = request.split(b" ")[1].decode()
        writer.write(redirect(path + "a"))

    async with raw_server(script) as server, open_client(max_redirects=7) as client:
        visit = await client.visit(server.url())
        assert (visit.trouble, visit.requests) == (Trouble.REDIRECT_LOOP, 8)
        assert visit.detail == "more than 7 redirects"


async def test_as_many_redirects_as_allowed_are_followed(open_client: OpenClient) -> None:
    pages = {f"/{n}": redirect(f"/{n + 1}") for n in range(5)} | {"/5": page()}
    async with raw_server(site(pages)) as server, open_client(max_redirects=5) as client:
        assert (await client.visit(server.url("/0"))).http_status == 200


async def test_cookie_round_trip_to_the_same_address_is_no_loop(open_client: OpenClient) -> None:
    async def script(request: bytes, writer) -> None:  # type: ignore[no-untyped-def]  # a Script's own types
        seen = b"\r\nCookie: id=a b; t=1\r\n" in request
        writer.write(page() if seen else redirect("/", "Set-Cookie: id=a b; Path=/", "Set-Cookie: t=1"))

    async with raw_server(script) as server, open_client() as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, visit.requests, len(visit.hops)) == (200, 2, 1)


async def test_cookies_stay_with_their_host_and_their_walk(open_client: OpenClient) -> None:
    async with raw_server(answering(page()), host="127.0.0.2") as other:
        script = answering(redirect(other.url(), "Set-Cookie: id=1"), close=False)
        async with raw_server(script) as server, open_client() as client:
            async with client.host(f"127.0.0.1:{server.port}") as host:
                await host.visit(server.url())
                await host.visit(server.url())
            assert not any(b"Cookie" in request for request in other.requests + server.requests)
            assert len(server.requests) == 2


async def test_trouble_after_hops_keeps_the_hops(open_client: OpenClient) -> None:
    async with raw_server(answering(redirect("http://127.0.0.1:1/gone"))) as server, open_client() as client:
        visit = await client.visit(server.url())
        assert (visit.trouble, visit.final_url) == (Trouble.CONNECT_REFUSED, "http://127.0.0.1:1/gone")
        assert len(visit.hops) == 1


REFRESH = '<meta http-equiv="refresh" content="{};url={}">'


@pytest.mark.parametrize(
    "answer",
    [
        page(REFRESH.format(0, "/b")),
        page(REFRESH.format(5, "/b")),
        page("", "Refresh: 0; url=/b"),
        page("", "Refresh: 2;URL='/b'"),
        page("", "Refresh: 1, /b"),
    ],
)
async def test_soon_refresh_leads_onwards(open_client: OpenClient, answer: bytes) -> None:
    async with raw_server(site({"/": answer, "/b": page()})) as server, open_client() as client:
        visit = await client.visit(server.url())
        assert (visit.final_url, visit.http_status) == (server.url("/b"), 200)
        assert [(hop.kind, hop.http_status, hop.location) for hop in visit.hops] == [(HopKind.REFRESH, 200, "/b")]


@pytest.mark.parametrize(
    "answer",
    [
        page(REFRESH.format(30, "/b")),
        page(REFRESH.format(0, "/")),
        page(REFRESH.format(0, "javascript:x")),
        page("", "Refresh: 30; url=/b"),
        page("", "Refresh: 0"),
        page("", "Refresh: nonsense"),
        page("", "Refresh: 0; url="),
        page("", "Refresh: 0; url=/b", status=404),
    ],
)
async def test_other_refreshes_leave_the_reader_where_he_is(open_client: OpenClient, answer: bytes) -> None:
    async with raw_server(site({"/": answer})) as server, open_client() as client:
        visit = await client.visit(server.url())
        assert (visit.final_url, visit.hops, visit.requests) == (server.url(), (), 1)


async def test_pages_that_refresh_each_other_are_pages(open_client: OpenClient) -> None:
    pages = {"/": page(REFRESH.format(1, "/b")), "/b": page(REFRESH.format(1, "/"))}
    async with raw_server(site(pages)) as server, open_client() as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, visit.trouble, len(visit.hops)) == (200, None, 1)


async def test_page_reader_that_fails_costs_only_the_page(open_client: OpenClient, monkeypatch) -> None:  # type: ignore[no-untyped-def]  # pytest's
    from tests.fetch import conftest

    def broken(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(conftest, "read_page", broken)
    async with raw_server(answering(page())) as server, open_client() as client:
        visit = await client.visit(server.url())
        assert (visit.http_status, visit.page) == (200, None)
