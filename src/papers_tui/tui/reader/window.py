"""What the main window does that is about no paper."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ParamSpec

from textual.containers import Container
from textual.screen import Screen

from papers_tui.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    Begin = Callable[[], Coroutine[object, object, None]]

P = ParamSpec("P")


async def _written(work: Callable[[], object]) -> None:
    with suppress(StoreError):
        await asyncio.to_thread(work)


class Panes(Container):
    """Covered by what is in it, wherever that is: nothing of its own has to be drawn."""

    BLANK = True


class Window(Screen[None]):
    """Rests while a dialog is in front of it, and has work done in the background."""

    BLANK = True
    """Bars and panes cover it."""

    def only(
        self,
        group: str,
        work: Callable[P, Coroutine[object, object, None]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Do this work in the background; what its group was at before is ended.

        Its worker begins it: what is ended before it begins has then left nothing behind.
        """
        begin: Begin = partial(work, *args, **kwargs)
        self.run_worker(begin, group=group, exclusive=True)

    def write(self, work: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Write what the program remembers for itself; what cannot be written is let go."""
        begin: Begin = partial(_written, partial(work, *args, **kwargs))
        self.run_worker(begin, group="state")

    def _compositor_refresh(self) -> None:
        """Draw; as Textual 8.2 has it, a screen drawn behind another one asks for that again."""
        super()._compositor_refresh()
        if self.app.screen is not self:
            self._repaint_required = False
