"""The column beside intake that reacts to what is entered. It never takes the focus and asks nothing."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from services import order_words as words
from services.counter import CustomerHints, DeviceHints, EarlierOrder, OpenOrder, Repair, SimilarFaults
from services.counter import Verdict as Coverage
from services.texts import N_, _, either, ngettext
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import BarLine, Card, IconLine, Pairs, SideColumn, Verdict
from ui.kit.chips import Chip, ChipLabel
from ui.kit.messages import Banner, BannerBox
from ui.kit.theme import theme
from ui.kit.words import Label, Text, data, say
from ui.work_orders.codes import Codes
from ui.work_orders.labels import coded, custody_chip, short, work_chip
from ui.work_orders.owner_card import OwnerCard

VERDICTS = {
    "in": ("success", "covered_fill"),
    "out": ("danger", "not_covered_fill"),
    "unknown": ("warning", "partly_covered_fill"),
}
Open = Callable[[str, Any], Any]


class IntakeSide(SideColumn):
    """Banner, customer, warranty, similar faults. open_record: where a link leads."""

    def __init__(self, open_record: Open) -> None:
        super().__init__()
        self.setObjectName("intake_side")
        self._open = open_record
        self._customer: CustomerHints | None = None
        self._device: DeviceHints | None = None
        self.banner = BannerBox()
        self.customer = CustomerCard(open_record)
        self.warranty = WarrantyCard()
        self.similar = SimilarCard()
        self.empty = Label(N_("Who it is, the device's history and its warranty appear here."), "body", "secondary")
        self.empty.setWordWrap(True)
        self.owner = OwnerCard()
        for widget in (self.banner, self.empty, self.owner, self.customer, self.warranty, self.similar):
            self.add(widget)
        self.show_customer(None)
        self.show_device(None)
        self.similar.tell(None, Codes())

    def show_customer(self, hints: CustomerHints | None) -> None:
        """The customer that was found, or nobody."""
        self._customer = hints
        self.customer.tell(hints)
        self._tell()

    def show_device(self, hints: DeviceHints | None) -> None:
        """The device that was found, or none."""
        self._device = hints
        self._tell()

    def _tell(self) -> None:
        self.empty.setVisible(self._customer is None and self._device is None)
        self.banner.tell(banner_of(self._customer, self._device, self._open))


def banner_of(customer: CustomerHints | None, device: DeviceHints | None, open_record: Open) -> Banner | None:
    """The most serious thing the desk should know; the others follow in the line of detail."""
    said: list[tuple[str, Text, Text, Any]] = []
    for note in customer.notes if customer is not None else ():
        if note.level in ("stop", "warning"):
            said.append(("danger" if note.level == "stop" else "warning", data(note.body), "", None))
    if device is not None and device.open_orders:
        order = device.open_orders[0]
        link = N_("Open it") if order.visible else ""
        said.append(("danger", lambda: _open_here(order), link, ("work_order", order.id) if order.visible else None))
    if device is not None and device.last_repair is not None:
        last, limit = device.last_repair, device.repeat_days
        link = data(last.number) if last.visible else ""
        target = ("work_order", last.id) if last.visible else None
        said.append(("warning", lambda: _repaired_before(last, limit), link, target))
    if customer is not None and customer.owed:
        said.append(("warning", lambda: _owes(customer), "", None))
    if customer is not None and customer.complaints:
        said.append(("warning", lambda: _complains(customer.complaints), "", None))
    if not said:
        return None
    said.sort(key=lambda one: one[0] != "danger")
    kind, sentence, link, target = said[0]
    act = (lambda: open_record(*target)) if target else None
    return Banner(kind, sentence, lambda: " · ".join(say(one[1]) for one in said[1:]), link, act, closable=False)


def _owes(customer: CustomerHints) -> str:
    text = _("Owes {amount} CNY ({number})")
    return text.format(amount=formats.money(customer.owed), number=customer.owed_on)


def _complains(count: int) -> str:
    return ngettext("{n} complaint is open", "{n} complaints are open", count).format(n=count)


def _open_here(order: OpenOrder) -> str:
    if order.visible:
        return _("This device is here already: {number}").format(number=order.number)
    return _("This device is in another store: {number}, {store}").format(
        number=order.number, store=either(order.store_name, order.store_name_en)
    )


def _repaired_before(last: Repair, limit: int) -> str:
    if last.days <= limit:
        text = ngettext("Repaired {n} day ago: repeat repair", "Repaired {n} days ago: repeat repair", last.days)
    else:
        text = ngettext(
            "Repaired {n} day ago, past the {limit} days of repeat repairs",
            "Repaired {n} days ago, past the {limit} days of repeat repairs",
            last.days,
        )
    return text.format(n=last.days, limit=limit)


class CustomerCard(Card):
    """Who it is, with the last orders."""

    def __init__(self, open_record: Open) -> None:
        super().__init__("")
        self.setObjectName("card_customer")
        self._open = open_record
        self.hints: CustomerHints | None = None
        self._chips: list[ChipLabel] = []
        self.open = self.add_link(N_("Customer"), "open_customer", key="Ctrl+J")
        self.open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.open.clicked.connect(self.go)

    def go(self) -> None:
        """Open the customer's own page."""
        if self.hints is not None:
            self._open("customer", self.hints.id)

    def tell(self, hints: CustomerHints | None) -> None:
        """Show somebody, or nobody."""
        self.hints = hints
        self.setVisible(hints is not None)
        for chip in self._chips:
            self.head.removeWidget(chip)
            chip.deleteLater()
        self._chips = []
        self.clear()
        if hints is None:
            return
        self.say(data(hints.name), data(hints.phone_masked))
        for place, name in enumerate(hints.classes[:2]):
            chip = ChipLabel(Chip(data(name), "accent", "star"))
            self.head.insertWidget(2 + place, chip)
            self._chips.append(chip)
        count = len(hints.devices)

        def counts() -> str:
            devices = ngettext("{n} device", "{n} devices", count).format(n=count)
            orders = ngettext("{n} order", "{n} orders", hints.order_count).format(n=hints.order_count)
            return f"{devices} · {orders}"

        self.body.addWidget(Label(counts, "label", "secondary"))
        if hints.orders:
            self.body.addWidget(OrderRows(hints.orders, self._open))
        for note in hints.notes:
            tone = {"stop": "danger", "warning": "warning"}.get(note.level, "")
            self.body.addWidget(IconLine(data(note.body), "info" if not tone else "warning", tone))


