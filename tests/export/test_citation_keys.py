"""Citation keys as arXiv makes them, each given once and for good."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.export.citation_keys import assign, base_key, year_of
from papers_tui.model.paper import Paper
from tests.support.strategies.papers import papers

ID = "2507.21049"
YEAR = date(2025, 7, 28)


def a_paper(author: str, title: str, paper_id: str = ID) -> Paper:
    return Paper(id=paper_id, title=title, authors=(author,) if author else (), published=YEAR)


@pytest.mark.parametrize(
    ("author", "title", "key"),
    [
        ("Ashish Vaswani", "Attention Is All You Need", "vaswani2025attentionneed"),
        ("Zedong Wang", "Rep-MTL: Unleashing the Power", "wang2025repmtlunleashingpower"),
        ("Jacob Devlin", "BERT: Pre-training of Deep", "devlin2025bertpretrainingdeep"),
        ("Martín Abadi", "TensorFlow: Large-Scale ML", "abadi2025tensorflowlargescaleml"),
        ("Laurens van der Maaten", "Visualizing Data", "vandermaaten2025visualizingdata"),
        ("Jan van der Berg", "The Sea", "vanderberg2025sea"),
        ("Ludwig Van Beethoven", "Op. 1", "vanbeethoven2025op1"),
        ("Van Nguyen", "Rice", "nguyen2025rice"),
        ("Maria de la Cruz", "Sand", "delacruz2025sand"),
        ("Łukasz Kaiser", "One Model", "kaiser2025model"),
        ("Kaiser Łukasz", "A Model", "lukasz2025model"),
        ("Søren Kierkegård", "Either/Or", "kierkegard2025eitheror"),
        ("Đặng Ất", "Sông", "at2025song"),
        ("Jürgen Müller", "Über Straßen", "muller2025uberstrassen"),
        ("İlker Işık", "Light", "isik2025light"),
        ("Ægir Œuvré", "Þing", "oeuvre2025thing"),
        ("Nguyen Vi", "Rice", "vi2025rice"),
        ("Plato", "Form", "plato2025form"),
        ("Gemma Team", "Gemma 2: Improving Open", "gemmateam2025gemma2improvingopen"),
        ("GLM-4.5 Team", "GLM-4.5: Agentic", "5team2025glm45agentic"),
        ("The Quux Collaboration", "Heavy Things", "thequuxcollaboration2025heavythings"),
        ("jiahao Wang", "Rice", "wang2025rice"),
        ("Martin L. King, Jr.", "Dreams", "king2025dreams"),
        ("Henry Ford III", "Cars", "ford2025cars"),
        ("Knuth, Donald E.", "Literate Programming", "knuth2025literateprogramming"),
        ("OpenAI", "GPT-4 Technical Report", "openai2025gpt4technicalreport"),
        ("Conan O'Brien", "Late-Night TV", "obrien2025latenighttv"),
        ("Anna Smith-Jones", "$\\mathcal{O}(n)$ Sorting", "smithjones2025mathcalonsorting"),
        ("A. Name", "C++ & C# - or both?", "name2025cc"),
        ("A. Name", "a\n  b  about c d e f g", "name2025bcde"),
        ("李 明", "Deep Networks", "arxiv250721049"),
        ("Ming Li", "深度网络", "arxiv250721049"),
        ("", "Deep Networks", "arxiv250721049"),
        ("Ming Li", "", "arxiv250721049"),
        ("Ming Li", ID, "arxiv250721049"),
        ("Ming Li", "The Of And", "arxiv250721049"),
        ("A x}=", "a}\n@preamble{\"\\write18{id}\"}", "x2025apreamblewrite18id"),
    ],
)  # fmt: skip
def test_a_key_is_the_one_arxiv_gives(author: str, title: str, key: str) -> None:
    assert base_key(a_paper(author, title)) == key


@pytest.mark.parametrize(
    ("paper_id", "year"),
    [
        ("2507.21049", 2025),
        ("0704.0001", 2007),
        ("hep-th/9901001", 1999),
        ("math.AG/0309136", 2003),
        ("cs/9108001", 1991),
    ],
)
def test_the_id_says_the_year_where_nothing_else_does(paper_id: str, year: int) -> None:
    paper = Paper(id=paper_id, title="")
    assert year_of(paper) == year
    assert assign([paper], {}) == {paper_id: "arxiv" + re.sub(r"\D", "", paper_id)}


def test_of_two_papers_with_one_key_both_get_their_digits() -> None:
    one, two = a_paper("A. Li", "Deep Nets", "2501.00001"), a_paper("B. Li", "Deep nets!")
    other = a_paper("C. Li", "Shallow Nets", "2501.00003")
    assert assign([one, other, two], {}) == {
        one.id: "li2025deepnets-250100001",
        other.id: "li2025shallownets",
        two.id: "li2025deepnets-250721049",
    }


def test_a_paper_that_comes_later_leaves_the_key_to_the_earlier_one() -> None:
    early, late = a_paper("A. Li", "Deep Nets", "2501.00001"), a_paper("B. Li", "Deep nets!")
    kept = assign([early], {})
    assert assign([late, early], kept) == {
        late.id: "li2025deepnets-250721049",
        early.id: "li2025deepnets",
    }
    assert assign([late], kept) == {late.id: "li2025deepnets-250721049"}


def test_a_key_stays_when_details_arrive_later() -> None:
    kept = assign([Paper(id=ID, title=ID)], {})
    assert assign([a_paper("Ashish Vaswani", "Attention")], kept) == {ID: "arxiv250721049"}


def test_old_ids_with_the_same_digits_get_different_keys() -> None:
    ids = ("math/9901001", "hep-th/9901001")
    assert assign([Paper(id=paper, title="") for paper in ids], {}) == {
        "math/9901001": "arxiv9901001-math9901001",
        "hep-th/9901001": "arxiv9901001-hepth9901001",
    }


def test_a_key_that_was_given_in_every_form_gets_a_number() -> None:
    paper = a_paper("A. Li", "Deep Nets")
    forms = ("", "-250721049", "-250721049-2")
    kept = {str(number): f"li2025deepnets{form}" for number, form in enumerate(forms)}
    assert assign([paper], kept) == {ID: "li2025deepnets-250721049-3"}


def test_a_key_differs_from_others_in_more_than_case() -> None:
    kept = {"2501.00001": "Li2025DeepNets"}
    assert assign([a_paper("A. Li", "Deep Nets")], kept) == {ID: "li2025deepnets-250721049"}


FEW = st.lists(
    st.builds(
        a_paper,
        st.sampled_from(["A. Li", "B. Li", "", "李"]),
        st.sampled_from(["Deep Nets", "Nets", ""]),
        st.sampled_from(["math/9901001", "cs/9901001", "2501.00001", "2501.00002", "2501.00003"]),
    ),
    unique_by=lambda paper: paper.id,
)


@given(FEW | st.lists(papers(), max_size=4, unique_by=lambda paper: paper.id))
def test_keys_are_plain_and_each_is_given_once(some: list[Paper]) -> None:
    keys = assign(some, {})
    assert list(keys) == [paper.id for paper in some]
    assert len({key.lower() for key in keys.values()}) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)?", key) for key in keys.values())


@given(FEW.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_the_papers_decides_nothing(orders: tuple[list[Paper], list[Paper]]) -> None:
    assert assign(orders[0], {}) == assign(orders[1], {})


@given(FEW, FEW)
def test_papers_that_are_added_change_no_key(first: list[Paper], more: list[Paper]) -> None:
    kept = assign(first, {})
    added = [paper for paper in more if paper.id not in kept]
    later = assign([*added, *first], kept)
    assert later == later | kept
    assert len(set(later.values())) == len(later)


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("{author}:{year}:{word}", "vaswani:2025:attention"),
        ("{author}{year}", "vaswani2025"),
        ("{id}", "250721049"),
        ("my keys/{word}, {year}", "mykeysattention2025"),
        ("{}", "arxiv250721049"),
    ],
)
def test_a_key_follows_the_pattern_of_the_settings(pattern: str, key: str) -> None:
    paper = a_paper("Ashish Vaswani", "The Attention Is All You Need")
    assert assign([paper], {}, pattern) == {ID: key}
    assert assign([paper], {ID: "mine"}, pattern) == {ID: "mine"}


def test_a_key_in_capitals_is_given_once() -> None:
    one, two = (a_paper("A. Li", title, f"2507.0000{title}") for title in "12")
    kept = assign([one], {}, "Li{year}")
    assert kept == {one.id: "Li2025"}
    assert assign([two], kept, "Li{year}") == {two.id: "Li2025-250700002"}
    assert assign([two], {"x": "LI2025", "y": "li2025-250700002"}, "Li{year}") == {
        two.id: "Li2025-250700002-2"
    }


def test_keys_of_one_pattern_differ_by_numbers() -> None:
    one, two = (a_paper("A. Li", title, f"2507.0000{title}") for title in "12")
    assert assign([one, two], {}, "{author}{year}") == {
        one.id: "li2025-250700001",
        two.id: "li2025-250700002",
    }
