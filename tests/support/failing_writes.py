"""Calls of the operating system that fail in their turn while a file is written."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CALLS = ("open", "write", "fsync", "replace", "close", "fchmod", "stat", "lseek", "ftruncate")


def failing_at(monkeypatch: pytest.MonkeyPatch, turn: int, code: int) -> list[str]:
    """Let the call of that number fail; the names of all calls, as they are made."""
    made: list[str] = []

    def wrap(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*given: Any, **named: Any) -> Any:
            made.append(name)
            if len(made) == turn:
                if name == "close":
                    call(*given, **named)
                raise OSError(code, os.strerror(code))
            return call(*given, **named)

        return wrapped

    for name in _CALLS:
        monkeypatch.setattr(os, name, wrap(name, getattr(os, name)))
    return made


def no_renaming(*_: Any, **__: Any) -> None:
    raise OSError(errno.EBUSY, "mounted on its own")


def turns(monkeypatch: pytest.MonkeyPatch, code: int, write: Callable[[], None]) -> Iterator[bool]:
    """Write again and again, with each call failing in its turn; whether that was reported."""
    for turn in range(1, 200):
        with monkeypatch.context() as patched:
            made = failing_at(patched, turn, code)
            try:
                write()
                failed = False
            except OSError:
                failed = True
        yield failed
        if len(made) < turn:
            return
    pytest.fail("there is no end of calls")
