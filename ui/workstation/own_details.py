"""What somebody keeps of himself: name, telephone, e-mail; beside it what only an administrator changes."""

from collections.abc import Collection
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from services import own_details
from services.own_details import OwnDetails
from services.people import ROLE_NAMES
from services.punctuation import listed
from services.texts import N_, _
from ui.kit.cards import Card, Pairs, SideColumn
from ui.kit.desk import Desk
from ui.kit.form import Field, FieldLegend, Form
from ui.kit.form_card import form_card
from ui.kit.record_page import RecordPage
from ui.kit.theme import theme
from ui.kit.words import Label, data


class OwnDetailsPage(RecordPage):
    """The particulars of whoever is signed in; nobody opens another's."""

    tables = ("staff", "staff_details", "staff_store")
    service = own_details
    table = "staff_details"
    form: Form

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "own_details", N_("My details"), "person", heading=True)
        self.form = Form(
            [
                Field("name", N_("Full name"), required=True, max_length=80, span=12),
                Field("phone", N_("Telephone"), "code", max_length=30, span=6),
                Field("email", N_("E-mail"), "code", max_length=120, span=6),
            ],
            desk.background,
        )
        self.add_head(None, FieldLegend())
        self.account = Card(N_("Account"))
        self.pairs = Pairs()
        self.account.body.addWidget(self.pairs)
        for words in (
            N_("Roles and stores are an administrator's to change."),
            N_("Your telephone and e-mail are read by you, your managers and administrators."),
            N_("The password is changed in the menu under your name."),
        ):
            self.account.body.addWidget(Label(words, "label", "secondary", wrap=True))
        side = SideColumn()
        side.add(self.account)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(form_card(self.form), 62)
        row.addWidget(side, 38)
        self.body.addLayout(row, 1)
        self.add_saving("primary", None)

    def shown(self, **_how: Any) -> None:
        self.record_id = self.desk.person.id

    def refresh(self) -> None:
        db, record_id = self.desk.db, self.record_id
        self.run(
            lambda: own_details.get(db, record_id),
            self._show,
            self.not_loaded if self.seen is None else None,
            slot="load",
        )

    def _show(self, record: OwnDetails) -> None:
        first = self.seen is None
        self.take(record)
        if first:
            self.keep_draft()
        told = (
            (N_("User name"), record.login),
            (N_("Roles"), listed(_(ROLE_NAMES[role]) for role in ROLE_NAMES if role in record.roles)),
            (N_("Stores"), record.stores),
        )
        self.pairs.tell([(name, data(value)) for name, value in told if value])
        self.tell_touched()

    def changed(self, table: str, ids: Collection[Any]) -> None:
        if self.record_id in ids or table == "staff_store":
            self.refresh()

    def retranslate(self) -> None:
        super().retranslate()
        if self.seen is not None:
            self.refresh()

    def focus_start(self) -> None:
        self.form.focus_first()
