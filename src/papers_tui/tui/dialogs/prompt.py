"""A question with one line for the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import Input

from papers_tui.tui.dialogs.base import Dialog, Hint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.binding import BindingType
    from textual.widget import Widget


class Ask(Dialog[str]):
    """The result is what `read` makes of the answer; an answer it refuses is asked for again."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "Close")]

    def __init__(
        self,
        name: str,
        question: str,
        example: str,
        read: Callable[[str], str | None],
        refusal: str | Callable[[str], str],
        *,
        enter: str,
        proposal: str = "",
    ) -> None:
        """`enter` says what the key does, as in `Enter fetches`.

        The proposal is the answer of who types none.
        """
        super().__init__()
        self._keys = f"Enter {enter} · Esc closes"
        self._box_name = name
        self._question = question
        self._example, self._proposal = example, proposal
        self._read = read
        self._refusal = refusal
        self._hint = Hint(id="ask-hint")

    def parts(self) -> Iterable[Widget]:
        yield Input(placeholder=self._example, id="ask-answer")
        yield self._hint

    def on_mount(self) -> None:
        self.name_box(self._box_name, self._keys)
        self._hint.show([(self._question, "$foreground-muted")])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        answer = self._read(event.value if event.value.strip() else self._proposal)
        if answer is None:
            refusal = self._refusal
            text = refusal if isinstance(refusal, str) else refusal(event.value)
            self._hint.show([(text, "$text-warning")])
        else:
            self.dismiss(answer)
