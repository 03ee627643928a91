"""[[hosts]]: what is otherwise for some hosts, and which entry holds for which host.

What is sent to a host is worked out anew for each request of a visit: a redirect to another host takes no secret along.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationInfo

from linkwatch.config.values import Seconds, Secret, Section, UserAgent, fill_in_secrets, names_secret, parse_list

if TYPE_CHECKING:
    from linkwatch.config.sections import CheckSettings

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_OF_THE_CONNECTION = {"host", "connection", "content-length", "transfer-encoding", "accept-encoding"}
_RANGE = re.compile(r"([1-5]\d\d)(?:-([1-5]\d\d))?")
_PATTERN = re.compile(r"[a-z0-9.*:\[\]_-]+")
_PROXY = re.compile(r"http://(?:[^/@\s]+@)?[^/@\s]+/?")


def _read_headers(value: object) -> object:
    """Accept a table, lines of "Name: value" as --header gives them, or either as JSON, as a variable holds them."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            value = json.loads(value)
        except ValueError as error:
            raise ValueError(f"not JSON: {error}") from error
    lines = [value] if isinstance(value, str) else value
    if not isinstance(lines, list | tuple):
        return value
    headers = {}
    for line in lines:
        name, mark, text = str(line).partition(":")
        if not mark:
            raise ValueError('not a header: write "Name: value"')
        headers[name.strip()] = text.strip()
    return headers


def _check_name(name: str) -> str:
    if not _TOKEN.fullmatch(name):
        raise ValueError("not the name of a header")
    if name.lower() in _OF_THE_CONNECTION:
        raise ValueError("a header that linkwatch must set by itself")
    return name


def _check_statuses(value: str) -> str:
    match = _RANGE.fullmatch(value)
    if match is None or int(match[2] or match[1]) < int(match[1]):
        raise ValueError('not an HTTP status: write for example 403 or "200-299"')
    return value


def _check_pattern(value: str) -> str:
    if not _PATTERN.fullmatch(value.lower()):
        raise ValueError('not a host: write for example "example.org", "*.example.org" or "localhost:8000"')
    return value.lower()


def _check_proxy(value: object, info: ValidationInfo) -> object:
    text = fill_in_secrets(value, info)
    if isinstance(text, str) and not _PROXY.fullmatch(text) and not names_secret(text):
        raise ValueError("not an HTTP proxy: write for example http://proxy.example:3128")
    return text


Headers = Annotated[dict[Annotated[str, AfterValidator(_check_name)], Secret], BeforeValidator(_read_headers)]
Statuses = Annotated[
    list[Annotated[str, BeforeValidator(str), AfterValidator(_check_statuses)]], BeforeValidator(parse_list)
]
Proxy = Annotated[SecretStr, BeforeValidator(_check_proxy)]


class HostSettings(Section):
    """One [[hosts]] entry: what is otherwise for the hosts that match it. The most specific entry of a host holds.

    Secrets come from the environment: `$NAME` is a whole value, `${NAME}` a part of one.
    """

    match: Annotated[str, AfterValidator(_check_pattern)] = Field(
        description="host as example.org, *.example.org (its subdomains) or example.org:8443"
    )
    headers: Headers = Field({}, description="sent to these hosts alone, as in { Authorization = 'Bearer ${TOKEN}' }")
    cookies: dict[Annotated[str, AfterValidator(_check_name)], Secret] = Field(
        {}, description="sent to these hosts alone, as in { session = '$SESSION' }"
    )
    auth: Secret | None = Field(None, description="user:password for HTTP Basic authentication")
    accept: Statuses = Field([], description='HTTP statuses that count as alive, as ["200-299", 403]')
    user_agent: UserAgent | None = Field(None, description="how linkwatch names itself there")
    timeout: Seconds | None = Field(None, gt=0, description="longest time of a visit")
    per_host: int | None = Field(
        None,
        ge=1,
        le=1000,
        description="requests in flight at once to each, if fewer than [check] says",
    )
    host_interval: Seconds | None = Field(None, description="least time between two requests to each of them")
    insecure_tls: bool = Field(False, description="true: their certificates are not looked at")
    exclude: bool = Field(False, description="true: their links are not looked at")
    proxy: Proxy | None = Field(None, description="HTTP proxy that they are asked through")


