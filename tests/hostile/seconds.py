"""How long an audit with default settings takes over each hostile answer and an ordinary page beside it.

`python -m tests.hostile.seconds [NAME…]` prints the seconds of each, the longest last. Answers that never end take the
time-out, which is the setting's; all others are held to SOON.
"""

import asyncio
import json
import subprocess
import sys
import time

from linkwatch.config import CheckSettings
from tests.hostile.answers import NAMES, STREAMS, hostile_server, hostile_url, make_ready
from tests.servers.raw import RawServer

SOON = 8  # seconds
_OPTIONS = "--host-interval 0 --allow-private 127.0.0.0/8 --no-archive"


async def main(names: list[str]) -> int:
    """Print how long each takes; return how many take too long, or cost the ordinary page its verdict."""
    make_ready(names)
    wrong = 0
    figures = []
    async with hostile_server() as server:
        for name in names:
            seconds, status = await _audit(server, name)
            most = SOON + (CheckSettings().timeout if name in STREAMS else 0)
            wrong += seconds > most or status != "alive"
            figures.append((seconds, name, status))
    for seconds, name, status in sorted(figures):
        print(f"{seconds:5.1f} s  {name}" + ("" if status == "alive" else f": the ordinary page is {status}"))
    return wrong


async def _audit(server: RawServer, name: str) -> tuple[float, str]:
    plain = f"http://127.0.0.1:{server.port}/plain/1"
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "linkwatch", "audit", "-", "--format", "json", *_OPTIONS.split()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    stdout, _ = await process.communicate(f"[a]({hostile_url(server, name, '127.0.1.1')}) [b]({plain})\n".encode())
    seconds = time.monotonic() - began
    return seconds, next(link["status"] for link in json.loads(stdout)["links"] if link["url"] == plain)


if __name__ == "__main__":
    sys.exit(min(asyncio.run(main(sys.argv[1:] or list(NAMES))), 1))
