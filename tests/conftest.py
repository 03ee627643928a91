"""What holds for all tests."""

import os
import sys

import hypothesis

# Some machines forbid Python to keep what it compiles. The programs that tests start would compile linkwatch each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# How long an example takes says something of the machine only, and of what is loaded the first time.
hypothesis.settings.register_profile("linkwatch", deadline=None)
hypothesis.settings.load_profile("linkwatch")
