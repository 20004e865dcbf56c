"""Complaints: the list, recording one, handling one."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

READ = frozenset({"agent", "manager", "admin", "auditor"})
RECORD = frozenset({"agent", "manager"})
COUNT = frozenset({"manager", "admin", "auditor"})
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
    PageSpec(
        "measures",
        N_("Corrective actions"),
        "todo",
        later("ui.complaints.measures_page", "MeasuresPage"),
        READ,
        rail=False,
    ),
    PageSpec(
        "measure_figures",
        N_("What became of corrective actions"),
        "report",
        later("ui.complaints.measure_figures", "MeasureFiguresPage"),
        COUNT,
        rail=False,
    ),
)
# Seldom needed: behind the modules that the desk is in all day, which have a digit each.
LATER = (PageSpec("vouchers", N_("Vouchers"), "receipt", later("ui.complaints.vouchers", "VouchersPage"), VOUCHERS),)
