"""Where the list, the text and the parts of a paper have their places."""

from __future__ import annotations

from textual.containers import Container


class Panes(Container):
    """Covered by what is in it, wherever that is: nothing of its own has to be drawn."""

    BLANK = True
