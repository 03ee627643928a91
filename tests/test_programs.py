"""A program that was forked does as one that was started."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.family import command, family_of, name
from tests.programs import CODE, LOADED, Program, command_for_scripts, run_program


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


def test_scripts_call_it_with_words_streams_folder_and_environment_of_theirs(tmp_path: Path) -> None:
    (tmp_path / "a b.md").write_text("<https://a.example/>")
    script = """
        export LINKWATCH_CHECK__RETRIES=many; ./linkwatch audit "a b.md"; echo $?
        unset LINKWATCH_CHECK__RETRIES; echo "[b](https://b.example/)" | ./linkwatch extract "a b.md" - --dump; echo $?
    """
    with command_for_scripts(tmp_path / "linkwatch"):
        done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines() == ["2", "https://a.example/", "https://b.example/", "0"]
    assert "retries" in done.stderr.lower()


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


def files_of(process: int) -> set[Path]:
    """What it has open but for where it complains, and sockets: one that it hands over is open in two processes."""
    files = set()
    for file in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            if file.name != "2" and not (leads_to := file.readlink()).name.startswith("socket:"):
                files.add(leads_to)
    return files


def test_what_forks_its_readers_is_forked_too_and_holds_none_of_its_files(tmp_path: Path) -> None:
    with Program(["extract", "-"], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        server: list[int] = []
        while not server:
            assert program.poll() is None
            server = [each for each in family_of(program.pid) if name(each) == "reading.fork_se"]
        own, its = files_of(program.pid), files_of(server[0])
        assert b"multiprocessing.forkserver" in command(server[0])
        assert its & own <= {Path(os.devnull)}
        program.kill()


def test_what_it_is_forked_with_is_loaded() -> None:
    code = f"import sys; print([name for name in {LOADED!r} if name not in sys.modules])"
    assert run_program(code, main=CODE, text=True).stdout == "[]\n"
