"""Keys that the user sets: written in many ways, checked, bound, and shown where keys are named."""

from __future__ import annotations

import string
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key
from textual.keys import _character_to_key

from papers_tui.model.settings import Settings
from papers_tui.tui.commands import BY_ID, COMMANDS, Place
from papers_tui.tui.keys.from_settings import keymap_of
from papers_tui.tui.keys.keymap import DEFAULT, Keymap
from papers_tui.tui.keys.names import key_named, shown_key
from papers_tui.tui.terminal.input import ESCAPE_WITH_NEXT
from papers_tui.tui.widgets.bars import Footer
from papers_tui.tui.widgets.line_list import LineList
from tests.support.home import put

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.reader import Run


def keymap(**settings: tuple[str, ...]) -> Keymap:
    """The keymap of settings; a command is written with two underscores for the full stop."""
    keys = [(name.replace("__", ".").replace("_", "-"), keys) for name, keys in settings.items()]
    return keymap_of(Settings(keys=tuple(keys)))


NAMES = [
    ("x", "x", "x"),
    ("X", "X", "X"),
    ("ö", "ö", "ö"),
    ("Ctrl+D", "ctrl+d", "Ctrl+D"),
    ("ctrl-d", "ctrl+d", "Ctrl+D"),
    ("Control + d", "ctrl+d", "Ctrl+D"),
    ("Shift+x", "X", "X"),
    ("alt+x", "alt+x", "Alt+X"),
    ("Alt+Shift+X", "alt+shift+x", "Alt+Shift+X"),
    ("shift+ctrl+f5", "ctrl+shift+f5", "Ctrl+Shift+F5"),
    ("Space", "space", "Space"),
    (" ", None, ""),
    ("PageDown", "pagedown", "PageDown"),
    ("Page Down", "pagedown", "PageDown"),
    ("PgDn", "pagedown", "PageDown"),
    ("Return", "enter", "Enter"),
    ("Esc", "escape", "Esc"),
    ("F5", "f5", "F5"),
    ("↑", "up", "↑"),
    ("Up", "up", "↑"),
    ("shift+↑", "shift+up", "Shift+↑"),
    ("+", "plus", "+"),
    ("Ctrl++", "ctrl+plus", "Ctrl++"),
    ("-", "minus", "-"),
    ("ctrl--", "ctrl+minus", "Ctrl+-"),
    (",", "comma", ","),
    ("comma", "comma", ","),
    ("[", "left_square_bracket", "["),
    ("left_square_bracket", "left_square_bracket", "["),
    ("Ctrl+I", "tab", "Tab"),
    ("Ctrl+Space", "ctrl+@", "Ctrl+Space"),
    ("F25", None, ""),
    ("Hyper+x", None, ""),
    ("Shift+1", None, ""),
    ("Ctrl+", None, ""),
    ("", None, ""),
    ("xy", None, ""),
    ("\x1b", None, ""),
]


@pytest.mark.parametrize(("written", "key", "shown"), NAMES)
def test_a_key_is_understood_as_people_write_it(written: str, key: str | None, shown: str) -> None:
    assert key_named(written) == key
    if key is not None:
        assert shown_key(key) == shown


MODIFIERS = st.sets(st.sampled_from(["Ctrl", "Alt", "Shift", "Super"]))
BASES = st.characters() | st.sampled_from(["Space", "Enter", "F1", "F24", "↑", "PageUp", "Delete"])


@given(MODIFIERS, BASES)
def test_what_is_shown_is_understood_as_the_same_key(modifiers: set[str], base: str) -> None:
    key = key_named("+".join((*modifiers, base)))
    if key is not None:
        assert key_named(shown_key(key)) == key


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_the_keys_of_the_table_are_shown_as_they_are_understood(command: object) -> None:
    assert isinstance(command, type(COMMANDS[0]))
    for key, shown in zip(DEFAULT.keys_of(command.id), command.shown_keys, strict=True):
        assert key_named(shown) == (key_named(key) if len(key) == 1 else key)


def test_no_two_commands_of_the_table_share_a_key_in_one_place() -> None:
    for one, other in combinations(COMMANDS, 2):
        if one.place & other.place:
            assert not set(DEFAULT.keys_of(one.id)) & set(DEFAULT.keys_of(other.id))


def test_without_settings_it_is_the_table() -> None:
    made = keymap_of(Settings())
    assert made.bindings() == DEFAULT.bindings()
    assert [made.shown(one.id) for one in COMMANDS] == [one.shown_keys for one in COMMANDS]


def test_a_command_may_have_several_keys_or_none() -> None:
    made = keymap(paper__star=("ö", "Alt+X"), seen__toggle=())
    assert made.problems == ()
    assert made.keys_of("paper.star") == ("ö", "alt+x")
    assert made.shown("paper.star") == ("ö", "Alt+X")
    assert made.shown("seen.toggle") == ()
    assert made.key("seen.toggle") == '"Seen or not" in the palette'
    bound = [getattr(one, "key", "") for one in made.bindings()]
    assert {"ö", "alt+x"} <= set(bound)
    assert "m" not in bound


