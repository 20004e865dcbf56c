"""What the checks of a database are called, on the screen and by aftercare-admin."""

from services.audit_check import Finding
from services.texts import N_, _

WORDS = {
    "entries": N_("entries with a number, a time that has passed, a person, and old and new values"),
    "epochs": N_("epochs without a gap, and entries in their order"),
    "transactions": N_("entries of transactions this server has begun"),
    "clear_values": N_("personal values that give the hash in their entry"),
    "rights": N_("roles of the server that may not change, remove or write entries"),
    "triggers": N_("tables whose every change is recorded"),
    "made": N_("rows with the one entry of their making"),
    "seals": N_("seals over the audit trail that fit their entries and each other"),
    "paid": N_("orders whose payments add up to what is paid"),
    "receipts": N_("days of a store whose receipts have no gap"),
    "events": N_("orders with every event they count"),
    "sums": N_("sums of money that stand as they were recorded last"),
}


def words(finding: Finding) -> str:
    """What was looked at; a table's name where it is about one."""
    return _(WORDS[finding.check]) if finding.check in WORDS else finding.check.removeprefix("rows ")
