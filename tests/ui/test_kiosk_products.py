"""Products as customers see them: however many kinds there are, they fit the screen that stands in the store."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from services.ids import new_id
from services.public_products import PublicProduct
from ui.kiosk.products import ProductsView
from ui.kit.background import Background
from ui.kit.words import use_language

KINDS = [
    ("厨房电器与小家电", "Kitchen and small appliances"),
    ("网络设备与配件", "Network equipment and accessories"),
] * 8


@pytest.fixture
def view(qtbot):
    background = Background()
    found = [
        PublicProduct(
            new_id(), "云岫", f"P{place}", "", "", f"{zh}{place}", f"{en} {place}", "", "", Decimal("899.00"), 12, ""
        )
        for place, (zh, en) in enumerate(KINDS)
    ]
    made = ProductsView(background, lambda: found)
    qtbot.addWidget(made)
    made.resize(1270, 600)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: bool(made.products))
    yield made
    background.close()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_all_kinds_of_products_fit_beside_and_below_each_other(view, language):
    use_language(language)
    view.wipe()
    QApplication.processEvents()
    kinds = [one for one in view.findChildren(QAbstractButton) if one.objectName().startswith("action_category_")]
    shown = [one for one in kinds if one.isVisible()]
    assert len(shown) == len(KINDS) + 1
    assert view.width() == 1270
    places = [one.geometry() for one in shown]
    assert all(view.rect().contains(place) for place in places)
    assert not any(a.intersects(b) for n, a in enumerate(places) for b in places[:n])
