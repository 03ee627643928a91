"""Which IP addresses and names of hosts belong to the public internet. Pure."""

import ipaddress
from collections.abc import Iterator, Sequence
from functools import lru_cache

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

# The registries of special addresses (RFC 6890 and its successors), spelt out because what the standard library
# takes for global differs from one Python to the next.
_INSIDE_V4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",  # carriers' own
            "127.0.0.0/8",
            "168.63.129.16/32",  # public by number, yet Azure's platform address, which hands out secrets
            "169.254.0.0/16",  # link-local, cloud metadata
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",  # multicast and reserved
        ),
    )
)
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_INSIDE_V6 = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "3fff::/20")))
# Ends of names that no public name has: set aside for private networks (RFC 6762, RFC 8375, ICANN's .internal), or so
# widely used in them that they are sold to nobody.
_INSIDE_NAMES = (
    ".corp", ".home", ".home.arpa", ".internal", ".intranet", ".lan", ".local", ".localdomain", ".localhost",
    ".private",
)  # fmt: skip
_THIS_MACHINE = (".localhost", ".localdomain")
# Where people have networks of their own, and a VPN may be the way there.
_PRIVATE = tuple(
    map(
        ipaddress.ip_network,
        ("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10"),
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def parse_networks(networks: Sequence[str]) -> tuple[IPNetwork, ...]:
    """Turn the setting `allow_private` into networks."""
    return tuple(ipaddress.ip_network(network, strict=False) for network in networks)


def is_public(address: str, allow: Sequence[IPNetwork] = ()) -> bool:
    """Tell whether an IP address may be asked. An address that carries another one is judged by both."""
    return _is_public(address, tuple(allow))


@lru_cache(maxsize=1024)  # one is asked for when its name is resolved, and again by each of its sockets
def _is_public(address: str, allow: tuple[IPNetwork, ...]) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    faces = [ip, *_carried(ip)]
    if any(face.version == network.version and face in network for face in faces for network in allow):
        return True
    return all(_is_global(face) for face in faces[1:] or faces)


def is_inside(host: str) -> bool:
    """Tell whether a host, as `urls.hostname` gives it, is a private address or has a name of a private network.

    Nothing is looked up: a public name that leads to a private address is not noticed.
    """
    name = host.strip("[]").rstrip(".")
    if name.rpartition(".")[2].isdigit() or ":" in name:
        return not is_public(name)
    return "." not in name or name.endswith(_INSIDE_NAMES)


def private_network(host: str) -> str | None:
    """Return what names the private network that a host is on, as `is_inside` knows it: "10.0.0.0/8", ".corp".

    None for what is public or special, and for this very machine, to which there is always a way.
    """
    name = host.strip("[]").rstrip(".")
    if name.rpartition(".")[2].isdigit() or ":" in name:
        return _private_block(name)
    if not name or not is_inside(host) or name == "localhost" or name.endswith(_THIS_MACHINE):
        return None
    return next((end for end in _INSIDE_NAMES if name.endswith(end)), "names without a dot")


def _private_block(address: str) -> str | None:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return None
    faces = [*_carried(ip), ip]
    blocks = (block for face in faces for block in _PRIVATE if face.version == block.version and face in block)
    return next(map(str, blocks), None)


def _carried(ip: IPAddress) -> Iterator[ipaddress.IPv4Address]:
    """Yield the IPv4 address that an IPv6 address stands for: mapped, 6to4 and NAT64."""
    if isinstance(ip, ipaddress.IPv4Address):
        return
    carried = ip.ipv4_mapped or ip.sixtofour
    if carried is not None:
        yield carried
    elif ip in _NAT64:
        yield ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)


def _is_global(ip: IPAddress) -> bool:
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _INSIDE_V4)
    return ip in _GLOBAL_V6 and not any(ip in network for network in _INSIDE_V6)
