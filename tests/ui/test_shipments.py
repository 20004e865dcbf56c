"""The screens of parcels: sending one from its order, the list of those that have not arrived."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from services import shipments
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.follow_up_samples import hand_over
from ui import work_orders as ui_work_orders
from ui.kit import formats
from ui.kit.form_dialog import FormDialog

ALL = ui_work_orders.SPECS


@pytest.fixture
def order(committed):
    return hand_over(committed, make_customer(committed, "王小明", "13800138001"))


def dialog_of(window):
    return next(one for one in window.findChildren(FormDialog) if one.isVisible())


def test_a_parcel_is_sent_from_its_order_and_chased_until_it_arrives(
    qtbot, enter, settle, committed, order, sign_in, picture
):
    na = sign_in("na")
    window = enter("na")
    page = window.open_record("work_order", order)
    settle(window)
    page._act("send_parcel")
    dialog = dialog_of(window)
    dialog.form.set_value("carrier", "顺丰速运")
    dialog.form.set_value("tracking_no", "SF1234567890")
    assert picture(window, "parcel-sent")
    dialog = dialog_of(window)
    dialog._take()
    settle(window)
    qtbot.waitUntil(lambda: len(shipments.of_order(na, order)) == 1)
    (made,) = shipments.of_order(na, order)
    assert (made.direction, made.expected_on) == ("to_customer", formats.today() + timedelta(days=3))
    committed.execute(
        text("update shipment set sent_on = sent_on - 5, expected_on = expected_on - 5, ask_on = ask_on - 5")
    )
    committed.commit()
    other = {"direction": "to_maker", "carrier": "中通", "tracking_no": "ZT8",
             "expected_on": formats.today() + timedelta(days=4)}  # fmt: skip
    shipments.send(na, new_id(), order, other, new_id())
    listed = window.open_page("shipments")
    settle(window)
    listed.refresh()
    qtbot.waitUntil(lambda: [row.late for row in listed.pane.model.rows()] == [True, False])
    assert picture(window, "parcels")
    listed.ask_arrived(listed.pane.model.rows()[:1])
    dialog_of(window)._take()
    settle(window)
    qtbot.waitUntil(lambda: shipments.some(na, [made.id], shipments.Wanted(view="all"))[0].state == "arrived")


def test_who_may_not_ship_is_not_offered_it(enter, settle, order):
    window = enter("cai")
    page = window.open_record("work_order", order)
    settle(window)
    assert not page._may("send_parcel")
