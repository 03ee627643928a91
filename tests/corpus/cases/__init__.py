"""All cases, one file a family."""

from dataclasses import replace

from tests.corpus.cases import alive, landers, moves, out_of_order, soft404, transport, walls, wire
from tests.corpus.model import Case

ALL: tuple[Case, ...] = tuple(
    replace(case, family=module.__name__.rpartition(".")[2])
    for module in (alive, wire, moves, soft404, landers, walls, out_of_order, transport)
    for case in module.CASES
)
