"""Telling the customers of many orders from the list: looked at, written once, the rest as letters."""

import pytest
from sqlalchemy import text

from services import messages
from services.ids import new_id
from tests.message_samples import of, order_of
from tests.services.documents import reading
from tests.work_order_samples import bring_to
from ui import work_orders
from ui.kit.print_preview import PreviewDialog
from ui.kit.printing import Printing
from ui.work_orders.tell_many import TellManyDialog

ALL = work_orders.SPECS


@pytest.fixture
def ready(sign_in, committed):
    """Orders ready for collection: of somebody with an address, without one, and of somebody who refused."""
    found = []
    for values in ({}, {"name": "李明", "email": "", "phone": "", "no_phone_reason": "未留"}, {"name": "赵敏"}):
        customer, order = order_of(sign_in, committed, **values)
        bring_to(sign_in, order, "completed")
        found.append(order)
    committed.execute(
        text("insert into customer_consent (id, customer_id, purpose, given) values (:i, :c, 'service', false)"),
        {"i": new_id(), "c": customer},
    )
    return found


def opened(qtbot, enter, settle, person="na"):
    window = enter(person)
    page = window.open_page("orders", view="not_told")
    settle(window)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 3)
    page.tell_many(page.pane.model.rows()[:1])
    qtbot.waitUntil(lambda: window.findChildren(TellManyDialog) != [])
    dialog = window.findChildren(TellManyDialog)[0]
    qtbot.waitUntil(lambda: dialog.choice() is not None and all(row.outlook for row in dialog._rows))
    return window, page, dialog


def show_all(qtbot, dialog):
    dialog.whom.show_current("all")
    dialog.whom.chosen.emit("all")
    qtbot.waitUntil(lambda: len(dialog._rows) == 3 and all(row.outlook for row in dialog._rows))


def test_a_view_is_told_and_who_is_left_out_is_said(qtbot, enter, settle, committed, sign_in, ready, monkeypatch):
    monkeypatch.setattr("services.printing.printers", list)
    window, page, dialog = opened(qtbot, enter, settle)
    page.desk.printing = Printing(page.desk.background, lambda _paper: None, lambda _job: None)
    assert dialog.choice().occasion == "ready" and len(dialog._rows) == 1
    show_all(qtbot, dialog)
    assert "1" in dialog.summary.label.text() and dialog.send.isEnabled()
    assert {row.id: row.goes for row in dialog._rows} == {ready[0]: True, ready[1]: False, ready[2]: False}
    dialog.send.click()
    qtbot.waitUntil(lambda: dialog._done)
    assert [len(of(committed, order)) for order in ready] == [1, 0, 0]
    assert not dialog.send.isEnabled()
    # who has no address gets a letter, who refused gets nothing
    assert not dialog.letters.isHidden()
    dialog.letters.click()
    qtbot.waitUntil(lambda: window.findChildren(PreviewDialog) != [])
    assert [[one.channel for one in of(committed, order)] for order in ready] == [["email"], ["letter"], []]
    qtbot.waitUntil(lambda: dialog.letters.isHidden())
    (line,) = messages.page(sign_in("na"), messages.Wanted(view="letters")).rows
    assert line.customer_name == "李明"
    preview = window.findChildren(PreviewDialog)[0]
    qtbot.waitUntil(lambda: preview.pdf is not None)
    assert "李明" in reading.text(preview.pdf)
    preview.reject()
    dialog.reject()
    settle(window)
    page.desk.printing.close()


def test_written_once_though_asked_twice(qtbot, enter, settle, committed, ready):
    _window, _page, dialog = opened(qtbot, enter, settle)
    show_all(qtbot, dialog)
    orders = [row.id for row in dialog._rows if row.goes]
    for _again in range(2):
        dialog._done = False
        dialog._write("send", dialog.choice().way, orders)
        qtbot.waitUntil(lambda: dialog._done)
    assert [len(of(committed, order)) for order in ready] == [1, 0, 0]
    assert [row.written.message_id is not None for row in dialog._rows if row.id == ready[0]] == [True]
    dialog.reject()


def test_without_a_chosen_row_all_of_the_list_is_meant(qtbot, enter, settle, ready):
    window = enter("na")
    page = window.open_page("orders", view="not_told")
    settle(window)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 3)
    page.tell_many([])
    dialog = window.findChildren(TellManyDialog)[0]
    qtbot.waitUntil(lambda: len(dialog._rows) == 3 and all(row.outlook for row in dialog._rows))
    dialog.reject()


def test_who_only_looks_is_not_offered_it(qtbot, enter, settle, ready):
    window = enter("cai")
    page = window.open_page("orders", view="all")
    settle(window)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 3)
    page.tell_many(page.pane.model.rows())
    assert window.findChildren(TellManyDialog) == []


def test_telling_many_has_its_pictures(qtbot, enter, settle, picture, ready):
    window, _page, dialog = opened(qtbot, enter, settle)
    show_all(qtbot, dialog)
    settle(window)
    picture(dialog, "tell-many")
    dialog.send.click()
    qtbot.waitUntil(lambda: dialog._done)
    settle(window)
    picture(dialog, "tell-many-done")
    dialog.reject()
