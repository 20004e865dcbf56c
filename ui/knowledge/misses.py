"""What people searched for in vain: the articles that are wanted most."""

from typing import Any

from services import article_misses
from services.ids import new_id
from services.texts import N_
from ui.kit.desk import Desk
from ui.kit.list_page import ListPage
from ui.kit.paged import Column
from ui.kit.table_pane import ListAction
from ui.kit.views_row import SavedView


class MissesPage(ListPage):
    """Words by how often they found nothing; a row begins the article that is missing."""

    tables = ()
    service = article_misses
    kind = "article_miss"
    list_name = "article_misses"
    sort = "times"
    views = (SavedView("open", N_("Without an answer")), SavedView("settled", N_("Settled")))
    empty = (N_("Everything that was searched for was found."), N_("Searches in vain are listed here."))

    def __init__(self, desk: Desk) -> None:
        self._writes = desk.rights is None or desk.rights.may_add("article")
        super().__init__(desk, "article_misses", N_("Searched in vain"), "search")
        self.pane.opened.disconnect()
        self.pane.opened.connect(self._write)

    def columns(self) -> list[Column]:
        return [
            Column("words", N_("Searched for"), "link" if self._writes else "text", stretch=True),
            Column("times", N_("How often"), "number"),
            Column("last_at", N_("Last time"), "date", read=lambda row: row.last_at.date()),
            Column("first_at", N_("First time"), "date", read=lambda row: row.first_at.date(), drop=2),
            Column("settled_by", N_("Settled by"), drop=3, secondary=True),
        ]

    def row_actions(self) -> list[ListAction]:
        if not self._writes:
            return []
        return [ListAction("settle", N_("No article needed"), self._settle, "ok")]

    def _write(self, row: Any) -> None:
        if self._writes:
            self.desk.open_page("new_article", question=row.words, miss_id=row.id)

    def _settle(self, rows: Any) -> None:
        db, work = self.desk.db, [(row.id, new_id()) for row in rows]
        self.write(
            lambda: [article_misses.settle(db, miss_id, request) for miss_id, request in work],
            lambda _done: self.refresh(),
        )
