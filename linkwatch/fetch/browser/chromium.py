"""Chromium as a process that can be killed, and what is said to it over its DevTools protocol."""

import asyncio
import contextlib
import itertools
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-domain-reliability",
    "--disable-breakpad",
    "--disable-quic",  # goes past proxies
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--mute-audio",
    "--renderer-process-limit=2",
    "--js-flags=--max-old-space-size=384",
    "--proxy-bypass-list=<-loopback>",  # nothing goes past the proxy, loopback neither
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # it looks up no name itself
)
# What the process does before it becomes the browser, which talks over its descriptors 3 and 4.
_BECOME = """
import fcntl, os, sys
to_us = fcntl.fcntl(int(sys.argv[2]), fcntl.F_DUPFD, 10)
os.dup2(int(sys.argv[1]), 3)
os.dup2(to_us, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
_LONGEST_MESSAGE = 64 * 2**20

Message = dict[str, Any]


class GoneError(OSError):
    """The browser cannot be started, has ended, or refuses what it was asked."""


class Chromium:
    """A running browser. hear: is told of every event, with the session it belongs to."""

    def __init__(self, process: asyncio.subprocess.Process, reader: asyncio.StreamReader, to: int) -> None:
        self._process = process
        self._reader = reader
        self._to = to
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Message]] = {}
        self.hear: Callable[[str, Message], None] = lambda session, message: None

    async def listen(self) -> None:
        """Take what it says until it ends."""
        try:
            while True:
                said = json.loads((await self._reader.readuntil(b"\0"))[:-1])
                if (waiting := self._answers.pop(said.get("id", 0), None)) is not None:
                    if not waiting.done():
                        waiting.set_result(said)
                elif "method" in said:
                    self.hear(said.get("sessionId", ""), said)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError, ValueError):
            pass  # it has ended, or says what cannot be read
        finally:
            for waiting in self._answers.values():
                if not waiting.done():
                    waiting.set_exception(GoneError("the browser has ended"))

    async def call(self, method: str, session: str = "", **parameters: Any) -> Message:
        """Ask it something. Raises GoneError."""
        number = next(self._numbers)
        asked = {"id": number, "method": method, "params": parameters, **({"sessionId": session} if session else {})}
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        try:
            os.write(self._to, json.dumps(asked).encode() + b"\0")
            said = await answer
        except OSError as error:
            raise GoneError(str(error)) from error
        finally:
            self._answers.pop(number, None)
        if "error" in said:
            raise GoneError(f"{method}: {said['error'].get('message')}")
        result: Message = said.get("result", {})
        return result

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._process.returncode is None

    def memory(self) -> int:
        """Return the bytes of memory that it and its processes hold."""
        page, total = os.sysconf("SC_PAGE_SIZE"), 0
        for entry in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError, ValueError, IndexError):
                fields = entry.read_text().rpartition(")")[2].split()
                if int(fields[3]) == self._process.pid:  # its session is its own
                    total += int(fields[21]) * page
        return total

    def kill(self) -> None:
        """End it with all its processes."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)


@asynccontextmanager
async def started(proxy_port: int) -> AsyncIterator[Chromium]:
    """Start the machine's Chromium with an empty profile; it is killed with the context. Raises GoneError."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise GoneError("there is no Chromium on this machine")
    with tempfile.TemporaryDirectory(prefix="linkwatch-browser-", ignore_cleanup_errors=True) as profile:
        from_us, to_browser = os.pipe()
        from_browser, to_us = os.pipe()
        arguments = [*_ARGUMENTS, f"--proxy-server=http://127.0.0.1:{proxy_port}", f"--user-data-dir={profile}"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")  # it does not start for root with one
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-ISc", _BECOME, str(from_us), str(to_us), program, *arguments,
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
                pass_fds=(from_us, to_us), start_new_session=True,
                env={"PATH": os.environ.get("PATH", os.defpath), "HOME": profile, "TMPDIR": profile},
            )  # fmt: skip
        except OSError as error:
            os.close(to_browser)
            os.close(from_browser)
            raise GoneError(f"Chromium cannot be started: {error.strerror}") from error
        finally:
            os.close(from_us)
            os.close(to_us)
        reader = asyncio.StreamReader(_LONGEST_MESSAGE)
        pipe = os.fdopen(from_browser, "rb", 0)
        loop = asyncio.get_running_loop()
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
        chromium = Chromium(process, reader, to_browser)
        listening = asyncio.create_task(chromium.listen())
        try:
            yield chromium
        finally:
            chromium.kill()
            await process.wait()
            transport.close()
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
            os.close(to_browser)
