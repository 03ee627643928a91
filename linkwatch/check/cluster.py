"""Looking at hosts on the workers of a Dask cluster.

    a batch → the worker that has the lease of its domain (`leases.py`); an office there looks at it (`office.py`)
        a finding → taken at once, and never asked for again
        the worker is lost, or its machine has no network → when its lease has run out, what is left is asked elsewhere
        the scheduler is gone → MachineError: an audit ends, a daemon tries again when it wakes next

Dask carries letters, knows who is there, and starts workers anew; one short task at a time is with each worker. Whoever
can reach the scheduler can run anything on the workers: that is Dask's way, and docs/cluster.md says what follows.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from linkwatch import __version__
from linkwatch.check.crew import Hand, look_with
from linkwatch.check.examining import HostBatch, Take
from linkwatch.check.leases import Leases
from linkwatch.check.messages import Assignment, OpenWeb, Pauses
from linkwatch.check.office import LEASE_SECONDS, close, exchange
from linkwatch.check.open_tasks import LostError
from linkwatch.check.station import Station
from linkwatch.config import CheckSettings, rules_for
from linkwatch.errors import ConfigError, MachineError
from linkwatch.urls import domain_of_authority

if TYPE_CHECKING:
    from distributed import Client

_JOIN_SECONDS = 5.0
_WATCH_EVERY = 1.0
_WATCH_SECONDS = 15.0  # for the scheduler to say who is there
_WORKERLESS_SECONDS = 30.0  # waited for workers before the work is given up
_UNFIT_SECONDS = 60.0  # before a worker is tried again whose machine could not be used
_LONGEST_SILENCE = 60.0  # seconds for one letter
_LAST_SECONDS = 0.5  # for good-byes
_LOOK_AGAIN = 0.1

_log = logging.getLogger(__name__)


class Cluster:
    """The workers of a cluster; an asynchronous context manager. The scheduler is spoken to when there is work.

    settings: its `scheduler` says where; `concurrency` holds for each worker. pauses: of hosts, those that outlive the
    workers. remembered: see Assignment. lease: seconds, see `office.py`. Raises ConfigError where Dask is missing.
    """

    def __init__(
        self,
        settings: CheckSettings,
        open_web: OpenWeb,
        pauses: Pauses | None = None,
        *,
        remembered: bool = True,
        lease: float = LEASE_SECONDS,
    ) -> None:
        try:
            import distributed  # noqa: F401 - an extra, used below
        except ImportError as error:
            raise ConfigError("[check] scheduler needs Dask: pip install 'linkwatch[cluster]'") from error
        self._settings = settings
        self._open_web = open_web
        self._pauses = pauses
        self._remembered = remembered
        self._lease = lease
        self._leases = Leases(lease)
        self._session = uuid4().hex
        self._client: Client | None = None
        self._joining = asyncio.Lock()
        self._watching: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None
        self._stations: dict[str, Station] = {}
        self._unfit: dict[str, float] = {}  # until when, by monotonic time
        self._why_unfit = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        client = self._client
        self._leave(MachineError("the work is being ended"))
        if client is not None:
            with suppress(Exception):  # whatever Dask says of its end
                async with asyncio.timeout(_LAST_SECONDS):
                    await client.run(close, self._session)
            await _close(client)

    def __len__(self) -> int:
        return max(1, self._leases.processes)

    def get_ready(self) -> None:
        """Nothing is to be started: the workers are there."""

    async def number_for(self, links: int) -> int:
        """Return how many processes there are for so many links. Raises MachineError where no scheduler answers."""
        if not links:
            return 0
        await self._join()
        return len(self)

    async def look_at(
        self, batch: HostBatch, now: Callable[[], datetime], take: Take, enough: Callable[[], bool]
    ) -> HostBatch | None:
        """Look at a batch as a Crew does, but leave nothing to this process.

        Raises MachineError where there is no scheduler, or no worker that can be used.
        """
        domain = domain_of_authority(batch.authority)
        pause = rules_for(self._settings, batch.authority).host_interval

        async def find_hand() -> Hand | None:
            worker = await self._lease_of(domain, enough)
            if worker is None:
                return None

            def give_back() -> None:
                self._leases.give_back(domain, worker, time.monotonic(), pause)

            return _Leased(self._stations[worker], give_back)

        await look_with(find_hand, batch, now, take, enough)
        return None

    async def _lease_of(self, domain: str, enough: Callable[[], bool]) -> str | None:
        """Return who is to look at a domain's host, as soon as somebody may; None where it is enough before."""
        since = time.monotonic()
        while not enough():
            await self._join()
            if (worker := self._leases.take(domain, time.monotonic())) is not None:
                return worker
            if self._leases.processes:
                since = time.monotonic()
            elif time.monotonic() > since + _WORKERLESS_SECONDS or self._unfit:
                raise MachineError(self._why_no_worker())
            await asyncio.sleep(_LOOK_AGAIN)
        return None

    def _why_no_worker(self) -> str:
        if self._unfit:
            return f"no worker of {self._settings.scheduler} can be used: {self._why_unfit}"
        return f"the scheduler at {self._settings.scheduler} has no workers: start some with `dask worker`"

    # --- the scheduler

    async def _join(self) -> None:
        """Speak to the scheduler, unless we do. Raises MachineError where it does not answer."""
        async with self._joining:
            if self._client is not None:
                return
            from distributed import Client

            _silence_dask()
            address = str(self._settings.scheduler)
            client = Client(address, asynchronous=True, timeout=_JOIN_SECONDS, set_as_default=False, name="linkwatch")
            try:
                async with asyncio.timeout(2 * _JOIN_SECONDS):  # Dask waits for ever where something else listens
                    await client
                await self._greet(client)
            except Exception as error:  # what is no Dask fails as MemoryError, a lack of keys as TypeError
                await _close(client)
                problem = f"the scheduler at {address} cannot be reached: is `dask scheduler` running there?"
                raise MachineError(problem) from error
            self._client = client
            self._watching = asyncio.create_task(self._watch(client))

    async def _watch(self, client: "Client") -> None:
        try:
            while True:
                await asyncio.sleep(_WATCH_EVERY)
                await self._greet(client)
        except Exception:  # noqa: BLE001 - a client that lost its scheduler fails in many ways
            self._lose_scheduler(client)

    async def _greet(self, client: "Client") -> None:
        """Take in who is there, and who is no more."""
        async with asyncio.timeout(_WATCH_SECONDS):
            threads: dict[str, int] = await client.nthreads()
        now = time.monotonic()
        self._unfit = {worker: until for worker, until in self._unfit.items() if until > now and worker in threads}
        for worker in self._stations.keys() - threads.keys():
            if self._part(worker, LostError(None, was_killed=True), now):
                _log.warning("the worker at %s is gone: what it had in hand is asked elsewhere", worker)
        for worker in threads.keys() - self._stations.keys() - self._unfit.keys():
            self._employ(client, worker, threads[worker])

    def _lose_scheduler(self, client: "Client") -> None:
        """The scheduler does not answer: who waits learns of it, and the next batch tries anew."""
        if client is self._client:
            self._leave(self._is_gone())
            self._closing = asyncio.create_task(_close(client))

    def _is_gone(self) -> MachineError:
        return MachineError(f"the scheduler at {self._settings.scheduler} is gone")

    def _leave(self, why: Exception) -> None:
        self._client = None
        if self._watching is not None and self._watching is not asyncio.current_task():
            self._watching.cancel()
        for worker in list(self._stations):
            self._part(worker, why, time.monotonic())

    # --- workers

    def _employ(self, client: "Client", worker: str, processes: int) -> None:
        assignment = Assignment(self._open_web, self._settings, True, self._remembered, 0, processes, is_lent=True)

        async def post(letter: bytes) -> bytes:
            return await self._post(client, worker, letter)

        def is_unfit(why: str) -> None:
            if worker in self._stations:
                _log.warning("the worker at %s cannot be used for a minute: %s", worker, why)
                self._put_aside(worker, why, time.monotonic() - self._lease)

        self._leases.join(worker, processes)
        self._stations[worker] = Station(assignment, self._lease, self._pauses, post, is_unfit)

    async def _post(self, client: "Client", worker: str, letter: bytes) -> bytes:
        """Carry a letter to a worker, and its answer back. Raises LostError or MachineError if none comes."""
        from distributed.client import FutureCancelledError

        try:
            async with asyncio.timeout(_LONGEST_SILENCE):
                future = client.submit(
                    exchange,
                    __version__,
                    self._session,
                    letter,
                    key=f"linkwatch-{uuid4().hex}",
                    workers=[worker],
                    allow_other_workers=False,
                )
                return await future  # type: ignore[no-any-return]  # what `exchange` returns
        except (FutureCancelledError, OSError):  # a time-out is an OSError
            why = "it does not answer"
        except Exception as error:  # noqa: BLE001 - what Dask says of a worker that lacks linkwatch, or is killed
            why = f"{type(error).__name__}: {error}".splitlines()[0]
        if client.status != "running":
            self._lose_scheduler(client)
            raise self._is_gone()
        if worker in self._stations:
            _log.warning("the worker at %s cannot be used for a minute: %s", worker, why)
            self._put_aside(worker, why, time.monotonic())
        raise LostError(None, was_killed=True)

    def _put_aside(self, worker: str, why: str, heard_at: float) -> None:
        self._unfit[worker] = time.monotonic() + _UNFIT_SECONDS
        self._why_unfit = f"{worker}: {why}"
        self._part(worker, LostError(None, was_killed=True), heard_at)

    def _part(self, worker: str, why: Exception, heard_at: float) -> int:
        """Let go of a worker; return how many tasks it had in hand."""
        self._leases.leave(worker, heard_at)
        return self._stations.pop(worker).end(why)


class _Leased:
    """A worker for the one batch that a domain is leased for."""

    def __init__(self, station: Station, give_back: Callable[[], None]) -> None:
        self._station = station
        self._give_back = give_back

    async def carry_out(
        self, batch: HostBatch, now: Callable[[], datetime], take: Take, enough: Callable[[], bool]
    ) -> None:
        """See Station."""
        try:
            await self._station.carry_out(batch, now, take, enough)
        finally:
            self._give_back()


async def _close(client: "Client") -> None:
    with suppress(Exception):  # whatever Dask says of its end
        async with asyncio.timeout(_LAST_SECONDS):
            await client.close()


def _silence_dask() -> None:
    """Keep Dask's own lines out of the log: what they tell is told in ours."""
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
