"""Papers as JSON, as a table, as Markdown: every key, one row each, nothing active."""

from __future__ import annotations

import errno
import json
import re
import sys
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.cli import streams
from papers_tui.cli.output import json_records
from papers_tui.cli.output.page import page
from papers_tui.cli.output.styling import Styling
from papers_tui.cli.output.table import table
from papers_tui.cli.rows import PaperRow
from papers_tui.export import markdown
from papers_tui.hub.wire import read_listing
from papers_tui.model.library.marks import Mark, Status
from papers_tui.model.paper import Paper
from papers_tui.text.cells import width
from tests.hostile.corpus import encoded, payloads
from tests.hostile.oracle import kinds
from tests.support.oracles.paper_json import check
from tests.support.patience import examples
from tests.support.strategies.papers import papers

HOSTILE = {name: payload for name, payload in payloads().items() if isinstance(payload, list)}
FEW = examples(0.25)
PLAIN = Styling(on=False)
MARKS = st.builds(
    Mark,
    starred=st.booleans(),
    status=st.sampled_from([None, *Status]),
    tags=st.lists(st.sampled_from(["mtl", "to discuss"]), unique=True).map(tuple),
    note=st.sampled_from(["", "Compare."]),
)
ROWS = st.builds(PaperRow, papers(), MARKS, st.booleans())
BARE = PaperRow(Paper(id="2507.21049", title="Bare"))


@FEW
@given(st.lists(ROWS, max_size=4))
def test_json_is_an_array_of_objects_with_all_keys(rows: list[PaperRow]) -> None:
    found = json.loads("".join(json_records.array(rows)))
    assert [paper["title"] for paper in found] == [row.paper.title or None for row in rows]
    for paper in found:
        check(paper)


@FEW
@given(st.lists(ROWS, max_size=4))
def test_json_lines_say_the_same_as_the_array(rows: list[PaperRow]) -> None:
    lines = "".join(json_records.lines(rows))
    assert lines.count("\n") == len(rows)
    assert [json.loads(line) for line in lines.split("\n")[:-1]] == json.loads(
        "".join(json_records.array(rows))
    )


def test_what_is_unknown_is_null_and_what_could_be_several_is_empty() -> None:
    found = json_records.record(BARE)
    assert {key for key, value in found.items() if value is None} == {
        "abstract", "published", "upvotes", "comments", "ai_summary", "organization",
        "submitted_by", "github_repo", "github_stars", "project_page", "status", "note",
    }  # fmt: skip
    assert [found[key] for key in ("authors", "listed", "ai_keywords", "media", "tags")] == [[]] * 5


@FEW
@given(st.lists(ROWS, min_size=1, max_size=3), st.integers(20, 130))
def test_a_table_is_no_wider_than_the_terminal(rows: list[PaperRow], columns: int) -> None:
    lines = "".join(table(rows, columns, PLAIN)).splitlines()
    assert all(width(line) <= columns for line in lines)


@FEW
@given(st.lists(ROWS, min_size=1, max_size=3), st.integers(20, 130))
def test_a_table_has_one_row_for_each_paper_below_its_head(
    rows: list[PaperRow], columns: int
) -> None:
    head, *lines = "".join(table(rows, columns, PLAIN)).splitlines()
    assert head.split()[0] == "ID"
    assert [line.split()[0] for line in lines] == [row.paper.id for row in rows]


def test_a_title_is_cut_at_the_edge_and_complete_where_nothing_is_cut() -> None:
    title = " ".join(f"word{number}" for number in range(25))
    row = PaperRow(
        Paper(id="2507.21049", title=title, organization="Some Laboratory", upvotes=1204)
    )
    for columns in (20, 40, 60, 80):
        line = "".join(table([row], columns, PLAIN)).splitlines()[1]
        assert line.startswith("2507.21049")
        assert line.endswith("…")
        assert width(line) == columns
    assert "Some Laboratory" in "".join(table([row], 260, PLAIN))
    assert "".join(table([row], None, PLAIN)).endswith(f"1,204  {title}  Some Laboratory\n")


def test_a_narrow_table_goes_without_the_day_first_and_never_without_the_id() -> None:
    paper = Paper(id="2507.21049", title="A title of some forty characters, about", upvotes=7)
    row = PaperRow(replace(paper, published=date(2025, 7, 28)), Mark(starred=True))
    heads = {
        columns: next(table([row], columns, PLAIN)).split("TITLE")[0].split()
        for columns in (80, 60, 52, 42)
    }
    assert heads == {
        80: ["ID", "UPVOTES", "DAY", "MARKS"],
        60: ["ID", "UPVOTES", "MARKS"],
        52: ["ID", "UPVOTES"],
        42: ["ID"],
    }


def test_a_paper_without_a_title_shows_its_id_in_its_place() -> None:
    assert "".join(table([PaperRow(Paper(id="2507.21049", title=""))], 80, PLAIN)).endswith(
        "2507.21049        –  2507.21049\n"
    )


