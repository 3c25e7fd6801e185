"""Frames: what a key has changed is drawn at once, whenever the frame before was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.reader import Run


@pytest.mark.parametrize("key", ["j", "enter"])
async def test_a_key_does_not_wait_for_the_next_frame(
    key: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as reader:
        drawn: list[object] = []
        display = reader.app._display

        def counted(screen: object, frame: object) -> None:
            drawn.append(frame)
            display(screen, frame)  # type: ignore[arg-type]

        monkeypatch.setattr(reader.app, "_display", counted)
        monkeypatch.setattr(reader.screen._update_timer, "resume", lambda: None)
        await reader.pilot.press(key)
        assert drawn
