"""One article with its editor and what became of it; and a new one."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from services import articles
from services.texts import N_, _
from ui.kit import formats
from ui.kit.cards import Card, IconLine, Pairs
from ui.kit.case_page import CasePage
from ui.kit.cases import entry, helped
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Form
from ui.kit.new_page import NewPage
from ui.kit.trace import Entry
from ui.kit.words import data
from ui.knowledge.form import article_form, fill_lists
from ui.knowledge.labels import HAPPENED, STEPS, needed, state_chip


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

    def headline(self, record: articles.Article) -> str:
        return record.title

    def chips(self, record: articles.Article) -> Sequence[Chip]:
        return (state_chip(record),)

    def facts(self, record: articles.Article) -> str:
        at = formats.moment(record.updated_at, self.desk.now())
        return _("changed {at} by {name}").format(at=at, name=record.editor_name)

    def entry(self, happened: Any) -> Entry:
        return entry(happened, HAPPENED)

    def needed(self, column: str) -> Field:
        return needed(column)

    def told(self, record: articles.Article, more: Any, first: bool) -> None:
        self.facts_card.tell(record)


class NewArticlePage(NewPage):
    """A draft; also begun from a solved ticket (question, answer, ticket_id)."""

    module = "knowledge"
    kind = "article"
    save_text = N_("Save draft")
    form: Form

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new_article", N_("New article"), "article")
        fill_lists(self, self.form)

    def make_form(self) -> Form:
        return article_form(self.desk)

    def start(self) -> None:
        super().start()
        self._ticket_id: Any = None

    def fill_in(self, how: Mapping[str, Any]) -> None:
        self._ticket_id = how.get("ticket_id")
        for column in ("question", "answer", "category"):
            if how.get(column):
                self.form.set_value(column, how[column])

    def entered(self) -> dict[str, Any]:
        return {**self.form.values(), "ticket_id": self._ticket_id}

    def create(self, db: Any, values: dict[str, Any], request: Any) -> Any:
        return articles.write(db, self.ids.record, values, request).id
