"""The map is true: paths and names in CONTRIBUTING, and what packages say of their modules."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "papers_tui"
MAP = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
PACKAGES = sorted(path.parent for path in SOURCE.rglob("__init__.py"))

_STEP = re.compile(r"`([a-z_]+(?:/[a-z_]+)*\.py):([A-Za-z_.]+)`")
_PATH = re.compile(r"`((?:[\w.]+/)+(?:[\w.]+)?|\w+\.py)`")
_NAMED = re.compile(r"(?:^|(?<=  ))([a-z_0-9]+/?(?:, [a-z_0-9]+/?)*)(?= {2,})", re.MULTILINE)


def defined(path: Path) -> set[str]:
    """The names that a module defines, those in classes with the class in front of them."""
    names = set[str]()
    waiting = [("", node) for node in ast.parse(path.read_text(encoding="utf-8")).body]
    while waiting:
        within, node = waiting.pop()
        match node:
            case ast.ClassDef(name=name):
                names.add(within + name)
                waiting += [(f"{within}{name}.", inner) for inner in node.body]
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(within + name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                names.add(within + name)
    return names


def modules(package: Path) -> set[str]:
    """The names of a package's modules, and of its packages with a slash."""
    files = {path.stem for path in package.glob("*.py")} - {"__init__", "__main__"}
    return files | {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}


def docstring_of(package: Path) -> str:
    """The docstring that lists a package's modules."""
    text = (package / "__init__.py").read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(text)) or ""


def named(text: str) -> set[str]:
    """The modules in the left column of such a docstring."""
    return {name for line in _NAMED.findall(text) for name in line.split(", ")}


@pytest.mark.parametrize(("path", "name"), _STEP.findall(MAP))
def test_every_step_of_a_walk_is_there(path: str, name: str) -> None:
    assert name in defined(SOURCE / path)


def test_every_path_is_there() -> None:
    paths = _PATH.findall(MAP)
    assert len(paths) > 10
    bases = (ROOT, SOURCE)
    assert [one for one in paths if not any((base / one).exists() for base in bases)] == []


def test_the_tree_names_every_layer_and_no_other_folder() -> None:
    tree = MAP.split("## The tree")[1].split("```")[1]
    folders = {path.name for path in SOURCE.rglob("*") if (path / "__init__.py").is_file()}
    named_here = set(re.findall(r"\b([a-z]+)/", tree))
    assert named_here - folders == set()
    assert {
        path.name for path in SOURCE.iterdir() if (path / "__init__.py").is_file()
    } <= named_here
    assert len(tree.strip().splitlines()) <= 20


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_a_package_names_all_modules_and_no_other(package: Path) -> None:
    text = docstring_of(package)
    assert text
    own = defined(package / "__init__.py")
    assert modules(package) <= named(text) <= modules(package) | own
