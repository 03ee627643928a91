"""Writing what was read: articles, their citations, and the links these share.

User names and passwords in URLs are hidden before anything is stored. A file is known by its absolute path, however
it was named, so that one database may serve several folders; each run keeps the names that it was given. Each
function works inside its caller's transaction.
"""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from linkwatch import __version__
from linkwatch.evidence import Validators
from linkwatch.model import Article, Target, TargetKind, Unreadable
from linkwatch.store.checks import CAN_BE_LOOKED_AT
from linkwatch.store.encoding import FIRST_STATUS, optional_plain, optional_time_text, plain, time_text
from linkwatch.store.values import Recorded
from linkwatch.urls import authority, domain, hostname, redact, redact_href

NOTE_SEEN = "INSERT OR REPLACE INTO temp.seen (source_id, article_id, is_gone) VALUES (?, ?, ?)"

_PUT_ARTICLE = """
INSERT INTO articles (source_id, uri, title, published_at, first_seen_at, last_scanned_at, content_hash, etag,
  last_modified, read_by, last_error)
VALUES (:source_id, :uri, :title, :published_at, :now, :now, :content_hash, :etag, :last_modified, :read_by, :error)
ON CONFLICT (uri) DO UPDATE SET
  source_id = coalesce(excluded.source_id, source_id), title = excluded.title,
  published_at = excluded.published_at, last_scanned_at = excluded.last_scanned_at, last_error = excluded.last_error,
  content_hash = excluded.content_hash, etag = excluded.etag, last_modified = excluded.last_modified,
  read_by = excluded.read_by, removed_at = NULL
RETURNING id
"""

_PUT_UNREADABLE = """
INSERT INTO articles (source_id, uri, first_seen_at, last_error) VALUES (:source_id, :uri, :now, :error)
ON CONFLICT (uri) DO UPDATE SET
  source_id = coalesce(excluded.source_id, source_id), last_error = excluded.last_error
RETURNING id
"""

_PUT_RUN_ARTICLE = """
INSERT INTO run_articles (run_id, article_id, name, citations, error) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (run_id, article_id) DO UPDATE SET citations = excluded.citations, error = excluded.error
"""

_PUT_LINK = """
INSERT INTO links (url, host, domain, authority, status, reason, first_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (url) DO NOTHING
"""

# What is cited now and was not before is due for a daemon, if it can be looked at and is not to be already.
_MAKE_DUE = f"""
UPDATE links AS l SET next_check_at = ?
WHERE id IN (SELECT link_id FROM incoming) AND next_check_at IS NULL AND {CAN_BE_LOOKED_AT}
"""  # noqa: S608 - made of constants

_FIND_LINKS = "UPDATE incoming SET link_id = (SELECT id FROM links WHERE url = incoming.url) WHERE link_id IS NULL"

# A citation is the same as before if it has the same link, href and anchor text, the n-th of its like staying
# the n-th: its line and the sentence around it may change. Those that vanished earlier are taken up again last.
_LIST_PRESENT = """
INSERT INTO present (citation_id, link_id, href, text, nth)
SELECT id, link_id, href, text, row_number() OVER (
  PARTITION BY link_id, href, text ORDER BY removed_at IS NOT NULL, position, id)
FROM citations WHERE article_id = ?
"""

_RECOGNISE = """
UPDATE incoming SET citation_id = (
  SELECT citation_id FROM present AS old
  WHERE old.link_id = incoming.link_id AND old.href = incoming.href AND old.text = incoming.text
    AND old.nth = incoming.nth)
"""

_MARK_REMOVED = """
UPDATE citations SET removed_at = ?
WHERE article_id = ? AND removed_at IS NULL
  AND id NOT IN (SELECT citation_id FROM incoming WHERE citation_id IS NOT NULL)
"""

_TAKE_UP_AGAIN = """
UPDATE citations SET removed_at = NULL
WHERE article_id = ? AND removed_at IS NOT NULL
  AND id IN (SELECT citation_id FROM incoming WHERE citation_id IS NOT NULL)
"""

_FOLLOW_MOVES = """
UPDATE citations SET position = new.position, context = new.context, line = new.line
FROM incoming AS new
WHERE citations.article_id = ? AND new.citation_id = citations.id
  AND (citations.position, citations.context, citations.line) IS NOT (new.position, new.context, new.line)
"""

_ADD_CITATIONS = """
INSERT INTO citations (article_id, link_id, position, href, text, context, line, first_seen_at)
SELECT ?, link_id, position, href, text, context, line, ? FROM incoming WHERE citation_id IS NULL ORDER BY position
"""


