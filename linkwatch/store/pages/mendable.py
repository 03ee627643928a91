"""Which citations the patch of their article mends: asked in SQL, decided where the patch is made."""

from linkwatch.store.mending import MENDABLE_COLUMNS

FUNCTION = "can_be_mended"
"""The SQL function that tells so of a link; browse/ gives it to connections."""

ARGUMENTS = MENDABLE_COLUMNS.count(",") + 1

MENDABLE = f"""(l.status = 'dead' AND l.snapshot_id IS NOT NULL AND NOT c.is_ignored AND c.kind = 'link'
  AND {FUNCTION}({MENDABLE_COLUMNS}))"""
"""SQL: whether the citation `c` of the link `l` is mended by the patch of its article. s: the link's snapshot."""
