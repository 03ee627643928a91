"""`linkwatch audit` and `linkwatch daemon` with a cluster, as people run them."""

import json
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
import trustme
from distributed import LocalCluster

from tests.check.loopback import HOSTS, Site
from tests.cluster.programs import (
    CODE_OF_ONES_OWN,
    LINKWATCH,
    free_port,
    linkwatch_that_waits,
    local_cluster,
    running,
    scheduler,
    worker,
)

SOON = linkwatch_that_waits(2.0)
OPTIONS = ["--no-archive", "--allow-private", "127.0.0.0/8", "--host-interval", "0", "--no-config"]


def article(site: Site, folder: Path, links: int, hosts: int = len(HOSTS)) -> Path:
    urls = [site.url(HOSTS[number % hosts], f"/page/{number}") for number in range(links)]
    path = folder / "article.md"
    path.write_text("".join(f"- [page]({url})\n" for url in urls))
    return path


def audit(path: Path, address: str, start: list[str] = LINKWATCH) -> list[str]:
    return [*start, "audit", path.name, "--db", "links.db", "--scheduler", address, *OPTIONS]


def looks(folder: Path) -> Counter[str]:
    """Return how many looks ended with each status, of links that have one."""
    sql = "SELECT status FROM checks GROUP BY link_id HAVING count(*) = 1"
    with closing(sqlite3.connect(folder / "links.db")) as database:
        return Counter(status for (status,) in database.execute(sql))


async def test_an_audit_has_its_links_looked_at_by_the_cluster(
    site: Site, tmp_path: Path, cluster: LocalCluster
) -> None:
    async with running(audit(article(site, tmp_path, 24), cluster.scheduler_address), tmp_path) as program:
        assert (await program.end(), program.lines) == (0, [])
    assert looks(tmp_path) == {"alive": 24}


async def test_certificates_of_ones_own_keep_others_out(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, authority = free_port(), trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(tmp_path / "own.pem")
    address = f"tls://127.0.0.1:{port}"
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TLS__CA_FILE", str(tmp_path / "ca.pem"))
    for role in ("SCHEDULER", "WORKER", "CLIENT"):
        monkeypatch.setenv(f"DASK_DISTRIBUTED__COMM__TLS__{role}__CERT", str(tmp_path / "own.pem"))
    path = article(site, tmp_path, 8, hosts=1)
    async with scheduler(port, tmp_path, "tls"), worker(port, tmp_path, "tls"):
        async with running(audit(path, address), tmp_path) as program:
            assert (await program.end(), program.lines) == (0, [])
        monkeypatch.delenv("DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT")
        async with running(audit(path, address, SOON), tmp_path) as program:
            assert await program.end() == 3


async def test_an_audit_without_its_scheduler_ends_in_words(site: Site, tmp_path: Path) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    start = linkwatch_that_waits(0.5)
    async with running(audit(article(site, tmp_path, 8), address, start), tmp_path) as program:
        assert await program.end() == 3
    problem = f"the scheduler at {address} cannot be reached: is `dask scheduler` running there?"
    assert program.lines == [f"linkwatch: this run cannot be trusted: {problem}"]


async def test_an_audit_whose_scheduler_goes_away_keeps_what_it_has_and_says_so(site: Site, tmp_path: Path) -> None:
    port = free_port()
    command = audit(article(site, tmp_path, 80), f"tcp://127.0.0.1:{port}", SOON)
    chiefs = scheduler(port, tmp_path)
    async with chiefs as chief, worker(port, tmp_path), running(command, tmp_path) as program:
        for _ in range(40):
            await site.waiting.acquire()
        site.gate.clear()
        chief.process.kill()
        assert await program.end() == 3
    assert program.lines == [f"linkwatch: this run cannot be trusted: the scheduler at tcp://127.0.0.1:{port} is gone"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_an_audit_at_once(
    number: signal.Signals, site: Site, tmp_path: Path, cluster: LocalCluster
) -> None:
    site.gate.clear()
    path = article(site, tmp_path, 24, hosts=1)
    async with running(audit(path, cluster.scheduler_address), tmp_path) as program:
        await site.waiting.acquire()
        began = time.monotonic()
        program.process.send_signal(number)
        assert await program.end() == 3
        took = time.monotonic() - began
    assert took < 10  # 0.7 s on a busy machine


async def test_what_is_missing_is_named_with_the_command_that_installs_it(site: Site, tmp_path: Path) -> None:
    start = "import sys; sys.modules['distributed'] = None; from linkwatch.cli import main; main()"
    command = [*CODE_OF_ONES_OWN, start, *audit(article(site, tmp_path, 8), "tcp://127.0.0.1:1", [])]
    async with running(command, tmp_path) as program:
        assert await program.end() == 2
    assert program.lines == ["linkwatch: [check] scheduler needs Dask: pip install 'linkwatch[cluster]'"]


async def test_a_daemon_says_that_its_scheduler_is_gone_waits_and_goes_on(site: Site, tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "linkwatch.toml").write_text(
        f"""
        [check]
        scheduler = "tcp://127.0.0.1:{port}"
        allow_private = ["127.0.0.0/8"]
        host_interval = 0
        [archive]
        find = false
        [schedule]
        check = 1
        [[sources]]
        kind = "files"
        location = "{article(site, tmp_path, 24)}"
        """
    )
    async with running([*SOON, "daemon", "--db", "links.db"], tmp_path) as program:
        paused = json.loads(await program.line_with("checking pauses"))
        assert paused["reason"].startswith(f"the scheduler at tcp://127.0.0.1:{port} cannot be reached")
        with local_cluster(1, port):
            await program.line_with("checking goes on")
        assert looks(tmp_path) == {"alive": 24}
        assert max(site.asked.values()) == 1
        began = time.monotonic()
        program.process.send_signal(signal.SIGINT)
        assert await program.end() == 0
        took = time.monotonic() - began
    assert took < 10  # 0.3 s on a machine that does nothing else


async def test_a_daemon_with_links_in_hand_ends_soon(site: Site, tmp_path: Path, cluster: LocalCluster) -> None:
    site.gate.clear()
    settings = f"""
        [check]
        scheduler = "{cluster.scheduler_address}"
        allow_private = ["127.0.0.0/8"]
        [archive]
        find = false
        [schedule]
        check = 1
        [[sources]]
        kind = "files"
        location = "{article(site, tmp_path, 24, hosts=1)}"
        """
    (tmp_path / "linkwatch.toml").write_text(settings)
    async with running([*LINKWATCH, "daemon", "--db", "links.db"], tmp_path) as program:
        await site.waiting.acquire()
        began = time.monotonic()
        program.process.send_signal(signal.SIGINT)
        assert await program.end() == 0
        took = time.monotonic() - began
    assert took < 10  # 1.5 s on a busy machine
