"""Questionnaires: their names, and their questions, which are saved as a new revision."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from models.follow_up import QUESTION_LENGTH, QUESTIONS_MOST
from services import questionnaires
from services.ids import new_id
from services.paging import Page as PageOfRows
from services.questionnaires import BAD_NAMES, KIND_NAMES, Draft, Questionnaire
from services.texts import N_, _, either
from ui.admin.closing import ClosingPage, closed_chip
from ui.kit.buttons import Button, icon_button
from ui.kit.cards import heading
from ui.kit.desk import Desk
from ui.kit.form import Field, Group
from ui.kit.options import Option
from ui.kit.paged import Column, PageRequest
from ui.kit.small_table import SmallTable
from ui.kit.steps_bar import StepDialog, StepWord
from ui.kit.theme import theme


class Line(NamedTuple):
    """A question of the revision that is being written; id is its place."""

    id: int
    draft: Draft


class QuestionnairesPage(ClosingPage):
    """One questionnaire a row; its questions stand under its names."""

    tables = ("questionnaire",)
    module = "follow_ups"
    close_question = N_("Ask the questionnaire “{name}” no longer?")
    close_detail = N_("The rules that use it ask nobody any more; what was answered stays.")

    def __init__(self, desk: Desk) -> None:
        self.drafts: list[Draft] = []
        self._kept: list[Draft] = []
        super().__init__(
            desk,
            "questionnaires",
            N_("Questionnaires"),
            "survey",
            [
                Column("name", N_("Questionnaire"), read=lambda one: either(one.name, one.name_en), stretch=True),
                Column("revision", N_("Revision"), "integer"),
                Column("answered", N_("Answered"), "integer"),
                Column("state", N_("State"), "chip", chip=closed_chip, read=lambda _q: 1, sample="In use ok", drop=1),
            ],
            [
                Group(
                    "",
                    [
                        Field("name", N_("Name"), required=True, max_length=120, span=6),
                        Field("name_en", N_("English name"), max_length=120, span=6),
                    ],
                )
            ],
            empty=(N_("No questionnaire."), N_("Write one: a name first, then its questions.")),
            new_text=N_("New questionnaire"),
            form_share=11,
        )
        self._add_questions()

    def _add_questions(self) -> None:
        self.table = SmallTable(
            "questions",
            (
                Column("place", N_("No."), "integer", read=lambda one: one.id + 1),
                Column(
                    "words", N_("Question"), read=lambda one: either(one.draft.words, one.draft.words_en), stretch=True
                ),
                Column("kind", N_("Kind"), read=lambda one: _(KIND_NAMES[one.draft.kind]), sample="Score from 0 to 10"),
                Column("required", N_("Must be answered"), read=lambda one: _("Yes") if one.draft.required else ""),
            ),
            self.desk.background,
            N_("Questions"),
            most=10,
        )
        self.table.opened.connect(lambda row: self.edit(row.id))
        self.verbs_of_questions = QWidget()
        row = QHBoxLayout(self.verbs_of_questions)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        self.add = Button(N_("Add a question…"), "add_question", icon="add")
        self.up = icon_button("up", N_("Ask it earlier"), "question_up")
        self.down = icon_button("down", N_("Ask it later"), "question_down")
        self.take = icon_button("delete", N_("Take the question out"), "question_out")
        self.revise = Button(N_("Save as a new revision"), "revise", "primary")
        self.add.clicked.connect(lambda: self.edit(None))
        self.up.clicked.connect(lambda: self._shift(-1))
        self.down.clicked.connect(lambda: self._shift(1))
        self.take.clicked.connect(self._take_out)
        self.revise.clicked.connect(self.save_questions)
        for button in (self.add, self.up, self.down, self.take):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.revise)
        self.title_of_questions = heading(N_("Questions"), N_("what was answered keeps the questions it was given to"))
        for widget in (self.title_of_questions, self.table, self.verbs_of_questions):
            self.extra.addWidget(widget)
        self.extra.addStretch(1)
        # Two fields: the space below belongs to the questions.
        self.scroller.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._tell_questions()

    # the questionnaire

    def fetch(self, request: PageRequest) -> Any:
        wanted = request.text.strip().lower()
        found = questionnaires.all_of_them(self.desk.db, archived=self.wanted_view == "all")
        return PageOfRows([one for one in found if wanted in f"{one.name} {one.name_en}".lower()])

    def load(self, record_id: Any) -> Any:
        db = self.desk.db
        one = questionnaires.get(db, record_id)
        self._kept = [
            Draft(q.kind, q.words, q.words_en, tuple(q.options), tuple(q.options_en), q.required, q.bad)
            for q in questionnaires.questions(db, one.id, one.revision)
        ]
        return one

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        return questionnaires.add(self.desk.db, request, values)

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        return questionnaires.change(self.desk.db, request, seen, values)

    def close_record(self, seen: Any, closed: bool, request: Any) -> Any:
        return questionnaires.close(self.desk.db, request, seen, closed=closed)

    def show_record(self, record: Any) -> None:
        super().show_record(record)
        self.drafts = list(self._kept) if record is not None else []
        if hasattr(self, "table"):
            self._tell_questions()

    def words_of(self, record: Questionnaire | None) -> str:
        return _("New questionnaire") if record is None else either(record.name, record.name_en)

    def unsaved(self) -> bool:
        return super().unsaved() or (self.seen is not None and self.drafts != self._kept)

    # its questions

    def _tell_questions(self) -> None:
        """Show the questions, and which buttons may be pressed."""
        open_ = self.seen is not None and not self.seen.archived
        for widget in (self.title_of_questions, self.table, self.verbs_of_questions):
            widget.setVisible(self.seen is not None)
        self.table.show_rows([Line(place, draft) for place, draft in enumerate(self.drafts)])
        self.add.setEnabled(open_ and len(self.drafts) < QUESTIONS_MOST)
        for button in (self.up, self.down, self.take):
            button.setEnabled(open_ and bool(self.drafts))
        self.revise.setEnabled(open_ and bool(self.drafts) and self.drafts != self._kept)
        self.title_changed.emit()

    def _current(self) -> int | None:
        row = self.table.current_row()
        return None if row is None else row.id

    def _shift(self, by: int) -> None:
        place = self._current()
        if place is not None and 0 <= place + by < len(self.drafts):
            self.drafts[place], self.drafts[place + by] = self.drafts[place + by], self.drafts[place]
            self._tell_questions()

    def _take_out(self) -> None:
        place = self._current()
        if place is not None:
            del self.drafts[place]
            self._tell_questions()

    def edit(self, place: int | None) -> None:
        """Write a question: a new one, or the one at a place."""
        if self.seen is None or self.seen.archived:
            return

        def written(draft: Draft) -> None:
            if place is None:
                self.drafts.append(draft)
            else:
                self.drafts[place] = draft
            self._tell_questions()

        QuestionDialog(self, None if place is None else self.drafts[place], written).open()

    def save_questions(self) -> None:
        """Save what stands there as a new revision."""
        seen, drafts, request, db = self.seen, list(self.drafts), new_id(), self.desk.db
        if seen is None or not drafts:
            return

        def saved(_revision: int) -> None:
            self._kept = drafts
            self.stored(seen.id)

        self.write(lambda: questionnaires.revise(db, request, seen, drafts), saved, self.refused_save)


class QuestionDialog(StepDialog):
    """Asks for one question. `written(draft)` when it is taken over."""

    def __init__(self, page: QuestionnairesPage, draft: Draft | None, written: Callable[[Draft], Any]) -> None:
        fields = [
            Field("kind", N_("Kind"), "choice", required=True, span=12, options=_options(KIND_NAMES)),
            Field("words", N_("Question"), "multiline", required=True, span=12, max_length=QUESTION_LENGTH),
            Field("words_en", N_("Question in English"), "multiline", span=12, max_length=QUESTION_LENGTH),
            Field("options", N_("Options, one a line"), "multiline", span=6, lines=4),
            Field("options_en", N_("Options in English, one a line"), "multiline", span=6, lines=4),
            Field("required", N_("Must be answered"), "yesno", required=True, span=6),
            Field("bad", N_("Bad answer"), "choice", span=6, options=_options(BAD_NAMES)),
        ]
        values = {"kind": "score5", "required": True, "bad": ""} if draft is None else dataclasses.asdict(draft)
        for column in ("options", "options_en"):
            values[column] = "\n".join(values.get(column, ()))
        self._written = written
        super().__init__(
            page, "question", StepWord(N_("Take it over"), "ok", N_("What is asked?")), fields, values, self._taken,
            page.desk.background,
        )  # fmt: skip
        self.form.edited.connect(lambda column: self._fit() if column == "kind" else None)
        self._fit()

    def _fit(self) -> None:
        kind = self.form.value("kind")
        for column in ("options", "options_en"):
            self.form.set_shown(column, kind == "choice")
        self.form.set_shown("bad", kind == "yes_no")

    def _taken(self, values: dict[str, Any], _dialog: StepDialog) -> None:
        lists = {
            column: tuple(line.strip() for line in (values[column] or "").splitlines() if line.strip())
            for column in ("options", "options_en")
        }
        if values["kind"] == "choice" and not 2 <= len(lists["options"]) <= 9:
            self.form.show_errors({"options": _("A choice has 2 to 9 options, in English none or as many.")})
            return
        if values["kind"] == "choice" and len(lists["options_en"]) not in (0, len(lists["options"])):
            self.form.show_errors({"options_en": _("A choice has 2 to 9 options, in English none or as many.")})
            return
        self.accept()
        self._written(
            questionnaires.clean_draft(
                Draft(
                    values["kind"],
                    values["words"],
                    values["words_en"] or "",
                    lists["options"],
                    lists["options_en"],
                    bool(values["required"]),
                    values["bad"] or "",
                )
            )
        )


def _options(names: Mapping[str, str]) -> Sequence[Option]:
    return [Option(code, words) for code, words in names.items()]
