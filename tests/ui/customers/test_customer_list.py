"""The list of customers: what it shows, its filters and views, and what is done to several at once."""

import pytest

from services import customers
from tests.people import known
from tests.ui.customers.screens import add, dialog_of, names, until
from ui.customers.page import CustomersPage
from ui.kit.words import say


def test_the_list_shows_the_newest_and_opens_one(desk, show, opened, qtbot):
    for name in ("甲", "乙"):
        add(desk.db, name)
    page = show(CustomersPage(desk))
    until(qtbot, page, lambda: names(page) == ["乙", "甲"])
    page.pane.opened.emit(page.pane.model.row(0))
    assert opened[-1] == ("customer", {"id": page.pane.model.row(0).id})


def test_filters_views_and_typing_narrow_the_list(desk, show, qtbot):
    add(desk.db, "张思远", region_id=known("hangzhou"))
    add(desk.db, "西湖饭店", kind="company", region_id=known("north"))
    page = show(CustomersPage(desk))
    page.filters["region_id"]._choose(known("hangzhou"))
    until(qtbot, page, lambda: names(page) == ["张思远"])
    assert page.filters["region_id"].text() == "区域：杭州"
    page.filters["region_id"]._choose(None)
    page.own.choose("companies")
    until(qtbot, page, lambda: names(page) == ["西湖饭店"])
    page.own.choose("all")
    qtbot.keyClicks(page.pane.filter, "zsy")
    until(qtbot, page, lambda: names(page) == ["张思远"])


def test_filters_are_kept_as_a_view_and_dropped(desk, show, qtbot):
    add(desk.db, "张思远", region_id=known("hangzhou"))
    add(desk.db, "李四", region_id=known("north"))
    page = show(CustomersPage(desk))
    page.filters["region_id"]._choose(known("hangzhou"))
    page.own.keep.click()
    dialog = dialog_of(page, "save_view")
    dialog.confirm.click()
    assert dialog.form.editor("name").error
    dialog.form.set_value("name", "杭州客户")
    dialog.confirm.click()
    until(qtbot, page, lambda: page.own.current() is not None)
    [view] = page.own.views
    page.own.choose("all")
    until(qtbot, page, lambda: len(names(page)) == 2)
    page.own.choose(view)
    until(qtbot, page, lambda: names(page) == ["张思远"])
    page.own._drop(page.own.current())
    until(qtbot, page, lambda: not page.own.views and len(names(page)) == 2)


def test_two_ticked_customers_are_merged_and_the_one_that_stays_opens(desk, show, opened, qtbot):
    kept, gone = add(desk.db, "王芳"), add(desk.db, "王芬", "13900001111")
    page = show(CustomersPage(desk))
    until(qtbot, page, lambda: page.pane.model.rowCount() == 2)
    page.pane.model.tick(0, True)
    page.pane.actions_by_name["merge"].click()
    assert say(page.messages.worst()[1].sentence) == "请勾选重复的两个客户。"
    page.pane.model.tick(1, True)
    page.pane.actions_by_name["merge"].click()
    dialog = dialog_of(page, "merge")
    until(qtbot, page, dialog.confirm.isEnabled)
    number = next(place for place, one in enumerate(dialog._found) if one.id == kept)
    dialog.choices.button(number).setChecked(True)
    dialog.confirm.click()
    until(qtbot, page, lambda: ("customer", {"id": kept}) in opened)
    assert customers.get(desk.db, gone).merged_into == kept


def test_the_sales_representative_of_several_is_changed(desk, show, qtbot):
    ids = [add(desk.db, name) for name in ("甲", "乙")]
    page = show(CustomersPage(desk))
    until(qtbot, page, lambda: page.pane.model.rowCount() == 2 and bool(page.filters["sales_rep_id"].options))
    for number in (0, 1):
        page.pane.model.tick(number, True)
    page.pane.actions_by_name["change_sales_rep"].click()
    dialog = dialog_of(page, "sales_rep")
    dialog.form.set_value("sales_rep_id", known("xiao"))
    dialog.confirm.click()
    until(qtbot, page, lambda: {customers.get(desk.db, one).sales_rep_id for one in ids} == {known("xiao")})


@pytest.mark.parametrize(
    ("person", "merges", "adds"), [("na", True, True), ("shen", False, False), ("xiao", False, True)]
)
def test_what_a_role_can_never_do_is_not_shown(desk_of, show, person, merges, adds):
    page = show(CustomersPage(desk_of(person)))
    assert page.pane.actions_by_name["merge"].isVisibleTo(page) is merges
    assert page.new.isVisibleTo(page) is adds
