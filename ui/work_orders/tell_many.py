"""One occasion told to the customers of many orders: who would get it and who not, then each by itself, to be stopped."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from services import message_templates, messages, messages_many
from services.documents import from_messages
from services.ids import new_id
from services.message_templates import CHANNEL_NAMES, OCCASION_NAMES
from services.messages_many import MOST, NO_ADDRESS, Choice, Ids, Outlook, Written
from services.order_lists import OrderLine
from services.punctuation import bracketed, listed, pair
from services.texts import N_, _, ngettext
from ui.kit import formats, papers
from ui.kit.cards import IconLine, Segments
from ui.kit.chips import Chip
from ui.kit.dialogs import Dialog
from ui.kit.fields import Field
from ui.kit.form import Form
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.paged import Column
from ui.kit.small_table import SmallTable
from ui.kit.theme import theme
from ui.kit.words import Label

NOTE_LENGTH = 500
ROWS = 9
# What somebody who looks through a view most likely wants to tell.
PROPOSED = {"not_told": "ready", "ready_long": "overdue", "waiting_customer": "quote", "overdue": "delay"}
STATES = {"completed": "ready", "failed": "ready", "quoted": "quote", "delivered": "follow_up", "closed": "follow_up"}


@dataclass(frozen=True)
class Row:
    """An order in the dialog: what would become of its message, then what became of it."""

    id: UUID
    number: str
    customer_name: str
    outlook: Outlook | None = None
    written: Written | None = None

    @property
    def goes(self) -> bool:
        return self.outlook is not None and self.outlook.hindrance is None

    @property
    def wants_letter(self) -> bool:
        """Only an address is missing, and no letter was written instead."""
        return (
            self.outlook is not None
            and self.outlook.hindrance in NO_ADDRESS
            and (self.written is None or self.written.message_id is None)
        )


def _way(row: Row) -> str:
    outlook = row.outlook
    if outlook is None or outlook.channel is None:
        return formats.EMPTY
    channel = _(CHANNEL_NAMES[outlook.channel])
    return f"{channel} · {outlook.to_masked}" if outlook.to_masked else channel


def _state(row: Row) -> Chip:
    if row.written is not None and row.written.message_id is not None:
        return Chip(N_("In the outbox"), "success", "ok")
    if row.written is not None or row.outlook is None or row.outlook.hindrance is not None:
        return Chip(N_("Held back"), "warning", "warning")
    return Chip(N_("Goes out"), "info", "send")


def _why(row: Row) -> str:
    if row.written is not None:
        return row.written.why or _(messages.STATE_NAMES[row.written.state])
    if row.outlook is None:
        return _("You do not see this order any more.")
    return messages.fault_words(row.outlook.hindrance or "")


COLUMNS = (
    Column("number", N_("No."), sample="W2611-00042"),
    Column("customer_name", N_("Customer"), sample="欧阳思远"),
    Column("way", N_("Way"), read=_way, sample="E-mail · f***@example.com"),
    Column("state", N_("State"), "chip", chip=_state, sample="In the outbox"),
    Column("why", N_("Why"), read=_why, stretch=True, secondary=True),
)


class TellManyDialog(Dialog):
    """Who of these orders' customers is told what, and how it goes.

    rows: the chosen orders; without any it begins with all of the list. everything(): all of the list, up to MOST,
    read on a worker. ended(): messages were written, show the orders anew.
    """

    def __init__(
        self,
        page: Page,
        rows: Sequence[OrderLine],
        everything: Callable[[], Sequence[OrderLine]],
        view: str,
        ended: Callable[[], Any],
    ) -> None:
        super().__init__(page, "tell_many", N_("Tell the customers"))
        self._page, self._everything, self._ended = page, everything, ended
        self._chosen, self._rows = [Row(row.id, row.number, row.customer_name) for row in rows], list[Row]()
        self._propose = PROPOSED.get(view) or STATES.get(rows[0].work_state if rows else "", "delay")
        self._choices: dict[str, Choice] = {}
        # Kept as long as the dialog stands: pressed again, nothing is written twice.
        self._ids: dict[tuple[str, UUID], Ids] = {}
        self._stop = threading.Event()
        self._running = self._done = False
        self._kind = "send"
        self._build()
        if not rows:
            self.whom.show_current("all")
        self._show_rows(self._chosen)
        self._run(lambda: message_templates.every(page.desk.db), self._offer, slot="texts")

    def _build(self) -> None:
        background = self._page.desk.background
        self.whom = Segments([("chosen", N_("Chosen orders")), ("all", N_("All of this list"))])
        self.whom.setObjectName("whom")
        self.whom.chosen.connect(self._turn)
        self.form = Form(
            [
                Field("choice", N_("About"), "combo", required=True, span=12),
                Field("note", N_("What you add"), "multiline", span=12, lines=2, max_length=NOTE_LENGTH,
                      placeholder=N_("Stands in the text where it leaves room for it")),
            ],
            background,
        )  # fmt: skip
        self.form.edited.connect(lambda column: column == "choice" and self._look())
        self.summary = IconLine("", "send", "", "label")
        self.summary.setObjectName("summary")
        self.table = SmallTable("told_many", COLUMNS, background, N_("Orders whose customers are told"), most=ROWS)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(theme.px(8))
        self.progress.setAccessibleName(_("Progress"))
        self.count = Label(self._count_text, "label", "secondary")
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self.progress, 1)
        row.addWidget(self.count)
        self.trouble = IconLine("", "error", "danger")
        self.trouble.setObjectName("refusal")
        for widget in (self.whom, self.form, self.summary, self.table):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.body.addWidget(self.trouble)
        for widget in (self.progress, self.count, self.trouble):
            widget.hide()
        self.letters = self.add_verb(self._letters_text, self.write_letters, "write_letters", close=False)
        self.stay = self.add_verb(N_("Cancel"), self.reject, "stay", key="Esc", close=False)
        self.send = self.add_verb(N_("Send"), self.write, "send_many", "primary", "Ctrl+Enter", close=False)
        self.letters.hide()
        self.send.setEnabled(False)
        self.form.finished.connect(self.send.setFocus)
        self.setMinimumWidth(theme.px(820))
        self.form.focus_first()

    def _run(self, work: Callable[..., Any], done: Callable[[Any], Any], **how: Any) -> None:
        self._page.desk.background.run(self, work, done, self._refused, **how)

    # who and what

    def _offer(self, templates: Sequence[Any]) -> None:
        found = messages_many.choices(templates)
        self._choices = {one.key: one for one in found}
        self.form.set_options("choice", [Option(one.key, partial(_choice, one)) for one in found])
        if found:
            proposed = next((one for one in found if one.occasion == self._propose), found[0])
            self.form.propose("choice", proposed.key)
            self._turn(self.whom.current())

    def _turn(self, whom: str) -> None:
        if whom == "chosen":
            self._show_rows(self._chosen)
            self._look()
        else:
            self.send.setEnabled(False)
            self._run(self._everything, self._take_all, slot="look")

    def _take_all(self, rows: Sequence[OrderLine]) -> None:
        self._show_rows([Row(row.id, row.number, row.customer_name) for row in rows[:MOST]])
        self._look()

    def choice(self) -> Choice | None:
        """What is chosen to be told."""
        return self._choices.get(self.form.legible("choice") or "")

    def _look(self) -> None:
        choice, db, orders = self.choice(), self._page.desk.db, [row.id for row in self._rows]
        self.send.setEnabled(False)
        self.letters.hide()
        if choice is not None:
            self._run(lambda: messages_many.look(db, choice.way, orders), self._take_outlook, slot="look")

    def _take_outlook(self, found: Sequence[Outlook]) -> None:
        known = {one.order_id: one for one in found}
        # what is held back stands where it is seen
        rows = [replace(row, outlook=known.get(row.id), written=None) for row in self._rows]
        self._show_rows(sorted(rows, key=lambda row: row.goes))
        self.trouble.hide()
        self.send.setEnabled(any(row.goes for row in rows))
        self._tell_letters()

    def _show_rows(self, rows: Sequence[Row]) -> None:
        self._rows = list(rows)
        self.table.show_rows(self._rows)
        self._tell_summary()

    # what it comes to

    def _tell_summary(self) -> None:
        written = [row for row in self._rows if row.written is not None and row.written.message_id is not None]
        going, held = [row for row in self._rows if row.goes], [row for row in self._rows if not row.goes]
        if not any(row.outlook for row in self._rows):
            self.summary.tell(lambda: _orders(len(self._rows)), "send", "")
        elif self._done:
            self.summary.tell(
                lambda: _("The messages of {n} of {total} orders are in the outbox.").format(
                    n=len(written), total=len(self._rows)
                ),
                "ok",
                "success",
            )
        else:
            self.summary.tell(lambda: _outlook_words(going, held), "send", "" if not held else "warning")

    def _letters_text(self) -> str:
        count = len([row for row in self._rows if row.wants_letter])
        return ngettext("Write {n} letter", "Write {n} letters", count).format(n=count)

    def _tell_letters(self) -> None:
        choice = self.choice()
        wanted = any(row.wants_letter for row in self._rows)
        self.letters.setVisible(bool(wanted and choice is not None and choice.sent and choice.letters))
        self.letters.say(self._letters_text)

    def _count_text(self) -> str:
        return _("{n} of {total}").format(n=self.progress.value(), total=self.progress.maximum())

    # writing

    def write(self) -> None:
        """Write the message of every order that nothing stands against."""
        choice = self.choice()
        if choice is not None and not self._running and self.form.check():
            self._write("send", choice.way, [row.id for row in self._rows if row.goes and row.written is None])

    def write_letters(self) -> None:
        """Letters to those who cannot be reached otherwise, as one paper."""
        choice = self.choice()
        if choice is not None and not self._running:
            templates = [one.id for one in choice.letters]
            self._write("letter", templates, [row.id for row in self._rows if row.wants_letter])

    def _write(self, kind: str, templates: Sequence[UUID], orders: Sequence[UUID]) -> None:
        ids = {one: self._ids.setdefault((kind, one), Ids(new_id(), new_id())) for one in orders}
        db, note, stop = self._page.desk.db, self.form.values().get("note") or "", self._stop
        self._kind = kind
        stop.clear()
        self._set_running(True, len(orders))

        def work(report: Callable[[int], Any]) -> list[Written]:
            return messages_many.tell(db, templates, orders, note, ids, report, stop.is_set)

        self._run(work, partial(self._written, kind, templates), progress=self._progressed)

    def _progressed(self, count: int) -> None:
        self.progress.setValue(count)
        self.count.retranslate()

    def _written(self, kind: str, templates: Sequence[UUID], found: Sequence[Written]) -> None:
        self._set_running(False)
        self._done = True
        told = {one.order_id: one for one in found}
        self._show_rows([replace(row, written=told.get(row.id, row.written)) for row in self._rows])
        self.send.setEnabled(any(row.goes and row.written is None for row in self._rows))
        self._tell_letters()
        self.adjustSize()
        choice = self.choice()
        if kind == "letter" or (choice is not None and not choice.sent):
            self.print_letters([one for one in found if one.message_id is not None])
        self._ended()

    def _set_running(self, on: bool, total: int = 0) -> None:
        self._running = on
        if on:
            self.progress.setRange(0, max(1, total))
            self._progressed(0)
            self.trouble.hide()
        for widget in (self.progress, self.count):
            widget.setVisible(on)
        # what was written with one text is not written over with another
        for widget in (self.whom, self.form):
            widget.setEnabled(False)
        self.send.setEnabled(False)
        self.letters.setEnabled(not on)
        self.stay.say(N_("Stop") if on else N_("Close"))

    def _refused(self, error: BaseException) -> bool:
        """Not an order's own refusal: the connection broke. Asked again, what was written stays written once."""
        was_running, sentence = self._running, getattr(error, "sentence", None)
        if was_running:
            self._set_running(False)
            self.send.setEnabled(self._kind == "send")
        if sentence is None:
            return False
        self.trouble.tell(sentence)
        self.trouble.show()
        return True

    def print_letters(self, written: Sequence[Written]) -> None:
        """The letters as one paper, to look at, print or keep."""
        page, person = self._page, self._page.desk.person
        numbers = {row.id: row.number for row in self._rows}
        made = [
            papers.paper_of(
                page,
                "letter",
                partial(_letter, one.message_id, person.name),
                partial(_records, one.message_id),
                numbers[one.order_id],
            )
            for one in written
        ]
        if made:
            papers.preview(page, papers.Bundle.of(made))

    def reject(self) -> None:
        """Esc: what is under way ends after the message that is being written, then the dialog can be closed."""
        if self._running:
            self._stop.set()
        else:
            super().reject()


