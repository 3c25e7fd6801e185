"""Cards and details: what they show, in how many rows, and never wider than asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.library.marks import Mark, Status
from papers_tui.model.paper import Paper
from papers_tui.model.query.parser import parse
from papers_tui.tui.render import card as view
from papers_tui.tui.render.lines import Line, Span, plain
from papers_tui.tui.render.paper import paper_lines
from papers_tui.tui.render.wrap import cells, fit, wrap, wrap_to

TEXTS = st.text(st.sampled_from("ab é漢字\u0301-\n 🎉"), max_size=120)
LINES = TEXTS.map(lambda text: " ".join(text.split()))
WIDTHS = st.integers(8, 100)
PAPER = Paper(
    id="2608.00001",
    title="Counting $n^2$ Steps",
    abstract="We count to $\\alpha$.\n\nThen we stop.",
    authors=tuple(f"Author {number}" for number in range(20)),
    published=date(2026, 8, 20),
    listed=(date(2026, 8, 21), date(2026, 8, 24)),
    upvotes=1234,
    comments=5,
    ai_summary="It counts.",
    ai_keywords=("counting", "stopping", "Counter-$\\alpha$"),
    organization="Institute of Counting",
    submitted_by="counter",
    submitter_name="Count Er",
    github_repo="https://github.com/o/r",
    github_stars=0,
    project_page="javascript:alert(1)",
    media=("https://cdn.example.org/a.mp4",),
)


def text(lines: list[Line]) -> str:
    return "\n".join(plain(line) for line in lines)


@given(TEXTS, WIDTHS)
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(words: str, width: int) -> None:
    lines = wrap(words, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


def test_a_mark_without_a_letter_stays() -> None:
    assert wrap("\u0301 abcdefg 漢", 8) == ["\u0301 abcdefg", "漢"]
    assert wrap("\u0301 abcdefgh 漢", 8) == ["\u0301", "abcdefgh", "漢"]


@given(TEXTS, WIDTHS, st.integers(1, 4))
def test_a_shortened_text_says_so(words: str, width: int, most: int) -> None:
    lines = wrap_to(words, width, most)
    assert len(lines) <= most
    assert all(cells(line) <= width for line in lines)
    if len(wrap(words, width)) > most:
        assert lines[-1].endswith("…")


@given(TEXTS, st.integers(1, 40))
def test_a_fitted_line_fits(words: str, width: int) -> None:
    line = words.replace("\n", " ")
    assert cells(fit(line, width)) <= width
    assert fit(line, 400) == line


@given(
    st.builds(Paper, id=st.just("2608.00001"), title=LINES, abstract=TEXTS, organization=LINES,
              authors=st.lists(LINES, max_size=3).map(tuple)),
    st.integers(30, 120),
    st.sampled_from([view.ROOMY, view.COMPACT]),
)  # fmt: skip
def test_every_card_has_the_rows_of_its_density(
    paper: Paper, width: int, density: view.Density
) -> None:
    lines = view.card(paper, width, density, seen=False, current=True)
    assert len(lines) == density.height
    assert all(cells(plain(line)) <= width for line in lines)


def test_a_card_names_counts_people_and_dates() -> None:
    shown = text(view.card(PAPER, 60, view.ROOMY, seen=False, current=False))
    for part in (
        "● Counting n² Steps",
        "▲1.2k",
        "talk 5",
        "code",
        "Institute",
        "24 Aug 26",
        "It counts.",
    ):
        assert part in shown
    assert "●" not in text(view.card(PAPER, 60, view.ROOMY, seen=True, current=False))


def test_the_detail_has_every_field() -> None:
    shown = text(paper_lines(PAPER, 100, all_authors=True))
    for part in (
        "Counting n² Steps",
        "Author 19",
        "published 20 August 2026",
        "listed 21 August 2026, 24 August 2026",
        "Institute of Counting",
        "submitted by Count Er (counter)",
        "1,234 upvotes",
        "5 comments",
        "0 GitHub stars",
        "huggingface.co/papers/2608.00001",
        "arxiv.org/abs/2608.00001",
        "github.com/o/r",
        "javascript:alert(1)",
        "It counts.",
        "counting · stopping · Counter-α",
        "We count to α.\n\nThen we stop.",
        "cdn.example.org/a.mp4",
    ):
        assert part in shown


def test_more_than_a_dozen_authors_are_folded() -> None:
    shown = text(paper_lines(PAPER, 100))
    assert "Author 11" in shown
    assert "Author 12" not in shown
    assert "and 8 more" in shown


def test_an_unsafe_address_is_shown_and_no_link() -> None:
    links = [span.link for line in paper_lines(PAPER, 100) for span in line if span.link]
    assert "https://github.com/o/r" in links
    assert not any("javascript" in link for link in links)


def test_a_short_pane_shows_the_abstract_before_the_links() -> None:
    shown = text(paper_lines(PAPER, 80, short=True))
    assert shown.index("We count") < shown.index("arxiv.org")
    assert text(paper_lines(PAPER, 80)).index("arxiv.org") < shown.index("We count") + 400


@pytest.mark.parametrize("width", [44, 56, 76])
@pytest.mark.parametrize("count", [1, 2, 5, 20])
def test_a_short_pane_has_the_authors_in_one_row_and_the_summary_soon(
    width: int, count: int
) -> None:
    paper = replace(PAPER, authors=PAPER.authors[:count])
    shown = [plain(line) for line in paper_lines(paper, width, short=True)]
    assert shown[1].startswith("Author 0")
    assert shown[2].startswith("Institute")
    assert (f"Author {count - 1}" in shown[1]) != ("more (+ shows all)" in shown[1])
    assert shown.index("Summary") <= 6
    all_of_them = paper_lines(paper, width, short=True, all_authors=True)
    assert f"Author {count - 1}" in text(all_of_them)


def test_a_withdrawn_paper_says_so() -> None:
    gone = Paper(id="2608.00002", title="Gone", withdrawn=date(2026, 8, 22))
    assert "withdrawn" in text(view.card(gone, 60, view.COMPACT, seen=False, current=False))
    assert "withdrawn 22 August 2026" in text(paper_lines(gone, 60))


@pytest.mark.parametrize(
    ("number", "shown"),
    [(None, "–"), (0, "0"), (999, "999"), (1000, "1k"), (1999, "1.9k"), (12_345, "12k")],
)
def test_counts_take_five_characters_at_most(number: int | None, shown: str) -> None:
    assert view.count(number) == shown


def test_a_short_title_gives_its_row_to_the_summary() -> None:
    short = replace(PAPER, title="Short", ai_summary="It is about this.")
    rows = [plain(row) for row in view.card(short, 46, view.ROOMY, seen=False, current=False)]
    assert ("Short" in rows[0], "▲" in rows[1], "It is about this." in rows[2]) == (True,) * 3
    long = replace(PAPER, title="word " * 12)
    rows = [plain(row) for row in view.card(long, 46, view.ROOMY, seen=False, current=False)]
    assert [("word" in row, "▲" in row) for row in rows[:3]] == [
        (True, False), (True, False), (False, True)
    ]  # fmt: skip


@given(
    st.builds(Paper, id=st.just("2608.00001"), title=LINES, ai_summary=LINES,
              authors=st.lists(LINES, min_size=1, max_size=3).map(tuple)),
)  # fmt: skip
def test_no_card_ends_in_two_empty_rows(paper: Paper) -> None:
    rows = [
        plain(row).strip() for row in view.card(paper, 60, view.ROOMY, seen=True, current=False)
    ]
    assert rows[-2] or not (paper.ai_summary or paper.authors[0]).strip()


def test_a_title_is_cut_where_the_row_ends() -> None:
    paper = replace(PAPER, title="Aa bb " + "c" * 30 + " " + "d" * 30)
    rows = view.card(paper, 46, view.ROOMY, seen=True, current=False)
    assert plain(rows[1]).rstrip() == "   " + "d" * 30
    rows = view.card(replace(paper, title="Aa " * 13 + "e" * 60), 46, view.ROOMY, seen=True,
                     current=False)  # fmt: skip
    assert cells(plain(rows[1])) == 45
    assert plain(rows[1]).endswith("…")


def test_the_day_stands_on_a_card_only_where_papers_have_several() -> None:
    for density in (view.ROOMY, view.COMPACT, view.LINE):
        dated = text(view.card(PAPER, 60, density, seen=False, current=False))
        bare = text(view.card(PAPER, 60, density, seen=False, current=False, dated=False))
        assert ("24 Aug 26" in dated, "24 Aug 26" in bare) == (True, False)


def test_a_tag_is_seen_beside_the_longest_organization() -> None:
    paper = replace(PAPER, organization="Institute " * 9)
    mark = Mark(tags=("agents", "later"))
    shown = text(view.card(paper, 46, view.ROOMY, seen=False, current=False, mark=mark))
    assert "#agen" in shown


FULL = replace(PAPER, upvotes=38, comments=3, github_stars=20, organization="Ant Research")


def facts(paper: Paper, width: int, *tags: str, watches: tuple[str, ...] = ()) -> str:
    rows = view.card(paper, width, view.COMPACT, seen=True, current=False, dated=False,
                     mark=Mark(tags=tags), watches=watches)  # fmt: skip
    return plain(rows[-1]).strip()


def test_an_organization_is_shown_in_full_before_a_tag_is_cut() -> None:
    assert facts(FULL, 60, watches=("video",)) == "▲38    talk 3  code 20  Ant Research  ◆video"
    assert facts(FULL, 43) == "▲38  talk 3 code 20 Ant Research"
    assert facts(FULL, 47) == "▲38  talk 3 code 20 Ant Research · Author 0"
    assert facts(FULL, 46) == "▲38  talk 3 code 20 Ant Research"
    assert facts(FULL, 60) == "▲38    talk 3  code 20  Ant Research · Author 0 +19"
    assert facts(FULL, 43, watches=("video",)) == "▲38  talk 3 code 20 Ant Research ◆video"
    assert facts(FULL, 43, "diffusion models") == "▲38  code 20 Ant Research #diffusion m…"


def test_comments_make_room_for_a_tag_or_an_organization_that_is_then_shown_in_full() -> None:
    assert facts(FULL, 38, "agents") == "▲38  code 20 Ant Research #agents"
    assert facts(FULL, 44, "agents", watches=("a",)) == "▲38  code 20 Ant Research #agents ◆a"
    assert facts(FULL, 35, "agents") == "▲38  code Ant Research #agents"
    assert facts(FULL, 36) == "▲38  talk 3 code 20 Ant Research"
    assert facts(FULL, 35) == "▲38  code 20 Ant Research"
    long = replace(FULL, organization="Institute of Counting and Stopping")
    assert facts(long, 43) == "▲38  talk 3 code 20 Institute of Count…"


def test_of_a_thousand_tags_no_more_are_tried_than_a_row_may_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    measured: list[str] = []

    def noted(span: Span) -> int:
        measured.append(span.text)
        return cells(span.text)

    monkeypatch.setattr(view, "_width", noted)
    assert "+996" in facts(FULL, 80, *(f"tag{number}" for number in range(1000)))
    assert len(measured) < 80 * 80


def test_what_has_no_room_is_counted_or_a_symbol_rather_than_cut_in_mid_word() -> None:
    tags, watches = ("agents", "environments"), ("agents", "google")
    assert facts(FULL, 38, *tags) == "▲38  code Ant Research #agents +1"
    assert facts(FULL, 36, *tags) == "▲38  code Ant Research #agents"
    assert facts(FULL, 60, *tags) == "▲38    talk 3  code 20  Ant Research  #agents  +1"
    assert facts(FULL, 60, *tags, watches=watches[:1]).endswith("#agents  +1  ◆")
    assert facts(FULL, 57, watches=watches).endswith("Ant Research  ◆agents  ◆")
    assert facts(FULL, 58, watches=watches).endswith("Ant Research  ◆agents  ◆google")
    assert facts(FULL, 60, watches=("diffusion models of video",)).endswith("◆diffusion models…")
    assert facts(FULL, 44, watches=("diffusion models of video",)).endswith("Ant Research ◆")
    alone = replace(FULL, organization="Ant +Research", authors=("Ann Lee",))
    assert facts(alone, 46) == "▲38  talk 3 code 20 Ant +Research"


@given(st.text("xyz", min_size=1, max_size=50), st.integers(44, 100), st.integers(1, 30))
def test_an_organization_is_cut_only_for_a_complete_tag_or_the_beginning_of_one(
    organization: str, width: int, tag: int
) -> None:
    shown = facts(replace(FULL, organization=organization), width, "a" * tag)
    _, _, beside = shown.partition("#")
    assert beside
    assert organization in shown or beside == "a" * tag or cells(f"#{beside}") <= 8


@given(
    st.integers(44, 120),
    st.text("xyz", min_size=1, max_size=40),
    st.lists(st.text("tag", min_size=1, max_size=12), max_size=2),
    st.lists(st.text("watch", min_size=1, max_size=30), min_size=1, max_size=2),
)
def test_a_card_of_any_width_says_that_a_watch_found_it(
    width: int, organization: str, tags: list[str], watches: list[str]
) -> None:
    paper = replace(FULL, organization=organization)
    mark = Mark(tags=tuple(tags), note="A note.", status=Status.READING)
    rows = view.card(paper, width, view.COMPACT, seen=True, current=False, mark=mark,
                     watches=tuple(watches))  # fmt: skip
    assert "◆" in plain(rows[-1])
    assert cells(plain(rows[-1])) <= width


def test_upvotes_stand_in_one_column_whatever_the_user_made_of_a_paper() -> None:
    marks = (None, Mark(status=Status.READ, note="A note."), Mark(starred=True, tags=("a",)))
    cards = [
        view.card(FULL, 60, view.COMPACT, seen=True, current=False, mark=mark) for mark in marks
    ]
    assert {plain(rows[-1]).index("▲") for rows in cards} == {view.GUTTER}


def test_a_withdrawn_paper_says_so_beside_tags_too() -> None:
    gone = replace(FULL, withdrawn=FULL.published)
    assert "withdrawn" in facts(gone, 60, "video")


def test_the_words_of_a_watch_stand_out_less_than_those_of_a_search() -> None:
    paper = replace(PAPER, title="A Video of Agents", ai_summary="First this. Then a video.")

    def styles(**given: object) -> set[tuple[str, str]]:
        rows = view.card(paper, 60, view.ROOMY, seen=True, current=False, **given)  # type: ignore[arg-type]
        return {(span.text, span.style) for row in rows for span in row if span.style}

    watched = styles(watched=parse("video"), watches=("films",))
    assert ("Video", "watched") in watched
    assert ("First this. Then a ", "muted") in watched
    assert not any(style == "match" for _, style in watched)
    searched = styles(watched=parse("video"), query=parse("agents"))
    assert ("Agents", "match") in searched
    assert not any(style == "watched" for _, style in searched)


def test_the_abstract_starts_before_keywords_and_links() -> None:
    paper = replace(PAPER, ai_keywords=tuple(f"keyword {n}" for n in range(60)))
    lines = [plain(row) for row in paper_lines(paper, 70)]
    assert lines.index("Abstract") < 12
    assert lines.index("Abstract") < lines.index("Keywords") < lines.index("Links")


def test_symbols_stand_apart_from_the_title() -> None:
    for density in (view.ROOMY, view.COMPACT, view.LINE):
        [first, *_] = view.card(PAPER, 60, density, seen=False, current=True, selected=True,
                                mark=Mark(starred=True))  # fmt: skip
        before, _, _ = plain(first).partition("Counting")
        assert before.endswith(" ")
        assert "✓" in before
        assert cells(plain(first)) <= 60


def test_a_card_names_its_watches_and_the_author_that_a_query_found() -> None:
    paper = Paper(id="2608.00001", title="A Paper", authors=("Ann Lee", "Bo Wu", "Cy Yu"))
    lines = view.card(
        paper, 80, view.COMPACT, seen=False, current=False,
        query=parse('author:"bo wu" OR title:paper'), watches=("mine",),
    )  # fmt: skip
    spans = [span for line in lines for span in line]
    assert [span.text for span in spans if span.style == "match"] == ["Paper", "Bo Wu"]
    assert "◆mine" in [span.text for span in spans]
