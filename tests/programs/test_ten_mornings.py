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
    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run, Running

LISTS = "/api/daily_papers"
MONDAY = date(2026, 8, 10)
WEEKDAYS = [MONDAY + timedelta(days=number) for number in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)]
PAPERS = 14
ANSWERS = "the hub answers"

MORNINGS = [
    ["j", "j", "v", ANSWERS, "j", "s", "escape", "k", "enter", "escape", "j"],
    ["j", ANSWERS, "v", "j", "v", "s", ".", "j", "[", "]", "k"],
    [ANSWERS, "j", "j", "j", "j", "j", "[", "j", "j", "]", "k", "["],
    ["G", ANSWERS, "k", "v", ".", "j", "v", "[", "escape", "]"],
    ["enter", ANSWERS, "]", "]", "escape", ".", "enter", "]", "[", "escape"],
    ["j", "v", "v", "v", ANSWERS, "escape", ".", "G", "k", "["],
    [ANSWERS, "v", "v", "v", "v", "v", "s", "u", "escape", "g", "G"],
    ["j", "j", "R", ANSWERS, "j", "[", "[", "]", "]", "."],
    ["k", ANSWERS, "j", "enter", "]", "D", "]", "escape", ".", "j"],
    ["j", "m", ANSWERS, "m", "j", ".", "j", "j", "[", "j", "]"],
]


class Seen(NamedTuple):
    """What a morning's reader sees of the list."""

    day: date
    paper: str
    line: int
    marked: frozenset[str]
    place: Place


@dataclass
class Model:
    """What the keys have done so far, by the rules of the manual alone."""

    hub: FakeHub
    today: date
    day: date
    kept: dict[date, tuple[int, date]]
    """The cursor of each list when it was left, and on which morning that was."""

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

    def measure(self, reader: Running) -> None:
        """Take the sizes of what is drawn, while the list is."""
        cards = reader.screen.cards
        if cards.size.height and reader.screen.place is Place.LIST:
            self.height, self.gap = cards.density.height, cards.density.gap
            self.page = cards.page

    def here(self) -> tuple[int, int]:
        """The cursor and the row on top; those of yesterday, with no card hidden in vain."""
        if self.day not in self.at:
            index, morning = self.kept.get(self.day, (0, self.today))
            index = index if self.today - morning <= timedelta(days=1) else 0
            self.at[self.day] = index, max(0, (index + 1) * self.height - self.gap - self.page)
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
            self.kept[self.day] = self.here()[0], self.today
            self.marked = frozenset()
        self.day = day
        self.place = Place.LIST

    def press(self, key: str) -> None:
        self.touched = True
        index, _ = self.here()
        step = {"j": 1, "k": -1, "G": PAPERS, "g": -PAPERS}.get(key)
        if step is not None or (key in "[]" and self.place is not Place.LIST):
            self.go(index + (step or (1 if key == "]" else -1)))
        elif key == "v":
            self.marked ^= {self.ids[index]}
            self.go(index + 1)
        elif key == "enter":
            self.place = Place.ABSTRACT
        elif key == "D":
            self.place = Place.DISCUSSION
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


async def morning(
    run: Run, hub: FakeHub, day: date, keys: list[str], kept: dict[date, tuple[int, date]]
) -> None:
    yesterday = max((one for one in WEEKDAYS if one < day), default=day)
    hub.hold(LISTS)
    noon = datetime(day.year, day.month, day.day, 16, tzinfo=UTC)
    async with run(size=(110, 30), now=lambda: noon, settle=False) as reader:
        model = Model(hub, day, yesterday, kept)
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


async def test_ten_mornings(run: Run, hub: FakeHub) -> None:
    hub.days.clear()
    kept: dict[date, tuple[int, date]] = {}
    for day, keys in zip(WEEKDAYS, MORNINGS, strict=True):
        hub.days.update(fake_days.days(day, day, PAPERS))
        await morning(run, hub, day, keys, kept)
