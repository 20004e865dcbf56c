"""Customers to be won back 挽回流失客户: who stayed away or left unhappy, who calls, won back or lost and why."""

from typing import Any

from services import follow_ups
from services.follow_ups import WIN_BACK, FollowUpLine, Wanted
from services.texts import N_, either
from ui.follow_ups.labels import OCCASION_ICONS
from ui.follow_ups.page import FollowUpsPage
from ui.kit.buttons import Button
from ui.kit.filter_button import FilterButton
from ui.kit.lookups import choices, codes
from ui.kit.paged import Column
from ui.kit.views_row import SavedView


class WinBackPage(FollowUpsPage):
    """The part of the queue that is about customers at risk or lost."""

    page_name, title_text = "win_back", N_("Win customers back")
    figures = ("win_back_figures", N_("How many came back"))
    views = (
        SavedView("now", N_("To be called now")),
        SavedView("mine", N_("Mine")),
        SavedView("late", N_("Overdue"), "danger"),
        SavedView("retry", N_("Waiting for another call")),
        SavedView("free", N_("Without anybody")),
        SavedView("won", N_("Won back")),
        SavedView("lost", N_("Customer lost"), "danger"),
        SavedView("over", N_("All that are over")),
        SavedView("all", N_("All customers at risk")),
    )
    empty = (
        N_("Nobody is to be won back here."),
        N_(
            "The rules put customers here who stayed away for long, whose complaint ended unhappily or who answered badly."
        ),
    )

    def ways(self) -> list[Button]:
        """Back to all calls."""
        return [Button(N_("All follow-ups"), "follow_ups", icon="follow_up")]

    def wanted_in(self, view: str) -> Any:
        return super().wanted_in(view) if self._behind is not None else Wanted(view=view, win_back=True)

    def columns(self) -> list[Column]:
        why = Column("lost_because", N_("Why he is lost"), read=_why, secondary=True, drop=2)
        return [why if one.name == "score" else one for one in super().columns()]

    def filter_buttons(self) -> dict[str, FilterButton]:
        occasion = FilterButton("occasion", N_("Occasion"))
        names = {code: follow_ups.OCCASION_NAMES[code] for code in WIN_BACK}
        occasion.set_options(choices(names, OCCASION_ICONS))
        reason = FilterButton("lost_reason", N_("Why he is lost"))
        db = self.desk.db
        self.run(lambda: codes(db, "lost_reason"), reason.set_options, slot="reasons")
        return {"occasion": occasion, "lost_reason": reason}


def _why(row: FollowUpLine) -> str:
    return either(row.lost_because, row.lost_because_en)
