"""The SQL of the page of a link."""

from linkwatch.store.pages.mendable import VOUCHED

LINK_BY_URL = "SELECT id FROM links WHERE url = :url"
LINK = f"""
SELECT l.*, {VOUCHED} AS is_vouched, s.url AS copy_url, s.timestamp, s.archive, s.original_url,
  (SELECT count(*) FROM citations c WHERE c.link_id = l.id AND c.removed_at IS NULL) AS citations,
  (SELECT count(*) FROM citations c WHERE c.link_id = l.id AND c.removed_at IS NOT NULL) AS removed,
  (SELECT c.text FROM citations c WHERE c.link_id = l.id AND c.removed_at IS NULL ORDER BY c.id LIMIT 1) AS first_text,
  (SELECT count(*) FROM checks k WHERE k.link_id = l.id) AS checks,
  m.made_by AS marked_by, m.made_at AS marked_at, m.note AS mark_note, m.until AS marked_until
FROM links l LEFT JOIN snapshots s ON s.id = l.snapshot_id LEFT JOIN marks m ON m.id = l.mark_id WHERE l.id = :id
"""  # noqa: S608 - made of constants
LOOKS = "SELECT * FROM looks WHERE link_id = :id ORDER BY id DESC LIMIT :most OFFSET :after"
# The last look that found the page well and kept what it said; and the latest look of all.
LAST_GOOD_LOOK = """
SELECT id, checked_at, evidence FROM looks
WHERE link_id = :id AND status IN ('alive', 'redirected') AND json_extract(evidence, '$.first.page.excerpt') <> ''
ORDER BY id DESC LIMIT 1
"""
LATEST_LOOK = "SELECT id, checked_at, evidence FROM looks WHERE link_id = :id ORDER BY id DESC LIMIT 1"
CITATIONS = """
SELECT c.*, a.uri, a.title, a.published_at FROM citations c JOIN articles a ON a.id = c.article_id
WHERE c.link_id = :id ORDER BY c.removed_at IS NOT NULL, c.article_id, c.position LIMIT :most OFFSET :after
"""
CHANGES = "SELECT * FROM status_history WHERE link_id = :id ORDER BY id DESC LIMIT :most"
SNAPSHOTS = "SELECT * FROM snapshots WHERE link_id = :id ORDER BY timestamp DESC LIMIT 100"
SAVES = "SELECT * FROM saves WHERE link_id = :id ORDER BY id DESC LIMIT 20"
FIRST_CITED = """
SELECT min(a.published_at) AS at FROM citations c JOIN articles a ON a.id = c.article_id
WHERE c.link_id = :id AND c.removed_at IS NULL
"""
