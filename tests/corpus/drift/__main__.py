"""`python -m tests.corpus.drift [NAME…]`: judge the pairs, print those that are wrong, or the named ones, and figures."""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from statistics import mean

from linkwatch.judge import likeness_of, measure
from tests.corpus.drift.model import NOW, is_right, likeness, read, verdict_on
from tests.corpus.drift.pairs import ALL


def main() -> int:
    wanted = set(sys.argv[1:])
    right: Counter[str] = Counter()
    for pair in ALL:
        verdict, observation = verdict_on(pair)
        fits = is_right(pair, verdict)
        right[pair.family] += fits
        if wanted & {pair.name, pair.family, "all"} or not fits:
            print(f"{'right' if fits else 'WRONG'} {pair.family}/{pair.name}: {verdict.status} {verdict.reason or ''}")
            print(f"      expected {pair.expected}; {observation.drift or 'nothing to compare with'}")
            print(f"      {verdict.because[1:]}")
    for family, count in Counter(pair.family for pair in ALL).items():
        print(f"{family:16} {right[family]:3} of {count:3}")
    figures()
    return 0 if right.total() == len(ALL) else 1


def figures() -> None:
    sizes, kept_times, measure_times = [], [], []
    for pair in ALL:
        kept, page = likeness(pair), read(pair.then, pair.then_type, pair.url)
        now = read(pair.now, pair.now_type, pair.url)
        if kept is not None:
            sizes.append(len(json.dumps({**asdict(kept), "made_at": ""})))
            kept_times.append(_best_of_five(partial(likeness_of, page, NOW, "look")))
            measure_times.append(_best_of_five(partial(measure, kept, now)))
    print(f"{len(ALL)} pairs; a likeness takes {mean(sizes):.0f} bytes as JSON, {max(sizes)} at most;")
    print(f"likeness_of takes {mean(kept_times) * 1e6:.0f} µs, measure {mean(measure_times) * 1e6:.0f} µs")


def _best_of_five(work: Callable[[], object]) -> float:
    def once() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return min(once() for _ in range(5))


if __name__ == "__main__":
    raise SystemExit(main())
