"""The result of one check, and how bad it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Health(StrEnum):
    """The states of a file, from well to ill."""

    OK = "ok"
    WARNING = "warning"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check."""

    name: str
    health: Health
    sentence: str
    """The state found, or the fault and what the user may do about it."""

    details: tuple[str, ...] = ()
    repair: str = ""
    """The repair, as it goes on after "it would"; nothing when there is none."""

    fix: Callable[[], str] | None = field(default=None, compare=False)
    """Does that and reports it; raises StoreError where it cannot."""
