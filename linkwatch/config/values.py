"""How a value is written: durations, lists, networks, expressions. Options and the environment give text."""

import ipaddress
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationInfo

from linkwatch.patterns import check_replacement, checked
from linkwatch.reading.interpreter import keep_secret
from linkwatch.urls import redact

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)?")
_LONGEST = 100 * 365.0 * 86400  # seconds: what calendars hold is not exceeded by adding it to a date, or taking it away
_WHOLE_SECRET = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
_PART_SECRET = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_REMAP = re.compile(r"(.+)=((?:https?|file)://.+)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ASCII = re.compile(r"\A[\x20-\x7e]++\Z")
_LISTEN = re.compile(r"(?:(?P<host>[^\s:\[\]/@]+)|\[(?P<ipv6>[0-9a-fA-F:.%]+)\])?:(?P<port>[0-9]{1,5})")
_ON_THE_WEB = re.compile(r"https?://[^/\s]")
_UNIT_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_MOST_WORKERS = 256


class Section(BaseModel):
    """A table of the settings: an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", validate_default=True, defer_build=True)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What validation needs to know beside the values.

    environ: where secrets stand; None: they are not needed, and stay as they are written. check_source_kind: returns
    the kind of a source as it is, raises ValueError for one that there is not.
    """

    environ: Mapping[str, str] | None
    check_source_kind: Callable[[str], str]


def parse_duration(value: object) -> object:
    """Turn "90s", "6h", "3d", "250ms" or a plain number of seconds into seconds."""
    if not isinstance(value, str | bool):
        return value
    match = _DURATION.fullmatch(str(value).strip())
    if match is None:
        raise ValueError('not a duration: write for example "90s", "6h" or "3d"')
    return float(match[1]) * _UNIT_SECONDS[match[2] or "s"]


def parse_list(value: object) -> object:
    """Accept a list, a JSON list, or words with commas between them (as an environment variable holds them)."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text.startswith("["):
        try:
            return json.loads(text)
        except ValueError as error:
            raise ValueError(f"not a JSON list: {error}") from error
    return [word.strip() for word in text.split(",") if word.strip()]


def parse_regexes(value: object) -> object:
    """Read as parse_list does, but one plain string is one expression: commas mean something inside it."""
    if isinstance(value, str) and not value.strip().startswith('["'):
        return [value]
    return parse_list(value)


def parse_workers(value: object) -> object:
    """Turn the digits of an option or an environment variable into a number, and refuse what is no number nor auto."""
    number = int(value) if isinstance(value, str) and value.isdecimal() else value
    if number != "auto" and not (type(number) is int and 1 <= number <= _MOST_WORKERS):
        raise ValueError(f'not a number of processes: write "auto", or 1 to {_MOST_WORKERS}')
    return number


def split_remap(rule: str) -> tuple[str, str]:
    """Take "REGEX=REPLACEMENT" apart at the last "=" before an address. Raises ValueError if it is none."""
    match = _REMAP.fullmatch(rule)
    if match is None:
        raise ValueError('write REGEX=ADDRESS, as "https://example.org/=http://localhost:8000/"')
    return match[1], match[2]


def _check_remap(value: str) -> str:
    pattern, to = split_remap(value)
    check_replacement(checked(pattern), to)
    return value


def parse_listen(text: str) -> tuple[str | None, int]:
    """Read "127.0.0.1:8471", "[::1]:8471" or "name:8471"; the host of ":8471" is None: every address of this machine.

    Raises ValueError.
    """
    match = _LISTEN.fullmatch(text.strip())
    if match is None or int(match["port"]) > 65535:
        raise ValueError(f'not an address with a port: {text!r}; write for example "127.0.0.1:8471"')
    return match["host"] or match["ipv6"], int(match["port"])


def _check_listen(value: str) -> str:
    parse_listen(value)
    return value


def _check_place(value: object) -> object:
    if value == "":
        raise ValueError("is empty: name a place, or leave it out")
    return value


def _check_user_agent(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    if not _ASCII.match(value):
        raise ValueError("may hold only signs of ASCII")
    return value


def _check_network(value: str) -> str:
    try:
        ipaddress.ip_network(value, strict=False)
    except ValueError as error:
        raise ValueError("not a network: write for example 10.0.0.0/8 or ::1") from error
    return value


def check_location(value: str) -> str:
    """Refuse an address with a password in it."""
    if redact(value) != value:
        raise ValueError("holds a password, which the database would keep: track a page that needs none")
    return value


def check_kind(value: str, info: ValidationInfo) -> str:
    """Have whoever knows the kinds of sources refuse one that there is not."""
    return info.context.check_source_kind(value) if isinstance(info.context, Circumstances) else value


def _check_regex(value: str) -> str:
    if not value:
        raise ValueError("an empty expression would fit every address")
    checked(value)
    return value


def like(pattern: re.Pattern[str], complaint: str) -> AfterValidator:
    """Return a check that a text begins as a pattern says. complaint: what to say of one that does not."""

    def check(value: str) -> str:
        if not pattern.match(value):
            raise ValueError(complaint)
        return value

    return AfterValidator(check)


def fill_in_secrets(value: object, info: ValidationInfo) -> object:
    """Put the environment's value in the place of `$NAME`, which is the whole text, or `${NAME}`, a part of it."""
    if not isinstance(value, str) or not isinstance(info.context, Circumstances) or info.context.environ is None:
        return value
    environ = info.context.environ

    def filled(match: re.Match[str]) -> str:
        name = match[1]
        if not environ.get(name):
            raise ValueError(f"the environment variable {name}, which it names, is not set")
        keep_secret(name)
        return environ[name]

    if (whole := _WHOLE_SECRET.fullmatch(value)) is not None:
        return filled(whole)
    return _PART_SECRET.sub(filled, value)


def names_secret(text: str) -> bool:
    """Tell whether secrets are still to be put into a text."""
    return (_WHOLE_SECRET.fullmatch(text) or _PART_SECRET.search(text)) is not None


def _check_printable(value: SecretStr) -> SecretStr:
    if _CONTROL.search(value.get_secret_value()):
        raise ValueError("holds a line break or another control character")
    return value


Secret = Annotated[SecretStr, BeforeValidator(fill_in_secrets), AfterValidator(_check_printable)]
Seconds = Annotated[float, BeforeValidator(parse_duration), Field(ge=0, le=_LONGEST, allow_inf_nan=False)]
Networks = Annotated[list[Annotated[str, AfterValidator(_check_network)]], BeforeValidator(parse_list)]
Regexes = Annotated[list[Annotated[str, AfterValidator(_check_regex)]], BeforeValidator(parse_regexes)]
Remaps = Annotated[list[Annotated[str, AfterValidator(_check_remap)]], BeforeValidator(parse_regexes)]
UserAgent = Annotated[str, AfterValidator(_check_user_agent)]
Listen = Annotated[str, AfterValidator(_check_listen)]
WebUrl = Annotated[str, like(_ON_THE_WEB, "not a web address: write https://…")]
Place = Annotated[Path, BeforeValidator(_check_place)]
Words = Annotated[list[str], BeforeValidator(parse_list)]
