"""Anything at all is given to whatever reads what strangers write.

`python -m tests.hostile.fuzz --minutes 60 [target …]` runs for hours; the suite runs a short part, always the same.
"""
