"""The words around the list: its title and age, where one is in it, why it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.date_style import DATES
from papers_tui.model.period import Day
from papers_tui.text.wording import age, counted
from papers_tui.tui.keys.keymap import DEFAULT
from papers_tui.tui.render.messages import NO_MESSAGE, Message, message_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from papers_tui.model.date_style import DateStyle
    from papers_tui.model.settings import Problem
    from papers_tui.store.archive.archive import Stored
    from papers_tui.tui.keys.keymap import Keymap
    from papers_tui.tui.render.lines import Line
    from papers_tui.tui.widgets.bars import BarText


_ABSENCE = 0.6
"""The part of the header that may say what came during an absence."""


class ListState(NamedTuple):
    """A list of the hub, and what the network does for it."""

    name: str
    """The day, week or month in words."""

    stored: Stored | None = None
    """The archived part of it."""

    asking: bool = False
    waiting: float = 0.0
    """Seconds until the hub may be asked again; 0 when it may be now."""

    problem: str = ""
    """The reason why the list could not be fetched."""

    offers_sample: bool = False
    """Whether there is nothing to show but the sample."""

    stepped_back: str = ""
    """The reason why the newest day is not the one that was asked for."""

    announced: Day | None = None
    """A newer day that has come while this list is in use."""

    since: str = ""
    """The news since the last run."""

    new: int = 0
    """The number of papers that have come and are not on screen yet."""


def on_click(command_id: str) -> str:
    """The part of a style by which a click gives a command."""
    return f"@click=screen.command('{command_id}')"


def list_title(
    state: ListState, count: str, unseen: int, now: datetime, demo: bool
) -> list[BarText]:
    """The list's name, its number of papers, and its age."""
    stored = state.stored
    left: list[BarText] = [(state.name, "bold")]
    if demo:
        left.insert(0, ("Sample", "bold $text-warning"))
    if stored is not None:
        left.append((count, ""))
        left += [(f"{unseen} unseen", "")] if unseen else []
        left.append((f"fetched {age(now - stored.fetched)}", "$foreground-muted"))
        if state.stepped_back:
            left.append((state.stepped_back, "$text-warning"))
        if stored.unreadable:
            left.append((_unreadable(stored.unreadable), "$text-warning"))
    return left


def network(
    state: ListState,
    *,
    may_ask: bool = True,
    offline_since: datetime | None = None,
    work: Sequence[str] = (),
    refresh: str = "list.refresh",
    keymap: Keymap = DEFAULT,
    dates: DateStyle = DATES,
) -> list[BarText]:
    """Activity of the network; `work` is other work, the newest last.

    `refresh` is the command that asks for what is on screen again, empty without one.
    """
    again = f", {keymap.key(refresh)} tries again" if refresh else ""
    warning = f"$text-warning {on_click(refresh)}" if refresh else "$text-warning"
    if state.waiting > 0:
        return [(f"the hub asks to wait {state.waiting:.0f} s", "$text-warning")]
    if work:
        return [(work[-1], "$foreground-muted")]
    if state.asking:
        return [("asking the hub…", "$foreground-muted")]
    if offline_since is not None:
        return [(f"offline since {dates.clock(offline_since)}{again}", warning)]
    if not may_ask:
        return [("offline as asked", "$foreground-muted")]
    return [(f"not refreshed{again}", warning)] if state.problem else []


def news(
    state: ListState,
    keymap: Keymap,
    dates: DateStyle = DATES,
    *,
    width: int,
    refresh: str = "list.refresh",
) -> list[BarText]:
    """News that came while the list is in use, and the key that shows them.

    In a narrow window those of an absence, which ask for no key, leave the room to the list.
    """
    if state.announced is not None:
        key = keymap.key("list.newest")
        day = dates.near(state.announced.day)
        return [(f"{day} is here · {key} opens it", f"$text-accent {on_click('list.newest')}")]
    if state.new and refresh == "list.refresh":
        shows = f"{keymap.key(refresh)} shows them"
        return [(f"{state.new} new · {shows}", f"$text-accent {on_click(refresh)}")]
    has_room = len(state.since) <= width * _ABSENCE
    return [(state.since, "$text-accent")] if state.since and has_room else []


def where(cursor: int, shown: int, selected: int) -> list[BarText]:
    """The place in a list with so many papers, and the number of those that are marked."""
    if not shown:
        return []
    more = [(f"{selected} marked", "$text-accent")] if selected else []
    return [(f"{cursor + 1} of {shown}", ""), *more]


def sentence(message: Message) -> BarText:
    """The message; a failure is highlighted."""
    return message.text, "$text-warning" if message.wrong else ""


def waiting(keys: int) -> Message:
    """The number of keys that wait for the list, if any do."""
    if not keys:
        return NO_MESSAGE
    if keys == 1:
        return Message("1 key waits for the list · Esc drops it")
    return Message(f"{keys} keys wait for the list · Esc drops them")


def at_the_right(order: str, saving: tuple[str, bool]) -> list[BarText]:
    """The order of the list, and what is still to be saved."""
    parts: list[BarText] = [(order, "")] if order else []
    if saving[0]:
        parts.append((saving[0], "bold $text-warning" if saving[1] else ""))
    return parts


def why_empty(state: ListState, keymap: Keymap) -> list[Line]:
    """The reason why there are no cards, and the next step."""
    key = keymap.key
    beside = f"{key('list.before')} and {key('list.after')} go"
    stored = state.stored
    if stored is not None and stored.unreadable:
        return message_lines(
            f"The hub's answer for {state.name} could not be understood:",
            f"{_unreadable(stored.unreadable)}.",
            f"{key('list.refresh')} asks again; another day may be fine: {beside} there.",
        )
    if state.asking:
        return message_lines(f"Fetching {state.name}…")
    if stored is not None:
        preposition = "on" if isinstance(stored.period, Day) else "in"
        return message_lines(
            f"No papers were listed {preposition} {state.name}.",
            f"{beside} to the lists beside it, {key('list.newest')} to the newest, "
            f"{key('list.goto')} to any date.",
        )
    reason = state.problem or "This list is not on this machine, and the hub is not asked."
    tries = f"{key('list.refresh')} tries again. " if state.problem else ""
    again = f"{tries}{key('list.goto')} goes to another date."
    rows = [reason, again]
    if state.offers_sample:
        rows += ["", "Nothing has been fetched on this machine yet."]
        rows += [f"{key('paper.read')} opens a small sample."]
    return message_lines(*rows)


def settings_problem(file: str, problems: Sequence[Problem]) -> str:
    """The first problem with the settings, and how many more there are; empty without one."""
    if not problems:
        return ""
    more = f" (and {len(problems) - 1} more: papers-tui config show)" if problems[1:] else ""
    return f"{file}, {problems[0]}{more}"


def _unreadable(number: int) -> str:
    return f"{counted(number, 'entry', 'entries')} could not be read"
