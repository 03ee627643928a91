"""The mistakes that `python -m tests.mutation` makes, and that its list of known survivors is up to date."""

import ast
from pathlib import Path

from tests.corpus.cases import ALL
from tests.mutation.coverage import Ran
from tests.mutation.killers import NOT_TRIED, TESTS
from tests.mutation.known import SURVIVORS
from tests.mutation.mutants import mutants

ROOT = Path(__file__).parents[2]
CODE = '''"""A module."""
LIMIT = 30
def is_late(days: int = 1) -> bool:
    """Tell."""
    return not days < LIMIT and days in (7, LIMIT)
'''


def test_mistakes_are_made_one_by_one_and_taken_back() -> None:
    tree = ast.parse(CODE)
    before = ast.dump(tree)
    made = {mutant.name: ast.unparse(tree) for mutant in mutants(tree)}
    assert ast.dump(tree) == before
    assert [name.removeprefix("is_late: ") for name in made] == [
        ": 30 → 31",
        ": 30 → 29",
        "1 → 2",
        "1 → 0",
        "not days < LIMIT and days in (7, LIMIT) → not days < LIMIT or days in (7, LIMIT)",
        "not days < LIMIT → days < LIMIT",
        "days < LIMIT → days <= LIMIT",
        "days < LIMIT → days >= LIMIT",
        "days in (7, LIMIT) → days not in (7, LIMIT)",
        "(7, LIMIT) → (LIMIT,)",
        "(7, LIMIT) → (7,)",
        "7 → 8",
        "7 → 6",
    ]
    assert "LIMIT = 31" in made[": 30 → 31"]
    assert len(set(made.values())) == len(made)


def test_what_is_known_of_a_module_is_still_there() -> None:
    for module, known in SURVIVORS.items():
        made = {mutant.name for mutant in mutants(ast.parse((ROOT / module).read_text()))}
        assert known.keys() - made == set(), module
    assert [test for tests in TESTS.values() for test in tests if not (ROOT / test).exists()] == []
    assert [module for module in TESTS if not (ROOT / module).exists()] == []


def test_every_module_that_judges_or_checks_is_tried_or_has_a_reason() -> None:
    modules = {
        str(path.relative_to(ROOT)) for part in ("judge", "check") for path in (ROOT / "linkwatch" / part).glob("*.py")
    }
    assert modules == TESTS.keys() | NOT_TRIED.keys()
    assert not TESTS.keys() & NOT_TRIED.keys()


def test_mistake_is_in_the_lines_of_its_statement_or_of_those_that_use_its_value() -> None:
    made = {mutant.name: set(mutant.lines) for mutant in mutants(ast.parse(CODE + _MORE))}
    assert made[": 30 → 31"] == set()  # who uses a public value cannot be told
    assert made["is_late: 1 → 2"] == {3, 4, 5}
    assert made["is_late: 7 → 8"] == {5}
    assert made[": 5 → 6"] == {8, 9}
    assert made["is_few: 0 → 1"] == {8, 9}
    assert made["is_few: True → False"] == {10}


def test_cases_are_those_that_run_a_line_and_no_more_than_asked_for() -> None:
    names = [case.name for case in ALL[:4]]
    ran = Ran(frozenset(names), {"m.py": {7: frozenset(names[:3])}})
    assert [case.name for case in ran.cases("m.py", (7, 8))] == names[:3]
    assert [case.name for case in ran.cases("m.py", ())] == names
    assert ran.cases("m.py", (8,)) == []
    assert len(ran.cases("m.py", (7,), 2)) == 2
    assert ran.cases("m.py", (7,), 2) == ran.cases("m.py", (7,), 2)


_MORE = """_FEW = 5
def is_few(count):
    if 0 < (
        count) < _FEW and count < _FEW:
        return True
"""
