"""`python -m tests.soak [--days 365] [--links 300] [--seed 1] [--keep FILE]`: a daemon's year in minutes."""

import argparse
import asyncio
import logging
import shutil
import sys
import tempfile
from pathlib import Path

from tests.soak.script import make_script
from tests.soak.simulation import MOST_GROWTH, Simulation

parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
parser.add_argument("--days", type=int, default=365)
parser.add_argument("--links", type=int, default=300)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--keep", type=Path, help="where to put the database")
options = parser.parse_args()
logging.disable(logging.CRITICAL)
script = make_script(options.days, options.links, options.seed)
with tempfile.TemporaryDirectory() as folder:
    outcome = asyncio.run(Simulation(script, Path(folder)).run())
    if options.keep:
        shutil.copyfile(Path(folder, "soak.db"), options.keep)
tally = outcome.tally
print(f"{options.days} days, {len(script.links)} links on {len(script.sites)} sites, seed {options.seed}")
print(f"{outcome.looks} looks, {outcome.requests} requests, {outcome.looks / len(script.links):.1f} looks a link")
print(
    f"{tally.changes} changes of status, {tally.lasting} lasting states, {tally.samples} samples of citations compared"
)
print(f"{outcome.pauses} rounds found our own network down")
print(f"{outcome.bytes / 1e6:.1f} MB of database, {outcome.bytes / max(outcome.looks, 1):.0f} bytes a look")
print(f"{outcome.seconds:.0f} s, {outcome.cpu_seconds / options.days * 1000:.0f} ms of CPU a day, servers included")
print(f"{tally.asked_after_restart} hours in which a site was asked too soon, by a daemon that had just been started")
if weeks := outcome.weekly_memory:
    print(f"{weeks[0]:.0f} MB of memory after a week, {weeks[-1]:.0f} after {len(weeks)}: {outcome.growth:+.0f} MB")
print(f"{len(outcome.differences)} differences")
for difference in outcome.differences:
    print(f"  {difference}")
sys.exit(1 if outcome.differences or outcome.growth > MOST_GROWTH else 0)
