"""Who goes there and when: the best suggestions, what speaks against a plan as it is entered, and the reason to do it
all the same."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services import dispatch, visit_conflicts, visits
from services.dispatch import Suggestion
from services.texts import N_, _
from services.visit_conflicts import Conflicts, PlanConflict
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import IconLine
from ui.kit.columns import empty
from ui.kit.fields import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.stale import Held
from ui.kit.theme import theme
from ui.kit.words import Label, data

ASK_MS = 250
DISTANCES = {0: N_("in his region"), 1: N_("next region"), 2: N_("further away")}


class Plannable(Protocol):
    """What is planned: a visit on the board or its page."""

    id: UUID
    number: str
    subject: str
    minutes: int
    technician_id: UUID | None
    planned_from: datetime | None
    planned_until: datetime | None


class PlanDialog(FormDialog):
    """`take(values, dialog)` saves; conflicts come back by `refused`."""

    def __init__(
        self, page: Page, visit: Plannable, take: Callable[[dict[str, Any], "PlanDialog"], Any], **proposed: Any
    ) -> None:
        self._page = page
        db = page.desk.db
        fields = [
            Field("technician_id", N_("Technician"), "combo", required=True, span=6),
            Field("planned_from", N_("From"), "datetime", required=True, span=4, placeholder=N_("16:00 or +1 9:30")),
            Field("minutes", N_("Minutes"), "integer", required=True, span=2),
            Field("override", N_("Why it is to be so all the same"), "multiline", span=12, lines=2, max_length=1000),
        ]
        self.held = Held(visit, lambda: visits.get(db, visit.id), _values, ("state", "contractor_id"))
        values = {**_values(visit), **{name: value for name, value in proposed.items() if value is not None}}
        super().__init__(
            page, "plan", N_("Who goes there, and when?"), fields, self._save, background=page.desk.background,
            values=values, held=self.held, verb=N_("Assign"), detail=data(f"{visit.number}  {visit.subject}"), width=640,
        )  # fmt: skip
        self.take = take
        self.form.set_shown("override", False)
        self.conflicts = QWidget()
        self._lines = QVBoxLayout(self.conflicts)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(3))
        self.best = QWidget()
        self._best = QVBoxLayout(self.best)
        self._best.setContentsMargins(0, 0, 0, 0)
        self._best.setSpacing(theme.px(4))
        self.body.insertWidget(0, self.best)
        self.body.insertWidget(2, self.conflicts)
        self.suggestions: Sequence[Suggestion] = ()
        self._wait = QTimer(self, singleShot=True, interval=ASK_MS)
        self._wait.timeout.connect(self._ask)
        self.form.edited.connect(lambda column: self._wait.start() if column != "override" else None)
        self._load()

    @property
    def visit(self) -> Any:
        """The visit as this person has seen it."""
        return self.held.row

    def _load(self) -> None:
        db, visit_id = self._page.desk.db, self.visit.id
        begins = self.form.legible("planned_from")
        # from the day on that is looked at, not from the next quarter of an hour
        day = formats.local(begins).date() if begins is not None else None

        def work() -> Any:
            seen = visits.get(db, visit_id)
            roles = () if seen.kind == "follow_up" else ("technician",)
            return dispatch.people(db, visit_id, roles), dispatch.suggestions(db, visit_id, day)

        self._page.desk.background.run(self, work, self._loaded, lambda error: self.refused(error))

    def _loaded(self, found: Any) -> None:
        people, self.suggestions = found
        self.form.set_options("technician_id", [Option(one.id, data(one.name)) for one in people])
        empty(self._best)
        if self.suggestions:
            self._best.addWidget(Label(N_("Best suggestions"), "label", "secondary"))
        for place, one in enumerate(self.suggestions, start=1):
            button = Button(lambda one=one: words_of(one), f"suggestion_{place}", "link", f"Alt+{place}", "assigned")
            button.clicked.connect(lambda _on=False, one=one: self.choose(one))
            # A button's own shortcut takes the focus and clicks a tenth of a second later: Ctrl+Enter right after it
            # found the form still empty.
            key = QShortcut(QKeySequence(f"Alt+{place}"), self)
            key.activated.connect(lambda one=one: self.choose(one))
            self._best.addWidget(button)
        self._ask()

    def choose(self, one: Suggestion) -> None:
        """Take a suggestion over into the form."""
        self.form.set_value("technician_id", one.technician_id)
        self.form.set_value("planned_from", one.planned_from)
        self._ask()

    def _entered(self) -> tuple[UUID, datetime, datetime] | None:
        try:
            who, begins = self.form.value("technician_id"), self.form.value("planned_from")
            minutes = self.form.value("minutes")
        except ValueError:
            return None
        if who is None or begins is None or not minutes or not 0 < minutes <= 1440:
            return None
        return who, begins, begins + timedelta(minutes=int(minutes))

    def _ask(self) -> None:
        entered = self._entered()
        if entered is None:
            self.tell(())
            return
        db, visit_id = self._page.desk.db, self.visit.id
        self._page.desk.background.run(
            self,
            lambda: visit_conflicts.check(db, visit_id, *entered),
            self.tell,
            lambda error: getattr(error, "sentence", None) is not None,
            slot="conflicts",
        )

    def tell(self, conflicts: Sequence[PlanConflict]) -> None:
        """Show what speaks against it, all at once; then the reason is asked for."""
        empty(self._lines)
        for conflict in conflicts:
            self._lines.addWidget(IconLine(conflict.sentence, "warning", "danger", "label"))
        self.form.set_shown("override", bool(conflicts))
        self.adjustSize()

    def _save(self, _dialog: FormDialog) -> None:
        entered = self._entered()
        if entered is None:
            self.confirm.setEnabled(True)
            return
        who, begins, ends = entered
        values = {"technician_id": who, "planned_from": begins, "planned_until": ends}
        reason = self.form.value("override")
        if reason:
            values["override"] = reason
        self.take(values, self)

    def refused(self, error: BaseException) -> bool:
        if isinstance(error, Conflicts):
            self.tell(error.conflicts)
        elif getattr(error, "code", "") in ("step_not_possible", "gone_record"):
            # somebody else was faster: the same would be refused again and again
            self.reject()
            self._page.refresh()
            return bool(self._page.refused(error))
        return super().refused(error)


def _values(visit: Plannable) -> dict[str, Any]:
    """A visit as the form shows it."""
    minutes = visit.minutes
    if visit.planned_from is not None and visit.planned_until is not None:
        minutes = int((visit.planned_until - visit.planned_from).total_seconds() // 60)
    return {"technician_id": visit.technician_id, "planned_from": visit.planned_from, "minutes": minutes}


def words_of(one: Suggestion) -> str:
    """A suggestion in a line: who, when, how far, how full his day is."""
    words = [one.name, f"{formats.moment(one.planned_from)}–{formats.clock(one.planned_until)}"]
    if one.distance is not None:
        words.append(_(DISTANCES[one.distance]))
    if not one.has_skill:
        words.append(_("without the skill"))
    share = round(100 * one.load / one.capacity) if one.capacity else 0
    words.append(_("day {share}% full").format(share=share))
    return " · ".join(words)
