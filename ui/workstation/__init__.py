"""This computer: its looks and printers, the program's own particulars, the manual."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

SPECS = (
    PageSpec(
        "settings",
        N_("Settings of this workstation"),
        "settings",
        later("ui.workstation.settings", "SettingsPage"),
        rail=False,
    ),
    PageSpec(
        "own_details", N_("My details"), "person", later("ui.workstation.own_details", "OwnDetailsPage"), rail=False
    ),
    PageSpec("about", N_("About"), "info", later("ui.workstation.about", "AboutPage"), rail=False),
    PageSpec("help", N_("Help"), "help", later("ui.workstation.help", "HelpPage"), rail=False),
)
