"""Which cases of the corpus run which lines: only these can show a mistake there.

Only those count that are judged rightly without a mistake.
"""

import asyncio
import pickle
import random
import sys
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

from tests.corpus.cases import ALL
from tests.corpus.model import Case
from tests.mutation.forks import fork, succeeds

_CHUNK = 32  # cases that are judged before it is seen whether a verdict is wrong
_SEED = 11
Lines = Mapping[int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Ran:
    """right: the cases that are judged rightly, by name. lines: for each module's path, which of them run each line."""

    right: frozenset[str]
    lines: Mapping[str, Lines]

    def cases(self, module: str, lines: Collection[int], most: int | None = None) -> list[Case]:
        """Return the cases that run one of a module's lines; all where there are no lines to tell by.

        most: return no more, always the same ones.
        """
        of_module = self.lines.get(module, {})
        names = frozenset[str]().union(*(of_module.get(line, frozenset()) for line in lines)) if lines else self.right
        cases = [case for case in ALL if case.name in names]
        return cases if most is None or len(cases) <= most else random.Random(_SEED).sample(cases, most)


def cases_that_ran(modules: Collection[str]) -> Ran:
    """Judge the corpus, and return what ran.

    A line that only the first case of all runs, when tables are read, or only the import, belongs to every case.
    """
    if not modules:
        return Ran(frozenset(), {})
    with TemporaryDirectory() as folder:
        kept = Path(folder, "ran")
        assert succeeds(fork(lambda: _keep(frozenset(modules), kept)))
        found: Ran = pickle.loads(kept.read_bytes())
        return found


def verdicts_are_right(cases: Sequence[Case]) -> bool:
    """Judge the cases without a network until one is judged wrongly."""
    chunks = (cases[place : place + _CHUNK] for place in range(0, len(cases), _CHUNK))
    return all(len(_rightly_judged(chunk)) == len(chunk) for chunk in chunks)


def _rightly_judged(cases: Sequence[Case]) -> set[str]:
    """Judge the cases at once. Imports what it needs of `check/` when called."""
    from tests.corpus.in_memory import judge_in_memory

    return {result.case.name for result in asyncio.run(judge_in_memory(cases)) if result.right}


def _keep(modules: frozenset[str], kept: Path) -> bool:
    places = {str(Path(module).resolve()): module for module in modules}
    ran: dict[str, set[int]] = {module: set() for module in modules}

    def of_function(frame: FrameType, event: str, _: Any) -> Any:
        ran[places[frame.f_code.co_filename]].add(frame.f_lineno)
        return of_function

    def of_call(frame: FrameType, event: str, _: Any) -> Any:
        return of_function(frame, event, None) if frame.f_code.co_filename in places else None

    from tests.corpus.in_memory import needs_no_wire

    cases_of: dict[str, dict[int, set[str]]] = {module: defaultdict(set) for module in modules}
    right = set[str]()
    sys.settrace(of_call)
    judged = [case for case in ALL if needs_no_wire(case)]
    _rightly_judged(judged)
    in_all = {module: set(lines) for module, lines in ran.items()}
    caches = _caches()
    for case in judged:
        for lines in ran.values():
            lines.clear()
        for cache in caches:
            cache.cache_clear()
        found = _rightly_judged([case])
        right |= found
        for module, lines in ran.items():
            for line in lines:
                cases_of[module][line] |= found
    sys.settrace(None)
    for module, lines in in_all.items():
        for line in lines - cases_of[module].keys():
            cases_of[module][line] = right
    frozen = {module: {line: frozenset(names) for line, names in of.items()} for module, of in cases_of.items()}
    kept.write_bytes(pickle.dumps(Ran(frozenset(right), frozen)))
    return True


def _caches() -> list[Any]:
    """Return what remembers results by its arguments, and would hide which later cases need them."""
    modules = [module for name, module in sys.modules.items() if name.startswith("linkwatch.judge")]
    found = [value for module in modules for value in vars(module).values() if hasattr(value, "cache_clear")]
    return [cache for cache in found if cache.__wrapped__.__code__.co_argcount]
