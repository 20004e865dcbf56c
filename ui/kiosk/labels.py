"""Words, icons and tones of what customers see of an order."""

from services.order_words import METHODS
from services.public_orders import STATIONS, PublicOrder, PublicParcel, Step
from services.texts import N_, _, language
from ui.kit import formats
from ui.kit.progress_steps import Step as Station
from ui.kit.trace import Entry
from ui.kit.words import Text, data

_ICONS = {
    "receive": "received",
    "start": "diagnosing",
    "requote": "diagnosing",
    "quote": "quoted",
    "wait_parts": "waiting_parts",
    "repair": "repairing",
    "not_passed": "repairing",
    "reopen": "repairing",
    "no_fault": "testing",
    "test": "testing",
    "complete": "completed",
    "fail": "failed",
    "refuse": "failed",
    "cancel": "cancelled",
    "dispose": "abandoned",
    "abandon": "abandoned",
    "deliver": "delivered",
    "return_unrepaired": "delivered",
    "return_cancelled": "delivered",
    "collect": "returned",
    "take_home": "with_customer",
    "hand_in": "at_store",
    "send_out": "at_depot",
    "ship_back": "visit",
    "arrive_back": "back_at_store",
    "shelve": "ready_shelf",
    "told": "call",
    "promise": "promise",
    "note": "message",
}
_TONES = {"complete": "success", "deliver": "success", "shelve": "success", "collect": "success", "fail": "danger"}


def entry_of(step: Step) -> Entry:
    """A line of the trace; where it happened stands small below."""
    icon = _ICONS.get(step.action, "payment" if step.axis == "money" else "info")
    tone = "warning" if step.action in ("quote", "cancel") else _TONES.get(step.action, "info")
    return Entry(step.at, icon, lambda: step.said, lambda: _detail(step), lambda: step.place, tone)


def _detail(step: Step) -> str:
    if step.promised_at is not None:
        return _("Promised for {time}").format(time=formats.moment(step.promised_at))
    return step.words


def stations(order: PublicOrder) -> list[Station]:
    """The line above the trace: what is done, where it is now, what is to come."""
    now = order.station
    over = order.is_over
    stopped = order.work_state in ("failed", "cancelled")
    tone = "success" if order.is_ready else "danger" if stopped else "info"
    return [
        Station(text, "done" if place < now or over else "now" if place == now else "open", tone)
        for place, text in enumerate(STATIONS)
    ]


def tone_of(order: PublicOrder) -> str:
    """The colour of how it stands."""
    if order.work_state in ("failed", "cancelled"):
        return "danger"
    if order.is_ready or order.is_over:
        return "success"
    return "warning" if order.work_state == "quoted" else "info"


def state_icon(order: PublicOrder) -> str:
    """The icon of how it stands."""
    return order.work_state


def pairs_of(order: PublicOrder) -> list[tuple[Text, Text]]:
    """What stands on the slip, what is owed and where to ask."""
    found: list[tuple[Text, Text]] = [
        (N_("Order no."), data(order.number)),
        (N_("Device"), lambda: order.device),
    ]
    if order.serial_no:
        found.append((N_("Serial number"), data(order.serial_no)))
    found.append((N_("Fault"), data(order.problem)))
    found.append((N_("Taken in"), lambda: formats.moment(order.opened_at)))
    if order.promised_at is not None and not order.is_over:
        promised = order.promised_at
        found.append((N_("Promised"), lambda: formats.moment(promised)))
    found += _money(order)
    found += [(_PARCELS[one.direction], _parcel(one)) for one in order.parcels if one.state != "lost"]
    found.append((N_("Store"), lambda: " · ".join(part for part in (order.place, order.street) if part)))
    if order.telephone:
        found.append((N_("Telephone"), data(" · ".join(part for part in (order.telephone, order.hours) if part))))
    return found


_PARCELS = {"to_customer": N_("Parcel to you"), "from_customer": N_("Your parcel to us")}


def _parcel(parcel: PublicParcel) -> Text:
    """Carrier and number, and when it comes or came."""
    number = f"{parcel.carrier} {parcel.tracking_no}"
    if parcel.state == "arrived" and parcel.ended_on is not None:
        day = parcel.ended_on
        return lambda: _("{parcel}, arrived on {day}").format(parcel=number, day=formats.day(day))
    return lambda: _("{parcel}, expected on {day}").format(parcel=number, day=formats.day(parcel.expected_on))


def _listed(words: list[str]) -> str:
    return ("、" if language() == "zh_CN" else ", ").join(words)


def _money(order: PublicOrder) -> list[tuple[Text, Text]]:
    found: list[tuple[Text, Text]] = []
    if order.quoted is not None:
        quoted = order.quoted
        found.append((N_("Our offer"), lambda: formats.money(quoted)))
    elif order.estimate is not None and not order.due:
        estimate = order.estimate
        found.append((N_("Estimate"), lambda: formats.money(estimate)))
    if order.paid:
        found.append((N_("Paid so far"), lambda: formats.money(order.paid)))
    if order.balance > 0:
        found.append((N_("Still to pay"), lambda: formats.money(order.balance)))
        found.append((N_("How you can pay"), lambda: _listed([_(METHODS[way]) for way in order.ways])))
        if order.account:
            found.append((N_("Account for transfers"), data(order.account)))
    elif order.balance < 0:
        found.append((N_("You get back"), lambda: formats.money(-order.balance)))
    elif order.due:
        found.append((N_("Still to pay"), N_("nothing, all is paid")))
    else:
        found.append((N_("Still to pay"), N_("nothing so far")))
    return found
