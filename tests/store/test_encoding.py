"""What is written reads as what it was, and as Python's own JSON writes it."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.store.encoding import json_text, text_time, time_text

_TEXTS = st.text(st.characters())  # lone surrogates too: names of files that cannot be decoded
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(_TEXTS, _VALUES, max_size=3))
def test_evidence_is_read_as_it_was(evidence: dict[str, object]) -> None:
    written = json_text(evidence)
    assert json.loads(written) == evidence
    assert "\0" not in written.encode().decode()


@pytest.mark.parametrize("text", ['ü\u2028\x7f\x00\n"\\/', "\ud800", "x" * 2000, "\U0001f600"])
def test_evidence_is_written_as_before(text: str) -> None:
    evidence = {"first": {"url": text, "elapsed_ms": 12, "share": 0.25, "page": None, "hops": [text, True]}}
    as_before = json.dumps(evidence, ensure_ascii=False, separators=(",", ":"))
    assert json_text(evidence) == as_before.encode("utf-8", "backslashreplace").decode()


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 11, 22, 8, 5, 9, 999_999, tzinfo=UTC), "2026-11-22T08:05:09Z"),
        (datetime(2026, 11, 22, 0, 30, tzinfo=timezone(timedelta(hours=5, minutes=30))), "2026-11-21T19:00:00Z"),
        (datetime(987, 1, 2, tzinfo=UTC), "0987-01-02T00:00:00Z"),
    ],
)
def test_a_time_is_written_in_utc_without_fractions(moment: datetime, text: str) -> None:
    assert time_text(moment) == text
    assert text_time(text) == moment.replace(microsecond=0)
