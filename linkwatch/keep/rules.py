"""What follows from a keeper's answer, and when an attempt is tried again. Pure: the same for every keeper."""

from datetime import datetime, timedelta

from linkwatch.errors import ArchiveUnavailableError
from linkwatch.keep.keeper import Allowance, Ended, NotTaken, PutOff, Reach, Unknown
from linkwatch.store import SaveEnd, SavesPause

MOST_AT_ONCE = 4
JOB_PATIENCE = 300.0  # seconds that one job is asked about; a later run asks on
KEYS = "keys"  # the word of a pause because the archive does not accept them
TRY_AGAIN = timedelta(hours=1)
_MOST_DOUBLINGS = 7
_LONGEST_PAUSE = timedelta(days=7)
_PLACE_FREE_AGAIN = timedelta(minutes=10)
_NEW_DAY = timedelta(hours=6)  # nobody says in which time zone the archive's day ends
_LONGEST_BETWEEN_QUESTIONS = 30.0  # seconds
_SHARE_OF_QUESTIONS = 0.5  # of the requests allowed, for asking about jobs


def end_of(answer: Ended | PutOff | NotTaken | Unknown, failures: int, now: datetime) -> SaveEnd:
    """Return how the attempt stands after this answer. failures: attempts that failed since one succeeded."""
    match answer:
        case Ended():
            return SaveEnd(answer.state, answer.snapshot, answer.word, answer.message)
        case PutOff():
            until = now + pause_after(answer, failures)
            return SaveEnd("postponed", None, answer.word, answer.message, until)
        case NotTaken():
            pause = timedelta(seconds=answer.retry_after or 0)
            return SaveEnd("intended", message=answer.message, next_try_at=now + max(TRY_AGAIN, pause))
        case Unknown():
            return SaveEnd("uncertain", message=answer.message, next_try_at=now + answer.pause)


def pause_after(failed: PutOff, failures: int) -> timedelta:
    """Return the pause until the next attempt: doubled by each failure before, unless it says nothing of the page."""
    if failed.reach is Reach.ALL:
        return failed.pause
    return min(failed.pause * (1 << min(failures, _MOST_DOUBLINGS)), _LONGEST_PAUSE)


def answer_in(error: ArchiveUnavailableError) -> NotTaken | Unknown:
    """Return what it means that an archive gave no answer."""
    if error.uncertain:
        return Unknown(str(error), TRY_AGAIN)
    return NotTaken(str(error), error.retry_after)


def stop_without_place(allowance: Allowance, now: datetime) -> SavesPause | None:
    """Return why nothing may begin, if no place is free."""
    if allowance.at_once > 0:
        return None
    words = "all of the account's places at the archive are taken"
    return SavesPause("no-place", words, now + _PLACE_FREE_AGAIN)


def stop_when_spent(left: int | None, now: datetime) -> SavesPause | None:
    """Return why nothing may begin any more, if none of the day's attempts is left."""
    if left is None or left > 0:
        return None
    return SavesPause("daily-limit", "the account's saves of today are used up", now + _NEW_DAY)


def stop_without_keys(message: str, now: datetime) -> SavesPause:
    """Return why nothing may be asked: the archive does not accept the keys."""
    return SavesPause(KEYS, message, now + TRY_AGAIN)


def told_again(pause: SavesPause) -> str:
    """Say why nothing begins although nothing was asked in this run."""
    return f"{pause.message}; it is asked again after {pause.until:%Y-%m-%dT%H:%M:%SZ}"


def first_question_after(requests_per_minute: float, followed: int) -> float:
    """Return seconds until a job is asked about again, if so many are followed and share what is allowed for that."""
    return 60 / (requests_per_minute * _SHARE_OF_QUESTIONS) * followed


def next_question_after(pause: float, first: float) -> float:
    """Return the seconds that follow a pause between two questions."""
    return min(pause * 1.5, max(first, _LONGEST_BETWEEN_QUESTIONS))
