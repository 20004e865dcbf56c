"""Intake 受理 on one page, by keyboard alone: who, what, which fault, what was left, what was promised."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services import counter, products
from services.ids import new_id
from services.intakes import Opened
from services.order_errors import Incomplete
from services.punctuation import listed
from services.texts import N_, _
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.chips import Chip, ChipLabel
from ui.kit.desk import Desk
from ui.kit.drafts import DraftKeeper
from ui.kit.form import FieldLegend, Form
from ui.kit.page import Page
from ui.kit.scanner import kind_of
from ui.kit.theme import theme
from ui.kit.words import Label
from ui.work_orders import codes as code_lists
from ui.work_orders import intake_entry, intake_form, intake_search, papers, photos
from ui.work_orders.codes import Codes
from ui.work_orders.device_strip import DeviceStrip
from ui.work_orders.intake_devices import Devices
from ui.work_orders.intake_entry import Entry
from ui.work_orders.intake_known import Known
from ui.work_orders.intake_side import IntakeSide
from ui.work_orders.order_work import send_photo
from ui.work_orders.photo_dialog import PhotoDialog
from ui.work_orders.photos import PhotoSender

# Fields that the order after this one takes over with Ctrl+Shift+D.
CLONED = ("symptoms", "accessories", "estimate", "shelf", "kind", "sale_stage", "wish")
OURS = ("order", "intake", "ticket", "complaint", "purchase", "damage")


class IntakePage(Page):
    """One page, one save. The column at the right reacts and never takes the focus.

    open_page("intake", customer_id=…, device_id=…, phone=…) begins with what is known already.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "intake", N_("New order"), "intake")
        self.temporary = ""
        self.usual_promise: datetime | None = None
        self._last: dict[str, Any] = {}
        self._saving = self._label_too = self._draft_offered = False
        self._request = new_id()
        self._build()
        self.devices = Devices(self)
        self.known = Known(self)
        self._wire()
        self.keeper = DraftKeeper(
            self,
            self.form,
            desk.drafts,
            "intake",
            "intake",
            self.title,
            self.messages,
            self._as_draft,
            self._bring_back,
        )
        self.keeper.kept.connect(self._draft_kept)
        self.start_anew()

    # building

    def _build(self) -> None:
        db = self.desk.db
        groups = intake_form.groups(
            partial(intake_search.customers, db),
            partial(intake_search.devices, db),
            partial(intake_search.models, db),
            partial(intake_search.regions_like, db),
        )
        self.form = Form(groups, self.desk.background)
        self.draft_chip = ChipLabel(Chip(self._draft_words, "neutral", "draft"))
        self.saved_at = Label("", "label", "secondary")
        self.strip = DeviceStrip()
        self.head.insertWidget(1, self.draft_chip)
        self.add_head(self.saved_at, self.strip, None, FieldLegend())
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*[theme.px(n) for n in (16, 12, 16, 12)])
        inside.addWidget(self.form.scroller())
        self.side = IntakeSide(lambda kind, record_id: self.desk.open_record(kind, record_id))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(card, 65)
        row.addWidget(self.side, 34)
        self.body.addLayout(row, 1)
        self.save_button = Button(N_("Save and print"), "save", "primary", "F9", "print")
        self.label_button = Button(N_("Save, print label too"), "save_label", key="Shift+F9")
        self.draft_button = Button(N_("Keep as draft"), "keep_draft", key="Ctrl+S")
        self.more_button = Button(N_("More fields"), "more_fields", "link", key="Ctrl+E")
        self.add_foot(self.form.fix_bar, self.more_button, None, self.draft_button, self.label_button, self.save_button)
        self.more_symptoms = Button(N_("More…"), "more_symptoms", "link")
        self.form.editor("symptoms").add_beside(self.more_symptoms)
        self.more_fields(False)
        self.setAcceptDrops(True)
        self.sender = PhotoSender(self.desk.background, lambda order, photo: send_photo(db, order, photo), self)

    def _wire(self) -> None:
        form = self.form
        form.finished.connect(self.save_button.setFocus)
        form.edited.connect(self._edited)
        form.editor("marks").photos_wanted.connect(self.pick_photos)
        self.more_symptoms.clicked.connect(self.known.show_all_symptoms)
        self.sender.progress.connect(self._photo_sent)
        self.sender.finished.connect(self._photos_sent)
        for name, text, keys, act, icon, button in (
            ("save", N_("Save and print"), "F9", self.save, "print", self.save_button),
            ("save_label", N_("Save, print label too"), "Shift+F9", self.save_with_label, "print", self.label_button),
            ("keep_draft", N_("Keep as draft"), "Ctrl+S", self.keep_draft, "draft", self.draft_button),
            ("more_fields", N_("More fields"), "Ctrl+E", self.toggle_more, "down", self.more_button),
            ("another_device", N_("Another device of the same visit"), "Ctrl+Shift+A", self.devices.add, "add", None),
            ("clone_last", N_("As the last order"), "Ctrl+Shift+D", self.clone_last, "copy", None),
            ("customer", N_("Open the customer"), "Ctrl+J", self.side.customer.go, "customer", None),
            ("photos", N_("Add photos"), "Ctrl+Shift+P", self.pick_photos, "photo", None),
            ("paste_photo", N_("Paste a photo"), "Ctrl+Shift+V", self.paste_photo, "photo", None),
        ):
            action = self.action(name, text, keys, act, icon)
            if button is not None:
                button.act(action)

    def _draft_words(self) -> str:
        return _("Draft {number}").format(number=self.temporary)

    # beginning

    def start_anew(self) -> None:
        """An empty page with what is usual filled in."""
        number = int(self.desk.settings.get("draft_number", 0) or 0) + 1
        self.desk.settings.set("draft_number", number)
        self._name_draft(f"W-tmp-{number}")
        self.saved_at.say("")
        self._request = new_id()
        self.form.set_values({})
        self.known.forget()
        self.devices.start_anew()
        self.known.device_changed()
        self.tell_photos()
        self.title_changed.emit()

    def _name_draft(self, temporary: str) -> None:
        self.temporary = temporary
        self.draft_chip.show_chip(Chip(self._draft_words, "neutral", "draft"))

    def shown(self, **how: Any) -> None:
        if not self.form.touched:
            if how.get("phone"):
                self.known.phone.type_text(how["phone"])
            if how.get("device_id"):
                self.known.choose_device(how["device_id"])
            elif how.get("customer_id"):
                self.known.choose_customer(how["customer_id"])
        elif any(how.get(name) for name in ("phone", "device_id", "customer_id")):
            self.messages.show(
                "info", N_("Something else is being entered here. Save or clear it first."), key="busy", icon="draft"
            )

    def refresh(self) -> None:
        db, store = self.desk.db, self.desk.person.store_id

        def load() -> tuple[Codes, list[products.Category], datetime]:
            return code_lists.load(db), products.categories(db), counter.usual_promise(db, store)

        self.run(load, self._take_lists, slot="lists")
        if not self._draft_offered:
            self._draft_offered = True
            self.keeper.offer(lambda _found: self.title_changed.emit())

    def _take_lists(self, found: tuple[Codes, list[products.Category], datetime]) -> None:
        codes, categories, self.usual_promise = found
        self.known.take_lists(codes, categories)
        if not self.form.editor("promised_at").line.text():
            self.form.propose("promised_at", self.usual_promise)

    def focus_start(self) -> None:
        self.form.jump_to("phone")

    def panes(self) -> list[QWidget]:
        return [self.form]

    def unsaved(self) -> bool:
        return self.form.touched and not self._saving

    def retranslate(self) -> None:
        if hasattr(self, "known"):
            self.devices.tell_strip()
            self.known.offer_codes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # How many codes stand in a line follows from the width that the layout gives them.
        QTimer.singleShot(0, self, self.known.offer_codes)

    # what a person enters

    def _edited(self, column: str) -> None:
        known = self.known
        if column in ("phone", "serial_no"):
            known.dash(column)
        if column == "serial_no":
            known.check_serial()
        elif column == "model":
            known.model_edited()
        elif column == "category_id":
            known.offer_codes()
        elif column == "sale_stage":
            self._stage_edited()
        elif column in ("liquid", "sold_on", "proof"):
            known.tell_warranty()
        elif column == "symptoms":
            known.look_for_similar()
        self.title_changed.emit()

    def _stage_edited(self) -> None:
        """A pre-sale defect: the store stands in the customer's place."""
        pre_sale = self.form.value("sale_stage") == "pre_sale"
        for column in ("phone", "name"):
            self.form.set_required(column, not pre_sale)
        if pre_sale and self.known.customer is None and not self.form.value("name"):
            self.form.propose("name", self.desk.person.store_name)

    def more_fields(self, shown: bool) -> None:
        """Show or hide what is rarely asked, at the end of the form."""
        self._more_shown = shown
        self.form.show_group(-1, shown)

    def toggle_more(self) -> None:
        """Ctrl+E."""
        self.more_fields(not self._more_shown)
        if self._more_shown:
            self.form.jump_to("kind")

    def take_scan(self, code: str) -> bool:
        """A code was scanned: a device, then its shelf, wherever the focus is. Numbers of orders are for others."""
        if kind_of(code) in OURS:
            return False
        if self.known.device is None and not self.form.value("serial_no"):
            self.known.serial.look_up(code.strip().upper())
            return True
        if not self.form.value("shelf"):
            self.form.editor("shelf").type_text(code)
            return True
        return False

    def clone_last(self) -> None:
        """Fill in as in the last order of this window: customer, kind, shelf and fault, not the device."""
        if not self._last:
            return
        self.form.set_value("problem", self._last.get("problem"))
        for column in CLONED:
            if self._last.get(column) not in (None, ()):
                self.form.propose(column, self._last[column])
        if self._last.get("customer_id") is not None:
            self.known.choose_customer(self._last["customer_id"])

    # photos

    def pick_photos(self) -> None:
        """Choose, look at and remove photos of the device in front."""
        dialog = PhotoDialog(self, self.devices.current.photos, self.desk.background)
        dialog.changed.connect(self.tell_photos)
        dialog.open()

    def paste_photo(self) -> None:
        """Take the picture in the clipboard."""
        self._add_photos(photos.from_mime(QGuiApplication.clipboard().mimeData()))

    def _add_photos(self, found: Sequence[photos.Photo]) -> None:
        self.devices.current.photos.extend(found)
        self.tell_photos()

    def tell_photos(self) -> None:
        """Say how many photos the device in front has."""
        self.form.editor("marks").show_photos(len(self.devices.current.photos))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if photos.from_mime(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._add_photos(photos.from_mime(event.mimeData()))
        event.acceptProposedAction()

    def _photo_sent(self, done: int, total: int) -> None:
        if done < total:
            text = lambda: _("Sending {n} of {total}").format(n=done + 1, total=total)  # noqa: E731
            self.messages.show("info", text, key="photos", icon="photo")

    def _photos_sent(self, failed: int) -> None:
        self.messages.clear("photos")
        if failed:
            self.messages.show(
                "warning",
                lambda: _("{n} not sent").format(n=failed),
                N_("The orders are saved; only these photos are missing."),
                N_("Send again"),
                self.sender.retry,
                key="photos",
                icon="photo",
            )

    # drafts

    def _as_draft(self) -> dict[str, Any]:
        customer = self.known.customer
        who = str(customer.id) if customer is not None else None
        return {"temporary": self.temporary, "customer": who, **self.devices.as_draft()}

    def _bring_back(self, draft: dict[str, Any]) -> None:
        self._name_draft(draft.get("temporary") or self.temporary)
        self.devices.bring_back(draft)
        if draft.get("customer"):
            self.known.choose_customer(UUID(draft["customer"]))

    def _draft_kept(self) -> None:
        at = formats.local(self.desk.now())
        self.saved_at.say(lambda: _("{time} kept by itself").format(time=f"{at:%H:%M:%S}"))

    def keep_draft(self) -> None:
        """Ctrl+S: keep what is entered on this PC now."""
        self.keeper.keep()

    # saving

    def save_with_label(self) -> None:
        """Shift+F9: the device's label is printed too."""
        self._label_too = True
        self.save()

    def _missing(self) -> dict[str, str]:
        problems = self.form.problems()
        paid, how = self.form.editor("prepayment").line.text(), self.form.editor("method").line.text()
        if paid.strip() and not how.strip():
            problems.setdefault("method", _("Say how the prepayment was paid."))
        return problems

    def save(self) -> None:
        """F9: save everything, print the slip. What is missing is said, and the first of it gone to."""
        if self._saving:
            return
        problems = self._missing()
        if any(column in intake_form.MORE for column in problems):
            self.more_fields(True)
        self.form.show_errors(problems)
        if problems:
            self._label_too = False
            return
        self.devices.keep()
        entries = self.devices.entries
        brought = [intake_entry.brought(entry) for entry in entries]
        workstation = str(self.desk.settings.get("workstation", "") or "")
        customer, values = self.known.customer, self.devices.current.values
        visit = intake_entry.visit(self.desk.person.store_id, workstation, customer, values, brought)
        db, request = self.desk.db, self._request
        self._saving = True
        self.save_button.setEnabled(False)
        self.run(
            lambda: counter.take_in(db, visit, request),
            lambda opened: self._saved(opened, visit, entries),
            self._refused,
        )

    def _refused(self, error: BaseException) -> Any:
        self._end_saving()
        # Another try is another request: nothing was saved by this one.
        self._request = new_id()
        if isinstance(error, Incomplete):
            found: dict[str, str] = {}
            for lack in error.lacks:
                field = {"device_id": "serial_no", "customer_id": "phone"}.get(lack.field or "", lack.field)
                if field in self.form.cells:
                    found.setdefault(field, lack.sentence())
            index = next((lack.index for lack in error.lacks if lack.index is not None), None)
            if index is not None:
                self.devices.go_to(index)
            if found:
                self.form.show_errors(found)
                return True
        return self.form.show_refusal(error) or self.refused(error)

    def _end_saving(self) -> None:
        self._saving = False
        self.save_button.setEnabled(True)

    def _saved(self, opened: Opened, visit: counter.Visit, entries: Sequence[Entry]) -> None:
        self._end_saving()
        self._last = {**entries[-1].values, "customer_id": visit.intake.customer_id}
        label_too, self._label_too = self._label_too, False
        self.keeper.saved()
        self.messages.clear()
        self.start_anew()
        self.focus_start()
        numbers, first = listed(order.number for order in opened.orders), opened.orders[0].id
        self.messages.show(
            "success",
            lambda: _("Taken in: {numbers}").format(numbers=numbers),
            link=N_("Open it"),
            act=lambda: self.desk.open_record("work_order", first),
            key="saved",
            icon="ok",
        )
        self._send_and_print(opened, visit, entries, label_too)

    def _send_and_print(self, opened: Opened, visit: counter.Visit, entries: Sequence[Entry], label_too: bool) -> None:
        store = visit.intake.store_id
        for order, entry, one in zip(opened.orders, entries, visit.brought, strict=True):
            papers.print_out(self, "intake", order.id, order.number, store)
            if label_too:
                papers.print_out(self, "label", order.id, order.number, store)
            else:
                papers.print_if_routed(self, "label", order.id, order.number, store)
            if order.receipt and one.order.prepayment is not None:
                papers.print_if_routed(self, "receipt", one.order.prepayment.id, order.receipt, store)
            if entry.photos:
                self.sender.add(order.id, entry.photos)
