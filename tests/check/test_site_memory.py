"""What links of one site share, with answers made by hand; test_examine.py shows it over real servers."""

import asyncio
from collections.abc import Callable, Sequence

import pytest

from linkwatch.check.site_memory import SiteMemory
from linkwatch.evidence import PageFacts, Trouble, Validators, Visit

URL, OTHER_SITE = "http://a.test/x", "http://b.test/x"
SHORT, LONG = (PageFacts("text/html", main_words=words) for words in (9, 90))


def answer(
    url: str = URL, status: int | None = 200, page: PageFacts | None = SHORT, trouble: Trouble | None = None
) -> Visit:
    return Visit(url, url, status, page=page, trouble=trouble, body_bytes=9)


class Web:
    """Gives each URL what it is told to, and notes what it was asked. Waits while it is not let go."""

    def __init__(self, answers: Callable[[str], Visit] = answer) -> None:
        self.asked: list[tuple[str, bool, tuple[str, ...]]] = []
        self.lets_go = asyncio.Event()
        self.lets_go.set()
        self._answers = answers

    async def visit(
        self,
        url: str,
        *,
        browser_headers: bool = False,
        validators: Validators | None = None,
        fragments: Sequence[str] = (),
    ) -> Visit:
        self.asked.append((url, browser_headers, tuple(fragments)))
        await self.lets_go.wait()
        return self._answers(url)


class Browser(Web):
    """Opens pages in a browser, too, but for those of one name."""

    async def render(self, url: str) -> Visit | None:
        return None if url.endswith("hidden") else answer(url, page=LONG)


async def turns() -> None:
    for _ in range(9):
        await asyncio.sleep(0)


async def seen(memory: SiteMemory, web: Web, key: str, *, as_browser: bool = False, rendered: bool = False) -> Visit:
    return await memory.visit(key, f"http://a.test/{key}", web, browser_headers=as_browser, rendered=rendered)


async def test_a_witness_is_asked_once_in_each_way() -> None:
    memory, web = SiteMemory(), Web()
    for _ in range(2):
        await seen(memory, web, "k")
        await seen(memory, web, "k", as_browser=True)
    assert [(url, as_browser) for url, as_browser, _ in web.asked] == [
        ("http://a.test/k", False),
        ("http://a.test/k", True),
    ]


async def test_a_witness_is_opened_in_a_browser_where_there_is_one() -> None:
    memory, web = SiteMemory(), Browser()
    assert (await seen(memory, web, "k", rendered=True)).page == LONG
    assert (await seen(memory, web, "k")).page == SHORT
    assert (await seen(memory, web, "hidden", rendered=True)).page == SHORT
    assert (await seen(SiteMemory(), Web(), "k", rendered=True)).page == SHORT


async def test_the_witness_that_was_used_least_recently_is_forgotten() -> None:
    memory, web = SiteMemory(size=2), Web()
    for key in ("a", "b", "a", "c", "a", "b"):
        await seen(memory, web, key)
    assert [url[-1] for url, *_ in web.asked] == ["a", "b", "c", "b"]


async def test_who_asks_at_the_same_time_waits_for_the_first_and_asks_where_that_fails() -> None:
    memory, web = SiteMemory(), Web()
    web.lets_go.clear()
    first, second, third = (asyncio.create_task(seen(memory, web, "k")) for _ in range(3))
    await turns()
    assert len(web.asked) == 1
    first.cancel()
    await turns()
    assert len(web.asked) == 2
    web.lets_go.set()
    assert await second == await third == answer("http://a.test/k")
    assert len(web.asked) == 2


async def ask(memory: SiteMemory, first: Visit, second: Visit | None = None, web: Web | None = None) -> Visit | None:
    return await memory.ask_as_reader(first, web or Web(lambda _: second or first), first.url)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (answer(), answer()),
        (answer(), answer(status=503)),  # no definite answer
        (answer(status=500), answer(status=500)),
        (answer(status=None, page=None, trouble=Trouble.READ_TIMEOUT), answer(status=None, page=None)),
        (answer(status=None, page=None, trouble=Trouble.CONNECTION_RESET), answer(status=None, page=None)),
    ],
)
async def test_two_looks_in_vain_tell_that_readers_of_a_site_fare_no_better(first: Visit, second: Visit) -> None:
    memory = SiteMemory()
    assert await ask(memory, first, second) == second
    assert memory.may_favour_readers(first)
    assert await ask(memory, first, second) == second
    assert not memory.may_favour_readers(first)
    assert await ask(memory, first, second) is None
    elsewhere = Visit(OTHER_SITE, OTHER_SITE, first.http_status, trouble=first.trouble)
    assert memory.may_favour_readers(elsewhere)
    assert memory.may_favour_readers(answer(status=502) if first.http_status == 200 else answer())


@pytest.mark.parametrize("status", [300, 403, 404, 499, None])
async def test_what_is_refused_may_be_refused_to_robots_alone(status: int | None) -> None:
    memory, first = SiteMemory(), answer(status=status, page=None)
    for _ in range(4):
        assert await ask(memory, first) == first
    assert memory.may_favour_readers(first)


async def test_readers_that_are_favoured_once_are_asked_for_always() -> None:
    memory, first, better = SiteMemory(), answer(), answer(page=LONG)
    assert await ask(memory, first, better) == better
    for _ in range(4):
        assert await ask(memory, first) == first
    assert memory.may_favour_readers(first)


async def test_no_more_ask_at_once_than_tell_how_readers_fare() -> None:
    memory, web = SiteMemory(), Web()
    web.lets_go.clear()
    looks = [asyncio.create_task(ask(memory, answer(), web=web)) for _ in range(5)]
    await turns()
    assert len(web.asked) == 2
    web.lets_go.set()
    assert await asyncio.gather(*looks) == [answer(), answer(), None, None, None]


async def test_all_ask_at_once_where_readers_are_favoured() -> None:
    memory, web = SiteMemory(), Web()
    await ask(memory, answer(), answer(page=LONG))
    web.lets_go.clear()
    looks = [asyncio.create_task(ask(memory, answer(), web=web)) for _ in range(5)]
    await turns()
    assert len(web.asked) == 5
    web.lets_go.set()
    await asyncio.gather(*looks)


async def test_a_look_as_a_reader_that_fails_tells_nothing() -> None:
    memory = SiteMemory()

    def fails(url: str) -> Visit:
        raise OSError(url)

    for _ in range(4):
        with pytest.raises(OSError, match="http"):
            await ask(memory, answer(), web=Web(fails))
    assert memory.may_favour_readers(answer())


async def test_how_readers_fare_at_sites_of_before_is_forgotten() -> None:
    memory, elsewhere = SiteMemory(size=2), [Visit(f"http://{name}.test/", "", 200, page=SHORT) for name in "bc"]
    for first in (answer(), answer(), *elsewhere[:1] * 2):
        await ask(memory, first)
    assert not memory.may_favour_readers(answer())
    assert not memory.may_favour_readers(elsewhere[0])
    await ask(memory, elsewhere[1])
    assert memory.may_favour_readers(answer())
    assert not memory.may_favour_readers(elsewhere[0])


async def test_places_are_looked_for_as_a_reader_too() -> None:
    web = Web()
    await SiteMemory().ask_as_reader(answer(), web, URL, ("a", "b"))
    await SiteMemory().ask_as_reader(answer(), web, URL)
    assert web.asked == [(URL, True, ("a", "b")), (URL, True, ())]
