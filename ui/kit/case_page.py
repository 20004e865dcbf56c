"""A record that is worked on step by step: trace at the left, fields in the middle, cards at the right.

Tickets and complaints are such records. The page loads, saves, merges what others changed, asks for what a step
needs and keeps what is typed; a subclass brings the form, the words and the cards.
"""

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services import service_clock
from services.ids import new_id
from services.service_clock import Clock
from services.steps import TraceEntry
from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.cards import Card, SideColumn
from ui.kit.chips import Chip, ChipLabel
from ui.kit.clocks import ClockCard, clock_chip
from ui.kit.desk import Desk
from ui.kit.form import Field, FieldLegend, Form
from ui.kit.form_card import form_card
from ui.kit.note_box import NoteBox
from ui.kit.record_page import RecordPage
from ui.kit.stale import Held
from ui.kit.steps_bar import StepDialog, StepsBar, StepWord
from ui.kit.theme import theme
from ui.kit.trace import Entry, Trace
from ui.kit.turns import turns
from ui.kit.words import Label, Text, say

CHIPS = 4


class CasePage(RecordPage):
    """Subclasses set `service` (opened, change, move, add_note), `table` and `words`, make the
    form and the cards, and say how a record is shown."""

    takes_notes = True
    # Whether something is promised for such records: a chip and a card say how the clocks stand.
    clocked = False
    # Whether the form holds the record's own columns, which who may not change it finds locked.
    form_of_record = True
    words: Mapping[str, StepWord]
    form: Form

    def __init__(self, desk: Desk, name: str, title: Text, icon: str) -> None:
        self._empty_title = title
        super().__init__(desk, name, title, icon)
        self.clocks: Sequence[Clock] = ()
        self.happened: Sequence[TraceEntry] = ()
        self._offered: Sequence[Any] = ()
        self.come_in_turns(self._make())

    def _make(self) -> Iterator[None]:
        self.form = self.make_form()
        yield
        self.trace = Trace()
        self.note = NoteBox(N_("Add a note…"), "Ctrl+M")
        self.steps = StepsBar(self.words)
        self.clock_card = ClockCard()
        self._build()
        self._wire()
        yield
        self.begin()

    # for subclasses

    def begin(self) -> None:
        """All of it is made: load its lists, follow what is done in it."""

    def make_form(self) -> Form:
        """The form in the middle."""
        raise NotImplementedError

    def cards(self) -> Sequence[QWidget]:
        """The cards at the right."""
        raise NotImplementedError

    def middle(self) -> QWidget:
        """What stands between trace and cards."""
        return form_card(self.form, later=True)

    def headline(self, record: Any) -> str:
        """What stands behind the number."""
        return record.subject

    def chips(self, record: Any) -> Sequence[Chip]:
        """Its state and what else stands beside it, at most three."""
        raise NotImplementedError

    def facts(self, record: Any) -> str:
        """Who, when, where: one line under the number."""
        raise NotImplementedError

    def entry(self, happened: Any) -> Entry:
        """A line of the trace."""
        raise NotImplementedError

    def needed(self, column: str) -> Field:
        """The field in which a step asks for something."""
        raise NotImplementedError

    def lists_for(self, dialog: StepDialog, needs: Collection[str]) -> None:
        """Fill the lists of a step's dialog."""

    def more(self) -> Any:
        """What is loaded besides the record, on a worker."""
        return None

    def in_bar(self, actions: Sequence[str]) -> Sequence[str]:
        """Which of the possible steps stand at the top; the others have a place of their own."""
        return actions

    def told(self, record: Any, more: Any, first: bool) -> None:
        """The record is shown; show it in the cards too."""

    # building

    def _build(self) -> None:
        self.body.addWidget(self._top())
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        happened = Card(N_("Trace"))
        happened.body.addWidget(self.trace, 1)
        happened.body.addWidget(self.note)
        self.note.setVisible(self.takes_notes)
        side = SideColumn()
        self._side_waits = [*([self.clock_card] if self.clocked else []), *self.cards()]
        turns.wait(self, "form", lambda: self.form.come())
        turns.wait(self, "side", self._fill_side)
        self._side = side
        row.addWidget(happened, 26)
        row.addWidget(self.middle(), 50)
        row.addWidget(side, 24)
        self.body.addLayout(row, 1)
        self.drop_button = Button(N_("Drop changes"), "drop_changes", "link")
        # The next step is the primary button here; saving is not.
        self.add_saving("plain", None, self.drop_button)

    def _fill_side(self) -> None:
        """The cards come a turn after the form, and that a turn after the page: all at once it took longer than two
        keys apart."""
        waiting, self._side_waits = self._side_waits, []
        for card in waiting:
            self._side.add(card)

    def _top(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(*[theme.px(n) for n in (16, 12, 16, 12)])
        column.setSpacing(theme.px(6))
        first = QHBoxLayout()
        first.setSpacing(theme.px(14))
        self._number = Label(lambda: self.seen.number if self.seen else "", "record")
        self._subject = Label(lambda: self.headline(self.seen) if self.seen else "", "card", elide=True)
        first.addWidget(self._number)
        first.addWidget(self._subject, 1)
        first.addWidget(self.steps)
        second = QHBoxLayout()
        second.setSpacing(theme.px(8))
        self.chip_labels = [ChipLabel() for _place in range(CHIPS)]
        for label in self.chip_labels:
            second.addWidget(label)
        self._facts = Label(lambda: self.facts(self.seen) if self.seen else "", "label", "secondary", elide=True)
        second.addWidget(self._facts, 1)
        second.addWidget(FieldLegend())
        column.addLayout(first)
        column.addLayout(second)
        return card

    def _wire(self) -> None:
        self.steps.chosen.connect(self.take_step)
        self.note.written.connect(self._write_note)
        if self.takes_notes:
            self.action("write_note", N_("Add a note"), "Ctrl+M", self.note.focus_note, "message")
        self.action("next_step", N_("The usual next step"), "Ctrl+G", self._usual)
        self.action("all_steps", N_("More steps"), "Ctrl+Shift+G", self.steps.open_menu, "more")
        self.drop_button.clicked.connect(self._drop_changes)

    # showing

    def shown(self, record_id: Any = None, **_how: Any) -> None:
        if record_id is not None:
            self.record_id = record_id

    def refresh(self) -> None:
        db, record_id, service = self.desk.db, self.record_id, self.service

        def work() -> Any:
            # of one moment: entries newer than the record's version would be saved against the older one
            with db.snapshot():
                record, steps, history = service.opened(db, record_id)
                clocks = service_clock.clocks(db, self.table, record_id) if self.clocked else ()
                return record, steps, history, self.more(), clocks

        self.run(work, self._show, self.not_loaded if self.seen is None else None, slot="load")

    def _show(self, found: Any) -> None:
        self.form.come()
        self._fill_side()
        record, steps, history, more, self.clocks = found
        first, before = self.seen is None, self.seen
        self.take(record)
        self._offered = steps
        if first:
            self.keep_draft()
        if self.form_of_record and self.desk.rights is not None and (first or before.state != record.state):
            self.desk.rights.open_for_edit(self, self.table, record.id, self.form, self._may_edit)
        self.steps.offer(self.in_bar([step.action for step in steps]))
        self.happened = history
        self.trace.tell([self.entry(one) for one in history])
        self.clock_card.tell(self.clocks, self.desk.now())
        self.told(record, more, first)
        self.retranslate()
        self.tell_touched()

    def _may_edit(self, may: bool) -> None:
        self.save_button.setVisible(may)
        bar = self.foot.parentWidget()
        if bar is not None:
            bar.setVisible(may)
        self._leave_locked()
        self.tell_touched()

    def _leave_locked(self) -> None:
        """The keyboard waits where something can be typed, not in a field that turned out to be locked."""
        focus = QApplication.focusWidget()
        if focus is not None and any(
            cell.editor.locked and (cell.editor is focus or cell.editor.isAncestorOf(focus))
            for cell in self.form.cells.values()
        ):
            self.focus_start()

    def tell_touched(self) -> None:
        self.drop_button.setVisible(self.form.touched)
        super().tell_touched()

    def retranslate(self) -> None:
        if not self.whole:
            return
        chips = list(self.chips(self.seen)) if self.seen else []
        clock = clock_chip(next(iter(self.clocks), None), self.desk.now(), with_target=True)
        if clock is not None:
            chips.insert(1, clock)
        for place, label in enumerate(self.chip_labels):
            label.show_chip(chips[place] if place < len(chips) else None)
        for one in (self._number, self._subject, self._facts):
            one.retranslate()

    def title(self) -> str:
        return self.seen.number if self.seen else say(self._empty_title)

    def changed(self, table: str, ids: Collection[Any]) -> None:
        if table == self.table and self.record_id in ids:
            self.refresh()

    def focus_start(self) -> None:
        self.form.focus_first()

    def unsaved(self) -> bool:
        return self.whole and (super().unsaved() or bool(self.note.line.text().strip()))

    def panes(self) -> list[QWidget]:
        return [self.steps, self.trace, self.note, self.form, *self.helping(), self._side, self.save_button]

    def helping(self) -> Sequence[QWidget]:
        """Cards at the right that are panes of their own."""
        return ()

    # editing

    def _drop_changes(self) -> None:
        self.drop_draft()
        self.form.forget_edits()
        self.refresh()

    # steps

    def _usual(self) -> None:
        if self.steps.offered():
            self.take_step(self.steps.offered()[0])

    def take_step(self, action: str) -> None:
        """Take a step, after saving what is typed; asks for what it needs."""
        if self.form.touched:
            self.save(then=lambda: self._ask(action))
        else:
            self._ask(action)

    def _ask(self, action: str) -> None:
        step = next((one for one in self._offered if one.action == action), None)
        if step is None:
            self.refresh()
        elif not step.needs:
            self._move(action, {}, None)
        else:
            self._open_dialog(action, step.needs)

    def _open_dialog(self, action: str, needs: Collection[str]) -> None:
        fields = [self.needed(column) for column in needs]
        if "comment" not in needs:
            fields.append(dataclasses.replace(self.needed("comment"), required=False, lines=2))
        db, record_id, get = self.desk.db, self.record_id, self.service.get

        def values(record: Any) -> dict[str, Any]:
            return {name: value for name, value in self.values_of(record).items() if name in needs}

        dialog = StepDialog(
            self, action, self.words[action], fields, values(self.seen),
            lambda given, box: self._move(action, given, box), self.desk.background,
            Held(self.seen, lambda: get(db, record_id), values),
        )  # fmt: skip
        self.lists_for(dialog, needs)
        dialog.open()

    def _move(self, action: str, payload: dict[str, Any], dialog: StepDialog | None) -> None:
        db, request, service = self.desk.db, new_id(), self.service
        seen = dialog.held.row if dialog is not None and dialog.held is not None else self.seen

        def moved(_state: Any) -> None:
            if dialog is not None:
                dialog.accept()
            self.refresh()

        def refused(error: BaseException) -> Any:
            if dialog is not None and dialog.refused(error):
                return True
            if dialog is not None:
                dialog.reject()
            self.refresh()
            return self.refused(error)

        self.write(lambda: service.move(db, seen, action, payload, request), moved, refused)

    def _write_note(self, words: str) -> None:
        db, record_id, request, service = self.desk.db, self.record_id, new_id(), self.service

        def written(_nothing: Any) -> None:
            self.note.clear()
            self.refresh()

        self.write(lambda: service.add_note(db, record_id, words, request), written)
