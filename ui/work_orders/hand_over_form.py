"""The questions of hand-over, in the order in which the counter asks them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent

from services import order_words as words
from services.texts import N_
from ui.kit.editors import EDITORS
from ui.kit.fields import Field
from ui.kit.form import Group
from ui.kit.options import Option
from ui.kit.words import say
from ui.work_orders import codes_field  # noqa: F401 - registers its editor
from ui.work_orders.customer_field import ScannedEditor
from ui.work_orders.labels import coded, options, short


class OrderEditor(ScannedEditor):
    """A number that was scanned, or digits that find an order waiting to be collected.

    `missed(typed)`: Enter or a scan, and there is no such order; it goes on nowhere.
    """

    missed = Signal(str)
    _sure = False

    def words_of(self, option: Option) -> str:
        return say(option.label).split(" ")[0]

    def look_up(self, code: str) -> None:
        """A code was scanned elsewhere: look for it at once."""
        self.line.setText(code)
        self._timer.stop()
        self._sure = True
        self._search()

    def keeps_enter(self, event: QKeyEvent) -> bool:
        if super().keeps_enter(event):
            return True
        if self.known is not None or not self.line.text().strip():
            return False
        self._go_on = True
        self._search()
        return True

    def _found(self, options: list[Option]) -> None:
        sure, self._sure, self._go_on = self._sure or self._go_on, False, False
        super()._found(options)
        if sure and not options and self.known is None:
            self.missed.emit(self.line.text().strip())


EDITORS["order"] = OrderEditor

# The place of the group about money.
PAY = 2


def groups(find: Callable[[str], Sequence[Option]]) -> list[Group]:
    """The form; find runs in the background."""
    outcomes = [Option(code, coded(words.OUTCOMES, code)) for code in ("exchanged", "refunded")]
    return [
        Group(
            N_("Which one"),
            [
                Field("code", N_("Slip, label, or the last 4 digits"), "order", required=True, span=6, search=find),
                Field("outcome", N_("Instead of a repair"), "choice", span=6, options=outcomes),
            ],
            N_("F12 scan"),
        ),
        Group(
            short("Check"),
            [Field("checks", N_("Done together with the customer"), "codes", span=12)],
            N_("Digits tick"),
        ),
        Group(
            short("Pay"),
            [
                Field("due", N_("To pay"), "money", unit=N_("CNY"), span=3),
                Field("method", short("Paid by"), "choice", span=9, options=options(words.METHODS)),
                Field("amount", N_("Of it this way"), "money", unit=N_("CNY"), span=3),
                Field("given", N_("Cash given"), "money", unit=N_("CNY"), span=3),
                Field("change", short("Change"), "money", unit=N_("CNY"), span=3),
                Field("reference", N_("Voucher number, or last digits"), span=6, max_length=80),
                Field("method_2", N_("The rest paid by"), "choice", span=12, options=options(words.METHODS)),
                Field("amount_2", N_("Of it this way"), "money", unit=N_("CNY"), span=3),
                Field("reference_2", N_("Voucher number, or last digits"), span=6, max_length=80),
                Field("method_3", N_("The rest paid by"), "choice", span=12, options=options(words.METHODS)),
                Field("amount_3", N_("Of it this way"), "money", unit=N_("CNY"), span=3),
                Field("reference_3", N_("Voucher number, or last digits"), span=6, max_length=80),
            ],
        ),
        Group(
            N_("Who collects"),
            [
                Field("collected_how", N_("Who collects shows"), "choice", required=True, span=7, options=_ways()),
                Field("pickup_code", N_("Pick-up code"), "scan", span=5, max_length=12),
                Field("by_other", N_("Somebody else collects"), "yesno", required=True, span=4),
                Field("collected_by", N_("Collected by"), span=4, max_length=80),
                Field("id_note", N_("ID looked at"), span=4, max_length=200),
                Field("comment", N_("Remark"), span=12, max_length=4000),
            ],
        ),
    ]


def _ways() -> list[Option]:
    return [
        Option("signature", short("Signs on paper")),
        Option("code", short("Pick-up code")),
        Option("id_note", short("ID")),
    ]
