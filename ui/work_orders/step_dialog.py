"""The dialog of a step that asks for something; what is lacking is said at the fields, all at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from services import desk_lists, order_lines, organisation
from services import order_words as words
from services.database import Database
from services.desk_lists import Colleague
from services.order_lines import Line
from services.organisation import StoreLine
from services.texts import N_, either
from services.work_orders import NextStep, Order
from ui.kit import formats
from ui.kit.background import Background
from ui.kit.fields import Field
from ui.kit.options import Option
from ui.kit.words import data, named
from ui.work_orders import codes_field  # noqa: F401 - registers its editor
from ui.work_orders.ask_dialog import AskDialog, Refused, Take
from ui.work_orders.codes import Codes
from ui.work_orders.labels import coded, short

# Steps that only offer a remark are taken at once; a remark can be written in the trace.
OPTIONAL = frozenset({"comment", "method"})
DANGER = frozenset({"cancel", "fail", "refuse", "dispose", "write_off", "unassign"})


@dataclass(frozen=True)
class Choices:
    """What the dialogs offer: technicians of the order's store, other stores, codes, lines that are planned."""

    technicians: Sequence[Colleague]
    stores: Sequence[StoreLine]
    codes: Codes
    planned: Sequence[Line] = ()


def load_choices(db: Database, order: Order, codes: Codes) -> Choices:
    """Read what a step of this order may ask for; on a worker."""
    people = desk_lists.colleagues(db, order.store_id, ("technician",))
    if order.handling_store_id is not None:
        known = {person.id for person in people}
        others = desk_lists.colleagues(db, order.handling_store_id, ("technician",))
        people = [*people, *(person for person in others if person.id not in known)]
    stores = [
        store for store in organisation.stores(db, limit=500).rows if store.id != order.store_id and not store.archived
    ]
    planned = [line for line in order_lines.of_order(db, order.id) if line.state == "planned"]
    return Choices(people, sorted(stores, key=lambda store: store.kind != "depot"), codes, planned)


def asks_something(step: NextStep) -> bool:
    """Whether a step needs its dialog: something it must have, or a place that should be noted."""
    needed = any(lack.asked for lack in step.missing)
    return needed or not set(step.asks) <= OPTIONAL or step.action in ("send_out", "ship_back", "arrive_back")


def fields_of(step: NextStep, order: Order, choices: Choices) -> list[Field]:
    """The fields that a step asks for, required where its guards say so."""
    required = {lack.field for lack in step.missing if lack.asked}
    codes = choices.codes
    made: dict[str, Callable[[], Field]] = {
        "technician_id": lambda: Field(
            "technician_id", N_("Technician"), "combo", span=12,
            options=[Option(person.id, data(person.name)) for person in choices.technicians],
        ),
        "outcome": lambda: Field(
            "outcome", N_("Outcome"), "choice", span=12,
            options=[Option(code, coded(words.OUTCOMES, code)) for code in _outcomes(step)],
        ),
        "used_lines": lambda: Field(
            "used_lines", N_("Work and parts used; untick what was not, it comes off the bill"), "codes", span=12,
            options=[Option(str(line.id), data(_line_words(line))) for line in choices.planned],
        ),
        "barrier_code": lambda: Field(
            "barrier_code", N_("What prevents the repair"), "combo", span=12, options=codes.options("barrier"),
        ),
        "reason_code": lambda: Field(
            "reason_code", N_("Reason"), "combo", span=12, options=codes.options("cancel_reason"),
        ),
        "handling_store_id": lambda: Field(
            "handling_store_id", N_("Sent to"), "combo", span=12,
            options=[Option(store.id, named(store.name, store.name_en)) for store in choices.stores],
        ),
        "shelf": lambda: Field("shelf", short("Shelf"), "scan", span=6, max_length=40),
        "method": lambda: Field("method", N_("How it was handled"), span=12, max_length=120),
        "comment": lambda: Field("comment", N_("Remark"), "multiline", span=12, lines=2, max_length=4000),
        "collected_how": lambda: Field(
            "collected_how", N_("Who collects shows"), "choice", span=12,
            options=[Option(code, coded(words.COLLECTED_HOW, code)) for code in words.COLLECTED_HOW],
        ),
        "pickup_code": lambda: Field("pickup_code", N_("Pick-up code"), "scan", span=6, max_length=12),
        "collected_by": lambda: Field("collected_by", N_("Collected by"), span=6, max_length=80),
        "id_note": lambda: Field("id_note", N_("ID looked at"), span=6, max_length=200),
        "on_paper": lambda: Field("on_paper", N_("Signed on paper"), "yesno", span=6),
        "by_other": lambda: Field("by_other", N_("Somebody else collects"), "yesno", span=6),
    }  # fmt: skip
    fields = []
    for name in step.asks:
        if name == "used_lines" and not choices.planned:
            continue
        if name in made and not (name == "outcome" and step.to_state == "delivered"):
            field = made[name]()
            field.required = name in required
            fields.append(field)
    return fields


def _line_words(line: Line) -> str:
    name = either(line.name, line.name_en)
    return f"{name} × {formats.number(line.quantity)}" if line.quantity != 1 else name


def _outcomes(step: NextStep) -> tuple[str, ...]:
    return ("repaired", "no_fault") if step.to_state == "completed" else ("exchanged", "refunded")


def ask_for(
    parent: QWidget, background: Background, step: NextStep, order: Order, choices: Choices, take: Take
) -> AskDialog:
    """The dialog of a step, opened."""
    planned = [str(line.id) for line in choices.planned]

    def take_counted(values: Mapping[str, Any], done: Callable[[], None], refused: Refused) -> Any:
        kept = dict(values)
        used = kept.pop("used_lines", ())
        if "used_lines" in dialog.form.cells and kept.get("outcome") == "repaired":
            kept["unused_lines"] = [line for line in planned if line not in used]
        return take(kept, done, refused)

    title = lambda: words.action_word(step.axis, step.action)  # noqa: E731
    dialog = AskDialog(
        parent,
        background,
        "step",
        title,
        lambda: f"{order.number} · {order.device_title}",
        fields_of(step, order, choices),
        title,
        take_counted,
        step.action in DANGER,
        step.blocked,
    )
    if step.action == "complete":
        dialog.form.propose("outcome", "repaired")
        if planned:
            dialog.form.propose("used_lines", tuple(planned))
            dialog.form.edited.connect(
                lambda _column: dialog.form.set_shown("used_lines", dialog.form.value("outcome") == "repaired")
            )
    dialog.open()
    return dialog
