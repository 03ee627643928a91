"""Print how many sentences of each class are judged rightly, of those that the tables grew by and of others."""

import asyncio
import sys
from collections import Counter

from tests.corpus.in_memory import judge_in_memory
from tests.corpus.usual_sentences import CLASSES, cases_of, is_right, kind_of, languages, was_grown_by


def main() -> None:
    """Judge, count and print."""
    results = asyncio.run(judge_in_memory(list(cases_of(sys.argv[1:] or languages()))))
    print("class      grew by        others         wrong among the others")
    for kind in (*CLASSES, "all"):
        shown = []
        wrong = Counter[str]()
        for grown in (True, False):
            of_it = [
                each for each in results if kind in (kind_of(each.case), "all") and was_grown_by(each.case) is grown
            ]
            shown.append(f"{sum(is_right(each) for each in of_it):4} of {len(of_it):4}")
            if not grown:
                wrong.update(str(each.verdict.status) for each in of_it if not is_right(each))
        print(f"{kind:10} {'   '.join(shown)}   {', '.join(f'{status} {count}' for status, count in wrong.items())}")


if __name__ == "__main__":
    main()
