"""What a backup or a restore does at the moment, on the screen and in the terminal."""

from services.texts import N_, _

PHASES = {
    "save": N_("Saving table by table"),
    "read_back": N_("Reading the file back"),
    "restore": N_("Restoring table by table"),
    "attachments": N_("Restoring photos and files"),
    "count": N_("Counting the rows of every table"),
    "analyze": N_("Gathering statistics"),
    "upgrade": N_("Bringing the tables up to date"),
    "audit": N_("Checking the audit trail"),
    "ledger": N_("Checking money and events"),
}


def phase_words(phase: str) -> str:
    """In the language of the moment."""
    return _(PHASES[phase])
