"""A database is replicated as litestream does it: the file once, its log as it grows, while a daemon writes to it.

litestream itself is a program apart; what is shown is that the files it ships make the database again.
"""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from linkwatch.model import Status
from linkwatch.store import Store
from tests.store.making import NOW, article, cite, look, pending, read


def looks(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(raw.execute("SELECT count(*) FROM checks").fetchone()[0])


def test_file_and_log_make_the_database_again_as_it_was_when_the_log_was_shipped(tmp_path: Path) -> None:
    path, replica = tmp_path / "links.db", tmp_path / "replica.db"
    with Store.open(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        holder.execute("BEGIN")  # a reader: the log is not begun anew while it reads
        assert holder.execute("SELECT count(*) FROM checks").fetchone() == (0,)
        shutil.copy(path, replica)
        for day in range(3):
            run_id = read(store, article(cite("https://a.example/")), now=NOW + timedelta(days=day))
            for link_id in pending(store, run_id).values():
                store.checks.settle(run_id, [look(link_id, Status.ALIVE, now=NOW + timedelta(days=day))])
            store.upkeep.end_tidying(NOW.date() + timedelta(days=day))  # which folds in the log as far as it may
            restored = tmp_path / f"restored{day}.db"
            shutil.copy(replica, restored)
            shutil.copy(f"{path}-wal", f"{restored}-wal")
            assert looks(restored) == day + 1
            with Store.open(restored) as again:
                assert again.runs.last() == store.runs.last()
