"""One ticket: its trace, its fields, what may help, and the next steps on top."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from services import attachments, calls, follow_ups, ticket_links, tickets
from services.articles import About, Suggestion
from services.ids import new_id
from services.texts import N_, _, either
from ui.kit import formats, lookups
from ui.kit.case_page import CasePage
from ui.kit.cases import CaseSuggestions, asked, entry, insert_answer
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Form
from ui.kit.steps_bar import StepDialog
from ui.kit.told import ask_came_back, ask_told, may_tell
from ui.kit.trace import Entry
from ui.tickets.callers import CallerKeeper
from ui.tickets.dialogs import LinkDialog, MarkDialog
from ui.tickets.form import chosen, fill_lists, show_mask, ticket_form, values_of
from ui.tickets.labels import DESK, HAPPENED, KIND_ICONS, MOOD_TONES, READERS, STEPS, needed, state_chip, whom
from ui.tickets.links import LinksCard
from ui.tickets.photos import TicketPhotoKeeper, TicketPhotos
from ui.tickets.side import Asker, KnowledgeCard, UsedArticles

# Written down so long after it was reported, the moment is said.
EARLIER = timedelta(minutes=1)


class TicketPage(CasePage):
    """A ticket that is worked on."""

    tables = ("ticket", "attachment")
    module = "tickets"
    service = tickets
    table = "ticket"
    clocked = True
    words = STEPS

    def __init__(self, desk: Desk) -> None:
        self._used_now: list[Any] = []
        self.customer = Asker(desk, self)
        self.customer.let_suggest("ticket_id")
        self.used = UsedArticles()
        self.knowledge = KnowledgeCard()
        self.links = LinksCard(desk)
        self.photos = TicketPhotos()
        self._step_wanted = ""
        self.origin: Any = None  # the follow-up whose bad answer opened it
        super().__init__(desk, "ticket", N_("Ticket"), "ticket")

    def begin(self) -> None:
        self.form.edited.connect(self._edited)
        self.used.voted.connect(self._vote)
        self.used.opened.connect(lambda article_id: self.desk.open_record("article", article_id))
        self.customer.complain.connect(self._complain)
        self.customer.marked.connect(self._mark_caller)
        self.customer.lifted.connect(self._lift_mark)
        self.callers = CallerKeeper(self)
        self.photo_keeper = TicketPhotoKeeper(self, self.photos)
        self.links.wanted.connect(self._ask_link)
        self.links.taken_away.connect(self._unlink)
        self.links.order_wanted.connect(self._take_in)
        self.knowledge.wanted.connect(self._write_article)
        self.action("open_customer_file", N_("Open the customer"), "Ctrl+J", self.customer.open_customer, "customer")
        self.action("link_device", N_("Link a device…"), "Ctrl+Shift+U", lambda: self._ask_link("device"), "device")
        self.action("link_order", N_("Link an order…"), "Ctrl+Shift+O", lambda: self._ask_link("work_order"), "order")
        self.action("into_order", N_("Make a work order of it"), "Ctrl+Shift+I", self._take_in, "intake")
        self.action("customer_told", N_("Customer told…"), "Ctrl+R", self._ask_told, "call")
        self.action("came_back", N_("What was written came back…"), "", self._ask_came_back, "undo")
        self.clock_card.may_log = may_tell(self, "ticket")
        self.clock_card.told.connect(self._ask_told)
        self._load_devices = fill_lists(self, self.form)

    def shown(self, record_id: Any = None, **how: Any) -> None:
        super().shown(record_id, **how)
        self._step_wanted = how.get("step", "")

    def make_form(self) -> Form:
        return ticket_form(self.desk, solution_lines=5, group_names=False, new=False)

    def cards(self) -> Sequence[QWidget]:
        hint = N_("Write what it is about; what helped before appears here.")
        self.suggestions = CaseSuggestions(self, hint, self._insert, self._about)
        return (self.customer, self.links, self.photos, self.used, self.knowledge, self.suggestions)

    def values_of(self, record: tickets.Ticket) -> dict[str, Any]:
        return values_of(record)

    def chips(self, record: tickets.Ticket) -> Sequence[Chip]:
        kind = Chip(tickets.KIND_NAMES[record.kind], "neutral", KIND_ICONS[record.kind])
        chips = [state_chip(record, self.desk.now()), kind]
        if record.merged_into_id is not None:
            chips.insert(1, Chip(lambda: _("Merged into {number}").format(number=record.merged_into_number), "info"))
        elif record.escalated_to_id is not None:
            words = lambda: _("Escalated to {name}").format(name=record.escalated_to_name)  # noqa: E731
            chips.insert(1, Chip(words, "warning", "warning"))
        elif record.mood in MOOD_TONES:
            chips.insert(1, Chip(tickets.MOOD_NAMES[record.mood], MOOD_TONES[record.mood], "survey"))
        return tuple(chips)

    def facts(self, record: tickets.Ticket) -> str:
        now = self.desk.now()
        parts = [
            _("Responsible: {name}").format(name=record.owner_name or formats.EMPTY),
            _("first asked: {name}").format(name=record.first_asked_name or formats.EMPTY),
            _("opened {at}").format(at=formats.inside(record.opened_at, now)),
            either(record.store_name, record.store_name_en),
        ]
        if record.offered_to_id is not None:
            waits = _("handed over to {name}, not accepted yet")
            parts.insert(1, waits.format(name=record.offered_to_name))
        if record.source == "import":
            parts.append(_("from a file"))
        elif record.reported_at is not None and record.opened_at - record.reported_at > EARLIER:
            parts.insert(2, _("reported {at}").format(at=formats.inside(record.reported_at, now)))
        if record.split_from_number:
            parts.append(_("split off from {number}").format(number=record.split_from_number))
        if record.state == "waiting_customer" and record.wake_at is not None:
            parts.insert(0, _("waits at most until {at}").format(at=formats.inside(record.wake_at, now)))
        if record.state == "promised":
            parts.insert(0, _("Call back: {at}").format(at=formats.inside(record.promised_at, now)))
        return " · ".join(parts)

    def entry(self, happened: Any) -> Entry:
        return entry(happened, HAPPENED, whom)

    def needed(self, column: str) -> Field:
        return needed(column, self.desk)

    def lists_for(self, dialog: StepDialog, needs: Collection[str]) -> None:
        db, store = self.desk.db, self.seen.store_id
        for column, people in (("owner_id", lookups.colleagues), ("escalated_to_id", lookups.superiors)):
            if column in needs:
                dialog.form.editor(column).set_value(None)
                self.run(
                    lambda people=people: people(db, store),
                    lambda options, column=column: lookups.offer(dialog.form, column, options),
                    slot="colleagues",
                )

    def more(self) -> Any:
        db, ticket_id = self.desk.db, self.record_id
        mark = calls.mark_of_ticket(db, ticket_id)
        asked_by = follow_ups.opened_by(db, ticket_id) if self.desk.has_role(*READERS) else None
        links, held = ticket_links.of_ticket(db, ticket_id), attachments.of_ticket(db, ticket_id)
        return tickets.used_articles(db, ticket_id), links, mark, asked_by, held

    def told(self, record: tickets.Ticket, more: Any, first: bool) -> None:
        if first:
            self._load_devices()
        used, links, mark, self.origin, held = more
        show_mask(self.form, record.phone_masked)
        self.used.tell(used)
        pending = record.state in tickets.OPEN_STATES
        self.links.tell(links, pending, self.desk.has_role(*DESK) and record.state != "cancelled")
        self.customer.show_ticket(record)
        self.photos.show_ticket(record, held, self._may_add_photos(record))
        self.customer.show_mark(mark)
        pending = record.state in tickets.OPEN_STATES
        writes = self.desk.rights is None or self.desk.rights.may_add("article")
        self.knowledge.setVisible(writes and bool(record.solution) and record.state in ("resolved", "closed"))
        self.suggestions.setVisible(pending)
        if pending:
            self.suggestions.look_for(asked(self.form), at_once=first)
        self._open_into()
        self._tell_origin()
        step, self._step_wanted = self._step_wanted, ""
        if step:
            self.take_step(step)

    def _may_add_photos(self, record: tickets.Ticket) -> bool:
        """The desk and whoever works on it; the database decides."""
        mine = self.desk.person.id in (record.owner_id, record.escalated_to_id)
        may = self.desk.has_role(*DESK) or (mine and self.desk.has_role("technician"))
        return may and record.state not in ("closed", "cancelled")

    def changed(self, table: str, ids: Collection[Any]) -> None:
        if table == "attachment" and self.seen is not None:
            self.refresh()
        else:
            super().changed(table, ids)

    def helping(self) -> Sequence[QWidget]:
        return (self.suggestions,)

    # suggestions and what became of them

    def _edited(self, column: str) -> None:
        if column in ("subject", "description") and not self.suggestions.isHidden():
            self.suggestions.look_for(asked(self.form))
        elif column == "device_id":
            self.suggestions.look_again()

    def _about(self) -> About:
        order = self.seen.work_order_id if self.seen is not None else None
        return About(self.record_id, chosen(self.form, "device_id"), order)

    def _insert(self, one: Suggestion) -> None:
        if insert_answer(self.form, "solution", one, asked(self.form)) and one.kind == "article":
            self._used_now.append(one.id)

    def write_values(self, db: Any, seen: Any, values: dict[str, Any], request: Any) -> Any:
        used, self._used_now = self._used_now, []
        return tickets.change(db, seen, values, request, used)

    def _vote(self, article_id: Any, worked: bool) -> None:
        db, ticket_id, request = self.desk.db, self.record_id, new_id()
        self.write(lambda: tickets.vote(db, article_id, ticket_id, worked, request), lambda _n: self.refresh())

    def _write_article(self) -> None:
        self.desk.open_page("new_article", ticket_id=self.seen.id)

    def _complain(self) -> None:
        seen = self.seen
        self.desk.open_page(
            "new_complaint",
            ticket_id=seen.id,
            ticket_number=seen.number,
            customer_id=seen.customer_id,
            customer_name=seen.customer_name,
            subject=seen.subject,
        )

    def _ask_told(self) -> None:
        """Log that the customer was told how it stands."""
        seen = self.seen
        if seen is not None and seen.state != "cancelled":
            ask_told(self, "ticket", seen.id, seen.number, "", self.refresh)

    def _ask_came_back(self) -> None:
        """Say that what was written to the customer came back."""
        if self.seen is not None and may_tell(self, "ticket"):
            ask_came_back(self, "ticket", self.seen.id, self.seen.number, "", self.refresh)

    # links, a work order, callers who disturb

    def _ask_link(self, kind: str) -> None:
        if self.seen is None or self.seen.state not in tickets.OPEN_STATES:
            return
        LinkDialog(self, kind, self._link).open()

    def _link(self, kind: str, target: Any, dialog: LinkDialog) -> None:
        db, ticket_id, request = self.desk.db, self.record_id, new_id()

        def linked(_none: Any) -> None:
            dialog.accept()
            self.refresh()

        self.write(lambda: ticket_links.link(db, ticket_id, kind, target, request), linked, lambda e: dialog.refused(e))

    def _unlink(self, link_id: Any) -> None:
        db, request = self.desk.db, new_id()
        self.write(lambda: ticket_links.unlink(db, link_id, request), lambda _none: self.refresh(), about=link_id)

    def _take_in(self) -> None:
        """The intake, begun with what the ticket says; its order is linked when it is saved."""
        seen = self.seen
        if seen is None or not self.desk.has_role(*DESK):
            return
        self.desk.open_page(
            "intake",
            customer_id=seen.customer_id,
            device_id=seen.device_id,
            problem=seen.description or seen.subject,
            ticket_id=seen.id,
            ticket_number=seen.number,
        )

    def _mark_caller(self) -> None:
        MarkDialog(self, self._set_mark).open()

    def _set_mark(self, why: str, dialog: MarkDialog) -> None:
        db, ticket, request = self.desk.db, self.record_id, new_id()

        def marked(_none: Any) -> None:
            dialog.accept()
            self.refresh()

        self.write(lambda: calls.mark_caller_of_ticket(db, ticket, why, request), marked, lambda e: dialog.refused(e))

    def _lift_mark(self, mark_id: Any) -> None:
        db, request = self.desk.db, new_id()
        self.write(lambda: calls.lift_mark(db, mark_id, request), lambda _none: self.refresh())

    def _tell_origin(self) -> None:
        """A ticket that a bad answer opened leads back to the follow-up."""
        if self.origin is None:
            return
        follow_up_id, number = self.origin
        self.messages.show(
            "info",
            lambda: _("A bad answer in the follow-up {number} opened this ticket.").format(number=number),
            link=N_("Open it"),
            act=lambda: self.desk.open_record("follow_up", follow_up_id),
            key="origin",
            icon="follow_up",
            closable=False,
        )

    def _open_into(self) -> None:
        """A ticket that was merged leads to the one that goes on."""
        seen = self.seen
        if seen.merged_into_id is None:
            self.messages.clear("merged")
            return
        self.messages.show(
            "info",
            lambda: _("This ticket was merged into {number}; it goes on there.").format(number=seen.merged_into_number),
            link=N_("Open it"),
            act=lambda: self.desk.open_record("ticket", seen.merged_into_id),
            key="merged",
            icon="link",
            closable=False,
        )
