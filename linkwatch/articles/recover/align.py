"""Which anchor of a copy stands where an article's lost one stands: by the words around both, in their order. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from linkwatch.articles.recover import Anchor, Page

SAME, REWORDED, ELSEWHERE, ALONE = "same-place", "reworded", "same-context", "same-words"
_LONGEST_GAP = 25  # words that were rewritten around an anchor
_NEIGHBOURS = 3  # words on each side by which an anchor is known that stands in another order
_HALF = 0.5
_PHRASE = 3  # words
_LONGEST_BETWEEN = 60  # words between two phrases that are looked at one by one
_LEAST_PHRASE = 2  # words there: a single one that both have somewhere says nothing of the place


@dataclass(frozen=True, slots=True)
class Match:
    """anchor: of the copy. by: one of the words above. is_same_text: both anchors have the same words."""

    anchor: Anchor
    by: str
    is_same_text: bool


def align(article: Page, copy: Page, lost: Sequence[int]) -> dict[int, Match]:
    """Return for the lost anchors, by their places in the article, the copy's anchor that stands there.

    Those of which the copy has no anchor, or one whose target is lost there too, are left out.
    """
    places = _places(article.words, copy.words)
    taken: dict[int, tuple[int, str]] = {}  # by the copy's anchor: the article's, and how
    _by_place(article, copy, places, taken)
    _by_gap(article, copy, places, taken)
    _by_neighbours(article, copy, taken)
    found = {}
    wanted = set(lost)
    for theirs, (ours, by) in taken.items():
        anchor = copy.anchors[theirs]
        if ours in wanted and anchor.target is not None:
            found[ours] = Match(anchor, by, _text(article, article.anchors[ours]) == _text(copy, anchor))
    return found


def _places(ours: Sequence[str], theirs: Sequence[str]) -> list[int]:
    """Return for each word of the article its place in the copy, -1 where it is not there.

    Phrases are laid beside each other first, for single words are too frequent; then what is left between them.
    """
    places = [-1] * len(ours)
    mine, others = _phrases(ours), _phrases(theirs)
    blocks = [(0, 0, 0)]
    for start, place, size in SequenceMatcher(None, mine, others).get_matching_blocks():
        length = size + _PHRASE - 1 if size else 0
        places[start : start + length] = range(place, place + length)
        blocks.append((start, place, length))
    blocks.append((len(ours), len(theirs), 0))
    for (start, place, length), (following, next_place, _) in pairwise(blocks):
        first, begin = start + length, place + length
        if 0 < following - first <= _LONGEST_BETWEEN and 0 < next_place - begin <= _LONGEST_BETWEEN:
            _place_between(ours, theirs, (first, following), (begin, next_place), places)
    return places


def _place_between(
    ours: Sequence[str], theirs: Sequence[str], mine: tuple[int, int], others: tuple[int, int], places: list[int]
) -> None:
    """Place what two short ranges of words share."""
    first, second = ours[slice(*mine)], theirs[slice(*others)]
    for start, place, size in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
        at_edge = size and ((start == 0 and place == 0) or (start + size == len(first) and place + size == len(second)))
        if size >= _LEAST_PHRASE or at_edge:
            places[mine[0] + start : mine[0] + start + size] = range(others[0] + place, others[0] + place + size)


def _phrases(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(_PHRASE)), strict=False))


def _by_place(article: Page, copy: Page, places: Sequence[int], taken: dict[int, tuple[int, str]]) -> None:
    """Match anchors that share their words, at least half of those of one of the two."""
    anchor_at = {word: number for number, anchor in enumerate(copy.anchors) for word in range(anchor.start, anchor.end)}
    shared: list[tuple[float, int, int]] = []
    for ours, anchor in enumerate(article.anchors):
        counts: dict[int, int] = {}
        for place in places[anchor.start : anchor.end]:
            if (theirs := anchor_at.get(place)) is not None:
                counts[theirs] = counts.get(theirs, 0) + 1
        for theirs, count in counts.items():
            other = copy.anchors[theirs]
            least = min(anchor.end - anchor.start, other.end - other.start)
            longest = max(anchor.end - anchor.start, other.end - other.start)
            if count >= _HALF * least:
                shared.append((count / longest, ours, theirs))
    used: set[int] = set()
    for _, ours, theirs in sorted(shared, key=lambda item: (-item[0], item[1], item[2])):
        if ours not in used and theirs not in taken:
            used.add(ours)
            taken[theirs] = ours, SAME


def _by_gap(article: Page, copy: Page, places: Sequence[int], taken: dict[int, tuple[int, str]]) -> None:
    """Match anchors whose words were written anew, where what stands before and behind them is the same."""
    matched = {ours for ours, _ in taken.values()}
    gaps: dict[tuple[int, int], list[int]] = {}
    for number, anchor in enumerate(article.anchors):
        if number in matched or _is_known(anchor, places):
            continue
        before, behind = anchor.start - 1, anchor.end
        while before >= 0 and places[before] < 0:
            before -= 1
        while behind < len(places) and places[behind] < 0:
            behind += 1
        first = places[before] + 1 if before >= 0 else 0
        last = places[behind] if behind < len(places) else len(copy.words)
        near = anchor.start - before <= _LONGEST_GAP and behind - anchor.end <= _LONGEST_GAP
        touches = before == anchor.start - 1 or behind == anchor.end or _fills_block(anchor, before, behind)
        if near and touches and 0 <= last - first <= _LONGEST_GAP:
            gaps.setdefault((first, last), []).append(number)
    for (first, last), ours in gaps.items():
        theirs = [
            number
            for number, anchor in enumerate(copy.anchors)
            if number not in taken and first <= anchor.start and anchor.end <= last and anchor.start < anchor.end
        ]
        if len(ours) == len(theirs):
            taken.update((number, (mine, REWORDED)) for mine, number in zip(ours, theirs, strict=True))


def _is_known(anchor: Anchor, places: Sequence[int]) -> bool:
    """Tell whether the copy has the anchor's words, but no anchor at them: then it was added since."""
    inside = places[anchor.start : anchor.end]
    return not inside or sum(place >= 0 for place in inside) > _HALF * len(inside)


