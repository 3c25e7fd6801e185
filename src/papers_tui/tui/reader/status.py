"""Status-line messages and how long they stay; title and footer."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from papers_tui.text.tex.convert import to_unicode
from papers_tui.tui.commands import ALWAYS, BY_ID, EMPTY, FOOTERS, SELECTED, Place
from papers_tui.tui.reader import status_text
from papers_tui.tui.render.messages import NO_MESSAGE, Message, joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.timer import Timer

    from papers_tui.tui.reader.actions.select import Selection
    from papers_tui.tui.reader.lists.filter import Filter
    from papers_tui.tui.reader.lists.hub_list import HubList
    from papers_tui.tui.reader.marks import Marks
    from papers_tui.tui.reader.window import Window
    from papers_tui.tui.widgets.bars import BarText, Footer


_HINTS = {
    "move.down": "next",
    "move.on": "reads on",
    "paper.copy-bibtex": "BibTeX",
    "list.library": "your list",
    "list.goto": "date",
}
"""Keys that the footer does not name."""


_TAKEN = 24
"""Cells of the status line that something else may need."""


_USED, _SHOWN = "hints used", "hints shown"
"""The names, in the state, of the keys that were used and of the days on which keys were named."""

_NEWCOMER = 3
"""Days of use on which keys are named: whoever has not pressed one by then does without it."""


class Hints:
    """The keys that are still to be named to a newcomer."""

    def __init__(self, window: Window) -> None:
        self._window, self._session = window, window.session
        used = (self._session.state.get(_USED) or "").split()
        self._days = (self._session.state.get(_SHOWN) or "").split()
        self._today = self._session.now().date().isoformat()
        is_newcomer = self._today in self._days or len(self._days) < _NEWCOMER
        self._left = [one for one in _HINTS if one not in used and is_newcomer]

    def begin(self) -> None:
        """Note that keys are named today."""
        if self._left and self._today not in self._days:
            days = " ".join((*self._days, self._today))
            self._window.remember(self._session.state.put, _SHOWN, days)

    def note(self) -> Message:
        """The keys that were not used yet, and what they do."""
        left = self._left
        if not self._window.cards.ids:
            left = [one for one in left if one.startswith("list.") and one not in EMPTY]
        if not left or self._window.reading:
            return NO_MESSAGE
        parts = [f"{self._key(one)} {_HINTS[one]}" for one in left]
        return Message(joined(parts, "  ", self._window.size.width - _TAKEN))

    def used(self, command_id: str) -> None:
        """A command was given: its key need not be named any more."""
        if command_id in self._left:
            self._left.remove(command_id)
            used = " ".join(one for one in _HINTS if one not in self._left)
            self._window.remember(self._session.state.put, _USED, used)

    def _key(self, command_id: str) -> str:
        return self._window.keymap.key(command_id)


_MESSAGE_STAYS = 6.0
_READ_BEFORE = 2.0
"""Seconds in which what went wrong stays, whatever is pressed: it may not be read yet."""


class Status:
    """Draws the title and the status line, with the newest message in it."""

    def __init__(
        self,
        window: Window,
        footer: Footer,
        hub_list: HubList,
        marks: Marks,
        filtering: Filter,
        selection: Selection,
    ) -> None:
        self._window, self._session = window, window.session
        self._footer, self._selection = footer, selection
        self._hub_list, self._marks, self._filter = hub_list, marks, filtering
        self._message = NO_MESSAGE
        self._unread: list[Message] = []
        """A problem that something newer covered before anybody can have read it."""
        self.shown = NO_MESSAGE
        """The text in the status line now."""

        self._since = 0.0
        self._ends: Timer | None = None
        self.waiting_keys = 0
        """The number of keys that wait for the list."""

        self.hints = Hints(window)
        self.work: dict[str, str] = {}
        """The work in the background beside lists, and how far it is."""

    def say(self, text: str) -> None:
        """Say something for a few seconds."""
        self._set(Message(text))
        self._ends = self._window.set_timer(_MESSAGE_STAYS, self.hush)

    def complain(self, text: str) -> None:
        """Say what went wrong; it stays until the next message or key.

        What went wrong right before is said once more behind it: two things may go wrong at once.
        """
        message = Message(text, wrong=True)
        if self._message.wrong and self._age < _MESSAGE_STAYS:
            self._unread.append(self._message)
        self._unread = [one for one in self._unread if one != message]
        self._set(message)

    def hush(self) -> None:
        """Take the message away; what was covered by it is shown."""
        self._set(self._unread.pop() if self._unread else NO_MESSAGE)

    def take_back(self, problem: str) -> None:
        """Take back what went wrong, whether it is shown or covered by something newer."""
        message = Message(problem, wrong=True)
        self._unread = [one for one in self._unread if one != message]
        if self._message == message:
            self.hush()

    def pressed(self) -> None:
        """A key is about to have its effect: earlier messages are over."""
        had_offer, self._window.offered = bool(self._window.offered), ""
        is_new = self._message.wrong and self._age < _READ_BEFORE
        has_note = self._hub_list.forget_note()
        if self._message.text and not is_new:
            self.hush()
        elif has_note or had_offer:
            self.show()

    def progress(self, name: str, how_far: str) -> None:
        """Show how far a work in the background is, or nothing once it has ended."""
        self.work.pop(name, None)
        if how_far:
            self.work[name] = how_far
        self.show()

    def show(self) -> None:
        """Draw the title and the status line."""
        window = self._window
        work = tuple(self.work.values())
        lists = self._session.lists
        doing = status_text.network(
            self._hub_list.state,
            may_ask=lists.may_ask,
            offline_since=lists.offline_since,
            work=work,
            refresh=self._refresh,
            keymap=window.keymap,
            dates=window.dates,
        )
        news = status_text.news(
            self._hub_list.state,
            window.keymap,
            window.dates,
            width=window.size.width,
            refresh=self._refresh,
        )
        window.title_bar.show(self._title(), [*news, *doing])
        lasting = Message(self._marks.problem, wrong=True)
        note = self._note()
        waiting = status_text.waiting(self.waiting_keys)
        candidates = (waiting, self._message, lasting, self._offer(), note, self.hints.note())
        self.shown = next((one for one in candidates if one.text), NO_MESSAGE)
        order_name = window.source.order_name() if window.cards.ids else ""
        order = status_text.at_the_right(order_name, self._marks.saving)
        sentence, right = status_text.sentence(self.shown), order
        self._show_footer()
        where = status_text.where(
            window.cards.cursor, len(window.cards.ids), len(self._selection.ids)
        )
        window.status_bar.say(where, sentence, right)

    @property
    def _refresh(self) -> str:
        """The command that asks the hub again for what is on screen; empty without one."""
        if self._window.part is not None:
            return "part.refresh"
        return "list.refresh" if self._window.source is self._hub_list else ""

    def _note(self) -> Message:
        """The message of the part of the paper or of the list, whose keys are others in a paper."""
        if self._window.part is not None:
            return self._window.part.note()
        if self._filter.hides_all:
            return Message(self._filter.nothing)
        return NO_MESSAGE if self._window.reading else self._window.source.note()

    def _offer(self) -> Message:
        """The offer that stands until the next key."""
        if not self._window.offered:
            return NO_MESSAGE
        key = self._window.keymap.key(self._window.offered)
        what = BY_ID[self._window.offered].help.removesuffix(".").partition(",")[0].lower()
        return Message(f"{key}: {what} (any other key: not now)")

    def _show_footer(self) -> None:
        window = self._window
        if window.field is not None:
            self._footer.show((), window.field.keys)
            return
        absent = self._without_effect()
        titles = dict(self._of_part if window.reading else window.source.titles)
        named: Sequence[str] = FOOTERS[window.place]
        if not window.reading:
            named, back = self._of_list()
            titles |= {"app.back": back} if back else {}
        own = (one.id for one in window.keymap.own)
        listed = (*named[:-ALWAYS], *own, *named[-ALWAYS:])
        offered = (window.offered,) if window.offered else ()
        shown = (*offered, *(one for one in listed if one not in absent))
        self._footer.show(shown, (), titles, at_list=not window.reading)

    @property
    def _of_part(self) -> Mapping[str, str]:
        """The labels that commands have only in the part of the paper that is read."""
        part = self._window.part
        search = {"app.back": "End search"} if part is not None and part.is_searched else {}
        return {"paper.full-text": "Fetch", **search}

    def _of_list(self) -> tuple[Sequence[str], str]:
        """The commands that the footer of a list names, and what going back does there."""
        window = self._window
        if window.cards.ids and self._selection.ids:
            return SELECTED, "Unmark"
        named = FOOTERS[Place.LIST] if window.cards.ids else EMPTY
        if self._filter.text:
            change = ("list.filter",) if self._filter.hides_all else ()
            return ("app.back", *change, *named), "No filter"
        return (("app.back", *named), "Back") if window.source.lies_over else (named, "")

    def _without_effect(self) -> set[str]:
        """The commands of the footers that could do nothing now."""
        window, on_hub_list = self._window, self._window.source is self._hub_list
        absent = set[str]()
        if not self._session.lists.may_ask or self._session.demo:
            absent |= {"list.refresh", "part.refresh"}
        if self._session.demo:
            absent.add("paper.pdf")
        if window.part is not None:
            absent |= window.part.without_effect
        if not window.source.has_neighbors:
            absent |= {"list.before", "list.after"}
        if on_hub_list and self._hub_list.is_last:
            absent.add("list.after")
        if window.cards.cursor >= len(window.cards.ids) - 1:
            absent.add("paper.after")
        if not window.cards.ids:
            # Unseen papers are looked for in older days; Enter may open the sample instead.
            offers_sample = on_hub_list and self._hub_list.offers_sample
            absent |= set() if on_hub_list and not offers_sample else {"seen.next"}
            absent |= set() if offers_sample else {"paper.read"}
        return absent

    def _title(self) -> Sequence[BarText]:
        """The list, or the paper that is read where its title is not in sight anyway."""
        window = self._window
        has_title = (window.part or window.abstract).shows_title
        if window.reading and not has_title and (paper := window.paper) is not None:
            return [(to_unicode(paper.title), "bold")]
        name, *more = window.source.title()
        return [name, *self._filter.chip(), *more]

    def _set(self, message: Message) -> None:
        if self._ends is not None:
            self._ends.stop()
        self._message, self._ends, self._since = message, None, monotonic()
        if message.wrong and self._unread:
            self._ends = self._window.set_timer(_MESSAGE_STAYS, self.hush)
        self.show()

    @property
    def _age(self) -> float:
        """Seconds for which the message is there."""
        return monotonic() - self._since
