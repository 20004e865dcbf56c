"""The screens of customers to be won back: the list, the call that ends won or lost, the figures."""

from services import follow_ups
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.follow_up_samples import RULES, move
from tests.people import known
from ui import follow_ups as ui_follow_ups
from ui.kit.steps_bar import StepDialog

ALL = ui_follow_ups.SPECS


def planned(db, superuser, name, phone):
    customer = make_customer(superuser, name, phone)
    values = {
        "rule_id": RULES["lapsed"],
        "store_id": known("store xihu"),
        "customer_id": customer,
        "subject": "一年未光顾",
    }
    return follow_ups.plan(db, new_id(), values, new_id())


def test_a_customer_is_lost_for_a_reason_and_the_figures_open_him(qtbot, enter, settle, committed, sign_in, picture):
    zhou = sign_in("zhou")
    lost, won, _open = (
        planned(zhou, committed, name, f"1380013{n:04}") for n, name in enumerate(("王小明", "李四", "赵六"))
    )
    move(zhou, won.id, "won")
    window = enter("zhou")
    listed = window.open_page("win_back")
    settle(window)
    qtbot.waitUntil(lambda: {row.customer_name for row in listed.pane.model.rows()} == {"王小明", "赵六"})
    assert picture(window, "win-back")
    page = window.open_record("follow_up", lost.id)
    settle(window)
    assert not page._questions.isVisible()
    assert picture(window, "win-back-call")
    page.take_step("lost")
    settle(window)
    dialog = next(one for one in window.findChildren(StepDialog) if one.isVisible())
    dialog.form.set_value("lost_reason", "price")
    dialog.confirm.click()
    settle(window)
    qtbot.waitUntil(lambda: follow_ups.get(zhou, lost.id).state == "lost")
    figures = window.open_page("win_back_figures")
    settle(window)
    qtbot.waitUntil(lambda: figures.figures is not None and figures.figures.all.closed == 2)
    assert picture(window, "win-back-figures")
    figures.open_rows(lost_reason="price")
    settle(window)
    listed = window.current_page()
    qtbot.waitUntil(lambda: [row.id for row in listed.pane.model.rows()] == [lost.id])
    assert listed.pane.model.rows()[0].lost_because == "价格偏高"
