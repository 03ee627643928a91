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
    run_id = store.begin_run("check", NOW)
    store.add_links(run_id, [Target(TargetKind.WEB, URL)], NOW)
    store.plan(run_id, NOW)
    (link,) = store.links_of_host(run_id, "example.org", 1)
    store.settle(run_id, [look(link.id, Status.ALIVE)])
    store.intend_saves([link.id], "wayback", NOW)
    (save,) = store.open_saves("wayback", NOW, 10)
    store.end_save(save, SaveEnd("postponed", next_try_at=NOW), NOW)
    assert store.due_saves("wayback", NOW) == [link.id]
    later = NOW + timedelta(days=1)
    run_id = store.begin_run("check", later)
    store.add_links(run_id, [Target(TargetKind.WEB, URL)], later)
    store.plan(run_id, later)
    store.settle(run_id, [look(link.id, Status.DEAD)])
    assert store.due_saves("wayback", later) == []
    store.intend_saves([link.id], "wayback", later)
    assert store.open_saves("wayback", later, 10) == []


def test_the_longest_pause_of_an_account_holds_until_it_is_over(store: Store) -> None:
    long = SavesPause("max-daily-bandwidth", "used up", NOW + timedelta(days=1))
    assert store.saves_pause("wayback", "me", NOW) is None
    store.pause_saves("wayback", "me", long)
    store.pause_saves("wayback", "me", SavesPause("user-session-limit", "taken", NOW + timedelta(hours=1)))
    assert store.saves_pause("wayback", "me", NOW + timedelta(hours=23)) == long
    assert store.saves_pause("wayback", "me", long.until) is None
    assert store.saves_pause("wayback", "somebody else", NOW) is None
    store.pause_saves("wayback", "somebody else", SavesPause("keys", "refused", NOW + timedelta(hours=1)))
    assert store.saves_pause("wayback", "me", NOW) is None


def test_one_database_has_one_saver_however_its_path_is_spelt(tmp_path: Path) -> None:
    database, other_name = tmp_path / "links.db", tmp_path / "other.db"
    Store.open(database).close()
    other_name.symlink_to(database)
    with only_saver(database), pytest.raises(StoreBusyError, match="another process is saving"), only_saver(other_name):
        pass