def record_article(
    raw: sqlite3.Connection,
    run_id: int | None,
    source_id: int | None,
    article: Article,
    content_hash: str,
    now: datetime,
    validators: Validators | None,
) -> Recorded:
    """Store an article as it now is; see Store.record_article."""
    moment = time_text(now)
    row = {
        "source_id": source_id,
        "uri": identity_of(article.uri),
        "title": optional_plain(article.title),
        "published_at": optional_time_text(article.published_at),
        "content_hash": content_hash,
        "etag": optional_plain(validators.etag if validators else None),
        "last_modified": optional_plain(validators.last_modified if validators else None),
        "read_by": __version__,
        "now": moment,
        "error": optional_plain(article.left_out),
    }
    (article_id,) = raw.execute(_PUT_ARTICLE, row).fetchone()
    _take_in(raw, article)
    _find_links(raw, moment)
    removed, again = 0, 0
    if raw.execute("SELECT 1 FROM citations WHERE article_id = ? LIMIT 1", [article_id]).fetchone():
        raw.execute(_LIST_PRESENT, [article_id])
        raw.execute(_RECOGNISE)
        removed = raw.execute(_MARK_REMOVED, [moment, article_id]).rowcount
        again = raw.execute(_TAKE_UP_AGAIN, [article_id]).rowcount
        raw.execute(_FOLLOW_MOVES, [article_id])
    added = raw.execute(_ADD_CITATIONS, [article_id, moment]).rowcount
    raw.execute(_MAKE_DUE, [moment])
    if run_id is not None:
        raw.execute(_PUT_RUN_ARTICLE, [run_id, article_id, plain(article.uri), len(article.citations), row["error"]])
        raw.execute(
            "INSERT OR IGNORE INTO run_links (run_id, link_id) SELECT DISTINCT ?, link_id FROM incoming", [run_id]
        )
    if source_id is not None:
        raw.execute(NOTE_SEEN, [source_id, article_id, False])
    raw.execute("DELETE FROM incoming")
    raw.execute("DELETE FROM present")
    return Recorded(article_id, len(article.citations), added + again, removed)


def record_unreadable(
    raw: sqlite3.Connection, run_id: int | None, source_id: int | None, unreadable: Unreadable, now: datetime
) -> None:
    """Store that an article could not be read; what it cited before stands."""
    error = plain(unreadable.error)
    row = {"source_id": source_id, "uri": identity_of(unreadable.uri), "now": time_text(now), "error": error}
    (article_id,) = raw.execute(_PUT_UNREADABLE, row).fetchone()
    if run_id is not None:
        raw.execute(_PUT_RUN_ARTICLE, [run_id, article_id, plain(unreadable.uri), 0, error])
    if source_id is not None:
        raw.execute(NOTE_SEEN, [source_id, article_id, unreadable.is_gone])


def add_links(raw: sqlite3.Connection, run_id: int, targets: Iterable[Target], now: datetime) -> None:
    """Make links without an article part of the run."""
    moment = time_text(now)
    for target in targets:
        url = plain(redact(target.url))
        raw.execute(_PUT_LINK, _link_row(url, str(target.kind), moment))
        raw.execute(
            "INSERT OR IGNORE INTO run_links (run_id, link_id) SELECT ?, id FROM links WHERE url = ?", [run_id, url]
        )


def identity_of(uri: str) -> str:
    """Return what tells an article from all others: a file's absolute path; a URL, and "-", as they are."""
    is_path = uri != "-" and not uri.lower().startswith(("http://", "https://"))
    return plain(os.path.abspath(uri) if is_path else uri)  # noqa: PTH100 - Path.absolute() keeps ".."


def _take_in(raw: sqlite3.Connection, article: Article) -> None:
    sql = """INSERT INTO incoming (position, url, kind, href, text, nth, context, line)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
    raw.executemany(sql, _incoming_rows(article))


def _incoming_rows(article: Article) -> Iterator[tuple[str | int | None, ...]]:
    seen = Counter[tuple[str, str, str]]()
    for position, citation in enumerate(article.citations):
        url, href, text = (
            plain(redact(citation.target.url)),
            plain(redact_href(citation.href)),
            plain(redact(citation.text)),
        )
        seen[url, href, text] += 1
        nth = seen[url, href, text]
        yield position, url, str(citation.target.kind), href, text, nth, plain(redact(citation.context)), citation.line


def _find_links(raw: sqlite3.Connection, moment: str) -> None:
    """Give each incoming citation its link, adding the links that are new in the order of the article."""
    raw.execute(_FIND_LINKS)
    unknown = raw.execute(
        "SELECT url, kind, min(position) FROM incoming WHERE link_id IS NULL GROUP BY url ORDER BY min(position)"
    )
    raw.executemany(_PUT_LINK, (_link_row(url, kind, moment) for url, kind, _ in unknown))
    raw.execute(_FIND_LINKS)


def _link_row(url: str, kind: str, moment: str) -> tuple[str | None, ...]:
    status, reason = FIRST_STATUS[TargetKind(kind)]
    host = hostname(url)
    return url, host, domain(host), authority(url), status, reason, moment
