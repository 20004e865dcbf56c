"""A step for several chosen orders: the menu of what they can do, and one dialog that says which cannot and why."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from services import order_steps_many as many
from services import order_words as words
from services.ids import new_id
from services.order_record import Order
from services.order_steps_many import Choice, LeftOut, Standing
from services.texts import N_, _, ngettext
from ui.kit.menus import pop_up
from ui.kit.page import Page
from ui.kit.paged import Column
from ui.kit.small_table import SmallTable
from ui.kit.words import Label, Text
from ui.work_orders.ask_dialog import AskDialog
from ui.work_orders.codes import Codes
from ui.work_orders.labels import short
from ui.work_orders.step_dialog import DANGER, Choices, asks_something, fields_of, load_choices
from ui.work_orders.step_taker import HAND_OVER

COLUMNS = (
    Column("number", N_("No."), sample="W2611-00042"),
    Column("device", short("Device")),
    Column("why", N_("Why not"), stretch=True),
)


# Those that can take it.
ABLE = (
    Column("number", N_("No."), sample="W2611-00042"),
    Column("device_title", short("Device"), stretch=True),
    Column("customer_name", N_("Customer"), sample="欧阳思远"),
)


class ManySteps:
    """For one page. codes: the code lists, once loaded; ended(): steps were taken, show the orders anew."""

    def __init__(self, page: Page, codes: Callable[[], Codes], ended: Callable[[], Any]) -> None:
        self._page, self._codes, self._ended = page, codes, ended

    def offer(self, ids: Sequence[Any], at: QPoint) -> None:
        """A menu of the steps that these orders can take; '4 of 6' behind one that not all can."""
        db = self._page.desk.db
        self._page.run(lambda: many.read(db, ids), lambda found: self._menu(found, at), slot="steps")

    def _menu(self, orders: Sequence[Standing], at: QPoint) -> None:
        menu = QMenu(self._page)
        menu.setObjectName("menu_steps")
        for place, choice in enumerate(many.choices(orders, HAND_OVER), 1):
            digit = f"&{place}  " if place < 10 else "    "
            name = words.action_word(choice.step.axis, choice.step.action)
            some = _("{n} of {total}").format(n=len(choice.able), total=len(orders)) if choice.left_out else ""
            action = QAction(f"{digit}{name}\t{some}" if some else f"{digit}{name}", menu)
            action.setObjectName(f"action_step_{choice.step.action}")
            action.triggered.connect(lambda _on=False, one=choice: self.take(one))
            menu.addAction(action)
        if not menu.actions():
            menu.addAction(_("No step for these orders now")).setEnabled(False)
        pop_up(menu, at)

    def take(self, choice: Choice) -> None:
        """Take a step: at once where all can and nothing is asked, else through the dialog."""
        requests = {order.id: new_id() for order in choice.able}
        if not choice.left_out and not asks_something(choice.step) and choice.step.action not in DANGER:
            self._move(choice, choice.able, requests, {}, lambda refused: self._say(choice, refused))
            return
        db, codes, first = self._page.desk.db, self._codes(), choice.able[0]

        def opened(choices: Choices) -> None:
            dialog: ManyDialog

            def do(values: Mapping[str, Any], done: Callable[[], None], refused: Any) -> None:
                orders = dialog.chosen()

                def told(left: list[LeftOut]) -> None:
                    if left:
                        dialog.tell_outcome(len(orders) - len(left), [*left, *choice.left_out])
                    else:
                        done()

                self._move(choice, orders, requests, values, told, refused)

            # What was used is said order by order; all together everything planned counts as used.
            few = Choices(choices.technicians, choices.stores, choices.codes)
            dialog = ManyDialog(self._page, choice, few, do)
            dialog.open()

        self._page.run(lambda: load_choices(db, first, codes), opened, slot="choices")

    def _move(
        self,
        choice: Choice,
        orders: Sequence[Order],
        requests: Mapping[Any, Any],
        values: Mapping[str, Any],
        told: Callable[[list[LeftOut]], Any],
        refused: Any = None,
    ) -> None:
        page = self._page
        db = page.desk.db
        payload = {**values, "workstation": str(page.desk.settings.get("workstation", "") or "")}

        def ended(left: list[LeftOut]) -> None:
            told(left)
            self._ended()

        page.write(lambda: many.move(db, choice.step, orders, payload, requests), ended, refused)

    def _say(self, choice: Choice, left: list[LeftOut]) -> None:
        if left:
            dialog = ManyDialog(self._page, choice, None, lambda *_how: None)
            dialog.tell_outcome(len(choice.able) - len(left), left)
            dialog.open()


class ManyDialog(AskDialog):
    """What the step asks for, below it the orders it is taken with, each of which can be unticked, and those it
    cannot be taken with."""

    def __init__(self, page: Page, choice: Choice, choices: Choices | None, do: Any) -> None:
        step = choice.step
        title = lambda: words.action_word(step.axis, step.action)  # noqa: E731
        fields = fields_of(step, choice.able[0], choices) if choices is not None else []
        dangerous = step.action in DANGER
        super().__init__(page, page.desk.background, "many", title, "", fields, title, do, dangerous)
        self._choice = choice
        self.able = SmallTable("with_these", ABLE, page.desk.background, N_("With these"), most=8, ticks=True)
        self._able_head = Label(N_("With these"), "card")
        self.body.addWidget(self._able_head)
        self.body.addWidget(self.able)
        self.able.model().loaded.connect(self._tick, Qt.ConnectionType.SingleShotConnection)
        self.able.show_rows(choice.able)
        self.left_out = SmallTable("left_out", COLUMNS, page.desk.background, N_("Not done"), most=8)
        self._head = Label(N_("Not done"), "card")
        self.body.addWidget(self._head)
        self.body.addWidget(self.left_out)
        self.form.setVisible(bool(fields))
        self.detail.say(self._how_many)
        self.detail.show()
        self.setMinimumWidth(680)
        self._tell_left_out(choice.left_out)
        if step.action == "complete" and "outcome" in self.form.cells:
            self.form.propose("outcome", "repaired")

    def _tick(self) -> None:
        self.able.tick_all()
        self.able.model().ticked.connect(self._ticked)

    def _ticked(self) -> None:
        self.detail.retranslate()
        self.do.setEnabled(bool(self.chosen()))

    def chosen(self) -> list[Order]:
        """The orders it is to be taken with: all that can, but for those that were unticked."""
        model = self.able.model()
        ticked = {order.id for order in model.ticked_rows()}
        return [order for order in self._choice.able if not model.rowCount() or order.id in ticked]

    def _how_many(self) -> str:
        count, total = len(self.chosen()), len(self._choice.able) + len(self._choice.left_out)
        if count == total:
            return ngettext("{n} order", "{n} orders", count).format(n=count)
        return _("{n} of {total} orders; the others are not touched.").format(n=count, total=total)

    def _tell_left_out(self, left: Sequence[LeftOut]) -> None:
        self._head.setVisible(bool(left))
        self.left_out.setVisible(bool(left))
        self.left_out.show_rows(left)

    def tell_outcome(self, done: int, left: Sequence[LeftOut]) -> None:
        """It was taken with some of them: what is left, and why, stays to be read."""
        said: Text = lambda: ngettext("Done for {n} order.", "Done for {n} orders.", done).format(n=done)  # noqa: E731
        self.detail.say(said)
        self.detail.show()
        for widget in (self.form, self.do, self.able, self._able_head):
            widget.hide()
        self._tell_left_out(left)
        # Once the table has its rows.
        self.left_out.model().loaded.connect(self.adjustSize, Qt.ConnectionType.SingleShotConnection)
