"""Keeps the report cards of a visit's page: shows them, asks for what is new, saves."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from services import attachments, visit_reports, visits
from services.errors import ServiceError
from services.ids import new_id
from services.visit_reports import Check, Part, Report
from services.visits import Visit
from ui.dispatch.report_dialogs import (
    AcceptDialog,
    checks_dialog,
    measure_dialog,
    measured,
    own_check_dialog,
    part_dialog,
)
from ui.kit import photos
from ui.kit.form_dialog import FormDialog
from ui.kit.photo_strips import PhotoKeeper
from ui.kit.photos import Photo
from ui.kit.stale import Held

if TYPE_CHECKING:
    from ui.dispatch.detail import VisitPage


class ReportKeeper:
    """One for each page."""

    def __init__(self, page: "VisitPage") -> None:
        self.page = page
        self.report = Report((), (), ())
        db = page.desk.db
        self.pictures = PhotoKeeper(page, page.photos, lambda visit_id, photo: _send(db, visit_id, photo))
        page.parts.wanted.connect(lambda: self.ask_part(None))
        page.parts.chosen.connect(self.ask_part)
        page.checks.wanted.connect(self.ask_checks)
        page.checks.chosen.connect(self.ask_value)
        page.accept.wanted.connect(self.ask_customer)

    def tell(self, visit: Visit, report: Report) -> None:
        """Show the report."""
        self.report = report
        may = self.page.may_report
        self.page.parts.tell(report.parts, may)
        self.page.checks.tell(report.checks, may)
        self.page.accept.tell(visit, may)
        self.page.photos.tell(report.attachments, may)

    def _write(self, work: Any, dialog: FormDialog | None = None, about: Any = None) -> None:
        page = self.page

        def done(_result: Any) -> None:
            if dialog is not None:
                dialog.done_saving()
            page.refresh()

        page.write(work, done, dialog.refused if dialog is not None else None, about=about)

    def ask_part(self, part: Part | None) -> None:
        """A part, new or to be corrected."""
        db, visit_id, request = self.page.desk.db, self.page.record_id, new_id()
        held = None if part is None else self._held(part)

        def take(dialog: FormDialog) -> None:
            values = dialog.form.values() if held is None else dialog.form.changed()
            if held is None:
                self._write(lambda: visit_reports.add_part(db, visit_id, values, request), dialog)
            else:
                row = held.row
                self._write(lambda: visit_reports.change_part(db, row, values, request), dialog, row.id)

        part_dialog(self.page, held, take, None if part is None else lambda: self._withdraw(part)).open()

    def _held(self, one: Part | Check, **how: Any) -> Held:
        """A line of the report a dialog is opened with."""
        db, visit_id = self.page.desk.db, self.page.record_id

        def read() -> Part | Check:
            report = visit_reports.of(db, visit_id)
            for row in (*report.parts, *report.checks):
                if row.id == one.id:
                    return row
            raise ServiceError("gone_record")

        return Held(one, read, relies=(), **how)

    def _withdraw(self, one: Part | Check) -> None:
        db, request = self.page.desk.db, new_id()
        self._write(lambda: visit_reports.withdraw(db, one, request), about=one.id)

    def ask_value(self, check: Check) -> None:
        """What was measured."""
        db, request, held = self.page.desk.db, new_id(), self._held(check, values=measured)

        def take(dialog: FormDialog) -> None:
            values = dialog.form.changed()
            self._write(lambda: visit_reports.measure(db, held.row, values, request), dialog, check.id)

        measure_dialog(self.page, held, take, lambda: self._withdraw(check)).open()

    def ask_checks(self) -> None:
        """Which values are to be measured."""
        db, visit_id, topic = self.page.desk.db, self.page.record_id, self.page.seen.skill or ""
        device = self.page.seen.device_id
        held = {check.check_item_id for check in self.report.checks}

        def show(items: Any) -> None:
            request = new_id()

            def take(dialog: FormDialog) -> None:
                chosen = dialog.form.value("items") or ()
                self._write(lambda: visit_reports.add_checks(db, visit_id, chosen, request), dialog)

            offered = [one for one in items if one.id not in held]
            checks_dialog(self.page, offered, take, self.ask_own_value).open()

        self.page.run(lambda: visit_reports.check_items(db, topic, device), show, slot="items")

    def ask_own_value(self) -> None:
        """A value that is on no list, with limits of its own."""
        db, visit_id, request = self.page.desk.db, self.page.record_id, new_id()

        def take(dialog: FormDialog) -> None:
            values = dialog.form.values()
            self._write(lambda: visit_reports.add_check(db, visit_id, values, request), dialog)

        own_check_dialog(self.page, take).open()

    def ask_customer(self) -> None:
        """What the customer says; what is typed in the report is saved before."""
        if self.page.form.touched:
            self.page.save(then=self.ask_customer_now)
        else:
            self.ask_customer_now()

    def ask_customer_now(self) -> None:
        """Ask him."""
        db, seen = self.page.desk.db, self.page.seen
        kept, request = new_id(), new_id()
        held = Held(seen, lambda: visits.get(db, seen.id), lambda _row: {}, ("state", "work_done", "finished_at"))

        def take(dialog: FormDialog) -> None:
            assert isinstance(dialog, AcceptDialog)
            given, picture = dialog.form.values(), dialog.signature()

            def work() -> None:
                if picture:
                    visit_reports.sign(db, seen.id, picture, kept)
                visit_reports.accept(
                    db, held.row, given["accepted"], given["accepted_by"] or "", given["accepted_how"] or "",
                    given["customer_note"] or "", request,
                )  # fmt: skip

            self._write(work, dialog)

        AcceptDialog(self.page, held, take).open()


def _send(db: Any, visit_id: UUID, photo: Photo) -> None:
    photos.make_small(photo)
    attachments.add_to_visit(
        db, visit_id, photo.kind, photo.data, request=photo.request, name=photo.name, thumbnail=photo.thumbnail
    )
