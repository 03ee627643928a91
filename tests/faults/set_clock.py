"""`linkwatch daemon` under a wall clock that SIGUSR1 sets; needs time-machine.

python -m tests.faults.set_clock AHEAD OPTIONS…: the file AHEAD holds by how many seconds the clock is ahead.
"""

import signal
import sys
import time
from pathlib import Path

import time_machine

from linkwatch.cli import run


def main(ahead: Path, arguments: list[str]) -> int:
    """Run the daemon; monotonic time stays as it is."""
    shifted = 0.0

    def set_clock(*_: object) -> None:
        nonlocal shifted
        wanted = float(ahead.read_text())
        clock.shift(wanted - shifted)
        shifted = wanted

    with time_machine.travel(time.time(), tick=True) as clock:
        signal.signal(signal.SIGUSR1, set_clock)
        return run(["daemon", *arguments])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
