"""What the reading list says about papers, for the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from papers_tui.model.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Mark(Protocol):
    """What a reader has said about one paper."""

    @property
    def starred(self) -> bool: ...
    @property
    def status(self) -> str | None: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def note(self) -> str: ...


UNMARKED: Mark = Facts()


def marks(_ids: Sequence[str]) -> Mapping[str, Mark]:
    """What is said about those of the papers about which anything is said."""
    return {}


def facts() -> Mapping[str, Facts]:
    """The same about every paper, for queries."""
    return {}