def _fills_block(anchor: Anchor, before: int, behind: int) -> bool:
    return before < anchor.block[0] and behind >= anchor.block[1]


def _by_neighbours(article: Page, copy: Page, taken: dict[int, tuple[int, str]]) -> None:
    """Match anchors that stand in another order: the same words between the same neighbours of a paragraph, once."""
    matched = {ours for ours, _ in taken.values()}
    mine = _by_key(article, (number for number in range(len(article.anchors)) if number not in matched))
    theirs = _by_key(copy, (number for number in range(len(copy.anchors)) if number not in taken))
    for key, numbers in mine.items():
        others = theirs.get(key, [])
        targets = {copy.anchors[other].target for other in others}
        if key[1] and (len(numbers) == len(others) or (others and len(targets) == 1)):
            by = ELSEWHERE if key[0] or key[2] else ALONE
            taken.update((other, (number, by)) for number, other in zip(numbers, others, strict=False))


_Key = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _by_key(page: Page, numbers: Iterable[int]) -> Mapping[_Key, list[int]]:
    found: dict[_Key, list[int]] = {}
    for number in numbers:
        anchor = page.anchors[number]
        before = page.words[max(anchor.block[0], anchor.start - _NEIGHBOURS) : anchor.start]
        behind = page.words[anchor.end : min(anchor.block[1], anchor.end + _NEIGHBOURS)]
        found.setdefault((before, _text(page, anchor), behind), []).append(number)
    return found


def _text(page: Page, anchor: Anchor) -> tuple[str, ...]:
    return page.words[anchor.start : anchor.end]
