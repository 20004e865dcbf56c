"""Bringing records in from files, and looking back at what was brought in."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

IMPORTERS = frozenset({"admin", "manager"})

SPECS = (PageSpec("import", N_("Import"), "upload", later("ui.transfer.page", "ImportPage"), IMPORTERS, rail=False),)
