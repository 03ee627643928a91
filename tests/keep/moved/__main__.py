"""Prints how many pages are found again: python -m tests.keep.moved."""

import asyncio

from tests.keep.moved.score import look_for_all, table

if __name__ == "__main__":
    outcomes = asyncio.run(look_for_all())
    for outcome in outcomes:
        if outcome.verdict != "right":
            print(outcome.verdict, outcome.case, outcome.moved, outcome.requests)  # noqa: T201 - it is what it is for
    print(table(outcomes))  # noqa: T201