class OrderRows(QWidget):
    """Earlier orders: number, device, state, day."""

    def __init__(self, orders: Sequence[EarlierOrder], open_record: Open) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(1, 1)
        for row, order in enumerate(orders):
            link = Button(data(order.number), f"open_{order.number}", "link")
            link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            link.setEnabled(order.visible)
            link.clicked.connect(lambda _on=False, one=order: open_record("work_order", one.id))
            grid.addWidget(link, row, 0)
            grid.addWidget(Label(data(order.title), elide=True), row, 1)
            gone = order.work_state in ("delivered", "closed") and order.outcome == "repaired"
            chip = custody_chip("returned") if gone and order.work_state == "delivered" else work_chip(order.work_state)
            grid.addWidget(ChipLabel(chip), row, 2)
            day = Label(lambda one=order: formats.day(one.opened_on, one.opened_on.year != formats.today().year))
            day.set_tone("secondary")
            grid.addWidget(day, row, 3, Qt.AlignmentFlag.AlignRight)


class WarrantyCard(Card):
    """The verdict by the purchase date with its because-line; the desk checks the proof."""

    def __init__(self) -> None:
        super().__init__("")
        self.setObjectName("card_warranty")
        self.verdict = Verdict()
        self.pairs = Pairs()
        self.note = IconLine("", "liquid", "warning", "label")
        for widget in (self.verdict, self.pairs, self.note):
            self.body.addWidget(widget)
        self.tell(None)

    def tell(self, found: Coverage | None, liquid: bool = False, proof: str = "") -> None:
        """Show verdict, reason and values as services give them; None hides the card."""
        self.setVisible(found is not None)
        if found is None:
            return
        verdict, reason, values = found
        tone, icon = VERDICTS[verdict]
        until = values.get("until")

        self.verdict.tell(coded(words.WARRANTY_VERDICTS, verdict), icon, tone)
        pairs: list[tuple[Any, Any]] = []
        if values.get("from"):
            pairs.append((N_("Counted from"), lambda: _from_line(values["from"], proof)))
        if until:
            pairs.append((short("Until"), lambda: formats.day(date.fromisoformat(str(until)))))
        pairs.append((short("Because"), lambda: words.because(reason, values, formats.day)))
        self.pairs.tell(pairs)
        self.note.tell(N_("Liquid got in: if the inspection confirms it, this fault is not covered. Take photos."))
        self.note.setVisible(liquid)


def _from_line(start: Any, proof: str) -> str:
    day = formats.day(date.fromisoformat(str(start)))
    return f"{day} · {proof}" if proof else day


class SimilarCard(Card):
    """What the same complaint turned out to be before."""

    def __init__(self) -> None:
        super().__init__(N_("Similar faults"))
        self.setObjectName("card_similar")

    def tell(self, found: SimilarFaults | None, codes: Codes, title: str = "") -> None:
        """Show shares of faults; hidden where there are too few to say anything."""
        shown = found is not None and found.count >= 3
        self.setVisible(shown)
        self.clear()
        if not shown or found is None:
            return

        def beside() -> str:
            days = found.median_days
            parts = [title, f"n = {found.count}"]
            if days is not None:
                parts.append(_("median {days} days").format(days=formats.number(round(days, 1))))
            return " · ".join(part for part in parts if part)

        self.say(N_("Similar faults"), beside)
        for one in found.faults:
            share = one.orders / found.count
            name = coded_title(codes, one.code)
            self.body.addWidget(BarLine(name, share, data(f"{share:.0%}")))


def coded_title(codes: Codes, code: str) -> Callable[[], str]:
    """The name of a fault, in the language of the moment."""
    return lambda: codes.title("fault", code)
