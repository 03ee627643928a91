"""What holds for all tests."""

import os
import sys

# Some machines forbid Python to keep what it compiles. The programs that tests start would compile linkwatch each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# No test asks the public web. To read whom the machine trusts takes longer than most tests, and every client does it.
os.environ["SSL_CERT_FILE"] = os.environ["SSL_CERT_DIR"] = os.devnull
