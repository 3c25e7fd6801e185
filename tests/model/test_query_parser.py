"""The query language: what it means, how it is written, and what it says of mistakes."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.query.errors import QueryError, excerpt, explain
from papers_tui.model.query.fields import CHOICES, FIELDS
from papers_tui.model.query.parser import MOST_NESTED, finished, parse
from papers_tui.model.query.syntax import (
    EVERYTHING,
    And,
    Compare,
    Dated,
    Node,
    Not,
    Or,
    PaperId,
    TagIs,
    Words,
    render,
)
from papers_tui.model.query.tokens import MOST_TERMS
from tests.support.strategies.queries import QUERIES, TREES

A, B, C = (Words((letter,)) for letter in "abc")

CHARACTERS = '" "" ( ) - -- OR * : .. . >= < = # + / , NEAR( ^ { } \\ ; % _ é 日 a 2025-12 9'
PIECES = [
    *(f"{field}:" for field in FIELDS),
    *(value for values in CHOICES.values() for value in values),
    *CHARACTERS.split(" "),
    *("2507.21049", "arXiv:", "https://arxiv.org/abs/", "foo:", " ", "\t", "\x00", "\ud800"),
]
ANY_TEXT = st.text() | st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(ANY_TEXT, st.booleans())
def test_a_text_is_a_query_or_a_mistake_that_can_be_shown(text: str, typing: bool) -> None:
    try:
        query = parse(text, typing=typing)
    except QueryError as error:
        assert_can_be_shown(text, error)
    else:
        assert parse(str(query)) == query


def assert_can_be_shown(text: str, error: QueryError) -> None:
    assert 0 <= error.position < error.position + error.length <= len(text)
    assert str(error).isprintable()
    assert error.hint.isprintable()
    assert explain(text, error).replace("\n", "", 1).isprintable()


@given(TREES)
def test_a_tree_survives_being_written_down(tree: Node) -> None:
    assert parse(render(tree)).tree == tree


@given(QUERIES)
def test_every_beginning_of_a_query_can_be_typed(query: str) -> None:
    for end in range(len(query)):
        parse(query[:end], typing=True)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", EVERYTHING),
        ("a", A),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("a (b c)", And((A, B, C))),
        ("a OR (b OR c)", Or((A, B, C))),
        ("-a b", And((Not(A), B))),
        ("---a", Not(A)),
        ("-(-a)", A),
        ("-(a b)", Not(And((A, B)))),
        ("(a -) b", And((A, B))),
        ("(a)" * (MOST_NESTED + 1), And((A,) * (MOST_NESTED + 1))),
        ("a-*", A),
        ("A*", Words(("a",), prefix=True)),
        ("title:C++*", Words(("c++",), "title", prefix=True)),
        ('Author:"Ann  Lee"', Words(("ann", "lee"), "author")),
        ("tag:To-Do", TagIs("to-do")),
        ("upvotes:7", Compare("upvotes", "=", 7)),
        ("stars:<=007", Compare("stars", "<=", 7)),
        ("day:2024-02", Dated("day", date(2024, 2, 1), date(2024, 2, 29))),
        ("published:..9999", Dated("published", None, date(9999, 12, 31))),
        ("https://hf.co/papers/2507.21049?x=1", PaperId("2507.21049")),
        ("arXiv:2507.21049v2 [cs.CL] 28 Jul 2025", PaperId("2507.21049")),
        ("<https://www.alphaxiv.org/abs/2507.21049>.", PaperId("2507.21049")),
    ],
)
def test_a_query_means_its_tree(query: str, tree: Node) -> None:
    assert parse(query).tree == tree


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        (" Ünder  STANDING ", "under standing"),
        ("GPT-4o", '"gpt 4o"'),
        ("gpt-4*", "gpt-4*"),
        ("(a) OR ((b c))", "a OR b c"),
        ("-(a OR b)(c OR d)", "-(a OR b) (c OR d)"),
        ("sort:day tag:'x' SORT:Title a", "tag:'x' a sort:title"),
        ('by:"a ""b"""', 'by:"a ""b"""'),
        ("day:2025-01-01..2025-12-31", "day:2025"),
        ("day:2025-04..2025-04-30", "day:2025-04"),
        ("day:2025-04-02..2025-04-30", "day:2025-04-02..2025-04-30"),
        ("day:2025-04-01..2025-04-01", "day:2025-04-01"),
        ("day:2025-04..2025-05", "day:2025-04-01..2025-05-31"),
        ("published:2025..", "published:2025-01-01.."),
        ("comments:=3 has:PDF", "comments:=3 has:pdf"),
        ("arXiv:2507.21049v2", "2507.21049"),
        ('robots "robots"', 'robots "robots"'),
        ('"gpt" "4o"', '"gpt" 4o'),
        ("upvotes:50..100", "upvotes:>=50 upvotes:<=100"),
        ("stars:100.. authors:..5", "stars:>=100 authors:<=5"),
        ("-stars:5..5", "-(stars:>=5 stars:<=5)"),
        ("day:2025-W50", "day:2025-12-08..2025-12-14"),
        ("day:08/20/2026 added:8/2/26", "day:2026-08-20 added:2026-08-02"),
        ("day:20.08.2026..21.08.2026", "day:2026-08-20..2026-08-21"),
        ('day:"20 Aug 2026" seen:"August 20, 2026.."', "day:2026-08-20 seen:2026-08-20.."),
        ("day:2020-W53..2021", "day:2020-12-28..2021-12-31"),
        ("Day:TODAY", "day:today"),
        ('published:"last week"', "published:last-week"),
        ("seen:-7.. added:2025-12..yesterday", "seen:-7.. added:2025-12..yesterday"),
        ("author:@Yann", "author:@yann"),
    ],
)
def test_a_query_has_one_way_to_be_written(query: str, canonical: str) -> None:
    assert str(parse(query)) == canonical


