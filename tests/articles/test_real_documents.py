"""The command that tries `fix` on other people's documents, on ours; and what it would call wrong."""

from pathlib import Path

import pytest

from linkwatch.articles.extract import extract
from linkwatch.model import Document
from tests.articles.real_documents import changed_elsewhere, chosen, fix_twice

TOP = Path(__file__).parent.parent.parent
SAMPLES = Path(__file__).parent / "extract" / "samples"


def test_documents_change_at_their_targets_only_and_once(tmp_path: Path) -> None:
    result = fix_twice(chosen([TOP / "docs", SAMPLES]), tmp_path)
    assert result.wrong == []
    assert {suffix for suffix in result.documents if result.mended[suffix]} >= {".md", ".rst", ".adoc", ".tex", ".org"}


@pytest.mark.parametrize(
    ("after", "is_wrong"),
    [
        ("See [a](https://copy.example/(1)) and b.\n", False),
        ("See [a](<https://copy.example/(1)>) and b.\n", False),
        ("See [a](https://copy.example/1) and  b.\n", True),
        ("See [a](https://copy.example/1) and b.\r\n", True),
        ("See [A](https://copy.example/1) and b.\n", True),
        ("See [a](https://copy.example/1) and <https://b.example/>.\n", True),
    ],
)
def test_a_change_beside_the_targets_is_seen(after: str, is_wrong: bool) -> None:
    bodies = (b"See [a](https://a.example/) and b.\n", after.encode())
    old, new = (extract(Document("a.md", body, "file:///a.md")) for body in bodies)
    assert changed_elsewhere(*bodies, old, new) is is_wrong
