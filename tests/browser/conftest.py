from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from linkwatch.cli import run as run_command_line
from tests.browser.chromium import Chromium, open_chromium
from tests.cli.conftest import Site, in_background
from tests.standin.wayback import WaybackStandin

HOSTILE_TEXT = "<img src=http://127.0.0.1:9/beacon onerror=alert(1)>\"'>\u202egpj.exe\u2066"
LONG = "a-word-without-any-end/" * 30


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def chromium() -> AsyncIterator[Chromium]:
    async with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The URLs of HTML pages of real audits, by name.

    "editor": of ordinary articles; "hostile": of another; "compared": of the ordinary ones with a baseline;
    "overview": of the database of all of them.
    """
    folder = tmp_path_factory.mktemp("reports")
    site, archive = Site(), WaybackStandin()
    with (
        pytest.MonkeyPatch.context() as patch,
        in_background(site.serve()) as url,
        in_background(archive.serve()) as at,
    ):
        patch.setenv("LINKWATCH_CHECK__ALLOW_PRIVATE", "127.0.0.0/8")
        patch.setenv("LINKWATCH_CHECK__HOST_INTERVAL", "0")
        patch.setenv("LINKWATCH_CHECK__RETRIES", "0")
        patch.setenv("LINKWATCH_ARCHIVE__WAYBACK_URL", at)
        patch.setenv("LINKWATCH_ARCHIVE__REQUESTS_PER_MINUTE", "100000")
        archive.add(f"{url}/missing/mill", "20150611120000", body=b"<title>The lost mill</title>" + b"<p>Words. " * 99)
        (folder / "mills.md").write_text(ordinary_article(url))
        (folder / "other.md").write_text(f"# All is well\n\nSee [a mill]({url}/stories/a-mill).\n")
        (folder / "hostile.html").write_text(hostile_article(url))
        found = {"editor": ["mills.md", "other.md"], "hostile": ["hostile.html"]}
        for name, inputs in found.items():
            output = folder / f"{name}-report.html"
            paths = [str(folder / path) for path in inputs]
            words = ["audit", *paths, "--db", str(folder / "all.db"), "--format", "html", "--output", str(output)]
            assert run_command_line(words) == 1
        mills, page = str(folder / "mills.md"), str(folder / "compared-report.html")
        (folder / "mills.md").write_text(ordinary_article(url) + f"\nA [new loss]({url}/missing/new) too.\n")
        words = ["audit", mills, "--baseline", str(folder / "all.db"), "--format", "html", "--output", page]
        assert run_command_line(words) == 1
        page = str(folder / "overview-report.html")
        assert run_command_line(["report", "--db", str(folder / "all.db"), "--format", "html", "--output", page]) == 0
        yield {name: Path(folder, f"{name}-report.html").as_uri() for name in (*found, "compared", "overview")}


def ordinary_article(url: str) -> str:
    return f"""---
title: Mills of the valley
date: 2015-06-09
---
The [old mill]({url}/stories/the-old-mill) still turns, as [the record]({url}/stories/a-mill) says.
The [lost mill]({url}/missing/mill) burnt down in 1911, and [its twin]({url}/gone) was pulled down.
One [moved]({url}/moved) to the museum, one [is closed to visitors]({url}/forbidden), one [is ill]({url}/broken).
The miller's [letter](#) is lost; [write to his heirs](mailto:miller@mill.example).
"""


def hostile_article(url: str) -> str:
    bad = HOSTILE_TEXT.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    hrefs = (
        "javascript:alert(document.domain)",
        "JaVa\tScRiPt:alert(2)",
        "data:text/html,<script>alert(3)</script>".replace("<", "&lt;"),
        "vbscript:msgbox(4)",
        f"{url}/missing/&quot;&gt;&lt;script&gt;alert(5)&lt;/script&gt;",
        f"{url}/missing/'onmouseover='alert(6)",
        f"{url}/missing/{LONG}",
        f"{url}/missing/\u202egpj.exe",
        "http://[::1",
    )
    items = "".join(f'<p>Before <a href="{href}">{bad} {number}</a> after.</p>' for number, href in enumerate(hrefs))
    title = "&lt;/title&gt;&lt;script&gt;alert(7)&lt;/script&gt;"
    return f"<!doctype html><html><head><title>{title}</title></head><body>{items}</body></html>"
