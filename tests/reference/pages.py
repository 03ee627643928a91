"""Which pages there are, and what makes each."""

from pathlib import Path

from linkwatch.judge.statement_words import INDEX
from linkwatch.store.fresh import FRESH_SQL
from tests.reference import database, fresh, options, settings, statements

_DOCS = Path(__file__).parent.parent.parent / "docs"
PAGES = {
    _DOCS / "settings.md": settings.page,
    _DOCS / "options.md": options.page,
    FRESH_SQL: fresh.statements,
    _DOCS / "database.md": database.page,
    INDEX: statements.index,
}
