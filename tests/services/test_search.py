"""Answers of the search, their order, and the words that made papers near."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.order import title_key
from papers_tui.model.paper import Paper
from papers_tui.model.query.match import SEARCHED
from papers_tui.model.query.parser import parse
from papers_tui.services.search import PaperSearch
from papers_tui.store.archive.archive import Archive
from papers_tui.store.archive.search import index
from papers_tui.store.archive.search.ranking import WEIGHTS
from papers_tui.store.state import State
from papers_tui.text.fold import words
from tests.support.archives.lettered import NOON, add, filler, letters, made
from tests.support.archives.searched import made as made_up
from tests.support.archives.searched import sound
from tests.support.data import synthetic
from tests.support.data.query_cases import FACTS, NAMES, PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BY_ID = {PAPERS[NAMES.index(name)].id: facts for name, facts in FACTS.items()}


LARGE = pytest.mark.parametrize("archive", [1_300], indirect=True)
"""For an archive of that many made-up papers."""


@pytest.fixture
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    path = tmp_path / "archive.db"
    if count := getattr(request, "param", 0):
        path.write_bytes(sound(count))
    archive = Archive.open(path)
    yield archive
    assert archive.problem == ""
    archive.close()


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    state = State.open(tmp_path / "state.db")
    yield state
    state.close()


@pytest.fixture
def search(archive: Archive, state: State) -> PaperSearch:
    return PaperSearch(
        archive, state, lambda: BY_ID, lambda: NOON, names=lambda: ("To do", "agents")
    )


@pytest.fixture
def cases(archive: Archive) -> None:
    add(archive, *PAPERS)


def ranked(search: PaperSearch, query: str) -> str:
    return letters(search.find(parse(query)).ids)


def test_each_column_of_the_index_has_its_weight() -> None:
    assert tuple(WEIGHTS) == SEARCHED


def test_a_word_in_the_title_counts_more_than_one_in_the_abstract(
    archive: Archive, search: PaperSearch
) -> None:
    add(archive, *filler(20))
    add(archive, made("a", abstract="On diffusion. " * 3), made("b", title="On Diffusion"))
    assert ranked(search, "diffusion") == "ba"


def test_words_side_by_side_count_more_than_apart(archive: Archive, search: PaperSearch) -> None:
    add(archive, *filler(20))
    apart, together = "red one and blue fish swim", "one and blue swim red fish"
    add(archive, made("a", abstract=apart), made("b", abstract=together))
    add(archive, made("c", abstract=apart))
    assert ranked(search, "red fish")[0] == "b"
    assert ranked(search, "red fi*")[0] == "b"


def test_the_recent_come_first_but_what_fits_far_better_stays_before(
    archive: Archive, search: PaperSearch
) -> None:
    add(archive, *filler(20))
    add(archive, made("a", title="Fish", age=800), made("b", title="Some Fish"))
    add(archive, made("c", abstract="A fish is in here somewhere, among all the other words."))
    assert ranked(search, "fish") == "bac"


def test_ties_go_by_day_then_upvotes_then_id(archive: Archive, search: PaperSearch) -> None:
    same = [
        made("d", upvotes=3),
        made("c", upvotes=3),
        made("b", upvotes=5),
        made("a", age=1, upvotes=9),
        replace(made("e"), listed=(), upvotes=99),
        replace(made("f"), upvotes=None),
    ]
    add(archive, *same)
    for query in ("", "plain", "sort:day", "sort:stars", "sort:title", "plain sort:relevance"):
        assert ranked(search, query) == "bcdfae"


def test_an_order_asked_for_comes_before_relevance(archive: Archive, search: PaperSearch) -> None:
    add(archive, made("a", "Fish B", upvotes=1, comments=5, stars=7, age=1))
    add(
        archive,
        made("b", "'a fish'", upvotes=2, stars=8),
        made("c", "Fish Fish", comments=6, age=2),
    )
    assert ranked(search, "fish sort:upvotes") == "bac"
    assert ranked(search, "fish sort:comments") == "cab"
    assert ranked(search, "fish sort:stars") == "bac"
    assert ranked(search, "fish sort:day") == "bac"
    assert ranked(search, "fish sort:title") == "bac"


@pytest.mark.parametrize("query", ["2601.00001", "plain 2601.00001v3", "plain OR arXiv:2601.00001"])
def test_a_paper_named_by_its_id_comes_first(
    archive: Archive, search: PaperSearch, query: str
) -> None:
    add(archive, made("a", abstract="See 2601.00001, plain plain."), made("b", age=900))
    add(archive, made("c", "Plain Plain", "See 2601.00001."))
    assert ranked(search, query)[0] == "b"
    assert ranked(search, f"{query} sort:day")[-1] == "b"


@LARGE
def test_words_that_most_papers_have_are_ranked_by_title_and_day(
    archive: Archive, search: PaperSearch
) -> None:
    ids = search.find(parse("the -zyx")).ids
    papers = archive.papers(ids)
    keys = [
        ("the" not in words(papers[key].title), -papers[key].listed[-1].toordinal()) for key in ids
    ]
    assert keys == sorted(keys)
    assert len(ids) > 1_000


@LARGE
def test_a_limit_cuts_the_list_but_not_the_count(archive: Archive, search: PaperSearch) -> None:
    for query in (
        "",
        "the",
        "gl*",
        "gl* upvotes:>3",
        "gl* OR upvotes:>100",
        "has:code -model",
        "the sort:title",
    ):
        everything = search.find(parse(query))
        some = search.find(parse(query), 10)
        assert some.ids == everything.ids[:10]
        assert some.total == everything.total == len(everything.ids) > 10


@pytest.mark.usefixtures("cases")
def test_what_the_reader_did_joins_what_the_library_says(search: PaperSearch, state: State) -> None:
    seen = search.find(parse("is:seen")).ids
    assert set(seen) == {key for key, facts in BY_ID.items() if facts.seen}
    state.mark_seen([PAPERS[4].id, PAPERS[7].id], NOON)
    assert set(search.find(parse("is:seen")).ids) == {*seen, PAPERS[4].id, PAPERS[7].id}
    assert search.find(parse("is:seen is:starred tag:mtl upvotes:>100")).ids == (PAPERS[7].id,)


@pytest.mark.usefixtures("cases")
def test_a_filter_keeps_the_order_of_the_list_unless_one_is_asked_for(search: PaperSearch) -> None:
    ids = tuple(paper.id for paper in PAPERS)
    models = tuple(PAPERS[NAMES.index(name)].id for name in "aghk")
    assert search.filter(ids, parse("models")) == models
    assert search.filter(ids[::-1], parse("models")) == models[::-1]
    assert search.filter(models[:2], parse("models")) == models[:2]
    by_title = sorted(PAPERS, key=lambda paper: title_key(paper.title))
    assert search.filter(ids, parse("sort:title")) == tuple(paper.id for paper in by_title)
    assert search.filter((), parse("models")) == ()
    assert search.filter(("2401.00001",), parse("")) == ()


def test_a_paper_that_is_not_archived_may_have_been_seen(search: PaperSearch, state: State) -> None:
    seen, other = (Paper(id=f"2401.0000{number}", title="Robots") for number in (1, 2))
    state.mark_seen([seen.id], NOON)
    ids = (seen.id, other.id)
    found = {
        query: search.filter(ids, parse(query), (seen, other))
        for query in ("is:seen", "is:unseen", "seen:today", "robots")
    }
    assert found == {
        "is:seen": (seen.id,), "is:unseen": (other.id,), "seen:today": (seen.id,), "robots": ids,
    }  # fmt: skip


def test_similar_papers_share_the_telling_words_as_they_are_written(
    archive: Archive, search: PaperSearch
) -> None:
    add(archive, *filler(30))
    about = "We study Poincaré embeddings of GPT-4o trees, of no interest."
    add(archive, made("a", "Poincaré Maps", about), made("b", "Trees and Poincare", "embeddings"))
    add(archive, made("c", "On Trees"), made("d", "On Fish", "Of no interest"))
    near = search.similar(made("a").id)
    assert letters(tuple(each.id for each in near)[:2]) == "bc"
    assert near[0].words[0] == "Poincaré"
    assert set(near[0].words) == {"Poincaré", "embeddings", "trees"}
    assert 1 > near[0].score > near[1].score > 0
    assert "d" not in letters(tuple(each.id for each in near))
    assert search.similar(made("a").id, 1) == near[:1]


def test_pieces_of_words_are_not_named_among_what_similar_papers_share(
    archive: Archive, search: PaperSearch
) -> None:
    add(archive, *filler(30))
    add(archive, made("a", "Co-Evolution in RL"), made("b", "RL with co-evolution"))
    (near,) = search.similar(made("a").id, 1)
    assert set(near.words) == {"Evolution", "RL"}


def test_words_of_any_abstract_make_no_papers_alike(archive: Archive, search: PaperSearch) -> None:
    add(archive, *filler(30))
    about = "We propose a new method, based on fungi, using what others do not. Results show 1."
    add(archive, made("a", "Fungi", about), made("b", "Mushrooms, or fungi", about))
    add(archive, made("c", "Stones", about.replace("fungi", "stones")))
    (near,) = search.similar(made("a").id)
    assert (near.id, near.words) == (made("b").id, ("Fungi",))


def test_a_single_character_is_a_word_in_a_script_whose_words_are_so_short(
    archive: Archive, search: PaperSearch
) -> None:
    add(archive, *filler(30))
    add(archive, made("a", "量 x"), made("b", "量 y"), made("c", "x"))
    (near,) = search.similar(made("a").id)
    assert near.id == made("b").id


def test_nothing_is_like_an_unknown_paper(search: PaperSearch) -> None:
    assert search.similar("2401.00001") == ()


@LARGE
def test_papers_of_a_subject_are_nearer_than_others(archive: Archive, search: PaperSearch) -> None:
    papers = {paper.id: paper for paper in made_up(1_300)}
    for key in list(papers)[::130]:
        near = search.similar(key, 5)
        scores = [each.score for each in near]
        assert scores == sorted(scores, reverse=True)
        text = " ".join(
            [
                papers[key].title,
                papers[key].abstract,
                papers[key].ai_summary,
                *papers[key].ai_keywords,
            ]
        )
        assert all(word in text for each in near for word in each.words)
        assert key not in [each.id for each in near]


@LARGE
def test_a_paper_is_nearest_to_its_own_copy(archive: Archive, search: PaperSearch) -> None:
    paper = next(iter(synthetic.papers(1)))
    add(archive, replace(paper, id="2608.00001"))
    nearest, *_ = search.similar(paper.id)
    assert nearest.id == "2608.00001"
    assert nearest.score > 0.5


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize(
    ("word", "offered"),
    [
        ("ta", ("tag:",)),
        ("a", ("abstract:", "author:", "authors:", "added:")),
        ("-HAS", ("-has:",)),
        ("", ()),
        ("is:to", ("is:to-read",)),
        (
            "sort:",
            (
                "sort:relevance",
                "sort:upvotes",
                "sort:day",
                "sort:comments",
                "sort:stars",
                "sort:title",
            ),
        ),
        ("day:l", ("day:last-week", "day:last-month")),
        ("seen:y", ("seen:yesterday",)),
        ("has:m", ("has:model", "has:media")),
        ("in:", ('in:"To do"', "in:agents")),
        ("in:to", ('in:"To do"',)),
        ("tag:mt", ("tag:MTL",)),
        ("-tag:ge", ("-tag:Géométrie",)),
        ('tag:"to', ("tag:to", 'tag:"to do"')),
        ("tag:the", ('tag:"the ""big"" one"',)),
        ("org:univ", ('org:"Université de Genève"',)),
        ("org:gene", ('org:"Université de Genève"',)),
        ("org:lab", ('org:"Lab of Iron"', 'org:"Open Lab"', 'org:"Video Lab"')),
        ("title:mod", ()),
        ("models", ()),
    ],
)
def test_a_word_is_completed(search: PaperSearch, word: str, offered: tuple[str, ...]) -> None:
    assert search.completions(word) == offered
    for each in offered:
        parse(each, typing=True)


def test_without_fts5_the_same_is_found_in_a_like_order(
    archive: Archive, search: PaperSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = list(synthetic.papers(60))
    add(archive, *papers, *PAPERS)
    ids = tuple(paper.id for paper in papers)
    queries = [
        parse(text)
        for text in (
            "",
            "sort:title",
            "sort:comments the",
            "has:code",
            "2512.00001",
            "sort:stars",
            "is:seen sort:upvotes",
        )
    ]
    fast = [(search.find(query), search.filter(ids, query)) for query in queries]
    monkeypatch.setattr(index, "PROBE", "SELECT fts9_source_id()")
    assert [(search.find(query), search.filter(ids, query)) for query in queries] == fast
    assert "no FTS5" in search.problem
    titled = search.find(parse("models")).ids
    assert set(titled[:2]) == {PAPERS[6].id, PAPERS[10].id}
    assert search.find(parse("the"), 3).total == search.find(parse("the")).total > 3
    assert search.similar(ids[0]) == ()


def test_the_folder_of_pdfs_is_looked_at_only_when_a_query_asks(
    archive: Archive, state: State
) -> None:
    add(archive, *PAPERS)
    looks: list[int] = []

    def pdfs() -> set[str]:
        looks.append(1)
        return {PAPERS[0].id, PAPERS[1].id}

    search = PaperSearch(archive, state, dict, lambda: NOON, pdfs)
    every = set(search.find(parse("")).ids)
    search.find(parse("is:starred -has:note"))
    assert looks == []
    assert set(search.find(parse("has:pdf")).ids) == pdfs()
    assert set(search.find(parse("nosuchword OR -has:pdf")).ids) == every - pdfs()
    assert search.filter([PAPERS[2].id, PAPERS[1].id], parse("has:pdf")) == (PAPERS[1].id,)


def forgiven(search: PaperSearch, query: str) -> str:
    found = search.find_forgiving(parse(query))
    assert found.partial == (bool(found.ids) and not search.find(parse(query)).ids)
    return letters(found.ids)


def test_where_no_paper_has_all_the_words_those_with_most_of_them_come(
    archive: Archive, search: PaperSearch
) -> None:
    add(archive, *filler(20))
    add(archive, made("a", "Red Fish Swim", age=9), made("b", "Red Fish", upvotes=9))
    add(archive, made("c", "Fish"), made("d", "A Swim Red Fish", age=99), made("e", "Red"))
    assert forgiven(search, "red fishes swim quickly") in ("adb", "dab")
    assert forgiven(search, "red fish swim") in ("ad", "da")
    assert forgiven(search, "red fish swim upvotes:>5 nowhere") == "b"
    assert forgiven(search, "red nowhere -fish") == "e"
    assert forgiven(search, "quickly slowly") == ""
    assert forgiven(search, "nowhere") == ""
    assert forgiven(search, "title:nowhere title:fish") == ""
    assert forgiven(search, '"nowhere at all"') == ""


def test_words_that_most_papers_have_bring_up_none(archive: Archive, search: PaperSearch) -> None:
    add(archive, *(made(letter, "Plain Words") for letter in "abcdef"), made("g", "Rare Fish"))
    assert forgiven(search, "plain words rare nowhere") == "g"
    assert set(forgiven(search, "plain nowhere")) == set("abcdef")


def test_a_vague_description_has_its_paper_among_the_first_ten(
    archive: Archive, search: PaperSearch
) -> None:
    some = list(synthetic.papers(240))
    add(archive, *some)
    for paper in some[::15]:
        in_text = list(dict.fromkeys(words(paper.abstract)))
        vague = [*in_text[::7][:5], "the", "of", "zebra", "crossword"]
        found = search.find_forgiving(parse(" ".join(vague)))
        assert found.partial
        assert paper.id in found.ids[:10], vague


def test_without_fts5_most_words_are_found_too(
    archive: Archive, search: PaperSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(archive, made("a", "Red Fish"), made("b", "Red"), made("c", "Blue"))
    monkeypatch.setattr(index, "PROBE", "SELECT fts9_source_id()")
    assert forgiven(search, "red fish nowhere") == "ab"


def test_dates_count_from_the_newest_day_that_is_archived(
    archive: Archive, search: PaperSearch, state: State
) -> None:
    newest = date(2026, 1, 9)
    days = {"a": newest, "b": date(2026, 1, 8), "c": date(2025, 12, 30)}
    add(archive, *(replace(made(letter), listed=(day,)) for letter, day in days.items()))
    archive.set_newest_day(newest, NOON)
    state.mark_seen([made("c").id], NOON)
    assert ranked(search, "day:today") == "a"
    assert ranked(search, "-day:yesterday day:-7..") == "a"
    assert ranked(search, "day:last-week") == "c"
    assert ranked(search, "seen:today") == "c"
    assert search.filter([made("a").id, made("b").id], parse("day:yesterday")) == (made("b").id,)


def test_what_is_linked_is_known_of_papers_whose_details_are_archived(
    archive: Archive, search: PaperSearch
) -> None:
    add(archive, made("b"), made("c"), made("d"))
    details = {
        "b": b'{"linkedModels":[{"id":"x/y"}],"numTotalModels":1,"numTotalSpaces":0}',
        "c": b'{"linkedDatasets":[],"numTotalDatasets":7,"linkedSpaces":[{"id":"a/b"}]}',
    }
    for letter, raw in details.items():
        archive.store_details(made(letter).id, raw, NOON)
    assert ranked(search, "has:model") == "b"
    assert ranked(search, "has:dataset has:space") == "c"
    assert ranked(search, "-has:model -has:space") == "d"


QUERIES_OF_ALL_KINDS = (
    "", "fish", "-fish", "plain OR fish*", "title:fish upvotes:>2", "2601.00003", "day:today",
    "(red OR -fish) is:seen", "-(red fish) OR plain",
)  # fmt: skip


@pytest.mark.parametrize("letters_asked", ["abcdef", "a", "", "fa", "bdf", "aqwertyuiop", "az"])
def test_several_queries_about_some_papers_find_what_each_finds(
    archive: Archive, search: PaperSearch, letters_asked: str
) -> None:
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    for number, letter in enumerate(alphabet):
        words = ("Red Fish", "Fish", "Plain", "Fisherman Red")[number % 4]
        add(archive, made(letter, words, upvotes=number % 5, age=number % 3))
        add(archive, *synthetic_gap(number))
    ids = tuple(made(letter).id for letter in letters_asked)
    queries = [parse(text) for text in QUERIES_OF_ALL_KINDS]
    wanted = [
        tuple(paper for paper in ids if paper in set(search.find(query).ids)) for query in queries
    ]
    assert search.filter_each(ids, queries) == wanted
    assert [search.filter(ids, query) for query in queries] == wanted


def synthetic_gap(number: int) -> list[Paper]:
    """Papers between two others, so that their numbers are far apart."""
    return [
        Paper(id=f"2502.{number * 30 + place:05}", title="Red Fish Between") for place in range(25)
    ]