@pytest.mark.parametrize(
    ("query", "marked", "hint"),
    [
        ("foo:bar", "foo:", '"foo:bar" in quotes'),
        ("a titel:bar", "titel:", "did you mean title:?"),
        ("date:2025", "date:", "did you mean day:?"),
        ('a foo:"b c"', "foo:", "quotes"),
        ("(a", "(", "close it"),
        ("a (b (c)", "(", "close it"),
        ("a) b", ")", "open one"),
        ('a "b c', '"', "close it"),
        ('title:"b c', '"', "close it"),
        ("a OR", "OR", "a OR b"),
        ("OR a", "OR", "a OR b"),
        ("a OR & OR b", "OR", "a OR b"),
        ("&", "&", "letters or digits"),
        ("-- () *", "-- () *", "letters or digits"),
        ("title:", "title:", "right after the colon"),
        ("title: b", "title:", "right after the colon"),
        ("tag:\u0301", "\u0301", "right after the colon"),
        ('by:""', '""', "right after the colon"),
        ("title:(a b)", "(", "title:one"),
        ("upvotes:many", "many", "upvotes:>=10"),
        ("upvotes:> 5", ">", "without a space"),
        ("stars:1.5", "1.5", "stars:>=10"),
        ("stars:>99999999999999999999", ">99999999999999999999", "stars:>=10"),
        ("authors:lee", "lee", "author:lee"),
        ("is:stared", "stared", "did you mean is:starred?"),
        ("has:zebra", "zebra", "code, project"),
        ("sort:", "sort:", "right after"),
        ("a -sort:day", "-", "leave out"),
        ("day:tomorrow", "tomorrow", "2025-12-11"),
        ("day:2025-02-30", "2025-02-30", "2025-12-11"),
        ("day:02/30/2026", "02/30/2026", "2025-12-11"),
        ("day:08/20", "08/20", "2025-12-11"),
        ("day:0000", "0000", "2025-12-11"),
        ("day:..", "..", "2025-12-11"),
        ("day:2025-W54", "2025-W54", "2025-W50"),
        ("upvotes:9..3", "9..3", "upvotes:3..9"),
        ("upvotes:..", "..", "upvotes:10..20"),
        ("day:-1.5", "-1.5", "today"),
        ("in:", "in:", "right after"),
        ("in:mine", "mine", "under [searches] and [watches]"),
        ("day:-1..-7", "-1..-7", "day:-7..-1"),
        ("seen:today..yesterday", "today..yesterday", "seen:yesterday..today"),
        ("day:2025-12-11..2025-12-01", "2025-12-11..2025-12-01", "day:2025-12-01..2025-12-11"),
    ],
)
def test_a_mistake_is_placed_and_has_a_way_out(query: str, marked: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    error = caught.value
    assert query[error.position :][: error.length] == marked
    assert hint in error.hint


def test_the_first_of_two_open_parentheses_that_lacks_an_end_is_named() -> None:
    with pytest.raises(QueryError) as caught:
        parse("a ((b) c")
    assert caught.value.position == 2


def test_nesting_and_length_have_bounds() -> None:
    assert parse("(" * MOST_NESTED + "a" + ")" * MOST_NESTED).tree == A
    with pytest.raises(QueryError, match="nest too deep"):
        parse("(" * (MOST_NESTED + 1))
    assert len(parse("a " * MOST_TERMS).words) == 1
    for long in ("a " * (MOST_TERMS + 1), "(" * 100_000, "-" * 100_000):
        with pytest.raises(QueryError, match="too long"):
            parse(long)


def test_words_that_speak_for_a_paper_are_known() -> None:
    query = parse('a -b -(c -"d e" OR -f) title:g* OR a 2507.21049 -2507.21050 tag:h upvotes:>3')
    assert query.words == (A, Words(("d", "e")), Words(("f",)), Words(("g",), "title", prefix=True))
    assert query.ids == ("2507.21049",)


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("a", "relevance"),
        ("2507.21049", "relevance"),
        ("-a", "day"),
        ("is:starred tag:x", "day"),
        ("", "day"),
        ("a sort:stars", "stars"),
        ("sort:stars (b sort:title) a", "title"),
    ],
)
def test_the_order_follows_the_query(query: str, order: str) -> None:
    assert parse(query).order == order