def test_two_commands_may_exchange_their_keys() -> None:
    made = keymap(paper__star=("x",), paper__export=("s",))
    assert (made.shown("paper.star"), made.shown("paper.export")) == (("x",), ("s",))
    assert made.problems == ()


def test_a_key_may_do_one_thing_in_the_list_and_another_while_reading() -> None:
    made = keymap(pick__toggle=("F5",), paper__before=("F5",))
    assert made.problems == ()
    assert made.keys_of("pick.toggle") == made.keys_of("paper.before") == ("f5",)


CLASHES = [
    ({"paper__star": ("x",)}, ["paper.star", "paper.export", "x"]),
    ({"paper__star": ("F5",), "seen__all": ("F5",)}, ["paper.star", "seen.all", "F5"]),
    ({"list__before": ("→",)}, ["list.before", "list.after", "→"]),
    ({"paper__star": ("?",)}, ["paper.star", "app.help", "?"]),
]


@pytest.mark.parametrize(("settings", "named"), CLASHES)
def test_of_a_clash_both_are_named_and_keep_their_keys(
    settings: dict[str, tuple[str, ...]], named: list[str]
) -> None:
    made = keymap(**settings)
    (problem,) = made.problems
    assert all(name in problem.sentence for name in named)
    assert made.bindings() == DEFAULT.bindings()


def test_a_clash_that_follows_from_another_is_found_too() -> None:
    made = keymap(paper__star=("x",), paper__export=("t",))
    assert [("paper.tags" in one.sentence) for one in made.problems] == [True, False]
    assert made.bindings() == DEFAULT.bindings()


WRONG = [
    ({"paper__sta": ("x",)}, 'no command "paper.sta" (did you mean paper.star?)'),
    ({"paper__star": ("PageDwn",)}, 'no key is called "PageDwn" (did you mean PageDown?)'),
    ({"paper__star": ("Ctrl+C",)}, "Ctrl+C copies"),
    ({"paper__star": ("Ctrl+Q",)}, "Ctrl+Q always quits"),
]


@pytest.mark.parametrize(("settings", "sentence"), WRONG)
def test_what_cannot_be_bound_is_reported_and_the_keys_stay(
    settings: dict[str, tuple[str, ...]], sentence: str
) -> None:
    made = keymap(**settings)
    (problem,) = made.problems
    assert sentence in problem.sentence
    assert made.bindings() == DEFAULT.bindings()


def test_of_several_keys_the_good_ones_count() -> None:
    made = keymap(paper__star=("Ctrl+C", "F5"))
    assert made.shown("paper.star") == ("F5",)
    assert len(made.problems) == 1


def test_quitting_keeps_its_last_key() -> None:
    assert keymap(app__quit=()).shown("app.quit") == ("Ctrl+Q",)
    assert keymap(app__quit=("F10",)).shown("app.quit") == ("F10", "Ctrl+Q")


KEYS = st.lists(st.sampled_from(["x", "s", "F5", "[", "→", "Ctrl+C", "nope", "ctrl+d"]), max_size=3)


@given(st.dictionaries(st.sampled_from([*BY_ID, "no.such"]), KEYS.map(tuple), max_size=6))
def test_whatever_is_set_no_key_has_two_commands_in_one_place(
    keys: dict[str, tuple[str, ...]],
) -> None:
    made = keymap_of(Settings(keys=tuple(keys.items())))
    for one, other in combinations(COMMANDS, 2):
        if one.place & other.place:
            mine = {key_named(key) for key in made.shown(one.id)}
            assert not mine & {key_named(key) for key in made.shown(other.id)}


def test_with_arrows_alone_no_letter_moves() -> None:
    made = keymap_of(Settings(keys_preset="arrows"))
    assert made.problems == ()
    bound = {key for one in COMMANDS for key in made.keys_of(one.id)}
    assert not bound & set("hjklgGJK")
    assert {"down", "up", "left", "right", "home", "end", "pagedown", "pageup"} <= bound
    free = keymap_of(Settings(keys_preset="arrows", keys=(("paper.star", ("k",)),)))
    assert (free.shown("paper.star"), free.problems) == (("k",), ())


async def test_a_new_key_has_its_effect_and_the_old_one_none(run: Run, home: Path) -> None:
    put(home, '[keys]\npaper.star = ["ö", "Alt+X"]\nmove.down = []\n')
    async with run() as reader:
        assert reader.app.takes_alt
        screen = reader.screen
        paper_id = screen.cards.current or ""
        await reader.press("s", "j", "down")
        assert screen.marks.of(paper_id) is None
        assert screen.cards.cursor == 0
        await reader.press("ö")
        assert (mark := screen.marks.of(paper_id)) is not None
        assert mark.starred
        await reader.press("alt+x", "k")
        assert screen.marks.of(paper_id) is None


async def test_other_keys_work_as_before_when_some_are_set(run: Run, home: Path) -> None:
    put(home, 'keys.move.pane = "F6"\n')
    async with run() as reader:
        await reader.press("j", "enter")
        assert (reader.cursor, reader.screen.reading) == (1, True)
        await reader.press("escape", "tab")
        assert reader.screen.cards.has_focus
        await reader.press("f6")
        assert reader.screen.abstract.has_focus
        await reader.press("shift+tab")
        assert reader.screen.abstract.has_focus
        await reader.press("f6")
        assert reader.screen.cards.has_focus


