"""What every keeper does alike: it loses nothing, sends nothing twice on suspicion, and leaves alone who wants it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.keep.keeping import OUTSIDE, Bench, Database, Killed, Mortal, Pages, Time, WarcBench, WaybackBench
from tests.standin.wayback import WaybackStandin
from tests.store.making import rows


@pytest.fixture
def now() -> Time:
    return Time()


@pytest.fixture(params=["local", "wayback"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest.fixture
async def home(pages: Pages) -> AsyncIterator[str]:
    """The URL of the site."""
    async with pages.serve() as url:
        yield url


@pytest.fixture
async def bench(kind: str, pages: Pages, now: Time, tmp_path: Path) -> AsyncIterator[Bench]:
    if kind == "local":
        yield WarcBench(tmp_path / "own", pages)
        return
    standin = WaybackStandin()
    async with standin.serve() as url:
        yield WaybackBench(standin, url, now)


@pytest.fixture
def database(bench: Bench, now: Time, tmp_path: Path) -> Database:
    return Database(tmp_path / "x.db", bench, now)


async def test_it_has_the_name_that_the_database_knows(bench: Bench, kind: str) -> None:
    async with bench.keeper() as keeper:
        assert keeper.name == kind


@pytest.mark.parametrize("before", [True, False], ids=["before a step is noted", "after a step is noted"])
async def test_it_goes_on_wherever_it_was_killed(
    database: Database, bench: Bench, kind: str, home: str, now: Time, before: bool
) -> None:
    left: set[str] = set()
    # Which call is the n-th differs from run to run, as those of other attempts come between: it may take several rows.
    for row in range(5):
        for step in range(1, 100):
            url = f"{home}/{row}/{step}"
            database.intend(kind, url)
            try:
                await database.round(Mortal(step, before=before))
            except Killed:
                left.add(database.states()[url])
            else:
                break
            for _ in range(6):  # what may have arrived is looked up for a day
                now.pass_by(hours=7)
                kept = await database.round()
                assert (kept.errors, kept.stopped) == ([], [])
                if database.states()[url] == "saved":
                    break
            assert database.states()[url] == "saved"
            assert 1 <= bench.sent().count(url) <= bench.most_sends
        if left >= {"intended", "sending", "saved"}:
            break
    assert left >= {"intended", "sending", "saved"}
    assert database.states()[url] == "saved"


async def test_an_answer_that_forbids_everything_is_heeded_by_every_process(
    database: Database, bench: Bench, kind: str, home: str, now: Time
) -> None:
    urls = [f"{home}/{name}" for name in "abc"]
    bench.forbid(urls[0])
    database.intend(kind, *urls)
    for _ in range(3):
        kept = await database.round()
        assert kept.stopped or kept.errors
        assert [database.states()[url] for url in urls[1:]] == ["intended", "intended"]
        assert set(bench.sent()) <= {urls[0]}
        assert len(bench.sent()) <= 1
    bench.mend()
    now.pass_by(hours=24)
    kept = await database.round()
    assert (kept.ended, kept.errors, kept.stopped) == (3, [], [])
    assert set(database.states().values()) == {"saved"}


async def test_a_host_that_was_asked_too_often_is_left_alone_and_no_other(
    database: Database, bench: Bench, kind: str, home: str, now: Time
) -> None:
    overrun, beside, elsewhere = f"{home}/a", f"{home}/b", f"{home.replace('127.0.0.1', 'localhost')}/c"
    bench.overrun(overrun)
    database.intend(kind, overrun, beside, elsewhere)
    for _ in range(2):
        await database.round()
        assert database.states() == {overrun: "postponed", beside: "intended", elsewhere: "saved"}
        assert sorted(bench.sent()) == [overrun, elsewhere]
        now.pass_by(minutes=29)
    bench.mend()
    now.pass_by(minutes=2)
    assert (await database.round()).ended == 2
    assert set(database.states().values()) == {"saved"}
    assert bench.sent().count(beside) == 1


async def test_a_page_that_fails_is_tried_less_and_less_often_until_it_succeeds(
    database: Database, bench: Bench, kind: str, home: str, now: Time
) -> None:
    url = f"{home}/a"
    bench.fail(url)
    database.intend(kind, url)
    for sends, hours in enumerate((1, 2, 4, 8), start=1):
        await database.round()
        assert (database.last_pause(), len(bench.sent())) == (hours, sends)
        now.pass_by(hours=hours, seconds=-1)
        await database.round()
        assert len(bench.sent()) == sends
        now.pass_by(seconds=1)
    bench.mend()
    await database.round()
    assert database.states() == {url: "saved"}
    bench.fail(url)
    now.pass_by(days=40)
    database.intend(kind, url)
    await database.round()
    assert database.last_pause() == 1


async def test_when_it_is_enough_the_rest_stays_as_it_is(
    database: Database, bench: Bench, kind: str, home: str
) -> None:
    urls = [f"{home}/{number}" for number in range(6)]
    database.intend(kind, *urls)
    await database.round(enough=lambda: len(bench.sent()) > 1)
    assert len(bench.sent()) == 2
    assert list(database.states().values()).count("intended") == 4
    await database.round()
    assert set(database.states().values()) == {"saved"}
    assert sorted(bench.sent()) == urls


@pytest.mark.parametrize(
    ("page", "why"), [("/a", "it is on a private network"), ("/a?token=abc", "its address holds a secret: token")]
)
async def test_an_archive_outside_is_told_nothing_private_though_it_was_intended(
    database: Database, bench: Bench, kind: str, home: str, page: str, why: str
) -> None:
    if isinstance(bench, WaybackBench):
        bench.told_save_url = OUTSIDE
    database.intend(kind, home + page)
    async with bench.keeper() as keeper:
        objection = keeper.objection(home + page)
    await database.round()
    ((state, message),) = rows(database.path, "SELECT state, message FROM saves")
    if kind == "local":  # nobody else learns of a copy of our own
        assert (objection, state, message, bench.sent()) == (None, "saved", None, [home + page])
    else:
        assert (objection, state, message, bench.sent()) == (why, "refused", f"it is not told: {why}", [])
