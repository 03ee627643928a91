"""No pattern of the package takes more time than its text is long."""

import ast
import heapq
import inspect
import re
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import pytest

from linkwatch.archive import in_place
from tests.hostile.attacks import attacks, has_long_repeat
from tests.hostile.growth import LINEAR, TooMuchWorkError, at_most, cpu_seconds, least_cpu_seconds
from tests.hostile.patterns import METHODS_OF_WORDINGS, Used, calls_in, every_pattern, hidden_patterns

SHORT, MEDIUM, LONG = 256, 2048, 16384  # characters
DEAREST = 2e-6  # CPU seconds for a character
PATIENCE = 3 * DEAREST * LONG  # CPU seconds for a text
HOPELESS = 0.01  # CPU seconds for a short text
SUSPICIOUS = 0.02  # CPU seconds for a medium text
PROMISING = 8  # attacks by each method, the slowest with a short text, are tried with a longer one
CANDIDATES = 4  # the slowest attacks by each method are timed again
SUSPECTS = 2  # and the slowest of these are looked at closely
NEGLIGIBLE = 0.003  # CPU seconds for a long text
QUICK = NEGLIGIBLE / (LONG / MEDIUM) ** 2  # CPU seconds for a medium text, by which no square is more for a long one

Run = Callable[[Any], object]  # what is tried: a pattern's method


def slowness(used: Used) -> str | None:
    """Return what makes a pattern slow; None where nothing does."""
    made = list(attacks(used.pattern))
    shorts = [attack(SHORT) for attack in made]
    may_grow = has_long_repeat(used.pattern)
    for method in used.methods:
        run = as_used(used.pattern, method)
        endless, took = first_endless(run, shorts)
        if endless is not None:
            return f"{method} never ends on {endless[:60]!r}"
        if not may_grow:  # each place of a text costs what it costs in a short one
            for place in heapq.nlargest(CANDIDATES, range(len(shorts)), key=took.__getitem__):
                if is_too_long(took[place], shorts[place]) and is_dear(run, shorts[place]):
                    return f"{method} is dear on {shorts[place][:60]!r}"
            continue
        promising = heapq.nlargest(PROMISING, range(len(made)), key=took.__getitem__)
        mediums = [made[place](MEDIUM) for place in promising]
        for place in slowest(run, mediums):
            long = made[promising[place]](LONG)
            trouble = growth(run, mediums[place], long)
            if trouble:
                return f"{method} {trouble} on {long[:60]!r}…{long[-10:]!r}"
    return None


def first_endless(run: Run, texts: list[Any]) -> tuple[Any, list[float]]:
    """Return the first of these short texts that takes far too long, and the seconds that each took."""
    text, took = None, []
    try:
        with at_most(PATIENCE + DEAREST * SHORT * len(texts)):
            for text in texts:
                started = time.perf_counter()
                run(text)
                took.append(time.perf_counter() - started)
                if took[-1] > HOPELESS and thread_seconds(run, text) > HOPELESS:
                    return text, took
    except TooMuchWorkError:
        return text, took
    return None, took


def is_dear(run: Run, text: Any) -> bool:
    return is_too_long(least_cpu_seconds(partial(run, text), PATIENCE), text)


def is_too_long(seconds: float, text: Any) -> bool:
    return seconds > DEAREST * len(text)


def slowest(run: Run, texts: list[Any]) -> list[int]:
    """Return the places of the texts that take longest, or of the first that takes very long."""
    timed = []
    place = 0
    try:
        with at_most(PATIENCE + SUSPICIOUS * len(texts)):
            for place, text in enumerate(texts):
                started = time.perf_counter()
                run(text)
                timed.append((time.perf_counter() - started, place))
                if timed[-1][0] > SUSPICIOUS and thread_seconds(run, text) > SUSPICIOUS:
                    return [place]
    except TooMuchWorkError:
        return [place]
    # The clock on the wall is asked, since asking for CPU time takes longer than most searches; others disturb it.
    candidates = [place for seconds, place in heapq.nlargest(CANDIDATES, timed) if seconds > QUICK]
    took = {place: thread_seconds(run, texts[place]) for place in candidates}
    return [place for place in heapq.nlargest(SUSPECTS, took, key=took.__getitem__) if took[place] > QUICK]


