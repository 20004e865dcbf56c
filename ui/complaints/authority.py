"""The case at an authority 监管部门: what it wants by when, whether it was answered in time, how and under which number."""

from collections.abc import Sequence
from typing import Any

from services import complaints
from services.complaints import Complaint
from services.ids import new_id
from services.texts import N_, _
from ui.complaints.items_card import ItemsCard, Verb
from ui.kit import formats, lookups
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field
from ui.kit.page import Page
from ui.kit.stale import Held
from ui.kit.words import Text, data


def authority_chip(one: Any) -> Chip | None:
    """How it stands with the authority, of a complaint or a row of the list; None where none waits for anything.

    one: with regulator_due_on, regulator_answered_on and today, the store's day.
    """
    due, answered = one.regulator_due_on, one.regulator_answered_on
    if answered is not None:
        if due is not None and answered > due:
            return Chip(lambda: _("Answered {n} d late").format(n=(answered - due).days), "danger", "error")
        return Chip(N_("Authority answered"), "success", "ok")
    if due is None:
        return None
    if due < one.today:
        return Chip(lambda: _("Overdue since {day}").format(day=formats.day(due, year=False)), "danger", "limit")
    return Chip(lambda: _("Waits until {day}").format(day=formats.day(due, year=False)), "warning", "clock")


class AuthorityCard(ItemsCard):
    """One entry: the case at the authority, hidden where there is none."""

    def __init__(self, page: Page, desk: Desk) -> None:
        super().__init__(page, desk, N_("At the authority"))

    def show_complaint(self, complaint: Complaint) -> None:
        """Show the case behind this complaint."""
        there = complaint.channel == "regulator" or complaint.regulator_no or complaint.regulator_due_on
        self.tell(complaint, [complaint] if there else [])

    def top(self, one: Complaint) -> tuple[Text, Text]:
        due = one.regulator_due_on
        words: Text = (lambda: formats.day(due)) if due is not None else ""
        return data(one.regulator_no) if one.regulator_no else N_("No number yet"), words

    def state(self, one: Complaint) -> Chip:
        return authority_chip(one) or Chip(N_("No day named"), "neutral", "info")

    def told(self, one: Complaint) -> Sequence[Text]:
        if one.regulator_answered_on is None:
            words: Text = N_("Silence counts as a refusal once the time is over.") if one.regulator_due_on else ""
            return [words] if words else []
        return [lambda: _answered(one)]

    def verbs(self, one: Complaint) -> Sequence[Verb]:
        desk = self._desk
        if not (desk.has_role("manager") or (one.owner_id == desk.person.id and desk.has_role("agent"))):
            return []
        if one.regulator_answered_on is None:
            return [(N_("It was answered…"), "authority_answered", lambda: self.ask_answered(one))]
        offered: list[Verb] = [(N_("Correct…"), "correct_authority", lambda: self.ask_answered(one))]
        if one.state != "closed":
            offered.append((N_("It asks again…"), "authority_asks", lambda: self.ask_again(one)))
        return offered

    def now(self, one: Complaint) -> Complaint:
        return complaints.get(self._desk.db, one.id)

    def ask_answered(self, one: Complaint) -> None:
        """When, how and under which reference the authority was answered."""
        request = new_id()
        fields = [
            Field("regulator_answered_on", N_("Answered on"), "date", required=True, span=6),
            Field("reference", N_("Reference of the answer"), span=6, max_length=80),
            Field(
                "regulator_answered_how", N_("How"), "choice", required=True, span=12,
                options=lookups.choices(complaints.AUTHORITY_WAY_NAMES),
            ),
            Field("note", N_("Comment"), "multiline", span=12, lines=2, max_length=2000),
        ]  # fmt: skip

        held = Held(one, lambda: self.now(one), _answer_values, ("regulator_due_on",))

        def work(db: Any, given: dict[str, Any]) -> Any:
            return complaints.authority_answered(
                db, held.row, given["regulator_answered_on"], given["regulator_answered_how"], given["reference"] or "",
                request, given["note"] or "",
            )  # fmt: skip

        detail: Text = ""
        if one.regulator_due_on is not None:
            detail = lambda: _(  # noqa: E731
                "It wanted to hear of you by {day}; an answer after that day is kept as late."
            ).format(day=formats.day(one.regulator_due_on))
        self.ask(
            "authority_answered", N_("When was the authority answered?"), fields, work, N_("Save"), detail,
            _answer_values(one), held,
        )  # fmt: skip

    def ask_again(self, one: Complaint) -> None:
        """The authority wants another answer."""
        request = new_id()
        held = Held(one, lambda: self.now(one), lambda _row: {}, ("regulator_due_on", "regulator_answered_on"))
        fields = [
            Field("note", N_("What it asks for"), "multiline", required=True, span=12, lines=3, max_length=2000),
            Field("regulator_due_on", N_("Wants an answer by"), "date", required=True, span=6),
        ]
        self.ask(
            "authority_asks", N_("What does the authority ask for now?"), fields,
            lambda db, given: complaints.authority_asks(db, held.row, given["regulator_due_on"], given["note"], request),
            N_("Save"), N_("The answer given before stays in the trace; the clock runs anew."), held=held,
        )  # fmt: skip


def _answer_values(one: Complaint) -> dict[str, Any]:
    return {
        "regulator_answered_on": one.regulator_answered_on or one.today,
        "regulator_answered_how": one.regulator_answered_how or "portal",
        "reference": one.regulator_answer_no,
    }


def _answered(one: Complaint) -> str:
    how = _(complaints.AUTHORITY_WAY_NAMES.get(one.regulator_answered_how, ""))
    parts = [_("answered on {day}").format(day=formats.day(one.regulator_answered_on)), how]
    if one.regulator_answer_no:
        parts.append(_("no. {number}").format(number=one.regulator_answer_no))
    return " · ".join(parts)
