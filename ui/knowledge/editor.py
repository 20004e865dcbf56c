"""One article with its editor and what became of it; and a new one."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from services import articles
from services.ids import new_id
from services.texts import N_, _
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine, Pairs
from ui.kit.case_page import CasePage
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.drafts import DraftKeeper
from ui.kit.form import Field, FieldLegend, Form
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.trace import Entry
from ui.kit.words import data
from ui.knowledge.form import article_form, fill_lists
from ui.knowledge.labels import STEPS, entry, helped, needed, state_chip


class FactsCard(Card):
    """Who wrote and published it, and whether it helped."""

    def __init__(self) -> None:
        super().__init__(N_("In use"))
        self.verdict = IconLine("", "survey")
        self.pairs = Pairs()
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.pairs)

    def tell(self, article: articles.Article) -> None:
        """Show the facts of this article."""
        votes = article.worked + article.failed
        good = votes and article.worked * 2 >= votes
        self.verdict.tell(
            (lambda: helped(article)) if votes else N_("Nobody has said yet whether it helps."),
            "survey",
            ("success" if good else "warning") if votes else "",
        )
        pairs = [(N_("Written by"), data(article.author_name))]
        if article.published_at is not None:
            pairs.append((N_("Published"), lambda: formats.moment(article.published_at)))
            pairs.append((N_("Published by"), data(article.publisher_name)))
        self.pairs.tell(pairs)


class ArticlePage(CasePage):
    """An article that is written, reviewed, published."""

    tables = ("article",)
    module = "knowledge"
    service = articles
    table = "article"
    words = STEPS
    takes_notes = False

    def __init__(self, desk: Desk) -> None:
        self.facts_card = FactsCard()
        super().__init__(desk, "article", N_("Article"), "article")
        fill_lists(self, self.form)

    def make_form(self) -> Form:
        return article_form(self.desk)

    def cards(self) -> Sequence[QWidget]:
        return (self.facts_card,)

    def values_of(self, record: articles.Article) -> dict[str, Any]:
        return {field.name: getattr(record, field.name) for field in fields(record)}

    def headline(self, record: articles.Article) -> str:
        return record.title

    def chips(self, record: articles.Article) -> Sequence[Chip]:
        return (state_chip(record),)

    def facts(self, record: articles.Article) -> str:
        at = formats.moment(record.updated_at, self.desk.now())
        return _("changed {at} by {name}").format(at=at, name=record.editor_name)

    def entry(self, happened: Any) -> Entry:
        return entry(happened)

    def needed(self, column: str) -> Field:
        return needed(column)

    def told(self, record: articles.Article, more: Any, first: bool) -> None:
        self.facts_card.tell(record)


class NewArticlePage(Page):
    """A draft; also begun from a solved ticket (question, answer, ticket_id)."""

    module = "knowledge"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new_article", N_("New article"), "article")
        self.form = article_form(desk)
        self._ticket_id: Any = None
        self._article_id, self._request = new_id(), new_id()
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*[theme.px(n) for n in (16, 14, 16, 14)])
        inside.addWidget(self.form.scroller())
        self.add_head(None, FieldLegend())
        self.body.addWidget(card, 1)
        save = self.action("save", N_("Save draft"), "Ctrl+S", self.save, "draft")
        self.save_button = Button(N_("Save draft"), "save", "primary", "Ctrl+S", "draft").act(save)
        self.add_foot(self.form.fix_bar, None, self.save_button)
        self.form.finished.connect(self.save_button.setFocus)
        self.form.edited.connect(lambda _column: self.title_changed.emit())
        self.keeper = DraftKeeper(
            self, self.form, desk.drafts, "article:new", "new_article", N_("New article"), self.messages
        )
        fill_lists(self, self.form)

    def shown(self, ticket_id: Any = None, **how: Any) -> None:
        if self.form.touched:
            return
        self._ticket_id = ticket_id
        self.form.set_values({})
        for column in ("question", "answer", "category"):
            if how.get(column):
                self.form.set_value(column, how[column])
        if not how:
            self.keeper.offer()

    def focus_start(self) -> None:
        self.form.focus_first()

    def unsaved(self) -> bool:
        return self.form.touched

    def save(self) -> None:
        """Save the draft; it opens in a tab of its own, where it is sent for review or published."""
        if not self.form.check():
            return
        db, article_id, request = self.desk.db, self._article_id, self._request
        values = {**self.form.values(), "ticket_id": self._ticket_id}
        self.run(lambda: articles.write(db, article_id, values, request), self._saved, self._refused, slot="save")

    def _saved(self, article: articles.Article) -> None:
        self.keeper.saved()
        self.form.set_values({})
        self._article_id, self._request = new_id(), new_id()
        self.desk.open_record("article", article.id)
        self.ended.emit()

    def _refused(self, error: BaseException) -> Any:
        return self.form.show_refusal(error) or self.refused(error)
