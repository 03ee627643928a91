"""Kinds of linkwatch's own, and those that other packages add: real entry points, found on sys.path."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from linkwatch.register import Register

GROUP = "linkwatch.tests"


@dataclass(frozen=True)
class Thing:
    name: str


OWN = (Thing("first"), Thing("second"))
PACKAGES = {
    "good": ("third = good:THIRD", "from tests.test_register import Thing\nTHIRD = Thing('third')"),
    "raising": ("raises = raising:X", "raise RuntimeError('two\\nlines')"),
    "absent": ("absent = no_such_module:X", ""),
    "nameless": ("nameless = nameless:X", ""),
    "wrong_sort": ("wrong_sort = wrong_sort:X", "X = 'a text'"),
    "misnamed": ("misnamed = misnamed:X", "from tests.test_register import Thing\nX = Thing('other')"),
    "rival": ("first = rival:X", "raise AssertionError('nobody asks for it')"),
    "second_good": ("third = second_good:X", "raise AssertionError('nobody asks for it')"),
}
Install = Callable[..., Register[Thing]]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    def put(*names: str) -> Register[Thing]:
        for name in names:
            entry, module = PACKAGES[name]
            info = tmp_path / f"{name}-1.0.dist-info"
            info.mkdir()
            (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
            (info / "entry_points.txt").write_text(f"[{GROUP}]\n{entry}\n")
            (tmp_path / f"{name}.py").write_text(module)
        monkeypatch.syspath_prepend(str(tmp_path))
        return Register(GROUP, Thing, OWN)

    return put


def test_own_kinds_come_first_and_in_their_order(install: Install) -> None:
    register = install("good")
    assert register.names() == ("first", "second", "third")
    assert list(register) == [*OWN, Thing("third")]
    assert register.get("third") is register.get("third")
    assert register.get("fourth") is None


def test_kinds_that_are_given_by_their_places_are_loaded_when_they_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slow_to_load.py").write_text(f"from {__name__} import Thing\nKIND = Thing('slow')\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    register = Register(GROUP, Thing, {"slow": "slow_to_load:KIND", "other": "no_such_module:KIND"})
    assert register.names() == ("slow", "other")
    assert register.is_own("other")
    assert "slow_to_load" not in sys.modules
    assert register.get("slow") == Thing("slow")
    assert register.get("slow") is register.get("slow")


@pytest.mark.parametrize(
    ("package", "problem"),
    [
        ("raising", "RuntimeError: two lines"),
        ("absent", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("nameless", "AttributeError: module 'nameless' has no attribute 'X'"),
        ("wrong_sort", "wrong_sort:X is no Thing"),
        ("misnamed", "it calls itself 'other'"),
    ],
)
def test_a_package_that_cannot_be_used_is_told_once_in_a_line_and_stops_no_other(
    install: Install, caplog: pytest.LogCaptureFixture, package: str, problem: str
) -> None:
    register = install(package, "good")
    name = PACKAGES[package][0].split()[0]
    assert name in register.names()
    assert caplog.records == []
    assert list(register) == list(register) == [*OWN, Thing("third")]
    assert register.get(name) is None
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert record.getMessage() == f"{name} of {GROUP}, from the package {package}, cannot be used: {problem}"


@pytest.mark.parametrize("package", ["rival", "second_good"])
def test_a_name_that_is_taken_stays_with_its_owner(
    install: Install, caplog: pytest.LogCaptureFixture, package: str
) -> None:
    register = install("good", package)
    assert register.names() == ("first", "second", "third")
    (record,) = caplog.records
    assert record.getMessage().endswith("cannot be used: the name is taken")


def test_nothing_is_looked_for_while_a_name_is_one_of_our_own(install: Install) -> None:
    register = install("raising")
    assert register.get("first") is OWN[0]
    assert "_entries" not in vars(register)
