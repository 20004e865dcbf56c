"""This computer: its looks and printers, the program's own particulars, the manual."""

from services.texts import N_
from ui.frame_pages import PageSpec
from ui.workstation.about import AboutPage
from ui.workstation.help import HelpPage
from ui.workstation.settings import SettingsPage

SPECS = (
    PageSpec("settings", N_("Settings of this workstation"), "settings", SettingsPage, rail=False),
    PageSpec("about", N_("About"), "info", AboutPage, rail=False),
    PageSpec("help", N_("Help"), "help", HelpPage, rail=False),
)
