"""Settings of this workstation: which one it is, how the program looks, what comes out of which printer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout

from services import organisation, print_routes, texts
from services.documents import render
from services.paging import Page as PageOfRows
from services.printing import Printer
from services.texts import N_, _
from ui.frame_top import SCALES, THEMES
from ui.kit import papers
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.editor_page import EditorPage
from ui.kit.form import Field, Form, Group
from ui.kit.options import Option
from ui.kit.paged import Column, PageRequest
from ui.kit.printing import system_printers
from ui.kit.theme import theme
from ui.kit.words import Label, data, hairline, use_language

# The medium a paper is usually printed on stands first.
MEDIA = {
    paper: tuple(sorted(media, key=lambda one, usual=papers.USUAL.get(paper, ""): one != usual))
    for paper, media in render.MEDIA.items()
    if paper not in papers.CUSTOMERS
}
LANGUAGES = (("zh", N_("Chinese")), ("en", N_("English")), ("both", N_("Both")))
MEDIA_WORDS = {"80mm": "80 mm", "58mm": "58 mm", "60x40": "60×40 mm", "50x30": "50×30 mm", "40x30": "40×30 mm"}


@dataclass(frozen=True)
class PaperRoute:
    """A kind of paper with its route at this workstation; without one it goes to the usual printer."""

    id: str
    route: print_routes.Route | None

    @property
    def printer(self) -> str:
        return self.route.printer if self.route else ""

    @property
    def media(self) -> str:
        return self.route.media if self.route else MEDIA[self.id][0]

    @property
    def lang(self) -> str:
        return self.route.lang if self.route else "both"

    @property
    def copies(self) -> int:
        return self.route.copies if self.route else 1

    @property
    def silent(self) -> bool:
        return self.route.silent if self.route else True


def media_words(media: str) -> str:
    """A medium as people say it."""
    return MEDIA_WORDS.get(media, media.upper())


class SettingsPage(EditorPage):
    """Looks and name of this computer at the left; papers and the route of the chosen one beside them."""

    tables = ("print_route",)

    def __init__(self, desk: Desk) -> None:
        self.workstations: list[organisation.Workstation] = []
        self._printers: list[Printer] = []
        super().__init__(
            desk,
            "settings",
            N_("Settings of this workstation"),
            "settings",
            [
                Column("id", N_("Paper"), read=lambda line: _(papers.NAMES[line.id]), stretch=True),
                Column("printer", N_("Printer"), read=_printer_words, sample="EPSON TM-T88V"),
                Column("media", N_("Paper size"), read=lambda line: media_words(line.media), sample="60×40 mm"),
                Column(
                    "silent",
                    N_("How"),
                    "chip",
                    chip=_silent_chip,
                    read=lambda _l: 1,
                    sample="with preview",
                ),
            ],
            [
                Group(
                    "",
                    [
                        Field("printer", N_("Printer"), "combo", span=12, free=True, max_length=200),
                        Field("media", N_("Paper size"), "choice", required=True, span=12),
                        Field(
                            "lang",
                            N_("Language"),
                            "choice",
                            required=True,
                            span=12,
                            options=[Option(code, words) for code, words in LANGUAGES],
                        ),
                        Field("copies", N_("Copies"), "integer", required=True, span=6),
                        Field("silent", N_("Without asking"), "yesno", required=True, span=6),
                    ],
                )
            ],
            empty=(N_("No papers."), ""),
            quick_filter=False,
        )
        self.extra.addWidget(
            Label(
                N_("A receipt printer with an address of its own: tcp://192.168.1.50:9100, /dev/usb/lp0 or raw:queue."),
                "label",
                "secondary",
                wrap=True,
            )
        )
        self.here = self._here_form()
        theme.changed.connect(self._follow)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*[theme.px(n) for n in (16, 12, 16, 12)])
        inside.setSpacing(theme.px(8))
        inside.addWidget(Label(N_("This computer"), "card"))
        inside.addWidget(hairline())
        inside.addWidget(self.here)
        inside.addStretch(1)
        self.row.insertWidget(0, card, 8)

    def _here_form(self) -> Form:
        form = Form(
            [
                Field("workstation", N_("Workstation"), "combo", span=12),
                Field(
                    "language",
                    N_("Language"),
                    "choice",
                    span=12,
                    options=[Option("zh_CN", data("中文")), Option("en", data("English"))],
                ),
                Field("theme", N_("Theme"), "choice", span=12, options=[Option(name, words) for name, words in THEMES]),
                Field(
                    "scale", N_("Size"), "choice", span=12, options=[Option(one, data(f"{one:.0%}")) for one in SCALES]
                ),
            ],
            self.desk.background,
        )
        form.edited.connect(self._apply)
        self._show_here(form)
        return form

    def _show_here(self, form: Form) -> None:
        form.set_values(
            {
                "workstation": self.desk.settings.get("workstation") or None,
                "language": texts.language(),
                "theme": theme.wanted,
                "scale": next((one for one in SCALES if abs(one - theme.scale) < 0.01), None),
            }
        )

    def _apply(self, column: str) -> None:
        """Takes effect at once and is remembered; there is nothing to save."""
        try:
            value = self.here.value(column)
        except ValueError:
            return
        if column == "language" and value:
            use_language(value)
        elif column == "theme" and value:
            theme.apply(value)
        elif column == "scale" and value:
            theme.apply(scale=value)
        self.desk.settings.set(column, value or "")
        if column == "workstation":
            self._show_here(self.here)
            self.show_record(None)
            self.pane.reload()

    def refresh(self) -> None:
        self.run(self._look, self._known, slot="look")
        super().refresh()

    def _look(self) -> tuple[list[organisation.Workstation], list[Printer]]:
        stores = {self.desk.person.store_id}
        every = organisation.workstations(self.desk.db)
        mine = [one for one in every if one.store_id in stores]
        return mine or every, system_printers()

    def _known(self, found: tuple[list[organisation.Workstation], list[Printer]]) -> None:
        self.workstations, self._printers = found
        options = [Option(one.name, data(one.name), data(one.place)) for one in self.workstations]
        self.here.set_options("workstation", options)
        self.form.set_options("printer", [Option(one.name, data(one.name)) for one in self._printers])
        self.tell()

    # routes

    def _workstation(self) -> organisation.Workstation | None:
        name = self.desk.settings.get("workstation")
        known = self.workstations or organisation.workstations(self.desk.db, wanted=name or "")
        return next((one for one in known if one.name == name), None) if name else None

    def fetch(self, request: PageRequest) -> Any:
        here = self._workstation()
        routes = print_routes.of_workstation(self.desk.db, here.id) if here is not None else {}
        return PageOfRows([PaperRoute(paper, routes.get(paper)) for paper in papers.NAMES if paper in MEDIA])

    def load(self, record_id: Any) -> Any:
        return next(line for line in self.fetch(PageRequest(None, "", False, 100)).rows if line.id == record_id)

    def change_record(self, seen: PaperRoute, values: Mapping[str, Any], request: Any) -> Any:
        here = self._workstation()
        assert here is not None  # the form is locked without one
        whole = {name: getattr(seen, name) for name in print_routes.WRITTEN} if seen.route is None else {}
        given = {name: value if name != "printer" else value or "" for name, value in values.items()}
        return print_routes.save(self.desk.db, here.id, seen.id, {**whole, **given}, request=request, before=seen.route)

    def values_of(self, record: PaperRoute | None) -> Any:
        if record is None:
            return {}
        return {
            name: getattr(record, name) or None if name == "printer" else getattr(record, name)
            for name in print_routes.WRITTEN
        }

    def show_record(self, record: PaperRoute | None) -> None:
        media = MEDIA[record.id] if record is not None else ()
        self.form.set_options("media", [Option(one, data(media_words(one))) for one in media])
        super().show_record(record)

    def words_of(self, record: PaperRoute | None) -> str:
        return _("Choose a paper from the list") if record is None else _(papers.NAMES[record.id])

    def locks_of(self, record: PaperRoute | None) -> Mapping[str, str] | str:
        if record is None:
            return self.words_of(None)
        if not self.desk.settings.get("workstation"):
            return _("Say first which workstation this is.")
        return {} if self.desk.rights.may_add("print_route") else _("Your role does not change this.")

    def focus_start(self) -> None:
        self.here.focus_first()

    def retranslate(self) -> None:
        super().retranslate()
        self._follow()

    def _follow(self) -> None:
        """Language, theme and size are switched at the top of the window too."""
        self._show_here(self.here)

    def panes(self) -> list[Any]:
        return [self.here, self.pane.view, self.card]


def _printer_words(line: PaperRoute) -> str:
    return line.printer or _("the usual one")


def _silent_chip(line: PaperRoute) -> Chip:
    if line.copies == 0:
        return Chip(N_("not at all"), "neutral", "cancelled")
    return Chip(N_("at once"), "success", "print") if line.silent else Chip(N_("with preview"), "info", "visible")
