"""Staff: who works here, in which roles, at which desks."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QApplication

from services import accounts, organisation, people, regions
from services.ids import new_id
from services.people import ROLE_NAMES
from services.punctuation import listed
from services.texts import N_, _, either, ngettext
from ui.kit import many  # noqa: F401  registers its editor
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog, ask
from ui.kit.editor_page import EditorPage
from ui.kit.form import Field, Form, Group
from ui.kit.options import Option
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import SavedView
from ui.kit.words import data, named

VIEWS = (
    SavedView("active", N_("At work")),
    SavedView("admin", N_("Administrators")),
    SavedView("manager", N_("Managers")),
    SavedView("technician", N_("Technicians")),
    SavedView("closed", N_("Accounts closed")),
)


def role_words(roles: Sequence[str]) -> str:
    """Roles as people read them."""
    return listed(_(ROLE_NAMES[role]) for role in ROLE_NAMES if role in roles)


def state_chip(line: people.Line) -> Chip:
    """What an account is doing."""
    if not line.active:
        return Chip(N_("Account closed"), "neutral", "cancelled")
    if line.must_change_password:
        return Chip(N_("New password due"), "warning", "password")
    if line.online:
        return Chip(N_("Signed in"), "success", "ok")
    return Chip(N_("Account open"), "neutral", "person")


class PeoplePage(EditorPage):
    """List and form of the staff."""

    module = "admin"
    tables = ("staff", "staff_store", "staff_region")

    def __init__(self, desk: Desk) -> None:
        roles = [Option(code, words) for code, words in ROLE_NAMES.items()]
        super().__init__(
            desk,
            "people",
            N_("Staff"),
            "customer",
            [
                Column("login", N_("User name"), sample="chen_weimin", sort="login"),
                Column("name", N_("Full name"), sample="欧阳敏敏敏"),
                Column("roles", N_("Roles"), read=lambda line: role_words(line.roles), stretch=True),
                Column("stores", N_("Stores"), sample="西湖店, 滨江店", drop=1),
                Column("state", N_("State"), "chip", chip=state_chip, sample="New password due ok", read=lambda _l: 1),
            ],
            [
                Group(
                    "",
                    [
                        Field("login", N_("User name"), "code", required=True, max_length=40, span=6),
                        Field("name", N_("Full name"), required=True, max_length=80, span=6),
                        Field("roles", N_("Roles"), "choices", required=True, span=12, options=roles),
                        Field("store_ids", N_("Stores"), "many", required=True, span=12, search=self.find_stores),
                        Field("region_ids", N_("Regions to answer for"), "many", span=12, search=self.find_regions),
                        Field("password", N_("First password"), "secret", required=True, span=12),
                    ],
                )
            ],
            sort="login",
            empty=(N_("Nobody fits."), N_("Another view or filter shows more.")),
            new_text=N_("New user"),
        )
        self.view = "active"
        self.pane.views.set_views(VIEWS)
        self.pane.view_chosen.connect(self._show_view)
        self.form.edited.connect(self._edited)
        self.reset = Button(N_("New password…"), "reset_password", icon="password")
        self.reset.clicked.connect(self.ask_for_password)
        self.disable = Button(N_("Close the account…"), "disable", "danger")
        self.disable.clicked.connect(self.ask_to_disable)
        self.enable = Button(N_("Open the account again"), "enable")
        self.enable.clicked.connect(self.do_enable)
        for button in (self.reset, self.disable):
            self.add_verb(button, lambda person: person.active and person.id != desk.person.id)
        self.add_verb(self.enable, lambda person: not person.active)

    # lists and look-ups, on workers

    def fetch(self, request: PageRequest) -> Any:
        role = self.view if self.view in ROLE_NAMES else None
        return people.page(
            self.desk.db,
            request.place,
            wanted=request.text,
            role=role,
            active=self.view != "closed",
            limit=request.limit,
            descending=request.descending,
        )

    def find_stores(self, text: str) -> list[Option]:
        """Stores whose code or name begins so."""
        return [_store_option(line) for line in organisation.stores(self.desk.db, wanted=text, limit=20).rows]

    def find_regions(self, text: str) -> list[Option]:
        """Regions whose path holds the text."""
        return [
            _region_option(one)
            for one in regions.tree(self.desk.db)
            if text.lower() in f"{one.code} {one.path} {one.path_en}".lower()
        ]

    def load(self, record_id: Any) -> Any:
        record = people.get(self.desk.db, record_id)
        # the words of the ids the form is about to show
        stores = organisation.stores_of(self.desk.db, record.store_ids)
        tree = {one.id: one for one in regions.tree(self.desk.db)} if record.region_ids else {}
        self._words = {line.id: _store_option(line) for line in stores} | {
            one: _region_option(tree[one]) for one in record.region_ids if one in tree
        }
        return record

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        # the request's id is the person's: done again, it is the same person
        people.add(self.desk.db, request, request, values, values["password"])
        return request

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        return people.change(self.desk.db, request, seen, values)

    # the form

    _words: dict[Any, Option] = {}  # noqa: RUF012

    def values_of(self, record: people.Record | None) -> Any:
        if record is None:
            return {}
        words = self._words
        return {
            "login": record.login,
            "name": record.name,
            "roles": record.roles,
            "store_ids": [words.get(one, Option(one, data(str(one)))) for one in record.store_ids],
            "region_ids": [words.get(one, Option(one, data(str(one)))) for one in record.region_ids],
        }

    def words_of(self, record: people.Record | None) -> str:
        return _("New user") if record is None else f"{record.name} · {record.login}"

    def locks_of(self, record: people.Record | None) -> Mapping[str, str] | str:
        if record is None:
            return {}
        if not record.active:
            return _("The account is closed.")
        locks = {"login": _("A user name is never changed: the audit trail refers to it.")}
        if record.id == self.desk.person.id:
            locks["roles"] = _("Nobody changes his own rights; ask another administrator.")
        return locks

    def show_record(self, record: Any) -> None:
        super().show_record(record)
        self.form.set_shown("password", record is None)
        if record is None:
            self.form.propose("password", accounts.propose_password())
            self.form.note("password", N_("to be replaced at the first sign-in"))
        self._show_regions()

    def _edited(self, column: str) -> None:
        if column == "roles":
            self._show_regions()
        elif column == "login" and self.seen is None:
            login = str(self.form.value("login") or "").strip()
            if accounts.is_in(login, self.form.value("password") or ""):
                self.form.propose("password", accounts.propose_password(login))

    def _show_regions(self) -> None:
        self.form.set_shown("region_ids", "manager" in self.form.value("roles"))

    def _show_view(self, name: str) -> None:
        self.view = name
        self.pane.reload()

    def store(self) -> None:
        if self.seen is None and self.form.touched and self.form.check():
            password, name = self.form.value("password"), self.form.value("name")
            self._handed = (name, self.form.value("login"), password)
        super().store()

    _handed: tuple[str, str, str] | None = None

    def stored(self, record_id: Any) -> None:
        handed, self._handed = self._handed, None
        super().stored(record_id)
        if handed is not None and self.seen is None:
            HandOverDialog(self, *handed).open()

    # password, closing, opening

    def ask_for_password(self) -> None:
        """A new password for somebody who forgot his."""
        record = self.seen

        def done(password: str) -> None:
            self.stored(record.id)
            HandOverDialog(self, record.name, record.login, password).open()

        request = new_id()
        ResetDialog(
            self,
            record,
            lambda password: people.reset_password(self.desk.db, request, record, password),
            done,
        ).open()

    def ask_to_disable(self) -> None:
        """Ask, then close the account."""
        record = self.seen
        ask(
            self,
            lambda: _("Close the account of {name}?").format(name=record.name),
            N_("Open windows end at once and signing in is no longer possible. Everything that was done stays."),
            N_("Close the account"),
            lambda: self.run(
                lambda: people.disable(self.desk.db, record.id), lambda ended: self._disabled(record, ended)
            ),
            "disable",
            dangerous=True,
        )

    def _disabled(self, record: Any, ended: int) -> None:
        self.stored(record.id)
        if ended:
            words = ngettext("{n} open connection was ended.", "{n} open connections were ended.", ended)
            self.messages.show("info", lambda: words.format(n=ended), key="ended")

    def do_enable(self) -> None:
        """Let him sign in again with the password he had."""
        record = self.seen
        self.run(lambda: people.enable(self.desk.db, record.id), lambda _done: self.stored(record.id))


class ResetDialog(Dialog):
    """A new password, proposed and editable; reset(password) runs in the background, then done(password)."""

    def __init__(self, page: PeoplePage, record: people.Record, reset: Any, done: Any) -> None:
        super().__init__(
            page,
            "reset_password",
            lambda: _("A new password for {name}").format(name=record.name),
            N_("It has to be replaced at the next sign-in. The old one stops working at once."),
        )
        self._page, self._reset, self._done = page, reset, done
        self.form = Form([Field("password", N_("Password"), "secret", required=True, span=12)])
        self.form.propose("password", accounts.propose_password(record.login))
        self.form.finished.connect(self.submit)
        self.body.addWidget(self.form)
        self.add_verb(N_("Cancel"), None, "stay", key="Esc")
        self.button = self.add_verb(
            N_("Set the password"), self.submit, "set_password", "primary", "Enter", close=False
        )

    def submit(self) -> None:
        """Set it."""
        if not self.button.isEnabled() or not self.form.check():
            return
        password = self.form.value("password")
        self.button.setEnabled(False)

        def done(_result: Any) -> None:
            self.accept()
            self._done(password)

        def refused(error: BaseException) -> bool:
            self.button.setEnabled(True)
            if not self.form.show_refusal(error):
                sentence = getattr(error, "sentence", None)
                if sentence is None:
                    return False
                self.form.show_errors({"password": sentence()})
            return True

        self._page.write(lambda: self._reset(password), done, refused)


class HandOverDialog(Dialog):
    """The one moment a password can be read: to hand it over."""

    def __init__(self, parent: Any, name: str, login: str, password: str) -> None:
        super().__init__(
            parent,
            "hand_over",
            lambda: _("Hand these to {name}").format(name=name),
            N_("The password is not shown again. It has to be replaced at the first sign-in."),
        )
        form = Form(
            [
                Field("handed_login", N_("User name"), span=12),
                Field("handed_password", N_("Password"), span=12),
            ]
        )
        form.set_values({"handed_login": login, "handed_password": password})
        form.set_locked(_("To be read only"))
        self.body.addWidget(form)
        words = f"{login}\n{password}"
        self.add_verb(N_("Copy"), lambda: QApplication.clipboard().setText(words), "copy", close=False)
        self.add_verb(N_("Done"), None, "done", "primary", key="Esc").setFocus()


def _store_option(line: organisation.StoreLine) -> Option:
    return Option(line.id, named(line.name, line.name_en), data(line.code))


def _region_option(one: regions.Region) -> Option:
    return Option(one.id, lambda: either(one.path, one.path_en), data(one.code))