def _letter(message: UUID, printed_by: str, db: Any) -> Any:
    return from_messages.letter(db, message, printed_by)


def _records(message: UUID, _db: Any) -> list[UUID]:
    return [message]


def _choice(one: Choice) -> str:
    """Ready for collection (E-mail, SMS); a text for nothing in particular by its own name."""
    channels = listed(
        _(CHANNEL_NAMES[channel]) for channel in dict.fromkeys(t.channel for t in (*one.sent, *one.letters))
    )
    name = one.sent[0].shown if one.occasion == "other" and one.sent else _(OCCASION_NAMES[one.occasion])
    return bracketed(name, channels)


def _orders(count: int) -> str:
    return ngettext("{n} order", "{n} orders", count).format(n=count)


def _outlook_words(going: Sequence[Row], held: Sequence[Row]) -> str:
    """12 of 15 go out: 10 by e-mail, 2 by SMS. 3 are held back: …"""
    ways = Counter(row.outlook.channel for row in going if row.outlook is not None)
    each = listed(f"{_(CHANNEL_NAMES[way or ''])} {count}" for way, count in ways.items())
    total = len(going) + len(held)
    said = pair(_("{n} of {total} go out").format(n=len(going), total=total), each or "0")
    if not held:
        return said
    reasons = Counter(_why(row) for row in held)
    why = listed(f"{reason.rstrip('.。')} {count}" for reason, count in reasons.most_common())
    return f"{said}\n{pair(_('{n} held back').format(n=len(held)), why)}"
