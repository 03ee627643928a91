"""The tables and their indexes. A statement that was released is never edited: a migration changes what it made.

The comments inside the statements stay in the database, for whoever opens it with another tool.
"""

SOURCES = """
CREATE TABLE sources (
  -- Where articles come from.
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,               -- page, files, feed, sitemap, urls
  location TEXT NOT NULL,           -- URL, path or glob
  options TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(options)),  -- JSON object
  added_at TEXT NOT NULL,           -- all times: UTC, 2026-11-22T08:00:00Z
  last_scanned_at TEXT,
  last_error TEXT,                  -- why the last scan failed, NULL if it did not
  UNIQUE (kind, location)
) STRICT
"""

ARTICLES = """
CREATE TABLE articles (
  -- Documents whose citations are looked after.
  id INTEGER PRIMARY KEY,
  source_id INTEGER REFERENCES sources(id) ON DELETE SET NULL,
  uri TEXT NOT NULL UNIQUE,         -- URL, a file's absolute path, or - for standard input
  title TEXT,
  published_at TEXT,                -- when its author says it appeared
  first_seen_at TEXT NOT NULL,
  last_scanned_at TEXT,             -- when it was last read, NULL if it never could be
  last_error TEXT,                  -- why it could not be read last time, NULL if it could
  content_hash TEXT,                -- of what was read last
  removed_at TEXT                   -- when its source no longer had it, NULL if it has it
) STRICT
"""

LINKS = """
CREATE TABLE links (
  -- URLs, each looked at once however often it is cited.
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  host TEXT NOT NULL,               -- empty where there is none (a local file, a placeholder)
  domain TEXT NOT NULL,             -- the registrable part of host: bbc.co.uk of news.bbc.co.uk
  authority TEXT NOT NULL,          -- whom a request goes to: host, or host:port for an unusual port
  status TEXT NOT NULL DEFAULT 'unchecked' CHECK (status IN (
    'unchecked', 'alive', 'redirected', 'changed', 'blocked', 'failing', 'dead', 'invalid', 'skipped')),
  reason TEXT,                      -- a word such as http-404, soft-404, dns-nxdomain
  http_status INTEGER,              -- of the last look
  final_url TEXT,                   -- where the last look ended
  title TEXT,                       -- of the page, when it last answered well
  first_seen_at TEXT NOT NULL,
  last_checked_at TEXT,
  last_alive_at TEXT,               -- last look that found it alive, redirected or changed
  failing_since TEXT,               -- first of the latest unbroken row of failed looks
  consecutive_failures INTEGER NOT NULL DEFAULT 0,
  next_check_at TEXT,               -- NULL: no look is due
  snapshot_id INTEGER REFERENCES snapshots(id),  -- archived copy to use instead
  snapshot_reason TEXT,             -- why there is none: no-snapshot, archive-unavailable, archive-excluded
  snapshot_checked_at TEXT          -- when the archives were last asked
) STRICT
"""

CITATIONS = """
CREATE TABLE citations (
  -- One hyperlink at one place in an article.
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles(id),
  link_id INTEGER NOT NULL REFERENCES links(id),
  position INTEGER NOT NULL,        -- its place among the article's citations, from 0
  href TEXT NOT NULL,               -- as written
  text TEXT NOT NULL,               -- anchor text
  context TEXT NOT NULL,            -- the sentence around it
  line INTEGER,                     -- from 1, NULL where there are no lines
  first_seen_at TEXT NOT NULL,
  removed_at TEXT                   -- when the article no longer had it, NULL if it has it
) STRICT
"""

CHECKS = """
CREATE TABLE checks (
  -- Every look at a link. Rows are added; of old ones the daemon keeps fewer, and how they differ (see the view looks).
  id INTEGER PRIMARY KEY,
  link_id INTEGER NOT NULL REFERENCES links(id),
  checked_at TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN (
    'alive', 'redirected', 'changed', 'blocked', 'failing', 'dead', 'invalid', 'skipped')),
  reason TEXT,
  http_status INTEGER,
  final_url TEXT,
  elapsed_ms INTEGER NOT NULL,
  evidence TEXT NOT NULL CHECK (json_valid(evidence))  -- JSON: the facts the status follows from
) STRICT
"""

STATUS_HISTORY = """
CREATE TABLE status_history (
  -- Every change of a link's status. Rows are only ever added.
  id INTEGER PRIMARY KEY,
  link_id INTEGER NOT NULL REFERENCES links(id),
  changed_at TEXT NOT NULL,
  old_status TEXT NOT NULL,
  new_status TEXT NOT NULL,
  reason TEXT,
  check_id INTEGER REFERENCES checks(id) ON DELETE SET NULL  -- NULL: not due to a look (an exclusion, say)
) STRICT
"""

