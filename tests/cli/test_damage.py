"""A database that is damaged, or on a disk that fails: every command says so in words."""

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from linkwatch.store import Store
from linkwatch.watch import doctor
from tests.cli.conftest import Linkwatch
from tests.programs import run_program
from tests.store.making import NOW, article, cite, read, rows
from tests.store.test_repair import leaves, overwrite

SHIM = Path(__file__).parents[1] / "faults" / "failing_disk.c"
ESSAY, LINKS = "essay.md", "[a](mailto:x@y.example) [b](mailto:z@y.example)\n"
ALONE = ("daemon", "browse")  # each sets up its whole process
ONE_AFTER_THE_OTHER = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from linkwatch.cli import run

told = []
for words in json.loads(sys.argv[1]):
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = run(words)
    told.append((code, out.getvalue(), err.getvalue()))
print(json.dumps(told))
"""
COMMANDS = (
    ("audit", ESSAY, "--no-archive"),
    ("check", "mailto:a@b.example", "--no-archive"),
    ("daemon", "--once"),
    ("add", "https://new.example/"),
    ("remove", "https://s.example/"),
    ("sources",),
    ("links",),
    ("history", "https://a.example/7"),
    ("report",),
    ("backup", "copy.db"),
    ("rejudge",),
    ("browse", "--port", "0"),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of which each test damages a copy."""
    path = tmp_path_factory.mktemp("whole") / "links.db"
    with Store.open(path) as store:
        read(store, article(*(cite(f"https://a.example/{n}") for n in range(1000)), uri=str(path.parent / "b.md")))
    return path


@pytest.fixture
def db(whole: Path, tmp_path: Path) -> Path:
    path = tmp_path / "links.db"
    shutil.copyfile(whole, path)
    (tmp_path / ESSAY).write_text(LINKS)
    return path


def assert_told(code: int, stdout: str, stderr: str) -> None:
    told = stdout + stderr
    assert code in (2, 3), told
    assert "links.db" in stderr
    assert "Traceback" not in told
    assert "internal error" not in told


def run_python(*words: str, folder: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command, full = [sys.executable, *words], {**os.environ, **environ}
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=folder, env=full)


def start(db: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run_program(*words, "--db", db, cwd=db.parent, text=True)


def carry_out(linkwatch: Linkwatch, db: Path, words: tuple[str, ...]) -> tuple[int, str, str]:
    if words[0] == "daemon":  # it sets up the log of its whole process
        done = start(db, *words)
        return done.returncode, done.stdout, done.stderr
    result = linkwatch(*words, "--db", db)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = tmp_path_factory.mktemp("shim") / "failing_disk.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", str(built), str(SHIM), "-ldl"], check=True)
    return built


@pytest.fixture(scope="module")
def on_a_failing_disk(whole: Path, shim: Path) -> dict[str, tuple[int, str, str]]:
    """What each command says and leaves when the disk fails; those that can are carried out by one process."""
    before = whole.read_bytes()
    (whole.parent / ESSAY).write_text(LINKS)
    environ = {"LD_PRELOAD": str(shim), "FAILING_FILE": "links.db", "FAILING_WHILE": str(whole)}
    together = [words for words in COMMANDS if words[0] not in ALONE]
    lines = json.dumps([[*words, "--db", str(whole)] for words in together])
    done = run_python("-c", ONE_AFTER_THE_OTHER, lines, folder=whole.parent, environ=environ)
    assert done.returncode == 0, done.stderr
    told = {words[0]: tuple(said) for words, said in zip(together, json.loads(done.stdout), strict=True)}
    for words in COMMANDS:
        if words[0] in ALONE:
            done = run_python("-m", "linkwatch", *words, "--db", str(whole), folder=whole.parent, environ=environ)
            told[words[0]] = (done.returncode, done.stdout, done.stderr)
    assert whole.read_bytes() == before
    return told


@pytest.mark.parametrize("command", [words[0] for words in COMMANDS])
def test_a_disk_that_fails_is_told_in_words_by_every_command(
    on_a_failing_disk: dict[str, tuple[int, str, str]], command: str
) -> None:
    code, stdout, stderr = on_a_failing_disk[command]
    assert_told(code, stdout, stderr)
    assert "the disk reported an error" in stderr


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_database_whose_schema_is_lost_is_told_in_words_by_every_command(
    linkwatch: Linkwatch, db: Path, words: tuple[str, ...]
) -> None:
    content = bytearray(db.read_bytes())
    content[100:4096] = random.Random(1).randbytes(3996)
    db.write_bytes(content)
    code, stdout, stderr = carry_out(linkwatch, db, words)
    assert_told(code, stdout, stderr)
    assert "damaged" in stderr


