"""A follow-up planned by hand 派工回访: whom to call, about what, by which script, and who calls."""

from collections.abc import Mapping
from typing import Any

from services import follow_up_rules, follow_ups, organisation
from services.texts import N_
from ui.kit import lookups
from ui.kit.desk import Desk
from ui.kit.form import Field, Form
from ui.kit.lookups import offer
from ui.kit.new_page import NewPage
from ui.kit.options import Option
from ui.kit.words import named


class NewFollowUpPage(NewPage):
    """Opened from the queue or a customer."""

    module = "follow_ups"
    kind = "follow_up"
    save_text = N_("Plan it")
    form: Form

    def __init__(self, desk: Desk) -> None:
        self._manual: Any = None
        super().__init__(desk, "new_follow_up", N_("Plan a follow-up"), "follow_up")

    def begin(self) -> None:
        db, store = self.desk.db, self.desk.person.store_id
        self.run(
            lambda: (
                follow_up_rules.rules(db),
                organisation.stores_of(db, [store]) if store is not None else [],
                lookups.colleagues(db, store, ("agent", "manager")) if store is not None else [],
            ),
            self._offer_lists,
            slot="lists",
        )

    def make_form(self) -> Form:
        db = self.desk.db
        return Form(
            [
                Field("customer_id", N_("Customer"), "lookup", span=6, search=lookups.customers(db)),
                Field(
                    "work_order_id", N_("Work order"), "lookup", span=6, search=lookups.work_orders(db),
                    placeholder=N_("its customer is called"),
                ),
                Field("rule_id", N_("Script and questions"), "combo", required=True, span=6),
                Field("store_id", N_("Store"), "combo", required=True, span=6),
                Field("owner_id", N_("Who calls"), "combo", span=6, placeholder=N_("whoever takes it")),
                Field("next_at", N_("Call at"), "datetime", span=6, placeholder=N_("16:00 or +1 9:30")),
                Field("subject", N_("Subject"), "multiline", span=12, max_length=400),
            ],
            self.desk.background,
        )  # fmt: skip

    def _offer_lists(self, found: Any) -> None:
        rules, stores, people = found
        offer(self.form, "rule_id", [Option(one.id, named(one.name, one.name_en)) for one in rules])
        offer(self.form, "store_id", [Option(one.id, named(one.name, one.name_en)) for one in stores])
        offer(self.form, "owner_id", people)
        self._manual = next((one.id for one in rules if one.occasion == "manual"), None)
        self._propose()

    def start(self) -> None:
        self.form.set_values({})
        self._propose()

    def _propose(self) -> None:
        """The script for calls planned by hand, and the person's own store."""
        if self._manual is not None:
            self.form.propose("rule_id", self._manual)
        if self.desk.person.store_id is not None:
            self.form.propose("store_id", self.desk.person.store_id)

    def fill_in(self, how: Mapping[str, Any]) -> None:
        if how.get("customer_id") is not None:
            self.form.editor("customer_id").set_value(lookups.named(how["customer_id"], how.get("customer_name", "")))
        if how.get("work_order_id") is not None:
            self.form.editor("work_order_id").set_value(
                lookups.named(how["work_order_id"], how.get("work_order_number", ""))
            )

    def create(self, db: Any, values: dict[str, Any], request: Any) -> Any:
        return follow_ups.plan(db, self.ids.record, values, request).id
