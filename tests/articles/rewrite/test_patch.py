"""Patches do what was done: real git and patch carry them out."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linkwatch.articles.rewrite.patch import Change, unified

_LINES = st.lists(st.sampled_from([b"", b"a", b"b b", b"\r", b"\xff\x00c", b"--- x", b"\\ y"]), min_size=1, max_size=40)


@st.composite
def _changed(draw: st.DrawFn) -> tuple[bytes, list[Change]]:
    body = b"\n".join(draw(_LINES)) + draw(st.sampled_from([b"", b"\n", b"z"]))
    offsets = sorted(draw(st.lists(st.integers(0, len(body)), max_size=12, unique=True)))
    inside = st.sampled_from([b"NEW", b"x\ny", b"\n", b"Q"])
    return body, [(start, end, draw(inside)) for start, end in zip(offsets[::2], offsets[1::2], strict=False)]


def applied(body: bytes, changes: list[Change]) -> bytes:
    for start, end, inside in reversed(changes):
        body = body[:start] + inside + body[end:]
    return body


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(_changed())
def test_git_applies_what_was_changed(tmp_path: Path, case: tuple[bytes, list[Change]]) -> None:
    body, changes = case
    (tmp_path / "a").write_bytes(body)
    patch = unified("a", body, changes)
    if changes:
        subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], input=patch, cwd=tmp_path, check=True)
    assert (tmp_path / "a").read_bytes() == applied(body, changes)
    assert bool(patch) == bool(changes)


@pytest.mark.parametrize("name", ["a b.md", "é.md", 'q"\\.md', "sub/a.md", "-a.md"])
@pytest.mark.parametrize("tool", ["git apply -", "patch -p1 -s"])
def test_odd_names_are_found(tmp_path: Path, name: str, tool: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"old\n")
    subprocess.run(tool.split(), input=unified(name, b"old\n", [(0, 3, b"new")]), cwd=tmp_path, check=True)
    assert file.read_bytes() == b"new\n"


def test_a_large_file_takes_no_search() -> None:
    body = b"same line\n" * 200_000
    patch = unified("a", body, [(0, 4, b"x"), (1_999_990, 1_999_994, b"y")])
    assert patch.count(b"\n@@ ") == 2
    assert len(patch) < 300
