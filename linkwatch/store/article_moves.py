"""Articles that change their addresses: they stay the same articles, with all that is known of their citations.

A file is renamed, a page redirects for good, and the source has a new article instead of an old one. While the source
is being read nobody knows whether the old one will come yet. So the new one waits; at the end it takes over the row of
an old one that did not come, which it is by its content or by where that one led.
"""

import sqlite3
from datetime import datetime

from linkwatch.store.encoding import time_text

BY_REDIRECT, BY_CONTENT = "redirect", "same-content"

_MISSED = """removed_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM temp.seen WHERE source_id = :source_id AND article_id = a.id AND NOT is_gone)"""

_BY_REDIRECT = f"""
SELECT id, uri FROM articles a WHERE source_id = :source_id AND moved_to = :uri AND {_MISSED} ORDER BY id LIMIT 1
"""  # noqa: S608 - made of constants

_BY_CONTENT = f"""
SELECT id, uri FROM articles a WHERE source_id = :source_id AND content_hash = :hash AND {_MISSED} ORDER BY id LIMIT 1
"""  # noqa: S608 - made of constants


def find_earlier(
    raw: sqlite3.Connection, source_id: int, uri: str, content_hash: str, *, by_content: bool
) -> tuple[int, str, str] | None:
    """Return id, address and BY_… of an article of the source that an unknown one may be, and that was not seen so far.

    None where the address is known.
    """
    values = {"source_id": source_id, "uri": uri, "hash": content_hash}
    if raw.execute("SELECT 1 FROM articles WHERE uri = :uri", values).fetchone():
        return None
    for how, sql in ((BY_REDIRECT, _BY_REDIRECT), (BY_CONTENT, _BY_CONTENT)):
        found = raw.execute(sql, values).fetchone() if how == BY_REDIRECT or by_content else None
        if found is not None:
            return found[0], found[1], how
    return None


def take_over(
    raw: sqlite3.Connection, source_id: int, uri: str, content_hash: str, now: datetime, *, by_content: bool
) -> bool:
    """Give the earlier article its new address, in the caller's transaction; False where there is none."""
    earlier = find_earlier(raw, source_id, uri, content_hash, by_content=by_content)
    if earlier is None:
        return False
    article_id, old_uri, how = earlier
    raw.execute("UPDATE articles SET uri = ?, etag = NULL, last_modified = NULL WHERE id = ?", [uri, article_id])
    sql = "INSERT INTO article_moves (article_id, moved_at, old_uri, new_uri, how) VALUES (?, ?, ?, ?, ?)"
    raw.execute(sql, [article_id, time_text(now), old_uri, uri, how])
    return True
