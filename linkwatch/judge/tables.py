"""Loaded by who forks processes that judge pages: these have the largest table in common then.

Each of them would spend a third of a second on it, and as much memory as all that it otherwise needs for one page.
"""

from linkwatch.judge import statements

statements.get_ready()
