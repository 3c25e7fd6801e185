"""Ten mornings key by key, with a hub that answers in the middle of them.

After every key the reader is compared with a model of what the keys alone have done.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.period import Day
from papers_tui.tui.commands import Place
from tests.support.data import fake_days

if TYPE_CHECKING:
    from papers_tui.tui.widgets.line_view import LineView
    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run, Running

LISTS = "/api/daily_papers"
MONDAY = date(2026, 8, 10)
WEEKDAYS = [MONDAY + timedelta(days=number) for number in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)]
PAPERS = 14
ANSWERS = "the hub answers"

LONG = "One step follows another, and each of them is counted where it stands. " * 40

MORNINGS = [
    ["j", "j", "v", ANSWERS, "j", "J", "J", "s", "escape", "k", "j", "enter", "escape", "J"],
    ["j", "k", ANSWERS, "v", "j", "v", "s", "J", "J", "J", ".", "j", "[", "]", "k", "K", "["],
    [ANSWERS, "j", "j", "j", "space", "space", "j", "k", "[", "j", "j", "]", "k", "["],
    ["G", "J", ANSWERS, "k", "v", ".", "j", "v", "[", "J", "escape", "]", "["],
    ["enter", "J", "J", ANSWERS, "J", "]", "J", "]", "[", "[", "escape", ".", "enter", "]", "["],
    ["j", "v", "v", "v", ANSWERS, "escape", ".", "G", "k", "F", "J", "J", "J", "escape", "F", "]"],
    [ANSWERS, "F", "J", "v", "]", "J", "J", "[", "]", "escape", "j", "k", "s", "u", "g", "G"],
    ["j", "j", "R", "J", ANSWERS, "J", "j", "k", "[", "[", "]", "]", ".", "space", "enter", "b"],
    ["k", ANSWERS, "j", "J", "J", "enter", "]", "D", "]", "escape", ".", "j", "k", "k", "enter"],
    ["j", "m", "J", "J", ANSWERS, "m", "j", ".", "J", "j", "[", "j", "]", "k", "F", "escape", "j"],
]

IN_LIST, WIDE, TEXT = "beside the list", "in the complete window", "full text"


class Seen(NamedTuple):
    """The list as a morning's reader sees it."""

    day: date
    paper: str
    line: int
    marked: frozenset[str]
    place: Place


@dataclass
class Kept:
    """Places and times that one morning leaves to the next."""

    lists: dict[date, tuple[int, int, date]] = field(default_factory=dict)
    """The cursor of each list, the row on top, and on which morning that was."""

    texts: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    """The row on top of each text that was on screen, by paper and kind, and what it says."""

    read: dict[str, date] = field(default_factory=dict)
    """The last morning on which a text of each paper was on screen."""

    def forget(self, today: date) -> None:
        """Places in abstracts count for a day, those in full texts for good."""
        old = {paper for paper, day in self.read.items() if today - day > timedelta(days=1)}
        self.texts = {
            (paper, kind): place
            for (paper, kind), place in self.texts.items()
            if kind == TEXT or paper not in old
        }


@dataclass
class Model:
    """The effect of the keys so far, by the rules of the manual alone."""

    hub: FakeHub
    today: date
    day: date
    kept: Kept
    height: int = 0
    """Rows of a card, with the space below it."""

    gap: int = 0
    page: int = 0
    touched: bool = False
    marked: frozenset[str] = frozenset()
    place: Place = Place.LIST
    at: dict[date, tuple[int, int]] = field(default_factory=dict)
    """The cursor and the row on top of each list that was on screen."""

    @property
    def ids(self) -> list[str]:
        return [entry["paper"]["id"] for entry in self.hub.days[self.day.isoformat()]]

    @property
    def paper(self) -> str:
        return self.ids[self.here()[0]]

    def measure(self, reader: Running) -> None:
        """Take the sizes of what is drawn, while the list is."""
        cards = reader.screen.cards
        if cards.size.height and reader.screen.place is Place.LIST:
            self.height, self.gap = cards.density.height, cards.density.gap
            self.page = cards.page

    def here(self) -> tuple[int, int]:
        """The cursor and the row on top; those of yesterday until there are any of today."""
        if self.day not in self.at:
            index, top, morning = self.kept.lists.get(self.day, (0, 0, self.today))
            is_new = self.today - morning <= timedelta(days=1)
            self.at[self.day] = (index, top) if is_new else (0, 0)
        return self.at[self.day]

    @property
    def seen(self) -> Seen:
        index, top = self.here()
        line = index * self.height - top if self.place is Place.LIST else 0
        return Seen(self.day, self.ids[index], line, self.marked, self.place)

    def go(self, index: int) -> None:
        _, top = self.here()
        index = max(0, min(index, PAPERS - 1))
        first, last = index * self.height, (index + 1) * self.height - self.gap
        self.at[self.day] = index, min(max(top, last - self.page), first)

    def show(self, day: date) -> None:
        if day != self.day:
            self.leave()
            self.marked = frozenset()
        self.day = day
        self.place = Place.LIST

    def leave(self) -> None:
        self.kept.lists[self.day] = (*self.here(), self.today)

    def press(self, key: str) -> None:
        self.touched = True
        index, _ = self.here()
        step = {"j": 1, "k": -1, "G": PAPERS, "g": -PAPERS}.get(key)
        if key in ("j", "k") and self.place is not Place.LIST:
            return  # in a text these scroll: `Texts` follows them
        if step is not None or (key in "[]" and self.place is not Place.LIST):
            self.go(index + (step or (1 if key == "]" else -1)))
        elif key == "v" and self.place is Place.LIST:
            self.marked ^= {self.ids[index]}
            self.go(index + 1)
        elif key in PLACES:
            self.place = PLACES[key]
        elif key == "escape" and self.place is not Place.LIST:
            self.place = Place.LIST
        elif key == "escape":
            self.marked = frozenset()
        elif key == ".":
            self.show(self.today)
        elif key in "[]":
            days = [day for day in WEEKDAYS if day <= self.today]
            self.show(days[max(0, min(days.index(self.day) + (1 if key == "]" else -1),
                                      len(days) - 1))])  # fmt: skip

    def answer(self) -> None:
        """A list that nobody has touched gives way to the newest day."""
        if not self.touched:
            self.day = self.today


