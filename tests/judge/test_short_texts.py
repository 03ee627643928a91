"""What the tables find in short texts, by kind: shares that may only get better."""

from collections import defaultdict

from tests.judge.short_texts import Count, found_in, languages, texts_of

_FOUND = {"gone": 0.56, "gate": 0.55}  # at least, of all lines
_FOUND_IN_OTHERS = {"gone": 0.33, "gate": 0.32}  # at least, of the lines that the tables did not grow by
_TAKEN = {"gone": 0.03, "gate": 0.0095}  # at most, of living texts


def test_ends_and_gates_are_found_in_words_of_their_own_and_few_living_texts_are_taken_for_them() -> None:
    all_lines: dict[str, Count] = defaultdict(Count)
    others: dict[str, Count] = defaultdict(Count)
    for text in texts_of(languages()):
        found = found_in(text.text)
        all_lines[text.kind].add(*found)
        if text.line % 2 == 0:
            others[text.kind].add(*found)
    for kind in ("gone", "gate"):
        assert getattr(all_lines[kind], kind) >= _FOUND[kind] * all_lines[kind].texts, kind
        assert getattr(others[kind], kind) >= _FOUND_IN_OTHERS[kind] * others[kind].texts, kind
        assert getattr(all_lines["else"], kind) <= _TAKEN[kind] * all_lines["else"].texts, kind


def test_there_are_texts_of_each_kind_in_each_language() -> None:
    for language in languages():
        kinds = [text.kind for text in texts_of([language])]
        assert min(map(kinds.count, ("gone", "gate", "else"))) >= 10, language
