"""Save Page Now over the wire: its pace, and answers that nobody expects."""

import asyncio
import json

import pytest
from pydantic import SecretStr

from linkwatch.archive.save_errors import FAILURES
from linkwatch.archive.save_page_now import AlreadyThere, Failed, Saved, SavePageNow, Submitted
from linkwatch.archive.transport import Transport
from linkwatch.errors import ArchiveUnavailableError
from tests.archive.conftest import Clock
from tests.standin.wayback import Trouble, WaybackStandin, too_many

URL = "http://example.org/page"
JOB = "spn2-" + "0" * 40


@pytest.fixture
def service(transport: Transport, base_url: str, clock: Clock) -> SavePageNow:
    keys = SecretStr("key"), SecretStr("secret")
    return SavePageNow(transport, base_url + "/save", *keys, clock=clock, sleep=clock.sleep)


def answer(value: object, status: int = 200) -> Trouble:
    return Trouble(status, value if isinstance(value, str) else json.dumps(value))


async def test_a_save_from_the_form_to_the_capture(service: SavePageNow, standin: WaybackStandin) -> None:
    assert await service.submit(URL, unless_within=120.7) == Submitted(JOB)
    assert await service.ask(JOB) == Submitted(JOB)
    saved = await service.ask(JOB)
    assert isinstance(saved, Saved)
    assert (len(saved.timestamp), saved.original_url) == (14, URL)
    assert standin.saving.posts[0]["if_not_archived_within"] == "120"


async def test_any_minute_holds_seven_saves_at_most(
    service: SavePageNow, standin: WaybackStandin, clock: Clock
) -> None:
    starts: list[float] = []

    async def save(number: int) -> None:
        await service.turn()
        starts.append(clock.now)
        await service.submit(f"{URL}/{number}", unless_within=None)

    await asyncio.gather(*(save(number) for number in range(20)))
    assert len(standin.saving.posts) == 20
    starts.sort()
    assert all(later - earlier >= 60 for earlier, later in zip(starts, starts[7:], strict=False))


@pytest.mark.parametrize(
    ("told", "understood"),
    [
        (answer({"url": URL, "job_id": "a/b?c"}), Submitted("a/b?c")),
        (answer({"job_id": None, "message": "The same snapshot had been made."}), AlreadyThere()),
        (answer({"status": "error", "status_ext": "error:celery", "message": "x\ny"}), Failed("celery", "x y")),
        (answer({"status": "error", "status_ext": 7, "message": None}), Failed(None, "")),
        (
            answer({"status": "error", "message": "at http://me:hush@x.example/"}),
            Failed(None, "at http://***@x.example/"),
        ),
    ],
)
async def test_answers_to_a_save(
    service: SavePageNow, standin: WaybackStandin, told: Trouble, understood: object
) -> None:
    standin.always = told
    assert await service.submit(URL, unless_within=None) == understood


@pytest.mark.parametrize(
    "told",
    ["", "null", "[]", "{}", '{"job_id": 7}', '{"job_id": ""}', "[" * 100_000, '{"message": "x"}', "<html>", "\xff"],
)
async def test_an_answer_that_is_not_understood_leaves_the_save_uncertain(
    service: SavePageNow, standin: WaybackStandin, told: str
) -> None:
    standin.always = answer(told)
    with pytest.raises(ArchiveUnavailableError) as caught:
        await service.submit(URL, unless_within=None)
    assert caught.value.uncertain
    assert len(standin.requests) == 1


@pytest.mark.parametrize(
    ("trouble", "uncertain"),
    [
        (Trouble(523), True),
        (Trouble(500), True),
        (Trouble(reset=True), True),
        (Trouble(delay=30), True),
        (too_many(), False),
    ],
)
async def test_a_form_is_sent_once_and_it_is_known_whether_it_can_have_arrived(
    service: SavePageNow, standin: WaybackStandin, trouble: Trouble, uncertain: bool
) -> None:
    standin.always = trouble
    with pytest.raises(ArchiveUnavailableError) as caught:
        await service.submit(URL, unless_within=None)
    assert caught.value.uncertain is uncertain
    assert len(standin.requests) == 1


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"status": "success"},
        {"status": "success", "timestamp": "2015", "original_url": URL},
        {"status": "success", "timestamp": "20159999000000", "original_url": URL},
        {"status": "success", "timestamp": "20150609000000", "original_url": "javascript:alert(1)"},
        {"status": "success", "timestamp": "20150609000000", "original_url": "http://me:hush@example.org/"},
        {"status": ["pending"]},
    ],
)
async def test_nonsense_about_a_job_is_no_capture(
    service: SavePageNow, standin: WaybackStandin, told: dict[str, object]
) -> None:
    standin.always = answer(told)
    with pytest.raises(ArchiveUnavailableError):
        await service.ask(JOB)


def test_the_words_of_the_table_are_as_the_archive_writes_them() -> None:
    assert len(FAILURES) > 35
    assert all(word == word.lower() and "_" not in word and failure.words for word, failure in FAILURES.items())
