"""The cards of a call: the number with what an attempt came to, what was done for the customer, and the result."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from services import follow_ups
from services.follow_ups import FollowUp
from services.texts import N_, _, either
from ui.follow_ups.labels import ATTEMPTS, STEPS, is_late
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine, Pairs, Segments
from ui.kit.columns import FlowLayout
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.secret_line import SecretLine
from ui.kit.words import Label, Text, data


class PhoneCard(Card):
    """Whom to call, and buttons for an attempt that gave no answers. `chosen(action)`."""

    chosen = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(N_("Customer"))
        self._desk = page.desk
        self._one: FollowUp | None = None
        self.open = self.add_link(N_("Open"), "open_customer", "Ctrl+J")
        self.open.clicked.connect(self.open_customer)
        self.phone = SecretLine(page, "phone", role="card")
        self.state = IconLine("", "call", "", "label")
        self.body.addWidget(self.phone)
        self.body.addWidget(self.state)
        row = FlowLayout(gap=6)
        self.buttons: dict[str, Button] = {}
        self.acting: dict[str, QAction] = {}
        for place, action in enumerate(ATTEMPTS, start=1):
            button = Button(STEPS[action].text, action, key=f"Alt+{place}", icon=STEPS[action].icon)
            acting = page.action(
                f"take_{action}", STEPS[action].text, f"Alt+{place}", lambda one=action: self.chosen.emit(one)
            )
            button.act(acting)
            self.acting[action] = acting
            self.buttons[action] = button
            row.addWidget(button)
        self.body.addLayout(row)

    def tell(self, one: FollowUp, offered: Collection[str]) -> None:
        """Show the customer of this follow-up and what may be noted now."""
        self._one = one
        self.say(data(one.customer_name))
        self.phone.tell(one.customer_phone, one.customer_id)
        pending = one.state in follow_ups.OPEN_STATES
        self.state.setVisible(pending)
        self.state.tell(self._words, "call", "danger" if is_late(one, self._desk.now()) else "")
        for action, acting in self.acting.items():
            acting.setVisible(action in offered)

    def _words(self) -> str:
        one, now = self._one, self._desk.now()
        if one is None:
            return ""
        words = [_("attempt {n} of {most}").format(n=one.attempts + 1, most=max(one.max_attempts, one.attempts + 1))]
        if one.next_at > now:
            words.append(_("call at {at}").format(at=formats.moment(one.next_at, now)))
        words.append(_("to be reached by {at}").format(at=formats.moment(one.call_by, now)))
        return " · ".join(words)

    def open_customer(self) -> None:
        """Go to the customer's file."""
        if self._one is not None:
            self._desk.open_record("customer", self._one.customer_id)


