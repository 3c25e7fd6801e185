"""BibTeX entries: arXiv's form, and nothing in them that does more than read."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from papers_tui.export import bibtex
from papers_tui.export.item import Item, Options
from papers_tui.export.latex import needs, to_tex, with_letters
from papers_tui.export.names import bibtex_authors
from papers_tui.export.titles import title_to_tex
from papers_tui.hub.wire import read_listing
from papers_tui.model.paper import Paper, Publication
from tests.hostile import strings
from tests.support import bibtex_reader
from tests.support.strategies.papers import papers, recorded_days

if TYPE_CHECKING:
    from collections.abc import Sequence

ID = "2507.21049"
TITLE = "Rep-MTL: Unleashing the Power of Representation-level Task Saliency"
PAPER = Paper(
    id=ID, title=TITLE, authors=("Zedong Wang", "Siyuan Li", "Dan Xu"), published=date(2025, 7, 28)
)

LIKE_TEX = st.text(
    st.sampled_from([*"\\{}$%&#_^~@\"'=,\n ab1ié×α“李\u0301\ud800"]),
    max_size=40,
) | st.lists(
    st.sampled_from(
        ["$", "\\", "{", "}", "\\input", "\\mathcal{O}", "\\left", "\\right", "\\frac", "^", "_",
         "x", " ", "\\'", "\\\"{o}", "\\textbf{", "\\(", "\\)", "%", "é", "α", "and", ",", "@misc"]
    ),
    max_size=14,
).map("".join)  # fmt: skip
TEXTS = LIKE_TEX | st.text(max_size=40)


def test_an_entry_has_arxivs_form_to_the_space() -> None:
    assert bibtex.entry(PAPER, "wang2025repmtlunleashingpowerrepresentationlevel") == (
        "@misc{wang2025repmtlunleashingpowerrepresentationlevel,\n"
        "      title={Rep-{MTL}: Unleashing the Power of Representation-level Task Saliency}, \n"
        "      author={Zedong Wang and Siyuan Li and Dan Xu},\n"
        "      year={2025},\n"
        "      eprint={2507.21049},\n"
        "      archivePrefix={arXiv},\n"
        "      url={https://arxiv.org/abs/2507.21049}, \n"
        "}"
    )


def test_a_published_paper_is_an_article_with_journal_doi_and_class() -> None:
    published = Publication("cs.CV", "Vision & Nets 7", "10.1007/978-3_13%2F")
    assert bibtex.entry(PAPER, "wang", published) == (
        "@article{wang,\n"
        "      title={Rep-{MTL}: Unleashing the Power of Representation-level Task Saliency}, \n"
        "      author={Zedong Wang and Siyuan Li and Dan Xu},\n"
        "      journal={Vision \\& Nets 7},\n"
        "      year={2025},\n"
        "      eprint={2507.21049},\n"
        "      archivePrefix={arXiv},\n"
        "      primaryClass={cs.CV},\n"
        "      doi={10.1007/978-3_13\\%2F},\n"
        "      url={https://arxiv.org/abs/2507.21049}, \n"
        "}"
    )
    assert "@misc" in bibtex.entry(PAPER, "wang", Publication("cs.CV"))


def test_an_entry_of_an_id_alone_says_what_the_id_says() -> None:
    assert bibtex.render([Item(Paper(id="hep-th/9901001", title=""))]) == (
        "@misc{arxiv9901001,\n"
        "      title={hep-th/9901001}, \n"
        "      year={1999},\n"
        "      eprint={hep-th/9901001},\n"
        "      archivePrefix={arXiv},\n"
        "      url={https://arxiv.org/abs/hep-th/9901001}, \n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Łukasz Kaiser", r"{\L}ukasz Kaiser"),
        ("Víctor García", r"V{\'i}ctor Garc{\'i}a"),
        ("Đặng Thị Nguyễn", r"{\DJ}{\d{\u{a}}}ng Th{\d{i}} Nguy{\~{\^{e}}}n"),
        ("Ștefan Lǐ", r"{\textcommabelow{S}}tefan L{\v{i}}"),
        ("Aäron van den Oord", r"A{\"a}ron van den Oord"),
        ("Ben van den Berg Jr.", "van den Berg, Jr., Ben"),
        ("Charles de la Poste Poussin III", "de la Poste Poussin, III, Charles"),
        ("bell hooks", "{bell} hooks"),
        ("Aya al-Otaibi", "Aya {al-Otaibi}"),
        ("Jean-Luc Picard-Smith", "Jean-Luc Picard-Smith"),
        ("Kurt Gödel", r"Kurt G{\"o}del"),
        ("İlker Şahin", r"{\.I}lker {\c{S}}ahin"),
        ("Martin King, Jr.", "King, Jr., Martin"),
        ("Li, Wei", "Wei Li"),
        ("van der Berg, Jan-Piet A.", "Jan-Piet A. van der Berg"),
        ("Zhang San, Li Si", "{Zhang San, Li Si}"),
        ("Baidu, Inc.", "{Baidu, Inc.}"),
        ("Simon and Garfunkel", "{Simon and Garfunkel}"),
        ("Simon\tAND\nGarfunkel", "{Simon AND Garfunkel}"),
        ("And Others", "{And Others}"),
        ("others", "{others}"),
        ("Simon a\u200bnd Garfunkel", "{Simon and Garfunkel}"),
        ("Alexand Rand", "Alexand Rand"),
        ("李 明", "李 明"),
        ("A } B", r"A \textbraceright{} B"),
    ],
)
def test_a_name_is_one_name(name: str, written: str) -> None:
    entry = bibtex.entry(Paper(id=ID, title="T", authors=(name, "Dan Xu")), "key")
    assert bibtex_reader.entries(entry)["key"]["author"] == f"{written} and Dan Xu"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("50% of $5 & $6 #1 a_b", r"50\% of \$5 \& \$6 \#1 a\_b"),
        (r"50\% of R\&D", r"50\% of R\&D"),
        (r"Let\'s \_ go\ on", r"Let's \_ go on"),
        ("a } , evil = {x", r"a \textbraceright{} , evil = \textbraceleft{}x"),
        (r"\{x\} ^ ~ | < >", r"\textbraceleft{}x\textbraceright{} \textasciicircum{} "
         r"\textasciitilde{} \textbar{} \textless{} \textgreater{}"),
        ('a\n}\n@preamble{"\\write18{id}"}\n', r"a \textbraceright{} @preamble\textbraceleft{}"
         r"``\textbackslash{}write18\textbraceleft{}id\textbraceright{}''\textbraceright{}"),
        ("“x” and ‘y’ – z — …", r"``x'' and `y' -- z --- {\ldots}"),
        ('"Yes" or (“no")', "``Yes'' or (``no'')"),
        ("α-helix, 3 × 4 ≤ ∞", r"{$\alpha$}-helix, 3 {\texttimes} 4 {$\leq$} {$\infty$}"),
        ("naïve Ångström ß", r"na{\"i}ve {\r{A}}ngstr{\"o}m {\ss}"),
        ("Привет 深度 🤗 x̄ ŉ Ύ", "Привет 深度 🤗 x̄ ŉ Ύ"),
        ("e\u0301", r"{\'e}"),
        ("a\x1b[2J\ud800b", "a[2J\ufffdb"),
    ],
)  # fmt: skip
def test_plain_text_reads_as_it_is(text: str, written: str) -> None:
    assert to_tex(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (r"An $\mathcal{O}(n)$ Sort", r"An {$\mathcal{O}(n)$} Sort"),
        (r"In \(x^2\) time", r"In {$x^2$} time"),
        (r"$x \in \{a, b\}$", r"{$x \in \lbrace a, b\rbrace $}"),
        (r"$α^2 + \left(b\right)$", r"{$\alpha ^2 + \left(b\right)$}"),
        (r"\emph{50%} of \textbf{Müller}", r"\emph{50\%} of \textbf{M{\"u}ller}"),
        (r"G\"odel, Erd\H{o}s, \L ukasz, \'{\i}", r"G{\"o}del, Erd{\H{o}}s, {\L}ukasz, {\'{i}}"),
        (r"{\"U}ber {\L}u {\v C}e Na{\"{\i}}f", r"{\"U}ber {\L}u {\v{C}}e Na{\"{i}}f"),
    ],
)
def test_tex_that_is_complete_stays_tex(text: str, written: str) -> None:
    assert to_tex(text) == written


@pytest.mark.parametrize(
    "text",
    [
        r"$\input{x^2}$", r"$\write18{x_1}$", r"$x^2 % y$", r"$x^2 # y$", r"$x_1 & y$",
        r"$x^2^^5c$", r"$\left( x^2$", r"$x^2}{$", r"$x^{$", r"$x_$", r"$\frac$", r"\(x_1\\)",
        r"$é_1$", r"$\def\x{y_1}$", r"$x^2$$", r"\emph{a", r"\input{a}", r"\textbf",
        r"\csname x\endcsname", r"$\href{x}{y^2}$", "$5 or $6",
    ],
)  # fmt: skip
def test_tex_that_is_broken_or_could_do_harm_is_text(text: str) -> None:
    written = to_tex(text)
    assert "{$" not in written.replace("{$x^2$}\\$", "")
    assert not set(re.findall(r"\\[A-Za-z]+", written)) - {
        "\\textbackslash", "\\textbraceleft", "\\textbraceright", "\\textasciicircum",
    }  # fmt: skip


@given(TEXTS)
def test_braces_are_balanced_and_the_text_is_one_line(text: str) -> None:
    written = to_tex(text)
    read = bibtex_reader.entries(f"@misc{{key, title={{{written}}}}}")
    assert read == {"key": {"title": written}}
    assert "\n" not in written
    written.encode("utf-8")


@given(TEXTS)
def test_no_command_gets_through_that_could_do_more_than_draw(text: str) -> None:
    assert not {"\\input", "\\write", "\\def", "\\csname"} & set(
        re.findall(r"\\[A-Za-z]+", to_tex(f"{text}\\input{text}\\write{text}\\def\\csname"))
    )


@given(TEXTS)
def test_no_character_is_left_that_tex_takes_for_its_own(text: str) -> None:
    outside = re.sub(r"\{\$.*?(?<!\\)\$\}", "", to_tex(text))
    assert not re.search(r"(?<!\\)[%&#$_]|\^\^|\\\\", outside)
    assert not re.search(r"(?<!\\)[~^](?![A-Za-z{\\])", outside)


MANY = st.lists(
    st.builds(
        Paper,
        id=st.sampled_from([ID, "2501.00001", "math/0309136"]) | TEXTS.filter(str.strip),
        title=TEXTS,
        authors=st.lists(TEXTS, max_size=3).map(tuple),
        published=st.none() | st.just(date(2025, 7, 28)),
    )
    | papers(),
    max_size=3,
    unique_by=lambda paper: paper.id,
)


@given(MANY)
def test_what_is_written_is_read_as_that_many_entries(some: Sequence[Paper]) -> None:
    text = bibtex.render([Item(paper) for paper in some])
    assert [line[:6] for line in text.splitlines() if line.startswith("@")] == ["@misc{"] * len(
        some
    )
    read = bibtex_reader.entries(text)
    assert [fields["title"] for fields in read.values()] == [
        title_to_tex(paper.title) or to_tex(paper.id) for paper in some
    ]
    assert {"title", "year", "eprint", "archivePrefix", "url"} == set().union(*read.values()) - {
        "author"
    } or not some


@pytest.mark.parametrize("name", strings.payloads())
def test_hostile_papers_make_one_entry_each(name: str) -> None:
    some = read_listing(strings.payloads()[name]).papers
    text = bibtex.render([Item(paper) for paper in some])
    assert len(bibtex_reader.entries(text)) == len({paper.id for paper in some})


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("VILA^2: VILA Augmented", "{VILA{$^{2}$}}: {VILA} Augmented"),
        ("nabla^2DFT: A Universal Set", r"{{$\nabla^{2}$}DFT}: A Universal Set"),
        ("Activation (SL^{2}A-INR)", "Activation ({SL{$^{2}$}A-INR})"),
        ("π_RL: Online", r"{{$\pi$}\_RL}: Online"),
        ("τ²-Bench in R^{d times d}", r"{$\tau^{2}$}-Bench in {R{$^{d\times d}$}}"),
        ("an $x_0$-Prediction, x_0", "an {$x_0$}-Prediction, x{$_{0}$}"),
        ("OpenVLA: An Open-Source Vision-Language-Action Model",
         "{OpenVLA}: An Open-Source Vision-Language-Action Model"),
        ("Real 3D and GPT-4o, Llama-3 by Qwen2.5-VL",
         "Real {3D} and {GPT-4o}, {Llama-3} by {Qwen2.5-VL}"),
        ("LLM-Based Text-to-3D (LLMs) e2e", "{LLM}-Based Text-to-{3D} ({LLMs}) {e2e}"),
        ("Kimi K9: RLHF on NVIDIA GPUs", "Kimi {K9}: {RLHF} on {NVIDIA} {GPUs}"),
        ("Bayesian Bridges in Python's C++", "{Bayesian} Bridges in {Python's} {C++}"),
        (r"A Schr\"odinger Bridge, É and I", r"A {Schr{\"o}dinger} Bridge, {{\'E}} and {I}"),
        ("R^3-Bench in R^3, Q-Learning: Q", "R{$^{3}$}-Bench in {R{$^{3}$}}, {Q}-Learning: {Q}"),
        (r"\texttt{code\_x}: y", r"\texttt{code\_x}: y"),
        (r"\textit{\textbf{Deep}} \textsc{N\emph{e}t}s", "Deep Nets"),
        ("X-CoT by N_0-VTLA", "{X-CoT} by {N{$_{0}$}-VTLA}"),
        ("Q-Learning, “Q-Learning”", "Q-Learning, ``{Q}-Learning''"),
        ("“Q-Learning” of H^2O", "``{Q}-Learning'' of {H{$^{2}$}O}"),
        ("pi_0.5 and V_0.5 of SD_1.5", r"{$\pi_{0.5}$} and {V{$_{0.5}$}} of {SD\_1.5}"),
        ("A Plain Title: Of a Word in 2024", "A Plain Title: Of a Word in 2024"),
    ],
)  # fmt: skip
def test_a_title_keeps_its_formulas_and_the_capitals_that_matter(title: str, written: str) -> None:
    assert title_to_tex(title) == written


@given(TEXTS)
def test_a_title_is_balanced_and_leaves_tex_nothing_of_its_own(text: str) -> None:
    written = title_to_tex(text)
    outside = re.sub(r"\{\$.*?(?<!\\)\$\}", "", written)
    assert not re.search(r"(?<!\\)[%&#$_]|\^\^", outside)
    depth = 0
    for character in written:
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize(
    ("names", "written"),
    [
        (("Gemma Team", ":", "Ana One"), "{Gemma Team} and Ana One"),
        (("The Quux Collaboration:", "A. One", "et al."),
         "{The Quux Collaboration} and A. One and others"),
        (("MOSI. AI", "Mind Lab", "NVIDIA"), "{MOSI. AI} and {Mind Lab} and NVIDIA"),
        (("Allen Institute for AI", "Wu Ai"), "{Allen Institute for AI} and Wu Ai"),
        (("jiahao Wang", "Ming hui Li", "élodie Roy"), r"{jiahao} Wang and Ming {hui} Li and "
         r"{{\'e}lodie} Roy"),
        (("Laurens van der Maaten", "Jan de Vries"), "Laurens van der Maaten and Jan de Vries"),
        (("Robert van Hall Jr.", "Henry Ford III"), "van Hall, Jr., Robert and Ford, III, Henry"),
        (("Jean-Luc de la Tour Jr.",), "de la Tour, Jr., Jean-Luc"),
        (("Team GLM", "Google DeepMind", "LLM-Core Xiaomi", "Ana Team-Lee"),
         "{Team GLM} and {Google DeepMind} and {LLM-Core Xiaomi} and Ana Team-Lee"),
        (("FAIR at Meta", "Meta FAIR", "Ray Fair", "AI @ Meta"),
         "{FAIR at Meta} and {Meta FAIR} and Ray Fair and {AI @ Meta}"),
        (("Intern Robotics", "Physical Intelligence", "Ministry of Education", "Amazon AGI"),
         "{Intern Robotics} and {Physical Intelligence} and {Ministry of Education} and "
         "{Amazon AGI}"),
        (("Max Planck Institute for Intelligent Systems", "Kuaishou Technology"),
         "{Max Planck Institute for Intelligent Systems} and {Kuaishou Technology}"),
        ((":", "et al"), ""),
        (("A. One", "1", "B. Two", "et al. (100 more authors)"),
         "A. One and B. Two and others"),
    ],
)  # fmt: skip
def test_groups_are_one_name_and_marks_are_none(names: tuple[str, ...], written: str) -> None:
    assert bibtex_authors(names) == written


def test_very_many_authors_end_in_others() -> None:
    names = tuple(f"A. Name{number}" for number in range(5_154))
    written = bibtex_authors(names).split(" and ")
    assert written[:2] == ["A. Name0", "A. Name1"]
    assert written[-2:] == ["A. Name999", "others"]
    assert len(written) == 1_001
    assert bibtex_authors(names[:1_000]).endswith(" and A. Name999")


def test_the_file_says_what_tex_must_load() -> None:
    assert needs(r"title={Plain {\"o} {$x^{2}$}}") == ""
    assert r"\usepackage[T1]{fontenc}" in needs(r"{\k{a}}")
    assert r"\usepackage{amssymb}" in needs(r"{$\mathbb{R}$}")
    assert "LuaLaTeX" in needs("深度")
    text = bibtex.render([Item(Paper(id=ID, title="深度 ą", authors=("李 明",)))])
    assert text.startswith("% Needs")
    assert list(bibtex_reader.entries(text)) == ["arxiv250721049"]


def test_names_are_as_many_as_before() -> None:
    hostile = ("A and B", "C, D", "and", "E\nand\nF", "\\and G")
    entry = bibtex.entry(Paper(id=ID, title="T", authors=hostile), "key")
    assert len(bibtex_reader.authors(entry)) == len(hostile)


def test_each_paper_is_written_once_under_the_key_it_was_given() -> None:
    text = bibtex.render([Item(PAPER, key="mine"), Item(PAPER, key="mine")])
    assert list(bibtex_reader.entries(text)) == ["mine"]
    assert bibtex.render([]) == ""


def test_recorded_papers_are_all_read_back() -> None:
    some = {paper.id: paper for listing in recorded_days().values() for paper in listing.papers}
    text = bibtex.render([Item(paper) for paper in list(some.values())[:1500]])
    assert len(bibtex_reader.entries(text)) == min(1500, len(some))


def test_biblatex_has_an_online_source_with_its_complete_date() -> None:
    text = bibtex.render([Item(PAPER, key="wang")], Options(biblatex=True))
    (entry,) = parse_string(text, "bibtex").entries.values()
    assert entry.type == "online"
    assert dict(entry.fields) == {
        "title": "Rep-{MTL}: Unleashing the Power of Representation-level Task Saliency",
        "date": "2025-07-28",
        "eprint": ID,
        "eprinttype": "arxiv",
        "url": f"https://arxiv.org/abs/{ID}",
    }
    assert str(entry.persons["author"][0]) == "Wang, Zedong"


def test_biblatex_has_a_published_paper_as_an_article_and_its_class() -> None:
    published = Publication("cs.CV", "Vision 7", "10.1007/1_2")
    item = Item(PAPER, key="wang", publication=published)
    (entry,) = parse_string(
        bibtex.render([item], Options(biblatex=True)), "bibtex"
    ).entries.values()
    fields = entry.fields
    assert entry.type == "article"
    assert (fields["journaltitle"], fields["doi"]) == ("Vision 7", "10.1007/1_2")
    assert fields["eprintclass"] == "cs.CV"


@pytest.mark.parametrize("letters", ["Łukasz Gödel, İlker Şahin", "Šmíd Đặng Ñandú ő ø æ ß ı"])
def test_letters_stay_as_they_are_where_that_is_asked_for(letters: str) -> None:
    text = bibtex.render([Item(Paper(id=ID, title=f"On {letters} 50%"))], Options(unicode=True))
    title = bibtex_reader.entries(text)[f"arxiv{ID.replace('.', '')}"]["title"]
    assert re.sub(r"[{}]", "", title) == rf"On {letters} 50\%"


def test_biblatex_has_letters_that_biber_misreads_as_they_are() -> None:
    item = Item(Paper(id=ID, title="Ngọc", authors=("Đặng García",)))
    text = bibtex.render([item], Options(biblatex=True))
    assert r"author={{\DJ}ặng Garc{\'i}a}" in text
    assert text.startswith("% Needs \\usepackage[T1]{fontenc}\n% Needs LuaLaTeX or XeLaTeX")
    assert "biber" not in text
    plain = bibtex.render([item])
    assert "LuaLaTeX" not in plain
    assert "% Needs \\usepackage[T1]{fontenc}\n" in bibtex.render([item], Options(unicode=True))


@given(papers())
def test_letters_are_all_that_unicode_changes(paper: Paper) -> None:
    plain, letters = (
        bibtex_reader.entries(bibtex.render([Item(paper, key="key")], options))["key"]
        for options in (Options(), Options(unicode=True))
    )
    assert plain.keys() == letters.keys()
    assert with_letters(plain["title"]) == letters["title"]
