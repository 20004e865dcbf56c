"""Kiosks and customers are let in from the store's and the customer's page, and by command."""

import io
import os

import pytest

from app import admin
from services import guests
from services.errors import NotSignedIn
from tests.guest_samples import FIRST_PASSWORD, company, login_of_its_own
from tests.workplace import at_work, conninfo, remembered
from ui.kit.buttons import Button
from ui.kit.sign_ins import SignInsDialog

__all__ = ["at_work", "company", "conninfo", "remembered"]


def opened(qtbot, page):
    """The dialog of sign-ins on a page, loaded."""
    (dialog,) = page.window().findChildren(SignInsDialog)
    qtbot.waitUntil(lambda: dialog.rows.count() > 0)
    return dialog


def test_an_administrator_opens_and_closes_a_kiosk_from_the_stores_page(qtbot, at_work, company):
    window = at_work("admin").window
    page = window.open_page("stores")
    qtbot.waitUntil(lambda: page.pane.model.rowCount() >= 4)
    rows = [page.pane.model.index(row, 0).data() for row in range(page.pane.model.rowCount())]
    page.pane.view.setCurrentIndex(page.pane.model.index(rows.index("xihu"), 0))
    qtbot.waitUntil(lambda: page.seen is not None)
    page.kiosk.click()
    dialog = opened(qtbot, page)
    assert dialog.form.value("login") == "kiosk_xihu" and not dialog.guests
    login = login_of_its_own("kiosk")
    dialog.form.set_value("login", login)
    dialog.form.set_value("password", "short")
    dialog.add_button.click()
    qtbot.waitUntil(lambda: bool(dialog.form.editor("password").error))
    dialog.form.set_value("password", FIRST_PASSWORD)
    dialog.add_button.click()
    qtbot.waitUntil(lambda: [guest.login for guest in dialog.guests] == [login])
    assert FIRST_PASSWORD in dialog.handed.label.text() and not dialog.new.isVisible()
    assert company.enter(login).person.roles == ("kiosk",)
    press(dialog, f"disable_{login}")
    qtbot.waitUntil(lambda: not dialog.guests[0].active)
    with pytest.raises(NotSignedIn):
        company.enter(login)
    press(dialog, f"enable_{login}")
    qtbot.waitUntil(lambda: dialog.guests[0].active)
    assert company.enter(login)


def press(dialog, name):
    """Click the button of that name."""
    dialog.findChild(Button, f"action_{name}").click()


def test_a_manager_gives_a_customer_a_sign_in_and_a_new_password(qtbot, at_work, company):
    customer = company.customer("联合物业公司")
    window = at_work("zhou").window
    page = window.open_record("customer", customer)
    qtbot.waitUntil(lambda: page.loaded is not None)
    page.open_sign_ins()
    dialog = opened(qtbot, page)
    login = login_of_its_own("cust")
    dialog.form.set_value("login", login)
    dialog.form.set_value("password", FIRST_PASSWORD)
    dialog.add_button.click()
    qtbot.waitUntil(lambda: len(dialog.guests) == 1)
    assert company.enter(login).person.must_change_password
    press(dialog, f"reset_{login}")
    qtbot.waitUntil(lambda: FIRST_PASSWORD not in dialog.handed.label.text())
    with pytest.raises(NotSignedIn):
        company.enter(login)
    # a login that is somebody's already is refused at its field
    dialog.form.set_value("login", "na")
    dialog.form.set_value("password", FIRST_PASSWORD)
    dialog.add_button.click()
    qtbot.waitUntil(lambda: bool(dialog.form.editor("login").error))


def test_an_agent_is_not_offered_it(qtbot, at_work, company):
    page = at_work("na").window.open_record("customer", company.customer())
    qtbot.waitUntil(lambda: page.loaded is not None)
    assert not page._may_call("create_guest")


@pytest.fixture
def call(monkeypatch, capsys, company):
    """Run aftercare-admin in this process; (exit code, stdout, stderr)."""

    def call(*arguments, said=""):
        monkeypatch.setenv("AFTERCARE_DSN", company.clone.dsn())
        monkeypatch.setattr("sys.stdin", io.StringIO(said))
        code = admin.main(list(arguments))
        return (code, *capsys.readouterr())

    return call


def test_commands_make_change_and_close_both(call, company):
    customer = company.customer()
    number = company.root("select number from customer where id = :i", i=customer)[0][0]
    for more in (("--role", "kiosk", "--store", "xihu"), ("--role", "customer", "--customer", number)):
        login = f"g{os.urandom(5).hex()}"
        assert call("create-user", login, *more, said=FIRST_PASSWORD)[0] == 0
        assert company.enter(login).person.roles == (more[1],)
        assert call("set-password", login, said="a second word 7")[0] == 0
        assert company.enter(login, "a second word 7")
        assert call("disable-user", login)[0] == 0
        with pytest.raises(NotSignedIn):
            company.enter(login, "a second word 7")
    assert not any(guest.active for guest in guests.of_store(company.person("admin")))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--role", "kiosk"), "exactly one store"),
        (("--role", "kiosk", "--store", "mars"), "no store mars"),
        (("--role", "customer"), "needs the customer's number"),
        (("--role", "customer", "--customer", "K0"), "no customer K0"),
        (("--role", "customer", "agent", "--customer", "K1"), "no other role"),
        (("--role", "agent", "--name", "陈"), "at least one store"),
    ],
)
def test_a_refused_command_is_one_sentence(call, arguments, sentence):
    code, _out, complaint = call("create-user", f"g{os.urandom(5).hex()}", *arguments, said=FIRST_PASSWORD)
    assert code == 1 and sentence in complaint and complaint.count("\n") == 1
