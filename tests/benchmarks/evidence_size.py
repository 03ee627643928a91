"""How many bytes the evidence of looks takes, what it is made of, and how many it would take otherwise.

    python -m tests.benchmarks.evidence_size FILE [--looks 5000]

FILE: a database with looks, as `tests.benchmarks.big_database` makes, or `tests.soak --keep`; the daily tidying makes
evidence small. Told are: as it is stored; as it was when it was new; of that, the keys that take most; packed by zlib
one by one, with a dictionary of other looks; and the whole file as a file system stores it that packs blocks of 128 KB.
"""

import argparse
import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from linkwatch.store.small_evidence import NAMES_ANOTHER

_BLOCK = 128 * 1024
_BLOCKS = 400
_PARTS = 12  # that are told


def sizes(value: dict[str, Any], above: str = "") -> Iterator[tuple[str, int]]:
    """Yield each key, with those above it, and the bytes that it takes."""
    for key, one in value.items():
        if isinstance(one, dict):
            yield from sizes(one, f"{above}{key}.")
        else:
            text = json.dumps({key: one}, ensure_ascii=False, separators=(",", ":"))
            yield f"{above}{key}", len(text.encode()) - 1  # a comma, without the braces


def packed_file(file: Path) -> float:
    """Return the share of its size that a file takes where its blocks are packed."""
    with file.open("rb") as opened:
        size = file.stat().st_size
        step = max(_BLOCK, size // _BLOCKS // _BLOCK * _BLOCK)
        read = packed = 0
        for place in range(0, size, step):
            opened.seek(place)
            block = opened.read(_BLOCK)
            read += len(block)
            packed += min(len(block), (len(zlib.compress(block, 1)) + 4095) // 4096 * 4096)
    return packed / read


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--looks", type=int, default=5000)
    arguments = parser.parse_args()
    with closing(sqlite3.connect(f"file:{arguments.file}?mode=ro", uri=True)) as raw:
        (kept,) = raw.execute("SELECT avg(length(CAST(evidence AS BLOB))) FROM checks").fetchone()
        (small,) = raw.execute(f"SELECT avg({NAMES_ANOTHER.format('checks')} IS NOT NULL) FROM checks").fetchone()
        sql = "SELECT evidence FROM looks ORDER BY id * 7919 % 100003 LIMIT ?"
        texts = [text for (text,) in raw.execute(sql, [2 * arguments.looks])]
        looks = raw.execute("SELECT count(*) FROM checks").fetchone()[0]
        (of_checks,) = raw.execute("SELECT sum(pgsize) FROM dbstat WHERE name IN ('checks', 'checks_link')").fetchone()
    known, told = texts[: len(texts) // 2], texts[len(texts) // 2 :]
    dictionary = "".join(known)[-32_768:].encode()
    parts: Counter[str] = Counter()
    plain = packed = 0
    for text in told:
        plain += len(text.encode())
        packer = zlib.compressobj(9, zdict=dictionary)
        packed += len(packer.compress(text.encode()) + packer.flush())
        parts.update(dict(sizes(json.loads(text))))
    each, rest = len(told), of_checks / looks - kept
    share = packed_file(arguments.file)
    print(f"a look in the table, its index included: {of_checks / looks:7.0f} bytes, {rest:.0f} of them not evidence")
    print(f"evidence as it is stored:                {kept:7.0f} bytes, {small:.0%} of the looks have small evidence")
    print(f"evidence whole, as when it was new:      {plain / each:7.0f} bytes, a look {plain / each + rest:.0f}")
    print("of that:", ", ".join(f"{part} {size / each:.0f}" for part, size in parts.most_common(_PARTS)))
    print(f"packed one by one, with a dictionary:    {packed / each:7.0f} bytes, a look {packed / each + rest:.0f}")
    print(f"the file on a file system that packs:    {share:7.0%}, a look {of_checks / looks * share:.0f}")


if __name__ == "__main__":
    main()
