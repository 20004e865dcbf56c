"""Intake 受理 on one page, by keyboard alone: who, what, which fault, what was left, what was promised."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout

from services import counter, products, regions, search
from services.counter import CustomerHints, DeviceHints
from services.ids import new_id
from services.intakes import Opened
from services.order_errors import Incomplete
from services.texts import N_, _, language
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.chips import Chip, ChipLabel
from ui.kit.desk import Desk
from ui.kit.drafts import DraftKeeper
from ui.kit.form import FieldLegend, Form
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.scanner import kind_of
from ui.kit.theme import theme
from ui.kit.words import Label, data
from ui.work_orders import codes as code_lists
from ui.work_orders import intake_entry, intake_form, photos
from ui.work_orders.codes import Codes
from ui.work_orders.customer_field import as_option
from ui.work_orders.device_strip import DeviceStrip
from ui.work_orders.intake_entry import Entry, Model
from ui.work_orders.intake_side import IntakeSide
from ui.work_orders.labels import named, short
from ui.work_orders.photo_dialog import PhotoDialog

USUAL = {"wish": "repair", "sale_stage": "after_sale", "priority": "normal", "kind": "repair"}


class IntakePage(Page):
    """One page, one save. The column at the right reacts and never takes the focus."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "intake", N_("New order"), "intake")
        self.codes = Codes()
        self.categories: dict[UUID, products.Category] = {}
        self.customer: CustomerHints | None = None
        self.device: DeviceHints | None = None
        self.model: Model | None = None
        self.entries = [Entry()]
        self.at = 0
        self._all_symptoms = False
        self._saving = False
        self._request = new_id()
        self._label_too = False
        self._build()
        self._wire()
        self.keeper = DraftKeeper(
            self, self.form, desk.drafts, "intake", "intake", self.title, self.messages, self._extra, self._restore
        )
        self.keeper.kept.connect(self._draft_kept)
        self.start_anew()

    # building

    def _build(self) -> None:
        groups = intake_form.groups(self._find_customer, self._find_device, self._find_model, self._find_region)
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
        self.add_foot(self.form.fix_bar, None, self.draft_button, self.label_button, self.save_button)
        self.more_fields(False)
        self.form.cells["symptoms"].editor.add_beside(self._more_symptoms_link())
        self.setAcceptDrops(True)
        for column in ("no_phone_reason", "no_serial_reason"):
            self.form.set_shown(column, False)

    def _more_symptoms_link(self) -> Button:
        self.more_symptoms = Button(N_("More…"), "more_symptoms", "link")
        self.more_symptoms.clicked.connect(self.show_all_symptoms)
        return self.more_symptoms

    def _wire(self) -> None:
        form = self.form
        form.finished.connect(self.save_button.setFocus)
        form.edited.connect(self._edited)
        self.phone = form.editor("phone")
        self.serial = form.editor("serial_no")
        self.phone.picked.connect(self.choose_customer)
        self.phone.let_go.connect(self.let_customer_go)
        self.serial.picked.connect(self.choose_device)
        self.serial.let_go.connect(self.let_device_go)
        form.editor("marks").photos_wanted.connect(self.pick_photos)
        self.strip.chosen.connect(self.go_to_device)
        self.strip.wanted.connect(self.add_device)
        for name, text, keys, act, icon, button in (
            ("save", N_("Save and print"), "F9", self.save, "print", self.save_button),
            ("save_label", N_("Save, print label too"), "Shift+F9", self.save_with_label, "print", self.label_button),
            ("keep_draft", N_("Keep as draft"), "Ctrl+S", self.keep_draft, "draft", self.draft_button),
            ("another_device", N_("Another device of the same visit"), "Ctrl+Shift+A", self.add_device, "add", None),
            ("clone_last", N_("As the last order"), "Ctrl+Shift+D", self.clone_last, "copy", None),
            ("more_fields", N_("More fields"), "Ctrl+E", self.toggle_more, "down", None),
            ("customer", N_("Open the customer"), "Ctrl+J", self.side.customer.go, "customer", None),
            ("photos", N_("Add photos"), "Ctrl+Shift+P", self.pick_photos, "photo", None),
            ("paste_photo", N_("Paste a photo"), "Ctrl+Shift+V", self.paste_photo, "photo", None),
        ):
            action = self.action(name, text, keys, act, icon)
            if button is not None:
                button.act(action)

    def _draft_words(self) -> str:
        return _("Draft {number}").format(number=getattr(self, "temporary", ""))

    # beginning

    def start_anew(self) -> None:
        """An empty page with what is usual filled in."""
        number = int(self.desk.settings.get("draft_number", 0) or 0) + 1
        self.desk.settings.set("draft_number", number)
        self.temporary = f"W-tmp-{number}"
        self.draft_chip.show_chip(Chip(self._draft_words, "neutral", "draft"))
        self.saved_at.say("")
        self.entries, self.at = [Entry()], 0
        self.customer = self.device = self.model = None
        self._request = new_id()
        self.form.set_values({})
        self.form.set_locked({})
        self._show_reason("phone", False)
        self._show_reason("serial_no", False)
        self._propose_usual()
        self.side.show_customer(None)
        self._device_changed()
        self._tell_photos()
        self.title_changed.emit()

    def _propose_usual(self) -> None:
        for column, value in USUAL.items():
            self.form.propose(column, value)
        if self._promise is not None:
            self.form.propose("promised_at", self._promise)

    _promise = None

    def shown(self, **how: Any) -> None:
        """customer_id, device_id: whom or what it is about; phone: a number to begin with; new: drop what is there."""
        if how.get("new") and not self.form.touched:
            self.start_anew()
        if how.get("phone"):
            self.phone.type_text(how["phone"])
        if how.get("device_id"):
            self.choose_device(how["device_id"])
        elif how.get("customer_id"):
            self.choose_customer(how["customer_id"])
        if how and not self.form.touched:
            self.focus_start()

    def refresh(self) -> None:
        db, store = self.desk.db, self.desk.person.store_id

        def load() -> tuple[Codes, list[products.Category], Any]:
            return code_lists.load(db), products.categories(db), counter.usual_promise(db, store)

        self.run(load, self._take_lists, slot="lists")
        self.keeper.offer(self._draft_offered)

    def _take_lists(self, found: tuple[Codes, list[products.Category], Any]) -> None:
        self.codes, categories, self._promise = found
        self.categories = {one.id: one for one in categories}
        self.form.set_options("category_id", [Option(one.id, named(one.name, one.name_en)) for one in categories])
        self._offer_codes()
        if not self.form.editor("promised_at").proposed and self.form.value("promised_at") is None:
            self.form.propose("promised_at", self._promise)

    def focus_start(self) -> None:
        self.form.jump_to("phone")

    def panes(self) -> list[Any]:
        return [self.form]

    def unsaved(self) -> bool:
        return self.form.touched and not self._saving

    def retranslate(self) -> None:
        if hasattr(self, "strip"):
            self._tell_strip()
            self._offer_codes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # How many codes stand in a line follows from the width that the layout gives them.
        QTimer.singleShot(0, self, self._offer_codes)

    # searches, on workers

    def _find_customer(self, text: str) -> Sequence[Option]:
        return [as_option(hit) for hit in search.customers(self.desk.db, text, 8).hits]

    def _find_device(self, text: str) -> Sequence[Option]:
        return [as_option(hit) for hit in search.devices(self.desk.db, text, 8).hits]

    def _find_model(self, text: str) -> Sequence[Option]:
        lines = products.page(self.desk.db, products.Wanted(text=text), limit=10).rows
        options = []
        for line in lines[:10]:
            title = f"{line.brand} {line.name}".strip()
            category = line.category_en if language() == "en" else line.category
            options.append(Option(line.id, data(title), data(" · ".join(p for p in (line.model_no, category) if p))))
        return options

    def _find_region(self, text: str) -> Sequence[Option]:
        wanted = text.casefold()
        english = language() == "en"
        found = [one for one in regions.tree(self.desk.db) if wanted in f"{one.path}{one.path_en}".casefold()]
        return [Option(one.id, data(one.path_en if english else one.path)) for one in found[:12]]

    # what a person enters

    def _edited(self, column: str) -> None:
        if column == "phone":
            self._dash("phone", "no_phone_reason")
        elif column == "serial_no":
            self._dash("serial_no", "no_serial_reason")
            self._check_serial()
        elif column == "model":
            self._model_edited()
        elif column in ("symptoms", "liquid", "sold_on", "proof"):
            self._tell_warranty()
            if column == "symptoms":
                self._look_for_similar()
        elif column == "sale_stage":
            self._stage_edited()
        elif column == "category_id":
            self._offer_codes()
        self.title_changed.emit()

    def _dash(self, column: str, reason: str) -> None:
        """A dash instead of a number: ask why there is none, in the same place."""
        if self.form.editor(column).line.text().strip() == "-":
            self.form.editor(column).set_value(None)
            self._show_reason(column, True)
            self.form.jump_to(reason)

    def _show_reason(self, column: str, shown: bool) -> None:
        reason = "no_phone_reason" if column == "phone" else "no_serial_reason"
        self.form.set_shown(column, not shown)
        self.form.set_shown(reason, shown)

    def _check_serial(self) -> None:
        serial = self.form.value("serial_no") or ""
        if kind_of(serial) in ("imei", "vin"):
            self.form.note("serial_no", N_("check digit right"), "success")
        elif len(serial) == 15 and serial.isdigit():
            self.form.note("serial_no", N_("check digit wrong"), "warning")
        else:
            self.form.note("serial_no", "")

    def _stage_edited(self) -> None:
        """A pre-sale defect: the store stands in the customer's place."""
        pre_sale = self.form.value("sale_stage") == "pre_sale"
        for column in ("phone", "name"):
            self.form.set_required(column, not pre_sale)
        if pre_sale and self.customer is None and not self.form.value("name"):
            self.form.propose("name", self.desk.person.store_name)

    # customer

    def choose_customer(self, customer_id: UUID) -> None:
        """Somebody was found: show what is known and go on to the device."""
        db = self.desk.db
        if self._in_customer_group():
            self.form.jump_to("serial_no")
        self.run(lambda: counter.about_customer(db, customer_id), self._take_customer, slot="customer")

    def _in_customer_group(self) -> bool:
        focused = QApplication.focusWidget()
        return any(self.form.editor(name).focus_widget is focused for name in ("phone", "name"))

    def _is_before(self, column: str) -> bool:
        """Whether the focus is in a field before this one."""
        focused = QApplication.focusWidget()
        for name in self.form.cells:
            if name == column:
                return False
            if self.form.editor(name).focus_widget is focused:
                return True
        return False

    def _take_customer(self, hints: CustomerHints) -> None:
        self.customer = hints
        form = self.form
        self._show_reason("phone", False)
        self.phone.show_known(hints.id, hints.phone_masked or hints.number)
        for column in ("name", "salutation"):
            form.editor(column).set_locked("")
            form.editor(column).set_value(getattr(hints, column) or None)
        reason = _("From the customer's file")
        form.set_locked({**self._locks(), "name": reason, "salutation": reason})
        if hints.notify_by:
            form.propose("notify_by", hints.notify_by)
        form.note("phone", short("known"), "success")
        self.serial.offered = [
            Option(line.id, data(f"{line.brand} {line.model}".strip()), data(line.serial_no or line.colour))
            for line in hints.devices
        ]
        self.side.show_customer(hints)
        if self._in_customer_group():
            form.jump_to("serial_no")
        if self.device is None and self.serial.line.hasFocus() and self.serial.offered:
            self.serial.open_list()

    def let_customer_go(self) -> None:
        """The number was typed over: it is somebody else."""
        self.customer = None
        self.serial.offered = []
        self.form.set_locked(self._locks())
        for column in ("name", "salutation"):
            self.form.editor(column).set_value(None)
        self.form.note("phone", "")
        self.side.show_customer(None)

    def _locks(self) -> dict[str, str]:
        locks = {}
        if self.customer is not None:
            reason = _("From the customer's file")
            locks |= {"name": reason, "salutation": reason}
        if self.device is not None:
            reason = _("From the device's file")
            locks["model"] = reason
            known = self.device.device
            locks |= {name: reason for name in intake_entry.FACTS if getattr(known, name) not in (None, "")}
        if self.model is not None:
            locks["category_id"] = _("Follows from the model")
        return locks

    # device and model

    def choose_device(self, device_id: UUID) -> None:
        """A device was found: show what is known and go on to the fault."""
        db, store = self.desk.db, self.desk.person.store_id
        self.run(lambda: counter.about_device(db, device_id, store), self._take_device, slot="device")
        if self._is_before("problem"):
            self.form.jump_to("problem")

    def _take_device(self, hints: DeviceHints) -> None:
        self.device = hints
        known = hints.device
        self._show_reason("serial_no", False)
        self.serial.show_known(known.id, known.serial_no or known.no_serial_reason)
        self._check_serial()
        category = next((one.id for one in self.categories.values() if one.name == known.category), None)
        self.model = Model(
            known.product_model_id, f"{known.brand} {known.model}".strip(), category, known.category,
            known.serial_kind, known.warranty_months,
        )  # fmt: skip
        form = self.form
        form.set_locked({**self._locks()})
        form.editor("model").set_value(Option(self.model.id, data(self.model.title)))
        form.editor("category_id").set_value(category)
        for name in intake_entry.FACTS:
            form.editor(name).set_value(getattr(known, name) or None)
        form.set_locked(self._locks())
        if self.customer is None and known.customer_id is not None:
            self.choose_customer(known.customer_id)
        self.entries[self.at].hints = hints
        self._device_changed()

    def let_device_go(self) -> None:
        """The serial number was typed over: it is another device."""
        self.device = self.model = None
        self.entries[self.at].hints = None
        for name in ("model", "category_id", *intake_entry.FACTS):
            self.form.editor(name).set_value(None)
        self.form.set_locked(self._locks())
        self._device_changed()

    def _model_edited(self) -> None:
        try:
            chosen = self.form.value("model")
        except ValueError:
            chosen = None
        if isinstance(chosen, UUID):
            db = self.desk.db
            self.run(lambda: products.get(db, chosen), self._take_model, slot="model")
        elif self.model is not None:
            self.model = None
            self.form.set_locked(self._locks())
            self._device_changed()
        fresh = bool(chosen) and not isinstance(chosen, UUID)
        self.form.note("model", N_("new, for review") if fresh else "", "warning")

    def _take_model(self, model: products.Model) -> None:
        self.model = Model(
            model.id, f"{model.brand} {model.name}".strip(), model.category_id, model.category, model.serial_kind,
            model.warranty_months,
        )  # fmt: skip
        self.form.editor("category_id").set_value(model.category_id)
        self.form.set_locked(self._locks())
        self._device_changed()

    def _category_code(self) -> str | None:
        try:
            category = self.categories.get(self.form.value("category_id"))
        except ValueError:
            category = None
        return category.code if category is not None else None

    def _device_changed(self) -> None:
        """Device or model are other ones: everything that follows from them."""
        kind = intake_entry.SKETCHES.get(self._category_code() or "", "box")
        self.form.editor("marks").set_kind(kind if self.model or self._category_code() else "phone")
        self.side.show_device(self.device)
        self._offer_codes()
        self._tell_warranty()
        self._look_for_similar()
        self._tell_strip()

    def _offer_codes(self) -> None:
        category = self._category_code()
        editor = self.form.editor("symptoms")
        chosen = editor.value()
        symptoms = self.codes.options("symptom", category, chosen)
        link = self.more_symptoms.sizeHint().width()
        most = len(symptoms) if self._all_symptoms else min(9, editor.fitting(symptoms, link))
        first = [one for place, one in enumerate(symptoms) if place < most or one.value in chosen]
        self.more_symptoms.setVisible(len(first) < len(symptoms))
        editor.set_options(first)
        items = self.form.editor("accessories")
        chosen = items.value()
        none = Option(intake_form.NONE, short("None"), key="0", exclusive=True)
        accessories = self.codes.options("accessory", category, chosen)
        most = items.fitting([none, *accessories], 0) - 1
        first = [one for place, one in enumerate(accessories) if place < min(9, most) or one.value in chosen]
        items.set_options([*first, none])

    def show_all_symptoms(self) -> None:
        """Offer every symptom of the category."""
        self._all_symptoms = True
        self._offer_codes()
        self.form.jump_to("symptoms")

    def _tell_warranty(self) -> None:
        try:
            bought, liquid = self.form.value("sold_on"), self.form.value("liquid")
        except ValueError:
            bought, liquid = None, None
        proof = self.form.editor("proof").shown()
        if self.device is not None and self.device.device.sold_on is not None:
            found: Any = (self.device.verdict, self.device.reason, self.device.values)
        elif self.model is not None or self.device is not None:
            months = self.model.warranty_months if self.model is not None else 0
            found = counter.warranty_of(bought, months, formats.today())
        else:
            found = None
        self.side.warranty.tell(found, bool(liquid), proof)

    def _look_for_similar(self) -> None:
        if self.model is None:
            self.side.similar.tell(None, self.codes)
            return
        db, model = self.desk.db, self.model
        symptoms = tuple(self.form.value("symptoms"))

        def show(found: counter.SimilarFaults) -> None:
            words = " + ".join([model.title, self.codes.titles("symptom", symptoms)] if symptoms else [model.title])
            self.side.similar.tell(found, self.codes, words)

        self.run(lambda: counter.similar(db, model.id, symptoms), show, slot="similar")

    # several devices

    def _device_columns(self) -> list[str]:
        return [column for column in self.form.cells if column not in intake_form.CUSTOMER]

    def _keep_entry(self) -> None:
        """Put what is entered about the device in front into its entry."""
        entry = self.entries[self.at]
        form = self.form
        entry.raw = {
            column: (form.editor(column).raw(), form.editor(column).proposed) for column in self._device_columns()
        }
        entry.values = {}
        for column in form.cells:
            if form.cells[column].isHidden() and column in (
                "serial_no",
                "no_serial_reason",
                "phone",
                "no_phone_reason",
            ):
                continue
            try:
                entry.values[column] = form.value(column)
            except ValueError:
                entry.values[column] = None
        entry.device_id = self.device.device.id if self.device is not None else None
        entry.hints = self.device
        entry.model = self.model
        entry.sketch = form.editor("marks").sketch.kind
        entry.title = self._entry_title()

    def _entry_title(self) -> str:
        if self.model is not None:
            return self.model.title
        return self.form.editor("model").line.text().strip()

    def add_device(self) -> None:
        """Another device that the same customer brought: the form of the device begins anew."""
        if not self._check_device():
            return
        self._keep_entry()
        self.entries.append(Entry())
        self._show_entry(len(self.entries) - 1)
        self.form.jump_to("serial_no")

    def go_to_device(self, place: int) -> None:
        """Show another of the devices brought."""
        if place != self.at:
            self._keep_entry()
            self._show_entry(place)

    def _show_entry(self, place: int) -> None:
        self.at = place
        entry = self.entries[place]
        form = self.form
        self.device, self.model = entry.hints, entry.model
        form.set_locked({})
        for column in self._device_columns():
            editor = form.editor(column)
            raw, proposed = entry.raw.get(column, (None, False))
            editor.set_value(None)
            if raw is not None:
                editor.set_raw(raw)
            editor.proposed = proposed
            editor.restyle()
            form.cells[column].set_error("")
        if not entry.raw:
            self._propose_usual()
        if entry.device_id is not None:
            self.serial.known = entry.device_id
        if self.model is not None:
            form.editor("model").set_value(Option(self.model.id, data(self.model.title)))
        form.set_locked(self._locks())
        reason = form.editor("no_serial_reason").line.text()
        self._show_reason("serial_no", bool(reason))
        form.fix_bar.tell({})
        self._device_changed()
        self._tell_photos()

    def _tell_strip(self) -> None:
        titles = [entry.title for entry in self.entries]
        titles[self.at] = self._entry_title()
        self.strip.tell(titles, self.at)

    # more fields

    def more_fields(self, shown: bool) -> None:
        """Show or hide what is rarely asked, at the end of the form."""
        self._more_shown = shown
        self.form.show_group(-1, shown)

    def toggle_more(self) -> None:
        """Ctrl+E."""
        self.more_fields(not self._more_shown)
        if self._more_shown:
            self.form.jump_to("kind")

    # photos

    def pick_photos(self) -> None:
        """Choose, look at and remove photos of the device in front."""
        dialog = PhotoDialog(self, self.entries[self.at].photos, self.desk.background)
        dialog.changed.connect(self._tell_photos)
        dialog.open()

    def paste_photo(self) -> None:
        """Take the picture in the clipboard."""
        self._add_photos(photos.from_mime(QGuiApplication.clipboard().mimeData()))

    def _add_photos(self, found: Sequence[photos.Photo]) -> None:
        self.entries[self.at].photos.extend(found)
        self._tell_photos()

    def _tell_photos(self) -> None:
        self.form.editor("marks").show_photos(len(self.entries[self.at].photos))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if photos.from_mime(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._add_photos(photos.from_mime(event.mimeData()))
        event.acceptProposedAction()

    # scans

    def take_scan(self, code: str) -> bool:
        """A code was scanned: a device is looked for by it, wherever the focus is. Orders are for others."""
        if kind_of(code) in ("order", "intake", "ticket", "complaint", "purchase", "damage"):
            return False
        if self.form.editor("shelf").line.hasFocus():
            self.form.editor("shelf").type_text(code)
            return True
        if self.device is None and not self.form.value("serial_no"):
            self.serial.look_up(code.strip().upper())
            return True
        if not self.form.value("shelf"):
            self.form.editor("shelf").type_text(code)
            return True
        return False

    # drafts

    def _extra(self) -> dict[str, Any]:
        self._keep_entry()
        return {
            "temporary": self.temporary,
            "customer": str(self.customer.id) if self.customer is not None else None,
            "at": self.at,
            "devices": [
                {
                    "raw": {name: list(value) for name, value in entry.raw.items() if name != "unlock_code"},
                    "device": str(entry.device_id) if entry.device_id is not None else None,
                    "title": entry.title,
                }
                for entry in self.entries
            ],
        }

    def _restore(self, extra: dict[str, Any]) -> None:
        self.temporary = extra.get("temporary") or self.temporary
        self.draft_chip.show_chip(Chip(self._draft_words, "neutral", "draft"))
        self.entries = []
        for kept in extra.get("devices") or [{}]:
            entry = Entry(raw={name: tuple(value) for name, value in kept.get("raw", {}).items()})
            entry.device_id = UUID(kept["device"]) if kept.get("device") else None
            entry.title = kept.get("title", "")
            self.entries.append(entry)
        self._show_entry(min(extra.get("at", 0), len(self.entries) - 1))
        if extra.get("customer"):
            self.choose_customer(UUID(extra["customer"]))
        if self.entries[self.at].device_id is not None:
            self.choose_device(self.entries[self.at].device_id)

    def _draft_offered(self, found: bool) -> None:
        if found:
            self.title_changed.emit()

    def _draft_kept(self) -> None:
        at = formats.local(self.desk.now())
        self.saved_at.say(lambda: _("{time} kept by itself").format(time=f"{at:%H:%M:%S}"))

    def keep_draft(self) -> None:
        """Ctrl+S: keep what is entered on this PC now."""
        self.keeper.keep()

    def clone_last(self) -> None:
        """Fill in as in the last order of this window: customer, kind, shelf and fault, not the device."""
        last = getattr(self, "_last", None)
        if last is None:
            return
        self.form.set_value("problem", last.get("problem"))
        for column in ("symptoms", "accessories", "estimate", "shelf", "kind", "sale_stage", "wish"):
            if last.get(column) not in (None, ()):
                self.form.propose(column, last[column])
        if last.get("_customer") is not None:
            self.choose_customer(last["_customer"])

    # saving

    def _check_device(self) -> bool:
        """Whether the device in front is whole; what is missing is shown."""
        return self.form.check()

    def save_with_label(self) -> None:
        """Shift+F9: the device's label is printed too."""
        self._label_too = True
        self.save()

    def save(self) -> None:
        """F9: save everything, print the slip. What is missing is said and gone to."""
        if self._saving:
            return
        problems = self.form.problems()
        if self.form.editor("prepayment").line.text().strip() and not self.form.editor("method").line.text().strip():
            problems.setdefault("method", _("Say how the prepayment was paid."))
        self.form.show_errors(problems)
        if problems:
            self._label_too = False
            return
        self._keep_entry()
        brought = [intake_entry.brought(entry, entry.model, entry.sketch) for entry in self.entries]
        workstation = str(self.desk.settings.get("workstation", "") or "")
        values = self.entries[self.at].values
        visit = intake_entry.visit(self.desk.person.store_id, workstation, self.customer, values, brought)
        db, request = self.desk.db, self._request
        self._saving = True
        self.save_button.setEnabled(False)
        self.run(lambda: counter.take_in(db, visit, request), self._saved, self._refused)

    def _refused(self, error: BaseException) -> Any:
        self._end_saving()
        # Another try is another request: nothing was saved by this one.
        self._request = new_id()
        if isinstance(error, Incomplete):
            found = {}
            for lack in error.lacks:
                field = {"device_id": "serial_no", "customer_id": "phone"}.get(lack.field or "", lack.field)
                if field in self.form.cells:
                    found.setdefault(field, lack.sentence())
            index = next((lack.index for lack in error.lacks if lack.index is not None), None)
            if index is not None:
                self.go_to_device(index)
            if found:
                self.form.show_errors(found)
                return True
        return self.form.show_refusal(error) or self.refused(error)

    def _end_saving(self) -> None:
        self._saving = False
        self.save_button.setEnabled(True)

    def _saved(self, opened: Opened) -> None:
        self._end_saving()
        self._last = {**self.entries[self.at].values, "_customer": self.customer.id if self.customer else None}
        entries, label_too = self.entries, self._label_too
        self._label_too = False
        self.keeper.saved()
        self.messages.clear()
        self.start_anew()
        self.focus_start()
        self._after_save(opened, entries, label_too)

    def _after_save(self, opened: Opened, entries: Sequence[Entry], label_too: bool) -> None:
        numbers = "、".join(order.number for order in opened.orders)
        first = opened.orders[0].id
        self.messages.show(
            "success",
            lambda: _("Taken in: {numbers}").format(numbers=numbers),
            link=N_("Open it"),
            act=lambda: self.desk.open_record("work_order", first),
            key="saved",
            icon="ok",
        )
