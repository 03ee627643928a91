"""Whether two captures are of one page, whatever it is called in each."""

from linkwatch.judge.sketch import share_common
from linkwatch.model import Likeness

_MOST_OF_IT = 0.6


def is_same_text(one: Likeness, other: Likeness) -> bool:
    """Tell whether two pages say the same, but for what is added or taken away in a few places."""
    return bool(one.sketch and other.sketch) and share_common(one.sketch, other.sketch) >= _MOST_OF_IT
