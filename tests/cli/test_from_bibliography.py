"""A bibliography becomes a reading list, and that a document, a vault and items of Zotero."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import bibtex_reader
from tests.support.data import fake_days
from tests.support.fake_zotero import FakeZotero

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Shell

ENTRIES = {
    "form of arXiv": "@misc{%s,\n  title={T},\n  eprint={%s},\n  archivePrefix={arXiv},\n}",
    "form of Scholar": "@article{%s,\n  title={T},\n  journal={arXiv preprint arXiv:%s},\n}",
    "form of dblp": "@article{DBLP:journals/corr/%s,\n  journal = {CoRR},\n  volume = {abs/%s}\n}",
    "biblatex": "@online{%s,\n  title = {T},\n  eprint = {%sv2},\n  eprinttype = {arxiv},\n}",
    "a DOI": "@article{%s, title = {T}, doi = {10.48550/arXiv.%s}}",
    "a PDF": '@inproceedings{%s,\n  title="T",\n  url="https://arxiv.org/pdf/%sv1.pdf"\n}',
    "the hub": "@misc{%s, title={T}, howpublished={\\url{https://huggingface.co/papers/%s}}}",
    "a remark": "@techreport{%s,\n  Title = {T},\n  Note = {arXiv:%s [cs.LG]}}",
    "no comma": "@misc{%s\n  title = {T},\n  eprint = {%s}\n}",
}
BOOK = "@book{knuth, title={A Book}, doi={10.1145/3292500.3330701}, note={On my desk}}\n"


@pytest.fixture
def source(shell: Shell, tmp_path: Path) -> Path:
    """A bibliography with an entry of each form, of papers that arXiv knows."""
    file = tmp_path / "references.bib"
    text = [
        entry % (f"key{number}", id_of(number)) for number, entry in enumerate(ENTRIES.values())
    ]
    file.write_text("\n".join([*text, BOOK]), encoding="utf-8")
    for number in range(len(ENTRIES)):
        shell.hub.library.only_arxiv[id_of(number)] = fake_days.entry(id_of(number))
    return file


def id_of(number: int) -> str:
    return f"2608.9{number:04}"


def keys() -> list[str]:
    names = [f"key{number}" for number in range(len(ENTRIES))]
    return [f"DBLP:journals/corr/{name}" if name == "key2" else name for name in names]


def test_all_the_way_and_a_second_time_without_a_change(
    shell: Shell, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = ("--tag", "thesis", "--with", "tags,notes,keys")
    done = shell("import", str(source), *parts)
    assert f"{len(ENTRIES)} new, 0 known, 1 unreadable" in done.err
    assert "(knuth): there is no arXiv id" in done.err
    read = bibtex_reader.entries(shell("export", "--where", "tag:thesis", "--offline").out)
    assert list(read) == keys()
    assert all(fields["author"] and fields["primaryClass"] for fields in read.values())

    vault = tmp_path / "notes"
    assert f"{len(ENTRIES)} new" in shell("export", "--vault", str(vault)).err
    with FakeZotero() as zotero:
        monkeypatch.setenv("PAPERS_TUI_ZOTERO", zotero.url)
        assert shell("zotero", "--where", "tag:thesis").status == 0
        assert all(item["creators"] for item in zotero.items)
        assert len(zotero.items) == len(ENTRIES)

    before = shell.home.joinpath("library.toml").read_bytes()
    assert f"0 new, {len(ENTRIES)} known" in shell("import", str(source), *parts).err
    assert shell.home.joinpath("library.toml").read_bytes() == before
    assert f"{len(ENTRIES)} unchanged" in shell("export", "--vault", str(vault)).err
