"""What Prometheus is told. Every value is read from the Monitor when it is asked for."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector

from linkwatch import __version__
from linkwatch.watch.monitor.state import Monitor


def registry_of(monitor: Monitor) -> CollectorRegistry:
    """Return a registry of this monitor and of the process, apart from prometheus_client's global one."""
    registry = CollectorRegistry()
    registry.register(_OfMonitor(monitor))
    ProcessCollector(registry=registry)
    return registry


def metrics_text(registry: CollectorRegistry) -> bytes:
    """Return the answer to a scrape, in Prometheus's text format."""
    return generate_latest(registry)


class _OfMonitor(Collector):
    def __init__(self, monitor: Monitor) -> None:
        self._monitor = monitor

    def collect(self) -> Iterator[Metric]:
        monitor = self._monitor
        yield _gauge("linkwatch_info", "The running version.", 1, version=__version__)
        yield _gauge("linkwatch_healthy", "1 while /healthz answers 200.", not monitor.problems())
        yield _gauge(
            "linkwatch_paused", "1 while our own network keeps checking from its work.", bool(monitor.pause_reason)
        )
        yield from self._of_jobs()
        looks = CounterMetricFamily("linkwatch_looks", "Links looked at, by what was found.", labels=["status"])
        for status, count in sorted(monitor.looks.items()):
            looks.add_metric([status], count)
        yield looks
        yield from self._of_database()

    def _of_jobs(self) -> Iterator[Metric]:
        seconds = SummaryMetricFamily("linkwatch_job_seconds", "How long a job's wakes took.", labels=["job"])
        errors = CounterMetricFamily("linkwatch_job_errors", "Wakes that could not do their work.", labels=["job"])
        running = GaugeMetricFamily("linkwatch_job_running", "1 while a job is awake.", labels=["job"])
        for name, job in self._monitor.jobs.items():
            seconds.add_metric([name], job.wakes, job.seconds)
            errors.add_metric([name], job.errors)
            running.add_metric([name], job.is_running)
        yield from (seconds, errors, running)

    def _of_database(self) -> Iterator[Metric]:
        census = self._monitor.census
        if census is None:
            return
        links = GaugeMetricFamily("linkwatch_links", "Links known, by status.", labels=["status"])
        for status, count in census.links.items():
            links.add_metric([status], count)
        yield links
        yield _gauge("linkwatch_due_links", "Links whose look is due.", census.due)
        yield _gauge("linkwatch_lag_seconds", "How long the first of them has been due.", self._monitor.lag_seconds)
        yield _gauge("linkwatch_outbox_waiting", "Messages that are not sent yet.", census.outbox_waiting)
        yield _gauge("linkwatch_database_bytes", "Size of the database, its log included.", census.bytes)


def _gauge(name: str, text: str, value: float, **labels: str) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=list(labels))
    family.add_metric(list(labels.values()), value)
    return family
