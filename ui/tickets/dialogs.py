"""Small questions of a ticket: what is linked, and why a caller is marked."""

from collections.abc import Callable
from typing import Any

from services.texts import N_
from ui.kit import lookups
from ui.kit.form import Field
from ui.kit.page import Page
from ui.kit.steps_bar import StepDialog, StepWord

REASON_LENGTH = 400
LINKS = {
    "device": (N_("Device"), N_("Serial number, model"), lookups.all_devices, N_("Which device is it about too?")),
    "work_order": (N_("Work order"), N_("Number, device, customer"), lookups.work_orders, N_("Which order too?")),
}


class LinkDialog(StepDialog):
    """link(kind, target, dialog) with what was chosen."""

    def __init__(self, page: Page, kind: str, link: Callable[[str, Any, "LinkDialog"], Any]) -> None:
        name, hint, search, question = LINKS[kind]
        column = f"{kind}_id"
        field = Field(column, name, "lookup", required=True, span=12, search=search(page.desk.db), placeholder=hint)
        super().__init__(
            page,
            f"link_{kind}",
            StepWord(N_("Link it"), "link", question),
            [field],
            {},
            lambda given, _box: link(kind, given[column], self),
            page.desk.background,
        )


class MarkDialog(StepDialog):
    """mark(reason, dialog): whoever answers the next call reads it."""

    def __init__(self, page: Page, mark: Callable[[str, "MarkDialog"], Any]) -> None:
        field = Field("reason", N_("Reason"), "multiline", required=True, span=12, lines=2, max_length=REASON_LENGTH)
        super().__init__(
            page,
            "mark_caller",
            StepWord(N_("Mark"), "warning", N_("Why does this caller only disturb?")),
            [field],
            {},
            lambda given, _box: mark(given["reason"], self),
            page.desk.background,
        )
