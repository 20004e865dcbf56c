"""The column beside a customer: how to reach him, money, notes, classes, consents."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QWidget

from services import customer_parts, customers
from services.customer_overview import Overview
from services.customer_parts import Class, Consent, Note
from services.customers import Customer
from services.names import doer
from services.texts import N_, _
from ui.customers.form import born
from ui.customers.labels import NOTE_TONES, consent_words
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine, Pairs, SideColumn
from ui.kit.menus import pop_up
from ui.kit.page import Page
from ui.kit.secret_line import SecretLine
from ui.kit.theme import theme
from ui.kit.words import Label, data, named, say


class ReachCard(Card):
    """Phone, e-mail, address and WeChat behind masks, and what else is known."""

    def __init__(self, page: Page) -> None:
        super().__init__(N_("Reach"))
        self.lines = {
            column: SecretLine(page, column, elide=True) for column in ("phone", "email", "address", "wechat")
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnMinimumWidth(0, theme.px(64))
        grid.setColumnStretch(1, 1)
        labels = (N_("Phone"), N_("E-mail"), N_("Address"), N_("WeChat"))
        for row, (label, line) in enumerate(zip(labels, self.lines.values(), strict=True)):
            grid.addWidget(Label(label, "label", "secondary"), row, 0)
            grid.addWidget(line, row, 1)
        self.body.addLayout(grid)
        self.more = Pairs()
        self.body.addWidget(self.more)

    def show_customer(self, customer: Customer) -> None:
        """Show how to reach this customer."""
        for column, line in self.lines.items():
            line.tell(getattr(customer, f"{column}_masked"), customer.id)
        pairs = [
            (N_("Notify by"), customers.NOTIFY_NAMES[customer.notify_by]),
            (N_("Region"), named(customer.region, customer.region_en)),
            (N_("Sales representative"), data(customer.sales_rep)),
            (N_("Dates"), lambda: born(customer)),
            (N_("Why without a number"), data(customer.no_phone_reason)),
            (N_("How we know"), data(customer.source)),
            (N_("Tax number"), data(customer.tax_no)),
        ]
        self.more.tell([(name, value) for name, value in pairs if say(value)])


class MoneyCard(Card):
    """What was paid and what is due."""

    def __init__(self) -> None:
        super().__init__(N_("Money"))
        self.pairs = Pairs()
        self.owes = IconLine("", "warning", "warning")
        self.body.addWidget(self.pairs)
        self.body.addWidget(self.owes)

    def show_overview(self, overview: Overview) -> None:
        """Show the sums of the orders this person sees."""
        self.pairs.tell(
            [
                (N_("Paid so far"), data(formats.money(overview.paid))),
                (N_("Due"), data(formats.money(overview.due))),
            ]
        )
        self.owes.tell(lambda: _("owes {amount} CNY").format(amount=formats.money(overview.due)))
        self.owes.setVisible(overview.due > 0)


class NotesCard(Card):
    """Flagged notes; a click changes one."""

    chosen = Signal(object)
    removed = Signal(object)

    def __init__(self, may_add: bool) -> None:
        super().__init__(N_("Notes"))
        self.add_note = self.add_link(N_("Add"), "add_note")
        self.add_note.setVisible(may_add)
        self._may = may_add

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show these notes, the gravest first."""
        self.clear()
        self.say(N_("Notes"), data(str(len(notes)) if notes else ""))
        if not notes:
            self.body.addWidget(Label(N_("Nothing flagged."), "label", "secondary"))
        for note in notes:
            tone, icon = NOTE_TONES[note.level]
            self.body.addWidget(IconLine(data(note.body), icon, tone))
            self.body.addWidget(self._foot(note))

    def _foot(self, note: Note) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(theme.px(26), 0, 0, 0)
        day = formats.local(note.created_at).date()
        row.addWidget(Label(lambda: f"{doer(note.created_by)} · {formats.day(day)}", "hint", "secondary"))
        row.addStretch(1)
        if self._may:
            change = Button(N_("Change"), "change_note", "link")
            change.clicked.connect(lambda: self.chosen.emit(note))
            remove = Button(N_("Remove"), "remove_note", "link")
            remove.clicked.connect(lambda: self.removed.emit(note))
            row.addWidget(change)
            row.addWidget(remove)
        return line


