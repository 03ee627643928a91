"""Run what takes too long for every test run, or needs root: python -m tests.faults [NAME…]."""

import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.faults import clock, hostile, signals, storage
from tests.faults.web import small_web


def main(names: list[str]) -> int:
    """Run the scenarios of these names, all if there are none; return how many failed."""
    failed = 0
    for scenario in (*storage.SCENARIOS, *hostile.SCENARIOS, *signals.SCENARIOS, *clock.SCENARIOS):
        if names and scenario.__name__ not in names:
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder, small_web() as web:
            try:
                figures = scenario(Path(folder), web)
            except Exception:  # noqa: BLE001 - the others are to run too
                failed += 1
                print(f"WRONG {scenario.__name__}\n{traceback.format_exc()}", flush=True)
                continue
        print(f"ok    {scenario.__name__} ({time.monotonic() - began:.0f} s)", flush=True)
        for name, figure in figures.items():
            print(f"        {name}: {figure:.2f}" if isinstance(figure, float) else f"        {name}: {figure}")
    return failed


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
