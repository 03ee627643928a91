"""Writes the tables of docs/settings.md anew from the code: `python -m tests.settings_page`."""

from pathlib import Path

from linkwatch.config.telling import table_of_keys

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"
_TABLES_FROM = "## [database]"


def tables_of(text: str) -> str:
    """What of the page is made from the code."""
    return text[text.index(_TABLES_FROM) :]


if __name__ == "__main__":
    written = PAGE.read_text()
    PAGE.write_text(written[: written.index(_TABLES_FROM)] + table_of_keys())
