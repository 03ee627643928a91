"""Do robots and readers get the same? The visit with linkwatch's own headers beside the one with a browser's."""

from linkwatch.evidence import Visit
from linkwatch.judge.addresses import same_place
from linkwatch.judge.words import words

_FEW_MORE = 5  # words, and a tenth: dates, counters and quotations differ from visit to visit


def gives_the_same(first: Visit, second: Visit) -> bool:
    """Tell whether two visits of one URL met the same page, as far as stored facts say."""
    if first.http_status != second.http_status or not same_place(first.final_url, second.final_url):
        return False
    one, other = first.page, second.page
    if one is None or other is None:
        return one is other and (first.body_bytes == 0) == (second.body_bytes == 0)
    if one.media_type != other.media_type or _name(one.title, one.heading) != _name(other.title, other.heading):
        return False
    return abs(one.main_words - other.main_words) <= _FEW_MORE + max(one.main_words, other.main_words) // 10


def _name(title: str | None, heading: str | None) -> list[str]:
    return [word for word in words(f"{title or ''} {heading or ''}") if not any(char.isdigit() for char in word)]
