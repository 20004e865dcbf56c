"""A test of sending on the screen: asked for, waited for, its outcome shown in place."""

from sqlalchemy import text

from services import sending_tests
from services.ids import new_id
from ui import outbox

ALL = outbox.SPECS


def outcome(committed, result, fault="", detail=""):
    """The computer that sends takes the next test up and says what came of it."""
    worker = new_id()
    test = committed.execute(text("select id from sending_test_claim(:w)"), {"w": worker}).scalar_one()
    committed.execute(
        text("select sending_test_result(:t, :w, :r, :f, :d)"),
        {"t": test, "w": worker, "r": result, "f": fault, "d": detail},
    )


def ask(page, address, channel="email"):
    page.form.set_value("channel", channel)
    page.form.set_value("address", address)
    page.send.click()


def words(page):
    model = page.table.model()
    return [[model.words(column, row) for column in model.columns] for row in model.rows()]


def test_an_administrator_asks_and_sees_what_came_of_it(qtbot, enter, settle, committed):
    window = enter("admin")
    page = window.open_page("sending_tests")
    settle(window)
    assert not page.none.isHidden()
    ask(page, "nobody")
    qtbot.waitUntil(lambda: bool(page.form.editor("address").error))
    ask(page, "me@example.cn")
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 1)
    assert "m***@example.cn" in words(page)[0] and page.none.isHidden()
    outcome(committed, "refused", "mail_login_refused", "535 bad password")
    page.changed("sending_test", ())
    qtbot.waitUntil(lambda: any("535 bad password" in one for one in words(page)[0]))


def test_it_is_reached_from_the_outbox_and_the_texts(qtbot, enter, settle):
    window = enter("admin")
    for name in ("messages_out", "message_texts"):
        page = window.open_page(name)
        settle(window)
        button = next(one for one in page.findChildren(type(page.save if hasattr(page, "save") else page.test))
                      if one.objectName() == "action_sending_tests")  # fmt: skip
        assert not button.isHidden()
        button.click()
        settle(window)
        assert window.current_page().name == "sending_tests"
    assert enter("zhou").open_page("sending_tests") is None


def test_the_page_has_its_pictures(qtbot, enter, settle, committed, picture):
    window = enter("admin")
    window.resize(1366, 768)
    page = window.open_page("sending_tests")
    settle(window)
    picture(window, "sending-tests-none")
    db = page.desk.db
    for number in range(3):
        sending_tests.ask(db, new_id(), "sms" if number == 1 else "email", ["me@example.cn", "13800000000"][number == 1],
                          new_id())  # fmt: skip
    outcome(committed, "sent")
    outcome(committed, "refused", "sms_command_missing")
    page.refresh()
    settle(window)
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 3)
    picture(window, "sending-tests")
