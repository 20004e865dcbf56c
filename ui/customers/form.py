"""The form of a customer: who he is and how to reach him, and the four-part file on a second leaf."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from services import customers, personal_data, regions
from services.customer_words import FILE_NAMES, FILE_PARTS, PART_NAMES
from services.customers import Customer
from services.ids import new_id
from services.personal_data import Alike
from services.texts import N_, _
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card, Segments
from ui.kit.form import Field, FieldLegend, Form, Group, Option
from ui.kit.form_card import form_in_card
from ui.kit.form_parts import FixBar
from ui.kit.leaf_stack import focus_before, take_focus_after
from ui.kit.lookups import choices
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.words import Label, data, named, say

ALIKE_MS = 500
_WIDE = {"business_content", "memorable_contact", "shared_experience", "future_measures", "credit_issues"}


class CustomerForm(QWidget):
    """Two leaves, one record. `edited` when a person changed something, `finished` after the last field.

    alike_chosen(id): the person wants to see a customer who may be the same.
    """

    edited = Signal()
    finished = Signal()
    alike_chosen = Signal(object)

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self.seen: Customer | None = None
        self.leaves = Segments([("main", N_("Customer")), ("file", N_("Four-part file"))])
        self._stack = QStackedWidget(self)
        self.main = self._make(self._main_groups())
        self._file: Form | None = None
        self._file_values: dict[str, Any] = {}
        self._file_bar = FixBar(lambda column: self.file.jump_to(column))
        self.alike = Card(N_("Already on file?"))
        self.alike.setFixedWidth(theme.px(290))
        self.alike.hide()
        head = QHBoxLayout()
        head.addWidget(self.leaves)
        head.addStretch(1)
        head.addWidget(FieldLegend())
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self._stack, 1)
        column = QVBoxLayout()
        column.addWidget(self.alike)
        column.addStretch(1)
        row.addLayout(column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(8))
        outer.addLayout(head)
        outer.addLayout(row, 1)
        self.leaves.chosen.connect(self.show_leaf)
        self._timer = QTimer(self, singleShot=True, interval=ALIKE_MS)
        self._timer.timeout.connect(self._look_for_alike)

    def _make(self, groups: Sequence[Group]) -> Form:
        form, card = form_in_card(lambda room: Form(groups, self._page.desk.background, room), self._stack)
        self._stack.addWidget(card)
        form.edited.connect(self._was_edited)
        form.finished.connect(self.finished)
        return form

    @property
    def file(self) -> Form:
        """The second leaf; made when it is first asked for, as making both at once holds up the window."""
        if self._file is None:
            before = focus_before(self._stack)
            self._file = self._make(_file_groups())
            if before is not None:
                take_focus_after(before, self._stack.widget(1))
            self._file.fix_bar.deleteLater()
            self._file.fix_bar = self._file_bar
            self._file.set_values(self._file_values)
        return self._file

    def _forms(self) -> list[tuple[str, Form]]:
        return [("main", self.main), *([("file", self._file)] if self._file is not None else [])]

    def _main_groups(self) -> Sequence[Group]:
        return [
            Group(
                N_("Customer"),
                [
                    Field("kind", N_("Person or company"), "choice", options=choices(customers.KIND_NAMES), span=4),
                    Field("name", N_("Name"), required=True, max_length=120, span=4),
                    Field(
                        "salutation", N_("Salutation"), "choice", options=choices(customers.SALUTATION_NAMES), span=4
                    ),
                    Field("stage", N_("Stage"), "choice", options=choices(customers.STAGE_NAMES), span=4),
                    Field(
                        "language",
                        N_("Language of papers"),
                        "choice",
                        options=choices(customers.LANGUAGE_NAMES),
                        span=4,
                    ),
                    Field("tax_no", N_("Tax number"), max_length=40, span=4),
                ],
            ),
            Group(
                N_("Reach"),
                [
                    Field("phone", N_("Phone"), "phone", span=4),
                    Field("no_phone_reason", N_("Why without a number"), max_length=200, span=4),
                    Field("wechat", N_("WeChat ID"), max_length=80, span=4),
                    Field("email", N_("E-mail"), max_length=200, span=4),
                    Field("notify_by", N_("Notify by"), "choice", options=choices(customers.NOTIFY_NAMES), span=8),
                    Field("address", N_("Address"), max_length=400, span=8),
                    Field("region_id", N_("Region"), "lookup", search=self._find_region, span=4),
                ],
            ),
            Group(
                N_("Care"),
                [
                    Field("sales_rep_id", N_("Sales representative"), "lookup", search=self._find_rep, span=4),
                    Field("birthday", N_("Birthday"), "date", span=4),
                    Field("anniversary", N_("Anniversary"), "date", span=4),
                    Field("source", N_("How we know"), max_length=200, span=8),
                ],
                hint=N_("Reminders come on these days"),
            ),
        ]

    # the record

    def load(self, customer: Customer | None) -> None:
        """Show a customer, or an empty form for a new one."""
        self.seen = customer
        self.alike.hide()
        if customer is None:
            self.main.set_values({"kind": "person", "stage": "formal", "language": "zh", "notify_by": "phone"})
            self._show_file({})
            self._placeholders({})
            return
        values = form_values(customer)
        self.main.set_values(values)
        self._show_file(values)
        self._placeholders(
            {column: getattr(customer, f"{column}_masked") for column in ("phone", "email", "address", "wechat")}
        )

    def _show_file(self, values: dict[str, Any]) -> None:
        self._file_values = values
        if self._file is not None:
            self._file.set_values(values)

    def _placeholders(self, masks: dict[str, str]) -> None:
        for column in ("phone", "email", "address", "wechat"):
            mask = masks.get(column, "")
            editor = self.main.editor(column)
            editor.field.placeholder = data(mask)
            editor.retranslate()
            self.main.note(column, N_("empty keeps it") if mask else "")

    @property
    def touched(self) -> bool:
        """Whether a person entered something that is not saved."""
        return any(form.touched for _name, form in self._forms())

    @property
    def fix_bars(self) -> Sequence[QWidget]:
        """What is still to be put right, on either leaf."""
        return (self.main.fix_bar, self._file_bar)

    def changed(self) -> dict[str, Any]:
        """Changed columns of both leaves; a reason for having no number takes the number away."""
        values = {column: value for _name, form in self._forms() for column, value in form.changed().items()}
        if self.seen is None:
            values = {**{name: value for name, value in self.main.values().items() if value is not None}, **values}
        if values.get("no_phone_reason") and not values.get("phone"):
            values["phone"] = ""
        return values

    def raw(self) -> dict[str, Any]:
        """What a person entered on either leaf, for a draft."""
        return {column: value for _name, form in self._forms() for column, value in form.raw().items()}

    def set_raw(self, raw: Mapping[str, Any]) -> None:
        """Bring a draft back; each leaf takes its own columns."""
        self.main.set_raw(raw)
        if any(column not in self.main.cells for column in raw):
            self.file.set_raw(raw)

    def forget_edits(self) -> None:
        """Show both leaves as if nothing had been entered."""
        for _name, form in self._forms():
            form.forget_edits()

    def check(self) -> bool:
        """Show what is missing and jump to it; True when nothing is."""
        for name, form in self._forms():
            if form.problems():
                self.show_leaf(name)
                return form.check()
        return True

    def show_refusal(self, error: Any) -> bool:
        """Show a ServiceError at its field on its leaf; False when it names none."""
        for name, form in (("main", self.main), ("file", self.file)):
            if getattr(error, "field", None) in form.cells:
                self.show_leaf(name)
                return form.show_refusal(error)
        return False

    def form_of(self, columns: Sequence[str]) -> Form:
        """The leaf that holds the first of these columns."""
        return self.main if any(column in self.main.cells for column in columns) else self.file

    def show_leaf(self, name: str) -> None:
        """Turn to a leaf."""
        self.leaves.show_current(name)
        form = self.main if name == "main" else self.file
        self._stack.setCurrentIndex(next(n for n in (0, 1) if self._stack.widget(n).isAncestorOf(form)))

    def focus_first(self) -> None:
        """Start at the name."""
        self.show_leaf("main")
        self.main.jump_to("name")

    def _was_edited(self, column: str) -> None:
        if column == "region_id":
            self._maybe_new_region()
        if column in ("phone", "name"):
            self._timer.start()
        self.edited.emit()

    # regions and representatives

    def _find_region(self, typed: str) -> list[Option]:
        wanted = typed.strip().casefold()
        found = [
            Option(region.id, named(region.name, region.name_en), named(region.path, region.path_en))
            for region in regions.tree(self._page.desk.db)
            if wanted in f"{region.path} {region.path_en} {region.code}".casefold()
        ][:30]
        rights = self._page.desk.rights
        if wanted and (rights is None or rights.may_add("region")):
            found.append(
                Option(_NewRegion(typed.strip()), lambda: _("Add the region “{name}”").format(name=typed), icon="add")
            )
        return found

    def _find_rep(self, typed: str) -> list[Option]:
        wanted = typed.strip().casefold()
        reps = customers.sales_reps(self._page.desk.db)
        return [Option(one.id, data(one.name)) for one in reps if wanted in one.name.casefold()]

    def _maybe_new_region(self) -> None:
        try:
            value = self.main.value("region_id")
        except ValueError:
            return
        if not isinstance(value, _NewRegion):
            return
        request, db, name = new_id(), self._page.desk.db, str(value)

        def done(region_id: UUID) -> None:
            self.main.editor("region_id").set_value(Option(region_id, data(name)))

        self._page.write(lambda: regions.add(db, name, request), done)

    # who may be the same

    def _look_for_alike(self) -> None:
        name = self.main.editor("name").raw().strip()
        digits = "".join(sign for sign in self.main.editor("phone").raw() if sign.isdigit())
        phone = digits if len(digits) >= 7 else ""
        if not phone and len(name) < 2:
            self._show_alike([])
            return
        db, but = self._page.desk.db, self.seen.id if self.seen else None
        self._page.run(lambda: personal_data.alike(db, name, phone, but), self._show_alike, slot="alike")

    def _show_alike(self, found: list[Alike]) -> None:
        self.alike.clear()
        for one in found[:6]:
            link = Button(data(f"{one.name}  {one.phone_masked}"), f"alike_{one.number}", "link")
            link.clicked.connect(lambda _on=False, row=one.id: self.alike_chosen.emit(row))
            self.alike.body.addWidget(link)
            self.alike.body.addWidget(Label(_why(one), "label", "secondary", wrap=True))
        self.alike.body.addWidget(
            Label(N_("Families share numbers: a second customer may be right."), "hint", "secondary", wrap=True)
        )
        self.alike.setVisible(bool(found))


def form_values(customer: Customer) -> dict[str, Any]:
    """A customer as both leaves show him, look-ups with their words."""
    return {
        **_blank_is_none(customer.values()),
        "region_id": customer.region_id and Option(customer.region_id, named(customer.region, customer.region_en)),
        "sales_rep_id": customer.sales_rep_id and Option(customer.sales_rep_id, data(customer.sales_rep)),
    }


class _NewRegion(str):
    """The name of a region that is to be added."""


def _why(one: Alike) -> Callable[[], str]:
    def words() -> str:
        if one.same_phone and one.same_name:
            return _("{number}, same number and name").format(number=one.number)
        text = _("{number}, same number") if one.same_phone else _("{number}, same name")
        return text.format(number=one.number)

    return words


def _file_groups() -> list[Group]:
    return [
        Group(
            PART_NAMES[part],
            [
                Field(
                    column,
                    FILE_NAMES[column],
                    "multiline" if column in _WIDE else "text",
                    max_length=0 if column in _WIDE else 2000,
                    span=8 if column in _WIDE else 4,
                )
                for column in columns
            ],
        )
        for part, columns in FILE_PARTS.items()
    ]


def _blank_is_none(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value if value != "" else None for name, value in values.items()}


def card_pairs(customer: Customer) -> dict[str, list[tuple[str, str]]]:
    """What is filled in of the file, by part, as (label source, value)."""
    return {
        part: [(FILE_NAMES[column], customer.file[column]) for column in columns if customer.file.get(column)]
        for part, columns in FILE_PARTS.items()
    }


def born(customer: Customer) -> str:
    """Birthday and anniversary as far as they are known."""
    return " · ".join(
        f"{say(label)} {formats.day(value)}"
        for label, value in ((N_("Birthday"), customer.birthday), (N_("Anniversary"), customer.anniversary))
        if value
    )
