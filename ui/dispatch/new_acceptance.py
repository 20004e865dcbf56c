"""A new acceptance record, or minutes."""

from collections.abc import Mapping
from typing import Any

from services import acceptances
from services.texts import N_
from ui.dispatch.acceptance_form import acceptance_form, stored
from ui.kit.desk import Desk
from ui.kit.form import Form
from ui.kit.lookups import named
from ui.kit.new_page import NewPage


class NewAcceptancePage(NewPage):
    """Of a visit, whose customer and order it takes over, or on its own."""

    module = "dispatch"
    kind = "acceptance"
    form: Form

    def __init__(self, desk: Desk) -> None:
        self._links: dict[str, Any] = {}
        super().__init__(desk, "new_acceptance", N_("New acceptance or minutes"), "file")

    def make_form(self) -> Form:
        return acceptance_form(self.desk)

    def start(self) -> None:
        self._links = {}
        self.form.set_values({"kind": "hidden", "held_at": self.desk.now()})

    def fill_in(self, how: Mapping[str, Any]) -> None:
        if how.get("title"):
            self.form.propose("title", how["title"])
        if how.get("project_id"):
            self.form.propose("project_id", named(how["project_id"], how.get("project_name", "")))
        self._links = {name: how[name] for name in ("visit_id", "store_id") if how.get(name)}

    def entered(self) -> dict[str, Any]:
        return {"store_id": self.desk.person.store_id, **stored(self.form.values()), **self._links}

    def create(self, db: Any, values: dict[str, Any], request: Any) -> Any:
        return acceptances.create(db, self.ids.record, values, request).id
