"""Versions of software on the screen, and what customers are shown of a model."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog

from services import attachments, devices, product_versions, products
from ui.kit.photos import Photo
from ui.products.device import DevicePage
from ui.products.product import ProductPage
from ui.products.products import ProductsPage


@pytest.fixture
def desk(desk_of):
    return desk_of("zhou")


@pytest.fixture
def model(desk):
    made = products.create(desk.db, {"brand": "简工", "name": "客房软件", "software": True}, uuid4())
    values = {"name": "5.4", "released_on": date(2026, 1, 1), "supported_until": date(2026, 2, 1)}
    product_versions.create(desk.db, made, values, uuid4())
    return made


@pytest.fixture
def page(desk, show, model):
    made = ProductPage(desk)
    made.record_id = model
    return show(made)


def dialog_of(page):
    return next(one for one in page.findChildren(QDialog, "dialog_version") if one.isVisible())


def test_a_version_is_added_on_the_page_of_its_model(qtbot, desk, page, model):
    qtbot.waitUntil(lambda: [one.name for one in page.versions.table.shown_rows()] == ["5.4"])
    page.versions.add.click()
    dialog = dialog_of(page)
    dialog.form.set_value("name", "6.0")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: [one.name for one in page.versions.table.shown_rows()] == ["6.0", "5.4"])
    assert not any(one.isVisible() for one in page.findChildren(QDialog, "dialog_version"))


def test_a_model_is_shown_to_customers_with_words_and_price(qtbot, desk, page, model):
    for column, value in (("shown", True), ("pitch", "一屏掌握"), ("retail_price", Decimal("12800"))):
        page.form.set_value(column, value)
    page.save()
    qtbot.waitUntil(lambda: products.get(desk.db, model).shown)
    assert products.get(desk.db, model).retail_price == Decimal("12800.00")


def test_hardware_has_no_versions(qtbot, desk, show):
    made = ProductPage(desk)
    made.record_id = products.create(desk.db, {"name": "微波炉"}, uuid4())
    show(made)
    assert not made.versions.isVisible()


def test_an_installation_offers_the_versions_of_its_model(qtbot, desk, show, model):
    (version,) = product_versions.of_model(desk.db, model)
    device = devices.create(desk.db, {"product_model_id": model, "product_version_id": version.id}, uuid4())
    made = DevicePage(desk)
    made.record_id = device
    show(made)
    made.edit.trigger()
    form = made.main_form()
    qtbot.waitUntil(lambda: not made._running)
    assert form.value("product_version_id") == version.id and form.cells["product_version_id"].isVisible()


def test_pictures_of_models_and_versions(qtbot, desk, show, page, picture):
    page.resize(1366, 900)
    picture(page, "product")
    picture(show(ProductsPage(desk)), "products")


def drawn(side=2000):
    image = QImage(side, side // 2, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    return image


def test_a_keeper_adds_a_picture_that_customers_see_small_and_withdraws_it(qtbot, desk, page, model):
    qtbot.waitUntil(lambda: page.pictures.may)
    page.photos.send("product", [Photo("正面.png", drawn())])
    strip = page.pictures.strips["product"]
    qtbot.waitUntil(lambda: len(strip.held) == 1)
    (kept,) = attachments.of_model(desk.db, model)
    small = QImage.fromData(kept.thumbnail)
    assert (small.width(), small.height()) == (320, 160) and kept.size <= 400_000
    assert QImage.fromData(attachments.data(desk.db, kept.id)).width() == 1600
    strip.setCurrentRow(0)
    page.pictures.drop.click()
    qtbot.waitUntil(lambda: strip.held == [])


def test_whoever_reads_the_catalogue_looks_at_pictures_and_adds_none(qtbot, desk_of, desk, show, model):
    attachments.add_to_model(desk.db, model, b"\xff\xd8", request=uuid4(), name="a.jpg")
    made = ProductPage(desk_of("na"))
    made.record_id = model
    show(made)
    qtbot.waitUntil(lambda: len(made.pictures.strips["product"].held) == 1)
    assert not made.pictures.adds["product"].isVisible() and not made.pictures.drop.isVisible()


def test_a_file_that_is_no_picture_is_not_sent_and_said(qtbot, desk, page, model, tmp_path):
    (tmp_path / "a.png").write_bytes(b"no picture")
    qtbot.waitUntil(lambda: page.pictures.may)
    page.photos.send("product", [Photo("a.png", tmp_path / "a.png")])
    qtbot.waitUntil(page.pictures.retry.isVisible)
    assert attachments.of_model(desk.db, model) == []
