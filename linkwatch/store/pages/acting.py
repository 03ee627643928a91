"""The SQL of what people asked for on the pages."""

URL_OF_LINK = "SELECT url FROM links WHERE id = :id"
TROUBLED_OF_ARTICLE = """
SELECT DISTINCT l.url FROM citations c JOIN links l ON l.id = c.link_id
WHERE c.article_id = :id AND c.removed_at IS NULL AND l.status IN ('dead', 'failing') ORDER BY l.id LIMIT :most
"""
_SHOWN = """
id, asked_at, actor, action, target, state, done_at, result, json_extract(arguments, '$.note') AS note,
json_extract(arguments, '$.status') AS word, json_extract(arguments, '$.until') AS until
"""
WISHES = f"SELECT {_SHOWN} FROM inbox ORDER BY id DESC LIMIT :most OFFSET :after"  # noqa: S608 - made of constants
WISHES_ABOUT = f"SELECT {_SHOWN} FROM inbox WHERE target IN (:url, :host) ORDER BY id DESC LIMIT 20"  # noqa: S608 - as above
WAITING = "SELECT count(*) AS waiting FROM inbox INDEXED BY inbox_open WHERE state IN ('asked', 'begun')"
EXCLUSIONS = "SELECT * FROM exclusions WHERE ended_at IS NULL ORDER BY id DESC LIMIT 500"
EXCLUDED = "SELECT value FROM exclusions WHERE id = :id"
EXCLUSIONS_OF = """
SELECT * FROM exclusions
WHERE ended_at IS NULL AND ((scope = 'url' AND value = :url) OR (scope = 'host' AND value = :host))
"""
