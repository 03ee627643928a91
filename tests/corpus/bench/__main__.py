"""Tries the checkers and writes the tables, or serves the corpus for others."""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.against_lychee.tools import processor
from tests.corpus import bench as described
from tests.corpus.bench import tools
from tests.corpus.bench.data import Item, items, tried, write
from tests.corpus.bench.proxy import behind_a_proxy
from tests.corpus.bench.scoring import by_class, overall, purposes

PAGE = Path(__file__).parents[3] / "docs" / "verdicts.md"
_BEGIN, _END = "<!-- written by python -m tests.corpus.bench: begin -->\n", "<!-- end -->"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=described.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--serve", type=Path, metavar="FOLDER", help="serve the corpus to another checker")
    parser.add_argument("--print", action="store_true", help="print the tables instead of writing them")
    chosen = parser.parse_args()
    if chosen.serve:
        asyncio.run(_serve(chosen.serve))
        return
    tables = asyncio.run(_try_all())
    if chosen.print:
        print(tables)
    else:
        PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), tables), encoding="utf-8")


def with_tables(page: str, tables: str) -> str:
    """Return the page with these tables between its two marks."""
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name} has no place for the tables")
    return f"{before}{begin}{tables}{end}{after}"


async def _serve(folder: Path) -> None:
    cases = tried()
    async with behind_a_proxy(cases) as served:
        write(folder, items(cases, served.where))
        (folder / "ca.pem").write_bytes(served.authority)
        print(f"HTTP proxy: {served.address}; certificate to trust: {folder / 'ca.pem'}", flush=True)
        await asyncio.Event().wait()


async def _try_all() -> str:
    cases, started = tried(), time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with behind_a_proxy(cases) as served:
            listed = items(cases, served.where)
            write(folder, listed)
            (folder / "ca.pem").write_bytes(served.authority)
            peers = [
                await peer(listed, served, folder) for peer in (tools.lychee, tools.linkchecker, tools.status_check)
            ]
    ours = [await tools.linkwatch(listed), await tools.linkwatch(listed, with_citations=False)]
    return _told(listed, [*ours, *peers], time.monotonic() - started)


def _told(listed: Sequence[Item], answers: Sequence[tools.Answers], seconds: float) -> str:
    counts = {truth: sum(item.truth == truth for item in listed) for truth in ("alive", "dead", "undecidable")}
    told = ", ".join(f"{count} {truth}" for truth, count in counts.items())
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {processor()}; {len(listed)} links: {told}; {seconds:.0f} s for all checkers.\n\n"
        f"{overall(listed, answers)}\n"
        "By class, in percent: precision/recall of the dead · precision/recall of the living · undecided.\n\n"
        f"{by_class(listed, answers)}\n{purposes(listed)}"
    )


if __name__ == "__main__":
    main()
