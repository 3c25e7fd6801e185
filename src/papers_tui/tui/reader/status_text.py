"""The words around the list: its title and age, where one is in it, why it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.text.wording import counted
from papers_tui.tui.keys.keymap import DEFAULT
from papers_tui.tui.render.dates import DATES
from papers_tui.tui.render.messages import Message, age, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.services.session import Session
    from papers_tui.tui.keys.keymap import Keymap
    from papers_tui.tui.reader.lists.fetcher import Fetcher
    from papers_tui.tui.reader.lists.hub_list import HubList
    from papers_tui.tui.render.dates import DateStyle
    from papers_tui.tui.render.lines import Line
    from papers_tui.tui.widgets.bars import BarText
    from papers_tui.tui.widgets.card_list import CardList


def list_title(session: Session, lists: HubList, unseen: int) -> list[BarText]:
    """Which list this is, how many papers, how old."""
    stored = lists.stored
    left: list[BarText] = [(lists.period.title, "bold")]
    if session.demo:
        left.insert(0, ("Sample", "bold $text-warning"))
    if stored is not None:
        left.append((counted(len(stored.ids), "paper"), ""))
        left += [(f"{unseen} unseen", "")] if unseen else []
        left.append((f"fetched {age(session.now() - stored.fetched)}", "$foreground-muted"))
        if lists.stepped_back:
            left.append((lists.stepped_back, "$text-warning"))
        if stored.unreadable:
            left.append((_unreadable(stored.unreadable), "$text-warning"))
    return left


def network(
    session: Session,
    fetcher: Fetcher,
    work: Sequence[str] = (),
    keymap: Keymap = DEFAULT,
    dates: DateStyle = DATES,
) -> list[BarText]:
    """What the network does; `work` is what goes on beside lists, the newest last."""
    again = f"{keymap.key('list.refresh')} tries again"
    if fetcher.waiting > 0:
        return [(f"the hub asks to wait {fetcher.waiting:.0f} s", "$text-warning")]
    if work:
        return [(work[-1], "$foreground-muted")]
    if fetcher.asking:
        return [("asking the hub…", "$foreground-muted")]
    since = session.lists.offline_since
    if since is not None:
        return [(f"offline since {dates.clock(since)}, {again}", "$text-warning")]
    if not session.lists.may_ask:
        return [("offline as asked", "$foreground-muted")]
    return [(f"not refreshed, {again}", "$text-warning")] if fetcher.problem else []


def where(cards: CardList) -> list[BarText]:
    """Where one is in the list."""
    return [(f"{cards.cursor + 1} of {len(cards.ids)}", "")] if cards.ids else []


def sentence(message: Message) -> BarText:
    """What there is to say; what went wrong stands out."""
    return message.text, "$text-warning" if message.wrong else ""


def at_the_right(order: str, saving: tuple[str, bool]) -> list[BarText]:
    """The order of the list, and what is still to be saved."""
    parts: list[BarText] = [(order, "")] if order else []
    if saving[0]:
        parts.append((saving[0], "bold $text-warning" if saving[1] else ""))
    return parts


def why_empty(lists: HubList, keymap: Keymap) -> list[Line]:
    """Why there are no cards, and what to do next."""
    key = keymap.key
    beside = f"{key('list.before')} and {key('list.after')} go"
    stored = lists.stored
    if stored is not None and stored.unreadable:
        return said(
            f"The hub's answer for {lists.period.title} could not be understood:",
            f"{_unreadable(stored.unreadable)}.",
            f"{key('list.refresh')} asks again; another day may be fine: {beside} there.",
        )
    if lists.fetcher.asking:
        return said(f"Fetching {lists.period.title}…")
    if stored is not None:
        return said(
            f"No papers were listed on {lists.period.title}.",
            f"{beside} to the lists beside it, {key('list.newest')} to the newest, "
            f"{key('list.goto')} to any date.",
        )
    reason = lists.fetcher.problem or "This list is not on this machine, and the hub is not asked."
    again = f"{key('list.refresh')} tries again. {key('list.goto')} goes to another date."
    rows = [reason, again]
    if lists.offers_sample:
        rows += ["", "Nothing has been fetched on this machine yet."]
        rows += [f"{key('paper.read')} opens a small sample."]
    return said(*rows)


def _unreadable(number: int) -> str:
    return f"{counted(number, 'entry', 'entries')} could not be read"
