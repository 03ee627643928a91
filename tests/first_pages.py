"""Is loaded by what workers and programs of tests are forked from: the tables for judging pages are there for all.

Each would else make them anew for the few pages that a test has it look at.
"""

from linkwatch.judge import read_page
from linkwatch.urls import domain

_URL = "https://www.example.org/rivers/dam"
_PAGES = (  # one that is there and one that is not: between them they have every table looked into
    f"<title>The dam</title><h1>The dam</h1><p>{'The river rose by a foot before the dam was built. ' * 9}",
    "<title>Page not found</title><h1>404</h1><p>Sorry, this page does not exist any more.",
)

for _page in _PAGES:
    read_page(_page.encode(), "text/html", "utf-8", _URL)
domain(_URL)
