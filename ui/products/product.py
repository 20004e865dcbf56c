"""One product model."""

from collections.abc import Collection
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from services import attachments, product_versions, products
from services.attachments import Attachment
from services.ids import new_id
from services.names import doer
from services.products import Model
from services.texts import N_, _
from ui.kit import formats, photos
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine, Pairs, SideColumn
from ui.kit.desk import Desk
from ui.kit.device_words import model_name
from ui.kit.form import Field, FieldLegend, Form, Group
from ui.kit.form_card import form_card
from ui.kit.lookups import choices
from ui.kit.options import Option
from ui.kit.photo_strips import PhotoKeeper, PhotosCard
from ui.kit.photos import Photo
from ui.kit.record_page import RecordPage, Removal
from ui.kit.theme import theme
from ui.kit.words import data, named
from ui.products.labels import SERIAL_KINDS
from ui.products.versions import VersionsCard

# As large as a card of the kiosk shows it on a sharp screen, in pixels.
SHOWN_PICTURE = 320


class ProductPage(RecordPage):
    """The form of a model, locked for whoever only reads the catalogue."""

    module = "products"
    tables = ("product_model", "product_version", "attachment")
    service = products
    table = "product_model"
    removal = Removal(
        N_("Remove this model?"),
        N_("Without devices and pictures it is deleted; else it is archived and can be restored."),
        N_("The model was removed."),
    )
    form: Form

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "product", N_("Product model"), "stock", heading=True)
        self.form = self._make_form()
        self._build()
        keeper = desk.rights is None or desk.rights.may_change("product_model")
        self.saving.setVisible(keeper)
        self.remove.setVisible(keeper)
        # Whoever only reads the catalogue gets no bar of buttons.
        self.foot.parentWidget().setVisible(keeper)

    def _make_form(self) -> Form:
        return Form(
            [
                Group(
                    N_("Model"),
                    [
                        Field("brand", N_("Brand"), "combo", free=True, max_length=60, span=4),
                        Field("name", N_("Name"), required=True, max_length=120, span=8),
                        Field("model_no", N_("Model number"), max_length=80, span=4),
                        Field(
                            "name_en",
                            N_("English name"),
                            max_length=120,
                            span=8,
                            hint=N_("with the brand in Latin letters"),
                        ),
                        Field("category_id", N_("Category"), "combo", span=4),
                        Field("serial_kind", N_("Kind of number"), "choice", options=choices(SERIAL_KINDS), span=8),
                    ],
                ),
                Group(
                    N_("Service"),
                    [
                        Field("warranty_months", N_("Warranty"), "integer", required=True, unit=N_("months"), span=4),
                        Field("software", N_("It is software and has versions"), "yesno", span=8),
                        Field("note", N_("Note"), "multiline", lines=3, span=12),
                    ],
                ),
                Group(
                    N_("For customers"),
                    [
                        Field("shown", N_("Shown to customers at the kiosk"), "yesno", span=8),
                        Field("retail_price", N_("Retail price"), "money", unit="CNY", span=4),
                        Field("pitch", N_("What customers read of it"), "multiline", lines=2, max_length=300, span=12),
                        Field("pitch_en", N_("The same in English"), "multiline", lines=2, max_length=300, span=12),
                    ],
                ),
            ],
            self.desk.background,
        )

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        left = QVBoxLayout()
        left.setSpacing(theme.px(10))
        left.addWidget(form_card(self.form), 1)
        self.versions = VersionsCard(self)
        self.versions.hide()
        left.addWidget(self.versions)
        row.addLayout(left, 1)
        side = SideColumn()
        side.setFixedWidth(theme.px(300))
        self.review = Card(N_("Review"))
        self.facts = Card(N_("On file"))
        self.pictures = PhotosCard([("product", N_("Customers see the first"), N_("Add pictures"))], N_("Pictures"))
        self.photos = PhotoKeeper(self, self.pictures, self._send, SHOWN_PICTURE)
        side.add(self.review)
        side.add(self.pictures)
        side.add(self.facts)
        row.addWidget(side)
        self.body.addLayout(row, 1)
        self.add_head(None, FieldLegend())
        self.remove = Button(N_("Remove the model…"), "remove", "danger")
        self.bring_back = Button(N_("Restore"), "restore")
        self.bring_back.hide()
        self.add_saving("primary", self.remove, self.bring_back, None)
        self.remove.clicked.connect(self.ask_remove)
        self.bring_back.clicked.connect(self.restore)

    def _send(self, model_id: Any, photo: Photo) -> None:
        photos.make_small(photo)
        attachments.add_to_model(
            self.desk.db, model_id, photo.data, request=photo.request, name=photo.name[:200], thumbnail=photo.thumbnail
        )

    def refresh(self) -> None:
        db, record_id = self.desk.db, self.record_id
        if record_id is None:
            return

        def load() -> Any:
            lines = products.some(db, [record_id]) or products.some(db, [record_id], products.Wanted(archived=True))
            known = products.categories(db), products.brands(db), product_versions.of_model(db, record_id)
            devices = lines[0].devices if lines else 0
            return products.get(db, record_id), *known, attachments.of_model(db, record_id), devices

        self.run(load, self.show_loaded, None if self.unsaved() else self.not_loaded, slot="load")

    def show_loaded(
        self,
        loaded: tuple[Model, list[products.Category], list[str], list[product_versions.Version], list[Attachment], int],
    ) -> None:
        """Show a model."""
        model, categories, brands, versions, pictures, devices = loaded
        self.set_title(data(model_name(model)))
        self.form.set_options("category_id", [Option(one.id, named(one.name, one.name_en)) for one in categories])
        self.form.set_options("brand", [Option(brand, data(brand)) for brand in brands])
        self.take(model)
        self._show_review(model)
        self._show_facts(model, devices)
        keeper = self.desk.rights is None or self.desk.rights.may_change("product_model")
        archived = model.archived_at is not None
        self.pictures.tell(pictures, keeper and not archived)
        self.pictures.setVisible(bool(pictures) or (keeper and not archived))
        self.versions.setVisible(model.software)
        self.versions.tell(versions, keeper and not archived)
        self.remove.setVisible(keeper and not archived)
        self.bring_back.setVisible(keeper and archived)
        if self.desk.rights is not None:
            self.desk.rights.open_for_edit(self, "product_model", model.id, self.form)

    def _show_review(self, model: Model) -> None:
        self.review.clear()
        self.review.setVisible(model.needs_review)
        if not model.needs_review:
            return
        words = lambda: _("Added on the spot by {name}. Complete it and mark it reviewed.").format(  # noqa: E731
            name=doer(model.created_by)
        )
        self.review.body.addWidget(IconLine(words, "warning", "warning"))
        if self.desk.has_role("admin", "manager"):
            button = Button(N_("Reviewed"), "reviewed", icon="ok")
            button.clicked.connect(self._reviewed)
            self.review.body.addWidget(button)

    def _show_facts(self, model: Model, devices: int) -> None:
        self.facts.clear()
        self.facts.body.addWidget(
            Pairs(
                [
                    (N_("Devices"), data(formats.count(devices))),
                    (N_("Added by"), lambda: doer(model.created_by)),
                    (N_("Since"), lambda: formats.day(formats.local(model.created_at).date())),
                    (N_("Last change"), lambda: formats.moment(model.updated_at, self.desk.now())),
                ]
            )
        )
        show = Button(N_("Show its devices"), "show_devices", "link")
        show.clicked.connect(lambda: self.desk.open_page("devices", product_model_id=model.id, model=model_name(model)))
        self.facts.body.addWidget(show)

    def _reviewed(self) -> None:
        record_id, request = self.record_id, new_id()
        self.write(lambda: products.mark_reviewed(self.desk.db, record_id, request), lambda _none: self.refresh())

    def changed(self, table: str, ids: Collection[Any]) -> None:
        if table != "product_model" or self.record_id in ids:
            self.refresh()

    def focus_start(self) -> None:
        self.form.jump_to("brand")
