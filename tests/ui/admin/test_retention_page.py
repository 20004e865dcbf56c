"""The page of what is past its period: proposals by kind, erasing and keeping with a reason."""

from datetime import timedelta

import pytest

from services import customers
from services.ids import new_id
from tests.ui.admin.test_people_page import dialog_of, press, settle


@pytest.fixture
def old(sign_in, fresh_database):
    """Two customers nobody has dealt with for years."""
    made = [customers.create(sign_in("na"), {"name": name}, new_id()) for name in ("南宫问天", "欧阳锋")]
    with fresh_database.connect() as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("update aftercare.customer set created_at = created_at - %s", [timedelta(days=1500)])
    return made


@pytest.fixture
def page(qtbot, at_work, old):
    window = at_work("admin").window
    window.resize(1366, 768)
    made = window.open_page("retention")
    qtbot.waitUntil(lambda: made.pane.model.rowCount() == 2, timeout=20_000)
    settle(qtbot, made)
    return made


def rows(page):
    return [page.pane.model.row(n) for n in range(page.pane.model.rowCount())]


def test_one_is_erased_and_one_is_kept_each_with_a_reason(qtbot, page, old, sign_in):
    one, other = rows(page)
    page._ask_erase([one])
    dialog = dialog_of(qtbot, page, name="erase_due")
    press(dialog, "confirm")
    assert dialog.form.editor("why").error
    dialog.form.editor("why").type_text("保存期满")
    press(dialog, "confirm")
    qtbot.waitUntil(lambda: page.messages.said("retention") != "", timeout=20_000)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1, timeout=20_000)
    page._ask_keep([other])
    dialog = dialog_of(qtbot, page, name="keep_longer")
    dialog.form.editor("why").type_text("诉讼")
    press(dialog, "confirm")
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 0, timeout=20_000)
    db = sign_in("admin")
    assert {customers.get(db, one.record_id).name[:2], customers.get(db, other.record_id).name[:2]} & {"#K"}


def test_a_manager_sees_no_kinds_of_proof(qtbot, at_work):
    page = at_work("zhou").window.open_page("retention")
    settle(qtbot, page)
    assert {view.name for view in page.mine} == {"customer", "caller", "paper"}


def test_pictures_of_it(qtbot, page, picture):
    assert len(picture(page.window(), "retention")) == 4
    page._ask_erase(rows(page))
    dialog = dialog_of(qtbot, page, name="erase_due")
    assert len(picture(dialog, "retention-erase")) == 4
    dialog.reject()
    page._turn("look")
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 0 and not page._running, timeout=20_000)
    assert len(picture(page.window(), "retention-empty")) == 4
