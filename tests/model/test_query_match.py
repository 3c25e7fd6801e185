"""Queries and the papers they find among a dozen: a table, and the laws of any query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.paper import Paper
from papers_tui.model.query.facts import Facts
from papers_tui.model.query.match import SearchableText, finds, matches
from papers_tui.model.query.parser import parse
from papers_tui.text.fold import words
from tests.support.data.query_cases import NAMES, PAPERS, facts, shown
from tests.support.strategies.queries import QUERIES, texts

ALL = frozenset(NAMES)


def found(query: str, *, typing: bool = False) -> str:
    """The letters of the papers that a query finds."""
    parsed = parse(query, typing=typing)
    pairs = zip(NAMES, PAPERS, strict=True)
    return "".join(name for name, paper in pairs if matches(parsed, paper, facts(name), shown))


FOUND = [
    ("", NAMES),
    ("  \t", NAMES),
    # words
    ("models", "aghk"),
    ("MODELS", "aghk"),
    ("model", "aghk"),
    ('"model"', ""),
    ("surveys", "h"),
    ("-quantization", "abcdefghijk"),
    ("quantizations", "l"),
    ("tools", "d"),
    ("title:tool", ""),
    ("title:tools", "d"),
    ("poincare", "b"),
    ("POINCARÉ", "b"),
    ("poincare\u0301", "b"),
    ("strasse", "g"),
    ("STRASSE", "g"),
    ("日本語", "g"),
    ("日本", ""),
    ("c++", "a"),
    ("C#", "a"),
    ("c", "i"),
    ("vision", "g"),
    ("rgb+d", "g"),
    ("snake_case", "g"),
    ("snake", ""),
    ("zhang", "aek"),
    ("genève", "b"),
    ("surveyed", "h"),
    ("lab", "aek"),
    ("models language", "agh"),
    ("zhang lab -video", "ae"),
    ("a & survey", "h"),
    ("survey, of!", "h"),
    # phrases
    ("GPT-4o", "a"),
    ("gpt4o", ""),
    ('"gpt 4o"', "a"),
    ("4o-gpt", ""),
    ("4o gpt", "a"),
    ("τ-bench", "d"),
    ("τ bench", "de"),
    ("bench-τ", ""),
    ("LLaMA-3.1", "e"),
    ('"language models"', "ag"),
    ('"language of models"', "h"),
    ('"ann lee"', "ah"),
    ('"lee ann"', "e"),
    ('"lee bo"', ""),
    ('"generation large"', ""),
    ('"models" ""', "aghk"),
    ('"diffusion models"video', "k"),
    ("l'", ""),
    # prefixes
    ("quanti*", "cl"),
    ("QUANTIZ*", "l"),
    ("agent*", "de"),
    ("gpt-4*", "a"),
    ("gpt-*", "a"),
    ("c+*", "a"),
    ("日*", "g"),
    ("*models", "aghk"),
    ("mod*els", ""),
    ('"quanti*"', ""),
    ("title:quanti*", "cl"),
    ("mode* -lang*", "k"),
    # not, or, parentheses
    ("-models", "bcdefijl"),
    ("--models", "aghk"),
    ("models -language", "k"),
    ("models -(language OR video)", ""),
    ("-(models OR a*)", "cj"),
    ("survey OR poincare", "bh"),
    ("ann zhang OR poincare", "abe"),
    ("ann (zhang OR survey)", "aeh"),
    ("(ann zhang) OR (poincare)", "abe"),
    ("((((survey))))", "h"),
    ("survey or poincare", ""),
    ("or", "d"),
    ('"OR" tool', "d"),
    ("title:OR", ""),
    ("-OR agents", ""),
    ("not near", "d"),
    ("f() survey OR ()strings", "f"),
    # characters that mean something to SQLite
    ("NEAR(a b)", "a"),
    ('"NEAR(a"', "a"),
    ("^models", "aghk"),
    ("{title}:models", ""),
    ("near/2", ""),
    ("models;--", "aghk"),
    ("title : nothing", "i"),
    ("'models'", "aghk"),
    # fields
    ("title:models", "gk"),
    ("Title:Models", "gk"),
    ("-title:models models", "ah"),
    ('title:"diffusion models"', "k"),
    ("title:c++", "a"),
    ("abstract:models", "hk"),
    ("abstract:gpt", ""),
    ("abstract:x^2", "a"),
    ("author:lee", "aeh"),
    ('author:"Ann Lee"', "ah"),
    ("author:jose", "b"),
    ("author:太郎", "g"),
    ("org:lab", "aek"),
    ('org:"open lab"', "a"),
    ("org:université", "b"),
    ("keyword:agents", "d"),
    ('keyword:"language models"', "a"),
    ("keyword:video-generation", "k"),
    ("by:annlee", "a"),
    ('by:"ann lee"', "ah"),
    ("by:ann", ""),
    ('by:"José Muller"', "b"),
    ("by:TAU", "d"),
    ("tag:mtl", "ah"),
    ('tag:"To  Do"', "a"),
    ("tag:to", "d"),
    ("tag:geometrie", "b"),
    ('tag:"(odd)"', "h"),
    ('tag:"the ""big"" one"', "d"),
    ("-tag:mtl is:starred", ""),
    # states
    ("is:starred", "ah"),
    ("is:seen", "abd"),
    ("is:unseen", "cefghijkl"),
    ("is:to-read", "a"),
    ("is:reading", "b"),
    ("IS:Read", "d"),
    ("is:followed", "h"),
    ("-is:followed is:starred", "a"),
    ("-is:read is:seen", "ab"),
    ("has:code", "adjk"),
    ("has:project", "b"),
    ("has:note", "ak"),
    ("has:summary", "ah"),
    ("has:pdf", "d"),
    ("has:discussion", "adghkl"),
    ("has:media", "c"),
    ("has:model", "ab"),
    ("has:dataset", "b"),
    ("has:space", ""),
    ("author:@annlee", "ah"),
    ("author:@ANNLEE", "ah"),
    ("author:@ann", ""),
    ('author:"@annlee"', "ah"),
    # counts
    ("upvotes:>=50", "adhl"),
    ("upvotes:>50", "dhl"),
    ("upvotes:<=5", "bik"),
    ("upvotes:<5", "bk"),
    ("upvotes:50", "a"),
    ("upvotes:=0", "b"),
    ("-upvotes:>=0", "cf"),
    ("comments:>3", "dhl"),
    ("stars:>100", "dl"),
    ("stars:>=0", "adkl"),
    ("-stars:>100", "abcefghijk"),
    ("authors:<5", "abefghijkl"),
    ("authors:>=3", "dh"),
    ("upvotes:50..51", "ad"),
    ("upvotes:200..", "hl"),
    ("-upvotes:..49", "acdfhl"),
    # dates
    ("day:2025-12-11", "b"),
    ("day:2025-12", "abdg"),
    ("day:2025-W49", "ad"),
    ("day:2025-W49..2025-W50", "abd"),
    ("seen:2025-12-11", "b"),
    ("seen:2025-12-12..", "d"),
    ("-seen:..2025-12-31 is:seen", "a"),
    ("added:2025", "a"),
    ("added:2026-01..", "h"),
    ("day:2025", "abdg"),
    ("day:2025-12-01..2025-12-04", "ad"),
    ("day:2025-12-02..2025-12-03", "a"),
    ("day:2026-01-05..", "ikl"),
    ("day:..2025", "abdeg"),
    ("day:2024-11..2025-11", "e"),
    ("-day:..2030", "cfj"),
    ("published:1999", "f"),
    ("published:2025-12-31..2026-01-01", "gh"),
    ("-published:1990..", "ci"),
    # orders ask for nothing
    ("sort:day", NAMES),
    ("models sort:upvotes", "aghk"),
    ("survey OR sort:title poincare", "bh"),
    ("(sort:day models)", "aghk"),
    # ids
    ("2512.00001", "ab"),
    ("2512.00001v3", "ab"),
    ("arXiv:2512.00002", "b"),
    ("arXiv: 2512.00002 embeddings", "b"),
    ("https://arxiv.org/abs/2512.00002v1", "b"),
    ("https://huggingface.co/papers/2511.00003", "c"),
    ("hep-th/9901001", "f"),
    ("-2512.00001 models", "ghk"),
    ("2512.00002 OR hep-th/9901001v1", "bf"),
    ('"2512.00001"', "b"),
    ("title:2512.00001", ""),
    # colons that are no fields
    ("1:1", "i"),
    ("at 12:30", "i"),
    ("https://example.org/a?b=c", "i"),
    ("τ-bench: Agents with Tools", "d"),
    ("Survey: of", "h"),
    ('"title: nothing"', "i"),
    # the shown form
    ("mathcal", "j"),
    ("𝒪(n)", "j"),
    ('"o n"', "j"),
    ('"in O(n) time"', "j"),
    # all at once
    ('(diffusion OR "tool use") has:code upvotes:<100 -is:read day:2026 sort:stars', "k"),
]


@pytest.mark.parametrize(("query", "names"), FOUND)
def test_a_query_finds_exactly_its_papers(query: str, names: str) -> None:
    assert found(query) == names


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("quant", "cl"),
        ("quant ", ""),
        ("diffusion mod", "k"),
        ("mod diffusion", ""),
        ("gpt-", "a"),
        ("gpt-4", "a"),
        ("title:surv", "h"),
        ("-quant", "abdefghijk"),
        ('"diffusion mod', "k"),
        ('"diffusion mod"', ""),
        ('title:"', NAMES),
        ("title:", NAMES),
        ("models upvotes:>", "aghk"),
        ("models day:2026-", "aghk"),
        ("models is:star", "aghk"),
        ("models sort:up", "aghk"),
        ("models -", "aghk"),
        ("models OR", "aghk"),
        ("models OR ", "aghk"),
        ("models (vid", "k"),
        ("arXiv:2512.000", "l"),
        ("arXiv:2512.00002", "b"),
        ("-", NAMES),
    ],
)
def test_while_typing_the_last_word_is_a_prefix(typed: str, names: str) -> None:
    assert found(typed, typing=True) == names


@given(QUERIES)
def test_not_is_exactly_the_rest(query: str) -> None:
    assert frozenset(found(f"-({query})")) == ALL - frozenset(found(query))


@given(QUERIES, QUERIES)
def test_standing_side_by_side_is_both_and_or_is_either(left: str, right: str) -> None:
    one, other = frozenset(found(left)), frozenset(found(right))
    assert frozenset(found(f"({left}) ({right})")) == one & other
    assert frozenset(found(f"{left} OR {right}")) == one | other


@given(QUERIES, QUERIES)
def test_neither_is_not_the_one_and_not_the_other(left: str, right: str) -> None:
    assert found(f"-({left} OR {right})") == found(f"-({left}) -({right})")


@given(QUERIES)
def test_the_canonical_form_finds_the_same(query: str) -> None:
    assert found(str(parse(query))) == found(query)


@given(texts())
def test_case_and_accents_do_not_matter(text: str) -> None:
    accented = "".join(
        character + "\u0301" if character.isalpha() else character for character in text
    )
    assert found(f'"{text.swapcase()}"') == found(f'"{text}"') == found(f'"{accented}"')


@given(st.data(), st.integers(0, len(PAPERS) - 1))
def test_any_run_of_words_finds_its_paper(data: st.DataObject, place: int) -> None:
    title = words(PAPERS[place].title)
    start = data.draw(st.integers(0, len(title) - 1))
    run = title[start : data.draw(st.integers(start + 1, len(title)))]
    assert NAMES[place] in found(f'"{" ".join(run)}"')
    assert NAMES[place] in found("title:" + "-".join(run) + "*")
    assert NAMES[place] in found(" ".join(reversed(run)))


@given(QUERIES, st.integers(0, len(PAPERS) - 1))
def test_a_searchable_text_may_be_used_again(query: str, place: int) -> None:
    tree, kept = parse(query).tree, SearchableText(PAPERS[place], shown)
    first = finds(tree, kept, facts(NAMES[place]))
    assert finds(tree, kept, facts(NAMES[place])) is first
    assert first is (NAMES[place] in found(query))


def test_a_keyword_is_found_as_it_is_written_and_as_it_is_shown() -> None:
    paper = Paper(id="2608.00001", title="", ai_keywords=(r"Schr\"odinger Bridge",))
    shown = SearchableText(paper, lambda text: text.replace(r"\"o", "ö"))
    for query in ("keyword:schrodinger", "keyword:odinger"):
        assert finds(parse(query).tree, shown, Facts())
