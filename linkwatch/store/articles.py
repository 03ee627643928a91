"""What was read: articles, their citations, and the links these share.

User names and passwords in URLs are hidden before anything is stored. A file is known by its absolute path, however
it was named, so that one database may serve several folders; each run keeps the names that it was given.
"""

import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime

from linkwatch import __version__
from linkwatch.evidence import Validators
from linkwatch.model import FIRST_STATUS, IGNORED, Article, Status, TargetKind, Unreadable
from linkwatch.store.article_moves import find_earlier, take_over
from linkwatch.store.citation_moves import note_reread
from linkwatch.store.encoding import optional_plain, optional_time_text, plain, text_time, time_text
from linkwatch.store.links import ADD_CHANGE, CAN_BE_LOOKED_AT, OWN_REASON, OWN_STATUS, PUT_LINK, PUT_OWN, link_row
from linkwatch.store.part import Part
from linkwatch.store.recognising import recognise
from linkwatch.store.values import Reading
from linkwatch.urls import redact, redact_href

_NOTE_SEEN = "INSERT OR REPLACE INTO temp.seen (source_id, article_id, is_gone) VALUES (?, ?, ?)"

_PUT_ARTICLE = """
INSERT INTO articles (source_id, uri, title, published_at, first_seen_at, last_scanned_at, content_hash, etag,
  last_modified, read_by, last_error, moved_to)
VALUES (:source_id, :uri, :title, :published_at, :now, :now, :content_hash, :etag, :last_modified, :read_by, :error,
  :moved_to)
ON CONFLICT (uri) DO UPDATE SET
  source_id = coalesce(excluded.source_id, source_id), title = excluded.title,
  published_at = excluded.published_at, last_scanned_at = excluded.last_scanned_at, last_error = excluded.last_error,
  content_hash = excluded.content_hash, etag = excluded.etag, last_modified = excluded.last_modified,
  read_by = excluded.read_by, moved_to = excluded.moved_to, removed_at = NULL
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

# What is cited now and was not before is due for a daemon, if it can be looked at and is not to be already.
_MAKE_DUE = f"""
UPDATE links AS l SET next_check_at = ?
WHERE id IN (SELECT link_id FROM incoming) AND next_check_at IS NULL AND {CAN_BE_LOOKED_AT}
"""  # noqa: S608 - made of constants

_ADD_RUN_LINKS = "INSERT OR IGNORE INTO run_links (run_id, link_id) SELECT DISTINCT ?, link_id FROM incoming"

_FIND_LINKS = "UPDATE incoming SET link_id = (SELECT id FROM links WHERE url = incoming.url) WHERE link_id IS NULL"

_MARK_REMOVED = """
UPDATE citations SET removed_at = ?
WHERE article_id = ? AND removed_at IS NULL
  AND id NOT IN (SELECT citation_id FROM incoming WHERE citation_id IS NOT NULL)
"""

_BRING_BACK = """
UPDATE citations SET removed_at = NULL
WHERE article_id = ? AND removed_at IS NOT NULL
  AND id IN (SELECT citation_id FROM incoming WHERE citation_id IS NOT NULL)
"""

_FOLLOW_MOVES = """
UPDATE citations SET position = new.position, context = new.context, line = new.line, fragment = new.fragment,
  fragment_found = iif(new.is_own, new.fragment_found, citations.fragment_found),
  is_own = new.is_own, is_ignored = new.is_ignored, place = new.place, cited_at = new.cited_at,
  kind = new.of_kind, part = new.part
FROM incoming AS new
WHERE citations.article_id = ? AND new.citation_id = citations.id
  AND (citations.position, citations.context, citations.line, citations.fragment, citations.is_own,
       citations.is_ignored, citations.place, citations.cited_at, citations.kind, citations.part)
    IS NOT (new.position, new.context, new.line, new.fragment, new.is_own, new.is_ignored, new.place, new.cited_at,
       new.of_kind, new.part)
"""

_ADD_CITATIONS = """
INSERT INTO citations (article_id, link_id, position, href, text, context, line, fragment, fragment_found, is_own,
  is_ignored, place, cited_at, kind, part, first_seen_at)
