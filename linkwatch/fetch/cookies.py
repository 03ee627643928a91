"""The cookies of one walk: set by its answers, sent back within it, then forgotten."""

import logging
from http.cookies import Morsel

import aiohttp
import yarl

_log = logging.getLogger(__name__)


class WalkCookies:
    """Keeps cookies as a browser does: by domain, path and Secure; their number and size are bounded."""

    def __init__(self) -> None:
        self._jar: aiohttp.CookieJar | None = None

    def take(self, url: str, set_cookies: tuple[str, ...]) -> None:
        """Keep what the Set-Cookie headers of an answer say."""
        if not set_cookies:
            return
        if self._jar is None:  # most walks never need one
            self._jar = aiohttp.CookieJar(unsafe=True, quote_cookie=False)
        try:
            self._jar.update_cookies_from_headers(set_cookies, yarl.URL(url, encoded=True))
        except Exception:  # noqa: BLE001 - whatever a hostile cookie does to the parser, the page is still there
            _log.debug("unreadable cookies", exc_info=True)

    def header(self, url: str) -> str:
        """Return the Cookie header for a URL, "" for none."""
        if self._jar is None:
            return ""
        try:
            asked = yarl.URL(url, encoded=True)
        except ValueError:  # a host that yarl will not have
            return ""
        morsels: list[tuple[str, Morsel[str]]] = list(self._jar.filter_cookies(asked).items())
        return "; ".join(f"{name}={morsel.coded_value}" for name, morsel in morsels)
