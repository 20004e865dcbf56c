"""Texts on papers: clauses and privacy lines of the company and of stores, and when they are read again."""

from collections.abc import Mapping
from typing import Any

from services import organisation, shop_texts
from services.documents.terms import DEFAULT
from services.errors import ServiceError
from services.ids import new_id
from services.paging import Page as PageOfRows
from services.shop_texts import Line, ShopText
from services.texts import N_, _, either
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.editor_page import EditorPage
from ui.kit.form import Field, Group
from ui.kit.options import Option
from ui.kit.paged import Column, PageRequest
from ui.kit.views_row import SavedView
from ui.kit.words import data

VIEWS = (SavedView("all", N_("All")), SavedView("due", N_("To check"), "warning"))
CLAUSES = ("terms_zh", "terms_en")


def _whose(one: Line | ShopText) -> str:
    return either(one.store, one.store_en) or _("All stores")


def _chip(line: Line) -> Chip:
    return Chip(N_("Read again"), "warning", "warning") if line.due else Chip(N_("Holds"), "success", "ok")


class ShopTextsPage(EditorPage):
    """A store without texts of its own prints the company's, and where there are none the program's."""

    module = "admin"
    tables = ("shop_text",)
    wanted_view = "all"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "shop_texts",
            N_("Texts on papers"),
            "print",
            [
                Column("store", N_("Store"), read=_whose, stretch=True),
                Column("clauses", N_("Clauses"), "integer"),
                Column("due", N_("State"), "chip", chip=_chip, sample="Read again ok"),
                Column("review_on", N_("To be checked again"), "date"),
                Column("reviewed_by", N_("Read by"), sample="欧阳敏之", secondary=True, drop=1),
            ],
            [
                Group(
                    "",
                    [
                        Field("store_id", N_("Store"), "lookup", span=6, search=self.find_stores, hint=N_("empty: all stores")),
                        Field("review_on", N_("To be checked again"), "date", span=6),
                        Field("terms_zh", N_("Clauses in Chinese, a line each"), "multiline", lines=6, span=12),
                        Field("terms_en", N_("Clauses in English, a line each"), "multiline", lines=6, span=12),
                        Field("privacy_zh", N_("Privacy line in Chinese"), "multiline", lines=2, span=12),
                        Field("privacy_en", N_("Privacy line in English"), "multiline", lines=2, span=12),
                        Field("status_url", N_("Address where customers look up orders"), span=12),
                        Field("flagged_reason", N_("Why a clause that is warned of stays"), "multiline", lines=2, span=12),
                    ],
                )
            ],
            empty=(N_("No texts here."), N_("Papers show the program's own until some are written.")),
            new_text=N_("New texts"),
            form_share=11,
        )  # fmt: skip
        self.pane.views.set_views(VIEWS)
        self.pane.view_chosen.connect(self._show_view)
        self.holds = Button(N_("It still holds"), "still_holds", icon="ok")
        self.holds.clicked.connect(self.say_it_holds)
        self.add_verb(self.holds, lambda record: not self.locks_of(record).get("terms_zh"))

    def shown(self, record_id: Any = None, **_how: Any) -> None:
        if record_id is not None:
            self._leave_form(lambda: self.run(lambda: self.load(record_id), self.show_record, slot="record"))

    def _show_view(self, name: str) -> None:
        self.wanted_view = name
        self.pane.reload()

    def find_stores(self, text: str) -> list[Option]:
        """Stores whose code or name begins so."""
        lines = organisation.stores(self.desk.db, wanted=text, limit=20).rows
        return [Option(line.id, data(f"{line.code} {either(line.name, line.name_en)}")) for line in lines]

    def fetch(self, request: PageRequest) -> Any:
        return PageOfRows(shop_texts.every(self.desk.db, request.text, due=self.wanted_view == "due"))

    def load(self, record_id: Any) -> ShopText:
        return shop_texts.get(self.desk.db, record_id)

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        before = shop_texts.own(self.desk.db, values.get("store_id"))
        if before.id is not None:
            raise ServiceError("shop_text_exists", "store_id")
        return shop_texts.save(self.desk.db, before, _written(values), request=request)

    def change_record(self, seen: ShopText, values: Mapping[str, Any], request: Any) -> Any:
        return shop_texts.save(self.desk.db, seen, _written(values), request=request)

    def values_of(self, record: ShopText | None) -> Any:
        if record is None:
            start = DEFAULT
            return {
                "terms_zh": "\n".join(start.zh),
                "terms_en": "\n".join(start.en),
                "privacy_zh": start.privacy.zh,
                "privacy_en": start.privacy.en,
            }
        values: dict[str, Any] = {name: getattr(record, name) for name in shop_texts.WRITTEN if name != "logo"}
        values |= {name: "\n".join(values[name]) for name in CLAUSES}
        values["store_id"] = None if record.store_id is None else Option(record.store_id, data(_whose(record)))
        return values

    def locks_of(self, record: ShopText | None) -> dict[str, str]:
        if record is None:
            return {}
        if record.store_id is None and not self.desk.has_role("admin"):
            return dict.fromkeys(self.form.cells, _("Administrators write what holds for all stores."))
        return {"store_id": _("Texts stay with their store.")}

    def words_of(self, record: ShopText | None) -> str:
        return _("New texts") if record is None else _whose(record)

    def say_it_holds(self) -> None:
        """They were read again and stay as they are."""
        seen, request = self.seen, new_id()
        self.write(
            lambda: shop_texts.still_holds(self.desk.db, seen, request),
            lambda _done: self.stored(seen.id),
            self.refused_save,
        )


def _written(values: Mapping[str, Any]) -> dict[str, Any]:
    """As the service keeps it: a clause for each line that says something."""
    kept = {
        name: value if name == "review_on" else value or ""
        for name, value in values.items()
        if name in shop_texts.WRITTEN
    }
    for name in CLAUSES:
        if name in kept:
            kept[name] = [line.strip() for line in kept[name].splitlines() if line.strip()]
    return kept
