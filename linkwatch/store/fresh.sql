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
, etag TEXT, last_modified TEXT, read_by TEXT, moved_to TEXT) STRICT
;
CREATE TABLE snapshots (
  -- Archived copies of links.
  id INTEGER PRIMARY KEY,
  link_id INTEGER NOT NULL REFERENCES links(id),
  archive TEXT NOT NULL,            -- wayback, …
  timestamp TEXT NOT NULL CHECK (length(timestamp) = 14),  -- of the capture, UTC, 20261122080000
  url TEXT NOT NULL,                -- where a reader opens it
  original_url TEXT NOT NULL,       -- what was captured
  purpose TEXT NOT NULL,            -- why it was recorded
  found_at TEXT NOT NULL, grade TEXT,
  UNIQUE (link_id, archive, timestamp)
) STRICT
;
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
, snapshot_for TEXT, snapshot_asked TEXT, looks INTEGER NOT NULL DEFAULT 0, changes INTEGER NOT NULL DEFAULT 0, first_checked_at TEXT, etag TEXT, last_modified TEXT, last_read_at TEXT, next_seek_at TEXT, next_save_at TEXT, mark_id INTEGER REFERENCES marks(id), own_status TEXT, own_reason TEXT, moved_to TEXT, moved_how TEXT, moved_similarity REAL, moved_checked_at TEXT) STRICT
;
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
, fragment TEXT, fragment_found INTEGER CHECK (fragment_found IN (0, 1)), is_own INTEGER NOT NULL DEFAULT 0, is_ignored INTEGER NOT NULL DEFAULT 0, place TEXT, cited_at TEXT, kind TEXT NOT NULL DEFAULT 'link', part TEXT NOT NULL DEFAULT 'body') STRICT
;
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
;
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
;
CREATE TABLE run_articles (
  -- What a run read.
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  article_id INTEGER NOT NULL REFERENCES articles(id),
  citations INTEGER NOT NULL,       -- how many it found
  error TEXT, name TEXT NOT NULL DEFAULT '',                       -- why the article could not be read, NULL if it could
  UNIQUE (run_id, article_id)
) STRICT
;
CREATE TABLE run_links (
  -- The links a run is about, and how far it has come with them.
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  link_id INTEGER NOT NULL REFERENCES links(id),
  authority TEXT,                   -- the link's, once it is planned
  pending INTEGER NOT NULL DEFAULT 0 CHECK (pending IN (0, 1)),  -- 1: planned, not yet looked at
  check_id INTEGER REFERENCES checks(id) ON DELETE SET NULL,     -- the look this run had
  PRIMARY KEY (run_id, link_id)
) STRICT, WITHOUT ROWID
;
CREATE TABLE run_hosts (
  -- The hosts a run asks: its queue, longest first.
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,        -- its place in the queue, from 1
  authority TEXT NOT NULL,
  links INTEGER NOT NULL,           -- how many of them were planned
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID
;
CREATE INDEX articles_source ON articles(source_id)
;
CREATE INDEX links_host_status ON links(host, status)
;
CREATE INDEX links_status ON links(status)
;
CREATE INDEX links_due ON links(next_check_at, authority) WHERE next_check_at IS NOT NULL
;
CREATE INDEX citations_article ON citations(article_id)
;
CREATE INDEX citations_link ON citations(link_id, article_id)
;
CREATE INDEX checks_link ON checks(link_id)
;
CREATE INDEX status_history_link ON status_history(link_id)
;
CREATE INDEX status_history_changed ON status_history(changed_at)
;
CREATE INDEX status_history_check ON status_history(check_id)
;
CREATE INDEX run_links_check ON run_links(check_id) WHERE check_id IS NOT NULL
;
CREATE INDEX run_links_pending ON run_links(run_id, authority, link_id) WHERE pending
;
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
;
CREATE INDEX saves_link ON saves(link_id)
;
CREATE INDEX saves_open ON saves(id) WHERE state IN ('intended', 'sending', 'submitted', 'uncertain')
;
CREATE INDEX run_articles_name ON run_articles(run_id, name)
;
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
;
CREATE TABLE baselines (
  -- What each link's page said when it was cited, as far as that is known: what its drift is measured against.
  link_id INTEGER PRIMARY KEY REFERENCES links(id),
  origin TEXT NOT NULL CHECK (origin IN ('look', 'snapshot')),  -- the first good look, or an archived copy
  made_at TEXT NOT NULL,            -- of the look or the capture
  likeness TEXT NOT NULL CHECK (json_valid(likeness))  -- JSON: title, size and a sketch of the text
) STRICT
;
CREATE TABLE progress (
  -- How far the daemon's jobs have come through the history: one row a job.
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID
;
CREATE TABLE status_counts (
  -- How many links had each status on a day: rot over time.
  day TEXT NOT NULL,                -- 2026-11-22
  status TEXT NOT NULL,
  links INTEGER NOT NULL,
  PRIMARY KEY (day, status)
) STRICT, WITHOUT ROWID
;
CREATE INDEX links_seek ON links(next_seek_at) WHERE next_seek_at IS NOT NULL
;
CREATE INDEX links_save ON links(next_save_at) WHERE next_save_at IS NOT NULL
;
CREATE INDEX saves_postponed ON saves(archive, next_try_at) WHERE state = 'postponed'
;
CREATE INDEX links_lost ON links(status, reason) WHERE status IN ('dead', 'failing')
;
CREATE INDEX status_history_died ON status_history(changed_at) WHERE new_status = 'dead'
;
CREATE INDEX status_history_returned ON status_history(changed_at) WHERE old_status = 'dead'
;
CREATE TABLE pauses (
  -- Whom to leave alone until when, because they asked for it.
  scope TEXT NOT NULL CHECK (scope IN ('host', 'archive')),
  name TEXT NOT NULL,               -- host, or host:port for an unusual port
  began_at TEXT NOT NULL,
  until TEXT NOT NULL,
  reason TEXT NOT NULL,             -- in words
  PRIMARY KEY (scope, name)
) STRICT, WITHOUT ROWID
;
CREATE TABLE archive_turns (
  -- When archives were asked lately: all processes together keep to their limits.
  id INTEGER PRIMARY KEY,
  archive TEXT NOT NULL,            -- host, or host:port; with a word before it, a limit of its own
  taken_at REAL NOT NULL            -- seconds since 1970: fractions of them count
) STRICT
;
CREATE INDEX archive_turns_taken ON archive_turns(archive, taken_at)
;
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
;
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
;
CREATE INDEX runs_unfinished ON runs(kind) WHERE finished_at IS NULL
;
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
;
CREATE INDEX outbox_unsent ON outbox(next_try_at) WHERE next_try_at IS NOT NULL
;
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
;
CREATE INDEX marks_link ON marks(link_id)
;
CREATE INDEX links_marked ON links(mark_id) WHERE mark_id IS NOT NULL
;
CREATE INDEX citations_present ON citations(link_id, article_id, removed_at) WHERE removed_at IS NULL
;
CREATE INDEX snapshots_url ON snapshots(url)
;
CREATE VIEW current_links AS
-- Links that are cited now, or were given by hand and never cited. Whatever is counted anywhere is counted of these.
SELECT l.id AS link_id, l.url, l.host, l.domain, l.status, l.reason, l.http_status, l.final_url, l.title,
  iif(l.status = 'dead', l.moved_to, NULL) AS moved_to, s.url AS snapshot_url, s.timestamp AS snapshot_timestamp,
  l.snapshot_reason, l.first_seen_at, l.last_checked_at, l.last_alive_at, l.failing_since, l.next_check_at
FROM links l
LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE (
  EXISTS (SELECT 1 FROM citations c INDEXED BY citations_present WHERE c.link_id = l.id AND c.removed_at IS NULL)
  OR NOT EXISTS (SELECT 1 FROM citations c WHERE c.link_id = l.id))
;
CREATE VIEW article_health AS
-- How each article's citations fare. Articles that their source no longer has are left out.
SELECT a.id AS article_id, a.uri AS article, a.title, a.published_at, a.last_scanned_at, a.last_error,
  count(c.id) AS citations,
  count(*) FILTER (WHERE l.status IN ('alive', 'redirected')) AS alive,
  count(*) FILTER (WHERE l.status = 'redirected') AS redirected,
  count(*) FILTER (WHERE l.status = 'changed') AS changed,
  count(*) FILTER (WHERE l.status = 'blocked') AS blocked,
  count(*) FILTER (WHERE l.status = 'failing') AS failing,
  count(*) FILTER (WHERE l.status = 'dead') AS dead,
  count(*) FILTER (WHERE l.status = 'invalid') AS invalid,
  count(*) FILTER (WHERE l.status = 'dead' AND l.snapshot_id IS NOT NULL) AS dead_with_snapshot
FROM articles a
LEFT JOIN citations c ON c.article_id = a.id AND c.removed_at IS NULL
LEFT JOIN links l ON l.id = c.link_id
WHERE a.removed_at IS NULL
GROUP BY a.id
;
CREATE VIEW host_health AS
-- How each host's links fare.
SELECT host, count(*) AS links,
  count(*) FILTER (WHERE status IN ('alive', 'redirected')) AS alive,
  count(*) FILTER (WHERE status = 'redirected') AS redirected,
  count(*) FILTER (WHERE status = 'changed') AS changed,
  count(*) FILTER (WHERE status = 'blocked') AS blocked,
  count(*) FILTER (WHERE status = 'failing') AS failing,
  count(*) FILTER (WHERE status = 'dead') AS dead,
  round(100.0 * count(*) FILTER (WHERE status = 'dead') / count(*), 1) AS dead_percent
FROM links l
WHERE host <> '' AND (
  EXISTS (SELECT 1 FROM citations c INDEXED BY citations_present WHERE c.link_id = l.id AND c.removed_at IS NULL)
  OR NOT EXISTS (SELECT 1 FROM citations c WHERE c.link_id = l.id))
GROUP BY host
;
CREATE VIEW recent_changes AS
-- Changes of status, the latest first.
SELECT h.changed_at, l.url, h.old_status, h.new_status, h.reason, l.id AS link_id, (SELECT count(*) FROM citations c INDEXED BY citations_present
   WHERE c.link_id = l.id AND c.removed_at IS NULL) AS citations, s.url AS snapshot_url
FROM status_history h
CROSS JOIN links l ON l.id = h.link_id
LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE (
  EXISTS (SELECT 1 FROM citations c INDEXED BY citations_present WHERE c.link_id = l.id AND c.removed_at IS NULL)
  OR NOT EXISTS (SELECT 1 FROM citations c WHERE c.link_id = l.id))
ORDER BY h.changed_at DESC, h.id DESC
;
CREATE VIEW source_health AS
-- How the citations of each source's articles fare.
SELECT s.id AS source_id, s.kind, s.location, s.name, s.last_scanned_at, s.last_error,
  count(DISTINCT a.id) AS articles, count(c.id) AS citations,
  count(*) FILTER (WHERE l.status IN ('alive', 'redirected')) AS alive,
  count(*) FILTER (WHERE l.status = 'redirected') AS redirected,
  count(*) FILTER (WHERE l.status = 'changed') AS changed,
  count(*) FILTER (WHERE l.status = 'blocked') AS blocked,
  count(*) FILTER (WHERE l.status = 'failing') AS failing,
  count(*) FILTER (WHERE l.status = 'dead') AS dead,
  count(*) FILTER (WHERE l.status = 'invalid') AS invalid,
  count(*) FILTER (WHERE l.status = 'dead' AND l.snapshot_id IS NOT NULL) AS dead_with_snapshot
FROM sources s
LEFT JOIN articles a ON a.source_id = s.id AND a.removed_at IS NULL
LEFT JOIN citations c ON c.article_id = a.id AND c.removed_at IS NULL
LEFT JOIN links l ON l.id = c.link_id
GROUP BY s.id
;
CREATE VIEW status_by_day AS
-- How many links had each status when a day ended: as the daemon counted them, else made from their history.
WITH steps (day, status, links) AS (
  SELECT day, status, links FROM status_counts
  UNION ALL
  SELECT substr(l.first_seen_at, 1, 10), coalesce(
    (SELECT h.old_status FROM status_history h WHERE h.link_id = l.id ORDER BY h.id LIMIT 1), l.status), 1
  FROM links l WHERE NOT EXISTS (SELECT 1 FROM status_counts) AND (
  EXISTS (SELECT 1 FROM citations c INDEXED BY citations_present WHERE c.link_id = l.id AND c.removed_at IS NULL)
  OR NOT EXISTS (SELECT 1 FROM citations c WHERE c.link_id = l.id))
  UNION ALL
  SELECT substr(changed_at, 1, 10), old_status, -1
  FROM recent_changes WHERE NOT EXISTS (SELECT 1 FROM status_counts)
  UNION ALL
  SELECT substr(changed_at, 1, 10), new_status, 1
  FROM recent_changes WHERE NOT EXISTS (SELECT 1 FROM status_counts)
), days AS (
  SELECT day, sum(links) AS links,
    coalesce(sum(links) FILTER (WHERE status IN ('alive', 'redirected')), 0) AS alive,
    coalesce(sum(links) FILTER (WHERE status = 'changed'), 0) AS changed,
    coalesce(sum(links) FILTER (WHERE status = 'blocked'), 0) AS blocked,
    coalesce(sum(links) FILTER (WHERE status = 'failing'), 0) AS failing,
    coalesce(sum(links) FILTER (WHERE status = 'dead'), 0) AS dead
  FROM steps GROUP BY day
), sums AS (
  SELECT day, sum(links) OVER (ORDER BY day) AS links, sum(alive) OVER (ORDER BY day) AS alive,
    sum(changed) OVER (ORDER BY day) AS changed, sum(blocked) OVER (ORDER BY day) AS blocked,
    sum(failing) OVER (ORDER BY day) AS failing, sum(dead) OVER (ORDER BY day) AS dead
  FROM days WHERE NOT EXISTS (SELECT 1 FROM status_counts)
  UNION ALL
  SELECT * FROM days WHERE EXISTS (SELECT 1 FROM status_counts)
)
SELECT day, links, alive, changed, blocked, failing, dead, round(100.0 * dead / links, 1) AS dead_percent
FROM sums
;
CREATE VIRTUAL TABLE citations_fts
-- The words of citations, for searching: rows are those of citations, kept the same by triggers.
USING fts5(text, context, content="citations", content_rowid="id", tokenize='unicode61 remove_diacritics 2')
;
CREATE VIRTUAL TABLE links_fts
-- The words of addresses and of pages' titles: rows are those of links, kept the same by triggers.
USING fts5(url, title, content="links", content_rowid="id", tokenize='unicode61 remove_diacritics 2')
;
CREATE VIRTUAL TABLE articles_fts
-- The words of articles' titles and addresses: rows are those of articles, kept the same by triggers.
USING fts5(title, uri, content="articles", content_rowid="id", tokenize='unicode61 remove_diacritics 2')
;
CREATE TRIGGER citations_added AFTER INSERT ON citations BEGIN INSERT INTO citations_fts (rowid, text, context) VALUES (new.id, new.text, new.context); END
;
CREATE TRIGGER citations_deleted AFTER DELETE ON citations BEGIN INSERT INTO citations_fts (citations_fts, rowid, text, context) VALUES ('delete', old.id, old.text, old.context); END
;
CREATE TRIGGER citations_reworded AFTER UPDATE OF text, context ON citations WHEN (old.text, old.context) IS NOT (new.text, new.context)
            BEGIN INSERT INTO citations_fts (citations_fts, rowid, text, context) VALUES ('delete', old.id, old.text, old.context); INSERT INTO citations_fts (rowid, text, context) VALUES (new.id, new.text, new.context); END
;
CREATE TRIGGER links_added AFTER INSERT ON links BEGIN INSERT INTO links_fts (rowid, url, title) VALUES (new.id, new.url, new.title); END
;
CREATE TRIGGER links_deleted AFTER DELETE ON links BEGIN INSERT INTO links_fts (links_fts, rowid, url, title) VALUES ('delete', old.id, old.url, old.title); END
;
CREATE TRIGGER links_retitled AFTER UPDATE OF url, title ON links WHEN (old.url, old.title) IS NOT (new.url, new.title)
            BEGIN INSERT INTO links_fts (links_fts, rowid, url, title) VALUES ('delete', old.id, old.url, old.title); INSERT INTO links_fts (rowid, url, title) VALUES (new.id, new.url, new.title); END
;
CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN INSERT INTO articles_fts (rowid, title, uri) VALUES (new.id, new.title, new.uri); END
;
CREATE TRIGGER articles_deleted AFTER DELETE ON articles BEGIN INSERT INTO articles_fts (articles_fts, rowid, title, uri) VALUES ('delete', old.id, old.title, old.uri); END
;
CREATE TRIGGER articles_retitled AFTER UPDATE OF title, uri ON articles WHEN (old.title, old.uri) IS NOT (new.title, new.uri)
            BEGIN INSERT INTO articles_fts (articles_fts, rowid, title, uri) VALUES ('delete', old.id, old.title, old.uri); INSERT INTO articles_fts (rowid, title, uri) VALUES (new.id, new.title, new.uri); END
;
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
;
CREATE INDEX inbox_open ON inbox(id) WHERE state IN ('asked', 'begun')
;
CREATE INDEX inbox_target ON inbox(target)
;
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
;
CREATE UNIQUE INDEX exclusions_in_force ON exclusions(scope, value) WHERE ended_at IS NULL
;
CREATE TABLE crawled_pages (
  -- Where the pages of a website that is followed link by link led: asked conditionally, they need not be sent again.
  source_id INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,               -- as the server wrote it
  leads TEXT NOT NULL CHECK (json_valid(leads)),  -- JSON: its own address, its links, the digest of its body
  PRIMARY KEY (source_id, url)
) STRICT, WITHOUT ROWID
;
CREATE INDEX status_history_became ON status_history(new_status) WHERE old_status <> 'unchecked'
;
CREATE TABLE article_moves (
  -- Articles that got another address and stayed the same. Rows are only ever added.
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles(id),
  moved_at TEXT NOT NULL,           -- when that was noticed
  old_uri TEXT NOT NULL,
  new_uri TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('redirect', 'same-content'))  -- by what it was known
) STRICT
;
CREATE INDEX article_moves_article ON article_moves(article_id)
;
CREATE INDEX articles_content ON articles(source_id, content_hash)
;
CREATE INDEX articles_moved ON articles(source_id, moved_to) WHERE moved_to IS NOT NULL
;
CREATE INDEX links_domain_status ON links(domain, status, host)
;
CREATE TABLE registrations (
  -- How long the domains of pages are registered, where the settings allow to ask.
  domain TEXT NOT NULL PRIMARY KEY, -- as its registry knows it
  asked_at TEXT NOT NULL,
  told_at TEXT,                     -- when the registry last said something of it; NULL: never
  expires_at TEXT,
  state TEXT                        -- redemption or pending-delete, NULL where it goes on
) STRICT, WITHOUT ROWID
;
CREATE INDEX registrations_expires ON registrations(expires_at) WHERE expires_at IS NOT NULL
;
CREATE INDEX registrations_state ON registrations(state) WHERE state IS NOT NULL
;
CREATE VIEW looks AS
-- Every look at a link, its evidence whole: in checks, that of older looks may say only how it differs from another's.
SELECT k.id, k.link_id, k.checked_at, k.status, k.reason, k.http_status, k.final_url, k.elapsed_ms,
  coalesce((SELECT json_remove(json_patch(
  json_replace(coalesce((SELECT json_remove(json_patch(
  json_replace(c.evidence, '$.checked_at', b.checked_at, '$.first.elapsed_ms', b.elapsed_ms), b.evidence), '$.rest_as_in_check')
  FROM checks c WHERE c.id = json_extract(b.evidence, '$.rest_as_in_check')), b.evidence), '$.checked_at', k.checked_at, '$.first.elapsed_ms', k.elapsed_ms), k.evidence), '$.rest_as_in_check')
  FROM checks b WHERE b.id = json_extract(k.evidence, '$.rest_as_in_check')), k.evidence) AS evidence
FROM checks k
;
CREATE INDEX checks_rest ON checks(json_extract(evidence, '$.rest_as_in_check')) WHERE evidence GLOB '{"rest_as_in_check":*'
;
CREATE INDEX articles_present ON articles(source_id, removed_at) WHERE removed_at IS NULL
;
CREATE VIEW deaths AS
-- Links that are dead now, each with the day on which it was found dead; one that came back is no longer here.
SELECT h.changed_at AS died_at, l.id AS link_id, l.url, l.host, l.domain, h.old_status, l.reason, l.moved_to,
  s.url AS snapshot_url, s.timestamp AS snapshot_timestamp, (SELECT count(*) FROM citations c INDEXED BY citations_present
   WHERE c.link_id = l.id AND c.removed_at IS NULL) AS citations
FROM status_history h
CROSS JOIN links l ON l.id = h.link_id
LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE h.new_status = 'dead' AND l.status = 'dead' AND (
  EXISTS (SELECT 1 FROM citations c INDEXED BY citations_present WHERE c.link_id = l.id AND c.removed_at IS NULL)
  OR NOT EXISTS (SELECT 1 FROM citations c WHERE c.link_id = l.id))
  AND (SELECT m.new_status FROM status_history m
    WHERE m.link_id = h.link_id AND m.id < h.id AND m.reason IS NOT 'marked'
    ORDER BY m.id DESC LIMIT 1) IS NOT 'dead'
  AND NOT EXISTS (SELECT 1 FROM status_history b
    WHERE b.link_id = h.link_id AND b.id > h.id AND b.new_status = 'dead' AND (SELECT m.new_status FROM status_history m
    WHERE m.link_id = b.link_id AND m.id < b.id AND m.reason IS NOT 'marked'
    ORDER BY m.id DESC LIMIT 1) IS NOT 'dead')
ORDER BY h.changed_at DESC, h.id DESC
;
CREATE VIEW returns AS
-- Links that were dead and whose pages answer now, each with the day on which it was found to be back.
SELECT h.changed_at AS returned_at, l.id AS link_id, l.url, l.host, l.domain, h.new_status, l.status, (SELECT count(*) FROM citations c INDEXED BY citations_present
   WHERE c.link_id = l.id AND c.removed_at IS NULL) AS citations
FROM status_history h
CROSS JOIN links l ON l.id = h.link_id
WHERE h.old_status = 'dead' AND l.status IN ('alive', 'redirected', 'changed') AND (
  EXISTS (SELECT 1 FROM citations c INDEXED BY citations_present WHERE c.link_id = l.id AND c.removed_at IS NULL)
  OR NOT EXISTS (SELECT 1 FROM citations c WHERE c.link_id = l.id))
  AND coalesce(l.own_status, l.status) IN ('alive', 'redirected', 'changed')
  AND (SELECT m.new_status FROM status_history m
    WHERE m.link_id = h.link_id AND m.id < h.id AND m.reason IS NOT 'marked'
    ORDER BY m.id DESC LIMIT 1) IS 'dead'
  AND NOT EXISTS (SELECT 1 FROM status_history b
    WHERE b.link_id = h.link_id AND b.id > h.id AND b.old_status = 'dead' AND (SELECT m.new_status FROM status_history m
    WHERE m.link_id = b.link_id AND m.id < b.id AND m.reason IS NOT 'marked'
    ORDER BY m.id DESC LIMIT 1) IS 'dead')
ORDER BY h.changed_at DESC, h.id DESC
;
CREATE VIEW dead_links AS
-- Where dead links are cited, and what to cite instead. A row for each citation.
SELECT l.id AS link_id, l.url, l.host, l.reason, l.http_status,
  coalesce((SELECT max(h.changed_at) FROM status_history h
    WHERE h.link_id = l.id AND h.new_status = 'dead' AND (SELECT m.new_status FROM status_history m
    WHERE m.link_id = h.link_id AND m.id < h.id AND m.reason IS NOT 'marked'
    ORDER BY m.id DESC LIMIT 1) IS NOT 'dead'), l.failing_since) AS dead_since,
  l.failing_since, l.last_alive_at, l.last_checked_at,
  a.id AS article_id, a.uri AS article, a.title AS article_title, c.line, c.place, c.text AS anchor, c.context,
  l.moved_to, l.moved_how, s.url AS snapshot_url, s.timestamp AS snapshot_timestamp, l.snapshot_reason
FROM links l
LEFT JOIN citations c ON c.link_id = l.id AND c.removed_at IS NULL
LEFT JOIN articles a ON a.id = c.article_id
LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE l.status = 'dead'
  AND (c.id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM citations WHERE link_id = l.id))  -- else nobody cites it now
;
CREATE INDEX citations_misplaced ON citations(link_id) WHERE fragment_found = 0 AND removed_at IS NULL
;
CREATE INDEX links_moved ON links(status, host) WHERE moved_to IS NOT NULL
;
INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', 0)
;
INSERT INTO sqlite_sequence (name, seq) VALUES ('runs', 0)
;
INSERT INTO sqlite_sequence (name, seq) VALUES ('sources', 0)
;
