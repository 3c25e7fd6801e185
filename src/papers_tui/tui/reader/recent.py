"""Texts that were typed last, such as searches, kept for the next run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papers_tui.store.state import State


class Recent:
    """The texts under a name of the state, the newest first, `most` of them."""

    def __init__(self, state: State, name: str, most: int) -> None:
        self._state, self._name, self._most = state, name, most

    def all(self) -> list[str]:
        """The texts; none where the state cannot be read. Reads a file."""
        try:
            kept = json.loads(self._state.get(self._name) or "[]")
        except ValueError:
            return []
        return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []

    def add(self, text: str) -> None:
        """Put a text before the others. Raises StateError where it cannot be written."""
        others = [one for one in self.all() if one != text]
        self._state.put(self._name, json.dumps([text, *others][: self._most]))
