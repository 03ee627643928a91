"""A badge of ours on a page of another site: it is shown there, as nothing else of ours is."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.browse.collection import make_collection
from tests.browse.test_serving import browsing
from tests.browser.chromium import Chromium
from tests.cli.conftest import Site, in_background

pytestmark = pytest.mark.asyncio(loop_scope="module")

SHOWN = (
    "new Promise(done => {{ const picture = new Image(); picture.onload = picture.onerror = event => done(event.type);"
    " picture.src = '{}' }})"
)
READ = "fetch('{}').then(answer => answer.text(), () => 'refused')"


@dataclass
class Places:
    """ours: where browse listens. page: one of another site."""

    ours: str
    page: str


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    path = tmp_path_factory.mktemp("badge") / "links.db"
    make_collection(path)
    with browsing(path) as (_, ours), in_background(Site().serve()) as other:
        yield Places(ours, f"{other.replace('127.0.0.1', 'localhost')}/stories/a-mill")


@pytest.mark.parametrize("address", ["badge.svg", "badge.svg?article=1"])
async def test_pages_of_other_sites_show_a_badge(chromium: Chromium, places: Places, address: str) -> None:
    page = await chromium.open(places.page)
    assert await page.evaluate(SHOWN.format(places.ours + address)) == "load"


@pytest.mark.parametrize("address", ["badge.svg", "badge.json"])
async def test_pages_of_other_sites_cannot_read_what_a_badge_says(
    chromium: Chromium, places: Places, address: str
) -> None:
    page = await chromium.open(places.page)
    assert await page.evaluate(READ.format(places.ours + address)) == "refused"


@pytest.mark.parametrize("address", ["", "changes.atom", "linkwatch/links.json", "-/linkwatch/favicon.svg"])
async def test_pages_of_other_sites_get_nothing_else(chromium: Chromium, places: Places, address: str) -> None:
    page = await chromium.open(places.page)
    assert await page.evaluate(SHOWN.format(places.ours + address)) == "error"
    assert await page.evaluate(READ.format(places.ours + address)) == "refused"
