"""Anything at all is given to whatever reads what strangers write.

`python -m tests.hostile.fuzz --minutes 60 [target …]` runs for hours; the suite runs a short part, always the same.
`python -m tests.hostile.fuzz.guided TARGET` lets atheris look for inputs that reach what no other did.
"""
