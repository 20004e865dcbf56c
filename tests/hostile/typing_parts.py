"""Parts of the program that are typed into one at a time: a package of screens, and whose fields must be reached."""

from tests.hostile.declared import PICKED, Place, declared

# A package of ui, or those of its files that begin so: "outbox", "work_orders/intake".
PARTS = (
    "admin",
    "complaints",
    "customers",
    "dispatch",
    "follow_ups",
    "improvements",
    "inspections",
    "kit",
    "knowledge",
    "outbox",
    "products",
    "recovery",
    "tickets",
    "training",
    "transfer",
    "work_orders",
    "workstation",
)

# (file, column): why nobody comes to type into it here.
UNREACHED: dict[tuple[str, str], str] = {
    ("ui/admin/people.py", "handed_login"): "read only: what was typed before is handed over",
    ("ui/admin/people.py", "handed_password"): "read only: what was typed before is handed over",
    ("ui/admin/saving.py", "folder"): "read only: chosen in the system's own window",
    ("ui/work_orders/hand_over_form.py", "amount_3"): "comes up only where two ways to pay leave a rest",
    ("ui/work_orders/hand_over_form.py", "change"): "read only: reckoned",
    ("ui/work_orders/hand_over_form.py", "due"): "read only: reckoned",
    ("ui/work_orders/hand_over_form.py", "reference_3"): "comes up only where two ways to pay leave a rest",
}

# (file, column): why nothing is saved there, though it is typed into.
UNSAVED: dict[tuple[str, str], str] = {
    ("ui/admin/audit.py", "login"): "finds something, and writes nothing",
    ("ui/admin/saving.py", "role"): "handed to the server for one piece of work, and kept nowhere",
    ("ui/admin/saving.py", "role_password"): "handed to the server for one piece of work, and kept nowhere",
    ("ui/workstation/own_details.py", "email"): "an address only: tests.services.test_own_details saves it",
    ("ui/workstation/own_details.py", "phone"): "a number only: tests.services.test_own_details saves it",
    ("ui/work_orders/hand_over_form.py", "collected_by"): "tests.ui.work_orders.test_hand_over_page saves it",
    ("ui/work_orders/hand_over_form.py", "comment"): "tests.ui.work_orders.test_hand_over_page saves it",
    ("ui/work_orders/hand_over_form.py", "id_note"): "tests.ui.work_orders.test_hand_over_page saves it",
    ("ui/work_orders/hand_over_form.py", "pickup_code"): "tests.ui.work_orders.test_hand_over_page saves it",
    ("ui/work_orders/hand_over_form.py", "reference"): "tests.ui.work_orders.test_hand_over_page saves it",
    ("ui/work_orders/hand_over_form.py", "reference_2"): "tests.ui.work_orders.test_hand_over_page saves it",
    ("ui/training/labels.py", "summary"): "all must be marked before: tests.services.test_trainings saves it",
    ("ui/work_orders/intake_form.py", "brought_by"): "tests.ui.work_orders.test_intake_saving saves it",
    ("ui/work_orders/intake_form.py", "condition_note"): "tests.ui.work_orders.test_intake_saving saves it",
    ("ui/work_orders/intake_form.py", "instructions"): "tests.ui.work_orders.test_intake_saving saves it",
    ("ui/work_orders/intake_form.py", "loan_unit"): "tests.ui.work_orders.test_intake_saving saves it",
    ("ui/work_orders/intake_form.py", "shelf"): "an order at the customer's home has none",
    ("ui/work_orders/step_dialog.py", "collected_by"): "handing over has a page of its own, which saves it as above",
    ("ui/work_orders/step_dialog.py", "id_note"): "handing over has a page of its own, which saves it as above",
    ("ui/work_orders/step_dialog.py", "pickup_code"): "handing over has a page of its own, which saves it as above",
    ("ui/work_orders/tell_many.py", "note"): "stands in a message only where its text leaves room for it",
}

# Where nobody has signed in yet, or a customer stands: tests.hostile.test_typing_doors types there.
DOORS = ("ui/login.py", "ui/first_run.py", "ui/connections.py", "ui/own_password.py", "ui/kiosk/")


def begins(part: str) -> str:
    """How the names of a part's files begin."""
    return f"ui/{part}" if "/" in part else f"ui/{part}/"


def fields_of(part: str) -> list[Place]:
    """The fields of a part into which something is typed."""
    fields = [one for one in declared() if one.kind not in PICKED and one.file.startswith(begins(part))]
    return [one for one in fields if (one.file, one.column) not in UNREACHED]
