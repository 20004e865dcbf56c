"""One article with its editor and what became of it; and a new one."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from services import article_drafts, article_misses, article_revisions, articles
from services.ids import new_id
from services.names import doer
from services.texts import N_, _
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine, Pairs
from ui.kit.case_page import CasePage
from ui.kit.cases import entry, helped
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Form
from ui.kit.new_page import NewPage
from ui.kit.trace import Entry
from ui.kit.words import data
from ui.knowledge.form import article_form, fill_lists, scope, values_of
from ui.knowledge.labels import HAPPENED, STEPS, needed, outdated_chip, review_chip, state_chip
from ui.knowledge.versions import show_versions


class FactsCard(Card):
    """Who wrote and published it, and whether it helped."""

    def __init__(self) -> None:
        super().__init__(N_("In use"))
        self.verdict = IconLine("", "survey")
        self.pairs = Pairs()
        self.versions = Button(N_("Earlier versions"), "versions", "link")
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.pairs)
        self.body.addWidget(self.versions)

    def tell(self, article: articles.Article) -> None:
        """Show the facts of this article."""
        votes = article.worked + article.failed
        good = votes and article.worked * 2 >= votes
        self.verdict.tell(
            (lambda: helped(article)) if votes else N_("Nobody has said yet whether it helps."),
            "survey",
            ("success" if good else "warning") if votes else "",
        )
        pairs = [(N_("Written by"), lambda: doer(article.author_name))]
        if article.owner_name:
            pairs.append((N_("Kept by"), data(article.owner_name)))
        if article.published_at is not None:
            pairs.append((N_("Published"), lambda: formats.moment(article.published_at)))
            pairs.append((N_("Published by"), lambda: doer(article.publisher_name)))
        if article.reviewed_at is not None:
            pairs.append((N_("Read again on"), lambda: formats.moment(article.reviewed_at)))
            pairs.append((N_("Read again by"), lambda: doer(article.reviewer_name)))
        if article.review_on is not None and article.state == "published":
            pairs.append((N_("To be checked again"), lambda: formats.day(article.review_on)))
        pairs.append((N_("For customers"), N_("yes") if article.customer_answer else N_("no")))
        self.pairs.tell(pairs)


class LanguageCard(Card):
    """One language was changed without the other: read it again, change it or say that it still fits."""

    def __init__(self) -> None:
        super().__init__(N_("Translation"))
        self.line = IconLine("", "warning", "warning")
        self.fits = Button(N_("It still says the same"), "translation_fits", icon="ok")
        self.body.addWidget(self.line)
        self.body.addWidget(self.fits)
        self.hide()

    def tell(self, article: articles.Article, may_change: bool) -> None:
        """Show which language is behind, if one is."""
        self.setVisible(bool(article.outdated))
        behind = {
            "en": N_("The Chinese text was changed after the English one."),
            "zh": N_("The English text was changed after the Chinese one."),
        }
        if article.outdated:
            self.line.tell(behind[article.outdated], "warning", "warning")
        self.fits.setVisible(may_change)


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
        self.language_card = LanguageCard()
        super().__init__(desk, "article", N_("Article"), "article")

    def begin(self) -> None:
        fill_lists(self, self.form)
        self.facts_card.versions.setVisible(self.desk.has_role("agent", "manager", "admin", "auditor"))
        self.facts_card.versions.clicked.connect(self._versions)
        self.language_card.fits.clicked.connect(self._fits)

    def make_form(self) -> Form:
        return article_form(self.desk)

    def cards(self) -> Sequence[QWidget]:
        return (self.language_card, self.facts_card)

    def values_of(self, record: articles.Article) -> dict[str, Any]:
        return values_of(record)

    def headline(self, record: articles.Article) -> str:
        return record.title

    def chips(self, record: articles.Article) -> Sequence[Chip]:
        more = (review_chip(record, self.desk.now()), outdated_chip(record))
        return (state_chip(record), *(chip for chip in more if chip is not None))

    def facts(self, record: articles.Article) -> str:
        if not record.editor_name:
            return _("comes with the program")
        at = formats.inside(record.updated_at, self.desk.now())
        return _("changed {at} by {name}").format(at=at, name=record.editor_name)

    def entry(self, happened: Any) -> Entry:
        return entry(happened, HAPPENED)

    def needed(self, column: str) -> Field:
        return needed(column)

    def told(self, record: articles.Article, more: Any, first: bool) -> None:
        self.facts_card.tell(record)
        self._tell_language()

    def _may_edit(self, may: bool) -> None:
        super()._may_edit(may)
        self._tell_language()

    def _tell_language(self) -> None:
        if self.seen is not None:
            self.language_card.tell(self.seen, not self.save_button.isHidden())

    def _versions(self) -> None:
        db, article_id, number = self.desk.db, self.record_id, self.seen.number
        self.run(
            lambda: article_revisions.revisions(db, article_id),
            lambda found: show_versions(self, number, found),
            slot="versions",
        )

    def _fits(self) -> None:
        db, article_id, request = self.desk.db, self.record_id, new_id()
        self.write(lambda: articles.translation_fits(db, article_id, request), lambda _none: self.refresh())


class NewArticlePage(NewPage):
    """A draft; also begun from a solved ticket or order, or from words that were searched in vain."""

    module = "knowledge"
    kind = "article"
    save_text = N_("Save draft")
    form: Form

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new_article", N_("New article"), "article")

    def begin(self) -> None:
        fill_lists(self, self.form)

    def make_form(self) -> Form:
        return article_form(self.desk)

    def start(self) -> None:
        self.form.set_values({"kind": "faq"})
        self._begun_from: dict[str, Any] = {}
        self._miss_id: Any = None

    def fill_in(self, how: Mapping[str, Any]) -> None:
        db = self.desk.db
        self._miss_id = how.get("miss_id")
        if how.get("question"):
            self.form.set_value("question", how["question"])
        for column, draft in (("ticket_id", article_drafts.from_ticket), ("work_order_id", article_drafts.from_order)):
            if how.get(column):
                self.run(lambda make=draft, one=how[column]: make(db, one), self._drafted, slot="draft")

    def _drafted(self, draft: Mapping[str, Any]) -> None:
        if self.form.touched:
            return
        self._begun_from = {name: draft[name] for name in ("ticket_id", "work_order_id") if name in draft}
        given = {**draft, **scope(draft["models"], draft["symptom_names"])}
        for column in ("question", "answer", "category", "model_ids", "symptoms"):
            if given[column]:
                self.form.set_value(column, given[column])
        self.messages.show(
            "info",
            N_("Names and numbers were taken out. Read the draft once more before you save it."),
            key="drafted",
        )

    def entered(self) -> dict[str, Any]:
        return {**self.form.values(), **self._begun_from, "_miss_id": self._miss_id}

    def create(self, db: Any, values: dict[str, Any], request: Any) -> Any:
        miss_id = values.pop("_miss_id")
        made = articles.write(db, self.ids.record, values, request).id
        if miss_id is not None:
            article_misses.settle(db, miss_id, new_id())
        return made
