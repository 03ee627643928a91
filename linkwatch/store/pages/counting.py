"""How rows of tables are counted."""

COUNTS_ROWS = "select count(*) from "
"""Each of Datasette's queries that only count begins so."""

ROWS_OF = "SELECT count(*) AS rows FROM {}"
"""Of a table of the schema."""
