"""Products as customers see them: however many kinds there are, they fit the screen that stands in the store."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from services.ids import new_id
from services.public_products import PublicProduct
from ui.kiosk.products import ProductCard, ProductsView
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


def product(picture):
    return PublicProduct(
        new_id(), "云岫", "P14", "", "YX-P14", "手机", "Phone", "整机防水", "", Decimal("899.00"), 12, "", picture
    )


def card(qtbot, picture):
    made = ProductCard(product(picture))
    qtbot.addWidget(made)
    made.resize(520, 200)
    made.show()
    return made


def test_a_card_shows_the_picture_beside_the_words(qtbot):
    image = QImage(320, 200, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    made = card(qtbot, bytes(data.data()))
    (picture,) = made.findChildren(QLabel, "product_picture")
    assert picture.isVisible() and picture.pixmap().width() > picture.pixmap().height() > 0
    place = picture.geometry()
    for one in made.findChildren(QLabel):
        if one is not picture and one.isVisible():
            assert not QRect(one.mapTo(made, one.rect().topLeft()), one.size()).intersects(place)


@pytest.mark.parametrize("picture", [None, b"", b"no picture"])
def test_a_card_without_a_picture_that_can_be_read_shows_the_words_alone(qtbot, picture):
    made = card(qtbot, picture)
    assert made.findChildren(QLabel, "product_picture") == []
    assert "P14" in made.accessibleName()
