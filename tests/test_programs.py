"""A program that was forked does as one that was started."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.family import command, family_of, name
from tests.programs import CODE, LOADED, Program, run_program


@pytest.mark.parametrize("words", [["--version"], ["extract", "a.md"], ["extract", "none.md"], ["no-such-command"]])
def test_it_says_the_same_and_ends_alike(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[ä](https://a.example/)")
    command = [sys.executable, "-m", "linkwatch", *words]
    started = subprocess.run(command, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True)
    forked = run_program(*words, cwd=tmp_path)
    assert (forked.returncode, forked.stdout, forked.stderr) == (started.returncode, started.stdout, started.stderr)


def test_it_has_the_environment_and_the_streams_that_it_is_given(tmp_path: Path) -> None:
    words = ["audit", "-", "--no-archive"]
    with Program(
        words,
        cwd=tmp_path,
        env={**os.environ, "LINKWATCH_CHECK__EXCLUDE": '["a.example"]'},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as program:
        said, nothing = program.communicate("<a href=https://a.example/>a</a>", timeout=60)
    assert (program.returncode, nothing) == (0, None)
    assert "1  skipped" in said


@pytest.mark.parametrize("told", [signal.SIGKILL, signal.SIGTERM])
def test_it_is_a_process_of_its_own_that_hears_signals(tmp_path: Path, told: signal.Signals) -> None:
    with Program(["extract", "-"], cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.pid != os.getpid()
        assert program.poll() is None
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(timeout=0)
        program.send_signal(told)
        program.communicate(timeout=60)
    assert program.returncode in {signal.SIGKILL: [-9], signal.SIGTERM: [-15, 143]}[told]


def test_what_forks_its_readers_is_forked_too_and_holds_none_of_its_files(tmp_path: Path) -> None:
    with Program(["extract", "-"], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        server: list[int] = []
        while not server:
            assert program.poll() is None
            server = [each for each in family_of(program.pid) if name(each) == "reading.fork_se"]
        files = [Path(f"/proc/{process}/fd") for process in (program.pid, *server)]
        own, its = ({file.readlink() for file in folder.iterdir() if file.name != "2"} for folder in files)
        assert b"multiprocessing.forkserver" in command(server[0])
        both = {file for file in its & own if not file.name.startswith("socket:")}  # a reader's may be handed over now
        assert both <= {Path(os.devnull)}
        program.kill()


def test_what_it_is_forked_with_is_loaded() -> None:
    code = f"import sys; print([name for name in {LOADED!r} if name not in sys.modules])"
    assert run_program(code, main=CODE, text=True).stdout == "[]\n"
