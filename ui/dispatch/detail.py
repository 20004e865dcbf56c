"""One visit: its trace, the job and the report, parts, values, pictures, the customer's answer, its papers."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from services import visit_reports, visits
from services.ids import new_id
from services.texts import N_, _, either
from ui.dispatch.contractor_card import ContractorCard, ContractorKeeper
from ui.dispatch.form import offer_lists, values_of, visit_form
from ui.dispatch.labels import HAPPENED, KIND_ICONS, STEPS, needed, outcome_chip, state_chip, whom, window_of
from ui.dispatch.papers import print_paper
from ui.dispatch.plan_dialog import PlanDialog
from ui.dispatch.report_cards import AcceptCard, ChecksCard, PartsCard
from ui.dispatch.side import PapersCard, PlaceCard
from ui.dispatch.visit_report import ReportKeeper
from ui.kit import formats
from ui.kit.case_page import CasePage
from ui.kit.cases import entry
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Form
from ui.kit.form_dialog import FormDialog
from ui.kit.photo_strips import PhotosCard
from ui.kit.stale import Held
from ui.kit.trace import Entry

# Which pictures belong to a visit.
STRIPS = (
    ("photo_in", N_("Before the work"), N_("Add photos from before")),
    ("photo_out", N_("After the work"), N_("Add photos from after")),
)
# Who writes a report may still do so until the visit is filed.
OPEN_REPORT = ("travelling", "arrived", "working", "finished")


class VisitPage(CasePage):
    """A visit that is worked on."""

    tables = ("visit", "visit_part", "visit_check", "attachment")
    module = "dispatch"
    service = visits
    table = "visit"
    clocked = True
    words = STEPS

    def __init__(self, desk: Desk) -> None:
        self.place = PlaceCard(desk)
        self.parts, self.checks, self.accept = PartsCard(), ChecksCard(), AcceptCard()
        self.photos, self.papers, self.contractor = PhotosCard(STRIPS), PapersCard(), ContractorCard(desk)
        super().__init__(desk, "visit", N_("Visit"), "visit")

    def begin(self) -> None:
        self.report = ReportKeeper(self)
        self.contractors = ContractorKeeper(self, self.contractor)
        self.trace.chosen.connect(self._correct_time)
        self.papers.wanted.connect(lambda paper: print_paper(self, paper, self.seen))
        self.papers.acceptance.connect(self._new_acceptance)
        self.action("open_customer_file", N_("Open the customer"), "Ctrl+J", self.place.open_customer, "customer")
        self.place.let_tell(self, "visit", lambda _visit: "visit")
        self.place.let_train("visit_id")
        self.place.let_suggest("visit_id")
        offer_lists(self, self.form)

    def make_form(self) -> Form:
        return visit_form(self.desk)

    def cards(self) -> Sequence[QWidget]:
        return (self.place, self.contractor, self.accept, self.parts, self.checks, self.photos, self.papers)

    def values_of(self, record: visits.Visit) -> dict[str, Any]:
        return values_of(record)

    def chips(self, record: visits.Visit) -> Sequence[Chip]:
        kind = Chip(visits.KIND_NAMES[record.kind], "neutral", KIND_ICONS[record.kind])
        outcome = outcome_chip(record)
        return [chip for chip in (state_chip(record, self.desk.now()), outcome, kind) if chip is not None]

    def facts(self, record: visits.Visit) -> str:
        now = self.desk.now()
        parts = [
            (_("Contractor: {name}") if record.contractor_id else _("Technician: {name}")).format(
                name=record.technician_name or formats.EMPTY
            ),
            _("planned {time}").format(time=window_of(record)),
        ]
        if record.due_at is not None and record.state in ("open", "planned", "travelling"):
            parts.append(_("on site by {time}").format(time=formats.inside(record.due_at, now)))
        if record.started_at is not None:
            ends = record.finished_at or now
            minutes = (ends - record.started_at).total_seconds() / 60
            parts.append(_("at work for {time}").format(time=formats.duration(minutes)))
        if record.override_reason:
            parts.append(_("planned all the same: {reason}").format(reason=record.override_reason))
        return " · ".join([*parts, either(record.store_name, record.store_name_en)])

    def entry(self, happened: Any) -> Entry:
        return entry(happened, HAPPENED, whom)

    def needed(self, column: str) -> Field:
        return needed(column)

    def more(self) -> Any:
        return visit_reports.of(self.desk.db, self.record_id)

    def told(self, record: visits.Visit, more: visit_reports.Report, first: bool) -> None:
        self.place.show_visit(record)
        self.report.tell(record, more)
        self.papers.tell(record)
        self.contractor.tell(record, sum(1 for one in more.attachments if one.kind == "photo_out"))

    @property
    def may_report(self) -> bool:
        """Whether this person writes this report now."""
        rights = self.desk.rights
        if self.seen is None or self.seen.state not in OPEN_REPORT:
            return False
        mine = self.seen.technician_id == self.desk.person.id
        return (rights is None or rights.may_add("visit_part")) and (mine or self.desk.has_role("agent", "manager"))

    def changed(self, table: str, ids: Collection[Any]) -> None:
        if self.seen is not None and (table != "visit" or self.record_id in ids):
            self.refresh()

    # steps that ask for a plan

    def _open_dialog(self, action: str, needs: Collection[str]) -> None:
        if action == "contract":
            self.contractors.ask_contractor()
            return
        if action not in ("assign", "plan", "take"):
            super()._open_dialog(action, needs)
            return
        proposed = {"technician_id": self.desk.person.id} if action == "take" else {}
        PlanDialog(self, self.seen, lambda values, dialog: self._plan(action, values, dialog), **proposed).open()

    def _plan(self, action: str, values: dict[str, Any], dialog: PlanDialog) -> None:
        db, seen, request = self.desk.db, dialog.visit, new_id()

        def moved(_state: Any) -> None:
            dialog.accept()
            self.refresh()

        self.write(lambda: visits.move(db, seen, action, values, request), moved, dialog.refused)

    def _correct_time(self, entry: Entry) -> None:
        """A manager clicked a stamp of the trace: when was it really?"""
        happened = next((one for one in self.happened if one.id == entry.id), None)
        if happened is None or happened.action not in visits.STAMPS or not self.desk.has_role("manager"):
            return
        seen, db, request, action = self.seen, self.desk.db, new_id(), happened.action
        stamped = getattr(seen, visits.STAMPS[action])
        if stamped is None:
            return

        stamp = visits.STAMPS[action]
        held = Held(seen, lambda: visits.get(db, seen.id), lambda row: {"at": getattr(row, stamp)}, ())

        def take(dialog: FormDialog) -> None:
            given = dialog.form.values()

            def done(_moved: Any) -> None:
                dialog.done_saving()
                self.refresh()

            self.write(
                lambda: visits.correct_time(db, held.row, action, given["at"], given["comment"], request),
                done,
                dialog.refused,
            )

        fields = [
            Field("at", N_("It really was"), "datetime", required=True, span=7),
            Field("comment", N_("Reason"), required=True, span=12, max_length=4000),
        ]
        detail = lambda: _("{step}, stamped {at}. The trace keeps both times.").format(  # noqa: E731
            step=_(HAPPENED[action][0]), at=formats.moment(stamped)
        )
        FormDialog(
            self, "correct_stamp", N_("When was this step?"), fields, take, background=self.desk.background,
            held=held, verb=N_("Correct"), detail=detail,
        ).open()  # fmt: skip

    def _new_acceptance(self) -> None:
        seen = self.seen
        self.desk.open_page(
            "new_acceptance", visit_id=seen.id, visit_number=seen.number, title=seen.subject,
            store_id=seen.store_id, customer_name=seen.customer_name,
        )  # fmt: skip
