"""The tags of one paper, or of several: typed, picked, set and taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.widgets import Input

from papers_tui.model.library.marks import parse_tag
from papers_tui.tui.dialogs.picker import Choice, Picker
from papers_tui.tui.render.lines import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

_BOXES = {True: "[x]", False: "[ ]", None: "[-]"}


class TagsEdited(NamedTuple):
    """The tags to add and remove on every paper that the dialog was opened for."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


class TagEditor(Picker[TagsEdited, str]):
    """Type to find or make a tag, or several with commas; Enter sets or removes it.

    Esc closes, and what was set stays.
    """

    NAME: ClassVar[str] = "Tags"
    KEYS: ClassVar[str] = "Enter sets or removes · Esc finishes"
    PLACEHOLDER: ClassVar[str] = "A tag: type to find or make one"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,ctrl+s", "done", "Done")]

    def __init__(self) -> None:
        super().__init__()
        self._is_known = False
        self._before: dict[str, bool | None] = {}
        self._now: dict[str, bool | None] = {}
        self._tags: list[str] = []

    def know(self, papers: Sequence[Sequence[str]], in_use: Sequence[str]) -> None:
        """Take the tags of each of the papers, and all that are in use.

        What was picked before they were known stays picked.
        """
        self._is_known = True
        self._before = {
            tag: True if all(tag in tags for tags in papers) else None
            for tags in papers
            for tag in tags
        }
        self._now = self._before | self._now
        self._tags = list(dict.fromkeys((*self._before, *in_use, *self._tags)))
        if self.is_mounted:
            self.narrow(self.at)

    def choices(self, typed: str, width: int) -> Sequence[Choice[str]]:
        if several := self._several(typed):
            note = "" if len(several) == 1 else f"  sets {len(several)} tags"
            return [Choice((Span(", ".join(several)), Span(note, "muted")), ",".join(several))]
        word = typed.strip().casefold()
        found = [tag for tag in self._tags if word in tag.casefold()]
        found.sort(key=lambda tag: not tag.casefold().startswith(word))
        new = parse_tag(typed)
        if new and all(new.casefold() != tag.casefold() for tag in self._tags):
            found.append(new)
        if not found:
            wrong = "A tag has 1 to 60 characters and no comma."
            none = "No tags yet: type the first." if self._is_known else "Reading your tags…"
            return [Choice((Span(wrong if word else none, "muted"),))]
        return [self._choice(tag) for tag in found]

    def picked(self, value: str) -> None:
        """Set or remove the tag; set several."""
        tags = value.split(",")
        for tag in tags:
            if tag not in self._tags:
                self._tags.append(tag)
            self._now[tag] = len(tags) > 1 or not self._now.get(tag, False)
        with self.prevent(Input.Changed):
            self.query_one(Input).clear()
        self.narrow(tags[-1])

    def _several(self, typed: str) -> list[str]:
        """The tags between the commas, as they are in use already; none where one makes no sense.

        A tag has no comma.
        """
        words = [word for word in typed.split(",") if word.strip()]
        new = [tag for word in words if (tag := parse_tag(word)) is not None]
        if "," not in typed or len(new) < len(words):
            return []
        known = {tag.casefold(): tag for tag in self._tags}
        return list(dict.fromkeys(known.get(tag.casefold(), tag) for tag in new))

    @on(Input.Submitted)
    def _done_without_tags(self, event: Input.Submitted) -> None:
        if self.at is None and not event.value.strip():
            self.action_done()

    def leave(self) -> None:
        """Close with what was set or taken so far."""
        self.action_done()

    def action_done(self) -> None:
        """Close and change what was set or taken."""
        changed = [tag for tag in self._now if self._now[tag] != self._before.get(tag, False)]
        added = tuple(tag for tag in changed if self._now[tag])
        self.dismiss(TagsEdited(added, tuple(tag for tag in changed if not self._now[tag])))

    def _choice(self, tag: str) -> Choice[str]:
        box = Span(f"{_BOXES[self._now.get(tag, False)]} ", "good")
        return Choice((box, Span(tag), Span("" if tag in self._tags else "  new", "muted")), tag)
