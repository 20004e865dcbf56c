"""The form of a device: model, numbers, owner, sale and warranty."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services import product_versions, products, search
from services.devices import Device
from services.ids import new_id
from services.texts import N_, _
from ui.kit import formats, lookups
from ui.kit.device_words import device_name, model_name
from ui.kit.form import Field, FieldLegend, Form, Group, Option
from ui.kit.form_card import form_in_card
from ui.kit.form_dialog import FormDialog
from ui.kit.lookups import choices
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.words import data
from ui.products.labels import PROOFS, SERIAL_KINDS


class NewModel(str):
    """A model that is not in the catalogue yet, as it was typed."""


class DeviceForm(QWidget):
    """`edited` when a person changed something, `finished` after the last field."""

    edited = Signal()
    finished = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.seen: Device | None = None
        self.form, card = form_in_card(lambda room: Form(self._groups(), page.desk.background, room), self)
        head = QHBoxLayout()
        head.addStretch(1)
        head.addWidget(FieldLegend())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(8))
        outer.addLayout(head)
        outer.addWidget(card, 1)
        self.form.edited.connect(self._was_edited)
        self.form.finished.connect(self.finished)

    def _groups(self) -> Sequence[Group]:
        return [
            Group(
                N_("Device"),
                [
                    Field("product_model_id", N_("Model"), "lookup", required=True, search=self._find_model, span=6),
                    Field("customer_id", N_("Device owner"), "lookup", search=self.find_customer, span=6),
                    Field("serial_no", N_("Serial number"), "scan", max_length=80, span=4),
                    Field("serial_kind", N_("Kind of number"), "choice", options=choices(SERIAL_KINDS), span=8),
                    Field("no_serial_reason", N_("Why without a serial number"), max_length=200, span=6),
                    Field("colour", N_("Colour"), max_length=40, span=3),
                    Field("configuration", N_("Configuration"), max_length=200, span=3),
                    Field("product_version_id", N_("Software version"), "combo", span=4),
                ],
            ),
            Group(
                N_("Sale"),
                [
                    Field("sold_on", N_("Bought on"), "date", span=3),
                    Field("sold_by", N_("Bought at"), max_length=120, span=5),
                    Field("warranty_from", N_("Warranty from"), "date", span=4, hint=N_("if not the day of sale")),
                    Field("proof", N_("Proof of purchase"), "choice", options=choices(PROOFS), span=8),
                    Field("proof_no", N_("Number of the proof"), max_length=80, span=4),
                    Field("made_on", N_("Made on"), "date", span=3),
                ],
            ),
            Group(
                N_("More"),
                [
                    Field("counter", N_("Counter reading"), "number", span=3),
                    Field("counter_unit", N_("Counted in"), max_length=20, span=3, placeholder=N_("km, pages, hours")),
                    Field("place", N_("Where it stands"), max_length=200, span=6),
                    Field("parent_device_id", N_("Part of the device"), "lookup", search=self._find_device, span=6),
                    Field("note", N_("Note"), "multiline", span=12),
                ],
            ),
        ]

    def load(self, device: Device | None, **given: Any) -> None:
        """Show a device, or an empty form with what is given (customer_id as an Option)."""
        self.seen = device
        self.form.set_shown("product_version_id", bool(device is not None and device.product_version_id))
        if device is None:
            self.form.set_values({"serial_kind": "serial", "proof": ""})
            for column, value in given.items():
                self.form.set_value(column, value)
            return
        self.form.set_values(form_values(device))
        self._offer_versions(device.product_model_id)

    def _offer_versions(self, model_id: Any) -> None:
        """The versions of a model; a field without any is hidden."""
        db, seen = self._page.desk.db, self.seen
        kept = seen.product_version_id if seen is not None and seen.product_model_id == model_id else None

        def show(found: list[product_versions.Version]) -> None:
            options = [Option(one.id, data(version_words(one))) for one in found]
            if kept is not None and seen is not None and all(one.value != kept for one in options):
                options.append(Option(kept, data(seen.product_version)))
            self.form.set_options("product_version_id", options)
            self.form.set_shown("product_version_id", bool(options))

        self._page.run(lambda: product_versions.of_model(db, model_id), show, slot="versions")

    @property
    def touched(self) -> bool:
        """Whether a person entered something that is not saved."""
        return self.form.touched

    @property
    def fix_bars(self) -> Sequence[QWidget]:
        """What is still to be put right."""
        return self.form.fix_bars

    def check(self) -> bool:
        """Show what is missing; True when nothing is."""
        return self.form.check()

    def show_refusal(self, error: Any) -> bool:
        """Show a refusal at its field; False when it names none."""
        return self.form.show_refusal(error)

    def focus_first(self) -> None:
        """Start at the model."""
        self.form.jump_to("product_model_id")

    def changed(self) -> dict[str, Any]:
        """Changed columns; for a new device everything that is entered."""
        if self.seen is not None:
            return self.form.changed()
        return {name: value for name, value in self.form.values().items() if value is not None}

    def _was_edited(self, column: str) -> None:
        if column == "product_model_id":
            try:
                value = self.form.value(column)
            except ValueError:
                value = None
            if isinstance(value, NewModel):
                add_model(self._page, str(value), self._take_model)
            elif value is not None:
                self.form.set_value("product_version_id", None)
                self._offer_versions(value)
        self.edited.emit()

    def _take_model(self, model: products.Model) -> None:
        self.form.editor("product_model_id").set_value(Option(model.id, data(model_name(model))))
        self.form.set_value("serial_kind", model.serial_kind)

    # looking up

    def _find_model(self, typed: str) -> list[Option]:
        found = products.page(self._page.desk.db, products.Wanted(text=typed), limit=20).rows
        shown = [Option(one.id, data(model_name(one)), data(one.model_no)) for one in found[:20]]
        rights = self._page.desk.rights
        if typed.strip() and (rights is None or rights.may_add("product_model")):
            words = lambda: _("Add the model “{name}”").format(name=typed.strip())  # noqa: E731
            shown.append(Option(NewModel(typed.strip()), words, icon="add"))
        return shown

    def find_customer(self, typed: str) -> list[Option]:
        """For the look-up of the owner."""
        return list(lookups.customers(self._page.desk.db)(typed))

    def _find_device(self, typed: str) -> list[Option]:
        found = search.devices(self._page.desk.db, typed, 20).hits
        own = self.seen.id if self.seen else None
        return [Option(one.id, data(f"{one.title} {one.subtitle}")) for one in found if one.id != own]


def version_words(version: product_versions.Version) -> str:
    """A version as it is chosen, with the day it came out."""
    came = formats.day(version.released_on) if version.released_on is not None else ""
    return " · ".join(part for part in (version.name, came) if part)


def form_values(device: Device) -> dict[str, Any]:
    """A device as the form shows it, look-ups with their words."""
    return {
        **{name: value if value != "" else None for name, value in device.values().items()},
        "proof": device.proof,
        "product_model_id": Option(device.product_model_id, data(device_name(device))),
        "customer_id": device.customer_id and Option(device.customer_id, data(device.customer)),
        "parent_device_id": device.parent_device_id and Option(device.parent_device_id, data(device.parent)),
    }


def add_model(page: Page, typed: str, then: Any) -> FormDialog:
    """Add a model on the spot; `then(model)` gets it."""
    request, db = new_id(), page.desk.db
    brand, _space, name = typed.partition(" ")
    fields = [
        Field("brand", N_("Brand"), "combo", free=True, max_length=60, span=4),
        Field("name", N_("Name"), required=True, max_length=120, span=8),
        Field("model_no", N_("Model number"), max_length=80, span=6),
        Field("warranty_months", N_("Warranty"), "integer", unit=N_("months"), span=6),
        Field("serial_kind", N_("Kind of number"), "choice", options=choices(SERIAL_KINDS), span=12),
    ]

    def act(dialog: FormDialog) -> None:
        values = dialog.form.values()

        def work() -> products.Model:
            return products.get(db, products.create(db, values, request))

        def done(model: products.Model) -> None:
            dialog.done_saving()
            then(model)

        page.write(work, done, dialog.refused)

    dialog = FormDialog(
        page,
        "model",
        N_("New model"),
        fields,
        act,
        background=page.desk.background,
        values={
            "brand": brand if name else None,
            "name": name or brand,
            "warranty_months": 12,
            "serial_kind": "serial",
        },
        detail=N_("It can be used at once and is marked for review."),
    )
    # A brand that is spelled the same way is found as one.
    page.desk.background.run(
        dialog,
        lambda: products.brands(db),
        lambda brands: dialog.form.set_options("brand", [Option(brand, data(brand)) for brand in brands]),
    )
    dialog.open()
    return dialog
