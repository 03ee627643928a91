"""A real browser, for pages that only one can show: the machine's Chromium, kept behind our own door.

    Browser.open(url) → Chromium, one page at a time → proxy → the dialler, whose guard sees every connection

Whatever a page asks for goes the same way: scripts, frames, sockets, workers. It can download nothing and keeps
nothing: its profile is gone with it. It ends when it takes too long or too much memory.
"""

from linkwatch.fetch.browser.rendering import Browser, Rendered

__all__ = ["Browser", "Rendered"]
