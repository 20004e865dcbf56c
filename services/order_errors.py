"""What orders refuse, as sentences; and the refusal that lists everything that is lacking at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import text

from services import errors
from services.errors import ServiceError
from services.texts import N_, _

if TYPE_CHECKING:
    from services.database import Database

# What a step still lacks, by the codes of the guards.
LACKING = {
    "device_missing": N_("Choose the device."),
    "serial_missing": N_("Enter the serial number, or say why there is none."),
    "problem_missing": N_("Write down the fault in the customer's words."),
    "customer_missing": N_("Choose the customer."),
    "phone_missing": N_("Enter the customer's telephone number, or say why there is none."),
    "technician_missing": N_("Choose the technician."),
    "technician_elsewhere": N_("This technician does not work at the order's store."),
    "reason_missing": N_("Give the reason."),
    "cancel_reason_missing": N_("Choose the reason for the cancellation."),
    "barrier_missing": N_("Choose what prevents the repair."),
    "outcome_missing": N_("Choose the outcome: repaired or no fault found."),
    "fault_missing": N_("The fault is not coded."),
    "cause_missing": N_("The cause is not coded."),
    "remedy_missing": N_("The remedy is not coded."),
    "test_missing": N_("The final inspection is not recorded."),
    "test_failed": N_("The final inspection was not passed."),
    "parts_open": N_("Parts are not settled yet: {parts}"),
    "lines_unpriced": N_("Lines without a price: {lines}"),
    "quote_empty": N_("There is no line to quote."),
    "quote_missing": N_("There is no open quote."),
    "quote_needs_manager": N_("The quote of {amount} needs a manager's approval."),
    "consent_missing": N_("The customer's consent is not recorded."),
    "refusal_missing": N_("The customer's refusal is not recorded."),
    "over_agreed": N_("Charged {charged}, agreed {agreed}: record the customer's consent first."),
    "device_not_here": N_("The device is not here."),
    "collector_missing": N_("Record who collects: signature, pick-up code or ID."),
    "shipment_missing": N_("No parcel to the customer is on its way: enter it first (A parcel is sent…)."),
    "collector_name_missing": N_("Enter the name of the person who collects."),
    "id_note_missing": N_("Note which ID was looked at."),
    "signature_missing": N_("The signature is missing."),
    "pickup_code_wrong": N_("The pick-up code is wrong."),
    "balance_open": N_("{amount} are still to be paid."),
    "refund_open": N_("{amount} are to be given back."),
    "nothing_owed": N_("Nothing is owed."),
    "not_told": N_("The customer was not told yet."),
    "unclaimed_too_short": N_("Less than {days} days have passed since the customer was told."),
    "depot_missing": N_("Choose where it is sent."),
    "shelf_missing": N_("Enter the shelf place."),
    "only_owning_store": N_("Only the store that sent it can confirm the arrival."),
}

errors.sentences(
    **LACKING,
    order_missing=N_("Not possible yet."),
    order_step_not_possible=N_("This step is not possible in the present state. Look at the order again."),
    nothing_to_undo=N_("There is no step of yours that can still be taken back."),
    order_finished=N_("The order is finished; this can no longer be changed."),
    imported_order=N_("This is imported history; it is not changed."),
    customer_archived=N_("This customer was archived or merged. Choose another one."),
    amount_missing=N_("Enter the amount."),
    amount_not_positive=N_("The amount must be more than zero, with at most two decimals."),
    payment_too_high=N_("This is more than the open balance of {balance}."),
    parts_do_not_add_up=N_("The ways of paying add up to {sum}, not to {total}."),
    refund_too_high=N_("This is more than was paid ({paid})."),
    voucher_unknown=N_("There is no voucher with this number."),
    voucher_redeemed=N_("This voucher was paid with already."),
    voucher_void=N_("This voucher was made void."),
    voucher_expired=N_("This voucher was valid until {day} only."),
    voucher_too_small=N_("This voucher is worth {amount}; the rest is paid another way."),
    voucher_no_refund=N_("Money does not go back as a voucher."),
    reversal_of_reversal=N_("A reversal is not reversed; take the payment anew."),
    quote_not_open=N_("This quote is no longer open."),
    promise_in_past=N_("The promised time lies before the order was opened."),
    effective_out_of_range=N_("This time is not possible for the event."),
)
errors.constraints(
    {
        "payment_corrects_key": ("payment_reversed_already", None),
        "work_order_problem_check": ("problem_missing", "problem"),
        "consent_who_check": ("consent_who_missing", "who"),
        "work_order_line_name_check": ("line_name_missing", "name"),
        "work_order_line_quantity_check": ("quantity_wrong", "quantity"),
        "price_item_code_key": ("price_code_exists", "code"),
        "attachment_size_check": ("attachment_too_large", None),
        "attachment_data_data_check": ("attachment_too_large", None),
    }
)
errors.sentences(
    payment_reversed_already=N_("This payment was reversed already."),
    consent_who_missing=N_("Enter who agreed."),
    line_name_missing=N_("Enter what is done or used."),
    quantity_wrong=N_("The quantity must be more than zero."),
    price_code_exists=N_("There is already an entry with this code."),
    attachment_too_large=N_("The picture or file is too large."),
)


@dataclass(frozen=True)
class Lack:
    """One thing that a step lacks. asked: the step's own dialog asks for it; index: which device of an intake."""

    code: str
    field: str | None
    values: Mapping[str, Any]
    asked: bool = False

    @property
    def index(self) -> int | None:
        return self.values.get("index")

    def sentence(self) -> str:
        """What is lacking, in the language of the moment."""
        return ServiceError(self.code, self.field, **self.values).sentence()


class Incomplete(ServiceError):
    """A step or an intake that lacks something; `lacks` names all of it at once."""

    def __init__(self, lacks: Sequence[Lack]) -> None:
        super().__init__("order_missing", lacks[0].field if lacks else None)
        self.lacks = tuple(lacks)

    def sentence(self) -> str:
        """All that is lacking, one sentence each."""
        said = dict.fromkeys(lack.sentence() for lack in self.lacks)
        return " ".join(said) or _("Not possible yet.")


def lacks(found: Sequence[Mapping[str, Any]] | None) -> tuple[Lack, ...]:
    """What a guard found, as records."""
    return tuple(
        Lack(item["code"], item.get("field"), item.get("values") or {}, bool(item.get("asked"))) for item in found or ()
    )


def explained(error: ServiceError) -> ServiceError:
    """The same refusal with its list, where it has one."""
    if error.code == "order_missing" and "missing" in error.values:
        return Incomplete(lacks(error.values["missing"]))
    return error


def call(db: "Database", statement: str, values: Mapping[str, Any], request: UUID) -> Any:
    """db.call through a door of orders: a refusal comes with the list of what is lacking."""
    try:
        return db.call(request, text(statement), values)
    except ServiceError as error:
        raise explained(error) from error
