"""The money part of hand-over: one way of paying or up to three at once, and the change for cash."""

from decimal import Decimal
from uuid import UUID

from services.ids import new_id
from services.payments import Part
from services.texts import _
from ui.kit import formats
from ui.kit.form import Form
from ui.work_orders.hand_over_form import PAY

_ROWS = ("", "_2", "_3")
_ZERO = Decimal()


class Till:
    """Works on the fields of a form: the rest of a sum moves on to the next way of paying."""

    FIELDS = frozenset(
        {"given", "change", "due", *(f"{name}{row}" for row in _ROWS for name in ("method", "amount", "reference"))}
    )

    def __init__(self, form: Form) -> None:
        self._form = form
        self._due: Decimal | None = None
        # One id a way, so that a save that is tried again is the same save.
        self._ids: list[UUID] = []

    def ask(self, due: Decimal | None) -> None:
        """What is to be paid: negative is given back, None where there is no order."""
        self._due = due
        self._ids = [new_id() for _row in _ROWS]
        form = self._form
        form.set_locked({"due": _("follows from the order"), "change": _("is worked out")})
        form.editor("due").set_value(due)
        form.propose("method", "cash" if due else None)
        for row in _ROWS:
            form.editor(f"amount{row}").set_value(None)
        if due is not None and due > 0:
            form.editor("amount").propose(due)
        self.tell_fields()

    def _amount(self, row: str) -> Decimal:
        try:
            return self._form.value(f"amount{row}") or _ZERO
        except ValueError:
            return _ZERO

    def _rows(self) -> list[str]:
        """The ways of paying that are asked for: another one while something is left."""
        if not self._due:
            return []
        rows, left = [_ROWS[0]], self._due
        for row in _ROWS[1:]:
            left -= self._amount(rows[-1])
            if not 0 < left < self._due:
                break
            rows.append(row)
        return rows

    def edited(self, column: str) -> None:
        """A person entered something: the rest follows."""
        form, due = self._form, self._due or _ZERO
        if column in ("amount", "amount_2"):
            left = due - self._amount("")
            if column == "amount":
                form.editor("amount_2").propose(left if 0 < left < due else None)
            left -= self._amount("_2")
            form.editor("amount_3").propose(left if 0 < left < due else None)
        self.tell_fields()

    def tell_fields(self) -> None:
        """Show what is to be filled in for the ways of paying as they are now."""
        form, rows = self._form, self._rows()
        owing = self._due is not None and self._due > 0
        form.show_group(PAY, bool(self._due))
        form.set_shown("due", bool(self._due))
        for place, row in enumerate(_ROWS):
            shown = row in rows
            method = form.value(f"method{row}")
            form.set_shown(f"method{row}", shown)
            form.set_required(f"method{row}", shown)
            form.set_shown(f"amount{row}", shown and owing)
            form.set_required(f"amount{row}", shown and owing and place < 2)
            form.set_shown(f"reference{row}", shown and method not in (None, "cash"))
            form.set_required(f"reference{row}", shown and method == "voucher")
        cash = self._cash()
        form.set_shown("given", cash > 0)
        form.set_shown("change", cash > 0)
        self._work_out_change(cash)

    def _cash(self) -> Decimal:
        if self._due is None or self._due <= 0:
            return _ZERO
        return sum((self._amount(row) for row in self._rows() if self._form.value(f"method{row}") == "cash"), _ZERO)

    def _work_out_change(self, cash: Decimal) -> None:
        form = self._form
        try:
            given = form.value("given")
        except ValueError:
            given = None
        change = given - cash if given is not None else None
        form.editor("change").set_value(change if change is not None and change >= 0 else None)
        lacking = -change if change is not None and change < 0 and cash > 0 else None
        form.note(
            "given",
            (lambda: _("{amount} short").format(amount=formats.money(lacking))) if lacking is not None else "",
            "danger",
        )

    def parts(self) -> list[Part]:
        """The ways of paying as they are entered; what is given back goes in one."""
        form, due = self._form, self._due or _ZERO
        return [
            Part(
                one,
                form.value(f"method{row}"),
                self._amount(row) if due > 0 else -due,
                form.value(f"reference{row}") or "",
            )
            for one, row in zip(self._ids, self._rows(), strict=False)
        ]
