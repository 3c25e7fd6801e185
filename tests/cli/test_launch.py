"""What a run of the reader leaves behind when a part of it fails."""

from __future__ import annotations

import stat
import threading
from typing import TYPE_CHECKING

from papers_tui.cli.launch import _thread_reports

if TYPE_CHECKING:
    from pathlib import Path


def test_a_thread_that_ends_by_a_bug_leaves_a_report_without_values(tmp_path: Path) -> None:
    log = tmp_path / "log" / "papers-tui.log"

    def work(secret: str) -> None:
        try:
            raise ValueError(secret)
        except ValueError as error:
            raise KeyError(secret) from error

    before = threading.excepthook
    with _thread_reports(log) as reports:
        for name in ("first", "second"):
            thread = threading.Thread(target=work, args=("hf_secret",), name=name)
            thread.start()
            thread.join()
    assert threading.excepthook is before
    text = log.read_text(encoding="utf-8")
    for part in ("in first:", "in second:", "KeyError", "ValueError", "test_launch.py", ", line "):
        assert part in text
    assert "hf_secret" not in text
    assert reports == [f"; the report is in {log}"] * 2
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
