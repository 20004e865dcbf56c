"""The customer's view: a store's kiosk, and the pages of a company customer's own sign-in."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

CUSTOMER = frozenset({"customer"})

SPECS = (
    PageSpec("own_orders", N_("My orders"), "order", later("ui.kiosk.own_orders", "OwnOrdersPage"), CUSTOMER),
    PageSpec(
        "own_order",
        N_("Order"),
        "order",
        later("ui.kiosk.own_orders", "OwnOrderPage"),
        CUSTOMER,
        rail=False,
        kind="own_order",
    ),
    PageSpec("own_devices", N_("My devices"), "device", later("ui.kiosk.own_devices", "OwnDevicesPage"), CUSTOMER),
    PageSpec("own_file", N_("My details"), "person", later("ui.kiosk.own_file", "OwnFilePage"), CUSTOMER),
    PageSpec("own_surveys", N_("My surveys"), "survey", later("ui.kiosk.own_surveys", "OwnSurveysPage"), CUSTOMER),
    PageSpec("own_questions", N_("Answers"), "article", later("ui.kiosk.own_questions", "OwnQuestionsPage"), CUSTOMER),
    PageSpec("own_products", N_("Products"), "store", later("ui.kiosk.own_products", "OwnProductsPage"), CUSTOMER),
    PageSpec("own_figures", N_("Our service"), "report", later("ui.kiosk.own_figures", "OwnFiguresPage"), CUSTOMER),
)
