"""A file is written whole or not at all."""

import subprocess
import sys
from pathlib import Path

import pytest

from linkwatch.articles.rewrite.files import write
from linkwatch.errors import InputError

# Stands for a full disk: the system lets no file grow beyond so many bytes, and says so where it is written.
ON_A_FULL_DISK = """
import pathlib, resource, sys
from linkwatch.articles.rewrite.files import write
from linkwatch.errors import InputError
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write(pathlib.Path(sys.argv[1]), b"before", b"x" * 100_000)
except InputError as error:
    print(error)
"""


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_bytes(b"before")
    done = subprocess.run([sys.executable, "-c", ON_A_FULL_DISK, article], capture_output=True, text=True, check=True)
    assert done.stdout == f"{article}: cannot be written: File too large; it is as it was\n"
    assert article.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_what_somebody_else_wrote_meanwhile_stays(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_bytes(b"theirs")
    with pytest.raises(InputError, match="was changed by somebody else just now"):
        write(article, b"before", b"after")
    assert article.read_bytes() == b"theirs"


def test_a_file_that_is_no_more_is_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        write(tmp_path / "a.md", b"before", b"after")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755])
def test_the_mode_is_kept(tmp_path: Path, mode: int) -> None:
    article = tmp_path / "a.md"
    article.write_bytes(b"before")
    article.chmod(mode)
    write(article, b"before", b"after")
    assert (article.read_bytes(), article.stat().st_mode & 0o777) == (b"after", mode)
    assert list(tmp_path.iterdir()) == [article]
