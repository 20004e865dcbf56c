"""From the first start to a person at work, through the real panels and a real database."""

import os
import tomllib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app import places, settings
from app.entrance import Entrance
from app.places import Place, Places
from services import people, sign_in
from services.errors import ServiceError
from services.texts import language
from tests.people import PASSWORD, known
from ui.connections import ConnectionPanel
from ui.first_run import FirstAdministratorPanel, FirstRunPanel
from ui.kit.theme import theme
from ui.kit.words import use_language
from ui.login import LoginPanel, wait_after
from ui.own_password import NewPasswordPanel


@pytest.fixture
def enter(qtbot, remembered):
    """Begin with these settings; the entrance's arrivals are collected in `arrived`."""
    theme.apply("light", 1.0)
    use_language("zh_CN")
    made = []

    def begin(dsn="", **more):
        where = Places(remembered, dsn)
        entrance = Entrance(remembered, where, "0", **more)
        entrance.arrived_all = []
        entrance.arrived.connect(entrance.arrived_all.append)
        made.append((entrance, where))
        entrance.begin()
        return entrance

    yield begin
    for entrance, where in made:
        for arrival in entrance.arrived_all:
            arrival.session.db.close()
        entrance.close()
        where.close()


def panel_of(qtbot, entrance, kind):
    qtbot.waitUntil(lambda: isinstance(entrance.gate.panel, kind) and not entrance.gate.panel.busy, timeout=60_000)
    return entrance.gate.panel


def type_into(qtbot, panel, **values):
    for column, words in values.items():
        line = panel.findChild(QLineEdit, f"field_{column}")
        line.selectAll()
        if words.isascii():
            qtbot.keyClicks(line, words)
        else:
            # QTest's keys know no Chinese; an input method inserts like this
            panel.form.editor(column).type_text(words)


def arrival_of(qtbot, entrance):
    qtbot.waitUntil(lambda: bool(entrance.arrived_all), timeout=60_000)
    return entrance.arrived_all[-1]


def sentence_of(panel):
    worst = panel.messages.worst()
    if worst is None:
        return ""
    return worst[1].sentence() if callable(worst[1].sentence) else worst[1].sentence


@pytest.fixture
def newcomer(conninfo):
    """Somebody who has to change the password first; returns the login."""
    login = f"n{os.urandom(4).hex()}"
    admin = sign_in.enter(conninfo, "admin", PASSWORD).db
    values = {"login": login, "name": "新人", "roles": ["agent"], "store_ids": [known("store xihu")]}
    people.add(admin, known(f"request {login}"), known(login), values, "first password")
    admin.close()
    return login


def test_a_new_computer_is_asked_how_to_begin_and_becomes_its_own_server(qtbot, enter):
    entrance = enter()
    first = panel_of(qtbot, entrance, FirstRunPanel)
    qtbot.keyClick(first, "2")
    administrator = panel_of(qtbot, entrance, FirstAdministratorPanel)
    type_into(
        qtbot, administrator, store_name="西湖店", name="王总", password="a long password", again="a long passwort"
    )
    administrator.submit()
    assert "不一致" in administrator.form.cells["again"].error
    type_into(qtbot, administrator, again="a long password")
    qtbot.keyClick(administrator.findChild(QLineEdit, "field_again"), Qt.Key.Key_Return)
    arrival = arrival_of(qtbot, entrance)
    assert (arrival.session.person.login, arrival.session.store_name) == ("admin", "西湖店")
    assert arrival.session.person.roles == ("admin",) and not arrival.session.person.must_change_password
    kept = tomllib.loads(settings.settings_file().read_text("utf-8"))
    assert kept["profiles"] == [{"name": "本机", "embedded": True, "dbname": "aftercare"}]
    assert "a long password" not in settings.settings_file().read_text("utf-8")

    again = enter()
    login = panel_of(qtbot, again, LoginPanel)
    assert login.form.value("login") == "admin"
    type_into(qtbot, login, password="a long password")
    qtbot.keyClick(login.findChild(QLineEdit, "field_password"), Qt.Key.Key_Return)
    assert arrival_of(qtbot, again).session.person.name == "王总"


def test_a_wrong_password_is_one_sentence_and_the_right_one_signs_in(qtbot, enter, conninfo):
    entrance = enter(conninfo)
    login = panel_of(qtbot, entrance, LoginPanel)
    type_into(qtbot, login, login="NA", password="wrong")
    login.submit_button.click()
    qtbot.waitUntil(lambda: not login.busy)
    assert sentence_of(login) == "用户名或密码不正确。"
    assert login.form.editor("password").line.text() == ""
    type_into(qtbot, login, password=PASSWORD)
    qtbot.keyClick(login.findChild(QLineEdit, "field_password"), Qt.Key.Key_Return)
    arrival = arrival_of(qtbot, entrance)
    assert arrival.session.person.login == "na" and not login.messages.worst()


def test_after_five_wrong_passwords_one_has_to_wait(qtbot, enter, conninfo):
    assert [wait_after(n) for n in (1, 4, 5, 6, 7, 20)] == [0, 0, 2, 4, 8, 60]
    login = panel_of(qtbot, enter(conninfo), LoginPanel)
    for _ in range(5):
        login.refused(ServiceError("sign_in_failed"))
    type_into(qtbot, login, login="na", password=PASSWORD)
    login.submit()
    assert not login.busy and not login.submit_button.isEnabled()
    qtbot.waitUntil(login.submit_button.isEnabled, timeout=5_000)


