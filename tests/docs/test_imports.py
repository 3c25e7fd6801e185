"""No module imports, for types or within a function either, one that imports it back."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
LAYERS = ("text", "model", "sample", "hub store export", "services", "tui", "cli")
"""From the lowest up; those of one line know nothing of each other."""


def modules() -> dict[str, Path]:
    """The paths of all modules by their names."""
    paths = SOURCE.rglob("*.py")
    return {_name(path): path for path in paths}


def _name(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imported(path: Path, known: dict[str, Path]) -> set[str]:
    """The modules of the project that one imports, wherever in it that stands."""
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            named = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (named & known.keys()) or {node.module}
    return found & known.keys()


@pytest.fixture(scope="module")
def graph() -> dict[str, set[str]]:
    known = modules()
    return {name: imported(path, known) - {name} for name, path in known.items()}


def test_no_imports_go_in_a_circle(graph: dict[str, set[str]]) -> None:
    assert len(graph) > 200
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_no_import_goes_up(graph: dict[str, set[str]]) -> None:
    heights = {name: height for height, names in enumerate(LAYERS) for name in names.split()}
    upward = [
        f"{name} imports {other}"
        for name, others in graph.items()
        for other in others
        if (mine := _layer(name)) != (theirs := _layer(other))
        and mine in heights
        and theirs in heights
        and heights[mine] <= heights[theirs]
    ]
    assert upward == []


def _layer(name: str) -> str:
    return name.split(".")[1] if "." in name else ""
