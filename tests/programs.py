"""`linkwatch` as a process of its own, forked from one that has loaded it.

To load it takes most of the time of a program that a test starts. What is tested beside that is as in any program:
process, signals, streams, exit code. Tests of how a program starts and ends, and of what it loads, start Python.
"""

import io
import marshal
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from importlib import import_module
from multiprocessing import forkserver, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from linkwatch.reading import preloads

TOP = Path(__file__).parent.parent
MAIN = "linkwatch.cli:main"
CODE = "tests.programs:be_code"
NOTHING: Mapping[str, object] = {}
LOADED = (
    "linkwatch.app.acting",
    "linkwatch.app.moving",
    "linkwatch.app.running",
    "linkwatch.archive.find",
    "linkwatch.archive.wayback",
    "linkwatch.articles.sources.lists",
    "linkwatch.articles.sources.web",
    "linkwatch.browse.server",
    "linkwatch.cli.audit",
    "linkwatch.cli.browse",
    "linkwatch.cli.daemon",
    "linkwatch.fetch",
    "linkwatch.report.terminal",
    *preloads.PAGES,
    "linkwatch.check.worker",
    "linkwatch.reading.worker",
    "pydantic.type_adapter",
    "structlog.dev",
    "structlog.stdlib",
    "tests.first_pages",
    "tests.forked_python",
    "uvicorn.protocols.http.auto",
)
_FORKS = get_context("forkserver")


def load() -> None:
    """Start what programs are forked from, if it does not run. Dask forks its workers of it too, where it is loaded."""
    shared = ["distributed"] if "distributed" in sys.modules else []
    _FORKS.set_forkserver_preload([*LOADED, __name__, *shared])
    with chdir(TOP):  # what it is preloaded with is looked for there
        forkserver.ensure_running()


class Program(subprocess.Popen[Any]):
    """Is used as Popen is; the first argument is what follows the word `linkwatch`.

    main: the function that is the program, "module:name", where it is another one; CODE: the first argument is the text
    of a program in Python. sets: what is otherwise in modules, by "module:name".
    """

    def __init__(
        self, args: Sequence[object], *more: Any, main: str = MAIN, sets: Mapping[str, object] = NOTHING, **options: Any
    ) -> None:
        self._main = main
        self._sets = dict(sets)
        super().__init__(args, *more, **options)

    def _execute_child(  # type: ignore[override]  # what Popen calls between making pipes and closing their far ends
        self,
        args: Sequence[object],
        executable: object,
        preexec_fn: object,
        close_fds: object,
        pass_fds: object,
        cwd: str | os.PathLike[str] | None,
        env: dict[str, str] | None,
        startupinfo: object,
        creationflags: object,
        shell: object,
        p2cread: int,
        p2cwrite: int,
        c2pread: int,
        c2pwrite: int,
        errread: int,
        errwrite: int,
        restore_signals: object,
        gid: object,
        gids: object,
        uid: object,
        umask: object,
        start_new_session: bool,
        process_group: object,
    ) -> None:
        near = (p2cwrite, c2pread, errread)
        far = (p2cread, c2pwrite, errwrite)
        streams = [Connection(os.dup(own if end == -1 else end)) for own, end in enumerate(far)]
        words = [str(word) for word in args]
        given = (
            words,
            str(Path(cwd or os.curdir).absolute()),
            dict(os.environ if env is None else env),
            streams,
            start_new_session,
            self._main,
            self._sets,
        )
        self._process = _FORKS.Process(target=_become_linkwatch, args=given, daemon=True)
        load()
        self._process.start()
        self.pid = self._process.pid or 0
        self._child_created = True
        for stream in streams:
            stream.close()
        devnull = getattr(self, "_devnull", None)
        pipes = {end for mine, end in zip(near, far, strict=True) if mine != -1} - {devnull}
        for end in pipes if devnull is None else pipes | {devnull}:
            os.close(end)
        self._closed_child_pipe_fds = True

    def _internal_poll(self, *_: object, **__: object) -> int | None:
        if self.returncode is None:
            self._process.join(0)
            self.returncode = self._process.exitcode
        return self.returncode

    def _wait(self, timeout: float | None) -> int:
        self._process.join(timeout)
        if self._internal_poll() is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return self.returncode


def run_program(*words: object, timeout: float = 60, **more: Any) -> subprocess.CompletedProcess[Any]:
    """Run it to its end, and keep what it says."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with Program(words, **(streams | more)) as process:
        try:
            said, complained = process.communicate(timeout=timeout)
        except BaseException:
            process.kill()
            raise
    return subprocess.CompletedProcess(words, process.returncode, said, complained)


_COMMAND = """#!{python} -IS
import marshal, os, socket, sys
with socket.socket(socket.AF_UNIX) as door:
    door.connect({door!r})
    call = marshal.dumps((sys.argv[1:], os.getcwd(), dict(os.environ)))
    socket.send_fds(door, [len(call).to_bytes(4)], [0, 1, 2])
    door.sendall(call)
    sys.exit(door.recv(1)[0])
"""


@contextmanager
def command_for_scripts(place: Path) -> Iterator[None]:
    """Put a command there that has the program forked here, with its own words, streams, folder and environment."""
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
        door = str(Path(folder) / "door")
        listener.bind(door)
        listener.listen()
        place.write_text(_COMMAND.format(python=sys.executable, door=door))
        place.chmod(0o755)
        load()
        answering = threading.Thread(target=_answer, args=[listener])
        answering.start()
        try:
            yield
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            answering.join()


def _answer(listener: socket.socket) -> None:
    """Run what scripts call, one after the other, until nobody listens any more."""
    while True:
        try:
            caller, _ = listener.accept()
        except OSError:
            return
        with caller, caller.makefile("rb") as rest:
            length, files, _, _ = socket.recv_fds(caller, 4, 3)
            words, folder, environment = marshal.loads(rest.read(int.from_bytes(length)))
            streams = dict(zip(("stdin", "stdout", "stderr"), files, strict=True))
            with Program(words, cwd=folder, env=environment, **streams) as program:
                for file in files:
                    os.close(file)
            code = program.returncode
            caller.sendall(bytes([code if code >= 0 else 128 - code]))


def be_code() -> None:
    """Be the program whose text is the first argument."""
    code, sys.argv = sys.argv[1], ["-c", *sys.argv[2:]]
    exec(code, {"__name__": "__main__"})


def _become_linkwatch(
    words: list[str],
    folder: str,
    environment: dict[str, str],
    streams: Sequence[Connection],
    leads_a_session: bool,
    main: str,
    sets: dict[str, object],
) -> None:
    if leads_a_session:
        os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
        stream.close()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:0] = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
    if dask := sys.modules.get("dask"):
        dask.config.refresh()  # which is made of the environment
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(io.FileIO(0, closefd=False))
    sys.stdout = sys.__stdout__ = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False)))
    sys.stderr = sys.__stderr__ = io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(2, "w", closefd=False)), errors="backslashreplace", line_buffering=True
    )
    sys.argv = ["linkwatch", *words]
    for place, value in sets.items():
        module, _, name = place.partition(":")
        setattr(import_module(module), name, value)
    module, _, name = main.partition(":")
    getattr(import_module(module), name)()
