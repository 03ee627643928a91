"""The pairs, by family. Nothing here depends on how drift is measured."""

from tests.corpus.drift import pairs_changed, pairs_news, pairs_other, pairs_same, pairs_short, pairs_taken_over

ALL = [
    *pairs_same.PAIRS,
    *pairs_changed.PAIRS,
    *pairs_taken_over.PAIRS,
    *pairs_news.PAIRS,
    *pairs_other.PAIRS,
    *pairs_short.PAIRS,
]
