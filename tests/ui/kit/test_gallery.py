"""Every part in every theme and language; AFTERCARE_PICTURES keeps the pictures in a folder."""

import os
from pathlib import Path

import pytest

from ui.kit.theme import theme
from ui.kit.words import use_language


def save(window, folder, name):
    path = folder / f"{name}.png"
    assert window.grab().save(str(path))
    return path


@pytest.fixture
def folder(tmp_path):
    wanted = os.environ.get("AFTERCARE_PICTURES")
    path = Path(wanted) if wanted else tmp_path
    path.mkdir(parents=True, exist_ok=True)
    return path


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_part_can_be_painted(window, qtbot, folder, look, language):
    theme.apply(look)
    use_language(language)
    window.resize(1440, 900)
    for name in ("board", "orders", "intake"):
        page = window.open_page(name)
        qtbot.waitUntil(lambda: window.desk.background.idle)
        if name == "orders":
            for row in (4, 13):
                page.pane.model.tick(row)
            page.pane.view.setCurrentIndex(page.pane.model.index(13, 1))
            page.pane.view.setFocus()
            page.pane.model.newer.emit(3)
        qtbot.wait(1)
        save(window, folder, f"{name}-{language}-{look}")
    window.open_record("work_order", 42).primary.setFocus()
    qtbot.wait(1)
    save(window, folder, f"order-{language}-{look}")
    use_language("zh_CN")


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_parts_keep_their_shape_when_enlarged(window, qtbot, folder, scale):
    theme.apply("light", scale)
    window.resize(1920, 1200)
    for name in ("orders", "intake"):
        window.open_page(name)
        qtbot.waitUntil(lambda: window.desk.background.idle)
        qtbot.wait(1)
        save(window, folder, f"{name}-{scale}")


def test_the_smallest_screen_needs_no_horizontal_scrolling(window, qtbot, folder):
    window.resize(1366, 768)
    page = window.open_page("intake")
    qtbot.wait(1)
    save(window, folder, "intake-1366")
    assert window.width() == 1366
    assert page.form.compact
    assert page.save.isVisible()
    assert page.save.mapTo(window, page.save.rect().bottomRight()).y() <= 768
