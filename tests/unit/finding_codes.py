"""Every code a finding can have, with the parameters its text may use: read from the syntax tree.

A call of ``finding`` whose code cannot be followed fails, so nothing new is overlooked.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from chalicelib.domain import law
from chalicelib.domain.law.quotas import QUOTAS
from chalicelib.domain.law.worker_type import Presence
from chalicelib.domain.law.worker_types import WORKER_TYPES

BACKEND = Path(law.__file__).parents[2]
BLOCKS = ("90373", "90378")
VARIANTS = [variant for kind in WORKER_TYPES.values() for variant in kind.variants]
FIELDS = [rule for variant in VARIANTS for rule in variant.fields.values()]
MAKERS = {"finding", "refuse_file"}
"""What makes a finding of the code it is given first; the second one makes the refusal of a whole file."""
TABLES = {
    "permit.code": {p.code for v in VARIANTS for p in (v.update, *v.permits.values()) if p.code},
    "rule.missing": {rule.missing for rule in FIELDS if rule.presence is Presence.REQUIRED},
    "rule.excess": {rule.excess for rule in FIELDS if rule.presence is Presence.FORBIDDEN},
    "use.quota.code": {row.code for row in QUOTAS},
}


def findings() -> Iterator[tuple[str, set[str]]]:
    """Each code with the parameters of one call that makes it."""
    for path in sorted(BACKEND.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        everything = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        functions = {node.name: node for node in everything}
        for function in everything:
            for node in ast.walk(function):
                passes_on = function.name in MAKERS
                if isinstance(node, ast.Call) and ast.unparse(node.func) in MAKERS and not passes_on:
                    named = {each.arg for each in node.keywords if each.arg}
                    for code in _codes(node.args[0], function, functions):
                        yield code, named


def _codes(node: ast.expr, function: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> Iterator[str]:
    """Follow an expression to the codes it can be."""
    written = ast.unparse(node)
    if written in TABLES:
        yield from sorted(TABLES[written])
    elif isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield from _joined(node)
    elif isinstance(node, ast.IfExp):
        yield from _codes(node.body, function, functions)
        yield from _codes(node.orelse, function, functions)
    elif isinstance(node, ast.Name):
        yield from _assigned(node.id, function, functions)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        called = functions[node.func.id]
        for inner in ast.walk(called):
            if isinstance(inner, ast.Return) and inner.value is not None:
                yield from _codes(inner.value, called, functions)
    else:
        raise AssertionError(f"a code that cannot be followed: {written}")


def _assigned(name: str, function: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> Iterator[str]:
    values = [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name
    ]
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    made = [each for each in calls if ast.unparse(each.func) == f"_{name}"]
    assert values or made, f"{name} in {function.name}"
    for value in (*values, *made):
        yield from _codes(value, function, functions)


def _joined(node: ast.JoinedStr) -> Iterator[str]:
    """``f"{case.block}-341"`` and ``f"{case.block}-{'333' if … else '334'}"``."""
    block, *rest = node.values
    assert isinstance(block, ast.FormattedValue)
    endings = [""]
    for part in rest:
        endings = [ending + more for ending in endings for more in _parts(part)]
    yield from (block + ending for block in BLOCKS for ending in endings)


def _parts(part: ast.expr) -> list[str]:
    if isinstance(part, ast.Constant):
        return [str(part.value)]
    assert isinstance(part, ast.FormattedValue)
    return [
        str(each.value)
        for each in ast.walk(part.value)
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value.isdigit()
    ]
