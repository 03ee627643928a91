"""linkwatch keeps citations alive.

From Python it is audit, check, extract, find_snapshot, find_moved, fix and recover, with asynchronous twins in
`linkwatch.aio`; see docs/python.md. They are loaded when they are used, since every command and every worker loads this
file. What they are to those who check types stands in `__init__.pyi`. The map of the code is in CONTRIBUTING.md.
"""

import importlib
import sys
from types import ModuleType
from typing import Any

__version__ = "0.1.0"

_PLACES = {
    **dict.fromkeys(
        ("audit", "check", "extract", "find_moved", "find_snapshot", "fix", "recover"), "linkwatch.aio.blocking"
    ),
    **dict.fromkeys(
        ("Article", "Citation", "Extract", "Link", "Mark", "MovedTo", "Redirect", "Report", "Run"),
        "linkwatch.aio.results",
    ),
    **dict.fromkeys(
        ("Candidate", "FixedArticle", "Fixes", "Proposal", "RecoveredArticle", "Recovery", "Repair"),
        "linkwatch.aio.repairs",
    ),
    **dict.fromkeys(("Snapshot", "Status"), "linkwatch.model"),
    "LinkwatchError": "linkwatch.errors",
}
__all__ = ["__version__", "aio", *_PLACES]


def __getattr__(name: str) -> Any:
    if name in ("aio", "check"):
        return importlib.import_module(f"linkwatch.{name}")
    if name not in _PLACES:
        raise AttributeError(f"module 'linkwatch' has no attribute {name!r}")
    found = getattr(importlib.import_module(_PLACES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)


class _CallablePackage(ModuleType):
    """The package `linkwatch.check`, which is the function `check` too: their names are one."""

    def __call__(self, *urls: str, **options: Any) -> Any:
        return importlib.import_module("linkwatch.aio.blocking").check(*urls, **options)


class _Top(ModuleType):
    """This module. Python puts the package `check` here whenever it is loaded; then it becomes callable."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "check" and isinstance(value, ModuleType):
            value.__class__ = _CallablePackage
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Top
