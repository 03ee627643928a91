"""A machine that grants too little memory is told of in one line."""

import subprocess
import sys
from pathlib import Path

import pytest

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
