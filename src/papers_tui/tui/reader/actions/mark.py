"""Stars, status, tags and notes: the marks that the user gives to papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.model.library.marks import Mark, Status
from papers_tui.text.tex.convert import to_unicode
from papers_tui.tui.reader.actions.base import Action, command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.model.library.changes import Single
    from papers_tui.tui.dialogs.tags import TagEditor
    from papers_tui.tui.reader.actions.select import Selection
    from papers_tui.tui.reader.marks import Marks
    from papers_tui.tui.reader.window import Window


class MarkActions(Action):
    """The commands `paper.star`, `paper.status`, `paper.tags`, `paper.note`."""

    def __init__(self, window: Window, selection: Selection, marks: Marks) -> None:
        super().__init__(window)
        self._selection, self._marks = selection, marks

    @command("paper.star")
    def star(self) -> None:
        from papers_tui.model.library.changes import Star, Unstar

        papers = self._selection.targets
        marks = self._marks.live().library
        unstarred = [one for one in papers if one not in marks or not marks[one].starred]
        if unstarred:
            self._marks.do(*(Star(one, self._marks.title(one)) for one in unstarred))
        else:
            self._marks.do(*(Unstar(one) for one in papers))

    @command("paper.status")
    def status(self) -> None:
        from papers_tui.model.library.changes import SetStatus

        current = self._window.cards.current
        if current is None:
            return
        steps = (None, *Status)
        now = self._marks.live().library.get(current, Mark()).status
        then = steps[(steps.index(now) + 1) % len(steps)]
        papers = self._selection.targets
        self._marks.do(*(SetStatus(one, then, self._marks.title(one)) for one in papers))

    @command("paper.tags")
    def tags(self) -> None:
        from papers_tui.tui.dialogs.tags import TagEditor, TagsEdited

        papers = self._selection.targets
        if not papers:
            return

        def edited(result: TagsEdited | None) -> None:
            from papers_tui.model.library.changes import Tag, Untag

            if result is None:
                return
            changes: list[Single] = []
            for one in papers:
                changes += [Tag(one, tag, self._marks.title(one)) for tag in result.added]
                changes += [Untag(one, tag) for tag in result.removed]
            self._marks.do(*changes)

        editor = TagEditor()
        self._window.app.push_screen(editor, edited)
        if self._marks.is_read:
            self._give_tags(editor, papers)
        else:
            work, later = self._window.run_worker, self._give_tags_later
            editor.when_drawn(lambda: work(later(editor, papers), group="tags"))

    def _give_tags(self, editor: TagEditor, papers: Sequence[str]) -> None:
        from papers_tui.model.library.grouping import tags_in_use

        library = self._marks.live().library
        editor.know([library.get(one, Mark()).tags for one in papers], tags_in_use(library))

    async def _give_tags_later(self, editor: TagEditor, papers: Sequence[str]) -> None:
        await self._marks.read()
        self._give_tags(editor, papers)

    @command("paper.note")
    def note(self) -> None:
        from papers_tui.model.library.changes import SetNote
        from papers_tui.tui.dialogs.note import NoteEditor

        current = self._window.cards.current
        if current is None:
            return
        live, title = self._marks.live(), self._marks.title(current)
        before = live.library.get(current, Mark()).note

        def edited(text: str | None) -> None:
            after = before if text is None else text
            if after == before:
                drafts.forget(current)
                return
            drafts.finish([current])
            if not self._marks.do(SetNote(current, after, title, was=before)):
                drafts.of(current, before).keep(after)

        drafts = live.file.drafts
        draft = drafts.of(current, before)
        undo, editor = self._key("change.undo"), self._session.settings.editor
        heading = to_unicode(title) or current
        self._window.app.push_screen(NoteEditor(heading, before, draft, undo, editor), edited)