@dataclass(frozen=True, slots=True)
class HostRules:
    """What holds for one host. headers, cookies, auth, proxy: hold secrets, and are for this host alone."""

    user_agent: str
    timeout: float
    per_host: int
    host_interval: float
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)
    auth: str | None = field(default=None, repr=False)
    accept: tuple[str, ...] = ()
    insecure_tls: bool = False
    exclude: bool = False
    proxy: str | None = field(default=None, repr=False)

    def sent_with(self, headers: Mapping[str, str], cookies: str) -> dict[str, str]:
        """Return what is sent to the host: these headers, with what the settings add in front of them.

        cookies: as a Cookie header holds them, "" for none.
        """
        ours = {name.lower() for name in self.headers}
        sent = {name: value for name, value in headers.items() if name.lower() not in ours} | dict(self.headers)
        if joined := "; ".join(
            [*(f"{name}={value}" for name, value in self.cookies.items()), *filter(None, [cookies])]
        ):
            sent["Cookie"] = joined
        return sent

    def accepts(self, status: int | None) -> bool:
        """Tell whether the settings say that an answer of this HTTP status counts as alive."""
        if status is None:
            return False
        bounds = (entry.partition("-") for entry in self.accept)
        return any(int(first) <= status <= int(last or first) for first, _, last in bounds)


def rules_for(check: "CheckSettings", authority: str) -> HostRules:
    """Return what holds for a host. authority: `urls.authority` of its URLs."""
    entry = _entry_for(check.hosts, authority.lower())
    headers = {name: value.get_secret_value() for name, value in check.headers.items()}
    general = HostRules(
        user_agent=check.user_agent,
        timeout=check.timeout,
        per_host=check.per_host,
        host_interval=check.host_interval,
        headers=headers,
        accept=tuple(check.accept),
        proxy=_plain(check.proxy),
    )
    if entry is None:
        return general
    named = {name.lower() for name in entry.headers}
    kept = {name: value for name, value in headers.items() if name.lower() not in named}
    return HostRules(
        user_agent=entry.user_agent or general.user_agent,
        timeout=entry.timeout or general.timeout,
        per_host=min(entry.per_host or general.per_host, general.per_host),
        host_interval=general.host_interval if entry.host_interval is None else entry.host_interval,
        headers=kept | {name: value.get_secret_value() for name, value in entry.headers.items()},
        cookies={name: value.get_secret_value() for name, value in entry.cookies.items()},
        auth=_plain(entry.auth),
        accept=tuple(entry.accept) or general.accept,
        insecure_tls=entry.insecure_tls,
        exclude=entry.exclude,
        proxy=_plain(entry.proxy) or general.proxy,
    )


def _entry_for(hosts: tuple[HostSettings, ...], authority: str) -> HostSettings | None:
    """Return the most specific entry: one without stars, with a port, with most letters; the first of several alike."""
    host = re.sub(r":\d+$", "", authority)
    matching = [
        entry for entry in hosts if fnmatchcase(authority, _glob(entry.match)) or fnmatchcase(host, _glob(entry.match))
    ]
    return max(matching, key=lambda entry: _specificity(entry.match), default=None)


def _glob(pattern: str) -> str:
    return pattern.replace("[", "[[]")  # the brackets of an IPv6 address are no set of characters


def _specificity(pattern: str) -> tuple[bool, bool, int]:
    return "*" not in pattern, bool(re.search(r":\d+$", pattern)), len(pattern.replace("*", ""))


def _plain(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()
