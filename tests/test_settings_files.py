"""Settings that are found by themselves, and the commands that speak of them, from the outside."""

import json
import tomllib
from pathlib import Path

import click
import pytest

from linkwatch.cli import cli
from linkwatch.config import Settings, SettingsFile, find_settings_file, load_settings
from linkwatch.config.telling import commented_file, sections, table_of_keys
from linkwatch.errors import ConfigError
from tests.cli.conftest import Linkwatch, linkwatch  # noqa: F401 - a fixture
from tests.reference.settings import PAGE, tables_of


def test_the_file_of_a_repository_is_found_from_a_folder_below(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    below = tmp_path / "docs" / "guide"
    below.mkdir(parents=True)
    assert find_settings_file(below) is None
    (tmp_path / "pyproject.toml").write_text("[tool.linkwatch.check]\nretries = 5\n")
    assert load_settings(find_settings_file(below), environ={}).check.retries == 5
    (tmp_path / ".linkwatch.toml").write_text("[check]\nretries = 4\n")
    assert load_settings(find_settings_file(below), environ={}).check.retries == 4
    (tmp_path / "linkwatch.toml").write_text("[check]\nretries = 3\n")
    assert load_settings(find_settings_file(below), environ={}).check.retries == 3
    (below / ".linkwatch.toml").write_text("[check]\nretries = 2\n")
    assert load_settings(find_settings_file(below), environ={}).check.retries == 2


def test_what_lies_above_a_repository_or_above_a_plain_folder_is_a_strangers(tmp_path: Path) -> None:
    (tmp_path / "linkwatch.toml").write_text("[check]\nretries = 3\n")
    plain = tmp_path / "plain"
    plain.mkdir()
    assert find_settings_file(plain) is None
    (plain / ".git").write_text("gitdir: elsewhere")
    assert find_settings_file(plain) is None
    assert find_settings_file(tmp_path) == SettingsFile(tmp_path / "linkwatch.toml", was_found=True)


def test_a_project_file_counts_only_where_it_speaks_of_linkwatch(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text('[project]\nname = "linkwatch-notes"\n')
    assert find_settings_file(tmp_path) is None
    project.write_text("[project\nname = linkwatch")
    assert find_settings_file(tmp_path) is None
    project.write_text("[tool.linkwatch.check]\nretries = \n")
    with pytest.raises(ConfigError, match="not valid TOML"):
        find_settings_file(tmp_path)


def test_paths_in_a_file_that_was_found_are_relative_to_it(tmp_path: Path) -> None:
    text = '[database]\npath = "links.db"\n[[sources]]\nkind = "files"\nlocation = "docs"\n'
    (tmp_path / "linkwatch.toml").write_text(text + '[[sources]]\nkind = "page"\nlocation = "https://a.example/"\n')
    found = load_settings(find_settings_file(tmp_path), environ={})
    assert found.database.path == tmp_path / "links.db"
    assert [source.location for source in found.sources] == [str(tmp_path / "docs"), "https://a.example/"]
    assert load_settings(tmp_path / "linkwatch.toml", environ={}).database.path == Path("links.db")


def test_an_empty_path_in_a_file_that_was_found_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "linkwatch.toml").write_text('[database]\npath = ""\n')
    with pytest.raises(ConfigError, match=r"\[database\] path: is empty"):
        load_settings(find_settings_file(tmp_path), environ={})


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("LINKWATCH_TIMEOUT", "LINKWATCH_CHECK__TIMEOUT"),
        ("LINKWATCH_CHECK_TIMEOUT", "LINKWATCH_CHECK__TIMEOUT"),
        ("LINKWATCH_ALIVE", "LINKWATCH_RECHECK__ALIVE"),
    ],
)
def test_a_wrong_name_in_the_environment_is_told_with_the_right_one(name: str, meant: str) -> None:
    with pytest.raises(ConfigError, match=f"environment variable {name}: no such setting; .*{meant}"):
        load_settings(environ={name: "5"})


def test_variables_that_are_not_ours_are_left_alone() -> None:
    assert load_settings(environ={"LINKWATCH_PORT": "tcp://10.0.0.1:80", "LINKWATCH_DEBUG": "1"}) == Settings()


