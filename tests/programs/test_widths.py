"""Titles that terminals measure differently: the next pane begins at its column all the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from papers_tui.model.period import hub_day
from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub
from tests.support.terminal import Terminal, environment, papers_tui

if TYPE_CHECKING:
    from pathlib import Path

TITLES = (
    "⚙️ VS16 gear ❤️ heart ☁️ cloud ✔️ check ⚖️ scale",
    "हिन्दी देवनागरी क्षत्रिय",
    "👨‍👩‍👧‍👦 family 🏳️‍🌈 flag 🇩🇪 country 👍🏽 skin",
    "한국어 \u1112\u1161\u11ab jamo, 漢字 かな",
    "\u2800\u3164\u115f fillers\u00ad and\u034f\ufe0f\ufe0f\ufe0f selectors",
    "Thai ภาษาไทย, Tibetan བོད་སྐད, Arabic العربية",
)


def test_the_border_stands_in_one_column_beside_every_title(tmp_path: Path) -> None:
    day = hub_day(datetime.now(UTC))
    entries = fake_days.day(day, len(TITLES))
    for entry, title in zip(entries, TITLES, strict=True):
        entry["paper"]["title"] = entry["title"] = title
    hub = FakeHub({day.isoformat(): entries})
    with hub, Terminal(papers_tui(), environment(tmp_path, hub.url)) as terminal:
        terminal.wait_for("1 of 6")
        terminal.resize(130, 40)  # which draws all panes of a row at once
        terminal.until(lambda: terminal.cells()[39][129] == " " and "1 of 6" in terminal.text)
        terminal.wait_for_silence(0.3)
        for _ in TITLES:
            rows = terminal.cells()[1:-2]
            [column] = {row.index("│") for row in rows}
            assert all(row[column] == "│" for row in rows)
            terminal.press("j")
        terminal.press("ctrl+q")
        assert terminal.exit_status() == 0
