"""Where the device in front is: handed in, or at the customer's, where some of what the counter asks is nothing."""

from typing import TYPE_CHECKING

from services.order_words import AT_CUSTOMER
from ui.work_orders.intake_entry import HANDED_IN, at_customer
from ui.work_orders.intake_form import ITEMS, ITEMS_HINT, ITEMS_TITLE, USE_TITLE

if TYPE_CHECKING:
    from ui.work_orders.intake_page import IntakePage


class Place:
    """Shows the questions that apply where the device is; what was typed into the others waits in them."""

    def __init__(self, page: "IntakePage") -> None:
        self._page, self._form = page, page.form

    @property
    def home(self) -> bool:
        """Whether the device in front stays at the customer's."""
        return at_customer({column: self._form.legible(column) for column in ("kind", "device_here")})

    def tell(self) -> None:
        """The kind changed, or another device is in front."""
        home, form = self.home, self._form
        for column in HANDED_IN:
            form.set_shown(column, not home)
        form.rename_group(ITEMS, *((USE_TITLE, "") if home else (ITEMS_TITLE, ITEMS_HINT)))
        form.set_shown("device_here", form.legible("kind") in AT_CUSTOMER)
        # of the whole visit, whichever device is in front
        devices = self._page.devices
        others = [one for one in devices.entries if one is not devices.current]
        handed_in = not home or not all(at_customer(one.values) for one in others)
        form.set_shown("brought_by", handed_in)
        self._page.label_action.setVisible(handed_in)
        self._page.scroller.fit_soon()
