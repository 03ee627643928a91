"""Which tests concern a module, and which mistakes they need not find."""

TESTS: dict[str, tuple[str, ...]] = {
    "linkwatch/judge/patience.py": ("tests/judge/test_patience.py",),
    "linkwatch/judge/next_look.py": ("tests/judge/test_next_look.py", "tests/judge/test_patience.py"),
    "linkwatch/judge/decision.py": ("tests/judge/test_decision.py",),
    "linkwatch/check/settling.py": ("tests/check/test_settling.py",),
    "linkwatch/check/rejudge.py": ("tests/check/test_rejudge.py",),
    "linkwatch/check/outage.py": ("tests/check/test_outage.py",),
    "linkwatch/judge/verdict.py": ("tests/judge/test_verdict.py", "tests/corpus/test_corpus.py"),
}

SURVIVORS: dict[str, dict[str, str]] = {}
"""Module → mistake → why no test can find it, or why none should."""
