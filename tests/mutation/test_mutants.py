"""The mistakes that `python -m tests.mutation` makes, and that its list of known survivors is up to date."""

import ast
from pathlib import Path

import pytest

from tests.mutation.killers import TESTS
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


@pytest.mark.parametrize("module", TESTS)
def test_what_is_known_of_a_module_is_still_there(module: str) -> None:
    tree = ast.parse((ROOT / module).read_text())
    assert SURVIVORS.get(module, {}).keys() <= {mutant.name for mutant in mutants(tree)}
    assert all((ROOT / test).exists() for test in TESTS[module])
