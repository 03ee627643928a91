"""How long an audit with default settings takes over each hostile answer and an ordinary page beside it.

`python -m tests.hostile.seconds [NAME…]` prints of each, as it ends, the seconds on the wall and those of computing,
and at last how many took too long. A busy machine lengthens only the first, so that the second are held to SOON.
Answers that never end take the time-out of the settings besides.
"""

import asyncio
import json
import resource
import subprocess
import sys
import time

from tests.hostile.answers import NAMES, hostile_server, hostile_url, make_ready
from tests.servers.raw import RawServer

SOON = 8  # seconds
_OPTIONS = "--host-interval 0 --allow-private 127.0.0.0/8 --no-archive"


async def main(names: list[str]) -> int:
    """Print how long each takes; return how many take too long, or cost the ordinary page its verdict."""
    make_ready(names)
    wrong = 0
    longest = 0.0
    async with hostile_server() as server:
        for name in names:
            computing, seconds, status = await _audit(server, name)
            wrong += computing > SOON or status != "alive"
            longest = max(longest, computing)
            told = "" if status == "alive" else f": the ordinary page is {status}"
            print(f"{seconds:5.1f} s, {computing:4.1f} of computing  {name}{told}", flush=True)
    print(f"{len(names)} tried, at most {longest:.1f} s of computing; {wrong} wrong")
    return wrong


async def _audit(server: RawServer, name: str) -> tuple[float, float, str]:
    plain = f"http://127.0.0.1:{server.port}/plain/1"
    began, computed = time.monotonic(), _computed()
    process = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "linkwatch", "audit", "-", "--format", "json", *_OPTIONS.split()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    stdout, _ = await process.communicate(f"[a]({hostile_url(server, name, '127.0.1.1')}) [b]({plain})\n".encode())
    seconds = time.monotonic() - began
    status = next(link["status"] for link in json.loads(stdout)["links"] if link["url"] == plain)
    return _computed() - computed, seconds, status


def _computed() -> float:
    """CPU seconds of all processes that were started here and have ended, and of those that these started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(min(asyncio.run(main(sys.argv[1:] or list(NAMES))), 1))
