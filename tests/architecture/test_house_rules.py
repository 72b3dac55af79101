"""House rules that no linter knows, each a look at the syntax tree."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BACKEND = ROOT / "backend" / "chalicelib"
SOURCES = sorted(
    path
    for folder in ("backend", "frontend/dimona_web", "infra")
    for path in (ROOT / folder).rglob("*.py")
    if ".web" not in path.parts and "node_modules" not in path.parts
)


def calls(path: Path, name: str) -> Iterator[int]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node.lineno


def test_only_authorisation_makes_a_scope() -> None:
    made = {path.name for path in SOURCES if any(calls(path, "EmployerScope"))}
    assert made == {"scope.py"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_except_swallows_everything(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            caught = (
                [] if node.type is None else [n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)]
            )
            broad = node.type is None or {"Exception", "BaseException"} & set(caught)
            reraises = any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
            assert not broad or reraises, f"{path}:{node.lineno}"


def test_nothing_scans_a_table_and_batches_are_for_what_may_come_back_in_part() -> None:
    """Rows of a job are written again, who is absent is asked again (see contracts)."""
    adapters = (BACKEND / "adapters").rglob("*.py")
    scanning = [
        (path.name, node.attr)
        for path in adapters
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in {"scan", "rate_limited_scan", "batch_get", "batch_write"}
    ]
    assert sorted(scanning) == [("jobs.py", "batch_write"), ("register.py", "batch_get")]
