"""Titles of papers that the reading list has none of."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from papers_tui.cli import streams
from papers_tui.hub.errors import HubError, Missing
from papers_tui.model.errors import PapersError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from papers_tui.cli.context import Context
    from papers_tui.services.session import Session

MOST_SECONDS = 5.0
"""How long a change that is already done may wait for the hub."""


def archived_titles(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """The titles that the archive knows."""
    papers = session.archive.papers(ids)
    return {key: papers[key].title for key in ids if key in papers and papers[key].title}


def fetched_titles(context: Context, session: Session, ids: Sequence[str]) -> dict[str, str]:
    """The titles that come within `MOST_SECONDS`; the papers are archived.

    A paper that neither the hub nor arXiv knows is warned of: its id may be mistyped.
    """
    titles: dict[str, str] = {}
    unknown: list[str] = []

    async def fetch() -> None:
        import asyncio

        asyncio.get_running_loop().set_default_executor(DaemonThreadExecutor())

        async def ask(key: str) -> None:
            try:
                titles[key] = (await session.lists.fetch_paper(key)).title
            except Missing:
                unknown.append(key)
            except PapersError:
                return

        try:
            async with asyncio.timeout(MOST_SECONDS):
                await asyncio.gather(*map(ask, ids))
        except TimeoutError:
            return

    if ids:
        try:
            context.fetch(session, fetch)
        except HubError:
            return titles  # the address of the hub is none
    for key in unknown:
        streams.warn(f"neither the hub nor arXiv knows {key}; look at the id again")
    return {key: title for key, title in titles.items() if title}


P = ParamSpec("P")


T = TypeVar("T")


class DaemonThreadExecutor(ThreadPoolExecutor):
    """Runs each call in a daemon thread: looking up a host's name cannot be stopped."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Start the call at once."""
        future: Future[T] = Future()

        def work() -> None:
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        future.set_running_or_notify_cancel()
        Thread(target=work, daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the threads to themselves."""
