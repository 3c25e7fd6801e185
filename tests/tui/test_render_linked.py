"""Linked repositories in rows of any width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.details import Linked, Repository, RepositoryKind
from papers_tui.tui.render.lines import plain
from papers_tui.tui.render.linked import linked_lines
from papers_tui.tui.render.wrap import cells

MODEL = Repository(
    kind=RepositoryKind.MODEL,
    id="lab-8/model-2608.19880-0",
    likes=42,
    downloads=726,
    task="text-generation",
    parameters=27_400_000_000,
)
SPACE = Repository(
    kind=RepositoryKind.SPACE, id="lab-1/demo", running=True, about="Try it on a file of your own."
)
LINKED = Linked(models=(MODEL,), spaces=(SPACE,), total_models=1, total_spaces=1)


def rows(width: int) -> list[str]:
    return [plain(row.line).rstrip() for row in linked_lines(LINKED, width)]


@pytest.mark.parametrize(
    ("width", "model", "space"),
    [
        (39, "  lab-8/model-2608.19880-0  ♥ 42", "  lab-1/demo  running · Try it on a fi…"),
        (48, "  lab-8/model-2608.19880-0  ♥ 42    ↓ 726", None),
        (56, "  lab-8/model-2608.19880-0  ♥ 42    ↓ 726", None),
        (66, "  lab-8/model-2608.19880-0  ♥ 42    ↓ 726     text-generation", None),
        (
            90,
            "  lab-8/model-2608.19880-0  ♥ 42    ↓ 726     text-generation · 27.4B parameters",
            "  lab-1/demo  running · Try it on a file of your own.",
        ),
    ],
)
def test_facts_are_complete_or_left_out(width: int, model: str, space: str | None) -> None:
    shown = rows(width)
    assert shown[1] == model
    assert space is None or shown[-1] == space


@given(st.integers(24, 120))
def test_no_row_is_wider_than_asked(width: int) -> None:
    assert all(cells(row) <= width for row in rows(width))
