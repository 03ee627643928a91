"""Loaded by who forks processes that judge pages: these have the largest table in common then.

Each of them would spend a third of a second on it, and 45 MB.
"""

from linkwatch.judge import statements

statements.get_ready()
