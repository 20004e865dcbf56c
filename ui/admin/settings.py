"""Parameters of the company, and the code lists people choose from."""

from collections.abc import Mapping
from typing import Any

from services import code_lists, parameters, products
from services.paging import Page as PageOfRows
from services.punctuation import listed
from services.texts import N_, _, either
from ui.admin.closing import SwitchingPage, switched_chip
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.editor_page import EditorPage
from ui.kit.form import Field, Group
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import SavedView
from ui.kit.words import data

KINDS = {"int": "integer", "money": "money", "bool": "yesno", "text": "text"}


def shown_value(one: parameters.Parameter) -> str:
    """A value as people read it."""
    value = one.typed
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if one.kind == "money" and value is not None:
        return formats.money(value)  # type: ignore[arg-type]
    return "" if value is None else str(value)


def changed_by(one: parameters.Parameter) -> str:
    """Who set a value; nobody yet where it is as it came."""
    return one.updated_by or _("Shipped")


class ParametersPage(EditorPage):
    """Settings with their values; one field a kind, of which the fitting one is shown."""

    module = "admin"
    tables = ("parameter",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "parameters",
            N_("Parameters"),
            "settings",
            [
                Column("name", N_("Parameter"), stretch=True),
                Column("value", N_("Value"), read=shown_value, sample="99999.00 元元"),
                Column("updated_by", N_("Changed by"), read=changed_by, sample="欧阳敏之", drop=1),
                Column(
                    "updated_at",
                    N_("Changed at"),
                    "moment",
                    read=lambda one: one.updated_at if one.updated_by else None,
                    sample="Yesterday 05:45 5",
                    drop=2,
                ),
            ],
            [Group("", [Field(column, N_("Value"), kind, span=12) for column, kind in self.fields().items()])],
            empty=(N_("No parameter fits."), ""),
            form_share=7,
        )
        # whether what is set of the mail server does
        if desk.has_role("admin"):
            test = Button(N_("Test of sending"), "sending_tests", icon="send")
            test.clicked.connect(lambda: desk.open_page("sending_tests"))
            self.add_head(None, test)

    @staticmethod
    def fields() -> dict[str, str]:
        """Columns of the form by the kind of parameter they are for."""
        return {f"value_{kind}": editor for kind, editor in KINDS.items()}

    def fetch(self, request: PageRequest) -> Any:
        wanted = request.text.lower()
        return PageOfRows([one for one in parameters.every(self.desk.db) if wanted in f"{one.name} {one.code}".lower()])

    def load(self, record_id: Any) -> Any:
        return next(one for one in parameters.every(self.desk.db) if one.id == record_id)

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        return parameters.change(self.desk.db, request, seen, values[f"value_{seen.kind}"])

    def values_of(self, record: parameters.Parameter | None) -> Any:
        return {} if record is None else {f"value_{record.kind}": record.typed}

    def words_of(self, record: parameters.Parameter | None) -> str:
        return _("Choose a parameter from the list") if record is None else record.name

    def show_record(self, record: Any) -> None:
        super().show_record(record)
        for kind in KINDS:
            self.form.set_shown(f"value_{kind}", record is not None and record.kind == kind)

    def refused_save(self, error: BaseException) -> Any:
        if getattr(error, "field", None) == "value":
            self.form.show_errors({f"value_{self.seen.kind}": error.sentence()})  # type: ignore[attr-defined]
            return True
        theirs = getattr(error, "theirs", None)
        if theirs is not None:
            return self._conflict(error)
        return super().refused_save(error)

    def _conflict(self, error: Any) -> Any:
        """The service knows the column as 'value', the form by its kind."""
        column = f"value_{self.seen.kind}"
        for side in (error.base, error.mine, error.theirs):
            side[column] = side.pop("value", None)
        return super().refused_save(error)


class CodeListsPage(SwitchingPage):
    """One list at a time; entries are added and switched off, codes never change."""

    tables = ("code_item",)

    def __init__(self, desk: Desk) -> None:
        self.list = ""
        self._names: dict[str, tuple[str, str]] = {}
        self._above: dict[str, tuple[str, str]] = {}
        super().__init__(
            desk,
            "code_lists",
            N_("Code lists"),
            "as_list",
            [
                Column("code", N_("Code"), sample="nature.government"),
                Column("name", N_("Name"), read=lambda item: either(item.name, item.name_en), stretch=True),
                Column("parent_code", N_("Belongs to"), read=self._parents, sample="nature, nature, nat", drop=1),
                Column("position", N_("Sequence"), "integer", sample="Sequence", drop=2),
                Column("state", N_("State"), "chip", chip=switched_chip, read=lambda _i: 1, sample="Switched off x"),
            ],
            [
                Group(
                    "",
                    [
                        Field("code", N_("Code"), "code", required=True, max_length=40, span=12),
                        Field("name", N_("Name"), required=True, max_length=120, span=12),
                        Field("name_en", N_("English name"), max_length=120, span=12),
                        Field("parent_code", N_("Belongs to"), "code", max_length=40, span=6),
                        Field("position", N_("Place in the list"), "integer", span=6),
                    ],
                )
            ],
            empty=(N_("This list is empty."), N_("Add the first entry.")),
            new_text=N_("New entry"),
            form_share=8,
        )
        self.pane.view_chosen.connect(self._show_list)

    def refresh(self) -> None:
        self.run(lambda: code_lists.lists(self.desk.db), self._show_lists, slot="lists")

    def _show_lists(self, lists: list[code_lists.List]) -> None:
        views = [SavedView(one.code, one.name if one.name != one.code else data(one.code)) for one in lists]
        self.pane.views.set_views(views)
        self.pane.views.show_counts({one.code: one.entries for one in lists})
        self.list = self.list or (lists[0].code if lists else "")
        self.pane.views.show_current(self.list)
        super().refresh()

    def _show_list(self, name: str) -> None:
        def go() -> None:
            self.list = name
            self.show_record(None)
            self.pane.reload()

        self._leave_form(go)

    def fetch(self, request: PageRequest) -> Any:
        if not self.list:
            return PageOfRows([])
        wanted = request.text.lower()
        if not self._names:
            self._names = {one.code: (one.name, one.name_en) for one in products.categories(self.desk.db)}
        found = code_lists.items(self.desk.db, self.list)
        self._above = {one.code: (one.name, one.name_en) for one in found}
        return PageOfRows([one for one in found if wanted in f"{one.code} {one.name} {one.name_en}".lower()])

    def load(self, record_id: Any) -> Any:
        return next(one for one in code_lists.items(self.desk.db, self.list) if one.id == record_id)

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        return code_lists.add(self.desk.db, request, self.list, values)

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        return code_lists.change(self.desk.db, request, seen, values)

    def _parents(self, item: code_lists.Item) -> str:
        """Categories of products and entries of the same list by their names; what is neither stands for itself."""
        known = {**self._above, **self._names}
        return listed(either(*known.get(code, (code, ""))) for code in (item.parent_code or "").split())

    def words_of(self, record: code_lists.Item | None) -> str:
        if record is None:
            return _("New entry")
        return f"{either(record.name, record.name_en)} · {record.code}"

    def locks_of(self, record: code_lists.Item | None) -> Mapping[str, str] | str:
        if record is None:
            return {}
        return {"code": _("A code is never changed: records refer to it.")}
