"""Stores, regions and workstations."""

import re
from collections.abc import Mapping
from typing import Any

from services import organisation, regions
from services.ids import new_id
from services.paging import Page as PageOfRows
from services.texts import N_, _, either, language
from ui.admin.closing import ClosingPage, closed_chip
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.dialogs import ask
from ui.kit.editor_page import EditorPage
from ui.kit.form import Field, Group
from ui.kit.options import Option
from ui.kit.paged import Column, PageRequest
from ui.kit.sign_ins import SignInsDialog
from ui.kit.words import Text, data

ZONES = (
    "Asia/Shanghai",
    "Asia/Urumqi",
    "Asia/Hong_Kong",
    "Asia/Macau",
    "Asia/Taipei",
    "Asia/Singapore",
    "Europe/London",
)


def region_options(tree: list[regions.Region], text: str = "") -> list[Option]:
    """Regions by their path from the top."""
    wanted = text.strip().lower()
    return [
        Option(one.id, _path_of(one), data(one.code))
        for one in tree
        if wanted in f"{one.code} {one.path} {one.path_en}".lower()
    ]


def _path_of(one: regions.Region) -> Text:
    return lambda: either(one.path, one.path_en)


class StoresPage(ClosingPage):
    """Stores and depots."""

    tables = ("store",)
    close_question = N_("Close {name}?")
    close_detail = N_(
        "Nobody can choose it any more. Its orders and its people stay as they are; it can be opened again."
    )

    def __init__(self, desk: Desk) -> None:
        kinds = [Option(code, words) for code, words in organisation.STORE_KINDS.items()]
        super().__init__(
            desk,
            "stores",
            N_("Stores"),
            "store",
            [
                Column("code", N_("Code"), sample="hangzhou-01", sort="code"),
                Column("name", N_("Name"), read=lambda line: either(line.name, line.name_en), stretch=True),
                Column("region", N_("Region"), sample="杭州西湖区"),
                Column("people", N_("People"), "integer", sample="People"),
                Column("state", N_("State"), "chip", chip=closed_chip, read=lambda _l: 1, sample="In use ok"),
            ],
            [
                Group(
                    "",
                    [
                        Field("code", N_("Code"), "code", required=True, max_length=20, span=6),
                        Field("kind", N_("Kind"), "choice", required=True, span=6, options=kinds),
                        Field("name", N_("Name"), required=True, max_length=80, span=12),
                        Field("name_en", N_("English name"), max_length=80, span=12),
                        Field("region_id", N_("Region"), "lookup", span=6, search=self.find_regions),
                        Field(
                            "time_zone",
                            N_("Time zone"),
                            "combo",
                            required=True,
                            free=True,
                            span=6,
                            options=[Option(zone, data(zone)) for zone in ZONES],
                        ),
                        Field("street", N_("Address"), max_length=200, span=12),
                        Field("telephone", N_("Telephone"), max_length=40, span=6),
                        Field("complaint_telephone", N_("Complaints telephone"), max_length=40, span=6),
                        Field("hours", N_("Opening hours"), max_length=120, span=12),
                        Field("legal_name", N_("Legal name"), max_length=120, span=12),
                        Field("tax_no", N_("Tax number"), "code", max_length=30, span=12),
                    ],
                )
            ],
            sort="code",
            empty=(N_("No store fits."), N_("Another view or filter shows more.")),
            new_text=N_("New store"),
        )
        self.kiosk = Button(N_("Kiosk…"), "kiosk_sign_in", icon="lock")
        self.kiosk.clicked.connect(self.open_kiosk)
        self.add_verb(self.kiosk, lambda store: desk.has_role("admin") and not store.archived)

    def open_kiosk(self) -> None:
        """The sign-in of this store's kiosk."""
        store = self.seen
        SignInsDialog(
            self,
            lambda: _("Kiosk of {store}").format(store=either(store.name, store.name_en)),
            N_(
                "Whoever signs in with it sees nothing but the page where customers look up their order. "
                "The password stays as it is given here; write it down for whoever starts the kiosk's computer."
            ),
            store_id=store.id,
            proposed=f"kiosk_{re.sub('[^a-z0-9]', '_', store.code.lower())}",
        ).open()

    def fetch(self, request: PageRequest) -> Any:
        return organisation.stores(
            self.desk.db,
            request.place,
            wanted=request.text,
            archived=self.wanted_view == "all",
            descending=request.descending,
            limit=request.limit,
        )

    def find_regions(self, text: str) -> list[Option]:
        """Regions whose path holds the text."""
        return region_options(regions.tree(self.desk.db), text)

    def load(self, record_id: Any) -> Any:
        self._tree = regions.tree(self.desk.db)
        return organisation.store(self.desk.db, record_id)

    _tree: list[regions.Region] = []  # noqa: RUF012

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        return organisation.add_store(self.desk.db, request, values)

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        return organisation.change_store(self.desk.db, request, seen, values)

    def close_record(self, seen: Any, closed: bool, request: Any) -> Any:
        return organisation.close_store(self.desk.db, request, seen, closed=closed)

    def values_of(self, record: organisation.Store | None) -> Any:
        if record is None:
            return {"kind": "store", "time_zone": ZONES[0]}
        values = {name: getattr(record, name) for name in organisation.STORE_FIELDS}
        values["region_id"] = next((one for one in region_options(self._tree) if one.value == record.region_id), None)
        return values

    def words_of(self, record: organisation.Store | None) -> str:
        return _("New store") if record is None else f"{either(record.name, record.name_en)} · {record.code}"


