"""Who and what was found at intake, and everything that follows from it: locks, codes, warranty, hints."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QApplication

from services import counter, products
from services.counter import CustomerHints, DeviceHints
from services.products import Category
from services.texts import N_, _
from ui.kit import formats
from ui.kit.device_words import device_name, model_name
from ui.kit.options import Option
from ui.kit.scanner import kind_of
from ui.kit.words import data, named
from ui.work_orders import intake_form
from ui.work_orders.codes import Codes
from ui.work_orders.intake_entry import FACTS, SKETCHES, Model
from ui.work_orders.labels import short

if TYPE_CHECKING:
    from ui.work_orders.intake_page import IntakePage

MOST_CODES = 9


class Known:
    """Fills in what is on file, in the background; the focus goes on to the next question only from a field before it."""

    def __init__(self, page: "IntakePage") -> None:
        self._page, self._form, self._side = page, page.form, page.side
        self.phone, self.serial = page.form.editor("phone"), page.form.editor("serial_no")
        self.customer: CustomerHints | None = None
        self._came_with_device = False  # nobody chose the customer: the device's owner was taken
        self.device: DeviceHints | None = None
        self.goes_over = False  # the device, to who brings it
        self.model: Model | None = None
        self.codes = Codes()
        self.categories: dict[UUID, Category] = {}
        self._all_symptoms = False
        # What is being looked up; an answer about anything else comes too late.
        self._asked: dict[str, UUID] = {}
        self._then: Callable[[], Any] | None = None
        for editor in (self.phone, self.serial):
            editor.settled.connect(self._settle)
        self.phone.picked.connect(self.choose_customer)
        self.phone.let_go.connect(self.let_customer_go)
        self.serial.picked.connect(self.choose_device)
        self.serial.let_go.connect(self.let_device_go)
        self.serial.unknown.connect(lambda: self._go_on("model"))
        self._side.owner.goes_over.connect(self.let_go_over)
        self._side.owner.brought_for.connect(self.bring_for_owner)

    def take_lists(self, codes: Codes, categories: list[Category]) -> None:
        """The code lists are there."""
        self.codes = codes
        self.categories = {one.id: one for one in categories}
        self._form.set_options("category_id", [Option(one.id, named(one.name, one.name_en)) for one in categories])
        self.offer_codes()

    def forget(self) -> None:
        """Nobody and nothing is known."""
        self.customer = self.device = self.model = None
        self._all_symptoms = self._came_with_device = self.goes_over = False
        self._asked.clear()
        self._then = None
        self.serial.offered = []
        self._form.set_locked({})
        self._form.note("phone", "")
        self._form.note("serial_no", "")
        self._form.note("model", "")
        for column in ("phone", "serial_no"):
            self.ask_why_none(column, False)
        self._side.show_customer(None)

    # looking up

    def _look_up(self, what: str, record_id: UUID, work: Callable[[], Any], take: Callable[[Any], None]) -> None:
        """Bring what is known of a record, unless another one is asked for meanwhile."""
        self._asked[what] = record_id

        def is_wanted() -> bool:
            wanted = self._asked.get(what) == record_id
            if wanted:
                del self._asked[what]
            return wanted

        def done(found: Any) -> None:
            if is_wanted():
                take(found)
                self._settle()

        def failed(error: BaseException) -> Any:
            if is_wanted():
                self._then = None
            return self._page.refused(error)

        self._page.run(work, done, failed, slot=what)

    def when_settled(self, act: Callable[[], Any]) -> None:
        """Do something once everything asked for is known; at once where nothing is on its way."""
        self._then = act
        for editor in (self.phone, self.serial):
            editor.hurry()
        self._settle()

    def _settle(self) -> None:
        if self._then is not None and not self._asked and not self.phone.is_looking and not self.serial.is_looking:
            act, self._then = self._then, None
            act()

    # customer

    def choose_customer(self, customer_id: UUID) -> None:
        """Somebody was found: show what is known and go on to the device."""
        db, store = self._page.desk.db, self._page.desk.person.store_id
        self._go_on("serial_no")
        self._came_with_device = False
        self._look_up(
            "customer", customer_id, lambda: counter.about_customer(db, customer_id, store), self._take_customer
        )

    def _take_customer(self, hints: CustomerHints) -> None:
        self.customer = hints
        form = self._form
        self.ask_why_none("phone", False)
        self.phone.show_known(hints.id, hints.phone_masked or hints.number)
        for column in ("name", "salutation"):
            form.editor(column).set_locked("")
            form.editor(column).set_value(getattr(hints, column) or None)
        form.set_locked(self.locks())
        if hints.notify_by:
            form.propose("notify_by", hints.notify_by)
        form.note("phone", short("known"), "success")
        self.serial.offered = [
            Option(line.id, data(device_name(line)), data(line.serial_no or line.colour)) for line in hints.devices
        ]
        self._side.show_customer(hints)
        self.tell_owner()
        self._go_on("serial_no")
        if self.device is None and self.serial.line.hasFocus() and self.serial.offered:
            self.serial.open_list()

    def let_customer_go(self) -> None:
        """The number was typed over: it is somebody else."""
        self._asked.pop("customer", None)
        self.customer = None
        self.serial.offered = []
        self._form.set_locked(self.locks())
        for column in ("name", "salutation"):
            self._form.editor(column).set_value(None)
        self._form.note("phone", "")
        self._side.show_customer(None)
        self.tell_owner()

    def _go_on(self, column: str) -> None:
        """Put the focus into a field, if it is in one before it."""
        focused = QApplication.focusWidget()
        for name in self._form.cells:
            if name == column:
                return
            if self._form.editor(name).focus_widget is focused:
                self._form.jump_to(column)
                return

    def ask_why_none(self, column: str, asked: bool) -> None:
        """Ask in the place of a number why there is none, or for the number again."""
        reason = {"phone": "no_phone_reason", "serial_no": "no_serial_reason"}[column]
        self._form.set_shown(column, not asked)
        self._form.set_shown(reason, asked)

    def dash(self, column: str) -> None:
        """A dash instead of a number: ask for the reason."""
        editor = self._form.editor(column)
        if editor.line.text().strip() == "-":
            editor.set_value(None)
            self.ask_why_none(column, True)
            self._form.jump_to({"phone": "no_phone_reason", "serial_no": "no_serial_reason"}[column])

    def locks(self) -> dict[str, str]:
        """Fields that are not changed here, with the reason."""
        locks = {}
        if self.customer is not None:
            reason = _("From the customer's file")
            locks |= {"name": reason, "salutation": reason}
        if self.device is not None:
            reason, known = _("From the device's file"), self.device.device
            locks["model"] = reason
            locks |= {name: reason for name in FACTS if getattr(known, name) not in (None, "")}
        if self.model is not None:
            locks["category_id"] = _("Follows from the model")
        return locks

    # device and model

    def choose_device(self, device_id: UUID) -> None:
        """A device was found: show what is known and go on to the fault."""
        db, store = self._page.desk.db, self._page.desk.person.store_id
        self._look_up("device", device_id, lambda: counter.about_device(db, device_id, store), self._take_device)
        self._go_on("problem")

    def _take_device(self, hints: DeviceHints) -> None:
        known, form = hints.device, self._form
        self.device = hints
        self.ask_why_none("serial_no", False)
        self.serial.show_known(known.id, known.serial_no or known.no_serial_reason)
        self.check_serial()
        category = next((one.id for one in self.categories.values() if one.name == known.category), None)
        title = device_name(known)
        self.model = Model(known.product_model_id, title, category, known.serial_kind, known.warranty_months)
        form.editor("model").set_value(Option(self.model.id, data(title)))
        form.editor("category_id").set_value(category)
        for name in FACTS:
            form.editor(name).set_value(getattr(known, name) or None)
        form.set_locked(self.locks())
        if known.customer_id is not None and not self._somebody_entered():
            self.choose_customer(known.customer_id)
            self._came_with_device = len(self._page.devices.entries) == 1
        self.device_changed()

    def let_device_go(self) -> None:
        """The serial number was typed over: it is another device, and the owner of the former one goes with it."""
        self._asked.pop("device", None)
        if self._came_with_device:
            self._came_with_device = False
            self.phone.set_value(None)
            self.let_customer_go()
        self.device = self.model = None
        self.goes_over = False
        for name in ("model", "category_id", *FACTS):
            self._form.editor(name).set_value(None)
        self._form.set_locked(self.locks())
        self.device_changed()

    # whose it is

    def _somebody_entered(self) -> bool:
        """Whether a person said who stands at the counter: the last digits alone are only a search."""
        number = self.phone.value() or ""
        return self.customer is not None or "customer" in self._asked or bool(self._bringer()) or len(number) >= 7

    def _bringer(self) -> str:
        """Who stands at the counter, as far as it was entered."""
        return self.customer.name if self.customer is not None else self._form.value("name") or ""

    def tell_owner(self) -> None:
        """Ask whose it is where somebody else brings it than the owner on file."""
        known = self.device.device if self.device is not None else None
        somebody = self.customer.id if self.customer is not None else None
        bringer = self._bringer() if self._form.value("sale_stage") != "pre_sale" else ""
        other = known is not None and known.customer_id not in (None, somebody) and bool(bringer)
        if not other:
            self.goes_over = False
        self._side.owner.tell(known.customer if known is not None and other else "", bringer, self.goes_over)

    def let_go_over(self, over: bool) -> None:
        """With this intake the device goes over to who brings it, or stays with its owner."""
        self.goes_over = over
        self.tell_owner()

    def bring_for_owner(self) -> None:
        """The order is the owner's; who stands here is noted as bringing it."""
        owner = self.device.device.customer_id if self.device is not None else None
        if owner is None:
            return
        bringer = self._bringer()
        self.phone.set_value(None)
        self.let_customer_go()
        self._form.set_value("brought_by", bringer)
        self._page.more_fields(True)
        self.choose_customer(owner)

    def check_serial(self) -> None:
        """Say whether the check digit of an IMEI or VIN is right; a wrong one is allowed."""
        serial = self._form.value("serial_no") or ""
        if kind_of(serial) in ("imei", "vin"):
            self._form.note("serial_no", N_("check digit right"), "success")
        elif len(serial) == 15 and serial.isdigit():
            self._form.note("serial_no", N_("check digit wrong"), "warning")
        else:
            self._form.note("serial_no", "")

    def model_edited(self) -> None:
        """A model was chosen, or one typed that nobody knew."""
        try:
            chosen = self._form.value("model")
        except ValueError:
            chosen = None
        if isinstance(chosen, UUID):
            db = self._page.desk.db
            self._look_up("model", chosen, lambda: products.get(db, chosen), self._take_model)
        else:
            self._asked.pop("model", None)
            if self.model is not None:
                self.model = None
                self._form.set_locked(self.locks())
                self.device_changed()
        fresh = bool(chosen) and not isinstance(chosen, UUID)
        self._form.note("model", N_("new, for review") if fresh else "", "warning")

    def _take_model(self, found: products.Model) -> None:
        title = model_name(found)
        self.model = Model(found.id, title, found.category_id, found.serial_kind, found.warranty_months)
        self._form.editor("category_id").set_value(found.category_id)
        self._form.set_locked(self.locks())
        self.device_changed()

    def show_device(self, device: DeviceHints | None, model: Model | None, goes_over: bool) -> None:
        """Another device of the same visit is in front."""
        self.device, self.model, self.goes_over = device, model, goes_over
        if model is not None:
            self._form.editor("model").set_value(Option(model.id, data(model.title)))
        self._form.set_locked(self.locks())
        self.check_serial()
        self.device_changed()

    def category_code(self) -> str | None:
        """The category of the device in front, by its code."""
        try:
            category = self.categories.get(self._form.value("category_id"))
        except ValueError:
            category = None
        return category.code if category is not None else None

    def device_changed(self) -> None:
        """Device or model are other ones: everything that follows from them."""
        code = self.category_code()
        kind = SKETCHES.get(code or "", "box") if self.model is not None or code else "phone"
        self._form.editor("marks").set_kind(kind)
        self._side.show_device(self.device)
        self.tell_owner()
        self.offer_codes()
        self.tell_warranty()
        self.look_for_similar()
        self._page.devices.tell_strip()

    # what follows

    def offer_codes(self) -> None:
        """Symptoms and accessories of the category, as many as stand in one line."""
        category, more = self.category_code(), self._page.more_symptoms
        editor = self._form.editor("symptoms")
        chosen = editor.value()
        symptoms = self.codes.options("symptom", category, chosen)
        fitting = min(MOST_CODES, editor.fitting(symptoms, more.sizeHint().width()))
        most = len(symptoms) if self._all_symptoms else fitting
        first = [one for place, one in enumerate(symptoms) if place < most or one.value in chosen]
        more.setVisible(len(first) < len(symptoms))
        editor.set_options(first)
        items = self._form.editor("accessories")
        chosen = items.value()
        none = Option(intake_form.NONE, short("None"), key="0", exclusive=True)
        accessories = self.codes.options("accessory", category, chosen)
        most = min(MOST_CODES, items.fitting([none, *accessories], 0) - 1)
        items.set_options(
            [one for place, one in enumerate(accessories) if place < most or one.value in chosen] + [none]
        )

    def show_all_symptoms(self) -> None:
        """Offer every symptom of the category."""
        self._all_symptoms = True
        self.offer_codes()
        self._form.jump_to("symptoms")

    def tell_warranty(self) -> None:
        """The verdict by the dates that are known or entered."""
        try:
            bought, liquid = self._form.value("sold_on"), self._form.value("liquid")
        except ValueError:
            bought, liquid = None, None
        found: counter.Verdict | None = None
        if self.device is not None and self.device.device.sold_on is not None:
            found = self.device.warranty
        elif self.model is not None:
            found = counter.warranty_of(bought, self.model.warranty_months, formats.today())
        self._side.warranty.tell(found, bool(liquid), self._form.editor("proof").shown())

    def look_for_similar(self) -> None:
        """What the same complaint about this model turned out to be before."""
        if self.model is None:
            self._side.similar.tell(None, self.codes)
            return
        db, model, symptoms = self._page.desk.db, self.model, tuple(self._form.value("symptoms"))

        def show(found: counter.SimilarFaults) -> None:
            parts = [model.title, self.codes.titles("symptom", symptoms)] if symptoms else [model.title]
            self._side.similar.tell(found, self.codes, " + ".join(parts))

        self._page.run(lambda: counter.similar(db, model.id, symptoms), show, slot="similar")
