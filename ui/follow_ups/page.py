"""The queue of follow-ups."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from services import follow_up_many, follow_ups
from services.follow_ups import FollowUpLine, Wanted
from services.ids import new_id
from services.texts import N_, _, ngettext
from services.ticket_many import LeftOut
from ui.follow_ups.labels import CALLERS, OCCASION_ICONS, is_late, needed, score_chip, state_chip
from ui.kit import formats, lookups
from ui.kit.buttons import Button
from ui.kit.cases import customer_words
from ui.kit.desk import Desk
from ui.kit.filter_button import FilterButton
from ui.kit.list_page import ListPage
from ui.kit.lookups import choices
from ui.kit.paged import Column
from ui.kit.steps_bar import StepDialog, StepWord
from ui.kit.table_pane import ListAction
from ui.kit.views_row import SavedView
from ui.kit.words import data, say

SHOWN = 8


class FollowUpsPage(ListPage):
    """Follow-ups of the person's stores, those to be called next first."""

    tables = ("follow_up",)
    service = follow_ups
    kind = "follow_up"
    sort, descending = "next_at", False
    views = (
        SavedView("now", N_("To be called now")),
        SavedView("mine", N_("Mine")),
        SavedView("due_today", N_("Due today"), "warning"),
        SavedView("late", N_("Overdue"), "danger"),
        SavedView("retry", N_("Waiting for another call")),
        SavedView("free", N_("Without anybody")),
        SavedView("bad", N_("Bad answers"), "danger"),
        SavedView("done", N_("Follow-up successful")),
        SavedView("over", N_("All that are over")),
        SavedView("all", N_("All follow-ups")),
    )
    empty = (
        N_("Nobody is to be called here."),
        N_("The rules put customers into the queue some days after a hand-over, a visit, a complaint or a ticket."),
    )

    page_name, title_text = "follow_ups", N_("Follow-ups")
    figures = ("follow_up_figures", N_("How follow-ups went"))

    def __init__(self, desk: Desk) -> None:
        self._behind: Wanted | None = None
        super().__init__(desk, self.page_name, self.title_text, "follow_up")
        buttons = self.ways()
        if desk.has_role("manager", "admin", "auditor"):
            buttons.append(Button(self.figures[1], self.figures[0], icon="report"))
        if desk.has_role("manager", "admin"):
            buttons.append(Button(N_("Rules"), "follow_up_rules", icon="settings"))
            buttons.append(Button(N_("Questionnaires"), "questionnaires", icon="survey"))
        for button in buttons:
            page = button.objectName().removeprefix("action_")
            button.clicked.connect(lambda _on=False, page=page: desk.open_page(page))
        planning = self.action("plan_follow_up", N_("Plan a follow-up"), "Ctrl+M", self.plan, "add")
        planning.setVisible(desk.has_role(*CALLERS))
        plan = Button(N_("Plan a follow-up"), "new_follow_up", "primary", "Ctrl+M", "add").act(planning)
        self.add_head(None, *buttons, plan)

    def ways(self) -> list[Button]:
        """Buttons to other lists of calls."""
        return [Button(N_("Win customers back"), "win_back", icon="reminder")]

    def plan(self) -> None:
        """Plan one by hand."""
        self.desk.open_page("new_follow_up", **self._opened_for())

    def shown(self, view: str = "", text: str = "", wanted: Wanted | None = None, **how: Any) -> None:
        """wanted: exactly the follow-ups behind a figure."""
        self._behind = wanted
        super().shown(view or (wanted.view if wanted is not None else ""), text, **how)
        if wanted is not None:
            self.only.setVisible(True)
            self.only.say(N_("Behind the figure"))

    def wanted_in(self, view: str) -> Wanted:
        return super().wanted_in(view) if self._behind is None else replace(self._behind, view=view)

    def columns(self) -> list[Column]:
        now = self.desk.now
        return [
            Column("number", N_("No."), "link"),
            Column("customer_name", N_("Customer"), shown=customer_words),
            Column("occasion", N_("Occasion"), shown=lambda row: say(follow_ups.OCCASION_NAMES[row.occasion]), drop=3),
            Column("subject", N_("Subject"), stretch=True, secondary=True),
            Column("state", N_("State"), "chip", chip=state_chip),
            Column("score", N_("Score"), "chip", chip=score_chip, sample="5 of 5 ok", drop=2),
            Column("next_at", N_("Call at"), "moment", sort="next_at", shown=_next),
            Column("call_by", N_("To be reached by"), "moment", late=lambda row: is_late(row, now()), drop=4),
            Column("attempts", N_("Attempts"), "integer", drop=5),
            Column("owner_name", N_("Who calls")),
            self.store_column(),
        ]

    def filter_buttons(self) -> dict[str, FilterButton]:
        occasion = FilterButton("occasion", N_("Occasion"))
        occasion.set_options(choices(follow_ups.OCCASION_NAMES, OCCASION_ICONS))
        return {"occasion": occasion}

    def row_actions(self) -> Sequence[ListAction]:
        desk = self.desk
        return (
            ListAction("take", N_("Take"), self.take, "assigned", "T", lambda: desk.has_role(*CALLERS)),
            ListAction(
                "assign", N_("Give to…"), self.assign, "person", "A", lambda: desk.has_role("manager", "leader")
            ),
        )

    def take(self, rows: Sequence[FollowUpLine]) -> None:
        """Take the chosen calls; which could not be taken is said."""
        pending = [row for row in rows if row.state in follow_ups.OPEN_STATES]
        if not pending:
            return
        db, requests = self.desk.db, {row.id: new_id() for row in pending}
        self.write(
            lambda: follow_up_many.move(db, pending, "take", {}, requests), lambda left: self.told(len(pending), left)
        )

    def assign(self, rows: Sequence[FollowUpLine]) -> None:
        """Give the chosen calls to somebody."""
        pending = [row for row in rows if row.state in follow_ups.OPEN_STATES]
        if pending:
            AssignDialog(self, pending).open()

    def told(self, asked: int, left: Sequence[LeftOut]) -> None:
        """It is done; what was left, and why."""
        self.refresh()
        if left:
            done = asked - len(left)
            words = ngettext("Done for {n} follow-up.", "Done for {n} follow-ups.", done).format(n=done)
            why = "\n".join(_("{number}: {why}").format(number=one.number, why=one.why) for one in left[:SHOWN])
            self.messages.show("warning", data(words), data(why), key="many")