SNAPSHOTS = """
CREATE TABLE snapshots (
  -- Archived copies of links.
  id INTEGER PRIMARY KEY,
  link_id INTEGER NOT NULL REFERENCES links(id),
  archive TEXT NOT NULL,            -- wayback, …
  timestamp TEXT NOT NULL CHECK (length(timestamp) = 14),  -- of the capture, UTC, 20261122080000
  url TEXT NOT NULL,                -- where a reader opens it
  original_url TEXT NOT NULL,       -- what was captured
  purpose TEXT NOT NULL,            -- why it was recorded
  found_at TEXT NOT NULL,
  UNIQUE (link_id, archive, timestamp)
) STRICT
"""

RUNS = """
CREATE TABLE runs (
  -- One audit, check or round of the daemon.
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,               -- audit, check, …
  version TEXT NOT NULL,            -- of linkwatch
  started_at TEXT NOT NULL,
  finished_at TEXT,                 -- NULL: still running, or cut off
  complete INTEGER CHECK (complete IN (0, 1)),  -- whether everything planned was done
  cited_at TEXT                     -- date that links were compared with, NULL: their articles' dates
) STRICT
"""

RUN_ARTICLES = """
CREATE TABLE run_articles (
  -- What a run read.
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  article_id INTEGER NOT NULL REFERENCES articles(id),
  citations INTEGER NOT NULL,       -- how many it found
  error TEXT,                       -- why the article could not be read, NULL if it could
  UNIQUE (run_id, article_id)
) STRICT
"""

RUN_LINKS = """
CREATE TABLE run_links (
  -- The links a run is about, and how far it has come with them.
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  link_id INTEGER NOT NULL REFERENCES links(id),
  authority TEXT,                   -- the link's, once it is planned
  pending INTEGER NOT NULL DEFAULT 0 CHECK (pending IN (0, 1)),  -- 1: planned, not yet looked at
  check_id INTEGER REFERENCES checks(id) ON DELETE SET NULL,     -- the look this run had
  PRIMARY KEY (run_id, link_id)
) STRICT, WITHOUT ROWID
"""

RUN_HOSTS = """
CREATE TABLE run_hosts (
  -- The hosts a run asks: its queue, longest first.
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,        -- its place in the queue, from 1
  authority TEXT NOT NULL,
  links INTEGER NOT NULL,           -- how many of them were planned
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID
"""

SAVES = """
CREATE TABLE saves (
  -- Every attempt to have a page archived, and how it ended. The row stands before the archive is asked.
  id INTEGER PRIMARY KEY,
  link_id INTEGER NOT NULL REFERENCES links(id),
  archive TEXT NOT NULL,            -- wayback, or local for a WARC file of one's own
  requested_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN (
    'intended',                     -- nothing was sent yet
    'sending',                      -- being sent: if nobody does any more, it is not known whether it arrived
    'submitted',                    -- the archive works on it, see job_id
    'saved',                        -- done: snapshot_id
    'archived',                     -- needless, there is a young enough capture: snapshot_id
    'refused',                      -- the archive will never save it, see status_ext
    'postponed',                    -- it did not work this time: may be tried again from next_try_at on
    'uncertain')),                  -- perhaps saved: the archive's index is asked from next_try_at on
  job_id TEXT,                      -- the archive's name of the attempt
  status_ext TEXT,                  -- the archive's word for what went wrong, without "error:"
  message TEXT,                     -- what went wrong, for people
  finished_at TEXT,                 -- NULL: not ended, or nobody knows how
  next_try_at TEXT,
  snapshot_id INTEGER REFERENCES snapshots(id)
) STRICT
"""

MARKS = """
CREATE TABLE marks (
  -- What people say of links: it stands above what is seen of them. Rows are only ever added.
  id INTEGER PRIMARY KEY,
  link_id INTEGER NOT NULL REFERENCES links(id),
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,            -- the name that the machine knows the person by
  status TEXT CHECK (status <> 'unchecked'),  -- what the link is said to be, NULL: an earlier word is taken back
  note TEXT,                        -- why
  until TEXT                        -- when the word ends by itself, NULL: when it is taken back
) STRICT
"""

