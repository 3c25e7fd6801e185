"""Modules that no first frame needs, loaded behind it: in a thread, one by one, between keys.

A module of Python holds the interpreter while it is defined, whichever thread does it. So what a
start still has to load goes through here, a piece at a time, and a key comes first.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_FIRST_FRAME_IS_OUT = 0.03
"""Seconds after which the terminal has the first frame."""

_AFTER_A_KEY = 0.15
"""Seconds that belong to a key, which loads what it needs itself."""

_PATIENCE = 1.0
"""Seconds in all that loading waits for keys: one that is held down must not keep off the hub."""

GROUPS = {
    "keys": (
        "papers_tui.tui.reader.paper.reading_view",
        "papers_tui.tui.dialogs.base",
        "papers_tui.tui.dialogs.help",
        "papers_tui.tui.dialogs.picker",
        "papers_tui.model.date_parsing",
        "papers_tui.model.library.grouping",
        "papers_tui.tui.dialogs.tags",
        "papers_tui.tui.reader.lists.navigation",
        "papers_tui.tui.widgets.calendar",
        "papers_tui.tui.dialogs.date",
        "papers_tui.tui.reader.lists.grouped_list",
        "papers_tui.tui.reader.lists.reading_list",
        "papers_tui.tui.palette.palette",
    ),
    "library": (
        "papers_tui.model.library.changes",
        "papers_tui.model.arxiv_id",
        "json",
        "papers_tui.store.library.journal",
        "papers_tui.services.library",
        "papers_tui.store.library.text.blocks",
        "papers_tui.store.library.cache",
        "papers_tui.store.library.text.rewrite",
        "papers_tui.store.library.known",
        "papers_tui.store.library.file",
        "papers_tui.tui.reader.actions.mark",
    ),
    "hub": (
        "xml.etree.ElementTree",
        "email.header",
        "email.parser",
        "http.client",
        "urllib.request",
        "http.cookiejar",
        "ssl",
        "idna",
        "h11._abnf",
        "anyio.lowlevel",
        "anyio._core._synchronization",
        "anyio.streams.tls",
        "anyio._core._sockets",
        "httpcore",
        "papers_tui.hub.http.httpx_import",
        "anyio._backends._asyncio",
        "papers_tui.hub.endpoints",
        "papers_tui.model.details",
        "papers_tui.hub.wire",
        "papers_tui.hub.http.transport",
        "papers_tui.hub.arxiv",
        "papers_tui.hub.client",
    ),
    "text": (
        "papers_tui.services.details",
        "papers_tui.text.document.algorithms",
        "papers_tui.text.document.outline",
        "papers_tui.tui.reader.paper.full_text",
        "papers_tui.tui.render.full_text",
        "papers_tui.text.tex.scripts",
        "papers_tui.text.tex.delimiters",
        "papers_tui.text.document.inline",
        "papers_tui.text.document.formulas.latexml",
        "papers_tui.text.document.markdown",
        "html.entities",
        "mdurl",
        "linkify_it",
        "markdown_it",
        "papers_tui.text.tex.math",
        "papers_tui.text.tex.typography",
        "papers_tui.text.tex.prose",
        "papers_tui.tui.render.tables",
    ),
}
"""Modules in groups; within a group, those that others need stand before them, so that each is a
piece of a few milliseconds. One that is not there is no loss: what needs it loads all it needs."""

AHEAD = "keys"
"""The group that is loaded for the likeliest keys. It costs memory, so what few ask for, or not at
once, is loaded by its key, and the other groups when a start gets to them."""


class Preloader:
    """Loads groups of modules in the order in which they are asked for, unless one is urgent."""

    def __init__(
        self,
        touches: Callable[[], int],
        groups: Mapping[str, Sequence[str]] = GROUPS,
        patience: float = _PATIENCE,
    ) -> None:
        """`touches` counts what comes from the user."""
        self._touches, self._touched = touches, 0
        self._groups, self._patience = groups, patience
        self._asked: list[str] = []
        self._tried: set[str] = set()
        self._urgent = ""
        """The group that a key waits for, if any."""

        self._hurries = asyncio.Event()
        self._may_start = asyncio.Event()
        self._lane = asyncio.Lock()

    async def run(self, name: str = AHEAD, then: Callable[[], object] = lambda: None) -> None:
        """Load this group, from a moment after the first frame on, and then call `then`."""
        self._asked.append(name)
        try:
            if self._missing(name):
                await asyncio.sleep(_FIRST_FRAME_IS_OUT)
        finally:
            self._may_start.set()
        await self.load(name)
        await self._let_keys_pass()
        then()

    async def load(self, name: str) -> None:
        """Load a group, in its turn, and return when it is there."""
        if self.has_loaded(name):
            return
        if name not in self._asked:
            self._asked.append(name)
        await self._may_start.wait()
        while self._missing(name):
            async with self._lane:
                await self._load_next()

    def has_loaded(self, name: str) -> bool:
        """Whether all of a group is there, or was tried."""
        return not self._missing(name)

    def hurry(self, name: str) -> None:
        """Load this group next and in one go: the last key waits for it."""
        if not self.has_loaded(name):
            self._asked = [name, *(one for one in self._asked if one != name)]
            self._urgent = name
            self._hurries.set()
            self._may_start.set()

    async def _load_next(self) -> None:
        """Load the module whose turn it is, whoever asked for it; all of a group that is urgent."""
        await self._let_keys_pass()
        name = next(filter(self._missing, self._asked), None)
        if name is None:
            return
        modules = self._missing(name) if name == self._urgent else self._missing(name)[:1]
        await asyncio.to_thread(_load, modules)
        self._tried.update(modules)
        if name == self._urgent:
            self._urgent, self._touched = "", -1  # the key has its time now
            self._hurries.clear()

    def _missing(self, name: str) -> list[str]:
        return [
            module
            for module in self._groups[name]
            if module not in sys.modules and module not in self._tried
        ]

    async def _let_keys_pass(self) -> None:
        while self._patience > 0 and not self._urgent and self._touches() != self._touched:
            self._touched = self._touches()
            self._patience -= _AFTER_A_KEY
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurries.wait(), _AFTER_A_KEY)


def _load(modules: Sequence[str]) -> None:
    for module in modules:
        with suppress(ImportError):
            import_module(module)
