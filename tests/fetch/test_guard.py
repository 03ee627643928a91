"""Which addresses may be asked, in every spelling and on every way to them."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.evidence import Trouble
from linkwatch.networks import is_public, parse_networks
from tests.fetch.conftest import OpenClient
from tests.servers.dns import A, dns_server
from tests.servers.raw import RawServer, answering, raw_server

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

INSIDE = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254 172.16.0.1
172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1
240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::7f00:1
64:ff9b::10.0.0.1 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 2002:a00:1:: 2002:c0a8:101::1 fc00::1
fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 5f00::1 3fff::1
"""
OUTSIDE = """
1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.32.0.1 192.169.0.1 223.255.255.254 2606:4700::1111 ::ffff:8.8.8.8
64:ff9b::8.8.8.8 2002:808:808::1
"""


def test_inside_address_is_not_asked() -> None:
    assert [address for address in INSIDE.split() if is_public(address)] == []


def test_public_address_is_asked() -> None:
    assert [address for address in OUTSIDE.split() if not is_public(address)] == []


@pytest.mark.parametrize("network", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "100.64.0.0/10"])
@given(st.data())
def test_no_disguise_opens_a_private_network(network: str, data: st.DataObject) -> None:
    inside = data.draw(st.ip_addresses(network=network))
    number = int(inside)
    assert not is_public(str(inside))
    assert not is_public(str(ipaddress.IPv6Address((0xFFFF << 32) | number)))
    assert not is_public(str(ipaddress.IPv6Address((0x2002 << 112) | (number << 80) | 1)))
    assert not is_public(str(ipaddress.IPv6Address((0x64FF9B << 96) | number)))


@given(st.text(max_size=30))
def test_no_text_is_taken_for_an_address_by_mistake(text: str) -> None:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        assert not is_public(text)


def test_named_network_opens_and_no_other() -> None:
    allow = parse_networks(["10.1.0.0/16", "fd00::/8"])
    assert is_public("10.1.2.3", allow)
    assert is_public("::ffff:10.1.2.3", allow)
    assert is_public("fd12::1", allow)
    assert not is_public("10.2.0.1", allow)
    assert not is_public("127.0.0.1", allow)


LITERALS = """
127.0.0.1 127.1 2130706433 0x7f.1 0x7f000001 0177.0.0.1 127.0.0.1. [::1] [::ffff:127.0.0.1] [::ffff:7f00:1]
[0:0:0:0:0:ffff:127.0.0.1] [::127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] 0 0.0.0.0 [::] localhost LOCALHOST.
x.localhost \uff11\uff12\uff17.0.0.1 127\u30020\u30020\u30021
"""


@pytest.mark.parametrize("host", LITERALS.split())
async def test_canary_on_loopback_hears_nothing(open_client: OpenClient, host: str) -> None:
    async with raw_server(answering(OK)) as canary, open_client(allow_private=[]) as client:
        visit = await client.visit(f"http://{host}:{canary.port}/")
        assert visit.trouble is Trouble.PRIVATE_ADDRESS
        assert visit.requests == 0
        assert canary.connections == 0


async def test_redirect_does_not_lead_inside(open_client: OpenClient) -> None:
    async with raw_server(answering(OK), host="127.0.0.9") as canary:
        redirect = f"HTTP/1.1 302 X\r\nLocation: {canary.url()}\r\nContent-Length: 0\r\n\r\n".encode()
        async with raw_server(answering(redirect)) as server, open_client(allow_private=["127.0.0.1"]) as client:
            visit = await client.visit(server.url())
            assert (visit.trouble, len(visit.hops)) == (Trouble.PRIVATE_ADDRESS, 1)
            assert canary.connections == 0


async def test_odd_answer_does_not_lead_round_the_guard(open_client: OpenClient) -> None:
    """The lenient second look connects by itself, under the same guard."""
    from linkwatch.fetch.address import WebAddress
    from linkwatch.fetch.dialler import Dialler
    from linkwatch.fetch.guard import PrivateAddressError

    async with raw_server(answering(OK)) as canary, open_client(allow_private=[]) as client:
        dialler: Dialler = client._tools.dialler
        for host in ("127.0.0.1", "localhost"):
            with pytest.raises(PrivateAddressError):
                await dialler.connect(WebAddress.of(f"http://{host}:{canary.port}/"))
        assert canary.connections == 0


async def test_name_with_a_private_address_is_not_asked(open_client: OpenClient) -> None:
    async with (
        raw_server(answering(OK)) as canary,
        dns_server(lambda name, kind: (0, ["127.0.0.1"])) as dns,
        open_client(allow_private=[], nameservers=[dns.address]) as client,
    ):
        visit = await client.visit(f"http://inside.example:{canary.port}/")
        assert visit.trouble is Trouble.PRIVATE_ADDRESS
        assert canary.connections == 0


async def test_rebinding_name_reaches_nothing_inside(open_client: OpenClient) -> None:
    """The name is allowed at its first answer and points inside from the second on."""
    answers = iter([["127.0.0.1"]])

    def zone(name: str, kind: int) -> tuple[int, list[str]]:
        return (0, next(answers, ["127.0.0.9"])) if kind == A else (0, [])

    async with raw_server(answering(OK)) as server, dns_server(zone) as dns:
        canary: RawServer
        async with (
            raw_server(answering(OK), host="127.0.0.9", port=server.port) as canary,
            open_client(allow_private=["127.0.0.1"], nameservers=[dns.address]) as client,
        ):
            url = f"http://rebinding.example:{server.port}/"
            assert (await client.visit(url)).http_status == 200
            assert (await client.visit(url)).trouble is Trouble.PRIVATE_ADDRESS
        assert canary.connections == 0


async def test_name_with_public_and_private_addresses_is_asked_at_the_open_one_only(open_client: OpenClient) -> None:
    zone = {A: ["127.0.0.9", "127.0.0.1"]}
    async with raw_server(answering(OK)) as server, dns_server(lambda name, kind: (0, zone.get(kind, []))) as dns:
        async with (
            raw_server(answering(OK), host="127.0.0.9", port=server.port) as canary,
            open_client(allow_private=["127.0.0.1"], nameservers=[dns.address]) as client,
        ):
            assert (await client.visit(f"http://both.example:{server.port}/")).http_status == 200
        assert canary.connections == 0
