"""Intake 受理 on one page, by keyboard alone: who, what, which fault, what was left, what was promised."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services import counter, products
from services.intakes import Opened
from services.texts import N_, _
from ui.kit import photos
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.form import FieldLegend, Form, Group
from ui.kit.form_scroll import FormScroll
from ui.kit.page import Page
from ui.kit.scanner import NUMBERS, kind_of
from ui.kit.theme import theme
from ui.work_orders import codes as code_lists
from ui.work_orders import intake_form, intake_search
from ui.work_orders.codes import Codes
from ui.work_orders.device_strip import DeviceStrip
from ui.work_orders.intake_devices import Devices
from ui.work_orders.intake_draft import IntakeDraft
from ui.work_orders.intake_known import Known
from ui.work_orders.intake_photos import IntakePhotos
from ui.work_orders.intake_place import Place
from ui.work_orders.intake_saving import IntakeSaving, first_of, numbers_of
from ui.work_orders.intake_side import IntakeSide

# Fields that the order after this one takes over with Ctrl+Shift+D.
CLONED = ("symptoms", "accessories", "estimate", "shelf", "kind", "sale_stage", "wish")
OURS = frozenset(NUMBERS.values())


class IntakePage(Page):
    """One page, one save. The column at the right reacts and never takes the focus.

    open_page("intake", customer_id=…, device_id=…, phone=…) begins with what is known already; with ticket_id the
    orders are linked to the ticket they come from.
    """

    types_ahead = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "intake", N_("New order"), "intake")
        self.usual_promise: datetime | None = None
        self._saved: Opened | None = None
        self.ticket_id: UUID | None = None
        self.come_in_turns(self._make())

    # building

    def _make(self) -> Iterator[None]:
        card = self._card()
        # Made where it stays: a form that is moved is styled once more, field by field.
        form = Form(self._groups(), self.desk.background, self.scroller.viewport(), in_turns=True)
        yield from form.pieces
        self.form = form
        self.scroller.hold(form, later=True)
        self._build(card)
        yield
        self.devices = Devices(self)
        self.place = Place(self)
        self.known = Known(self)
        self.photos = IntakePhotos(self)
        self.saving = IntakeSaving(self)
        self.draft = IntakeDraft(self)
        self._build_head()
        self._wire()
        self.start_anew()
        yield
        self.form.come()
        yield

    def _groups(self) -> list[Group]:
        db = self.desk.db
        return intake_form.groups(
            partial(intake_search.customers, db),
            partial(intake_search.devices, db),
            partial(intake_search.models, db),
            partial(intake_search.regions_like, db),
        )

    def _card(self) -> QFrame:
        card = QFrame(self)
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*[theme.px(n) for n in (16, 8, 16, 8)])
        self.scroller = FormScroll(card)
        inside.addWidget(self.scroller)
        return card

    def _build(self, card: QFrame) -> None:
        self.strip = DeviceStrip()
        self.side = IntakeSide(lambda kind, record_id: self.desk.open_record(kind, record_id))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(card, 68)
        row.addWidget(self.side, 32)
        self.body.addLayout(row, 1)
        self.save_button = Button(N_("Save and print"), "save", "primary", "F9", "print")
        self.label_button = Button(N_("Save, print label too"), "save_label", key="Shift+F9")
        self.draft_button = Button(N_("Keep as draft"), "keep_draft", key="Ctrl+S")
        self.more_button = Button(N_("More fields"), "more_fields", "link", key="Ctrl+E")
        self.add_foot(self.form.fix_bar, self.more_button, None, self.draft_button, self.label_button, self.save_button)
        self.more_symptoms = Button(N_("More…"), "more_symptoms", "link")
        symptoms = self.form.editor("symptoms")
        symptoms.add_beside(self.more_symptoms)
        QWidget.setTabOrder(symptoms.focus_widget, self.more_symptoms)
        QWidget.setTabOrder(self.more_symptoms, self.form.editor("accessories").focus_widget)
        self.more_fields(False)
        self.setAcceptDrops(True)

    def _build_head(self) -> None:
        self.saved_link = Button(self._saved_words, "open_saved", "link", "Ctrl+Shift+O", "ok")
        self.head.insertWidget(1, self.draft.chip)
        self.add_head(self.draft.kept_at, self.strip, self.saved_link, None, FieldLegend())

    def _wire(self) -> None:
        form = self.form
        form.finished.connect(self.save_button.setFocus)
        form.edited.connect(self._edited)
        self.more_symptoms.clicked.connect(self.known.show_all_symptoms)
        made: dict[str, QAction] = {}
        for name, text, keys, act, icon, button in (
            ("save", N_("Save and print"), "F9", self.save, "print", self.save_button),
            ("save_label", N_("Save, print label too"), "Shift+F9", self.save_with_label, "print", self.label_button),
            ("keep_draft", N_("Keep as draft"), "Ctrl+S", self.draft.keeper.keep, "draft", self.draft_button),
            ("more_fields", N_("More fields"), "Ctrl+E", self.toggle_more, "down", self.more_button),
            ("another_device", N_("Another device of the same visit"), "Ctrl+Shift+A", self.devices.add, "add", None),
            ("clone_last", N_("As the last order"), "Ctrl+Shift+D", self.clone_last, "copy", None),
            ("customer", N_("Open the customer"), "Ctrl+J", self.side.customer.go, "customer", None),
            (
                "owner_goes_over",
                N_("Device goes over to who brings it"),
                "Ctrl+Shift+E",
                self._owner_goes_over,
                "",
                None,
            ),
            ("brought_for_owner", N_("Brought for its owner"), "Ctrl+Shift+F", self._brought_for_owner, "", None),
            ("photos", N_("Add photos"), "Ctrl+Shift+P", self.photos.pick, "photo", None),
            ("paste_photo", N_("Paste a photo"), "Ctrl+Shift+V", self.photos.paste, "photo", None),
        ):
            action = made[name] = self.action(name, text, keys, act, icon)
            if button is not None:
                button.act(action)
        self.label_action = made["save_label"]
        self.open_action = self.action("open_saved", N_("Open what was saved last"), "Ctrl+Shift+O", self.open_saved)
        self.saved_link.act(self.open_action)

    # beginning

    def start_anew(self) -> None:
        """An empty page with what is usual filled in."""
        self.draft.begin()
        self.ticket_id = None
        self.form.set_values({})
        self.known.forget()
        self.devices.start_anew()
        self.known.device_changed()
        self.place.tell()
        self.photos.tell()
        self.tell_saved(None)
        self.title_changed.emit()

    def shown(self, **how: Any) -> None:
        if not self.form.touched:
            self.ticket_id = how.get("ticket_id")
            if how.get("problem"):
                self.form.set_value("problem", how["problem"][: self.form.editor("problem").field.max_length])
            if how.get("phone"):
                self.known.phone.type_text(how["phone"])
            if how.get("device_id"):
                self.known.choose_device(how["device_id"])
            elif how.get("customer_id"):
                self.known.choose_customer(how["customer_id"])
        elif any(how.get(name) for name in ("phone", "device_id", "customer_id", "ticket_id")):
            self.messages.show(
                "info", N_("Something else is being entered here. Save or clear it first."), key="busy", icon="draft"
            )

    def refresh(self) -> None:
        db, store = self.desk.db, self.desk.person.store_id

        def load() -> tuple[Codes, list[products.Category], datetime]:
            return code_lists.load(db), products.categories(db), counter.usual_promise(db, store)

        self.run(load, self._take_lists, slot="lists")
        self.draft.offer()

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
        return self.whole and self.form.touched and not self.saving.busy

    def retranslate(self) -> None:
        if self.whole:
            self.devices.tell_strip()
            self._offer_codes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # How many codes stand in a line follows from the width that the layout gives them.
        QTimer.singleShot(0, self, self._offer_codes)

    def _offer_codes(self) -> None:
        if self.whole:
            self.known.offer_codes()
            self.scroller.fit_soon()

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
        elif column == "name":
            known.tell_owner()
        elif column == "sale_stage":
            self._stage_edited()
            known.tell_owner()
        elif column in ("liquid", "sold_on", "proof"):
            known.tell_warranty()
        elif column == "symptoms":
            known.look_for_similar()
        elif column in ("kind", "device_here"):
            self.place.tell()
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
        if not self.place.home and not self.form.value("shelf"):
            self.form.editor("shelf").type_text(code)
            return True
        return False

    def _owner_goes_over(self) -> None:
        if not self.side.owner.isHidden():
            self.side.owner.over.click()

    def _brought_for_owner(self) -> None:
        if not self.side.owner.isHidden() and not self.side.owner.brings.isHidden():
            self.side.owner.brings.click()

    def clone_last(self) -> None:
        """Fill in as in the last order of this window: customer, kind, shelf and fault, not the device."""
        last = self.saving.last
        if not last:
            return
        self.form.set_value("problem", last.get("problem"))
        for column in CLONED:
            if last.get(column) not in (None, ()):
                self.form.propose(column, last[column])
        self.place.tell()
        if last.get("customer_id") is not None:
            self.known.choose_customer(last["customer_id"])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if photos.from_mime(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.photos.add(photos.from_mime(event.mimeData()))
        event.acceptProposedAction()

    # saving

    def save(self) -> None:
        """F9."""
        self.saving.save()

    def save_with_label(self) -> None:
        """Shift+F9: the device's label is printed too."""
        self.saving.save(with_label=True)

    def tell_saved(self, opened: Opened | None) -> None:
        """Say in the head, where it moves nothing, what was saved last; None: nothing yet, or a new beginning."""
        self._saved = opened
        self.saved_link.retranslate()
        self.open_action.setVisible(opened is not None)

    def _saved_words(self) -> str:
        return _("Taken in: {numbers}").format(numbers=numbers_of(self._saved)) if self._saved is not None else ""

    def open_saved(self) -> None:
        """Open the order that was saved last."""
        if self._saved is not None:
            self.desk.open_record("work_order", first_of(self._saved))
