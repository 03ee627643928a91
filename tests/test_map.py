"""The map of the code, the recipes and the architecture are compared with the tree and with the rules for imports."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).parent.parent
PACKAGE = TOP / "linkwatch"
CONTRIBUTING = (TOP / "CONTRIBUTING.md").read_text()
ARCHITECTURE = (TOP / "docs" / "architecture.md").read_text()


def section(document: str, heading: str) -> str:
    return document.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def drawings(text: str) -> list[str]:
    return re.findall(r"^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def rows_of_the_map() -> list[tuple[str, str]]:
    """The path and the words of each row."""
    return re.findall(r"^\| `([^`]+)`.* \| (.+) \|$", section(CONTRIBUTING, "The map"), re.MULTILINE)


def listed(folder: Path) -> set[str]:
    """What stands in a folder, as the map names it: modules and folders that hold more than what Python left there."""
    modules = {file.name for file in folder.glob("*.py") if not file.name.startswith("__")}
    folders = {
        f"{child.name}/"
        for child in folder.iterdir()
        if child.is_dir() and any(file.is_file() and file.suffix != ".pyc" for file in child.rglob("*"))
    }
    return modules | folders


def paths_in(text: str) -> Iterator[str]:
    """The paths and names of modules that stand as code in a text."""
    for code in re.findall(r"`([^`]+)`", text):
        if re.fullmatch(r"[\w.-]+(/[\w.-]+)*/?", code) and ("/" in code or code.endswith((".py", ".toml"))):
            yield code


def missing(paths: Iterator[str], *folders: Path) -> list[str]:
    """Those that stand in none of the folders; a path that ends with / must be a folder."""
    return [
        path
        for path in paths
        if not any((folder / path).is_dir() if path.endswith("/") else (folder / path).exists() for folder in folders)
    ]


def test_the_map_names_everything_that_stands_in_the_package_and_nothing_else() -> None:
    named = {path.removeprefix("linkwatch/") for path, _ in rows_of_the_map() if path.startswith("linkwatch/")}
    assert named == listed(PACKAGE)


def test_the_map_names_every_folder_of_the_tests_that_is_not_named_after_one_of_the_package() -> None:
    named = {path.removeprefix("tests/") for path, _ in rows_of_the_map() if path.startswith("tests/")} - {""}
    tops = {re.sub(r"(?<=/).+", "", path) for path in named}
    of_the_package = {f"{name.removesuffix('.py').removesuffix('/')}/" for name in listed(PACKAGE)}
    beside = {name for name in listed(TOP / "tests") if not name.startswith("test_")} - of_the_package
    assert tops - of_the_package == beside  # a folder in one of the others may be worth a line too
    assert missing(iter(named), TOP / "tests") == []


def test_every_path_in_the_words_of_the_map_exists() -> None:
    rows = rows_of_the_map()
    assert sum(len([*paths_in(words)]) for _, words in rows) > 10
    assert [lost for path, words in rows for lost in missing(paths_in(words), TOP / path, PACKAGE, TOP)] == []


def test_every_path_in_the_recipes_exists() -> None:
    recipes = section(CONTRIBUTING, "How to add")
    assert len([*paths_in(recipes)]) > 8
    assert missing(paths_in(recipes), PACKAGE, TOP) == []


def test_every_module_that_is_to_be_run_exists() -> None:
    modules = re.findall(r"python -m (tests[\w.]*)", CONTRIBUTING)
    assert len(modules) > 3
    places = [TOP / name.replace(".", "/") for name in modules]
    assert [
        place for place in places if not (place.with_suffix(".py").exists() or (place / "__main__.py").exists())
    ] == []


def test_every_path_in_the_architecture_exists() -> None:
    flow = drawings(section(ARCHITECTURE, "From INPUT to report"))[0]
    drawn = re.findall(r"(?<![\w/])[\w/]+(?:\.py|/)(?![\w/])", flow)
    assert len(drawn) > 15
    assert missing(iter(drawn), PACKAGE) == []
    assert missing(paths_in(ARCHITECTURE), PACKAGE, TOP) == []


def test_the_layers_of_the_architecture_are_those_that_imports_are_held_to() -> None:
    rules = tomllib.loads((TOP / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(rule["layers"] for rule in rules if rule["type"] == "layers")
    assert drawings(section(ARCHITECTURE, "Layers"))[0].splitlines() == layers


def test_the_architecture_fits_on_two_printed_pages() -> None:
    lines = ARCHITECTURE.splitlines()
    assert len(lines) <= 110
    assert max(map(len, lines)) <= 120
