"""Takes steps of orders for a page: at once, through a dialog, or says all that is lacking."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from services import order_words as words
from services import work_orders
from services.errors import Conflict
from services.ids import new_id
from services.order_errors import Incomplete
from services.punctuation import listed, sequenced
from services.texts import N_, _
from services.work_orders import NextStep, Order, Seen
from ui.kit.conflicts import settled
from ui.kit.dialogs import CONFLICT_HEADLINE
from ui.kit.page import Page
from ui.work_orders.codes import Codes
from ui.work_orders.step_dialog import ask_for, asks_something, load_choices

# Steps that the hand-over page does, with its payment and check list.
HAND_OVER = frozenset({"deliver", "return_unrepaired", "return_cancelled"})
# Where what a step lacks is supplied: the leaf of an order's page.
SUPPLIED = {
    "quote": "quote",
    "consent": "quote",
    "lines": "quote",
    "payment": "payments",
    "fault_code": "diagnosis",
    "cause_code": "diagnosis",
    "remedy_code": "diagnosis",
    "test_passed": "diagnosis",
    "told_at": "told",
}
Done = Callable[[], Any]
Refused = Callable[[BaseException], Any]


class StepTaker:
    """For one page. codes: the code lists, once loaded; moved(order): a step was taken, show it;
    go_to(order, leaf): show where something lacking is supplied.
    """

    def __init__(
        self,
        page: Page,
        codes: Callable[[], Codes],
        moved: Callable[[Order], Any],
        go_to: Callable[[Order, str], Any],
    ) -> None:
        self._page, self._codes, self._moved, self._go_to = page, codes, moved, go_to

    @property
    def workstation(self) -> str:
        """This place's name, for the trace."""
        return str(self._page.desk.settings.get("workstation", "") or "")

    def take(self, order: Order, step: NextStep) -> None:
        """Take a step of an order as it was seen."""
        if step.action in HAND_OVER:
            self._page.desk.open_page("hand_over", order_id=order.id)
        elif step.blocked:
            self.say_lacking(order, step)
        elif asks_something(step):
            self._ask(order, step)
        else:
            self.move(order, step, {})

    def take_towards(self, order_id: UUID, state: str) -> None:
        """Take the step of an order that leads to a work state, if there is one (a card dropped on a column)."""
        db = self._page.desk.db

        def found(answer: tuple[Order, list[NextStep]]) -> None:
            order, steps = answer
            step = next((one for one in steps if one.axis == "work" and one.to_state == state), None)
            if step is not None:
                self.take(order, step)
                return
            target = words.word(words.WORK_STATES, state)
            self._page.messages.show(
                "warning",
                lambda: _("{number} cannot go to “{state}” now").format(number=order.number, state=target),
                lambda: _possible(steps),
                key="lacking",
            )

        self._page.run(
            lambda: (work_orders.get(db, order_id), work_orders.next_steps(db, order_id)), found, slot="steps"
        )

    def say_lacking(self, order: Order, step: NextStep) -> None:
        """Everything a step lacks in one banner, with the way to the first of it."""
        lacks = step.blocked
        leaf = next((SUPPLIED[lack.field] for lack in lacks if lack.field in SUPPLIED), "")
        self._page.messages.show(
            "warning",
            lambda: _("{step}: not possible yet").format(step=words.action_word(step.axis, step.action)),
            lambda: " ".join(lack.sentence() for lack in lacks),
            N_("Go there") if leaf else "",
            (lambda: self._supply(order, leaf)) if leaf else None,
            key="lacking",
        )

    def _supply(self, order: Order, leaf: str) -> None:
        self._page.messages.clear("lacking")
        self._go_to(order, leaf)

    def _ask(self, order: Order, step: NextStep) -> None:
        page, codes = self._page, self._codes()
        db = page.desk.db

        def opened(choices: Any) -> None:
            before = [work_orders.seen(order)]

            def take(values: Mapping[str, Any], done: Done, refused: Refused) -> None:
                def not_moved(error: BaseException) -> Any:
                    if isinstance(error, Conflict):
                        # what was typed stays; who presses again has read what became of the order
                        before[0] = settled(before[0], error)
                        self._moved(order)
                    return refused(error)

                self.move(order, step, values, done, not_moved, before[0])

            dialog = ask_for(page, page.desk.background, step, order, choices, take)
            dialog.explain = lambda conflict: f"{conflict.sentence()} {_became(conflict)}"

        page.run(lambda: load_choices(db, order, codes), opened, slot="choices")

    def move(
        self,
        order: Order,
        step: NextStep,
        values: Mapping[str, Any],
        done: Done | None = None,
        refused: Refused | None = None,
        seen: Seen | None = None,
    ) -> None:
        """Take a step with what it asks for; it can be taken back from the toast."""
        page = self._page
        db, before, request = page.desk.db, seen or work_orders.seen(order), new_id()
        payload = {**values, "workstation": self.workstation}

        def moved(_result: Any) -> None:
            page.messages.clear("lacking")
            if done is not None:
                done()
            self._moved(order)
            page.desk.messages.toast(
                lambda: f"{order.number}  {words.event_word(step.axis, step.action)}", lambda: self.undo(order.id)
            )

        page.write(
            lambda: work_orders.move(db, before, step.action, payload, request=request, axis=step.axis),
            moved,
            lambda error: self._not_moved(order, error, refused),
            about=(order.id, step.action),
        )

    def undo(self, order_id: UUID) -> None:
        """Take one's own last step of an order back."""
        db, place, request = self._page.desk.db, self.workstation, new_id()

        def work() -> Order:
            order = work_orders.get(db, order_id)
            work_orders.undo(db, work_orders.seen(order), request=request, workstation=place)
            return order

        self._page.write(work, self._moved, about=order_id)

    def _not_moved(self, order: Order, error: BaseException, refused: Refused | None) -> Any:
        if refused is not None:
            return refused(error)
        if isinstance(error, Conflict):
            self.say_conflict(order, error)
            return True
        if isinstance(error, Incomplete):
            self._page.messages.show("warning", error.sentence, key="lacking")
            return True
        self._moved(order)
        return self._page.refused(error)

    def say_conflict(self, order: Order, conflict: Conflict) -> None:
        """Somebody moved the order meanwhile: both versions of its states."""

        def reload() -> None:
            self._page.messages.clear("conflict")
            self._moved(order)

        self._page.messages.show(
            "warning", CONFLICT_HEADLINE, lambda: _became(conflict), N_("Reload"), reload, key="conflict"
        )


def _became(conflict: Conflict) -> str:
    tables = {
        "work_state": words.WORK_STATES,
        "money_state": words.MONEY_STATES,
        "custody_state": words.CUSTODY_STATES,
    }
    pairs = [
        _("{before} became {now}").format(
            before=words.word(tables[name], conflict.base[name]), now=words.word(tables[name], now)
        )
        for name, now in conflict.theirs.items()
        if name in tables
    ]
    return sequenced([*pairs, _("Saved by {name}").format(name=conflict.by)])


def _possible(steps: list[NextStep]) -> str:
    names = [words.action_word(step.axis, step.action) for step in steps if step.axis == "work"]
    return _("Possible now: {steps}").format(steps=listed(names)) if names else ""