class AssignDialog(StepDialog):
    """Asks who calls several customers."""

    def __init__(self, page: FollowUpsPage, rows: Sequence[FollowUpLine]) -> None:
        self._page, self._rows = page, rows
        # made now: what is pressed twice is done once
        self._requests = {row.id: new_id() for row in rows}
        word = StepWord(N_("Give to…"), "assigned", N_("Who calls?"))
        super().__init__(page, "assign_follow_ups", word, [needed("owner_id")], {}, self._do, page.desk.background)
        db, store = page.desk.db, page.desk.person.store_id
        page.run(
            lambda: lookups.colleagues(db, store, ("agent", "manager")),
            lambda options: lookups.offer(self.form, "owner_id", options),
            slot="colleagues",
        )

    def _do(self, values: dict[str, Any], _dialog: StepDialog) -> None:
        db, rows, requests, page = self._page.desk.db, self._rows, self._requests, self._page

        def done(left: list[LeftOut]) -> None:
            self.accept()
            page.told(len(rows), left)

        page.write(lambda: follow_up_many.move(db, rows, "assign", values, requests), done, self.refused)


def _next(row: FollowUpLine) -> str:
    """When to call; what is over is not called."""
    return formats.moment(row.next_at) if row.state in follow_ups.OPEN_STATES else ""
