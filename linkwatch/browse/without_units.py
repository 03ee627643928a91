"""Datasette without its units of measure, which no column of ours has: they take a third of the time of its start.

Datasette reads hundreds of definitions from a text, and loads NumPy, Dask and others that may hold a value with a unit,
wherever these are installed.
"""

import sys
from types import ModuleType

_UNITS = "datasette.vendored.pint"


def leave_out_units() -> None:
    """Have Datasette take an empty module for its units. Nothing happens once it is loaded."""
    empty = ModuleType(_UNITS)
    vars(empty)["UnitRegistry"] = object
    sys.modules.setdefault(_UNITS, empty)
