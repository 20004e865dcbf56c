"""One course: what is taught and how it is marked, with its material at the right; and a new one."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from services import courses, search
from services.courses import Course, Material
from services.ids import new_id
from services.texts import N_, _, language
from ui.kit.buttons import Button
from ui.kit.cards import Card, SideColumn
from ui.kit.desk import Desk
from ui.kit.form import Field, FieldLegend, Form
from ui.kit.form_card import form_card
from ui.kit.form_dialog import FormDialog
from ui.kit.new_page import NewPage
from ui.kit.options import Option
from ui.kit.paged import Column
from ui.kit.record_page import RecordPage
from ui.kit.small_table import SmallTable
from ui.kit.theme import theme
from ui.kit.words import data, say
from ui.training import material
from ui.training.labels import course_form

START = {
    "kind": "induction", "audience": "staff", "days": 1, "hours": 2, "valid_months": 0, "weight_attendance": 30,
    "weight_speaking": 10, "weight_homework": 20, "weight_quiz": 0, "weight_case_study": 0, "weight_practice": 40,
    "weight_exam": 0, "absent_deduction": 5, "late_deduction": 2, "pass_mark": 60,
}  # fmt: skip
MATERIAL_NAMES = {
    "picture": N_("Picture"), "video": N_("Video"), "document": N_("Document"), "article": N_("Article"),
}  # fmt: skip
COLUMNS = (
    Column("title", N_("Material"), "link", stretch=True),
    Column("kind", N_("Kind"), shown=lambda row: say(MATERIAL_NAMES[row.kind])),
    Column("size", N_("Size"), "number", shown=lambda row: f"{max(1, row.size // 1000):,} kB" if row.size else ""),
)


class MaterialCard(Card):
    """Files and articles of a course; a row opens the article or shows the file."""

    def __init__(self, page: "CoursePage", desk: Desk) -> None:
        super().__init__(N_("Material"))
        self._page, self._desk = page, desk
        self.table = SmallTable("course_materials", COLUMNS, desk.background, N_("Material"), most=14)
        self.table.opened.connect(self.open)
        self.upload = Button(N_("Upload files"), "upload_material", icon="add", key="Ctrl+U")
        self.article = Button(N_("Take an article…"), "take_article", "link", icon="article")
        self.copy = Button(N_("Save a copy…"), "save_material", "link")
        self.copy.clicked.connect(self._save_copy)
        self.away = Button(N_("Take away"), "withdraw_material", "link")
        self.upload.act(page.action("upload_material", N_("Upload files"), "Ctrl+U", self._choose, "add"))
        self.article.clicked.connect(self._ask_article)
        self.away.clicked.connect(self._withdraw)
        self.body.addWidget(self.table)
        row = QHBoxLayout()
        for one in (self.upload, self.article, self.copy, self.away):
            row.addWidget(one)
        row.addStretch(1)
        self.body.addLayout(row)

    def tell(self, rows: list[Material], may: bool) -> None:
        """Show it."""
        self.table.show_rows(rows)
        for one in (self.upload, self.article, self.away):
            one.setVisible(may)

    def open(self, one: Material | None) -> None:
        """The article or the file itself."""
        if one is not None:
            material.look(self._page, self._desk, one)

    def _save_copy(self) -> None:
        one = self.table.current_row()
        if one is None or one.article_id is not None:
            self._page.messages.show("info", N_("Choose the file to be saved."), key="material")
            return
        material.save_copy(self._page, self._desk, one)

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("Upload files"))
        self.send([Path(one) for one in chosen])

    def send(self, paths: list[Path]) -> None:
        """Upload files one after the other, each in a transaction of its own."""
        if not paths:
            return
        db, course, first, request = self._desk.db, self._page.record_id, paths[0], new_id()

        def work() -> Any:
            return courses.add_file(db, course, first.name, first.read_bytes(), None, request)

        def sent(_id: Any) -> None:
            self._page.refresh()
            self.send(paths[1:])

        self._page.write(work, sent)

    def _ask_article(self) -> None:
        db, course, request, page = self._desk.db, self._page.record_id, new_id(), self._page

        def find(typed: str) -> list[Option]:
            hits = search.finder("search_articles")(db, typed, cap=20).hits
            return [Option(hit.id, data(hit.title), data(hit.subtitle)) for hit in hits]

        def act(dialog: FormDialog) -> None:
            article = dialog.form.value("article_id")

            def saved(_id: Any) -> None:
                dialog.accept()
                page.refresh()

            page.write(lambda: courses.add_article(db, course, article, request), saved, dialog.refused)

        FormDialog(
            page, "take_article", N_("Which article belongs to the material?"),
            [Field("article_id", N_("Article"), "lookup", required=True, span=12, search=find)], act,
            background=self._desk.background,
        ).open()  # fmt: skip

    def _withdraw(self) -> None:
        one, db, request = self.table.current_row(), self._desk.db, new_id()
        if one is None:
            self._page.messages.show("info", N_("Choose what is taken away."), key="material")
            return
        self._page.write(lambda: courses.withdraw(db, one, request), lambda _n: self._page.refresh())


class CoursePage(RecordPage):
    """Managers of its store and administrators keep it; the desk of the store adds material."""

    tables = ("course", "course_article", "attachment")
    module = "training"
    service = courses
    table = "course"
    form: Form

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "course", N_("Training course"), "article", heading=True)
        self.form = course_form(desk)
        self.add_head(None, FieldLegend())
        self.material = MaterialCard(self, desk)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        side = SideColumn()
        side.add(self.material)
        row.addWidget(form_card(self.form), 62)
        row.addWidget(side, 38)
        self.body.addLayout(row, 1)
        self.trainings = Button(N_("Trainings"), "open_trainings", icon="training")
        self.trainings.clicked.connect(
            lambda: desk.open_page(
                "trainings", course_id=self.record_id, course_name=self.seen.title if self.seen else ""
            )
        )
        self.retire = Button(N_("Take out of use"), "retire_course")
        self.retire.clicked.connect(self._retire)
        self.add_saving("primary", None, self.retire, self.trainings)

    def title(self) -> str:
        return self.seen.title if self.seen else say(N_("Training course"))

    def shown(self, record_id: Any = None, **_how: Any) -> None:
        if record_id is not None:
            self.record_id = record_id

    def refresh(self) -> None:
        db, record_id, english = self.desk.db, self.record_id, language() == "en"
        self.run(
            lambda: (courses.get(db, record_id), courses.materials(db, record_id, english)), self._show,
            self.not_loaded if self.seen is None else None, slot="load",
        )  # fmt: skip

    def _show(self, found: tuple[Course, list[Material]]) -> None:
        record, rows = found
        first = self.seen is None
        self.take(record)
        if first:
            self.keep_draft()
            if self.desk.rights is not None:
                self.desk.rights.open_for_edit(self, self.table, record.id, self.form, self._may_edit)
        self.material.tell(rows, self.desk.has_role("manager", "agent", "admin"))
        self.retire.say(N_("Use it again") if record.archived else N_("Take out of use"))
        self.heading.retranslate()
        self.tell_touched()

    def _may_edit(self, may: bool) -> None:
        self.save_button.setVisible(may)
        self.retire.setVisible(may)

    def changed(self, table: str, ids: Collection[Any]) -> None:
        if table != "course" or self.record_id in ids:
            self.refresh()

    def _retire(self) -> None:
        db, seen, request = self.desk.db, self.seen, new_id()
        self.write(lambda: courses.close(db, request, seen, closed=not seen.archived), lambda _n: self.refresh())


class NewCoursePage(NewPage):
    """A course of the person's store, with the shop's scheme of marks to begin with."""

    module = "training"
    kind = "course"
    form: Form

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new_course", N_("New course"), "article")

    def make_form(self) -> Form:
        return course_form(self.desk)

    def start(self) -> None:
        self.form.set_values(START)

    def entered(self) -> dict[str, Any]:
        return {"store_id": self.desk.person.store_id, **self.form.values()}

    def create(self, db: Any, values: dict[str, Any], request: Any) -> Any:
        return courses.add(db, request, values)
