"""Where the daemon's web server is to answer."""

import re

from linkwatch.errors import ConfigError

_LISTEN = re.compile(r"(?:(?P<host>[^\s:\[\]/@]+)|\[(?P<ipv6>[0-9a-fA-F:.%]+)\])?:(?P<port>[0-9]{1,5})")


def parse_listen(text: str) -> tuple[str | None, int]:
    """Read "127.0.0.1:8471", "[::1]:8471" or "name:8471"; the host of ":8471" is None: every address of this machine.

    Raises ConfigError.
    """
    match = _LISTEN.fullmatch(text.strip())
    if match is None or int(match["port"]) > 65535:
        raise ConfigError(f'[server] listen: not an address with a port: {text!r}; write for example "127.0.0.1:8471"')
    return match["host"] or match["ipv6"], int(match["port"])
