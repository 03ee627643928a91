"""How fast `extract` reads a folder of HTML: python tests/benchmarks/extract_speed.py FOLDER.

Prints megabytes a second of one core, reading from disk not counted. Debian's python3-doc is a good folder.
"""

import sys
import time
from pathlib import Path

from linkwatch.articles.extract import extract
from linkwatch.model import Document


def main(folder: Path) -> None:
    """Extract every HTML file under the folder once and print the speed."""
    documents = [
        Document(uri=str(file), body=file.read_bytes(), base_url=file.absolute().as_uri())
        for file in sorted(folder.rglob("*.html"))
    ]
    size = sum(len(document.body) for document in documents) / 1e6
    started = time.process_time()
    citations = sum(len(extract(document).citations) for document in documents)
    seconds = time.process_time() - started
    print(f"{len(documents)} files, {size:.1f} MB, {citations} citations: {seconds:.2f} s, {size / seconds:.1f} MB/s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
