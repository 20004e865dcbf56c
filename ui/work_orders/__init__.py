"""Work orders on screen: intake, lists, one order, hand-over."""

from services.texts import N_
from ui.frame_pages import PageSpec
from ui.work_orders.intake_page import IntakePage

COUNTER = frozenset({"agent", "manager"})

SPECS = (PageSpec("intake", N_("Intake"), "intake", IntakePage, COUNTER),)
