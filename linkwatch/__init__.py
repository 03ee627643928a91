"""linkwatch keeps citations alive. The map of the code is in CONTRIBUTING.md."""

__version__ = "0.1.0"
