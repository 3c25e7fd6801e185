"""The order of keys that wait, on a clock of the test's own."""

from __future__ import annotations

from collections import deque
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from textual.events import Key

from papers_tui.tui.terminal import type_ahead
from papers_tui.tui.terminal.type_ahead import TypeAhead

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import pytest
    from textual.app import App


class Field(SimpleNamespace):
    """A field that takes letters, as far as a key's way is concerned."""

    cursor_blink = True

    def call_later(self, *_: object) -> None:
        """The key is on its way for as long as the test lasts."""


class Program:
    """The program as the keys know it: timers go off when the test says so."""

    def __init__(self) -> None:
        self.timers: deque[Callable[[], Awaitable[None]]] = deque()
        self.focused: Field | None = None
        self.screen = SimpleNamespace(is_modal=False, query=lambda _: [])
        self.screen_stack = [self.screen]

    def set_timer(self, _delay: float, callback: Callable[[], Awaitable[None]]) -> None:
        self.timers.append(callback)

    def set_interval(self, _delay: float, _callback: object) -> SimpleNamespace:
        return SimpleNamespace(stop=lambda: None)


async def test_a_key_for_a_field_is_handed_on_once_though_an_earlier_one_waited_for_a_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Escape has forgotten the earlier key; what looked for its list then is still to come."""
    program = Program()
    clock, handed = [100.0], list[str]()
    monkeypatch.setattr(type_ahead, "monotonic", lambda: clock[0])

    async def act(_: Key) -> bool:
        return True

    async def hand_on(key: Key) -> None:
        handed.append(key.key)

    keys = TypeAhead(cast("App[Any]", program), act, hand_on, waits=lambda key: key.key == "s")
    await keys.take(Key("s", "s"))
    clock[0] += 2
    await keys.take(Key("escape", None))
    program.focused = Field()
    await keys.take(Key("a", "a"))
    while program.timers:
        await program.timers.popleft()()
    assert handed == ["a"]


async def test_one_timer_at_a_time_looks_whether_keys_may_act(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program, clock = Program(), [100.0]
    monkeypatch.setattr(type_ahead, "monotonic", lambda: clock[0])
    may_act, done = [False], list[str]()

    async def act(key: Key) -> bool:
        done.append(key.key)
        return True

    async def hand_on(_: Key) -> None:
        """Nothing is typed."""

    keys = TypeAhead(cast("App[Any]", program), act, hand_on, waits=lambda _: not may_act[0])
    for _ in range(5):  # forgotten, and pressed again
        await keys.take(Key("s", "s"))
        clock[0] += 2
        await keys.take(Key("escape", None))
    await keys.take(Key("s", "s"))
    for _ in range(len(program.timers)):
        await program.timers.popleft()()
    assert len(program.timers) == 1
    may_act[0] = True
    await program.timers.popleft()()
    assert done == ["s"]
    assert not program.timers
