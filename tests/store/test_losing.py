"""A database that vanishes, fills up or is locked while it is in use."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from linkwatch.errors import StoreBusyError, StoreFullError, StoreLostError
from linkwatch.model import Status
from linkwatch.store import Store
from tests.store.making import NOW, article, cite, look, pending, read, rows


def test_nothing_is_written_to_a_file_that_was_deleted(path: Path) -> None:
    with Store.open(path) as store:
        path.unlink()
        with pytest.raises(StoreLostError, match="deleted or replaced"):
            store.runs.begin("audit", NOW)


def test_nothing_is_written_to_a_file_that_another_replaced(path: Path) -> None:
    copy = path.with_name("copy.db")
    with Store.open(path) as store:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        copy.replace(path)
        with pytest.raises(StoreLostError, match="deleted or replaced"):
            store.runs.begin("audit", NOW)
    assert rows(path, "SELECT * FROM runs") == []


def test_the_log_of_a_file_that_another_replaced_is_kept_apart_from_that(path: Path) -> None:
    copy, log = path.with_name("copy.db"), path.with_name(f"{path.name}-wal")
    with Store.open(path) as store:
        read(store, article(*(cite(f"https://a.example/{number}") for number in range(500))))
        store._connection.raw.execute("VACUUM INTO ?", (str(copy),))
        read(store, article(*(cite(f"https://b.example/{number}") for number in range(500))))
        written = log.read_bytes()
        copy.replace(path)
        with pytest.raises(StoreLostError, match="db-wal-lost"):
            store.runs.begin("audit", NOW)
    with Store.open(path) as store:
        assert len(list(store.overview.links())) == 500
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert path.with_name(f"{path.name}-wal-lost").read_bytes() == written


def test_the_log_of_a_file_that_took_the_place_of_another_stays_its_own(path: Path) -> None:
    log = path.with_name(f"{path.name}-wal")
    with Store.open(path) as store:
        read(store, article(cite("https://a.example/")))
        for file in (path, log, path.with_name(f"{path.name}-shm")):
            file.unlink()
        with Store.open(path) as other:
            read(other, article(cite("https://b.example/")))
            written = log.read_bytes()
            with pytest.raises(StoreLostError, match=r"use$"):
                store.runs.begin("audit", NOW)
            assert log.read_bytes() == written


def test_a_file_that_is_damaged_in_use_is_lost(path: Path) -> None:
    with Store.open(path) as store:
        read(store, article(*(cite(f"https://a.example/{number}") for number in range(500))))
    with Store.open(path) as store:
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (size - 4096))
        with pytest.raises(StoreLostError, match="damaged"):
            store.runs.begin("audit", NOW)


def test_a_full_disk_costs_the_one_transaction_and_is_told_apart(store: Store, path: Path) -> None:
    run_id = read(store, article(*(cite(f"https://a.example/{number}") for number in range(50))))
    ids = list(pending(store, run_id).values())
    store.checks.settle(run_id, [look(ids[0], Status.ALIVE)])
    pages = rows(path, "PRAGMA page_count")[0][0]
    store._connection.raw.execute(f"PRAGMA max_page_count = {pages}")
    items = [look(link_id, Status.DEAD, evidence={"text": "x" * 9000}) for link_id in ids[1:]]
    with pytest.raises(StoreFullError, match="disk is full"):
        store.checks.settle(run_id, items)
    assert rows(path, "SELECT count(*) FROM checks") == [(1,)]
    store._connection.raw.execute("PRAGMA max_page_count = 100000")
    store.checks.settle(run_id, items)
    assert rows(path, "SELECT count(*) FROM checks") == [(50,)]


def test_a_file_whose_log_was_folded_in_halfway_is_whole_again_when_it_is_opened(path: Path) -> None:
    halfway = path.with_name("halfway.db")
    with Store.open(path) as store:
        read(store, article(*(cite(f"https://a.example/{number}") for number in range(500))))
        log = path.with_name(f"{path.name}-wal").read_bytes()
        before = path.read_bytes()
        store._connection.raw.execute("PRAGMA wal_checkpoint")
        first_page = path.read_bytes()[:4096]
    halfway.write_bytes(first_page + before[4096:])
    halfway.with_name(f"{halfway.name}-wal").write_bytes(log)
    with Store.open(halfway) as store:
        assert len(list(store.overview.links())) == 500
    assert rows(halfway, "PRAGMA integrity_check") == [("ok",)]


async def test_an_act_that_is_cut_off_waits_for_no_lock(path: Path) -> None:
    tried = asyncio.Event()
    loop = asyncio.get_running_loop()

    def act() -> None:
        loop.call_soon_threadsafe(tried.set)
        raise StoreBusyError("locked")

    with Store.open(path, patience=3600) as store:

        async def work() -> None:
            try:
                await store.rounds.call(act)
            finally:
                await store.rounds.call(act)  # as a round does that notes its end

        task = asyncio.create_task(work())
        await tried.wait()
        task.cancel()
        with pytest.raises(StoreBusyError):
            await asyncio.wait_for(task, 10)
