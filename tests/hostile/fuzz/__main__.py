"""Runs targets one after the other until the time is up: `python -m tests.hostile.fuzz --minutes 60 [target …]`."""

import argparse
import random
import sys
import time
import traceback

from tests.hostile.fuzz.running import fuzz
from tests.hostile.fuzz.targets import TARGETS
from tests.hostile.growth import TooMuchWorkError

EXAMPLES = 500  # to one target, then it is the next one's turn


def main() -> int:
    """Return 1 where a target failed, else 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], metavar="target", help=", ".join(TARGETS))
    options = parser.parse_args()
    targets = options.targets or list(TARGETS)
    failed: set[str] = set()
    given = 0
    end = time.monotonic() + 60 * options.minutes
    while time.monotonic() < end and len(failed) < len(targets):
        for target in targets:
            if target in failed or time.monotonic() >= end:
                continue
            try:
                fuzz(target, EXAMPLES, random.randrange(2**32))
            except (Exception, TooMuchWorkError):  # noqa: BLE001 - whatever it is, it is the find
                failed.add(target)
                print(f"== {target}")
                traceback.print_exc(file=sys.stdout)
            given += EXAMPLES
    print(f"about {given} inputs; failed: {', '.join(sorted(failed)) or 'none'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
