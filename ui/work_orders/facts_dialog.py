"""What the desk changes of an order by itself: items, how to reach the customer, instructions.

What was agreed on the slip (fault, estimate, whose device) is corrected by a manager with a reason.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from services import customers, work_orders
from services import order_words as words
from services.ids import new_id
from services.texts import N_
from ui.kit.fields import Field
from ui.kit.form import fields_of
from ui.kit.words import data
from ui.work_orders import codes_field  # noqa: F401 - registers its editor
from ui.work_orders.ask_dialog import AskDialog
from ui.work_orders.labels import options, short
from ui.work_orders.order_asks import Before, Done

if TYPE_CHECKING:
    from ui.work_orders.order_page import OrderPage

# Columns that hold nothing where nothing is chosen.
_OPTIONAL = ("erase_allowed",)


def change_facts(page: "OrderPage") -> AskDialog:
    """Change what was taken in; where somebody changed the same meanwhile, it is asked field by field."""
    assert page.file is not None
    order, category = page.file.order, page.file.category
    db, request, before = page.desk.db, new_id(), Before(order)
    fields = [
        Field("accessories", short("Accessories"), "codes", span=12),
        Field("accessories_note", N_("Other accessories"), span=6, max_length=1000),
        Field("loan_unit", N_("Loan unit"), span=6, max_length=200),
        Field("condition_note", N_("Condition in words"), span=12, max_length=2000),
        Field("priority", short("Priority"), "choice", required=True, span=6, options=options(words.PRIORITIES)),
        Field("notify_by", N_("Notify by"), "combo", span=6, options=options(customers.NOTIFY_NAMES)),
        Field("backup_choice", N_("Data backup"), "combo", span=6, options=_said(words.BACKUP_CHOICES)),
        Field("old_parts", N_("Old parts"), "combo", span=6, options=_said(words.OLD_PARTS)),
        Field("erase_allowed", N_("Data may be erased"), "yesno", span=6),
        Field("instructions", N_("Instructions to the technician"), "multiline", span=12, lines=2, max_length=4000),
    ]

    def take(_values: Mapping[str, Any], done: Done, refused: Any) -> None:
        kept = {name: _kept(name, value) for name, value in dialog.form.changed().items()}
        if not kept:
            done()
            return
        page.work.write(lambda: work_orders.change(db, before.order, kept, request), done, refused)

    dialog = AskDialog(
        page,
        page.desk.background,
        "facts",
        N_("Change what was taken in"),
        data(order.number),
        fields,
        N_("Save"),
        take,
    )
    dialog.form.set_options("accessories", page.codes.options("accessory", category, order.accessories))
    dialog.form.set_values({name: value if value != "" else None for name, value in fields_of(order).items()})
    dialog.settle = before.settle
    dialog.setMinimumWidth(640)
    dialog.open()
    return dialog


def _said(table: Mapping[str, str]) -> list[Any]:
    return options(table, *(code for code in table if code))


def _kept(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return "" if value is None and name not in _OPTIONAL else value
