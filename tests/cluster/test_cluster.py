"""Hosts looked at by real Dask workers, which are killed, lack a network, and lose their scheduler."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import pytest
from distributed import LocalCluster

from linkwatch.check import cluster as clusters
from linkwatch.check.cluster import Cluster
from linkwatch.check.examining import Examiner, Finding, NotSeen, page_reader
from linkwatch.config import CheckSettings
from linkwatch.errors import MachineError
from linkwatch.fetch import WebClient
from linkwatch.reading import Here
from tests.check.loopback import HOSTS, PAGES, Site
from tests.check.test_crew import NOW, SETTINGS, batches, look, pages, verdicts
from tests.cluster.programs import free_port, local_cluster, scheduler, worker
from tests.cluster.webs import open_dead_web

LEASE = 1.0  # seconds
SOON = 2.0  # seconds after which a scheduler that was there is given up


def at(address: str, settings: CheckSettings = SETTINGS) -> CheckSettings:
    return settings.model_copy(update={"scheduler": address})


async def test_workers_of_a_cluster_find_what_this_process_finds(site: Site, cluster: LocalCluster) -> None:
    urls = [*pages(site), site.url(HOSTS[0], f"/to/{HOSTS[1]}/page/9"), "http://127.7.0.1:1/"]
    async with (
        WebClient(SETTINGS, page_reader(Here())) as client,
        Cluster(at(cluster.scheduler_address), WebClient) as far,
    ):
        assert await far.number_for(len(urls)) == len(far) == 2
        here = await look(Examiner(client, Here(), SETTINGS.per_host), urls)
        there = await look(far, urls)
    assert verdicts(there) == verdicts(here)


async def test_one_of_three_workers_is_killed_and_every_link_is_found_once_within_limits(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    urls = pages(site, each=40)
    found: list[Finding] = []

    async def take(finding: Finding) -> None:
        found.append(finding)
        if len(found) == 60:
            os.kill(next(iter(local.workers.values())).pid, signal.SIGKILL)

    with local_cluster(3) as local:
        settings = at(local.scheduler_address, SETTINGS.model_copy(update={"per_host": 3}))
        async with Cluster(settings, WebClient, lease=LEASE) as far:
            await far.number_for(len(urls))
            async with asyncio.TaskGroup() as group:
                for batch in batches(urls):
                    group.create_task(far.look_at(batch, lambda: NOW, take, lambda: False))
    assert sorted(finding.link_id for finding in found) == [*range(1, len(urls) + 1)]
    assert {status for _, status, _ in verdicts(found)} == {"alive", "dead"}
    assert max(site.most_at_once.values()) <= 3
    assert [message for message in caplog.messages if "is gone" in message]


async def test_where_no_scheduler_is_the_work_ends_in_words(site: Site) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    with patch.object(clusters, "_JOIN_SECONDS", 0.5):
        async with Cluster(at(address), WebClient) as far:
            with pytest.raises(
                MachineError, match=f"^the scheduler at {address} cannot be reached: is `dask scheduler`"
            ):
                await far.number_for(1)


@pytest.mark.parametrize(
    ("form", "says"), [("tcp", b"HTTP/1.1 400 Bad Request\r\n\r\n"), ("tcp", b""), ("tls", b"")], ids=str
)
async def test_where_something_else_listens_the_work_ends_in_words(form: str, says: bytes) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(says)
        with suppress(OSError):
            await reader.read()  # until the other side has gone
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    address = f"{form}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    with patch.object(clusters, "_JOIN_SECONDS", 0.2):
        async with server, Cluster(at(address), WebClient) as far:
            with pytest.raises(MachineError, match="cannot be reached"):
                await far.number_for(1)


async def test_where_no_worker_is_the_work_ends_in_words(site: Site) -> None:
    (batch,) = batches([site.url(HOSTS[0], "/page/1")])
    with local_cluster(0) as local, patch.object(clusters, "_WORKERLESS_SECONDS", 0):
        async with Cluster(at(local.scheduler_address), WebClient) as far:
            with pytest.raises(MachineError, match="has no workers: start some with `dask worker`"):
                await far.look_at(batch, lambda: NOW, refuse, lambda: False)


async def test_workers_without_a_network_find_nothing_and_are_named(cluster: LocalCluster) -> None:
    (batch,) = batches(["http://site.example.org/"])
    async with Cluster(at(cluster.scheduler_address), open_dead_web) as far:
        with pytest.raises(MachineError, match=r"can be used: tcp://.*: our own network seems to be down"):
            await far.look_at(batch, lambda: NOW, refuse, lambda: False)


async def test_no_link_is_begun_when_it_is_enough(site: Site, cluster: LocalCluster) -> None:
    (batch,) = batches([site.url(HOSTS[0], f"/page/{number}") for number in range(PAGES)])
    found: list[Finding] = []

    async def take(finding: Finding) -> None:
        found.append(finding)

    async with Cluster(at(cluster.scheduler_address), WebClient) as far:
        await far.look_at(batch, lambda: NOW, take, lambda: len(found) >= 1)
    assert 1 <= len(found) < PAGES
    assert not any(isinstance(finding, NotSeen) for finding in found)


async def test_who_is_cut_off_leaves_nobody_who_goes_on_asking(site: Site, cluster: LocalCluster) -> None:
    site.gate.clear()
    async with Cluster(at(cluster.scheduler_address), WebClient) as far:
        looking = asyncio.create_task(look(far, pages(site, each=10)))
        await site.waiting.acquire()
        looking.cancel()
        await asyncio.wait((looking,))
    site.gate.set()
    in_flight = len(HOSTS) * SETTINGS.per_host
    assert site.asked.total() <= in_flight


async def test_a_scheduler_that_is_restarted_is_gone_on_with(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_JOIN_SECONDS", SOON)
    port = free_port()
    async with Cluster(at(f"tcp://127.0.0.1:{port}"), WebClient, lease=LEASE) as far:
        async with scheduler(port, tmp_path), worker(port, tmp_path):
            assert len(await look(far, pages(site))) == len(pages(site))
            site.gate.clear()
            looking = asyncio.create_task(look(far, pages(site)))
            for _ in range(len(pages(site)) + 1):
                await site.waiting.acquire()
        with pytest.raises(ExceptionGroup) as raised:
            await looking
        assert raised.group_contains(MachineError, match="is gone$")
        site.gate.set()
        with local_cluster(1, port):
            assert len(await look(far, pages(site))) == len(pages(site))


async def refuse(finding: Finding) -> None:
    raise AssertionError(finding)
