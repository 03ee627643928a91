"""The one place that says what is tried again, how often and after which pause."""

import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_result

from linkwatch.errors import MachineError
from linkwatch.evidence import Trouble
from linkwatch.fetch.answer import Answer

# Passes often: tried again as often as the settings allow.
_PASSING = frozenset({Trouble.DNS_FAILURE, Trouble.CONNECTION_RESET})
# Passes seldom, costs much, or only wants confirming: one more try.
_ONCE_MORE = frozenset(
    {
        Trouble.DNS_NXDOMAIN,
        Trouble.UNREACHABLE,
        Trouble.CONNECT_REFUSED,
        Trouble.CONNECT_TIMEOUT,  # but not READ_TIMEOUT: a look with a browser's headers is the second try
    }
)
_PASSING_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_PAUSING = _PASSING_STATUS | {403}  # a Retry-After that comes with these holds back the whole host
_LONGEST_WAIT = 10.0
_WAITS_FOR_MACHINE = (0.5, 1.0, 2.0, 4.0, 8.0)  # seconds; for files, processes and memory that others hold

_T = TypeVar("_T")


def asks_for_pause(answer: Answer) -> bool:
    """Tell whether the whole host is to be left alone."""
    return answer.status == 429 or (answer.status in _PAUSING and bool(answer.retry_after))


def tries_deserved(answer: Answer, retries: int) -> int:
    """Say how many requests in all an answer is worth, of 1 + `retries` at most."""
    if answer.final:
        return 1
    if answer.trouble in _PASSING or answer.status in _PASSING_STATUS:
        return 1 + retries
    broke_off = answer.cut == "connection" and not answer.body
    return 1 + min(retries, 1) if answer.trouble in _ONCE_MORE or broke_off else 1


async def ask_patiently(
    ask: Callable[[], Awaitable[Answer]],
    retries: int,
    may_wait: Callable[[float], bool],
    sleep: Callable[[float], Awaitable[None]],
) -> Answer:
    """Ask until the answer is worth no further try. Returns the last one.

    may_wait: whether the budget of time allows another try after so many seconds.
    """
    first = await ask()
    if tries_deserved(first, retries) == 1:  # nearly all: setting up the retries would cost as much as asking
        return first
    in_hand = [first]

    async def next_answer() -> Answer:
        return in_hand.pop() if in_hand else await ask()

    def wait(state: RetryCallState) -> float:
        answer = _answer(state)
        if asks_for_pause(answer):
            return 0.0  # the whole host pauses: its queue does the waiting
        return min(3.0 ** (state.attempt_number - 1), _LONGEST_WAIT) * random.uniform(0.75, 1.25)  # noqa: S311 - jitter

    def stop(state: RetryCallState) -> bool:
        return not may_wait(wait(state)) or state.attempt_number >= tries_deserved(_answer(state), retries)

    retrying = AsyncRetrying(
        sleep=sleep,
        retry=retry_if_result(lambda answer: tries_deserved(answer, retries) > 1),
        stop=stop,
        wait=wait,
        retry_error_callback=_answer,
    )
    result: Answer = await retrying(next_answer)
    return result


async def wait_for_machine(act: Callable[[], Awaitable[_T]], sleep: Callable[[float], Awaitable[None]]) -> _T:
    """Do what this machine may refuse for the moment. Raises MachineError or MemoryError if it goes on refusing it."""
    for seconds in _WAITS_FOR_MACHINE:
        try:
            return await act()
        except (MachineError, MemoryError):
            await sleep(seconds)
    return await act()


def _answer(state: RetryCallState) -> Answer:
    assert state.outcome is not None  # noqa: S101 - tenacity asks only after a try
    answer: Answer = state.outcome.result()
    return answer
