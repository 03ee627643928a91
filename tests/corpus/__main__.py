"""`python -m tests.corpus [--workers N] [NAME…]`: judge the corpus, or the named cases with their reasons; print it."""

import argparse
import asyncio
import resource
import time

from tests.corpus.cases import ALL
from tests.corpus.score import judge_cases, scores


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("names", nargs="*")
    chosen = parser.parse_args()
    wanted = set(chosen.names)
    cases = [case for case in ALL if not wanted or case.name in wanted or case.family in wanted]
    started = time.monotonic()
    results = asyncio.run(judge_cases(cases, workers=chosen.workers))
    for result in results:
        if result.right and not wanted:
            continue
        verdict = result.verdict
        mark = "right" if result.right else "WRONG"
        expected = f"{result.case.expected} {result.case.reason or ''}".strip()
        print(
            f"{mark} {result.case.family}/{result.case.name}: {verdict.status} {verdict.reason or ''}, expected {expected}"
        )
        for reason in verdict.because:
            print(f"        {reason}")
    for family, (right, total) in scores(results).items():
        print(f"{family:24} {right:4} of {total:4}  {right / total:7.1%}")
    wrong = sum(not result.right for result in results)
    requests = sum(result.requests for result in results)
    print(f"{requests} requests, {requests / len(results):.2f} a link")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(results) - wrong} of {len(results)} right, {time.monotonic() - started:.1f} s, {peak:.0f} MB at most")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
