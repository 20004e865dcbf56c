"""What customers and what belongs to them are called on the screen."""

from collections.abc import Mapping

from services import complaints, customer_parts, customers, order_words, tickets
from services.customer_overview import CaseLine, Moment, OrderLine
from services.texts import N_, _
from ui.kit import formats
from ui.kit.chips import Chip
from ui.kit.options import Option
from ui.kit.order_tones import WORK_TONES as ORDER_TONES
from ui.kit.trace import Entry
from ui.kit.words import Text, data, say


def options(names: Mapping[str, str], empty: bool = False) -> list[Option]:
    """The entries of a list of codes as options, 'none' first where nothing may be chosen."""
    found = [Option(code, text) for code, text in names.items()]
    return [Option("", N_("Not given")), *found] if empty else found


def named(name: str, name_en: str) -> Text:
    """What people named, in the language of the moment."""
    return lambda: name if formats.zh() else (name_en or name)


def kind_words(kind: str, stage: str) -> str:
    """Company or person, prospects apart."""
    return say(customers.STAGE_NAMES[stage] if stage == "prospect" else customers.KIND_NAMES[kind])


def kind_chip(kind: str, stage: str) -> Chip:
    """Company or person, prospects apart."""
    if stage == "prospect":
        return Chip(customers.STAGE_NAMES["prospect"], "warning", "star")
    return Chip(customers.KIND_NAMES[kind], "neutral", "store" if kind == "company" else "person")


NOTE_TONES = {"info": ("info", "info"), "warning": ("warning", "warning"), "stop": ("danger", "error")}


def order_chip(order: OrderLine) -> Chip:
    """The work state of an order."""
    return Chip(order_words.WORK_STATES[order.work_state], ORDER_TONES[order.work_state], order.work_state)


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


# The time line: what a kind of moment is drawn with.
MOMENT_ICONS = {
    "order": "order",
    "payment": "payment",
    "ticket": "ticket",
    "complaint": "complaint",
    "note": "edit",
    "consent": "ok",
    "device": "device",
    "customer": "customer",
}
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
TONES = {"order": "info", "payment": "success", "ticket": "info", "complaint": "danger", "note": "warning"}


def moment_entry(moment: Moment) -> Entry:
    """A moment of the time line as an entry of a trace."""
    return Entry(
        moment.at,
        MOMENT_ICONS.get(moment.kind, "info"),
        lambda: headline(moment),
        data(_detail(moment)),
        data(" · ".join(part for part in (moment.number, moment.by) if part)),
        _tone(moment),
        id=moment,
    )


def _tone(moment: Moment) -> str:
    if moment.kind == "note":
        return NOTE_TONES[moment.action][0]
    if moment.kind == "order" and moment.action in ("work.complete", "work.deliver"):
        return "success"
    if moment.kind == "order" and moment.action in ("work.fail", "work.cancel", "work.refuse"):
        return "danger"
    return TONES.get(moment.kind, "neutral")


def _detail(moment: Moment) -> str:
    return "" if moment.kind in ("device", "payment") else moment.detail


_CASES = {
    "ticket": (tickets.STATE_NAMES, N_("Ticket: {what}")),
    "complaint": (complaints.STATE_NAMES, N_("Complaint: {what}")),
}


def headline(moment: Moment) -> str:
    """What happened, in a few words."""
    kind, action = moment.kind, moment.action
    if kind == "order":
        axis, step = action.split(".", 1)
        return order_words.event_word(axis, step)
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
    if kind == "device":
        return _(_DEVICES[action]).format(what=moment.detail)
    return _("Merged: {what}").format(what=moment.detail) if action == "merged" else _("Customer recorded")