def test_a_mistake_while_typing_is_reported_once_it_cannot_be_repaired() -> None:
    mistakes = [
        "upvotes:x",
        "is:xy",
        "day:mon",
        "day:2025-02-30",
        "foo:bar",
        "a) ",
        "day: a",
        "OR a",
    ]
    for query in mistakes:
        with pytest.raises(QueryError):
            parse(query, typing=True)


def test_a_closed_phrase_is_not_a_prefix_while_typing() -> None:
    assert parse('a "b c"', typing=True) == parse('a "b c"')
    assert parse('a "b c', typing=True) == parse("a b-c*")


@pytest.mark.parametrize(
    ("query", "drawn"),
    [
        ("a foo:bar", "a foo:bar\n  ^^^^"),
        ("日本 foo:bar", "日本 foo:bar\n     ^^^^"),
        ("e\u0301\tfoo:bar", "e\u0301 foo:bar\n  ^^^^"),
        ("\x1b[31m foo:bar", " [31m foo:bar\n      ^^^^"),
    ],
)
def test_a_mistake_is_drawn_under_its_place(query: str, drawn: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert explain(query, caught.value) == drawn


def test_a_long_query_is_drawn_around_the_mistake() -> None:
    query = "word " * 50 + "foo:bar" + " word" * 50
    with pytest.raises(QueryError) as caught:
        parse(query)
    line, carets = explain(query, caught.value, 40).split("\n")
    assert len(line) == 40
    assert line[carets.index("^") :].startswith("foo:bar")
    assert carets.strip() == "^^^^"


def test_a_long_mistake_is_marked_as_far_as_it_is_drawn() -> None:
    line, carets = explain("ab " + "x" * 99, QueryError("", 3, 99), 20).split("\n")
    assert line == "ab " + "x" * 16 + "…"
    assert carets == "   " + "^" * 17


@given(st.text(min_size=1), st.integers(0, 300), st.integers(1, 300), st.integers(12, 100))
def test_a_drawing_fits_its_width(text: str, position: int, length: int, width: int) -> None:
    drawn = explain(text, QueryError("", min(position, len(text)), length), width)
    line, carets = drawn.split("\n")
    assert len(line) <= width + sum(
        unicodedata.category(character) in ("Mn", "Me") for character in line
    )
    assert len(carets) <= width
    assert carets.endswith("^")


def test_what_a_message_quotes_is_short() -> None:
    assert excerpt("x" * 100) == "x" * 29 + "…"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("robot", "robot*"),
        ("Robot ", "Robot "),
        ("deep robot", "deep robot*"),
        ("-rob", "-rob*"),
        ("title:rob", "title:rob*"),
        ('"deep rob', "deep-rob*"),
        ('"deep robot"', '"deep robot"'),
        ("gpt-4", "gpt-4*"),
        ("robot*", "robot*"),
        ("day:2025-12", "day:2025-12"),
        ("(a OR (b", "(a OR (b*))"),
        ("is:star", "is:star"),
        ("foo:bar", "foo:bar"),
        ("", ""),
    ],
)
def test_what_was_typed_is_kept_with_its_unfinished_word(typed: str, kept: str) -> None:
    assert finished(typed) == kept


@given(QUERIES)
def test_what_is_kept_finds_what_was_on_screen(query: str) -> None:
    for end in range(len(query)):
        kept = finished(query[:end])
        if kept != query[:end]:
            assert parse(kept).tree == parse(query[:end], typing=True).tree


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("day:2026-W99", "there is no date 2026-W99"),
        ("day:..2026-W99", "there is no date 2026-W99"),
        ("day:2026-08..２０２６-13", "there is no date ２０２６-13"),
        ('day:"Fri 30 Feb 2026"', "there is no date Fri 30 Feb 2026"),
        ("day:Today..Yesterday", "write day:Yesterday..Today"),
        ("day:2026-W34..2026-W20", "write day:2026-W20..2026-W34"),
        ("day:2026-08‥2026-07", "write day:2026-07..2026-08"),
        ('day:"21 Aug 2026..1 Aug 2026"', 'write day:"1 Aug 2026..21 Aug 2026"'),
    ],
)
def test_a_date_stands_in_a_mistake_as_it_was_written(query: str, shown: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert shown in caught.value.sentence