PLACES = {"enter": Place.ABSTRACT, "D": Place.DISCUSSION, "F": Place.TEXT}


@dataclass
class Texts:
    """The place each text is scrolled to: by its keys alone, and as it was when one comes back."""

    kept: Kept
    now: tuple[str, str] = "", ""
    """The paper and the kind of text that is on screen."""

    def check(self, reader: Running, model: Model, key: str) -> None:
        """Compare the row on top after a key with the one before."""
        pane, kind = reader.screen.pane, KINDS.get(model.place, "")
        if not kind or pane.total <= pane.page:
            self.now = "", ""
            return
        now = model.paper, kind
        top, says = self.kept.texts.get(now, (0, ""))
        moved = moves(key, pane.page, model.place)
        if now == self.now and moved:
            top = max(0, min(top + moved, pane.furthest))
            for other in (IN_LIST, WIDE) if kind != TEXT else ():
                self.kept.texts.pop((model.paper, other), None)
        elif now not in self.kept.texts and kind != TEXT:
            top = self.in_other_width(now, pane)
        assert pane.top == top, (key, now)
        row = pane.row(pane.top).text
        assert not says or moved or row == says, (key, now)
        self.kept.texts[now], self.now = (top, row), now
        self.kept.read[model.paper] = model.today

    def in_other_width(self, now: tuple[str, str], pane: LineView) -> int:
        """The row on top of an abstract whose words on top are known from another width."""
        paper, kind = now
        _, says = self.kept.texts.get((paper, WIDE if kind == IN_LIST else IN_LIST), (0, ""))
        top, rows = pane.top, [pane.row(row).text for row in range(pane.total)]
        if not says:
            assert top == 0, now
        elif top < pane.furthest:
            assert first_words(says) in " ".join(" ".join(rows[max(0, top - 1) : top + 3]).split())
        return top


KINDS = {Place.LIST: IN_LIST, Place.ABSTRACT: WIDE, Place.TEXT: TEXT}


def first_words(row: str) -> str:
    """Some of the words of a row, without the bar of the list."""
    return " ".join(row.split()[:2])


def moves(key: str, page: int, place: Place) -> int:
    """The rows by which a key scrolls the text."""
    rows = {"J": 1, "K": -1, "space": page - 1, "b": 1 - page}
    return rows.get(key) or (0 if place is Place.LIST else {"j": 1, "k": -1}.get(key, 0))


def seen(reader: Running) -> Seen:
    cards = reader.screen.cards
    assert isinstance(reader.period, Day)
    assert cards.current is not None
    return Seen(
        reader.period.day,
        cards.current,
        cards.line if reader.screen.place is Place.LIST else 0,
        reader.screen.selection.ids,
        reader.screen.place,
    )


async def morning(run: Run, hub: FakeHub, day: date, keys: list[str], kept: Kept) -> None:
    yesterday = max((one for one in WEEKDAYS if one < day), default=day)
    hub.hold(LISTS)
    noon = datetime(day.year, day.month, day.day, 16, tzinfo=UTC)
    kept.forget(day)
    async with run(size=(110, 30), now=lambda: noon, settle=False) as reader:
        model, texts = Model(hub, day, yesterday, kept), Texts(kept)
        early: list[str] = []
        await reader.until(lambda: reader.screen.cards.size.height > 0)
        model.measure(reader)
        for number, key in enumerate(keys):
            if key == ANSWERS:
                hub.release()
                await reader.settle()
            elif not reader.list_ids:
                await reader.pilot.press(key)
                early.append(key)
                continue
            else:
                await (reader.press if ANSWERS in keys[:number] else reader.pilot.press)(key)
            model.measure(reader)
            if key == ANSWERS:
                model.answer()
            for one in [*early, *([key] if key != ANSWERS else [])]:
                model.press(one)
            early.clear()
            assert seen(reader) == model.seen, f"{day}, key {number}: {key}"
            texts.check(reader, model, key)
        model.leave()


async def test_ten_mornings(run: Run, hub: FakeHub) -> None:
    hub.days.clear()
    kept = Kept()
    for day, keys in zip(WEEKDAYS, MORNINGS, strict=True):
        made = fake_days.days(day, day, PAPERS)
        for entry in made[day.isoformat()]:
            paper = entry["paper"]
            paper["summary"] = f"{LONG} {paper['id']} {LONG}"
            hub.library.texts[paper["id"]] = f"# A Title\n\n## 1 Steps\n\n{LONG}\n\n{LONG}\n"
        hub.days.update(made)
        await morning(run, hub, day, keys, kept)
