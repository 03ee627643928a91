"""Pages that moved, were merged or split, or are lost, on served sites with pasts: what is found, by which method.

`python -m tests.keep.moved` prints the score.
"""
