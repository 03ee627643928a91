"""`python -m tests.archive.histories`: the score of linkwatch, and of the nearest copy by date."""

import asyncio
import sys
from collections import Counter

from tests.archive.histories.all import every_history
from tests.archive.histories.running import Score, bench, by_linkwatch, least, nearest_by_date


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


async def main() -> None:
    histories = every_history()
    _say(f"{len(histories)} histories; {least(histories):.2f} requests a link for who knew which capture is right")
    for name, choose in (("linkwatch", by_linkwatch), ("nearest by date", nearest_by_date)):
        score = Score()
        async with bench() as archive:
            for history in histories:
                await archive.put(history, choose, score)
        _say(f"{name}: {score}")
        if choose is by_linkwatch:
            for kind, failed in (("wrong", score.wrong), ("missed", score.missed)):
                for line in failed:
                    _say(f"  {kind}: {line}")
            spread = sorted(Counter(score.beyond).items())
            _say("  beyond these: " + ", ".join(f"{more} at {number} histories" for more, number in spread))


asyncio.run(main())
