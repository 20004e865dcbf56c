"""What stands in a column, for people who read the audit log: codes as words with the code behind them."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services import (
    articles,
    calls,
    complaints,
    customer_parts,
    customers,
    devices,
    order_words,
    people,
    products,
    ticket_photos,
    tickets,
)
from services.audit_log import LOGINS
from services.names import doer
from services.punctuation import bracketed, listed
from services.texts import N_, _
from ui.kit import formats
from ui.kit.words import named, say

# Codes by table and column.
CODES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("article", "state"): articles.STATE_NAMES,
    ("code_item", "origin"): {"shipped": N_("Shipped"), "company": N_("Company")},
    ("complaint", "channel"): complaints.CHANNEL_NAMES,
    ("complaint", "demand"): complaints.DEMAND_NAMES,
    ("complaint", "state"): complaints.STATE_NAMES,
    ("contact", "role"): customer_parts.CONTACT_ROLE_NAMES,
    ("customer", "kind"): customers.KIND_NAMES,
    ("customer", "language"): customers.LANGUAGE_NAMES,
    ("customer", "notify_by"): customers.NOTIFY_NAMES,
    ("customer", "salutation"): customers.SALUTATION_NAMES,
    ("customer", "stage"): customers.STAGE_NAMES,
    ("customer_address", "kind"): customer_parts.ADDRESS_KIND_NAMES,
    ("customer_consent", "purpose"): customer_parts.CONSENT_NAMES,
    ("customer_note", "level"): customer_parts.NOTE_LEVEL_NAMES,
    ("device", "proof"): devices.PROOF_NAMES,
    ("device", "serial_kind"): products.SERIAL_KIND_NAMES,
    ("device_number", "kind"): products.SERIAL_KIND_NAMES,
    ("product_model", "serial_kind"): products.SERIAL_KIND_NAMES,
    ("quote", "state"): order_words.QUOTE_STATES,
    ("staff", "roles"): people.ROLE_NAMES,
    ("ticket", "channel"): tickets.CHANNEL_NAMES,
    ("phone_call", "state"): calls.STATE_NAMES,
    ("ticket", "mood"): tickets.MOOD_NAMES,
    ("ticket", "satisfaction"): {str(score): words for score, words in tickets.SATISFACTION_NAMES.items()},
    ("ticket", "photos_state"): ticket_photos.STATE_NAMES,
    ("ticket", "kind"): tickets.KIND_NAMES,
    ("ticket", "state"): tickets.STATE_NAMES,
    ("ticket", "urgency"): tickets.URGENCY_NAMES,
    ("work_order", "backup_choice"): order_words.BACKUP_CHOICES,
    ("work_order", "collected_how"): order_words.COLLECTED_HOW,
    ("work_order", "custody_state"): order_words.CUSTODY_STATES,
    ("work_order", "kind"): order_words.KINDS,
    ("work_order", "money_state"): order_words.MONEY_STATES,
    ("work_order", "notify_by"): customers.NOTIFY_NAMES,
    ("work_order", "old_parts"): order_words.OLD_PARTS,
    ("work_order", "outcome"): order_words.OUTCOMES,
    ("work_order", "priority"): order_words.PRIORITIES,
    ("work_order", "sale_stage"): order_words.SALE_STAGES,
    ("work_order", "source"): order_words.SOURCES,
    ("work_order", "warranty_verdict"): order_words.WARRANTY_VERDICTS,
    ("work_order", "wish"): order_words.WISHES,
    ("work_order", "work_state"): order_words.WORK_STATES,
    ("work_order_line", "kind"): order_words.LINE_KINDS,
    ("work_order_line", "part_state"): order_words.PART_STATES,
    ("work_order_line", "payer"): order_words.PAYERS,
    ("work_order_line", "state"): order_words.LINE_STATES,
}
Names = Mapping[tuple[str, str], tuple[str, str]]
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_HASH = re.compile(r"[0-9a-f]{64}")
_FINGERPRINTS = ("sha256", "file_sha256")


def value_words(table: str, column: str, value: Any, names: Names) -> str:
    """A value of the audit log; names: see services.audit_log.Detail."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return listed(value_words(table, column, each, names) for each in value)
    text = str(value)
    codes = CODES.get((table, column), {})
    if text in codes:
        return bracketed(_(codes[text]), text)
    if column in LOGINS:
        return bracketed(doer(names.get(("login", text), ("", ""))[0]), text)
    if ("", text) in names:
        return say(named(*names["", text]))
    if (column, text) in names:
        return bracketed(say(named(*names[column, text])), text)
    if _HASH.fullmatch(text) and column not in _FINGERPRINTS:
        return _("personal, not shown ({mark}…)").format(mark=text[:8])
    if _INSTANT.match(text):
        return f"{formats.local(datetime.fromisoformat(text)):%Y-%m-%d %H:%M:%S}"
    return text
