"""How Datasette counts the rows of a table."""

COUNTS_ROWS = "select count(*) from "
"""Each of its queries that only count begins so."""
