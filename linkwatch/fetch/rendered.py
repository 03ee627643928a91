"""A visit that a real browser makes."""

from linkwatch import urls
from linkwatch.errors import KilledError, TooMuchWorkError
from linkwatch.evidence import Visit
from linkwatch.fetch.asking import Tools
from linkwatch.fetch.hosts import HostPausedError


async def render(tools: Tools, url: str) -> Visit | None:
    """Open a URL in the browser, when it is its host's turn, and read what it shows.

    None where there is no browser, it shows nothing that can be read, or the host wants a pause.
    """
    if tools.browser is None or tools.read_page is None:
        return None
    if tools.rules(urls.authority(url)).proxy is not None:
        return None  # it would go round it
    began = tools.monotonic()
    try:
        async with tools.turns.turn(urls.authority(url), tools.settings.retry_after_max):
            seen = await tools.browser.open(url, tools.settings.timeout)
    except HostPausedError:
        return None
    if seen is None:
        return None
    body = seen.html.encode()
    try:
        page = await tools.read_page(body, seen.media_type, "utf-8", urls.redact(seen.final_url))
    except (TooMuchWorkError, KilledError):
        return None  # what was seen without a browser stands
    return Visit(
        url=urls.redact(url),
        final_url=urls.redact(seen.final_url),
        http_status=seen.http_status,
        hops=seen.hops,
        browser_headers=True,
        requests=1 + len(seen.hops),
        elapsed_ms=round((tools.monotonic() - began) * 1000),
        body_bytes=len(body),
        page=page,
        rendered_by=seen.browser,
    )
