"""Complaints: the list, recording one, handling one."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

READ = frozenset({"agent", "manager", "admin", "auditor"})
RECORD = frozenset({"agent", "manager"})
VOUCHERS = READ | {"finance"}

SPECS = (
    PageSpec("complaints", N_("Complaints"), "complaint", later("ui.complaints.page", "ComplaintsPage"), READ),
    PageSpec(
        "new_complaint",
        N_("New complaint"),
        "complaint",
        later("ui.complaints.new", "NewComplaintPage"),
        RECORD,
        rail=False,
    ),
    PageSpec(
        "complaint",
        N_("Complaint"),
        "complaint",
        later("ui.complaints.detail", "ComplaintPage"),
        READ,
        rail=False,
        kind="complaint",
    ),
    PageSpec("vouchers", N_("Vouchers"), "receipt", later("ui.complaints.vouchers", "VouchersPage"), VOUCHERS),
)
