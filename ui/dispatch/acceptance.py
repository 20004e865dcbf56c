"""One acceptance record, or minutes: written, printed, signed, then fixed."""

from collections.abc import Collection
from typing import Any

from services import acceptances
from services.ids import new_id
from services.texts import N_, _
from ui.dispatch.acceptance_form import acceptance_form, stored, values_of
from ui.dispatch.papers import print_acceptance
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.dialogs import ask
from ui.kit.form import FieldLegend, Form
from ui.kit.form_card import form_card
from ui.kit.record_page import RecordPage
from ui.kit.turns import turns
from ui.kit.words import Label, say


class AcceptancePage(RecordPage):
    """Printed to be signed; once everybody has signed it is fixed by a step."""

    tables = ("acceptance",)
    module = "dispatch"
    service = acceptances
    table = "acceptance"
    form: Form

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "acceptance", N_("Acceptance"), "file", heading=True)
        self.form = acceptance_form(desk)
        self.facts = Label(self._facts, "label", "secondary")
        self.add_head(self.facts, None, FieldLegend())
        self.body.addWidget(form_card(self.form, later=True), 1)
        turns.wait(self, "form", self.form.come)
        self.print = Button(N_("Print"), "print_acceptance", key="F9", icon="print")
        self.printing = self.action("print_acceptance", N_("Print"), "F9", self._print, "print")
        self.print.act(self.printing)
        self.sign_button = Button(N_("Everybody has signed…"), "sign_acceptance", icon="ok")
        self.sign_button.clicked.connect(self._ask_sign)
        self.add_saving("primary", None, self.print, self.sign_button)

    def _facts(self) -> str:
        if self.seen is None:
            return ""
        words = [self.seen.visit_number, self.seen.work_order_number, self.seen.customer_name]
        if self.seen.signed_at is not None:
            words.append(_("signed {time}").format(time=formats.moment(self.seen.signed_at)))
        return " · ".join(word for word in words if word)

    def title(self) -> str:
        return self.seen.number if self.seen else say(N_("Acceptance"))

    def shown(self, record_id: Any = None, **_how: Any) -> None:
        if record_id is not None:
            self.record_id = record_id

    def values_of(self, record: Any) -> dict[str, Any]:
        return values_of(record)

    def refresh(self) -> None:
        db, record_id = self.desk.db, self.record_id
        self.run(
            lambda: acceptances.get(db, record_id),
            self._show,
            self.not_loaded if self.seen is None else None,
            slot="load",
        )

    def _show(self, record: acceptances.Acceptance) -> None:
        first = self.seen is None
        self.form.come()
        self.take(record)
        if first:
            self.keep_draft()
        signed = record.signed_at is not None
        if signed:
            self.form.set_locked(say(N_("This paper is signed; nothing of it changes any more.")))
        elif self.desk.rights is not None and first:
            self.desk.rights.open_for_edit(self, self.table, record.id, self.form, self._may_edit)
        self.sign_button.setVisible(not signed)
        self.save_button.setVisible(not signed)
        self.facts.retranslate()
        self.heading.retranslate()
        self.tell_touched()

    def _may_edit(self, may: bool) -> None:
        self.save_button.setVisible(may)
        self.sign_button.setVisible(may)

    def write_values(self, db: Any, seen: Any, values: Any, request: Any) -> Any:
        return acceptances.change(db, seen, stored(values), request)

    def changed(self, table: str, ids: Collection[Any]) -> None:
        if self.record_id in ids:
            self.refresh()

    def _print(self) -> None:
        if self.form.touched:
            self.save(then=lambda: print_acceptance(self, self.seen))
        elif self.seen is not None:
            print_acceptance(self, self.seen)

    def _ask_sign(self) -> None:
        if self.form.touched:
            self.save(then=self._ask_sign)
            return
        ask(
            self, N_("Has everybody signed?"), N_("After that nothing of this paper can be changed."),
            N_("Everybody has signed"), self._sign, "sign",
        )  # fmt: skip

    def _sign(self) -> None:
        db, seen, request = self.desk.db, self.seen, new_id()
        self.write(lambda: acceptances.sign(db, seen, request), lambda _none: self.refresh(), self._refused_sign)

    def _refused_sign(self, error: BaseException) -> Any:
        return self.form.show_refusal(error) or self.refused(error)
