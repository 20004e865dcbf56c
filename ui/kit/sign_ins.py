"""The sign-ins of a store's kiosk or of a customer: who may come in, a new one, a new password, closing."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services import accounts, guests
from services.guests import Guest
from services.ids import new_id
from services.texts import N_, _, ngettext
from ui.kit.buttons import Button
from ui.kit.cards import IconLine
from ui.kit.chips import Chip, ChipLabel
from ui.kit.columns import empty
from ui.kit.dialogs import Dialog
from ui.kit.form import Field, Form
from ui.kit.messages import BannerArea, Messages
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.words import Label, Text, data


def state_chip(guest: Guest) -> Chip:
    """What a sign-in is doing."""
    if not guest.active:
        return Chip(N_("Account closed"), "neutral", "cancelled")
    if guest.must_change_password:
        return Chip(N_("New password due"), "warning", "password")
    if guest.online:
        return Chip(N_("Signed in"), "success", "ok")
    return Chip(N_("Account open"), "neutral", "person")


class SignInsDialog(Dialog):
    """Exactly one of store_id and customer_id says whose they are."""

    def __init__(
        self,
        page: Page,
        headline: Text,
        detail: Text,
        *,
        store_id: UUID | None = None,
        customer_id: UUID | None = None,
        proposed: str = "",
    ) -> None:
        super().__init__(page, "sign_ins", headline, detail)
        self._page, self._store, self._customer, self._proposed = page, store_id, customer_id, proposed
        self.messages = Messages(self)
        self.handed = IconLine("", "password", "success", "bold")
        self.handed.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.handed.hide()
        self.rows = QVBoxLayout()
        self.rows.setSpacing(theme.px(6))
        self.form = Form(
            [
                Field("login", N_("User name"), "code", required=True, span=6, max_length=40),
                Field("password", N_("First password"), "secret", required=True, span=6),
            ]
        )
        self.add_button = Button(N_("New sign-in"), "add_sign_in", icon="add")
        self.add_button.clicked.connect(self.add)
        self.form.finished.connect(self.add)
        self.body.addWidget(BannerArea(self.messages))
        self.body.addLayout(self.rows)
        self.body.addWidget(self.handed)
        self.new = QWidget()
        column = QVBoxLayout(self.new)
        column.setContentsMargins(0, theme.px(6), 0, 0)
        column.addWidget(self.form)
        column.addWidget(self.add_button)
        self.body.addWidget(self.new)
        self.add_verb(N_("Close"), None, "stay", key="Esc")
        self.setMinimumWidth(theme.px(620))
        self.guests: list[Guest] = []
        self._propose()
        self.refresh()

    def refresh(self) -> None:
        """Load the sign-ins anew."""
        db, store, customer = self._page.desk.db, self._store, self._customer

        def load() -> list[Guest]:
            return guests.of_customer(db, customer) if customer is not None else guests.of_store(db, store)

        self._run(load, self._show, "sign_ins_load")

    def _show(self, found: list[Guest]) -> None:
        self.guests = found
        empty(self.rows)
        if not found:
            self.rows.addWidget(Label(N_("No sign-in yet."), "body", "secondary"))
        for guest in found:
            self.rows.addWidget(self._row(guest))
        # one a store: a new one only where none is open
        self.new.setVisible(self._customer is not None or not any(guest.active for guest in found))

    def _row(self, guest: Guest) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(Label(data(guest.login), "bold"))
        row.addWidget(ChipLabel(state_chip(guest)))
        row.addStretch(1)
        reset = Button(N_("New password"), f"reset_{guest.login}", icon="password")
        reset.clicked.connect(lambda: self._reset(guest))
        row.addWidget(reset)
        if guest.active:
            close = Button(N_("Close the account"), f"disable_{guest.login}", "danger")
            close.clicked.connect(lambda: self._disable(guest))
        else:
            close = Button(N_("Open the account again"), f"enable_{guest.login}")
            close.clicked.connect(lambda: self._enable(guest))
        row.addWidget(close)
        return line

    def _propose(self) -> None:
        self.form.set_values({"login": self._proposed})
        self.form.propose("password", accounts.propose_password(self._proposed))

    def add(self) -> None:
        """Make a sign-in with what is entered."""
        if not self.add_button.isEnabled() or not self.form.check():
            return
        login, password, request = self.form.value("login").strip().lower(), self.form.value("password"), new_id()
        db, store, customer = self._page.desk.db, self._store, self._customer
        self.add_button.setEnabled(False)

        def done(_id: Any) -> None:
            self.add_button.setEnabled(True)
            self._hand_over(login, password)
            self._propose()
            self.refresh()

        self._run(
            lambda: guests.add(db, request, login, password, store_id=store, customer_id=customer), done, "sign_ins_add"
        )

    def _reset(self, guest: Guest) -> None:
        password, request, db = accounts.propose_password(guest.login), new_id(), self._page.desk.db

        def done(_result: Any) -> None:
            self._hand_over(guest.login, password)
            self.refresh()

        self._run(lambda: guests.reset_password(db, request, guest, password), done, "sign_ins_reset")

    def _disable(self, guest: Guest) -> None:
        db = self._page.desk.db

        def done(ended: int) -> None:
            self.handed.hide()
            if ended:
                words = ngettext("{n} open connection was ended.", "{n} open connections were ended.", ended)
                self.messages.show("info", lambda: words.format(n=ended), key="ended")
            self.refresh()

        self._run(lambda: guests.disable(db, guest.id), done, "sign_ins_disable")

    def _enable(self, guest: Guest) -> None:
        db = self._page.desk.db
        self._run(lambda: guests.enable(db, guest.id), lambda _done: self.refresh(), "sign_ins_enable")

    def _hand_over(self, login: str, password: str) -> None:
        """The only time that the password can be read."""
        self.handed.tell(
            lambda: _("Hand over: user name {login}, password {password}").format(login=login, password=password)
        )
        self.handed.show()

    def _run(self, work: Any, done: Any, slot: str) -> None:
        self._page.desk.background.run(self, work, done, self._refused, slot=slot)

    def _refused(self, error: BaseException) -> Any:
        self.add_button.setEnabled(True)
        if getattr(error, "sentence", None) is None:
            return False
        if not self.form.show_refusal(error):
            self.messages.error(error)
        return True