INBOX = """
CREATE TABLE inbox (
  -- What people asked for on the pages of `linkwatch browse`, and what came of it. Rows are only ever added.
  id INTEGER PRIMARY KEY,
  asked_at TEXT NOT NULL,
  actor TEXT NOT NULL,              -- who asked
  action TEXT NOT NULL CHECK (action IN ('recheck', 'archive', 'mark', 'exclude', 'include', 'add-source')),
  target TEXT NOT NULL,             -- the URL of a link, a host, or the URL of a source
  arguments TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(arguments)),  -- JSON object: note, status, until, name
  state TEXT NOT NULL DEFAULT 'asked' CHECK (state IN (
    'asked',                        -- nobody has begun it
    'begun',                        -- under way: if nobody works on it any more, it is begun again
    'done',
    'refused',                      -- it cannot be done, see result
    'failed')),                     -- it could not be done this time, see result
  done_at TEXT,
  result TEXT                       -- what came of it, for people
) STRICT
"""

EXCLUSIONS = """
CREATE TABLE exclusions (
  -- What people excluded on the pages of `linkwatch browse`, besides what the settings exclude.
  id INTEGER PRIMARY KEY,
  scope TEXT NOT NULL CHECK (scope IN ('url', 'host')),
  value TEXT NOT NULL,              -- the URL of a link, or a host
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  note TEXT,                        -- why
  ended_at TEXT,                    -- NULL: it holds
  ended_by TEXT
) STRICT
"""

INDEXES = (
    "CREATE INDEX articles_source ON articles(source_id)",
    "CREATE INDEX links_host_status ON links(host, status)",
    "CREATE INDEX links_domain ON links(domain)",
    "CREATE INDEX links_status ON links(status)",
    "CREATE INDEX links_due ON links(next_check_at, authority) WHERE next_check_at IS NOT NULL",
    "CREATE INDEX citations_article ON citations(article_id)",
    "CREATE INDEX citations_link ON citations(link_id, article_id)",
    "CREATE INDEX checks_link ON checks(link_id)",
    "CREATE INDEX status_history_link ON status_history(link_id)",
    "CREATE INDEX status_history_changed ON status_history(changed_at)",
    "CREATE INDEX status_history_check ON status_history(check_id)",
    "CREATE INDEX run_links_check ON run_links(check_id) WHERE check_id IS NOT NULL",
    "CREATE INDEX run_links_pending ON run_links(run_id, authority, link_id) WHERE pending",
)

SOURCE_PAGES = """
CREATE TABLE source_pages (
  -- Feeds and sitemaps as they were read last: asked conditionally, they need not be sent again.
  source_id INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,               -- as the server wrote it
  media_type TEXT,
  charset TEXT,
  body BLOB NOT NULL,               -- compressed by zlib
  read_at TEXT NOT NULL,
  PRIMARY KEY (source_id, url)
) STRICT, WITHOUT ROWID
"""

CRAWLED_PAGES = """
CREATE TABLE crawled_pages (
  -- Where the pages of a website that is followed link by link led: asked conditionally, they need not be sent again.
  source_id INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,               -- as the server wrote it
  leads TEXT NOT NULL CHECK (json_valid(leads)),  -- JSON: its own address, its links, the digest of its body
  PRIMARY KEY (source_id, url)
) STRICT, WITHOUT ROWID
"""

BASELINES = """
CREATE TABLE baselines (
  -- What each link's page said when it was cited, as far as that is known: what its drift is measured against.
  link_id INTEGER PRIMARY KEY REFERENCES links(id),
  origin TEXT NOT NULL CHECK (origin IN ('look', 'snapshot')),  -- the first good look, or an archived copy
  made_at TEXT NOT NULL,            -- of the look or the capture
  likeness TEXT NOT NULL CHECK (json_valid(likeness))  -- JSON: title, size and a sketch of the text
) STRICT
"""

OUTBOX = """
CREATE TABLE outbox (
  -- Messages, written down before they are sent.
  id INTEGER PRIMARY KEY,
  created_at TEXT NOT NULL,
  target TEXT NOT NULL,             -- a digest of the address: addresses hold secrets, and stay in the settings
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  next_try_at TEXT,                 -- NULL: sent, or given up
  sent_at TEXT,
  last_error TEXT
) STRICT
"""

