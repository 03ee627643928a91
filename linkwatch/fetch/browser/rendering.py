"""One page at a time in Chromium: opened, waited for until it is quiet, and read as its scripts have left it."""

import asyncio
import contextlib
import logging
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from linkwatch.evidence import Hop, HopKind
from linkwatch.fetch.browser.chromium import Chromium, GoneError, Message, started
from linkwatch.fetch.browser.proxy import Meter, guarded_proxy
from linkwatch.fetch.dialler import Dialler
from linkwatch.fetch.headers import clean
from linkwatch.urls import redact

_log = logging.getLogger(__name__)

_QUIET = 1.5  # seconds without a request after which a page is taken to be finished
_LONG_QUIET = 4.0  # likewise, while some are without an answer: there are such that never get one
_START_SECONDS = 20.0
_WATCH = 0.25  # seconds between two looks at its memory
_MEMORY = 1_500 * 2**20  # bytes
_TRANSFER = 50 * 2**20  # bytes a page
_PAGES = 50  # that one process opens; what it has leaked is gone with it
_MOST_HOPS = 20
_LOCATION_LIMIT = 2000
_READ = "document.documentElement ? document.documentElement.outerHTML.slice(0, {most}) : ''"


@dataclass(frozen=True, slots=True)
class Rendered:
    """What the browser shows. http_status: of the document that it shows. html: as its scripts have left it."""

    final_url: str
    http_status: int
    media_type: str
    hops: tuple[Hop, ...]
    html: str
    browser: str


