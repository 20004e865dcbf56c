"""One follow-up: the script, the questions answered on the spot, the attempts, and what came of it."""

import dataclasses
from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from services import follow_ups, questionnaires
from services.documents import from_follow_ups
from services.ids import new_id
from services.texts import N_, _, either
from ui.follow_ups.cards import DoneCard, PhoneCard, ResultCard, ScriptCard, answers_given
from ui.follow_ups.form import NOTE, answers_of, questions_form
from ui.follow_ups.labels import (
    ATTEMPTS,
    BY_ITSELF,
    HAPPENED,
    OCCASION_ICONS,
    STEPS,
    needed,
    score_chip,
    state_chip,
    whom,
)
from ui.kit import formats, lookups, papers
from ui.kit.case_page import CasePage
from ui.kit.cases import entry
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Form
from ui.kit.form_card import form_card
from ui.kit.steps_bar import StepDialog
from ui.kit.theme import theme
from ui.kit.trace import Entry


class FollowUpPage(CasePage):
    """A call. The questions are those of its revision; the form is made when they are known."""

    tables = ("follow_up",)
    module = "follow_ups"
    service = follow_ups
    table = "follow_up"
    words = STEPS
    form_of_record = False

    def __init__(self, desk: Desk) -> None:
        self.script = ScriptCard()
        self.done = DoneCard(desk)
        self.result = ResultCard(desk)
        self._asked = False
        super().__init__(desk, "follow_up", N_("Follow-up"), "follow_up")

    def begin(self) -> None:
        self.phone.chosen.connect(self.take_step)
        self.result.print.clicked.connect(self.print_report)
        self.action("print_follow_up", N_("Print the follow-up report"), "Ctrl+P", self.print_report, "print")
        self.action("open_customer_file", N_("Open the customer"), "Ctrl+J", self.phone.open_customer, "customer")
        self.save_button.say(N_("Save the answers"))

    # what CasePage asks for

    def make_form(self) -> Form:
        return Form([])

    def middle(self) -> QWidget:
        self._middle = QWidget()
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self.script)
        self._questions = form_card(self.form)
        column.addWidget(self._questions, 1)
        return self._middle

    def cards(self) -> Sequence[QWidget]:
        self.phone = PhoneCard(self)
        return (self.phone, self.result, self.done)

    def values_of(self, record: follow_ups.FollowUp) -> dict[str, Any]:
        """The answers are not the record's columns: what was given is shown by `told`."""
        return {}

    def chips(self, record: follow_ups.FollowUp) -> Sequence[Chip]:
        occasion = Chip(follow_ups.OCCASION_NAMES[record.occasion], "neutral", OCCASION_ICONS[record.occasion])
        score = score_chip(record)
        return (state_chip(record), occasion, *((score,) if score is not None else ()))

    def facts(self, record: follow_ups.FollowUp) -> str:
        now = self.desk.now()
        return " · ".join(
            [
                _("Who calls: {name}").format(name=record.owner_name or formats.EMPTY),
                _("fell due {at}").format(at=formats.moment(record.due_at, now)),
                either(record.store_name, record.store_name_en),
            ]
        )

    def entry(self, happened: Any) -> Entry:
        if happened.action in BY_ITSELF and self.seen.occasion != "manual":
            # the account of the timer is nobody
            happened = dataclasses.replace(happened, by_name="")
        return entry(happened, HAPPENED, whom)

    def needed(self, column: str) -> Field:
        return needed(column)

    def lists_for(self, dialog: StepDialog, needs: Collection[str]) -> None:
        if "lost_reason" in needs:
            db = self.desk.db
            self.run(
                lambda: lookups.codes(db, "lost_reason"),
                lambda options: lookups.offer(dialog.form, "lost_reason", options),
                slot="step_lists",
            )
        if "owner_id" in needs:
            db, store = self.desk.db, self.seen.store_id
            self.run(
                lambda: lookups.colleagues(db, store, ("agent", "manager")),
                lambda options: lookups.offer(dialog.form, "owner_id", options),
                slot="step_lists",
            )

    def in_bar(self, actions: Sequence[str]) -> Sequence[str]:
        return [action for action in actions if action not in ATTEMPTS and action != "answer"]

    def more(self) -> Any:
        db, one = self.desk.db, follow_ups.get(self.desk.db, self.record_id)
        questions = questionnaires.questions(db, one.questionnaire_id, one.revision)
        return questions, questionnaires.answers(db, self.record_id) if one.state == "done" else []

    def told(self, record: follow_ups.FollowUp, more: Any, first: bool) -> None:
        questions, answers = more
        offered = {step.action for step in self._offered}
        if not self._asked:
            self._asked = True
            self._ask_questions(questions)
        if record.state == "done":
            self.form.set_values({**answers_given(answers), NOTE: record.note})
        self.form.set_locked({} if "answer" in offered else _("Nothing can be answered here now."))
        self._may_edit("answer" in offered)
        self.save_button.kind = "plain" if "take" in offered else "primary"
        self._questions.setVisible(record.occasion not in follow_ups.WIN_BACK)
        self.script.tell(record)
        self.phone.tell(record, offered)
        self.done.tell(record)
        self.result.tell(record)
        if first and "answer" in offered:
            self.form.focus_first()

    def _ask_questions(self, questions: Sequence[questionnaires.Question]) -> None:
        before = self._questions
        self.form = questions_form(questions, self.desk.background)
        self._questions = form_card(self.form)
        layout = self._middle.layout()
        assert layout is not None
        layout.replaceWidget(before, self._questions)
        before.hide()
        before.deleteLater()
        self._questions.show()
        self.follow_form()
        self.keep_draft()

    def keep_draft(self) -> None:
        """Only what is answered to the questions is kept, not what stands there before they are known."""
        if self._asked:
            super().keep_draft()

    def take(self, record: follow_ups.FollowUp) -> None:
        """A newer record came; the answers that are being given are not part of it."""
        self.seen = record

    # answering

    def save(self, then: Callable[[], Any] | None = None) -> None:
        """Write down what was answered; it ends the follow-up."""
        if self.seen is None or not self.form.check():
            return
        values = self.form.values()
        db, seen, request, note = self.desk.db, self.seen, new_id(), values.get(NOTE) or ""
        answers = answers_of(values)

        def saved(moved: Any) -> None:
            self.saving.setEnabled(True)
            self.form.forget_edits()
            self.drop_draft()
            if moved.other_id is not None:
                self.messages.show(
                    "warning",
                    N_("A task was opened for the manager because of a bad answer."),
                    link=N_("Open it"),
                    act=lambda: self.desk.open_record("ticket", moved.other_id),
                    key="task",
                )
            self.refresh()

        self.saving.setEnabled(False)
        self.write(
            lambda: follow_ups.answer(db, seen.id, answers, note, request), saved, lambda error: self._not_saved(error)
        )

    def _not_saved(self, error: BaseException) -> Any:
        self.saving.setEnabled(True)
        return self.form.show_refusal(error) or self.refused(error)

    def take_step(self, action: str) -> None:
        """An attempt is noted whatever was typed; the answers stay for the next call."""
        self._ask(action)

    def print_report(self) -> None:
        """The written report to the customer."""
        seen, person = self.seen, self.desk.person
        if seen is None or seen.state != "done":
            return
        paper = papers.paper_of(
            self, "follow_up", lambda db: from_follow_ups.report(db, seen.id, person.name), lambda _db: [seen.id],
            seen.number, seen.store_id,
        )  # fmt: skip
        papers.print_out(self, paper)
