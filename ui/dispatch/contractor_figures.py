"""What contractors did and were paid, for managers and finance: a row for each that opens the visits behind it."""

from datetime import date, timedelta
from typing import Any

from services import contractors
from services.contractors import Figures, Wanted
from services.texts import N_, _
from ui.dispatch.figures import EndedVisitsPage
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.figures_page import Row
from ui.kit.paged import Column
from ui.kit.tiles import Figure

COLUMNS = (
    Column("name", N_("Contractor"), "link", stretch=True),
    Column("ended", N_("Ended"), "integer", read=lambda row: row.one.ended),
    Column("solved", N_("Solved"), "integer", read=lambda row: row.one.solved),
    Column("agreed", N_("Agreed price"), "money", read=lambda row: row.one.agreed),
    Column("settled", N_("Settled amount"), "money", read=lambda row: row.one.settled),
    Column("to_settle", N_("To be settled"), "integer", read=lambda row: row.one.to_settle),
    Column("open_amount", N_("Agreed for these"), "money", read=lambda row: row.one.open_amount),
)


class ContractorFiguresPage(EndedVisitsPage):
    """Contractors' visits that ended, what was agreed for them, and what was paid."""

    def __init__(self, desk: Desk) -> None:
        tiles = ("ended", "agreed", "settled", "to_settle")
        super().__init__(desk, "contractor_figures", N_("Figures of contractors"), tiles)
        nothing = N_("No contractor's visit ended in this time.")
        card = self.table_card(N_("By contractor"), COLUMNS, nothing, lambda row: self.open_work("ended", row))
        self.body.addWidget(card, 1)

    def count(self, first: date, last: date) -> Figures:
        return contractors.figures(self.desk.db, first, last, formats.zone())

    def show_figures(self, figures: Figures) -> None:
        whole = figures.all
        self.tiles["ended"].tell(
            Figure(
                N_("Ended"), f"{whole.ended:,}", N_("visits"),
                note=lambda: _("{n} of them solved").format(n=whole.solved),
            )
        )  # fmt: skip
        self.tiles["agreed"].tell(
            Figure(N_("Agreed price"), formats.money(whole.agreed), N_("CNY"), note=N_("for all of them"))
        )
        self.tiles["settled"].tell(
            Figure(N_("Settled amount"), formats.money(whole.settled), N_("CNY"), note=N_("until now"))
        )
        self.tiles["to_settle"].tell(
            Figure(
                N_("To be settled"), f"{whole.to_settle:,}", N_("visits"),
                note=lambda: _("{amount} CNY were agreed for these").format(amount=formats.money(whole.open_amount)),
            )
        )  # fmt: skip
        self.tell_rows([Row(one.id, one.name, one) for one in figures.rows])

    def open_tile(self, name: str) -> None:
        """The visits a figure counts."""
        self.open_work({"settled": "settled", "to_settle": "to_settle"}.get(name, "ended"), None)

    def open_work(self, view: str, row: Any) -> None:
        """Exactly the visits that ended in this time, of one contractor or of all."""
        first, last = self.first_and_last()
        self.desk.open_page(
            "settlements",
            wanted=Wanted(
                view=view, contractor_id=row.id if row is not None else None,
                finished_from=first, finished_until=last + timedelta(days=1),
            ),
        )  # fmt: skip
