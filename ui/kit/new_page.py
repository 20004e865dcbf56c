"""A page on which a new record is entered: its form, what helps beside it, a draft that is kept, one key to save.

Saved, the record opens in its place and the page is empty again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.cards import SideColumn
from ui.kit.desk import Desk
from ui.kit.drafts import DraftKeeper, NewIds, Typed
from ui.kit.form import FieldLegend, Form
from ui.kit.form_card import FormLike, form_card
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.words import Text


class NewPage(Page):
    """Subclasses make the form, say what it starts with and how the record is created.

    kind: what opens when it is saved.
    """

    kind: str
    types_ahead = True
    save_text: Text = N_("Save")

    form: FormLike

    def __init__(self, desk: Desk, name: str, title: Text, icon: str) -> None:
        super().__init__(desk, name, title, icon)
        self.ids = NewIds()
        self.come_in_turns(self._make(desk, name, title))

    def _make(self, desk: Desk, name: str, title: Text) -> Iterator[None]:
        yield  # the page itself is on the screen
        self.form = self.make_form()
        yield
        self._lay_out()
        self.saving = self.action(name.replace("new_", "save_new_"), self.save_text, "Ctrl+S", self.save, "draft")
        self.save_button = Button(self.save_text, "save", "primary", "Ctrl+S", "draft").act(self.saving)
        self.add_foot(*self.form.fix_bars, None, *self.further_buttons(), self.save_button)
        self.form.finished.connect(self.save_button.setFocus)
        self.form.edited.connect(lambda *_column: self.title_changed.emit())
        key = f"{self.kind}:new"
        self.keeper = DraftKeeper(
            self, self.draft_form(), desk.drafts, key, name, title, self.messages,
            self.kept_beside, self.bring_back, ids=self.ids, was_saved=lambda request: desk.db.done(request),
        )  # fmt: skip
        self._blank()
        self.begin()
        yield
        if isinstance(self.form, Form):
            self.form.come()
        yield

    def _lay_out(self) -> None:
        form, cards = self.form, self.cards()
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        if isinstance(form, Form):
            self.add_head(None, FieldLegend())
            row.addWidget(form_card(form, later=True), 65)
        else:
            assert isinstance(form, QWidget)
            row.addWidget(form, 65)
        if cards:
            side = SideColumn()
            for card in cards:
                side.add(card)
            row.addWidget(side, 35)
        self.body.addLayout(row, 1)

    # for subclasses

    def make_form(self) -> FormLike:
        """The form; one that is not a Form brings its own frame and legend."""
        raise NotImplementedError

    def main_form(self) -> Form:
        """The form, or the leaf that is filled in first."""
        assert isinstance(self.form, Form)
        return self.form

    def draft_form(self) -> Typed:
        """What the draft is made of: all leaves where there are several."""
        return self.main_form()

    def cards(self) -> Sequence[QWidget]:
        """What helps, at the right."""
        return ()

    def further_buttons(self) -> Sequence[QWidget]:
        """Other ways to save, left of the primary button."""
        return ()

    def begin(self) -> None:
        """All of it is made: load its lists, follow what is typed."""

    def start(self) -> None:
        """Show the form empty, with what is usual."""
        self.main_form().set_values({})

    def fill_in(self, how: Mapping[str, Any]) -> None:
        """What the page was opened with."""

    def kept_beside(self) -> Any:
        """What a draft keeps besides the form: what the page was opened for."""
        return None

    def bring_back(self, kept: Any) -> None:
        """A draft was brought back with what it kept besides the form."""

    def entered(self) -> dict[str, Any]:
        """The values to save."""
        return self.main_form().values()

    def create(self, db: Any, values: dict[str, Any], request: Any) -> Any:
        """Create the record, on a worker; returns its id. self.ids.record is the one it may be given."""
        raise NotImplementedError

    # what happens

    def shown(self, **how: Any) -> None:
        if self.form.touched:
            return
        self._blank()
        self.fill_in(how)
        if not self.form.touched:
            self.keeper.offer()

    def _blank(self) -> None:
        self.ids.renew()
        self.start()
        self.title_changed.emit()

    def unsaved(self) -> bool:
        return self.whole and self.form.touched

    def focus_start(self) -> None:
        self.form.focus_first()

    def save(self, create: Callable[[Any, dict[str, Any], Any], Any] | None = None) -> None:
        """Save, if everything is there; `create` in another way than usual."""
        if not self.form.check():
            return
        make = create or self.create
        values, db, request = self.entered(), self.desk.db, self.ids.request
        self.saving.setEnabled(False)
        self.write(lambda: make(db, values, request), self._saved, self._refused)

    def _saved(self, made: Any) -> None:
        self.saving.setEnabled(True)
        self.keeper.saved()
        self._blank()
        self.created(made)

    def created(self, made: Any) -> None:
        """It is saved: open it."""
        self.desk.open_record(self.kind, made)
        self.ended.emit()

    def _refused(self, error: BaseException) -> Any:
        self.saving.setEnabled(True)
        return self.form.show_refusal(error) or self.refused(error)
