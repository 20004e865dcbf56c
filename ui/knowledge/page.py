"""The knowledge base: what was asked before at the left, the answer at the right."""

from collections.abc import Collection
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from services import articles, tickets
from services.ids import new_id
from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.own_views import OwnViews
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import TablePane
from ui.kit.theme import theme
from ui.kit.views_row import SavedView
from ui.knowledge.labels import helped
from ui.knowledge.reading import Reading

PUBLISHED = SavedView("published", N_("In use"))
UNPUBLISHED = (
    SavedView("review", N_("To review"), "warning"),
    SavedView("draft", N_("Drafts")),
    SavedView("archived", N_("Withdrawn")),
)


class KnowledgePage(Page):
    """Articles with search and a reading pane; those who write see drafts too."""

    tables = ("article",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "knowledge", N_("Knowledge base"), "article")
        self._view = PUBLISHED.name
        writes = desk.rights is None or desk.rights.may_add("article")
        sees_drafts = writes or desk.has_role("admin", "auditor")
        views = (PUBLISHED, *UNPUBLISHED) if sees_drafts else ()
        self.pane = TablePane(
            "articles",
            [
                Column("number", N_("No."), "link"),
                Column("question", N_("Question"), stretch=True, shown=lambda row: row.title),
                Column("helped", N_("Helped"), shown=helped, read=lambda row: row.worked, secondary=True, drop=2),
                Column("updated_at", N_("Changed"), "date", read=lambda row: row.updated_at.date(), drop=3),
            ],
            desk.background,
            self._fetch,
            self._fetch_some,
            sort="updated_at",
            descending=True,
            empty=(N_("No articles here."), N_("Write the first one from what was solved (Ctrl+M).")),
            views=views,
            now=desk.now,
            accessible=N_("Articles"),
        )
        self.reading = Reading()
        self.reading.edit.setVisible(writes)
        self.new = Button(N_("New article"), "new_article", "primary", "Ctrl+M", "add")
        self.new.act(
            self.action("write_article", N_("New article"), "Ctrl+M", lambda: desk.open_page("new_article"), "add")
        )
        self.add_head(None, self.new)
        if not writes:
            self.new.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.pane, 52)
        row.addWidget(self.reading, 48)
        self.body.addLayout(row, 1)
        self._writes = writes
        self._wire()
        if views:
            self.own = OwnViews(self, self.pane, views, self._show_view, lambda: {"view": self._view})

    def _wire(self) -> None:
        self.pane.opened.connect(lambda row: self.desk.open_record("article", row.id))
        self.pane.current_changed.connect(self._read)
        self.pane.model.failed.connect(self.refused)
        self.pane.model.loaded.connect(self._read_first)
        self.reading.edit_wanted.connect(self._edit)
        self.reading.voted.connect(self._vote)
        self.action("edit_this_article", N_("Edit the article"), "F2", self._edit, "edit")
        self.action("filter_articles", N_("Search the knowledge base"), "Ctrl+F", self.pane.focus_filter, "search")

    def shown(self, text: str = "", view: str = "", **_more: Any) -> None:
        if view:
            self._view = view
            self.pane.views.show_current(view)
        if text:
            self.pane.filter.setText(text)
            self.pane.model.text = text

    def refresh(self) -> None:
        self.pane.reload()
        self._count()

    def _count(self) -> None:
        self.run(lambda: articles.counts(self.desk.db), self.pane.views.show_counts, slot="counts")

    def _show_view(self, view: str, _filters: Any) -> None:
        self._view = view

    def _fetch(self, request: PageRequest) -> Any:
        return articles.page(
            self.desk.db,
            articles.Filters(view=self._view, text=request.text),
            request.place,
            descending=request.descending,
            limit=request.limit,
        )

    def _fetch_some(self, ids: Collection[Any]) -> Any:
        return articles.lines(self.desk.db, list(ids), articles.Filters(view=self._view))

    def changed(self, table: str, ids: Collection[Any]) -> None:
        self.pane.changed_elsewhere(list(ids))
        self._count()
        if self.reading.article is not None and self.reading.article.id in ids:
            self._load(self.reading.article.id)

    # reading

    def _read_first(self) -> None:
        model = self.pane.model
        shown = self.reading.article
        if model.rowCount() == 0:
            self.reading.tell(None)
        elif shown is None or model.place_of(shown.id) is None:
            self.pane.view.setCurrentIndex(model.index(0, 0))

    def _read(self, row: Any) -> None:
        if row is not None and (self.reading.article is None or self.reading.article.id != row.id):
            self._load(row.id)

    def _load(self, article_id: Any) -> None:
        self.run(lambda: articles.get(self.desk.db, article_id), self.reading.tell, slot="read")

    def _edit(self) -> None:
        if self.reading.article is not None and self._writes:
            self.desk.open_record("article", self.reading.article.id)

    def _vote(self, worked: bool) -> None:
        if self.reading.article is None:
            return
        article_id, request = self.reading.article.id, new_id()
        self.run(
            lambda: tickets.vote(self.desk.db, article_id, None, worked, request),
            lambda _nothing: self._load(article_id),
            slot="vote",
        )

    def retranslate(self) -> None:
        if hasattr(self, "reading"):
            self.reading.retranslate_all()

    def focus_start(self) -> None:
        self.pane.focus_filter()

    def panes(self) -> list[QWidget]:
        return [self.pane.filter, self.pane.view, self.reading]
