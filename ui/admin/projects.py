"""Projects: base data of what was delivered to customers as a whole."""

from collections.abc import Mapping
from typing import Any

from services import organisation, products, projects
from services.projects import Line, Project
from services.texts import N_, _, either
from ui.admin.closing import ClosingPage, closed_chip
from ui.kit import formats, lookups
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.device_words import model_name
from ui.kit.form import Field, Group
from ui.kit.options import Option
from ui.kit.paged import Column, PageRequest
from ui.kit.words import Label, data

_STAGES = {
    "planning": ("neutral", "draft"),
    "building": ("info", "repairing"),
    "acceptance": ("info", "testing"),
    "live": ("success", "completed"),
    "ended": ("neutral", "closed"),
}


def stage_chip(line: Line) -> Chip:
    """How far a project is; one that was closed says so."""
    if line.archived:
        return closed_chip(line)
    tone, icon = _STAGES[line.stage]
    return Chip(projects.STAGE_NAMES[line.stage], tone, icon)


class ProjectsPage(ClosingPage):
    """Read by everybody; kept by administrators, and by managers for their stores."""

    tables = ("project",)
    close_question = N_("Close {name}?")
    close_detail = N_(
        "It leaves the list and cannot be chosen any more. What refers to it stays; it can be used again."
    )

    def __init__(self, desk: Desk) -> None:
        self.covered: Label | None = None  # the form is filled for the first time before it is there
        self._keeps = desk.rights is None or desk.rights.may_add("project")
        super().__init__(
            desk,
            "projects",
            N_("Projects"),
            "store",
            [
                Column("code", N_("No."), sample="XM-2026-0001", sort="code"),
                Column("name", N_("Project"), read=lambda line: line.title, stretch=True),
                Column("customer_name", N_("Customer"), sample="杭州华茂物业有限公司", drop=3),
                Column("store", N_("Store"), read=lambda line: either(line.store_name, line.store_name_en), drop=1),
                Column("covered_until", N_("Covered until"), "day", drop=2),
                Column("stage", N_("Stage"), "chip", chip=stage_chip, sample="Being accepted x"),
            ],
            [
                Group(
                    N_("Project"),
                    [
                        Field("code", N_("No."), "code", required=True, max_length=40, span=5),
                        Field("contract_no", N_("Contract no."), max_length=80, span=7),
                        Field("name", N_("Name"), required=True, max_length=120, span=12),
                        Field("name_en", N_("English name"), max_length=120, span=12),
                        Field("customer_id", N_("Customer"), "lookup", required=True, span=12, search=self._customers),
                        Field("store_id", N_("Looked after by"), "lookup", required=True, span=6, search=self._stores),
                        Field("manager_id", N_("Project manager"), "combo", span=6),
                        Field("place", N_("Place"), max_length=200, span=12),
                    ],
                ),
                Group(
                    N_("What was delivered"),
                    [
                        Field("product_model_id", N_("Model"), "lookup", span=12, search=self._models),
                        Field("systems", N_("Systems installed"), "multiline", span=12, lines=3, max_length=2000),
                    ],
                ),
                Group(
                    N_("Course"),
                    [
                        Field(
                            "stage", N_("Stage"), "choice", required=True, span=12,
                            options=lookups.choices(projects.STAGE_NAMES),
                        ),
                        Field("starts_on", N_("Begun on"), "date", span=6),
                        Field("live_on", N_("Live since"), "date", span=6),
                        Field("accepted_on", N_("Final acceptance"), "date", span=6),
                        Field("warranty_months", N_("Months of warranty"), "integer", span=6),
                        Field("note", N_("Note"), "multiline", span=12, lines=2, max_length=2000),
                    ],
                ),
            ],
            sort="code",
            empty=(N_("No projects here."), N_("Add what was delivered to a customer as a whole (Ins).")),
            new_text=N_("New project") if self._keeps else "",
            form_share=10,
        )  # fmt: skip
        self.covered = Label(self._covered_words, "label", "secondary")
        self.extra.addWidget(self.covered)
        self.papers = Button(N_("Acceptances and minutes"), "open_project_papers", "link", icon="file")
        self.papers.clicked.connect(self._open_papers)
        self.add_verb(self.papers)
        self.train = Button(N_("Plan a training"), "plan_training", "link", icon="training")
        self.train.clicked.connect(self._plan_training)
        self.add_verb(self.train, lambda project: not project.archived and desk.has_role("agent", "manager"))
        self.form.edited.connect(lambda column: self._load_people() if column == "store_id" else None)

    def _open_papers(self) -> None:
        self.desk.open_page("acceptances", project_id=self.seen.id, project_name=self.seen.title)

    def _plan_training(self) -> None:
        self.desk.open_page("new_training", project_id=self.seen.id, about_number=self.seen.code)

    def _covered_words(self) -> str:
        until = self.seen.covered_until if self.seen is not None else None
        return (
            _("Covered from the day after the final acceptance until {day}").format(day=formats.day(until))
            if until
            else ""
        )

    def _customers(self, typed: str) -> Any:
        return lookups.customers(self.desk.db)(typed)

    def _stores(self, typed: str) -> list[Option]:
        rows = organisation.stores(self.desk.db, wanted=typed, limit=50).rows
        return [Option(row.id, data(either(row.name, row.name_en)), data(row.code)) for row in rows]

    def _models(self, typed: str) -> list[Option]:
        rows = products.page(self.desk.db, products.Wanted(text=typed)).rows
        return [Option(row.id, data(model_name(row)), data(row.model_no)) for row in rows]

    def _load_people(self) -> None:
        db, option = self.desk.db, self.form.legible("store_id")
        if option is None:
            return
        self.run(
            lambda: lookups.colleagues(db, option),
            lambda found: lookups.offer(self.form, "manager_id", found),
            slot="people",
        )

    def fetch(self, request: PageRequest) -> Any:
        return projects.page(
            self.desk.db,
            request.place,
            wanted=request.text,
            archived=self.wanted_view == "all",
            descending=request.descending,
            limit=request.limit,
        )

    def load(self, record_id: Any) -> Any:
        return projects.get(self.desk.db, record_id)

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        return projects.add(self.desk.db, request, values)

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        return projects.change(self.desk.db, request, seen, values)

    def close_record(self, seen: Any, closed: bool, request: Any) -> Any:
        return projects.close(self.desk.db, request, seen, closed=closed)

    def values_of(self, record: Project | None) -> Any:
        if record is None:
            return {"stage": "live", "warranty_months": 12}
        values = {name: getattr(record, name) for name in projects.FIELDS}
        values["customer_id"] = lookups.named(record.customer_id, record.customer_name)
        values["store_id"] = lookups.named(record.store_id, record.store_name, record.store_name_en)
        values["manager_id"] = lookups.named(record.manager_id, record.manager_name)
        values["product_model_id"] = lookups.named(record.product_model_id, record.model)
        return values

    def words_of(self, record: Project | None) -> str:
        if record is None:
            return _("New project") if self._keeps else _("Projects")
        return f"{record.title} · {record.code}"

    def locks_of(self, record: Any) -> Mapping[str, str] | str:
        if not self._keeps:
            return _("Administrators and managers keep the projects.")
        return super().locks_of(record)

    def show_record(self, record: Any) -> None:
        super().show_record(record)
        if self.covered is not None:
            self.covered.retranslate()
            self._load_people()

    def tell(self) -> None:
        super().tell()
        if not self._keeps:
            verbs = [button for button, _fits in self._more_verbs if button.kind != "link"]
            for button in (self.save, self.revert, *verbs):
                button.hide()
