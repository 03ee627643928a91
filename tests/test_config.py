import re
from contextlib import suppress
from pathlib import Path

import pytest

from linkwatch.config import CheckSettings, Settings, load_settings
from linkwatch.config.sections import section_of
from linkwatch.errors import ConfigError

RELIED_ON = {
    "database": {"path"},
    "check": {
        "concurrency",
        "per_host",
        "host_interval",
        "timeout",
        "retries",
        "max_redirects",
        "max_body",
        "user_agent",
        "allow_private",
        "exclude",
    },
    "recheck": {"alive", "failing", "blocked", "dead", "max", "confirmations", "confirm_over"},
    "archive": {
        "find",
        "save",
        "requests_per_minute",
        "negative_ttl",
        "wayback_url",
        "save_url",
        "access_key",
        "secret_key",
    },
    "schedule": {"scan", "check", "archive", "notify"},
    "notify": {"urls", "on"},
    "server": {"listen"},
}


def test_every_key_that_settings_files_rely_on_is_a_setting() -> None:
    settings = load_settings(environ={})
    for section, keys in RELIED_ON.items():
        assert keys <= set(type(getattr(settings, section)).model_fields), section


@pytest.mark.parametrize(
    ("written", "seconds"), [("90s", 90), ("6h", 21600), ("3d", 259200), ("250ms", 0.25), ("2 m", 120), ("7", 7)]
)
def test_durations_are_read_with_their_unit(written: str, seconds: float) -> None:
    assert load_settings(options={("recheck", "alive"): written}, environ={}).recheck.alive == seconds


@pytest.mark.parametrize("written", ["soon", "3 fortnights", "-5s", "", "1e9999s", "nan"])
def test_what_is_no_duration_is_an_error(written: str) -> None:
    with pytest.raises(ConfigError, match="timeout"):
        load_settings(options={("check", "timeout"): written}, environ={})


@pytest.mark.parametrize("key", ["database.retention", "recheck.alive", "archive.negative_ttl", "schedule.scan"])
def test_a_duration_that_no_calendar_holds_is_an_error(key: str) -> None:
    section, _, name = key.partition(".")
    with pytest.raises(ConfigError, match="must be 3153600000 or less"):
        load_settings(None, {(section, name): "1000000d"}, {})


def test_options_beat_the_environment_and_that_beats_the_file(tmp_path: Path) -> None:
    file = tmp_path / "linkwatch.toml"
    file.write_text("[check]\nretries = 1\nper_host = 1\nconcurrency = 1\n")
    settings = load_settings(
        file,
        options={("check", "retries"): "3"},
        environ={"LINKWATCH_CHECK__RETRIES": "2", "LINKWATCH_CHECK__PER_HOST": "2"},
    )
    assert (settings.check.retries, settings.check.per_host, settings.check.concurrency) == (3, 2, 1)


def test_lists_come_from_toml_from_commas_and_from_json(tmp_path: Path) -> None:
    file = tmp_path / "linkwatch.toml"
    file.write_text('[check]\nallow_private = ["10.0.0.0/8", "::1"]\nexclude = ["a,b{1,2}"]\n')
    assert load_settings(file, environ={}).check.allow_private == ["10.0.0.0/8", "::1"]
    assert load_settings(file, environ={}).check.exclude == ["a,b{1,2}"]
    environ = {"LINKWATCH_CHECK__ALLOW_PRIVATE": "10.0.0.0/8, ::1", "LINKWATCH_CHECK__EXCLUDE": '["x{1,2}", "y"]'}
    assert load_settings(environ=environ).check.allow_private == ["10.0.0.0/8", "::1"]
    assert load_settings(environ=environ).check.exclude == ["x{1,2}", "y"]


@pytest.mark.parametrize("written", ['{"X-A": "1, 2"}', '["X-A: 1, 2"]', "X-A: 1, 2"])
def test_headers_of_the_environment_are_a_line_or_json(written: str) -> None:
    headers = load_settings(environ={"LINKWATCH_CHECK__HEADERS": written}).check.headers
    assert {name: value.get_secret_value() for name, value in headers.items()} == {"X-A": "1, 2"}


