"""Audits on a machine without any network, in a network namespace of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Serves a page on loopback, where that is switched on, and carries out a command.
_ALONE = """
import fcntl, http.server, socket, struct, subprocess, sys, threading

if sys.argv[1] == "loopback":
    with socket.socket() as way:
        fcntl.ioctl(way, 0x8914, struct.pack("16sH14x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up and running

class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/mill" else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Mill</title><p>The mill stands at the river, and people go there.")
    def log_message(self, *words):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 8765), Page)
threading.Thread(target=server.serve_forever, daemon=True).start()
options = ["--allow-private", "127.0.0.0/8", "--no-config", "--retries", "0"]
sys.exit(subprocess.run([sys.executable, "-m", "linkwatch", *sys.argv[2:], *options]).returncode)
"""
_HERE = "http://127.0.0.1:8765/mill"
_GONE = "http://127.0.0.1:8765/gone"
_OUTSIDE = "https://www.wikipedia.org/wiki/Mill"
_OUTSIDE_TOO = "http://93.184.216.34/mill"
_THIRD = "https://example.com/mill"


def alone(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Carry out a command without a network; the first word is "loopback" or "none", what there is instead."""
    as_root = () if os.geteuid() == 0 else ("--user", "--map-root-user")
    program = ["unshare", *as_root, "--net", sys.executable, "-c", _ALONE, *words]
    return subprocess.run(program, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize(
    ("network", "links", "exit_code"),
    [
        ("loopback", [_HERE], 0),
        ("loopback", [_HERE, _GONE], 1),
        ("loopback", [_OUTSIDE], 3),
        ("loopback", [_OUTSIDE_TOO], 3),
        ("loopback", [_HERE, _OUTSIDE], 3),
        ("loopback", [_GONE, _OUTSIDE, _OUTSIDE_TOO, _THIRD], 3),
        ("none", [_HERE], 3),
        ("none", [_HERE, _OUTSIDE_TOO], 3),
    ],
)
def test_without_a_network_only_what_is_on_this_machine_is_believed(
    network: str, links: list[str], exit_code: int, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(" ".join(f"<{link}>" for link in links))
    done = alone(tmp_path, network, "audit", "a.md")
    assert done.returncode == exit_code, done
    assert ("this run cannot be trusted" in done.stderr) is (exit_code == 3)
    assert ("1  alive" in done.stdout) is (network == "loopback" and _HERE in links)


@pytest.mark.parametrize("network", ["loopback", "none"])
@pytest.mark.parametrize("command", [("audit",), ("extract",), ("recover", "--no-archive"), ("add", "--db", "x.db")])
def test_an_article_that_cannot_be_had_without_a_network_is_not_at_fault(
    network: str, command: tuple[str, ...], tmp_path: Path
) -> None:
    done = alone(tmp_path, network, *command, _OUTSIDE)
    assert done.returncode == 3, done
    assert "our own network seems to be down" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_host_of_this_machine_that_is_silent_is_at_fault_itself(tmp_path: Path) -> None:
    done = alone(tmp_path, "loopback", "audit", "http://127.0.0.1:9/")
    assert done.returncode == 2, done
    assert "http://127.0.0.1:9/: cannot be read: connect-refused" in done.stderr
