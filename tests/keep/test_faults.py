"""An archive with faults, asked about many links at once: no link is left without its copy."""

from collections.abc import AsyncIterator

import pytest

from linkwatch.archive.availability import Availability
from linkwatch.archive.find import Finder
from linkwatch.archive.transport import Transport
from linkwatch.archive.wayback import WaybackMachine
from linkwatch.config import ArchiveSettings, RecheckSettings
from linkwatch.keep.seek import Seeker
from linkwatch.model import Status
from linkwatch.store import Store
from tests.archive.conftest import USER_AGENT, Clock, inspect
from tests.archive.histories.making import CITED, NEAR, article
from tests.standin.wayback import RESET, UNAVAILABLE, Trouble, WaybackStandin
from tests.store.making import NOW, cite, read
from tests.store.making import article as citing

TITLE = "Water quality in the northern valleys"


@pytest.fixture
async def archive() -> AsyncIterator[tuple[WaybackStandin, Finder]]:
    standin, clock = WaybackStandin(), Clock()
    async with (
        standin.serve() as url,
        Transport(url, user_agent=USER_AGENT, requests_per_minute=9999, clock=clock, sleep=clock.sleep) as transport,
    ):
        yield standin, Finder([WaybackMachine(transport, url, Availability(transport, url))], inspect=inspect)


@pytest.mark.parametrize("trouble", [UNAVAILABLE, RESET, Trouble(502, "bad gateway")])
@pytest.mark.parametrize("links", [1, 7, 40])
async def test_an_archive_whose_every_second_answer_is_none_leaves_no_link_without_its_copy(
    archive: tuple[WaybackStandin, Finder], trouble: Trouble, links: int
) -> None:
    standin, finder = archive
    standin.every_second = trouble
    urls = [f"http://county.example/{number % 5}/report-{number}.html" for number in range(links)]
    for url in urls:
        standin.add(url, f"{NEAR}000000", body=article(seed=url))
    with Store.open(None) as store:
        run_id = read(store, citing(*(cite(url, TITLE) for url in urls)), cited_at=CITED)
        asked = store.runs.links_of_host(run_id, "county.example", links)
        seeker = Seeker(
            run_id,
            store.snapshots,
            finder,
            ArchiveSettings(),
            RecheckSettings(),
            {Status.DEAD},
            lambda: NOW,
            lambda asked, answered: None,
        )
        await seeker.offer([(link, Status.DEAD) for link in asked])
        seeker.end()
        await seeker.run()
        states = store.snapshots.states(link.id for link in asked)
        reasons = {state.reason for state in states.values()}
        due = store.snapshots.links_to_seek(NOW.replace(year=NOW.year + 1), links + 1)
    assert len(states) == links
    assert reasons <= {None, "provisional"}
    assert {entry.link.id for entry in due} == {key for key, state in states.items() if state.reason is not None}