class DoneCard(Card):
    """What the customer is asked about, with the ways there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(N_("What it is about"))
        self._desk = desk
        self.pairs = Pairs()
        self.what = Label("", "body", wrap=True)
        self.body.addWidget(self.pairs)
        self.body.addWidget(self.what)
        row = FlowLayout(gap=10)
        self.links = {
            kind: Button("", f"open_{kind}", "link") for kind in ("work_order", "visit", "complaint", "ticket")
        }
        for kind, link in self.links.items():
            link.clicked.connect(lambda _on=False, kind=kind: self._open(kind))
            row.addWidget(link)
        self.body.addLayout(row)
        self._one: Any = None

    def tell(self, one: FollowUp) -> None:
        """Show what this follow-up is about."""
        self._one = one
        pairs: list[tuple[Text, str]] = [
            (N_("Device"), one.device_name),
            (N_("Subject"), one.subject),
            (N_("Who did the work"), one.worker_name),
        ]
        self.pairs.tell([(name, data(value)) for name, value in pairs if value])
        self.what.say(data(one.what))
        self.what.setVisible(bool(one.what))
        for kind, link in self.links.items():
            number = getattr(one, f"{kind}_number")
            link.say(data(number))
            link.setVisible(bool(number))

    def _open(self, kind: str) -> None:
        self._desk.open_record(kind, getattr(self._one, f"{kind}_id"))


class ResultCard(Card):
    """What came of it: shown when it is over. The report goes to the customer on paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(N_("Result"))
        self._one: FollowUp | None = None
        self.line = IconLine(self._words, "ok_fill", "", "verdict")
        self.pairs = Pairs()
        self.task = Button("", "open_task", "link", icon="ticket")
        self.task.clicked.connect(lambda: self._one and desk.open_record("ticket", self._one.task_id))
        self.print = Button(N_("Print the follow-up report"), "print_follow_up", "link", icon="print")
        self.plan = Button(N_("Recovery plan…"), "plan_recovery", "link", icon="target")
        self.plan.clicked.connect(self._make_plan)
        for widget in (self.line, self.pairs, self.task, self.plan, self.print):
            self.body.addWidget(widget)
        self._desk = desk
        self.hide()

    def _make_plan(self) -> None:
        """A manager plans how what the answers complain of is made good."""
        one = self._one
        if one is not None:
            self._desk.open_page("new_recovery_plan", follow_up_id=one.id, cause="score", about_number=one.number)

    def tell(self, one: FollowUp) -> None:
        """Show the result of this follow-up."""
        self._one = one
        self.setVisible(one.state not in follow_ups.OPEN_STATES)
        done = one.state in ("done", "won")
        tone = "danger" if one.bad or one.state == "lost" else "success" if done else "secondary"
        self.line.tell(self._words, "warning" if one.bad else "ok_fill" if done else "closed", tone)
        pairs: list[tuple[Text, Text, bool]] = [
            (N_("Satisfaction"), lambda: _("{n} of 5").format(n=one.score), one.score is not None),
            (N_("Recommends us"), lambda: _("{n} of 10").format(n=one.nps), one.nps is not None),
            (N_("How it was answered"), follow_ups.CHANNEL_NAMES.get(one.channel or "", ""), one.channel is not None),
            (N_("Why he is lost"), lambda: either(one.lost_because, one.lost_because_en), one.state == "lost"),
            (N_("Closed by"), data(one.finished_by_name), bool(one.finished_by_name)),
            (N_("What the customer said"), data(one.note), bool(one.note)),
        ]
        self.pairs.tell([(name, value) for name, value, known in pairs if known])
        self.task.setVisible(bool(one.task_number))
        self.task.say(lambda: _("Task for the manager: {number}").format(number=one.task_number))
        self.plan.setVisible(one.bad and self._desk.has_role("manager"))
        self.print.setVisible(one.state == "done")

    def _words(self) -> str:
        if self._one is None:
            return ""
        return _("Bad answers") if self._one.bad else _(follow_ups.STATE_NAMES[self._one.state])


class ScriptCard(Card):
    """What to say, in Chinese or English."""

    def __init__(self) -> None:
        super().__init__(N_("What to say"))
        self._texts: dict[str, str] = {"zh": "", "en": ""}
        self.languages = Segments((("zh", data("中文")), ("en", data("English"))))
        self.languages.chosen.connect(self._turn)
        self.head.addWidget(self.languages)
        self.words = Label("", "body", wrap=True)
        self.body.addWidget(self.words)
        self.body.addStretch(1)

    def tell(self, one: FollowUp) -> None:
        """Show the script of a follow-up's rule, in the language of the program first."""
        first = not any(self._texts.values())
        self._texts = {"zh": one.script, "en": one.script_en or one.script}
        self.say(N_("What to say"), lambda: either(one.rule_name, one.rule_name_en))
        if first:
            self.languages.show_current("zh" if formats.zh() else "en")
        self._turn(self.languages.current())

    def _turn(self, language: str) -> None:
        self.words.say(data(self._texts[language]))


def answers_given(answers: Sequence[Any]) -> dict[str, Any]:
    """Saved answers as the form shows them."""
    values: dict[str, Any] = {}
    for one in answers:
        yes_no = one.question.kind == "yes_no"
        value = one.words if one.score is None else bool(one.score) if yes_no else one.score
        values[f"question:{one.question.id}"] = value
    return values
