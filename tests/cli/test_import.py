"""`import`: one save, a report with lines, and nothing done twice."""

from __future__ import annotations

from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING

import pytest

from papers_tui.cli import titles
from papers_tui.cli.context import Context
from tests.support import bibtex_reader
from tests.support.data import fake_days
from tests.support.fake_hub import Fault
from tests.support.fake_hub.arxiv import is_published
from tests.support.home import file_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Shell

ONE, TWO = "2507.21049", "2508.00123"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "my.bib"
    file.write_text(
        f"@misc{{a, title={{First}}, eprint={{{ONE}}}, keywords={{nets}}}}\n"
        f"@misc{{b, title={{Second}}, eprint={{{TWO}}}}}\n@book{{c, title={{No id}}}}\n",
        encoding="utf-8",
    )
    return file


def test_papers_are_added_once_and_entries_without_an_id_are_named(
    shell: Shell, source: Path
) -> None:
    done = shell("import", str(source), "--with", "tags", "--tag", "thesis", "--offline")
    assert (done.status, done.out) == (0, "")
    assert done.err.splitlines() == [
        "papers-tui: warning: line 3 (c): there is no arXiv id in this entry",
        "papers-tui: imported: 2 new, 0 known, 1 unreadable (no arXiv id)",
    ]
    papers = shell("library").json
    assert {paper["id"]: paper["tags"] for paper in papers} == {
        ONE: ["thesis", "nets"],
        TWO: ["thesis"],
    }
    assert {paper["status"] for paper in papers} == {"to-read"}
    before = file_of(shell).read_bytes()
    done = shell("import", str(source), "--with", "tags", "--tag", "thesis", "--offline")
    assert "0 new, 2 known, 1 unreadable (no arXiv id)" in done.err
    assert file_of(shell).read_bytes() == before


@pytest.mark.parametrize(
    ("entries", "more"), [(21, "1 more entry has"), (22, "2 more entries have")]
)
def test_the_first_entries_without_an_id_are_named_and_the_others_counted(
    shell: Shell, tmp_path: Path, entries: int, more: str
) -> None:
    file = tmp_path / "many.bib"
    others = "".join(f"@book{{b{number}, title={{No id}}}}\n" for number in range(entries))
    file.write_text(f"@misc{{a, eprint={{{ONE}}}}}\n{others}", encoding="utf-8")
    *named, rest, _ = shell("import", str(file), "--dry-run", "--offline").err.splitlines()
    assert len(named) == 20
    assert rest == f"papers-tui: warning: and {more} no arXiv id"


def test_documents_find_the_keys_of_the_file_in_an_export(shell: Shell, source: Path) -> None:
    assert shell("import", str(source), "--with", "keys,tags", "--offline").status == 0
    read = bibtex_reader.entries(shell("export", "--offline").out)
    assert {key: fields["eprint"] for key, fields in read.items()} == {"a": ONE, "b": TWO}
    again = shell("import", str(source), "--with", "keys", "--offline")
    assert "citation key" not in again.err
    source.write_text(source.read_text(encoding="utf-8").replace("{a,", "{other,"), "utf-8")
    done = shell("import", str(source), "--with", "keys", "--offline")
    assert "1 paper keeps the citation key of before, not those of the file" in done.err
    assert shell("export", "--offline").out.startswith("@misc{a,")


def test_a_dry_run_changes_nothing(shell: Shell, source: Path) -> None:
    done = shell("import", str(source), "--dry-run")
    assert done.status == 0
    assert "would be imported: 2 new, 0 known, 1 unreadable (no arXiv id)" in done.err
    assert not file_of(shell).exists()
    assert shell("import", str(source), "--with", "keys", "--dry-run").status == 0
    shell("star", ONE, "--offline")
    assert "@misc{a," not in shell("export", "--offline").out


def test_stdin_is_read_and_the_status_is_set(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell("star", ONE, "--offline")
    text = f"see arXiv:{ONE} and arXiv:{TWO}".encode()
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text)))
    done = shell("import", "-", "--status", "reading", "--offline")
    assert done.status == 0
    assert {paper["status"] for paper in shell("library").json} == {"reading"}


