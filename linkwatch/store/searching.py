"""The indexes of words, for whoever searches: of citations, of links and of articles.

What was released is never edited: a migration changes what it made.
"""

from linkwatch.store.migrating import InChunks, Step

# The words of citations, of links and of articles, as Datasette recognises them: by the double quotation marks.
_INDEXES = {
    "citations_fts": """
CREATE VIRTUAL TABLE citations_fts
-- The words of citations, for searching: rows are those of citations, kept the same by triggers.
USING fts5(text, context, content="citations", content_rowid="id", tokenize='unicode61 remove_diacritics 2')
""",
    "links_fts": """
CREATE VIRTUAL TABLE links_fts
-- The words of addresses and of pages' titles: rows are those of links, kept the same by triggers.
USING fts5(url, title, content="links", content_rowid="id", tokenize='unicode61 remove_diacritics 2')
""",
    "articles_fts": """
CREATE VIRTUAL TABLE articles_fts
-- The words of articles' titles and addresses: rows are those of articles, kept the same by triggers.
USING fts5(title, uri, content="articles", content_rowid="id", tokenize='unicode61 remove_diacritics 2')
""",
}


def _triggers(table: str, added: str, deleted: str, changed: str, *columns: str) -> tuple[str, ...]:
    """Return the triggers that keep an index of words the same as its table. added, deleted, changed: their names."""
    names = ", ".join(columns)
    new, old = (", ".join(f"{row}.{name}" for name in columns) for row in ("new", "old"))
    add = f"INSERT INTO {table}_fts (rowid, {names}) VALUES (new.id, {new});"  # noqa: S608 - names of ours
    drop = f"INSERT INTO {table}_fts ({table}_fts, rowid, {names}) VALUES ('delete', old.id, {old});"  # noqa: S608 - as above
    return (
        f"CREATE TRIGGER {added} AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {deleted} AFTER DELETE ON {table} BEGIN {drop} END",
        f"""CREATE TRIGGER {changed} AFTER UPDATE OF {names} ON {table} WHEN ({old}) IS NOT ({new})
            BEGIN {drop} {add} END""",
    )


SEARCH_STEPS: tuple[Step, ...] = (
    (
        *("DROP TRIGGER citations_added", "DROP TRIGGER citations_deleted", "DROP TRIGGER citations_reworded"),
        *("DROP TABLE citations_fts", *_INDEXES.values()),
    ),
    InChunks(
        "citations",
        """INSERT INTO citations_fts (rowid, text, context)
           SELECT id, text, context FROM citations WHERE id BETWEEN :first AND :last""",
    ),
    InChunks(
        "links",
        """INSERT INTO links_fts (rowid, url, title)
           SELECT id, url, title FROM links WHERE id BETWEEN :first AND :last""",
    ),
    InChunks(
        "articles",
        """INSERT INTO articles_fts (rowid, title, uri)
           SELECT id, title, uri FROM articles WHERE id BETWEEN :first AND :last""",
    ),
    (
        *_triggers(*("citations", "citations_added", "citations_deleted", "citations_reworded"), *("text", "context")),
        *_triggers("links", "links_added", "links_deleted", "links_retitled", "url", "title"),
        *_triggers("articles", "articles_added", "articles_deleted", "articles_retitled", "title", "uri"),
    ),
)
"""What makes the indexes, and drops the one that was there before."""
