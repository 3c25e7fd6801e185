"""The table of commands and the methods that are marked with its ids belong together."""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from typing import TYPE_CHECKING

from papers_tui.tui import reader as package
from papers_tui.tui.commands import BY_ID
from papers_tui.tui.reader.actions.base import Action
from papers_tui.tui.reader.lazy import LATER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.reader import Run

SOURCE_OF_LISTS = {"title", "note", "order_name", "why_empty", "near_end", "show_again", "leave"}


def classes(of: type[Action] = Action) -> Iterator[type[Action]]:
    for one in of.__subclasses__():
        yield one
        yield from classes(one)


def marked_in(one: type[Action]) -> set[str]:
    """The ids of the methods that the class itself has."""
    return {method.command_id for method in vars(one).values() if hasattr(method, "command_id")}


def is_source(one: type[Action]) -> bool:
    """Whether it is a list on screen, or what some lists have in common."""
    return all(SOURCE_OF_LISTS.issubset(dir(each)) for each in one.__subclasses__() or [one])


def load_everything() -> None:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)


async def test_every_command_has_exactly_one_method(run: Run) -> None:
    load_everything()
    owners: dict[str, list[type[Action]]] = defaultdict(list)
    for one in classes():
        for command_id in marked_in(one):
            owners[command_id].append(one)
    assert owners.keys() == BY_ID.keys()
    async with run(offline=True) as reader:
        screen = reader.screen
        assert screen.handlers.keys() == BY_ID.keys()
        later = {one: type(getattr(screen.lazy, name)) for name in LATER for one in LATER[name]}
        for command_id, names in owners.items():
            handler = later.get(command_id) or type(screen.handlers[command_id].__self__)  # type: ignore[attr-defined]
            others = [one for one in names if one is not handler]
            assert command_id in handler.methods
            assert all(command_id.startswith("list.") for _ in others), (command_id, others)
            assert all(map(is_source, others)), (command_id, others)


async def test_a_part_that_loads_later_brings_what_is_declared(run: Run) -> None:
    async with run(offline=True) as reader:
        for name, declared in LATER.items():
            part: Action = getattr(reader.screen.lazy, name)
            undeclared = part.methods.keys() - set(declared)
            assert set(declared) <= part.methods.keys()
            assert not undeclared or is_source(type(part))
            assert all(command_id.startswith("list.") for command_id in undeclared)
