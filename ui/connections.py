"""Which databases this PC knows: name, servers, encryption."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from services.texts import N_, _
from ui.gate import Panel
from ui.kit.buttons import Button
from ui.kit.dialogs import ask
from ui.kit.form import Field, FieldLegend, Form, Group
from ui.kit.options import Option
from ui.kit.words import Text

ENCRYPTION = (
    ("", N_("Usual: encrypted and checked, except on this computer")),
    ("verify-full", N_("Encrypted, certificate and server name checked")),
    ("verify-ca", N_("Encrypted, certificate checked, any server name")),
    ("require", N_("Encrypted, but the server could be anybody")),
    ("prefer", N_("Encrypted if the server can")),
    ("disable", N_("Not encrypted")),
)
WEAK = ("require", "prefer", "disable")


class ConnectionPanel(Panel):
    """One connection profile. values: name, hosts, port, dbname, sslmode, sslrootcert.

    test(values) runs in the background and returns words for what it found. `saved(old name, values)`,
    `removed(name)`, `backed`.
    """

    saved = Signal(str, object)
    removed = Signal(str)
    backed = Signal()
    WIDTH = 600

    def __init__(
        self,
        values: Mapping[str, Any],
        taken: frozenset[str],
        test: Callable[[Mapping[str, Any]], Text],
        is_new: bool,
        may_remove: bool = False,
    ) -> None:
        super().__init__(
            "connection",
            N_("A new connection") if is_new else N_("Connection"),
            N_("Your administrator knows these. The password is asked for at sign-in and never kept here."),
        )
        self._old = "" if is_new else str(values.get("name", ""))
        self._taken, self._test = taken, test
        options = [Option(code, words) for code, words in ENCRYPTION]
        self.form = Form(
            [
                Group(
                    "",
                    [
                        Field("name", N_("Name"), required=True, max_length=60, span=12),
                        Field("hosts", N_("Server (several with commas)"), required=True, max_length=300, span=8),
                        Field("port", N_("Port"), "code", required=True, max_length=5, span=4),
                        Field("dbname", N_("Database"), required=True, max_length=63, span=12),
                        Field("sslmode", N_("Encryption"), "combo", span=12, options=options),
                        Field("sslrootcert", N_("Certificate authority (file)"), max_length=400, span=12),
                    ],
                )
            ]
        )
        self.form.set_values(values)
        self.form.edited.connect(lambda _column: self._tell())
        self.form.finished.connect(self._to_save)
        self.choose = Button(N_("Choose a file…"), "choose_authority", "link")
        self.choose.clicked.connect(self._choose)
        self.test_button = Button(N_("Test"), "test_connection")
        self.test_button.clicked.connect(self.test)
        self.save_button = Button(N_("Save"), "save_connection", "primary", key="Ctrl+Enter")
        self.save_button.clicked.connect(self.save)
        self.remove_button = Button(N_("Forget this connection…"), "remove_connection", "danger")
        self.remove_button.clicked.connect(self._ask_to_remove)
        self.back_button = Button(N_("Go back"), "back", key="Esc")
        self.back_button.clicked.connect(self.backed)
        self.body.addWidget(self.form)
        beside = QHBoxLayout()
        beside.addWidget(FieldLegend())
        beside.addStretch(1)
        beside.addWidget(self.choose)
        self.body.addLayout(beside)
        self.verbs.addWidget(self.back_button)
        self.verbs.addWidget(self.remove_button)
        self.remove_button.setVisible(may_remove and not is_new)
        self.verbs.addStretch(1)
        self.verbs.addWidget(self.test_button)
        self.verbs.addWidget(self.save_button)
        self._tell()

    def _to_save(self) -> None:
        self.save_button.setFocus()

    def back(self) -> None:
        self.backed.emit()

    def _tell(self) -> None:
        try:
            mode = self.form.value("sslmode")
        except ValueError:
            mode = ""
        weak = N_("Somebody in the network could pretend to be the server or read along.")
        self.form.note("sslmode", weak if mode in WEAK else "", "warning")

    def _choose(self) -> None:
        file, _kind = QFileDialog.getOpenFileName(self, _("Certificate authority (file)"), "", "*.crt *.pem *.cer")
        if file:
            self.form.set_value("sslrootcert", file)

    def _values(self) -> dict[str, Any] | None:
        if not self.form.check():
            return None
        values = self.form.values()
        if not values["port"].isascii() or not values["port"].isdigit() or not 0 < int(values["port"]) < 65536:
            self.form.show_errors({"port": _("A port is a number from 1 to 65535, usually 5432.")})
            return None
        if values["name"] != self._old and values["name"] in self._taken:
            self.form.show_errors({"name": _("There is a connection of this name already.")})
            return None
        return values

    def test(self) -> None:
        """Knock at the server without signing in."""
        values = self._values()
        if values is not None:
            self.run(lambda: self._test(values), lambda words: self.messages.show("success", words, key="test"))

    def save(self) -> None:
        """Keep the connection."""
        values = self._values()
        if values is not None:
            self.saved.emit(self._old, values)

    def _ask_to_remove(self) -> None:
        name = self._old
        ask(
            self,
            lambda: _("Forget the connection “{name}”?").format(name=name),
            N_("Only this computer forgets it; the database itself stays as it is."),
            N_("Forget"),
            lambda: self.removed.emit(name),
            "remove_connection",
            dangerous=True,
        )
