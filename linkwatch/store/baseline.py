"""What an earlier database knew: whose links had which statuses when it was written last.

Only names of columns that every version has are asked for, so that an older or newer database serves too.
"""

import json
from collections.abc import Collection
from pathlib import Path

from linkwatch.model import FRAGMENT_MISSING
from linkwatch.store import database

_HAS_FRAGMENTS = "SELECT 1 FROM pragma_table_info('citations') WHERE name = 'fragment_found'"
_MISSING_PLACES = """
SELECT DISTINCT l.url || '#' || c.fragment FROM citations c JOIN links l ON l.id = c.link_id
WHERE c.fragment_found = 0 AND c.removed_at IS NULL AND NOT c.is_ignored
"""


def read_baseline(path: Path, findings: Collection[str], busy_timeout: float = 30.0) -> frozenset[str]:
    """Return what was a finding in the database at `path`: URLs of links, and of places that are missing in them.

    findings: statuses, and "fragment-missing". The database is only read, no file is left beside it, and it may be of
    another version of linkwatch. busy_timeout: seconds to wait for another process's lock. Raises StoreError if there
    is none, or it cannot be read.
    """
    connection = database.open_for_reading(path, busy_timeout, any_schema=True, leave_nothing=True)
    try:
        with connection.reading() as raw:
            sql = "SELECT url FROM links WHERE status IN (SELECT value FROM json_each(?))"
            rows = raw.execute(sql, [json.dumps(sorted(findings))]).fetchall()
            if FRAGMENT_MISSING in findings and raw.execute(_HAS_FRAGMENTS).fetchone():
                rows += raw.execute(_MISSING_PLACES).fetchall()
            return frozenset(url for (url,) in rows)
    finally:
        connection.raw.close()
