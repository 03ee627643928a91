"""A keeper of each kind with what is around it: a site, an archive, a database, and a clock that is set by hand."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

from aiohttp import web
from pydantic import SecretStr

from linkwatch.app.tools import open_archives
from linkwatch.config import ArchiveSettings, CheckSettings
from linkwatch.fetch import WebClient
from linkwatch.keep.due import Kept, save_unfinished
from linkwatch.keep.keeper import Keeper
from linkwatch.keep.warc import WarcKeeper
from linkwatch.keep.wayback import WaybackKeeper
from linkwatch.model import Status
from linkwatch.reading import Here
from linkwatch.store import Saves, Store
from linkwatch.store.thread import StoreThread
from tests.standin.wayback import WaybackStandin
from tests.store.making import article, cite, look, pending, read, rows

_P = ParamSpec("_P")
_T = TypeVar("_T")
AGENT = "linkwatch-tests/1.0"
OUTSIDE = "https://web.archive.org/save"


class Time:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC).replace(microsecond=0)

    def __call__(self) -> datetime:
        return self.moment

    def pass_by(self, **duration: float) -> None:
        self.moment += timedelta(**duration)


class Pages:
    """A site whose pages answer 200 unless told otherwise."""

    def __init__(self) -> None:
        self.statuses: dict[str, int] = {}
        self.asked: list[str] = []

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[str]:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        url = str(request.url)
        self.asked.append(url)
        status = self.statuses.get(url, 200)
        return web.Response(status=status, text=f"<title>A page</title><p>{url}", content_type="text/html")


class Bench(Protocol):
    """A kind of keeper, and how its troubles are made. most_sends: of one attempt, however often we are killed."""

    most_sends: int
    settings: ArchiveSettings

    def keeper(self) -> AbstractAsyncContextManager[Keeper]: ...
    def sent(self) -> Sequence[str]: ...
    def fail(self, url: str) -> None: ...
    def overrun(self, url: str) -> None: ...
    def forbid(self, url: str) -> None: ...
    def mend(self) -> None: ...


class WarcBench:
    """A folder of our own."""

    most_sends = 2  # a copy that was cut off is made anew

    def __init__(self, folder: Path, pages: Pages) -> None:
        self.settings = ArchiveSettings(save="unarchived", warc=folder)
        self._folder = folder
        self._pages = pages

    @asynccontextmanager
    async def keeper(self) -> AsyncIterator[Keeper]:
        check = CheckSettings(allow_private=["127.0.0.0/8", "::1/128"], host_interval=0)
        async with WebClient(check, None) as client:
            yield WarcKeeper(client, self._folder)

    def sent(self) -> Sequence[str]:
        return self._pages.asked

    def fail(self, url: str) -> None:
        self._pages.statuses[url] = 500

    def overrun(self, url: str) -> None:
        self._pages.statuses[url] = 429

    def forbid(self, url: str) -> None:
        self._folder.write_text("")  # where a folder should be

    def mend(self) -> None:
        self._pages.statuses.clear()
        if self._folder.is_file():
            self._folder.unlink()


class WaybackBench:
    """The Wayback Machine."""

    most_sends = 1

    def __init__(self, standin: WaybackStandin, url: str, now: Time) -> None:
        self.standin = standin
        self.standin.saving.now = now
        self.standin.saving.account = {"available": 1}
        self.settings = ArchiveSettings(
            save="unarchived",
            wayback_url=url,
            save_url=url + "/save",
            requests_per_minute=100_000,
            access_key=SecretStr("key"),
            secret_key=SecretStr("secret"),
        )
        self.told_save_url = self.settings.save_url

    @asynccontextmanager
    async def keeper(self) -> AsyncIterator[Keeper]:
        async with open_archives(self.settings, AGENT, Here()) as archives:
            assert archives.saver is not None
            told = self.settings.model_copy(update={"save_url": self.told_save_url})
            yield WaybackKeeper(archives.saver, archives.index, told)

    def sent(self) -> Sequence[str]:
        return [post["url"] for post in self.standin.saving.posts]

    def fail(self, url: str) -> None:
        self.standin.saving.ends = {url: "error:bad-gateway"}

    def overrun(self, url: str) -> None:
        self.standin.saving.ends = {url: "error:too-many-requests"}

    def forbid(self, url: str) -> None:
        self.standin.saving.ends = {url: "error:max-daily-bandwidth"}

    def mend(self) -> None:
        self.standin.saving.ends = {}


class Killed(BaseException):
    """The process is gone."""


class Mortal(StoreThread):
    """A store's thread whose process is killed at a call: before it is carried out, or after."""

    def __init__(self, calls: int, *, before: bool) -> None:
        super().__init__(patience=0)
        self._left = calls
        self._before = before

    async def __call__(self, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        self._left -= 1
        if self._left < 0 or (self._left == 0 and self._before):
            raise Killed
        result = await super().__call__(function, *args, **kwargs)
        if self._left == 0:
            raise Killed
        return result


class Database:
    """The database of one keeper. Every round is a process of its own."""

    def __init__(self, path: Path, bench: Bench, now: Time) -> None:
        self.path = path
        self.bench = bench
        self.now = now

    def intend(self, archive: str, *urls: str) -> None:
        """Note that these pages, which are alive, are to be kept, whatever the rules say."""
        with Store.open(self.path) as store:
            run_id = read(store, article(*map(cite, urls)), now=self.now())
            links = pending(store, run_id)
            store.checks.settle(run_id, [look(link_id, Status.ALIVE, now=self.now()) for link_id in links.values()])
            store.saves.intend(links.values(), archive, self.now())

    async def round(self, thread: StoreThread | None = None, enough: Callable[[], bool] = lambda: False) -> Kept:
        """Keep what was put off until now or is unfinished."""
        with Store.open(self.path) as store, closing(thread or StoreThread(patience=0)) as its_thread:
            saves = Saves(store._connection, its_thread)
            async with self.bench.keeper() as keeper:
                return await save_unfinished(saves, [keeper], self.bench.settings, self.now, enough=enough)

    def states(self) -> dict[str, str]:
        """The state of each link's last attempt."""
        return dict(rows(self.path, "SELECT url, state FROM saves s JOIN links l ON l.id = link_id ORDER BY s.id"))

    def last_pause(self) -> float:
        """Hours between the end of the last attempt and the next one."""
        sql = "SELECT strftime('%s', next_try_at) - strftime('%s', finished_at) FROM saves ORDER BY id DESC LIMIT 1"
        return float(rows(self.path, sql)[0][0]) / 3600
