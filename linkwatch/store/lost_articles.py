"""Articles whose rows are lost, made again from what refers to them; else their citations would go with them.

The index of addresses tells which article has which. Where that is damaged too, the address that it last moved to tells
it, or the name that a run was given where that is an address. Where nothing tells it, the article is called by its id,
so that its citations stay; its source takes it for the one it is when the text is read again and is the same.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from linkwatch.store.articles import identity_of
from linkwatch.store.encoding import time_text
from linkwatch.store.lost_ids import columns_of, note_lost, tell_by_index

UNNAMED = "lost:article/{}"

_MOVED_TO = "SELECT new_uri FROM article_moves WHERE article_id = ? ORDER BY id DESC LIMIT 1"
_NAMES = "SELECT name FROM run_articles WHERE article_id = ? AND name <> '' ORDER BY id DESC"
_PUT = """
INSERT INTO articles (id, source_id, uri, title, content_hash, first_seen_at, last_scanned_at, removed_at)
SELECT :id, (SELECT id FROM sources WHERE id = :source_id), :uri, :title, :hash,
  coalesce((SELECT min(moment) FROM (
    SELECT min(first_seen_at) AS moment FROM citations WHERE article_id = :id
    UNION ALL SELECT min(r.started_at) FROM run_articles a JOIN runs r ON r.id = a.run_id WHERE a.article_id = :id
  )), :now),
  (SELECT max(moment) FROM (
    SELECT max(first_seen_at) AS moment FROM citations WHERE article_id = :id
    UNION ALL SELECT max(r.started_at) FROM run_articles a JOIN runs r ON r.id = a.run_id
      WHERE a.article_id = :id AND a.error IS NULL
  )),
  (SELECT iif(count(*) > count(removed_at), NULL, max(removed_at)) FROM citations WHERE article_id = :id)
WHERE true ON CONFLICT (uri) DO NOTHING
"""  # an article that is gone has no citation any more; one that is not is found again by its source


@dataclass(frozen=True, slots=True)
class ArticlesAgain:
    """How many lost articles were made again. unnamed: those of them that nothing tells the address of."""

    made: int
    unnamed: int


def make_articles_again(old: sqlite3.Connection, new: sqlite3.Connection, now: datetime) -> ArticlesAgain:
    """Give each row that refers to a lost article its article again."""
    note_lost(new, "articles", ("uri", "source_id", "content_hash"))
    tell_by_index(old, new, "articles", "sqlite_autoindex_articles_1", ("uri",))
    tell_by_index(old, new, "articles", "articles_content", ("source_id", "content_hash"))
    tell_by_index(old, new, "articles", "articles_source", ("source_id",))
    made = unnamed = 0
    for article_id, uri, source_id, content_hash in new.execute("SELECT * FROM lost ORDER BY id"):
        values = {"id": article_id, "source_id": source_id, "hash": _text(content_hash), "now": time_text(now)}
        names = _names(new, article_id)
        told = [uri, *_moved_to(new, article_id), *map(identity_of, filter(_is_address, names))]
        if any(_put(new, values, one, None) for one in told):
            made += 1
        elif _put(new, values, UNNAMED.format(article_id), next(iter(names), None)):  # all a person may know it by
            made += 1
            unnamed += 1
    return ArticlesAgain(made, unnamed)


def _put(new: sqlite3.Connection, values: Mapping[str, object], uri: object, title: str | None) -> bool:
    return isinstance(uri, str) and uri != "" and new.execute(_PUT, {**values, "uri": uri, "title": title}).rowcount > 0


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None  # a damaged index may tell anything


def _names(new: sqlite3.Connection, article_id: int) -> list[str]:
    """Return what runs were given to read, the latest first."""
    if "name" not in columns_of(new, "run_articles"):
        return []
    return [name for (name,) in new.execute(_NAMES, [article_id])]


def _moved_to(new: sqlite3.Connection, article_id: int) -> list[str]:
    if not columns_of(new, "article_moves"):
        return []
    return [uri for (uri,) in new.execute(_MOVED_TO, [article_id])]


def _is_address(name: str) -> bool:
    """Tell whether a name that a run was given is what its article is known by; a relative path leads from anywhere."""
    return name == "-" or name.lower().startswith(("http://", "https://")) or PurePath(name).is_absolute()
