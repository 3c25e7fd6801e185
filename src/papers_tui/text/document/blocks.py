"""Block and Run: what a text consists of once it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Run(NamedTuple):
    """A piece of a block's text in one style."""

    text: str
    style: str = ""
    """`strong`, `emphasis`, `code`, `math`, or empty."""

    link: str = ""
    """An address that `safe_url` has passed, or empty."""


Placed = tuple[str, int]
"""A line and its number in the source."""

Cell = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text, in reading order; lists and quotes are known by their depths."""

    kind: str
    """`heading`, `paragraph`, `item`, `code`, `formula`, `table`, `figure`, `rule`, `step` of an
    algorithm, or `references` for a list of references that is folded."""

    runs: tuple[Run, ...] = ()
    line: int = 0
    """The line of the source that it begins with, counted from 0."""

    level: int = 0
    """Of a heading 1 to 6, of a step its depth; elsewhere how many lists it stands in."""

    marker: str = ""
    """An item's bullet or number, a figure's name, a folded list's number of entries."""

    quote: int = 0
    """The number of quotes in which it stands."""

    rows: tuple[tuple[Cell, ...], ...] = ()
    """A table's rows, the first of them its header, which may be empty."""

    aligns: tuple[str, ...] = ()
    """A table's columns: `left`, `center` or `right`."""

    link: str = ""
    """The address of a figure's picture, if it may be opened."""

    number: str = ""
    """A formula's number in its brackets, an algorithm's step without its colon. Of a formula with
    several, one a row, those of its last rows."""

    missing: bool = False
    """Whether it is the caption of a table or figure that the text does not have."""

    @property
    def text(self) -> str:
        """The block's text without its styles."""
        rows = "\n".join(
            "\t".join("".join(run.text for run in cell) for cell in row) for row in self.rows
        )
        rows = f"\n{rows}" if rows and self.runs else rows
        number = f" {self.number}" if self.kind == "formula" and self.number else ""
        return "".join(run.text for run in self.runs) + rows + number

    @property
    def formula_rows(self) -> list[tuple[str, str]]:
        """The rows of a formula, each with the number of its equation or an empty text."""
        rows = "".join(run.text for run in self.runs).split("\n")
        numbers = self.number.split("\n")
        return list(zip(rows, [""] * (len(rows) - len(numbers)) + numbers, strict=True))


def stand_close(above: Block, below: Block) -> bool:
    """Whether no row separates the two: none does items of a list and steps of an algorithm."""
    if below.kind == "step":
        return above.kind == "step" or above.marker.startswith("Algorithm")
    return below.kind == above.kind == "item" and (above.quote == below.quote or not above.runs)
