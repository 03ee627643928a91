"""The tables of docs/settings.md; what stands above them is written by hand."""

from pathlib import Path

from linkwatch.config.telling import table_of_keys

PAGE = Path(__file__).parent.parent.parent / "docs" / "settings.md"
_TABLES_FROM = "## [database]"


def tables_of(text: str) -> str:
    """What of the page is made from the code."""
    return text[text.index(_TABLES_FROM) :]


def page() -> str:
    """The whole page."""
    written = PAGE.read_text()
    return written[: written.index(_TABLES_FROM)] + table_of_keys()
