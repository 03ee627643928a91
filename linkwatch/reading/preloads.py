"""What processes that read load before they have anything to read: that takes longer than reading most pages.

By their names, so that a command can have them loaded by others before it has loaded anything itself.
"""

ARTICLES = ("linkwatch.articles.rows",)
"""For who lists what articles cite."""

PAGES = ("linkwatch.articles.sources.files", "linkwatch.judge.page")
"""For who looks at links, and reads the articles that cite them."""
