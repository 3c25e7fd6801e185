"""Bold and dim text, where the output is a terminal."""

from __future__ import annotations

from dataclasses import dataclass

_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Styling:
    """Emphasis, or none at all where escape sequences are not wanted."""

    on: bool

    def bold(self, text: str) -> str:
        return f"{_BOLD}{text}{_PLAIN}" if self.on and text else text

    def dim(self, text: str) -> str:
        return f"{_DIM}{text}{_PLAIN}" if self.on and text else text