class Browser:
    """Opens pages, one at a time, in a process that starts when the first comes. most: characters read of a page."""

    def __init__(self, dialler: Dialler, most: int) -> None:
        self._dialler = dialler
        self._most = most
        self._one_at_a_time = asyncio.Lock()
        self._stack = AsyncExitStack()
        self._meter = Meter()
        self._chromium: Chromium | None = None
        self._name = ""
        self._opened = 0
        self._is_missing = False

    async def close(self) -> None:
        """End the process."""
        await self._end()

    async def open(self, url: str, seconds: float) -> Rendered | None:
        """Open a URL and return what it shows; None where it shows nothing, or the browser cannot.

        seconds: for the page, the start of the browser not counted; it is read as it is by then.
        """
        async with self._one_at_a_time:
            try:
                chromium = await self._running()
                if chromium is None:
                    return None
                self._opened += 1
                async with asyncio.timeout(seconds + 2 * _QUIET):
                    return await self._open(chromium, url, seconds)
            except (GoneError, TimeoutError) as error:
                _log.debug("the browser shows nothing: %s: %s", redact(url), error)
                await self._end()
            except BaseException:
                await self._end()
                raise
        return None

    async def _running(self) -> Chromium | None:
        if self._chromium is not None and (not self._chromium.is_running or self._opened >= _PAGES):
            await self._end()
        if self._chromium is None and not self._is_missing:
            try:
                async with asyncio.timeout(_START_SECONDS):
                    port = await self._stack.enter_async_context(guarded_proxy(self._dialler, self._meter))
                    chromium = await self._stack.enter_async_context(started(port))
                    self._name = (await chromium.call("Browser.getVersion"))["product"]
                self._chromium, self._opened = chromium, 0
            except (GoneError, TimeoutError) as error:
                self._is_missing = True
                _log.warning("no page can be opened in a browser: %s", error or "it does not start")
                await self._end()
        return self._chromium

    async def _end(self) -> None:
        self._chromium = None
        await self._stack.aclose()

    async def _open(self, chromium: Chromium, url: str, seconds: float) -> Rendered | None:
        self._meter.allow(_TRANSFER)
        context = (await chromium.call("Target.createBrowserContext", disposeOnDetach=True))["browserContextId"]
        try:
            await chromium.call("Browser.setDownloadBehavior", behavior="deny", browserContextId=context)
            target = (await chromium.call("Target.createTarget", url="about:blank", browserContextId=context))[
                "targetId"
            ]
            session = (await chromium.call("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
            page = _Page(chromium, session)
            chromium.hear = page.hear
            for enabling in ("Page.enable", "Network.enable"):
                await chromium.call(enabling, session)
            await chromium.call("Network.setBypassServiceWorker", session, bypass=True)
            gone = await chromium.call("Page.navigate", session, url=url)
            if gone.get("errorText"):
                return None
            await page.wait(seconds)
            read = await chromium.call("Runtime.evaluate", session, expression=_READ.format(most=self._most))
            return page.rendered(str(read["result"].get("value", "")), self._name)
        finally:
            chromium.hear = lambda session, message: None
            with contextlib.suppress(GoneError):
                await chromium.call("Target.disposeBrowserContext", browserContextId=context)


@dataclass(slots=True)
class _Page:
    """What is heard of the page that is open."""

    chromium: Chromium
    session: str
    hops: list[Hop] = field(default_factory=list)
    document: Message | None = None
    _in_flight: set[str] = field(default_factory=set)
    _main: str | None = None
    _is_loaded: bool = False
    _last: float = 0.0
    _dismissals: set[asyncio.Task[None]] = field(default_factory=set)

    def hear(self, session: str, message: Message) -> None:
        if session != self.session:
            return
        said: Message = message["params"]
        match message["method"]:
            case "Network.requestWillBeSent":
                self._note_request(said)
            case "Network.responseReceived" if self._is_document(said):
                self.document = said["response"]
            case "Network.loadingFinished" | "Network.loadingFailed":
                self._in_flight.discard(said["requestId"])
            case "Page.loadEventFired":
                self._is_loaded = True
            case "Page.javascriptDialogOpening":
                task = asyncio.get_running_loop().create_task(self._dismiss())
                self._dismissals.add(task)
                task.add_done_callback(self._dismissals.discard)
            case _:
                return
        self._last = asyncio.get_running_loop().time()

    async def wait(self, seconds: float) -> None:
        """Wait until it is quiet, or so many seconds. Raises GoneError where it takes too much memory."""
        loop = asyncio.get_running_loop()
        self._last = began = loop.time()
        while loop.time() < began + seconds:
            await asyncio.sleep(_WATCH)
            if self.chromium.memory() > _MEMORY:
                raise GoneError("the page takes too much memory")
            quiet = _LONG_QUIET if self._in_flight else _QUIET
            if self._is_loaded and loop.time() > self._last + quiet:
                return

    async def _dismiss(self) -> None:
        with contextlib.suppress(GoneError):
            await self.chromium.call("Page.handleJavaScriptDialog", self.session, accept=False)

    def rendered(self, html: str, browser: str) -> Rendered | None:
        """Return what it shows by now."""
        if self.document is None or not html:
            return None
        document = self.document
        shown = document["url"].partition("#")[0]
        return Rendered(shown, int(document["status"]), document["mimeType"], tuple(self.hops), html, browser)

    def _note_request(self, said: Message) -> None:
        self._in_flight.add(said["requestId"])
        if not self._is_document(said) or len(self.hops) >= _MOST_HOPS:
            return
        asked = said["request"]["url"].partition("#")[0]
        before, kind = said.get("redirectResponse"), HopKind.HTTP
        if before is None:
            before, kind = self.document, HopKind.REFRESH
        if before is not None and before["url"].partition("#")[0] != asked:
            shown = clean(redact(asked), _LOCATION_LIMIT)
            self.hops.append(Hop(redact(before["url"].partition("#")[0]), int(before["status"]), kind, shown))

    def _is_document(self, said: Message) -> bool:
        """Tell whether an event is of the page itself, not of a frame in it or a part of it."""
        return (
            said.get("type") == "Document"
            and said.get("requestId") == said.get("loaderId")
            and not self._is_frame(said)
        )

    def _is_frame(self, said: Message) -> bool:
        if self._main is None:
            self._main = said.get("frameId")
        return said.get("frameId") != self._main
