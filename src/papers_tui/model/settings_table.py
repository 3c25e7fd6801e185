"""The one table of settings: the file's check, `config` and the page of settings read it."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from papers_tui.model.date_style import FORMS
from papers_tui.model.order import Order
from papers_tui.model.paper import ARXIV_URL, HUB_URL
from papers_tui.model.settings import Settings

Value: TypeAlias = str | bool | int | float | tuple[str, ...]
"""The type of a value; a list of words is a tuple."""


class Setting(NamedTuple):
    """One setting: its name, its possible values, and its effect."""

    name: str
    help: str
    """One sentence."""

    choices: tuple[Value, ...] = ()
    """All possible values; empty where they are free or a range."""

    least: float = 0
    most: float = 0
    """The range of a number."""

    unset: Value = ""
    """The value in force where the setting is empty."""

    otherwise: str = ""
    """The same in words, where it is no value."""

    example: Value = ""
    """A value for the settings file to begin with, where no other can be shown."""

    variables: tuple[str, ...] = ()
    """The environment variables for the same thing."""

    variables_win: bool = False
    """Whether they go before the file; else they stand in for it."""

    @property
    def default(self) -> Value:
        """The value in force where the file has none."""
        return as_value(getattr(Settings(), self.name))

    @property
    def effective(self) -> Value:
        """The default, or what holds where that is empty."""
        return self.in_force(self.default)

    def in_force(self, value: Value) -> Value:
        """The value, or the one in force where it is empty."""
        return (self.unset or value) if value in ("", ()) else value

    @property
    def form(self) -> str:
        """Its possible values, in words that follow "must be"."""
        if self.choices:
            *others, last = [_plain(one) for one in self.choices]
            return f"{', '.join(others)} or {last}"
        match self.default:
            case bool():
                return "true or false"
            case int():
                return f"a whole number from {self.least:g} to {self.most:,g}"
            case float():
                return f"a number from {self.least:g} to {self.most:,g}"
            case tuple():
                return 'a list of words, such as ["program", "--option"]'
            case _:
                return "a text"


def as_value(value: Value | Order) -> Value:
    """A setting as the file has it."""
    return value.value if isinstance(value, Order) else value


def _plain(value: Value) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


STARTS = ("newest", "day", "week", "month", "trending", "library", "following")
"""The values of `start`, beside the names of saved searches."""

SETTINGS = (
    Setting(
        "start",
        f"What a start opens: {', '.join(STARTS)}, or the name of one of your searches.",
    ),
    Setting(
        "order",
        "In which order lists are shown at first.",
        tuple(order.value for order in Order),
    ),
    Setting(
        "density",
        "Cards with a summary, cards of two rows, or what fits the window.",
        ("auto", "roomy", "compact"),
    ),
    Setting(
        "seen_after",
        "Seconds on screen after which a paper counts as seen; 0 for only by hand.",
        least=0,
        most=3600,
    ),
    Setting(
        "keys_preset",
        "Letters in the manner of vim for moving, or only arrows and page keys.",
        ("vim", "arrows"),
    ),
    Setting("theme", "The colors: the name of a theme, or what fits the terminal."),
    Setting(
        "date_format",
        "How dates are shown.",
        tuple(FORMS),
    ),
    Setting("clock", "The clock in messages: of 24 hours or of 12.", (24, 12)),
    Setting("ascii", "Only ASCII characters, for terminals and fonts that lack others."),
    Setting("mouse", "Whether the mouse does anything."),
    Setting("q_quits", "Whether q always leaves the program, not only from a list."),
    Setting("prefetch", "Whether the days beside the one on screen are fetched ahead."),
    Setting(
        "refresh_newest",
        "Minutes after which the newest day is fetched again.",
        least=1,
        most=1440,
    ),
    Setting(
        "refresh_others",
        "Hours after which another list that may still change is fetched again.",
        least=1,
        most=8760,
    ),
    Setting(
        "endpoint",
        "The address of the hub, or of a mirror.",
        unset=HUB_URL,
        variables=("HF_ENDPOINT",),
        variables_win=True,
    ),
    Setting(
        "arxiv_endpoint",
        "The address of arXiv, for pages, PDFs and, when it is another one, the API.",
        unset=ARXIV_URL,
        variables=("PAPERS_TUI_ARXIV",),
        variables_win=True,
    ),
    Setting(
        "editor",
        "What notes are written with; the file's path is put at the end.",
        unset=("vi",),
        variables=("VISUAL", "EDITOR"),
    ),
    Setting(
        "browser",
        "What opens pages; the address takes the place of %s, else it is put at the end.",
        otherwise="the desktop's own",
        example=("firefox", "--new-tab", "%s"),
        variables=("BROWSER",),
    ),
    Setting(
        "pdf_viewer",
        "What opens PDFs; the file's path is put at the end.",
        otherwise="the desktop's own",
        example=("zathura",),
    ),
    Setting(
        "terminal_programs",
        "Browsers and viewers that draw on the terminal: they get it, and give it back.",
    ),
    Setting(
        "pdf_folder",
        "Where PDFs are kept.",
        otherwise="`pdf` beside the reading list",
        example="~/Papers",
    ),
    Setting(
        "pdf_name",
        "How PDFs are named: {id}, {title}, {author}, {year}, {month}, {day} are the paper's.",
    ),
    Setting(
        "vault_name",
        "How new notes of export --vault are named, by the same parts.",
    ),
    Setting(
        "cite_key",
        "Citation keys of papers without one: {author}, {year}, {title}, {word}, {id}.",
    ),
)

BY_NAME = {setting.name: setting for setting in SETTINGS}
