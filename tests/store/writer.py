"""A busy writer for the test that kills it: prints every link once its look was reported as stored."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from linkwatch.model import Status
from linkwatch.store import Store
from tests.store.making import article, cite, look, pending, read

ROUNDS = 500


def main() -> None:
    path = Path(sys.argv[1])
    with Store.open(path) as store:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        for number in range(ROUNDS):
            now = datetime.now(UTC)
            urls = [f"https://h{page % 3}.example/{number % 7}/{page}" for page in range(8)]
            run_id = read(store, article(*map(cite, urls), uri=f"{number % 5}.md"), now=now)
            status = Status.DEAD if number % 2 else Status.ALIVE
            for link_id in pending(store, run_id).values():
                store.checks.settle(run_id, [look(link_id, status, now=now)])
                sys.stdout.write(f"{run_id} {link_id}\n")
                sys.stdout.flush()
