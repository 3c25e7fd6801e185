"""`doctor`: what is wrong with the reading list, mended, brought back, or taken as it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from papers_tui.store.files.locks import hold
from papers_tui.store.library import backups
from tests.support.home import block, file_of, marks_of, papers

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from tests.support.command_line import Shell

IDS = [f"2507.{number:05}" for number in range(1, 21)]


@pytest.fixture
def listed(shell: Shell) -> Shell:
    """A home with twenty starred papers."""
    shell.hub.down()
    assert shell("star", *IDS).status == 0
    return shell


def dates(shell: Shell) -> list[datetime]:
    return [backup.when for backup in backups.found(shell.home / "backups")]


def test_where_all_is_well_there_is_nothing_to_do(shell: Shell) -> None:
    for expected in ("there is none yet", "1 paper in "):
        done = shell("doctor")
        assert (done.status, done.err) == (0, "")
        lines = done.out.splitlines()
        assert all(line.startswith("ok       ") for line in lines)
        assert expected in lines[0]
        assert "repair" not in done.out
        assert not (shell.home / "library.lock").exists() or expected.startswith("1")
        shell("star", IDS[0], "--offline")


def test_a_broken_file_is_named_with_its_line(listed: Shell) -> None:
    broken = file_of(listed).read_bytes() + b"tags = [\n"
    file_of(listed).write_bytes(broken)
    listed("star", "hep-th/9901001")
    for arguments in (["doctor"], ["doctor", "--repair"]):
        done = listed(*arguments)
        assert done.status == 1
        assert done.err.count("\n") == 1
        assert done.err.startswith("papers-tui: error: library.toml")
        line = broken.count(b"\n")
        assert f"damaged  library.toml: {file_of(listed)}, line {line}: " in done.out
        assert "doctor --restore DATE" in done.out
        assert "warning  journal: 1 change waits" in done.out
        assert file_of(listed).read_bytes() == broken


def test_waiting_changes_are_made_once_the_file_is_in_order(listed: Shell) -> None:
    good = file_of(listed).read_bytes()
    file_of(listed).write_bytes(b"[[")
    listed("star", "hep-th/9901001")
    file_of(listed).write_bytes(good)
    done = listed("doctor")
    assert done.status == 0
    assert "--repair would make them" in done.out
    assert file_of(listed).read_bytes() == good
    done = listed("doctor", "--repair")
    assert (done.status, done.err) == (0, "")
    assert "hep-th/9901001" in papers(listed)
    assert "no change waits" in listed("doctor").out


def test_papers_that_are_gone_are_named_and_brought_back(listed: Shell) -> None:
    listed("note", IDS[7], "precious")
    file_of(listed).write_text(block(IDS[0], "starred = true"), encoding="utf-8")
    done = listed("doctor")
    assert done.status == 1
    assert "papers-tui doctor --repair fixes it" in done.err
    assert "damaged  library.toml: 19 papers are gone" in done.out
    assert all(paper in done.out for paper in IDS[1:])
    assert "doctor --accept" in done.out
    assert "--repair would bring them back" in done.out
    assert list(papers(listed)) == IDS[:1]
    done = listed("doctor", "--repair")
    assert (done.status, done.err) == (0, "")
    assert "repaired: 19 papers are back" in done.out
    assert list(papers(listed)) == IDS
    assert marks_of(listed, IDS[7]) == {"starred": True, "note": "precious"}
    assert listed("doctor").status == 0


def test_a_loss_that_is_meant_is_accepted(listed: Shell) -> None:
    text = block(IDS[0], "starred = true")
    file_of(listed).write_text(text, encoding="utf-8")
    assert listed("star", "hep-th/9901001").err.startswith("papers-tui: warning: 19 papers are")
    assert listed("doctor", "--accept").status == 0
    assert list(papers(listed)) == [IDS[0], "hep-th/9901001"]
    file_of(listed).write_text(text + "# by hand\n", encoding="utf-8")
    assert listed("doctor").status == 0
    assert "nothing to accept" in listed("doctor", "--accept").out


def test_both_versions_of_a_conflict_in_git_are_united(listed: Shell) -> None:
    ours, theirs = block(IDS[1], 'tags = ["ours"]'), block(IDS[2], 'tags = ["theirs"]')
    file_of(listed).write_text(
        block(*IDS[:1]) + f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n",
        encoding="utf-8",
    )
    done = listed("doctor")
    assert done.status == 1
    assert f"{file_of(listed)}, line 4: git left both versions" in done.out
    assert "--repair would unite both versions" in done.out
    done = listed("doctor", "--repair")
    assert (done.status, done.err) == (0, "")
    assert list(papers(listed)) == IDS[:3]
    assert marks_of(listed, IDS[2]) == {"tags": ["theirs"]}


def test_conflict_copies_are_named_and_merged(listed: Shell) -> None:
    copy = listed.home / "library.sync-conflict-20260301-120000-ABCDEFG.toml"
    broken = listed.home / "library (conflicted copy 2026-03-01).toml"
    copy.write_text(block("hep-th/9901001", "starred = true"), encoding="utf-8")
    done = listed("doctor")
    assert done.status == 0
    assert f"warning  {copy.name}: a copy" in done.out
    assert copy.exists()
    broken.write_text("[[", encoding="utf-8")
    done = listed("doctor", "--repair")
    assert done.status == 1
    assert f"not repaired: {broken}, line 1: " in done.out
    assert broken.exists()
    assert not copy.exists()
    assert list(papers(listed)) == [*IDS, "hep-th/9901001"]
    aside = (listed.home / "backups").glob("conflict-*.toml")
    assert [path.read_text(encoding="utf-8") for path in aside] == [
        block("hep-th/9901001", "starred = true")
    ]


def test_a_copy_is_not_merged_into_a_file_that_is_broken(listed: Shell) -> None:
    copy = listed.home / "library.sync-conflict-20260301-120000-ABCDEFG.toml"
    copy.write_text(block("hep-th/9901001", "starred = true"), encoding="utf-8")
    file_of(listed).write_text("[[", encoding="utf-8")
    assert listed("doctor", "--repair").status == 1
    assert copy.exists()
    assert "no change waits" in listed("doctor").out


def test_backups_are_listed_and_brought_back(listed: Shell, tmp_path: Path) -> None:
    listed("unstar", *IDS)
    assert papers(listed) == {}
    (taken,) = dates(listed)
    name = f"{taken:%Y-%m-%dT%H:%M:%SZ}"
    assert name in listed("doctor").out
    file_of(listed).write_text("[[", encoding="utf-8")
    done = listed("doctor", "--restore", name)
    assert (done.status, done.err) == (0, "")
    assert f"is again as it was at {name}" in done.out
    assert list(papers(listed)) == IDS
    kept = [path.read_text(encoding="utf-8") for path in (listed.home / "backups").iterdir()]
    assert "[[" in kept
    assert listed("star", IDS[0]).err == ""
    assert listed("doctor").status == 0


@pytest.mark.parametrize(
    "date",
    ["2026-03-02", "2026-03-02T12:00:00Z", "2026-03-02T11:00:00-02:00", "2026-W10", "2026-03"],
)
def test_the_newest_backup_that_is_not_newer_is_taken(listed: Shell, date: str) -> None:
    folder = listed.home / "backups"
    folder.mkdir(exist_ok=True)
    for day, paper in (("01", IDS[1]), ("02", IDS[2]), ("20", IDS[3])):
        name = f"library-202603{day}T120000Z.toml"
        folder.joinpath(name).write_text(block(paper, "starred = true"), encoding="utf-8")
    assert listed("doctor", "--restore", date).status == 0
    assert list(papers(listed)) == [IDS[3] if date == "2026-03" else IDS[2]]
    assert file_of(listed).read_text(encoding="utf-8").startswith("[[paper]]\n")
    assert listed("doctor", "--restore", "today").status == 0
    assert list(papers(listed)) == IDS


def test_a_backup_that_cannot_be_had_changes_nothing(listed: Shell) -> None:
    before = file_of(listed).read_bytes()
    done = listed("doctor", "--restore", "2020-01-01")
    assert done.status == 1
    assert done.err.startswith("papers-tui: error: there is no backup of 2020-01-01T23:59")
    broken = listed.home / "backups" / "library-20260301T120000Z.toml"
    broken.parent.mkdir(exist_ok=True)
    broken.write_text("[[", encoding="utf-8")
    done = listed("doctor", "--restore", "2026-03-01")
    assert done.status == 1
    assert f"{broken}, line 1: " in done.err
    unreadable = broken.with_name("library-20260201T120000Z.toml")
    unreadable.mkdir()
    done = listed("doctor", "--restore", "2026-02-01")
    assert done.status == 1
    assert str(unreadable) in done.err
    assert listed("doctor", "--restore", "nonsense").status == 2
    assert listed("doctor", "--restore", "2026-03-01", "--repair").status == 2
    assert file_of(listed).read_bytes() == before


def test_a_format_of_the_future_and_a_writer_at_work_are_only_warnings(listed: Shell) -> None:
    with hold(listed.home / "library.lock", lambda: None):
        done = listed("doctor")
    assert done.status == 0
    assert "warning  lock: another program is writing" in done.out
    file_of(listed).write_text("version = 2\n", encoding="utf-8")
    done = listed("doctor")
    assert done.status == 0
    assert "warning  library.toml: " in done.out
    assert "update papers-tui" in done.out


@pytest.mark.parametrize("name", ["archive.db", "state.db"])
def test_a_damaged_database_is_set_aside_only_when_asked(shell: Shell, name: str) -> None:
    shell("list")
    path = shell.home / name
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 :] = b"\xff" * (len(raw) - len(raw) // 2)
    path.write_bytes(raw)
    done = shell("doctor")
    assert done.status == 1
    assert f"damaged  {name}: " in done.out
    assert f"error: {name} is not in order (papers-tui doctor --repair fixes it)" in done.err
    assert path.read_bytes() == raw
    done = shell("doctor", "--repair")
    assert (done.status, done.err) == (0, "")
    assert "repaired: " in done.out
    assert f"set aside as {name}.damaged-" in done.out
    assert [aside.read_bytes() for aside in shell.home.glob(f"{name}.damaged-*Z")] == [raw]
    assert shell("doctor").status == 0
    assert shell("list").status == 0


def test_databases_in_order_are_left_as_they_are(shell: Shell) -> None:
    shell("list")
    before = {path.name: path.read_bytes() for path in shell.home.glob("*.db")}
    done = shell("doctor")
    assert (done.status, done.err) == (0, "")
    assert "ok       archive.db: the archive is in order" in done.out
    assert {path.name: path.read_bytes() for path in shell.home.glob("*.db")} == before


def test_a_database_of_another_program_is_named(shell: Shell) -> None:
    shell.home.mkdir()
    with closing(sqlite3.connect(shell.home / "archive.db")) as db:
        db.execute("CREATE TABLE other (x)")
    (shell.home / "state.db").mkdir()
    done = shell("doctor")
    assert done.status == 1
    assert "archive.db and state.db are not in order" in done.err
    assert f"archive.db: {shell.home / 'archive.db'} was made by another program" in done.out
    assert f"state.db: {shell.home / 'state.db'} is a folder" in done.out


def test_hand_edits_that_mean_nothing_are_named_with_their_lines(listed: Shell) -> None:
    text = block(IDS[0], 'starred = "yes"') + "\n[[paper]]\nid = 2507.10000\n"
    file_of(listed).write_text(text, encoding="utf-8")
    done = listed("doctor", "--accept")
    done = listed("doctor")
    assert done.status == 0
    assert f"{file_of(listed)}, line 3: starred is true or false" in done.out
    assert 'an id stands in quotes: id = "2507.10000"' in done.out
    assert file_of(listed).read_text(encoding="utf-8") == text


def test_a_list_that_vanished_is_shown_as_it_was_until_it_is_back(listed: Shell) -> None:
    text = file_of(listed).read_bytes()
    file_of(listed).unlink()
    done = listed("library", "--format", "ids")
    assert done.out.split() == IDS
    assert "20 papers are gone from" in done.err
    done = listed("tag", "kept", IDS[0])
    assert done.status == 0
    assert "the change is kept" in done.err
    assert not file_of(listed).exists()
    file_of(listed).write_bytes(text)
    assert listed("doctor", "--repair").status == 0
    assert marks_of(listed, IDS[0])["tags"] == ["kept"]


def test_a_paper_that_was_taken_out_by_hand_is_named_once(listed: Shell) -> None:
    blocks = file_of(listed).read_text(encoding="utf-8").split("[[paper]]\n")
    del blocks[3]
    file_of(listed).write_text("[[paper]]\n".join(blocks), encoding="utf-8")
    done = listed("library", "--format", "ids")
    assert done.out.split() == [*IDS[:2], *IDS[3:]]
    assert done.err.startswith("papers-tui: warning: 1 paper is gone from library.toml; papers-tui")
    date = done.err.split("--restore ")[1].split()[0]
    assert listed("library", "--format", "ids").err == ""
    assert listed("doctor", "--restore", date).status == 0
    assert set(papers(listed)) == set(IDS)
