"""Reminders in the corner: a call-back that is due, a ticket handed over or escalated, a corrective action or suggestion."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject, QTimer

from services import appraisals, corrective_actions, improvements, recovery_plans, ticket_reminders, training_records
from services.ids import new_id
from services.texts import N_, _
from services.ticket_reminders import Reminder
from ui.kit import formats
from ui.kit.corner import Corner, CornerCard
from ui.kit.desk import Desk
from ui.kit.words import Label, data

LOOK_EVERY_MS = 30_000
# So long a card may cover what lies below it.
FOLD_AFTER_MS = 20_000
SNOOZES = (10, 60)
WORDS = {
    "callback": (N_("Call back now"), "promise", "warning"),
    "woken": (N_("No answer from the customer"), "waiting", "warning"),
    "offer": (N_("Handed over to you"), "assigned", "info"),
    "escalation": (N_("Escalated to you"), "warning", "warning"),
    "measure": (N_("Corrective action due"), "todo", "warning"),
    "verify": (N_("Does it work? Verify it"), "ok", "info"),
    "parcel": (N_("Parcel not arrived: ask the carrier"), "visit", "warning"),
    "effect": (N_("Did it help? Time to see"), "target", "info"),
    "appraisal": (N_("Appraisal to be held"), "target", "warning"),
    "appraised": (N_("Your appraisal: read it"), "target", "info"),
    "retrain": (N_("Training to be repeated"), "training", "info"),
    "improvement": (N_("Suggestion to be carried out"), "idea", "warning"),
    "recovery_plan": (N_("Recovery plan due"), "target", "warning"),
    "article": (N_("Read again: does it still hold?"), "article", "info"),
    "shop_text": (N_("Texts on papers: do they still hold?"), "print", "info"),
}
# What is put off to the next day, and how.
PUT_OFF = {
    "measure": corrective_actions.snooze,
    "effect": corrective_actions.snooze,
    "improvement": improvements.snooze,
    "recovery_plan": recovery_plans.snooze,
    "appraisal": appraisals.snooze,
    "appraised": appraisals.snooze,
    "retrain": training_records.snooze,
}


class ReminderCard(CornerCard):
    """One reminder."""

    def __init__(self, one: Reminder, now: Any) -> None:
        words, icon, tone = WORDS[one.kind]
        super().__init__("reminder", words, icon, tone)
        self.one = one
        subject = data(f"{one.number}  {one.subject}".strip()) if one.number or one.subject else N_("All stores")
        self.body.addWidget(Label(subject, "bold", elide=True))
        self.say(lambda: " · ".join(part for part in self._facts(now) if part), "secondary", "label")

    def _facts(self, now: Any) -> tuple[str, ...]:
        one = self.one
        if one.kind == "callback":
            promised = _("promised {at}").format(at=formats.inside(one.at, now))
            return (one.customer_name, one.customer_phone, promised)
        if one.kind == "woken":
            waited = _("waited until {at}").format(at=formats.inside(one.at, now))
            return (one.customer_name, one.customer_phone, waited)
        if one.kind == "retrain":
            return (_("valid until {day}").format(day=formats.day(formats.local(one.at).date())),)
        if one.kind in ("measure", "improvement", "recovery_plan", "article", "shop_text", "parcel", "appraisal"):
            return (one.customer_name, _("due {day}").format(day=formats.day(formats.local(one.at).date())))
        return (_("by {name}").format(name=one.by), one.customer_name, formats.inside(one.at, now))


class ReminderWatch(QObject):
    """Looks every half minute; what was put away comes again only when it changed."""

    def __init__(self, desk: Desk, window: Any, corner: Corner) -> None:
        super().__init__(window)
        self._desk, self.corner = desk, corner
        self._away: set[tuple[str, Any, int]] = set()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        if desk.changes is not None:
            desk.changes.changed.connect(self._changed)

    def start(self) -> None:
        """Begin to look, or go on after a lock."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Nobody is at work."""
        self._timer.stop()

    def _changed(self, table: str, ids: Any) -> None:
        shown = {card.one.id for card in self.cards()}
        if table in (
            "ticket",
            "corrective_action",
            "improvement",
            "recovery_plan",
            "article",
            "shop_text",
            "appraisal",
            "shipment",
            "training_record",
        ) and shown & set(ids):
            self.look()

    def cards(self) -> list[ReminderCard]:
        """The reminders shown now."""
        return [card for card in self.corner.cards if isinstance(card, ReminderCard)]

    def look(self) -> None:
        """Ask what is due."""
        db = self._desk.db
        self._desk.background.run(
            self,
            lambda: ticket_reminders.due(db),
            self._show,
            lambda error: hasattr(error, "sentence"),
            slot="reminders",
        )

    def _show(self, due: list[Reminder]) -> None:
        wanted = {(one.kind, one.id, one.version): one for one in due}
        for card in self.cards():
            if (card.one.kind, card.one.id, card.one.version) not in wanted:
                self.corner.remove(card)
        shown = {(card.one.kind, card.one.id, card.one.version) for card in self.cards()}
        waiting = [(key, one) for key, one in wanted.items() if key not in self._away]
        for key, one in waiting[:2]:
            if key not in shown:
                self.corner.add(self._card(key, one), FOLD_AFTER_MS)

    def _card(self, key: tuple[str, Any, int], one: Reminder) -> ReminderCard:
        card = ReminderCard(one, self._desk.now())
        card.away.clicked.connect(lambda: self._away.add(key))
        card.add_verb(N_("Open"), "open_reminder", lambda: self._open(card), "primary")
        if one.kind == "callback":
            card.add_verb(N_("Done…"), "done_reminder", lambda: self._open(card, "called"))
            for minutes in SNOOZES:
                card.add_verb(
                    lambda n=minutes: _("In {n} min").format(n=n),
                    f"snooze_{minutes}",
                    lambda n=minutes: self.snooze(card, n),
                )
        elif one.kind in PUT_OFF:
            card.add_verb(N_("Tomorrow"), "snooze_tomorrow", lambda: self.snooze(card, 24 * 60))
        elif one.kind == "offer":
            card.add_verb(N_("Accept"), "accept_reminder", lambda: self._open(card, "accept"))
        return card

    def _open(self, card: ReminderCard, step: str = "") -> None:
        self._away.add((card.one.kind, card.one.id, card.one.version))
        self.corner.remove(card)
        if card.one.kind == "shop_text":
            self._desk.open_page("shop_texts", record_id=card.one.record_id)
            return
        self._desk.open_record(card.one.record, card.one.record_id, **({"step": step} if step else {}))

    def snooze(self, card: ReminderCard, minutes: int) -> None:
        """Remind again in so many minutes."""
        db, one, request = self._desk.db, card.one, new_id()
        put_off = PUT_OFF.get(one.kind, ticket_reminders.snooze)
        until = self._desk.now() + timedelta(minutes=minutes)
        key = (card.one.kind, card.one.id, card.one.version)
        self._away.add(key)
        self.corner.remove(card)

        def refused(error: BaseException) -> bool:
            self._away.discard(key)
            if getattr(error, "sentence", None) is None:
                return False
            self._desk.messages.error(error)
            return True

        self._desk.background.run(self, lambda: put_off(db, one.id, until, request), lambda _none: None, refused)