def thread_seconds(run: Run, text: Any) -> float:
    started = time.thread_time()
    run(text)
    return time.thread_time() - started


def growth(run: Run, medium: Any, long: Any) -> str | None:
    try:
        for_long = cpu_seconds(partial(run, long), PATIENCE)
        if for_long < NEGLIGIBLE:
            return None
        for_medium = least_cpu_seconds(partial(run, medium), PATIENCE)
        most_times = LINEAR * len(long) / len(medium)
        if for_long > most_times * for_medium or is_too_long(for_long, long):  # or a busy machine made it so
            for_long = min(for_long, least_cpu_seconds(partial(run, long), PATIENCE, 2))
    except TooMuchWorkError:
        return "never ends"
    times = for_long / for_medium
    if times > most_times:
        return f"takes {times:.0f} times the time for {len(long) / len(medium):.0f} times the text"
    if is_too_long(for_long, long):
        return f"takes {for_long * 1000:.0f} ms for {len(long)} characters"
    return None


def as_used(pattern: re.Pattern[Any], method: str) -> Run:
    if method == "finditer":
        return lambda text: deque(pattern.finditer(text), maxlen=0)
    return cast("Run", getattr(pattern, method))


def test_every_pattern_takes_linear_time() -> None:
    slow = {used.name: trouble for used in every_pattern() if (trouble := slowness(used))}
    assert slow == {}


def test_no_function_compiles_a_pattern_that_is_not_tried() -> None:
    assert hidden_patterns() == []


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (rb"(?s)(?:<!--.{0,2000}?-->|\s)*<(?:html|p)[\s/>]", "match"),
        (rb"(?s)(?:\s|<\?.*?\?>|<!--.*?-->)*<([\w.-]{1,40})", "match"),
        (r"^(?:geo|eu)(?:[-_]\w+)*(?:\.[a-z]{2,5})?$", "match"),
        (r"^.*?[^\d]*?([-_,.]?)\d{3,}$", "match"),
        (r"\s+[-|]+\s+|[|]", "finditer"),
        (r"[.!][.!)]*(?: |$)", "finditer"),
        (r"^(?:ref|\w*cookie\w*|token)$", "match"),
        (r"[0-9a-z]*sess(?:ion)?id[0-9a-z]*", "fullmatch"),
        (r"\bgoogle\.[a-z.]+/sorry/", "search"),
        (r"\s*(?:Z|UTC)$", "search"),
        (r"(a+)+$", "match"),
        (r"(?:a|b|ab)*c", "match"),
        (r"x*y.*z", "search"),
        (r"\(.{1,400}(?:.{1,400})?\)", "search"),
        (r"(?:a|a){1,14}b", "search"),
        (r"(?:a?){10}b", "search"),
    ],
)
def test_patterns_known_as_slow_are_found_out(pattern: str | bytes, method: str) -> None:
    assert slowness(Used("planted", re.compile(pattern), (method,))) is not None


def test_wordings_are_tried_as_they_are_used() -> None:
    used = re.findall(r"\b(?:self\.at_once|way)\.(\w+)", inspect.getsource(in_place.Wordings))
    assert set(used) == set(METHODS_OF_WORDINGS)


def test_every_way_of_holding_a_pattern_is_seen() -> None:
    names = {used.name for used in every_pattern()}
    assert "linkwatch.judge.sniff._HTML_START" in names  # of a module, of bytes
    assert any(name.startswith("linkwatch.articles.extract.dates._IN_WORDS") for name in names)  # in a tuple
    assert any(name.startswith("linkwatch.judge.signatures._any_of()") for name in names)  # from a table
    assert any(name.startswith("linkwatch.judge.identity:") for name in names)  # written where it is used


def test_a_pattern_hidden_in_a_function_is_seen() -> None:
    source = "import re\ndef find(word, text):\n    return re.search(word + '+', text)\n"
    (call,) = [call for call in calls_in("module", ast.parse(source)) if not call.variable]
    assert (call.function, call.literal) == ("module.find", None)
