"""What an earlier database knew: whose links had which statuses when it was written last.

Only names of columns that every version has are asked for, so that an older or newer database serves too.
"""

import json
from collections.abc import Collection
from pathlib import Path

from linkwatch.model import Status
from linkwatch.store import database


def read_baseline(path: Path, statuses: Collection[Status], busy_timeout: float = 30.0) -> frozenset[str]:
    """Return the URLs of the links that have one of these statuses in the database at `path`.

    The database is only read, no file is left beside it, and it may be of another version of linkwatch. busy_timeout:
    seconds to wait for another process's lock. Raises StoreError if there is none, or it cannot be read.
    """
    connection = database.open_for_reading(path, busy_timeout, any_schema=True, leave_nothing=True)
    try:
        with connection.reading() as raw:
            sql = "SELECT url FROM links WHERE status IN (SELECT value FROM json_each(?))"
            return frozenset(url for (url,) in raw.execute(sql, [json.dumps(sorted(statuses))]))
    finally:
        connection.raw.close()
