"""Whether two captures are of one page, whatever it is called in each."""

from collections.abc import Set

from linkwatch.judge.sketch import share_common
from linkwatch.model import Likeness

_MOST_OF_IT = 0.6


def is_same_text(one: Likeness, other: Likeness) -> bool:
    """Tell whether two pages say the same, but for what is added or taken away in a few places."""
    return bool(one.sketch and other.sketch) and share_common(one.sketch, other.sketch) >= _MOST_OF_IT


def have_sentences_in_common(ones: Set[str], others: Set[str]) -> bool:
    """Tell whether most sentences of one page stand in the other, so that not only what frames them is the same.

    Where a page has none it is not known, and held to be so.
    """
    fewest = min(len(ones), len(others))
    return not fewest or len(ones & others) >= _MOST_OF_IT * fewest
