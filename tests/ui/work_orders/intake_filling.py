"""What the tests of intake share: a page filled in, the order that came of it, the page as it stands."""

from typing import Any
from uuid import UUID

from services import order_lists, work_orders
from services.database import Database
from services.work_orders import Order
from tests.ui.conftest import settled
from ui.work_orders.intake_page import IntakePage

FAULT = "洗碗时掉进水里，捞起来还能亮，过了半小时屏幕就黑了"


def newest(db: Database) -> Order:
    """The newest order as everybody may see it."""
    line = order_lists.page(db, limit=1).rows[0]
    return work_orders.get(db, line.id)


def fill_in(page: IntakePage, qtbot: Any, device_id: UUID, shelf: str = "A07") -> None:
    """Everything that has to be entered about a device that is known."""
    page.known.choose_device(device_id)
    settled(qtbot, page)
    settled(qtbot, page)
    form = page.form
    form.editor("problem").type_text(FAULT)
    form.editor("symptoms").pick(form.editor("symptoms").choices[0])
    form.editor("accessories").pick(form.editor("accessories").choices[-1])
    form.editor("shelf").type_text(shelf)


def state_of(page: IntakePage) -> tuple[Any, ...]:
    """What is entered, noted, locked and shown beside."""
    cells = {
        column: (cell.note, cell.error, cell.editor.locked, cell.editor.raw(), cell.isHidden())
        for column, cell in page.form.cells.items()
    }
    side = page.side
    cards = [card.isVisible() for card in (side.empty, side.customer, side.warranty, side.similar)]
    return cells, cards, side.banner.banner, page.form.touched, len(page.devices.entries)
