"""Texts on papers on the screen: who writes them, and when they are read again."""

import pytest

from services import shop_texts
from services.ids import new_id
from tests.people import known
from ui.admin.shop_texts import ShopTextsPage
from ui.kit.words import use_language

XIHU = known("store xihu")


@pytest.fixture
def admin(desk_of):
    return desk_of("admin")


@pytest.fixture
def page(admin, show):
    return show(ShopTextsPage(admin))


def write(desk, store, **values):
    return shop_texts.save(
        desk.db, shop_texts.own(desk.db, store), {"terms_zh": ["凭单取机。"], **values}, request=new_id()
    )


def rows(page):
    return [page.pane.model.row(place) for place in range(page.pane.model.rowCount())]


def test_new_texts_begin_with_the_program_s_and_are_kept_by_line(qtbot, admin, page):
    page.start_new()
    assert "凭本单或身份证件取机" in page.form.value("terms_zh")
    page.form.set_value("terms_zh", "凭单取机。\n\n  保修 {days} 天。 \n")
    page.store()
    qtbot.waitUntil(lambda: page.seen is not None and page.seen.id is not None)
    kept = shop_texts.own(admin.db, None)
    assert kept.terms_zh == ["凭单取机。", "保修 {days} 天。"] and kept.terms_en
    assert page.form.value("review_on") == kept.review_on is not None


def test_a_clause_the_law_bars_is_said_at_its_field(qtbot, admin, page):
    page.start_new()
    page.form.set_value("terms_zh", "本店拥有最终解释权。")
    page.store()
    qtbot.waitUntil(lambda: bool(page.form.cells["terms_zh"].error))
    assert page.form.value("terms_zh") == "本店拥有最终解释权。"


def test_the_button_says_that_they_still_hold(qtbot, admin, page):
    own = write(admin, None, review_on=None)
    seen = shop_texts.get(admin.db, own)
    page.shown(record_id=own)
    qtbot.waitUntil(lambda: page.seen is not None and page.seen.id == own)
    assert page.holds.isVisible()
    page.holds.click()
    qtbot.waitUntil(lambda: page.seen.version > seen.version)
    after = shop_texts.get(admin.db, own)
    assert after.reviewed_at > seen.reviewed_at and after.terms_zh == ["凭单取机。"]


def test_a_manager_reads_the_company_s_and_does_not_say_they_hold(qtbot, admin, desk_of, show):
    own = write(admin, None)
    made = show(ShopTextsPage(desk_of("zhou")))
    made.shown(record_id=own)
    qtbot.waitUntil(lambda: made.seen is not None)
    assert not made.holds.isVisible() and made.form.cells["terms_zh"].editor.locked


def test_the_page_speaks_both_languages(admin, page):
    use_language("en")
    assert page.holds.text() == "It still holds"
    use_language("zh_CN")
