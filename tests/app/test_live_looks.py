"""Language, theme and size change under open pages: each looks as if it had been opened that way."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.app.company import company, settled, workplace_of
from tests.app.test_every_page import words_of
from ui.kit.theme import theme
from ui.kit.tokens import contrast

__all__ = ["company", "workplace_of"]

PAGES = ("orders", "customers", "intake", "dashboard", "products", "new_complaint")
STEP = 12


def open_pages(qtbot, workplace):
    for name in PAGES:
        settled(qtbot, workplace, workplace.window.open_page(name))
    return [workplace.window.page(name) for name in PAGES]


def words(pages):
    return {
        (page.name, type(widget).__name__, widget.objectName(), said)
        for page in pages
        for widget in page.findChildren(QWidget)
        for said in words_of(widget)
        if said and not any(letter.isdigit() for letter in said)
    }


def test_open_pages_speak_the_other_language_as_if_opened_in_it(qtbot, company, workplace_of):
    switched, fresh = workplace_of("chen_jing"), workplace_of("chen_jing")
    before = open_pages(qtbot, switched)
    switched.window.set_language("en")
    for page in before:
        switched.window.open_page(page.name)
        settled(qtbot, switched, page)
    expected = words(open_pages(qtbot, fresh))
    missing = expected - words(before)
    assert not missing, "\n".join(map(str, sorted(missing)))


def test_names_of_models_are_read_in_the_other_language(qtbot, company, workplace_of):
    """Those of the page in front at once, those of others when they come up."""
    workplace = workplace_of("chen_jing")
    devices, orders = (workplace.window.open_page(name) for name in ("devices", "orders"))
    settled(qtbot, workplace, devices)
    settled(qtbot, workplace, orders)

    def chinese(page):
        rows = [page.pane.model.row(place) for place in range(page.pane.model.rowCount())]
        names = [row.model if page is devices else row.model_name for row in rows if row]
        assert names
        return any("\u4e00" <= letter <= "\u9fff" for name in names for letter in name)

    assert chinese(orders) and chinese(devices)
    workplace.window.set_language("en")
    settled(qtbot, workplace, orders)
    assert not chinese(orders)
    assert chinese(devices)
    workplace.window.open_page("devices")
    settled(qtbot, workplace, devices)
    assert not chinese(devices)


@pytest.mark.parametrize(("look", "other"), [("light", "dark"), ("dark", "light")])
def test_open_pages_change_their_colours_whole(qtbot, company, workplace_of, look, other):
    workplace = workplace_of("chen_jing")
    workplace.window.set_theme(look)
    pages = open_pages(qtbot, workplace)
    fill = theme.tokens["surface"]
    workplace.window.set_theme(other)
    for page in pages:
        workplace.window.open_page(page.name)
        settled(qtbot, workplace, page)
        QApplication.processEvents()
        image = workplace.window.grab().toImage()
        left = [
            (x, y)
            for x in range(0, image.width(), STEP)
            for y in range(0, image.height(), STEP)
            if contrast(image.pixelColor(x, y).name(), fill) < 1.02
        ]
        spots = image.width() * image.height() / STEP**2
        assert len(left) < spots / 100, f"{page.name}: {len(left)} spots of {round(spots)} kept the old surface"


@pytest.mark.parametrize("there_and_back", [False, True])
def test_pages_that_lay_behind_look_as_if_opened_that_way(qtbot, company, workplace_of, there_and_back):
    switched = workplace_of("chen_jing")
    pages = open_pages(qtbot, switched)
    order = switched.window.page("orders").pane.model.row(0)
    pages.append(settled(qtbot, switched, switched.window.open_record("work_order", order.id)))
    switched.window.open_page("orders")
    switched.window.set_theme("dark")
    if there_and_back:
        for _page in pages:
            switched.window.pages.turn(1)
        switched.window.set_theme("light")
    fresh = workplace_of("chen_jing")
    for page in pages:
        shots = []
        for workplace in (switched, fresh):
            if page.record_id is None:
                shown = workplace.window.open_page(page.name)
            else:
                shown = workplace.window.open_record("work_order", page.record_id)
            settled(qtbot, workplace, shown)
            shots.append(shown.grab().toImage())
        one, other = shots
        spots = [(x, y) for x in range(0, one.width(), STEP) for y in range(0, one.height(), STEP)]
        left = [spot for spot in spots if one.pixel(*spot) != other.pixel(*spot)]
        # Which row is current and where the focus is may differ.
        assert len(left) < len(spots) / 100, f"{page.name}: {left}"
