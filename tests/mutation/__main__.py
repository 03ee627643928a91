"""Are the tests sharp? Put one small mistake after the other into a module, and see whether its tests fail.

    .venv/bin/python -m tests.mutation [--workers N] [--most N] [--cases N] [MODULE…]

Without a MODULE, all are tried that `killers.py` names, with the tests that stand there; of the corpus, the cases that
run the line and are judged rightly without the mistake. Each mistake is tried in a fork that has the libraries in
memory already, so that it costs what the tests cost. A survivor that is not in the list of `known.py` makes the exit
code 1.
"""

import argparse
import ast
import os
import random
import sys
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

import aiohttp  # noqa: F401 - is in memory when a fork needs it
import hypothesis.strategies
import pytest
import turbohtml  # noqa: F401 - likewise

import tests.servers.dns  # noqa: F401 - likewise; they import nothing of judge/ and check/, where mistakes are made
from tests.corpus.model import Case
from tests.mutation.coverage import Ran, cases_that_ran, verdicts_are_right
from tests.mutation.forks import fork, succeeds
from tests.mutation.killers import JUDGED, TESTS
from tests.mutation.known import SURVIVORS
from tests.mutation.mutants import Mutant, mutants

_SEED = 11
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


def start_tests(module: str, code: CodeType, tests: tuple[str, ...], cases: Sequence[Case], seconds: int = 600) -> int:
    """Start the tests with this code as the module, and return their process. They fail too if they need longer.

    cases: of the corpus, in the place of the test that judges all of it. What stands before that test comes first: the
    module's own tests, which are quick and find most.
    """

    def pass_tests() -> bool:
        sys.meta_path.insert(0, Mutated(module, code))
        quick = [phase for phase in hypothesis.Phase if phase.name not in ("shrink", "explain")]
        hypothesis.settings.register_profile("quick", database=None, derandomize=True, phases=quick, max_examples=20)
        hypothesis.settings.load_profile("quick")
        place = tests.index(JUDGED) if JUDGED in tests else len(tests)
        own, others = tests[:place], [test for test in tests[place + 1 :] if test not in tests[:place]]
        return _pass(*own) and verdicts_are_right(cases if JUDGED in tests else ()) and _pass(*others)

    return fork(pass_tests, seconds)


def _pass(*tests: str) -> bool:
    return not tests or _pytest("-x", *tests) == 0


def _pytest(*arguments: str) -> int:
    early = "ignore::pytest.PytestAssertRewriteWarning"  # libraries are in memory before pytest looks at them
    return int(pytest.main(["-q", "-p", "no:cacheprovider", "-W", early, *arguments]))


@dataclass(frozen=True, slots=True)
class Score:
    """What came of one module's mistakes. fresh: how many survived that are not known."""

    tried: int
    found: int
    fresh: int


def try_module(path: Path, ran: Ran, workers: int, most: int | None = None, most_cases: int | None = None) -> Score:
    """Print what survives. most: mistakes to try, most_cases: of the corpus for each; always the same ones."""
    module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    tests, known = TESTS[str(path)], SURVIVORS.get(str(path), {})
    tree = ast.parse(path.read_text())
    began = time.monotonic()
    child = start_tests(module, compile(tree, path, "exec"), tests, ran.cases(str(path), (), most_cases))
    assert succeeds(child), f"the tests of {path} fail without a mistake"
    seconds = int((time.monotonic() - began) * workers * _PATIENCE) + 5
    chosen = _sample(sum(1 for _ in mutants(tree)), most)
    survived: list[str] = []
    running: dict[int, Mutant] = {}
    for number, mutant in enumerate(mutants(tree)):
        if number not in chosen:
            continue
        if len(running) == workers:
            survived += _next_to_end(running, path, known)
        code, cases = compile(tree, path, "exec"), ran.cases(str(path), mutant.lines, most_cases)
        running[start_tests(module, code, tests, cases, seconds)] = mutant
    while running:
        survived += _next_to_end(running, path, known)
    for name in known.keys() - set(survived) if most is None else ():
        print(f"{path}: is found, or no longer there: {name}")
    fresh = sum(name not in known for name in survived)
    score = Score(len(chosen), len(chosen) - len(survived), fresh)
    print(f"{path}: {score.found} of {score.tried} found, {len(survived) - fresh} known not to be", flush=True)
    return score


def _sample(total: int, most: int | None) -> Collection[int]:
    return range(total) if most is None or total <= most else set(random.Random(_SEED).sample(range(total), most))


def _next_to_end(running: dict[int, Mutant], path: Path, known: Collection[str]) -> list[str]:
    """Wait until the tests of one mistake are over; return its name if it survived."""
    child, status = os.wait()
    mutant = running.pop(child)
    if status != 0:
        return []
    if mutant.name not in known:
        print(f"{path}:{mutant.line}: {mutant.name}", flush=True)
    return [mutant.name]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.partition("\n")[0])
    parser.add_argument("--workers", type=int, default=1, help="processes that try mistakes at once")
    parser.add_argument("--most", type=int, help="mistakes that are tried of each module, always the same ones")
    parser.add_argument("--cases", type=int, help="cases of the corpus that are judged for each, always the same ones")
    parser.add_argument("modules", nargs="*", default=list(TESTS))
    chosen = parser.parse_args()
    _pytest("--collect-only", "-qq", "tests/mutation")  # has pytest's plugins in memory too
    ran = cases_that_ran([name for name in chosen.modules if JUDGED in TESTS[name]])
    scores = [try_module(Path(name), ran, chosen.workers, chosen.most, chosen.cases) for name in chosen.modules]
    print(f"{sum(score.found for score in scores)} of {sum(score.tried for score in scores)} found")
    return 1 if any(score.fresh for score in scores) else 0


if __name__ == "__main__":
    sys.exit(main())
