"""`library`, `export` and `show --format bibtex`: the reading list put out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.data import fake_days
from tests.support.fake_hub import Fault
from tests.support.home import block
from tests.support.oracles.paper_json import check

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Shell

OLD, NAMED = "hep-th/9901001", "2001.00001"
"""Papers that neither the archive nor the hub knows, the second with a title in the list."""

EXPORTED = r"""
@misc{sato2023repalphaamperss,
      title={Rep-{$\alpha$} for Ampers\&s},
      author={Yuki Sato and Nur Diallo},
      year={2023},
      eprint={KNOWN},
      archivePrefix={arXiv},
      url={https://arxiv.org/abs/KNOWN},
}

@misc{arxiv9901001,
      title={hep-th/9901001},
      year={1999},
      eprint={hep-th/9901001},
      archivePrefix={arXiv},
      url={https://arxiv.org/abs/hep-th/9901001},
}

@misc{arxiv200100001,
      title={Compare \_ with \textbraceleft{}\textbraceright{}},
      year={2020},
      eprint={2001.00001},
      archivePrefix={arXiv},
      url={https://arxiv.org/abs/2001.00001},
}
"""


@pytest.fixture
def known(shell: Shell) -> str:
    """A paper of the newest day, in the list with two that nobody knows; added last but one."""
    entry = shell.hub.days[shell.day()][0]["paper"]
    entry["title"] = "Rep-$\\alpha$ for Ampers&s"
    entry["authors"] = [{"name": "Yuki Sato"}, {"name": "Nur Diallo"}]
    entry["publishedAt"] = "2023-05-06T07:08:09.000Z"
    key: str = entry["id"]
    shell("list")
    shell.home.joinpath("library.toml").write_text(
        block(OLD, "starred = true", "added = 2025-12-11T09:30:00Z")
        + block(NAMED, 'title = "Compare _ with {}"', 'note = "x"')
        + block(key, 'tags = ["mtl"]', "added = 2026-01-01T00:00:00Z"),
        encoding="utf-8",
    )
    return key


def test_the_newest_added_comes_first_and_the_unknown_by_its_title(
    shell: Shell, known: str
) -> None:
    papers = shell("library", "--offline").json
    assert [paper["id"] for paper in papers] == [known, OLD, NAMED]
    for paper in papers:
        check(paper)
    assert [paper["title"] for paper in papers] == [
        "Rep-$\\alpha$ for Ampers&s",
        None,
        "Compare _ with {}",
    ]
    assert [paper["starred"] for paper in papers] == [False, True, False]
    assert (papers[2]["authors"], papers[2]["abstract"], papers[2]["note"]) == ([], None, "x")


def test_the_list_comes_in_every_format(shell: Shell, known: str) -> None:
    assert shell("library", "--format", "ids").out.split() == [known, OLD, NAMED]
    lines = shell("library", "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [known, OLD, NAMED]
    table = shell("library", "--format", "table").out
    assert "Rep-α for Ampers&s" in table
    assert "Compare _ with {}" in table
    markdown = shell("library", "--format", "markdown").out
    assert f"[{OLD}](https://huggingface.co/papers/{OLD})" in markdown


def test_queries_find_papers_that_only_the_list_knows(shell: Shell, known: str) -> None:
    for query, expected in {
        "compare": [NAMED],
        "is:starred": [OLD],
        "tag:mtl OR has:note": [known, NAMED],
        OLD: [OLD],
        "α": [known],
        "is:unseen": [known, OLD, NAMED],
        "upvotes:>=0": [known],
    }.items():
        assert shell("library", "--where", query).ids == expected, query
    done = shell("library", "--where", "nosuchword")
    assert (done.status, done.json) == (0, [])
    assert "none of the 3 papers of the reading list is found by --where" in done.err
    assert shell("library", "--where", "(a").status == 2


def test_an_empty_list_is_called_empty(shell: Shell) -> None:
    done = shell("library")
    assert (done.status, done.json) == (0, [])
    assert done.err == "papers-tui: the reading list is empty\n"
    assert shell("export").out == ""


def test_bibtex_has_an_entry_for_each(shell: Shell, known: str) -> None:
    done = shell("export", "--offline")
    assert (done.status, done.err) == (0, "")
    lines = [line.rstrip() for line in done.out.splitlines()]
    assert lines == EXPORTED.replace("KNOWN", known).splitlines()[1:]
    assert shell("export", "--format", "bibtex", "--where", "tag:mtl").out == (
        done.out.split("\n\n")[0] + "\n"
    )
    assert shell("show", known, "--format", "bibtex").out == done.out.split("\n\n")[0] + "\n"


def test_a_key_stays_when_details_arrive_later(shell: Shell) -> None:
    key = shell.listed(shell.day())[0]
    shell("star", key, "--offline")
    before = shell("export", "--offline").out
    assert before.startswith(f"@misc{{arxiv{key.replace('.', '')},")
    shell("list")
    after = shell("export").out
    assert after.splitlines()[0] == before.splitlines()[0]
    assert "author=" in after
    assert shell("show", key, "--format", "bibtex").out == after


def test_a_file_without_an_ending_gets_the_first_format(shell: Shell, tmp_path: Path) -> None:
    shell("--offline", "star", "2507.21049")
    for name in ("references", ".hidden", "a.folder/references"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        assert shell("--offline", "export", "-o", str(tmp_path / name)).status == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith("@misc{")


def test_what_is_missing_of_papers_is_fetched_before_they_are_exported(shell: Shell) -> None:
    asked = [f"2608.9{number:04}" for number in range(25)]
    for one in asked:
        shell.hub.library.only_arxiv[one] = fake_days.entry(one)
    shell("star", *asked, "--offline")
    assert "author=" not in shell("export", "--offline").out
    shell.hub.fault("/api/query", Fault(status=503, times=1))
    done = shell("export")
    assert (done.status, "author=" in done.out) == (0, False)
    assert done.err.startswith(
        "papers-tui: warning: the authors of 25 papers are not known: 2608.9"
    )
    done = shell("export", "--format", "json")
    assert (done.err, all(paper["authors"] for paper in done.json)) == ("", True)
    assert len(shell.hub.asked("/api/query")) == 2
    assert shell("export").out.count("author=") == 25
    assert len(shell.hub.asked("/api/query")) == 2


def test_a_file_is_written_in_the_format_of_its_name(
    shell: Shell, known: str, tmp_path: Path
) -> None:
    for name, form in {
        "a.bib": "bibtex",
        "a.md": "markdown",
        "a.JSON": "json",
        "a.csl.json": "csl-json",
        "a.ris": "ris",
        "a": "bibtex",
    }.items():
        file = tmp_path / name
        done = shell("export", "-o", str(file))
        assert (done.status, done.out, done.err) == (0, "", "")
        assert file.read_text(encoding="utf-8") == shell("export", "--format", form).out
    assert shell("-o", "-", "export", "--format", "json").json == shell("library").json
    assert shell("export", "-o", str(file), "--format", "markdown").status == 0
    assert file.read_text(encoding="utf-8").startswith("- [Rep")


def test_what_cannot_be_written_is_an_error_and_leaves_the_file(
    shell: Shell, known: str, tmp_path: Path
) -> None:
    done = shell("export", "-o", str(tmp_path / "nowhere" / "a.bib"))
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("papers-tui: error: ")
    assert "could not be written" in done.err
    assert shell("export", "--format", "docx").status == 2
    assert shell("export", "-o").status == 2
    assert not (tmp_path / "nowhere").exists()


def test_a_paper_that_only_the_list_knows_is_shown_by_its_title(shell: Shell, known: str) -> None:
    for offline in (["--offline"], []):
        done = shell("show", NAMED, *offline)
        assert (done.status, done.json["title"]) == (0, "Compare _ with {}")
        assert done.err.startswith(f"papers-tui: warning: {NAMED} is n")
    assert shell("show", OLD, "--format", "markdown").out.startswith(f"# {OLD}\n")
    assert "arxiv9901001" in shell("show", OLD, "--format", "bibtex", "--offline").out
    assert shell("show", "2002.00002", "--format", "bibtex").status == 1


def test_a_query_finds_what_has_a_pdf(shell: Shell, known: str) -> None:
    folder = shell.home / "pdf"
    folder.mkdir()
    folder.joinpath(f"mine [{known}].pdf").write_bytes(b"%PDF-")
    folder.joinpath("[hep-th_9901001].pdf").write_bytes(b"%PDF-")
    assert shell("library", "--where", "has:pdf").ids == [known, OLD]
    assert shell("library", "--where", "-has:pdf").ids == [NAMED]
    assert shell("search", "has:pdf").ids == [known]
    assert shell("list", "--where", "has:pdf tag:mtl").ids == [known]


@pytest.mark.parametrize("command", [["export"], ["show", "2001.00001"]])
def test_options_of_a_format_are_refused_for_another(
    shell: Shell, known: str, command: list[str]
) -> None:
    done = shell(*command, "--format", "csv", "--raw", "--excel", "--offline")
    assert done.status == 0
    assert done.out.startswith("\ufeffid,title,")
    done = shell(*command, "--format", "bibtex", "--biblatex", "--offline")
    assert done.out.startswith("@online{")
    done = shell(*command, "--format", "csv", "--biblatex", "--offline")
    assert (done.status, done.out) == (2, "")
    assert "--biblatex is for bibtex" in done.err


def test_a_formula_in_a_note_is_text_in_csv_unless_raw(shell: Shell, known: str) -> None:
    shell("note", "2001.00001", "=1+1")
    assert ",'=1+1," in shell("export", "--format", "csv").out
    assert ",=1+1," in shell("export", "--format", "csv", "--raw").out


def test_a_vault_is_made_and_renewed_and_named_where_it_cannot_be(
    shell: Shell, known: str, tmp_path: Path
) -> None:
    vault = tmp_path / "notes"
    done = shell("export", "--vault", str(vault))
    assert (done.status, done.out) == (0, "")
    assert done.err == "papers-tui: notes: 3 new, 0 renewed, 0 unchanged\n"
    assert "0 new, 0 renewed, 3 unchanged" in shell("export", "--vault", str(vault)).err
    note = next(vault.iterdir())
    note.with_name("copy.md").write_bytes(note.read_bytes())
    done = shell("export", "--vault", str(vault))
    assert done.status == 1
    assert "copy.md" in done.err
    last = "papers-tui: error: 1 paper with several notes not renewed (keep one note of each)\n"
    assert done.err.endswith(last)
    for more in (["-o", "x.md"], ["--format", "markdown"], ["--biblatex"]):
        assert shell("export", "--vault", str(vault), *more).status == 2
    for wrong in (str(note), ""):
        assert shell("export", "--vault", wrong).status == 2


def test_an_export_of_no_paper_is_an_error_and_touches_no_file(
    shell: Shell, known: str, tmp_path: Path
) -> None:
    file, new = tmp_path / "a.bib", tmp_path / "new.bib"
    assert shell("export", "-o", str(file)).status == 0
    before = file.read_bytes()
    for target in (file, new):
        done = shell("export", "--where", "tag:nowhere", "-o", str(target))
        assert (done.status, done.out) == (1, "")
        none, error = done.err.splitlines()
        assert none == "papers-tui: none of the 3 papers of the reading list is found by --where"
        assert error == (
            "papers-tui: error: nothing is written, and no file is touched"
            " (ask for others by --where)"
        )
    assert file.read_bytes() == before
    assert not new.exists()
    assert shell("export", "--where", "tag:nowhere", "--format", "json").json == []


def test_an_export_of_an_empty_reading_list_touches_no_file(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "a.bib"
    file.write_text("mine")
    done = shell("export", "-o", str(file))
    assert done.status == 1
    assert "the reading list is empty" in done.err
    assert "(star a paper first)" in done.err
    assert file.read_text() == "mine"
