"""What processes that read load before they have anything to read: that takes longer than reading most pages.

By their names, so that a command can have them loaded by others before it has loaded anything itself.
"""

ARTICLES = ("linkwatch.articles.rows",)
"""For who lists what articles cite."""

LOOKS = ("linkwatch.judge.page",)
"""For who looks at links, beside others that do."""

AGAIN = (*LOOKS, "linkwatch.judge.tables")
"""For who reads what took one of those too long: making tables is not the page's fault."""

PAGES = ("linkwatch.articles.sources.files", "linkwatch.judge.page", "linkwatch.check.examine")
"""For who reads articles, and the pages that they cite."""
