"""Chromium without a window, driven over its DevTools protocol.

async with open_chromium() as chromium:
    page = await chromium.open(url, width=390)
    text = await page.evaluate("document.body.innerText")
    assert page.complaints == []
"""

import asyncio
import base64
import itertools
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

_ARGUMENTS = (
    "--headless",
    "--no-sandbox",  # tests may run as root, where the sandbox does not start
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--remote-debugging-port=0",
)
_SECONDS = 20  # longest wait for anything


class Page:
    """One tab. complaints: errors and warnings of its console, and dialogues. requests: URLs that it asked for. loaded:
    set when a page has loaded.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.loaded = asyncio.Event()

    async def listen(self) -> None:
        """Take what the browser says, until the tab is closed."""
        async for message in self._socket:
            said = message.json()
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            else:
                self._note(said["method"], said["params"])

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask the browser something; fails the test if it refuses."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        said = await asyncio.wait_for(answer, _SECONDS)
        assert "error" not in said, said
        result: dict[str, Any] = said["result"]
        return result

    async def go(self, url: str) -> None:
        """Open a URL and wait until it has loaded."""
        self.loaded.clear()
        await self.call("Page.navigate", url=url)
        await self.wait_until_loaded()

    async def wait_until_loaded(self) -> None:
        """Wait until the page has loaded that somebody asked for since `loaded` was cleared."""
        await asyncio.wait_for(self.loaded.wait(), _SECONDS)

    async def evaluate(self, expression: str) -> Any:
        """Return a JavaScript expression's value."""
        said = await self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    async def click(self, selector: str) -> None:
        """Click into the middle of an element, as a mouse does; of a link over several lines, of its first one."""
        x, y = await self.evaluate(
            f"(() => {{ const e = document.querySelector({selector!r}); e.scrollIntoView({{block: 'center'}});"
            " const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2] })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def press(self, key: str) -> None:
        """Press a key: "Tab" or "Enter"."""
        code = {"Tab": 9, "Enter": 13}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        await self.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **text)
        await self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    async def picture(self, height: int) -> bytes:
        """Return the page down to this height as PNG."""
        width = await self.evaluate("innerWidth")
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        said = await self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        return base64.b64decode(said["data"])

    def _note(self, method: str, params: dict[str, Any]) -> None:
        match method:
            case "Page.loadEventFired":
                self.loaded.set()
            case "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])
            case "Log.entryAdded":
                self.complaints.append(params["entry"]["text"])
            case "Runtime.consoleAPICalled" | "Runtime.exceptionThrown" | "Page.javascriptDialogOpening":
                self.complaints.append(f"{method}: {params}")


class Chromium:
    """A browser with an empty profile."""

    def __init__(self, session: aiohttp.ClientSession, base_url: str) -> None:
        self.listeners: list[asyncio.Task[None]] = []
        self._session = session
        self._base_url = base_url

    async def open(self, url: str, *, width: int = 1200, height: int = 900, dark: bool = False) -> Page:
        """Open a URL in a new tab of this size in CSS pixels."""
        async with self._session.put(f"{self._base_url}/json/new?about:blank") as answer:
            address = (await answer.json())["webSocketDebuggerUrl"]
        page = Page(await self._session.ws_connect(address, max_msg_size=0))
        self.listeners.append(asyncio.create_task(page.listen()))
        for domain in ("Page", "Network", "Log", "Runtime"):
            await page.call(f"{domain}.enable")
        await page.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await page.call("Emulation.setEmulatedMedia", features=[scheme])
        await page.go(url)
        return page


@asynccontextmanager
async def open_chromium() -> AsyncIterator[Chromium]:
    """Start the browser; it is ended with the context."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "these tests need Chromium: apt-get install chromium"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = await asyncio.create_subprocess_exec(
            program,
            *_ARGUMENTS,
            f"--user-data-dir={profile}",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            address = await asyncio.wait_for(_debugging_address(browser), _SECONDS)
            async with aiohttp.ClientSession() as session:
                chromium = Chromium(session, f"http://{address}")
                yield chromium
            await asyncio.gather(*chromium.listeners)  # ended with their session; what they met is raised here
        finally:
            browser.kill()
            await browser.communicate()


async def _debugging_address(browser: asyncio.subprocess.Process) -> str:
    """Wait for the line in which the browser says where it listens."""
    assert browser.stderr is not None
    while line := (await browser.stderr.readline()).decode():
        if match := re.search(r"ws://(127\.0\.0\.1:\d+)/", line):
            return match[1]
    raise AssertionError("Chromium ended before it listened")
