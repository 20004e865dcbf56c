"""Corrective actions of a complaint 纠正措施: who changes what until when, whether somebody saw that it works, and some
time later that it helped."""

from collections.abc import Sequence
from typing import Any

from services import corrective_actions
from services.corrective_actions import Measure
from services.ids import new_id
from services.texts import N_, _
from ui.complaints.items_card import ItemsCard, Verb, entry_of, note_field, said
from ui.kit import formats, lookups
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.page import Page
from ui.kit.words import Text, data

TONES = {
    "open": ("info", "todo"),
    "done": ("warning", "clock"),
    "verified": ("success", "completed"),
    "effective": ("success", "target"),
    "ineffective": ("danger", "failed"),
    "withdrawn": ("neutral", "undo"),
}
LATE = Chip(N_("Overdue"), "danger", "limit")
EFFECT_DUE = Chip(N_("Effect to be seen"), "warning", "target")


class MeasuresCard(ItemsCard):
    """The corrective actions of a complaint with what this person may do about each."""

    def __init__(self, page: Page, desk: Desk) -> None:
        adds = (N_("Plan a corrective action"), "plan_measure", self.ask_plan)
        super().__init__(page, desk, N_("So that it does not come again"), adds)

    def top(self, one: Measure) -> tuple[Text, Text]:
        return data(one.what), lambda: formats.day(one.due_on)

    def state(self, one: Measure) -> Chip:
        if one.late:
            return LATE
        if one.effect_due:
            return EFFECT_DUE
        tone, icon = TONES[one.state]
        return Chip(corrective_actions.STATE_NAMES[one.state], tone, icon)

    def told(self, one: Measure) -> Sequence[Text]:
        letter = [lambda: _("In the letter: {words}").format(words=one.tell_zh)] if one.tell_zh else []
        effect = [lambda: _effect(one)] if _effect(one) else []
        return [lambda: _told(one), *said(one.done_note), *said(one.verified_note), *effect, *said(one.effect_note),
                *letter]  # fmt: skip

    def verbs(self, one: Measure) -> Sequence[Verb]:
        desk, offered = self._desk, []
        planner = one.created_by == desk.db.login or desk.has_role("manager")
        if one.state == "open":
            if one.owner_id == desk.person.id or desk.has_role("manager"):
                offered.append((N_("It is done…"), "finish_measure", lambda: self.ask_finish(one)))
            if planner:
                offered.append((N_("Change…"), "change_measure", lambda: self.ask_change(one)))
                offered.append((N_("Withdraw"), "withdraw_measure", lambda: self.ask_withdraw(one)))
        elif one.state == "done" and one.done_login != desk.db.login and desk.has_role("manager", "admin"):
            offered.append((N_("It works"), "verify_measure", lambda: self.ask_verify(one, True)))
            offered.append((N_("It does not"), "reopen_measure", lambda: self.ask_verify(one, False)))
        elif one.state == "verified" and one.done_login != desk.db.login and desk.has_role("manager", "admin"):
            if one.effect_due or one.effect_due_on is None:
                offered.append((N_("It helped…"), "measure_helped", lambda: self.ask_helped(one)))
            offered.append((N_("It did not help…"), "measure_in_vain", lambda: self.ask_in_vain(one)))
        if planner and one.state not in ("ineffective", "withdrawn"):
            offered.append((N_("What the customer reads…"), "tell_measure", lambda: self.ask_tell(one)))
        return offered

    def now(self, one: Measure) -> Measure:
        return entry_of(corrective_actions.of_complaint(self._desk.db, one.complaint_id), one)

    # what is asked

    def _whom(self) -> list[Field]:
        return [
            Field("owner_id", N_("Responsible"), "combo", required=True, span=7),
            Field("due_on", N_("Due on"), "date", required=True, span=5),
        ]

    def _offer_owners(self, dialog: FormDialog) -> None:
        db, complaint = self._desk.db, self._complaint

        def load() -> Any:
            found = lookups.colleagues(db, complaint.store_id, ("manager", "agent"))
            return [one for one in found if one.value != complaint.about_staff_id]

        self._page.run(load, lambda found: lookups.offer(dialog.form, "owner_id", found), slot="measure_owners")

    def ask_plan(self) -> None:
        """Plan one: what, by whom, until when."""
        complaint, request, measure = self._complaint, new_id(), new_id()
        kinds = lookups.choices(corrective_actions.KIND_NAMES)
        fields = [
            Field("what", N_("What is changed"), "multiline", required=True, span=12, lines=3, max_length=2000),
            Field("kind", N_("Kind"), "choice", required=True, span=12, options=kinds),
            *self._whom(),
        ]

        def work(db: Any, given: dict[str, Any]) -> Any:
            return corrective_actions.plan(
                db, measure, complaint.id, given["what"], given["owner_id"], given["due_on"], request, given["kind"]
            )

        dialog = self.ask(
            "plan_measure", N_("What is changed so that it does not come again?"), fields, work, N_("Plan it"),
            N_("Whoever is responsible is reminded on the day; a manager then looks whether it works."),
            {"kind": "corrective", "owner_id": lookups.named(complaint.owner_id, complaint.owner_name)},
        )  # fmt: skip
        self._offer_owners(dialog)

    def ask_change(self, one: Measure) -> None:
        """Somebody else, or another day."""
        request = new_id()
        fields = [*self._whom(), note_field(N_("Why"), required=False, lines=2)]

        def values(row: Measure) -> dict[str, Any]:
            return {"due_on": row.due_on, "owner_id": lookups.named(row.owner_id, row.owner_name)}

        held = self.held(one, values)

        def work(db: Any, given: dict[str, Any]) -> Any:
            return corrective_actions.change(
                db, held.row, given["owner_id"], given["due_on"], request, given["note"] or ""
            )

        dialog = self.ask(
            "change_measure", N_("Who does it, and until when?"), fields, work, N_("Save"), data(one.what),
            values(one), held,
        )  # fmt: skip
        self._offer_owners(dialog)

    def ask_finish(self, one: Measure) -> None:
        """It is done: how, and when somebody looks whether it helped."""
        request, held = new_id(), self.held(one, lambda row: {"effect_due_on": row.effect_day})
        fields = [
            note_field(N_("What was done, and since when it holds")),
            Field("effect_due_on", N_("See whether it helped on"), "date", required=True, span=12),
        ]
        self.ask(
            "finish_measure", N_("What was done?"), fields,
            lambda db, given: corrective_actions.finish(db, held.row, given["note"], request, given["effect_due_on"]),
            N_("Done"), data(one.what), {"effect_due_on": one.effect_day}, held,
        )  # fmt: skip

    def ask_verify(self, one: Measure, works: bool) -> None:
        """A manager looked at it."""
        request, held = new_id(), self.held(one, lambda _row: {}, "what", "done_note")
        question = N_("How did you see that it works?") if works else N_("What is still wrong?")
        self.ask(
            "verify_measure", question, [note_field(N_("Comment"), required=not works)],
            lambda db, given: corrective_actions.verify(db, held.row, works, request, given["note"] or ""),
            N_("It works") if works else N_("Open it again"), data(one.what), held=held,
        )  # fmt: skip

    def ask_helped(self, one: Measure) -> None:
        """Some time later: it helped."""
        request, held = new_id(), self.held(one)
        self.ask(
            "measure_helped", N_("How did you see that it helped?"), [note_field(N_("What turned out"))],
            lambda db, given: corrective_actions.helped(db, held.row, given["note"], request), N_("It helped"),
            data(one.what), held=held,
        )  # fmt: skip

    def ask_in_vain(self, one: Measure) -> None:
        """Some time later: it did not help; what now."""
        request, follow, held = new_id(), new_id(), self.held(one)
        fields = [
            note_field(N_("What turned out")),
            Field("instead", N_("What is changed instead"), "multiline", span=12, lines=2, max_length=2000),
            Field("due_on", N_("Due on"), "date", required=True, span=12),
        ]

        def work(db: Any, given: dict[str, Any]) -> Any:
            return corrective_actions.did_not_help(
                db, held.row, given["note"], given["due_on"], request, follow, given["instead"] or ""
            )

        self.ask(
            "measure_in_vain", N_("It did not help: what now?"), fields, work, N_("Save"),
            lambda: _("{what}\nWithout another action this one is to be taken again until that day.").format(what=one.what),
            held=held,
        )  # fmt: skip

    def ask_tell(self, one: Measure) -> None:
        """What the customer reads of it in the letter that answers him."""
        request = new_id()

        def values(row: Measure) -> dict[str, Any]:
            return {"words_zh": row.tell_zh or row.what, "words_en": row.tell_en}

        held = self.held(one, values)
        fields = [
            Field("words_zh", N_("In Chinese"), "multiline", span=12, lines=3, max_length=1000),
            Field("words_en", N_("In English"), "multiline", span=12, lines=3, max_length=1000),
        ]

        def work(db: Any, given: dict[str, Any]) -> Any:
            return corrective_actions.tell(db, held.row, given["words_zh"] or "", given["words_en"] or "", request)

        self.ask(
            "tell_measure", N_("What does the customer read of it?"), fields, work, N_("Save"),
            N_("Printed in the letter that answers the complaint; leave both empty and it is not told."),
            values(one), held,
        )  # fmt: skip

    def ask_withdraw(self, one: Measure) -> None:
        """It is not done after all."""
        request, held = new_id(), self.held(one)
        self.ask(
            "withdraw_measure", N_("Withdraw this measure?"), [note_field(N_("Why"), lines=2)],
            lambda db, given: corrective_actions.withdraw(db, held.row, given["note"], request), N_("Withdraw"),
            data(one.what), held=held,
        )  # fmt: skip


def _told(one: Measure) -> str:
    parts = [one.owner_name, _(corrective_actions.KIND_NAMES[one.kind])]
    if one.done_at is not None:
        parts.append(_("done {at} by {name}").format(at=formats.moment(one.done_at), name=one.done_by))
    if one.verified_at is not None:
        parts.append(_("verified by {name}").format(name=one.verified_by))
    return " · ".join(parts)


def _effect(one: Measure) -> str:
    """Whether it helped, when that is seen, or what it stands in the place of."""
    if one.effect_at is not None:
        words = _("it helped, seen by {name}") if one.state == "effective" else _("it did not help, seen by {name}")
        return words.format(name=one.effect_by)
    if one.effect_due_on is not None:
        return _("whether it helped is seen on {day}").format(day=formats.day(one.effect_due_on))
    return _("in the place of: {what}").format(what=one.instead_of) if one.instead_of else ""
