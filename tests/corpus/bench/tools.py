"""The checkers that are tried: how each is installed and called, and what its answers mean.

An answer is ALIVE, DEAD or UNDECIDABLE. lychee, LinkChecker and a status check say "error" of what is gone and of what
refuses alike; to be fair to them, only 404, 410 and the like count as a word of death here, and every other error as
"cannot tell".
"""

import asyncio
import csv
import io
import json
import os
import re
import ssl
import subprocess
import venv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp

from linkwatch import __version__
from linkwatch.config import CheckSettings
from tests.benchmarks.against_lychee.tools import LYCHEE, installed, own_folder
from tests.corpus.bench.data import ALIVE, DEAD, UNDECIDABLE, Item
from tests.corpus.bench.proxy import Bench
from tests.corpus.score import judge_cases
from tests.corpus.server import ALIAS

LINKCHECKER = "LinkChecker==10.6.0"
_AT_ONCE, _TIMEOUT = 30, 10  # requests, seconds
# As root it becomes another user, who may read neither its own files nor ours.
_START = "from linkcheck.command import linkchecker as it; it.drop_privileges = lambda: None; it.linkchecker()"
_GONE = re.compile(r"\b(?:404|410)\b")
_FOLDED = {"alive": ALIVE, "redirected": ALIVE, "dead": DEAD}


@dataclass(frozen=True, slots=True)
class Answers:
    """What a checker said. said: by URL; a URL of which it said nothing is missing. requests: how many it sent."""

    tool: str
    said: dict[str, str]
    requests: int


async def linkwatch(items: Sequence[Item], *, with_citations: bool = True) -> Answers:
    """Try linkwatch at default settings but for the pause between two requests; it is led by a name server."""
    cases = [item.case if with_citations else replace(item.case, anchors=()) for item in items]
    settings = CheckSettings(allow_private=["127.0.0.1/32"], host_interval=0)
    results = await judge_cases(cases, settings)
    said = {
        item.url: _FOLDED.get(result.verdict.status, UNDECIDABLE) for item, result in zip(items, results, strict=True)
    }
    name = f"linkwatch {__version__}" if with_citations else "the same without citations' words"
    return Answers(name, said, sum(result.requests for result in results))


async def lychee(items: Sequence[Item], bench: Bench, folder: Path) -> Answers:
    """Try lychee at default settings, under names that do not end in `.test`: those it leaves out."""
    program, told = await asyncio.to_thread(installed), folder / "lychee.json"
    (folder / "lychee.txt").write_text("\n".join(_renamed(item.url) for item in items), encoding="utf-8")
    options = ["--no-progress", "--verbose", "--format", "json", "--output", str(told), "--timeout", str(_TIMEOUT)]
    before = bench.requests.total()
    await _run([str(program), *options, str(folder / "lychee.txt")], bench, folder)
    report = json.loads(told.read_text(encoding="utf-8"))
    said = {}
    for kind, verdict in (("success_map", ALIVE), ("timeout_map", None), ("error_map", None)):
        for answers in report.get(kind, {}).values():
            for answer in answers:
                gone = _GONE.search(str(answer["status"].get("code", "")))
                said[answer["url"]] = verdict or (DEAD if gone else UNDECIDABLE)
    ours = {item.url: said[_renamed(item.url)] for item in items if _renamed(item.url) in said}
    return Answers(LYCHEE.replace("-bin==", " "), ours, bench.requests.total() - before)


async def linkchecker(items: Sequence[Item], bench: Bench, folder: Path) -> Answers:
    """Try LinkChecker: no links further on, no robots.txt."""
    python = await asyncio.to_thread(_python_with_linkchecker)
    told, config = folder / "linkchecker.csv", folder / "linkcheckerrc"
    config.write_text(f"[checking]\nsslverify={folder / 'ca.pem'}\n[csv]\nseparator=,\n", encoding="utf-8")
    options = ["-f", str(config), "-r", "0", "--no-robots", "--no-status", "-v", "-q", "-t", str(_AT_ONCE)]
    options += ["--timeout", str(_TIMEOUT), "-F", f"csv/utf-8/{told}", "--stdin"]
    before = bench.requests.total()
    await _run([str(python), "-c", _START, *options], bench, folder, stdin=(folder / "urls.txt").read_bytes())
    lines = [line for line in told.read_text(encoding="utf-8").splitlines(keepends=True) if not line.startswith("#")]
    said = {}
    for row in csv.DictReader(io.StringIO("".join(lines))):
        gone = DEAD if _GONE.search(row["result"]) else UNDECIDABLE
        said[row["urlname"]] = ALIVE if row["valid"] == "True" else gone
    return Answers(LINKCHECKER.replace("==", " "), _by_our_urls(said, items), bench.requests.total() - before)


async def status_check(items: Sequence[Item], bench: Bench, folder: Path) -> Answers:
    """Try what many scripts do: HEAD, then GET where that fails, redirects followed, and the status is the answer."""
    trusting = ssl.create_default_context(cafile=str(folder / "ca.pem"))
    before = bench.requests.total()
    places = asyncio.Semaphore(_AT_ONCE)
    timeout = aiohttp.ClientTimeout(total=_TIMEOUT)

    async def ask(item: Item) -> tuple[str, str]:
        async with places:
            for method in ("HEAD", "GET"):
                try:
                    async with session.request(method, item.url, proxy=bench.address, ssl=trusting) as answer:
                        if answer.ok or method == "GET":
                            gone = DEAD if answer.status in (404, 410) else UNDECIDABLE
                            return item.url, ALIVE if answer.ok else gone
                except (aiohttp.ClientError, TimeoutError, ValueError, OSError):
                    continue
            return item.url, UNDECIDABLE

    async with aiohttp.ClientSession(timeout=timeout) as session:
        said = dict(await asyncio.gather(*map(ask, items)))
    return Answers(f"status check (aiohttp {aiohttp.__version__})", said, bench.requests.total() - before)


async def _run(command: Sequence[str], bench: Bench, folder: Path, stdin: bytes = b"") -> None:
    """Run a checker that goes through the proxy; it may end with any code, for it finds dead links."""
    through = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), bench.address)
    trusted = dict.fromkeys(("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"), str(folder / "ca.pem"))
    environment = {name: value for name, value in os.environ.items() if name.lower() != "no_proxy"}
    with (folder / "said").open("wb") as said:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=subprocess.PIPE, stdout=said, stderr=said, env={**environment, **through, **trusted}
        )
        await process.communicate(stdin)


def _renamed(url: str) -> str:
    return re.sub(r"^(https?://[^/?#]+)\.test\b", rf"\1.{ALIAS}", url)


def _by_our_urls(said: dict[str, str], items: Sequence[Item]) -> dict[str, str]:
    """Return answers by the URLs as they stand in urls.txt: checkers write them otherwise."""
    plain = {_plain(url): verdict for url, verdict in said.items()}
    return {item.url: plain[_plain(item.url)] for item in items if _plain(item.url) in plain}


def _plain(url: str) -> str:
    return url.partition("#")[0].rstrip("/").lower()


def _python_with_linkchecker() -> Path:
    folder = own_folder() / LINKCHECKER.replace("==", "-")
    python = folder / "bin" / "python"
    if not (folder / "bin" / "linkchecker").exists():
        venv.create(folder, with_pip=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, LINKCHECKER], check=True)
    return python
