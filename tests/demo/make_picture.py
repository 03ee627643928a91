"""Make docs/report.svg: what `linkwatch audit` really writes to a terminal, as a picture.

    sudo .venv/bin/python -m tests.demo.make_picture

The article cites a few sites under .example, which nobody can own. So that they can be asked by these names, the
script adds lines for them to /etc/hosts, serves them and an archive on port 80 of loopback, runs the command, and takes
the lines away again. It needs the rights to do so: run it on a machine made for such things, as a container is.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiohttp import web
from rich.console import Console
from rich.text import Text

from tests.demo.sites import answer, archive

HOSTS_FILE = Path("/etc/hosts")
HERE = Path(__file__).parent
PICTURE = HERE.parent.parent / "docs" / "report.svg"
ARTICLE = "valley-mills.md"
SITES, ARCHIVE = "127.0.0.2", "127.0.0.3"
NAMES = {
    SITES: "www.county-archive.example www.valley-mills.example courier.example sawmill-friends.example guild.example"
    " journal.example",
    ARCHIVE: "archive.example",
}
WIDTH = 100  # columns
SETTINGS = {
    "LINKWATCH_CHECK__ALLOW_PRIVATE": "127.0.0.0/8",
    "LINKWATCH_ARCHIVE__WAYBACK_URL": "http://archive.example",
    "LINKWATCH_ARCHIVE__REQUESTS_PER_MINUTE": "6000",
    "FORCE_COLOR": "1",
    "TERM": "xterm-256color",
    "COLUMNS": str(WIDTH),
}
# rich's own frame loads a font from the web; this one uses what the reader's machine has.
FRAME = """<svg class="report" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font: {char_height}px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
  line-height: {line_height}px }}
.{unique_id}-title {{ font: bold 18px system-ui, sans-serif }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


@contextmanager
def names_on_loopback() -> Iterator[None]:
    """Let the demonstration's names lead to loopback while the context lasts."""
    before = HOSTS_FILE.read_text()
    lines = "".join(f"{address} {names}\n" for address, names in NAMES.items())
    print(f"adding to {HOSTS_FILE} for the time of the run:\n{lines}", end="", file=sys.stderr)
    try:
        HOSTS_FILE.write_text(f"{before.rstrip()}\n{lines}")
        yield
    finally:
        HOSTS_FILE.write_text(before)
        print(f"{HOSTS_FILE} is as it was", file=sys.stderr)


async def run_audit() -> str:
    """Serve the sites and the archive, run the command as a user would, return what it wrote, with its colours."""
    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, SITES, 80).start()
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(HERE / ARTICLE, folder)
            async with archive().serve(ARCHIVE, 80):
                command = Path(sys.executable).with_name("linkwatch")
                audit = await asyncio.create_subprocess_exec(
                    command,
                    "audit",
                    ARTICLE,
                    cwd=folder,
                    env={**os.environ, **SETTINGS},
                    stdout=asyncio.subprocess.PIPE,
                    stderr=asyncio.subprocess.DEVNULL,
                )
                written, _ = await audit.communicate()
    finally:
        await runner.cleanup()
    if audit.returncode != 1:
        raise SystemExit(f"the audit was to end with findings, and ended with exit code {audit.returncode}")
    return written.decode()


def draw(written: str) -> None:
    """Write the picture."""
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True, highlight=False)
        console.print(Text(f"$ linkwatch audit {ARTICLE}", "bold"))
        console.print(Text.from_ansi(written))
        console.save_svg(str(PICTURE), title="linkwatch", code_format=FRAME, unique_id="report")


def main() -> None:
    """Run the audit and draw what it wrote."""
    with names_on_loopback():
        written = asyncio.run(run_audit())
    sys.stdout.write(written)
    draw(written)


if __name__ == "__main__":
    main()
