"""A machine that grants too little memory is told of in one line."""

import asyncio
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.answers import BOMBS, HEADS, hostile_server, hostile_url, make_ready

# Sets the limit when all is loaded: how much that takes differs from one Python to the next.
_AUDIT = """
import resource, sys
from linkwatch.cli import run
from linkwatch.cli import audit
from linkwatch.store import Store

def with_little_memory(*how, **more):
    used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + 1_000_000, resource.RLIM_INFINITY))
    {act}

Store.open = with_little_memory
sys.exit(run(["audit", "a.md", "--no-archive"]))
"""


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("import threading; threading.Thread(target=print).start()", b"lets no more threads start"),
        ("bytes(50_000_000)", b"has no more memory to give"),
    ],
)
def test_a_lack_of_memory_is_told_in_one_line_and_is_no_fault_of_ours(tmp_path: Path, act: str, said: bytes) -> None:
    (tmp_path / "a.md").write_text("[a](mailto:x@y.example)")
    program = _AUDIT.format(act=act)
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (3, b"", 1)
    assert said in done.stderr
    assert b"ulimit -v" in done.stderr


@pytest.mark.parametrize("megabytes", [120, 220])
async def test_where_pages_take_all_memory_no_other_page_pays_for_it(tmp_path: Path, megabytes: int) -> None:
    names = (*BOMBS, *HEADS)
    make_ready(names)
    async with hostile_server() as server:
        hostile = [hostile_url(server, name, f"127.0.1.{n + 1}") for n, name in enumerate(names)]
        plain = [f"http://127.0.0.{n + 1}:{server.port}/plain/{n}" for n in range(len(names))]
        (tmp_path / "a.md").write_text(" ".join(f"<{url}>" for url in (*hostile, *plain)))
        options = "--host-interval 0 --allow-private 127.0.0.0/8 --retries 0 --timeout 5 --no-archive --no-config"
        process = await asyncio.create_subprocess_exec(
            *[sys.executable, "-m", "linkwatch", "audit", "a.md", "--format", "json", *options.split()],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20,) * 2),
        )
        stdout, stderr = await asyncio.wait_for(process.communicate(), 120)
    assert b"Traceback" not in stderr
    assert process.returncode in (1, 3)
    assert (b"ulimit" in stderr) == (process.returncode == 3)
    statuses = {link["url"]: link["status"] for link in json.loads(stdout or b'{"links": []}')["links"]}
    assert {statuses.get(url, "unchecked") for url in plain} <= {"alive", "unchecked"}
