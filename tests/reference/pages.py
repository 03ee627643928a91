"""Which pages there are, and what makes each."""

from pathlib import Path

from tests.reference import database, options, settings

_DOCS = Path(__file__).parent.parent.parent / "docs"
PAGES = {
    _DOCS / "settings.md": settings.page,
    _DOCS / "options.md": options.page,
    _DOCS / "database.md": database.page,
}
