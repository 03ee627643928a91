"""Which cases of the corpus run which lines: only these can show a mistake there."""

import asyncio
import pickle
import sys
from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

from tests.corpus.cases import ALL
from tests.corpus.model import Case
from tests.mutation.forks import fork, succeeds

_CHUNK = 32  # cases that are judged before it is seen whether a verdict is wrong
Lines = Mapping[int, frozenset[str]]


def lines_of_cases(modules: Collection[str]) -> Mapping[str, Lines]:
    """Return, for each module's path, which cases run each of its lines.

    A line that only the first case of all runs, when tables are read, or only the import, belongs to every case.
    """
    with TemporaryDirectory() as folder:
        kept = Path(folder, "lines")
        assert succeeds(fork(lambda: _keep_lines(frozenset(modules), kept)))
        found: Mapping[str, Lines] = pickle.loads(kept.read_bytes())
        return found


def cases_that_run(lines: Collection[int], of_module: Lines) -> list[Case]:
    """Return the cases that run one of these lines; all where there are no lines to tell by."""
    if not lines:
        return list(ALL)
    names = frozenset[str]().union(*(of_module.get(line, frozenset()) for line in lines))
    return [case for case in ALL if case.name in names]


def verdicts_are_right(cases: Collection[Case]) -> bool:
    """Judge the cases without a network until one is judged wrongly. Imports what it needs of `check/` when called."""
    from tests.corpus.in_memory import judge_in_memory, needs_no_wire

    left = [case for case in cases if needs_no_wire(case)]
    while left:
        chunk, left = left[:_CHUNK], left[_CHUNK:]
        if not all(result.right for result in asyncio.run(judge_in_memory(chunk))):
            return False
    return True


def _keep_lines(modules: frozenset[str], kept: Path) -> bool:
    places = {str(Path(module).resolve()): module for module in modules}
    ran: dict[str, set[int]] = {module: set() for module in modules}

    def of_function(frame: FrameType, event: str, _: Any) -> Any:
        ran[places[frame.f_code.co_filename]].add(frame.f_lineno)
        return of_function

    def of_call(frame: FrameType, event: str, _: Any) -> Any:
        return of_function(frame, event, None) if frame.f_code.co_filename in places else None

    cases_of: dict[str, dict[int, set[str]]] = {module: defaultdict(set) for module in modules}
    sys.settrace(of_call)
    verdicts_are_right(ALL)
    in_all = {module: set(lines) for module, lines in ran.items()}
    caches = _caches()
    for case in ALL:
        for lines in ran.values():
            lines.clear()
        for cache in caches:
            cache.cache_clear()
        verdicts_are_right([case])
        for module, lines in ran.items():
            for line in lines:
                cases_of[module][line].add(case.name)
    sys.settrace(None)
    every = {case.name for case in ALL}
    for module, lines in in_all.items():
        for line in lines - cases_of[module].keys():
            cases_of[module][line] = every
    frozen = {module: {line: frozenset(names) for line, names in of.items()} for module, of in cases_of.items()}
    kept.write_bytes(pickle.dumps(frozen))
    return True


def _caches() -> list[Any]:
    """Return what remembers results by its arguments, and would hide which later cases need them."""
    modules = [module for name, module in sys.modules.items() if name.startswith("linkwatch.judge")]
    found = [value for module in modules for value in vars(module).values() if hasattr(value, "cache_clear")]
    return [cache for cache in found if cache.__wrapped__.__code__.co_argcount]
