"""URLs that are asked elsewhere, as on a test server, and what is seen there in the addresses that readers have."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from ipaddress import ip_address
from typing import Any, TypeVar

from linkwatch import urls
from linkwatch.config import split_remap
from linkwatch.masking import HIDDEN
from linkwatch.networks import is_public
from linkwatch.patterns import checked, replaced

# The host that a replacement begins with, where it is written out: no group of the pattern is in it.
_WRITTEN_HOST = re.compile(r"https?://[^/?#\\]+(?=[/?#]|$)", re.IGNORECASE)
_Seen = TypeVar("_Seen")
_IS_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_ADDRESS = re.compile(r"(https?://[^\s\"'<>\u201c\u201d]*[^\s\"'<>\u201c\u201d.,;:!?)\]])", re.IGNORECASE)
_NAME = re.compile(r"(?<![\w.:\[\]-])[\w.:\[\]-]*[\w\]]")  # as of a host, or the number of a machine
_NUMBER_AT_PORT = re.compile(r"\[([^\[\]]*)\](?::\d+)?|([\d.]{7,15}):\d+")
_PLACE = re.compile(r"(?<=://)[^/?#\\]+")  # of an address, whom it leads to
_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")  # names of one and the same
_FOR_PEOPLE = ("detail", "because")  # the fields that say in words what was seen
_OF_HOST = 3  # parts between slashes: "http:", "", "example.org"


def remapping(rules: Iterable[str]) -> Callable[[str], str]:
    """Return what says where a URL is asked in its place: the first rule, "REGEX=REPLACEMENT", that fits decides."""
    compiled = [(checked(pattern), to) for pattern, to in map(split_remap, rules)]

    def remap(url: str) -> str:
        for pattern, to in compiled:
            remapped = replaced(pattern, to, url)
            if remapped is not None:
                return remapped
        return url

    return remap


def led_to(rules: Iterable[str]) -> frozenset[str]:
    """Return the authorities of the hosts that rules lead to, as far as they are written out."""
    written = (_WRITTEN_HOST.match(to) for _, to in map(split_remap, rules))
    return frozenset(urls.authority(host[0]) for host in written if host is not None)


def for_readers(asked: str, url: str, test_hosts: Collection[str] = ()) -> Callable[[_Seen], _Seen]:
    """Return what tells a look at a URL that was asked elsewhere as if it had been asked itself, in every text of it.

    asked: the address in its place. test_hosts: authorities where other URLs are asked in their place.
    """
    there, here = _different_parts(asked, url)
    host, asked_host = urls.authority(url), urls.authority(asked)
    unknown = _names_of(asked_host).union(*map(_names_of, test_hosts)) - _names_of(host)
    asked_names = _names_of(asked_host) - ({*test_hosts} - {asked_host})  # which name what another rule leads to
    names = {*unknown, *(_without_port(authority) for authority in unknown)} - {host}
    names = {name for name in names if "." in name or ":" in name}  # the others are words, too
    place = _PLACE.findall(asked)[0]

    def name(found: re.Match[str]) -> str:
        return host if found[0].lower() in names else found[0]

    def told(address: str) -> str:
        if urls.authority(address) in asked_names:
            address = _PLACE.sub(lambda _: place, address, count=1)
        if address == asked:
            return url
        if address.startswith(f"{there}/"):
            return here + address.removeprefix(there)
        # another one of a host that readers do not know: nobody knows what they call it
        return url if urls.authority(address) in unknown else _NAME.sub(name, address)

    def hidden(found: re.Match[str]) -> str:
        return HIDDEN if found[0] != host and _is_private_number(found[0]) else found[0]

    def tell(text: str, for_people: bool) -> str:
        if _IS_ADDRESS.fullmatch(text):
            text = told(text)
        else:
            pieces = enumerate(_ADDRESS.split(text))
            text = "".join(told(piece) if place % 2 else _NAME.sub(name, piece) for place, piece in pieces)
        return _NAME.sub(hidden, text) if for_people else text

    def tell_all(seen: _Seen) -> _Seen:
        told_all: _Seen = _changed(seen, tell)
        return told_all

    return tell_all


def _changed(seen: Any, tell: Callable[[str, bool], str], for_people: bool = False) -> Any:
    """Change every text of nested values."""
    if type(seen) is str:  # no StrEnum
        return tell(seen, for_people)
    if isinstance(seen, tuple):
        return tuple(_changed(each, tell, for_people) for each in seen)
    if isinstance(seen, Mapping):
        return {name: _changed(each, tell, for_people) for name, each in seen.items()}
    if is_dataclass(seen) and not isinstance(seen, type):
        values = ((field.name, getattr(seen, field.name)) for field in fields(seen))
        return replace(seen, **{name: _changed(value, tell, name in _FOR_PEOPLE) for name, value in values})
    return seen


def _names_of(authority: str) -> set[str]:
    """Return the authorities that lead to the same server: on this machine it has several."""
    name = _without_port(authority)
    port = authority.removeprefix(name)
    return {f"{other}{port}" for other in _THIS_MACHINE} if name in _THIS_MACHINE else {authority}


def _without_port(authority: str) -> str:
    return re.sub(r":\d+$", "", authority)


def _is_private_number(name: str) -> bool:
    """Tell whether it is that of a machine on a private network: where a test server stands is nobody's business."""
    try:
        return not is_public(str(ip_address(_NUMBER_AT_PORT.sub(r"\1\2", name))))
    except ValueError:
        return False


def _different_parts(one: str, other: str) -> tuple[str, str]:
    """Return the beginnings of two URLs, without the steps of their paths that both end with."""
    first, second = one.split("/"), other.split("/")
    while len(first) > _OF_HOST and len(second) > _OF_HOST and first[-1] == second[-1]:
        first.pop()
        second.pop()
    return "/".join(first), "/".join(second)