@pytest.mark.parametrize("text", ["", "nothing here", "@book{a, title={No id}}"])
def test_a_file_without_papers_is_an_error(shell: Shell, tmp_path: Path, text: str) -> None:
    file = tmp_path / "empty.txt"
    file.write_text(text, encoding="utf-8")
    done = shell("import", str(file))
    assert (done.status, done.out) == (1, "")
    assert done.err.splitlines()[-1].startswith("papers-tui: error: no arXiv id was found in ")
    assert not file_of(shell).exists()


def test_a_missing_file_and_wrong_parts_are_errors(shell: Shell, tmp_path: Path) -> None:
    assert shell("import", str(tmp_path / "nowhere")).status == 1
    assert shell("import").status == 2
    assert shell("import", "").status == 2
    done = shell("import", "x", "--with", "authors")
    assert done.status == 2
    assert "is not one or more of tags, notes, keys, with commas" in done.err


def many(shell: Shell, tmp_path: Path) -> tuple[Path, list[str]]:
    """A file with the ids of more papers than the hub is asked for, which arXiv knows."""
    ids = [f"2608.9{number:04}" for number in range(25)]
    for one in ids:
        shell.hub.library.only_arxiv[one] = fake_days.entry(one)
    file = tmp_path / "ids.txt"
    file.write_text("\n".join(ids), encoding="utf-8")
    return file, ids


def test_titles_of_many_papers_come_from_arxiv_by_one_request(shell: Shell, tmp_path: Path) -> None:
    file, ids = many(shell, tmp_path)
    assert shell("import", str(file)).status == 0
    titles = {paper["id"]: paper["title"] for paper in shell("library").json}
    assert list(titles) == ids
    assert all(titles.values())
    assert 'title = "' in file_of(shell).read_text(encoding="utf-8")
    assert len(shell.hub.asked("/api/query")) == 1


def test_what_arxiv_sent_with_the_titles_stands_in_a_bibliography(
    shell: Shell, tmp_path: Path
) -> None:
    file, ids = many(shell, tmp_path)
    shell("import", str(file))
    read = bibtex_reader.entries(shell("export", "--format", "bibtex", "--offline").out)
    assert len(read) == len(ids)
    assert all(fields["primaryClass"].startswith("cs.") for fields in read.values())
    published = {fields["eprint"]: fields.get("doi") for fields in read.values()}
    assert published == {one: f"10.1000/j_{one}" if is_published(one) else None for one in ids}


def test_of_very_many_papers_those_with_a_title_are_not_waited_for(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(titles, "_VERY_MANY", 25)
    file, ids = many(shell, tmp_path)
    with file.open("a", encoding="utf-8") as more:
        more.write(f"\n@misc{{a, title={{On Nets}}, eprint={{{ONE}}}}}")
    assert "are fetched when you export" in shell("import", str(file)).err
    (request,) = shell.hub.asked("/api/query")
    assert set(request.query["id_list"].split(",")) == set(ids)


def test_a_later_import_goes_on_with_the_titles(shell: Shell, tmp_path: Path) -> None:
    file, _ = many(shell, tmp_path)
    shell.hub.fault("/api/query", Fault(status=503, times=None))
    done = shell("import", str(file))
    assert done.status == 0
    assert "imported: 25 new" in done.err
    assert "Import it again to fetch the missing details" in done.err
    assert not any(paper["title"] for paper in shell("library").json)
    shell.hub.repair()
    assert "0 new, 25 known" in shell("import", str(file)).err
    assert all(paper["title"] for paper in shell("library", "--offline").json)


def test_an_import_that_is_interrupted_keeps_the_papers(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, _ = many(shell, tmp_path)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Context, "fetch", stopped)
    done = shell("import", str(file))
    assert done.status == 130
    assert len(shell("library", "--offline").json) == 25
