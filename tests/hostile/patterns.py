"""Every regular expression of the package, and the methods by which it is used."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import linkwatch
from linkwatch.archive import in_place, originals, wrapped
from linkwatch.articles.extract import autolinks
from linkwatch.judge import pictured, talk
from linkwatch.judge.signatures import signatures

# finditer stands for search, sub and split, for it does what they do, and for match, with whose attempt it begins.
ANY_METHOD = ("fullmatch", "finditer")
_METHODS = {"match": "match", "fullmatch": "fullmatch", "search": "search"} | dict.fromkeys(
    ("sub", "subn", "split", "findall", "finditer"), "finditer"
)
METHODS_OF_WORDINGS = ("search",)
_DEEPEST = 6  # containers in containers
_ROOT = Path(linkwatch.__file__).parent

# Functions that compile what no module holds: what they make, or why it is not tried.
MADE_BY_FUNCTIONS: dict[str, Callable[[], object] | str] = {
    "linkwatch.archive.in_place.pattern_of": lambda: [
        in_place.pattern_of(wording) for kind in in_place.kinds() for wording in (*kind.text.each, *kind.title.each)
    ],
    "linkwatch.archive.in_place._wordings": "tries at each place what those above try there, which is no more work",
    "linkwatch.archive.originals.tracking": originals.tracking,
    "linkwatch.archive.wrapped.forms": wrapped.forms,
    "linkwatch.articles.extract.autolinks.bare_url": autolinks.bare_url,
    "linkwatch.judge.pictured.captions": pictured.captions,
    "linkwatch.judge.signatures._compile": signatures,
    "linkwatch.judge.signatures._any_of": signatures,
    "linkwatch.judge.talk.some_time_ago": talk.some_time_ago,
}
# How that module uses them, which the name of a variable does not say: others use theirs of that name otherwise.
_USED = {"linkwatch.archive.in_place.pattern_of()[]": set(METHODS_OF_WORDINGS)}
_USES_PATTERNS = (
    r"\b(?:import|from) re\b|\.(?:match|fullmatch|search|subn?|findall|finditer)\b|\.[a-z]\w*\.split\b|\b(?:{})\b"
)


@dataclass(frozen=True)
class Used:
    """A pattern and how it is used. name: the module and variable, or the module and line."""

    name: str
    pattern: re.Pattern[Any]
    methods: tuple[str, ...]


@cache
def every_pattern() -> list[Used]:
    """Return the patterns of modules, classes, tables and functions, each once."""
    calls = _all_calls()
    by_variable: dict[str, set[str]] = {}
    for call in calls:
        if call.variable:
            by_variable.setdefault(call.variable, set()).update(call.methods)
    found: dict[tuple[Any, ...], Used] = {}
    for name, pattern in _held_patterns():
        last = name.rpartition(".")[2]
        uses = _USED.get(name) or by_variable.get(name) or by_variable.get(f".{last}" if "()" in name else last)
        methods = tuple(sorted(uses or ANY_METHOD))
        found[(pattern.pattern, pattern.flags, methods)] = Used(name, pattern, methods)
    for call in calls:
        if call.literal is not None and (call.function or not call.compiles):
            pattern = re.compile(call.literal, call.flags)
            found.setdefault((pattern.pattern, pattern.flags, call.methods), Used(call.place, pattern, call.methods))
    return list(found.values())


def hidden_patterns() -> list[str]:
    """Return where functions compile patterns that nobody here can see."""
    unseen = {call.function for call in _all_calls() if call.function and call.literal is None and not call.variable}
    return sorted(unseen - MADE_BY_FUNCTIONS.keys())


@dataclass(frozen=True)
class _Call:
    """A use of a pattern. methods: how it is used; variable: its name; literal: the pattern itself, where written."""

    place: str
    function: str
    methods: tuple[str, ...]
    variable: str = ""
    literal: Any = None
    flags: int = 0
    compiles: bool = False


@cache
def _all_calls() -> list[_Call]:
    """Return those of modules that make patterns, search with them, or name one that another module has for all."""
    names = {name.partition("[")[0].rpartition(".")[2] for name, _ in _held_patterns()}
    of_all = [name for name in names if name.isupper() and not name.startswith("_")]
    uses_patterns = re.compile(_USES_PATTERNS.format("|".join(of_all)))
    sources = {file: file.read_text(encoding="utf-8") for file in sorted(_ROOT.rglob("*.py"))}
    return [
        call
        for file, source in sources.items()
        if uses_patterns.search(source)
        for call in calls_in(_module_name(file), ast.parse(source))
    ]


def _module_name(file: Path) -> str:
    parts = file.relative_to(_ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def calls_in(module: str, tree: ast.AST, function: str = "") -> Iterator[_Call]:
    """Yield what a module does with patterns: calls of `re`, methods of variables, variables handed on."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.expr_context | ast.operator | ast.cmpop | ast.Constant):
            continue  # nothing is within
        inside = f"{module}.{node.name}" if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else function
        place = f"{module}:{getattr(node, 'lineno', 0)}"
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=method)) if method in (*_METHODS, "compile"):
                methods = (_METHODS[method],) if method in _METHODS else ANY_METHOD
                literal = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
                yield _Call(place, inside, methods, "", literal, _flags(node), method == "compile")
            case ast.Attribute(value=ast.Name(id=variable), attr=method) if method in _METHODS:
                yield _Call(place, inside, (_METHODS[method],), _variable(module, variable))
                continue  # the variable is not handed on
            case ast.Attribute(value=ast.Attribute(attr=field), attr=method) if method in _METHODS:
                yield _Call(place, inside, (_METHODS[method],), f".{field}")
            case ast.Name(id=variable, ctx=ast.Load()):
                yield _Call(place, inside, ANY_METHOD, _variable(module, variable))
        yield from calls_in(module, node, inside)


def _variable(module: str, name: str) -> str:
    return f"{module}.{name}" if name.startswith("_") else name


def _flags(node: ast.Call) -> int:
    flags = 0
    for part in ast.walk(node):
        match part:
            case ast.Attribute(value=ast.Name(id="re"), attr=name) if name.isupper():
                flags |= getattr(re, name)
    return flags


@cache
def _held_patterns() -> list[tuple[str, re.Pattern[Any]]]:
    return list(_find_held_patterns())


def _find_held_patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    for module in pkgutil.walk_packages(linkwatch.__path__, "linkwatch."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                yield from _within(f"{module.name}.{name}", value, _DEEPEST)
    for name, made in MADE_BY_FUNCTIONS.items():
        if not isinstance(made, str):
            yield from _within(f"{name}()", made(), _DEEPEST)


def _within(name: str, value: object, depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif depth:
        for part, inner in _parts(value):
            yield from _within(f"{name}{part}", inner, depth - 1)


def _parts(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield "", key
            yield f"[{key!r}]", inner
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield "[]", inner
    elif isinstance(value, type):
        if value.__module__.startswith("linkwatch"):
            for attribute, inner in vars(value).items():
                yield f".{attribute}", inner
    elif is_dataclass(value):
        for field in fields(value):
            yield f".{field.name}", getattr(value, field.name, None)