SELECT ?, link_id, position, href, text, context, line, fragment, fragment_found, is_own, is_ignored, place, cited_at,
  of_kind, part, ?
FROM incoming WHERE citation_id IS NULL ORDER BY position
"""

# A link is left out where everyone who cites it says so.
_LEFT_OUT = f"""
SELECT l.id, {OWN_STATUS} FROM links l
WHERE l.id IN (SELECT link_id FROM incoming WHERE is_ignored)
  AND NOT ({OWN_STATUS} = 'skipped' AND {OWN_REASON} IS '{IGNORED}')
  AND NOT EXISTS (SELECT 1 FROM citations WHERE link_id = l.id AND removed_at IS NULL AND NOT is_ignored)
"""  # noqa: S608 - made of constants

_NO_LONGER_LEFT_OUT = f"""
SELECT l.id, i.kind FROM links l JOIN incoming i ON i.link_id = l.id AND NOT i.is_ignored
WHERE {OWN_STATUS} = 'skipped' AND {OWN_REASON} = '{IGNORED}' GROUP BY l.id
"""  # noqa: S608 - made of constants

_SET_LEFT_OUT = f"UPDATE links SET {PUT_OWN}, next_check_at = NULL WHERE id = :link_id"  # noqa: S608 - made of constants

_READING = """
SELECT etag, last_modified, last_scanned_at, first_seen_at FROM articles
WHERE uri = ? AND source_id = ? AND read_by = ? AND removed_at IS NULL AND last_error IS NULL
"""

_TOUCH = """
UPDATE articles SET last_scanned_at = :now
WHERE uri = :uri AND source_id = :source_id AND read_by = :version AND removed_at IS NULL AND last_error IS NULL
  AND (:hash IS NULL OR content_hash = :hash)
RETURNING id
"""

_SEEN = """
INSERT OR REPLACE INTO temp.seen (source_id, article_id)
SELECT source_id, id FROM articles WHERE uri = ? AND source_id = ? AND removed_at IS NULL
"""

_MARK_ARTICLES = """
UPDATE articles SET removed_at = :now WHERE source_id = :source_id AND removed_at IS NULL
  AND (:all OR id IN (SELECT article_id FROM temp.seen WHERE source_id = :source_id AND is_gone)
    OR :unseen AND id NOT IN (SELECT article_id FROM temp.seen WHERE source_id = :source_id))
