"""Small mistakes in a module's syntax tree: one constant, comparison, condition or sign at a time."""

import ast
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

_Node = TypeVar("_Node", bound=ast.AST)

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}
_FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_SENTENCE = re.compile(r"[^\\[{|^$]*[^\\[{|^$ ] [^\\[{|^$]*")  # words are for people; a pattern is not meant
_NO_BEHAVIOUR = {"annotation", "returns", "decorator_list"}  # what is written there is for readers and type checkers


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake. line: of the module. name: the function it is in, what stood there → what stands there.

    lines: those of the statement it is in, without what stands below an `if`, `for` …; of a whole function where the
    mistake is in a default; those that use it where it is in a private value of the module; none where nobody can tell.
    """

    line: int
    name: str
    lines: Collection[int] = ()


def mutants(tree: ast.Module) -> Iterator[Mutant]:
    """Yield each mistake while it stands in the tree; it is taken back when the next one is asked for."""
    yield from _below(tree, "", ())


def _below(parent: ast.AST, place: str, lines: Collection[int]) -> Iterator[Mutant]:
    if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        place = f"{place}.{parent.name}".lstrip(".")
    for field, value in list(ast.iter_fields(parent)):
        if field in _NO_BEHAVIOUR:
            continue
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or _is_for_readers(child):
                continue
            inner = _uses(parent, child) if isinstance(parent, ast.Module) else _lines(child, lines)
            for variant in _variants(child):
                name = f"{place}: {_text(child)} → {_text(variant)}"
                ast.fix_missing_locations(ast.copy_location(variant, child))
                _put(parent, field, index, variant)
                yield Mutant(getattr(child, "lineno", 0), name, inner)
                _put(parent, field, index, child)
            yield from _below(child, place, inner)


def _uses(tree: ast.Module, node: ast.AST) -> Collection[int]:
    """Return the lines of the functions' statements that use a private value which this one sets; else none."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)) if name[0] == "_":
            uses = list(_lines_with(name, tree, ()))
            return frozenset[int]().union(*uses) if all(uses) else ()
    return _lines(node, ())


def _lines_with(name: str, parent: ast.AST, around: Collection[int]) -> Iterator[Collection[int]]:
    for node in ast.iter_child_nodes(parent):
        lines = _lines(node, around)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            yield lines
        yield from _lines_with(name, node, lines)


def _lines(node: ast.AST, around: Collection[int]) -> Collection[int]:
    """Return the lines of the innermost statement of a function that the node is in."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return range(node.lineno, (node.end_lineno or 0) + 1)
        case ast.ClassDef():
            return ()
        case ast.stmt() if around:
            body = getattr(node, "body", None)
            end = max(body[0].lineno, node.lineno + 1) if body else (node.end_lineno or 0) + 1
            return range(node.lineno, end)
    return around


def _put(parent: ast.AST, field: str, index: int, child: ast.AST) -> None:
    value = getattr(parent, field)
    if isinstance(value, list):
        value[index] = child
    else:
        setattr(parent, field, child)


def _is_for_readers(node: ast.AST) -> bool:
    """Tell whether it is a docstring, a reason or message in words, the module's names, or only for type checkers."""
    match node:
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="note"), args=[ast.Constant() | ast.JoinedStr()])):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="_log")))) | ast.Raise():
            return True
        case ast.Expr():
            return isinstance(node.value, ast.Constant)
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
    return False


def _variants(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant():
            yield from map(ast.Constant, _other_values(node.value))
        case ast.Compare(ops=[operator]):
            yield from (ast.Compare(node.left, [other()], node.comparators) for other in _COMPARISONS[type(operator)])
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BinOp() if type(node.op) in _OPERATORS:
            yield ast.BinOp(node.left, _OPERATORS[type(node.op)](), node.right)
        case ast.If(test=ast.Name() | ast.Attribute() | ast.Call()):
            yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.IfExp(test=ast.Name() | ast.Attribute() | ast.Call()):
            yield ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.Tuple(ctx=ast.Load()) | ast.Set() if len(node.elts) > 1:
            yield from (_with(node, elts=left) for left in _one_left_out(node.elts))
        case ast.Call(func=ast.Name(id=name)) if name in _FUNCTIONS:
            yield _with(node, func=ast.Name(_FUNCTIONS[name], ast.Load()))
        case ast.Call(func=ast.Name(id="replace")):
            yield from (_with(node, keywords=left) for left in _one_left_out(node.keywords))


def _other_values(value: object) -> Iterator[bool | int | float | str]:
    match value:
        case bool():
            yield not value
        case int():
            yield from (value + 1, value - 1)
        case float():
            yield from (value * 1.25 + 0.001, value * 0.8 - 0.001)
        case str() if value and not _SENTENCE.fullmatch(value):
            yield f"{value}x"


def _one_left_out(values: Sequence[_Node]) -> Iterator[list[_Node]]:
    return ([one for one in values if one is not left_out] for left_out in values)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    return type(node)(**{**dict(ast.iter_fields(node)), **fields})


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    return " ".join(ast.unparse(node).split())
