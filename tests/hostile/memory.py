"""What a daemon's memory does over hostile answers.

`python -m tests.hostile.memory` sends it every answer twice, and prints the figures.
"""

import asyncio
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from tests.faults.running import count, daemon, rows, wait_until, write_settings
from tests.hostile.answers import NAMES, STREAMS, hostile_server, hostile_url, make_ready
from tests.servers import pages

PLAIN = 50
_STREAMING = "127.0.9.9"  # one host: the silence of many would be taken for that of our own network
_LOOKS = "SELECT count(*) FROM links WHERE last_checked_at IS NOT NULL"
_ALIVE = "SELECT count(*) FROM links WHERE status = 'alive' AND url LIKE '%/plain/%'"


@dataclass(frozen=True, slots=True)
class Figures:
    """Megabytes of the daemon's own process: with ordinary pages, at its worst, and when all is over."""

    base: float
    peak: float
    afterwards: float
    looks: int
    plain_alive: int


async def measure(folder: Path, names: Collection[str], times: int) -> Figures:
    """Let a daemon look at ordinary pages, and then at so many hosts that give each of these answers."""
    make_ready(names)
    async with hostile_server() as server:
        plain = [f"http://127.0.0.{n + 1}:{server.port}/plain/{n}" for n in range(PLAIN)]
        hostile = [
            f"{hostile_url(server, name, _STREAMING if name in STREAMS else f'127.0.{time + 1}.{n + 1}')}?{time}"
            for time in range(times)
            for n, name in enumerate(names)
        ]
        article = folder / "a.html"
        article.write_text(pages.article(1, plain), encoding="utf-8")
        settings = write_settings(
            folder / "settings.toml",
            folder / "links.db",
            [("files", str(article))],
            check={"timeout": 3, "concurrency": 16},
            recheck={"alive": "30d", "failing": "30d", "blocked": "30d", "dead": "30d"},
        )
        return await asyncio.to_thread(_watch, folder / "links.db", settings, article, [*plain, *hostile])


def _watch(database: Path, settings: Path, article: Path, cited: list[str]) -> Figures:
    with daemon(settings) as process:
        wait_until(lambda: count(database, _LOOKS) == PLAIN, 60)
        base = process.memory()
        article.write_text(pages.article(1, cited), encoding="utf-8")
        try:
            wait_until(lambda: count(database, _LOOKS) == len(cited), 2 * len(cited))
        except AssertionError:
            untold = rows(database, "SELECT url FROM links WHERE last_checked_at IS NULL")
            raise AssertionError(f"not looked at: {untold}; {process.lines[-5:]}") from None
        figures = Figures(
            base, process.peak_memory(), process.memory(), count(database, _LOOKS), count(database, _ALIVE)
        )
        code, _ = process.end()
        assert code == 0, process.lines
    return figures


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print(asyncio.run(measure(Path(place), NAMES, 2)))
