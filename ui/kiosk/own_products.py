"""The house's products, for a customer with a sign-in of his own."""

from services import public_products
from services.texts import N_
from ui.kiosk.products import ProductsView
from ui.kit.desk import Desk
from ui.kit.page import Page


class OwnProductsPage(Page):
    """What we sell, with price and warranty."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "own_products", N_("Our products"), "store")
        db = desk.db
        self.view = ProductsView(desk.background, lambda: public_products.read(db))
        self.body.addWidget(self.view, 1)

    def refresh(self) -> None:
        self.view.refresh()

    def focus_start(self) -> None:
        self.view.area.setFocus()
