"""What workers are forked from has made the tables that pages are read by."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

from linkwatch import judge
from linkwatch.judge import read_page, ready

PAGES = (
    "<title>Harbour news</title><h1>Harbour news</h1><p>The ferry sails again from the first of May. " * 5,
    "<title>Nicht gefunden</title><h1>404</h1><p>Diese Seite gibt es nicht mehr.",
    "<title>Sign in</title><form><input type=password></form><p>Please log in to read on.",
    "<title>shop.example</title><p>This domain is for sale.",
    '<title>A moment</title><script src="/cdn-cgi/challenge-platform/x.js"></script>',
)


def made() -> set[str]:
    """Return the tables that there are."""
    return {name for name, table in _tables() if table.cache_info().currsize}


def _tables() -> Iterator[tuple[str, Any]]:
    for module in pkgutil.iter_modules(judge.__path__, "linkwatch.judge."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if hasattr(value, "cache_info") and not inspect.signature(value).parameters:
                yield f"{module.name}.{name}", value


def test_no_page_makes_a_table_that_is_not_there_already() -> None:
    for _, table in _tables():
        table.cache_clear()
    importlib.reload(ready)
    before = made()
    for page in PAGES:
        read_page(page.encode(), "text/html", "utf-8", "https://a.example/news")
    assert len(before) > 10
    assert made() == before
