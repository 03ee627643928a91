"""Watching for years: what wakes the work, what an operator sees of it, and what keeps the database small."""
