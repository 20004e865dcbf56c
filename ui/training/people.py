"""Who was invited to a training and how each did: the table, inviting, marking."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from models.training import MARKED
from services import courses, training_records, trainings
from services.documents import from_trainings
from services.ids import new_id
from services.texts import N_
from services.training_records import Line
from services.trainings import Training
from ui.kit import lookups, many, papers  # noqa: F401  registers the editor of several
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.desk import Desk
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.options import Option
from ui.kit.paged import Column
from ui.kit.small_table import SmallTable
from ui.kit.words import Text, data, say
from ui.training.labels import attendance_chip, points

COLUMNS = (
    Column("who", N_("Trainee"), stretch=True),
    Column("state", N_("Result"), "chip", chip=attendance_chip, sample="Came late xx"),
    Column("latenesses", N_("Times late"), "integer", drop=1),
    Column("absences", N_("Times absent"), "integer", drop=2),
    Column("score", N_("Points reached"), "number", shown=lambda row: points(row.score)),
    Column("valid_until", N_("Valid until"), "date", drop=3),
)


class PeopleCard(Card):
    """The table of those invited, with what may be done while the training is planned or to be marked."""

    def __init__(self, page: Any, desk: Desk) -> None:
        super().__init__(N_("Who is invited"))
        self._page, self._desk = page, desk
        self._training: Training | None = None
        self.invite = self.add_link(N_("Invite…"), "invite", "Ctrl+I")
        self.table = SmallTable("training_people", COLUMNS, desk.background, N_("Who is invited"), most=8)
        self.mark = Button(N_("Mark…"), "mark", icon="edit", key="Ctrl+E")
        self.back = Button(N_("Take the invitation back"), "uninvite", "link")
        self.body.addWidget(self.table)
        row = QHBoxLayout()
        row.addWidget(self.mark)
        row.addWidget(self.back)
        row.addStretch(1)
        for paper, words in (("attendance", N_("Attendance list")), ("training", N_("Training record"))):
            button = Button(words, f"print_{paper}", "link", icon="print")
            button.clicked.connect(lambda _on=False, paper=paper: self._print(paper))
            row.addWidget(button)
        self.body.addLayout(row)
        self.invite.act(page.action("invite", N_("Invite…"), "Ctrl+I", self.ask_invite, "customer"))
        self.mark.act(
            page.action("mark", N_("Mark…"), "Ctrl+E", lambda: self.ask_mark(self.table.current_row()), "edit")
        )
        self.back.clicked.connect(self._uninvite)
        self.table.opened.connect(self.ask_mark)

    def tell(self, training: Training, rows: Sequence[Line], roles: Sequence[str]) -> None:
        """Show them; roles: what this person is to the training."""
        self._training = training
        self.table.show_rows(rows)
        works = bool(roles)
        self.invite.setVisible(works and training.state in ("planned", "held"))
        self.mark.setVisible(training.state == "held" and bool({"trainer", "manager"} & set(roles)))
        self.back.setVisible(works and training.state == "planned" and bool(rows))

    def _print(self, paper: str) -> None:
        """The list to be signed, or the record, as it is saved."""
        one = self._training
        if one is not None:
            content = partial(from_trainings.training_paper, training_id=one.id)
            made = papers.paper_of(self._page, paper, content, lambda _db: [one.id], one.number, one.store_id)
            papers.print_out(self._page, made)

    # inviting

    def ask_invite(self) -> None:
        """Ask for colleagues, or for somebody of a customer or contractor."""
        one = self._training
        if one is None or self.invite.isHidden():
            return
        db = self._desk.db
        fields = [
            Field("people", N_("Colleagues"), "many", span=12, search=self._colleagues(one.store_id)),
            Field("customer_id", N_("Customer or contractor"), "lookup", span=6, search=lookups.customers(db)),
            Field("person_name", N_("Who comes from there"), span=6, max_length=80),
        ]

        def act(given: dict[str, Any], request: Any) -> None:
            staff = [getattr(each, "value", each) for each in given["people"] or ()]
            trainings.invite(db, one.id, request, staff, given["customer_id"], given["person_name"] or "")

        self._ask("invite", N_("Who is invited?"), fields, {}, act, one.subject, N_("Invite"))

    def _colleagues(self, store_id: Any) -> Callable[[str], Sequence[Option]]:
        db = self._desk.db

        def find(typed: str) -> list[Option]:
            wanted = typed.strip().lower()
            return [one for one in lookups.superiors(db, store_id) if wanted in say(one.label).lower()]

        return find

    def _uninvite(self) -> None:
        row, db, request = self.table.current_row(), self._desk.db, new_id()
        if row is None:
            self._page.messages.show("info", N_("Choose who does not come."), key="people")
            return
        self._page.write(lambda: training_records.uninvite(db, row, request), lambda _n: self._page.refresh())

    # marking

    def ask_mark(self, row: Line | None) -> None:
        """Ask how somebody did, by the parts that count."""
        one = self._training
        if one is None or self.mark.isHidden():
            return
        if row is None:
            self._page.messages.show("info", N_("Choose whom you mark."), key="people")
            return
        db = self._desk.db
        came = {code: name for code, name in training_records.ATTENDANCE_NAMES.items() if code != "invited"}
        fields = [
            Field("attendance", N_("Attendance"), "choice", required=True, span=12, options=lookups.choices(came)),
            Field("latenesses", N_("Times late"), "integer", span=6),
            *([Field("absences", N_("Times absent"), "integer", span=6)] if one.scheme.get("days", 1) > 1 else []),
            *(
                Field(part, courses.PART_NAMES[part], "number", span=6, hint=partial(str, "0–100"))
                for part in MARKED
                if one.scheme.get(part)
            ),
            Field("note", N_("Note"), "multiline", span=12, lines=2, max_length=2000),
        ]
        values = {name: getattr(row, name) for name in ("latenesses", "absences", "note", *MARKED)}
        values["attendance"] = row.attendance if row.attendance != "invited" else "attended"

        def act(given: dict[str, Any], request: Any) -> None:
            training_records.mark(db, row, given, request)

        self._ask("mark", data(row.who), fields, values, act, one.subject, N_("Save"))

    def _ask(
        self, name: str, question: Text, fields: list[Field], values: dict[str, Any],
        work: Callable[[dict[str, Any], Any], None], detail: str, verb: Text,
    ) -> None:  # fmt: skip
        page, request = self._page, new_id()

        def act(dialog: FormDialog) -> None:
            given = dialog.form.values()
            page.write(lambda: work(given, request), partial(self._saved, dialog), dialog.refused)

        columns = {field.column for field in fields}
        FormDialog(
            page, name, question, fields, act, background=self._desk.background, verb=verb, width=680, detail=data(detail),
            values={column: value for column, value in values.items() if column in columns},
        ).open()  # fmt: skip

    def _saved(self, dialog: FormDialog, _result: Any) -> None:
        dialog.accept()
        self._page.refresh()
