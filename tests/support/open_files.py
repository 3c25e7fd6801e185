"""Files that are open can be neither renamed nor deleted, as on Windows."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papers_tui.store.files import held

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

_DESCRIPTORS = Path("/proc/self/fd")
_OURS = f"{os.sep}papers_tui{os.sep}"
_BETWEEN = ("pathlib", "tempfile", "shutil", "contextlib", "open_files")


def refuse_open_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse what the program, not a test, would do to a file that this process has open."""
    if not _DESCRIPTORS.is_dir():
        return
    monkeypatch.setattr(held, "can_replace_open", False)
    for name in ("rename", "replace", "unlink", "remove"):
        monkeypatch.setattr(os, name, _guarded(getattr(os, name)))


def _guarded(call: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(*names: Any, **more: Any) -> Any:
        if more.get("dir_fd") is None and _is_by_the_program():
            for name in names[:2]:
                if isinstance(name, str | Path) and os.path.realpath(name) in _open_files():
                    raise PermissionError(errno.EACCES, "another program uses the file", str(name))
        return call(*names, **more)

    return guarded


def _open_files() -> set[str]:
    found = set()
    for descriptor in _DESCRIPTORS.iterdir():
        try:
            found.add(str(descriptor.readlink()))
        except OSError:  # the one that lists them
            continue
    return found


def _is_by_the_program() -> bool:
    frame = sys._getframe(2)
    while frame.f_back and Path(frame.f_code.co_filename).stem in _BETWEEN:
        frame = frame.f_back
    return _OURS in frame.f_code.co_filename
