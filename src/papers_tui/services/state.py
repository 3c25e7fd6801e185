"""How far what is on screen is also in the file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How far what is on screen is also in the file."""

    SAVED = "saved"
    SAVING = "saving"
    UNSAVED = "unsaved"
    READ_ONLY = "read-only"


@dataclass(frozen=True, slots=True)
class State:
    """How far what is on screen is also in the file, and why it is not."""

    kind: Kind
    reason: str = ""
    """A sentence, when something is wrong."""

    is_kept: bool = True
    """Whether what is not in the file is at least in the journal."""
