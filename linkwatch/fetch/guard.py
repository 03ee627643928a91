"""No socket leads inside: only the public internet is asked, and the private networks that the user opened by name.

Names are looked at after they are resolved, and every socket is looked at again before it connects, so neither a
redirect nor a name that changes its address (DNS rebinding) leads inside.
"""

import socket
from collections.abc import Callable, Sequence

from linkwatch.networks import IPNetwork, is_public

AddrInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[object, ...]]
SocketFactory = Callable[[AddrInfo], socket.socket]


class PrivateAddressError(OSError):
    """The address is not on the public internet and was not opened by the user."""


def guarded_socket(allow: Sequence[IPNetwork]) -> SocketFactory:
    """Make the socket factory that refuses addresses: it sees the exact address of every connection.

    The factory raises PrivateAddressError.
    """

    def open_socket(info: AddrInfo) -> socket.socket:
        family, kind, protocol, _, address = info
        if not is_public(str(address[0]), allow):
            raise PrivateAddressError(f"{address[0]} is not a public address")
        return socket.socket(family, kind, protocol)

    return open_socket