@pytest.mark.parametrize("text", ["check = 3\n", "[[check]]\nretries = 1\n", "[hosts]\nmatch = 'a'\n"])
def test_a_table_of_the_wrong_form_is_told_without_words_of_ours(tmp_path: Path, text: str) -> None:
    file = tmp_path / "linkwatch.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=r"not a (table|list): write it as \[") as caught:
        load_settings(file, environ={})
    assert "Settings" not in str(caught.value)


def test_commands_use_the_file_they_find_unless_told_not_to(
    linkwatch: Linkwatch,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "linkwatch.toml").write_text("[check]\nretries = 99\n")
    (tmp_path / "a.md").write_text("# A\n")
    assert linkwatch("audit", "a.md", "--no-config").exit_code == 0
    wrong = linkwatch("audit", "a.md", "--retries", "99")
    assert "option --retries" in wrong.stderr
    monkeypatch.delenv("LINKWATCH_CHECK__RETRIES")
    wrong = linkwatch("audit", "a.md")
    assert wrong.exit_code == 2
    assert f"{tmp_path / 'linkwatch.toml'}: [check] retries" in wrong.stderr
    both = linkwatch("audit", "a.md", "--no-config", "--config", "linkwatch.toml")
    assert (both.exit_code, "give one of them" in both.stderr) == (2, True)


def test_init_writes_a_file_that_changes_nothing_and_is_found(linkwatch: Linkwatch, tmp_path: Path) -> None:  # noqa: F811
    assert linkwatch("init").exit_code == 0
    file = tmp_path / "linkwatch.toml"
    assert load_settings(file, environ={}) == Settings()
    assert find_settings_file(tmp_path) == SettingsFile(file, was_found=True)
    again = linkwatch("init")
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)


def test_every_line_of_the_commented_file_is_a_setting_when_it_is_uncommented() -> None:
    lines = commented_file().splitlines()[3:]
    values = tomllib.loads("\n".join(line.removeprefix("# ") for line in lines))
    values["hosts"][0]["auth"] = "user:password"
    Settings.model_validate(values)
    for section, model in sections():
        found = values[section][0] if section in ("sources", "hosts") else values[section]
        assert found.keys() == model.model_fields.keys(), section


def test_config_shows_what_is_in_force_and_whence_and_no_secret(
    linkwatch: Linkwatch,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LINKWATCH_ARCHIVE__SECRET_KEY", "hush-hush")
    monkeypatch.setenv("TOKEN", "quiet")
    host = '[[hosts]]\nmatch = "a.example"\nheaders = { X-Token = "$TOKEN" }\nproxy = "http://u:silent@p.example:1"\n'
    (tmp_path / "linkwatch.toml").write_text(f"[check]\ntimeout = '5s'\n{host}")
    shown = linkwatch("config")
    assert shown.exit_code == 0
    assert tomllib.loads(shown.stdout)["check"]["timeout"] == "5s"
    assert not {"hush-hush", "quiet", "silent"} & set(shown.stdout.replace('"', " ").split())
    assert "silent" not in shown.stdout
    told = {
        (row["section"], row["key"]): row
        for row in json.loads(linkwatch("config", "--format", "json").stdout)["settings"]
    }
    assert told["[check]", "timeout"]["origin"] == str(tmp_path / "linkwatch.toml")
    assert told["[check]", "retries"]["origin"] == "environment variable LINKWATCH_CHECK__RETRIES"
    assert told["[check]", "per_host"]["origin"] == "default"
    assert told["[archive]", "secret_key"]["value"] == '"********"'
    assert told["[[hosts]]", "headers"]["value"] == '{ "X-Token" = "********" }'


def test_the_page_of_settings_is_what_the_code_says() -> None:
    assert tables_of(PAGE.read_text()) == table_of_keys()


def test_the_page_of_settings_names_no_option_that_there_is_not() -> None:
    command = cli.get_command(click.Context(cli), "audit")
    assert command is not None
    options = {option for parameter in command.params for option in parameter.opts}
    assert {"--config", "--no-config", "--header", "--proxy", "--max-age"} <= options
