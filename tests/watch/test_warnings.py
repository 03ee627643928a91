"""A daemon warns of a site whose pages begin to die while others of it are there: in a digest, and by order of risk."""

from pathlib import Path

from tests.watching import Page, Watch, cite

PLACES = [f"mill.com/{number}" for number in range(6)] + [f"well.com/{number}" for number in range(6)]


async def test_when_siblings_begin_to_die_people_are_told_of_those_that_are_left(tmp_path: Path) -> None:
    watch = Watch(tmp_path / "watch.db")
    settings = {
        "notify": {"urls": ["json://127.0.0.1:9/"]},  # where nobody listens: what is to be said stays in the outbox
        "recheck": {"alive": "1d", "failing": "1h", "max": "1d", "confirmations": 2, "confirm_over": "1h"},
    }
    async with watch.opened([("feed", "blog.com/feed")], **settings):
        await cite(watch, *PLACES)
        await watch.check()
        await watch.jobs.notify()
        for place in PLACES[:2]:
            watch.pages[place] = Page("", 410)
        for _ in range(30):
            watch.clock.move(seconds=3600)
            await watch.check()
        assert watch.verdict(PLACES[0]) == ("dead", "http-410")
        await watch.jobs.notify()
        latest = watch.rows("SELECT title, body FROM outbox ORDER BY id DESC LIMIT 1")[0]
        at_risk = [row["url"] for row in watch.jobs._store.risks.links(watch.clock.now(), 4)]
    assert "1 site losing pages" in latest["title"]
    told = latest["body"].partition("Sites that begin to lose their pages (1):")[2]
    assert "2 pages died in the last three months, 4 pages are left, 4 of them without an archived copy" in told
    assert "well.com" not in told
    assert sorted(at_risk) == [watch.url(place) for place in PLACES[2:6]]
