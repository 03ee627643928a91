"""Print what of each kind is found by language and in all, in lines that the tables grew by and in others."""

import sys
from collections import defaultdict

from tests.judge.short_texts import Count, found_in, languages, texts_of


def main() -> None:
    """Count and print."""
    found: dict[tuple[str, str, bool], Count] = defaultdict(Count)
    for text in texts_of(sys.argv[1:] or languages()):
        for language in (text.language, "all"):
            found[language, text.kind, text.line % 2 == 1].add(*found_in(text.text))
    print("language  lines  gone           gate           living, taken for gone / gate")
    for language in sorted({language for language, _, _ in found}, key=lambda one: (one == "all", one)):
        for is_odd in (True, False):
            gone, gate, living = (found[language, kind, is_odd] for kind in ("gone", "gate", "else"))
            print(
                f"{language:9} {'odd' if is_odd else 'even':5}  {gone.gone:4} of {gone.texts:4}   "
                f"{gate.gate:4} of {gate.texts:4}   {living.gone:3} / {living.gate:3} of {living.texts:4}"
            )


if __name__ == "__main__":
    main()
