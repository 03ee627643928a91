"""Labelled server behaviours: what linkwatch must say of each, and how well it does (`python -m tests.corpus`)."""
