"""Records that others refer to: they are put out of use instead of removed, and can be used again."""

from collections.abc import Mapping
from typing import Any

from services.ids import new_id
from services.texts import N_, _
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.dialogs import ask
from ui.kit.editor_page import EditorPage
from ui.kit.table_pane import SavedView

VIEWS = (SavedView("open", N_("In use")), SavedView("all", N_("Closed ones too")))


def closed_chip(line: Any) -> Chip:
    """Whether a record is still in use."""
    return Chip(N_("Closed"), "neutral", "closed") if line.archived else Chip(N_("In use"), "success", "ok")


class ClosingPage(EditorPage):
    """An EditorPage whose records are closed, which is asked about first, and opened again."""

    module = "admin"
    close_question = ""
    close_detail = ""
    wanted_view = "open"

    def __init__(self, *page: Any, **options: Any) -> None:
        super().__init__(*page, **options)
        self.pane.views.set_views(VIEWS)
        self.pane.view_chosen.connect(self._show_view)
        self.close_button = Button(N_("Close…"), "close_record", "danger")
        self.close_button.clicked.connect(self._ask_to_close)
        self.open_button = Button(N_("Use again"), "open_record")
        self.open_button.clicked.connect(lambda: self._close(False))
        self.add_verb(self.close_button, lambda record: not record.archived)
        self.add_verb(self.open_button, lambda record: record.archived)

    def close_record(self, seen: Any, closed: bool, request: Any) -> Any:
        """Close a record or open it again; on a worker."""
        raise NotImplementedError

    def locks_of(self, record: Any) -> Mapping[str, str] | str:
        return _("It is closed; use it again to change it.") if record is not None and record.archived else {}

    def _show_view(self, name: str) -> None:
        self.wanted_view = name
        self.pane.reload()

    def _ask_to_close(self) -> None:
        name = self.words_of(self.seen)
        ask(
            self,
            lambda: _(self.close_question).format(name=name),
            self.close_detail,
            N_("Close"),
            lambda: self._close(True),
            "close",
            dangerous=True,
        )

    def _close(self, closed: bool) -> None:
        seen, request = self.seen, new_id()
        self.write(
            lambda: self.close_record(seen, closed, request), lambda _done: self.stored(seen.id), self.refused_save
        )


def switched_chip(item: Any) -> Chip:
    """Whether an entry is in use, and whether the company wrote it or it came with the program."""
    if not item.active:
        return Chip(N_("Switched off"), "neutral", "cancelled")
    return Chip(N_("In use"), "success", "ok") if item.origin == "company" else Chip(N_("Shipped"), "info", "ok")


class SwitchingPage(EditorPage):
    """An EditorPage whose entries are switched off and on again, without a question: nothing is lost by it."""

    module = "admin"

    def __init__(self, *page: Any, **options: Any) -> None:
        super().__init__(*page, **options)
        self.switch = Button(self._switch_words, "switch_off")
        self.switch.clicked.connect(self._switch)
        self.add_verb(self.switch)

    def _switch_words(self) -> str:
        return _("Switch off") if self.seen is None or self.seen.active else _("Switch on again")

    def _switch(self) -> None:
        seen, request = self.seen, new_id()
        self.write(
            lambda: self.change_record(seen, {"active": not seen.active}, request),
            lambda _done: self.stored(seen.id),
            self.refused_save,
        )
