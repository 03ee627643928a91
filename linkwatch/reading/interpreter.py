"""How Python processes of ours are started."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

_secrets: set[str] = set()


def keep_secret(name: str) -> None:
    """Leave a variable out of the environment of those that are started from now on."""
    _secrets.add(name)


def are_secret(names: Iterable[str]) -> bool:
    """Tell whether any of these variables is to be left out."""
    return not _secrets.isdisjoint(names)


def environment() -> dict[str, str]:
    """Return what they find in their environment.

    Our own settings and what these name are left out, keys of archives and sites among them: they are told what they
    need. What this process imports, they find in the same places.
    """
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("LINKWATCH_") and name not in _secrets
    }
    return kept | {"PYTHONPATH": os.pathsep.join(place or str(Path.cwd()) for place in sys.path)}


def start_python(
    module: str, arguments: Sequence[str], door: socket.socket, files: Sequence[int] = ()
) -> subprocess.Popen[bytes]:
    """Start a Python process that runs a module. Raises OSError where it cannot be started.

    door: its end of a socket, which becomes its standard input. files: descriptors that it inherits beside.
    """
    return subprocess.Popen(  # noqa: S603 - our own interpreter and modules
        [sys.executable, "-P", "-m", module, *arguments],  # -P: it finds nothing in the folder where it starts
        stdin=door.fileno(),
        stdout=subprocess.DEVNULL,
        env=environment(),
        pass_fds=files,
    )