PROGRESS = """
CREATE TABLE progress (
  -- How far the daemon's jobs have come through the history: one row a job.
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""

STATUS_COUNTS = """
CREATE TABLE status_counts (
  -- How many links had each status on a day: rot over time.
  day TEXT NOT NULL,                -- 2026-11-22
  status TEXT NOT NULL,
  links INTEGER NOT NULL,
  PRIMARY KEY (day, status)
) STRICT, WITHOUT ROWID
"""

REGISTRATIONS = """
CREATE TABLE registrations (
  -- How long the domains of pages are registered, where the settings allow to ask.
  domain TEXT NOT NULL PRIMARY KEY, -- as its registry knows it
  asked_at TEXT NOT NULL,
  told_at TEXT,                     -- when the registry last said something of it; NULL: never
  expires_at TEXT,
  state TEXT                        -- redemption or pending-delete, NULL where it goes on
) STRICT, WITHOUT ROWID
"""

PAUSES = """
CREATE TABLE pauses (
  -- Whom to leave alone until when, because they asked for it.
  scope TEXT NOT NULL CHECK (scope IN ('host', 'archive')),
  name TEXT NOT NULL,               -- host, or host:port for an unusual port
  began_at TEXT NOT NULL,
  until TEXT NOT NULL,
  reason TEXT NOT NULL,             -- in words
  PRIMARY KEY (scope, name)
) STRICT, WITHOUT ROWID
"""

ARCHIVE_TURNS = """
CREATE TABLE archive_turns (
  -- When archives were asked lately: all processes together keep to their limits.
  id INTEGER PRIMARY KEY,
  archive TEXT NOT NULL,            -- host, or host:port; with a word before it, a limit of its own
  taken_at REAL NOT NULL            -- seconds since 1970: fractions of them count
) STRICT
"""

CITATIONS_FTS = """
CREATE VIRTUAL TABLE citations_fts
-- The words of citations, for searching: rows are those of citations, kept the same by triggers.
USING fts5(text, context, content='citations', content_rowid='id', tokenize='unicode61 remove_diacritics 2')
"""

# Triggers need no job that could lag behind; they make writing a new citation slower by about a quarter.
# An article that is read again has its citations written anew although few of them changed: those alone are indexed.
CITATIONS_FTS_TRIGGERS = (
    """CREATE TRIGGER citations_added AFTER INSERT ON citations BEGIN
         INSERT INTO citations_fts (rowid, text, context) VALUES (new.id, new.text, new.context);
       END""",
    """CREATE TRIGGER citations_deleted AFTER DELETE ON citations BEGIN
         INSERT INTO citations_fts (citations_fts, rowid, text, context)
         VALUES ('delete', old.id, old.text, old.context);
       END""",
    """CREATE TRIGGER citations_reworded AFTER UPDATE OF text, context ON citations
       WHEN (old.text, old.context) IS NOT (new.text, new.context) BEGIN
         INSERT INTO citations_fts (citations_fts, rowid, text, context)
         VALUES ('delete', old.id, old.text, old.context);
         INSERT INTO citations_fts (rowid, text, context) VALUES (new.id, new.text, new.context);
       END""",
)

ARTICLE_MOVES = """
CREATE TABLE article_moves (
  -- Articles that got another address and stayed the same. Rows are only ever added.
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles(id),
  moved_at TEXT NOT NULL,           -- when that was noticed
  old_uri TEXT NOT NULL,
  new_uri TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('redirect', 'same-content'))  -- by what it was known
) STRICT
"""

# Small tables whose rows are deleted, as they are since then: AUTOINCREMENT, and the columns that were added before.
NEVER_REUSED = {
    "sources": """
CREATE TABLE sources (
  -- Where articles come from.
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given again when the source is removed
  kind TEXT NOT NULL,               -- page, files, feed, sitemap, urls
  location TEXT NOT NULL,           -- URL, path or glob
  options TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(options)),  -- JSON object
  added_at TEXT NOT NULL,           -- all times: UTC, 2026-11-22T08:00:00Z
  last_scanned_at TEXT,
  last_error TEXT,                  -- why the last scan failed, NULL if it did not
  name TEXT,
  origin TEXT NOT NULL DEFAULT 'command',  -- who named it: command (add, remove) or config (the settings' file)
  failing_since TEXT,               -- since when scanning it has failed without a break
  summed_up_at TEXT,                -- when the findings of its first scan were told
  UNIQUE (kind, location)
) STRICT
""",
    "runs": """
CREATE TABLE runs (
  -- One audit, check or round of the daemon.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,               -- audit, check, …
  version TEXT NOT NULL,            -- of linkwatch
  started_at TEXT NOT NULL,
  finished_at TEXT,                 -- NULL: still running, or cut off
  complete INTEGER CHECK (complete IN (0, 1)),  -- whether everything planned was done
  cited_at TEXT,                    -- date that links were compared with, NULL: their articles' dates
  archive_lookups INTEGER NOT NULL DEFAULT 0,   -- links that archives were asked about
  archive_requests INTEGER NOT NULL DEFAULT 0   -- requests that this took
) STRICT
""",
    "outbox": """
CREATE TABLE outbox (
  -- Messages, written down before they are sent.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  target TEXT NOT NULL,             -- a digest of the address: addresses hold secrets, and stay in the settings
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  next_try_at TEXT,                 -- NULL: sent, or given up
  sent_at TEXT,
  last_error TEXT
) STRICT
""",
}
