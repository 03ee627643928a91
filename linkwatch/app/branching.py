"""Mended files as a commit on a branch of their git repository; the files themselves and the index stay as they are."""

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from linkwatch.errors import UsageError


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch that was made. is_new: False where the same repair stood there already."""

    name: str
    repository: Path
    is_new: bool


def repository_of(path: Path) -> Path:
    """Return the top folder of the repository that a file is in. Raises UsageError where it is in none."""
    folder = path.resolve().parent
    top = _git(folder, "rev-parse", "--show-toplevel", problem=f"{path}: not in a git repository")
    return Path(os.fsdecode(top.rstrip(b"\n")))


def commit(repository: Path, bodies: Mapping[Path, bytes], message: str) -> Branch:
    """Make a branch from HEAD whose one commit holds these bodies of files.

    It is named after what the repository then holds, so that the same repair is never made twice. Raises UsageError
    where a file is not as HEAD has it, and where git fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": f"{folder}/index"}
        head = _git(repository, "rev-parse", "--verify", "HEAD", problem=f"{repository}: has no commit yet")
        _git(repository, "read-tree", "HEAD", env=index)
        for path, body in bodies.items():
            name = os.fsencode(path.resolve().relative_to(repository.resolve()))
            entry = _git(repository, "ls-files", "--stage", "-z", "--", name, env=index)
            committed = entry.split(b"\t")[0].split()
            now = _git(repository, "hash-object", "--", name).strip()
            if len(committed) < 2 or committed[1] != now:
                raise UsageError(f"{path}: differs from the last commit: commit it first")
            blob = _git(repository, "hash-object", "-w", "--stdin", b"--path=" + name, given=body).strip()
            cached = b"%s,%s,%s" % (committed[0], blob, name)
            _git(repository, "update-index", "--cacheinfo", cached, env=index)
        tree = _git(repository, "write-tree", env=index).strip()
    branch = f"linkwatch/repair-{tree[:12].decode()}"
    is_new = not _git(repository, "branch", "--list", branch)
    if is_new:
        made = _git(repository, "commit-tree", tree, "-p", head.strip(), given=message.encode())
        _git(repository, "branch", branch, made.strip())
    return Branch(branch, repository, is_new)


def _git(
    folder: Path,
    *words: str | bytes,
    given: bytes = b"",
    env: Mapping[str, str] | None = None,
    problem: str | None = None,
) -> bytes:
    command: Sequence[str | bytes] = ("git", "-C", str(folder), *words)
    try:
        done = subprocess.run(  # noqa: S603 - words of ours, names of files behind "--" or as one word
            command, input=given, env={**os.environ, **(env or {})}, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise UsageError("git is not installed") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(problem or f"git {os.fsdecode(words[0])}: {said[-1] if said else 'failed'}")
    return done.stdout
