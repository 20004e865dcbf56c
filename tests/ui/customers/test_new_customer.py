"""A new customer on the screen, whom he may be, and pictures of all pages."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from services import customers
from tests.people import PASSWORD
from tests.ui.customers.screens import labels, until
from ui.customers.new import NewCustomerPage
from ui.customers.page import CustomersPage
from ui.kit.buttons import Button
from ui.kit.draft_store import DraftStore
from ui.kit.drafts import Drafts


def test_a_new_customer_is_saved_and_opened(desk, show, opened, qtbot):
    page = show(NewCustomerPage(desk))
    page.save_button.click()
    assert page.form.main.editor("name").error and page.form.main.fix_bar.isVisible()
    page.form.main.set_value("name", "李四")
    page.form.main.set_value("phone", "13700001111")
    page.save_button.click()
    until(qtbot, page, lambda: bool(opened))
    [(kind, how)] = opened
    seen = customers.get(desk.db, how["id"])
    assert (kind, seen.name, seen.phone_masked, seen.kind, seen.stage) == (
        "customer",
        "李四",
        "137****1111",
        "person",
        "formal",
    )
    assert not page.unsaved()


def test_both_leaves_of_a_new_customer_are_kept_as_one_draft(desk, show, qtbot, tmp_path):
    desk.drafts = Drafts(DraftStore(tmp_path, "na", "test", PASSWORD), desk.background)
    page = show(NewCustomerPage(desk))
    page.form.main.set_value("name", "李四")
    page.form.show_leaf("file")
    with qtbot.waitSignal(page.keeper.kept, timeout=10_000):
        page.form.file.set_value("industry", "餐饮")
    until(qtbot, page)
    page.keeper.keep()
    until(qtbot, page)
    again = show(NewCustomerPage(desk))
    until(qtbot, again, lambda: again.form.file.value("industry") == "餐饮")
    assert again.form.main.value("name") == "李四" and again.unsaved()
    again.keeper.drop()
    assert not again.unsaved() and not again.form.file.value("industry")


def test_who_may_be_the_same_stands_beside_while_typing(desk, show, opened, qtbot, wang):
    page = show(NewCustomerPage(desk))
    qtbot.keyClicks(page.form.main.editor("phone").focus_widget, "138 1234 5678")
    until(qtbot, page, page.form.alike.isVisible)
    page.form.alike.findChildren(Button)[0].click()
    assert opened == [("customer", {"id": wang})]


def test_a_wrong_number_is_said_at_the_number_and_stays_typed(desk, show, qtbot):
    page = show(NewCustomerPage(desk), name="李四", phone="12")
    page.save_button.click()
    until(qtbot, page, lambda: "这不是电话号码。" in labels(page))
    assert page.form.main.value("phone") == "12"


def test_everything_can_be_reached_and_named(page, qtbot):
    unnamed = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and isinstance(widget, Button)
        and not widget.accessibleName()
    ]
    assert unnamed == []


def test_pictures_of_all_pages_in_both_languages_and_themes(page, desk, show, picture, qtbot):
    assert all(path.stat().st_size > 10_000 for path in picture(page, "customer"))
    page.start_editing()
    until(qtbot, page)
    assert picture(page, "customer-form") and picture(show(CustomersPage(desk)), "customers")
    until(qtbot, page)
