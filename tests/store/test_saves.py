"""Which saves may still be sent, and who may send them."""

from datetime import timedelta
from pathlib import Path

import pytest

from linkwatch.errors import StoreBusyError
from linkwatch.model import Status, Target, TargetKind
from linkwatch.store import SaveEnd, SavesPause, Store, only_saver
from tests.store.making import NOW, look

URL = "http://example.org/page"


def test_what_died_while_its_save_was_waiting_is_not_sent(store: Store) -> None:
    run_id = store.runs.begin("check", NOW)
    store.runs.add_links(run_id, [Target(TargetKind.WEB, URL)], NOW)
    store.runs.plan(run_id, NOW)
    (link,) = store.runs.links_of_host(run_id, "example.org", 1)
    store.checks.settle(run_id, [look(link.id, Status.ALIVE)])
    store.saves.intend([link.id], "wayback", NOW)
    (save,) = store.saves.unfinished("wayback", NOW, 10)
    store.saves.end(save, SaveEnd("postponed", next_try_at=NOW), NOW)
    assert store.saves.postponed("wayback", NOW) == [link.id]
    later = NOW + timedelta(days=1)
    run_id = store.runs.begin("check", later)
    store.runs.add_links(run_id, [Target(TargetKind.WEB, URL)], later)
    store.runs.plan(run_id, later)
    store.checks.settle(run_id, [look(link.id, Status.DEAD)])
    assert store.saves.postponed("wayback", later) == []
    store.saves.intend([link.id], "wayback", later)
    assert store.saves.unfinished("wayback", later, 10) == []


def test_the_longest_pause_of_an_account_holds_until_it_is_over(store: Store) -> None:
    long = SavesPause("max-daily-bandwidth", "used up", NOW + timedelta(days=1))
    assert store.saves.pause_now("wayback", "me", NOW) is None
    store.saves.pause("wayback", "me", long)
    store.saves.pause("wayback", "me", SavesPause("user-session-limit", "taken", NOW + timedelta(hours=1)))
    assert store.saves.pause_now("wayback", "me", NOW + timedelta(hours=23)) == long
    assert store.saves.pause_now("wayback", "me", long.until) is None
    assert store.saves.pause_now("wayback", "somebody else", NOW) is None
    store.saves.pause("wayback", "somebody else", SavesPause("keys", "refused", NOW + timedelta(hours=1)))
    assert store.saves.pause_now("wayback", "me", NOW) is None


def test_one_database_has_one_saver_however_its_path_is_spelt(tmp_path: Path) -> None:
    database, other_name = tmp_path / "links.db", tmp_path / "other.db"
    Store.open(database).close()
    other_name.symlink_to(database)
    with only_saver(database), pytest.raises(StoreBusyError, match="another process is saving"), only_saver(other_name):
        pass
