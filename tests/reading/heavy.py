"""A module that only workers load, and that says so."""

import os
from pathlib import Path

Path(os.environ["TESTS_HEAVY_MARK"]).write_text(str(os.getpid()))
