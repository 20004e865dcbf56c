"""What the report of a visit asks for: a part, a value, several values at once, the customer's answer."""

from collections.abc import Callable, Sequence
from typing import Any

from services import visit_reports, visits
from services.texts import N_, _
from services.visit_reports import Check, CheckItem
from services.visits import Visit
from ui.dispatch.report_cards import limits_of
from ui.dispatch.signature import SignaturePad
from ui.kit.buttons import Button
from ui.kit.fields import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.lookups import choices
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.stale import Held
from ui.kit.words import Label, data

STATEMENT = N_("I have seen the work listed here; it was done, and the device works as far as is stated.")
Take = Callable[[FormDialog], Any]


def part_dialog(page: Page, held: Held | None, take: Take, withdraw: Callable[[], Any] | None = None) -> FormDialog:
    """A part that was used, new or to be corrected."""
    fields = [
        Field("name", N_("Part"), required=True, span=8, max_length=200),
        Field("part_no", N_("Part no."), "code", span=4, max_length=80),
        Field("quantity", N_("Quantity"), "number", required=True, span=3),
        Field("unit", N_("Unit"), span=3, max_length=20),
        Field("serial_in", N_("Serial no. put in"), "scan", span=6, max_length=80),
        Field("serial_out", N_("Serial no. taken out"), "scan", span=6, max_length=80),
        Field("old_part", N_("Old part"), "choice", span=6, options=choices(visit_reports.OLD_PART_NAMES)),
        Field("note", N_("Note"), span=12, max_length=400),
    ]
    dialog = FormDialog(
        page, "part", N_("Which part was used?"), fields, take, background=page.desk.background, held=held,
        values={"quantity": 1, "old_part": ""} if held is None else None,
    )  # fmt: skip
    if withdraw is not None:
        dialog.add_verb(N_("Take it out of the report"), withdraw, "withdraw", "danger")
    return dialog


def measured(check: Check) -> dict[str, Any]:
    """A check as its dialog shows it."""
    yes_no = check.yes_no and check.value is not None
    return {"value": int(check.value or 0) if yes_no else check.value, "note": check.note}


def measure_dialog(page: Page, held: Held, take: Take, withdraw: Callable[[], Any]) -> FormDialog:
    """The value of one check; the limits stand above it."""
    check: Check = held.row
    if check.yes_no:
        value = Field("value", data(check.title), "choice", span=12,
                      options=[Option(1, N_("yes"), key="Y"), Option(0, N_("no"), key="N")])  # fmt: skip
    else:
        value = Field("value", data(check.title), "number", span=6, unit=data(check.unit))
    fields = [value, Field("note", N_("Note"), "multiline", span=12, lines=2, max_length=1000)]
    dialog = FormDialog(
        page, "measure", N_("What was measured?"), fields, take, background=page.desk.background,
        held=held,
        detail=lambda: _("Limits: {limits}").format(
            limits=limits_of(check.low, check.high, check.unit, check.yes_no) or "—"
        ),
    )  # fmt: skip
    dialog.add_verb(N_("Take it out of the report"), withdraw, "withdraw", "danger")
    return dialog


def checks_dialog(page: Page, items: Sequence[CheckItem], take: Take, own: Callable[[], Any]) -> FormDialog:
    """Which values are to be measured here. own: asks for one that is not on the list."""
    options = [
        Option(one.id, lambda one=one: f"{one.title} ({limits_of(one.low, one.high, one.unit, one.yes_no)})")
        for one in items
    ]
    field = Field("items", N_("Values"), "choices", required=True, span=12, options=options)
    dialog = FormDialog(
        page, "checks", N_("What is to be measured here?"), [field], take, background=page.desk.background,
        values={"items": [one.id for one in items if one.fits]}, verb=N_("Add"), width=760,
    )  # fmt: skip
    dialog.add_verb(N_("Own value…"), own, "own_value")
    return dialog


def own_check_dialog(page: Page, take: Take) -> FormDialog:
    """A value that is on no list."""
    fields = [
        Field("name", N_("What is measured"), required=True, span=8, max_length=120),
        Field("unit", N_("Unit"), span=4, max_length=20),
        Field("low", N_("At least"), "number", span=4),
        Field("high", N_("At most"), "number", span=4),
        Field("value", N_("Measured"), "number", span=4),
        Field("note", N_("Remark"), span=12, max_length=1000),
    ]
    return FormDialog(
        page, "own_check", N_("What was measured besides the list?"), fields, take,
        background=page.desk.background, verb=N_("Add"),
    )  # fmt: skip


class AcceptDialog(FormDialog):
    """The customer accepts or not, and signs on the screen, types his name, or has signed on paper."""

    def __init__(self, page: Page, held: Held, take: Take) -> None:
        visit: Visit = held.row
        fields = [
            Field("accepted", N_("The customer"), "choice", required=True, span=12,
                  options=[Option(True, N_("accepts the work"), key="Y"), Option(False, N_("does not accept it"), key="N")]),
            Field("accepted_by", N_("Full name"), required=True, span=6, max_length=120),
            Field("accepted_how", N_("How"), "choice", required=True, span=12,
                  options=choices(visits.ACCEPTED_HOW_NAMES)),
            Field("customer_note", N_("What he says"), "multiline", span=12, lines=2, max_length=4000),
        ]  # fmt: skip
        values = {
            "accepted_by": visit.accepted_by or visit.contact_name or visit.customer_name,
            "accepted_how": "drawn",
        }
        super().__init__(
            page, "accept", N_("What does the customer say to the work?"), fields, take,
            background=page.desk.background, values=values, held=held, detail=STATEMENT, width=620,
        )  # fmt: skip
        self.pad = SignaturePad()
        self.wipe = Button(N_("Sign anew"), "wipe_signature", "link")
        self.wipe.clicked.connect(self.pad.wipe)
        self.missing = Label(N_("The signature is missing."), "label", "danger")
        self.missing.hide()
        for place, widget in enumerate((self.pad, self.missing, self.wipe), start=1):
            self.body.insertWidget(place, widget)
        self.pad.changed.connect(self.missing.hide)
        self.form.edited.connect(lambda _column: self._turn())

    def _turn(self) -> None:
        drawn = self.form.value("accepted_how") == "drawn"
        self.pad.setVisible(drawn)
        self.wipe.setVisible(drawn)
        self.missing.hide()
        self.adjustSize()

    def _take(self) -> None:
        if self.form.value("accepted_how") == "drawn" and self.pad.is_empty:
            self.missing.show()
            self.form.check()
            return
        super()._take()

    def signature(self) -> bytes:
        """The picture of what was drawn; nothing where it was typed or written."""
        return self.pad.png() if self.form.value("accepted_how") == "drawn" else b""
