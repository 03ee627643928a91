"""What articles are read with."""

import sys
from contextlib import AbstractAsyncContextManager
from typing import BinaryIO

from linkwatch.reading import Reader, preloads
from linkwatch.reading.workers import Workers


def open_reader_of_articles() -> AbstractAsyncContextManager[Reader]:
    """Open what reads articles and nothing else: one process more, for files are read while others are understood."""
    return Workers(preload=preloads.ARTICLES, kept_beside=1)


def standard_input() -> BinaryIO | None:
    """Return the standard input; None where it was closed before the start."""
    return sys.stdin.buffer if sys.stdin is not None else None
