"""`python -m tests.articles.real_documents [FOLDER...]`: `linkwatch fix` on documents that other people wrote.

Without a folder it takes what the machine has: documentation of the system and of installed packages. Of copies of
them every link is called dead and given an archived copy, and `fix --write` runs twice. It prints for each format how
many links were mended, and which documents changed elsewhere than at their targets, lack a new target when they are
read again, or are changed by the second run. The exit code is 1 if there are any.
"""

import json
import sqlite3
import sys
import sysconfig
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from linkwatch.articles.extract import extract
from linkwatch.errors import InputError
from linkwatch.model import Article, Document, TargetKind
from tests.programs import run_program

LONGEST = 3600.0  # seconds
SUFFIXES = (".md", ".rst", ".html", ".adoc", ".tex", ".bib", ".ipynb", ".org")
FOLDERS = (
    Path("/usr/share/doc"),
    Path("/usr/share"),
    Path("/usr/lib"),
    Path("/usr/local"),
    Path("/opt"),
    Path("/root"),
)
MOST = 40  # of a format
LARGEST = 1_000_000  # bytes
ARCHIVE = "https://archive.example/web/20150609120000/"
COPIED = f"""
INSERT INTO snapshots (link_id, archive, timestamp, url, original_url, grade, purpose, found_at)
SELECT id, 'wayback', '20150609120000', '{ARCHIVE}' || url, url, 'fits', 'replacement', '2026-01-01T00:00:00Z'
FROM links WHERE url LIKE 'http%'
"""
DEAD = """
UPDATE links SET status = 'dead', reason = 'http-404', snapshot_reason = NULL,
  snapshot_id = (SELECT id FROM snapshots WHERE link_id = links.id)
WHERE url LIKE 'http%'
"""


@dataclass
class Result:
    """documents, mended, left: by suffix; left are links that stay as they are, with the reason. wrong: in words."""

    documents: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)
    left: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        for suffix, count in sorted(self.documents.items()):
            yield f"{suffix[1:]}: {count} documents, {self.mended[suffix]} links mended"
            for (_, problem), links in sorted(self.left.items()):
                if _ == suffix:
                    yield f"  {links} left: {problem}"
        yield f"{sum(self.documents.values())} documents, {len(self.wrong)} wrong"
        yield from self.wrong


def read(path: Path) -> Article | None:
    """Read a file, None where it is no article or not read whole."""
    try:
        article = extract(Document(str(path), path.read_bytes(), path.as_uri()))
    except (InputError, OSError):
        return None
    return article if article.left_out is None else None


def chosen(folders: Sequence[Path], most: int = MOST) -> list[Path]:
    """Return files with links to the web, `most` of a format, of as many folders as there are."""
    found: dict[str, dict[Path, list[Path]]] = defaultdict(lambda: defaultdict(list))
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in SUFFIXES and not path.is_symlink() and path.is_file() and path.stat().st_size < LARGEST:
                found[path.suffix][path.parent].append(path)
    return [path for by_folder in found.values() for path in _with_links(_in_turn(by_folder.values()), most)]


def _in_turn(lists: Iterable[list[Path]]) -> Iterator[Path]:
    """Yield the first of each list, then the second of each."""
    for paths in zip_longest(*lists):
        yield from filter(None, paths)


def _with_links(paths: Iterable[Path], most: int) -> Iterator[Path]:
    count = 0
    for path in paths:
        article = read(path)
        if article is not None and any(citation.target.kind is TargetKind.WEB for citation in article.citations):
            yield path
            count += 1
            if count >= most:
                return


def run(*words: str, folder: Path) -> str:
    done = run_program(*words, cwd=folder, text=True, timeout=LONGEST)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise RuntimeError(f"{' '.join(words[:4])}: {done.stderr[-2000:]}")
    return done.stdout


def fix(folder: Path) -> list[dict[str, Any]]:
    words = ("fix", "documents", "--db", "x.db", "--no-archive", "--no-config", "--write")
    rows: list[dict[str, Any]] = json.loads(run(*words, "--format", "json", folder=folder))
    return rows


def gaps(body: bytes, article: Article) -> list[bytes]:
    """Return what stands between the targets of a document."""
    spans = sorted({citation.span for citation in article.citations if citation.span is not None})
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(body)]
    return [body[first:last] for first, last in zip(ends, starts, strict=True)]


def _differ(before: bytes, after: bytes) -> bool:
    """Tell whether more than the brackets or quotes differ in which an address may have to stand."""
    return before != after and before.strip(b"<>\"'") != after.strip(b"<>\"'")


def changed_elsewhere(before: bytes, after: bytes, old: Article, new: Article) -> bool:
    first, second = gaps(before, old), gaps(after, new)
    return len(first) != len(second) or any(map(_differ, first, second))


def fix_twice(paths: Sequence[Path], folder: Path) -> Result:
    """Mend copies of files in a folder; see above."""
    result = Result()
    copies = folder / "documents"
    copies.mkdir()
    before: dict[str, tuple[Path, bytes, Article]] = {}
    for number, path in enumerate(paths):
        copy = copies / f"{number:04}{path.suffix}"
        copy.write_bytes(path.read_bytes())
        article = read(copy)
        assert article is not None
        before[f"documents/{copy.name}"] = (path, copy.read_bytes(), article)
        result.documents[path.suffix] += 1
    words = ("audit", "documents", "--db", "x.db", "--exclude", ".", "--no-archive", "--no-config")
    run(*words, "--quiet", folder=folder)
    with closing(sqlite3.connect(folder / "x.db")) as raw, raw:
        raw.execute(COPIED)
        raw.execute(DEAD)
    done: Counter[str] = Counter()
    for row in fix(folder):
        suffix = Path(row["article"]).suffix
        done[row["article"]] += row["done"]
        result.mended[suffix] += row["done"]
        if row["problem"] is not None:
            result.left[suffix, row["problem"]] += 1
    written = {name: (folder / name).read_bytes() for name in before}
    fix(folder)
    for name, (path, body, old) in before.items():
        new = read(folder / name)
        targets = 0 if new is None else sum(one.target.url.startswith(ARCHIVE) for one in new.citations)
        if new is None or targets < done[name]:
            result.wrong.append(f"{path}: {done[name]} links were mended, {targets} new targets are read")
        elif changed_elsewhere(body, written[name], old, new):
            result.wrong.append(f"{path}: changed elsewhere than at its targets")
        if (folder / name).read_bytes() != written[name]:
            result.wrong.append(f"{path}: the second run changes it")
    return result


def main() -> int:
    folders = [Path(word) for word in sys.argv[1:]] or [*FOLDERS, Path(sysconfig.get_path("purelib"))]
    with tempfile.TemporaryDirectory() as folder:
        result = fix_twice(chosen([one for one in folders if one.is_dir()]), Path(folder))
    for line in result.lines():
        sys.stdout.write(line + "\n")
    return 1 if result.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
