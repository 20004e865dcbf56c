"""Follow-ups: the queue, the call, what came of it, and the figures."""

from services.texts import N_
from ui.follow_ups.labels import CALLERS
from ui.frame_pages import PageSpec, later

READERS = frozenset({"agent", "manager", "admin", "auditor"})
MANAGERS = frozenset({"manager", "admin", "auditor"})

SPECS = (
    PageSpec("follow_ups", N_("Follow-ups"), "follow_up", later("ui.follow_ups.page", "FollowUpsPage"), READERS),
    PageSpec(
        "follow_up",
        N_("Follow-up"),
        "follow_up",
        later("ui.follow_ups.call", "FollowUpPage"),
        READERS,
        rail=False,
        kind="follow_up",
    ),
    PageSpec(
        "new_follow_up",
        N_("Plan a follow-up"),
        "follow_up",
        later("ui.follow_ups.new", "NewFollowUpPage"),
        CALLERS,
        rail=False,
    ),
    PageSpec(
        "follow_up_figures",
        N_("How follow-ups went"),
        "report",
        later("ui.follow_ups.figures", "FollowUpFiguresPage"),
        MANAGERS,
        rail=False,
    ),
    PageSpec(
        "win_back",
        N_("Win customers back"),
        "follow_up",
        later("ui.follow_ups.win_back", "WinBackPage"),
        READERS,
        rail=False,
    ),
    PageSpec(
        "win_back_figures",
        N_("How many came back"),
        "report",
        later("ui.follow_ups.win_back_figures", "WinBackFiguresPage"),
        MANAGERS,
        rail=False,
    ),
)
