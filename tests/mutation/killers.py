"""Which tests concern a module: they are to find the mistakes that are made in it."""

JUDGED = "tests/corpus/test_in_memory.py"  # is every verdict of the corpus still right?
_RULES = (
    JUDGED,
    "tests/judge/test_verdict.py",
    "tests/judge/test_statuses.py",
    "tests/judge/test_identity.py",
    "tests/judge/test_limits.py",
    "tests/judge/test_walls.py",
    "tests/judge/test_siblings.py",
    "tests/judge/test_tombstones.py",
)
_READING = (
    JUDGED,
    "tests/judge/test_words.py",
    "tests/judge/test_sniff.py",
    "tests/judge/test_elements.py",
    "tests/judge/test_page.py",
    "tests/judge/test_remembering.py",
)
_DRIFT = (
    "tests/judge/test_changed.py",
    "tests/judge/test_drift.py",
    "tests/corpus/test_drift_corpus.py",
    "tests/judge/test_remembering.py",
)

TESTS: dict[str, tuple[str, ...]] = {
    "linkwatch/judge/__init__.py": ("tests/judge/test_page.py",),
    "linkwatch/judge/addresses.py": ("tests/judge/test_addresses.py", *_RULES),
    "linkwatch/judge/case.py": _RULES,
    "linkwatch/judge/changed.py": _DRIFT,
    "linkwatch/judge/decision.py": ("tests/judge/test_decision.py",),
    "linkwatch/judge/doubt.py": _RULES,
    "linkwatch/judge/drift.py": _DRIFT,
    "linkwatch/judge/dumps.py": _READING,
    "linkwatch/judge/elements.py": _READING,
    "linkwatch/judge/gone.py": _RULES,
    "linkwatch/judge/html.py": _READING,
    "linkwatch/judge/identity.py": _RULES,
    "linkwatch/judge/landers.py": _RULES,
    "linkwatch/judge/language.py": _DRIFT,
    "linkwatch/judge/marks.py": _DRIFT,
    "linkwatch/judge/menus.py": ("tests/judge/test_menus.py", *_READING),
    "linkwatch/judge/next_look.py": ("tests/judge/test_next_look.py", "tests/judge/test_patience.py"),
    "linkwatch/judge/older_sketches.py": _DRIFT,
    "linkwatch/judge/page.py": _READING,
    "linkwatch/judge/patience.py": ("tests/judge/test_patience.py",),
    "linkwatch/judge/phrases.py": (*_RULES, "tests/judge/test_tables.py"),
    "linkwatch/judge/programs.py": ("tests/judge/test_programs.py", *_RULES),
    "linkwatch/judge/readers.py": ("tests/judge/test_witnesses.py", *_RULES),
    "linkwatch/judge/redirects.py": _RULES,
    "linkwatch/judge/risk.py": ("tests/judge/test_risk.py",),
    "linkwatch/judge/routes.py": _RULES,
    "linkwatch/judge/running_text.py": (*_READING, *_DRIFT[1:3]),
    "linkwatch/judge/said.py": ("tests/judge/test_statements.py", *_RULES),
    "linkwatch/judge/scripted.py": ("tests/judge/test_scripted.py", *_READING),
    "linkwatch/judge/shape.py": ("tests/judge/test_shape.py", *_READING),
    "linkwatch/judge/siblings.py": _RULES,
    "linkwatch/judge/signatures.py": ("tests/judge/test_signatures.py", "tests/judge/test_tables.py", *_RULES),
    "linkwatch/judge/sketch.py": _DRIFT,
    "linkwatch/judge/sniff.py": _READING,
    "linkwatch/judge/statements.py": ("tests/judge/test_statements.py", *_READING),
    "linkwatch/judge/status.py": _RULES,
    "linkwatch/judge/stores.py": ("tests/judge/test_stores.py", *_RULES),
    "linkwatch/judge/tokens.py": _DRIFT,
    "linkwatch/judge/tombstones.py": _RULES,
    "linkwatch/judge/transport.py": _RULES,
    "linkwatch/judge/verdict.py": _RULES,
    "linkwatch/judge/viewers.py": _RULES,
    "linkwatch/judge/walls.py": _RULES,
    "linkwatch/judge/witnesses.py": ("tests/judge/test_witnesses.py", *_RULES),
    "linkwatch/judge/words.py": (*_READING, *_DRIFT[1:3]),
    "linkwatch/check/examine.py": (
        JUDGED,
        "tests/check/test_examine_parts.py",
        "tests/check/test_examine.py",
        "tests/judge/test_remembering.py",
    ),
    "linkwatch/check/examining.py": (
        JUDGED,
        "tests/check/test_examine_parts.py",
        "tests/check/test_pipeline.py",
        "tests/judge/test_remembering.py",
    ),
    "linkwatch/check/gathering.py": ("tests/check/test_gathering.py",),
    "linkwatch/check/leases.py": ("tests/cluster/test_leases.py",),
    "linkwatch/check/outage.py": ("tests/check/test_outage.py",),
    "linkwatch/check/pipeline.py": ("tests/check/test_pipeline.py", "tests/check/test_outage.py"),
    "linkwatch/check/rejudge.py": ("tests/check/test_rejudge.py",),
    "linkwatch/check/sameness.py": ("tests/check/test_sameness.py", "tests/check/test_outage.py"),
    "linkwatch/check/settling.py": ("tests/check/test_settling.py",),
    "linkwatch/check/site_memory.py": (JUDGED, "tests/check/test_examine.py", "tests/check/test_examine_parts.py"),
}

_PROCESSES = (
    "starts or is a process of its own, which would not hold the mistake; `tests/check/test_crew.py` takes minutes"
)
_CLUSTER = "is part of a cluster of processes, whose tests take minutes"
NOT_TRIED = {
    "linkwatch/check/__init__.py": "is empty",
    "linkwatch/check/cluster.py": _CLUSTER,
    "linkwatch/check/control.py": "asks the control addresses over a real network, which tests of its callers replace",
    "linkwatch/check/office.py": _CLUSTER,
    "linkwatch/check/open_tasks.py": _CLUSTER,
    "linkwatch/check/room.py": "reads this machine's limit of open files, which is another everywhere",
    "linkwatch/check/station.py": _CLUSTER,
    "linkwatch/check/messages.py": "says which values travel, and does nothing",
    "linkwatch/check/crew.py": _PROCESSES,
    "linkwatch/check/member.py": _PROCESSES,
    "linkwatch/check/worker.py": _PROCESSES,
}
"""Module of judge/ or check/ → why no mistake is made in it. Tables (`judge/data/`) have tests of their own."""
