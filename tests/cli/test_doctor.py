import json
from pathlib import Path

import pytest

from linkwatch.store import Store
from linkwatch.watch import doctor
from tests.cli.conftest import Linkwatch, Site
from tests.standin.wayback import WaybackStandin


@pytest.fixture(autouse=True)
def controls(site: Site, wayback: WaybackStandin, monkeypatch: pytest.MonkeyPatch) -> None:
    """The network is loopback, whose names need no server."""
    found = doctor.Controls(("127.0.0.1",), f"{site.url}/")
    monkeypatch.setattr(doctor, "Controls", lambda: found)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "links.db"
    with Store.open(path):
        pass
    return path


def test_a_line_for_everything_and_no_problem(linkwatch: Linkwatch, db: Path) -> None:
    result = linkwatch("doctor", "--db", db)
    assert (result.exit_code, result.stderr) == (0, "")
    states = [line.split()[0] for line in result.stdout.splitlines()]
    assert set(states) == {"ok"}


def test_a_problem_is_the_exit_code_and_says_what_to_do(linkwatch: Linkwatch, db: Path) -> None:
    db.write_text("not a database, " * 10)
    result = linkwatch("doctor", "--db", db)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    (at,) = [number for number, line in enumerate(lines) if line.startswith("problem")]
    assert lines[at + 1].lstrip().startswith("→ ")


@pytest.mark.parametrize("options", [[], ["--repair"]])
def test_a_name_that_no_file_can_have_is_a_problem(linkwatch: Linkwatch, tmp_path: Path, options: list[str]) -> None:
    result = linkwatch("doctor", "--db", tmp_path / f"{'long' * 75}.db", *options)
    assert (result.exit_code, result.stderr) == (1, "")
    assert "cannot be opened: File name too long" in result.stdout


def test_for_programs(linkwatch: Linkwatch, db: Path) -> None:
    result = linkwatch("doctor", "--db", db, "--format", "json")
    told = json.loads(result.stdout)
    assert told["healthy"] is True
    assert {tuple(finding) for finding in told["findings"]} == {("topic", "state", "text", "advice")}


def test_wrong_settings_are_told_line_by_line(linkwatch: Linkwatch, tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text('[check]\ntimeuot = "3s"\nmax_redirects = -1\n[server]\nlistne = ":80"\n')
    result = linkwatch("doctor", "--config", "wrong.toml")
    assert result.exit_code == 2
    problems = [line for line in result.stdout.splitlines() if line.startswith("problem")]
    assert len(problems) == 3
    assert "timeuot" in result.stdout
    assert "there are listen" in result.stdout


def test_an_address_that_no_daemon_could_answer_at_is_a_problem(linkwatch: Linkwatch, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('[server]\nlisten = "8471"\n')
    result = linkwatch("doctor", "--config", "s.toml")
    assert result.exit_code == 2
    assert "s.toml: [server] listen: not an address with a port: '8471'" in result.stdout


def test_what_a_path_hides_does_not_steer_the_terminal(linkwatch: Linkwatch, tmp_path: Path) -> None:
    result = linkwatch("doctor", "--db", tmp_path / "a\x1b[31m\nok      b.db")
    assert "\x1b" not in result.stdout
    assert result.stdout.count("\nok       database") == 0
