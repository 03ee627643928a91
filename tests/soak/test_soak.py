"""A short life of the daemon, compared with the oracle in full; `python -m tests.soak` is a year of it."""

import logging
from pathlib import Path

import pytest

from tests.soak.script import make_script
from tests.soak.simulation import MOST_GROWTH, Simulation


async def test_a_daemons_database_says_what_the_web_did(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    script = make_script(days=38, links=50, seed=2, articles=15, scan_every=12)
    outcome = await Simulation(script, tmp_path).run()
    assert outcome.differences == []
    assert outcome.pauses > 20
    assert len(outcome.weekly_memory) == 5
    assert outcome.growth < MOST_GROWTH
    assert outcome.tally.looks > 250
    assert outcome.tally.changes > 60
    assert outcome.tally.lasting > 15
    assert [record.getMessage() for record in caplog.records if record.name.startswith("linkwatch")] == []
