"""Complaints: the list, recording one, handling one."""

from services.texts import N_
from ui.complaints.detail import ComplaintPage
from ui.complaints.new import NewComplaintPage
from ui.complaints.page import ComplaintsPage
from ui.frame_pages import PageSpec

READ = frozenset({"agent", "manager", "admin", "auditor"})
RECORD = frozenset({"agent", "manager"})

SPECS = (
    PageSpec("complaints", N_("Concerns"), "complaint", ComplaintsPage, READ),
    PageSpec("new_complaint", N_("New complaint"), "complaint", NewComplaintPage, RECORD, rail=False),
    PageSpec("complaint", N_("Complaint"), "complaint", ComplaintPage, READ, rail=False, kind="complaint"),
)
