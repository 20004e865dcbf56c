"""Questions at the kiosk: found by touching, typed on the screen's keyboard, read with a finger."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.app.kiosk import kiosk, put_article, put_more_articles, touch
from tests.guest_samples import company

__all__ = ["company", "kiosk"]


def test_questions_open_with_a_finger(qtbot, company, kiosk):
    put_article(company)
    window = kiosk.window
    window.start.questions.click()
    qtbot.waitUntil(lambda: window.questions.answer.isVisible())
    assert "清洁充电口" in window.questions.words.text()
    window.over.click()
    assert window.at_start


def titles(window):
    return [one.title for one in window.questions._found.articles] if window.questions._found else []


def test_the_keyboard_comes_when_the_search_is_touched_and_writes_into_it(qtbot, company, kiosk):
    put_article(company)
    window = kiosk.window
    window.start.questions.click()
    qtbot.waitUntil(lambda: titles(window) == ["手机不能充电怎么办？"])
    assert window.keyboard.isHidden() and window.foot.isVisible()
    touch(window.questions.search)
    assert window.keyboard.isVisible() and not window.foot.isVisible()
    for key in ("p", "h", "o", "x", "back", "n", "e"):
        window.keyboard.keys[key].click()
    assert window.questions.search.text() == "phone"
    qtbot.waitUntil(lambda: len(titles(window)) == 1)
    window.keyboard.hide_key.click()
    assert window.keyboard.isHidden() and window.foot.isVisible() and window.questions.search.text() == "phone"
    window.questions.keyboard.click()
    assert window.keyboard.isVisible()
    window.go_start()
    assert window.keyboard.isHidden() and not window.questions.search.text()


def test_answers_are_found_by_touching_a_topic_and_by_pinyin_initials(qtbot, company, kiosk):
    put_article(company)
    put_more_articles(company)
    window = kiosk.window
    view = window.questions
    window.show_questions()
    qtbot.waitUntil(lambda: len(titles(window)) == 3 and bool(view.topics.all))
    assert view.topics.kinds["topic"].isVisible() and not view.topics.kinds["model"].isVisible()
    view.topics.kinds["topic"].click()
    picks = {b.objectName(): b for b in view.topics.picks.findChildren(QAbstractButton) if b.isVisible()}
    assert set(picks) == {
        "action_pick_all",
        "action_pick_topic_fault",
        "action_pick_topic_warranty",
        "action_pick_topic_price",
    }
    picks["action_pick_topic_warranty"].click()
    qtbot.waitUntil(lambda: titles(window) == ["保修期从哪一天算起？"])
    assert view.topics.kinds["topic"].text() == "保修政策" and view.below.currentIndex() == 0
    # the first letters of what is said, as a Chinese reader types them
    touch(view.search)
    for key in "jg":
        window.keyboard.keys[key].click()
    price = lambda: [b for b in view.topics.findChildren(QAbstractButton) if b.isVisible() and b.text() == "价格费用"]  # noqa: E731
    qtbot.waitUntil(lambda: len(price()) == 1)
    price()[0].click()
    qtbot.waitUntil(lambda: titles(window) == ["屏幕碎了，多少钱能修？"])
    assert not view.search.text()
    window.go_start()
    window.show_questions()
    qtbot.waitUntil(lambda: len(titles(window)) == 3)
    assert view.topics.chosen is None and view.topics.kinds["topic"].text() == "问题分类"


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_keys_are_large_and_fit_on_small_and_large_screens(qtbot, company, kiosk, size):
    put_article(company)
    window = kiosk.window
    window.showNormal()
    window.resize(*size)
    window.show_questions()
    qtbot.waitUntil(lambda: bool(titles(window)))
    touch(window.questions.search)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    keys = [*window.keyboard.keys.values(), window.keyboard.hide_key]
    assert all(key.height() >= 64 and key.width() >= 64 for key in keys)
    assert all(window.rect().contains(key.mapTo(window, key.rect().bottomRight())) for key in keys)
    assert window.questions.below.height() >= 64
    window.go_start()
    for layer in ("abc", "123"):
        window.start.keypad.keys[layer].click()
        QApplication.processEvents()
        shown = [key for key in window.start.keypad.findChildren(QAbstractButton) if key.isVisible()]
        assert all(key.height() >= 64 and key.width() >= 64 for key in shown)
        assert all(window.rect().contains(key.mapTo(window, key.rect().bottomRight())) for key in shown)
    assert (window.width(), window.height()) == size
