"""Hooks: programs of the user, started when the reading list changes or a watch finds something.

Each gets the changes of one step as a JSON array on its stdin. It runs in a process of its own,
which neither waits for this program nor is waited for.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import deque
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.model.library.marks import Library, Mark
from papers_tui.model.paper import Paper
from papers_tui.services.programs import hook_runner
from papers_tui.services.programs.desktop import without_secrets
from papers_tui.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from papers_tui.store.paths import Paths

    Commands = Mapping[str, Sequence[str]]

SECONDS = 30.0
"""The longest that a hook may run, in seconds."""

_STARTING_SECONDS = 2.0
"""Seconds at most that a program that ends waits until the hooks' processes have their tasks."""

_LONGEST_SENTENCE = 300


@dataclass(frozen=True, slots=True)
class Hook:
    """One run of a hook."""

    name: str
    command: tuple[str, ...]
    input: str


def may_start() -> bool:
    """Whether hooks may be started: not by a program that a hook has started."""
    return not os.environ.get(hook_runner.VARIABLE)


def hooks_of_change(
    commands: Commands, before: Library, after: Library, titles: Mapping[str, str] | None = None
) -> list[Hook]:
    """The hooks to run when the reading list has changed, those with nothing to report left out.

    `titles` are of papers without one in the list.
    """
    found: dict[str, list[dict[str, object]]] = {"on_star": [], "on_status": [], "on_tag": []}
    for paper in sorted(before.differing(after)):
        old, new = before.get(paper, Mark()), after.get(paper, Mark())
        title = new.title or old.title or (titles or {}).get(paper, "")
        head = _head(paper, title)
        if new.starred != old.starred:
            found["on_star"].append({**head, "starred": new.starred})
        if new.status != old.status:
            found["on_status"].append({**head, "status": new.status, "was": old.status})
        if set(new.tags) != set(old.tags):
            added = [tag for tag in new.tags if tag not in old.tags]
            removed = [tag for tag in old.tags if tag not in new.tags]
            found["on_tag"].append(
                {**head, "tags": list(new.tags), "added": added, "removed": removed}
            )
    return [
        _hook(commands, name, changes)
        for name, changes in found.items()
        if changes and name in commands
    ]


def hooks_of_news(
    commands: Commands, watches: Mapping[str, Sequence[str]], titles: Mapping[str, str]
) -> list[Hook]:
    """The hook to run when watches, given by paper, have found something."""
    if not watches or "on_new" not in commands:
        return []
    news = [
        {**_head(paper, titles.get(paper, "")), "watches": list(names)}
        for paper, names in watches.items()
    ]
    return [_hook(commands, "on_new", news)]


def start(hooks: Iterable[Hook], paths: Paths) -> None:
    """Start hooks and leave them to themselves; OSError when there is no process for them."""
    if listed := list(hooks):
        runner = _started(subprocess.DEVNULL)
        _hand_over(runner, listed, paths, SECONDS)
        runner.returncode = 0  # for Python it has ended: nobody waits for it


class HookQueue:
    """The hooks of a program that goes on. None of its methods waits for a hook."""

    def __init__(
        self,
        commands: Commands,
        paths: Paths,
        report: Callable[[str], object],
        seconds: float = SECONDS,
    ) -> None:
        """`report` gets a sentence about each hook that failed, from a thread."""
        self._commands, self._paths, self._report = commands, paths, report
        self._seconds = seconds
        self._lock = threading.Condition()
        self._waiting: deque[Hook | tuple[Library, Library]] = deque()
        self._starting = 0
        """The number of threads that have taken what waited and not yet handed it over."""

        self._threads: list[threading.Thread] = []

    def changed(self, before: Library, after: Library) -> None:
        """Start the hooks for a change, in a thread."""
        self._add((before, after))
        if len(self._threads) < hook_runner.AT_ONCE:
            name = f"hooks-{len(self._threads)}"
            self._threads.append(threading.Thread(target=self._work, name=name, daemon=True))
            self._threads[-1].start()

    def close(self) -> None:
        """Start at once what still waits; what runs goes on."""
        with self._lock:
            self._lock.wait_for(lambda: not self._starting, _STARTING_SECONDS)
            left = [hook for item in self._waiting for hook in self._hooks_of(item)]
            self._waiting.clear()
        try:
            start(left, self._paths)
        except OSError as error:
            self._failed(error)

    def _add(self, *items: Hook | tuple[Library, Library]) -> None:
        with self._lock:
            self._waiting += items
            self._lock.notify_all()

    def _work(self) -> None:
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._waiting)
                item = self._waiting.popleft()
                self._starting += 1
            if isinstance(item, Hook):
                self._run(item)
            else:
                self._add(*self._hooks_of(item))
                self._started_one()

    def _started_one(self) -> None:
        with self._lock:
            self._starting -= 1
            self._lock.notify_all()

    def _hooks_of(self, item: Hook | tuple[Library, Library]) -> list[Hook]:
        return [item] if isinstance(item, Hook) else hooks_of_change(self._commands, *item)

    def _run(self, hook: Hook) -> None:
        """Run a hook to its end, and report how it failed."""
        try:
            try:
                runner = _started(subprocess.PIPE)
                _hand_over(runner, [hook], self._paths, self._seconds)
            finally:
                self._started_one()
            with runner:
                if runner.stdout is not None:
                    for line in runner.stdout:
                        self._report(one_line(json.loads(line), _LONGEST_SENTENCE))
        except OSError as error:
            self._failed(error)

    def _failed(self, error: OSError) -> None:
        self._report(not_started(error))


def not_started(error: OSError) -> str:
    """The reason why no hook could be started, as a sentence without its stop."""
    return f"the hooks could not be started ({error.strerror or 'no reason given'})"


def _head(paper: str, title: str) -> dict[str, object]:
    return {"id": paper, "title": title, "url": Paper(id=paper, title=title).hub_url}


def _hook(commands: Commands, name: str, changes: Sequence[Mapping[str, object]]) -> Hook:
    return Hook(name, tuple(commands[name]), json.dumps(changes, ensure_ascii=False) + "\n")


def _started(output: int) -> subprocess.Popen[bytes]:
    """The process that runs hooks, waiting for its task."""
    return subprocess.Popen(  # noqa: S603 - this very Python, our own script
        [sys.executable, "-I", "-S", str(Path(hook_runner.__file__))],
        stdin=subprocess.PIPE, stdout=output, stderr=subprocess.DEVNULL,
        start_new_session=True, creationflags=hook_runner.FLAGS, env=without_secrets(),
    )  # fmt: skip


def _hand_over(
    runner: subprocess.Popen[bytes], hooks: Sequence[Hook], paths: Paths, seconds: float
) -> None:
    """Give the process its task; it takes it before it starts anything."""
    task = {
        "hooks": [asdict(hook) for hook in hooks],
        "seconds": seconds,
        "folder": str(paths.state.parent),
        "log": str(paths.log),
    }
    if runner.stdin is not None:
        runner.stdin.write(json.dumps(task).encode())
        runner.stdin.close()