class ClassesCard(Card):
    """One line a dimension; a link chooses another class. `chosen(dimension, code or None)`."""

    chosen = Signal(str, object)

    def __init__(self, may_change: bool) -> None:
        super().__init__(N_("Classes"))
        self._may = may_change

    def show_classes(self, classes: Sequence[Class]) -> None:
        """Show all dimensions with this customer's class in each."""
        self.clear()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setColumnStretch(1, 1)
        holder = QWidget()
        holder.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        for row, dimension in enumerate(dict.fromkeys(item.dimension for item in classes)):
            items = [item for item in classes if item.dimension == dimension]
            own = next((item for item in items if item.open_id is not None), None)
            name = named(items[0].dimension_name, items[0].dimension_name_en)
            grid.addWidget(Label(name, "label", "secondary", wrap=True), row, 0)
            if self._may:
                words = named(own.name, own.name_en) if own else N_("Choose")
                button = Button(words, f"class_{dimension}", "link")
                button.clicked.connect(self._opener(button, dimension, items, own))
                grid.addWidget(button, row, 1)
            else:
                grid.addWidget(Label(named(own.name, own.name_en) if own else data(formats.EMPTY)), row, 1)
        self.body.addWidget(holder)

    def _opener(self, button: Button, dimension: str, items: Sequence[Class], own: Class | None) -> Callable[[], None]:
        def choose(code: str | None) -> Callable[[], None]:
            return lambda: self.chosen.emit(dimension, code)

        def opened() -> None:
            menu = QMenu(button)
            for item in items:
                entry = QAction(say(named(item.name, item.name_en)).replace("&", "&&"), menu)
                entry.setCheckable(True)
                entry.setChecked(item is own)
                entry.triggered.connect(choose(item.code))
                menu.addAction(entry)
            if own is not None:
                menu.addSeparator()
                menu.addAction(_("In no class")).triggered.connect(choose(None))
            pop_up(menu, button.mapToGlobal(button.rect().bottomLeft()))

        return opened


class ConsentsCard(Card):
    """What the customer agreed to; `said(purpose, given)`."""

    said = Signal(str, bool)

    def __init__(self, may_change: bool) -> None:
        super().__init__(N_("Consents"))
        self._may = may_change

    def show_consents(self, consents: Sequence[Consent]) -> None:
        """Show the newest word on every purpose."""
        self.clear()
        for consent in consents:
            tone = {True: "success", False: "danger", None: ""}[consent.given]
            icon = {True: "ok", False: "failed", None: "todo"}[consent.given]
            line = IconLine(customer_parts.CONSENT_NAMES[consent.purpose], icon, tone)
            line.label.set_tone("")
            self.body.addWidget(line)
            foot = QWidget()
            row = QHBoxLayout(foot)
            row.setContentsMargins(theme.px(26), 0, 0, 0)
            row.addWidget(Label(lambda one=consent: consent_words(one), "hint", "secondary"))
            row.addStretch(1)
            for given, text, name in ((True, N_("Agrees"), "agrees"), (False, N_("Refuses"), "refuses")):
                if self._may and consent.given is not given:
                    button = Button(text, f"{name}_{consent.purpose}", "link")
                    button.clicked.connect(
                        lambda _on=False, purpose=consent.purpose, word=given: self.said.emit(purpose, word)
                    )
                    row.addWidget(button)
            self.body.addWidget(foot)


class CustomerSide(SideColumn):
    """All cards, told together."""

    def __init__(self, page: Page, may: Callable[[str], bool]) -> None:
        super().__init__()
        self.reach = ReachCard(page)
        self.money = MoneyCard()
        self.notes = NotesCard(may("customer_note"))
        self.classes = ClassesCard(may("customer_class"))
        self.consents = ConsentsCard(may("customer_consent"))
        for card in (self.reach, self.notes, self.money, self.classes, self.consents):
            self.add(card)
        self.setMinimumWidth(theme.px(280))
        self.setMaximumWidth(theme.px(320))

    def show_all(self, loaded: Any) -> None:
        """Show what was loaded: customer, overview, notes, classes, consents."""
        self.reach.show_customer(loaded.customer)
        self.money.show_overview(loaded.overview)
        self.notes.show_notes(loaded.notes)
        self.classes.show_classes(loaded.classes)
        self.consents.show_consents(loaded.consents)