@pytest.mark.parametrize("words", COMMANDS[:2], ids=lambda words: words[0])
def test_what_a_damaged_database_keeps_from_beginning_leaves_no_warning(db: Path, words: tuple[str, ...]) -> None:
    overwrite(db, leaves(db, "runs"))
    done = start(db, *words)
    assert_told(done.returncode, done.stdout, done.stderr)
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("words", COMMANDS[:-1], ids=lambda words: words[0])
def test_whatever_pages_are_damaged_no_command_falls_over(
    linkwatch: Linkwatch, db: Path, words: tuple[str, ...], seed: int
) -> None:
    chance = random.Random(seed)
    pages = db.stat().st_size // 4096
    overwrite(db, chance.sample(range(2, pages + 1), pages // 2), seed)
    code, stdout, stderr = carry_out(linkwatch, db, words)
    assert "Traceback" not in stdout + stderr
    assert "internal error" not in stderr
    assert code in (0, 1, 2, 3)


@pytest.fixture
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    found = doctor.Controls(("127.0.0.1",), "http://127.0.0.1:9/")
    monkeypatch.setattr(doctor, "Controls", lambda: found)


@pytest.mark.usefixtures("_offline")
def test_doctor_tells_the_damage_and_repairs_it_only_when_asked(linkwatch: Linkwatch, db: Path) -> None:
    overwrite(db, leaves(db, "links")[3:4])
    before = db.read_bytes()
    told = linkwatch("doctor", "--db", db)
    assert told.exit_code == 1
    assert "damaged" in told.stdout
    assert "linkwatch doctor --repair" in told.stdout
    assert db.read_bytes() == before

    told = linkwatch("doctor", "--repair", "--db", db)
    assert rows(db, "SELECT count(*) FROM links") == [(1000,)]
    assert "lost links were made again from all that still tells of them" in told.stdout
    assert "articles: 1 of 1" in told.stdout
    (kept,) = db.parent.glob("links.db.damaged-*")
    assert kept.read_bytes() == before
    assert str(kept) in told.stdout
    assert rows(db, "PRAGMA integrity_check") == [("ok",)]

    findings = json.loads(linkwatch("doctor", "--repair", "--db", db, "--format", "json").stdout)["findings"]
    (repair,) = [finding for finding in findings if finding["topic"] == "repair"]
    assert (repair["state"], "left alone" in repair["text"]) == ("ok", True)


@pytest.mark.usefixtures("_offline")
def test_doctor_tells_of_articles_that_are_made_again(linkwatch: Linkwatch, db: Path) -> None:
    names = ("articles", "sqlite_autoindex_articles_1", "run_articles")
    overwrite(db, [leaf for name in names for leaf in leaves(db, name)])
    told = linkwatch("doctor", "--repair", "--db", db).stdout
    assert "1 lost articles were made again, and their citations stay" in told
    assert "1 of these are called lost:article/ and a number" in told
    assert rows(db, "SELECT count(*) FROM citations") == [(1000,)]
    assert linkwatch("report", "--db", db, "--no-config").exit_code == 0


@pytest.mark.usefixtures("_offline")
def test_doctor_tells_that_the_end_of_the_log_is_lost(linkwatch: Linkwatch, db: Path) -> None:
    left = db.with_name("left.db")
    with Store.open(db) as store:
        store.upkeep.note_alive(NOW)
        for suffix in ("", "-wal", "-shm"):
            shutil.copy(f"{db}{suffix}", f"{left}{suffix}")
    log = Path(f"{left}-wal")
    log.write_bytes(log.read_bytes()[:100])
    told = linkwatch("doctor", "--db", left)
    assert "the end of its log is lost" in told.stdout
    assert "1 page stored last" in told.stdout
    assert "log is lost" not in linkwatch("doctor", "--db", left).stdout


@pytest.mark.usefixtures("_offline")
def test_what_cannot_be_repaired_is_a_problem_with_advice(linkwatch: Linkwatch, db: Path) -> None:
    db.write_bytes(b"SQLite format 3\x00" + random.Random(1).randbytes(90_000))
    told = linkwatch("doctor", "--repair", "--db", db)
    assert told.exit_code == 1
    assert "linkwatch restore" in told.stdout


def test_restore_by_the_command(linkwatch: Linkwatch, db: Path) -> None:
    assert linkwatch("backup", "copy.db", "--db", db).exit_code == 0
    overwrite(db, [2, 3, 4])
    done = linkwatch("restore", "copy.db", "--db", db)
    assert (done.exit_code, done.stdout) == (0, "")
    (kept,) = db.parent.glob("links.db.replaced-*")
    assert done.stderr == f"linkwatch: {db}: restored, checked, 1000 links; what was there before is {kept}\n"
    refused = linkwatch("restore", ESSAY, "--db", db)
    assert refused.exit_code == 2
    assert "not a SQLite database" in refused.stderr
