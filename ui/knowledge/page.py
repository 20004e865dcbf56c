"""The knowledge base: what was asked before at the left, the answer at the right."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from services import article_misses, articles, tickets
from services.ids import new_id
from services.texts import N_
from ui.kit import lookups
from ui.kit.buttons import Button
from ui.kit.cases import helped
from ui.kit.desk import Desk
from ui.kit.filter_button import FilterButton
from ui.kit.list_page import Adds, ListPage
from ui.kit.paged import Column
from ui.kit.theme import theme
from ui.kit.views_row import SavedView
from ui.knowledge.labels import KIND_ICONS
from ui.knowledge.reading import Reading

PUBLISHED = SavedView("published", N_("In use"))
UNPUBLISHED = (
    SavedView("review", N_("To review"), "warning"),
    SavedView("draft", N_("Drafts")),
    SavedView("due", N_("To check"), "warning", sort="review_on"),
    SavedView("outdated", N_("Translation behind"), "warning"),
    SavedView("archived", N_("Withdrawn")),
)
# A search in vain counts when its words have stood for so long: not every letter on the way to them.
MISSED_MS = 2500


class KnowledgePage(ListPage):
    """Articles with search and a reading pane; those who write see drafts too."""

    tables = ("article",)
    service = articles
    kind = "article"
    list_name = "articles"
    sort = "updated_at"
    empty = (N_("No articles here."), N_("Write the first one from what was solved (Ctrl+M)."))
    adds = Adds("article", "new_article", N_("New article"))

    def __init__(self, desk: Desk) -> None:
        self._writes = desk.rights is None or desk.rights.may_add("article")
        sees_drafts = self._writes or desk.has_role("admin", "auditor")
        self.views = (PUBLISHED, *UNPUBLISHED) if sees_drafts else (PUBLISHED,)
        super().__init__(desk, "knowledge", N_("Knowledge base (FAQ)"), "article")
        self.pane.current_changed.connect(self._read)
        self.pane.model.loaded.connect(self._read_first)
        self.reading.edit_wanted.connect(self._edit)
        self.reading.voted.connect(self._vote)
        self.action("edit_this_article", N_("Edit the article"), "F2", self._edit, "edit")
        self._missed = QTimer(self, singleShot=True, interval=MISSED_MS)
        self._missed.timeout.connect(self._tell_missed)
        self.pane.model.loaded.connect(self._missed.start)
        if sees_drafts:
            self.misses = Button(N_("Searched in vain"), "open_misses", "link", icon="search")
            self.misses.clicked.connect(lambda: desk.open_page("article_misses"))
            # in the bar over the list it would make the page wider than the smallest screen in English
            self.head.insertWidget(self.head.count() - 1, self.misses)
        self.trainings = Button(N_("Trainings"), "open_trainings", "link", icon="training")
        self.trainings.clicked.connect(lambda: desk.open_page("trainings"))
        self.head.insertWidget(self.head.count() - 1, self.trainings)
        self.suggest = Button(N_("Improvement suggestions"), "open_improvements", "link", icon="idea")
        self.suggest.clicked.connect(lambda: desk.open_page("improvements"))
        self.head.insertWidget(self.head.count() - 1, self.suggest)
        self.run(
            lambda: [lookups.codes(desk.db, name) for name in ("problem_category", "symptom")],
            lambda found: [
                self.filters[one].set_options(rows) for one, rows in zip(("category", "symptom"), found, strict=True)
            ],
            slot="topics",
        )

    def columns(self) -> list[Column]:
        return [
            Column("number", N_("No."), "link"),
            Column("question", N_("Question"), stretch=True, shown=lambda row: row.title),
            Column("helped", N_("Helped"), shown=helped, read=lambda row: row.worked, secondary=True, drop=2),
            Column("updated_at", N_("Changed"), "date", read=lambda row: row.updated_at.date(), drop=3),
        ]

    def filter_buttons(self) -> dict[str, FilterButton]:
        kind = FilterButton("kind", N_("Kind"))
        kind.set_options(lookups.choices(articles.KIND_NAMES, KIND_ICONS))
        return {
            "kind": kind,
            "category": FilterButton("category", N_("Topic")),
            "symptom": FilterButton("symptom", N_("Symptoms")),
        }

    def lay_out(self) -> None:
        self.reading = Reading()
        self.reading.edit.setVisible(self._writes)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.pane, 52)
        row.addWidget(self.reading, 48)
        self.body.addLayout(row, 1)

    def changed(self, table: str, ids: Collection[Any]) -> None:
        super().changed(table, ids)
        if self.reading.article is not None and self.reading.article.id in ids:
            self._load(self.reading.article.id)

    # what is missing

    def _tell_missed(self) -> None:
        """Nothing was found by these words, whatever the filters: those who write articles shall know."""
        model, db = self.pane.model, self.desk.db
        words = model.text.strip()
        narrowed = self.view != "published" or any(one.value is not None for one in self.filters.values())
        if words and not narrowed and model.rowCount() == 0:
            self.run(lambda: article_misses.missed(db, words), lambda _none: None, slot="missed")

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
        self.write(
            lambda: tickets.vote(self.desk.db, article_id, None, worked, request),
            lambda _nothing: self._load(article_id),
        )

    def retranslate(self) -> None:
        if hasattr(self, "reading"):
            self.reading.retranslate_all()

    def focus_start(self) -> None:
        self.pane.focus_filter()

    def panes(self) -> list[QWidget]:
        return [self.pane.filter, self.pane.view, self.reading]
