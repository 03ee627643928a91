"""The benchmark itself, without lychee, which needs the internet."""

import asyncio
import http.client
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.benchmarks.against_lychee.comparing import run_once
from tests.benchmarks.against_lychee.measuring import Run, measure
from tests.benchmarks.against_lychee.server import serving
from tests.benchmarks.against_lychee.tables import compared, grown
from tests.benchmarks.against_lychee.tools import linkwatch
from tests.benchmarks.against_lychee.workloads import WORKLOADS, Workload, evenly
from tests.benchmarks.link_cost import costs


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving() as port:
        yield port


def answer(port: int, path: str, host: str = "127.1.0.1") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(host, port, timeout=20)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_its_pages_are_honest(port: int) -> None:
    status, page = answer(port, "/0/article-7")
    assert status == 200
    assert b"<title>Article 7" in page
    assert f'<link rel="canonical" href="http://127.1.0.1:{port}/0/article-7">'.encode() in page
    assert 11_000 < len(page) < 14_000
    other = answer(port, "/20/article-8", "127.1.2.3")[1]
    assert not {*page.split(b"\n")} & {line for line in other.split(b"\n") if line.startswith(b"<p>")}


@pytest.mark.parametrize("path", ["/", "/0/article-7x", "/0/article", "/article-7", "/0/article-7/more"])
def test_what_is_not_there_is_a_404(port: int, path: str) -> None:
    assert answer(port, path)[0] == 404


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
def test_every_workload_gives_a_tool_something_to_do(workload: Workload, tmp_path: Path) -> None:
    links = workload.prepare(tmp_path, 80, 50)
    text = "".join(file.read_text() for file in tmp_path.iterdir())
    assert text.count(":80/") == links if links else text.count("://") > 100


def test_linkwatch_finds_every_link_alive(port: int) -> None:
    workload = Workload("", "a few links", 0, evenly(20, 5))
    run = run_once(workload, linkwatch(None), port)
    assert run.exit_code == 0
    assert run.cpu > 0


def test_a_run_without_the_links_counts_as_none(port: int) -> None:
    tool = replace(linkwatch(None), check=lambda *_: ["true"], found_alive=lambda _: 19)
    with pytest.raises(RuntimeError, match="found 19 of 20 links alive"):
        run_once(Workload("", "a few links", 0, evenly(20, 5)), tool, port)


HUNGRY = """
import os, subprocess, sys, time
if len(sys.argv) == 1:
    child = subprocess.Popen([sys.executable, __file__, "child"], stdout=subprocess.PIPE)
    child.stdout.read(1)
    sys.exit(3)  # nobody asks what the child used
kept = bytearray(os.urandom(1)) * 120_000_000
while time.process_time() < 0.7:
    pass
print("x", flush=True)
time.sleep(0.3)
"""


def test_what_processes_below_a_program_use_is_counted(tmp_path: Path) -> None:
    program = tmp_path / "hungry.py"
    program.write_text(HUNGRY)
    run = measure([sys.executable, str(program)], tmp_path)
    assert run.exit_code == 3
    assert run.cpu > 0.6
    assert run.worker_mb > 110 > run.main_mb > 1


def test_rows_tell_ratio_and_cost() -> None:
    ours = [Run(0, seconds, 4.0, 90.0, 40.0) for seconds in (2.0, 3.0, 9.0)]
    theirs = [Run(0, seconds, 1.0, 20.0, 0.0) for seconds in (1.0, 2.0, 2.0)]
    row = compared(replace(WORKLOADS[0], title="work"), ours, theirs)
    assert row == "| work | ≤ 3 | **1.50** | 3.00 (2.00) | 2.00 (1.00) | 4.0 / 1.0 | 90 + 40 / 20 |"
    assert grown(2000, 2, ours[0]) == "| 2 000 | 2 | 2.0 | 2000 | 90 | 40 |"


def test_every_step_of_a_link_is_timed(port: int) -> None:
    found = asyncio.run(costs(20, port))
    assert [*found] == ["fetch", "read the page", "judge", "evidence", "store"]
    assert all(microseconds > 1 for microseconds in found.values())
