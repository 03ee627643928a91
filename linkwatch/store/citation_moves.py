"""Citations that move to another article of their source, as where an article is split or two are joined.

The earlier article keeps its citation, marked as removed, for it makes it no longer. The other's is as old as that one.
"""

import sqlite3

# Moved is what says the same of the same link; how the link is written may depend on where the article is.
_MOVED = """
SELECT min(old.first_seen_at), new.id
FROM temp.reread r
JOIN citations new ON new.article_id = r.article_id AND new.removed_at IS NULL AND new.first_seen_at > :last
JOIN citations old ON old.link_id = new.link_id AND old.article_id <> new.article_id AND old.removed_at > :last
  AND old.text = new.text AND old.context = new.context
JOIN articles a ON a.id = old.article_id AND a.source_id = :source_id
WHERE r.source_id = :source_id GROUP BY new.id
"""


def note_reread(raw: sqlite3.Connection, source_id: int, article_id: int) -> None:
    """Note that an article of a source is new, or was found changed, in this reading of the source."""
    raw.execute("INSERT OR IGNORE INTO temp.reread (source_id, article_id) VALUES (?, ?)", [source_id, article_id])


def follow_moves(raw: sqlite3.Connection, source_id: int) -> None:
    """Make new citations as old as those that other articles lost since the source was read last.

    In the caller's transaction, when all that the source lost is marked.
    """
    read_last = raw.execute("SELECT last_scanned_at FROM sources WHERE id = ?", [source_id]).fetchone()
    if read_last is not None and read_last[0] is not None:  # it may be tracked no more
        moved = raw.execute(_MOVED, {"source_id": source_id, "last": read_last[0]}).fetchall()
        raw.executemany("UPDATE citations SET first_seen_at = ? WHERE id = ?", moved)
    raw.execute("DELETE FROM temp.reread WHERE source_id = ?", [source_id])
