"""How many bytes the evidence of looks takes, and how many it would take otherwise.

    python -m tests.benchmarks.evidence_size FILE [--looks 5000]

FILE: a database with looks, as `tests.benchmarks.big_database` makes. Told are: as it is stored; packed by zlib one
by one, with a dictionary of other looks; as what is new beside the first evidence of the same kind (SQLite's own
json_patch could put it together again); and the whole file as a file system stores it that packs blocks of 128 KB.
"""

import argparse
import json
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

_BLOCK = 128 * 1024
_BLOCKS = 400


def difference(base: Any, other: Any) -> Any:
    """Return the merge patch (RFC 7396) that makes `other` of `base`."""
    if not isinstance(base, dict) or not isinstance(other, dict):
        return other
    patch = {key: None for key in base if key not in other}
    for key, value in other.items():
        if key not in base:
            patch[key] = value
        elif base[key] != value:
            patch[key] = difference(base[key], value)
    return patch


def written(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def kind_of(evidence: dict[str, Any]) -> object:
    first = evidence["first"]
    return first.get("http_status"), first.get("trouble"), "page" in first


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
        sql = "SELECT evidence FROM checks ORDER BY id * 7919 % 100003 LIMIT ?"
        texts = [text for (text,) in raw.execute(sql, [2 * arguments.looks])]
        looks = raw.execute("SELECT count(*) FROM checks").fetchone()[0]
        (of_checks,) = raw.execute("SELECT sum(pgsize) FROM dbstat WHERE name IN ('checks', 'checks_link')").fetchone()
    known, told = texts[: len(texts) // 2], texts[len(texts) // 2 :]
    dictionary = "".join(known)[-32_768:].encode()
    bases: dict[object, dict[str, Any]] = {}
    for text in known:
        bases.setdefault(kind_of(json.loads(text)), json.loads(text))
    plain = packed = patched = 0
    for text in told:
        plain += len(text.encode())
        packer = zlib.compressobj(9, zdict=dictionary)
        packed += len(packer.compress(text.encode()) + packer.flush())
        evidence = json.loads(text)
        patched += written(difference(bases.get(kind_of(evidence), {}), evidence))
    each, rest = len(told), of_checks / looks - plain / len(told)
    share = packed_file(arguments.file)
    print(f"a look in the table, its index included: {of_checks / looks:7.0f} bytes, {rest:.0f} of them not evidence")
    print(f"evidence as it is stored:                {plain / each:7.0f} bytes")
    print(f"packed one by one, with a dictionary:    {packed / each:7.0f} bytes, a look {packed / each + rest:.0f}")
    print(f"what is new beside the first of a kind:  {patched / each:7.0f} bytes, a look {patched / each + rest:.0f}")
    print(f"the file on a file system that packs:    {share:7.0%}, a look {of_checks / looks * share:.0f}")


if __name__ == "__main__":
    main()
