"""What the patch of an article puts in the place of a dead link, so that pages count what it holds and nothing else."""

from typing import Any

from linkwatch.articles.rewrite import Form
from linkwatch.articles.rewrite.knowing import Wishes, repair_known
from linkwatch.articles.rewrite.mend import Repair
from linkwatch.model import Status
from linkwatch.store import MendableLink, mendable_link

STATUSES = frozenset({Status.DEAD})
"""Of the links that a patch mends."""


def repair_of(link: MendableLink, form: Form) -> Repair:
    """Say what a patch of this form makes of a link."""
    return repair_known(link, Wishes(form, STATUSES))


def can_be_mended(*row: Any) -> bool:
    """Tell whether a patch mends a link. row: the values of MENDABLE_COLUMNS."""
    return repair_of(mendable_link(row), Form.REPLACE).problem is None
