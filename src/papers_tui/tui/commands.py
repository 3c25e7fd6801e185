"""The one table of commands: bindings, footer, help, palette and the page of keys read it."""

from __future__ import annotations

import sys
from enum import Flag, auto
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

from papers_tui.tui.keys.names import shown_key

if TYPE_CHECKING:
    from collections.abc import Iterator


class Place(Flag):
    """The places where a command can be given: the list, and the parts of the reading view."""

    LIST = auto()
    ABSTRACT = auto()
    DISCUSSION = auto()
    LINKED = auto()
    TEXT = auto()
    READING = ABSTRACT | DISCUSSION | LINKED | TEXT
    ANYWHERE = LIST | READING


class Command(NamedTuple):
    """One thing that the reader can be asked for."""

    id: str
    """`group.name`: stable, because people write it in their settings."""

    keys: str
    """Textual's names of the keys, separated by commas; none for what only the palette gives."""

    title: str
    help: str
    place: Place = Place.ANYWHERE

    outside_text: str = ""
    """Those of the keys that do nothing in the full text."""

    @property
    def group(self) -> str:
        return self.id.partition(".")[0]

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The keys as people write them."""
        if not self.keys:
            return ()
        return tuple(map(shown_key, self.keys.split(",")))

    def bindings(self) -> Iterator[Binding]:
        """The bindings of the keys."""
        limited = set(self.outside_text.split(","))
        for key in filter(None, self.keys.split(",")):
            action = f"command('{self.id}', '{key}')"
            if key in limited:
                action = f"command_outside_text('{self.id}')"
            yield Binding(key, action, self.title, id=self.id, show=False)


GROUPS = {
    "move": "Moving",
    "list": "Lists",
    "paper": "The paper",
    "part": "Reading a paper",
    "text": "The full text",
    "pick": "Several papers",
    "change": "Undo",
    "seen": "Seen",
    "sync": "Archive",
    "user": "Your programs",
    "app": "Program",
}
"""The groups in the order of the help, and their titles."""

_L, _R = Place.LIST, Place.READING
_NOT_TEXT = Place.ANYWHERE & ~Place.TEXT
_FETCHED = Place.DISCUSSION | Place.LINKED | Place.TEXT
_ABOUT = Place.LIST | Place.ABSTRACT

COMMANDS = (
    Command("move.down", "j,down", "Down", "The next paper, or a line down in the text."),
    Command("move.up", "k,up", "Up", "The previous paper, or a line up in the text."),
    Command("move.top", "g,home", "Top", "The first paper, or the beginning of the text."),
    Command("move.bottom", "G,end", "Bottom", "The last paper, or the end of the text."),
    Command("move.half-down", "ctrl+d", "Half a page down", "Half a page down."),
    Command("move.half-up", "ctrl+u", "Half a page up", "Half a page up."),
    Command("move.page-down", "pagedown", "Page down", "A page down."),
    Command("move.page-up", "pageup", "Page up", "A page up."),
    Command("move.on", "space", "Read on", "Page down in the text, then on to the next paper."),
    Command("move.back", "b", "Read back", "Page up in the text, then the previous paper."),
    Command("move.text-down", "J", "Text down", "Scroll the text, while the list has the keys."),
    Command("move.text-up", "K", "Text up", "Scroll the text back, while the list has the keys."),
    Command("move.pane", "tab,shift+tab", "Other pane", "From the list to the text, and back.", _L),
    Command("list.before", "[,h,left", "Before", "The list before this one.", _L),
    Command("list.after", "],l,right", "After", "The list after this one.", _L),
    Command("list.newest", ".", "Newest", "The newest day that the hub has."),
    Command("list.goto", "d", "Go to date", "Type a date or pick it from a calendar."),
    Command("list.day", "1", "Day", "The list of one day."),
    Command("list.week", "2", "Week", "The list of the week."),
    Command("list.month", "3", "Month", "The list of the month."),
    Command("list.trending", "4", "Trending", "What the hub calls trending, of any day."),
    Command("list.library", "5", "Reading list", "What you starred, tagged, noted or queued."),
    Command("list.following", "6", "Following", "What your watches found, a group for each."),
    Command("list.grouping", "T", "Grouping", "The reading list by status, or by tag.", _L),
    Command("list.search", "/", "Search", "Search everything archived, as you type.", _NOT_TEXT),
    Command("list.filter", "f", "Filter", "Show only some papers of this list.", _L),
    Command("list.similar", "M", "More like this", "The archived papers nearest to this one."),
    Command("list.order", "O", "Order", "Another order: upvotes, stars, title and so on.", _ABOUT),
    Command("list.density", "z", "Density", "Roomy cards with a summary, or compact ones.", _L),
    Command("list.wider", ">", "Wider list", "Give the list more of the window.", _L),
    Command("list.narrower", "<", "Narrower list", "Give the list less of the window.", _L),
    Command("list.refresh", "R,ctrl+r", "Refresh", "Ask the hub for this list again.", _ABOUT),
    Command("paper.read", "enter", "Read", "Read the paper in the complete window.", _L),
    Command("paper.discussion", "D", "Discussion", "What readers say about the paper."),
    Command("paper.linked", "L", "Linked", "The models, datasets and spaces that name the paper."),
    Command("paper.full-text", "F", "Full text", "The paper as text, fetched once and kept."),
    Command("paper.before", "[,h,left", "Before", "The previous paper.", _R, "h,left"),
    Command("paper.after", "],l,right", "After", "The next paper.", _R, "l,right"),
    Command("paper.star", "s", "Star", "Star the paper, or take the star away."),
    Command("paper.status", "w", "Status", "The next status: to read, reading, read, none."),
    Command("paper.tags", "t", "Tags", "Add and remove tags, with completion."),
    Command("paper.note", "e", "Note", "Write a note on the paper."),
    Command("paper.follow", "W", "Follow", "Follow an author, organization, submitter or keyword."),
    Command("paper.add", "i", "Add paper", "Add a paper by its arXiv id or a link."),
    Command("paper.authors", "+", "All authors", "Show all authors, or fold them again.", _ABOUT),
    Command("paper.hub", "o", "Open page", "Open the paper's page at the hub."),
    Command("paper.arxiv", "a", "Open arXiv", "Open the paper's page at arXiv."),
    Command("paper.pdf", "p", "PDF", "Open the paper's PDF, fetched once and kept."),
    Command("paper.code", "c", "Open code", "Open the paper's code."),
    Command(
        "paper.copy-link", "y", "Copy link", "Copy its link; pressed again, arXiv's, then Markdown."
    ),
    Command("paper.copy-bibtex", "Y", "Copy BibTeX", "Copy the BibTeX entry of the paper."),
    Command("paper.export", "x", "Export", "Write what is listed or marked to a file."),
    Command("paper.import", "", "Import", "Add the papers of a file, such as a bibliography."),
    Command("paper.pipe", "|", "Pipe", "Pipe the paper, or those marked, into a program as JSON."),
    Command("paper.zotero", "", "Send to Zotero", "Send to the Zotero on this machine."),
    Command("part.next", "tab", "Next part", "The next part of the paper.", _R),
    Command("part.before", "shift+tab", "Previous part", "The previous part of the paper.", _R),
    Command("part.open", "enter", "Open", "Open what the cursor is on.", Place.LINKED),
    Command("part.refresh", "R,ctrl+r", "Refresh", "Ask the hub for this part again.", _FETCHED),
    Command("text.search", "/", "Search text", "Search this text.", Place.TEXT),
    Command("text.next", "n", "Next match", "The next match of the search.", Place.TEXT),
    Command("text.before", "N", "Previous match", "The previous match of the search.", Place.TEXT),
    Command("text.outline", "O", "Sections", "Choose a section to go to.", Place.TEXT),
    Command("text.section-next", "}", "Next section", "The next section.", Place.TEXT),
    Command("text.section-before", "{", "Previous section", "The previous section.", Place.TEXT),
    Command("text.references", "+", "References", "Show or fold the references.", Place.TEXT),
    Command("pick.toggle", "v", "Mark", "Mark the paper, to act on several at once.", _L),
    Command("pick.all", "V", "Mark all", "Mark all papers of this list, or none.", _L),
    Command("change.undo", "u", "Undo", "Undo the last change."),
    Command("change.redo", "ctrl+y", "Redo", "Redo the change that was undone."),
    Command(
        "seen.next",
        "n",
        "Next unseen",
        "The next unseen paper; after a day's, in older days.",
        _NOT_TEXT,
    ),
    Command("seen.before", "N", "Previous unseen", "The previous unseen paper.", _NOT_TEXT),
    Command("seen.toggle", "m", "Seen or not", "Mark the paper as seen, or as not seen."),
    Command("seen.all", "A", "All seen", "Mark all papers of this list as seen."),
    Command("sync.start", "", "Fill the archive", "Fetch older days, in the background."),
    Command("sync.month", "f2", "Fetch a month", "Fetch the last 30 days, in the background."),
    Command("sync.stop", "", "Stop filling", "Stop filling the archive; what is there stays."),
    Command(
        "app.back",
        "escape,q",
        "Back",
        "Go back a step; in a list, leave the program (Esc does not).",
    ),
    Command("app.help", "?,f1", "Help", "All commands with their keys."),
    Command("app.stop", "X", "Stop", "Stop fetching a PDF, filling the archive, or a program."),
    Command("app.palette", "ctrl+p", "Palette", "Find any command by its name."),
    Command("app.theme", "", "Theme", "Choose the colors, seeing each theme."),
    Command("app.suspend", "ctrl+z", "Suspend", "Stop the program; fg in the shell continues it."),
    Command("app.quit", "ctrl+q", "Quit", "Leave the program."),
)

AVAILABLE = tuple(one for one in COMMANDS if one.id != "app.suspend" or sys.platform != "win32")
"""The commands that this system has."""

BY_ID = {command.id: command for command in COMMANDS}

LEAVING = frozenset(
    f"list.{name}"
    for name in ("newest", "day", "week", "month", "trending", "library", "following")
)
"""The commands that put another list on screen at once, and so leave the paper that is read."""

NEEDS_PAPER = frozenset(
    (
        *(f"paper.{name}" for name in (
            "star", "status", "tags", "note", "follow", "discussion", "linked", "full-text", "hub",
            "arxiv", "pdf", "code", "copy-link", "copy-bibtex", "pipe", "zotero",
        )),
        "list.similar", "pick.toggle", "seen.toggle", "seen.all",
    )
)  # fmt: skip
"""The commands that do nothing where no paper is listed."""

SELECTED = (
    "paper.star", "paper.tags", "paper.status", "seen.toggle", "paper.export", "paper.copy-bibtex",
    "pick.toggle", "app.back", "app.help",
)  # fmt: skip
"""The commands that the footer names while papers are selected, which users call marked."""

EMPTY = (
    "paper.read", "list.refresh", "list.before", "list.after", "list.search", "list.goto",
    "seen.next", "app.help", "app.quit",
)  # fmt: skip
"""The commands that the footer names while a list has no papers."""

ALWAYS = 2
"""The number of commands at the end of the footer's list that stay, whatever the width."""

FOOTERS = {
    Place.LIST: (
        "paper.read", "list.before", "list.after", "list.search", "paper.star", "seen.next",
        "app.help", "app.quit",
    ),
    Place.ABSTRACT: (
        "app.back", "move.on", "paper.after", "part.next", "paper.star", "paper.note",
        "app.help", "app.quit",
    ),
    Place.DISCUSSION: (
        "app.back", "move.on", "paper.after", "part.next", "part.refresh", "paper.hub",
        "app.help", "app.quit",
    ),
    Place.LINKED: (
        "app.back", "part.open", "move.down", "paper.after", "part.next", "part.refresh",
        "app.help", "app.quit",
    ),
    Place.TEXT: (
        "app.back", "paper.full-text", "part.refresh", "text.next", "move.on", "text.search",
        "text.outline", "paper.pdf", "paper.after", "app.help", "app.quit",
    ),
}  # fmt: skip
"""The commands that the footer names, the most useful first; the last two are always there.
Each of them has a key."""
