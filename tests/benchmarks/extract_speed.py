"""How fast `extract` reads articles: python -m tests.benchmarks.extract_speed FOLDER.

Prints megabytes a second of one core for the HTML and the Markdown under the folder, with the places of targets and
without; reading from disk is not counted. Debian's python3-doc is a good folder of HTML. Each is read three times, and
the fastest counts, since other processes slow down a core that they share.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from linkwatch.articles.extract import extract
from linkwatch.model import Document

_TIMES = 3


def main(folder: Path) -> None:
    """Extract every article under the folder and print the speed."""
    for suffix in ("html", "md"):
        documents = [
            Document(uri=str(file), body=file.read_bytes(), base_url=file.absolute().as_uri())
            for file in sorted(folder.rglob(f"*.{suffix}"))
        ]
        if documents:
            _measure(suffix, documents)


def _measure(suffix: str, documents: Sequence[Document]) -> None:
    size = sum(len(document.body) for document in documents) / 1e6
    for spans in (True, False):
        seconds = float("inf")
        for _ in range(_TIMES):
            started = time.process_time()
            citations = sum(len(extract(document, spans=spans).citations) for document in documents)
            seconds = min(seconds, time.process_time() - started)
        what = (
            f"{len(documents)} {suffix} files, {size:.1f} MB, {citations} citations, {'with' if spans else 'no'} spans"
        )
        print(f"{what}: {seconds:.2f} s, {size / seconds:.1f} MB/s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
