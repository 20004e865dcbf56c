"""What customers and what belongs to them are called on the screen."""

from services import complaints, customer_parts, customers, follow_ups, message_templates, messages, tickets
from services.customer_overview import CaseLine, Moment
from services.texts import N_, _
from ui.kit import formats, moments
from ui.kit.chips import Chip
from ui.kit.trace import Entry
from ui.kit.words import say


def kind_words(kind: str, stage: str) -> str:
    """Company or person, prospects apart."""
    return say(customers.STAGE_NAMES[stage] if stage == "prospect" else customers.KIND_NAMES[kind])


def kind_chip(kind: str, stage: str) -> Chip:
    """Company or person, prospects apart."""
    if stage == "prospect":
        return Chip(customers.STAGE_NAMES["prospect"], "warning", "star")
    return Chip(customers.KIND_NAMES[kind], "neutral", "store" if kind == "company" else "person")


NOTE_TONES = {"info": ("info", "info"), "warning": ("warning", "warning"), "stop": ("danger", "error")}


def case_chip(case: CaseLine) -> Chip:
    """The state of a ticket or complaint."""
    names = tickets.STATE_NAMES if case.kind == "ticket" else complaints.STATE_NAMES
    over = case.state in ("closed", "cancelled")
    done = case.state in ("resolved", "accepted")
    tone = "neutral" if over else "success" if done else "danger" if case.state == "rejected" else "info"
    return Chip(names[case.state], tone, case.kind)


def consent_words(consent: customer_parts.Consent) -> str:
    """'given 2026-11-21', 'refused …' or 'not asked'."""
    if consent.given is None:
        return _("not asked")
    day = formats.day(formats.local(consent.at).date())
    return (_("agreed {day}") if consent.given else _("refused {day}")).format(day=day)


# The time line.
_PAYMENTS = {
    "prepayment": N_("Prepaid {amount}"),
    "payment": N_("Paid {amount}"),
    "refund": N_("Refunded {amount}"),
    "reversal": N_("Payment taken back: {amount}"),
}
_DEVICES = {
    "gained": N_("Device recorded: {what}"),
    "lost": N_("Device given to another owner: {what}"),
    "created": N_("Device recorded"),
}
_MESSAGES = {"sent": "success", "failed": "warning", "perhaps": "warning", "given_up": "danger"}
_TONES = {"payment": "success", "ticket": "info", "complaint": "danger", "note": "warning"}


def moment_entry(moment: Moment) -> Entry:
    """A moment of the customer's time line as an entry of a trace."""
    tone = NOTE_TONES[moment.action][0] if moment.kind == "note" else _TONES.get(moment.kind, "neutral")
    if moment.kind == "message":
        tone = _MESSAGES.get(moment.action.split(".", 1)[0], "neutral")
    detail = "" if moment.kind in ("device", "payment") else moment.detail
    return moments.moment_entry(moment, headline, tone, detail)


_CASES = {
    "ticket": (tickets.STATE_NAMES, N_("Ticket: {what}")),
    "complaint": (complaints.STATE_NAMES, N_("Complaint: {what}")),
    "follow_up": (follow_ups.STATE_NAMES, N_("Follow-up: {what}")),
}


def headline(moment: Moment) -> str:
    """What happened, in a few words."""
    kind, action = moment.kind, moment.action
    if kind == "order":
        return moments.order_headline(moment)
    if kind == "payment":
        amount = formats.money(moment.amount)
        return _(_PAYMENTS.get(action, "{amount}")).format(amount=amount)
    if kind in _CASES:
        names, text = _CASES[kind]
        return _(text).format(what=say(names[action]) if action in names else action)
    if kind == "note":
        return say(customer_parts.NOTE_LEVEL_NAMES[action])
    if kind == "consent":
        purpose, said = action.rsplit(".", 1)
        text = _("Agreed: {what}") if said == "given" else _("Refused: {what}")
        return text.format(what=say(customer_parts.CONSENT_NAMES[purpose]))
    if kind == "message":
        state, occasion = action.split(".", 1)
        return _("{state}: {what}").format(
            state=say(messages.STATE_NAMES[state]), what=say(message_templates.OCCASION_NAMES[occasion])
        )
    if kind == "device":
        return _(_DEVICES[action]).format(what=moment.detail)
    return _("Merged: {what}").format(what=moment.detail) if action == "merged" else _("Customer recorded")
