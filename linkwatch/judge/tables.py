"""Loaded by who forks processes that judge pages within a bounded time: the largest table is made once for all."""

from linkwatch.judge import statements

statements.get_ready()