def test_one_regular_expression_keeps_its_commas() -> None:
    assert load_settings(environ={"LINKWATCH_CHECK__EXCLUDE": "a{1,2}"}).check.exclude == ["a{1,2}"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[check]\ntimout = 3", r"\[check\] timout: no such setting; did you mean timeout\? there are concurrency, "),
        ("[chek]\na = 1", r"\[chek\]: no such setting; did you mean check\? there are database, sources, hosts, check"),
        ("check = 3", r"\[check\]"),
        ("[check\n", "not valid TOML"),
        ("[check]\nexclude = ['(']", r"\[check\] exclude number 1: not a regular expression"),
        ("[check]\nexclude = ['']", r"\[check\] exclude number 1: an empty expression would fit every address"),
        ("[check]\nallow_private = ['10.0.0.0/99']", "allow_private number 1: not a network: write"),
        ("[check]\nretries = 99", "retries: must be 10 or less$"),
        ("[check]\nretries = -1", "retries: must be 0 or more$"),
        ("[check]\nretries = 'few'", "retries: not a whole number$"),
        ("[check]\nretries = 1.5", "retries: not a whole number$"),
        ("[check]\nbrowser = 'maybe'", "browser: write true or false$"),
        ("[archive]\nsave = 'often'", "save: write 'never', 'unarchived' or 'always'$"),
        ("[archive]\nrequests_per_minute = 'x'", "requests_per_minute: not a number$"),
        ("[archive]\nrequests_per_minute = 0", "requests_per_minute: must be more than 0$"),
        ("[database]\npath = 3", "path: not a path: write it in quotation marks$"),
        ("[database]\npath = ''", r"\[database\] path: is empty: name a place, or leave it out$"),
        ("[archive]\nwarc = ''", r"\[archive\] warc: is empty"),
        ("[server]\nlisten = 3", "listen: not a text: write it in quotation marks$"),
        ("[[hosts]]\nmatch = 3", r"\[\[hosts\]\] number 1 match: not a text"),
        ("[server]\nlisten = 'foo'", r"\[server\] listen: not an address with a port: 'foo'; write for example"),
        ("[server]\nlisten = ''", r"\[server\] listen: not an address with a port"),
        ("[check]\nuser_agent = ''", "user_agent: is empty$"),
        ("[check]\nuser_agent = '  '", "user_agent: is empty$"),
        ("[[hosts]]\nmatch = 'a.org'\nuser_agent = ''", "user_agent: is empty$"),
        ("[[hosts]]\nmatch = 'a.org'\nuser_agent = 'ü'", "user_agent: may hold only signs of ASCII$"),
        ("[check]\ntimeout = true", "not a duration"),
        ('[check]\nscheduler = "http://a:8786"', "scheduler: not the address of a scheduler: write tcp://host:8786$"),
        (
            '[archive]\nwarc_shelf = "s3://a:b@c/d"',
            "warc_shelf: not a URL without a password: write s3://bucket/copies$",
        ),
        ('[archive]\nwayback_url = "nonsense"', "wayback_url: not a web address: write https"),
        ('[check]\nuser_agent = "a\\r\\nEvil: 1"', "user_agent"),
        ('[[sources]]\nkind = "page"', r"\[\[sources\]\] number 1 location: is missing"),
        ('[[sources]]\nkind = "page"\nlocation = "x"\nlabel = "y"', "there are kind, location, name"),
    ],
)
def test_a_mistake_is_named_with_its_place_in_one_line(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "linkwatch.toml"
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_settings(file, environ={})
    (line,) = str(caught.value).splitlines()
    assert line.startswith(str(file))
    assert re.search(complaint, line)


def test_a_mistake_in_the_environment_names_the_variable() -> None:
    with pytest.raises(ConfigError, match=r"_CHECK__TIMOUT: no such setting; did you mean LINKWATCH_CHECK__TIMEOUT\?"):
        load_settings(environ={"LINKWATCH_CHECK__TIMOUT": "3"})


def test_a_single_underscore_after_the_section_is_pointed_out() -> None:
    with pytest.raises(ConfigError, match=r"LINKWATCH_CHECK_TIMEOUT: no such setting.*LINKWATCH_CHECK__TIMEOUT"):
        load_settings(environ={"LINKWATCH_CHECK_TIMEOUT": "3"})
    with pytest.raises(ConfigError, match=r"LINKWATCH_CHECK: a section, not a setting: .*LINKWATCH_CHECK__CONCURRENCY"):
        load_settings(environ={"LINKWATCH_CHECK": "3"})
    for name in ("sources", "hosts"):
        with pytest.raises(ConfigError, match=rf"\[\[{name}\]\] has no variables"):
            load_settings(environ={f"LINKWATCH_{name.upper()}": "x"})


@pytest.mark.parametrize("name", ["SOURCES", "HOSTS"])
@pytest.mark.parametrize("text", ["", "[[sources]]\nkind = 'files'\nlocation = 'a'\n[[hosts]]\nmatch = 'a.org'\n"])
def test_a_list_of_tables_has_no_variables(tmp_path: Path, name: str, text: str) -> None:
    (file := tmp_path / "linkwatch.toml").write_text(text)
    with pytest.raises(ConfigError, match=rf"_{name}__KIND: \[\[{name.lower()}\]\] has no variables: write it in a "):
        load_settings(file, environ={f"LINKWATCH_{name}__KIND": "x"})
    assert load_settings(environ={"LINKWATCH_DEBUG": "1"})


def test_no_mistake_is_told_in_the_words_of_the_library(tmp_path: Path) -> None:
    """Every key of every section, given what it can hardly mean."""
    file = tmp_path / "linkwatch.toml"
    values = (
        "-1",
        "0",
        "99999999",
        "1.5",
        "true",
        "''",
        "'\\u0000'",
        "'x y'",
        "[1]",
        "[[]]",
        "{ a = 1 }",
        "{ a = [] }",
    )
    for section in Settings.model_fields:
        table = f"[[{section}]]" if section in ("sources", "hosts") else f"[{section}]"
        for key in section_of(section).model_fields:
            for value in values:
                file.write_text(f"{table}\n{key} = {value}\n".replace("'\\u0000'", '"\\u0000"'))
                with suppress(ConfigError):
                    load_settings(file, environ={})
                    continue
                with pytest.raises(ConfigError) as caught:
                    load_settings(file, environ={})
                assert not re.search(r"Input|instance|Settings|should|valid (?!TOML)|constrained", str(caught.value))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read: No such file"):
        load_settings(tmp_path / "none.toml", environ={})


def test_secrets_are_not_shown_by_accident() -> None:
    settings = load_settings(environ={"LINKWATCH_ARCHIVE__SECRET_KEY": "hunter2"})
    assert "hunter2" not in repr(settings)
    assert settings.archive.secret_key is not None
    assert settings.archive.secret_key.get_secret_value() == "hunter2"


def test_the_user_agent_says_who_asks() -> None:
    assert "linkwatch/" in CheckSettings().user_agent


def test_the_kinds_of_sources_are_those_that_there_are(tmp_path: Path) -> None:
    from linkwatch.articles.sources.register import KINDS, require_named

    file = tmp_path / "linkwatch.toml"
    named = [kind.name for kind in KINDS if kind.is_named]
    entries = [f"[[sources]]\nkind = '{name}'\nlocation = 'https://x.example/'\n" for name in named]
    file.write_text("".join(entries))
    assert [source.kind for source in load_settings(file, environ={}, check_source_kind=require_named).sources] == named
    for unknown in ("fed", *(kind.name for kind in KINDS if not kind.is_named)):
        file.write_text("".join(entries) + f"[[sources]]\nkind = '{unknown}'\nlocation = 'x'\n")
        with pytest.raises(ConfigError) as caught:
            load_settings(file, environ={}, check_source_kind=require_named)
        place = f"{file}: [[sources]] number {len(named) + 1} kind"
        assert str(caught.value) == f"{place}: no such kind of source; there are {', '.join(named)}"
