"""Audit many links on many loopback hosts and print the time and the memory it took.

    python -m tests.benchmarks.audit_load [--links 10000] [--hosts 1000] [--delay-ms 0] [-- AUDIT OPTIONS]

The servers run in a process of their own. Memory is the peak of the audit's process, printed for a tenth of the
links as well: flat means that the two are alike.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

from aiohttp import web

PAGE = (
    "<!doctype html><html lang=en><head><title>Page {number} of the benchmark</title></head><body><main>"
    "<h1>Page {number} of the benchmark</h1>{text}</main></body></html>"
)
TEXT = "<p>A paragraph of ordinary prose that a reader would find on an ordinary page of an ordinary site.</p>" * 40


def serve(ready: Connection, delay_ms: int) -> None:
    """Answer every address of the loopback network on one port, which is sent through `ready`."""

    async def page(request: web.Request) -> web.Response:
        await asyncio.sleep(delay_ms / 1000)
        number = request.match_info["number"]
        return web.Response(text=PAGE.format(number=number, text=TEXT), content_type="text/html")

    async def run() -> None:
        app = web.Application()
        app.router.add_get("/page-{number}-of-the-benchmark", page)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "0.0.0.0", 0, backlog=4096)  # all of 127.0.0.0/8 has no other name
        await site.start()
        ready.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(run())


def article(links: int, hosts: int, port: int) -> str:
    """A Markdown article that cites `links` pages spread over `hosts` hosts, shuffled by stride."""
    lines = []
    for number in range(links):
        host = number * 7919 % hosts
        url = f"http://127.1.{host // 250}.{host % 250 + 1}:{port}/page-{number}-of-the-benchmark"
        lines.append(f"- [Page {number} of the benchmark]({url})")
    return "# Benchmark\n\n" + "\n".join(lines) + "\n"


def measure(text: str, options: list[str]) -> dict[str, float]:
    """Run one audit; give its seconds, peak megabytes and the run's own counts."""
    with tempfile.TemporaryDirectory() as folder:
        file, report = Path(folder, "article.md"), Path(folder, "report.json")
        file.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "linkwatch", "audit", str(file), "--format", "json", "--output", str(report)]
        started = time.perf_counter()
        process = subprocess.Popen([*command, "--allow-private", "127.0.0.0/8", "--no-archive", *options])
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        run = json.loads(report.read_text(encoding="utf-8"))["run"]
        return {"seconds": seconds, "peak_mb": usage.ru_maxrss / 1024, "exit": status >> 8, **run["by_status"]}


def main() -> None:
    """Read the options, run, print one line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--links", type=int, default=10_000)
    parser.add_argument("--hosts", type=int, default=1_000)
    parser.add_argument("--delay-ms", type=int, default=0)
    parser.add_argument("options", nargs="*", help="more options for `audit`, after --")
    chosen = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs, chosen.delay_ms), daemon=True)
    server.start()
    port = ours.recv()
    for links in (chosen.links // 10, chosen.links):
        figures = measure(article(links, chosen.hosts, port), chosen.options)
        print(
            f"{links} links on {min(links, chosen.hosts)} hosts: "
            + ", ".join(f"{k} {v:.6g}" for k, v in figures.items())
        )
    server.terminate()


if __name__ == "__main__":
    main()
