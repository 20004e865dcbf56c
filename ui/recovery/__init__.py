"""Service recovery plans 服务修整方案: the list with its figures, making one, its measures and its end."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

STAFF = frozenset({"agent", "manager", "technician", "parts", "sales", "finance", "admin", "auditor"})
MAKERS = frozenset({"manager"})

SPECS = (
    PageSpec(
        "recovery_plans", N_("Service recovery plans"), "target", later("ui.recovery.page", "RecoveryPlansPage"), STAFF,
        rail=False,
    ),
    PageSpec(
        "new_recovery_plan", N_("New recovery plan"), "target", later("ui.recovery.new", "NewRecoveryPlanPage"), MAKERS,
        rail=False,
    ),
    PageSpec(
        "recovery_plan", N_("Service recovery plan"), "target", later("ui.recovery.detail", "RecoveryPlanPage"), STAFF,
        rail=False, kind="recovery_plan",
    ),
)  # fmt: skip
