"""What SECURITY.md promises is shown by tests that exist, and the libraries are those that it says."""

import ast
import re
import tomllib
from importlib.metadata import version
from pathlib import Path

from packaging.requirements import Requirement

TOP = Path(__file__).parent.parent
SECURITY = (TOP / "SECURITY.md").read_text()
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]
NUMBERED_BY_YEARS = {"regex", "structlog"}  # a bound on their major version would end with the year
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in SECURITY.splitlines()
    if line.startswith("| ") and not line.startswith("| promise")
]
EXTRAS = [text for name in ("browse", "notify", "warc") for text in PROJECT["optional-dependencies"][name]]
RUNNING = [Requirement(text) for text in (*PROJECT["dependencies"], *EXTRAS)]


def names_of_tests(file: Path) -> set[str]:
    tree = ast.parse(file.read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_promise_is_shown_by_tests_that_exist() -> None:
    for promise, shown_by in ROWS:
        assert promise, shown_by
        named = re.findall(r"`([^`]+)`", shown_by)
        assert named, promise
        assert ", ".join(f"`{name}`" for name in named) == shown_by
        for name in named:
            path, _, test = name.partition("::")
            assert (TOP / path).is_file(), path
            assert test in names_of_tests(TOP / path) if path.endswith(".py") else not test, name


def test_every_test_that_is_named_is_one_that_pytest_runs() -> None:
    named = re.findall(r"`(tests/[\w/.]+)::(\w+)`", SECURITY)
    assert len(named) > 40
    assert all(Path(path).name.startswith("test_") and test.startswith("test_") for path, test in named)


def test_every_library_has_a_range_of_versions() -> None:
    for library in RUNNING:
        operators = sorted(bound.operator for bound in library.specifier)
        assert operators == ([">="] if library.name in NUMBERED_BY_YEARS else ["<", ">="]), library.name


def test_the_tests_run_with_versions_of_those_ranges() -> None:
    outside = [library.name for library in RUNNING if not library.specifier.contains(version(library.name))]
    assert outside == []