def test_a_table_shows_mathematics_and_json_the_source() -> None:
    row = PaperRow(Paper(id="2507.21049", title=r"Learning $\alpha$-Stable Flows"))
    assert "α-Stable" in "".join(table([row], 80, PLAIN))
    assert "α-Stable" in "".join(page(row, 80, PLAIN))
    assert json_records.record(row)["title"] == r"Learning $\alpha$-Stable Flows"


def test_a_table_reports_the_marks() -> None:
    mark = Mark(starred=True, status=Status.READING, tags=("to discuss",))
    text = "".join(table([PaperRow(BARE.paper, mark, seen=True, near=("codec",))], 100, PLAIN))
    assert "★ reading  Bare  shares codec · #to discuss · seen" in text


def test_titles_and_facts_stand_below_each_other_where_there_is_room() -> None:
    titles = "Short", "A title that is long enough to be cut in a table of a hundred cells"
    rows = [PaperRow(Paper(id="2507.21049", title=one, organization="Lab")) for one in titles]
    head, *lines = "".join(table(rows, 100, PLAIN)).splitlines()
    assert {line.index("  Lab") for line in lines} == {head.index("  MORE")}
    head, *lines = "".join(table(rows, 70, PLAIN)).splitlines()
    assert lines[0].endswith("Short  Lab")
    assert "MORE" not in head


def test_emphasis_is_all_that_styling_adds() -> None:
    painted = "".join(table([BARE], 80, Styling(on=True)))
    assert "\x1b[1mBare\x1b[0m" in painted
    assert re.sub(r"\x1b\[\dm", "", painted) == "".join(table([BARE], 80, PLAIN))


@FEW
@given(ROWS, st.integers(20, 130))
def test_a_page_fits_and_reports_the_abstract(row: PaperRow, columns: int) -> None:
    shown = "".join(page(row, columns, PLAIN))
    assert all(width(line) <= columns for line in shown.splitlines() if "://" not in line)
    assert row.paper.id in shown
    assert ("\nAbstract\n" in shown) == bool(row.paper.abstract)


def test_a_narrow_page_has_values_below_their_labels() -> None:
    row = PaperRow(Paper(id="2507.21049", title="T", organization="Some Laboratory"))
    assert "\nOrganization\n  Some Laboratory\n" in "".join(page(row, 30, PLAIN))
    assert "\nOrganization  Some Laboratory\n" in "".join(page(row, 60, PLAIN))


def test_markdown_lists_papers_with_their_links() -> None:
    paper = Paper(id="2507.21049", title="A [b]", upvotes=1, listed=(date(2025, 12, 11),))
    row = PaperRow(replace(paper, authors=("Ada One",)), Mark(tags=("x",), note="Good."))
    assert "".join(markdown.listed([row, PaperRow(paper)])) == (
        "- [A \\[b\\]](https://huggingface.co/papers/2507.21049)\\\n"
        "  Ada One · 2025-12-11 · 1 upvote · [arXiv](https://arxiv.org/abs/2507.21049)"
        " · [PDF](https://arxiv.org/pdf/2507.21049)\\\n"
        "  x\n\n"
        "  Good.\n\n"
        "- [A \\[b\\]](https://huggingface.co/papers/2507.21049)\\\n"
        "  2025-12-11 · 1 upvote · [arXiv](https://arxiv.org/abs/2507.21049)"
        " · [PDF](https://arxiv.org/pdf/2507.21049)\n"
    )


def test_lists_and_exports_have_one_layout_of_markdown() -> None:
    paper = Paper(id="2507.21049", title="$\\alpha$ of a_b", authors=("Ada One",))
    row = PaperRow(paper, Mark(starred=True, note="Good."))
    listed = "".join(markdown.listed([row]))
    exported = markdown.render([row])
    assert re.sub(r" · \[arXiv\][^\\\n]*", "", listed).replace(paper.hub_url, "…") == (
        exported.replace(paper.arxiv_url, "…")
    )
    assert exported.startswith("- [α of a_b](")


def test_a_markdown_page_links_only_to_what_may_be_opened() -> None:
    paper = Paper(
        id="2507.21049",
        title="T",
        abstract="One.\n\n# Two.",
        github_repo="javascript:alert(1)",
        project_page="https://example.org/a_(b)",
    )
    text = "".join(markdown.page(PaperRow(paper)))
    assert "javascript" not in text
    assert "[Project](https://example.org/a_%28b%29)" in text
    assert "One.\n\n\\# Two." in text


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_papers_send_a_terminal_nothing_but_text(name: str) -> None:
    listing = read_listing(json.loads(encoded(HOSTILE[name])))
    rows = [PaperRow(paper, near=paper.ai_keywords[:3]) for paper in listing.papers[:50]]
    pages = [piece for row in rows for piece in (*page(row, 80, PLAIN), *markdown.page(row))]
    lists = (*table(rows, 80, PLAIN), *json_records.array(rows), *json_records.lines(rows))
    text = "".join((*pages, *lists, *markdown.listed(rows)))
    assert kinds(text.encode("utf-8")) == set()
    assert len(json.loads("".join(json_records.array(rows)))) == len(rows)


def test_a_pipe_that_is_closed_on_windows_is_a_closed_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    def write(_text: str) -> int:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(write=write))
    with pytest.raises(BrokenPipeError):
        streams.write("text")
