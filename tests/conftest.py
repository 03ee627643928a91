"""What holds for all tests."""

import gc
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

TOP = Path(__file__).parent.parent

# Some machines forbid Python to keep what it compiles. The programs that tests start would compile linkwatch each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# No test asks the public web. To read whom the machine trusts takes longer than most tests, and every client does it.
os.environ["SSL_CERT_FILE"] = os.environ["SSL_CERT_DIR"] = os.devnull

# Who runs tests in the background has Ctrl-C ignored, and so would every program that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Databases say that they are written only when a disk says so: half of a test's time, and no test pulls the plug.
IN_MEMORY = Path("/dev/shm")
if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > 4 * 2**30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))

# Half the usual examples, the same in every run, and no limit of time, which a busy machine breaks;
# --hypothesis-profile=long tries more, and others each time.
settings.register_profile("short", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=2000)
settings.load_profile("short")

# What takes long is begun first: begun last, one worker would still run it while the others have nothing to do. Those
# that wait for other processes and those that compute stand in turns, so that some of both run at any time.
LONGEST = (
    "tests/check/test_crew.py",
    "tests/corpus/test_in_memory.py",
    "tests/cluster/test_commands.py",
    "tests/archive/test_histories.py",
    "tests/watch/test_daemon.py",
    "tests/hostile/test_patterns.py",
    "tests/cluster/test_cluster.py",
    "tests/soak/test_soak.py",
    "tests/plugin/test_plugin.py",
    "tests/store/test_repair.py",
    "tests/browse/test_carrying_out.py",
    "tests/hostile/test_bodies.py",
    "tests/corpus/test_corpus.py",
    "tests/cli/test_process.py",
    "tests/hostile/test_audit.py",
    "tests/test_ci.py",
    "tests/browse/test_acting.py",
    "tests/store/test_migrating.py",
    "tests/reading/test_forking.py",
    "tests/articles/extract/test_hostile.py",
    "tests/check/test_crew_of_a_command.py",
    "tests/keep/moved/test_labelled.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """Let the order below hold for workers too: by itself xdist begins with the files of most tests."""
    config.option.loadscopereorder = False
    # Reports stay, and tests leave hardly any garbage: to look for it as often as Python does takes 3 % of all time.
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Have each worker collect other files first: to compile them takes long, and what one compiled all others find."""
    report = yield
    worker: dict[str, Any] = getattr(collector.config, "workerinput", {})
    if worker and collector.path == Path(__file__).parent:
        own, count = int(worker["workerid"].removeprefix("gw")), int(worker["workercount"])
        report.result = [part for start in range(own, own + count) for part in report.result[start % count :: count]]
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first, then those of most tests; the order within a file stays."""
    tests = Counter(item.path for item in items)
    places = {TOP / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (places.get(item.path, len(places)), -tests[item.path], item.path))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """How many workers `-n auto` starts: two more than cores, since a third of the time is waiting."""
    from linkwatch.reading.process import usable_processors  # what Python compiles is kept from here on

    return usable_processors() + 2


def pytest_collection() -> None:
    """Nothing that is made while tests are collected is garbage: to look for some takes a tenth of that time."""
    gc.disable()


def pytest_collection_finish() -> None:
    """From here on there is some, but not among what was collected."""
    gc.freeze()
    gc.enable()