RETURNING id
"""

_MARK_CITATIONS = "UPDATE citations SET removed_at = ? WHERE article_id = ? AND removed_at IS NULL"


class Articles(Part):
    """Has the tables articles, citations and run_articles, and adds to links what was met for the first time."""

    def record(
        self,
        run_id: int | None,
        source_id: int | None,
        article: Article,
        content_hash: str,
        now: datetime,
        validators: Validators | None = None,
        moved_to: str | None = None,
        wanted: str = "",
    ) -> None:
        """Store an article as it now is, and make its links part of the run, if there is one.

        moved_to: where its page leads for good, None if nowhere else. wanted: the name of what was asked for.

        Citations it no longer has are marked as removed, never deleted. A new link starts as `unchecked`, as
        `invalid` (placeholder, malformed, template) or as `skipped` (unsupported-scheme, unknown-root, ignored).
        """
        moment = time_text(now)
        row = {
            "source_id": source_id,
            "uri": identity_of(article.uri),
            "title": optional_plain(article.title),
            "published_at": optional_time_text(article.published_at),
            "content_hash": content_hash,
            "etag": optional_plain(validators.etag if validators else None),
            "last_modified": optional_plain(validators.last_modified if validators else None),
            "read_by": _reading(wanted),
            "now": moment,
            "error": optional_plain(article.left_out),
            "moved_to": optional_plain(moved_to),
        }
        with self._connection.writing() as raw:
            (article_id,) = raw.execute(_PUT_ARTICLE, row).fetchone()
            _take_in(raw, article)
            _find_links(raw, moment)
            if recognise(raw, article_id):
                raw.execute(_MARK_REMOVED, [moment, article_id])
                raw.execute(_BRING_BACK, [article_id])
                raw.execute(_FOLLOW_MOVES, [article_id])
            raw.execute(_ADD_CITATIONS, [article_id, moment])
            _heed_marks(raw, moment)
            raw.execute(_MAKE_DUE, [moment])
            if run_id is not None:
                cited = len(article.citations)
                raw.execute(_PUT_RUN_ARTICLE, [run_id, article_id, plain(article.uri), cited, row["error"]])
                raw.execute(_ADD_RUN_LINKS, [run_id])
            if source_id is not None:
                raw.execute(_NOTE_SEEN, [source_id, article_id, False])
                note_reread(raw, source_id, article_id)
            raw.execute("DELETE FROM incoming")

    def record_unreadable(
        self, run_id: int | None, source_id: int | None, unreadable: Unreadable, now: datetime
    ) -> None:
        """Store that an article could not be read. What it cited before stands, but is not part of the run."""
        error = plain(unreadable.error)
        row = {"source_id": source_id, "uri": identity_of(unreadable.uri), "now": time_text(now), "error": error}
        with self._connection.writing() as raw:
            (article_id,) = raw.execute(_PUT_UNREADABLE, row).fetchone()
            if run_id is not None:
                raw.execute(_PUT_RUN_ARTICLE, [run_id, article_id, plain(unreadable.uri), 0, error])
            if source_id is not None:
                raw.execute(_NOTE_SEEN, [source_id, article_id, unreadable.is_gone])

    def is_there(self, source_id: int, uri: str) -> bool:
        """Tell whether a source has an article that is not marked as removed."""
        sql = "SELECT 1 FROM articles WHERE uri = ? AND source_id = ? AND removed_at IS NULL"
        with self._connection.reading() as raw:
            return raw.execute(sql, [identity_of(uri), source_id]).fetchone() is not None

    def last_reading(self, source_id: int, uri: str, wanted: str = "") -> Reading | None:
        """Return how a source's article was read last; None if it is to be read whole, whatever its server says.

        wanted: see record.
        """
        with self._connection.reading() as raw:
            row = raw.execute(_READING, [identity_of(uri), source_id, _reading(wanted)]).fetchone()
        if row is None:
            return None
        etag, last_modified, read_at, first_seen_at = row
        return Reading(etag, last_modified, text_time(read_at), text_time(first_seen_at))

    def may_have_moved(self, source_id: int, uri: str, content_hash: str) -> bool:
        """Tell whether an unknown article may be one of the source's that was not seen so far in this reading."""
        with self._connection.reading() as raw:
            return find_earlier(raw, source_id, identity_of(uri), content_hash, by_content=True) is not None

    def take_over(self, source_id: int, uri: str, content_hash: str, now: datetime, *, by_content: bool) -> bool:
        """Let an unknown article be one of the source's that was not seen in this reading; False if it is none.

        by_content: all that the source has was seen, so that one of the same content is no other.
        """
        with self._connection.writing() as raw:
            return take_over(raw, source_id, identity_of(uri), content_hash, now, by_content=by_content)

    def was_read(self, uri: str) -> bool:
        """Tell whether an article could ever be read, whether or not it is still there."""
        with self._connection.reading() as raw:
            sql = "SELECT 1 FROM articles WHERE uri = ? AND content_hash IS NOT NULL"
            return raw.execute(sql, [identity_of(uri)]).fetchone() is not None

    def note_unchanged(
        self, source_id: int, uri: str, content_hash: str | None, now: datetime, wanted: str = ""
    ) -> bool:
        """Note that an article was asked for and is as it was read last; False if it is to be read again.

        content_hash: of what was found; None if its server said that nothing changed. wanted: see record.
        """
        row = {
            "uri": identity_of(uri),
            "source_id": source_id,
            "hash": content_hash,
            "now": time_text(now),
            "version": _reading(wanted),
        }
        with self._connection.writing() as raw:
            found = raw.execute(_TOUCH, row).fetchone()
            if found is not None:
                raw.execute(_NOTE_SEEN, [source_id, found[0], False])
        return found is not None

    def note_seen(self, source_id: int, uri: str) -> None:
        """Note that a source has an article, whenever that was read."""
        with self._connection.reading() as raw:  # nothing but a table of this connection's own is written
            raw.execute(_SEEN, [identity_of(uri), source_id])


