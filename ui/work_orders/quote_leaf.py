"""Lines of work and parts, the quote made of them, and what the customer said to it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from services import order_words as words
from services.order_lines import Line
from services.punctuation import phrased
from services.texts import N_, _, either
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import heading
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.fields import Field
from ui.kit.form import Form
from ui.kit.messages import Banner, BannerBox
from ui.kit.options import Option
from ui.kit.paged import Column
from ui.kit.small_table import SmallTable, SumRows
from ui.kit.theme import theme
from ui.kit.words import Label, Text, hairline
from ui.work_orders.labels import coded, short
from ui.work_orders.order_data import OrderFile

PAYER_TONES = {"customer": ("neutral", "person"), "warranty": ("success", "covered"), "goodwill": ("info", "store")}
LINE_TONES = {
    "proposed": ("warning", "edit"),
    "planned": ("info", "reserved"),
    "used": ("success", "ok"),
    "dropped": ("neutral", "close"),
}


def payer_chip(line: Line) -> Chip:
    """Who pays for a line."""
    tone, icon = PAYER_TONES[line.payer]
    return Chip(coded(words.PAYERS, line.payer), tone, icon)


def state_chip(line: Line) -> Chip:
    """How far a line has come."""
    tone, icon = LINE_TONES[line.state]
    return Chip(coded(words.LINE_STATES, line.state), tone, icon)


def line_title(line: Line) -> str:
    """A line with its part number."""
    name = either(line.name, line.name_en)
    return f"{name} · {line.part_no}" if line.part_no else name


COLUMNS = (
    Column("name", N_("Item"), stretch=True, shown=line_title),
    Column("payer", N_("Who pays"), chip=payer_chip),
    Column("state", short("State"), chip=state_chip, drop=1),
    Column("quantity", N_("Qty"), "number"),
    Column("unit_price", N_("Unit price"), "money"),
    Column("amount", short("Amount"), "money"),
)


class QuoteLeaf(QScrollArea):
    """Signals: add_line(), edit_line(line), drop_line(line), offer(), approve(quote), answered(answer, values)."""

    add_line = Signal()
    edit_line = Signal(object)
    drop_line = Signal(object)
    offer = Signal()
    approve = Signal(object)
    answered = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._file: OrderFile | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(4), 0)
        column.setSpacing(theme.px(8))
        self.banner = BannerBox()
        column.addWidget(self.banner)
        column.addLayout(self._head())
        self.table = SmallTable("order_lines", COLUMNS, desk.background, N_("Lines of work and parts"))
        self.table.opened.connect(self.edit_line)
        column.addWidget(self.table)
        self.sums = SumRows()
        column.addWidget(self.sums)
        column.addWidget(hairline())
        self.versions = Label("", "label", "secondary", wrap=True)
        column.addWidget(heading(N_("Quote")))
        column.addWidget(self.versions)
        column.addLayout(self._quote_verbs())
        self.consent = self._consent()
        column.addWidget(self.consent)
        column.addStretch(1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.add = Button(N_("Add a line"), "add_line", "link", icon="add")
        self.edit = Button(N_("Change"), "edit_line", "link", "F2")
        self.drop = Button(N_("Drop"), "drop_line", "link")
        self.add.clicked.connect(self.add_line)
        self.edit.clicked.connect(lambda: self._with_current(self.edit_line))
        self.drop.clicked.connect(lambda: self._with_current(self.drop_line))
        row.addWidget(heading(N_("Work and parts")), 1)
        for button in (self.add, self.edit, self.drop):
            row.addWidget(button)
        return row

    def _with_current(self, signal: Any) -> None:
        row = self.table.current_row()
        if row is not None:
            signal.emit(row)

    def _quote_verbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.offer_button = Button(N_("Make a quote of these lines"), "offer_quote", icon="quote")
        self.approve_button = Button(N_("Approve the quote"), "approve_quote", icon="ok")
        self.offer_button.clicked.connect(self.offer)
        self.approve_button.clicked.connect(lambda: self._file and self.approve.emit(self._file.open_quote))
        row.addWidget(self.offer_button)
        row.addWidget(self.approve_button)
        row.addStretch(1)
        return row

    def _consent(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(heading(N_("Consent"), N_("saved with the quote")))
        self.form = Form(
            [
                Field("who", N_("Agreed by"), required=True, span=4, max_length=80),
                Field("amount", short("Amount"), "money", unit=N_("CNY"), required=True, span=3),
                Field("comment", N_("Remark"), span=5, max_length=2000),
                Field("how", N_("How"), "choice", required=True, span=12, options=_ways()),
            ],
            self._desk.background,
        )
        column.addWidget(self.form)
        row = QHBoxLayout()
        self.yes = Button(N_("Customer agrees"), "consent_yes", icon="tick")
        self.no = Button(N_("Customer declines…"), "consent_no", "danger")
        self.yes.clicked.connect(lambda: self._answer("yes"))
        self.no.clicked.connect(lambda: self._answer("no"))
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch(1)
        column.addLayout(row)
        return holder

    def _answer(self, answer: str) -> None:
        if self.form.check():
            self.answered.emit(answer, self.form.values())

    def tell(self, file: OrderFile, may_price: bool, may_write: bool, is_manager: bool) -> None:
        """Show lines, quote and consent of an order."""
        self._file = file
        over = file.order.work_state in ("delivered", "closed", "cancelled")
        self.table.show_rows(file.lines)
        for button in (self.add, self.edit, self.drop):
            button.setVisible(may_write and not over)
        self.sums.tell(_sums(file))
        quote = file.open_quote
        finished = over or file.order.work_state in ("completed", "failed")
        self.offer_button.setVisible(may_price and not finished)
        self.offer_button.setEnabled(bool(file.lines))
        self.approve_button.setVisible(is_manager and quote is not None and quote.approved_at is None)
        self.versions.say(lambda: _versions(file))
        self.consent.setVisible(may_write and not over)
        if not self.form.touched:
            self._propose(file)
        self.banner.tell(_banner(file))

    def _propose(self, file: OrderFile) -> None:
        self.form.set_values({})
        self.form.propose("who", file.order.customer_name or None)
        usual = {"phone": "phone", "sms": "sms", "wechat": "wechat", "email": "email"}
        self.form.propose("how", usual.get(file.order.notify_by, "counter"))
        quote = file.open_quote
        self.form.propose("amount", quote.amount if quote is not None else file.charged or None)

    def go_to_consent(self) -> None:
        """Put the focus where the answer is entered."""
        self.ensureWidgetVisible(self.no)
        self.form.jump_to("how")

    def answer_saved(self) -> None:
        """The consent is on record."""
        if self._file is not None:
            self._propose(self._file)


def _ways() -> list[Option]:
    return [
        Option(code, short(text))
        for code, text in (("counter", "Counter"), ("phone", "Call"), ("wechat", "WeChat"), ("sms", "SMS"))
    ]


def _sums(file: OrderFile) -> list[tuple[Text, Decimal]]:
    order = file.order
    rows: list[tuple[Text, Decimal]] = [(N_("Sum, tax included"), file.total)]
    if order.paid:
        rows.append((N_("Paid already"), -order.paid))
    if order.written_off:
        rows.append((N_("Written off"), -order.written_off))
    rows.append((N_("To pay at hand-over"), file.total - order.paid - (order.written_off or Decimal())))
    return rows


def _versions(file: OrderFile) -> str:
    said = []
    for quote in file.quotes[:4]:
        state = words.word(words.QUOTE_STATES, quote.state)
        text = _("v{n}: {amount} CNY, {at}, {state}")
        parts: Mapping[str, Any] = {
            "n": quote.version_no,
            "amount": formats.money(quote.amount),
            "at": formats.moment(quote.quoted_at),
            "state": state,
        }
        line = text.format(**parts)
        if quote.valid_until is not None and quote.state == "open":
            line = phrased([line, _("valid until {day}").format(day=formats.day(quote.valid_until))])
        if quote.approved_at is not None:
            line = phrased([line, _("approved")])
        said.append(line)
    for consent in file.consents[:3]:
        word = _("agreed") if consent.answer == "yes" else _("declined")
        said.append(
            _("{who} {answer} to {amount} CNY, {how}, {at} ({by})").format(
                who=consent.who,
                answer=word,
                amount=formats.money(consent.amount),
                how=words.word(words.CONSENT_WAYS, consent.how),
                at=formats.moment(consent.at),
                by=consent.by_name,
            )
        )
    return "\n".join(said) or _("No quote yet.")


def _banner(file: OrderFile) -> Banner | None:
    agreed = file.agreed or Decimal()
    if file.order.work_state in ("delivered", "closed", "cancelled") or file.charged <= agreed:
        return None
    above = file.charged - agreed

    def sentence() -> str:
        return _("{amount} CNY above what was agreed: consent must be on record before repair").format(
            amount=formats.money(above)
        )

    def detail() -> str:
        return _("Charged {charged}, agreed {agreed}.").format(
            charged=formats.money(file.charged), agreed=formats.money(agreed)
        )

    return Banner("warning", sentence, detail, icon="waiting", closable=False)
