"""What holds for all tests."""

import os
import sys

# Some machines forbid Python to keep what it compiles. The programs that tests start would compile linkwatch each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
