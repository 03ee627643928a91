"""Which citations the patch of their article mends: asked in SQL, decided where the patch is made."""

from linkwatch.store.mending import MENDABLE_COLUMNS

FUNCTION = "can_be_mended"
"""The SQL function that tells so of a link; browse/ gives it to connections."""

ARGUMENTS = MENDABLE_COLUMNS.count(",") + 1

VOUCHED = f"(l.status = 'dead' AND l.snapshot_id IS NOT NULL AND {FUNCTION}({MENDABLE_COLUMNS}))"
"""SQL: whether the copy `s` of the dead link `l` is so well vouched for that a patch puts it in."""

MENDABLE = f"({VOUCHED} AND NOT c.is_ignored AND c.kind = 'link')"
"""SQL: whether the citation `c` of the link `l` is mended by the patch of its article. s: the link's snapshot."""
