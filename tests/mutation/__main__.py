"""Are the tests sharp? Put one small mistake after the other into a module, and see whether its tests fail.

    .venv/bin/python -m tests.mutation linkwatch/judge/patience.py [MODULE…]

The tests are those of `tests.mutation.known`. Each mistake is tried in a fork that has the libraries in memory already,
so that it costs what the tests cost. A survivor that is not in the list of `known` makes the exit code 1.
"""

import ast
import os
import signal
import sys
import time
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

import aiohttp  # noqa: F401 - is in memory when a fork needs it
import hypothesis.strategies
import pytest
import turbohtml  # noqa: F401 - likewise

import linkwatch.config
import linkwatch.evidence.as_json
import linkwatch.urls  # noqa: F401 - likewise; they import nothing of judge/ and check/, where mistakes are made
from tests.mutation.known import SURVIVORS, TESTS
from tests.mutation.mutants import mutants

_PATIENCE = 10  # times the time that the tests need without a mistake; a mistake may make them run for ever


class Mutated(MetaPathFinder):
    """Lets one module be imported as this code instead of what its file says."""

    def __init__(self, name: str, code: CodeType) -> None:
        self._name = name
        self._code = code

    def find_spec(self, fullname: str, path: object = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        spec = PathFinder.find_spec(fullname, path)  # type: ignore[arg-type]  # what the import system hands on
        assert spec is not None
        assert spec.origin is not None
        code = self._code

        class Loader(SourceFileLoader):
            def get_code(self, fullname: str) -> CodeType:
                return code

        spec.loader = Loader(fullname, spec.origin)
        return spec


def tests_pass(module: str, code: CodeType, tests: tuple[str, ...], seconds: int) -> bool:
    """Run the tests with this code as the module. They fail too if they need longer."""
    child = os.fork()
    if child == 0:
        try:
            signal.alarm(seconds)
            os._exit(_run_tests(module, code, tests))
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return status == 0


def _run_tests(module: str, code: CodeType, tests: tuple[str, ...]) -> int:
    sys.meta_path.insert(0, Mutated(module, code))
    quick = [phase for phase in hypothesis.Phase if phase.name not in ("shrink", "explain")]
    hypothesis.settings.register_profile("quick", database=None, derandomize=True, phases=quick, max_examples=20)
    hypothesis.settings.load_profile("quick")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    return _pytest("-x", *tests)


def _pytest(*arguments: str) -> int:
    early = "ignore::pytest.PytestAssertRewriteWarning"  # libraries are in memory before pytest looks at them
    return int(pytest.main(["-q", "-p", "no:cacheprovider", "-W", early, *arguments]))


def try_module(path: Path) -> int:
    """Print what survives and the score; return how many survived that are not known."""
    module = ".".join(path.with_suffix("").parts)
    tests, known = TESTS[str(path)], SURVIVORS.get(str(path), {})
    tree = ast.parse(path.read_text())
    began = time.monotonic()
    assert tests_pass(module, compile(tree, path, "exec"), tests, 600), f"the tests of {path} fail without a mistake"
    seconds = int((time.monotonic() - began) * _PATIENCE) + 5
    tried, survived = 0, []
    for mutant in mutants(tree):
        tried += 1
        if tests_pass(module, compile(tree, path, "exec"), tests, seconds):
            survived.append(mutant.name)
            if mutant.name not in known:
                print(f"{path}:{mutant.line}: {mutant.name}", flush=True)
    for name in known.keys() - set(survived):
        print(f"{path}: is found, or no longer there: {name}")
    fresh = [name for name in survived if name not in known]
    print(f"{path}: {tried - len(survived)} of {tried} found, {len(survived) - len(fresh)} known not to be", flush=True)
    return len(fresh)


def main() -> int:
    _pytest("--collect-only", "-qq", "tests/mutation")  # has pytest's plugins in memory too
    return 1 if sum([try_module(Path(name)) for name in sys.argv[1:] or TESTS]) else 0


if __name__ == "__main__":
    sys.exit(main())
