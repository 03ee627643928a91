"""Lists as CSV, whole: as long as they are, a chunk of rows at a time."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from datasette.utils.asgi import AsgiStream

from linkwatch.browse.reader import DatabaseReader
from linkwatch.report.csv_rows import safe_cell
from linkwatch.threads import in_thread

_CHUNK = 500  # rows
_MARK = "\ufeff"  # without it, Excel takes UTF-8 for another encoding


def csv_of(reader: DatabaseReader, sql: str, values: Mapping[str, Any], name: str) -> Any:
    """Return the answer that sends the rows of a query as a file. name: of the file, without its ending."""

    async def write(writer: Any) -> None:
        with reader.whole() as rows:
            await writer.write(_MARK + _lines([await in_thread(rows.begin, sql, values)]))
            while chunk := await in_thread(rows.next, _CHUNK):
                await writer.write(_lines(chunk))

    file = re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip("-.")[:80] or "links"
    headers = {"content-disposition": f'attachment; filename="{file}.csv"'}
    return AsgiStream(write, headers=headers, content_type="text/csv; charset=utf-8")


def _lines(rows: Sequence[Sequence[Any]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([safe_cell(value) for value in row] for row in rows)
    return out.getvalue()
