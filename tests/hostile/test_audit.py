"""An audit over hostile addresses ends soon after its ordinary pages, and those are alive."""

import asyncio
import json
import time
from pathlib import Path

import pytest

from tests.hostile.answers import BOMBS, HEADS, ODD_STREAMS, STREAMS, hostile_server, hostile_url, make_ready
from tests.hostile.oddities import ODDITIES
from tests.programs import run_program

TIMEOUT = 1  # seconds, for hostile hosts; the others may be slow on a busy machine
LONGEST_VISIT = TIMEOUT
SETTINGS = '[[hosts]]\nmatch = "127.0.0.*"\ntimeout = "20s"\n'
SOON = 6  # seconds, on a machine that does nothing else
SAMPLE = 0.05  # seconds of computing, by which it is told how busy the machine is
BODIES = """
titles|scripts|refreshes|links in one sentence|nested frames|unknown tags
one long: an href|one long: a title of spaces|one long: a comment
"""  # what takes longest to read; test_bodies.py holds all to the time that their size allows
NAMES = (*BOMBS, *HEADS, *STREAMS, *BODIES.strip().replace("\n", "|").split("|"))
ODD_NAMES = (*ODDITIES, *ODD_STREAMS)


def busyness() -> float:
    """Return how many times as long as alone something takes at this moment, since others compute too."""
    began, computed = time.monotonic(), time.thread_time()
    while time.thread_time() < computed + SAMPLE:
        pass
    return (time.monotonic() - began) / SAMPLE


@pytest.mark.parametrize("names", [NAMES, ODD_NAMES], ids=["costly", "odd"])
async def test_hostile_addresses_hold_up_nobody(tmp_path: Path, names: tuple[str, ...]) -> None:
    make_ready(names)
    async with hostile_server() as server:
        hostile = [hostile_url(server, name, f"127.0.1.{n + 1}") for n, name in enumerate(names)]
        plain = [f"http://127.0.0.{n + 1}:{server.port}/plain/{n}" for n in range(len(names))]
        pairs = zip(hostile, plain, strict=True)
        (tmp_path / "a.md").write_text("".join(f"[a]({bad}) and [b]({good})\n\n" for bad, good in pairs))
        options = f"--host-interval 0 --allow-private 127.0.0.0/8 --retries 0 --timeout {TIMEOUT} --no-archive"
        (tmp_path / "x.toml").write_text(SETTINGS)
        options += " --config x.toml --concurrency 12"  # so that servers and audit, on one machine, get their turns
        busy = busyness()
        began = time.monotonic()
        words = ["audit", "a.md", "--format", "json", *options.split()]
        done = await asyncio.to_thread(run_program, *words, cwd=tmp_path)
        took = time.monotonic() - began
        busy = max(busy, busyness())
    links = {link["url"]: link for link in json.loads(done.stdout)["links"]}
    assert {url: links[url]["status"] for url in plain} == dict.fromkeys(plain, "alive")
    assert "unchecked" not in {links[url]["status"] for url in hostile}
    assert done.stderr == b""
    assert took < LONGEST_VISIT + SOON * busy
