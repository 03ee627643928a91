"""Which tests concern a module, and which mistakes they need not find."""

TESTS: dict[str, tuple[str, ...]] = {
    "linkwatch/judge/patience.py": ("tests/judge/test_patience.py",),
    "linkwatch/judge/next_look.py": ("tests/judge/test_next_look.py", "tests/judge/test_patience.py"),
    "linkwatch/judge/decision.py": ("tests/judge/test_decision.py",),
    "linkwatch/check/settling.py": ("tests/check/test_settling.py",),
    "linkwatch/check/rejudge.py": ("tests/check/test_rejudge.py",),
    "linkwatch/check/outage.py": ("tests/check/test_outage.py",),
}

_ANY_NAME = "any names that are surely there serve as controls"
_LABEL = "nobody reads the labels of an enumeration"

SURVIVORS: dict[str, dict[str, str]] = {
    "linkwatch/judge/next_look.py": {
        "next_look: 0.0 → 0.001": "no look is sooner than a second: a thousandth of one changes nothing",
        "next_look: 0.0 → -0.001": "likewise",
        "_until_confirmable: 0.0 → 0.001": "likewise",
        "_until_confirmable: 0.0 → -0.001": "likewise",
        "_since_last_look: 0.0 → 0.001": "likewise",
        "_since_last_look: 0.0 → -0.001": "likewise",
    },
    "linkwatch/check/outage.py": {
        ": 'a.root-servers.net' → 'a.root-servers.netx'": _ANY_NAME,
        ": 'example.com' → 'example.comx'": _ANY_NAME,
        ": 'iana.org' → 'iana.orgx'": _ANY_NAME,
        ": 'http://example.com/' → 'http://example.com/x'": _ANY_NAME,
        **{
            f": ('a.root-servers.net', 'example.com', 'iana.org') → {left}": _ANY_NAME
            for left in (
                "('example.com', 'iana.org')",
                "('a.root-servers.net', 'iana.org')",
                "('a.root-servers.net', 'example.com')",
            )
        },
        "Suspicion: 'none' → 'nonex'": _LABEL,
        "Suspicion: 'ask-dns' → 'ask-dnsx'": _LABEL,
        "Suspicion: 'ask-resolver' → 'ask-resolverx'": _LABEL,
        "Suspicion: 'ask-web' → 'ask-webx'": _LABEL,
        "Suspicion: 'ask-another' → 'ask-anotherx'": _LABEL,
        "OutageGuard._commonest: 1 → 2": "of one or two the first is taken",
        "OutageGuard._commonest: 0 → -1": "the first of one is the last; without any nobody asks how many they are",
        "OutageGuard._commonest: 0 → 1": "without any nobody asks how many they are",
    },
    "linkwatch/check/rejudge.py": {
        ": 500 → 501": "how many are read at once is a matter of memory",
        ": 500 → 499": "likewise",
        "rejudge: 0 → -1": "the ids of links begin with 1",
    },
}
"""Module → mistake → why no test can find it, or why none should."""
