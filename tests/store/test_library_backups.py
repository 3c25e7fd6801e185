"""The backups that are kept, none of which is ever written over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from papers_tui.store.files import atomic
from papers_tui.store.library import backups
from papers_tui.store.library.backups import worth_keeping

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOMENTS = st.lists(
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 3, 1)).map(  # noqa: DTZ001
        lambda when: when.replace(microsecond=0, tzinfo=UTC)
    ),
    max_size=60,
)


def test_years_of_half_hours_leave_a_few_dozen() -> None:
    moments = [NOW - timedelta(minutes=30) * count for count in range(2 * 365 * 48)]
    keep = sorted(worth_keeping(moments), reverse=True)
    assert keep[:10] == moments[:10]
    assert {f"{moment:%Y-%m-%d}" for moment in keep} >= {
        f"{NOW - timedelta(days=days):%Y-%m-%d}" for days in range(7)
    }
    assert len({f"{moment:%G-%V}" for moment in keep}) >= 4
    assert len({f"{moment:%Y-%m}" for moment in keep}) == 12
    assert len(keep) <= 10 + 7 + 4 + 12
    assert keep[-1] == datetime(2025, 4, 1, tzinfo=UTC)


@given(MOMENTS)
def test_thinning_again_takes_no_more(moments: list[datetime]) -> None:
    keep = worth_keeping(moments)
    assert worth_keeping(keep) == keep
    assert keep <= set(moments)
    assert set(sorted(set(moments))[-10:]) <= keep


@given(MOMENTS)
def test_thinning_day_by_day_loses_no_month(moments: list[datetime]) -> None:
    kept: set[datetime] = set()
    for moment in sorted(moments):
        kept = worth_keeping({*kept, moment})
    months = sorted({f"{moment:%Y-%m}" for moment in moments})[-12:]
    assert {f"{moment:%Y-%m}" for moment in kept} >= set(months)


def test_backups_of_one_second_are_all_kept_and_in_order(tmp_path: Path) -> None:
    for number in range(12):
        backups.take(tmp_path, b"%d" % number, NOW)
    backups.take(tmp_path, b"11", NOW)
    assert [copy.path.read_bytes() for copy in backups.found(tmp_path)] == [
        b"%d" % number for number in range(11, -1, -1)
    ]
    assert {copy.when for copy in backups.found(tmp_path)} == {NOW}


def test_only_backups_are_thinned(tmp_path: Path) -> None:
    (tmp_path / "library-notes.toml").write_text("mine")
    backups.put_aside(tmp_path, "conflict", b"theirs", NOW)
    for hours in range(40):
        backups.take(tmp_path, b"%d" % hours, NOW + timedelta(hours=hours))
    backups.thin(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert {"library-notes.toml", "conflict-20260301T120000Z.toml"} <= names
    assert len(backups.found(tmp_path)) == 12


def test_programs_that_back_up_in_the_same_moment_write_over_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush = atomic.flush

    def flush_behind_another_program(handle: int) -> None:
        monkeypatch.setattr(atomic, "flush", flush)
        backups.put_aside(tmp_path, "replaced", b"theirs", NOW)
        flush(handle)

    monkeypatch.setattr(atomic, "flush", flush_behind_another_program)
    ours = backups.put_aside(tmp_path, "replaced", b"ours", NOW)
    assert ours.read_bytes() == b"ours"
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"ours", b"theirs"]