def test_empty_fields_are_named(qtbot, enter, conninfo):
    login = panel_of(qtbot, enter(conninfo), LoginPanel)
    login.submit()
    assert not login.busy
    assert login.form.editor("login").error and login.form.editor("password").error


def test_a_given_password_is_replaced_before_anything_else(qtbot, enter, conninfo, newcomer):
    entrance = enter(conninfo)
    login = panel_of(qtbot, entrance, LoginPanel)
    type_into(qtbot, login, login=newcomer, password="first password")
    login.submit()
    own = panel_of(qtbot, entrance, NewPasswordPanel)
    assert not entrance.arrived_all
    type_into(qtbot, own, new="first password", again="first password")
    own.submit()
    qtbot.waitUntil(lambda: not own.busy)
    assert own.form.editor("new").error
    type_into(qtbot, own, new="my own words 5", again="my own words 5")
    qtbot.keyClick(own.findChild(QLineEdit, "field_again"), Qt.Key.Key_Return)
    arrival = arrival_of(qtbot, entrance)
    assert not arrival.session.person.must_change_password and arrival.session.store_name == "西湖店"


def test_esc_leads_back_from_the_forced_change(qtbot, enter, conninfo, newcomer):
    entrance = enter(conninfo)
    login = panel_of(qtbot, entrance, LoginPanel)
    type_into(qtbot, login, login=newcomer, password="first password")
    login.submit()
    own = panel_of(qtbot, entrance, NewPasswordPanel)
    qtbot.keyClick(own, Qt.Key.Key_Escape)
    panel_of(qtbot, entrance, LoginPanel)
    assert not entrance.arrived_all


def test_a_dsn_with_a_person_and_password_signs_in_by_itself(qtbot, enter, fresh_database):
    arrival = arrival_of(qtbot, enter(fresh_database.dsn("s_na", PASSWORD)))
    assert arrival.session.person.login == "na"


def test_a_superusers_dsn_signs_nobody_in(qtbot, enter, fresh_database):
    login = panel_of(qtbot, enter(fresh_database.dsn()), LoginPanel)
    assert login.form.value("login") is None


def test_connections_are_kept_changed_and_forgotten(qtbot, enter, remembered):
    entrance = enter()
    panel_of(qtbot, entrance, FirstRunPanel).ways["server"].click()
    connection = panel_of(qtbot, entrance, ConnectionPanel)
    type_into(qtbot, connection, name="总部", hosts="db1.example.com，db2.example.com", port="99999")
    connection.save()
    assert connection.form.editor("port").error
    type_into(qtbot, connection, port="5433")
    connection.save()
    (profile,) = remembered.settings.profiles
    assert (profile.hosts, profile.port, profile.dbname) == (("db1.example.com", "db2.example.com"), 5433, "aftercare")
    assert profile.effective_sslmode == "verify-full"
    login = panel_of(qtbot, entrance, LoginPanel)
    login.connections.click()
    connection = panel_of(qtbot, entrance, ConnectionPanel)
    cell = connection.form.cells["sslmode"]
    assert not cell.note
    connection.form.set_value("sslmode", "require")
    assert cell.note
    type_into(qtbot, connection, name="杭州")
    connection.save()
    assert [(one.name, one.sslmode) for one in remembered.settings.profiles] == [("杭州", "require")]
    panel_of(qtbot, entrance, LoginPanel).connections.click()
    panel_of(qtbot, entrance, ConnectionPanel).removed.emit("杭州")
    assert remembered.settings.profiles == ()
    panel_of(qtbot, entrance, FirstRunPanel)


def test_a_test_of_the_connection_says_whether_a_server_answers(fresh_database):
    places.knock(fresh_database.dsn("s_nobody_at_all", "-"))
    with pytest.raises(ServiceError, match="unreachable"):
        places.knock("postgresql://127.0.0.1:1/aftercare")


def test_a_server_that_does_not_answer_is_one_sentence(qtbot, enter):
    login = panel_of(qtbot, enter("postgresql://127.0.0.1:1/aftercare"), LoginPanel)
    type_into(qtbot, login, login="na", password="x")
    login.submit()
    qtbot.waitUntil(lambda: not login.busy)
    assert "没有应答" in sentence_of(login)


def test_the_language_switches_while_the_panel_stands(qtbot, enter, conninfo, remembered):
    entrance = enter(conninfo)
    login = panel_of(qtbot, entrance, LoginPanel)
    assert login.heading.text() == "登录"
    entrance.gate.language.click()
    assert (login.heading.text(), language(), remembered.settings.language) == ("Sign in", "en", "en")


def test_the_sample_company_signs_in_without_a_question(qtbot, enter, conninfo):
    def demonstrate(report):
        report("stores")
        return Place("sample", "sample", "sample", lambda: conninfo, login="na", password=PASSWORD)

    entrance = enter(demonstrate=demonstrate)
    qtbot.keyClick(panel_of(qtbot, entrance, FirstRunPanel), "1")
    assert arrival_of(qtbot, entrance).session.person.login == "na"