async def test_the_palette_is_opened_by_its_key_alone(run: Run, home: Path) -> None:
    put(home, 'keys.app.palette = "F10"\nkeys.list.newest = "Ctrl+P"\n')
    async with run() as reader:
        await reader.press("[", "ctrl+p")
        assert len(reader.app.screen_stack) == 1
        assert "Friday 21 August" in reader.title
        await reader.pilot.press("f10")
        await reader.until(lambda: len(reader.app.screen_stack) == 2)


async def test_quitting_by_its_last_key_needs_no_setting(run: Run, home: Path) -> None:
    put(home, "keys.app.quit = []\nkeys.app.back = 'escape'\n")
    async with run() as reader:
        await reader.press("q")
        assert reader.app.is_running
        await reader.pilot.press("ctrl+q")
        await reader.until(lambda: not reader.app.is_running)


async def test_q_goes_back_from_a_paper_and_leaves_from_the_list(run: Run) -> None:
    async with run() as reader:
        await reader.press("enter", "D", "q")
        assert reader.screen.place is Place.LIST
        await reader.press("escape", "escape")
        assert reader.app.is_running
        await reader.pilot.press("q")
        await reader.until(lambda: not reader.app.is_running)


@pytest.mark.parametrize("text", ["q_quits = true", 'keys.app.quit = "q"'])
async def test_q_can_leave_from_everywhere(run: Run, home: Path, text: str) -> None:
    put(home, text + "\n")
    async with run() as reader:
        await reader.press("enter")
        await reader.pilot.press("q")
        await reader.until(lambda: not reader.app.is_running)


async def test_the_footer_of_the_list_names_the_key_that_leaves(run: Run, home: Path) -> None:
    async with run() as reader:
        assert not reader.app.takes_alt
        assert reader.screen.query_one(Footer).hints[-1] == ("app.quit", "q", "Quit")
        await reader.press("enter")
        assert reader.screen.query_one(Footer).hints[-1] == ("app.quit", "Ctrl+Q", "Quit")


async def test_footer_help_and_palette_show_the_keys_of_now(run: Run, home: Path) -> None:
    put(home, 'keys.paper.star = "F5"\nkeys.paper.read = []\nkeys.app.help = "F9"\n')
    async with run() as reader:
        hints = reader.screen.query_one(Footer).hints
        assert ("paper.star", "F5", "Star") in hints
        assert ("app.help", "F9", "Help") in hints
        assert "paper.read" not in [command_id for command_id, _, _ in hints]
        await reader.press("f9", *"star the paper")
        rows = reader.app.screen.query_one(LineList)
        shown = "\n".join(rows.row(number).text for number in range(rows.total))
        assert "F5" in shown
        assert "  s " not in shown
        await reader.press("escape", "f9", *"papers of a file")
        rows = reader.app.screen.query_one(LineList)
        assert "▌ Ctrl+P by name  Add" in rows.plain


async def test_sentences_name_the_keys_of_now(run: Run, home: Path) -> None:
    put(home, 'keys.list.refresh = "F5"\nkeys.list.goto = []\nkeys.paper.authors = "Alt+A"\n')
    async with run(offline=True) as reader:
        assert '"Go to date" in the palette goes to another date.' in reader.text
    async with run() as reader:
        assert reader.screen.abstract.more_key == "Alt+A"
    async with run(period=None) as reader:
        reader.screen.hub_list.fetcher.problem = "No."
        reader.screen.show_status()
        assert "F5 tries again" in reader.title


async def test_what_is_wrong_with_the_keys_is_reported_at_the_start(run: Run, home: Path) -> None:
    put(home, 'theme = 1\n[keys]\npaper.star = "x"\n')
    async with run() as reader:
        assert "config.toml, line 1: theme must be a text" in reader.status
        assert "and 1 more" in reader.status


async def test_a_key_that_still_waits_when_the_program_has_ended_does_nothing(run: Run) -> None:
    async with run() as reader:
        app = reader.app
    await app._type_ahead.take(Key("j", "j"))
    for key in ("k", ESCAPE_WITH_NEXT, "j"):
        await app.on_event(Key(key, None))
    assert not app.screen_stack


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("full_stop", "."),
        ("less_than_sign", "<"),
        ("hyphen_minus", "-"),
        ("latin_small_letter_a", "latin_small_letter_a"),
        ("line_feed", "line_feed"),
        ("keycap_number_sign", "keycap_number_sign"),
        ("no_such_key", "no_such_key"),
    ],
)
def test_only_the_name_of_one_punctuation_mark_is_shown_as_its_character(
    name: str, shown: str
) -> None:
    assert shown_key(name) == shown


def test_punctuation_is_named_as_textual_names_it() -> None:
    for character in string.punctuation:
        name = _character_to_key(character)
        assert shown_key(name) == character
        assert key_named(character) == name
