"""The list of complaints: what must be answered soonest comes first."""

from services import complaints
from services.texts import N_
from ui.complaints.authority import authority_chip
from ui.complaints.labels import ESCALATED, SEVERITIES, severity_tone, state_chip
from ui.kit.buttons import Button
from ui.kit.cases import customer_words
from ui.kit.clocks import row_chip
from ui.kit.desk import Desk
from ui.kit.list_page import Adds, ListPage
from ui.kit.paged import Column
from ui.kit.views_row import SavedView
from ui.kit.words import say


class ComplaintsPage(ListPage):
    """Complaints this person may see; opened for a customer, only his."""

    tables = ("complaint",)
    service = complaints
    kind = "complaint"
    sort, descending = "answer_due_at", False
    views = (
        SavedView("open", N_("Not closed")),
        SavedView("mine", N_("Mine")),
        SavedView("due", N_("Answer due"), "danger"),
        SavedView("overdue", N_("Overdue"), "danger"),
        SavedView("due_today", N_("Due today"), "warning"),
        SavedView("escalated", N_("Escalated"), "danger"),
        SavedView("regulator", N_("Authorities"), "danger"),
        SavedView("authority", N_("Authority waits"), "danger"),
        SavedView("to_sign", N_("To sign"), "warning"),
        SavedView("measures", N_("Measures due"), "warning"),
        SavedView("effects", N_("Effect to be seen"), "warning"),
        SavedView("unassigned", N_("Nobody responsible"), "warning"),
        SavedView("authority_late", N_("Authority answered late")),
        SavedView("closed", N_("Cases closed")),
        SavedView("all", N_("All complaints")),
    )
    empty = (N_("No complaints here."), N_("Record one as soon as a customer is not content (Ctrl+M)."))
    adds = Adds("complaint", "new_complaint", N_("Record a complaint"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "complaints", N_("Complaints"), "complaint")
        self.measures = Button(N_("Corrective actions"), "measures", icon="todo")
        self.measures.clicked.connect(lambda: desk.open_page("measures"))
        self.head.insertWidget(self.head.count() - 1, self.measures)

    def columns(self) -> list[Column]:
        now = self.desk.now
        return [
            Column("number", N_("No."), "link"),
            Column("opened_at", N_("Age"), "age", sort="opened_at"),
            Column("customer_name", N_("Customer"), shown=customer_words),
            Column("subject", N_("Subject"), stretch=True),
            Column(
                "severity",
                N_("Severity"),
                shown=lambda row: f"{row.severity} {say(SEVERITIES[row.severity])}",
                tone=lambda row: severity_tone(row.severity, "secondary"),
                drop=2,
            ),
            Column("state", N_("State"), "chip", chip=state_chip),
            Column(
                "escalated",
                N_("Escalation"),
                shown=lambda row: say(ESCALATED.text) if row.escalated else "",
                tone=lambda row: "danger" if row.escalated else "secondary",
                drop=1,
            ),
            Column(
                "clock",
                N_("Promise"),
                "chip",
                chip=lambda row: row_chip("complaint", row, now()),
                sample="due in 2 h 10 mi",
            ),
            Column("authority", N_("Authority"), "chip", chip=authority_chip, sample="Waits until 22 Nov", drop=3),
            Column("owner_name", N_("Responsible")),
            Column(
                "answer_due_at",
                N_("Answer due"),
                "moment",
                sort="answer_due_at",
                late=lambda row: not row.answered and row.answer_due_at < now(),
            ),
            self.store_column(),
        ]
