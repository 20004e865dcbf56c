"""The words of work orders: states, actions and codes as people see them, in the catalogue."""

from collections.abc import Callable, Mapping
from datetime import date

from services import code_lists
from services.texts import N_, _

KINDS = {
    "repair": N_("Repair"),
    "on_site": N_("On-site service"),
    "installation": N_("Installation"),
    "maintenance": N_("Maintenance"),
    "inspection": N_("Inspection"),
    "exchange": N_("Exchange"),
    "return": N_("Return"),
}
# Done at the customer's place, unless the device was brought all the same.
AT_CUSTOMER = ("on_site", "installation", "maintenance", "inspection")
SALE_STAGES = {"after_sale": N_("After-sale"), "pre_sale": N_("Pre-sale")}
WISHES = {"repair": N_("Wants a repair"), "exchange": N_("Wants an exchange"), "refund": N_("Wants a refund")}
REPAIR_LEVELS = {
    "first": N_("First-level repair"),
    "second": N_("Second-level repair"),
    "factory": N_("Repair at the works"),
}
PRIORITIES = {"normal": N_("Normal"), "urgent": N_("Rush")}
SOURCES = {
    "counter": N_("Counter"),
    "phone": N_("Telephone"),
    "ticket": N_("Service request"),
    "visit": N_("Visit"),
    "web": N_("Web"),
    "ords": N_("Imported history"),
}
WORK_STATES = {
    "received": N_("Received"),
    "assigned": N_("Assigned"),
    "diagnosing": N_("Diagnosing"),
    "quoted": N_("Waiting for the customer's answer"),
    "waiting_parts": N_("Waiting for parts"),
    "repairing": N_("Repairing"),
    "testing": N_("Final inspection"),
    "completed": N_("Repair completed"),
    "failed": N_("Repair failed"),
    "delivered": N_("Handed over"),
    "closed": N_("Closed"),
    "cancelled": N_("Cancelled (order)"),
}
MONEY_STATES = {
    "none": N_("Nothing paid"),
    "quoted": N_("Quoted"),
    "prepaid": N_("Prepaid"),
    "part_paid": N_("Partly paid"),
    "paid": N_("Paid"),
    "written_off": N_("Written off"),
}
CUSTODY_STATES = {
    "with_customer": N_("With the customer"),
    "at_store": N_("At the store"),
    "with_technician": N_("With the technician"),
    "at_depot": N_("Sent out for repair"),
    "back_at_store": N_("Back at the store"),
    "ready_shelf": N_("On the pick-up shelf"),
    "returned": N_("Collected by the customer"),
    "abandoned": N_("Not claimed, disposed of"),
}
OUTCOMES = {
    "repaired": N_("Repaired"),
    "no_fault": N_("No fault found"),
    "unrepairable": N_("Cannot be repaired"),
    "refused": N_("Customer declined"),
    "exchanged": N_("Exchanged"),
    "refunded": N_("Refunded"),
    "referred": N_("Repairable elsewhere"),
    "unknown": N_("Unknown"),
}
# The four words of the sources, derived from work state and outcome.
PROGRESS = {
    "waiting": N_("Waiting for repair"),
    "repairing": N_("Under repair"),
    "completed": N_("Repair completed"),
    "failed": N_("Repair failed"),
}
# Buttons: what a step does. Keys are axis and action.
ACTIONS = {
    ("work", "assign"): N_("Assign"),
    ("work", "take"): N_("Take this job"),
    ("work", "unassign"): N_("Give the job back"),
    ("work", "reassign"): N_("Assign to another"),
    ("work", "start"): N_("Start diagnosis"),
    ("work", "quote"): N_("Offer the quote"),
    ("work", "requote"): N_("Diagnose again"),
    ("work", "wait_parts"): N_("Wait for parts"),
    ("work", "repair"): N_("Start repair"),
    ("work", "no_fault"): N_("No fault: inspect"),
    ("work", "test"): N_("To final inspection"),
    ("work", "not_passed"): N_("Inspection not passed"),
    ("work", "complete"): N_("Complete"),
    ("work", "fail"): N_("Cannot be repaired"),
    ("work", "refuse"): N_("Customer declined"),
    ("work", "deliver"): N_("Hand over"),
    ("work", "return_unrepaired"): N_("Return unrepaired"),
    ("work", "return_cancelled"): N_("Return the device"),
    ("work", "dispose"): N_("Dispose of unclaimed device"),
    ("work", "reopen"): N_("Reopen"),
    ("work", "close"): N_("Close the order"),
    ("work", "cancel"): N_("Cancel the order"),
    ("money", "write_off"): N_("Write off the balance"),
    ("custody", "hand_in"): N_("Take in from the customer"),
    ("custody", "give"): N_("Give to the technician"),
    ("custody", "give_back"): N_("Back from the technician"),
    ("custody", "send_out"): N_("Send out for repair"),
    ("custody", "ship_back"): N_("Ship back to the store"),
    ("custody", "arrive_back"): N_("Arrived back"),
    ("custody", "shelve"): N_("Put on the pick-up shelf"),
    ("custody", "move_shelf"): N_("Change the shelf place"),
    ("custody", "take_home"): N_("Customer takes it home meanwhile"),
}
# The trace 处理信息: what happened, in the past. Missing ones are said like the button.
EVENTS = {
    ("work", "receive"): N_("Order opened"),
    ("work", "assign"): N_("Assigned"),
    ("work", "take"): N_("Job taken"),
    ("work", "unassign"): N_("Job given back"),
    ("work", "reassign"): N_("Assigned to another technician"),
    ("work", "start"): N_("Diagnosis started"),
    ("work", "quote"): N_("Quote offered, waiting for the customer"),
    ("work", "requote"): N_("Diagnosed again for a new quote"),
    ("work", "wait_parts"): N_("Waiting for parts"),
    ("work", "repair"): N_("Repair started"),
    ("work", "no_fault"): N_("No fault found, final inspection"),
    ("work", "test"): N_("Final inspection"),
    ("work", "not_passed"): N_("Inspection not passed, repaired again"),
    ("work", "complete"): N_("Repair completed"),
    ("work", "fail"): N_("Cannot be repaired"),
    ("work", "refuse"): N_("Customer declined the quote"),
    ("work", "deliver"): N_("Handed over"),
    ("work", "return_unrepaired"): N_("Returned unrepaired"),
    ("work", "return_cancelled"): N_("Returned after cancellation"),
    ("work", "dispose"): N_("Unclaimed device disposed of"),
    ("work", "reopen"): N_("Reopened"),
    ("work", "close"): N_("Closed"),
    ("work", "cancel"): N_("Order cancelled"),
    ("work", "import"): N_("Imported"),
    ("work", "undo"): N_("Last step taken back"),
    ("money", "quote"): N_("Quote made"),
    ("money", "approve"): N_("Quote approved by the manager"),
    ("money", "consent"): N_("Customer agreed"),
    ("money", "decline"): N_("Customer said no"),
    ("money", "pay"): N_("Paid"),
    ("money", "prepay"): N_("Prepayment taken"),
    ("money", "refund"): N_("Money given back"),
    ("money", "reversal"): N_("Payment reversed"),
    ("money", "settle"): N_("Account brought up to date"),
    ("money", "write_off"): N_("Balance written off"),
    ("money", "undo"): N_("Last step taken back"),
    ("custody", "hand_in"): N_("Customer hands in"),
    ("custody", "give"): N_("Given to the technician"),
    ("custody", "give_back"): N_("Back from the technician"),
    ("custody", "send_out"): N_("Sent out for repair"),
    ("custody", "ship_back"): N_("Shipped back to the store"),
    ("custody", "arrive_back"): N_("Arrived back from repair"),
    ("custody", "shelve"): N_("Put on the pick-up shelf"),
    ("custody", "move_shelf"): N_("Shelf place changed"),
    ("custody", "collect"): N_("Collected by the customer"),
    ("custody", "take_home"): N_("Customer took it home meanwhile"),
    ("custody", "abandon"): N_("Given up"),
    ("custody", "undo"): N_("Last step taken back"),
    ("note", "note"): N_("Note"),
    ("note", "keep_code"): N_("Unlock code kept"),
    ("note", "forget_code"): N_("Unlock code removed"),
    ("note", "parcel_sent"): N_("Parcel sent"),
    ("note", "parcel_asked"): N_("Carrier asked"),
    ("note", "parcel_arrived"): N_("Parcel arrived"),
    ("note", "parcel_lost"): N_("Parcel lost"),
    ("contact", "told"): N_("Customer was told"),
    ("contact", "not_told"): N_("Customer not reached"),
    ("contact", "came_back"): N_("Came back: the customer was not told"),
    ("promise", "promise"): N_("Another time promised"),
    ("correction", "correct"): N_("Corrected"),
    ("correction", "correct_time"): N_("Time corrected"),
}
METHODS = {
    "cash": N_("Cash"),
    "card": N_("Bank card"),
    "wechat": N_("WeChat Pay"),
    "alipay": N_("Alipay"),
    "transfer": N_("Bank transfer"),
    "voucher": N_("Voucher"),
    "other": N_("Other"),
}
PAYMENT_KINDS = {
    "payment": N_("Payment"),
    "prepayment": N_("Prepayment"),
    "refund": N_("Refund"),
    "reversal": N_("Reversal"),
}
LINE_KINDS = {"labour": N_("Labour"), "part": N_("Part"), "fee": N_("Fee")}
LINE_STATES = {
    "proposed": N_("Proposed"),
    "planned": N_("Planned"),
    "used": N_("Done / used"),
    "dropped": N_("Dropped"),
}
PAYERS = {"customer": N_("Customer pays"), "warranty": N_("Warranty pays"), "goodwill": N_("Goodwill")}
PART_STATES = {"new": N_("New part"), "refurbished": N_("Refurbished"), "customer_own": N_("Customer's own")}
CONSENT_WAYS = {
    "counter": N_("In person"),
    "phone": N_("By telephone"),
    "wechat": N_("By WeChat"),
    "sms": N_("By text message"),
    "email": N_("By e-mail"),
    "letter": N_("By letter"),
}
QUOTE_STATES = {
    "open": N_("Waiting for an answer"),
    "accepted": N_("Accepted"),
    "refused": N_("Declined"),
    "superseded": N_("Superseded"),
}
BACKUP_CHOICES = {
    "": N_("Not asked"),
    "done": N_("Backup done by the customer"),
    "do_it": N_("We make a backup"),
    "declined": N_("Backup declined"),
}
OLD_PARTS = {"": N_("Not asked"), "returned": N_("Old parts go back"), "recycled": N_("We recycle old parts")}
COLLECTED_HOW = {
    "signature": N_("Signature"),
    "code": N_("Pick-up code"),
    "id_note": N_("ID looked at"),
    "shipped": N_("Sent by carrier"),
}
WARRANTY_VERDICTS = {
    "in": N_("In warranty, to be checked"),
    "out": N_("Out of warranty, to be checked"),
    "unknown": N_("Warranty unknown"),
}
# The because-line; {values} come from the order.
WARRANTY_REASONS = {
    "purchase_date": N_("by the purchase date {from} and the model's {months} months, until {until}"),
    "no_purchase_date": N_("the purchase date is not known"),
    "no_months": N_("the model has no warranty period"),
    "manager": N_("decided by a manager"),
}
CODE_LISTS = {
    "symptom": N_("Symptoms"),
    "fault": N_("Faults"),
    "cause": N_("Causes of faults"),
    "remedy": N_("Remedies"),
    "accessory": N_("Accessories"),
    "cancel_reason": N_("Reasons for cancelling"),
    "intake_question": N_("Questions at intake"),
    "test_question": N_("Final inspection: questions"),
    "hand_over_check": N_("Hand-over: checklist"),
}
for _code, _name in CODE_LISTS.items():
    code_lists.name_list(_code, _name)
