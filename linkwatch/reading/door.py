"""The way out of a process that another one of ours has started (see `process.py`).

On a socket, which is the standard input at first, frames go both ways: a length of 8 bytes and so many bytes. This file
is loaded by every such process, so it imports next to nothing.
"""

import os
import signal
import socket
from contextlib import suppress

READY = b"\x01"
LENGTH = 8  # bytes of a length
_SENT_AT_ONCE = 2**17  # bytes of a frame that is sent together with its length, so that the other end is woken once

_FIRST_TO_GO = "500"  # when memory runs out, the kernel is to take such a process and not the one that watches
_MEANT_FOR_OTHERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # they go to all of a group; our end is the socket's


def take_door() -> socket.socket:
    """Return our end of the socket, in a process that was started so; signals for a whole group are let pass."""
    for number in _MEANT_FOR_OTHERS:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:  # noqa: PTH123 - pathlib takes long to load
        file.write(_FIRST_TO_GO)
    door = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # an act that reads standard input finds nothing
    return door


def pieces_of_frame(content: bytes, before: bytes = b"") -> tuple[bytes, ...]:
    """Return what to send, piece after piece, for a frame of `before` and `content`; long content is not copied."""
    begin = (len(before) + len(content)).to_bytes(LENGTH) + before
    return (begin + content,) if len(content) <= _SENT_AT_ONCE else (begin, content)
