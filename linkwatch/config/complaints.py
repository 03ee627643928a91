"""What is wrong with settings, in words for the person who wrote them."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from linkwatch.config.sections import Settings, section_of

LISTS = ("sources", "hosts")  # of tables
_WRONG_TYPE = {"model_type": "not a table", "dict_type": "not a table", "list_type": "not a list"}
_IN_WORDS = {
    "string_type": "not a text: write it in quotation marks",
    "int_type": "not a whole number",
    "int_parsing": "not a whole number",
    "int_from_float": "not a whole number",
    "float_type": "not a number",
    "float_parsing": "not a number",
    "finite_number": "not a number",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "path_type": "not a path: write it in quotation marks",
    "missing": "is missing",
    "string_too_short": "is empty",
    "greater_than": "must be more than {gt:.0f}",
    "greater_than_equal": "must be {ge:.0f} or more",
    "less_than": "must be less than {lt:.0f}",
    "less_than_equal": "must be {le:.0f} or less",
    "literal_error": "write {expected}",
    "enum": "write {expected}",
}
"""By the types of pydantic's errors. What ours raise themselves says it already."""


def explain(item: Mapping[str, Any], origins: Mapping[tuple[Any, ...], str], file: Path | None) -> str:
    """Say one of pydantic's errors in a line. origins: by (section, key), where a value comes from beside the file."""
    place = tuple(item["loc"])
    where = origins.get(place[:2]) or f"{file}: {_toml_name(place)}"
    if item["type"] in _WRONG_TYPE:
        form = f"[[{place[0]}]]" if item["type"] == "list_type" else f"[{place[0]}]"
        hint = f": write it as {form}" if len(place) == 1 else ""
        return f"{where}: {_WRONG_TYPE[item['type']]}{hint}"
    if item["type"] == "extra_forbidden":
        known = (Settings if len(place) == 1 else section_of(place[0])).model_fields
        return f"{where}: no such setting;{_guess(str(place[-1]), known, where)} there are {', '.join(known)}"
    if (words := _IN_WORDS.get(item["type"])) is not None:
        return f"{where}: {words.format(**item.get('ctx', {}))}"
    return f"{where}: {item['msg'].removeprefix('Value error, ')}"


def _guess(written: str, known: Iterable[str], where: str) -> str:
    meant = next(iter(get_close_matches(written, list(known), 1, 0.75)), None)
    if meant is None:
        return ""
    before, name, after = where.rpartition(written.upper())
    is_variable = name and not after
    return f" did you mean {before.split()[-1]}{meant.upper()}?" if is_variable else f" did you mean {meant}?"


def _toml_name(place: tuple[Any, ...]) -> str:
    if place[0] in LISTS and len(place) > 1:
        return f"[[{place[0]}]] number {place[1] + 1}" + "".join(f" {part}" for part in place[2:])
    parts = (f"number {part + 1}" if isinstance(part, int) else part for part in place[1:])
    return f"[{place[0]}]" + "".join(f" {part}" for part in parts)