class RegionsPage(EditorPage):
    """The tree of regions; one without customers can be removed."""

    module = "admin"
    tables = ("region",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "regions",
            N_("Regions"),
            "at_store",
            [
                Column("path", N_("Region"), read=lambda one: either(one.path, one.path_en), stretch=True),
                Column("code", N_("Code"), sample="hangzhou-01"),
            ],
            [
                Group(
                    "",
                    [
                        Field("code", N_("Code"), "code", required=True, max_length=20, span=12),
                        Field("name", N_("Name"), required=True, max_length=80, span=12),
                        Field("name_en", N_("English name"), max_length=80, span=12),
                        Field("parent_id", N_("Belongs to"), "lookup", span=12, search=self.find_parents),
                    ],
                )
            ],
            empty=(N_("No region fits."), N_("Add one, or let the counters add theirs while they enter customers.")),
            new_text=N_("New region"),
        )
        self.remove = Button(N_("Remove…"), "remove_region", "danger")
        self.remove.clicked.connect(self._ask_to_remove)
        self.add_verb(self.remove)

    def fetch(self, request: PageRequest) -> Any:
        wanted = request.text.lower()
        self._tree = regions.tree(self.desk.db)
        return PageOfRows([one for one in self._tree if wanted in f"{one.code} {one.path} {one.path_en}".lower()])

    _tree: list[regions.Region] = []  # noqa: RUF012

    def find_parents(self, text: str) -> list[Option]:
        """Regions this one could belong to."""
        return region_options(regions.tree(self.desk.db), text)

    def load(self, record_id: Any) -> Any:
        self._tree = regions.tree(self.desk.db)
        return next((one for one in self._tree if one.id == record_id), None)

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        return organisation.add_region(self.desk.db, request, values)

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        return organisation.change_region(self.desk.db, request, seen, values)

    def values_of(self, record: regions.Region | None) -> Any:
        if record is None:
            return {}
        parent = next((one for one in region_options(self._tree) if one.value == record.parent_id), None)
        # an English name like the Chinese one is none
        english = record.name_en if record.name_en != record.name else ""
        return {"code": record.code, "name": record.name, "name_en": english, "parent_id": parent}

    def words_of(self, record: regions.Region | None) -> str:
        return _("New region") if record is None else (record.path_en if language() == "en" else record.path)

    def _ask_to_remove(self) -> None:
        seen, request = self.seen, new_id()
        ask(
            self,
            lambda: _("Remove the region {name}?").format(name=self.words_of(seen)),
            N_("Only a region without customers, stores and further regions can be removed."),
            N_("Remove"),
            lambda: self.write(
                lambda: regions.remove(self.desk.db, seen, request), lambda _how: self._removed(), self.refused_save
            ),
            "remove_region",
            dangerous=True,
        )

    def _removed(self) -> None:
        self.show_record(None)
        self.pane.reload()


class WorkstationsPage(ClosingPage):
    """The PCs at counters and benches."""

    tables = ("workstation",)
    close_question = N_("Take {name} out of use?")
    close_detail = N_("The name stays on papers and in records of what happened there.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "workstations",
            N_("Workstations"),
            "laptop",
            [
                Column("name", N_("Name"), stretch=True),
                Column("store", N_("Store"), sample="xihu 西湖门店"),
                Column("place", N_("Place"), sample="一楼前台左侧", drop=1),
                Column("state", N_("State"), "chip", chip=closed_chip, read=lambda _l: 1, sample="In use ok"),
            ],
            [
                Group(
                    "",
                    [
                        Field("name", N_("Name"), required=True, max_length=80, span=12),
                        Field("store_id", N_("Store"), "lookup", required=True, span=12, search=self.find_stores),
                        Field("place", N_("Place"), max_length=120, span=12),
                    ],
                )
            ],
            empty=(N_("No workstation fits."), N_("Name each PC once; papers and records then say where.")),
            new_text=N_("New workstation"),
        )

    def fetch(self, request: PageRequest) -> Any:
        return PageOfRows(
            organisation.workstations(self.desk.db, wanted=request.text, archived=self.wanted_view == "all")
        )

    def find_stores(self, text: str) -> list[Option]:
        """Stores whose code or name begins so."""
        lines = organisation.stores(self.desk.db, wanted=text, limit=20).rows
        return [Option(line.id, data(f"{line.code} {either(line.name, line.name_en)}")) for line in lines]

    def load(self, record_id: Any) -> Any:
        everything = organisation.workstations(self.desk.db, archived=True)
        return next((one for one in everything if one.id == record_id), None)

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        return organisation.add_workstation(self.desk.db, request, values)

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        return organisation.change_workstation(self.desk.db, request, seen, values)

    def close_record(self, seen: Any, closed: bool, request: Any) -> Any:
        return organisation.close_workstation(self.desk.db, request, seen, closed=closed)

    def values_of(self, record: organisation.Workstation | None) -> Any:
        if record is None:
            return {}
        return {"name": record.name, "store_id": Option(record.store_id, data(record.store)), "place": record.place}

    def words_of(self, record: organisation.Workstation | None) -> str:
        return _("New workstation") if record is None else record.name
