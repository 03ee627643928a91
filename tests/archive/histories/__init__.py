"""Capture histories with their right copies: what an archive holds of a page, and what was cited.

`python -m tests.archive.histories` prints how many copies are chosen rightly, and beside it what the nearest by date,
which is offered without a look, would be.
"""