def _reading(wanted: str) -> str:
    """Say what read an article: another linkwatch, or one that is asked for something else, reads it anew."""
    return f"{__version__} {wanted}".rstrip()


def mark_removed(
    raw: sqlite3.Connection, source_id: int, now: datetime, *, everything: bool = False, unseen: bool = False
) -> int:
    """Mark a source's articles and their citations as removed, and return how many; in the caller's transaction.

    Those are the ones that are gone for good. unseen: and those that this process has not seen in the source since
    the last call. everything: all of them.
    """
    values = {"source_id": source_id, "now": time_text(now), "all": everything, "unseen": unseen}
    removed = raw.execute(_MARK_ARTICLES, values).fetchall()
    raw.executemany(_MARK_CITATIONS, [(time_text(now), article_id) for (article_id,) in removed])
    raw.execute("DELETE FROM temp.seen WHERE source_id = ?", [source_id])
    return len(removed)


def identity_of(uri: str) -> str:
    """Return what tells an article from all others: a file's absolute path; a URL, and "-", as they are."""
    is_path = uri != "-" and not uri.lower().startswith(("http://", "https://"))
    return plain(os.path.abspath(uri) if is_path else uri)  # noqa: PTH100 - Path.absolute() keeps ".."


def _take_in(raw: sqlite3.Connection, article: Article) -> None:
    sql = """INSERT INTO incoming (position, url, kind, href, text, context, line,
               fragment, fragment_found, is_own, is_ignored, place, cited_at, of_kind, part)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    raw.executemany(sql, _incoming_rows(article))


def _incoming_rows(article: Article) -> Iterator[tuple[str | int | bool | None, ...]]:
    for position, citation in enumerate(article.citations):
        url, href, text = (
            plain(redact(citation.target.url)),
            plain(redact_href(citation.href)),
            plain(redact(citation.text)),
        )
        place = plain(redact(citation.context)), citation.line, optional_plain(citation.fragment)
        found = False if citation.is_own else None
        flags = found, citation.is_own, citation.is_ignored
        kind = TargetKind.IGNORED if citation.is_ignored else citation.target.kind
        said = (
            optional_plain(citation.place),
            optional_time_text(citation.cited_at),
            str(citation.kind),
            str(citation.part),
        )
        yield position, url, str(kind), href, text, *place, *flags, *said


def _heed_marks(raw: sqlite3.Connection, moment: str) -> None:
    """Leave out the links that nobody wants to be looked at, and take in again those that somebody wants to be."""
    left_out = [(link_id, old, Status.SKIPPED, IGNORED) for link_id, old in raw.execute(_LEFT_OUT)]
    back = [
        (link_id, Status.SKIPPED, *FIRST_STATUS[TargetKind(kind)]) for link_id, kind in raw.execute(_NO_LONGER_LEFT_OUT)
    ]
    for link_id, old, new, reason in [*left_out, *back]:
        raw.execute(_SET_LEFT_OUT, {"link_id": link_id, "status": str(new), "reason": reason})
        if old != new:
            raw.execute(ADD_CHANGE, [link_id, moment, str(old), str(new), reason, None])


def _find_links(raw: sqlite3.Connection, moment: str) -> None:
    """Give each incoming citation its link, adding the links that are new in the order of the article."""
    raw.execute(_FIND_LINKS)
    unknown = raw.execute(
        "SELECT url, kind, min(position) FROM incoming WHERE link_id IS NULL GROUP BY url ORDER BY min(position)"
    )
    raw.executemany(PUT_LINK, (link_row(url, kind, moment) for url, kind, _ in unknown))
    raw.execute(_FIND_LINKS)
