"""Which worker alone may ask the hosts of a domain, so that limits for a host hold across machines.

A lease is for the worker that has links of the domain in hand, and for a while after that, since it alone knows how the
hosts were treated last. When a worker is lost, others get its domains only when it has certainly begun its last link.
Times are monotonic seconds.
"""

from dataclasses import dataclass

_KEPT = 60.0  # seconds after the last link of a domain
_SWEEP = 10_000  # leases before those are dropped that nobody needs


@dataclass(slots=True)
class _Lease:
    """worker: who has it. batches: in hand. until: nobody else gets it before, though no batch is in hand.

    rests_until: its host is not to be asked before, by whomever.
    """

    worker: str
    batches: int
    until: float
    rests_until: float


@dataclass(slots=True)
class _Load:
    """A worker: its processes, and the batches it has in hand."""

    processes: int
    batches: int = 0


class Leases:
    """The leases of all domains with links in hand. seconds: how long a worker goes on that hears nothing any more."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._leases: dict[str, _Lease] = {}
        self._loads: dict[str, _Load] = {}
        self._sweep_at = _SWEEP

    @property
    def processes(self) -> int:
        """How many processes all workers have."""
        return sum(load.processes for load in self._loads.values())

    def join(self, worker: str, processes: int) -> None:
        """A worker may have domains from now on."""
        self._loads[worker] = _Load(processes)

    def leave(self, worker: str, heard_at: float) -> None:
        """A worker is lost, or not to be used for now. heard_at: when it may have heard of its owner last."""
        if self._loads.pop(worker, None) is None:
            return
        for lease in self._leases.values():
            if lease.worker == worker:
                goes_on_until = heard_at + self._seconds if lease.batches else lease.rests_until
                lease.batches, lease.until = 0, max(goes_on_until, lease.rests_until)

    def take(self, domain: str, now: float) -> str | None:
        """Lease a domain for one batch more. Return the worker; None where there is none, or not yet."""
        lease = self._leases.get(domain)
        if lease is None or (not lease.batches and now >= lease.until):
            self._sweep(now)
            worker = min(self._loads, key=self._work_of_one_process, default=None)
            if worker is None:
                return None
            lease = self._leases[domain] = _Lease(worker, 0, now, now)
        elif lease.worker not in self._loads:
            return None
        lease.batches += 1
        self._loads[lease.worker].batches += 1
        return lease.worker

    def give_back(self, domain: str, worker: str, now: float, pause: float = 0.0) -> None:
        """A batch is done. pause: the least time between two requests to its host."""
        lease, load = self._leases.get(domain), self._loads.get(worker)
        if lease is None or load is None or lease.worker != worker or not lease.batches:
            return  # it was lost meanwhile
        lease.batches -= 1
        load.batches -= 1
        lease.until = now + max(pause, _KEPT)
        lease.rests_until = now + pause

    def _work_of_one_process(self, worker: str) -> float:
        load = self._loads[worker]
        return (load.batches + 1) / load.processes

    def _sweep(self, now: float) -> None:
        if len(self._leases) >= self._sweep_at:
            self._leases = {name: lease for name, lease in self._leases.items() if lease.batches or now < lease.until}
            self._sweep_at = max(_SWEEP, 2 * len(self._leases))
