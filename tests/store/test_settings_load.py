"""The settings file: what counts, and what is wrong by its line while the rest counts."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.order import Order
from papers_tui.model.settings import Problem, Settings
from papers_tui.model.settings_table import SETTINGS
from papers_tui.store.settings.load import begin, load
from papers_tui.store.toml.lines import lines
from papers_tui.tui.palette.palette import Palette
from tests.support.failing_writes import turns
from tests.support.home import put

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run, Running


def test_without_a_file_there_are_no_settings(tmp_path: Path) -> None:
    assert load(tmp_path / "config.toml") == Settings()


def test_saved_searches_are_read_in_their_order(tmp_path: Path) -> None:
    path = put(tmp_path, '[searches]\nrl = "reinforcement has:code"\n"to do" = "is:to-read"\n')
    assert load(path).searches == (("rl", "reinforcement has:code"), ("to do", "is:to-read"))
    long = " OR ".join(f"word{number}" for number in range(150))
    assert load(put(tmp_path, f'[searches]\nlong = "{long}"\n')).searches == (("long", long),)


GOOD = [
    ('start = "library"', "start", "library"),
    ('start = "rl"\n[searches]\nrl = "x"', "start", "rl"),
    ('order = "upvotes"', "order", Order.UPVOTES),
    ('density = "compact"', "density", "compact"),
    ("seen_after = 0", "seen_after", 0),
    ("seen_after = 2.5", "seen_after", 2.5),
    ('keys_preset = "arrows"', "keys_preset", "arrows"),
    ('theme = "no-such-theme"', "theme", "no-such-theme"),
    ('date_format = "2026-08-21"', "date_format", "2026-08-21"),
    ("clock = 12", "clock", 12),
    ("ascii = true", "ascii", True),
    ("mouse = false", "mouse", False),
    ("prefetch = false", "prefetch", False),
    ("refresh_newest = 1440", "refresh_newest", 1440),
    ("refresh_others = 1", "refresh_others", 1),
    ('endpoint = "http://127.0.0.1:8000/"', "endpoint", "http://127.0.0.1:8000"),
    ('endpoint = ""', "endpoint", ""),
    ('arxiv_endpoint = "https://arxiv.example"', "arxiv_endpoint", "https://arxiv.example"),
    ('editor = ["code", "--wait"]', "editor", ("code", "--wait")),
    ('browser = ["w3m", "%s", "-T"]', "browser", ("w3m", "%s", "-T")),
    ("browser = []", "browser", ()),
    ('pdf_viewer = ["zathura"]', "pdf_viewer", ("zathura",)),
    ('terminal_programs = ["w3m", "tdf"]', "terminal_programs", ("w3m", "tdf")),
    ("terminal_programs = []", "terminal_programs", ()),
    ('pdf_folder = "~/Papers"', "pdf_folder", "~/Papers"),
    ('pdf_name = "{id}.pdf"', "pdf_name", "{id}.pdf"),
    ('pdf_name = "{year}{month}{day} {id}"', "pdf_name", "{year}{month}{day} {id}"),
    ('vault_name = "{id}"', "vault_name", "{id}"),
    ('cite_key = "{author}:{year}:{word}"', "cite_key", "{author}:{year}:{word}"),
    ("q_quits = true", "q_quits", True),
]


@pytest.mark.parametrize(("text", "name", "value"), GOOD)
def test_a_good_setting_is_in_force_without_a_problem(
    tmp_path: Path, text: str, name: str, value: Any
) -> None:
    settings = load(put(tmp_path, text))
    assert settings.problems == ()
    assert (getattr(settings, name), settings.lines[name]) == (value, 1)


def test_every_setting_is_tried() -> None:
    assert {name for _, name, _ in GOOD} == {setting.name for setting in SETTINGS}


BAD = [
    ('colour = "x"', 'there is no setting "colour"'),
    ('thme = "x"', 'there is no setting "thme" (did you mean theme?)'),
    ("prefetch = 1", "prefetch must be true or false, not 1"),
    ('prefetch = "yes"', 'prefetch must be true or false, not "yes"'),
    ("clock = true", "clock must be 24 or 12, not true"),
    ("clock = 24.0", "clock must be 24 or 12, not 24.0"),
    ('density = "romy"', '"auto", "roomy" or "compact", not "romy" (did you mean roomy?)'),
    ('order = ["upvotes"]', "order must be"),
    ("order = 2026-08-21", "not 2026-08-21"),
    ("refresh_newest = 0", "a whole number from 1 to 1,440, not 0"),
    ("refresh_newest = 2.5", "a whole number from 1 to 1,440, not 2.5"),
    ("refresh_newest = true", "not true"),
    ("seen_after = nan", "seen_after must be a number from 0 to 3,600, not nan"),
    ("seen_after = -1", "not -1"),
    (f"seen_after = {'9' * 4000}", "seen_after must be a number"),
    ("theme = 7", "theme must be a text, not 7"),
    ('theme = "a\\u001bb"', "theme must be one line"),
    ('editor = "code --wait"', 'editor must be a list of words, such as ["program", "--option"]'),
    ("editor = [[]]", "editor must be a list"),
    ('editor = ["vi", 3]', "editor must be a list"),
    ('browser = ["fire\\u0000fox"]', "browser must be a list"),
    ('endpoint = "huggingface.co"', "endpoint must be an address such as https://HOST"),
    ('endpoint = "https://me:geheim@host"', 'https://HOST, not "https://…@host"'),
    ('endpoint = "file:///etc/passwd"', "endpoint must be an address"),
    ('pdf_name = "{di}.pdf"', "pdf_name may have {id}, {title}, {author}, {year}"),
    ('pdf_name = "{id.pdf"', "pdf_name may have"),
    ('vault_name = "{name}"', "vault_name may have"),
    ('cite_key = "{month}"', "cite_key may have {author}, {year}, {title}, {word}, {id}"),
    ('start = "libary"', 'start = "libary" is neither a list nor one of your searches'),
    ("[theme]\nx = 1", "theme must be a text, not a table"),
    ("searches = 3", "searches must be a table of names and queries"),
    ("[searches]\nbad = 3", "the search bad is no text"),
    ('[watches]\nbad = " "', "the watch bad has no query"),
    ('[watches]\n"" = "agents"', "a watch has no name"),
    (f"[searches]\nbad = '{'x' * 10_001}'", "the search bad has more than 10,000 characters"),
    ("keys = []", "keys must be a table of commands and keys"),
    ("keys.paper.star = 3", "the keys of paper.star must be a list"),
]


@pytest.mark.parametrize(("text", "sentence"), BAD)
def test_what_is_wrong_is_reported_with_its_line_and_the_rest_counts(
    tmp_path: Path, text: str, sentence: str
) -> None:
    line = 6 + (text.count("\n") if text.startswith(("[searches]", "[watches]")) else 0)
    settings = load(put(tmp_path, f'ascii = true\n# a comment\n\npdf_folder = """\n"""\n{text}\n'))
    (problem,) = settings.problems
    assert sentence in problem.sentence
    assert problem.line == line
    assert settings.ascii


UNREADABLE = [
    ('ascii = true\ntheme = "x\nmouse = true\n', 2, "no TOML"),
    ("ascii = true\nascii = false\n", 2, "no TOML"),
    ("a = 1\n[[keys\n", 2, "no TOML"),
    (b"ascii = true\ntheme = '\xff'\n", 2, "not UTF-8"),
    (f"a = 1\nb = {'9' * 5000}\n", 2, "a number too long"),
    (f"a = 1\n\nb = {'[' * 20_000}{']' * 20_000}\n", 3, "too deep"),
    ("a = 1\n<<<<<<< mine\nb = 2\n=======\nb = 3\n>>>>>>> theirs\n", 2, "conflict markers"),
    ("#" * (2**20 + 1), 0, "more than a mebibyte"),
]


@pytest.mark.parametrize(("text", "line", "sentence"), UNREADABLE)
def test_a_file_that_is_no_toml_leaves_the_defaults(
    tmp_path: Path, text: str | bytes, line: int, sentence: str
) -> None:
    settings = load(put(tmp_path, text))
    (problem,) = settings.problems
    assert sentence in problem.sentence
    assert "all settings have their defaults" in problem.sentence
    assert problem.line == line
    assert settings == Settings(problems=(problem,))


def test_a_folder_in_its_place_is_reported(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    assert "cannot be read" in str(load(tmp_path / "config.toml").problems[0])


def test_problems_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = 'x = 1\nstart = "y"\nclock = 3\n[searches]\na = 1\n[keys]\nq = 3\n'
    assert [problem.line for problem in load(put(tmp_path, text)).problems] == [1, 2, 3, 5, 7]


@pytest.mark.parametrize(
    "text",
    [
        'keys.paper.star = ["x"]',
        '[keys]\npaper.star = ["x"]',
        '[keys]\n"paper.star" = ["x"]',
        '[keys]\n"paper.star" = "x"',
        '[keys.paper]\nstar = "x"',
        '[keys]\npaper = { star = ["x"] }',
    ],
)
def test_keys_of_a_command_may_be_written_in_any_way(tmp_path: Path, text: str) -> None:
    settings = load(put(tmp_path, text))
    assert (settings.keys, settings.problems) == ((("paper.star", ("x",)),), ())
    assert settings.lines["keys.paper.star"] == text.count("\n") + 1


def test_windows_line_ends_and_a_mark_at_the_beginning_do_no_harm(tmp_path: Path) -> None:
    settings = load(put(tmp_path, "\ufeffascii = true\r\nclock = 13\r\n"))
    assert settings.ascii
    assert settings.problems == (Problem(2, "clock must be 24 or 12, not 13"),)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["", "# x = 1", "   ", "[t]", "[t.u]", "  # [v]"]),
            st.sampled_from(["'''\n[x]\n'''", "[\n1,\n#\n2]", "1", '"#"', "{y = 1}"]).map(
                lambda value: f"K = {value}"
            ),
        ),
        max_size=12,
    )
)
def test_the_line_of_a_key_is_the_one_where_it_begins(rows: list[str]) -> None:
    named = [row.replace("K", f"k{number}", 1) for number, row in enumerate(rows)]
    text = "\n".join(named)
    found = {path[-1]: line for path, line in lines(text).items()}
    for number, row in enumerate(rows):
        if row.startswith("K"):
            before = text[: text.index(f"k{number} =")]
            assert found[f"k{number}"] == before.count("\n") + 1


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_nothing_that_stands_in_the_file_stops_the_program(
    tmp_path_factory: pytest.TempPathFactory, text: str | bytes
) -> None:
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    home = tmp_path_factory.mktemp("home")
    for problem in load(put(home, raw)).problems:
        assert str(problem).isprintable()


def offered(reader: Running) -> tuple[str, ...]:
    """The lines that the palette offers, from its first on."""
    assert isinstance(reader.app.screen, Palette)
    return tuple(reader.app.screen.offered)


async def test_a_saved_search_is_a_list_in_the_palette(run: Run, hub: FakeHub, home: Path) -> None:
    entry = hub.days["2026-08-21"][2]["paper"]
    entry["title"] = "Zebras in the Quantum Garden"
    put(home, '[searches]\nanimals = "zebras"\n')
    async with run() as reader:
        await reader.pilot.press("ctrl+p")
        await reader.until(lambda: len(reader.app.screen_stack) > 1)
        await reader.pilot.press(*"animals")
        await reader.until(lambda: "animals" in next(iter(offered(reader)), ""))
        await reader.press("enter")
        await reader.until(lambda: reader.list_ids == (entry["id"],))
        assert "zebras" in reader.title


async def test_what_is_wrong_since_the_start_is_reported_with_the_palette(
    run: Run, hub: FakeHub, home: Path
) -> None:
    async with run() as reader:
        put(home, '[searches]\nbad = 3\ngood = "zebras"\n')
        await reader.pilot.press("ctrl+p")
        await reader.until(lambda: "the search bad is no text" in reader.status)
        await reader.press("escape")
        assert "config.toml, line 2" in reader.status


def test_a_folder_that_cannot_be_is_named_and_the_rest_counts(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('clock = 12\npdf_folder = "~nosuchuser/pdf"\n')
    settings = load(path)
    assert (settings.clock, settings.pdf_folder) == (12, "")
    [problem] = settings.problems
    assert problem.line == 2
    assert problem.sentence.startswith("pdf_folder cannot be used, since ~nosuchuser is the home")


def test_the_first_file_is_written_in_full_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new" / "config.toml"
    text = "# every setting\n" * 1_000

    def write() -> None:
        path.unlink(missing_ok=True)
        begin(path, text)

    for has_failed in turns(monkeypatch, errno.ENOSPC, write):
        assert path.exists() != has_failed
    assert path.read_text(encoding="utf-8") == text
    with pytest.raises(FileExistsError):
        begin(path, "other")
    assert path.read_text(encoding="utf-8") == text
