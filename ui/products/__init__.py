"""Devices and product models: lists, the file of one device, the editor of one model."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

KEEPERS = frozenset({"admin", "manager", "agent", "sales"})

SPECS = (
    PageSpec("devices", N_("Devices"), "device", later("ui.products.devices", "DevicesPage")),
    PageSpec(
        "new_device",
        N_("New device"),
        "device",
        later("ui.products.new_device", "NewDevicePage"),
        KEEPERS,
        rail=False,
    ),
    PageSpec("device", N_("Device"), "device", later("ui.products.device", "DevicePage"), rail=False, kind="device"),
    PageSpec("products", N_("Product models"), "stock", later("ui.products.products", "ProductsPage"), rail=False),
    PageSpec(
        "product",
        N_("Product model"),
        "stock",
        later("ui.products.product", "ProductPage"),
        rail=False,
        kind="product",
    ),
)