SKETCHES = {
    "phone": N_("Smartphone"),
    "laptop": N_("Laptop"),
    "television": N_("Television set"),
    "car": N_("Car"),
    "box": N_("Box"),
}


def word(words: Mapping[str, str], code: str | None) -> str:
    """A code in the language of the moment; an unknown one as it stands."""
    if code is None:
        return ""
    return _(words[code]) if code in words else code


def action_word(axis: str, action: str) -> str:
    """What a button says."""
    return _(ACTIONS[axis, action]) if (axis, action) in ACTIONS else action


def event_word(axis: str, action: str) -> str:
    """What a line of the trace says."""
    source = EVENTS.get((axis, action)) or ACTIONS.get((axis, action))
    return _(source) if source else action


def progress_of(work_state: str, outcome: str | None) -> str | None:
    """Which of the sources' four words fits: a key of PROGRESS; None for a cancelled order."""
    if work_state in ("received", "assigned", "diagnosing", "quoted"):
        return "waiting"
    if work_state in ("waiting_parts", "repairing", "testing"):
        return "repairing"
    if work_state == "cancelled" or outcome is None:
        return None
    return "completed" if outcome in ("repaired", "no_fault", "exchanged", "refunded") else "failed"


def because(reason: str, values: Mapping[str, object], day: Callable[[date], str] = date.isoformat) -> str:
    """The because-line of a warranty verdict; day: how dates are written."""
    said: dict[str, object] = {"from": "", "months": "", "until": "", **values}
    for name in ("from", "until"):
        if said[name]:
            said[name] = day(date.fromisoformat(str(said[name])))
    if reason not in WARRANTY_REASONS:
        return reason  # of a later version
    return word(WARRANTY_REASONS, reason).format_map(said)
